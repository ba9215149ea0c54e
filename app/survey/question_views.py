"""What is asked: as it is in this quarter, and as it will be from the next one on, which the steering group decides."""

from collections.abc import Sequence

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, conflict, log
from app.access import Act, allow
from app.db import hold_table
from app.language import day
from app.page import page
from app.survey import asking, queries, questions
from app.survey.asking import Asked
from app.survey.batch import next_quarter, quarter_of
from app.survey.forms import ANOTHER, LeaveOutForm, QuestionForm
from app.survey.models import Question, QuestionSet
from app.survey.phrases import LANGUAGES
from app.survey.views import blueprint, spoken_of
from app.survey.words import REFUSALS


@blueprint.get("/questions")
@allow(Act.CHANGE_QUESTIONS, reads_only=True)
def every_question() -> Response:
    """The questions of this quarter and of the next one, and every version there was."""
    today = clock.today()
    now, coming = queries.question_set(quarter_of(today)[0]), _coming()
    spoken = spoken_of(coming)
    return page(
        "survey/questions.html",
        now=now,
        coming=coming,
        coming_from=next_quarter(today),
        silent=[language.name for code, language in LANGUAGES.items() if code not in spoken],
        may_add=len(coming.questions) < asking.MOST_QUESTIONS,
        versions=queries.question_sets(),
    )


@blueprint.route("/questions/new", methods=["GET", "POST"])
@allow(Act.CHANGE_QUESTIONS)
def new_question() -> Response:
    """One more question from the next quarter on."""
    form = QuestionForm()
    del form.kind
    if not form.is_submitted():
        return _page(form, None)
    if not form.validate():
        return _page(form, None, 422)
    return _store(form, None, [*questions.as_asked(_coming()), form.asked("")], form.why.data)


@blueprint.route("/questions/<key>", methods=["GET", "POST"])
@allow(Act.CHANGE_QUESTIONS)
def question(key: str) -> Response:
    """One question in better words, or another one in its place, from the next quarter on."""
    coming = _coming()
    kept = _of(coming, key)
    told = {code: {text.language: text.text for text in kept.texts}.get(code, "") for code in LANGUAGES}
    form = QuestionForm()
    if not form.is_submitted():
        if not form.from_draft:
            for code, text in told.items():
                form[code].data = text
        conflict.opened(form, coming.version, told)
        return _page(form, kept)
    clash = conflict.between(form, coming.version, told, coming)
    if clash is not None:
        return conflict.conflict_page(
            clash,
            form,
            heading=_("To har rettet spørgsmålet"),
            action=url_for("survey.question", key=key),
            back=url_for("survey.every_question"),
        )
    if not form.validate():
        return _page(form, kept, 422)
    changed = [form.asked(key) if one.key == key else one for one in questions.as_asked(coming)]
    return _store(form, kept, changed, form.why.data)


@blueprint.post("/questions/<key>/end")
@allow(Act.CHANGE_QUESTIONS)
def left_out(key: str) -> Response:
    """A question is asked no more from the next quarter on."""
    kept = _of(_coming(), key)
    form = LeaveOutForm()
    if not form.validate():
        return _page(_shown(kept), kept, 422, leave_out=form)
    left = [one for one in questions.as_asked(_coming()) if one.key != key]
    return _store(form, kept, left, form.reason.data)


def _store(form: QuestionForm | LeaveOutForm, kept: Question | None, asked: Sequence[Asked], why: str) -> Response:
    def store() -> str:
        made = questions.change(asked, why=why, by_id=current_user.account_id)
        log.created(made)
        flash(_("Gemt. Det gælder fra %(day)s.", day=day(made.holds_from)), "good")
        return url_for("survey.every_question")

    try:
        return form.once(store)
    except asking.Refusal as refusal:
        form.form_errors.append(str(REFUSALS[refusal.reason]))
        if isinstance(form, LeaveOutForm):
            assert kept is not None  # noqa: S101 (only a question that is asked is left out)
            return _page(_shown(kept), kept, 422, leave_out=form)
        return _page(form, kept, 422)


def _coming() -> QuestionSet:
    """The questions of the next quarter; whoever changes them lets the next one wait and build on what they become."""
    if request.method == "POST":
        hold_table(QuestionSet)
    return queries.question_set(next_quarter(clock.today()))


def _of(coming: QuestionSet, key: str) -> Question:
    """The question of this key among those of the next quarter; 404 where it is not asked then."""
    found = next((one for one in coming.questions if one.key == key), None)
    if found is None:
        abort(404)
    return found


def _shown(kept: Question) -> QuestionForm:
    form = QuestionForm(formdata=None)
    for text in kept.texts:
        form[text.language].data = text.text
    return form


def _page(
    form: QuestionForm, kept: Question | None, status: int = 200, leave_out: LeaveOutForm | None = None
) -> Response:
    return page(
        "survey/question.html",
        status=status,
        form=form,
        kept=kept,
        leave_out=leave_out or LeaveOutForm(formdata=None),
        others=[language for code, language in LANGUAGES.items() if code != "da"],
        coming_from=next_quarter(clock.today()),
        another=ANOTHER,
    )
