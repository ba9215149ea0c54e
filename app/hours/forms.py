"""What is entered about SKP hours, and which period is looked at."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from app.days import WRITTEN
from app.duration import FULL_WEEK, minutes_of
from app.form import StoringForm

MOST = 20 * FULL_WEEK
"""Minutes a week: twenty people's full time."""


class HoursForm(StoringForm):
    """So many hours a week from a day on."""

    draft_title = _l("SKP-timer")

    hours = StringField(_l("Timer om ugen"), [InputRequired(_l("Skriv timerne.")), Length(max=10)])
    from_on = DateField(_l("Fra og med"), [InputRequired(_l("Vælg den første dag."))], format=WRITTEN)

    def validate_hours(self, field: StringField) -> None:
        """Quarters of an hour; nought ends what was agreed."""
        minutes = minutes_of(field.data)
        if minutes is None or minutes > MOST:
            raise ValidationError(_l("Skriv timer i hele kvarterer, som 30 eller 7,5. Skriv 0, hvis de hører op."))

    def validate_from_on(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        if field.data and not 1900 <= field.data.year <= 2999:
            raise ValidationError(_l("Skriv en dato som 24.12.2026."))


class SessionHoursForm(HoursForm):
    """So many hours a week that a department sits at a centre, from a day on."""

    draft_title = _l("Timer i rådgivningen")

    department = RadioField(_l("Hvilken afdeling?"), coerce=int, validators=[InputRequired(_l("Vælg en afdeling."))])
