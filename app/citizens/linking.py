"""Two records of one person are linked, never merged: what belonged to the one is seen with the other, and can go back.

A record that knows a citizen says so at start-up (`moves`); so nobody reads another feature's tables for that. Which
links are refused, and which can be undone, is decided here; `links.py` does it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import LazyString


class Obstacle(StrEnum):
    """Why two records cannot be linked, or a link not be undone."""

    SAME = "same"
    ANOTHER_CONTROLLER = "another_controller"
    ALREADY_LINKED = "already_linked"
    ALREADY_UNDONE = "already_undone"
    LINKED_ON = "linked_on"
    LATER_FIRST = "later_first"


class Refused(ValueError):
    """This link is not made, or not undone; `obstacle` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


@dataclass(frozen=True)
class Standing:
    """What decides about a record that is to be linked: who answers for it, and what it is linked to already."""

    id: int
    controller_id: int
    kept_as_id: int | None


def refuse_link(kept: Standing, other: Standing) -> None:
    """Raise Refused unless the other can be linked to the one that is kept (rules R10: never across controllers)."""
    if kept.id == other.id:
        raise Refused(Obstacle.SAME)
    if kept.kept_as_id is not None or other.kept_as_id is not None:
        raise Refused(Obstacle.ALREADY_LINKED)
    if kept.controller_id != other.controller_id:
        raise Refused(Obstacle.ANOTHER_CONTROLLER)


def refuse_undoing(link_id: int, kept: Standing, standing: Iterable[int]) -> None:
    """Raise Refused unless this link is the last of those that stand (their ids) on the record that was kept.

    Links are undone in reverse order: a later one may have moved on what an earlier one brought.
    """
    there = set(standing)
    if link_id not in there:
        raise Refused(Obstacle.ALREADY_UNDONE)
    if kept.kept_as_id is not None:
        raise Refused(Obstacle.LINKED_ON)
    if link_id != max(there):
        raise Refused(Obstacle.LATER_FIRST)


@dataclass(frozen=True)
class Mover:
    """A table whose rows go along when a citizen's record is linked to another: its model, and words for them.

    `words` for several («kontakter»), `one` for one («kontakt»).
    """

    model: type[Any]
    words: LazyString
    one: LazyString | None = None

    @property
    def kind(self) -> str:
        """The name under which a moved row is remembered."""
        return str(self.model.__table__.name)


_movers: dict[str, Mover] = {}


def moves(model: type[Any], words: LazyString, one: LazyString | None = None) -> None:
    """Register a model with an integer `id` and a `citizen_id`; its rows go along when two records are linked.

    Raises TypeError for a table whose rows could not go along: two records' rows may meet under one citizen.
    """
    mover = Mover(model, words, one)
    table = model.__table__
    unique = [set(key.columns.keys()) for key in table.constraints if hasattr(key, "columns") and _is_unique(key)]
    if [column.name for column in table.primary_key] != ["id"] or any("citizen_id" in columns for columns in unique):
        raise TypeError(f"rows of {mover.kind} cannot be moved to another citizen")
    _movers[mover.kind] = mover


def movers() -> tuple[Mover, ...]:
    """Every table that is to be moved, in the order of the start."""
    return tuple(_movers.values())


def _is_unique(constraint: object) -> bool:
    return type(constraint).__name__ in ("UniqueConstraint", "PrimaryKeyConstraint")
