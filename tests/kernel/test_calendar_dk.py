"""Danish holidays, against the years as they were printed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendar_dk import day_off, days_off, easter

EASTERS = {
    1818: (3, 22),
    1943: (4, 25),
    2000: (4, 23),
    2008: (3, 23),
    2016: (3, 27),
    2019: (4, 21),
    2023: (4, 9),
    2024: (3, 31),
    2025: (4, 20),
    2026: (4, 5),
    2027: (3, 28),
    2038: (4, 25),
    2076: (4, 19),
}
HOLIDAYS_OF_2023 = [
    "01-01", "04-06", "04-07", "04-09", "04-10", "05-05", "05-18", "05-28", "05-29", "06-05", "12-24", "12-25", "12-26",
    "12-31",
]  # fmt: skip
HOLIDAYS_OF_2026 = [
    "01-01", "04-02", "04-03", "04-05", "04-06", "05-14", "05-24", "05-25", "06-05", "12-24", "12-25", "12-26", "12-31",
]  # fmt: skip


@pytest.mark.parametrize("year", EASTERS)
def test_easter_is_when_it_was(year: int) -> None:
    assert easter(year) == date(year, *EASTERS[year])


@pytest.mark.parametrize(("year", "printed"), [(2023, HOLIDAYS_OF_2023), (2026, HOLIDAYS_OF_2026)])
def test_a_year_has_its_days_off_and_no_others(year: int, printed: list[str]) -> None:
    assert sorted(f"{day:%m-%d}" for day in days_off(year)) == printed


def test_store_bededag_went_with_2023() -> None:
    assert str(days_off(2023)[date(2023, 5, 5)]) == "Store bededag"
    assert day_off(date(2024, 4, 26)) is None


def test_where_two_fall_together_the_movable_one_is_named() -> None:
    assert str(day_off(date(2028, 6, 5))) == "2. pinsedag"


@given(st.integers(1900, 2999))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)
    names = {str(name): day for day, name in days_off(year).items()}
    assert names["Langfredag"] + timedelta(days=3) == names["2. påskedag"]
    assert names["Kristi himmelfartsdag"].weekday() == 3
