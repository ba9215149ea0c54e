"""Periods: quarters of local days, and whole months, each with a code that names it."""

from datetime import date

import pytest

from app.period import NoPeriod, Period, quarters


def test_a_quarter_is_its_three_months() -> None:
    third = Period.quarter(2016, 3)
    assert (third.first, third.last, third.code) == (date(2016, 7, 1), date(2016, 9, 30), "2016-Q3")
    assert third.before().code == "2016-Q2"
    assert Period.quarter(2016, 1).before().code == "2015-Q4"


def test_every_code_names_the_period_that_it_came_from() -> None:
    both = [Period.quarter(year, number) for year in (1900, 2016, 2999) for number in (1, 2, 3, 4)]
    for one in [*both, Period.of_months(2014, 11, 2016, 10), Period.of_months(2016, 7, 2016, 8)]:
        assert Period.named(one.code) == one


@pytest.mark.parametrize("code", ["2016-Q5", "2016-q3", "", "0000-Q1", "2016-13--2017-01", "2017-01--2016-12", "2016"])
def test_other_codes_name_nothing(code: str) -> None:
    with pytest.raises(NoPeriod):
        Period.named(code)


def test_three_months_that_are_a_quarter_are_called_so() -> None:
    assert Period.named("2016-07--2016-09").code == "2016-Q3"


def test_a_period_is_over_when_its_last_day_has_passed() -> None:
    third = Period.quarter(2016, 3)
    assert not third.is_over(date(2016, 9, 30))
    assert third.is_over(date(2016, 10, 1))


def test_the_quarters_of_some_days_come_latest_first() -> None:
    assert [one.code for one in quarters(date(2015, 11, 30), date(2016, 7, 1))] == [
        "2016-Q3",
        "2016-Q2",
        "2016-Q1",
        "2015-Q4",
    ]


def test_a_quarter_lies_in_a_longer_period_and_not_in_itself() -> None:
    whole = Period.of_months(2014, 11, 2016, 10)
    assert whole.contains(Period.quarter(2016, 3))
    assert not whole.contains(Period.quarter(2016, 4))
    assert not whole.contains(whole)
