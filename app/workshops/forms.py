"""Planning a workshop, the buttons that lead it on, and what is said and given at the door."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, RadioField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from app import clock
from app.applications.forms import NotBlank, Short
from app.conflict import Changing
from app.days import WRITTEN
from app.form import StoringForm, choices
from app.workshops.workshop import (
    DOTS_USUALLY,
    LONGEST_ABOUT,
    LONGEST_IDEA,
    LONGEST_REASON,
    LONGEST_TITLE,
    MOST_DOTS,
    MOST_SLIPS,
    Stage,
)

CLOCK = ["%H:%M", "%H.%M"]
FURTHEST = dt.timedelta(days=366)


class PlanForm(Changing):
    """What a workshop is called, what it is about, and when it begins."""

    draft_title = _l("Fremtidsværksted")
    one_only = frozenset({"title", "time"})

    centre = RadioField(_l("Hvor er det?"), coerce=int, validators=[InputRequired(_l("Vælg, hvor det er."))])
    title = StringField(
        _l("Hvad hedder værkstedet?"),
        [NotBlank(_l("Skriv, hvad værkstedet hedder.")), Short(LONGEST_TITLE)],
    )
    about = TextAreaField(_l("Hvad skal I tale om?"), [Short(LONGEST_ABOUT)])
    on = DateField(_l("Hvilken dag?"), [InputRequired(_l("Vælg en dag."))], format=WRITTEN)
    time = TimeField(_l("Hvad tid begynder I?"), [InputRequired(_l("Skriv, hvad tid I begynder."))], format=CLOCK)
    dots_each = RadioField(
        _l("Hvor mange prikker giver en seddel i hver runde?"),
        choices=choices({number: str(number) for number in range(1, MOST_DOTS + 1)}),
        coerce=int,
        default=DOTS_USUALLY,
    )

    def validate_on(self, field: DateField) -> None:
        """A day within a year, either way."""
        if field.data and abs(field.data - clock.today()) > FURTHEST:
            raise ValidationError(_l("Dagen ligger over et år væk. Ret den."))

    def starts_at(self) -> dt.datetime:
        """The instant, once the form is valid."""
        return clock.at(self.on.data, self.time.data)


class StageForm(StoringForm):
    """A button that opens or closes a round; `seen` is the stage of the page on which it stood."""

    to = HiddenField(default="")
    seen = HiddenField(default="")

    def stage(self) -> Stage | None:
        """Where it leads."""
        return Stage(self.to.data) if self.to.data in set(Stage) else None


class IdeaForm(StoringForm):
    """An idea for the round of the page on which it was written."""

    workshop = HiddenField(default="")
    round = HiddenField(default="")
    words = StringField(_l("Skriv én ting"), [NotBlank(_l("Skriv din idé.")), Short(LONGEST_IDEA)])


class HideForm(StoringForm):
    """Why staff take an idea off the screens."""

    reason = StringField(
        _l("Hvorfor tager du idéen ned?"),
        [NotBlank(_l("Skriv, hvorfor du tager den ned.")), Short(LONGEST_REASON)],
    )


class SlipsForm(StoringForm):
    """How many more slips."""

    number = IntegerField(
        _l("Hvor mange sedler?"),
        [InputRequired(_l("Skriv, hvor mange sedler.")), NumberRange(1, MOST_SLIPS)],
        default=10,
    )


class SlipForm(StoringForm):
    """The words of a slip, typed at the door."""

    slip = StringField(
        _l("Hvad står der på din seddel?"), [NotBlank(_l("Skriv ordet og tallet fra din seddel.")), Short(40)]
    )


class DotForm(StoringForm):
    """A dot for an idea, or one of one's own taken off it."""

    give = HiddenField(default="")
    take = HiddenField(default="")


class AboutForm(StoringForm):
    """One button about one idea, or about none."""

    about = HiddenField(default="")
