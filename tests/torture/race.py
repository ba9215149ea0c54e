"""Several tablets take the same citizen in the same moment, over the real server: one gets them, each time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from app.accounts.role import Role
from tests.bench.tablet import Answer, Tablet
from tests.figures import Figure
from tests.make import PASSWORD, World
from tests.torture.place import place, served

TABLETS = 4


def race(kind: str, folder: Path, rounds: int) -> Iterator[Figure]:
    """So many citizens, each taken by four at once."""
    with place(kind, folder, 0) as where:
        world = World.of(where.app)
        names = [f"taker{number}" for number in range(TABLETS)]
        team = tuple(world.account(name, Role.CASEWORKER) for name in names)
        session = world.session(team=team)
        visits = [world.visit(session, by=team[0]) for _ in range(rounds)]
        where.let_go()
        with served(where):
            tablets = [Tablet(where.port, name, PASSWORD) for name in names]
            won = [sum(answer.status == 303 for answer in _at_once(tablets, visit)) for visit in visits]
        yield Figure(f"race_{kind}_rounds", len(won), "rounds", f"={rounds}")
        yield Figure(f"race_{kind}_one_winner", won.count(1), "rounds", f"={rounds}")
        talking = where.number("SELECT count(*) FROM talking")
        yield Figure(f"race_{kind}_talking", talking, "people", f"={rounds}")
        complaints = (where.folder / "server.log").read_text().count("OperationalError")
        yield Figure(f"race_{kind}_lock_errors", complaints, "errors", "=0")


def _at_once(tablets: list[Tablet], visit: int) -> list[Answer]:
    together = threading.Barrier(len(tablets))
    answers: list[Answer] = []

    def tap(tablet: Tablet) -> None:
        together.wait()
        answers.append(tablet.tap(f"/casework/visits/{visit}/steps", {"step": "take"}))

    threads = [threading.Thread(target=tap, args=(tablet,)) for tablet in tablets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
