"""Which figures of different indicators are the same, or add up to one another: what a reader can lay side by side."""

from collections.abc import Iterable, Iterator, Mapping

from app.citizens.models import NOT_NOTED
from app.courses.queries import ABOUT_ADDICTION
from app.monitoring import defining
from app.monitoring.grid import BASE, Grid, Place
from app.monitoring.indicators import ALL
from app.monitoring.linkage import Link
from app.monitoring.models import Group
from app.monitoring.work import TALKS as OF_DEPARTMENT

Row = tuple[str, str]
"""An indicator and one of its rows."""

EVERYBODY = ("citizens", "citizens")
TALKS = ("conversations", "conversations")
ADDED: tuple[tuple[Row, tuple[Row, ...]], ...] = (
    (EVERYBODY, (("challenges", BASE),)),
    (EVERYBODY, (("challenge_groups", BASE),)),
    (EVERYBODY, (("income", BASE), ("income", NOT_NOTED))),
    (EVERYBODY, (("income_groups", BASE), ("income_groups", NOT_NOTED))),
    (EVERYBODY, (("known_before", BASE), ("known_before", NOT_NOTED))),
    (("income", BASE), (("income_groups", BASE),)),
    (TALKS, (("recurrence", BASE),)),
    (TALKS, (("settled", BASE),)),
    (TALKS, (("brought_by", BASE),)),
    (("bridges", BASE), (("destinations", BASE),)),
    (("addiction", "courses"), (("deadline", BASE),)),
    (("citizens", "contacts"), (("load", "contacts"),)),
    (("load", "contact_minutes"), (("skp_hours", "used"),)),
)
"""A row, and the rows of another indicator that it is the same as, or the sum of."""
UNIONS: tuple[tuple[Row, tuple[Row, ...]], ...] = (
    (("addiction", "talked"), tuple(("challenges", one.value) for one in ABOUT_ADDICTION)),
)
"""A row, and the rows of another indicator of which somebody in it is in at least one."""
GROUPED = {"challenge_groups": ("challenges", False), "income_groups": ("income", True)}
"""Groups, what they are groups of, and whether they are sums (else unions)."""


def links(grids: Mapping[str, Grid]) -> list[Link]:
    """What holds between these grids, in each column that they share."""
    found = [*_declared(grids, ADDED, True), *_declared(grids, UNIONS, False), *_groups(grids)]
    found += _of_departments(grids)
    names = {(key, place) for key, grid in grids.items() for place in grid.places()}
    return [link for link in found if link.whole in names and all(part in names for part in link.parts)]


def _declared(grids: Mapping[str, Grid], rows: Iterable[tuple[Row, tuple[Row, ...]]], exact: bool) -> Iterator[Link]:
    for (key, row), parts in rows:
        for column in _columns(grids, key, *(part for part, _row in parts)):
            yield Link((key, Place(row, column)), tuple((one, Place(part, column)) for one, part in parts), exact)


def _groups(grids: Mapping[str, Grid]) -> Iterator[Link]:
    for key, (of, exact) in GROUPED.items():
        for column in _columns(grids, key, of):
            yield Link((key, Place(BASE, column)), ((of, Place(BASE, column)),), exact=True)
            for group in _groups_of(key, grids[key].version):
                parts = tuple((of, Place(one.member, column)) for one in group.members)
                known = tuple(part for part in parts if part[1] in grids[of].cells)
                yield Link((key, Place(group.key, column)), known, exact)


def _of_departments(grids: Mapping[str, Grid]) -> Iterator[Link]:
    """The conversations of all departments are all conversations."""
    for column in _columns(grids, TALKS[0], "load"):
        rows = [line.key for line in grids["load"].lines if line.key.startswith(OF_DEPARTMENT)]
        yield Link((TALKS[0], Place(TALKS[1], column)), tuple(("load", Place(row, column)) for row in rows), exact=True)


def _groups_of(key: str, version: int) -> list[Group]:
    of = ALL[key].groups
    return [] if of is None else defining.groups(key, of, version).groups


def _columns(grids: Mapping[str, Grid], *keys: str) -> list[str]:
    if any(key not in grids for key in keys):
        return []
    return [column for column in grids[keys[0]].columns if all(column in grids[key].columns for key in keys)]
