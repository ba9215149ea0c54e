"""The demo's surveys: really asked, sealed, stored and counted, each on its own days.

The quarter that was counted on 31 October 2016 gives the table that Haderslev published by that day (page 11 of the
report). Where the source prints fewer than five figures of a question, it does not say which answer nobody gave; here
it is the worst.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from app import clock, envelope
from app.centres import queries as places
from app.db import db
from app.survey import ballot, keeping, queries, recording, tickets
from app.survey.batch import named, quarter_of
from app.survey.models import Batch
from app.survey.ticket import Way

SEED = 55


@dataclass(frozen=True)
class Told:
    """A quarter of the demo: how often each answer was given to each question, how many handed in a blank, how many
    never handed in anything, and out of a hundred how many were asked where and after what.
    """

    answers: tuple[tuple[int, ...], ...]
    blank: int
    away: int
    counted_on: date | None = None

    @property
    def answered(self) -> int:
        """How many answered; every question was."""
        return sum(self.answers[0])


PUBLISHED = Told(
    (
        (235, 155, 5, 5, 0),  # 59 39 1 1
        (231, 159, 5, 5, 0),  # 58 40 1 1
        (256, 132, 12, 0, 0),  # 64 33 3
        (259, 136, 5, 0, 0),  # 65 34 1
        (268, 124, 8, 0, 0),  # 67 31 2
    ),
    blank=29,
    away=43,
    counted_on=date(2016, 10, 31),
)
BEFORE = Told(
    (
        (47, 36, 6, 5, 0),
        (49, 35, 5, 5, 0),
        (52, 32, 10, 0, 0),
        (53, 34, 7, 0, 0),
        (50, 33, 6, 5, 0),
    ),
    blank=9,
    away=14,
    counted_on=date(2016, 7, 18),
)
FIRST = Told(((4, 3, 0, 0, 0),) * 5, blank=2, away=3, counted_on=date(2016, 4, 20))
NOW = Told(((14, 9, 2, 1, 0),) * 5, blank=2, away=3)
QUARTERS = {"2016-Q1": FIRST, "2016-Q2": BEFORE, "2016-Q3": PUBLISHED}

WHERE = {"BorgerCafeen": 40, "Regnbuen": 30, "Kolibrien": 15, "Brugerhuset": 13, "Parasollen": 2}
AFTER = {
    "Fremskudt sagsbehandling": 50,
    "Fremskudt misbrugsindsats": 25,
    "Fremskudt sundhedsindsats": 15,
    "Styrket SKP": 10,
}
"""Out of a hundred."""


def load() -> Iterator[str]:
    """Ask, seal, store and count; answers with a line of progress for each quarter. Commits."""
    chance = random.Random(SEED)  # noqa: S311 (not for secrets)
    for name, told in QUARTERS.items():
        _ask(name, told, chance)
        if told.counted_on:
            with clock.stopped(clock.at(told.counted_on, time(9))):
                (handed,) = recording.handed_out()
                db.session.commit()
                line = keeping.count(handed)
                yield f"The survey of {name}: {line.envelopes} envelopes, {line.event.value}"
    list(keeping.keep())
    today = clock.today()
    _ask_in(queries.in_force(today), NOW, chance, [quarter_of(today)[0], today])
    yield f"The survey of this quarter: {NOW.answered + NOW.blank} envelopes"


def _ask(name: str, told: Told, chance: random.Random) -> None:
    first, last = quarter_of(named(name))
    with clock.stopped(clock.at(first, time(9))):
        keeping.make_key(name)
        batch = queries.in_force()
    _ask_in(batch, told, chance, [first, last])


def _ask_in(batch: Batch | None, told: Told, chance: random.Random, days: Sequence[date]) -> None:
    if batch is None:
        return
    first, last = days
    centres = {centre.name: centre.id for centre in places.centres()}
    efforts = {effort.name: effort.id for effort in places.efforts()}
    key = envelope.bytes_of(batch.public_key)
    said: list[list[int] | None] = [*_ballots(told, chance), *([None] * told.blank)]
    everybody: list[tuple[bool, list[int] | None]] = [(True, one) for one in said] + [(False, None)] * told.away
    chance.shuffle(everybody)
    asked_at = _spread(WHERE, centres, len(everybody), chance)
    asked_after = _spread(AFTER, efforts, len(everybody), chance)
    for turn, ((came, answers), centre, effort) in enumerate(zip(everybody, asked_at, asked_after, strict=True)):
        day = first + timedelta(days=(last - first).days * turn // len(everybody))
        with clock.stopped(clock.at(day, time(13))):
            opened = tickets.open_in(batch, centre, effort, Way.TABLET)
            if came:
                content = ballot.written(centre, effort, answers)
                tickets.redeem(opened.code, envelope.seal(key, content, about=batch.name.encode()))
    db.session.commit()


def _ballots(told: Told, chance: random.Random) -> list[list[int]]:
    """Ballots that give these answers together, question by question."""
    columns = []
    for counts in told.answers:
        column = [answer for answer, number in enumerate(counts, 1) for _ in range(number)]
        chance.shuffle(column)
        columns.append(column)
    return [list(row) for row in zip(*columns, strict=True)]


def _spread(shares: dict[str, int], ids: dict[str, int], number: int, chance: random.Random) -> list[int]:
    """So many ids in these shares, in any order."""
    found = [ids[name] for name, share in shares.items() for _ in range(-(-number * share // 100))][:number]
    chance.shuffle(found)
    return found
