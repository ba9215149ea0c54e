"""What decisions, requests and refusals are called on the screens."""

from flask_babel import LazyString, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.decisions.competence import Reason
from app.decisions.models import DecisionGround, DecisionKind, RequestState
from app.money import written

REFUSALS: dict[Reason, LazyString] = {
    Reason.NO_CITIZEN: _l("Personen er ikke skrevet op. En afgørelse skal stå på en borger."),
    Reason.KIND: _l("Den slags afgørelse kan ikke vælges i dag. Vælg en anden."),
    Reason.GROUND: _l("Den lovhjemmel kan ikke vælges i dag. Vælg en anden."),
    Reason.NOT_THERE_FOR_IT: _l("Du er ikke her for den afdeling. Vælg en af dine egne."),
    Reason.NOT_IN_THE_PLAN: _l("Din afdeling må ikke træffe den slags afgørelser i dag."),
    Reason.AMOUNT_MISSING: _l("Skriv beløbet."),
    Reason.AMOUNT_NOT_MEANT: _l("Den slags afgørelse har ikke et beløb. Slet beløbet, eller vælg en enkeltydelse."),
    Reason.NO_TEXT: _l("Skriv, hvad der er besluttet."),
    Reason.NO_REASON: _l("Skriv kort, hvorfor den bliver erstattet."),
    Reason.REPLACED: _l("En kollega har imens erstattet afgørelsen. Åbn den nye, og ret i den."),
    Reason.ANOTHERS: _l("En afgørelse kan kun erstattes af den afdeling, der traf den."),
    Reason.ANSWERED: _l("En kollega har imens svaret. Åbn siden igen."),
    Reason.RECEIVER: _l("Vælg en, der må træffe afgørelsen."),
    Reason.IN_THE_PAST: _l("Vælg en dag fra i dag og frem. Det, der har været, bliver stående."),
    Reason.OVERLAPS: _l("Det står allerede i planen for de dage."),
    Reason.ENDS_BEFORE: _l("Den sidste dag ligger før den første. Ret den ene."),
    Reason.ENDED: _l("Den er allerede slut."),
}

STATES: dict[RequestState, LazyString] = {
    RequestState.OPEN: _l("Venter på svar"),
    RequestState.RETURNED: _l("Sendt tilbage"),
    RequestState.DECIDED: _l("Afgjort"),
    RequestState.CLOSED: _l("Lukket"),
}


def said(one: DecisionKind | DecisionGround) -> str:
    """A kind or a ground in the words of the page's language."""
    return one.english or one.danish if str(get_locale()) == "en" else one.danish


def ground_line(ground: DecisionGround) -> str:
    """A legal ground as one line of a list: paragraph, words, and that nobody has checked it."""
    line = f"{ground.paragraph}: {said(ground)}"
    return _("%(ground)s (ikke efterprøvet)", ground=line) if ground.is_uncertain else line


def kroner(ore: int) -> str:
    """«1.234,50 kr.»."""
    return _("%(amount)s kr.", amount=written(ore))
