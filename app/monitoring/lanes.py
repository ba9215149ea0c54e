"""Sets of citizens as the figures keep them: a number for each citizen, so that periods can be put together.

Heads are counted once, so the figures of days cannot be added up. A *lane* is a small number for one citizen: which
challenges were talked about, say, a bit for each. The lanes of a block of citizens stand bit by bit in one long
integer, so that laying two periods over each other is one OR, and counting a row is one count of bits. Plain objects.
"""

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

BITS = 15
_ENTRY = struct.Struct("<IH")


class Span(StrEnum):
    """How long a time one kept set covers."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    EVER = "ever"


EVER_SINCE = date(1, 1, 1)


def first_day(span: Span, day: date) -> date:
    """The first day of the span that this day lies in."""
    return {Span.DAY: day, Span.MONTH: day.replace(day=1), Span.YEAR: day.replace(month=1, day=1)}.get(span, EVER_SINCE)


def pieces(first: date, last: date) -> Iterator[tuple[Span, date, date]]:
    """The days from first to last, both included, in as few spans as possible: (span, first start, last start)."""
    end = last + timedelta(days=1)
    months, after_months = _next(first, 1), end.replace(day=1)
    if months >= after_months:
        yield Span.DAY, first, last
        return
    if first < months:
        yield Span.DAY, first, months - timedelta(days=1)
    years, after_years = _next(months, 12), after_months.replace(month=1)
    if years >= after_years:
        yield Span.MONTH, months, after_months - timedelta(days=1)
    else:
        if months < years:
            yield Span.MONTH, months, years - timedelta(days=1)
        yield Span.YEAR, years, after_years - timedelta(days=1)
        if after_years < after_months:
            yield Span.MONTH, after_years, after_months - timedelta(days=1)
    if after_months < end:
        yield Span.DAY, after_months, last


def starts(first: date, last: date) -> Iterator[tuple[Span, date]]:
    """The same spans one by one: each with its first day."""
    for span, start, last_start in pieces(first, last):
        while start <= last_start:
            yield span, start
            start = _after(span, start)


@dataclass(frozen=True)
class Shape:
    """How the lanes of so many citizens stand in a block: all first bits, then all second ones, and so on."""

    citizens: int

    def block_of(self, citizen_id: int) -> int:
        """The block that keeps a citizen."""
        return citizen_id // self.citizens

    def with_lanes(self, kept: int, lanes: Mapping[int, int]) -> int:
        """A block with these citizens' lanes instead of what they were."""
        every = _spread(self, 2**BITS - 1)
        for citizen_id, lane in lanes.items():
            place = citizen_id % self.citizens
            kept = kept & ~(every << place) | _spread(self, lane) << place
        return kept

    def with_bits(self, kept: int, lanes: Mapping[int, int]) -> int:
        """A block with these bits in addition to what was there."""
        for citizen_id, lane in lanes.items():
            kept |= _spread(self, lane) << citizen_id % self.citizens
        return kept

    def laid_over(self, older: int, newer: int) -> int:
        """A block in which a newer lane takes the place of an older one, where there is a newer one at all."""
        said, rest = 0, newer
        while rest:
            said |= rest & self._everybody
            rest >>= self.citizens
        for number in range(self._bits_of(older)):
            older &= ~(said << number * self.citizens)
        return older | newer

    def bit(self, kept: int, number: int) -> int:
        """The citizens of a block whose lane has this bit (numbered from 0), a bit for each."""
        return kept >> number * self.citizens & self._everybody

    def bits(self, kept: int) -> list[int]:
        """For each bit of a lane that anybody in the block has, who has it."""
        return [self.bit(kept, number) for number in range(self._bits_of(kept))]

    def lane_is(self, having: list[int], lane: int) -> int:
        """The citizens of a block (given as `bits`) whose lane is exactly this number, a bit for each."""
        if lane >> len(having):
            return 0
        found = self._everybody
        for number, has in enumerate(having):
            found &= has if lane >> number & 1 else ~has
        return found

    def blocks(self, lanes: Iterable[tuple[int, int]]) -> dict[int, int]:
        """Lanes of citizens as blocks. Byte by byte, since a long integer is made anew with each bit."""
        found: dict[int, bytearray] = {}
        for citizen_id, lane in lanes:
            block, place = divmod(citizen_id, self.citizens)
            starts = _starts(self, lane)
            kept = found.setdefault(block, bytearray())
            if starts and starts[-1] >= len(kept):
                kept.extend(bytes(starts[-1] + self.citizens // 8 - len(kept)))
            byte, has = place >> 3, 1 << (place & 7)
            for start in starts:
                kept[start + byte] |= has
        return {block: unpacked(bytes(kept)) for block, kept in found.items()}

    def regrouped(self, people: Mapping[int, int], into: "Shape") -> dict[int, int]:
        """First bits in blocks of another length."""
        found: dict[int, int] = {}
        for block, kept in people.items():
            if self.citizens > into.citizens:
                parts = self.citizens // into.citizens
                found |= {block * parts + part: into.bit(kept, part) for part in range(parts)}
            else:
                longer, part = divmod(block, into.citizens // self.citizens)
                found[longer] = found.get(longer, 0) | kept << part * self.citizens
        return found

    @property
    def _everybody(self) -> int:
        return _first_bits(self.citizens)

    def _bits_of(self, kept: int) -> int:
        return -(-kept.bit_length() // self.citizens)


SEEN, SHORT, HEADS = Shape(1024), Shape(2048), Shape(8192)
"""For lanes of up to 15 bits, of a few, and of one; each length is the other's multiple. A block has 2,000 bytes or so
at most, which both databases keep inside the row.
"""


def split(having: list[int], people: int) -> dict[int, int]:
    """These people (a bit for each) by their lane, in a block given as `bits`; those without a lane left out."""
    found = {0: people}
    for number, has in enumerate(having):
        for lane, group in list(found.items()):
            with_bit = group & has
            if with_bit:
                found[lane | 1 << number] = with_bit
                found[lane] = group & ~has
    del found[0]
    return {lane: group for lane, group in found.items() if group}


def packed(kept: int) -> bytes:
    """A block as the database keeps it."""
    return kept.to_bytes((kept.bit_length() + 7) // 8, "little")


def unpacked(kept: bytes) -> int:
    """A block as the database kept it."""
    return int.from_bytes(kept, "little")


def packed_day(lanes: Mapping[int, int]) -> bytes:
    """A day as the database keeps it: a day has few citizens, so each stands there by number."""
    return b"".join(_ENTRY.pack(citizen_id, lane) for citizen_id, lane in sorted(lanes.items()) if lane)


def unpacked_day(kept: bytes) -> Iterator[tuple[int, int]]:
    """A day as the database kept it: (citizen, lane)."""
    return _ENTRY.iter_unpack(kept)


@cache
def _first_bits(citizens: int) -> int:
    return (1 << citizens) - 1


@cache
def _spread(shape: Shape, lane: int) -> int:
    """The bits of a lane as far apart as they stand in a block."""
    return sum(1 << 8 * start for start in _starts(shape, lane))


def _after(span: Span, start: date) -> date:
    """The first day of the next span of this length."""
    if span is Span.YEAR:
        return date(start.year + 1, 1, 1)
    return start + timedelta(days=1) if span is Span.DAY else (start + timedelta(days=31)).replace(day=1)


def _next(day: date, months: int) -> date:
    """This day, if a month (or a year, for 12) begins on it; else the next on which one does."""
    begins = day.replace(day=1) if months == 1 else day.replace(month=1, day=1)
    if begins == day:
        return day
    return date(begins.year + 1, 1, 1) if months == 12 or begins.month == 12 else begins.replace(month=begins.month + 1)


@cache
def _starts(shape: Shape, lane: int) -> tuple[int, ...]:
    """The first byte, in a block, of each bit of a lane."""
    if lane >> BITS:
        raise ValueError(f"a lane has {BITS} bits; {lane} does not fit")
    return tuple(number * shape.citizens // 8 for number in range(BITS) if lane >> number & 1)
