"""The period and the centre of the figures; sent as a GET, since it says nothing about a person."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import InputRequired, ValidationError

from app.form import Form

DATES = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"]


class ScopeForm(Form):
    """From a day to a day, at all centres or at one."""

    first = DateField(_l("Fra og med"), [InputRequired(_l("Vælg den første dag."))], format=DATES)
    last = DateField(_l("Til og med"), [InputRequired(_l("Vælg den sidste dag."))], format=DATES)
    centre = SelectField(_l("Værested"), coerce=int, default=0)

    class Meta(Form.Meta):
        """Nothing is changed, so nothing needs protecting."""

        csrf = False

    def validate_first(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        _refuse_absurd_year(field)

    def validate_last(self, field: DateField) -> None:
        """A period ends after it begins."""
        _refuse_absurd_year(field)
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError(_l("Perioden slutter, før den begynder. Byt om på dagene."))


def _refuse_absurd_year(field: DateField) -> None:
    if field.data and not 1900 <= field.data.year <= 2999:
        raise ValidationError(_l("Skriv en dato som 24.12.2026."))
