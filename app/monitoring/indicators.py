"""Indicators: what is monitored, each declared once. `ALL` is the list, `compute` counts one for a scope.

A feature that has something to be counted registers it from a module above monitoring, or below it through what
monitoring reads: one `register(Indicator(…))` and its test. An indicator counts one scope (`count`); centres, months
and earlier periods come from asking it of several.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import LazyString

from app.centres import queries as places
from app.monitoring import defining
from app.monitoring.definition import Setting
from app.monitoring.grid import ALL_TOGETHER, Column, Grid, laid_out
from app.monitoring.kept import Kept, Reading
from app.monitoring.models import Grouped
from app.monitoring.table import Scope

FROM_THE_START = date(2014, 11, 1)
"""The first day of the monitoring that Haderslev published."""


class Theme(StrEnum):
    """What a page of monitoring is about, in the order in which they stand."""

    PEOPLE = "people"
    TOPICS = "topics"
    INCOME = "income"
    TALKS = "talks"
    WAITING = "waiting"
    BRIDGES = "bridges"
    ADDICTION = "addiction"
    HEALTH = "health"
    WORK = "work"
    POOL = "pool"
    SURVEY = "survey"


class By(StrEnum):
    """What the columns are."""

    NOTHING = "nothing"
    CENTRE = "centre"
    MONTH = "month"


AS_OF_A_DAY = frozenset({By.NOTHING, By.CENTRE})
"""What stands as it was on the last day cannot be laid month by month."""


@dataclass(frozen=True)
class Asked:
    """What an indicator is asked: of which scope (what is kept of it is read once for all indicators), by which version
    of its definition, and whether also to count the people behind each cell.
    """

    kept: Kept
    version: int
    behind: bool = False

    @property
    def scope(self) -> Scope:
        """The days and the centres."""
        return self.kept.scope


@dataclass(frozen=True)
class Indicator:
    """Something that is monitored.

    `question` is what it answers, `counted` says how, `of` what its percentages are of. `sources`: the records it is
    counted from. `sensitive`: that nobody or everybody is in a row tells something too. `since`: the first day for
    which it can be counted. `groups`: the grouping that its definition decides; `setting`: the number that it decides.
    `label`: the word for a row. `tallies`: the kinds of tallies that it reads, so that all are read at once.
    """

    key: str
    theme: Theme
    title: LazyString
    question: LazyString
    counted: LazyString
    sources: tuple[type[Any], ...]
    count: Callable[[Asked], Column]
    label: Callable[[str], str]
    of: LazyString | None = None
    by: frozenset[By] = frozenset(By)
    sensitive: bool = False
    since: date = FROM_THE_START
    groups: Grouped | None = None
    setting: Setting | None = None
    tallies: frozenset[str] = frozenset()


ALL: dict[str, Indicator] = {}
"""Every indicator by its key, in the order in which they were declared."""


def register(indicator: Indicator) -> Indicator:
    """Declare an indicator; raises ValueError for a key that is taken."""
    if indicator.key in ALL:
        raise ValueError(f"there is an indicator called {indicator.key} already")
    ALL[indicator.key] = indicator
    return indicator


def of_theme(theme: Theme) -> list[Indicator]:
    """The indicators of a theme, in the order in which they were declared."""
    return [indicator for indicator in ALL.values() if indicator.theme is theme]


def themes() -> list[Theme]:
    """The themes that something is counted for."""
    return [theme for theme in Theme if of_theme(theme)]


def compute(
    indicator: Indicator, scope: Scope, by: By = By.NOTHING, version: int | None = None, behind: bool = False
) -> Grid:
    """Count an indicator; `version` of its definition, else the one in force on the last day. Raises LookupError for a
    version that was never adopted, and ValueError for columns it does not have.
    """
    versions = None if version is None else {indicator.key: version}
    return compute_together([indicator], scope, by, versions, behind)[indicator.key]


def compute_together(
    indicators: Sequence[Indicator],
    scope: Scope,
    by: By = By.NOTHING,
    versions: Mapping[str, int] | None = None,
    behind: bool = False,
) -> dict[str, Grid]:
    """Count several indicators of one scope; what they share is read once."""
    for indicator in indicators:
        if by not in indicator.by:
            raise ValueError(f"{indicator.key} is not counted by {by}")
    scopes = split(scope, by)
    parts = [key for key in scopes if key != ALL_TOGETHER]
    return side_by_side(indicators, scopes, parts, versions, behind)


def side_by_side(
    indicators: Iterable[Indicator],
    scopes: Mapping[str, Scope],
    parts: Sequence[str] = (),
    versions: Mapping[str, int] | None = None,
    behind: bool = False,
) -> dict[str, Grid]:
    """Count indicators of several scopes, a column for each; by the version in force on the last day of all."""
    reading = Reading(scopes.values())
    kept = {key: reading.of(scope) for key, scope in scopes.items()}
    holding = defining.versions_in_force(max(scope.last for scope in scopes.values())) | dict(versions or {})
    wanted = list(indicators)
    reading.read_tallies(kind for indicator in wanted for kind in indicator.tallies)
    found = {}
    for indicator in wanted:
        version = holding.get(indicator.key, defining.FIRST)
        columns = {key: indicator.count(Asked(one, version, behind)) for key, one in kept.items()}
        found[indicator.key] = laid_out(indicator.key, version, columns, parts)
    return found


def split(scope: Scope, by: By) -> dict[str, Scope]:
    """The scopes of the columns, by their keys; everything together is the last."""
    found: dict[str, Scope] = {}
    if by is By.CENTRE:
        centres = places.centres_since(scope.first, scope.centre_ids)
        found = {str(centre.id): Scope(scope.first, scope.last, frozenset({centre.id})) for centre in centres}
    if by is By.MONTH:
        for first, last in months(scope.first, scope.last):
            found[f"{first:%Y-%m}"] = Scope(first, last, scope.centre_ids)
    return {**found, ALL_TOGETHER: scope}


def months(first: date, last: date) -> Iterable[tuple[date, date]]:
    """The months of a period, the outer ones cut to it."""
    while first <= last:
        after = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield first, min(after - timedelta(days=1), last)
        first = after
