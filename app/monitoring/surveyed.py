"""Indicators of the survey: its own results, as its own rules let them out. Nothing is added up, crossed or opened.

A centre's figures are those that the survey gives for the centre; of several centres together it gives none.
"""

from collections.abc import Callable, Mapping

from flask import g
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from app.monitoring.counting import words_of
from app.monitoring.grid import BASE, Cell, Column, Line, RowSum, Unit
from app.monitoring.indicators import AS_OF_A_DAY, Asked, Indicator, Theme, register
from app.monitoring.words import TITLES
from app.survey import results
from app.survey.results import Figure, Group, Result, Row

RESPONSE = {
    "answered": _l("Svarede"),
    "refused": _l("Lagde en tom seddel i"),
    "not_returned": _l("Lagde ikke noget i"),
}
WHICH = _l(
    "Tallene er fra den seneste runde, der er talt, og som løb i perioden; helst en, der også sluttede i den. "
    "Spørgeskemaet er anonymt og skjuler selv de små tal. Tal for flere væresteder lægges aldrig sammen."
)


def _positive(asked: Asked) -> Column:
    return _by_question(asked, lambda row: row.positive_percent)


def _at_least(asked: Asked) -> Column:
    return _by_question(asked, _least)


def _least(row: Row) -> int | None:
    """In whole percent, rounded down; where positive answers may be told, of those."""
    if row.at_least is not None or not row.answered or Figure.POSITIVE not in row.figures:
        return row.at_least
    return 100 * row.figures[Figure.POSITIVE] // row.answered


def _by_question(asked: Asked, share: Callable[[Row], int | None]) -> Column:
    result = asked.kept.of_all_centres(results.counted_last)
    rows = _rows(asked, result) if result else ()
    keys = [key for key, _text in result.questions] if result else list(_wordings())
    found = {row.question: share(row) for row in rows}
    return Column(tuple(Line(key, Unit.PERCENT) for key in keys), {key: Cell(found.get(key)) for key in keys})


def _response(asked: Asked) -> Column:
    result = asked.kept.of_all_centres(results.counted_last)
    came = _came(asked, result) if result else None
    lines = tuple(Line(row, Unit.ANSWERS) for row in RESPONSE)
    if came is None or came.answered is None or came.refused is None:
        return Column(lines, {row: Cell(None) for row in RESPONSE}, Cell(None))
    numbers = {
        "answered": came.answered,
        "refused": came.refused,
        "not_returned": max(came.asked - came.answered - came.refused, 0),
    }
    return Column(
        lines,
        {row: Cell(number) for row, number in numbers.items()},
        Cell(came.asked),
        (RowSum(BASE, tuple(RESPONSE)),),
    )


def _rows(asked: Asked, result: Result) -> tuple[Row, ...]:
    if asked.scope.centre_ids is None:
        return result.everybody
    group = _group(asked, result)
    return group.rows if group else ()


def _came(asked: Asked, result: Result) -> Result | Group | None:
    return result if asked.scope.centre_ids is None else _group(asked, result)


def _group(asked: Asked, result: Result) -> Group | None:
    """The one centre of the scope, where the survey tells of it."""
    wanted = asked.scope.centre_ids or frozenset()
    return next((one for one in result.centres if wanted == {one.member}), None)


def _wordings() -> Mapping[str, str]:
    """Asked for once a request."""
    asked: dict[str, Mapping[str, str]] = g.setdefault("wordings_of_survey", {})
    language = str(get_locale() or "da")
    if language not in asked:
        asked[language] = results.wordings(language)
    return asked[language]


def _said_of_question(row: str) -> str:
    return _wordings().get(row, row)


register(
    Indicator(
        "survey_positive",
        Theme.SURVEY,
        TITLES["survey_positive"],
        _l("Er borgerne tilfredse? Så mange procent gav et af de to bedste svar."),
        _l("Procent af dem, der svarede på spørgsmålet. %(which)s", which=WHICH),
        (Result,),
        _positive,
        _said_of_question,
        by=AS_OF_A_DAY,
    )
)
register(
    Indicator(
        "survey_at_least",
        Theme.SURVEY,
        TITLES["survey_at_least"],
        _l("Hvor tilfredse er de i det mindste? Så mange procent, eller flere, gav et af de to bedste svar."),
        _l(
            "Procent af dem, der svarede på spørgsmålet, rundet ned. Hvor færre end fem var utilfredse, siger "
            "spørgeskemaet ikke mere end det, så ingen kan regne ud, hvem de er. %(which)s",
            which=WHICH,
        ),
        (Result,),
        _at_least,
        _said_of_question,
        by=AS_OF_A_DAY,
    )
)
register(
    Indicator(
        "survey_response",
        Theme.SURVEY,
        TITLES["survey_response"],
        _l("Hvor mange vil svare?"),
        _l("Af alle, der blev spurgt. Den, der blev spurgt to gange, tæller to gange. %(which)s", which=WHICH),
        (Result,),
        _response,
        words_of(RESPONSE),
        by=AS_OF_A_DAY,
        of=_l("alle, der blev spurgt"),
    )
)
