"""What was counted, for leaders and the steering group: never a person, never somebody who works here."""

from collections.abc import Iterator, Sequence

from flask import Response, abort, current_app, request
from flask_babel import gettext as _

from app.access import Act, allow
from app.language import day, number, percent
from app.page import download, page
from app.spreadsheet import csv_file
from app.survey import results, tables
from app.survey.results import Result
from app.survey.tables import Table
from app.survey.views import blueprint
from app.survey.words import quarter, told
from app.workbook import XLSX, Sheet, heads, workbook


@blueprint.get("/results")
@allow(Act.SEE_SURVEY, reads_only=True)
def counted() -> Response:
    """A period that was counted (`period`; the latest when none is named), and how the present one stands."""
    closed = results.closed()
    shown = _chosen(closed, request.args.get("period")) if closed else None
    running = results.running()
    return page(
        "survey/results.html",
        closed=[(one.name, quarter(one.starts_on)) for one in closed],
        result=shown,
        period=quarter(shown.starts_on) if shown else "",
        everybody=tables.everybody(shown) if shown else [],
        bars=tables.bars(shown) if shown else [],
        centres=(tables.by_centre(shown), tables.of_centres(shown)) if shown else None,
        efforts=(tables.by_effort(shown), tables.of_efforts(shown)) if shown else None,
        earlier=_against(shown, closed) if shown else None,
        running=running,
        running_period=quarter(running.starts_on) if running else "",
        told=told,
        counted=_counted,
        one_holds_both=results.one_holds_both(current_app),
        outcomes=results.Event,
    )


@blueprint.get("/results/<period>.csv")
@allow(Act.SEE_SURVEY, reads_only=True)
def counted_csv(period: str) -> Response:
    """The tables of a period as one file, one below the other."""
    result = _chosen(results.closed(), period)
    lines = [
        [table["caption"], row["label"], column, _said(cell)]
        for table in _all(result)
        for row in table["rows"]
        for column, cell in zip(table["columns"][1:], row["cells"], strict=True)
    ]
    columns = [_("Tabel"), _("Række"), _("Kolonne"), _("Tal")]
    return download(csv_file(_head(result), columns, lines), name=_file_name(result, "csv"), mimetype="text/csv")


@blueprint.get("/results/<period>.xlsx")
@allow(Act.SEE_SURVEY, reads_only=True)
def counted_xlsx(period: str) -> Response:
    """The tables of a period, a sheet for each."""
    result = _chosen(results.closed(), period)
    head = [[line] for line in _head(result)]
    sheets = [
        Sheet(
            str(position),
            [
                *head,
                [table["caption"]],
                heads(table["columns"]),
                *([row["label"], *map(_said, row["cells"])] for row in table["rows"]),
            ],
            widths=(60,),
        )
        for position, table in enumerate(_all(result), 1)
    ]
    return download(workbook(sheets), name=_file_name(result, "xlsx"), mimetype=XLSX)


def _chosen(closed: Sequence[Result], period: str | None) -> Result:
    """The period of this name, the latest when none is named; 404 for one that was not counted."""
    found = [one for one in closed if period is None or one.name == period]
    if not found:
        abort(404)
    return found[0]


def _counted(group: results.Group) -> str:
    return _("%(answered)s af %(asked)s svarede", answered=number(group.answered or 0), asked=number(group.asked))


def _against(result: Result, closed: Sequence[Result]) -> Table | None:
    return tables.against_earlier(result, [(quarter(one.starts_on), one) for one in closed])


def _all(result: Result) -> Iterator[Table]:
    yield from tables.everybody(result)
    for groups, details in (
        (tables.by_centre(result), tables.of_centres(result)),
        (tables.by_effort(result), tables.of_efforts(result)),
    ):
        yield groups
        yield from (detail.table for detail in details)
    if earlier := _against(result, results.closed()):
        yield earlier


def _head(result: Result) -> list[str]:
    rate = _("ukendt") if result.response_percent is None else percent(result.response_percent)
    return [
        _("Spørgeskemaet, %(period)s", period=quarter(result.starts_on)),
        _("%(first)s til %(last)s", first=day(result.starts_on), last=day(result.ends_on)),
        _("%(asked)s blev spurgt. Svarprocent: %(rate)s.", asked=result.asked, rate=rate),
        _("Intet tal kommer fra færre end 10 svar. En skjult celle står som ·."),
    ]


def _said(cell: tables.Cell) -> str | int:
    return "·" if cell is None else cell


def _file_name(result: Result, ending: str) -> str:
    return f"vaeksthus-survey-{result.name}.{ending}"
