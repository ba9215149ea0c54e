"""How a consent is said: one sentence made of its choices, in words that a citizen would use."""

from collections.abc import Collection, Iterable, Mapping

from babel.lists import format_list
from flask_babel import LazyString, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.citizens.reading import Information
from app.consent.consent import Problem, Review, Side
from app.consent.models import Consent, ConsentAge

KINDS: dict[Information, tuple[LazyString, ...]] = {
    Information.GENERAL: (_l("hverdag"), _l("bolig"), _l("job"), _l("økonomi")),
    Information.HEALTH: (_l("helbred"),),
    Information.ADDICTION: (_l("alkohol"), _l("stoffer")),
    Information.CRIME: (_l("strafbare forhold"),),
}
"""Inside a sentence, where the words of several kinds are one list."""

KIND_CHOICES: dict[Information, LazyString] = {
    Information.GENERAL: _l("Hverdag, bolig, job og økonomi"),
    Information.HEALTH: _l("Helbred"),
    Information.ADDICTION: _l("Alkohol og stoffer"),
    Information.CRIME: _l("Strafbare forhold"),
}

REVIEWS: dict[Review, LazyString] = {
    Review.HALF_A_YEAR: _l("Om et halvt år"),
    Review.A_YEAR: _l("Om et år"),
    Review.NEVER: _l("I behøver ikke spørge"),
}

PROBLEMS: dict[Problem, LazyString] = {
    Problem.NOTHING: _l("Vælg, hvad de må læse om."),
    Problem.NOBODY_FROM: _l("Vælg, hvem der har skrevet det."),
    Problem.NOBODY_TO: _l("Vælg, hvem der må læse."),
    Problem.ONLY_THEMSELVES: _l("De læser det, de selv har skrevet, i forvejen. Vælg en anden."),
    Problem.ALREADY_WITHDRAWN: _l("Samtykket er allerede taget tilbage."),
}

WITHOUT = _l("Du får den samme hjælp. Du skal bare selv fortælle det, de har brug for at vide.")
"""What usually happens without a consent; whoever takes it changes it where it is otherwise."""


def sentence(name: str, to: Iterable[str], source: Iterable[str], kinds: Collection[Information]) -> str:
    """What the citizen says yes to; nothing while something of it is missing."""
    readers, writers = listed(to), listed(source)
    about = said_kinds(kinds)
    if not (readers and writers and about):
        return ""
    return _(
        "%(name)s siger ja til, at %(readers)s må læse, hvad %(writers)s har skrevet om %(about)s.",
        name=name,
        readers=readers,
        writers=writers,
        about=about,
    )


def told(consent: Consent) -> str:
    """The whole sentence of a consent."""
    sides = names(consent)
    kinds = {kind.information for kind in consent.kinds}
    return sentence(consent.citizen.name, sides[Side.TO], sides[Side.FROM], kinds)


def short(consent: Consent) -> str:
    """Who may read whose words, and not about what."""
    sides = names(consent)
    return _(
        "%(readers)s må læse, hvad %(writers)s har skrevet",
        readers=listed(sides[Side.TO]),
        writers=listed(sides[Side.FROM]),
    )


def about(consent: Consent) -> str:
    """What it is about: «helbred, alkohol og stoffer»."""
    return said_kinds({kind.information for kind in consent.kinds})


def said_kinds(kinds: Collection[Information]) -> str:
    """The kinds in their fixed order, as one list of words."""
    return listed(str(word) for kind in Information if kind in kinds for word in KINDS[kind])


def names(consent: Consent) -> Mapping[Side, list[str]]:
    """What the parties are called, by side."""
    return {side: [one.name for one in consent.parties if one.side is side] for side in Side}


def listed(words: Iterable[str]) -> str:
    """«Jobcenter, Ydelsescenter og Regnbuen»."""
    return format_list(list(words), locale=str(get_locale() or "da"))


def said_of(age: ConsentAge) -> str:
    """The row's text in the page's language; in Danish where no other was written."""
    return age.english if str(get_locale()) == "en" and age.english else age.danish
