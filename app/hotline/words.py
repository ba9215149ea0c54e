"""What calls and job interviews are called on the screens."""

from datetime import datetime

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.hotline import call, interview
from app.hotline.call import How
from app.hotline.interview import Outcome

HOW: dict[How, LazyString] = {How.PHONE: _l("I telefonen"), How.WRITTEN: _l("Skriftligt")}

CALL_STATES: dict[call.State, LazyString] = {
    call.State.OPEN: _l("Venter på svar"),
    call.State.ANSWERED: _l("Besvaret"),
    call.State.DROPPED: _l("Ikke længere aktuelt"),
}

CALL_REFUSALS: dict[call.Reason, LazyString] = {
    call.Reason.NO_QUESTION: _l("Skriv, hvad I spørger om."),
    call.Reason.NO_ANSWER: _l("Skriv svaret."),
    call.Reason.MINUTES: _l("Skriv, hvor mange minutter samtalen varede (1 til 240)."),
    call.Reason.NOT_NOW: _l("En anden har lige taget hånd om spørgsmålet. Se, hvad der står nu."),
    call.Reason.NOBODY_THERE: _l("Ingen afdeling hedder Borgerservice. Bed en administrator om at oprette den."),
}

OUTCOMES: dict[Outcome, LazyString] = {
    Outcome.WAITING: _l("Ved vi ikke endnu"),
    Outcome.GOT_THE_JOB: _l("Fik jobbet"),
    Outcome.NEXT_TALK: _l("Skal til samtale igen"),
    Outcome.NO: _l("Fik nej"),
    Outcome.DID_NOT_GO: _l("Kom ikke af sted"),
}

INTERVIEW_REFUSALS: dict[interview.Reason, LazyString] = {
    interview.Reason.NO_PLACE: _l("Skriv, hvor samtalen er."),
    interview.Reason.TOO_FAR: _l("Dagen ligger over et år væk. Ret den."),
    interview.Reason.NOT_YET: _l("Samtalen har ikke været endnu. Svar, når dagen er gået."),
    interview.Reason.ALREADY_SAID: _l("Det står der allerede. Se, hvad der er skrevet."),
    interview.Reason.ELSEWHERE: _l("Vælg et sted, hvor personen kommer."),
}


def waited(since: datetime) -> str:
    """How long something has waited: «20 minutter», «3 timer», «2 dage»."""
    minutes = max(0, int((clock.now() - since).total_seconds() // 60))
    if minutes < 1:
        return _("under et minut")
    if minutes < 60:
        return ngettext("%(num)s minut", "%(num)s minutter", minutes)
    if minutes < 24 * 60:
        return ngettext("%(num)s time", "%(num)s timer", minutes // 60)
    return ngettext("%(num)s dag", "%(num)s dage", minutes // (24 * 60))
