"""What staff enter about a citizen."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from app.citizens.words import KNOWN_BEFORE
from app.form import Form, StoringForm, choices


class SearchForm(Form):
    """The beginning of an alias or a name; sent as a POST, so that no name stands in an address or a log."""

    q = StringField(_l("Find en borger: navn eller alias"), [Length(max=200)])


class CitizenForm(StoringForm):
    """What the citizen has chosen to tell. Something to call the person by is enough."""

    alias = StringField(_l("Alias: det, personen vil kaldes"), [Length(max=200)])
    full_name = StringField(_l("Fulde navn, hvis personen vil give det"), [Length(max=200)])
    reason = StringField(_l("Hvorfor vil personen gerne give eller fjerne sit navn nu?"), [Length(max=500)])
    phone = StringField(_l("Telefon"), [Length(max=40)])
    may_be_called = BooleanField(_l("Må gerne ringes op"))
    spoken_language = StringField(_l("Sprog, hvis ikke dansk"), [Length(max=80)])
    birth_date = DateField(_l("Fødselsdato"), [Optional()], format=["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"])
    birth_date_is_approximate = BooleanField(_l("Cirka: vi kender ikke den præcise dag"))
    centre = RadioField(_l("Hvor er personen kendt?"), coerce=int)
    version = HiddenField(default="1")


class IncomeForm(StoringForm):
    """One tap: what the citizen lives on as of today."""

    source = RadioField(_l("Hvad lever personen af?"), coerce=int, validators=[InputRequired(_l("Vælg en indkomst."))])


class KnownBeforeForm(StoringForm):
    """Was the citizen known to a department before? Asked once."""

    known_before = RadioField(
        _l("Kendte kommunen personen i forvejen?"),
        choices=choices(KNOWN_BEFORE),
        validators=[InputRequired(_l("Vælg et svar."))],
    )
