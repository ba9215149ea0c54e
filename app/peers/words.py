"""What is said about offers from citizen to citizen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.peers.peer_offer import DAYS_UP, Kind, Reason, State

KINDS: dict[Kind, LazyString] = {
    Kind.OFFERED: _l("Jeg kan hjælpe med noget"),
    Kind.WANTED: _l("Jeg mangler hjælp til noget"),
}

HEADINGS: dict[Kind, LazyString] = {
    Kind.OFFERED: _l("Jeg kan hjælpe med"),
    Kind.WANTED: _l("Jeg mangler hjælp til"),
}

STATES: dict[State, LazyString] = {
    State.UP: _l("Hænger oppe"),
    State.HIDDEN: _l("Skjult"),
    State.TAKEN_DOWN: _l("Taget ned"),
}

DAYS: dict[int, LazyString] = {
    days: words for days, words in zip(DAYS_UP, (_l("To uger"), _l("En måned"), _l("To måneder")), strict=True)
}

REFUSALS: dict[Reason, LazyString] = {
    Reason.BOARD_FULL: _l("Der hænger så mange opslag, at der ikke er plads til flere. Spørg personalet."),
    Reason.NOT_NOW: _l("En anden har rørt opslaget imens. Se, hvordan det hænger nu."),
    Reason.NO_REASON: _l("Skriv, hvorfor du skjuler det."),
    Reason.NO_DAYS: _l("Vælg, hvor længe det skal hænge."),
}
