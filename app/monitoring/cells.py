"""The numbers of tables that are published together, as whoever looks for what must be hidden sees them: cells with the
people behind them, and the sums that readers know of. Plain objects.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum

Key = Hashable
LOWEST, USUAL, HIGHEST = 3, 5, 10
"""Thresholds, in distinct citizens."""

HIDDEN_MARK = "·"
"""The same for a small cell and for one that was hidden to protect it."""


class Standing(StrEnum):
    """What readers know of a cell apart from this release."""

    NEW = "new"
    SHOWN = "shown"
    HIDDEN = "hidden"
    UNSEEN = "unseen"
    """In no table, or under a mark that can be nobody: nothing of it is known."""


class Refused(ValueError):
    """No mask protects this cell, because of what was published before; nothing of the release may leave."""

    def __init__(self, key: Key) -> None:
        super().__init__(f"{key!r} could be worked out from what was published before")
        self.key = key


@dataclass(frozen=True)
class Cell:
    """A whole number, and the distinct citizens behind it (as many as the number, where it counts citizens).

    `sensitive`: that it is nobody would disclose, too; say so only where there is somebody of whom it could be said.
    `spread`: how far apart the values must lie that a reader could believe in, where that is more than the threshold
    (minutes, money). `standing`: SHOWN or HIDDEN before, or never to be published (UNSEEN; those without the topic, for
    instance), so that this release decides nothing about it.
    """

    value: int
    people: int
    sensitive: bool = False
    spread: int = 0
    standing: Standing = Standing.NEW

    def __post_init__(self) -> None:
        if self.value < 0 or self.people < 0 or (self.value > 0) != (self.people > 0):
            raise ValueError("a cell counts something of somebody, or nothing of nobody")

    @property
    def least(self) -> int:
        """What a reader knows of it when it is hidden: a nobody that discloses nothing is shown, where it can be."""
        return 0 if self.is_nobody or self.sensitive or self.standing is Standing.UNSEEN else 1

    @property
    def is_nobody(self) -> bool:
        """Whether it is nobody, and tells nothing by that."""
        return self.value == 0 and not self.sensitive

    def is_small(self, threshold: int) -> bool:
        """Whether it may not be known: fewer citizens than the threshold; nobody only where that discloses."""
        return self.people < threshold and (self.people > 0 or self.sensitive)


@dataclass(frozen=True)
class Sum:
    """A whole and its parts: added up (`exact`), or overlapping: then it is at least the largest part and, where they
    cover it, at most all of them together.
    """

    whole: Key
    parts: tuple[Key, ...]
    exact: bool = True
    covers: bool = True


def a_mark_can_be_nobody(hidden: Iterable[Cell]) -> bool:
    """Whether the marks of a release that hides these cells do not say that there is somebody: one of them is nobody
    that could have been shown, by itself.
    """
    return any(cell.is_nobody for cell in hidden)
