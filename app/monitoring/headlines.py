"""The few figures that answer how it is going, each beside the quarter before and the year before, in words.

All from protected figures: where one of two is hidden, nothing is said of their difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.language import number, percent
from app.monitoring.disclosure import HIDDEN_MARK
from app.monitoring.release_words import said
from app.monitoring.report import Figure, Mark, Report, Row, Shown
from app.period import Period


@dataclass(frozen=True)
class Headline:
    """A figure as it is said, the sentence that it begins, and how it was before (nothing, where that is not known)."""

    figure: str
    sentence: str
    trends: tuple[str, ...]


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


def compared_with(period: Period) -> list[tuple[str, Period]]:
    """What a quarter is laid beside: the one before, and the same a year ago."""
    if not period.is_quarter:
        return []
    year_ago = Period.quarter(period.first.year - 1, period.number)
    return [(said(period.before()), period.before()), (said(year_ago), year_ago)]


def of(report: Report, earlier: Sequence[tuple[str, Report]]) -> list[Headline]:
    """The headlines of a report; those that it does not hold, or hides, are left out."""
    found = []
    for one in CHOSEN:
        figure = _figure(report, one)
        if isinstance(figure, Mark):
            continue
        trends = [_trend(words, figure, _figure(before, one), one.in_percent) for words, before in earlier]
        found.append(Headline(_said(figure, one.in_percent), str(one.sentence), tuple(filter(None, trends))))
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
