"""Who tries to work out what is hidden: reads what was published as an outsider does, and shares no code with what hid.

Two ways. Rank: a hidden cell that the sums alone determine (exact fractions, no bounds). Width: how far apart the
lowest and the highest whole number lie that a hidden cell can have in any table that fits what is shown.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

FAR = 10_000
"""Nobody believes in more than so many of anything above what is shown."""


@dataclass(frozen=True)
class Known:
    """What a reader knows: numbers that are shown, for hidden ones the least that they can be, what adds up to what
    (whole, parts), what is the union of what, and which hidden ones stand as a mark in a table (others stand nowhere).
    """

    shown: Mapping[Hashable, int]
    hidden: Mapping[Hashable, int]
    sums: tuple[tuple[Hashable, tuple[Hashable, ...]], ...]
    unions: tuple[tuple[Hashable, tuple[Hashable, ...]], ...] = ()
    marked: frozenset[Hashable] = frozenset()


def solved(known: Known) -> dict[Hashable, int]:
    """The hidden cells whose value the sums alone give away."""
    columns = list(known.hidden)
    place = {key: number for number, key in enumerate(columns)}
    rows = []
    for whole, parts in known.sums:
        row = [Fraction(0)] * (len(columns) + 1)
        for key, factor in ((whole, 1), *((part, -1) for part in parts)):
            if key in place:
                row[place[key]] += factor
            else:
                row[-1] -= factor * known.shown[key]
        rows.append(row)
    found = {}
    for row in _reduced(rows, len(columns)):
        inside = [number for number in range(len(columns)) if row[number]]
        if len(inside) == 1:
            value = row[-1] / row[inside[0]]
            found[columns[inside[0]]] = int(value)
    return found


def _reduced(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """Gauss and Jordan: in the end each row has a column of its own."""
    rows = [row for row in rows if any(row)]
    done = 0
    for column in range(width):
        pivot = next((number for number in range(done, len(rows)) if rows[number][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        top = rows[done][column]
        rows[done] = [value / top for value in rows[done]]
        for number, row in enumerate(rows):
            if number != done and row[column]:
                factor = row[column]
                rows[number] = [one - factor * other for one, other in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


def widths(known: Known, keys: Iterable[Hashable]) -> dict[Hashable, tuple[int, int]]:
    """The lowest and the highest that each of these hidden cells can be."""
    facts = [fact for fact in _facts(known) if any(key in known.hidden for key in fact.factors)]
    found = {}
    for group in _hanging_together(known, facts):
        about = [fact for fact in facts if not group.isdisjoint(fact.factors)]
        asked = [key for key in keys if key in group]
        found.update(_ends(known, sorted(group, key=str), about, asked))
    return found


@dataclass(frozen=True)
class _Fact:
    """The factors times their cells lie between two numbers."""

    factors: Mapping[Hashable, int]
    least: float


def _facts(known: Known) -> list[_Fact]:
    facts = []
    for whole, parts in known.sums:
        facts.append(_Fact({whole: 1} | dict.fromkeys(parts, -1), 0))
    for whole, parts in known.unions:
        facts.append(_Fact({whole: 1} | dict.fromkeys(parts, -1), -np.inf))
        facts += [_Fact({part: 1, whole: -1}, -np.inf) for part in parts]
    return facts


def _hanging_together(known: Known, facts: list[_Fact]) -> list[set[Hashable]]:
    groups: dict[Hashable, set[Hashable]] = {key: {key} for key in known.hidden}
    for fact in facts:
        first, *others = [groups[key] for key in fact.factors if key in known.hidden]
        for other in others:
            if other is not first:
                first |= other
                groups |= dict.fromkeys(other, first)
    return list({id(group): group for group in groups.values()}.values())


def _ends(
    known: Known, columns: list[Hashable], facts: list[_Fact], keys: list[Hashable]
) -> dict[Hashable, tuple[int, int]]:
    place = {key: number for number, key in enumerate(columns)}
    matrix = np.zeros((len(facts), len(columns)))
    low, high = np.zeros(len(facts)), np.zeros(len(facts))
    for number, fact in enumerate(facts):
        known_part = sum(factor * known.shown[key] for key, factor in fact.factors.items() if key not in place)
        for key in fact.factors.keys() & place.keys():
            matrix[number, place[key]] = fact.factors[key]
        low[number], high[number] = fact.least - known_part, -known_part
    fits = [LinearConstraint(matrix, low, high)] if facts else []
    limits = Bounds([known.hidden[key] for key in columns], FAR)
    found = {}
    for key in keys:
        ends = []
        for sign in (1, -1):
            wanted = np.zeros(len(columns))
            wanted[place[key]] = sign
            answer = milp(wanted, constraints=fits, bounds=limits, integrality=np.ones(len(columns)))
            assert answer.status == 0, f"nothing fits what is shown: {answer.message}"
            ends.append(round(sign * answer.fun))
        found[key] = (ends[0], ends[1])
    return found


def worked_out(known: Known, small: Iterable[Hashable], threshold: int) -> dict[Hashable, tuple[int, int]]:
    """What can be told: a number behind a mark exactly, or a small one closer than the threshold."""
    guarded = dict.fromkeys(known.marked, 1) | dict.fromkeys((key for key in small if key in known.hidden), threshold)
    told: dict[Hashable, tuple[int, int]] = {
        key: (value, value) for key, value in solved(known).items() if key in guarded
    }
    rest = [key for key in guarded if key not in told]
    return told | {key: ends for key, ends in widths(known, rest).items() if ends[1] - ends[0] < guarded[key]}
