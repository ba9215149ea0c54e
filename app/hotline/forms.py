"""What is asked of Borgerservice, the answer, and job interviews."""

import datetime as dt
import re

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.conflict import Changing
from app.days import OTHER, TODAY, TOMORROW, WRITTEN, meant
from app.form import Form, OptionalUnless, StoringForm, choices
from app.hotline.call import LONGEST_ANSWER, LONGEST_NAME, LONGEST_QUESTION, USUAL_MINUTES, Answered, Reason, Step
from app.hotline.interview import LONGEST_WHERE, LONGEST_WORDS, Outcome
from app.hotline.words import CALL_REFUSALS, OUTCOMES
from app.outreach.forms import clock_words

MINUTES = {2: _l("2 minutter"), 5: _l("5 minutter"), 10: _l("10 minutter"), 20: _l("20 minutter")}
OTHER_MINUTES = 0
GOT_IT, SEND = "got_it", "send"

_CLOCK = re.compile(r"(\d{1,2})(?:[.: ]?(\d\d))?")


class AnswerFields(Form):
    """The answer, however it came."""

    minutes = RadioField(
        _l("Hvor længe varede samtalen?"),
        coerce=int,
        choices=choices({**MINUTES, OTHER_MINUTES: _l("Andet")}),
        default=USUAL_MINUTES,
    )
    exact = IntegerField(_l("Antal minutter"), [Optional()])
    given_by = StringField(_l("Hvem svarede? Kun hvis du vil"), [Length(max=LONGEST_NAME)])
    answer = TextAreaField(_l("Hvad var svaret?"), [Length(max=LONGEST_ANSWER)])

    def answered(self, by_phone: bool) -> Answered:
        """What was entered about the answer, once the form is valid."""
        minutes = (self.minutes.data or self.exact.data or 0) if by_phone else None
        return Answered(self.answer.data or "", minutes, self.given_by.data or "")

    def show(self, reason: Reason) -> None:
        """Say at its field what was refused."""
        fields: dict[Reason, Field] = {
            Reason.NO_ANSWER: self.answer,
            Reason.MINUTES: self.exact if self.minutes.data == OTHER_MINUTES else self.minutes,
        }
        if "question" in self:
            fields[Reason.NO_QUESTION] = self["question"]
        if reason in fields:
            fields[reason].errors = [CALL_REFUSALS[reason]]
        else:
            self.form_errors.append(str(CALL_REFUSALS[reason]))


class CallForm(AnswerFields, StoringForm):
    """A question: sent to be answered, or asked on the phone and answered already."""

    draft_title = _l("Spørgsmål til Borgerservice")

    question = TextAreaField(
        _l("Hvad spørger I om?"),
        [InputRequired(CALL_REFUSALS[Reason.NO_QUESTION]), Length(max=LONGEST_QUESTION)],
    )
    centre = RadioField(_l("Hvor er I?"), coerce=int)
    citizen_id = HiddenField(default="")


class AnswerForm(AnswerFields, StoringForm):
    """The answer to a call that was noted."""

    draft_title = _l("Svar på et spørgsmål")


class CallStepForm(StoringForm):
    """One tap about a call: it is not needed any more, it is open again, or the answer was read."""

    READ = "read"

    step = RadioField(choices=choices({Step.DROPPED: "", Step.REOPENED: "", "read": ""}))


class TapForm(StoringForm):
    """The key of one tap on a row; it has no draft, which would be asked for row by row."""


class InterviewForm(Changing):
    """Where and when."""

    draft_title = _l("Jobsamtale")
    one_only = frozenset({"time"})

    where = StringField(
        _l("Hvor er samtalen?"), [InputRequired(_l("Skriv, hvor samtalen er.")), Length(max=LONGEST_WHERE)]
    )
    day = RadioField(
        _l("Hvornår?"),
        choices=choices({TODAY: _l("I dag"), TOMORROW: _l("I morgen"), OTHER: _l("Anden dag")}),
        validators=[InputRequired(_l("Vælg, hvilken dag samtalen er."))],
    )
    date = DateField(
        _l("Hvilken dag?"), [OptionalUnless("day", OTHER, _l("Vælg, hvilken dag samtalen er."))], format=WRITTEN
    )
    time = StringField(_l("Klokken, hvis I ved det"), [Length(max=20)])
    centre = RadioField(_l("Hvilket værested følger op?"), coerce=int)
    responsible = RadioField(_l("Hvem spørger, hvordan det gik?"), coerce=int)

    def validate_time(self, field: StringField) -> None:
        """12.20, 12:20, 1220 and 9 are times of day; it may be left empty."""
        if (field.data or "").strip() and time_of(field.data) is None:
            raise ValidationError(_l("Skriv klokken som 12.20."))

    def held_on(self) -> dt.date:
        """The local day, once the form is valid."""
        return meant(self.day.data, self.date.data) or dt.date.max

    def held_at(self) -> dt.time | None:
        """The local time of day, where one was entered."""
        return time_of(self.time.data)

    def name_the_day(self) -> None:
        """Say today and tomorrow by their date, so that two answers can be compared."""
        on = meant(self.day.data, None)
        if on is not None:
            self.day.data, self.day.raw_data = OTHER, [OTHER]
            self.date.data, self.date.raw_data = on, [on.isoformat()]
            self.date.process_errors = []
        read = self.held_at()
        if read is not None:
            self.time.data = clock_words(read)


class OutcomeForm(StoringForm):
    """What came of an interview; two taps on a list, or with words on its own page."""

    draft_title = _l("Svar på en jobsamtale")

    outcome = RadioField(
        _l("Hvordan gik det?"),
        choices=choices(OUTCOMES),
        validators=[InputRequired(_l("Vælg, hvordan det gik."))],
    )
    words = StringField(_l("Vil du skrive mere?"), [Length(max=LONGEST_WORDS)])

    def offer(self, among: frozenset[Outcome]) -> None:
        """The answers that can follow."""
        self.outcome.choices = choices({one: OUTCOMES[one] for one in Outcome if one in among})


def time_of(typed: str | None) -> dt.time | None:
    """The time of day that was typed; nothing where it is none."""
    match = _CLOCK.fullmatch((typed or "").strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return None
    return dt.time(int(match[1]), int(match[2] or 0))
