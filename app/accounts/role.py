"""Roles, and the person as the page of permissions sees them: plain objects, no database."""

from dataclasses import dataclass
from enum import StrEnum

from app.access import SessionKind


class Role(StrEnum):
    """What a person is, at a centre or in the municipality."""

    CENTRE_WORKER = "centre_worker"
    SKP_WORKER = "skp_worker"
    CASEWORKER = "caseworker"
    ADDICTION_WORKER = "addiction_worker"
    HEALTH_WORKER = "health_worker"
    COMMITTEE_MEMBER = "committee_member"
    STEERING_GROUP = "steering_group"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"


AT_A_CENTRE = frozenset(
    {
        Role.CENTRE_WORKER,
        Role.SKP_WORKER,
        Role.CASEWORKER,
        Role.ADDICTION_WORKER,
        Role.HEALTH_WORKER,
        Role.COMMITTEE_MEMBER,
    }
)
"""Roles that mean nothing without a centre. A leader may have one; without, the role is for all centres."""

OF_A_DEPARTMENT = frozenset({Role.CASEWORKER, Role.ADDICTION_WORKER, Role.HEALTH_WORKER})
"""Roles held for a department, which stays the controller of what they record, wherever they sit."""

WITH_NOBODY = frozenset({SessionKind.DOOR, SessionKind.SURVEY, SessionKind.SCREEN})
"""Kinds of session in which nobody acts: in a citizen's hands, and on the wall."""

NEVER_AT_A_CENTRE = frozenset({Role.STEERING_GROUP, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Held:
    """A role that a person holds now: where, under which controller (operator), and for which department."""

    role: Role
    centre_id: int | None = None
    controller_id: int | None = None
    department_id: int | None = None


@dataclass(frozen=True)
class Person:
    """Whoever asks: an account with its roles, in a kind of session. At the door nobody is signed in."""

    account_id: int | None
    kind: SessionKind
    held: tuple[Held, ...]
    centre_id: int | None = None

    def has(self, *roles: Role) -> bool:
        """Whether the person holds one of these roles anywhere."""
        return any(held.role in roles for held in self.held)

    def centre_ids(self, *roles: Role) -> frozenset[int]:
        """The centres at which the person holds one of these roles (any role, when none is named)."""
        return frozenset(held.centre_id for held in self.held if held.centre_id and (not roles or held.role in roles))


class BadRole(ValueError):
    """A role was put together in a way that means nothing; the word says which part is wrong."""


def refuse_nonsense(role: Role, centre_id: int | None, department_id: int | None) -> None:
    """Raise BadRole('centre' or 'department') unless role, centre and department belong together."""
    if role in AT_A_CENTRE and centre_id is None:
        raise BadRole("centre")
    if role in NEVER_AT_A_CENTRE and centre_id is not None:
        raise BadRole("centre")
    if (role in OF_A_DEPARTMENT) != (department_id is not None):
        raise BadRole("department")


def kind_for(roles: frozenset[Role]) -> SessionKind:
    """The session that a sign-in opens: a citizen on the committee never gets a staff session."""
    return SessionKind.COMMITTEE if roles <= {Role.COMMITTEE_MEMBER} else SessionKind.STAFF
