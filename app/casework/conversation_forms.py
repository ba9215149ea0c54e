"""The page of a conversation: everything is proposed from the board, and each can be said otherwise."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, cast

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Length, StopValidation, ValidationError

from app import clock
from app.casework.conversation import LONGEST_NOTE, LONGEST_WHY, Deed, Recurrence, Unsettled
from app.casework.conversation_words import BROUGHT_BY, DEEDS, OUTCOMES, RECURRENCES, SETTLED
from app.casework.talks import Talked
from app.casework.visit import BroughtBy
from app.citizens.challenge import ON_THE_FORM, Challenge
from app.citizens.reading import ABOUT, Information
from app.citizens.words import CHALLENGES, INFORMATION
from app.conflict import Changing
from app.days import WRITTEN
from app.followups.followup import LONGEST_TEXT, Refusal, refuse_day
from app.followups.words import REFUSALS
from app.form import Form, OrNothing, StoringForm, choices

AGREEMENTS = ("1", "2", "3")
"""So many agreements fit on the page of one talk; more are made as follow-ups."""

TOMORROW, WEEK, FORTNIGHT, MONTH, ANOTHER_DAY = "tomorrow", "week", "fortnight", "month", "another_day"
ME, EVERYBODY = "me", "everybody"
AHEAD = {TOMORROW: 1, WEEK: 7, FORTNIGHT: 14, MONTH: 28}
"""Days from today. A month is four weeks, so that it is the same day of the week."""

DAYS = {
    TOMORROW: _l("I morgen"),
    WEEK: _l("Om 1 uge"),
    FORTNIGHT: _l("Om 2 uger"),
    MONTH: _l("Om 4 uger"),
    ANOTHER_DAY: _l("Anden dag"),
}

STEP = 5
LENGTHS = (5, 10, 15, 20, 30, 45, 60, 90)
LONGEST = 8 * 60
"""Minutes."""


@dataclass(frozen=True)
class Agreement:
    """What was agreed with the citizen: what, by which local day, who (nobody: the whole centre), and whether the
    citizen lets the centre read it.
    """

    text: str
    due_on: date
    responsible_id: int | None
    is_shared: bool


def proposed_minutes(since: datetime, until: datetime) -> int:
    """The time between two instants to the nearest five minutes, at least five and at most eight hours."""
    minutes = round((until - since) / timedelta(minutes=STEP)) * STEP
    return max(STEP, min(LONGEST, minutes))


class TalkFields:
    """What is said of a conversation, when it is new and when it is corrected."""

    topics = SelectMultipleField(
        _l("Hvad talte I om?"),
        choices=choices({one: CHALLENGES[one] for one in ON_THE_FORM}),
        validators=[InputRequired(_l("Vælg mindst ét emne."))],
    )
    outcome = RadioField(
        _l("Blev det gjort færdigt her?"),
        choices=choices(OUTCOMES),
        default=SETTLED,
        validators=[InputRequired(_l("Vælg, om det blev gjort færdigt."))],
    )
    unsettled_words = StringField(_l("Hvad mangler?"), [Length(max=LONGEST_WHY)])
    minutes = RadioField(
        _l("Hvor længe?"), coerce=int, choices=[], validators=[InputRequired(_l("Vælg, hvor længe det varede."))]
    )
    recurrence = RadioField(
        _l("Én samtale, eller én af flere?"), choices=choices(RECURRENCES), default=Recurrence.ONE_OFF.value
    )
    brought_by = RadioField(_l("Hvem kom borgeren med?"), choices=choices(BROUGHT_BY), default=BroughtBy.SELF.value)
    present = SelectMultipleField(_l("Hvem var med ud over dig?"), coerce=int, choices=[])
    centre_worker = BooleanField(_l("En fra værestedet var med"))
    deeds = SelectMultipleField(_l("Hvad gjorde I?"), choices=choices(DEEDS))
    note = TextAreaField(_l("Notat"), [Length(max=LONGEST_NOTE)])
    note_kind = RadioField(_l("Hvad handler notatet om?"), choices=choices(INFORMATION), validators=[OrNothing()])

    def validate_unsettled_words(self, field: StringField) -> None:
        """Another reason says which."""
        outcome = cast("Form", self)["outcome"].data
        if outcome == Unsettled.ANOTHER.value and not (field.data or "").strip():
            raise ValidationError(_l("Skriv kort, hvad der mangler."))

    def validate_note(self, field: TextAreaField) -> None:
        """A note beside a sensitive topic is not open to everybody by default."""
        form = cast("Form", self)
        sensitive = any(topic in ABOUT for topic in form["topics"].data or [])
        if (field.data or "").strip() and sensitive and not form["note_kind"].data:
            raise ValidationError(_l("Vælg, hvad notatet handler om. Det afgør, hvem der kan læse det."))

    def offer_lengths(self, proposed: int) -> None:
        """The chips for the time: the usual ones, the proposed one, and one that was sent."""
        field = cast("Form", self)["minutes"]
        sent = (
            field.data if isinstance(field.data, int) and 0 < field.data <= LONGEST and not field.data % STEP else None
        )
        field.choices = [(minutes, "") for minutes in sorted({*LENGTHS, proposed, *([sent] if sent else [])})]

    def talked(self, happened_at: datetime) -> Talked:
        """What was entered about a talk that began then, once it is valid."""
        form = cast("Form", self)
        outcome = form["outcome"].data
        return Talked(
            happened_at=happened_at,
            minutes=form["minutes"].data,
            topics=frozenset(map(Challenge, form["topics"].data)),
            recurrence=Recurrence(form["recurrence"].data),
            brought_by=BroughtBy(form["brought_by"].data),
            deeds=frozenset(map(Deed, form["deeds"].data or [])),
            centre_worker_present=bool(form["centre_worker"].data),
            unsettled=None if outcome == SETTLED else Unsettled(outcome),
            unsettled_words=form["unsettled_words"].data or "",
            note=form["note"].data or "",
            information=Information(form["note_kind"].data or Information.GENERAL),
        )


class ConversationForm(TalkFields, StoringForm):
    """A talk that is over: topics, whether it was settled, and what was agreed; then the next one on the board."""

    draft_title = _l("Samtale")

    hand_on_to = RadioField(_l("Skal borgeren videre til en kollega nu?"), coerce=int, default=0)
    anyway = BooleanField(_l("Det var en anden samtale. Gem den også."))

    def of(self, number: str, what: str) -> Any:
        """A field of one of the agreements."""
        return self[f"agreed_{number}_{what}"]

    def agreements(self, account_id: int) -> list[Agreement]:
        """What was agreed, once the form is valid; those without a text are none."""
        found = []
        for number in AGREEMENTS:
            text = (self.of(number, "text").data or "").strip()
            if not text:
                continue
            whose = self.of(number, "whose").data
            found.append(
                Agreement(
                    text=text,
                    due_on=due_on(self.of(number, "when").data, self.of(number, "date").data),
                    responsible_id={ME: account_id, EVERYBODY: None}[whose] if whose in (ME, EVERYBODY) else int(whose),
                    is_shared=f"agreed_{number}_shared" in self and bool(self.of(number, "shared").data),
                )
            )
        return found


class _SoundDay:
    """Another day must be chosen where it is asked for, and be one that can be agreed on."""

    field_flags: ClassVar[dict[str, object]] = {}

    def __init__(self, number: str) -> None:
        self.number = number

    def __call__(self, form: ConversationForm, field: DateField) -> None:
        if form.of(self.number, "when").data != ANOTHER_DAY or not (form.of(self.number, "text").data or "").strip():
            field.errors[:] = []
            raise StopValidation
        if field.data is None and not any(field.raw_data or ()):
            field.errors[:] = []
            raise StopValidation(_l("Vælg, hvilken dag det skal ske."))
        if field.data is None:
            raise StopValidation
        try:
            refuse_day(field.data, clock.today())
        except Refusal as refusal:
            raise ValidationError(REFUSALS[refusal.reason]) from None


def due_on(chosen: str | None, other: date | None) -> date:
    """The day that a chip means today."""
    if chosen == ANOTHER_DAY and other:
        return other
    return clock.today() + timedelta(days=AHEAD.get(chosen or "", AHEAD[WEEK]))


def _agreement(number: str) -> dict[str, UnboundField]:
    """The fields of one agreement."""
    return {
        "text": StringField(_l("Hvad skal der ske?"), [Length(max=LONGEST_TEXT)]),
        "when": RadioField(_l("Hvornår?"), choices=choices(DAYS), default=WEEK),
        "date": DateField(_l("Hvilken dag?"), [_SoundDay(number)], format=WRITTEN),
        "whose": RadioField(_l("Hvem tager den?"), choices=[], default=ME),
        "shared": BooleanField(_l("Borgeren siger ja til, at værestedet ser teksten")),
    }


for _number in AGREEMENTS:
    for _what, _field in _agreement(_number).items():
        setattr(ConversationForm, f"agreed_{_number}_{_what}", _field)


class CorrectionForm(TalkFields, Changing):
    """The page of one's own conversation once more, filled in. With whom it was is not asked here."""

    draft_title = _l("Rettelse af en samtale")

    reason = StringField(_l("Hvad var forkert?"), [Length(max=LONGEST_WHY)])
