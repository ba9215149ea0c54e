"""What stands in the hands of whoever answers: the page, what is asked on a ticket, and where envelopes are put in.

Nobody is signed in here, no cookie is needed or set, and nothing is logged: whoever brings a ticket's code may. So the
two addresses that take something ask for no token of a session either; there is none to misuse.
"""

from flask import Blueprint, Response, current_app, jsonify, request
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from app import envelope
from app.access import SessionKind, anywhere, unlogged
from app.db import db
from app.page import page
from app.survey import tickets
from app.survey.keeping import one_holds_both
from app.survey.models import QuestionSet
from app.survey.phrases import LANGUAGES
from app.survey.ticket import Outcome

blueprint = Blueprint("survey", __name__, url_prefix="/survey")

ANSWERS = {
    Outcome.OPEN: 200,
    Outcome.STORED: 200,
    Outcome.STORED_BEFORE: 200,
    Outcome.UNKNOWN: 404,
    Outcome.TOO_LATE: 410,
    Outcome.MALFORMED: 400,
    Outcome.NOT_NOW: 503,
}
"""A reply that was lost is asked for again, and answered like the first time."""


@blueprint.get("/")
@anywhere
def survey() -> Response:
    """The survey, on a tablet that was handed over, on a stand, or on one's own phone.

    A tablet with an open session of somebody of the staff is none of these: there it can be made a stand.
    """
    if current_user.is_authenticated and current_user.kind is not SessionKind.SURVEY:
        return page("survey/stand.html")
    handed_over = bool(current_user.is_authenticated)
    texts = {code: spoken.on_screen for code, spoken in LANGUAGES.items()}
    both = one_holds_both(current_app)
    return page("survey/survey.html", texts=texts, handed_over=handed_over, one_holds_both=both)


@blueprint.post("/ticket")
@anywhere
@unlogged
def ticket() -> Response:
    """What is asked on a ticket (`code`), and what its envelope is sealed to; 409 where it was used."""
    found = tickets.sheet(request.form.get("code", ""))
    if found.outcome is not Outcome.OPEN:
        return Response(status=409 if found.outcome is Outcome.STORED_BEFORE else ANSWERS[found.outcome])
    assert found.question_set is not None  # noqa: S101 (an open ticket has its questions)
    return jsonify(
        public_key=found.public_key,
        about=found.about,
        centre_id=found.centre_id,
        effort_id=found.effort_id,
        of=len(found.question_set.questions),
        questions=spoken_of(found.question_set),
    )


@blueprint.post("/envelopes")
@anywhere
@unlogged
def envelopes() -> Response:
    """Put an envelope in (`code`, `envelope`); answers, a refusal and a time-out look the same."""
    try:
        sealed = envelope.bytes_of(request.form.get("envelope", ""))
    except ValueError:
        return Response(status=ANSWERS[Outcome.MALFORMED])
    try:
        outcome = tickets.redeem(request.form.get("code", ""), sealed)
        db.session.commit()
    except SQLAlchemyError:
        db.session.rollback()
        outcome = Outcome.NOT_NOW
    return Response(status=ANSWERS[outcome])


def spoken_of(questions: QuestionSet) -> dict[str, list[str]]:
    """The questions by language; one in which a question is missing is not offered."""
    texts = [{one.language: one.text for one in question.texts} for question in questions.questions]
    return {code: [one[code] for one in texts] for code in LANGUAGES if all(code in one for one in texts)}


WITHOUT_SESSION = (ticket, envelopes)
"""They serve whoever brings a code, and know no session whose right somebody else could borrow."""
