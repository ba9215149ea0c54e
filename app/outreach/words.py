"""What kinds, places and lengths of contacts are called on the screens, and how a contact is named in a list."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.outreach import bridge
from app.outreach.bridge import Destination, Sent, State
from app.outreach.contact import Kind, Place, Reason
from app.outreach.correction import Part, WhyNot
from app.outreach.models import Contact

KINDS: dict[Kind, LazyString] = {
    Kind.OUTREACH: _l("Opsøgende"),
    Kind.DRAWING_IN: _l("Opsugende"),
    Kind.CONTACT_MAKING: _l("Kontaktskabelse"),
    Kind.QUICK_INTERVENTION: _l("Hurtig intervention"),
    Kind.BRIDGING: _l("Brobygning"),
    Kind.FOLLOW_UP: _l("Opfølgning"),
}

EXPLAINED: dict[str, LazyString] = {
    Kind.OUTREACH.value: _l("vi gik ud til nogen"),
    Kind.DRAWING_IN.value: _l("vi fik nogen med ind"),
    Kind.CONTACT_MAKING.value: _l("vi lærte hinanden at kende"),
    Kind.QUICK_INTERVENTION.value: _l("det hastede"),
    Kind.BRIDGING.value: _l("vi fulgte nogen til hjælp"),
    Kind.FOLLOW_UP.value: _l("som vi aftalte sidst"),
}

PLACES: dict[Place, LazyString] = {
    Place.CENTRE: _l("Værestedet"),
    Place.STREET: _l("Gaden"),
    Place.HOME: _l("Hjemme"),
    Place.HOSPITAL: _l("Hospital"),
    Place.PHONE: _l("Telefon"),
    Place.OTHER: _l("Andet sted"),
}

LENGTHS: dict[int, LazyString] = {
    5: _l("5 min."),
    15: _l("15 min."),
    30: _l("30 min."),
    60: _l("1 time"),
    120: _l("2 timer"),
}

REFUSALS: dict[Reason, LazyString] = {
    Reason.NO_TOPIC: _l("Vælg mindst ét emne."),
    Reason.IN_THE_FUTURE: _l("Tidspunktet er ikke kommet endnu. Ret dag eller klokkeslæt."),
    Reason.TOO_LONG_AGO: _l("Det er over et år siden. Ret dagen."),
    Reason.GROUP_SIZE: _l("Skriv et antal mellem 1 og 200."),
    Reason.LENGTH: _l("Vælg, hvor længe det varede."),
    Reason.ANOTHER_CONTROLLER: _l(
        "Personen er skrevet op på et sted med en anden driftsherre. De to må ikke blandes uden samtykke."
    ),
    Reason.ALREADY_THERE: _l("Kontakten står der allerede. Vælg en anden."),
}

PARTS: dict[Part, LazyString] = {
    Part.KIND: _l("Slags"),
    Part.TOPICS: _l("Emner"),
    Part.HAPPENED_AT: _l("Tid"),
    Part.PLACE: _l("Sted"),
    Part.CENTRE: _l("Værested"),
    Part.MINUTES: _l("Varighed"),
    Part.PEOPLE: _l("Antal"),
}

WHY_NOT: dict[WhyNot, LazyString] = {
    WhyNot.ANOTHERS: _l("Kun den, der skrev kontakten op, kan fortryde den. Du kan rette eller flytte den."),
    WhyNot.TOO_LATE: _l(
        "En kontakt kan fortrydes i 10 minutter. Derefter bliver den stående, så man kan se, hvad der er skrevet. "
        "Du kan rette den eller flytte den."
    ),
    WhyNot.IN_USE: _l("En kollega har rettet den, eller den er sendt til journalen. Du kan rette eller flytte den."),
}

DESTINATIONS: dict[Destination, LazyString] = {
    Destination.CASEWORK: _l("Åben rådgivning"),
    Destination.ADDICTION: _l("Indsatsen mod alkohol og stoffer"),
    Destination.HEALTH: _l("Sundhedsindsatsen"),
    Destination.JOBCENTRE: _l("Jobcenter"),
    Destination.BENEFITS: _l("Ydelsescenter"),
    Destination.HOME_SUPPORT: _l("Bostøtte"),
    Destination.DOCTOR: _l("Læge"),
    Destination.HOUSING: _l("Boligforening"),
    Destination.ANOTHER: _l("Andet sted"),
}

STATES: dict[State, LazyString] = {
    State.WAITING: _l("Venter på svar"),
    State.ARRIVED: _l("Kom frem"),
    State.DID_NOT_ARRIVE: _l("Kom ikke"),
    State.NOT_RELEVANT: _l("Ikke længere aktuelt"),
}

BRIDGE_REFUSALS: dict[bridge.Reason, LazyString] = {
    bridge.Reason.NOT_NEXT: _l("En anden har svaret imens. Se, hvad der står nu."),
    bridge.Reason.IN_THE_FUTURE: _l("Dagen er ikke kommet endnu. Ret dagen."),
}


def who(contact: Contact) -> str:
    """Who a contact was with, in a list."""
    if contact.citizen:
        return contact.citizen.name
    if contact.people > 1:
        return _("Gruppe på %(people)s", people=contact.people)
    return _("Uden navn")


def where(contact: Contact) -> str:
    """Where it took place: the centre by name, else the kind of place."""
    return contact.centre.name if contact.place is Place.CENTRE else str(PLACES[contact.place])


def length(minutes: int) -> str:
    """How long it lasted."""
    return str(LENGTHS.get(minutes) or _("%(minutes)s min.", minutes=minutes))


def where_to(sent: Sent) -> str:
    """Where somebody was sent; nothing when nobody has said."""
    if sent.to is Destination.ANOTHER and sent.elsewhere:
        return sent.elsewhere
    return str(DESTINATIONS[sent.to]) if sent.to else ""
