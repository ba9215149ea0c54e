"""What kinds of centres, efforts and operators are called on the screens."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.centres.models import EffortKind, Focus, OperatorKind

FOCUS: dict[Focus, LazyString] = {
    Focus.SOCIAL: _l("Mest socialt udsatte"),
    Focus.PSYCHIATRIC: _l("Mest med psykiatrisk baggrund"),
    Focus.MIXED: _l("Blandet"),
}

OPERATOR_KINDS: dict[OperatorKind, LazyString] = {
    OperatorKind.MUNICIPALITY: _l("Kommunen"),
    OperatorKind.PRIVATE: _l("Privat driftsherre"),
}

EFFORT_KINDS: dict[EffortKind, LazyString] = {
    EffortKind.CASEWORK: _l("Sagsbehandling"),
    EffortKind.ADDICTION: _l("Alkohol og stoffer"),
    EffortKind.HEALTH: _l("Sundhed"),
    EffortKind.OUTREACH: _l("Opsøgende arbejde (SKP)"),
    EffortKind.OTHER: _l("Noget andet"),
}
