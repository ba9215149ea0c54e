"""What is entered about a helper."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.conflict import Changing
from app.days import WRITTEN
from app.form import choices
from app.volunteers.words import HELPER_KINDS


class HelperForm(Changing):
    """Who helps, with what, and whom they go to."""

    draft_title = _l("Hjælper")
    one_only: ClassVar[frozenset[str]] = frozenset({"name"})

    name = StringField(_l("Navn"), [DataRequired(_l("Skriv navnet.")), Length(max=200)])
    kind = RadioField(
        _l("Hvordan er personen her?"),
        choices=choices(HELPER_KINDS),
        validators=[InputRequired(_l("Vælg, om personen er frivillig eller i aktivering."))],
    )
    helps_with = StringField(
        _l("Hvad hjælper personen med?"), [DataRequired(_l("Skriv, hvad personen hjælper med.")), Length(max=500)]
    )
    contact = SelectField(_l("Kontaktperson"), coerce=int, choices=[])
    from_on = DateField(_l("Første dag"), [InputRequired(_l("Vælg den første dag."))], format=WRITTEN)
    to_on = DateField(_l("Sidste dag, hvis den er aftalt"), [Optional()], format=WRITTEN)

    def validate_from_on(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        _refuse_absurd_year(field)

    def validate_to_on(self, field: DateField) -> None:
        """The last day does not come before the first."""
        _refuse_absurd_year(field)
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_l("Den sidste dag ligger før den første. Ret en af dem."))


def _refuse_absurd_year(field: DateField) -> None:
    if field.data and not 1900 <= field.data.year <= 2999:
        raise ValidationError(_l("Skriv en dato som 24.12.2026."))
