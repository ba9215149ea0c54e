"""A figure at other times: by another version of its definition, in a month of its quarter, in a longer period.

Plain reckoning with what `reckoning` knows. What is added up over months must fit to the last record, so the days that
are left between released periods (`between`) have to be counted too, though nobody shows them.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from functools import cache
from itertools import combinations, pairwise

from app.monitoring.cells import Sum
from app.monitoring.grid import ALL_TOGETHER
from app.monitoring.reckoning import At, Linked
from app.period import Period

Figures = dict[Period, list[At]]
"""The cells of one row and column of an indicator, by their days."""
DAY = timedelta(days=1)


def add_over_time(found: Linked) -> None:
    """Add what holds between cells of the same row and column at different times."""
    for figures in _figures(found).values():
        for same in figures.values():
            for one, other in combinations(same, 2):
                found.add_same(one, other)
        for days in figures:
            inside = [one for one in figures if days.contains(one)]
            for whole in figures[days] if inside else ():
                if whole in found.added:
                    _add_parts(found, whole, figures, inside)
                else:
                    _add_some(found, whole, figures, inside)


def touching(period: Period, others: Iterable[Period]) -> set[Period]:
    """The period, those that share days with it, those that share days with them, and so on."""
    left, found = set(others), {period}
    while more := {one for one in left if any(_share_days(one, other) for other in found)} - found:
        found |= more
    return found


def between(periods: Collection[Period]) -> list[Period]:
    """The days from one border of these periods to the next, where they lie in a longer one and are none themselves."""
    borders = sorted({day for one in periods for day in (one.first, one.last + DAY)})
    pieces = [Period(first, after - DAY) for first, after in pairwise(borders)]
    return [piece for piece in pieces if piece not in periods and any(one.contains(piece) for one in periods)]


def side_by_side(inside: Collection[Period]) -> Iterator[list[Period]]:
    """The ways to lay periods beside each other, none twice: each begins with one that lies in no other, then takes
    the longest that still have room.
    """
    longest = sorted(inside, key=lambda one: (one.first - one.last, one.first))
    seen = set()
    for begun in longest:
        if any(other.contains(begun) for other in longest):
            continue
        chosen = [begun]
        for other in longest:
            if not any(_share_days(other, one) for one in chosen):
                chosen.append(other)
        if frozenset(chosen) not in seen:
            seen.add(frozenset(chosen))
            yield chosen


def _add_parts(found: Linked, whole: At, figures: Figures, inside: Collection[Period]) -> None:
    """Records: the whole is its parts added up."""
    for chosen in side_by_side(inside):
        parts = tuple(figures[one][0] for one in chosen)
        if any(part.period != whole.period for part in parts):
            found.add(Sum(whole, parts))


def _add_some(found: Linked, whole: At, figures: Figures, inside: Collection[Period]) -> None:
    """Citizens: whoever is in a part is in the whole, and where the parts are all its days the other way, too."""
    for one in inside:
        for part in figures[one]:
            if part.period != whole.period:
                found.add_part(whole, part)
    for chosen in side_by_side(inside):
        parts = tuple(figures[one][0] for one in chosen)
        if any(part.period != whole.period for part in parts) and _days(chosen) == _days([_when(whole)[0]]):
            found.add(Sum(whole, parts, exact=False))


def _figures(found: Linked) -> dict[tuple[str, str, str], Figures]:
    figures: dict[tuple[str, str, str], Figures] = {}
    for at in found.cells:
        if isinstance(at, At):
            days, column = _when(at)
            figures.setdefault((at.indicator, at.place.row, column), {}).setdefault(days, []).append(at)
    return figures


def _when(at: At) -> tuple[Period, str]:
    """The days that a cell is about, and its column; that of a month is the month with everything together."""
    if "-" not in at.place.column:
        return _named(at.period), at.place.column
    return _named(f"{at.place.column}--{at.place.column}"), ALL_TOGETHER


@cache
def _named(code: str) -> Period:
    return Period.named(code)


def _share_days(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _days(periods: Iterable[Period]) -> int:
    return sum((one.last - one.first).days + 1 for one in periods)
