"""The pool of a year and its ledger, to which lines are only added: triggers refuse to change or delete one."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

SQLITE = [
    "CREATE TRIGGER pool_entry_no_update BEFORE UPDATE ON pool_entry"
    " BEGIN SELECT RAISE(ABORT, 'lines of the ledger are only added'); END",
    "CREATE TRIGGER pool_entry_no_delete BEFORE DELETE ON pool_entry"
    " BEGIN SELECT RAISE(ABORT, 'lines of the ledger are only added'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION pool_entry_only_added() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'lines of the ledger are only added' USING ERRCODE = 'integrity_constraint_violation';"
    " END $$",
    "CREATE TRIGGER pool_entry_only_added BEFORE UPDATE OR DELETE ON pool_entry"
    " FOR EACH ROW EXECUTE FUNCTION pool_entry_only_added()",
    "CREATE TRIGGER pool_entry_not_emptied BEFORE TRUNCATE ON pool_entry"
    " FOR EACH STATEMENT EXECUTE FUNCTION pool_entry_only_added()",
]


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "pool",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("budget_ore", sa.Integer(), nullable=False),
        sa.Column("frame_ore", sa.Integer(), nullable=False),
        sa.Column("reserved_ore", sa.Integer(), nullable=False),
        sa.Column("granted_ore", sa.Integer(), nullable=False),
        sa.Column("paid_ore", sa.Integer(), nullable=False),
        sa.Column("returned_ore", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "budget_ore >= 0 AND frame_ore >= 0 AND reserved_ore >= 0 AND granted_ore >= 0 AND paid_ore >= 0"
            " AND returned_ore >= 0",
            name=op.f("ck_pool_nothing_below_nothing"),
        ),
        sa.CheckConstraint("frame_ore <= budget_ore", name=op.f("ck_pool_frame_within_budget")),
        sa.CheckConstraint("paid_ore <= granted_ore", name=op.f("ck_pool_paid_is_granted")),
        sa.CheckConstraint(
            "reserved_ore + granted_ore - returned_ore <= frame_ore", name=op.f("ck_pool_never_overspent")
        ),
        sa.CheckConstraint("returned_ore <= paid_ore", name=op.f("ck_pool_returned_was_paid")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool")),
        sa.UniqueConstraint("year", name=op.f("uq_pool_year")),
    )
    op.create_table(
        "pool_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "budget",
                "frame",
                "reserved",
                "released",
                "granted",
                "paid",
                "returned",
                name="pool_entry_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ore", sa.Integer(), nullable=False),
        sa.Column("grant_ref", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("corrects_id IS NULL OR reason <> ''", name=op.f("ck_pool_entry_corrected_for_a_reason")),
        sa.CheckConstraint(
            "grant_ref IS NOT NULL OR kind NOT IN ('granted', 'paid', 'returned')",
            name=op.f("ck_pool_entry_grant_is_named"),
        ),
        sa.CheckConstraint("ore <> 0", name=op.f("ck_pool_entry_some_money")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_pool_entry_by_id_account")),
        sa.ForeignKeyConstraint(["corrects_id"], ["pool_entry.id"], name=op.f("fk_pool_entry_corrects_id_pool_entry")),
        sa.ForeignKeyConstraint(["pool_id"], ["pool.id"], name=op.f("fk_pool_entry_pool_id_pool")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_entry")),
    )
    with op.batch_alter_table("pool_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pool_entry_corrects_id"), ["corrects_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pool_entry_grant_ref"), ["grant_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_pool_entry_pool_id"), ["pool_id"], unique=False)
        batch_op.create_index(
            "uq_pool_entry_granted_once",
            ["grant_ref"],
            unique=True,
            sqlite_where=sa.text("kind = 'granted' AND corrects_id IS NULL"),
            postgresql_where=sa.text("kind = 'granted' AND corrects_id IS NULL"),
        )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Go down."""
    with op.batch_alter_table("pool_entry", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_pool_entry_granted_once",
            sqlite_where=sa.text("kind = 'granted' AND corrects_id IS NULL"),
            postgresql_where=sa.text("kind = 'granted' AND corrects_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_pool_entry_pool_id"))
        batch_op.drop_index(batch_op.f("ix_pool_entry_grant_ref"))
        batch_op.drop_index(batch_op.f("ix_pool_entry_corrects_id"))

    op.drop_table("pool_entry")
    op.drop_table("pool")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION pool_entry_only_added()")
