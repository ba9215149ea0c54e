"""Reading pools and their ledgers."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from app import clock
from app.db import db
from app.pool.balance import Kind, Totals, added_up
from app.pool.models import Pool, PoolEntry


def of_year(year: int) -> Pool | None:
    """The pool of a year, if there is one."""
    return db.session.scalar(sa.select(Pool).where(Pool.year == year))


def every_year() -> Sequence[Pool]:
    """All pools, the latest year first."""
    return db.session.scalars(sa.select(Pool).order_by(Pool.year.desc())).all()


def totals(year: int) -> Totals:
    """The sums of a year; nothing at all where it has no pool."""
    pool = of_year(year)
    return pool.totals if pool else Totals()


def at_the_end_of(day: date) -> Totals | None:
    """The sums of the year of a local day as they stood when it ended; None where the year has no pool."""
    pool = of_year(day.year)
    if pool is None:
        return None
    _start, end = clock.span(day, day)
    rows = db.session.execute(
        sa.select(PoolEntry.kind, sa.func.sum(PoolEntry.ore))
        .where(PoolEntry.pool_id == pool.id, PoolEntry.at < end)
        .group_by(PoolEntry.kind)
    )
    return added_up((kind, int(ore)) for kind, ore in rows)


def recounted(pool: Pool) -> Totals:
    """The sums, counted anew from the lines."""
    rows = db.session.execute(
        sa.select(PoolEntry.kind, sa.func.sum(PoolEntry.ore))
        .where(PoolEntry.pool_id == pool.id)
        .group_by(PoolEntry.kind)
    )
    return added_up((kind, int(ore)) for kind, ore in rows)


def of_grant(grant_ref: int) -> Totals:
    """What was granted, paid, given back and is set aside for one grant."""
    return of_grants([grant_ref]).get(grant_ref, Totals())


def of_grants(grant_refs: Collection[int]) -> dict[int, Totals]:
    """The same of several, by their numbers."""
    return _by_grant(PoolEntry.grant_ref.in_(grant_refs))


def grants_of(pool: Pool) -> dict[int, Totals]:
    """Every grant of a year, and what is set aside for somebody, by its number."""
    return _by_grant(PoolEntry.pool_id == pool.id, PoolEntry.grant_ref.is_not(None))


def pool_of(grant_ref: int) -> Pool | None:
    """The pool from which it was granted."""
    return db.session.scalar(
        sa.select(Pool).join(PoolEntry).where(PoolEntry.grant_ref == grant_ref, PoolEntry.kind == Kind.GRANTED).limit(1)
    )


def grant_line(grant_ref: int) -> PoolEntry | None:
    """The line with which it was granted."""
    return db.session.scalar(
        sa.select(PoolEntry).where(
            PoolEntry.grant_ref == grant_ref, PoolEntry.kind == Kind.GRANTED, PoolEntry.corrects_id.is_(None)
        )
    )


def lines(pool: Pool, most: int | None = None) -> Sequence[PoolEntry]:
    """The ledger, the latest line first."""
    question = sa.select(PoolEntry).where(PoolEntry.pool_id == pool.id).order_by(PoolEntry.id.desc())
    return db.session.scalars(question.limit(most) if most else question).all()


def lines_of_grant(grant_ref: int) -> Sequence[PoolEntry]:
    """The lines about one grant, in their order."""
    return db.session.scalars(sa.select(PoolEntry).where(PoolEntry.grant_ref == grant_ref).order_by(PoolEntry.id)).all()


def is_now(entry: PoolEntry) -> int:
    """The øre of a line with its corrections."""
    corrections = sa.select(sa.func.coalesce(sa.func.sum(PoolEntry.ore), 0)).where(PoolEntry.corrects_id == entry.id)
    return entry.ore + int(db.session.scalar(corrections) or 0)


def for_nobody_yet(pool: Pool) -> Totals:
    """What is set aside for no grant in particular."""
    question = sa.select(sa.func.coalesce(sa.func.sum(PoolEntry.ore), 0)).where(
        PoolEntry.pool_id == pool.id,
        PoolEntry.grant_ref.is_(None),
        PoolEntry.kind.in_([Kind.RESERVED, Kind.RELEASED]),
    )
    return Totals(reserved=int(db.session.scalar(question) or 0))


def _by_grant(*wanted: sa.ColumnElement[bool]) -> dict[int, Totals]:
    rows = db.session.execute(
        sa.select(PoolEntry.grant_ref, PoolEntry.kind, sa.func.sum(PoolEntry.ore))
        .where(*wanted)
        .group_by(PoolEntry.grant_ref, PoolEntry.kind)
        .order_by(PoolEntry.grant_ref)
    ).all()
    found: dict[int, list[tuple[Kind, int]]] = {}
    for ref, kind, ore in rows:
        found.setdefault(ref or 0, []).append((kind, int(ore)))
    return {ref: added_up(lines) for ref, lines in found.items()}
