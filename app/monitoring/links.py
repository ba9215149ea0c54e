"""Which figures of different indicators are the same, or add up to one another: what a reader can lay side by side."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import permutations, product

from app.citizens.challenge import Challenge
from app.citizens.models import NOT_NOTED
from app.courses.queries import ABOUT_ADDICTION
from app.monitoring import defining
from app.monitoring.grid import BASE, Place
from app.monitoring.indicators import ALL
from app.monitoring.models import Group
from app.monitoring.reckoning import At, How, Link
from app.monitoring.work import TALKS as OF_DEPARTMENT

Row = tuple[str, str]
"""An indicator and one of its rows."""
Stands = Mapping[tuple[str, int], Collection[Place]]
"""The places of each table of a period, by its indicator and the version of its definition."""

EVERYBODY = ("citizens", "citizens")
TALKS = ("conversations", "conversations")
WITH_RECORD = ("conversations", "with_record")
GROUPS, CHALLENGES, ADDICTION = "challenge_groups", "challenges", "addiction"
LIVED_ON = ("income_groups", "income")
ADDED: tuple[tuple[Row, tuple[Row, ...]], ...] = (
    (EVERYBODY, ((CHALLENGES, BASE),)),
    (EVERYBODY, ((GROUPS, BASE),)),
    (EVERYBODY, (("income", BASE), ("income", NOT_NOTED))),
    (EVERYBODY, (("income_groups", BASE), ("income_groups", NOT_NOTED))),
    (EVERYBODY, (("known_before", BASE), ("known_before", NOT_NOTED))),
    (("income", BASE), (("income_groups", BASE),)),
    ((CHALLENGES, BASE), ((GROUPS, BASE),)),
    (TALKS, (("recurrence", BASE),)),
    (TALKS, (("settled", BASE),)),
    (TALKS, (("brought_by", BASE),)),
    (("bridges", BASE), (("destinations", BASE),)),
    ((ADDICTION, "courses"), (("deadline", BASE),)),
    (("citizens", "contacts"), (("load", "contacts"),)),
    (("load", "contact_minutes"), (("skp_hours", "used"),)),
)
"""A row, and the rows of another indicator that it is the same as, or the sum of."""
INSIDE: tuple[tuple[Row, tuple[Row, ...]], ...] = (
    (EVERYBODY, ((ADDICTION, "talked"),)),
    ((ADDICTION, "wished"), ((ADDICTION, "began"),)),
    (TALKS, (("health", "talks"),)),
)
"""A row, and those that are in it: how many are not is a figure, too."""
AT_MOST: tuple[tuple[tuple[Row, ...], tuple[Row, ...]], ...] = (
    ((("citizens", "contacts_without_record"),), (("citizens", "people_without_record"),)),
    ((("waiting", "conversation"), ("waiting", "conversation_direct")), (EVERYBODY,)),
    ((("waiting", "conversation"), ("waiting", "conversation_direct")), (WITH_RECORD,)),
    ((EVERYBODY,), (("citizens", "contacts_named"), WITH_RECORD)),
)
"""Rows that are together no more than others together: each contact without a name was with somebody, a first talk is
a talk, and whoever counts had a contact or a talk."""


def links(code: str, stands: Stands) -> list[Link]:
    """What holds between these tables of a period, in each column that they share."""
    wanted = [
        *(((whole,), parts, How.ADDED) for whole, parts in ADDED),
        *(((whole,), parts, How.INSIDE) for whole, parts in INSIDE),
        *((less, more, How.AT_MOST) for less, more in AT_MOST),
    ]
    found = [link for one in wanted for link in _in_each_column(code, stands, *one)]
    return [
        *found,
        *_of_groups(code, stands),
        *_of_what_was_talked_about(code, stands),
        *_of_departments(code, stands),
    ]


def _in_each_column(
    code: str, stands: Stands, whole: tuple[Row, ...], parts: tuple[Row, ...], how: How
) -> Iterator[Link]:
    """By each version of each definition."""
    keys = list(dict.fromkeys(key for key, _row in (*whole, *parts)))
    for versions in product(*(_versions(stands, key) for key in keys)):
        of = dict(zip(keys, versions, strict=True))
        for column in _columns(stands, of.items()):
            one, some = (tuple(_at(code, key, of[key], row, column) for key, row in rows) for rows in (whole, parts))
            yield Link(one, some, how)


def _of_groups(code: str, stands: Stands) -> Iterator[Link]:
    """A group of incomes is its incomes added up."""
    groups, incomes = LIVED_ON
    for version, of in product(_versions(stands, groups), _versions(stands, incomes)):
        for group, column in product(_groups_of(groups, version), _columns(stands, [(groups, version), (incomes, of)])):
            parts = [_at(code, incomes, of, one.member, column) for one in group.members]
            parts = [part for part in parts if part.place in stands[incomes, of]]
            yield Link((_at(code, groups, version, group.key, column),), tuple(parts), How.ADDED)


def _of_what_was_talked_about(code: str, stands: Stands) -> Iterator[Link]:
    """A group is whoever talked about something of it, by whichever definition and on whichever page; so one can be
    another's part.
    """
    rows = dict(_talked_about(stands))
    for (key, version, row), members in rows.items():
        for of in _versions(stands, CHALLENGES) if len(members) > 1 else ():
            for column in _columns(stands, [(key, version), (CHALLENGES, of)]):
                parts = tuple(_at(code, CHALLENGES, of, one, column) for one in sorted(members))
                yield Link((_at(code, key, version, row, column),), parts, How.UNION)
    for (one, its), (other, others) in permutations(rows.items(), 2):
        is_same = its == others and one < other
        if is_same or (len(others) > 1 and others < its):
            for column in _columns(stands, [one[:2], other[:2]]):
                ends = (_at(code, *one, column),), (_at(code, *other, column),)
                yield Link(*ends, How.ADDED if is_same else How.INSIDE)


def _talked_about(stands: Stands) -> Iterator[tuple[tuple[str, int, str], frozenset[str]]]:
    """Indicator, version and row of whatever counts citizens who talked about something; and about which challenges."""
    for key, version in stands:
        if key == CHALLENGES:
            yield from (((key, version, one.value), frozenset({one.value})) for one in Challenge)
        elif key == GROUPS:
            for group in _groups_of(key, version):
                yield (key, version, group.key), frozenset(one.member for one in group.members)
        elif key == ADDICTION:
            yield (key, version, "talked"), frozenset(one.value for one in ABOUT_ADDICTION)


def _of_departments(code: str, stands: Stands) -> Iterator[Link]:
    """The conversations of all departments are all conversations."""
    for version, of in product(_versions(stands, TALKS[0]), _versions(stands, "load")):
        rows = dict.fromkeys(place.row for place in stands["load", of] if place.row.startswith(OF_DEPARTMENT))
        for column in _columns(stands, [(TALKS[0], version), ("load", of)]):
            parts = tuple(_at(code, "load", of, row, column) for row in rows)
            yield Link((_at(code, TALKS[0], version, TALKS[1], column),), parts, How.ADDED)


def _versions(stands: Stands, key: str) -> list[int]:
    return [version for one, version in stands if one == key]


def _groups_of(key: str, version: int) -> list[Group]:
    of = ALL[key].groups
    return [] if of is None else defining.groups(key, of, version).groups


def _columns(stands: Stands, of: Iterable[tuple[str, int]]) -> list[str]:
    """The columns that all of these have."""
    first, *others = ([place.column for place in stands[one]] for one in of)
    return [column for column in dict.fromkeys(first) if all(column in columns for columns in others)]


def _at(code: str, key: str, version: int, row: str, column: str) -> At:
    return At(code, key, version, Place(row, column))
