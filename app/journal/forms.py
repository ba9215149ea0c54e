"""Choosing what goes out."""

from flask_babel import lazy_gettext as _l
from wtforms import Field, IntegerField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from app.form import StoringForm


class SendForm(StoringForm):
    """Which of the marked contacts and of the decisions go out, and from which centre."""

    centre = IntegerField(validators=[InputRequired()])
    contacts = SelectMultipleField(_l("Hvad skal med i filen?"), coerce=int)
    decisions = SelectMultipleField(_l("Hvilke afgørelser skal med?"), coerce=int)

    def validate_contacts(self, field: Field) -> None:
        """Something goes out."""
        if field.choices and not field.data and not self.decisions.data:
            raise ValidationError(_l("Vælg mindst én kontakt."))

    def validate_decisions(self, field: Field) -> None:
        """Something goes out."""
        if field.choices and not self.contacts.choices and not field.data:
            raise ValidationError(_l("Vælg mindst én afgørelse."))
