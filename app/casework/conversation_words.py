"""What is said of conversations on the screens."""

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.casework.conversation import Deed, Recurrence, Unsettled
from app.casework.correction import Part
from app.casework.models import Conversation
from app.casework.visit import BroughtBy

SETTLED = "settled"

RECURRENCES: dict[Recurrence, LazyString] = {
    Recurrence.ONE_OFF: _l("Én samtale"),
    Recurrence.ONGOING: _l("Én af flere"),
}

BROUGHT_BY: dict[BroughtBy, LazyString] = {
    BroughtBy.SELF: _l("Kom selv"),
    BroughtBy.SKP: _l("SKP"),
    BroughtBy.CENTRE_WORKER: _l("Værestedet"),
    BroughtBy.CALLED_IN: _l("Indkaldt"),
    BroughtBy.HOSPITAL: _l("Sygehuset"),
    BroughtBy.HOME_SUPPORT: _l("Bostøtten"),
    BroughtBy.PROBATION: _l("Kriminalforsorgen"),
    BroughtBy.ANOTHER: _l("En anden"),
}

DEEDS: dict[Deed, LazyString] = {
    Deed.ADVISED: _l("Gav råd"),
    Deed.CALLED: _l("Ringede til nogen"),
    Deed.READ_LETTER: _l("Læste et brev"),
    Deed.APPLIED: _l("Søgte om noget"),
    Deed.DIGITAL: _l("MitID eller selvbetjening"),
    Deed.PAID: _l("Ordnede en betaling"),
    Deed.HANDED_ON: _l("Fandt en kollega"),
    Deed.PLANNED: _l("Lagde en plan"),
}

UNSETTLED: dict[Unsettled, LazyString] = {
    Unsettled.MISSING_PAPERS: _l("Mangler papirer"),
    Unsettled.ANOTHER_DEPARTMENT: _l("En anden afdeling skal med"),
    Unsettled.TAKES_TIME: _l("Det tager tid at afgøre"),
    Unsettled.CITIZEN_THINKS: _l("Borgeren tænker over det"),
    Unsettled.NO_TIME: _l("Vi nåede det ikke"),
    Unsettled.ANOTHER: _l("En anden grund"),
}

OUTCOMES: dict[str, LazyString] = {SETTLED: _l("Ja, det er klaret")} | {
    one.value: words for one, words in UNSETTLED.items()
}

PARTS: dict[Part, LazyString] = {
    Part.TOPICS: _l("Emner"),
    Part.OUTCOME: _l("Færdigt her?"),
    Part.MINUTES: _l("Varighed"),
    Part.RECURRENCE: _l("Én samtale eller flere"),
    Part.PRESENT: _l("Med i samtalen"),
    Part.CENTRE_WORKER: _l("Værestedet var med"),
    Part.BROUGHT_BY: _l("Hvem kom borgeren med?"),
    Part.DEEDS: _l("Det gjorde I"),
}


def length(minutes: int) -> str:
    """How long it lasted: «20 min.», «1 time», «1 time 30 min.»."""
    hours, rest = divmod(minutes, 60)
    said = [ngettext("%(num)s time", "%(num)s timer", hours)] if hours else []
    if rest or not hours:
        said.append(_("%(minutes)s min.", minutes=rest))
    return " ".join(said)


def outcome(unsettled: Unsettled | None, words: str) -> str:
    """Whether it was settled on the spot, or why not."""
    if unsettled is None:
        return str(OUTCOMES[SETTLED])
    said = _("Nej. %(why)s", why=str(UNSETTLED[unsettled]))
    return f"{said}: {words}" if words else said


def with_whom(conversation: Conversation) -> str:
    """The department of a conversation, for those who may know that it took place and no more."""
    if conversation.department is not None:
        return _("Samtale med %(department)s", department=conversation.department.name)
    return _("Samtale på et fremskudt besøg")
