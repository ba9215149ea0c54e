"""Definitions of indicators with versions; the figures that can be added up, of what has been recorded so far too."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

DENMARK = ZoneInfo("Europe/Copenhagen")
EVERYWHERE = 0


def upgrade() -> None:
    """Go up."""
    with op.batch_alter_table("grouping") as batch:
        batch.alter_column("decided_on", existing_type=sa.Date(), nullable=True)
    with op.batch_alter_table("contacts_rolled_up") as batch:
        batch.add_column(sa.Column("minutes", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("contacts_rolled_up") as batch:
        batch.alter_column("minutes", existing_type=sa.Integer(), server_default=None)
    op.create_table(
        "definition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("setting", sa.Integer(), nullable=True),
        sa.Column("grouping_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "adopted",
                "withdrawn",
                name="definition_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 2", name=op.f("ck_definition_after_the_first")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_definition_says_something")),
        sa.CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name=op.f("ck_definition_decided_at_a_time")),
        sa.CheckConstraint(
            "(state = 'adopted') = (valid_from IS NOT NULL)", name=op.f("ck_definition_adopted_from_a_day")
        ),
        sa.ForeignKeyConstraint(["grouping_id"], ["grouping.id"], name=op.f("fk_definition_grouping_id_grouping")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["account.id"], name=op.f("fk_definition_proposed_by_id_account")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["account.id"], name=op.f("fk_definition_decided_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_definition")),
        sa.UniqueConstraint("indicator", "number", name=op.f("uq_definition_indicator_number")),
    )
    op.create_table(
        "team_heard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("definition_id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=120), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("team <> ''", name=op.f("ck_team_heard_somebody")),
        sa.ForeignKeyConstraint(
            ["definition_id"],
            ["definition.id"],
            name=op.f("fk_team_heard_definition_id_definition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["noted_by_id"], ["account.id"], name=op.f("fk_team_heard_noted_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_heard")),
    )
    op.create_index(op.f("ix_team_heard_definition_id"), "team_heard", ["definition_id"])
    op.create_table(
        "counted_rolled_up",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("centre_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span", _span(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("row", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "centre_id", "span", "starts_on", "row", name=op.f("pk_counted_rolled_up")),
    )
    op.create_table(
        "waited",
        sa.Column("goal", sa.String(length=40), nullable=False),
        sa.Column("citizen_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("goal", "citizen_id", name=op.f("pk_waited")),
    )
    if not op.get_context().as_sql:
        _roll_up(op.get_bind())


def downgrade() -> None:
    """Go down; groups that were only proposed are gone with the definitions that proposed them."""
    for table in ("waited", "counted_rolled_up", "team_heard", "definition"):
        op.drop_table(table)
    with op.batch_alter_table("contacts_rolled_up") as batch:
        batch.drop_column("minutes")
    op.execute("DELETE FROM grouping WHERE decided_on IS NULL")
    with op.batch_alter_table("grouping") as batch:
        batch.alter_column("decided_on", existing_type=sa.Date(), nullable=False)


def _span() -> sa.Enum:
    return sa.Enum("day", "month", "year", "ever", name="span", native_enum=False, create_constraint=True, length=40)


def _roll_up(connection: sa.Connection) -> None:
    """As the program did when this step was written; `flask monitoring recount` does it in its present way."""
    numbers: dict[tuple[str, int, str, date, str], int] = defaultdict(int)

    def count(kind: str, centre_id: int, day: date, row: object, number: int = 1) -> None:
        spans = (("day", day), ("month", day.replace(day=1)), ("year", day.replace(month=1, day=1)))
        for span, first in spans:
            for centre in (centre_id, EVERYWHERE) if span != "day" else (centre_id,):
                numbers[kind, centre, span, first, str(row)] += number

    _talks(connection, count)
    for centre_id, at, destination, state in connection.execute(
        sa.text(
            "SELECT centre_id, recorded_at, COALESCE(destination, 'not_said'),"
            " COALESCE((SELECT state FROM bridge_outcome WHERE bridge_id = bridge.id"
            " ORDER BY id DESC LIMIT 1), 'waiting') FROM bridge"
        ).columns(sa.column("centre_id"), _instant("recorded_at"), sa.column("destination"), sa.column("state"))
    ):
        count("bridges.destination", centre_id, _local_day(at), destination)
        count("bridges.state", centre_id, _local_day(at), state)
    for centre_id, day, topic, people in connection.execute(
        sa.text(
            "SELECT centre_id, attended_on, (SELECT topic FROM centre_offer WHERE id = offer_id), people"
            " FROM offer_attendance"
        ).columns(sa.column("centre_id"), sa.column("attended_on", sa.Date()), sa.column("topic"), sa.column("people"))
    ):
        count("attendances.topic", centre_id, day, topic, people)
    _waits(connection, count)
    _minutes(connection)
    names = ("kind", "centre_id", "span", "starts_on", "row")
    _insert(
        connection,
        "counted_rolled_up",
        ({**dict(zip(names, key, strict=True)), "number": number} for key, number in numbers.items()),
    )


def _talks(connection: sa.Connection, count: Any) -> None:
    said = ("recurrence", "settled", "brought_by", "has_record", "effort", "department", "minutes")
    for centre_id, at, *rows in connection.execute(
        sa.text(
            "SELECT centre_id, happened_at, recurrence, COALESCE(unsettled, 'settled'), brought_by,"
            " CASE WHEN citizen_id IS NULL THEN 'no' ELSE 'yes' END,"
            " (SELECT effort_id FROM casework_session WHERE id = session_id), COALESCE(department_id, 0), minutes"
            " FROM conversation"
        ).columns(sa.column("centre_id"), _instant("happened_at"), *map(sa.column, said))
    ):
        for name, row in zip(said[:-1], rows[:-1], strict=True):
            count(f"talks.{name}", centre_id, _local_day(at), row)
        count("talks.minutes", centre_id, _local_day(at), rows[-2], rows[-1])


def _waits(connection: sa.Connection, count: Any) -> None:
    met: dict[int, datetime] = {}
    contacts = sa.text(
        "SELECT citizen_id, MIN(happened_at) FROM contact WHERE citizen_id IS NOT NULL GROUP BY citizen_id"
    )
    for citizen_id, at in connection.execute(contacts.columns(sa.column("citizen_id"), _instant("at"))):
        met[citizen_id] = _aware(at)
    waits = []
    for goal, table, column in (
        ("conversation", "conversation", "happened_at"),
        ("decision", "decision", "decided_at"),
    ):
        record = sa.table(table, sa.column("citizen_id"), sa.column("centre_id"), _instant(column))
        reached = (
            sa.select(record).where(record.c.citizen_id.is_not(None)).order_by(record.c[column], record.c.centre_id)
        )
        first: dict[int, tuple[int, datetime]] = {}
        for citizen_id, centre_id, at in connection.execute(reached):
            first.setdefault(citizen_id, (centre_id, _aware(at)))
        for citizen_id, (centre_id, at) in first.items():
            day, began = _local_day(at), met.get(citizen_id)
            days = None if began is None or began > at else (day - _local_day(began)).days
            count(f"wait.{goal}", centre_id, day, "direct" if days is None else days)
            waits.append(
                {"goal": goal, "citizen_id": citizen_id, "centre_id": centre_id, "reached_on": day, "days": days}
            )
    _insert(connection, "waited", waits)


def _minutes(connection: sa.Connection) -> None:
    sums: dict[tuple[int, str, date], int] = defaultdict(int)
    contacts = sa.text("SELECT centre_id, happened_at, minutes FROM contact")
    for centre_id, at, minutes in connection.execute(
        contacts.columns(sa.column("centre_id"), _instant("at"), sa.column("minutes"))
    ):
        day = _local_day(at)
        for span, first in (("day", day), ("month", day.replace(day=1)), ("year", day.replace(month=1, day=1))):
            for centre in (centre_id, EVERYWHERE) if span != "day" else (centre_id,):
                sums[centre, span, first] += minutes
    meta = sa.MetaData()
    kept = sa.Table("contacts_rolled_up", meta, autoload_with=connection)
    for (centre, span, first), minutes in sums.items():
        connection.execute(
            sa.update(kept)
            .where(kept.c.centre_id == centre, kept.c.span == span, kept.c.starts_on == first)
            .values(minutes=minutes)
        )


def _insert(connection: sa.Connection, name: str, rows: Iterable[dict[str, Any]]) -> None:
    made = list(rows)
    if made:
        connection.execute(sa.insert(sa.Table(name, sa.MetaData(), autoload_with=connection)), made)


def _instant(name: str) -> sa.ColumnClause[datetime]:
    return sa.column(name, sa.DateTime(timezone=True))


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _local_day(at: datetime) -> date:
    return _aware(at).astimezone(DENMARK).date()
