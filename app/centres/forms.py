"""What administrators enter about centres, departments, efforts and operators."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.centres.words import FOCUS, OPERATOR_KINDS
from app.form import StoringForm, choices

_name = [DataRequired(_l("Skriv navnet.")), Length(max=200)]


class CentreForm(StoringForm):
    """A drop-in centre."""

    name = StringField(_l("Navn"), _name)
    town = StringField(_l("By"), [Length(max=200)])
    house = StringField(_l("Fælles hus, hvis flere væresteder bor under samme tag"), [Length(max=200)])
    opening_hours = TextAreaField(_l("Åbningstider"), [Length(max=2000)])
    focus = RadioField(
        _l("Hvem kommer her?"),
        choices=choices(FOCUS),
        validators=[InputRequired(_l("Vælg, hvem der kommer."))],
    )
    operator_id = SelectField(_l("Driftsherre"), coerce=int)
    closed = BooleanField(_l("Lukket: kan ikke vælges mere"))
    version = HiddenField(default="1")


class DepartmentForm(StoringForm):
    """A municipal department."""

    name = StringField(_l("Navn"), _name)
    operator_id = SelectField(_l("Driftsherre"), coerce=int)
    closed = BooleanField(_l("Nedlagt: kan ikke vælges mere"))
    version = HiddenField(default="1")


class EffortForm(StoringForm):
    """What is brought to the centres."""

    name = StringField(_l("Navn"), _name)
    closed = BooleanField(_l("Ophørt: kan ikke vælges mere"))
    version = HiddenField(default="1")


class OperatorForm(StoringForm):
    """Who runs centres or departments."""

    name = StringField(_l("Navn"), _name)
    kind = RadioField(
        _l("Hvem er det?"),
        choices=choices(OPERATOR_KINDS),
        validators=[InputRequired(_l("Vælg, hvem det er."))],
    )
