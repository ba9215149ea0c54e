"""What the steering group sees: closed periods alone, protected figures alone, no filter; and who looked is logged."""

from collections.abc import Mapping

from flask import Response, abort, flash, request
from flask_babel import gettext as _

from app import log, pdf
from app.access import Act, allow
from app.monitoring import headlines, ledger, reporting
from app.monitoring.indicators import Theme
from app.monitoring.job import MIMETYPES, FileKind
from app.monitoring.release_models import ClosedPeriod
from app.monitoring.release_words import FILES, THEMES, alone, days
from app.monitoring.report import Report
from app.monitoring.report_files import made, name
from app.monitoring.report_sections import section
from app.monitoring.views import blueprint
from app.page import download, page
from app.period import Period


@blueprint.get("/published/")
@allow(Act.SEE_PUBLISHED)
def published_overview() -> Response:
    """How it is going: few figures of the latest closed quarter, beside the quarter before and the year before."""
    rows = ledger.closed_periods()
    latest = next((row for row in rows if row.period.is_quarter), rows[0] if rows else None)
    if latest is None:
        return page("monitoring/published_overview.html", report=None)
    _looked(latest)
    closed = {row.code: row for row in rows}
    known = {row.code: reporting.released(row) for row in _spoken_of(latest.period, closed)}
    report = known[latest.code]
    compared = [(words, known[of.code]) for words, of in headlines.compared_with(latest.period) if of.code in known]
    quarters = [known.get(one.code) for one in headlines.until(latest.period)]
    return page(
        "monitoring/published_overview.html",
        report=report,
        closed=latest,
        headlines=headlines.of(report, compared, quarters),
        themes=_themes(report),
    )


def _spoken_of(period: Period, closed: Mapping[str, ClosedPeriod]) -> list[ClosedPeriod]:
    """The closed periods of which the overview says something."""
    periods = {period, *(of for _words, of in headlines.compared_with(period)), *headlines.until(period)}
    return [closed[one.code] for one in periods if one.code in closed]


@blueprint.get("/published/themes")
@allow(Act.SEE_PUBLISHED, reads_only=True)
def published_themes() -> Response:
    """The themes of each closed period."""
    rows = ledger.closed_periods()
    latest = next((row for row in rows if row.period.is_quarter), rows[0] if rows else None)
    report = reporting.released(latest) if latest else None
    return page(
        "monitoring/published_themes.html", report=report, closed=latest, themes=_themes(report) if report else []
    )


@blueprint.get("/published/<id:closed_period_id>/theme")
@allow(Act.SEE_PUBLISHED, to=ClosedPeriod)
def published_theme(closed_period: ClosedPeriod) -> Response:
    """The tables of one theme, each with its chart and how it is counted."""
    _looked(closed_period)
    report = reporting.released(closed_period)
    themes = [theme for theme, _tables in report.themes()]
    if not themes:
        abort(404)
    asked = request.args.get("of", themes[0].value)
    if asked not in [theme.value for theme in themes]:
        abort(404)
    theme = Theme(asked)
    others = [row for row in ledger.closed_periods() if row.id != closed_period.id]
    return page(
        "monitoring/published_theme.html",
        report=report,
        closed=closed_period,
        title=THEMES[theme],
        sections=[section(table, report.title) for table in report.of_theme(theme)],
        theme=theme.value,
        others=[(row, alone(row.period)) for row in others],
    )


@blueprint.get("/reports")
@allow(Act.SEE_PUBLISHED, reads_only=True)
def reports() -> Response:
    """The closed periods, the latest first."""
    rows = [(row, alone(row.period), days(row.period)) for row in ledger.closed_periods()]
    return page("monitoring/reports.html", rows=rows)


@blueprint.get("/reports/<id:closed_period_id>")
@allow(Act.SEE_PUBLISHED, to=ClosedPeriod)
def report(closed_period: ClosedPeriod) -> Response:
    """The whole report of a period, with a table of contents; can be printed."""
    return _report(closed_period)


@blueprint.get("/reports/<id:closed_period_id>/file")
@allow(Act.SEE_PUBLISHED, to=ClosedPeriod)
def report_file(closed_period: ClosedPeriod) -> Response:
    """The report as a file, from what was released; what was not made at the release is made now."""
    asked = request.args.get("kind", FileKind.CSV.value)
    if asked not in list(FileKind):
        abort(404)
    kind = FileKind(asked)
    latest = ledger.releases(closed_period)[-1]
    report = reporting.released(closed_period, "da")
    log.exported([closed_period])
    kept = ledger.file_of(latest, kind)
    try:
        content = kept.content if kept else made(report, kind)
    except pdf.Unavailable:
        flash(_("PDF-filen kan ikke laves på denne maskine lige nu. Hent regnearket, eller udskriv siden."), "stop")
        return _report(closed_period, status=503)
    return download(content, name=name(report, kind), mimetype=MIMETYPES[kind])


def _report(closed_period: ClosedPeriod, status: int = 200) -> Response:
    _looked(closed_period)
    report = reporting.released(closed_period)
    return page(
        "monitoring/report.html",
        status=status,
        report=report,
        closed=closed_period,
        themes=[
            (theme.value, THEMES[theme], [section(table, report.title) for table in tables])
            for theme, tables in report.themes()
        ],
        files=FILES,
        releases=ledger.releases(closed_period),
    )


def _looked(closed_period: ClosedPeriod) -> None:
    log.opened(closed_period)


def _themes(report: Report) -> list[tuple[str, str, str]]:
    """Value, title, and the titles of its tables."""
    return [
        (theme.value, str(THEMES[theme]), ", ".join(dict.fromkeys(table.words.title for table in tables)))
        for theme, tables in report.themes()
    ]
