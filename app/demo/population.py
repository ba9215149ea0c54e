"""372 invented citizens of 2014-2016 whose tables equal the published ones. Numbers only; no database.

The counts are those whole numbers out of 372 that give each printed percentage, and the groups 65, 33 and 2:
pensions 79 + 42, others friends and family 2 + other 6, the student grant in no group, 241 with the jobcentre.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from app.citizens.challenge import Challenge

T = TypeVar("T")

FIRST_DAY, BY_THE_STATUS, LAST_DAY = date(2014, 11, 3), date(2015, 5, 27), date(2016, 10, 31)
CITIZENS, CITIZENS_BY_THE_STATUS = 372, 125

HAVING = {
    Challenge.JOB: 48,
    Challenge.REHABILITATION: 4,
    Challenge.EDUCATION: 15,
    Challenge.MENTAL: 78,
    Challenge.HEALTH: 71,
    Challenge.HOUSING: 123,
    Challenge.ALCOHOL: 45,
    Challenge.CANNABIS: 19,
    Challenge.OTHER_DRUGS: 22,
    Challenge.ECONOMY: 231,
    Challenge.OTHER_SOCIAL: 219,
    Challenge.DENTAL: 22,
}

LIVING_ON = {
    "unemployment_benefit": 4,
    "student_grant": 2,
    "flex_unemployment_benefit": 4,
    "flex_job": 11,
    "sickness_benefit": 7,
    "cash_or_education_benefit": 215,
    "rehabilitation_benefit": 0,
    "disability_pension": 79,
    "state_pension": 42,
    "friends_and_family": 2,
    "other": 6,
}

CENTRE_SHARES = {"BorgerCafeen": 32, "Regnbuen": 26, "Kolibrien": 16, "Brugerhuset": 14, "Parasollen": 12}


@dataclass
class Invented:
    """One citizen: what they live on, where they come, and what each of their talks was about."""

    alias: str
    full_name: str
    centre: str
    income: str
    known_before: str
    talks: list[tuple[date, frozenset[Challenge]]] = field(default_factory=list)


def citizens(chance: random.Random) -> list[Invented]:
    """All 372, in the order of their first contact."""
    challenges = _challenges(chance)
    incomes = _shuffled([key for key, number in LIVING_ON.items() for _ in range(number)], chance)
    centres = chance.choices(list(CENTRE_SHARES), weights=list(CENTRE_SHARES.values()), k=CITIZENS)
    known = chance.choices(["yes", "no", "unknown"], weights=[58, 34, 8], k=CITIZENS)
    called = names(chance)
    invented = []
    for number, first in enumerate(_first_days(chance)):
        alias, full_name = next(called)
        one = Invented(alias, full_name, centres[number], incomes[number], known[number])
        one.talks = _talks(first, challenges[number], chance)
        invented.append(one)
    return invented


def names(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Aliases and full names, no two alike: (alias, "") or (alias, name) or ("", name)."""
    seen: set[str] = set()
    while True:
        first = chance.choice(FIRST_NAMES)
        kind = chance.random()
        if kind < 0.35:
            alias, full = f"{first} {chance.choice(LAST_NAMES)[0]}.", ""
        elif kind < 0.60:
            alias, full = f"{first} {chance.choice(KNOWN_BY)}", ""
        elif kind < 0.72:
            alias, full = chance.choice(NICKNAMES), ""
        else:
            alias, full = "", f"{first} {chance.choice(LAST_NAMES)}"
        if (called := alias or full) not in seen:
            seen.add(called)
            yield alias, full


def _challenges(chance: random.Random) -> list[frozenset[Challenge]]:
    """Who has what: each challenge exactly as often as printed, and everybody at least one."""
    everybody = range(CITIZENS)
    having: list[set[Challenge]] = [set() for _ in everybody]
    poor = set(chance.sample(everybody, HAVING[Challenge.ECONOMY]))
    others = [one for one in everybody if one not in poor]
    advised = others + chance.sample(sorted(poor), HAVING[Challenge.OTHER_SOCIAL] - len(others))
    dealt = {Challenge.ECONOMY: poor, Challenge.OTHER_SOCIAL: set(advised)}
    for challenge, number in HAVING.items():
        for one in sorted(dealt.get(challenge) or chance.sample(everybody, number)):
            having[one].add(challenge)
    return [frozenset(challenges) for challenges in having]


def _first_days(chance: random.Random) -> list[date]:
    early = [_weekday(FIRST_DAY, BY_THE_STATUS, chance) for _ in range(CITIZENS_BY_THE_STATUS)]
    late = [
        _weekday(BY_THE_STATUS + timedelta(days=1), LAST_DAY, chance) for _ in range(CITIZENS - CITIZENS_BY_THE_STATUS)
    ]
    return sorted(early) + sorted(late)


def _weekday(first: date, last: date, chance: random.Random) -> date:
    while True:
        day = first + timedelta(days=chance.randint(0, (last - first).days))
        if day.weekday() < 5:
            return day


def _talks(
    first: date, challenges: frozenset[Challenge], chance: random.Random
) -> list[tuple[date, frozenset[Challenge]]]:
    """One to four talks; each is about something, and together about everything."""
    about = _shuffled(sorted(challenges), chance)
    number = chance.randint(1, min(4, len(about) + 1))
    days = sorted([first, *(_weekday(first, LAST_DAY, chance) for _ in range(number - 1))])
    return [(day, frozenset(about[turn::number] or [chance.choice(about)])) for turn, day in enumerate(days)]


def _shuffled(items: list[T], chance: random.Random) -> list[T]:
    return chance.sample(items, len(items))


FIRST_NAMES = (
    "Ib", "Sanne", "Lone", "Kaj", "Rita", "Jørn", "Åse", "Søren", "Mona", "Flemming", "Ahmed", "Yasmin", "Dorte",
    "Bent", "Kirsten", "Per", "Ulla", "Erik", "Gry", "Palle", "Inge", "Tove", "Leif", "Anja", "Michael", "Heidi",
    "Benny", "Lis", "Tonny", "Æda", "Ørjan", "Mustafa", "Ewa", "Piotr", "Birthe", "Kurt", "Johnny", "Susanne",
    "René", "Gitte", "Allan", "Zofia", "Hassan", "Vibeke", "Ove", "Pia", "Karl", "Rikke", "Steen", "Maja",
)  # fmt: skip
LAST_NAMES = (
    "Andersen", "Bech", "Christensen", "Dam", "Eriksen", "Frost", "Gade", "Hansen", "Iversen", "Jensen", "Kjær",
    "Lauritsen", "Møller", "Nygaard", "Olsen", "Poulsen", "Quist", "Rasmussen", "Skov", "Thomsen", "Ulrich", "Vang",
    "Winther", "Østergaard", "Aagaard", "Yilmaz", "Kowalska",
)  # fmt: skip
KNOWN_BY = (
    "fra havnen", "med hunden", "fra Vojens", "på cyklen", "med guitaren", "fra stationen", "med hatten", "fra kirken",
    "den lange", "fra nummer 9", "med skægget", "fra køkkenet", "den yngre", "fra torvet",
)  # fmt: skip
NICKNAMES = (
    "Den grønne hue", "Fru Blomst", "Kaptajnen", "Professoren", "Solstråle", "Bedste", "Trommeslageren", "Skipper",
    "Lillebror", "Den blå jakke", "Maleren", "Stjernekiggeren", "Bageren", "Prikken", "Vandreren", "Nattergalen",
    "Kongen af bænken", "Mågen", "Flyveren", "Tårnuglen", "Hest", "Snedkeren", "Kaffemoster", "Sømanden", "Ræven",
    "Digteren", "Elvis", "Gartneren", "Måneskin", "Musvit", "Bølgen", "Egernet", "Fyrtårnet", "Lærken", "Pilgrimmen",
)  # fmt: skip
