"""Asking whoever was just talked with to answer the survey: once a talk, on the tablet in hand, on a slip or on paper.

The talk is marked as asked, and that is all that stands with it. The survey is told where and by which effort somebody
was talked with, in another transaction, and nothing else.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Protocol, TypeVar

import sqlalchemy as sa
from flask import Response, abort, flash, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from app import clock, log
from app.accounts import session
from app.accounts.forms import StepForm
from app.db import Base, db
from app.form import choices
from app.page import page, seen_at
from app.survey import handover
from app.survey.handover import Handed, Reason, Way

LATEST = timedelta(days=7)
"""After a talk; whoever is asked later answers about another one."""

SENTENCES: dict[Reason, LazyString] = {
    Reason.NO_KEY: _l("Spørgeskemaet er ikke åbent i det her kvartal. Spørg den, der passer programmet."),
    Reason.BOX_UNREADABLE: _l("Spørgeskemaet kan ikke tage imod svar lige nu. Sig det til den, der passer programmet."),
}


class Talk(Protocol):
    """A contact or a conversation."""

    id: int
    centre_id: int
    happened_at: datetime
    survey_asked_on: date | None


Kept = TypeVar("Kept", bound=Talk)


class SlipForm(StepForm):
    """The survey on a slip or on paper, in the language that somebody reads."""

    way = RadioField(choices=choices({Way.SLIP: "", Way.PAPER: ""}), validators=[InputRequired()])
    language = RadioField(
        _l("På hvilket sprog?"),
        choices=choices({code: spoken.name for code, spoken in handover.LANGUAGES.items()}),
        default="da",
        validators=[InputRequired()],
    )


@dataclass(frozen=True)
class Offer:
    """What stands on the page of a talk: the two forms, or the sentence why nobody is asked; nothing when `asked`."""

    step: StepForm
    asked: bool
    refused: str

    @cached_property
    def slip(self) -> SlipForm:
        """The form for paper; a row of a list has no room for it."""
        return SlipForm(formdata=None)


def offer(talk: Talk, people: int = 1, in_a_row: bool = False) -> Offer | None:
    """What can be done about the survey for this talk; nothing where it is not about one person or long ago.
    `in_a_row`: it is a button in a list, where what was so a minute ago is enough.
    """
    if people != 1 or _is_old(talk):
        return None
    refusal = handover.refusal_lately if in_a_row else handover.refusal
    reason = refusal() if talk.survey_asked_on is None else None
    return Offer(
        StepForm(formdata=None),
        talk.survey_asked_on is not None,
        str(SENTENCES[reason]) if reason else "",
    )


def on_tablet(talk: Talk, back: str, *, effort_id: int | None = None, people: int = 1) -> Response:
    """Mark the talk, lock the session, and open the survey on this tablet; only the owner's password leads back."""
    form = StepForm()
    if not form.validate() or form.about.data != talk.id:
        abort(400)
    handed = _ask(talk, Way.TABLET, effort_id, people)
    if handed is None:
        return seen_at(back)
    session.hand_over(session.this())
    db.session.commit()
    return seen_at(f"{url_for('survey.survey')}#{handed.code}")


def on_paper(talk: Talk, back: str, *, effort_id: int | None = None, people: int = 1) -> Response:
    """Mark the talk, and show what is to be printed; its code is shown this once."""
    form = SlipForm()
    if not form.validate() or form.about.data != talk.id:
        abort(400)
    way = Way(form.way.data)
    handed = _ask(talk, way, effort_id, people)
    if handed is None:
        return seen_at(back)
    slip = handover.slip(handed, way, form.language.data)
    return page("survey/paper.html" if slip.questions else "survey/slip.html", slip=slip, back=back)


def _ask(talk: Talk, way: Way, effort_id: int | None, people: int) -> Handed | None:
    """Mark the talk as asked and make a ticket; nothing, with a word to whoever asks, where that cannot be."""
    problem = _why_not(talk, people)
    if problem or not _mark(talk):
        flash(problem or _l("Der er allerede spurgt efter den her samtale."), "wait")
        return None
    try:
        return handover.open_ticket(talk.centre_id, effort_id, way)
    except handover.Refusal as refusal:
        db.session.rollback()
        flash(str(SENTENCES[refusal.reason]), "wait")
        return None


def _why_not(talk: Talk, people: int) -> LazyString | None:
    if people != 1:
        return _l("En kode er til ét menneske. Skriv en kontakt op for hver, der skal spørges.")
    return _l("Samtalen er for længe siden.") if _is_old(talk) else None


def _is_old(talk: Talk) -> bool:
    return clock.now() - talk.happened_at > LATEST


def _mark(talk: Talk) -> bool:
    """Whether nobody was asked before, of two who ask at once too."""
    kind: type[Base] = type(talk)  # type: ignore[assignment]  # a Protocol says nothing of tables
    unasked = sa.update(kind).where(kind.id == talk.id, kind.survey_asked_on.is_(None))  # type: ignore[attr-defined]  # as above
    first = unasked.values(survey_asked_on=clock.today()).returning(kind.id)  # type: ignore[attr-defined]  # as above
    if not db.session.execute(first, execution_options={"synchronize_session": False}).all():
        return False
    log.changed(talk)  # type: ignore[arg-type]  # as above
    return True
