"""What is said at a workshop, in words that a room understands."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.workshops.workshop import Reason, Round, Stage

ROUNDS: dict[Round, LazyString] = {
    Round.CRITIQUE: _l("Kritik"),
    Round.DREAMS: _l("Drømme"),
    Round.REALITY: _l("Virkelighed"),
}

QUESTIONS: dict[Round, LazyString] = {
    Round.CRITIQUE: _l("Hvad er ikke godt nok her?"),
    Round.DREAMS: _l("Hvad ønsker du dig, hvis alt er muligt?"),
    Round.REALITY: _l("Hvad kan vi selv sætte i gang?"),
}

STAGES: dict[Stage, LazyString] = {
    Stage.PLANNED: _l("Planlagt"),
    Stage.CRITIQUE: _l("Kritik: vi samler"),
    Stage.CRITIQUE_DOTS: _l("Kritik: vi giver prikker"),
    Stage.CRITIQUE_COUNTED: _l("Kritik: talt op"),
    Stage.DREAMS: _l("Drømme: vi samler"),
    Stage.DREAMS_DOTS: _l("Drømme: vi giver prikker"),
    Stage.DREAMS_COUNTED: _l("Drømme: talt op"),
    Stage.REALITY: _l("Virkelighed: vi samler"),
    Stage.REALITY_DOTS: _l("Virkelighed: vi giver prikker"),
    Stage.REALITY_COUNTED: _l("Virkelighed: talt op"),
    Stage.ENDED: _l("Holdt"),
    Stage.CANCELLED: _l("Aflyst"),
}

STEPS: dict[Stage, LazyString] = {
    Stage.CRITIQUE: _l("Begynd med kritik"),
    Stage.CRITIQUE_DOTS: _l("Luk for flere, og giv prikker"),
    Stage.CRITIQUE_COUNTED: _l("Tæl prikkerne op"),
    Stage.DREAMS: _l("Videre til drømme"),
    Stage.DREAMS_DOTS: _l("Luk for flere, og giv prikker"),
    Stage.DREAMS_COUNTED: _l("Tæl prikkerne op"),
    Stage.REALITY: _l("Videre til virkelighed"),
    Stage.REALITY_DOTS: _l("Luk for flere, og giv prikker"),
    Stage.REALITY_COUNTED: _l("Tæl prikkerne op"),
    Stage.ENDED: _l("Slut værkstedet"),
    Stage.CANCELLED: _l("Aflys værkstedet"),
}
"""What the button says that leads there."""

REFUSALS: dict[Reason, LazyString] = {
    Reason.NOT_NEXT: _l("En anden har trykket imens. Se, hvor langt I er nu."),
    Reason.NO_IDEAS: _l("Der er ingen idéer at give prikker endnu."),
    Reason.NO_SLIPS: _l("Lav sedler først. Uden en seddel kan ingen give prikker."),
    Reason.ROUND_CLOSED: _l("Runden er lukket. Se, hvad I er i gang med nu."),
    Reason.NO_WORDS: _l("Skriv din idé."),
    Reason.TOO_MANY_IDEAS: _l("Der er ikke plads til flere idéer i den her runde."),
    Reason.GONE: _l("Idéen er taget ned. Vælg en anden."),
    Reason.NO_DOTS_LEFT: _l("Du har ikke flere prikker i den her runde. Tag en tilbage, hvis du vil flytte den."),
    Reason.NO_DOT_THERE: _l("Du har ingen prik her."),
    Reason.NO_SUCH_SLIP: _l("Vi kender ikke den seddel. Se efter, om du skrev det samme, som der står på den."),
    Reason.TOO_MANY_SLIPS: _l("Skriv, hvor mange sedler du vil lave. Der kan højst være 60 i alt."),
    Reason.OVER: _l("Værkstedet er slut."),
    Reason.NOT_A_WINNER: _l("Vælg mellem de idéer, der fik flest prikker."),
    Reason.BEGUN_ALREADY: _l("Idéen er allerede blevet til en ansøgning. Den, der har sedlen, kan skrive videre."),
}
