"""How long citizens waited (SIV-26): days from the first contact to the first conversation, and so on.

A citizen's first contact is the first of all, at whichever centre; a citizen has one controller. A wait is counted in
the period, and at the centre, in which it ended: where the first conversation was. Whoever came straight to it, without
a contact before, has not waited; they are counted beside. Read from what `waited` keeps.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from app.monitoring.kept import Kept
from app.monitoring.table import Scope
from app.monitoring.waited import DIRECT, GOALS

MOST = 80
"""Percent of the citizens who waited for no longer than the second figure."""


@dataclass(frozen=True)
class Wait:
    """Days that citizens waited for a goal: half of them at most `half`, and MOST percent at most `most`; nothing where
    nobody waited. `direct`: citizens who reached it without a contact before.
    """

    key: str
    citizens: int
    half: float | None
    most: int | None
    direct: int


def waits(scope: Scope, percent: int = MOST) -> tuple[Wait, ...]:
    """The waits for each goal that ended in the scope."""
    return waits_kept(Kept(scope), percent)


def waits_kept(kept: Kept, percent: int = MOST) -> tuple[Wait, ...]:
    """The same, of what is kept."""
    return tuple(_wait(goal.key, kept.waits(goal.key), percent) for goal in GOALS)


def wait(key: str, numbers: Mapping[int, int], direct: int, percent: int = MOST) -> Wait:
    """The figures of so many citizens who waited so many days."""
    citizens = sum(numbers.values())
    if citizens == 0:
        return Wait(key, 0, None, None, direct)
    twice = _nth(numbers, (citizens + 1) // 2) + _nth(numbers, citizens // 2 + 1)
    return Wait(
        key, citizens, twice / 2 if twice % 2 else twice // 2, _nth(numbers, ceil(citizens * percent / 100)), direct
    )


def _wait(key: str, ended: Mapping[str, int], percent: int) -> Wait:
    numbers = {int(days): number for days, number in ended.items() if days != DIRECT}
    return wait(key, numbers, ended.get(DIRECT, 0), percent)


def _nth(numbers: Mapping[int, int], place: int) -> int:
    """The days of whoever stands at this place, counted from 1, when they are put in order."""
    for days in sorted(numbers):
        place -= numbers[days]
        if place <= 0:
            return days
    raise ValueError("there are not so many")
