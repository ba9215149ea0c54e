"""What a mentor agreement may say: plain rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.duration import FULL_WEEK, minutes_of
from app.mentoring.agreement import (
    Reason,
    Refusal,
    Span,
    a_year_from,
    ends_soon,
    refuse_nonsense,
    refuse_overlap,
)
from app.mentoring.words import REFUSALS

NEW_YEAR = date(2026, 1, 1)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("minutes", [15, 120, 135, FULL_WEEK])
def test_quarters_up_to_a_full_week_can_be_agreed(minutes: int) -> None:
    refuse_nonsense(minutes, Span(NEW_YEAR, NEW_YEAR))


@pytest.mark.parametrize("minutes", [0, -15, 10, 20, FULL_WEEK + 15])
def test_other_hours_cannot(minutes: int) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_nonsense(minutes, Span(NEW_YEAR, NEW_YEAR))
    assert refused.value.reason is Reason.HOURS


def test_a_year_is_the_most_and_ends_on_the_day_before_its_anniversary() -> None:
    refuse_nonsense(60, Span(NEW_YEAR, date(2026, 12, 31)))
    with pytest.raises(Refusal) as refused:
        refuse_nonsense(60, Span(NEW_YEAR, date(2027, 1, 1)))
    assert refused.value.reason is Reason.OVER_A_YEAR
    assert a_year_from(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_from(date(2027, 3, 1)) == date(2028, 2, 29)


def test_it_does_not_end_before_it_begins() -> None:
    with pytest.raises(Refusal) as refused:
        refuse_nonsense(60, Span(NEW_YEAR, date(2025, 12, 31)))
    assert refused.value.reason is Reason.ENDS_BEFORE_IT_BEGINS


@given(days, days, days, days)
def test_two_spans_overlap_when_a_day_lies_in_both(a: date, b: date, c: date, d: date) -> None:
    one, other = Span(a, b), Span(c, d)
    shared = {*range(a.toordinal(), b.toordinal() + 1)} & {*range(c.toordinal(), d.toordinal() + 1)}
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)


def test_an_agreement_follows_another_on_the_next_day() -> None:
    first = Span(NEW_YEAR, date(2026, 6, 30))
    refuse_overlap(Span(date(2026, 7, 1), date(2026, 12, 31)), [first])
    with pytest.raises(Refusal) as refused:
        refuse_overlap(Span(date(2026, 6, 30), date(2026, 12, 31)), [first])
    assert refused.value.reason is Reason.OVERLAPS


def test_the_warning_comes_four_weeks_before_the_end_and_not_after_it() -> None:
    end = date(2026, 6, 30)
    assert [ends_soon(end, day) for day in (date(2026, 6, 2), date(2026, 6, 3), end, date(2026, 7, 1))] == [
        False,
        True,
        True,
        False,
    ]


def test_every_refusal_has_its_sentence() -> None:
    assert set(REFUSALS) == set(Reason)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("2", 120), (" 2,25 ", 135), ("2.5", 150), ("0", 0), ("2,1", None), ("-1", None), ("", None), ("to", None)],
)
def test_hours_are_typed_as_people_write_them(typed: str, minutes: int | None) -> None:
    assert minutes_of(typed) == minutes
