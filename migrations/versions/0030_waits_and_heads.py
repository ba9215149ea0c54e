"""Waits of a day, a month or a year stand in one row, and who was seen in long blocks: years of them are read fast."""

from collections import defaultdict
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

WAIT = "wait."
BLOCK, IN_ONE = 1024, 8
"""Citizens in a block of those seen, and how many such blocks make one of heads."""


def upgrade() -> None:
    """Go up."""
    waits = op.create_table(
        "waits_rolled_up",
        sa.Column("centre_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("span", _enum("span", "day", "month", "year", "ever"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("goal", sa.String(length=40), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre_id", "span", "starts_on", "goal", name=op.f("pk_waits_rolled_up")),
    )
    with op.batch_alter_table("rolled_up") as table:
        table.drop_constraint(op.f("ck_rolled_up_layer"), type_="check")
        table.create_check_constraint(
            op.f("ck_rolled_up_layer"), "layer IN ('seen', 'heads', 'income', 'known_before')"
        )
    if not op.get_context().as_sql:
        _gather_waits(op.get_bind(), waits)
        _gather_heads(op.get_bind())
    op.execute("DELETE FROM counted_rolled_up WHERE kind LIKE 'wait.%'")


def downgrade() -> None:
    """Go down."""
    op.execute("DELETE FROM rolled_up WHERE layer = 'heads'")
    with op.batch_alter_table("rolled_up") as table:
        table.drop_constraint(op.f("ck_rolled_up_layer"), type_="check")
        table.create_check_constraint(op.f("ck_rolled_up_layer"), "layer IN ('seen', 'income', 'known_before')")
    if not op.get_context().as_sql:
        _scatter_waits(op.get_bind())
    op.drop_table("waits_rolled_up")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _counted() -> sa.TableClause:
    names = ("kind", "centre_id", "span", "row", "number")
    return sa.table("counted_rolled_up", sa.column("starts_on", sa.Date()), *map(sa.column, names))


def _gather_waits(connection: sa.Connection, waits: sa.Table) -> None:
    counted = _counted().c
    found: dict[tuple[str, int, str, date], dict[str, int]] = defaultdict(dict)
    question = sa.select(
        counted.kind, counted.centre_id, counted.span, counted.starts_on, counted.row, counted.number
    ).where(counted.kind.like(f"{WAIT}%"), counted.number > 0)
    for kind, centre_id, span, starts_on, row, number in connection.execute(question):
        found[kind.removeprefix(WAIT), centre_id, span, starts_on][row] = number
    names = ("goal", "centre_id", "span", "starts_on")
    rows = [{**dict(zip(names, key, strict=True)), "numbers": numbers} for key, numbers in found.items()]
    if rows:
        connection.execute(sa.insert(waits), rows)


def _scatter_waits(connection: sa.Connection) -> None:
    names = ("goal", "centre_id", "span", "starts_on", "numbers")
    columns = [sa.column("starts_on", sa.Date()), sa.column("numbers", sa.JSON())]
    waits = sa.table("waits_rolled_up", *columns, *map(sa.column, names[:3])).c
    rows = [
        {
            "kind": f"{WAIT}{goal}",
            "centre_id": centre_id,
            "span": span,
            "starts_on": starts_on,
            "row": row,
            "number": number,
        }
        for goal, centre_id, span, starts_on, numbers in connection.execute(sa.select(*(waits[name] for name in names)))
        for row, number in numbers.items()
    ]
    if rows:
        connection.execute(sa.insert(_counted()), rows)


def _gather_heads(connection: sa.Connection) -> None:
    """The first bit of each lane of those seen in a month or a year."""
    names = ("layer", "centre_id", "span", "starts_on", "block", "lanes")
    columns = [sa.column("starts_on", sa.Date()), sa.column("lanes", sa.LargeBinary())]
    rolled_up = sa.table("rolled_up", *columns, *map(sa.column, ("layer", "centre_id", "span", "block")))
    kept = rolled_up.c
    question = sa.select(kept.centre_id, kept.span, kept.starts_on, kept.block, kept.lanes).where(
        kept.layer == "seen", kept.span.in_(["month", "year"])
    )
    found: dict[tuple[int, str, date, int], int] = defaultdict(int)
    for centre_id, span, starts_on, block, lanes in connection.execute(question):
        long, part = divmod(block, IN_ONE)
        heads = int.from_bytes(lanes[: BLOCK // 8], "little")
        found[centre_id, span, starts_on, long] |= heads << part * BLOCK
    rows = [
        dict(zip(names, ("heads", *key, heads.to_bytes((heads.bit_length() + 7) // 8, "little")), strict=True))
        for key, heads in found.items()
    ]
    if rows:
        connection.execute(sa.insert(rolled_up), rows)
