"""Who votes and what it comes to: plain rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.committee import decision
from app.committee.ballot import Choice, Counts, Result, counted, filled, result_of
from app.committee.criteria import Facts, Kind, met
from app.committee.decision import Outcome
from app.committee.meeting import (
    NEXT,
    NEXT_OF_POINT,
    MeetingState,
    MeetingStep,
    PointState,
    PointStep,
    Reason,
    Refusal,
    after,
    point_after,
    refuse_day,
    refuse_seat,
)

FOR, AGAINST, NEITHER = Choice
SEATS = st.sets(st.integers(1, 9))


def test_substitutes_take_the_places_of_the_absent_in_their_order() -> None:
    assert filled({}, [1, 2, 3], [4, 5], {1, 3, 4, 5}) == {1: 1, 3: 3, 2: 4}
    assert filled({}, [1, 2, 3], [4, 5], {5}) == {1: 5}
    assert filled({}, [1, 2, 3], [], {2}) == {2: 2}


def test_whoever_has_a_place_keeps_it_when_its_member_comes() -> None:
    assert filled({2: 4}, [1, 2, 3], [4, 5], {1, 2, 3, 4, 5}) == {2: 4, 1: 1, 3: 3}


@given(SEATS, SEATS)
def test_nobody_fills_two_places_and_no_place_has_two(members: set[int], able: set[int]) -> None:
    substitutes = [11, 12, 13]
    places = filled({}, sorted(members), substitutes, able | {12, 13})
    assert len(set(places.values())) == len(places) <= len(members)
    assert set(places) <= members
    assert set(places.values()) <= able | {12, 13}
    assert all(places[one] == one for one in members & able)


@pytest.mark.parametrize(
    ("votes", "voters", "quorum", "result"),
    [
        ([FOR, FOR, AGAINST], 3, 3, Result.CARRIED),
        ([FOR, NEITHER, NEITHER], 3, 3, Result.CARRIED),
        ([FOR, AGAINST, AGAINST], 3, 3, Result.REJECTED),
        ([FOR, AGAINST], 3, 3, Result.TIED),
        ([], 3, 3, Result.TIED),
        ([FOR, FOR], 2, 3, Result.NO_QUORUM),
    ],
)
def test_what_votes_come_to(votes: list[Choice], voters: int, quorum: int, result: Result) -> None:
    assert result_of(counted(votes, voters), quorum) is result


def test_those_who_could_and_did_not_vote_are_counted() -> None:
    assert counted([FOR, NEITHER], 5) == Counts(1, 0, 1, 5)
    assert counted([FOR, NEITHER], 5).silent == 3


def test_the_steps_of_meetings_and_points_are_those_of_the_tables() -> None:
    for state in MeetingState:
        for step in MeetingStep:
            if step in NEXT[state]:
                assert after(state, step) is NEXT[state][step]
            else:
                with pytest.raises(Refusal):
                    after(state, step)
    for point in PointState:
        for step_of_point in set(PointStep) - set(NEXT_OF_POINT[point]):
            with pytest.raises(Refusal):
                point_after(point, step_of_point)


@pytest.mark.parametrize(
    ("outcome", "result", "proposed", "reason"),
    [
        (Outcome.FULL, None, 100, Reason.NO_VOTE),
        (Outcome.FULL, Result.NO_QUORUM, 100, Reason.NO_QUORUM),
        (Outcome.DECLINED, Result.NO_QUORUM, 100, Reason.NO_QUORUM),
        (Outcome.FULL, Result.REJECTED, 100, Reason.NOT_CARRIED),
        (Outcome.FULL, Result.TIED, 100, Reason.NOT_CARRIED),
        (Outcome.DECLINED, Result.CARRIED, 100, Reason.CARRIED),
        (Outcome.FULL, Result.CARRIED, 50, Reason.NOT_THE_MOTION),
        (Outcome.PART, Result.CARRIED, 100, Reason.NOT_THE_MOTION),
        (Outcome.FULL, Result.CARRIED, 100, None),
        (Outcome.PART, Result.CARRIED, 50, None),
        (Outcome.DECLINED, Result.TIED, 100, None),
        (Outcome.ASKED, None, 100, None),
        (Outcome.POSTPONED, Result.NO_QUORUM, 100, None),
    ],
)
def test_nothing_is_decided_that_the_vote_does_not_bear(
    outcome: Outcome, result: Result | None, proposed: int, reason: Reason | None
) -> None:
    if reason is None:
        decision.refuse(outcome, result, proposed, 100)
        return
    with pytest.raises(Refusal) as refused:
        decision.refuse(outcome, result, proposed, 100)
    assert refused.value.reason is reason


def test_motions_days_and_terms_that_cannot_be() -> None:
    today = date(2026, 3, 2)
    for refused, reason in (
        (lambda: decision.refuse_motion(0, 100), Reason.NO_AMOUNT),
        (lambda: decision.refuse_motion(None, 100), Reason.NO_AMOUNT),
        (lambda: decision.refuse_motion(101, 100), Reason.MORE_THAN_ASKED),
        (lambda: refuse_day(date(2026, 3, 1), today), Reason.IN_THE_PAST),
        (lambda: refuse_day(date(2028, 3, 1), today), Reason.TOO_FAR),
        (lambda: refuse_seat(" ", today, today), Reason.NO_NAME),
        (lambda: refuse_seat("Ib", today, date(2026, 3, 1)), Reason.ENDS_FIRST),
        (lambda: refuse_seat("Ib", today, date(2031, 3, 1)), Reason.TERM_TOO_LONG),
    ):
        with pytest.raises(Refusal) as found:
            refused()
        assert found.value.reason is reason


def test_what_the_program_checks_of_the_criteria_and_what_it_leaves_to_the_committee() -> None:
    facts = Facts("Ida og Karl", 8, "Lave mad selv.", 50_000)
    assert met(Kind.CITIZENS_APPLY, None, facts) is True
    assert [met(Kind.PEOPLE_AT_LEAST, number, facts) for number in (8, 9)] == [True, False]
    assert [met(Kind.ASKED_AT_MOST, ore, facts) for ore in (50_000, 49_999)] == [True, False]
    assert met(Kind.PROGRESSION_WRITTEN, None, Facts("Ida", 8, " \n", 1)) is False
    assert met(Kind.JUDGED, None, facts) is None
