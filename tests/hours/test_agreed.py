"""The arithmetic of agreed hours: days, ISO weeks, months, quarters; no clock and no database."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.hours.agreed import Days, From, Unit, after, agreed, before, iso_week, parts, period

days = st.dates(date(2014, 1, 1), date(2035, 12, 31))
units = st.sampled_from(list(Unit))


@pytest.mark.parametrize(
    ("unit", "day", "first", "last"),
    [
        (Unit.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (Unit.WEEK, date(2026, 3, 29), date(2026, 3, 23), date(2026, 3, 29)),
        (Unit.MONTH, date(2028, 2, 10), date(2028, 2, 1), date(2028, 2, 29)),
        (Unit.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Unit.QUARTER, date(2026, 11, 22), date(2026, 10, 1), date(2026, 12, 31)),
        (Unit.QUARTER, date(2026, 2, 28), date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_a_period_has_its_first_and_last_day(unit: Unit, day: date, first: date, last: date) -> None:
    assert period(unit, day) == Days(first, last)


def test_the_week_across_new_year_has_its_iso_number() -> None:
    assert (iso_week(date(2027, 1, 1)), iso_week(date(2026, 12, 31)), iso_week(date(2027, 1, 4))) == (53, 53, 1)


@given(units, days)
def test_before_and_after_are_neighbours_in_both_directions(unit: Unit, day: date) -> None:
    here = period(unit, day)
    assert after(unit, before(unit, here)) == before(unit, after(unit, here)) == here
    assert before(unit, here).last + timedelta(days=1) == here.first


@given(units, days)
def test_the_parts_are_the_whole(unit: Unit, day: date) -> None:
    here = period(unit, day)
    pieces = parts(unit, here)
    assert (pieces[0].first, pieces[-1].last) == (here.first, here.last)
    assert sum(map(len, pieces)) == len(here)
    rows = [From(here.first - timedelta(days=3), 30 * 60), From(here.first + timedelta(days=2), 17 * 60)]
    assert sum((agreed(rows, piece) for piece in pieces), Fraction(0)) == agreed(rows, here)


def test_a_whole_week_is_the_hours_of_a_week_also_when_the_clock_changes() -> None:
    rows = [From(date(2014, 1, 1), 30 * 60)]
    for sunday in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1)):
        assert agreed(rows, period(Unit.WEEK, sunday)) == 30 * 60


def test_a_month_counts_its_days() -> None:
    rows = [From(date(2014, 1, 1), 7 * 60)]
    assert agreed(rows, period(Unit.MONTH, date(2026, 11, 1))) == 30 * 60
    assert agreed(rows, period(Unit.QUARTER, date(2026, 11, 1))) == 92 * 60


def test_hours_that_change_in_the_middle_of_a_week_count_from_their_day() -> None:
    thursday = date(2026, 11, 19)
    rows = [From(date(2026, 1, 1), 7 * 60), From(thursday, 14 * 60)]
    assert agreed(rows, period(Unit.WEEK, thursday)) == (3 * 1 + 4 * 2) * 60


def test_before_anything_was_agreed_there_is_nothing_and_nought_ends_it() -> None:
    rows = [From(date(2026, 11, 18), 7 * 60), From(date(2026, 11, 20), 0)]
    assert agreed(rows, period(Unit.WEEK, date(2026, 11, 20))) == 2 * 60
    assert agreed([], period(Unit.WEEK, date(2026, 11, 20))) == 0


def test_of_two_from_the_same_day_the_later_one_holds() -> None:
    monday = date(2026, 11, 16)
    assert agreed([From(monday, 7 * 60), From(monday, 21 * 60)], period(Unit.WEEK, monday)) == 21 * 60


def test_a_period_until_a_day_before_it_is_empty() -> None:
    week = period(Unit.WEEK, date(2026, 11, 16))
    assert len(week.until(date(2026, 11, 10))) == 0
    assert agreed([From(date(2014, 1, 1), 420)], week.until(date(2026, 11, 10))) == 0
