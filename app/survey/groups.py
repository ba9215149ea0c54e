"""Who is counted together, so that no table speaks of a few people. Plain rules, no database.

Where an effort is at one centre alone, its answers taken from the centre's leave those of a few people, although each
table by itself speaks of many. Such an effort is counted with the others too.

A centre or effort with fewer than ten answers joins the others; the others are at least two, with ten answers between
them, else the next smallest joins them too. Where only one group is left, there is no table: it would be the total.
"""

from collections.abc import Mapping

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


def nested(efforts: Mapping[int, frozenset[int]], centres: Mapping[int, frozenset[int]]) -> frozenset[int]:
    """Which efforts' answers lie within a centre's, or the other way round, and leave fewer than ten when the one is
    taken from the other. Each group is the set of its answers.
    """
    return frozenset(
        effort
        for effort, these in efforts.items()
        for those in centres.values()
        if (these <= those or those <= these) and len(these ^ those) < LEAST
    )
