"""The page of a contact, the search on it, and the count of heads."""

import re
from datetime import date, datetime, time, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, IntegerField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation, ValidationError

from app import clock
from app.citizens.challenge import ON_THE_FORM, Challenge
from app.citizens.identity import KnownBefore
from app.citizens.reading import ABOUT, Information
from app.citizens.words import CHALLENGES, INFORMATION, KNOWN_BEFORE
from app.form import Form, StoringForm, choices
from app.outreach.contact import LARGEST_GROUP, Kind, Place, Reason, Talk
from app.outreach.words import KINDS, LENGTHS, PLACES, REFUSALS

UNNAMED, GROUP, NEW = "unnamed", "group", "new"
LONGEST_NOTE = 10_000
MOST_HEADS = 2_000

EARLIEST_YEAR = 1900

_CLOCK = re.compile(r"(\d{1,2})(?:[.: ]?(\d\d))?")


class OptionalUnless(Optional):
    """A field that may be left empty, unless another one has this value; plain `Optional` would end the checks."""

    def __init__(self, other: str, value: str, message: LazyString) -> None:
        super().__init__()
        self.other, self.value, self.message = other, value, message

    def __call__(self, form: Form, field: Field) -> None:
        """Ends the checks of an empty field, with the message where it is needed."""
        try:
            super().__call__(form, field)
        except StopValidation:
            if form[self.other].data == self.value:
                raise StopValidation(self.message) from None
            raise


class ContactForm(StoringForm):
    """Three required taps: who, kind, topics. The rest has defaults, or is nobody's duty."""

    who = RadioField(
        _l("Hvem talte du med?"),
        validators=[InputRequired(_l("Vælg, hvem du talte med."))],
        validate_choice=False,
    )
    q = StringField(_l("Find en anden borger"), [Length(max=200)])
    group_size = IntegerField(
        _l("Hvor mange?"),
        [OptionalUnless("who", GROUP, _l("Skriv, hvor mange I var.")), NumberRange(1, LARGEST_GROUP)],
        default=2,
    )
    new_alias = StringField(_l("Ny borger: alias eller fornavn"), [Length(max=200)])
    kind = RadioField(
        _l("Hvad slags kontakt var det?"),
        choices=choices(KINDS),
        validators=[InputRequired(_l("Vælg, hvad slags kontakt det var."))],
    )
    topics = SelectMultipleField(
        _l("Hvad talte I om?"),
        choices=choices({one: CHALLENGES[one] for one in ON_THE_FORM}),
        validators=[InputRequired(_l("Vælg mindst ét emne."))],
    )
    known_before = RadioField(_l("Kendt i forvejen?"), choices=choices(KNOWN_BEFORE), validators=[Optional()])
    place = RadioField(_l("Sted"), choices=choices(PLACES))
    centre = RadioField(_l("Hvilket værested hører kontakten til?"), coerce=int)
    day = RadioField(
        _l("Dag"),
        choices=choices({"today": _l("I dag"), "yesterday": _l("I går"), "other": _l("Anden dag")}),
        default="today",
    )
    date = DateField(
        _l("Hvilken dag?"),
        [OptionalUnless("day", "other", _l("Vælg, hvilken dag det var."))],
        format=["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"],
    )
    time = StringField(_l("Klokken"), [Length(max=20)])
    duration = RadioField(_l("Hvor længe?"), coerce=int, choices=choices(LENGTHS), default=15)
    note = TextAreaField(_l("Notat"), [Length(max=LONGEST_NOTE)])
    note_kind = RadioField(_l("Hvad handler notatet om?"), choices=choices(INFORMATION), validators=[Optional()])

    def validate_new_alias(self, field: StringField) -> None:
        """Somebody new is called something; and somebody named anew is not one of the others."""
        named = bool((field.data or "").strip())
        if self.who.data == NEW and not named:
            raise ValidationError(_l("Skriv, hvad den nye borger vil kaldes."))
        if named and self.who.data not in (NEW, None, ""):
            raise ValidationError(_l("Du har valgt en anden ovenfor. Vælg Ny borger, eller slet det her navn."))

    def validate_date(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        if field.data and field.data.year < EARLIEST_YEAR:
            raise ValidationError(REFUSALS[Reason.TOO_LONG_AGO])

    def validate_time(self, field: StringField) -> None:
        """12.20, 12:20, 1220 and 9 are times of day."""
        if _time(field.data) is None:
            raise ValidationError(_l("Skriv klokken som 12.20."))

    def validate_note(self, field: TextAreaField) -> None:
        """A note beside a sensitive topic is not open to everybody by default."""
        sensitive = any(topic in ABOUT for topic in self.topics.data or [])
        if (field.data or "").strip() and sensitive and not self.note_kind.data:
            raise ValidationError(_l("Vælg, hvad notatet handler om. Det afgør, hvem der kan læse det."))

    def talk(self) -> Talk:
        """What was entered, once it is valid."""
        known_before = self.known_before.data
        return Talk(
            kind=Kind(self.kind.data),
            topics=frozenset(map(Challenge, self.topics.data)),
            place=Place(self.place.data),
            happened_at=self._happened_at(),
            minutes=self.duration.data,
            people=self.group_size.data if self.who.data == GROUP else 1,
            known_before=KnownBefore(known_before) if known_before else None,
            note=self.note.data or "",
            information=Information(self.note_kind.data or Information.GENERAL),
        )

    def _happened_at(self) -> datetime:
        today = clock.today()
        day: date = {"today": today, "yesterday": today - timedelta(days=1)}.get(self.day.data, self.date.data)
        return clock.at(day, _time(self.time.data) or time())


def _time(text: str | None) -> time | None:
    match = _CLOCK.fullmatch((text or "").strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))


class HitsForm(Form):
    """The beginning of an alias or a name, typed on the page of a contact."""

    q = StringField(_l("Find en anden borger"), [Length(max=200)])


class HeadCountForm(StoringForm):
    """How many came today."""

    result_is_part = True

    people = IntegerField(
        _l("Hvor mange?"), [InputRequired(_l("Skriv et helt tal.")), NumberRange(0, MOST_HEADS)], default=0
    )
