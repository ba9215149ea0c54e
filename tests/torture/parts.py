"""What `make torture` does, in order. A new part is a function that yields figures, and one line here."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.figures import Figure
from tests.torture import approvals, backups, ballots, crowd, kills, race, steps
from tests.torture.crashes import crashes
from tests.torture.full_disk import full_disk

BOTH = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Part:
    """One torture: what it is called, what does it (kind of database, folder of its own, size), and how big it is."""

    name: str
    run: Callable[[str, Path, int], Iterator[Figure]]
    usual: int = 1
    short: int = 1
    """The size in the tests."""
    setting: str = ""
    """The name in the environment that changes the size."""
    kinds: tuple[str, ...] = BOTH

    def size(self) -> int:
        """The size of the environment, or the usual one."""
        return int(os.environ.get(self.setting) or self.usual) if self.setting else self.usual


PARTS = [
    Part("kills", kills.kills, usual=200, short=20, setting="KILLS"),
    Part("crashes", crashes, usual=10, short=2, setting="CRASHES", kinds=("postgresql",)),
    Part("crowd", crowd.crowd, usual=50, short=50, setting="CROWD"),
    Part("race", race.race, usual=100, short=20, setting="RACES"),
    Part("approvals", approvals.approvals, usual=100, short=2, setting="APPROVALS"),
    Part("ballots", ballots.ballots, usual=200, short=20, setting="BALLOTS"),
    Part("steps", steps.steps),
    Part("restores", backups.restores, usual=20, short=2, setting="RESTORES"),
    Part("damaged", backups.damaged),
    Part("cut_off", backups.cut_off),
    Part("full_disk", full_disk),
]
