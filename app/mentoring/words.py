"""How refusals and agreements are said on the screens."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.mentoring.agreement import Reason

REFUSALS: dict[Reason, LazyString] = {
    Reason.HOURS: _l("Skriv timer om ugen i hele kvarterer, højst 37, som 2,5 eller 0,25."),
    Reason.ENDS_BEFORE_IT_BEGINS: _l("Aftalen slutter, før den begynder. Ret en af dagene."),
    Reason.OVER_A_YEAR: _l("En aftale varer højst et år. Vælg en tidligere sidste dag."),
    Reason.OVERLAPS: _l("De to har allerede en mentoraftale på nogle af dagene. Ret den, eller vælg andre dage."),
    Reason.WORKER: _l("Vælg en, der arbejder på et af personens væresteder."),
    Reason.ENDED: _l("Aftalen er sluttet og kan ikke ændres. Lav en ny."),
}
