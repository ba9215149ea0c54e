"""What the pool's lines and refusals are called on the screens."""

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.access import Act, may
from app.money import written
from app.pool.balance import Kind, Reason, Refusal
from app.pool.models import PoolEntry

KINDS: dict[Kind, LazyString] = {
    Kind.BUDGET: _l("Budget"),
    Kind.FRAME: _l("Ramme"),
    Kind.RESERVED: _l("Sat til side"),
    Kind.RELEASED: _l("Ikke sat til side mere"),
    Kind.GRANTED: _l("Givet"),
    Kind.PAID: _l("Udbetalt"),
    Kind.RETURNED: _l("Betalt tilbage"),
}

REFUSALS: dict[Reason, LazyString] = {
    Reason.NOT_ENOUGH: _l("Der er ikke penge nok i puljen. Der er %(left)s tilbage."),
    Reason.FRAME_ABOVE_BUDGET: _l("Rammen kan ikke være større end budgettet på %(left)s"),
    Reason.NOT_RESERVED: _l("Så meget er ikke sat til side. Der er sat %(left)s til side."),
    Reason.NOT_GRANTED: _l("Der er ikke givet penge til det endnu."),
    Reason.ABOVE_THE_GRANT: _l("Det er mere, end de har fået. Der er %(left)s, som ikke er udbetalt."),
    Reason.ABOVE_WHAT_WAS_PAID: _l("Det er mere, end der er udbetalt. Der er %(left)s, som kan komme tilbage."),
    Reason.GRANTED_BEFORE: _l("Der er allerede givet penge til det."),
    Reason.NO_POOL: _l("Der er ingen pulje for det år."),
    Reason.TOO_MUCH: _l("Beløbet er for stort."),
    Reason.NOTHING: _l("Beløbet er det samme som før. Så er der ikke noget at skrive."),
    Reason.NO_REASON: _l("Skriv hvorfor."),
    Reason.IS_A_CORRECTION: _l("Det er selv en rettelse. Ret den linje, den retter."),
    Reason.BELOW_NOTHING: _l("Beløbet kan ikke komme under 0 kroner."),
    Reason.YEAR_TAKEN: _l("Der er allerede en pulje for det år."),
}


def kroner(ore: int) -> str:
    """«8.450 kr.», with øre only where there are some, and a sign where it is below nothing."""
    amount = written(abs(ore)).removesuffix(",00")
    return f"{'−' if ore < 0 else ''}{amount}\N{NO-BREAK SPACE}kr."


def said(refusal: Refusal) -> str:
    """The sentence for a refusal."""
    return str(REFUSALS[refusal.reason]) % {"left": kroner(refusal.left)}


def why(entry: PoolEntry) -> str:
    """What was written with a line; with a payment it may be who fetched it, and only those who pay out read that."""
    return "" if entry.kind is Kind.PAID and not may(Act.PAY_FROM_POOL) else entry.reason


def grant_name(titles: dict[int, str], ref: int | None) -> str:
    """What a line is about: the title that whoever granted it knows, else its number."""
    if ref is None:
        return ""
    return titles.get(ref) or _("Bevilling %(number)s", number=ref)
