"""The few figures that answer how it is going, each beside the quarter before and the year before, in words.

All from protected figures: where one of two is hidden, nothing is said of their difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.language import number, percent
from app.monitoring.cells import HIDDEN_MARK
from app.monitoring.release_words import said
from app.monitoring.report import Figure, Mark, Report, Row, Shown
from app.period import Period


@dataclass(frozen=True)
class Headline:
    """A figure as it is said, the sentence that it begins, and how it was before (nothing, where that is not known);
    with the quarters until now as a line and in words, where enough of them are known.
    """

    figure: str
    sentence: str
    trends: tuple[str, ...]
    quarters: tuple[float, ...] = ()
    caption: str = ""


@dataclass(frozen=True)
class _Chosen:
    """A row of an indicator, in percent or as a number, and the words after it."""

    indicator: str
    row: str
    sentence: LazyString
    in_percent: bool = False


CHOSEN = (
    _Chosen("citizens", "citizens", _l("borgere har haft kontakt.")),
    _Chosen("citizens", "contacts", _l("kontakter i alt.")),
    _Chosen("known_before", "no", _l("var ikke kendt af kommunen før."), in_percent=True),
    _Chosen("income_groups", "jobcentre", _l("har en aktiv sag i jobcentret."), in_percent=True),
    _Chosen("settled", "settled", _l("af samtalerne i rådgivningen blev klaret på stedet."), in_percent=True),
    _Chosen("waiting", "conversation_half", _l("dage eller mindre ventede halvdelen på den første samtale.")),
)


QUARTERS = 5
"""In a small chart: a year, and the quarter that it began with."""
A_LINE = 3
"""So many points are the least that show a way."""


def until(period: Period) -> list[Period]:
    """The quarters of a small chart, the oldest first; none of a period that is no quarter."""
    found = [period] if period.is_quarter else []
    while found and len(found) < QUARTERS:
        found.insert(0, found[0].before())
    return found


def compared_with(period: Period) -> list[tuple[str, Period]]:
    """What a quarter is laid beside: the one before, and the same a year ago."""
    if not period.is_quarter:
        return []
    year_ago = Period.quarter(period.first.year - 1, period.number)
    return [(said(period.before()), period.before()), (said(year_ago), year_ago)]


def of(report: Report, earlier: Sequence[tuple[str, Report]], quarters: Sequence[Report | None] = ()) -> list[Headline]:
    """The headlines of a report; those that it does not hold, or hides, are left out. `quarters`: those until this one,
    the oldest first; none where one is not closed.
    """
    found = []
    for one in CHOSEN:
        figure = _figure(report, one)
        if isinstance(figure, Mark):
            continue
        trends = [_trend(words, figure, _figure(before, one), one.in_percent) for words, before in earlier]
        way = _way(quarters, one)
        found.append(
            Headline(
                _said(figure, one.in_percent),
                str(one.sentence),
                tuple(filter(None, trends)),
                tuple(number for _words, number in way),
                _(
                    "Kvartal for kvartal: %(all)s",
                    all=", ".join(f"{words} {_said(n, one.in_percent)}" for words, n in way),
                ),
            )
        )
    return [*found[:2], *_most(report), *found[2:]]


def _most(report: Report) -> list[Headline]:
    """What is talked about most, as far as it is shown."""
    table = _table(report, "challenges")
    bars = table.bars() if table else []
    label, share = bars[0] if bars else ("", Mark.NOTHING)
    if isinstance(share, Mark):
        return []
    return [
        Headline(_said(share, True), _("talte om %(topic)s. Det fylder mest.", topic=label[:1].lower() + label[1:]), ())
    ]


def _way(quarters: Sequence[Report | None], one: _Chosen) -> list[tuple[str, float]]:
    """The figure in the quarters since the last that does not tell it; nothing, where these are too few for a line."""
    found: list[tuple[str, float]] = []
    for report in quarters:
        figure = Mark.NOTHING if report is None else _figure(report, one)
        if report is None or isinstance(figure, Mark):
            found = []
        else:
            found.append((report.title, figure))
    return found if len(found) >= A_LINE else []


def _trend(words: str, now: float, then: Figure, in_percent: bool) -> str:
    if isinstance(then, Mark):
        return ""
    more = now - then
    if more == 0:
        return _("Som i %(period)s.", period=words)
    much = _said(abs(more), False)
    if in_percent:
        said_so = (
            _("%(much)s procentpoint mere end i %(period)s.")
            if more > 0
            else _("%(much)s procentpoint mindre end i %(period)s.")
        )
    else:
        said_so = _("%(much)s flere end i %(period)s.") if more > 0 else _("%(much)s færre end i %(period)s.")
    return said_so % {"much": much, "period": words}


def _figure(report: Report, one: _Chosen) -> Figure:
    table = _table(report, one.indicator)
    row = _row(table, one.row) if table else None
    if table is None or row is None:
        return Mark.NOTHING
    figures = row.percents if one.in_percent else row.figures
    return Mark.NOTHING if figures is None else figures[table.together]


def _table(report: Report, indicator: str) -> Shown | None:
    return next((table for table in report.tables if table.key == indicator), None)


def _row(table: Shown, key: str) -> Row | None:
    return next((row for row in table.rows if row.key == key), None)


def _said(figure: Figure, in_percent: bool) -> str:
    if isinstance(figure, Mark):
        return HIDDEN_MARK
    return percent(int(figure)) if in_percent else number(figure)
