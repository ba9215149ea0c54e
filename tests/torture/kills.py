"""`kill -9` of the whole server under six writers: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.figures import Figure
from tests.torture.place import Place, kill, place, served
from tests.torture.writer import Writer

WRITERS = 6
MOST_BEFORE_A_KILL = 12
"""Contacts that a server stores before it is killed, by chance: however slow the machine, it is killed at work."""
LONGEST_LIFE = 60.0
LONGEST_AFTER = 0.03
"""Seconds after the last of them, so that a kill falls on any moment of a request."""


@dataclass(frozen=True)
class Outcome:
    """What was found after the last kill."""

    kills: int
    acknowledged: int
    lost: int
    doubled: int
    without_log: int
    sound: bool
    odd: list[str]


def kills(kind: str, folder: Path, times: int) -> Iterator[Figure]:
    """The figures of so many kills on one kind of database."""
    with place(kind, folder, WRITERS) as where:
        began = time.monotonic()
        found = killed(where, writers(where), times)
        yield Figure(f"kills_{kind}", found.kills, "kills", f"={times}")
        yield Figure(f"kills_{kind}_acknowledged", found.acknowledged, "contacts", f">={2 * times}")
        yield Figure(f"kills_{kind}_lost", found.lost, "contacts", "=0")
        yield Figure(f"kills_{kind}_doubled", found.doubled, "contacts", "=0")
        yield Figure(f"kills_{kind}_without_log", found.without_log, "contacts", "=0")
        yield Figure(f"kills_{kind}_faults_in_database", int(not found.sound), "faults", "=0")
        yield Figure(f"kills_{kind}_odd_answers", len(found.odd), "answers", "=0")
        yield Figure(f"kills_{kind}_time", time.monotonic() - began, "s")


def writers(where: Place, **how: bool) -> list[Writer]:
    """Everybody who works there, with a tablet."""
    return [Writer(where.port, username, **how) for username in where.people]


def killed(where: Place, everybody: list[Writer], times: int, last_sending: bool = True) -> Outcome:
    """Kill so many servers under these writers; what was not acknowledged is sent again to the next server.

    The faults that tests plant need to see the database without the `last_sending`.
    """
    chance = random.Random()
    for turn in range(times):
        with served(where) as server:
            if turn == 0:
                for writer in everybody:
                    writer.sign_in()
            stop = threading.Event()
            threads = [threading.Thread(target=writer.work, args=(stop,)) for writer in everybody]
            for thread in threads:
                thread.start()
            _let_work(everybody, chance.randint(1, MOST_BEFORE_A_KILL))
            time.sleep(chance.uniform(0, LONGEST_AFTER))
            kill(server)
            stop.set()
            for thread in threads:
                thread.join()
    if last_sending:
        with served(where):
            for writer in everybody:
                writer.send_again()
    return looked_at(where, everybody, times)


def _let_work(everybody: list[Writer], contacts: int) -> None:
    """Wait until so many more contacts are acknowledged."""
    enough = _acknowledged(everybody) + contacts
    give_up = time.monotonic() + LONGEST_LIFE
    while _acknowledged(everybody) < enough and time.monotonic() < give_up:
        time.sleep(0.002)


def _acknowledged(everybody: list[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in everybody)


def looked_at(where: Place, everybody: list[Writer], times: int) -> Outcome:
    """Compare what everybody remembers with what the database holds."""
    stored: dict[str, int] = {}
    for mark, found in where.rows("SELECT text, count(*) FROM note GROUP BY text"):
        stored[str(mark)] = int(str(found))
    acknowledged = set().union(*(writer.acknowledged for writer in everybody))
    return Outcome(
        kills=times,
        acknowledged=len(acknowledged),
        lost=len(acknowledged - set(stored)),
        doubled=sum(found > 1 for found in stored.values()),
        without_log=where.number(
            "SELECT count(*) FROM contact WHERE NOT EXISTS (SELECT 1 FROM accessed_record r"
            " JOIN access_entry e ON e.id = r.entry_id"
            " WHERE r.kind = 'contact' AND r.record_id = contact.id AND e.act = 'created')"
        ),
        sound=where.sound(),
        odd=[answer for writer in everybody for answer in writer.odd],
    )
