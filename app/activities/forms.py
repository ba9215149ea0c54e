"""What is written about an activity: at the door by the citizens, on money by staff. None has a draft of the house's
kind at the door, for that belongs to somebody who is signed in; the report is kept in the activity itself.
"""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, ValidationError

from app import clock
from app.activities.activity import (
    FURTHEST,
    LONGEST_CALLED,
    LONGEST_PLACE,
    LONGEST_REPORT,
    LONGEST_STEP,
    LONGEST_TASK,
    LONGEST_WHAT,
    LONGEST_WORDS,
)
from app.activities.running import Report
from app.applications.forms import NotBlank, Short
from app.conflict import Changing
from app.days import WRITTEN, meant, past_date_field, past_day_field
from app.form import StoringForm
from app.money import KronerField

CLOCK = ["%H:%M", "%H.%M", "%H"]
NOTHING = {"0", "0,-", "0,0", "0,00", "0kr", "0kr.", "0,00kr", "0,00kr.", "0kroner"}


class CountedField(KronerField):
    """An amount that was counted, which may be nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """«0» is an answer here."""
        if valuelist and str(valuelist[0]).replace(" ", "").casefold() in NOTHING:
            self.data = 0
            return
        super().process_formdata(valuelist)


class Given(InputRequired):
    """An amount was typed, and not only spaces."""

    def __call__(self, form: Any, field: Any) -> None:
        """Ends the checks of a field in which no amount stands."""
        if field.data is None and not field.process_errors:
            field.raw_data = [""]
        super().__call__(form, field)


class ButtonForm(StoringForm):
    """A button: what it does (`did`), to which record (`about`)."""

    did = HiddenField(default="")
    about = HiddenField(default="")


class MeetingForm(StoringForm):
    """Another time at which people meet."""

    on = DateField(_l("Hvilken dag?"), [InputRequired(_l("Vælg en dag."))], format=WRITTEN)
    starts = TimeField(_l("Fra klokken"), [InputRequired(_l("Skriv, hvad tid I begynder."))], format=CLOCK)
    ends = TimeField(_l("Til klokken"), [InputRequired(_l("Skriv, hvad tid I slutter."))], format=CLOCK)
    place = StringField(_l("Hvor er det?"), [Short(LONGEST_PLACE)])

    def validate_on(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        if field.data and abs(field.data - clock.today()) > FURTHEST:
            raise ValidationError(_l("Dagen er for langt væk. Ret den."))

    def span(self) -> tuple[dt.datetime, dt.datetime]:
        """From when to when, once the form is valid."""
        return clock.at(self.on.data, self.starts.data), clock.at(self.on.data, self.ends.data)


class TaskForm(StoringForm):
    """Another task for somebody."""

    task = StringField(_l("Hvad skal gøres?"), [NotBlank(_l("Skriv, hvad der skal gøres.")), Short(LONGEST_TASK)])


class CalledForm(StoringForm):
    """A name of one's own choosing: who takes a task, who came."""

    called = StringField(_l("Hvad vil du kaldes?"), [NotBlank(_l("Skriv et navn.")), Short(LONGEST_CALLED)])


class StepForm(StoringForm):
    """A small step: what somebody can do now."""

    words = StringField(_l("Hvad kan du nu?"), [NotBlank(_l("Skriv, hvad du kan nu.")), Short(LONGEST_STEP)])
    called = StringField(_l("Hvad vil du kaldes?"), [Short(LONGEST_CALLED)])


class ExpenseForm(StoringForm):
    """What was bought; the view reads the picture of the receipt."""

    what = StringField(_l("Hvad købte I?"), [NotBlank(_l("Skriv, hvad I købte.")), Short(LONGEST_WHAT)])
    ore = KronerField(_l("Hvor mange kroner?"), [Given(_l("Skriv, hvad det kostede."))])
    day = past_day_field(_l("Hvornår?"))
    date = past_date_field()

    def paid(self) -> int:
        """Øre, once the form is valid."""
        return int(self.ore.data or 0)

    def spent_on(self) -> dt.date:
        """The local day, once the form is valid."""
        return meant(self.day.data, self.date.data) or clock.today()


class RestForm(StoringForm):
    """What the group has counted in the box."""

    ore = CountedField(_l("Hvor mange kroner er der?"), [Given(_l("Tæl pengene, og skriv beløbet."))])
    words = StringField(_l("Vil I skrive mere om det?"), [Short(LONGEST_WORDS)])


class ReportForm(Changing):
    """The report of the citizens; «Gem» keeps it as it is, «Send» gives it."""

    went_well = TextAreaField(_l("Hvad gik godt?"), [Short(LONGEST_REPORT)])
    can_now = TextAreaField(_l("Hvad kan I nu?"), [Short(LONGEST_REPORT)])
    next_time = TextAreaField(_l("Hvad vil I gøre anderledes næste gang?"), [Short(LONGEST_REPORT)])

    def said(self) -> Report:
        """What it says."""
        return Report(self.went_well.data or "", self.can_now.data or "", self.next_time.data or "")


class PaymentForm(StoringForm):
    """Money that is paid out of the grant."""

    ore = KronerField(_l("Hvor mange kroner?"), [Given(_l("Skriv, hvor meget du betaler ud."))])
    to = StringField(_l("Hvem får dem?"), [NotBlank(_l("Skriv, hvem der får pengene.")), Short(LONGEST_WORDS)])


class ReceivedForm(StoringForm):
    """What staff received of what was counted; `seen`: the counted øre that stood on the page."""

    ore = CountedField(_l("Hvor mange kroner fik du?"), [Given(_l("Skriv, hvor meget du fik."))])
    seen = HiddenField(default="")


class HandBackForm(StoringForm):
    """What a report lacks."""

    words = StringField(_l("Hvad mangler der?"), [NotBlank(_l("Skriv, hvad der mangler.")), Short(LONGEST_WORDS)])
