"""The tables of what was counted, as the page shows them and the files hold them: cells from protected figures.

A cell is text, a number, or None where it is hidden. Centres and efforts are two tables, which are never crossed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from flask_babel import gettext as _

from app.centres import queries as places
from app.language import percent
from app.survey.phrases import LANGUAGES
from app.survey.results import ANSWERS, NO_EFFORT, Figure, Group, Result, Row, Shown

Cell = str | int | None


class TableRow(TypedDict):
    """A row: what it is of, and its cells."""

    label: str
    cells: list[Cell]


class Table(TypedDict):
    """A table as `ui/chart.html` draws it; the first column heads the labels."""

    caption: str
    columns: list[str]
    rows: list[TableRow]


@dataclass(frozen=True)
class Detail:
    """A centre or an effort by itself: its name, how many handed in an answer, and its questions."""

    name: str
    group: Group
    table: Table


def everybody(result: Result) -> list[Table]:
    """All centres together: the five answers where they may be shown, and what was positive."""
    found = []
    if any(row.shown is Shown.FIVE for row in result.everybody):
        grades = list(LANGUAGES["da"].grades)
        found.append(_table(_("Alle fem svar, hele kommunen"), [*grades, _("Svar")], result, result.everybody, _five))
    found.append(_thirds(_("Positive, neutrale og negative svar, hele kommunen"), result, result.everybody))
    return found


def bars(result: Result) -> list[dict[str, object]]:
    """Percent positive of each question, in the order in which they are asked; a lower bound is drawn as that."""
    texts = dict(result.questions)
    return [
        {"label": texts[row.question], "value": row.at_least if row.shown is Shown.AT_LEAST else row.positive_percent}
        for row in result.everybody
    ]


def by_centre(result: Result) -> Table:
    """Percent positive of each question, centre by centre."""
    return _groups(_("Positive svar, værested for værested"), _("Værested"), result, result.centres, _centres())


def by_effort(result: Result) -> Table:
    """Percent positive of each question, effort by effort."""
    return _groups(_("Positive svar, indsats for indsats"), _("Indsats"), result, result.efforts, _efforts())


def of_centres(result: Result) -> list[Detail]:
    """Each centre by itself."""
    return _details(result, result.centres, _centres())


def of_efforts(result: Result) -> list[Detail]:
    """Each effort by itself."""
    return _details(result, result.efforts, _efforts())


def against_earlier(result: Result, periods: Sequence[tuple[str, Result]]) -> Table | None:
    """The questions of this period beside the earlier ones that asked the same, all centres together; none where it is
    the first. `periods` are named, the latest first.
    """
    shown = [(name, one) for name, one in periods if one.everybody and one.starts_on <= result.starts_on]
    if len(shown) < 2:
        return None
    rows: list[TableRow] = []
    for key, text in result.questions:
        cells = [next((positive(row) for row in one.everybody if row.question == key), "–") for _name, one in shown]
        rows.append({"label": text, "cells": cells})
    answered: list[Cell] = ["–" if one.response_percent is None else percent(one.response_percent) for _n, one in shown]
    rows.append({"label": _("Svarede, af dem der blev spurgt"), "cells": answered})
    return {
        "caption": _("Positive svar, periode for periode"),
        "columns": [_("Spørgsmål"), *(name for name, _one in shown)],
        "rows": rows,
    }


def positive(row: Row) -> Cell:
    """How positive, as far as it may be shown: «98 %», «mindst 95 %», or hidden."""
    if row.shown is Shown.AT_LEAST and row.at_least is not None:
        return _("mindst %(percent)s", percent=percent(row.at_least))
    return _share(row, Figure.POSITIVE)


def _share(row: Row, figure: Figure) -> Cell:
    share = row.percent(figure)
    return None if share is None else percent(share)


def _five(row: Row) -> list[Cell]:
    return [*(_share(row, figure) for figure in ANSWERS), row.answered]


def _three(row: Row) -> list[Cell]:
    return [positive(row), _share(row, Figure.NEUTRAL), _share(row, Figure.NEGATIVE), row.answered]


def _thirds(caption: str, result: Result, rows: Sequence[Row]) -> Table:
    return _table(caption, [_("Positive"), _("Neutrale"), _("Negative"), _("Svar")], result, rows, _three)


def _table(
    caption: str, columns: list[str], result: Result, rows: Sequence[Row], cells: Callable[[Row], list[Cell]]
) -> Table:
    texts = dict(result.questions)
    return {
        "caption": caption,
        "columns": [_("Spørgsmål"), *columns],
        "rows": [{"label": texts[row.question], "cells": cells(row)} for row in rows],
    }


def _groups(caption: str, head: str, result: Result, groups: Sequence[Group], names: Mapping[int, str]) -> Table:
    numbers = [str(number) for number in range(1, len(result.questions) + 1)]
    rows: list[TableRow] = [
        {"label": _name(group, names), "cells": [*map(positive, group.rows), group.answered]}
        for group in _sorted(groups, names)
    ]
    return {"caption": caption, "columns": [head, *numbers, _("Svar")], "rows": rows}


def _details(result: Result, groups: Sequence[Group], names: Mapping[int, str]) -> list[Detail]:
    return [
        Detail(_name(group, names), group, _thirds(_name(group, names), result, group.rows))
        for group in _sorted(groups, names)
    ]


def _sorted(groups: Sequence[Group], names: Mapping[int, str]) -> list[Group]:
    """By name; those that are no centre or effort of their own come last."""
    return sorted(groups, key=lambda group: (group.member not in names, _name(group, names)))


def _name(group: Group, names: Mapping[int, str]) -> str:
    if group.member == NO_EFFORT:
        return _("Uden for indsatserne")
    return _("Øvrige") if group.member is None else names.get(group.member, _("Øvrige"))


def _centres() -> dict[int, str]:
    return {centre.id: centre.name for centre in places.every_place()[0]}


def _efforts() -> dict[int, str]:
    return {effort.id: effort.name for effort in places.every_place()[2]}
