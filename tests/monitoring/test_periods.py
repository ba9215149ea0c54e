"""Periods beside each other, with plain days."""

from datetime import date

import pytest

from app.monitoring.periods import before, months_until, quarter, year_before
from app.monitoring.table import Scope


def scope(first: str, last: str) -> Scope:
    return Scope(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends"),
    [
        ("2026-10-01", "2026-12-31", "2026-07-01", "2026-09-30"),
        ("2026-10-01", "2026-11-20", "2026-07-01", "2026-08-20"),
        ("2026-11-01", "2026-11-30", "2026-10-01", "2026-10-31"),
        ("2026-03-01", "2026-03-30", "2026-02-01", "2026-02-28"),
        ("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"),
        ("2026-01-01", "2026-05-20", "2025-01-01", "2025-05-20"),
        ("2026-11-16", "2026-11-22", "2026-11-09", "2026-11-15"),
        ("2014-11-01", "2016-10-31", "2012-11-01", "2014-10-31"),
    ],
)
def test_the_period_before_is_as_long_and_begins_where_a_month_a_quarter_or_a_year_does(
    first: str, last: str, begins: str, ends: str
) -> None:
    assert before(scope(first, last)) == scope(begins, ends)


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends"),
    [
        ("2024-02-01", "2024-02-29", "2023-02-01", "2023-02-28"),
        ("2024-02-29", "2024-03-10", "2023-02-28", "2023-03-10"),
        ("2026-10-01", "2026-11-30", "2025-10-01", "2025-11-30"),
        ("2025-02-01", "2025-02-28", "2024-02-01", "2024-02-29"),
    ],
)
def test_a_year_ago_is_the_same_days_and_the_end_of_a_month_stays_one(
    first: str, last: str, begins: str, ends: str
) -> None:
    assert year_before(scope(first, last)) == scope(begins, ends)


def test_quarters_and_the_months_until_a_day() -> None:
    assert quarter(date(2026, 11, 30)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter(date(2026, 1, 1)) == (date(2026, 1, 1), date(2026, 3, 31))
    months = months_until(date(2026, 2, 10), 3)
    assert months == [
        (date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
    ]
