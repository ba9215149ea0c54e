"""The rules of an activity: what can come next, what it lacks, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.activities.activity import (
    MOST_CAME,
    MOST_ROLES,
    NEXT,
    Facts,
    Missing,
    Money,
    Reason,
    Refusal,
    State,
    counted,
    missing,
    refuse_attendance,
    refuse_closing,
    refuse_expense,
    refuse_meeting,
    refuse_report,
    refuse_rest,
    tasks_in,
)

TODAY = date(2026, 5, 1)
NOW = datetime(2026, 5, 1, 10, tzinfo=UTC)


def _refused(reason: Reason, rule: object, *said: object) -> None:
    assert callable(rule)
    with pytest.raises(Refusal) as refused:
        rule(*said)
    assert refused.value.reason is reason


def test_every_state_has_its_line_and_only_the_end_leads_nowhere() -> None:
    assert set(NEXT) == set(State)
    assert [state for state in State if not NEXT[state]] == [State.CLOSED]


@pytest.mark.parametrize(
    ("starts", "ends", "reason"),
    [
        (timedelta(hours=2), timedelta(hours=1), Reason.ENDS_FIRST),
        (timedelta(hours=1), timedelta(hours=1), Reason.ENDS_FIRST),
        (timedelta(hours=1), timedelta(hours=16), Reason.TOO_LONG),
        (timedelta(days=900), timedelta(days=900, hours=1), Reason.TOO_FAR),
        (timedelta(days=-400), timedelta(days=-400, hours=1), Reason.TOO_LONG_AGO),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused(starts: timedelta, ends: timedelta, reason: Reason) -> None:
    refuse_meeting(NOW + timedelta(days=1), NOW + timedelta(days=1, hours=2), NOW, 0)
    _refused(reason, refuse_meeting, NOW + starts, NOW + ends, NOW, 0)
    _refused(Reason.TOO_MANY, refuse_meeting, NOW + timedelta(1), NOW + timedelta(1, 60), NOW, 60)


def test_who_came_is_written_on_the_day_and_afterwards() -> None:
    refuse_attendance(TODAY, False, TODAY)
    _refused(Reason.NOT_BEGUN, refuse_attendance, TODAY + timedelta(1), False, TODAY)
    _refused(Reason.CANCELLED, refuse_attendance, TODAY, True, TODAY)
    assert [counted(0, 1), counted(0, -1), counted(3, -1), counted(MOST_CAME, 1)] == [1, 0, 2, MOST_CAME]


def test_what_is_left_is_what_was_paid_less_what_was_spent_and_given_back() -> None:
    money = Money(granted=5000, paid=4000, spent=2500, returned=500)
    assert (money.to_pay, money.held, money.left) == (1000, 3500, 1000)
    assert Money(granted=5000, paid=1000, spent=1200).left == -200


def test_a_rest_is_counted_once_and_is_never_more_than_was_paid() -> None:
    money = Money(granted=5000, paid=4000, spent=2500)
    refuse_rest(0, money, False)
    refuse_rest(4000, money, False)
    _refused(Reason.MORE_THAN_PAID, refuse_rest, 4001, money, False)
    _refused(Reason.COUNTED_ALREADY, refuse_rest, 100, money, True)


def test_a_report_says_something_and_comes_after_the_counting() -> None:
    money = Money(granted=5000, paid=4000, spent=2500)
    _refused(Reason.NO_REPORT, refuse_report, "Godt", " ", Money(), False)
    _refused(Reason.COUNT_FIRST, refuse_report, "Godt", "Bage", money, False)
    refuse_report("Godt", "Bage", money, True)
    refuse_report("Godt", "Bage", Money(granted=5000, paid=2500, spent=2500), False)
    _refused(Reason.REST_WAITS, refuse_closing, State.REPORTED, True)
    _refused(Reason.NOT_NOW, refuse_closing, State.RUNNING, False)


def test_a_receipt_of_a_day_to_come_or_long_past_is_refused() -> None:
    refuse_expense(TODAY, TODAY, 0)
    _refused(Reason.IN_THE_FUTURE, refuse_expense, TODAY + timedelta(1), TODAY, 0)
    _refused(Reason.TOO_LONG_AGO, refuse_expense, TODAY - timedelta(367), TODAY, 0)


def _facts(**changed: object) -> Facts:
    whole: dict[str, object] = {
        "state": State.RUNNING,
        "meetings": 3,
        "last_on": TODAY + timedelta(days=3),
        "unnoted": 0,
        "open_roles": 0,
        "without_receipt": 0,
        "rest_waits": False,
        "money": Money(granted=100, paid=100),
    }
    return Facts(**whole | changed)


@pytest.mark.parametrize(
    ("changed", "lacks"),
    [
        ({}, []),
        ({"meetings": 0, "last_on": None}, [Missing.DATES]),
        ({"open_roles": 1}, [Missing.ROLES]),
        ({"open_roles": 1, "last_on": TODAY - timedelta(days=1)}, []),
        ({"money": Money(granted=100)}, [Missing.PAYMENT]),
        ({"unnoted": 2}, [Missing.ATTENDANCE]),
        ({"without_receipt": 1}, [Missing.RECEIPTS]),
        ({"last_on": TODAY - timedelta(days=14)}, []),
        ({"last_on": TODAY - timedelta(days=15)}, [Missing.REPORT]),
        ({"state": State.REPORTED, "rest_waits": True}, [Missing.REST_TO_RECEIVE]),
        ({"state": State.REPORTED}, [Missing.CLOSING]),
        ({"state": State.CLOSED, "without_receipt": 1, "unnoted": 1, "open_roles": 1}, []),
    ],
)
def test_what_an_activity_lacks(changed: dict[str, object], lacks: list[Missing]) -> None:
    assert missing(_facts(**changed), TODAY) == lacks


def test_the_tasks_of_an_application_are_its_lines() -> None:
    assert tasks_in("- Ida køber ind\r\n\n• Bo tager imod nye") == ["Ida køber ind", "Bo tager imod nye"]
    assert tasks_in(" ") == []
    assert len(tasks_in("\n".join(map(str, range(100))))) == MOST_ROLES
    assert len(tasks_in("x" * 4000)[0]) == 140
