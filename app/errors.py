"""Pages for what went wrong: what happened in a sentence, what is kept, and where to go.

The log gets the kind of failure and the places it passed, never its words: they may quote what somebody typed.
"""

import logging
import traceback

from flask import Flask, Response, abort, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError

from app import log
from app.db import db
from app.page import page

logger = logging.getLogger("vaeksthus")


def init(app: Flask) -> None:
    """Answer every failure with a page of ours."""
    app.register_error_handler(HTTPException, _answer)
    app.register_error_handler(Exception, _unforeseen)
    app.before_request(_refuse_what_is_no_text)
    app.after_request(_withhold_unlogged)


def _refuse_what_is_no_text() -> None:
    """Bytes in an address that are no text: Werkzeug would fail on them wherever they are read."""
    try:
        request.query_string.decode()
    except UnicodeDecodeError:
        abort(400)


def _withhold_unlogged(answer: Response) -> Response:
    """Also what a view answered without `page`: where people were read and not logged, the answer is not given."""
    if 300 <= answer.status_code < 400:
        return answer
    try:
        log.settle()
    except log.UnloggedRead as failure:
        return _unforeseen(failure)
    return answer


def _unforeseen(failure: Exception) -> Response:
    places = "".join(traceback.format_tb(failure.__traceback__))
    logger.error("%s %s: %s\n%s", request.method, request.endpoint, type(failure).__qualname__, places)
    if isinstance(failure, OperationalError):
        return _without_database()
    return _answer(InternalServerError())


def _without_database() -> Response:
    """Every page of ours asks the database; so this one is plain text."""
    sentence = _("Databasen svarer ikke lige nu. Intet er gemt. Prøv igen om lidt.")
    return Response(f"{sentence}\n", status=503, mimetype="text/plain")


def _answer(failure: HTTPException) -> Response:
    db.session.rollback()
    log.nothing_shown()
    if isinstance(failure.response, Response):
        return failure.response
    code = failure.code or 500
    if 300 <= code < 400:
        return failure.get_response()  # type: ignore[return-value]
    title, sentence = _words(code, isinstance(failure, CSRFError))
    try:
        answer = page("error.html", status=code, code=code, heading=title, sentence=sentence)
    except SQLAlchemyError:
        return _without_database()
    if code == 405:
        answer.headers["Allow"] = ", ".join(getattr(failure, "valid_methods", None) or [])
    return answer


def _words(code: int, forged: bool) -> tuple[str, str]:
    if forged:
        return _("Siden var for gammel"), _(
            "Nogen er logget ud eller har skiftet bruger, efter at siden blev åbnet. Intet er gemt. Åbn siden igen."
        )
    return {
        400: (_("Det forstod programmet ikke"), _("Intet er gemt. Gå tilbage, og prøv igen.")),
        401: (_("Log ind først"), _("Du er ikke logget ind. Intet er gemt.")),
        403: (
            _("Den side er ikke for dig"),
            _("Din rolle giver ikke adgang. Spørg din leder, hvis den burde."),
        ),
        404: (
            _("Siden findes ikke"),
            _("Adressen er forkert, eller du har ikke adgang til det, der står der."),
        ),
        405: (_("Siden kan ikke bruges sådan"), _("Intet er gemt. Gå tilbage, og prøv igen.")),
        409: (
            _("Det kom for sent"),
            _("Siden er sendt før med andet indhold, eller en anden gemte i samme øjeblik. Det her er ikke gemt."),
        ),
        415: (_("Det forstod programmet ikke"), _("Intet er gemt. Gå tilbage, og prøv igen.")),
        413: (
            _("Teksten er for lang"),
            _("Den fylder over 12 megabyte og er ikke gemt. Gå tilbage, og kort den af."),
        ),
    }.get(
        code,
        (
            _("Noget gik galt"),
            _("Det er programmets fejl, ikke din. Det, du var ved at gemme, er ikke gemt. Prøv igen."),
        ),
    )
