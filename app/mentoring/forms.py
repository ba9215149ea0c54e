"""What is entered about a mentor agreement."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app.conflict import Changing
from app.days import WRITTEN
from app.duration import minutes_of
from app.form import StoringForm
from app.mentoring.agreement import Reason
from app.mentoring.words import REFUSALS


class AgreementForm(Changing):
    """Who, how much, from when and to when, and who asked for it."""

    draft_title = _l("Mentoraftale")
    one_only: ClassVar[frozenset[str]] = frozenset({"hours"})

    mentor = SelectField(_l("Hvem er mentor?"), choices=[], validators=[InputRequired(_l("Vælg, hvem der er mentor."))])
    department = SelectField(
        _l("Hvem har bedt om det?"),
        coerce=int,
        choices=[],
        validators=[InputRequired(_l("Vælg, hvem der har bedt om det."))],
    )
    hours = StringField(_l("Timer om ugen"), [InputRequired(REFUSALS[Reason.HOURS]), Length(max=10)])
    from_on = DateField(_l("Første dag"), [InputRequired(_l("Vælg den første dag."))], format=WRITTEN)
    to_on = DateField(_l("Sidste dag"), [InputRequired(_l("Vælg den sidste dag, højst et år frem."))], format=WRITTEN)

    def validate_hours(self, field: StringField) -> None:
        """2, 2,5 and 2.25 are hours."""
        if minutes_of(field.data) is None:
            raise ValidationError(REFUSALS[Reason.HOURS])

    def validate_from_on(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        _refuse_absurd_year(field)

    def validate_to_on(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        _refuse_absurd_year(field)


class EndingForm(StoringForm):
    """Why an agreement ends before its last day."""

    draft_title = _l("Slut på en mentoraftale")

    reason = StringField(
        _l("Hvorfor slutter aftalen?"), [DataRequired(_l("Skriv kort, hvorfor aftalen slutter.")), Length(max=500)]
    )


def _refuse_absurd_year(field: DateField) -> None:
    if field.data and not 1900 <= field.data.year <= 2999:
        raise ValidationError(_l("Skriv en dato som 24.12.2026."))
