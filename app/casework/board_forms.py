"""The buttons of the board, checking in, and what is said of a visit afterwards."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from app.casework.board_words import BROUGHT_BY
from app.casework.visit import BroughtBy
from app.citizens.challenge import ON_THE_FORM
from app.citizens.words import CHALLENGES
from app.conflict import Changing
from app.form import Form, OrNothing, StoringForm, choices

UNNAMED = "unnamed"
LONGEST_CALLED = 80


class Step(StrEnum):
    """What a button of the board does to a visit."""

    TAKE = "take"
    JOIN = "join"
    HAND_ON = "hand_on"
    WAIT = "wait"
    LEAVE = "leave"
    SEEN = "seen"


class StepForm(StoringForm):
    """A button of the board; `to` is the colleague to whom somebody is handed on."""

    step = RadioField(choices=choices(dict.fromkeys(Step, "")), validators=[InputRequired()])
    to = IntegerField(validators=[Optional()])


class ArrivalForm(StoringForm):
    """Who came: a button each. A citizen's number, `bridge-` and a bridge's, or somebody without a name."""

    who = HiddenField(_l("Hvem kom?"))
    q = StringField(_l("Find en anden: navn eller alias"), [Length(max=200)])


class FindForm(Form):
    """The beginning of an alias or a name, typed where somebody is checked in."""

    q = StringField(_l("Find en anden: navn eller alias"), [Length(max=200)])


class VisitForm(Changing):
    """What is said of a visit afterwards; nothing of it is asked for."""

    called = StringField(_l("Hvad vil borgeren kaldes i dag?"), [Length(max=LONGEST_CALLED)])
    topic = RadioField(
        _l("Hvad handler det om?"),
        [OrNothing()],
        choices=[*choices({"": _l("Ikke sagt")}), *choices({one: CHALLENGES[one] for one in ON_THE_FORM})],
        default="",
    )
    brought_by = RadioField(_l("Hvem kom borgeren med?"), choices=choices(BROUGHT_BY), default=BroughtBy.SELF.value)
    brought_by_person = RadioField(_l("Hvilken kollega?"), [OrNothing()], coerce=int, default=0)


class StartForm(StoringForm):
    """A session that nobody planned: it begins now."""

    effort = RadioField(_l("Hvilken indsats?"), [InputRequired(_l("Vælg, hvilken indsats I er her for."))], coerce=int)
    centre = RadioField(_l("Hvor?"), [InputRequired(_l("Vælg, hvor I er."))], coerce=int)
