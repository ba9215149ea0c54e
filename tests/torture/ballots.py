"""Answers to the survey beside ordinary work, and a server that is killed between them: none is lost, none doubled."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.ballot.urn import Urn, marked
from tests.figures import Figure
from tests.torture.kills import writers
from tests.torture.place import kill, place, served

TABLETS = 4
AT_WORK = 2
"""Colleagues who write contacts all the while."""
A_MINUTE = 200
KILLS, FEW_KILLS = 5, 2
AGAIN = 0.1
"""Seconds after which a tablet sends again what nobody answered, with the same ticket."""
LONGEST = 60.0
PATIENCE = 900.0
"""Seconds after which the torture gives up, where a tablet would go on."""


@dataclass
class Sending:
    """What the tablets send, and what they heard."""

    where: Urn
    acknowledged: set[bytes] = field(default_factory=set)
    slowest: float = 0.0
    odd: list[int] = field(default_factory=list)

    def send(self, answer: tuple[str, bytes]) -> None:
        """Until it is acknowledged, as `static/survey.js` does."""
        code, sealed = answer
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            began = time.monotonic()
            try:
                status = self.where.send(code, sealed)
            except (OSError, http.client.HTTPException):
                time.sleep(AGAIN)
                continue
            self.slowest = max(self.slowest, time.monotonic() - began)
            if status == 200:
                self.acknowledged.add(sealed)
                return
            if status != 503:
                self.odd.append(status)
                return
            time.sleep(AGAIN)


def ballots(kind: str, folder: Path, answers: int) -> Iterator[Figure]:
    """So many answers beside ordinary work; and half as many more under kills."""
    with place(kind, folder / "instance", AT_WORK) as where:
        urn = Urn.published(where, folder / "keys")
        sending = Sending(urn)
        codes = [(urn.ticket(), urn.sealed(marked(f"{number}"))) for number in range(answers * 3 // 2)]
        where.let_go()
        with served(where):
            everybody = writers(where)
            for writer in everybody:
                writer.sign_in()
            over = threading.Event()
            work = [threading.Thread(target=writer.work, args=(over,)) for writer in everybody]
            for thread in work:
                thread.start()
            began = time.monotonic()
            with ThreadPoolExecutor(TABLETS) as tablets:
                list(tablets.map(sending.send, codes[:answers]))
            took = time.monotonic() - began
            over.set()
            for thread in work:
                thread.join()
        yield Figure(f"ballots_{kind}_acknowledged", len(sending.acknowledged), "answers", f"={answers}")
        # A short form says nothing about a minute.
        aim = f">={A_MINUTE}" if answers >= A_MINUTE else ""
        yield Figure(f"ballots_{kind}_a_minute", len(sending.acknowledged) / took * 60, "answers", aim)
        contacts = sum(len(writer.acknowledged) for writer in everybody)
        yield Figure(f"ballots_{kind}_contacts_beside", contacts, "contacts", ">=1")
        yield Figure(f"ballots_{kind}_slowest", sending.slowest * 1000, "ms")
        killed = _under_kills(urn, sending, codes[answers:])
        in_box = urn.in_box()
        yield Figure(f"ballots_{kind}_kills", killed, "kills", ">=1")
        yield Figure(f"ballots_{kind}_lost", len(sending.acknowledged - set(in_box)), "answers", "=0")
        yield Figure(f"ballots_{kind}_doubled", len(in_box) - len(set(in_box)), "answers", "=0")
        yield Figure(f"ballots_{kind}_in_the_box", len(in_box), "answers", f"={len(codes)}")
        yield Figure(f"ballots_{kind}_odd_answers", len(sending.odd), "answers", "=0")
        yield Figure(f"ballots_{kind}_faults_in_database", int(not where.sound()), "faults", "=0")


def _under_kills(urn: Urn, sending: Sending, codes: list[tuple[str, bytes]]) -> int:
    """Send these while one server after the other is killed at work; how many were."""
    chance = random.Random()
    killed, enough = 0, KILLS if len(codes) * 2 >= A_MINUTE else FEW_KILLS
    with ThreadPoolExecutor(TABLETS) as tablets:
        sent = tablets.map(sending.send, codes)
        while killed < enough and not {sealed for _, sealed in codes} <= sending.acknowledged:
            before = len(sending.acknowledged)
            with served(urn.where) as server:
                give_up = time.monotonic() + LONGEST
                share = max(1, len(codes) // (enough + 2))
                while len(sending.acknowledged) < before + share and time.monotonic() < give_up:
                    time.sleep(0.002)
                time.sleep(chance.uniform(0, 0.02))
                kill(server)
                killed += 1
        with served(urn.where):
            list(sent)
    return killed
