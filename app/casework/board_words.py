"""What the board says: who came along, what it is about, how it ended, and what is refused."""

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.casework.visit import BroughtBy, Reason
from app.citizens.challenge import Challenge
from app.citizens.reading import ABOUT
from app.citizens.words import CHALLENGES

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

_ON_THE_BOARD: dict[BroughtBy, LazyString] = {
    BroughtBy.SELF: _l("Kom selv"),
    BroughtBy.SKP: _l("Fulgt af SKP"),
    BroughtBy.CENTRE_WORKER: _l("Fulgt af værestedet"),
    BroughtBy.CALLED_IN: _l("Indkaldt"),
    BroughtBy.HOME_SUPPORT: _l("Fulgt af bostøtten"),
}
"""The others would tell of illness or crime: there they are «somebody else» (rules R12)."""

REFUSALS: dict[Reason, LazyString] = {
    Reason.NOT_NEXT: _l("En kollega har gjort noget imens. Se, hvad der står nu."),
    Reason.SESSION_CLOSED: _l("Tavlen er lukket. Der kan ikke ændres mere."),
    Reason.NOT_YET: _l("Det er for tidligt. Prøv igen, når I er i gang."),
}


def who(number: int, called: str = "") -> str:
    """How somebody is called on the board: by what they want to be called, else by their number."""
    return called or _("Nr. %(number)s", number=number)


def topic_on_board(topic: Challenge | None) -> str:
    """What they come for; addiction and health are only «something else»: the tablet lies open on a table."""
    if topic is None:
        return ""
    return _("Andet") if is_sensitive(topic) else str(CHALLENGES[topic])


def is_sensitive(topic: Challenge | None) -> bool:
    """Whether the topic itself tells of illness or addiction."""
    return topic in ABOUT


def brought_on_board(by: BroughtBy, name: str = "") -> str:
    """Who came along, for the board."""
    if name and by in (BroughtBy.SKP, BroughtBy.CENTRE_WORKER):
        if by is BroughtBy.SKP:
            return _("Fulgt af %(name)s, SKP", name=name)
        return _("Fulgt af %(name)s", name=name)
    return str(_ON_THE_BOARD.get(by) or _("Fulgt af en anden"))


def together(names: Sequence[str]) -> str:
    """«Jens V., Ydelsescenter og Karin M.»."""
    *others, last = names or [""]
    return _("%(names)s og %(last)s", names=", ".join(others), last=last) if others else last


def short(name: str) -> str:
    """A colleague's name as it fits on a card: Mette L."""
    first, *others = name.split() or [name]
    return f"{first} {others[-1][0]}." if others else first
