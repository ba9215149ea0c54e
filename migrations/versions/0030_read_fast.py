"""Years are read fast: waits of a span stand in one row, heads and incomes in longer blocks."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

WAIT = "wait."
BITS = 15
BLOCK, HEADS, SHORT = 1024, 8, 2
"""Citizens in a block until now; how many such blocks make one of heads, and one of incomes or of who was known."""


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
        _regroup(op.get_bind(), _joined)
    op.execute("DELETE FROM counted_rolled_up WHERE kind LIKE 'wait.%'")


def downgrade() -> None:
    """Go down."""
    op.execute("DELETE FROM rolled_up WHERE layer = 'heads'")
    with op.batch_alter_table("rolled_up") as table:
        table.drop_constraint(op.f("ck_rolled_up_layer"), type_="check")
        table.create_check_constraint(op.f("ck_rolled_up_layer"), "layer IN ('seen', 'income', 'known_before')")
    if not op.get_context().as_sql:
        _scatter_waits(op.get_bind())
        _regroup(op.get_bind(), _parted)
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


def _rolled_up() -> sa.TableClause:
    columns = [sa.column("starts_on", sa.Date()), sa.column("lanes", sa.LargeBinary())]
    return sa.table("rolled_up", *columns, *map(sa.column, ("layer", "centre_id", "span", "block")))


def _gather_heads(connection: sa.Connection) -> None:
    """The first bit of each lane of those seen in a month or a year."""
    kept = _rolled_up().c
    question = sa.select(kept.centre_id, kept.span, kept.starts_on, kept.block, kept.lanes).where(
        kept.layer == "seen", kept.span.in_(["month", "year"])
    )
    found: dict[tuple[str, int, str, date, int], int] = defaultdict(int)
    for centre_id, span, starts_on, block, lanes in connection.execute(question):
        longer, part = divmod(block, HEADS)
        found["heads", centre_id, span, starts_on, longer] |= _read(lanes[: BLOCK // 8]) << part * BLOCK
    _insert(connection, found)


def _regroup(connection: sa.Connection, regrouped: Callable[[int, int], Iterator[tuple[int, int]]]) -> None:
    """What incomes and answers are kept of months, years and ever, in blocks of another length."""
    table = _rolled_up()
    kept = table.c
    which = sa.and_(kept.layer.in_(["income", "known_before"]), kept.span != "day")
    found: dict[tuple[str, int, str, date, int], int] = defaultdict(int)
    question = sa.select(kept.layer, kept.centre_id, kept.span, kept.starts_on, kept.block, kept.lanes).where(which)
    for *key, block, lanes in connection.execute(question):
        for other, part in regrouped(block, _read(lanes)):
            found[*key, other] |= part
    connection.execute(sa.delete(table).where(which))
    _insert(connection, found)


def _joined(block: int, lanes: int) -> Iterator[tuple[int, int]]:
    """The share of a block in the longer one, bit by bit of the lanes."""
    longer, part = divmod(block, SHORT)
    for number in range(BITS):
        yield longer, _bit(lanes, number, BLOCK) << (number * SHORT + part) * BLOCK


def _parted(block: int, lanes: int) -> Iterator[tuple[int, int]]:
    for number in range(BITS):
        of_all = _bit(lanes, number, SHORT * BLOCK)
        for part in range(SHORT):
            yield block * SHORT + part, _bit(of_all, part, BLOCK) << number * BLOCK


def _bit(kept: int, number: int, citizens: int) -> int:
    return kept >> number * citizens & (1 << citizens) - 1


def _read(lanes: bytes) -> int:
    return int.from_bytes(lanes, "little")


def _insert(connection: sa.Connection, found: Mapping[tuple[Any, ...], int]) -> None:
    names = ("layer", "centre_id", "span", "starts_on", "block", "lanes")
    rows = [
        dict(zip(names, (*key, kept.to_bytes((kept.bit_length() + 7) // 8, "little")), strict=True))
        for key, kept in found.items()
        if kept
    ]
    if rows:
        connection.execute(sa.insert(_rolled_up()), rows)
