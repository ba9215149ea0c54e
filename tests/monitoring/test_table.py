"""What a table of monitoring is, with plain objects."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.monitoring.table import Row, Scope, percent, table


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [(0, 0, 0), (0, 372, 0), (1, 372, 0), (2, 372, 1), (219, 372, 59), (1, 200, 1), (1, 201, 0), (372, 372, 100)],
)
def test_percentages_are_whole_and_halves_go_up(part: int, whole: int, printed: int) -> None:
    assert percent(part, whole) == printed


@given(st.integers(1, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_percentage_is_never_more_than_half_a_point_off(drawn: tuple[int, int]) -> None:
    part, whole = drawn
    assert abs(percent(part, whole) - 100 * part / whole) <= 0.5


def test_rows_keep_their_order_and_what_is_beside_has_no_percentage() -> None:
    made = table("income", ["job", "pension"], {"pension": 3, "not_noted": 2}, base=3, beside=["not_noted"])
    assert made.rows == (Row("job", 0, 0), Row("pension", 3, 100), Row("not_noted", 2, None))


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends on or after"):
        Scope(date(2026, 2, 1), date(2026, 1, 31))
