"""Hanging something up at the door, the words that take it down, and hiding it."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import InputRequired

from app.applications.forms import NotBlank, Short
from app.form import StoringForm, choices
from app.peers.hanging import Said
from app.peers.peer_offer import LONGEST_CALLED, LONGEST_FOUND, LONGEST_REASON, LONGEST_WHAT, USUALLY_UP, Kind
from app.peers.words import DAYS, KINDS


class PeerOfferForm(StoringForm):
    """What is offered or wanted, by whom, and how they are found."""

    kind = RadioField(
        _l("Hvad vil du?"),
        choices=choices(KINDS),
        validators=[InputRequired(_l("Vælg, om du kan hjælpe, eller om du mangler hjælp."))],
    )
    what = StringField(
        _l("Med hvad?"),
        [NotBlank(_l("Skriv, hvad du kan hjælpe med, eller hvad du mangler hjælp til.")), Short(LONGEST_WHAT)],
    )
    called = StringField(
        _l("Hvad vil du kaldes?"), [NotBlank(_l("Skriv et navn, som du selv vælger.")), Short(LONGEST_CALLED)]
    )
    found = StringField(
        _l("Hvor kan de andre møde dig?"),
        [NotBlank(_l("Skriv, hvor de andre kan møde dig.")), Short(LONGEST_FOUND)],
    )
    days = RadioField(_l("Hvor længe skal det hænge?"), choices=choices(DAYS), coerce=int, default=USUALLY_UP)

    def said(self) -> Said:
        """What it says, once the form is valid."""
        return Said(Kind(self.kind.data), self.what.data, self.called.data, self.found.data, int(self.days.data))


class CodeForm(StoringForm):
    """The three words."""

    words = StringField(_l("Hvad er dine tre ord?"), [NotBlank(_l("Skriv de tre ord fra din seddel.")), Short(80)])


class OwnForm(StoringForm):
    """What its writer does with it: it hangs longer, or comes down."""

    days = RadioField(_l("Hvor længe skal det hænge nu?"), choices=choices(DAYS), coerce=int, default=USUALLY_UP)


class HidingForm(StoringForm):
    """Why staff hide it."""

    reason = StringField(
        _l("Hvorfor skjuler du opslaget?"),
        [NotBlank(_l("Skriv, hvorfor du skjuler det.")), Short(LONGEST_REASON)],
    )


class StepForm(StoringForm):
    """A button: what is done with it."""

    to = HiddenField(default="")
