"""Closing a period and releasing tables of it: count, hide, store. What is stored stays as it is.

What is counted is read as of one instant; hiding needs no database; storing is one short transaction.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app

from app import clock
from app.accounts.models import Account
from app.db import db, one_reading
from app.monitoring import defining, disclosure, indicators, ledger
from app.monitoring.grid import Grid, Place
from app.monitoring.indicators import By, Indicator
from app.monitoring.job import Refusal, Stopped, refuse_closing, refuse_release
from app.monitoring.linkage import At, Before, Link, Linked, Table, beside_the_sums, linked
from app.monitoring.links import links
from app.monitoring.release_models import ClosedPeriod, Release
from app.monitoring.table import Scope
from app.period import Period

Tell = Callable[[int, int], None]
"""Is told how many steps are done, and of how many."""


@dataclass(frozen=True)
class Counted:
    """A table of an indicator: as the working group sees it, or masked."""

    indicator: Indicator
    by: By
    grid: Grid


@dataclass(frozen=True)
class Masked:
    """A table as it may leave, and what it hides."""

    table: Counted
    behind: tuple[Before, ...]


def close(period: Period, by: Account | None, tell: Tell) -> Release:
    """Close a period and release all its tables, masked; raises Refusal. Commits."""
    refuse_closing(period, is_closed=ledger.closed(period) is not None, today=clock.today())
    of = counted_in(period)
    with one_reading():
        counted = tables(period, of, tell)
        hanging = _links(counted)
        before = ledger.everything()
    tell(len(of), len(of) + 1)
    masked = mask(period, counted, hanging, before)
    row = ClosedPeriod(code=period.code, closed_by_id=by.id if by else None)
    db.session.add(row)
    return store(row, masked, by)


def release(period: Period, indicator: Indicator, by: Account | None, tell: Tell) -> Release:
    """Release one indicator of a closed period anew, by the definition in force today; the others stay as they are.
    Raises Refusal. Commits.
    """
    version = defining.in_force(indicator.key, clock.today())
    refuse_release(in_force=version, released=ledger.latest_version(period, indicator.key))
    of = counted_in(period)
    with one_reading():
        counted = tables(period, of, tell, {indicator.key: version})
        hanging = _links(counted)
        before = ledger.everything()
    tell(len(of), len(of) + 1)
    masked = mask(period, [one for one in counted if one.indicator is indicator], hanging, before)
    return store(ledger.of_closed(period), masked, by)


def tables(
    period: Period,
    of: Sequence[Indicator],
    tell: Tell,
    versions: dict[str, int] | None = None,
    centre_ids: frozenset[int] | None = None,
    behind: bool = True,
) -> list[Counted]:
    """The tables of these indicators as they are counted now, in the same order; each step is told."""
    scope = Scope(period.first, period.last, centre_ids)
    found = []
    for done, indicator in enumerate(of):
        tell(done, len(of) + 1)
        for by in columns_of(indicator, period):
            grid = indicators.compute(indicator, scope, by, (versions or {}).get(indicator.key), behind)
            found.append(Counted(indicator, by, grid))
    return found


def columns_of(indicator: Indicator, period: Period) -> list[By]:
    """The tables that an indicator has in a report: by centre, and in a quarter by month."""
    wanted = [By.CENTRE, By.MONTH] if period.is_quarter else [By.CENTRE]
    return [by for by in wanted if by in indicator.by] or [By.NOTHING]


def counted_in(period: Period) -> list[Indicator]:
    """The indicators that can be counted for the period, in the order of their themes."""
    return [
        indicator
        for theme in indicators.themes()
        for indicator in indicators.of_theme(theme)
        if indicator.since <= period.last
    ]


def _links(counted: Iterable[Counted]) -> list[Link]:
    counted = list(counted)
    return [link for by in By for link in links({one.indicator.key: one.grid for one in counted if one.by is by})]


def mask(
    period: Period, counted: Sequence[Counted], found_links: Iterable[Link], before: Sequence[Before]
) -> list[Masked]:
    """The tables with what must be hidden; raises Refusal where what was released before leaves no way."""
    threshold = current_app.config["SMALLEST_SHOWN"]
    given = [Table(one.grid, one.indicator.sensitive) for one in counted]
    found = linked(period, given, found_links, before)
    try:
        hidden = disclosure.protect(found.cells, found.sums, threshold)
    except disclosure.Refused as refused:
        raise Refusal(Stopped.WOULD_DISCLOSE) from refused
    return [
        _one_masked(period, one, table, found, hidden, threshold) for one, table in zip(counted, given, strict=True)
    ]


def _one_masked(
    period: Period, one: Counted, table: Table, found: Linked, hidden: frozenset[disclosure.Key], threshold: int
) -> Masked:
    apart = beside_the_sums(table, threshold)
    behind = []
    places: set[Place] = set(apart)
    for place in one.grid.places():
        at = At(period.code, one.grid.key, one.grid.version, place)
        cell = found.cells.get(at)
        if cell is None:
            continue
        shown = at not in hidden and cell.standing is not disclosure.Standing.HIDDEN
        if not shown:
            places.add(place)
        behind.append(Before(at, cell.value, cell.people, cell.sensitive, cell.spread, shown))
    return Masked(Counted(one.indicator, one.by, one.grid.masked(places)), tuple(behind))


def store(row: ClosedPeriod, masked: Sequence[Masked], by: Account | None) -> Release:
    made = Release(closed_period=row, threshold=current_app.config["SMALLEST_SHOWN"], made_by_id=by.id if by else None)
    db.session.add(made)
    for one in masked:
        ledger.add(made, one.table.indicator, one.table.by, one.table.grid, one.behind)
    try:
        db.session.commit()
    except sa.exc.IntegrityError:
        db.session.rollback()
        raise Refusal(Stopped.CLOSED_BEFORE) from None
    return made
