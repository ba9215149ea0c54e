"""Small numbers cannot be worked out (rule R23): which cells of tables that are published together must be hidden.

Every hidden cell is a variable, every sum an equation. A small cell is safe when the tables that a reader could draw
up for themself, all as true to what is shown, give it values that lie a threshold apart. While one is pinned closer
than that, the cheapest cell that pins it is hidden too. What was published before stands as it was, shown or hidden.
Plain objects; the linear programming is scipy's, and read in only when a mask is made.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

Key = Hashable

LOWEST, USUAL, HIGHEST = 3, 5, 10
"""Thresholds, in distinct citizens."""

HIDDEN_MARK = "·"
"""The same for a small cell and for one that was hidden to protect it."""

_NEAR = 1e-6


class Standing(StrEnum):
    """What readers know of a cell apart from this release."""

    NEW = "new"
    SHOWN = "shown"
    HIDDEN = "hidden"
    UNSEEN = "unseen"
    """In no table: not even that it is hidden is known."""


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
        """What a reader knows of it when it is hidden: a nobody that discloses nothing is always shown."""
        return 0 if self.sensitive or self.value == 0 or self.standing is Standing.UNSEEN else 1

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


def protect(cells: Mapping[Key, Cell], sums: Iterable[Sum], threshold: int = USUAL) -> frozenset[Key]:
    """The new cells to hide, so that no small one among all the cells can be told closer than the threshold, and none
    that is hidden can be worked out. Raises Refused; ValueError for sums that the cells do not keep.
    """
    if not LOWEST <= threshold <= HIGHEST:
        raise ValueError(f"the threshold is between {LOWEST} and {HIGHEST}")
    search = _Search(cells, tuple(sums), threshold)
    search.look_at_all()
    for key in search.guarded():
        search.make_safe(key)
    search.show_again_what_hides_nothing()
    return frozenset(key for key in search.hidden if cells[key].standing is Standing.NEW)


class _Search:
    """Hides until everything is safe. `seen` holds, for each hidden cell, the lowest and the highest value of it in
    the tables found so far that a reader could believe in: hiding more takes none of them away.
    """

    def __init__(self, cells: Mapping[Key, Cell], sums: Sequence[Sum], threshold: int) -> None:
        self.cells, self.threshold = cells, threshold
        self.order = {key: place for place, key in enumerate(cells)}
        self.bounds = [bound for one in sums for bound in _bounds(one)]
        self.of: dict[Key, list[int]] = {key: [] for key in cells}
        for place, bound in enumerate(self.bounds):
            bound.check(cells)
            for key in bound.factors:
                self.of[key].append(place)
        self.hidden = {
            key
            for key, cell in cells.items()
            if cell.standing in (Standing.HIDDEN, Standing.UNSEEN)
            or (cell.standing is Standing.NEW and cell.is_small(threshold))
        }
        self.seen = {key: (cell.value, cell.value) for key, cell in cells.items()}

    def guarded(self) -> list[Key]:
        """The hidden cells that must not be told, smallest first."""
        small = [key for key in self.hidden if self.cells[key].is_small(self.threshold)]
        return sorted(small, key=lambda key: (self.cells[key].people, self.order[key]))

    def look_at_all(self) -> None:
        """Look for a few tables in which everything guarded is far from what it is at once; most is safe with that."""
        left = self.guarded()
        while left:
            near = _Neighbourhood(self, left[0])
            both = [1 if place % 2 else -1 for place in range(len(left))]
            for up, down in ((1, 1), (-1, -1), (1, -1), (-1, 1)):
                signs = {
                    key: up if sign > 0 else down
                    for key, sign in zip(left, both, strict=True)
                    if key in near.column and not self._is_safe(key)
                }
                if signs:
                    near.solve(signs)
            left = [key for key in left if key not in near.column]

    def make_safe(self, key: Key) -> None:
        """Hide more until this cell is safe."""
        while not self._is_safe(key):
            pinning = self._look(key)
            if self._is_safe(key):
                return
            self.hidden.add(self._cheapest(key, pinning))

    def show_again_what_hides_nothing(self) -> None:
        """A cell that was hidden to protect another and can be worked out protects nothing: it is shown."""
        for key in sorted(self.hidden, key=lambda one: -self.order[one]):
            cell = self.cells[key]
            if cell.standing is Standing.NEW and not cell.is_small(self.threshold) and self._width(key) == 0:
                self._look(key)
                if self._width(key) == 0:
                    self.hidden.remove(key)

    def _width(self, key: Key) -> int:
        low, high = self.seen[key]
        return high - low

    def need(self, key: Key) -> int:
        """How far apart the values of this cell must lie."""
        return max(self.threshold, self.cells[key].spread)

    def _is_safe(self, key: Key) -> bool:
        return self._width(key) >= self.need(key)

    def _look(self, key: Key) -> list[float]:
        """Look for tables with this cell as high and as low as it can be; answers with how strongly each bound holds
        it there.
        """
        near = _Neighbourhood(self, key)
        pinning = [0.0] * len(self.bounds)
        for sign in (-1, 1):
            for place, weight in near.solve({key: sign}):
                pinning[place] = max(pinning[place], abs(weight))
            if self._is_safe(key):
                break
        return pinning

    def _cheapest(self, key: Key, pinning: Sequence[float]) -> Key:
        """The smallest cell in a bound that holds this one; else in one near by."""
        held = [place for place, weight in enumerate(pinning) if weight > _NEAR]
        for places in chain([held], self._wider(key)):
            candidates = {one for place in places for one in self.bounds[place].factors if self._can_hide(one)}
            if candidates:
                return min(candidates, key=lambda one: (self.cells[one].value, self.order[one]))
        raise Refused(key)

    def _wider(self, key: Key) -> Iterator[list[int]]:
        """The bounds of the cell, then those of the hidden cells in them, and so on."""
        known, front = {key}, [key]
        while front:
            places = list(dict.fromkeys(place for one in front for place in self.of[one]))
            yield places
            beyond = dict.fromkeys(one for place in places for one in self.bounds[place].factors)
            front = [one for one in beyond if one in self.hidden and one not in known]
            known.update(front)

    def _can_hide(self, key: Key) -> bool:
        cell = self.cells[key]
        return cell.standing is Standing.NEW and key not in self.hidden and (cell.value > 0 or cell.sensitive)


@dataclass(frozen=True)
class _Bound:
    """The cells with their factors add up to 0 (`exact`), or to 0 at most."""

    factors: Mapping[Key, int]
    exact: bool

    def check(self, cells: Mapping[Key, Cell]) -> None:
        total = sum(factor * cells[key].value for key, factor in self.factors.items())
        if total > 0 or (self.exact and total != 0):
            raise ValueError(f"these do not add up: {self.factors!r}")


def _bounds(one: Sum) -> Iterator[_Bound]:
    if len(set(one.parts)) != len(one.parts) or one.whole in one.parts:
        raise ValueError(f"a sum names each cell once: {one!r}")
    if one.exact or one.covers:
        yield _Bound({one.whole: 1} | dict.fromkeys(one.parts, -1), one.exact)
    if not one.exact:
        for part in one.parts:
            yield _Bound({part: 1, one.whole: -1}, exact=False)


class _Neighbourhood:
    """The hidden cells that hang together with one of them, as a linear programme; the others are constants."""

    def __init__(self, search: _Search, key: Key) -> None:
        self.search, self.key = search, key
        self.keys, self.places = self._connected()
        self.column = {one: place for place, one in enumerate(self.keys)}

    def _connected(self) -> tuple[list[Key], list[int]]:
        search = self.search
        keys: dict[Key, None] = {self.key: None}
        places: dict[int, None] = {}
        front = [self.key]
        while front:
            one = front.pop()
            for place in search.of[one]:
                if place not in places:
                    places[place] = None
                    for other in search.bounds[place].factors:
                        if other in search.hidden and other not in keys:
                            keys[other] = None
                            front.append(other)
        return list(keys), list(places)

    def solve(self, signs: Mapping[Key, int]) -> list[tuple[int, float]]:
        """These cells as high (-1) or as low (1) as they can be, but no further than makes them safe: what was found is
        added to what was seen. Answers with the places of the bounds that hold them, and how strongly.
        """
        from scipy.optimize import linprog

        wanted = [0.0] * len(self.keys)
        for key, sign in signs.items():
            wanted[self.column[key]] = sign
        matrices, limits = self._matrices(), self._limits(signs)
        answer = linprog(wanted, **matrices, bounds=limits, method="highs")
        if answer.status != 0:
            raise ArithmeticError(f"the linear programme ended with {answer.message}")
        if not self._note(answer.x):
            whole = linprog(wanted, **matrices, bounds=limits, method="highs", integrality=1)
            if whole.status != 0 or not self._note(whole.x):
                raise ArithmeticError(f"the whole-number programme ended with {whole.message}")
        equal = [place for place in self.places if self.search.bounds[place].exact]
        at_most = [place for place in self.places if not self.search.bounds[place].exact]
        return [
            *zip(equal, answer.eqlin.marginals, strict=True),
            *zip(at_most, answer.ineqlin.marginals, strict=True),
        ]

    def _limits(self, signs: Mapping[Key, int]) -> list[tuple[float, float | None]]:
        """From what a reader knows; these cells no further than where they are safe."""
        limits: list[tuple[float, float | None]] = [(self.search.cells[one].least, None) for one in self.keys]
        for key, sign in signs.items():
            low, high = self.search.seen[key]
            place, need = self.column[key], self.search.need(key)
            least = limits[place][0]
            limits[place] = (least, low + need) if sign < 0 else (max(least, high - need), None)
        return limits

    def _matrices(self) -> dict[str, Any]:
        from scipy.sparse import csr_array

        made: dict[str, Any] = {"A_eq": None, "b_eq": None, "A_ub": None, "b_ub": None}
        for exact, names in ((True, ("A_eq", "b_eq")), (False, ("A_ub", "b_ub"))):
            rows: list[int] = []
            columns: list[int] = []
            factors: list[int] = []
            right: list[int] = []
            for place in self.places:
                bound = self.search.bounds[place]
                if bound.exact is not exact:
                    continue
                known = 0
                for one, factor in bound.factors.items():
                    if one in self.column:
                        rows.append(len(right))
                        columns.append(self.column[one])
                        factors.append(factor)
                    else:
                        known += factor * self.search.cells[one].value
                right.append(-known)
            if right:
                shape = (len(right), len(self.keys))
                made[names[0]] = csr_array((factors, (rows, columns)), shape=shape)
                made[names[1]] = right
        return made

    def _note(self, found: Sequence[float]) -> bool:
        """Remember a table of whole numbers; False for one with fractions."""
        whole = [round(value) for value in found]
        if any(abs(value - near) > _NEAR for value, near in zip(found, whole, strict=True)):
            return False
        for one, value in zip(self.keys, whole, strict=True):
            low, high = self.search.seen[one]
            self.search.seen[one] = (min(low, value), max(high, value))
        return True
