"""Pages for what went wrong: what happened in a sentence, what is kept, and where to go.

The log gets the kind of failure and the places it passed, never its words: they may quote what somebody typed.
"""

import logging
import traceback
from contextlib import suppress
from enum import StrEnum

from flask import Flask, Response, abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError

from app import log
from app.access import SessionKind, leaves_no_line, rule_of
from app.db import db
from app.installation import is_training
from app.language import chosen
from app.page import page
from app.submission import StoredBefore

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
    if not leaves_no_line(request.endpoint):
        places = "".join(traceback.format_tb(failure.__traceback__))
        logger.error("%s %s: %s\n%s", request.method, request.endpoint, type(failure).__qualname__, places)
    if isinstance(failure, DBAPIError):
        cause = cause_of(failure)
        if cause is not Cause.PROGRAM:
            return _without_database(cause)
    return _answer(InternalServerError())


class Cause(StrEnum):
    """Why a database refused, as far as whoever stands at the tablet can use it."""

    FULL = "full"
    BUSY = "busy"
    SILENT = "silent"
    PROGRAM = "program"


STATUS = {Cause.FULL: 507, Cause.BUSY: 503, Cause.SILENT: 503}

_SQLITE = {
    "SQLITE_FULL": Cause.FULL,
    "SQLITE_IOERR": Cause.FULL,
    "SQLITE_READONLY": Cause.FULL,
    "SQLITE_BUSY": Cause.BUSY,
    "SQLITE_LOCKED": Cause.BUSY,
    "SQLITE_CANTOPEN": Cause.SILENT,
    "SQLITE_PROTOCOL": Cause.BUSY,
}
"""https://sqlite.org/rescode.html; everything else that SQLite calls operational is a fault of ours in a command."""

_POSTGRESQL = {
    "53100": Cause.FULL,
    "58030": Cause.FULL,
    "25006": Cause.FULL,
    "55P03": Cause.BUSY,
    "40001": Cause.BUSY,
    "40P01": Cause.BUSY,
    "57014": Cause.BUSY,
    "53200": Cause.SILENT,
    "53300": Cause.SILENT,
    "57P01": Cause.SILENT,
    "57P02": Cause.SILENT,
    "57P03": Cause.SILENT,
    "57P05": Cause.SILENT,
}
"""https://www.postgresql.org/docs/current/errcodes-appendix.html; class 08 and no code at all: there is no line."""


def cause_of(failure: DBAPIError) -> Cause:
    """Why the database refused."""
    raised = failure.orig
    name = getattr(raised, "sqlite_errorname", None)
    if name is not None:
        return next((cause for prefix, cause in _SQLITE.items() if str(name).startswith(prefix)), Cause.PROGRAM)
    if not isinstance(failure, OperationalError | InternalError):
        return Cause.SILENT if failure.connection_invalidated else Cause.PROGRAM
    state = getattr(raised, "sqlstate", None)
    if state is None or state.startswith("08"):
        return Cause.SILENT
    return _POSTGRESQL.get(state, Cause.PROGRAM)


_NEVER_REPEATED = ("password", "pin", "code")


def _without_database(cause: Cause) -> Response:
    """A page that asks the database nothing. A form that is stored once is laid into it, to be sent again as it was."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
    log.nothing_shown()
    heading, why = _why(cause)
    again = _sent()
    kept = ""
    if again:
        kept = _("Det, du skrev, er ikke gemt. Det står stadig på din side. Luk den ikke.")
    elif request.method not in ("GET", "HEAD"):
        kept = _("Det er ikke gemt. Gå tilbage, og prøv igen om lidt.")
    # Without the context of other templates, which is asked of the database.
    body = current_app.jinja_env.get_template("not_stored.html").render(
        language=chosen(),
        demo=is_training(current_app, ask=False),
        heading=heading,
        sentences=[sentence for sentence in (why, kept) if sentence],
        again=again,
        typed=[value for name, value in again if name not in ("csrf_token", "form_key") and " " in value.strip()],
        action=request.full_path.rstrip("?"),
    )
    return Response(body, status=STATUS[cause])


def _sent() -> list[tuple[str, str]]:
    """The names and values of a form that is stored once, so that it may be sent again; of others nothing."""
    if request.method != "POST" or "form_key" not in request.form:
        return []
    if any(word in name for name in request.form for word in _NEVER_REPEATED):
        return []
    return list(request.form.items(multi=True))


def _why(cause: Cause) -> tuple[str, str]:
    if cause is Cause.FULL:
        return _("Disken på serveren er fuld"), _(
            "Programmet kan ikke gemme noget lige nu. Det kan heller ikke vise noget om mennesker, for det skal "
            "skrives i loggen. Ring til den, der passer serveren."
        )
    if cause is Cause.BUSY:
        return _("Programmet har travlt"), _("Mange gemmer på samme tid. Prøv igen om lidt.")
    return _("Databasen svarer ikke"), _("Programmet kan ikke nå databasen lige nu. Prøv igen om lidt.")


def _answer(failure: HTTPException) -> Response:
    with suppress(OperationalError):
        db.session.rollback()
    log.nothing_shown()
    if isinstance(failure.response, Response):
        return failure.response
    code = failure.code or 500
    if 300 <= code < 400:
        return failure.get_response()  # type: ignore[return-value]  # Werkzeug's kind does as well
    title, sentence = _words(code, isinstance(failure, CSRFError))
    if code == 403 and (rule := rule_of(request.endpoint)) and rule.kinds == {SessionKind.DOOR}:
        title, sentence = (
            _("Den side er borgernes"),
            _(
                "Kun borgere søger om penge og kommer med idéer, ved værestedets tablet, hvor ingen er logget ind. "
                "Giv dem tabletten, og hjælp dem, hvis de vil. Intet er gemt."
            ),
        )
    way = url_for("desk.front"), _("Gå til starten")
    if isinstance(failure, StoredBefore):
        title = _("Den blev gemt, før du rettede i den")
        sentence = _("Det, du skrev først, er gemt. Det, du har rettet siden, er ikke. Åbn det gemte, og ret det dér.")
        way = failure.target, _("Åbn det gemte")
    try:
        answer = page("error.html", status=code, code=code, heading=title, sentence=sentence, way=way)
    except DBAPIError as trouble:
        cause = cause_of(trouble)
        return _without_database(Cause.SILENT if cause is Cause.PROGRAM else cause)
    except SQLAlchemyError:
        return _without_database(Cause.SILENT)
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
