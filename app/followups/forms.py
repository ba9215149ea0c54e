"""What was agreed: fields that stand on a form of their own and folded away on the page of a contact; steps; cover.

The fields of an agreement are functions, so that each form has them where its page does.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from app import clock
from app.conflict import Changing
from app.days import WRITTEN
from app.followups.followup import LONGEST_REASON, LONGEST_TEXT, Refusal, Step, refuse_day
from app.followups.words import REFUSALS
from app.form import Form, OrNothing, StoringForm, choices
from app.page import own_path
from app.submission import LONGEST_TARGET

TOMORROW, WEEK, ANOTHER_DAY = "tomorrow", "week", "another_day"
ME, COLLEAGUE, EVERYBODY = "me", "colleague", "everybody"

TODAY, SAME_DAY, FORTNIGHT = "today", "same_day", "fortnight"
ANOTHER_FIRST, ANOTHER_LAST = "another_first", "another_last"

DAYS = {TOMORROW: _l("I morgen"), WEEK: _l("Om en uge"), ANOTHER_DAY: _l("Anden dag")}
WHOSE = {ME: _l("Mig"), COLLEAGUE: _l("En kollega"), EVERYBODY: _l("Hele stedet")}
FIRST_DAYS = {TODAY: _l("I dag"), TOMORROW: _l("I morgen"), ANOTHER_FIRST: _l("Anden dag")}
LAST_DAYS = {
    SAME_DAY: _l("Samme dag"),
    WEEK: _l("En uge frem"),
    FORTNIGHT: _l("To uger frem"),
    ANOTHER_LAST: _l("Anden dag"),
}


@dataclass(frozen=True)
class Agreed:
    """What was entered: what, by which day (local), and who: an account, or nobody for the whole centre."""

    text: str
    due_on: date
    responsible_id: int | None


def text_field() -> StringField:
    """What is to happen."""
    return StringField(_l("Hvad skal der ske?"), [Length(max=LONGEST_TEXT)])


def when_field() -> RadioField:
    """The day, as chips."""
    return RadioField(_l("Hvornår?"), choices=choices(DAYS), default=WEEK, validators=[OrNothing()])


def date_field() -> DateField:
    """Another day; looked at only where it is chosen."""
    return DateField(_l("Hvilken dag?"), [_SoundDay()], format=WRITTEN)


def whose_field() -> RadioField:
    """Who sees to it, as chips."""
    return RadioField(_l("Hvem tager den?"), choices=choices(WHOSE), default=ME, validators=[OrNothing()])


def colleague_field() -> SelectField:
    """Which colleague; who is one depends on the centre, so the view asks."""
    return SelectField(_l("Hvilken kollega?"), coerce=_number, choices=[], validate_choice=False)


def due_on(chosen: str | None, other: date | None) -> date:
    """The day that a chip means today."""
    if chosen == ANOTHER_DAY and other:
        return other
    return clock.today() + timedelta(days=1 if chosen == TOMORROW else 7)


def agreed(form: Form, account_id: int) -> Agreed | None:
    """What was agreed, once the form is valid; nothing where nothing was written."""
    text = (form.agreed_text.data or "").strip()
    if not text:
        return None
    return Agreed(text, due_on(form.agreed_when.data, form.agreed_date.data), responsible_of(form, account_id))


def responsible_of(form: Form, account_id: int) -> int | None:
    """Who sees to it, once the form is valid; nobody: the whole centre."""
    if form.agreed_whose.data == EVERYBODY:
        return None
    if form.agreed_whose.data == COLLEAGUE:
        return form.agreed_colleague.data or account_id
    return account_id


class _SoundDay:
    """Another day must be chosen where it is asked for, and be one that can be agreed on."""

    field_flags: ClassVar[dict[str, object]] = {}

    def __call__(self, form: Form, field: DateField) -> None:
        nothing = "agreed_text" in form and not (form.agreed_text.data or "").strip()
        if form.agreed_when.data != ANOTHER_DAY or nothing:
            field.errors[:] = []
            raise StopValidation
        if field.data is None:
            raise StopValidation(_l("Vælg, hvilken dag det skal ske."))
        _refuse_day(field.data)


class _AskedFor:
    """A day that is looked at only where another field says so, and needed there; plain `Optional` ends the checks."""

    field_flags: ClassVar[dict[str, object]] = {}

    def __init__(self, other: str, value: str, message: LazyString) -> None:
        self.other, self.value, self.message = other, value, message

    def __call__(self, form: Form, field: DateField) -> None:
        if form[self.other].data != self.value:
            field.errors[:] = []
            raise StopValidation
        if field.data is None:
            raise StopValidation(self.message)


def _refuse_day(wanted: date) -> None:
    try:
        refuse_day(wanted, clock.today())
    except Refusal as refusal:
        raise ValidationError(REFUSALS[refusal.reason]) from None


def _no_later_than_the_calendar(first: date, ahead: timedelta) -> date:
    return first + ahead if date.max - first >= ahead else date.max


def _number(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0


class FollowUpForm(StoringForm):
    """A follow-up of its own, or a change of one."""

    draft_title = _l("Opfølgning")

    agreed_text = text_field()
    agreed_when = when_field()
    agreed_date = date_field()
    agreed_whose = whose_field()
    agreed_colleague = colleague_field()
    centre = RadioField(_l("Hvilket sted?"), coerce=int, validators=[OrNothing()])
    citizen_id = HiddenField()

    def validate_agreed_text(self, field: StringField) -> None:
        """Here it is what the form is for."""
        if not (field.data or "").strip():
            raise ValidationError(_l("Skriv, hvad der skal ske."))


class ChangeForm(FollowUpForm, Changing):
    """Another text, day or person; about whom and where stays."""

    centre = None
    citizen_id = None
    text_is_shared = BooleanField(_l("Borgeren siger ja til, at værestedet ser teksten"))

    def name_day_and_person(self, account_id: int) -> None:
        """Say the day by its date and whose it is by one person, so that two answers compare; 0 is everybody."""
        self.agreed_date.data = due_on(self.agreed_when.data, self.agreed_date.data)
        self.agreed_date.process_errors = []
        self.agreed_when.data = ANOTHER_DAY
        if self.agreed_whose.data != COLLEAGUE:
            self.agreed_colleague.data = 0 if self.agreed_whose.data == EVERYBODY else account_id
        self.agreed_whose.data = COLLEAGUE if self.agreed_colleague.data else EVERYBODY

    def ask_as_before(self, account_id: int) -> None:
        """The person, as the form asks for one: me, a colleague, everybody."""
        named = self.agreed_colleague.data
        self.agreed_whose.data = {0: EVERYBODY, account_id: ME}.get(named, COLLEAGUE)
        if self.agreed_whose.data != COLLEAGUE:
            self.agreed_colleague.data = 0


class StepForm(StoringForm):
    """One tap on a row: the step, or the day it is postponed to; and the page to come back to."""

    result_is_part = True

    step = RadioField(
        choices=choices(
            {
                Step.DONE: "",
                Step.REOPENED: "",
                Step.TAKEN_OVER: "",
                Step.NOT_RELEVANT: "",
                TOMORROW: "",
                WEEK: "",
                ANOTHER_DAY: "",
            }
        ),
        validators=[InputRequired()],
    )
    date = DateField(_l("Hvilken dag?"), [Optional()], format=WRITTEN)
    reason = TextAreaField(_l("Hvorfor ikke?"), [Length(max=LONGEST_REASON)])
    back = HiddenField()

    def page_after(self, otherwise: str) -> str:
        """The page to come back to, if it is one of this site and no longer than an address of ours can be."""
        back = own_path(self.back.data)
        return back if back and len(back) <= LONGEST_TARGET else otherwise

    def validate_date(self, field: DateField) -> None:
        """A day that can be agreed on."""
        if self.step.data == ANOTHER_DAY and field.data:
            _refuse_day(field.data)


class SeenForm(StoringForm):
    """One button: I have seen it."""


class CoverForm(StoringForm):
    """Whose tasks, who sees to them, and the days."""

    draft_title = _l("Fravær")

    absent = SelectField(_l("Hvem er væk?"), coerce=_number, validate_choice=False)
    covering = SelectField(_l("Hvem passer opgaverne?"), coerce=_number, validate_choice=False)
    first = RadioField(_l("Fra"), choices=choices(FIRST_DAYS), default=TODAY, validators=[OrNothing()])
    first_on = DateField(
        _l("Den første dag"), [_AskedFor("first", ANOTHER_FIRST, _l("Vælg den første dag."))], format=WRITTEN
    )
    last = RadioField(_l("Til og med"), choices=choices(LAST_DAYS), default=SAME_DAY, validators=[OrNothing()])
    last_on = DateField(
        _l("Den sidste dag"), [_AskedFor("last", ANOTHER_LAST, _l("Vælg den sidste dag."))], format=WRITTEN
    )

    def days(self) -> tuple[date, date]:
        """The first and the last day, once the form is valid."""
        today = clock.today()
        firsts = {TODAY: today, TOMORROW: today + timedelta(days=1)}
        first = firsts.get(self.first.data) or self.first_on.data or today
        lasts = {SAME_DAY: timedelta(), WEEK: timedelta(days=7), FORTNIGHT: timedelta(days=14)}
        if self.last.data in lasts:
            return first, _no_later_than_the_calendar(first, lasts[self.last.data])
        return first, self.last_on.data or first


class EndForm(StoringForm):
    """One button beside a row: end this."""

    about = HiddenField(filters=[_number])


class HandOverForm(StoringForm):
    """To whom everything goes; from whom, the address says."""

    to = RadioField(_l("Hvem skal have opgaverne?"), coerce=_number, validate_choice=False)
