"""What ideas and applications are called on the screens, and why something is refused, in words for everybody."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.applications.application import Reason, Refusal, State

STATES: dict[State, LazyString] = {
    State.DRAFT: _l("Kladde"),
    State.SENT: _l("Sendt"),
    State.ASKED: _l("Udvalget spørger"),
    State.GRANTED: _l("Ja fra udvalget"),
    State.DECLINED: _l("Nej fra udvalget"),
    State.WITHDRAWN: _l("Trukket tilbage"),
}

WHAT_NOW: dict[State, LazyString] = {
    State.SENT: _l("Udvalget læser jeres ansøgning. Det er borgere som jer. Svaret står her, når de har holdt møde."),
    State.ASKED: _l("Udvalget vil vide mere. Svar her, så ser de på den igen."),
    State.GRANTED: _l("Udvalget har sagt ja. Se her, hvor meget I får."),
    State.DECLINED: _l("Udvalget har sagt nej. Se hvorfor her. I må gerne søge igen."),
    State.WITHDRAWN: _l("I har trukket den tilbage. Udvalget ser ikke på den mere."),
}

MARKS: dict[State, str] = {State.ASKED: "today", State.GRANTED: "good"}

REFUSALS: dict[Reason, LazyString] = {
    Reason.NOT_FROM_HERE: _l("Det kan ikke lade sig gøre nu. Se, hvordan det står til."),
    Reason.NO_NAMES: _l("Skriv, hvem I er. Et navn, I selv finder på, er nok."),
    Reason.IS_STAFF: _l(
        "%(name)s arbejder her og kan ikke søge. Slet navnet her. Skriv det ved «Hvem fra personalet har hjulpet jer?»."
    ),
    Reason.IS_A_MEMBER: _l("%(name)s sidder i udvalget. Så kan man ikke selv søge. Lad en anden i gruppen stå her."),
    Reason.NOT_A_GROUP: _l("I skal være mindst to. Pengene er til grupper."),
    Reason.ENDS_FIRST: _l("Det slutter, før det starter. Ret en af de to dage."),
    Reason.BEGAN_ALREADY: _l("Den dag er gået. Vælg i dag eller en dag, der kommer."),
    Reason.TOO_FAR: _l("Det er over to år ude. Vælg en dag før."),
    Reason.TOO_LONG: _l("Det varer over et år. Søg til et år ad gangen."),
    Reason.NO_LINES: _l("Skriv mindst én ting, I skal bruge penge til."),
    Reason.TOO_MUCH: _l("Det er for mange penge. Søg om højst 1.000.000 kroner i alt."),
    Reason.TOO_MANY_PICTURES: _l("Der er fem billeder. Fjern et, før du sætter et nyt på."),
    Reason.NOT_ASKED: _l("Udvalget har ikke spurgt om noget lige nu."),
    Reason.NO_WORDS: _l("Skriv jeres svar."),
}


def refused(refusal: Refusal) -> str:
    """The sentence that says why."""
    return str(REFUSALS[refusal.reason]) % {"name": refusal.about}
