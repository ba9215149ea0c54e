"""What courses, their clocks, and offers are called on the screens."""

from datetime import date

from babel.dates import format_date
from flask_babel import LazyString, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.courses import course, offer
from app.courses.course import Clock, Ending, State, Step, Urgency, Wish
from app.courses.offer import Topic

WISHES: dict[Wish, LazyString] = {Wish.ALCOHOL: _l("Alkohol"), Wish.DRUGS: _l("Stoffer")}

STATES: dict[State, LazyString] = {
    State.WISHED: _l("Vil gerne i behandling"),
    State.OFFERED: _l("Har fået tilbudt en samtale"),
    State.STARTED: _l("Er i behandling"),
    State.ENDED: _l("Sluttet"),
}

STEPS: dict[Step, LazyString] = {
    Step.OFFERED: _l("Første samtale tilbudt"),
    Step.STARTED: _l("Behandlingen begyndte"),
    Step.ENDED: _l("Sluttet"),
}

ENDINGS: dict[Ending, LazyString] = {
    Ending.FINISHED: _l("Gennemført"),
    Ending.STOPPED: _l("Stoppede undervejs"),
    Ending.OTHER_TREATMENT: _l("Får behandling et andet sted"),
    Ending.CHANGED_MIND: _l("Vil ikke alligevel"),
    Ending.LOST: _l("Vi kan ikke få kontakt"),
    Ending.TWICE: _l("Står her to gange"),
}

COURSE_REFUSALS: dict[course.Reason, LazyString] = {
    course.Reason.IN_THE_FUTURE: _l("Dagen er ikke kommet endnu. Vælg i dag eller en tidligere dag."),
    course.Reason.TOO_LONG_AGO: _l("Det er over et år siden. Ret dagen."),
    course.Reason.BEFORE_THE_WISH: _l("Dagen ligger før ønsket. Ret dagen."),
    course.Reason.TOO_FAR: _l("Det er over et år frem. Ret dagen."),
    course.Reason.NOT_NOW: _l("En anden har skrevet noget imens. Se, hvad der står nu."),
    course.Reason.HOW: _l("Vælg, hvordan det sluttede."),
}

TOPICS: dict[Topic, LazyString] = {
    Topic.GENERAL: _l("Andet, f.eks. gæld"),
    Topic.HEALTH: _l("Helbred og tænder"),
    Topic.ADDICTION: _l("Alkohol og stoffer"),
}

OFFER_REFUSALS: dict[offer.Reason, LazyString] = {
    offer.Reason.NO_NAME: _l("Skriv, hvad tilbuddet hedder."),
    offer.Reason.NO_CENTRE: _l("Vælg, hvor det er."),
    offer.Reason.ENDS_FIRST: _l("Den sidste dag ligger før den første. Ret en af dem."),
    offer.Reason.IN_THE_FUTURE: _l("Dagen er ikke kommet endnu. Vælg i dag eller en tidligere dag."),
    offer.Reason.TOO_LONG_AGO: _l("Det er over et år siden. Ret dagen."),
    offer.Reason.NOT_OFFERED: _l("Tilbuddet var der ikke den dag. Ret dagen."),
    offer.Reason.ALREADY_THERE: _l("Personen står der allerede den dag."),
    offer.Reason.NOBODY: _l("Vælg, hvem der kom."),
    offer.Reason.CENTRE: _l("Vælg et sted, hvor tilbuddet er."),
}


def said_clock(now: Clock) -> str:
    """The clock in words: «3 dage tilbage», «2 dage for sent», «Begyndt efter 9 dage»."""
    days = abs(now.days)
    if now.urgency is Urgency.OVERDUE:
        return ngettext("%(num)s dag for sent", "%(num)s dage for sent", days)
    if now.urgency is Urgency.STOPPED:
        return _("Sluttet før behandling")
    if now.urgency in (Urgency.IN_TIME, Urgency.TOO_LATE):
        if days == 0:
            return _("Begyndt samme dag")
        return ngettext("Begyndt efter %(num)s dag", "Begyndt efter %(num)s dage", days)
    if days == 0:
        return _("Sidste dag er i dag")
    return ngettext("%(num)s dag tilbage", "%(num)s dage tilbage", days)


def tone(now: Clock) -> str:
    """The kind of tag: red when late, amber when soon."""
    return {
        Urgency.OVERDUE: "late",
        Urgency.TOO_LATE: "late",
        Urgency.SOON: "today",
        Urgency.IN_TIME: "good",
    }.get(now.urgency, "")


def month(first: date) -> str:
    """A month as it is read: «november 2026»."""
    return format_date(first, "LLLL y", str(get_locale() or "da"))
