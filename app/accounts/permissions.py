"""The page of permissions: each act, which roles may do it, and how far they reach.

OWN: at the centres where the role is held, and only for what the same controller answers for.
ALL: everywhere. A role that is not named may not. Those at the citizens' door and the screen have no role;
what they may do stands in FROM_NOBODY.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol, runtime_checkable

from app.access import Act, SessionKind
from app.accounts.role import Held, Person, Role


class Reach(StrEnum):
    """How far a permission goes."""

    OWN = "own"
    ALL = "all"


def _each(reach: Reach, *roles: Role) -> dict[Role, Reach]:
    return dict.fromkeys(roles, reach)


OWN, ALL = Reach.OWN, Reach.ALL
HOSTS = (Role.CENTRE_WORKER, Role.SKP_WORKER)
VISITORS = (Role.CASEWORKER, Role.ADDICTION_WORKER, Role.HEALTH_WORKER)
STAFF = tuple(role for role in Role if role is not Role.COMMITTEE_MEMBER)

PERMISSIONS: Mapping[Act, Mapping[Role, Reach]] = {
    Act.START_DAY: _each(ALL, *STAFF),
    Act.USE_OWN_ACCOUNT: _each(ALL, *Role),
    Act.OPEN_DOOR: _each(OWN, *HOSTS, *VISITORS),
    Act.STAND_AT_DOOR: {},
    Act.OPEN_SCREEN: _each(OWN, *HOSTS),
    Act.WATCH_SCREEN: {},
    Act.RECORD_CONTACT: _each(OWN, *HOSTS),
    Act.OPEN_CONTACT: _each(OWN, *HOSTS),
    Act.COUNT_HEADS: _each(OWN, *HOSTS),
    Act.FIND_CITIZENS: _each(OWN, *HOSTS, *VISITORS),
    Act.CREATE_CITIZEN: _each(OWN, *HOSTS, *VISITORS),
    Act.OPEN_CITIZEN: _each(OWN, *HOSTS, *VISITORS),
    Act.CHANGE_CITIZEN: _each(OWN, *HOSTS, *VISITORS),
    Act.SEE_FIGURES: {Role.LEADER: OWN, Role.ADMINISTRATOR: ALL},
    Act.SEE_DEFINITIONS: _each(ALL, Role.LEADER, Role.ADMINISTRATOR, Role.STEERING_GROUP),
    Act.SIT_ON_COMMITTEE: {Role.COMMITTEE_MEMBER: OWN},
    Act.MANAGE_ACCOUNTS: {Role.ADMINISTRATOR: ALL},
    Act.MANAGE_CENTRES: {Role.ADMINISTRATOR: ALL},
    Act.SEE_PERMISSIONS: {Role.ADMINISTRATOR: ALL},
}

FROM_NOBODY: Mapping[SessionKind, frozenset[Act]] = {
    SessionKind.DOOR: frozenset({Act.STAND_AT_DOOR}),
    SessionKind.SCREEN: frozenset({Act.WATCH_SCREEN}),
}


@runtime_checkable
class AtCentres(Protocol):
    """A record that belongs to centres under one controller."""

    @property
    def centre_ids(self) -> frozenset[int]:
        """The centres it belongs to."""

    @property
    def controller_id(self) -> int:
        """The operator who answers for it."""


def allows(person: Person, act: Act, subject: object | None = None) -> bool:
    """Whether this person may do this, to this record where one is given.

    A record that belongs to no centre (an account, a department) is only for those whose reach is ALL.
    """
    if person.kind in FROM_NOBODY:
        return act in FROM_NOBODY[person.kind]
    grants = PERMISSIONS[act]
    return any(
        held.role in grants and (subject is None or _reaches(grants[held.role], held, subject)) for held in person.held
    )


def _reaches(reach: Reach, held: Held, subject: object) -> bool:
    if reach is ALL:
        return True
    if not isinstance(subject, AtCentres):
        return False
    if held.centre_id is None:
        return held.role is Role.LEADER
    return held.centre_id in subject.centre_ids and held.controller_id == subject.controller_id


def centres_for(person: Person, act: Act) -> frozenset[int] | None:
    """The centres at which the person may do this; None means everywhere."""
    grants = PERMISSIONS[act]
    reaching = [held for held in person.held if held.role in grants]
    if any(grants[held.role] is ALL or held.centre_id is None for held in reaching):
        return None
    return frozenset(held.centre_id for held in reaching if held.centre_id is not None)


def pairs(person: Person, act: Act) -> frozenset[tuple[int, int]]:
    """Where the person may do this, centre by centre, and under which controller there."""
    return frozenset(
        (held.centre_id, held.controller_id)
        for held in person.held
        if held.role in PERMISSIONS[act] and held.centre_id is not None and held.controller_id is not None
    )


def controller_at(person: Person, act: Act, centre_id: int) -> int:
    """Who answers for what the person records at this centre in doing so; raises LookupError if they may not."""
    for held in person.held:
        if held.role in PERMISSIONS[act] and held.centre_id == centre_id and held.controller_id is not None:
            return held.controller_id
    raise LookupError(f"no role for {act} at centre {centre_id}")
