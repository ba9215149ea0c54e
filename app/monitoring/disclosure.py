"""Small numbers cannot be worked out (rule R23): which cells of tables that are published together must be hidden.

Every hidden cell is a variable, every sum an equation. A small cell is safe when the tables that a reader could draw
up for themself, all as true to what is shown, give it values that lie a threshold apart. While one is pinned closer
than that, the cheapest cell that pins it is hidden too. What was published before stands as it was, shown or hidden.
The reckoning is `programme`'s.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from app.monitoring.cells import HIGHEST, LOWEST, USUAL, Cell, Key, Refused, Standing, Sum, a_mark_can_be_nobody
from app.monitoring.programme import Bound, Everything, Programme

DIGITS = 6
"""In so many ways cells are parted when they are looked at together."""
IN_VAIN = 4
"""After so many tables that made nothing safe each is looked at by itself."""
NEARBY = (150, 600)
"""So many cells around one, or so many more, mostly tell whether it is safe."""
SIGN_OF_LIFE = 25
"""After so many cells, or tables, whoever waits is told that the search goes on."""


def protect(
    cells: Mapping[Key, Cell],
    sums: Iterable[Sum],
    threshold: int = USUAL,
    goes_on: Callable[[], None] = lambda: None,
) -> frozenset[Key]:
    """The new cells to hide, so that no small one among all the cells can be told closer than the threshold, and none
    that is hidden can be worked out. Nobody is hidden only where nothing else is left to hide: then no mark of the new
    cells says that there is somebody (`a_mark_can_be_nobody`). `goes_on` is called now and then. Raises Refused;
    ValueError for sums that the cells do not keep.
    """
    if not LOWEST <= threshold <= HIGHEST:
        raise ValueError(f"the threshold is between {LOWEST} and {HIGHEST}")
    search = _Search(cells, tuple(sums), threshold, goes_on)
    search.look_at_all()
    search.make_all_safe()
    search.show_again_what_hides_nothing()
    search.let_a_mark_be_nobody()
    return frozenset(key for key in search.hidden if cells[key].standing is Standing.NEW)


class _Search:
    """Hides until everything is safe. `seen` holds, for each hidden cell, the lowest and the highest value of it in
    the tables found so far that a reader could believe in: hiding more takes none of them away.
    """

    def __init__(
        self, cells: Mapping[Key, Cell], sums: Sequence[Sum], threshold: int, goes_on: Callable[[], None]
    ) -> None:
        self.cells, self.threshold, self.goes_on = cells, threshold, goes_on
        self.hides_nobody = False
        self.near: dict[Key, _Neighbourhood] = {}
        self.order = {key: place for place, key in enumerate(cells)}
        self.bounds = [bound for one in sums for bound in _bounds(one, cells)]
        self.of: dict[Key, list[int]] = {key: [] for key in cells}
        for place, bound in enumerate(self.bounds):
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
        """Look for tables in which everything guarded is far from what it is at once; most is safe with that."""
        left = self.guarded()
        while left:
            near = self.neighbourhood(left[0])
            self._look_together(near, [key for key in left if key in near.column])
            left = [key for key in left if key not in near.column]

    def _look_together(self, near: "_Neighbourhood", keys: Sequence[Key]) -> None:
        """Each time parted in another way into those to be high and those to be low, by a binary digit of their place,
        until that makes no more of them safe.
        """
        turns = in_vain = 0
        while in_vain < IN_VAIN and (left := [key for key in keys if not self._is_safe(key)]):
            digit, up = divmod(turns % (2 * DIGITS), 2)
            signs = {key: 1 if place >> digit & 1 == up else -1 for place, key in enumerate(left)}
            near.solve(signs)
            if all(not self._is_safe(key) for key in left):
                near.solve_in_whole_numbers(signs)
            turns += 1
            in_vain = in_vain + 1 if all(not self._is_safe(key) for key in left) else 0
            if turns % SIGN_OF_LIFE == 0:
                self.goes_on()

    def make_all_safe(self) -> None:
        """Hide more until everything guarded is safe."""
        for place, key in enumerate(self.guarded()):
            if place % SIGN_OF_LIFE == 0:
                self.goes_on()
            self.make_safe(key)

    def make_safe(self, key: Key) -> None:
        """Hide more until this cell is safe."""
        while not self._is_safe(key):
            held = self._look(key, self.need(key))
            if self._is_safe(key):
                return
            self._hide(self._cheapest(key, held))

    def show_again_what_hides_nothing(self) -> None:
        """A cell that was hidden to protect another and can be worked out protects nothing: it is shown."""
        for key in sorted(self.hidden, key=lambda one: -self.order[one]):
            cell = self.cells[key]
            if cell.standing is Standing.NEW and not cell.is_small(self.threshold) and self._width(key) == 0:
                self._look(key, 1)
                if self._width(key) == 0:
                    self._show(key)

    def let_a_mark_be_nobody(self) -> None:
        """Where the search needed marks that can be nobody, one of them is; raises Refused where none can be."""
        new = [key for key in self.order if self._is_new(key)]
        if not self.hides_nobody or a_mark_can_be_nobody(self.cells[key] for key in new if key in self.hidden):
            return
        for key in (one for one in new if self.cells[one].is_nobody):
            self._hide(key)
            self._look(key, 1)
            if self._width(key):
                return
            self._show(key)
        raise Refused(new[0])

    def least(self, key: Key) -> int:
        """What a reader knows of a hidden cell."""
        return 0 if self.hides_nobody and self._is_new(key) else self.cells[key].least

    def neighbourhood(self, key: Key) -> "_Neighbourhood":
        """What hangs together with a hidden cell now."""
        if key not in self.near:
            keys, places = self._around(key, len(self.order) + 1)
            near = _Neighbourhood(self, keys, places)
            self.near |= dict.fromkeys(near.keys, near)
        return self.near[key]

    def _around(self, key: Key, enough: int) -> tuple[list[Key], list[int]]:
        """The hidden cells that hang together with one of them, the nearest first, until there are enough, and the
        bounds by which they do.
        """
        keys: dict[Key, None] = {key: None}
        places: dict[int, None] = {}
        front = deque([key])
        while front and len(keys) < enough:
            for place in self.of[front.popleft()]:
                if place not in places:
                    places[place] = None
                    more = [one for one in self.bounds[place].factors if one in self.hidden and one not in keys]
                    keys |= dict.fromkeys(more)
                    front.extend(more)
        return list(keys), list(places)

    def _hide(self, key: Key) -> None:
        self.hidden.add(key)
        self._forget(key)
        if self.cells[key].is_nobody and not self.hides_nobody:
            self.hides_nobody = True
            self.near.clear()

    def _show(self, key: Key) -> None:
        self.hidden.remove(key)
        self._forget(key)

    def _forget(self, key: Key) -> None:
        """What hung together with this cell, or does now, is looked for anew."""
        for place in self.of[key]:
            for one in self.bounds[place].factors:
                if one in self.near:
                    for other in self.near[one].keys:
                        del self.near[other]

    def _is_new(self, key: Key) -> bool:
        return self.cells[key].standing is Standing.NEW

    def _width(self, key: Key) -> int:
        low, high = self.seen[key]
        return high - low

    def need(self, key: Key) -> int:
        """How far apart the values of this cell must lie."""
        return max(self.threshold, self.cells[key].spread)

    def _is_safe(self, key: Key) -> bool:
        return self._width(key) >= self.need(key)

    def _look(self, key: Key, wide: int) -> list[int]:
        """Look for tables with this cell as high and as low as it can be, until its values lie so far apart; answers
        with the bounds that hold it. Most is found out among the cells around it.
        """
        held: list[int] = []
        for enough in (*NEARBY, len(self.order) + 1):
            loose, near = self._near_by(key, enough)
            low, held = self.least(key), []
            if low < self.seen[key][0]:
                low, held = loose.solve({key: 1})
            high, others = loose.solve({key: -1})
            held = sorted({*held, *others})
            could_be = -high - low
            for sign, end in ((-1, high), (1, low)):
                if could_be >= wide > self._width(key) and end < min(sign * one for one in self.seen[key]):
                    near.solve_in_whole_numbers({key: sign})
            if could_be < wide or self._width(key) >= wide or loose is near:
                break
        return held

    def _near_by(self, key: Key, enough: int) -> tuple["_Neighbourhood", "_Neighbourhood"]:
        """The cells around one twice: held by the bounds between them alone, and by all. Where that is everything that
        hangs together, the two are the same.
        """
        if enough <= len(self.order):
            keys, places = self._around(key, enough)
            if len(keys) >= enough:
                whole = list(dict.fromkeys(place for one in keys for place in self.of[one]))
                return _Neighbourhood(self, keys, places, is_all=False), _Neighbourhood(self, keys, whole)
        every = self.neighbourhood(key)
        return every, every

    def _cheapest(self, key: Key, held: Sequence[int]) -> Key:
        """The smallest cell in a bound that holds this one; else in one near by. Nobody, where there is no other."""
        for is_nobody in (False, True):
            for places in chain([held], self._wider(key)):
                candidates = {
                    one
                    for place in places
                    for one in self.bounds[place].factors
                    if self._can_hide(one) and self.cells[one].is_nobody is is_nobody
                }
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
        return self._is_new(key) and key not in self.hidden

    @cached_property
    def everything(self) -> Everything:
        """Every cell and every bound in numbers."""
        bounds = (
            Bound({self.order[key]: factor for key, factor in one.factors.items()}, one.left, one.exact)
            for one in self.bounds
        )
        return Everything([cell.value for cell in self.cells.values()], list(bounds))


@dataclass(frozen=True)
class _Bound:
    """The cells with their factors add up to 0 (`exact`), or to 0 at most; `left`: how much they are below it."""

    factors: Mapping[Key, int]
    exact: bool
    left: int


def _bounds(one: Sum, cells: Mapping[Key, Cell]) -> Iterator[_Bound]:
    if len(set(one.parts)) != len(one.parts) or one.whole in one.parts:
        raise ValueError(f"a sum names each cell once: {one!r}")
    if one.exact or one.covers:
        yield _bound({one.whole: 1} | dict.fromkeys(one.parts, -1), one.exact, cells)
    if not one.exact:
        for part in one.parts:
            yield _bound({part: 1, one.whole: -1}, False, cells)


def _bound(factors: Mapping[Key, int], exact: bool, cells: Mapping[Key, Cell]) -> _Bound:
    left = -sum(factor * cells[key].value for key, factor in factors.items())
    if left < 0 or (exact and left):
        raise ValueError(f"these do not add up: {factors!r}")
    return _Bound(factors, exact, left)


class _Neighbourhood:
    """Some hidden cells and bounds as a programme; other cells are constants. `is_all`: no bound of theirs is left
    out, so what is found is a table.
    """

    def __init__(self, search: _Search, keys: Sequence[Key], places: Iterable[int], *, is_all: bool = True) -> None:
        self.search, self.keys, self.is_all = search, keys, is_all
        self.places = list(places)
        self.column = {one: place for place, one in enumerate(self.keys)}

    def solve(self, signs: Mapping[Key, int]) -> tuple[int, list[int]]:
        """These cells as high (-1) or as low (1) as they can be, but no further than makes them safe: what was found is
        added to what was seen, where it is whole numbers. Answers with what the cells with their signs add up to at
        least, and with the bounds that hold them.
        """
        found = self.programme.seek(*self._asked(signs))
        self._note(found.others)
        return found.least, [self.places[place] for place in found.held]

    def solve_in_whole_numbers(self, signs: Mapping[Key, int]) -> None:
        """The same in whole numbers."""
        self._note(self.programme.seek_whole(*self._asked(signs)))

    @cached_property
    def programme(self) -> Programme:
        """The same in numbers."""
        search = self.search
        order, least = [search.order[one] for one in self.keys], [search.least(one) for one in self.keys]
        return search.everything.some(order, self.places, least)

    def _asked(self, signs: Mapping[Key, int]) -> tuple[dict[int, int], dict[int, int]]:
        """What is sought, and how far: to where these cells are safe."""
        until = {}
        for key, sign in signs.items():
            low, high = self.search.seen[key]
            need = self.search.need(key)
            until[self.column[key]] = low + need if sign < 0 else high - need
        return {self.column[key]: sign for key, sign in signs.items()}, until

    def _note(self, others: Mapping[int, int]) -> None:
        """Remember a table, by what is other in it than in the true one."""
        if not self.is_all:
            return
        seen = self.search.seen
        for place, value in others.items():
            low, high = seen[self.keys[place]]
            seen[self.keys[place]] = (min(low, value), max(high, value))
