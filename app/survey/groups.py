"""Who is counted together, so that no table speaks of a few people. Plain rules, no database.

Where an effort is at one centre alone, its answers taken from the centre's leave those of a few people, although each
table by itself speaks of many. Such an effort is counted with the others too; and so is one of several that are
together at the same centres.

A centre or effort with fewer than ten answers joins the others; the others are at least two, with ten answers between
them, else the next smallest joins them too. Where only one group is left, there is no table: it would be the total.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

LEAST = 10
"""Answers behind any figure."""
LEAST_OTHERS = 2
"""Members of «the others», so that what is said of them is said of no single one."""


def others(answers: Mapping[int, int], never_alone: frozenset[int] = frozenset()) -> frozenset[int] | None:
    """Which members are counted together as the others, of so many answers each; `never_alone` always are. None where
    no table can be shown at all.
    """
    present = {member: number for member, number in answers.items() if number}
    joined = {member for member, number in present.items() if number < LEAST or member in never_alone}
    rest = sorted(set(present) - joined, key=lambda member: (present[member], member))
    while joined and (len(joined) < LEAST_OTHERS or sum(present[member] for member in joined) < LEAST):
        if not rest:
            return None
        joined.add(rest.pop(0))
    groups = len(rest) + bool(joined)
    return frozenset(joined) if groups > 1 else None


def told(efforts: Mapping[int, frozenset[int]], centres: Mapping[int, frozenset[int]]) -> int | None:
    """An effort that must be counted with the others: alone or together with some others its answers lie within those
    of some centres, or the other way round, and leave fewer than ten when the ones are taken from the others. Each
    group is the set of its answers; `efforts` are those that stand alone, `centres` all of the other table.
    """
    alone = sorted((one for one in efforts if _is_many(efforts[one])), key=lambda one: (len(efforts[one]), one))
    for number in range(1, len(alone) + 1):
        for some in combinations(alone, number):
            these = _union(efforts[one] for one in some)
            around = frozenset(centre for centre, those in centres.items() if those & these)
            inside = frozenset(centre for centre, those in centres.items() if those <= these)
            if any(_leaves_few(these, centres, which) for which in (around, inside)):
                return some[0]
    return None


def _leaves_few(these: frozenset[int], centres: Mapping[int, frozenset[int]], which: frozenset[int]) -> bool:
    """Whether these answers and those of some centres can be taken from each other, and leave fewer than ten. All
    centres are the total, which is not kept from anybody.
    """
    some = [those for centre, those in centres.items() if centre in which]
    rest = [those for centre, those in centres.items() if centre not in which]
    if not some or not rest or not (all(map(_is_many, some)) or all(map(_is_many, rest))):
        return False
    return len(_union(some) ^ these) < LEAST


def _is_many(group: frozenset[int]) -> bool:
    return len(group) >= LEAST


def _union(groups: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset[int]().union(*groups)
