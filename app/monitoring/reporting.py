"""Making a report: of what was released of a closed period, or of the working group's own figures as they are now."""

from collections.abc import Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from app import clock
from app.centres import queries as places
from app.language import chosen
from app.monitoring import indicators, ledger
from app.monitoring.grid import Grid
from app.monitoring.indicators import By, Theme
from app.monitoring.release_models import ClosedPeriod, ReleasedTable
from app.monitoring.release_words import days, said
from app.monitoring.released import Words, read, words
from app.monitoring.releasing import Counted
from app.monitoring.report import Report, Shown, shown
from app.period import Period


def released(row: ClosedPeriod, language: str | None = None) -> Report:
    """What holds now of all that was released of a period."""
    language = language or chosen()
    tables = ledger.latest(row)
    releases = ledger.releases(row)
    with force_locale(language):
        return Report(
            row.code,
            said(row.period),
            days(row.period),
            _("Alle væresteder"),
            releases[-1].made_at,
            row.period.first,
            row.period.last,
            max(release.threshold for release in releases),
            _in_order([_of_release(table, language) for table in tables]),
        )


def plain(period: Period, counted: Sequence[Counted], centre_ids: frozenset[int] | None) -> Report:
    """The working group's own figures, nothing hidden; in the language of now."""
    where = _("Alle væresteder")
    if centre_ids is not None:
        where = ", ".join(centre.name for centre in places.centres(among=centre_ids))
    return Report(
        period.code,
        said(period),
        days(period),
        where,
        clock.now(),
        period.first,
        period.last,
        None,
        _in_order([_shown(one.indicator.theme, one.by, one.grid, words(one.indicator, one.grid)) for one in counted]),
    )


def _of_release(table: ReleasedTable, language: str) -> Shown:
    grid, said_then = read(table.indicator, table.version, table.body, language)
    return _shown(Theme(table.body["theme"]), By(table.columns_by), grid, said_then)


def _shown(theme: Theme, by: By, grid: Grid, said_of: Words) -> Shown:
    of = said_of.of[:1].upper() + said_of.of[1:]
    return shown(theme, by, grid, said_of, of or _("I alt"))


def _in_order(tables: Sequence[Shown]) -> tuple[Shown, ...]:
    """By theme, and in a theme as the indicators were declared; those that are no longer counted last."""
    declared = list(indicators.ALL)
    known = {key: place for place, key in enumerate(declared)}
    order = list(Theme)
    return tuple(
        sorted(tables, key=lambda one: (order.index(one.theme), known.get(one.key, len(declared)), one.by.value))
    )
