"""The clock of fourteen days, and the steps of a course (SIV-30, rules R3)."""

from datetime import date, timedelta
from itertools import product

import pytest
from flask import Flask

from app import clock
from app.courses.course import (
    NEXT,
    Clock,
    Ending,
    Reason,
    Refusal,
    State,
    Step,
    Urgency,
    after,
    clock_of,
    code_of,
    due_on,
    refuse_step,
    refuse_wish,
    state_of,
)
from app.courses.words import said_clock, tone

WISHED = date(2026, 3, 16)
"""Two weeks on the clocks go forward (29 March): a deadline is a day, so it stays."""


def test_every_state_is_in_the_table_and_every_step_leads_somewhere() -> None:
    assert set(NEXT) == set(State)
    assert {step for steps in NEXT.values() for step in steps} == set(Step)
    assert {state for steps in NEXT.values() for state in steps.values()} == set(State) - {State.WISHED}
    for state, step in product(State, Step):
        if step not in NEXT[state]:
            with pytest.raises(Refusal):
                after(state, step)


def test_steps_in_their_order_lead_to_the_state() -> None:
    assert state_of([]) is State.WISHED
    assert state_of([Step.OFFERED, Step.OFFERED, Step.STARTED, Step.ENDED]) is State.ENDED
    with pytest.raises(Refusal):
        state_of([Step.STARTED, Step.OFFERED])


@pytest.mark.parametrize(
    ("days", "urgency", "said"),
    [
        (0, Urgency.RUNNING, "14 dage tilbage"),
        (10, Urgency.RUNNING, "4 dage tilbage"),
        (11, Urgency.SOON, "3 dage tilbage"),
        (13, Urgency.SOON, "1 dag tilbage"),
        (14, Urgency.SOON, "Sidste dag er i dag"),
        (15, Urgency.OVERDUE, "1 dag for sent"),
        (16, Urgency.OVERDUE, "2 dage for sent"),
    ],
)
def test_the_clock_day_by_day(app: Flask, days: int, urgency: Urgency, said: str) -> None:
    now = clock_of(WISHED, due_on(WISHED, 14), None, State.WISHED, WISHED + timedelta(days=days))
    assert now.urgency is urgency
    with app.test_request_context():
        assert said_clock(now) == said


def test_a_start_stops_the_clock_and_says_how_long_it_took(app: Flask) -> None:
    due, later = due_on(WISHED, 14), WISHED + timedelta(days=60)
    took = [clock_of(WISHED, due, WISHED + timedelta(days=days), State.STARTED, later) for days in (0, 9, 14, 15)]
    assert [one.urgency for one in took] == [Urgency.IN_TIME] * 3 + [Urgency.TOO_LATE]
    with app.test_request_context():
        said = [said_clock(one) for one in took]
    assert said == ["Begyndt samme dag", "Begyndt efter 9 dage", "Begyndt efter 14 dage", "Begyndt efter 15 dage"]
    assert [tone(one) for one in took] == ["good", "good", "good", "late"]
    assert clock_of(WISHED, due, None, State.ENDED, later) == Clock(Urgency.STOPPED, 0)


def test_what_is_refused() -> None:
    today = WISHED + timedelta(days=5)
    for wished_on, reason in (
        (today + timedelta(days=1), Reason.IN_THE_FUTURE),
        (date(2014, 1, 1), Reason.TOO_LONG_AGO),
    ):
        with pytest.raises(Refusal) as refused:
            refuse_wish(wished_on, today)
        assert refused.value.reason is reason
    for step, on, ending, reason in (
        (Step.STARTED, WISHED - timedelta(days=1), None, Reason.BEFORE_THE_WISH),
        (Step.STARTED, today + timedelta(days=1), None, Reason.IN_THE_FUTURE),
        (Step.OFFERED, date.max, None, Reason.TOO_FAR),
        (Step.ENDED, today, None, Reason.HOW),
        (Step.STARTED, today, Ending.FINISHED, Reason.HOW),
    ):
        with pytest.raises(Refusal) as refused:
            refuse_step(step, on, ending, WISHED, today)
        assert refused.value.reason is reason
    refuse_step(Step.OFFERED, today + timedelta(days=3), None, WISHED, today)


def test_a_code_is_each_only_once_and_easy_to_say() -> None:
    codes = [code_of(number) for number in range(1, 5001)]
    assert len(set(codes)) == 5000
    assert all(len(code.split()) == 2 and code.split()[1].isdigit() for code in codes)
    assert max(len(code) for code in codes) <= 12


def test_the_deadline_is_a_local_day(app: Flask) -> None:
    late_in_the_evening = clock.at(WISHED, clock.local(clock.now()).time().replace(hour=23, minute=50))
    with clock.stopped(late_in_the_evening):
        assert due_on(clock.today(), 14) == date(2026, 3, 30)
