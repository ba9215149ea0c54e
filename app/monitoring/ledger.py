"""The ledger of releases: what is added to it, and what is read from it. Nothing in it is ever changed."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.db import db, hold_table
from app.monitoring import over_time
from app.monitoring.grid import Grid, Place
from app.monitoring.indicators import By, Indicator
from app.monitoring.job import FileKind
from app.monitoring.linkage import Before, Earlier
from app.monitoring.reckoning import At
from app.monitoring.release_models import BehindTable, ClosedPeriod, Job, Release, ReleasedTable, ReportFile
from app.monitoring.released import body, grid_of
from app.period import Period


def add(release: Release, indicator: Indicator, by: By, grid: Grid, behind: Iterable[Before]) -> None:
    """A table as it leaves, with what it hides beside it."""
    table = ReleasedTable(
        release=release, indicator=indicator.key, columns_by=by.value, version=grid.version, body=body(indicator, grid)
    )
    cells = [[*one.at.place, one.value, one.people, one.sensitive, one.spread, one.shown] for one in behind]
    db.session.add(table)
    db.session.add(BehindTable(table=table, cells=cells))


def closed(period: Period) -> ClosedPeriod | None:
    """The row of a closed period; none while it is open."""
    return db.session.scalar(sa.select(ClosedPeriod).where(ClosedPeriod.code == period.code))


def of_closed(period: Period) -> ClosedPeriod:
    """The row of a period that is closed; raises LookupError."""
    found = closed(period)
    if found is None:
        raise LookupError(f"{period.code} is open")
    return found


def closed_periods() -> Sequence[ClosedPeriod]:
    """Every closed period, the latest last day first, longer ones after the quarters that end with them."""
    found = db.session.scalars(sa.select(ClosedPeriod).options(joinedload(ClosedPeriod.closed_by)))
    return sorted(found, key=lambda row: (row.period.last, row.period.first), reverse=True)


def releases(row: ClosedPeriod) -> Sequence[Release]:
    """The lines of the ledger about a period, with their tables, the first one first."""
    question = (
        sa.select(Release)
        .where(Release.closed_period_id == row.id)
        .order_by(Release.id)
        .options(joinedload(Release.made_by), selectinload(Release.tables))
    )
    return db.session.scalars(question).all()


def latest(row: ClosedPeriod) -> list[ReleasedTable]:
    """The tables of a period that hold now: of each the one that was released last, in the order of the first."""
    found: dict[tuple[str, str], ReleasedTable] = {}
    for release in releases(row):
        for table in release.tables:
            found[table.indicator, table.columns_by] = table
    return list(found.values())


def latest_version(period: Period, indicator: str) -> int | None:
    """The version of the definition by which an indicator of the period was released last."""
    question = (
        sa.select(ReleasedTable.version)
        .join(ReleasedTable.release)
        .join(Release.closed_period)
        .where(ClosedPeriod.code == period.code, ReleasedTable.indicator == indicator)
        .order_by(Release.id.desc())
        .limit(1)
    )
    return db.session.scalar(question)


def open_jobs() -> Sequence[Job]:
    """Long work that has not ended, the newest first."""
    return db.session.scalars(sa.select(Job).where(Job.ended_at.is_(None)).order_by(Job.id.desc())).all()


def file_of(release: Release, kind: FileKind) -> ReportFile | None:
    """The file that was made of a release."""
    return db.session.scalar(sa.select(ReportFile).where(ReportFile.release_id == release.id, ReportFile.kind == kind))


def newest() -> int:
    """The number of the last release; 0 before the first."""
    return db.session.scalar(sa.select(sa.func.max(Release.id))) or 0


def hold_still() -> None:
    """Nobody else adds to the ledger until this transaction ends."""
    hold_table(Release)


def touching(period: Period) -> list[Earlier]:
    """Every table that was ever released of days that the period has, or of days that such a table has; with what it
    hides. What a release is checked against.
    """
    codes = db.session.scalars(sa.select(ClosedPeriod.code))
    wanted = over_time.touching(period, map(Period.named, codes))
    stored = {name: ReleasedTable.body[name].label(name) for name in ("lines", "columns", "cells", "base", "sums")}
    question = (
        sa.select(
            ClosedPeriod.code, ReleasedTable.indicator, ReleasedTable.version, BehindTable.cells, *stored.values()
        )
        .join(ReleasedTable, BehindTable.released_table_id == ReleasedTable.id)
        .join(ReleasedTable.release)
        .join(Release.closed_period)
        .where(ClosedPeriod.code.in_(sorted(one.code for one in wanted)))
        .order_by(ReleasedTable.id)
    )
    found = []
    for code, indicator, version, cells, *parts in db.session.execute(question):
        before = tuple(
            Before(At(code, indicator, version, Place(row, column)), value, people, sensitive, spread, shown)
            for row, column, value, people, sensitive, spread, shown in cells
        )
        grid = grid_of(indicator, version, dict(zip(stored, parts, strict=True)))
        found.append(Earlier(Period.named(code), grid, before))
    return found


def with_behind(row: ClosedPeriod) -> list[tuple[ReleasedTable, list[list[Any]], int]]:
    """The tables of a period that hold now, with what they hide and below how many: for the working group alone."""
    question = (
        sa.select(ReleasedTable, BehindTable.cells, Release.threshold)
        .join(BehindTable, BehindTable.released_table_id == ReleasedTable.id)
        .join(Release, ReleasedTable.release_id == Release.id)
        .where(Release.closed_period_id == row.id)
        .order_by(ReleasedTable.id.desc())
    )
    found: dict[tuple[str, str], tuple[ReleasedTable, list[list[Any]], int]] = {}
    for table, cells, threshold in db.session.execute(question):
        found.setdefault((table.indicator, table.columns_by), (table, cells, threshold))
    return list(found.values())
