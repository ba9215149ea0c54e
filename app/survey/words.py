"""How quarters, protocols and refusals are said on the screens."""

from datetime import date

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.survey import asking
from app.survey.models import ProtocolLine
from app.survey.protocol import Event

EVENTS: dict[Event, LazyString] = {
    Event.PUBLISHED: _l("Nøglen blev lavet, og perioden blev åbnet for svar."),
    Event.BOX_LOST: _l("Maskinen blev skiftet, og de svar, der lå i kassen indtil da, gik tabt."),
    Event.CLOSED: _l("Perioden blev lukket for svar."),
    Event.COUNTED: _l("Svarene blev talt, og kuverterne slettet."),
    Event.TOO_FEW: _l("Der var for få svar. Intet blev talt, og kuverterne blev slettet."),
    Event.KEY_LOST: _l("Nøglen er tabt. Ingen kan læse periodens svar, og kuverterne blev slettet."),
    Event.KEY_DESTROYED: _l("Nøglen blev ødelagt."),
}

REFUSALS: dict[asking.Reason, LazyString] = {
    asking.Reason.NONE: _l("Skriv mindst ét spørgsmål."),
    asking.Reason.TOO_MANY: _l("Der kan højst være ti spørgsmål."),
    asking.Reason.NO_DANISH: _l("Hvert spørgsmål skal stå på dansk."),
    asking.Reason.TOO_LONG: _l("Et spørgsmål må højst fylde 300 tegn, og begrundelsen 500."),
    asking.Reason.UNKNOWN_LANGUAGE: _l("Sproget kendes ikke."),
    asking.Reason.KEY_TWICE: _l("To spørgsmål kan ikke være det samme spørgsmål."),
    asking.Reason.UNKNOWN_KEY: _l("Spørgsmålet, der skal føres videre, findes ikke længere. Åbn siden igen."),
    asking.Reason.NO_WHY: _l("Skriv, hvorfor spørgsmålene ændres."),
    asking.Reason.SAME: _l("Spørgsmålene er de samme som før. Der er ikke noget at gemme."),
}


def quarter(first: date) -> str:
    """«4. kvartal 2026»."""
    return _("%(number)s. kvartal %(year)s", number=(first.month + 2) // 3, year=first.year)


def told(line: ProtocolLine) -> str:
    """A line of the protocol in words, with what was counted."""
    said = str(EVENTS[line.event])
    if line.envelopes is not None:
        said += " " + ngettext("%(num)s kuvert.", "%(num)s kuverter.", line.envelopes)
    if line.unopened:
        said += " " + ngettext("%(num)s kunne ikke læses.", "%(num)s kunne ikke læses.", line.unopened)
    return said
