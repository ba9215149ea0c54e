"""What challenges, levels, kinds of information and what happens to a record are called on the screens."""

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.citizens.across import Basis, Given
from app.citizens.challenge import Challenge
from app.citizens.identity import IdentityLevel, KnownBefore
from app.citizens.linking import Mover, Obstacle
from app.citizens.reading import Information
from app.citizens.standing import Problem, Status

CHALLENGES: dict[Challenge, LazyString] = {
    Challenge.JOB: _l("Job"),
    Challenge.REHABILITATION: _l("Rehabilitering"),
    Challenge.EDUCATION: _l("Uddannelse"),
    Challenge.MENTAL: _l("Psykisk"),
    Challenge.HEALTH: _l("Helbred"),
    Challenge.HOUSING: _l("Bolig"),
    Challenge.ALCOHOL: _l("Alkohol"),
    Challenge.CANNABIS: _l("Hash"),
    Challenge.OTHER_DRUGS: _l("Andre stoffer"),
    Challenge.ECONOMY: _l("Økonomi"),
    Challenge.OTHER_SOCIAL: _l("Andet socialt"),
    Challenge.DENTAL: _l("Tænder"),
}
"""Short words for chips; the published labels stand in monitoring."""

LEVELS: dict[IdentityLevel, LazyString] = {
    IdentityLevel.ALIAS: _l("Kendt ved alias"),
    IdentityLevel.IDENTIFIED: _l("Kendt ved navn"),
}

KNOWN_BEFORE: dict[KnownBefore, LazyString] = {
    KnownBefore.YES: _l("Ja"),
    KnownBefore.NO: _l("Nej"),
    KnownBefore.UNKNOWN: _l("Det ved vi ikke"),
}

INFORMATION: dict[Information, LazyString] = {
    Information.GENERAL: _l("Alment"),
    Information.HEALTH: _l("Helbred"),
    Information.ADDICTION: _l("Alkohol og stoffer"),
    Information.CRIME: _l("Strafbare forhold"),
}

STATUSES: dict[Status, LazyString] = {
    Status.OPEN: _l("Åben"),
    Status.CLOSED: _l("Afsluttet"),
    Status.DEAD: _l("Død"),
    Status.MOVED: _l("Flyttet"),
}

STATUS_CHOICES: dict[Status, LazyString] = {
    Status.CLOSED: _l("Vi afslutter"),
    Status.MOVED: _l("Personen er flyttet"),
    Status.DEAD: _l("Personen er død"),
}

PROBLEMS: dict[Problem, LazyString] = {
    Problem.NOT_FROM_HERE: _l("Nogen har ændret det imens. Åbn siden igen, og se, hvad der står nu."),
    Problem.IN_THE_FUTURE: _l("Dagen er ikke kommet endnu. Vælg i dag eller en tidligere dag."),
    Problem.TOO_LONG_AGO: _l("Det er over tyve år siden. Ret dagen."),
    Problem.NO_REASON: _l("Skriv kort, hvorfor I afslutter."),
    Problem.OVER: _l("Dagen er gået. Vælg i dag eller en senere dag."),
    Problem.TOO_LONG: _l("Den kan højst gælde i tolv måneder ad gangen. Vælg en tidligere dag."),
}

OBSTACLES: dict[Obstacle, LazyString] = {
    Obstacle.SAME: _l("De to er allerede koblet sammen. Her er det, der bliver stående."),
    Obstacle.ANOTHER_CONTROLLER: _l("De to er skrevet op hos hver sin driftsherre og kan ikke kobles sammen."),
    Obstacle.ALREADY_LINKED: _l("En af de to er imens koblet sammen med en anden. Åbn siden igen."),
    Obstacle.ALREADY_UNDONE: _l("Koblingen er allerede fortrudt."),
    Obstacle.LINKED_ON: _l("Personen er siden koblet sammen med en anden. Fortryd den kobling først."),
    Obstacle.LATER_FIRST: _l("Der er en nyere kobling. Fortryd den først."),
}

BASES_ACROSS: dict[Basis, LazyString] = {
    Basis.CONSENT: _l("Personen har sagt ja"),
    Basis.LEGAL_GROUND: _l("En lov giver lov til det"),
}

GIVEN: dict[Given, LazyString] = {
    Given.ORALLY: _l("Mundtligt"),
    Given.IN_WRITING: _l("Skriftligt"),
    Given.ON_TABLET: _l("På tabletten"),
}


def counted(counts: Iterable[tuple[Mover, int]]) -> str:
    """What goes along, in words: «12 kontakter, 1 notat»."""
    said = []
    for mover, number in counts:
        word = mover.one if number == 1 and mover.one else mover.words
        said.append(f"{number} {word}" if number != 1 or mover.one else f"{word}: {number}")
    return ", ".join(said)
