"""Closed periods, the ledger of releases (append only), reports as files, and long work."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

LEDGER = ("closed_period", "monitoring_release", "released_table", "behind_table")


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "closed_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by_id"], ["account.id"], name=op.f("fk_closed_period_closed_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_period")),
        sa.UniqueConstraint("code", name=op.f("uq_closed_period_code")),
    )
    op.create_table(
        "monitoring_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("close", "release", "report", name="jobkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("indicator", sa.String(length=40), nullable=True),
        sa.Column("centres", sa.String(length=200), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "stopped",
            sa.Enum(
                "not_over",
                "closed_before",
                "not_closed",
                "released_before",
                "would_disclose",
                "lost",
                "went_wrong",
                name="stopped",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_monitoring_job_asked_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_job")),
    )
    with op.batch_alter_table("monitoring_job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_monitoring_job_asked_by_id"), ["asked_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_monitoring_job_code"), ["code"], unique=False)

    op.create_table(
        "monitoring_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closed_period_id", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("threshold BETWEEN 3 AND 10", name=op.f("ck_monitoring_release_threshold")),
        sa.ForeignKeyConstraint(
            ["closed_period_id"],
            ["closed_period.id"],
            name=op.f("fk_monitoring_release_closed_period_id_closed_period"),
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_monitoring_release_made_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monitoring_release")),
    )
    with op.batch_alter_table("monitoring_release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_monitoring_release_closed_period_id"), ["closed_period_id"], unique=False)

    op.create_table(
        "released_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=40), nullable=False),
        sa.Column("columns_by", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["monitoring_release.id"], name=op.f("fk_released_table_release_id_monitoring_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_released_table")),
        sa.UniqueConstraint(
            "release_id", "indicator", "columns_by", name=op.f("uq_released_table_release_id_indicator_columns_by")
        ),
    )
    with op.batch_alter_table("released_table", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_released_table_release_id"), ["release_id"], unique=False)

    op.create_table(
        "report_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.Column("release_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("xlsx", "csv", "pdf", name="filekind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(job_id IS NULL) <> (release_id IS NULL)", name=op.f("ck_report_file_of_one")),
        sa.ForeignKeyConstraint(
            ["job_id"], ["monitoring_job.id"], name=op.f("fk_report_file_job_id_monitoring_job"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["monitoring_release.id"], name=op.f("fk_report_file_release_id_monitoring_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
        sa.UniqueConstraint("job_id", "kind", name=op.f("uq_report_file_job_id_kind")),
        sa.UniqueConstraint("release_id", "kind", name=op.f("uq_report_file_release_id_kind")),
    )
    op.create_table(
        "behind_table",
        sa.Column("released_table_id", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["released_table_id"], ["released_table.id"], name=op.f("fk_behind_table_released_table_id_released_table")
        ),
        sa.PrimaryKeyConstraint("released_table_id", name=op.f("pk_behind_table")),
    )
    _keep()


def downgrade() -> None:
    """Go down."""
    _let_go()
    op.drop_table("behind_table")
    op.drop_table("report_file")
    with op.batch_alter_table("released_table", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_released_table_release_id"))

    op.drop_table("released_table")
    with op.batch_alter_table("monitoring_release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_monitoring_release_closed_period_id"))

    op.drop_table("monitoring_release")
    with op.batch_alter_table("monitoring_job", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_monitoring_job_code"))
        batch_op.drop_index(batch_op.f("ix_monitoring_job_asked_by_id"))

    op.drop_table("monitoring_job")
    op.drop_table("closed_period")


def _keep() -> None:
    """What was released cannot be called back: the database itself refuses to change or delete it."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION keep_the_ledger() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the ledger of releases is append only'; END $$"
        )
    for table in LEDGER:
        for deed in ("UPDATE", "DELETE"):
            trigger = f"CREATE TRIGGER {table}_{deed.lower()} BEFORE {deed} ON {table} "
            if op.get_bind().dialect.name == "postgresql":
                op.execute(f"{trigger} FOR EACH ROW EXECUTE FUNCTION keep_the_ledger()")
            else:
                op.execute(f"{trigger} BEGIN SELECT RAISE(ABORT, 'the ledger of releases is append only'); END")


def _let_go() -> None:
    for table in LEDGER:
        for deed in ("update", "delete"):
            on = f" ON {table}" if op.get_bind().dialect.name == "postgresql" else ""
            op.execute(f"DROP TRIGGER {table}_{deed}{on}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_the_ledger()")
