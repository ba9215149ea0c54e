"""The page of a contact, the search on it, and the count of heads."""

import datetime as dt
import re
from datetime import date, datetime, time
from typing import cast

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    StopValidation,
    ValidationError,
)

from app import clock
from app.citizens.challenge import ON_THE_FORM, Challenge
from app.citizens.identity import KnownBefore
from app.citizens.reading import ABOUT, Information
from app.citizens.words import CHALLENGES, INFORMATION, KNOWN_BEFORE
from app.conflict import Changing
from app.days import WRITTEN, meant, past_date_field, past_day_field
from app.followups import forms as follow_up
from app.form import Form, OptionalUnless, OrNothing, StoringForm, choices
from app.outreach.bridge import LONGEST_WHY, Destination, Sent
from app.outreach.contact import LARGEST_GROUP, MOST_HEADS, OLDEST, Kind, Place, Reason, Talk
from app.outreach.words import DESTINATIONS, KINDS, LENGTHS, PLACES, REFUSALS

UNNAMED, GROUP, NEW = "unnamed", "group", "new"
LONGEST_NOTE = 10_000
LONGEST_REASON = 500
FARTHEST = 3 * 366
"""Days from today within which somebody can be expected elsewhere."""

EARLIEST_YEAR = 1900

_CLOCK = re.compile(r"(\d{1,2})(?:[.: ]?(\d\d))?")


class OnlyWhenBridging:
    """A field of a bridge, on the page of a contact, is nobody's business unless the contact is one."""

    def __call__(self, form: Form, field: Field) -> None:
        """Ends the checks of the field where the kind is another."""
        if "kind" in form and form["kind"].data != Kind.BRIDGING.value:
            field.errors = []
            raise StopValidation


class BridgeFields:
    """Where somebody is sent, and when; all of it can wait."""

    bridge_to = RadioField(_l("Hvortil?"), [OrNothing()], choices=choices(DESTINATIONS))
    bridge_elsewhere = StringField(_l("Hvilket andet sted?"), [OnlyWhenBridging(), Length(max=200)])
    bridge_day = RadioField(
        _l("Hvornår?"),
        [OrNothing()],
        choices=choices({"today": _l("I dag"), "tomorrow": _l("I morgen"), "other": _l("Anden dag")}),
    )
    bridge_date = DateField(
        _l("Hvilken dag er aftalen?"),
        [OnlyWhenBridging(), OptionalUnless("bridge_day", "other", _l("Vælg, hvilken dag aftalen er."))],
        format=WRITTEN,
    )
    bridge_time = StringField(_l("Klokken, hvis I ved det"), [OnlyWhenBridging(), Length(max=20)])
    bridge_along = BooleanField(_l("Én af os går med"))

    def validate_bridge_date(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        if field.data and abs((field.data - clock.today()).days) > FARTHEST:
            raise ValidationError(_l("Aftalen er for langt væk. Ret dagen."))

    def validate_bridge_time(self, field: StringField) -> None:
        """12.20, 12:20, 1220 and 9 are times of day; it may be left empty."""
        typed = (field.data or "").strip()
        if typed and _time(typed) is None:
            raise ValidationError(_l("Skriv klokken som 12.20."))
        if typed and not cast("Form", self)["bridge_day"].data:
            raise ValidationError(_l("Vælg også dagen, eller slet klokkeslættet."))

    def sent(self) -> Sent:
        """What was entered about the bridge, once it is valid."""
        form = cast("Form", self)
        to = form["bridge_to"].data
        return Sent(
            to=Destination(to) if to else None,
            elsewhere=(form["bridge_elsewhere"].data or "") if to == Destination.ANOTHER.value else "",
            planned_on=meant(form["bridge_day"].data, form["bridge_date"].data),
            planned_at=_time(form["bridge_time"].data),
            accompanied=bool(form["bridge_along"].data),
        )


class ContactForm(BridgeFields, StoringForm):
    """Three required taps: who, kind, topics. The rest has defaults, or is nobody's duty."""

    draft_title = _l("Kontakt")

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
    known_before = RadioField(_l("Kendt i forvejen?"), choices=choices(KNOWN_BEFORE), validators=[OrNothing()])
    place = RadioField(_l("Sted"), choices=choices(PLACES))
    centre = RadioField(_l("Hvilket værested hører kontakten til?"), coerce=int)
    day = past_day_field(_l("Dag"))
    date = past_date_field()
    time = StringField(_l("Klokken"), [Length(max=20)])
    duration = RadioField(_l("Hvor længe?"), coerce=int, choices=choices(LENGTHS), default=15)
    note = TextAreaField(_l("Notat"), [Length(max=LONGEST_NOTE)])
    children = BooleanField(_l("Der er børn i hjemmet"))
    note_kind = RadioField(_l("Hvad handler notatet om?"), choices=choices(INFORMATION), validators=[OrNothing()])
    agreed_text = follow_up.text_field()
    agreed_when = follow_up.when_field()
    agreed_date = follow_up.date_field()
    agreed_whose = follow_up.whose_field()
    agreed_colleague = follow_up.colleague_field()

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
        return clock.at(meant(self.day.data, self.date.data) or clock.today(), _time(self.time.data) or time())


def clock_words(at: time) -> str:
    """A time of day as it is written in a field: 9.05."""
    return f"{at.hour}.{at.minute:02}"


def _time(text: str | None) -> time | None:
    match = _CLOCK.fullmatch((text or "").strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return time(int(match[1]), int(match[2] or 0))


class CorrectionForm(ContactForm, Changing):
    """The page of a contact once more, filled in; whom it was with is changed by moving it."""

    draft_title = _l("Rettelse af en kontakt")
    one_only = frozenset({"time"})

    who = None
    q = None
    new_alias = None
    known_before = None
    topics = SelectMultipleField(
        _l("Hvad talte I om?"), choices=choices({one: CHALLENGES[one] for one in ON_THE_FORM}), validators=[OrNothing()]
    )
    group_size = IntegerField(
        _l("Hvor mange?"), [InputRequired(_l("Skriv, hvor mange I var.")), NumberRange(1, LARGEST_GROUP)]
    )
    reason = StringField(_l("Hvad var forkert?"), [Length(max=LONGEST_REASON)])

    def talk(self) -> Talk:
        """What the contact says from now on, once it is valid."""
        return Talk(
            kind=Kind(self.kind.data),
            topics=frozenset(map(Challenge, self.topics.data)),
            place=Place(self.place.data),
            happened_at=self._happened_at(),
            minutes=self.duration.data,
            people=self.group_size.data if "group_size" in self else 1,
            note=(self.note.data or "") if "note" in self else "",
            information=Information((self.note_kind.data if "note" in self else "") or Information.GENERAL),
        )

    def name_the_day(self) -> None:
        """Say today and yesterday by their date, and the time in one way, so that two answers can be compared."""
        day = meant(self.day.data, None)
        if day is not None:
            self.day.data, self.day.raw_data = "other", ["other"]
            self.date.data, self.date.raw_data = day, [day.isoformat()]
            self.date.process_errors = []
        read = _time(self.time.data)
        if read is not None:
            self.time.data = clock_words(read)


class MoveForm(Changing):
    """Whom the contact was with after all, and why it stood elsewhere."""

    draft_title = _l("Flytning af en kontakt")

    who = RadioField(
        _l("Hvem talte du med?"),
        validators=[InputRequired(_l("Vælg, hvem kontakten var med."))],
        validate_choice=False,
    )
    q = StringField(_l("Find en anden borger"), [Length(max=200)])
    group_size = IntegerField(
        _l("Hvor mange?"),
        [OptionalUnless("who", GROUP, _l("Skriv, hvor mange I var.")), NumberRange(1, LARGEST_GROUP)],
        default=2,
    )
    reason = StringField(
        _l("Hvorfor flytter du den?"),
        [DataRequired(_l("Skriv kort, hvorfor kontakten skal flyttes.")), Length(max=LONGEST_REASON)],
    )


class BridgeForm(BridgeFields, Changing):
    """Where somebody is sent, on a page of its own."""

    draft_title = _l("Brobygning")
    one_only = frozenset({"bridge_time"})

    centre = RadioField(_l("Hvilket værested følger op?"), coerce=int)
    citizen = HiddenField(default="")

    def name_the_day(self) -> None:
        """Say today and tomorrow by their date, so that two answers can be compared."""
        day = meant(self.bridge_day.data, None)
        if day is not None:
            self.bridge_day.data, self.bridge_day.raw_data = "other", ["other"]
            self.bridge_date.data, self.bridge_date.raw_data = day, [day.isoformat()]
            self.bridge_date.process_errors = []
        read = _time(self.bridge_time.data)
        if read is not None:
            self.bridge_time.data = clock_words(read)


class OutcomeForm(StoringForm):
    """What became of a bridge: two taps on a list, or with a day and a reason on its own page."""

    draft_title = _l("Svar på en brobygning")

    state = RadioField(_l("Hvordan gik det?"), validators=[InputRequired(_l("Vælg, hvordan det gik."))])
    day = past_day_field(_l("Hvornår?"))
    date = past_date_field()
    why = StringField(_l("Hvorfor? Kun hvis du vil"), [Length(max=LONGEST_WHY)])

    def validate_date(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        if field.data and field.data.year < EARLIEST_YEAR:
            raise ValidationError(REFUSALS[Reason.TOO_LONG_AGO])


def happened_on(form: OutcomeForm) -> date:
    """The day something became of a bridge, once the form is valid."""
    return meant(form.day.data, form.date.data) or clock.today()


class HitsForm(Form):
    """The beginning of an alias or a name, typed on the page of a contact."""

    q = StringField(_l("Find en anden borger"), [Length(max=200)])


class HeadCountForm(Changing):
    """How many came today, or on another day of the last year, from paper."""

    result_is_part = True

    people = IntegerField(
        _l("Hvor mange?"), [InputRequired(_l("Skriv et helt tal.")), NumberRange(0, MOST_HEADS)], default=0
    )
    day = past_day_field(_l("Hvilken dag?"))
    date = past_date_field()

    def validate_date(self, field: DateField) -> None:
        """A day that has been, of the last year."""
        if self.day.data == "other" and field.data and not clock.today() - OLDEST <= field.data <= clock.today():
            raise ValidationError(_l("Vælg en dag inden for det sidste år, og ikke senere end i dag."))

    def counted_on(self) -> dt.date:
        """The day that was counted, once it is valid."""
        return meant(self.day.data, self.date.data) or clock.today()
