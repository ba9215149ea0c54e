"""Closing a period and releasing tables of it: count, hide, store. What is stored stays as it is.

What is counted is read as of one instant; hiding needs no database; storing is one short transaction.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import sqlalchemy as sa
from flask import current_app

from app import clock
from app.accounts.models import Account
from app.db import db, one_reading
from app.monitoring import defining, disclosure, indicators, ledger
from app.monitoring.cells import Refused
from app.monitoring.grid import ADDED, Grid, Place
from app.monitoring.indicators import By, Indicator
from app.monitoring.job import Refusal, Stopped, refuse_closing, refuse_release
from app.monitoring.linkage import Before, Earlier, Table, behind, beside_the_sums, cells_of, linked
from app.monitoring.links import links
from app.monitoring.over_time import between
from app.monitoring.reckoning import At, Link
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


class _Overtaken(Exception):
    """Something else was released meanwhile."""


def close(period: Period, by: Account | None, tell: Tell) -> Release:
    """Close a period and release all its tables, masked; raises Refusal. Commits."""

    def made() -> Release:
        refuse_closing(period, is_closed=ledger.closed(period) is not None, today=clock.today())
        masked, newest = _counted_and_masked(period, counted_in(period), None, tell)
        return store(ClosedPeriod(code=period.code, closed_by_id=by.id if by else None), masked, by, newest)

    return _until_nobody_was_faster(made)


def release(period: Period, indicator: Indicator, by: Account | None, tell: Tell) -> Release:
    """Release one indicator of a closed period anew, by the definition in force today; the others stay as they are.
    Raises Refusal. Commits.
    """

    def made() -> Release:
        version = defining.in_force(indicator.key, clock.today())
        refuse_release(in_force=version, released=ledger.latest_version(period, indicator.key))
        masked, newest = _counted_and_masked(period, [indicator], {indicator.key: version}, tell)
        return store(ledger.of_closed(period), masked, by, newest)

    return _until_nobody_was_faster(made)


def _until_nobody_was_faster(made: Callable[[], Release]) -> Release:
    """Two that are released at the same time must be checked against each other as well."""
    while True:
        try:
            return made()
        except _Overtaken:
            continue


def _counted_and_masked(
    period: Period, of: Sequence[Indicator], versions: dict[str, int] | None, tell: Tell
) -> tuple[list[Masked], int]:
    """The tables as they may leave, and the last release that they were checked against."""
    with one_reading():
        newest = ledger.newest()
        counted = tables(period, of, tell, versions)
        earlier = ledger.touching(period)
        earlier += _left_between(period, of, earlier)
        found = hanging(period, counted, earlier)

    def goes_on() -> None:
        tell(len(of), len(of) + 1)

    goes_on()
    return mask(period, counted, found, earlier, goes_on), newest


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


def hanging(period: Period, counted: Iterable[Counted], earlier: Iterable[Earlier]) -> list[Link]:
    """What holds between figures of several tables: of the period, and of each that was released before."""
    stands: dict[str, dict[tuple[str, int], dict[Place, None]]] = {}
    for code, grid in (
        *((one.period.code, one.grid) for one in earlier),
        *((period.code, one.grid) for one in counted),
    ):
        stands.setdefault(code, {}).setdefault((grid.key, grid.version), {}).update(dict.fromkeys(grid.places()))
    return [link for code, of in stands.items() for link in links(code, of)]


def _left_between(period: Period, of: Iterable[Indicator], earlier: Iterable[Earlier]) -> list[Earlier]:
    """What is added up over months, of the days that are left between released periods: nobody shows it, but whoever
    takes a quarter from a year has it.
    """
    found = []
    for days in between({period, *(one.period for one in earlier)}):
        for one in tables(days, [one for one in of if one.since <= days.last], lambda _done, _steps: None):
            before = tuple(
                Before.of(at, cell, shown=None)
                for place, cell in cells_of(Table(one.grid, one.indicator.sensitive)).items()
                if one.grid.unit(place) in ADDED and (at := At(days.code, one.grid.key, one.grid.version, place))
            )
            found.append(Earlier(days, one.grid, before))
    return found


def mask(
    period: Period,
    counted: Sequence[Counted],
    found_links: Iterable[Link],
    earlier: Iterable[Earlier],
    goes_on: Callable[[], None] = lambda: None,
) -> list[Masked]:
    """The tables with what must be hidden; raises Refusal where what was released before leaves no way. `goes_on` is
    called now and then.
    """
    threshold = current_app.config["SMALLEST_SHOWN"]
    given = [Table(one.grid, one.indicator.sensitive) for one in counted]
    found = linked(period, given, found_links, earlier)
    try:
        hidden = disclosure.protect(found.cells, found.sums, threshold, goes_on)
    except Refused as refused:
        raise Refusal(Stopped.WOULD_DISCLOSE) from refused
    kept = behind(period, [one.grid for one in counted], found, hidden)
    return [_one_masked(one, table, before, threshold) for one, table, before in zip(counted, given, kept, strict=True)]


def _one_masked(one: Counted, table: Table, kept: tuple[Before, ...], threshold: int) -> Masked:
    places = set(beside_the_sums(table, threshold)) | {before.at.place for before in kept if not before.shown}
    places |= {
        Place(line.key, column)
        for line, column in product(one.grid.lines, one.grid.columns)
        if Place(line.goes_with, column) in places
    }
    return Masked(Counted(one.indicator, one.by, one.grid.masked(places)), kept)


def store(row: ClosedPeriod, masked: Sequence[Masked], by: Account | None, newest: int | None = None) -> Release:
    """Write it down; `newest`: the last release that it was checked against. Raises Refusal. Commits."""
    if newest is not None:
        ledger.hold_still()
        if ledger.newest() != newest:
            db.session.rollback()
            raise _Overtaken
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
