"""Cells and what holds between them: whatever somebody who has all that was released could reckon with. Plain objects.

Records are corrected between two releases, so a sum need not hold any more; then those by whom it is wrong are guarded.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from app.monitoring.cells import HIGHEST, Cell, Key, Standing, Sum
from app.monitoring.grid import Place


class At(NamedTuple):
    """A cell among everything that was ever released; the version is that of the indicator's definition."""

    period: str
    indicator: str
    version: int
    place: Place


class Apart(NamedTuple):
    """Those who are in one cell and not in the other; no table shows them."""

    whole: Key
    part: Key


class Together(NamedTuple):
    """Cells added up, that no table adds up."""

    parts: tuple[Key, ...]


class How(StrEnum):
    """What holds between a whole and its parts.

    ADDED: they add up to it; a single part is the same figure. UNION: whoever is in it is in at least one of them, and
    they are in it. INSIDE: each is in it, and those who are not are guarded as well. AT_MOST: it is no more than all of
    them together.
    """

    ADDED = "added"
    UNION = "union"
    INSIDE = "inside"
    AT_MOST = "at_most"


@dataclass(frozen=True)
class Link:
    """What holds between figures of several tables of a period. Several in the whole are added up."""

    whole: tuple[At, ...]
    parts: tuple[At, ...]
    how: How


@dataclass
class Linked:
    """Cells and sums; what is added that was there before stays as it was. `added`: what is added up over time."""

    cells: dict[Key, Cell] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    added: set[At] = field(default_factory=set)

    def add(self, one: Sum) -> None:
        """Add a sum. Where records were corrected between two releases it may not hold any more: then those by whom
        it is wrong are few, and guarded like others.
        """
        if not one.parts or not self._has(one.whole, *one.parts):
            return
        if one.exact:
            self._add_exact(one)
            return
        whole = self.cells[one.whole].value
        for part in one.parts:
            if self.cells[part].value > whole:
                self.add_part(part, one.whole)
            else:
                self._add_inside(one.whole, part, sensitive=False)
        inside = tuple(part for part in one.parts if self.cells[part].value <= whole)
        if inside and one.covers and sum(self.cells[part].value for part in inside) >= whole:
            self.sums.append(Sum(one.whole, inside, exact=False))

    def add_part(self, whole: Key, part: Key) -> None:
        """Whoever is in the part is in the whole; those who are not are guarded as well."""
        self._add_inside(whole, part, self.cells[part].sensitive)

    def _add_inside(self, whole: Key, part: Key, sensitive: bool) -> None:
        """`sensitive`: that nobody is in the one and not in the other tells something, too."""
        rest = self.cells[whole].value - self.cells[part].value
        if rest < 0 or whole == part:
            return
        apart = Apart(whole, part)
        cell = Cell(rest, rest, sensitive, standing=Standing.UNSEEN)
        if not cell.is_small(HIGHEST):
            self.sums.append(Sum(whole, (part,), exact=False, covers=False))
        elif apart not in self.cells or sensitive:
            self.cells[apart] = cell
            self.sums.append(Sum(whole, (part, apart)))

    def add_same(self, one: Key, other: Key) -> None:
        """They are one figure. Where records were corrected between two releases it has changed a little: then what was
        hidden before is hidden again.
        """
        wider, narrower = sorted((one, other), key=lambda key: -self.cells[key].value)
        off = self.cells[wider].value - self.cells[narrower].value
        if off == 0:
            self.sums.append(Sum(one, (other,)))
            return
        self.add_part(wider, narrower)
        standing = {self.cells[key].standing: key for key in (one, other)}
        if off < HIGHEST and Standing.NEW in standing and standing.keys() & {Standing.HIDDEN, Standing.UNSEEN}:
            new = standing[Standing.NEW]
            self.cells[new] = replace(self.cells[new], standing=Standing.HIDDEN)

    def add_link(self, link: Link) -> None:
        """Add what holds between figures of several tables, where all are there."""
        if not self._has(*link.whole, *link.parts):
            return
        if link.how is How.AT_MOST:
            self._add_at_most(link.whole, link.parts)
        elif link.how is How.INSIDE:
            for part in link.parts:
                self.add_part(link.whole[0], part)
        elif link.how is How.ADDED and len(link.parts) == 1:
            self.add_same(link.whole[0], link.parts[0])
        else:
            self.add(Sum(link.whole[0], link.parts, exact=link.how is How.ADDED))

    def _has(self, *keys: Key) -> bool:
        return all(key in self.cells for key in keys)

    def _add_at_most(self, less: tuple[Key, ...], more: tuple[Key, ...]) -> None:
        """What the one lacks of the other tells of nobody."""
        rest = sum(self.cells[key].value for key in more) - sum(self.cells[key].value for key in less)
        if rest < 0:
            return
        whole = more[0]
        if len(more) > 1:
            whole = self._of_nobody(Together(more), sum(self.cells[key].value for key in more))
            self.sums.append(Sum(whole, more))
        self.sums.append(Sum(whole, (*less, self._of_nobody(Apart(whole, less), rest))))

    def _of_nobody(self, key: Key, value: int) -> Key:
        """A number that no table shows and that need not be hidden."""
        self.cells[key] = Cell(value, HIGHEST if value else 0, standing=Standing.UNSEEN)
        return key

    def _add_exact(self, one: Sum) -> None:
        parts = tuple(part for part in one.parts if part != one.whole)
        off = self.cells[one.whole].value - sum(self.cells[part].value for part in parts)
        if off == 0:
            self.sums.append(Sum(one.whole, parts))
        elif off > 0:
            self._with_rest(one.whole, parts, off)
        elif len(parts) == 1:
            self._with_rest(parts[0], (one.whole,), -off)

    def _with_rest(self, whole: Key, parts: tuple[Key, ...], off: int) -> None:
        rest = Apart(whole, parts)
        self.cells[rest] = Cell(off, off, standing=Standing.UNSEEN)
        self.sums.append(Sum(whole, (*parts, rest)))
