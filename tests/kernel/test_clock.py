"""The only clock: aware instants, and the days of a Danish wall calendar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app import clock

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 12, 31), timezones=st.just(UTC))


def test_a_danish_day_begins_at_its_own_midnight_in_winter_and_in_summer() -> None:
    assert clock.at(date(2026, 1, 15), time()) == datetime(2026, 1, 14, 23, tzinfo=UTC)
    assert clock.at(date(2026, 7, 15), time()) == datetime(2026, 7, 14, 22, tzinfo=UTC)


def test_a_minute_before_and_after_midnight_are_two_danish_days() -> None:
    with clock.stopped(datetime(2026, 7, 14, 21, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 14)
    with clock.stopped(datetime(2026, 7, 14, 22, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 15)


def test_the_night_summer_time_begins_has_23_hours() -> None:
    start, end = clock.span(date(2026, 3, 29), date(2026, 3, 29))
    assert end - start == timedelta(hours=23)


def test_the_night_summer_time_ends_has_25_hours() -> None:
    start, end = clock.span(date(2026, 10, 25), date(2026, 10, 25))
    assert end - start == timedelta(hours=25)


def test_a_time_that_the_clock_shows_twice_is_the_first_of_the_two() -> None:
    first = clock.at(date(2026, 10, 25), time(2, 30))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert clock.local(first).time() == clock.local(first + timedelta(hours=1)).time() == time(2, 30)


def test_a_time_that_the_clock_never_shows_is_reckoned_as_before_the_change() -> None:
    missing = clock.at(date(2026, 3, 29), time(2, 30))
    assert missing == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert clock.local(missing).time() == time(3, 30)


@given(DAYS, st.integers(0, 400), INSTANTS)
def test_a_span_holds_exactly_the_instants_of_its_days(first: date, further: int, instant: datetime) -> None:
    last = first + timedelta(days=further)
    start, end = clock.span(first, last)
    assert (start <= instant < end) == (first <= clock.local(instant).date() <= last)


@given(DAYS)
def test_the_day_after_begins_where_the_day_ends(day: date) -> None:
    assert clock.span(day, day)[1] == clock.span(day + timedelta(days=1), day + timedelta(days=1))[0]


@given(INSTANTS)
@example(datetime(1999, 10, 31, 1, tzinfo=UTC))
def test_an_instant_said_on_the_wall_and_read_back_is_itself_or_its_twin_an_hour_before(instant: datetime) -> None:
    shown = clock.local(instant)
    again = clock.at(shown.date(), shown.timetz().replace(tzinfo=None))
    assert instant - again == timedelta(hours=shown.fold)


def test_a_stopped_clock_stands_and_goes_on_afterwards() -> None:
    before = clock.now()
    with clock.stopped(datetime(2015, 5, 27, 9, tzinfo=UTC)):
        assert clock.now() == datetime(2015, 5, 27, 9, tzinfo=UTC)
    assert clock.now() >= before


def test_only_aware_instants_stop_the_clock() -> None:
    with pytest.raises(ValueError, match="aware"), clock.stopped(datetime(2015, 5, 27)):
        pass


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)
