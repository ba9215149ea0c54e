"""Who reads: whoever is signed in, as the rule for reading sees them beside one citizen, or beside many.

What was opened to somebody is asked anew at each request and kept nowhere: what is withdrawn is shut at once. Features
that share (consent) or know who was where (conversations) say so at start-up. The number of statements does not
depend on the number of citizens.
"""

from collections.abc import Callable, Collection, Iterable, Mapping

from app import log
from app.access import Act
from app.accounts.permissions import HOSTS, PERMISSIONS, pairs
from app.accounts.role import Person
from app.citizens import openings
from app.citizens.acquaintance import known_among
from app.citizens.across import Basis
from app.citizens.models import Citizen
from app.citizens.reading import Information, Owner, Reader, Shared

Sharing = Callable[[Person, Collection[int]], Mapping[int, Collection[Shared]]]
Presence = Callable[[int, Collection[int | None]], Mapping[int | None, Collection[int]]]
Grounds = Callable[[Person, Citizen], log.Ground | None]

_sharings: list[Sharing] = []
_presences: list[Presence] = []
_grounds: list[Grounds] = []


def shares(sharing: Sharing) -> Sharing:
    """Register what opens notes: to this person, about these citizens (by id), which kinds from whom."""
    _sharings.append(sharing)
    return sharing


def was_there(presence: Presence) -> Presence:
    """Register who was where: the conversations with each of these citizens at which this account was present; None
    stands for whoever has no record.
    """
    _presences.append(presence)
    return presence


def on_ground(grounds: Grounds) -> Grounds:
    """Register another ground on which the person sees the citizen's page now, for the log."""
    _grounds.append(grounds)
    return grounds


def reader_for(person: Person, citizen: Citizen | int | None) -> Reader:
    """The person beside this citizen, or beside somebody without a record."""
    citizen_id = citizen.id if isinstance(citizen, Citizen) else citizen
    return readers_for(person, [citizen_id])[citizen_id]


def readers_for(person: Person, citizen_ids: Iterable[int | None]) -> dict[int | None, Reader]:
    """The person beside each of these citizens; None stands for somebody without a record."""
    wanted = set(citizen_ids)
    ids = sorted(id for id in wanted if id is not None)
    worked = known_among(person.account_id or 0, ids) if ids else frozenset()
    shared = [sharing(person, ids) for sharing in _sharings] if ids else []
    was_at = [presence(person.account_id or 0, wanted) for presence in _presences]
    standing = openings.standing_for(person, ids)
    hosts, departments = hosts_at(person), departments_at(person)
    found = {}
    for id in wanted:
        opened, own = _opened(standing.get(id or 0, ()), hosts, departments)
        found[id] = Reader(
            account_id=person.account_id or 0,
            at=pairs(person, Act.OPEN_CITIZEN),
            works_with_citizen=id in worked,
            hosts=hosts,
            departments=departments,
            opened=opened,
            shared=own.union(*(one.get(id, ()) for one in shared if id is not None)),
            was_at=frozenset[int]().union(*(one.get(id, ()) for one in was_at)),
        )
    return found


def hosts_at(person: Person) -> frozenset[tuple[int, int]]:
    """Where the person is one of the centre's own: centre and controller."""
    return frozenset(
        (held.centre_id, held.controller_id)
        for held in person.held
        if held.role in HOSTS and held.centre_id is not None and held.controller_id is not None
    )


def departments_at(person: Person) -> frozenset[tuple[int, int]]:
    """For which department the person sits at which centre: centre and department."""
    return frozenset(
        (held.centre_id, held.department_id)
        for held in person.held
        if held.role in PERMISSIONS[Act.OPEN_CITIZEN] and held.centre_id is not None and held.department_id is not None
    )


def ground_for(person: Person, citizen: Citizen) -> log.Ground:
    """Why the person sees the citizen's page now: it is one's own, or it was opened."""
    other = next((ground for grounds in _grounds if (ground := grounds(person, citizen)) is not None), None)
    usual = openings.ground_for(person, citizen)
    return usual if usual is not log.Ground.OWN_CENTRE or other is None else other


def _opened(
    standing: Iterable[tuple[int, Basis]], hosts: frozenset[tuple[int, int]], departments: frozenset[tuple[int, int]]
) -> tuple[frozenset[int], frozenset[Shared]]:
    """What openings of the day let the person read: a reason, that of their own kind elsewhere; consent or a legal
    ground of an asking across operators, the general notes of that operator's hosts.
    """
    controllers, own = set(), set[Shared]()
    for controller_id, basis in standing:
        if basis is not Basis.REASON or controller_id in {by for _at, by in hosts}:
            controllers.add(controller_id)
        if basis is Basis.REASON:
            own |= {(Owner(department_id=one), Information.GENERAL) for _at, one in departments}
    return frozenset(controllers), frozenset(own)
