"""What challenges, levels and kinds of information are called on the screens."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from app.citizens.challenge import Challenge
from app.citizens.identity import IdentityLevel, KnownBefore
from app.citizens.reading import Information

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
