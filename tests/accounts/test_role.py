"""Roles and permissions: what belongs together, and that nobody reaches another controller's record."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access import Act, SessionKind
from app.accounts.permissions import FROM_NOBODY, PERMISSIONS, Reach, allows, centres_for, controller_at
from app.accounts.role import (
    AT_A_CENTRE,
    NEVER_AT_A_CENTRE,
    OF_A_DEPARTMENT,
    BadRole,
    Held,
    Person,
    Role,
    kind_for,
    refuse_nonsense,
)
from app.accounts.words import ACT_NAMES, ROLE_NAMES


@dataclass(frozen=True)
class Record:
    """Something that belongs to centres under one controller."""

    centre_ids: frozenset[int]
    controller_id: int


HELD = st.builds(Held, st.sampled_from(Role), st.none() | st.integers(1, 4), st.none() | st.integers(1, 3))
PEOPLE = st.builds(Person, st.just(7), st.just(SessionKind.STAFF), st.lists(HELD, max_size=4).map(tuple))
RECORDS = st.builds(Record, st.frozensets(st.integers(1, 4), min_size=1, max_size=3), st.integers(1, 3))


def test_every_role_says_where_it_can_be_held() -> None:
    assert AT_A_CENTRE | NEVER_AT_A_CENTRE | {Role.LEADER} == set(Role)
    assert set() == AT_A_CENTRE & NEVER_AT_A_CENTRE
    assert OF_A_DEPARTMENT < AT_A_CENTRE


@pytest.mark.parametrize("role", Role)
def test_a_role_is_held_where_it_means_something(role: Role) -> None:
    fine, blamed = set(), set()
    for centre in (None, 1):
        for department in (None, 1):
            try:
                refuse_nonsense(role, centre, department)
            except BadRole as wrong:
                blamed.add(str(wrong))
            else:
                fine.add((centre, department))
    assert blamed <= {"centre", "department"}
    if role in OF_A_DEPARTMENT:
        assert fine == {(1, 1)}
    elif role in AT_A_CENTRE:
        assert fine == {(1, None)}
    elif role in NEVER_AT_A_CENTRE:
        assert fine == {(None, None)}
    else:
        assert fine == {(None, None), (1, None)}


@pytest.mark.parametrize("role", Role)
def test_only_the_committee_alone_gets_a_citizens_session(role: Role) -> None:
    assert kind_for(frozenset({role})) is (
        SessionKind.COMMITTEE if role is Role.COMMITTEE_MEMBER else SessionKind.STAFF
    )
    assert kind_for(frozenset({role, Role.SKP_WORKER})) is SessionKind.STAFF


def test_nobody_without_a_role_gets_a_staff_session() -> None:
    assert kind_for(frozenset()) is SessionKind.COMMITTEE


def test_every_act_and_role_has_its_words_and_every_act_its_line() -> None:
    assert set(PERMISSIONS) == set(Act) == set(ACT_NAMES)
    assert set(ROLE_NAMES) == set(Role)


@given(PEOPLE, st.sampled_from(Act), RECORDS)
def test_nobody_reaches_a_record_of_another_controller_or_centre_with_own(
    person: Person, act: Act, record: Record
) -> None:
    reaching = [held for held in person.held if held.role in PERMISSIONS[act]]
    everywhere = any(PERMISSIONS[act][held.role] is Reach.ALL for held in reaching)
    leads_all = any(held.role is Role.LEADER and held.centre_id is None for held in reaching)
    there = any(held.centre_id in record.centre_ids and held.controller_id == record.controller_id for held in reaching)
    assert allows(person, act, record) == (everywhere or leads_all or there)


@given(PEOPLE, st.sampled_from(Act))
def test_what_belongs_to_no_centre_is_only_for_those_who_reach_everything(person: Person, act: Act) -> None:
    reach_all = any(PERMISSIONS[act].get(held.role) is Reach.ALL for held in person.held)
    assert allows(person, act, object()) == reach_all


@given(PEOPLE, st.sampled_from(Act), st.integers(1, 4))
def test_a_controller_is_named_only_where_the_act_is_allowed(person: Person, act: Act, centre: int) -> None:
    offered = centres_for(person, act)
    try:
        controller = controller_at(person, act, centre)
    except LookupError:
        return
    assert offered is None or centre in offered
    assert allows(person, act, Record(frozenset({centre}), controller))


@pytest.mark.parametrize("kind", [SessionKind.DOOR, SessionKind.SCREEN])
@pytest.mark.parametrize("act", Act)
def test_at_the_door_and_the_screen_there_is_one_act_whatever_the_roles(kind: SessionKind, act: Act) -> None:
    anybody = Person(7, kind, tuple(Held(role, 1, 1) for role in Role))
    expected = Act.STAND_AT_DOOR if kind is SessionKind.DOOR else Act.WATCH_SCREEN
    assert (allows(anybody, act), FROM_NOBODY[kind]) == (act is expected, {expected})
