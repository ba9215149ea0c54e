"""What is said about activities."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.activities.activity import Missing, Reason, Refusal, State

STATES: dict[State, LazyString] = {
    State.PLANNING: _l("I planlægger"),
    State.RUNNING: _l("I gang"),
    State.REPORTED: _l("I har fortalt, hvordan det gik"),
    State.CLOSED: _l("Slut"),
}

STAFF_STATES: dict[State, LazyString] = {
    State.PLANNING: _l("Planlægges"),
    State.RUNNING: _l("I gang"),
    State.REPORTED: _l("Rapport afleveret"),
    State.CLOSED: _l("Afsluttet"),
}

MISSING: dict[Missing, LazyString] = {
    Missing.DATES: _l("Mangler dage"),
    Missing.ROLES: _l("Mangler folk til roller"),
    Missing.PAYMENT: _l("Har ikke fået penge endnu"),
    Missing.ATTENDANCE: _l("Mangler, hvem der kom"),
    Missing.RECEIPTS: _l("Mangler bilag"),
    Missing.REPORT: _l("Mangler rapport"),
    Missing.REST_TO_RECEIVE: _l("Vil aflevere resten"),
    Missing.CLOSING: _l("Kan afsluttes"),
}

REFUSALS: dict[Reason, LazyString] = {
    Reason.NOT_GRANTED: _l("Der er ikke givet penge til det endnu."),
    Reason.NOT_NOW: _l("Det kan ikke ændres mere. Se, hvordan det står nu."),
    Reason.NO_DATES: _l("Skriv mindst én dag først."),
    Reason.ENDS_FIRST: _l("Det slutter, før det begynder. Ret en af tiderne."),
    Reason.TOO_LONG: _l("Det er for lang tid. Skriv højst 14 timer."),
    Reason.TOO_FAR: _l("Dagen er for langt væk. Ret den."),
    Reason.TOO_LONG_AGO: _l("Det er over et år siden. Ret dagen."),
    Reason.IN_THE_FUTURE: _l("Dagen er ikke kommet endnu. Ret den."),
    Reason.NOT_BEGUN: _l("Dagen er ikke kommet endnu."),
    Reason.CANCELLED: _l("Dagen er aflyst."),
    Reason.CAME: _l("Nogen har været der. Så kan dagen ikke aflyses."),
    Reason.TAKEN: _l("%(who)s har taget den. Vælg en anden."),
    Reason.NOT_TAKEN: _l("Der er ingen, der har taget den."),
    Reason.ALREADY_THERE: _l("%(who)s står her allerede. Er det en anden, så skriv lidt mere af navnet."),
    Reason.NOBODY: _l("Skriv et navn."),
    Reason.TOO_MANY: _l("Der er ikke plads til flere."),
    Reason.NO_REPORT: _l("Skriv, hvad der gik godt, og hvad I kan nu."),
    Reason.COUNT_FIRST: _l("Tæl først de penge, der er tilbage."),
    Reason.COUNTED_ALREADY: _l("I har talt pengene. Giv dem til personalet."),
    Reason.MORE_THAN_PAID: _l("Det er mere, end I har fået. Tæl igen."),
    Reason.NOTHING_COUNTED: _l("Ingen har talt pengene endnu."),
    Reason.REST_WAITS: _l("Tag først imod resten."),
    Reason.NO_WORDS: _l("Skriv, hvad der mangler."),
    Reason.MONEY_MOVED: _l("Gruppen har talt pengene igen. Se det nye beløb."),
}


def refused(refusal: Refusal) -> str:
    """The sentence for a refusal."""
    sentence = str(REFUSALS[refusal.reason])
    return sentence % {"who": refusal.about or _("En anden")} if "%(who)s" in sentence else sentence
