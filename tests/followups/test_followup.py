"""What can happen to a follow-up, and when it is late: plain rules."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.followups.followup import (
    COMING_DAYS,
    FURTHEST,
    NEXT,
    Reason,
    Refusal,
    State,
    Step,
    When,
    after,
    refuse_day,
    refuse_text,
    state_of,
    when,
)

TODAY = date(2026, 11, 19)


def test_every_state_is_in_the_table_and_leads_to_states() -> None:
    assert set(NEXT) == set(State)
    assert {step for steps in NEXT.values() for step in steps} == set(Step)
    assert {state for steps in NEXT.values() for state in steps.values()} == set(State)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_a_step_that_is_not_in_the_table_is_refused(state: State, step: Step) -> None:
    if step in NEXT[state]:
        assert after(state, step) is NEXT[state][step]
    else:
        with pytest.raises(Refusal) as refused:
            after(state, step)
        assert refused.value.reason is Reason.NOT_NOW


def test_without_steps_it_is_open_and_opening_undoes_closing() -> None:
    assert state_of([]) is State.OPEN
    assert state_of([Step.POSTPONED, Step.TAKEN_OVER, Step.DONE]) is State.DONE
    assert state_of([Step.NOT_RELEVANT, Step.REOPENED, Step.DONE, Step.REOPENED]) is State.OPEN


@given(st.lists(st.sampled_from(Step)))
def test_whatever_the_order_the_state_is_where_the_last_closing_or_opening_left_it(steps: list[Step]) -> None:
    try:
        state = state_of(steps)
    except Refusal:
        return
    moving = [step for step in steps if step in (Step.DONE, Step.NOT_RELEVANT, Step.REOPENED)]
    last = moving[-1] if moving else Step.REOPENED
    assert state is {Step.DONE: State.DONE, Step.NOT_RELEVANT: State.NOT_RELEVANT, Step.REOPENED: State.OPEN}[last]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, When.OVERDUE),
        (0, When.TODAY),
        (1, When.COMING),
        (COMING_DAYS, When.COMING),
        (COMING_DAYS + 1, When.LATER),
    ],
)
def test_late_today_coming_and_later_are_counted_in_days(days: int, expected: When) -> None:
    assert when(TODAY + timedelta(days=days), TODAY) is expected


@pytest.mark.parametrize(
    ("days", "reason"),
    [(-1, Reason.IN_THE_PAST), (0, None), (FURTHEST.days, None), (FURTHEST.days + 1, Reason.TOO_FAR)],
)
def test_a_day_is_not_over_and_at_most_two_years_ahead(days: int, reason: Reason | None) -> None:
    assert _refused(TODAY + timedelta(days=days)) is reason


def _refused(due_on: date) -> Reason | None:
    try:
        refuse_day(due_on, TODAY)
    except Refusal as refusal:
        return refusal.reason
    return None


def test_it_says_something() -> None:
    with pytest.raises(Refusal):
        refuse_text(" \n ")


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        # The night summer time ends has 25 hours, the night it begins 23: the day turns at the wall clock's midnight.
        ("2026-10-25T21:59:00+00:00", When.COMING),
        ("2026-10-25T22:59:00+00:00", When.COMING),
        ("2026-10-25T23:00:00+00:00", When.TODAY),
        ("2026-10-26T22:59:00+00:00", When.TODAY),
        ("2026-10-26T23:00:00+00:00", When.OVERDUE),
    ],
)
def test_a_due_day_is_a_local_date_whatever_the_clocks_do(instant: str, expected: When) -> None:
    with clock.stopped(datetime.fromisoformat(instant)):
        assert when(date(2026, 10, 26), clock.today()) is expected
