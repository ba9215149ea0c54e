"""Periods beside each other: what came before, and the same a year ago. Plain reckoning with local days.

A period that begins where a month, quarter or year begins is moved by whole months, so that the first five weeks of a
quarter are laid beside the first five weeks of the one before; any other is moved by its days.
"""

from calendar import monthrange
from datetime import date, timedelta

from app.monitoring.table import Scope

YEAR = 12


def before(scope: Scope) -> Scope:
    """The period before, as long as this one."""
    months = _unit(scope)
    if months is None:
        days = (scope.last - scope.first).days + 1
        return Scope(scope.first - timedelta(days=days), scope.first - timedelta(days=1), scope.centre_ids)
    return _moved(scope, months)


def year_before(scope: Scope) -> Scope:
    """The same days a year ago."""
    return _moved(scope, YEAR)


def quarter(day: date) -> tuple[date, date]:
    """The first and last day of the quarter that a day lies in."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first, _last_of(_months_before(first, -2))


def months_until(day: date, number: int) -> list[tuple[date, date]]:
    """So many months, the last the one that a day lies in; that one to its end."""
    first = day.replace(day=1)
    starts = [_months_before(first, back) for back in range(number - 1, -1, -1)]
    return [(start, _last_of(start)) for start in starts]


def _unit(scope: Scope) -> int | None:
    """The months by which it is moved: the shortest of month, quarter and year that it begins with and lies in, or the
    whole months that it is made of.
    """
    if scope.first.day != 1:
        return None
    for months in (1, 3, YEAR):
        begins_with_it = (scope.first.month - 1) % months == 0
        if begins_with_it and scope.last < _months_before(scope.first, -months):
            return months
    if scope.last == _last_of(scope.last):
        return 12 * (scope.last.year - scope.first.year) + scope.last.month - scope.first.month + 1
    return None


def _moved(scope: Scope, months: int) -> Scope:
    last = _months_before(scope.last.replace(day=1), months)
    at_the_end = scope.last == _last_of(scope.last)
    day = monthrange(last.year, last.month)[1]
    first = _months_before(scope.first.replace(day=1), months)
    first = first.replace(day=min(scope.first.day, monthrange(first.year, first.month)[1]))
    return Scope(first, last.replace(day=day if at_the_end else min(scope.last.day, day)), scope.centre_ids)


def _months_before(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _last_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
