"""What is entered about sessions and their plan."""

import re
from datetime import date, time, timedelta
from typing import ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation, ValidationError

from app import clock
from app.casework.conversation import LONGEST_WHY
from app.casework.plan_words import REFUSALS
from app.casework.planning import Hours
from app.casework.series import LONGEST_WISH, MOST_WEEKS, Refusal, Rhythm, refuse_times
from app.conflict import Changing
from app.days import WRITTEN
from app.form import Form, OptionalUnless, OrNothing, StoringForm, choices

ONCE, WEEKLY, EVERY_N = "once", "weekly", "every_n"
OFTEN = {WEEKLY: _l("Hver uge"), EVERY_N: _l("Med flere uger imellem"), ONCE: _l("Kun én gang")}
OPEN_END, LAST_DAY = "open_end", "last_day"
ENDS = {OPEN_END: _l("Indtil videre"), LAST_DAY: _l("Til en bestemt dag")}
YES, NO = "yes", "no"
EARLIEST_YEAR = 2000

_CLOCK = re.compile(r"(\d{1,2})(?:[.: ]?(\d\d))?")


def time_of(text: str | None) -> time | None:
    """12.20, 12:20, 1220 and 9 are times of day."""
    match = _CLOCK.fullmatch((text or "").strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def written(when: time) -> str:
    """A time of day as it is typed: 10.00."""
    return f"{when.hour}.{when.minute:02}"


def day_field(label: LazyString) -> DateField:
    """A day that must be said."""
    return DateField(label, [InputRequired(_l("Vælg en dag.")), _OfOurTime()], format=WRITTEN)


def start_field() -> StringField:
    """From when, as a time of day."""
    return StringField(_l("Fra klokken"), [_TimeOfDay()])


def end_field() -> StringField:
    """Until when, as a time of day."""
    return StringField(_l("Til klokken"), [_TimeOfDay()])


def why_field(label: LazyString) -> TextAreaField:
    """Why, in words; the team reads it."""
    return TextAreaField(label, [_Something(_l("Skriv kort, hvorfor.")), Length(max=LONGEST_WHY)])


def team_field(label: LazyString) -> SelectMultipleField:
    """Who sits there; the view says who can."""
    return SelectMultipleField(
        label, coerce=int, choices=[], validators=[InputRequired(_l("Vælg mindst én, der kommer."))]
    )


class _TimeOfDay:
    """Refuses what is no time of day."""

    def __call__(self, _form: Form, field: StringField) -> None:
        if time_of(field.data) is None:
            raise StopValidation(_l("Skriv klokken som 12.20."))


class _Something:
    """Refuses blanks."""

    def __init__(self, message: LazyString) -> None:
        self.message = message

    def __call__(self, _form: Form, field: StringField) -> None:
        if not (field.data or "").strip():
            raise StopValidation(self.message)


class _OfOurTime:
    """A year of our time, so that it can be reckoned with."""

    def __call__(self, _form: Form, field: DateField) -> None:
        if field.data and not EARLIEST_YEAR <= field.data.year <= clock.today().year + 20:
            raise StopValidation(_l("Skriv en dato som 24.12.2026."))


class _NeededWhenItEnds:
    """The last day of a series that has one; what is held once has no other."""

    field_flags: ClassVar[dict[str, object]] = {}

    def __call__(self, form: Form, field: DateField) -> None:
        if form["often"].data == ONCE or form["until"].data != LAST_DAY:
            field.errors[:] = []
            raise StopValidation
        if not any(field.raw_data or []):
            field.errors[:] = []
            raise StopValidation(_l("Vælg den sidste dag."))


class _Timed:
    """Hours of one day: the fields `starts` and `ends`."""

    starts: StringField
    ends: StringField

    def validate_ends(self, field: StringField) -> None:
        """The two in order, by day, and not too far from each other."""
        starts, ends = time_of(self.starts.data), time_of(field.data)
        if starts is None or ends is None:
            return
        try:
            refuse_times(starts, ends)
        except Refusal as refusal:
            raise ValidationError(REFUSALS[refusal.reason]) from None

    def hours(self) -> Hours:
        """The hours, once the form is valid."""
        return Hours(time_of(self.starts.data) or time(), time_of(self.ends.data) or time())


class _Rhythmic(_Timed):
    """How often, from when and until when."""

    from_on: DateField
    often: RadioField
    weeks: IntegerField
    until: RadioField
    to_on: DateField

    def rhythm(self) -> Rhythm:
        """The days, once the form is valid."""
        if self.often.data == ONCE:
            return Rhythm(self.from_on.data, 1, self.from_on.data)
        every = self.weeks.data if self.often.data == EVERY_N else 1
        return Rhythm(self.from_on.data, every, self.to_on.data if self.until.data == LAST_DAY else None)

    def show(self, rhythm: Rhythm, hours: Hours) -> None:
        """Open the form with these."""
        self.from_on.data, self.to_on.data = rhythm.from_on, rhythm.to_on
        self.often.data = WEEKLY if rhythm.every_weeks == 1 else EVERY_N
        if rhythm.every_weeks > 1:
            self.weeks.data = rhythm.every_weeks
        if rhythm.to_on:
            self.until.data = LAST_DAY
            if rhythm.to_on - rhythm.from_on < timedelta(weeks=rhythm.every_weeks):
                self.often.data = ONCE
        self.starts.data, self.ends.data = written(hours.starts_at), written(hours.ends_at)


def _often_field() -> RadioField:
    return RadioField(_l("Hvor tit?"), choices=choices(OFTEN), default=WEEKLY)


def _weeks_field() -> IntegerField:
    return IntegerField(
        _l("Hver hvor mange uger?"),
        [OptionalUnless("often", EVERY_N, _l("Skriv, hvor mange uger.")), NumberRange(2, MOST_WEEKS)],
        default=2,
    )


def _until_field() -> RadioField:
    return RadioField(_l("Hvor længe?"), choices=choices(ENDS), default=OPEN_END, validators=[OrNothing()])


def _to_field() -> DateField:
    return DateField(
        _l("Sidste dag"),
        [_NeededWhenItEnds(), _OfOurTime()],
        format=WRITTEN,
    )


class SeriesForm(_Rhythmic, StoringForm):
    """Sessions planned together."""

    draft_title = _l("Serie af rådgivning")

    effort = RadioField(_l("Hvilken indsats?"), coerce=int, validators=[InputRequired(_l("Vælg en indsats."))])
    house = RadioField(_l("Hvor?"), coerce=int, validators=[InputRequired(_l("Vælg, hvor det er."))])
    from_on = day_field(_l("Første dag"))
    starts = start_field()
    ends = end_field()
    often = _often_field()
    weeks = _weeks_field()
    until = _until_field()
    to_on = _to_field()
    team = team_field(_l("Hvem sidder der?"))


class ChangeSeriesForm(_Rhythmic, Changing):
    """What a series is from a day on."""

    draft_title = _l("Ændring af en serie")

    from_on = day_field(_l("Første dag med det nye"))
    starts = start_field()
    ends = end_field()
    often = _often_field()
    weeks = _weeks_field()
    until = _until_field()
    to_on = _to_field()
    team = team_field(_l("Hvem sidder der?"))


class EndSeriesForm(StoringForm):
    """The last day of a series."""

    last_on = day_field(_l("Sidste dag"))


class MoveForm(_Timed, Changing):
    """Another time for one session."""

    draft_title = _l("Flyt en rådgivning")

    day = day_field(_l("Ny dag"))
    starts = start_field()
    ends = end_field()
    reason = why_field(_l("Hvorfor bliver den flyttet?"))


class CancelForm(StoringForm):
    """Why a session is not held."""

    draft_title = _l("Aflys en rådgivning")

    reason = why_field(_l("Hvorfor bliver den aflyst?"))


class TapForm(StoringForm):
    """One button, perhaps about a row."""

    about = IntegerField(validators=[Optional()], default=0)


class SubstituteForm(StoringForm):
    """Somebody more in one session, perhaps instead of another."""

    who = SelectField(_l("Hvem kommer?"), coerce=int, validators=[NumberRange(1, message=_l("Vælg, hvem der kommer."))])
    instead = SelectField(_l("I stedet for"), coerce=int, default=0)


class VisitRequestForm(StoringForm):
    """A centre asks for a visit."""

    draft_title = _l("Bestil besøg")

    effort = RadioField(
        _l("Hvem skal komme?"), coerce=int, validators=[InputRequired(_l("Vælg, hvem der skal komme."))]
    )
    centre = RadioField(_l("Hvilket sted?"), coerce=int, validators=[InputRequired(_l("Vælg et sted."))])
    wished = StringField(
        _l("Hvilke dage passer jer?"),
        [_Something(_l("Skriv, hvilke dage der passer jer.")), Length(max=LONGEST_WISH)],
    )
    why = TextAreaField(
        _l("Hvorfor er der brug for det?"),
        [_Something(_l("Skriv kort, hvorfor der er brug for det.")), Length(max=LONGEST_WHY)],
    )


class AnswerForm(_Timed, StoringForm):
    """Yes with a day and who comes, or no with the reason."""

    draft_title = _l("Svar på en bestilling")

    answer = RadioField(
        _l("Kommer I?"),
        choices=choices({YES: _l("Ja, vi kommer"), NO: _l("Nej, vi kan ikke")}),
        validators=[InputRequired(_l("Vælg ja eller nej."))],
    )
    day = DateField(
        _l("Hvilken dag?"), [OptionalUnless("answer", YES, _l("Vælg en dag.")), _OfOurTime()], format=WRITTEN
    )
    starts = StringField(
        _l("Fra klokken"), [OptionalUnless("answer", YES, _l("Skriv klokken som 12.20.")), _TimeOfDay()]
    )
    ends = StringField(_l("Til klokken"), [OptionalUnless("answer", YES, _l("Skriv klokken som 12.20.")), _TimeOfDay()])
    team = SelectMultipleField(_l("Hvem kommer?"), coerce=int, choices=[])
    reason = TextAreaField(_l("Hvorfor ikke?"), [Length(max=LONGEST_WHY)])

    def validate_team(self, field: SelectMultipleField) -> None:
        """Somebody comes."""
        if self.answer.data == YES and not field.data:
            raise ValidationError(_l("Vælg mindst én, der kommer."))

    def validate_reason(self, field: TextAreaField) -> None:
        """A no has a reason."""
        if self.answer.data == NO and not (field.data or "").strip():
            raise ValidationError(_l("Skriv kort, hvorfor."))

    def validate_ends(self, field: StringField) -> None:
        """Hours of one day, where somebody comes."""
        if self.answer.data == YES:
            super().validate_ends(field)


class AddressForm(Form):
    """One button: make the address of one's calendar, or close it."""

    step = HiddenField()


def next_day(days: list[date]) -> date:
    """The next of these days, or a week from today."""
    return days[0] if days else clock.today() + timedelta(days=7)
