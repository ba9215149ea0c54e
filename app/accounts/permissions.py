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
    Act.CORRECT_CONTACT: _each(OWN, *HOSTS),
    Act.FOLLOW_BRIDGES: _each(OWN, *HOSTS),
    Act.COUNT_HEADS: _each(OWN, *HOSTS),
    Act.FIND_CITIZENS: _each(OWN, *HOSTS, *VISITORS),
    Act.CREATE_CITIZEN: _each(OWN, *HOSTS, *VISITORS),
    Act.OPEN_CITIZEN: _each(OWN, *HOSTS, *VISITORS),
    Act.CHANGE_CITIZEN: _each(OWN, *HOSTS, *VISITORS),
    Act.FOLLOW_UP: _each(OWN, *HOSTS, *VISITORS),
    Act.COVER_TASKS: _each(OWN, *HOSTS, *VISITORS, Role.LEADER),
    Act.HAND_OVER: {Role.LEADER: OWN, Role.ADMINISTRATOR: ALL},
    Act.LINK_CITIZENS: _each(OWN, *HOSTS, *VISITORS),
    Act.LOOK_ACROSS: _each(OWN, *HOSTS, *VISITORS),
    Act.LOOK_ACROSS_OPERATORS: _each(OWN, *HOSTS, *VISITORS),
    Act.SEE_PROTECTED: _each(OWN, *HOSTS, *VISITORS),
    Act.WELCOME_CITIZEN: _each(OWN, *HOSTS, *VISITORS),
    Act.COMPLETE_RECORDS: _each(OWN, *HOSTS, *VISITORS),
    Act.KEEP_MENTOR_AGREEMENTS: _each(OWN, *HOSTS, *VISITORS),
    Act.COUNT_MENTOR_AGREEMENTS: {Role.LEADER: OWN},
    Act.SEE_SKP_HOURS: {**_each(OWN, *HOSTS, Role.LEADER), Role.ADMINISTRATOR: ALL},
    Act.SET_SKP_HOURS: {Role.LEADER: OWN, Role.ADMINISTRATOR: ALL},
    Act.KEEP_HELPERS: _each(OWN, *HOSTS, Role.LEADER),
    Act.SEND_TO_JOURNAL: _each(OWN, *HOSTS, *VISITORS),
    Act.RUN_BOARD: _each(OWN, *HOSTS, *VISITORS),
    Act.TALK_AT_SESSION: _each(OWN, *VISITORS),
    Act.OPEN_CONVERSATION: _each(OWN, *HOSTS, *VISITORS),
    Act.SEE_PLAN: _each(ALL, *STAFF),
    Act.PLAN_SESSIONS: {Role.LEADER: OWN, Role.ADMINISTRATOR: ALL},
    Act.CHANGE_SESSION: _each(OWN, *HOSTS, *VISITORS, Role.LEADER),
    Act.SEE_VISIT_REQUEST: {**_each(OWN, *HOSTS, Role.LEADER), Role.ADDICTION_WORKER: ALL},
    Act.ASK_FOR_VISIT: _each(OWN, *HOSTS),
    Act.ANSWER_VISIT_REQUEST: {Role.ADDICTION_WORKER: ALL, Role.LEADER: OWN},
    Act.KEEP_OWN_CALENDAR: _each(ALL, *HOSTS, *VISITORS),
    Act.ASK_IN_SURVEY: _each(OWN, *HOSTS, *VISITORS),
    Act.SEE_SURVEY: _each(ALL, Role.LEADER, Role.STEERING_GROUP),
    Act.CHANGE_QUESTIONS: _each(ALL, Role.STEERING_GROUP, Role.ADMINISTRATOR),
    Act.KEEP_CONSENT: _each(OWN, *HOSTS, *VISITORS),
    Act.OPEN_ON_LEGAL_GROUND: _each(OWN, *HOSTS, *VISITORS),
    Act.NOTE_CALL: _each(OWN, *HOSTS, *VISITORS),
    Act.ANSWER_CALL: _each(OWN, Role.CASEWORKER),
    Act.FOLLOW_INTERVIEWS: _each(OWN, *HOSTS, Role.CASEWORKER),
    Act.NOTE_WISH_FOR_TREATMENT: _each(OWN, *HOSTS, *VISITORS),
    Act.KEEP_COURSES: _each(OWN, Role.ADDICTION_WORKER),
    Act.MANAGE_TREATMENT_RULES: {Role.ADMINISTRATOR: ALL},
    Act.KEEP_OFFERS: _each(OWN, *HOSTS, Role.HEALTH_WORKER, Role.LEADER),
    Act.NOTE_ATTENDANCE: _each(OWN, *HOSTS, Role.HEALTH_WORKER),
    Act.DECIDE: _each(OWN, *VISITORS),
    Act.ASK_FOR_DECISION: _each(OWN, *VISITORS),
    Act.SEE_COMPETENCE: _each(ALL, *VISITORS, Role.LEADER, Role.ADMINISTRATOR),
    Act.MANAGE_COMPETENCE: {Role.ADMINISTRATOR: ALL},
    Act.IMPORT: {Role.ADMINISTRATOR: ALL},
    Act.SEE_FIGURES: {Role.LEADER: OWN, Role.ADMINISTRATOR: ALL},
    Act.SEE_DEFINITIONS: _each(ALL, Role.LEADER, Role.ADMINISTRATOR, Role.STEERING_GROUP),
    Act.SEE_PUBLISHED: _each(ALL, Role.STEERING_GROUP, Role.LEADER, Role.ADMINISTRATOR),
    Act.CLOSE_PERIOD: {Role.LEADER: OWN, Role.ADMINISTRATOR: ALL},
    Act.FOLLOW_JOBS: _each(ALL, Role.LEADER, Role.ADMINISTRATOR),
    Act.PROPOSE_DEFINITION: _each(ALL, Role.LEADER, Role.ADMINISTRATOR),
    Act.ADOPT_DEFINITION: {Role.STEERING_GROUP: ALL},
    Act.READ_APPLICATIONS: _each(OWN, *HOSTS, Role.LEADER),
    Act.SIT_ON_COMMITTEE: {Role.COMMITTEE_MEMBER: ALL},
    Act.SEE_MEETINGS: _each(ALL, *HOSTS, Role.LEADER, Role.ADMINISTRATOR, Role.STEERING_GROUP, Role.COMMITTEE_MEMBER),
    Act.KEEP_COMMITTEE: _each(ALL, Role.CENTRE_WORKER, Role.LEADER),
    Act.SET_QUORUM: _each(ALL, Role.LEADER, Role.ADMINISTRATOR),
    Act.HOLD_WORKSHOPS: _each(OWN, *HOSTS, Role.LEADER),
    Act.KEEP_ACTIVITIES: _each(OWN, *HOSTS, Role.LEADER),
    Act.PAY_GRANTS: _each(OWN, *HOSTS, Role.LEADER),
    Act.SEE_POOL: _each(ALL, *HOSTS, Role.LEADER, Role.ADMINISTRATOR, Role.STEERING_GROUP, Role.COMMITTEE_MEMBER),
    Act.PAY_FROM_POOL: _each(ALL, Role.CENTRE_WORKER, Role.LEADER, Role.ADMINISTRATOR),
    Act.KEEP_POOL: _each(ALL, Role.LEADER, Role.ADMINISTRATOR),
    Act.MANAGE_ACCOUNTS: {Role.ADMINISTRATOR: ALL},
    Act.MANAGE_CENTRES: {Role.ADMINISTRATOR: ALL},
    Act.MANAGE_LEGAL_GROUNDS: {Role.ADMINISTRATOR: ALL},
    Act.SEE_PERMISSIONS: {Role.ADMINISTRATOR: ALL},
}

WHERE_OPENED = frozenset({Act.OPEN_CITIZEN, Act.SEE_PROTECTED, Act.WELCOME_CITIZEN})
"""Acts that reach beyond OWN to a record that was opened to the person for the day: with a reason that was typed, with
the citizen's consent or on a legal ground (rules R9, R10)."""

FROM_NOBODY: Mapping[SessionKind, frozenset[Act]] = {
    SessionKind.DOOR: frozenset({Act.STAND_AT_DOOR}),
    SessionKind.SURVEY: frozenset(),
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


@runtime_checkable
class RunTogether(Protocol):
    """A record that the staff of several controllers work on together, such as a session in a shared house."""

    @property
    def controller_ids(self) -> frozenset[int]:
        """The operators whose staff may."""


@runtime_checkable
class Opened(Protocol):
    """A record that can be opened to a person for a while."""

    def is_open_to(self, person: Person) -> bool:
        """Whether it is open to this person now."""


def allows(person: Person, act: Act, subject: object | None = None) -> bool:
    """Whether this person may do this, to this record where one is given.

    A record that belongs to no centre (an account, a department) is only for those whose reach is ALL.
    """
    if person.kind in FROM_NOBODY:
        return act in FROM_NOBODY[person.kind]
    grants = PERMISSIONS[act]
    granted = [held for held in person.held if held.role in grants]
    if subject is None:
        return bool(granted)
    if any(_reaches(grants[held.role], held, subject) for held in granted):
        return True
    return bool(granted) and act in WHERE_OPENED and _is_opened(person, subject)


def owns(person: Person, act: Act, subject: object) -> bool:
    """Whether the person reaches this record without its being opened to them."""
    grants = PERMISSIONS[act]
    return any(held.role in grants and _reaches(grants[held.role], held, subject) for held in person.held)


def _is_opened(person: Person, subject: object) -> bool:
    return isinstance(subject, Opened) and subject.is_open_to(person)


def _reaches(reach: Reach, held: Held, subject: object) -> bool:
    if reach is ALL:
        return True
    if not isinstance(subject, AtCentres):
        return False
    if held.centre_id is None:
        return held.role is Role.LEADER and bool(subject.centre_ids)
    answering = subject.controller_ids if isinstance(subject, RunTogether) else frozenset({subject.controller_id})
    return held.centre_id in subject.centre_ids and held.controller_id in answering


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
