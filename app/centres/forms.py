"""What administrators enter about centres, departments, efforts and operators."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.centres.models import EffortKind
from app.centres.words import EFFORT_KINDS, FOCUS, OPERATOR_KINDS
from app.conflict import Changing
from app.form import StoringForm, choices

_name = [DataRequired(_l("Skriv navnet.")), Length(max=200)]


class CentreForm(Changing):
    """A drop-in centre."""

    draft_title = _l("Værested")

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


class DepartmentForm(Changing):
    """A municipal department."""

    draft_title = _l("Afdeling")

    name = StringField(_l("Navn"), _name)
    operator_id = SelectField(_l("Driftsherre"), coerce=int)
    closed = BooleanField(_l("Nedlagt: kan ikke vælges mere"))


class EffortForm(Changing):
    """What is brought to the centres."""

    draft_title = _l("Indsats")

    name = StringField(_l("Navn"), _name)
    kind = RadioField(
        _l("Hvad handler den om?"),
        choices=choices(EFFORT_KINDS),
        default=EffortKind.OTHER.value,
        validators=[InputRequired(_l("Vælg, hvad den handler om."))],
    )
    closed = BooleanField(_l("Ophørt: kan ikke vælges mere"))


class OperatorForm(StoringForm):
    """Who runs centres or departments."""

    draft_title = _l("Driftsherre")

    name = StringField(_l("Navn"), _name)
    kind = RadioField(
        _l("Hvem er det?"),
        choices=choices(OPERATOR_KINDS),
        validators=[InputRequired(_l("Vælg, hvem det er."))],
    )


class NotifyContactForm(StoringForm):
    """Whom staff call when they worry about a child."""

    draft_title = _l("Hvem skal man ringe til?")

    who = StringField(
        _l("Hvem skal man ringe til?"), [DataRequired(_l("Skriv, hvem man skal ringe til.")), Length(max=200)]
    )
    phone = StringField(_l("Telefon"), [DataRequired(_l("Skriv telefonnummeret.")), Length(max=40)])


class DutyTextForm(StoringForm):
    """The duty to notify in a sentence or three, and where it stands."""

    draft_title = _l("Teksten om pligten til at give besked")

    danish = TextAreaField(_l("Teksten på dansk"), [DataRequired(_l("Skriv teksten.")), Length(max=600)])
    english = TextAreaField(_l("Teksten på engelsk"), [Length(max=600)])
    source = StringField(
        _l("Hvor står det? Lov og paragraf"), [DataRequired(_l("Skriv, hvor det står.")), Length(max=300)]
    )
