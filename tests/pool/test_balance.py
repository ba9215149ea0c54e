"""How a pool adds up: plain rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pool.balance import Kind, Reason, Refusal, Totals, added_up, moved, refuse, refuse_parts
from app.pool.words import kroner

LINES = st.lists(st.tuples(st.sampled_from(Kind), st.integers(-500, 500).filter(bool)), max_size=30)
SKETCH = Totals(budget=10_000_000, frame=10_000_000, reserved=1_800_000, granted=4_620_000)


def test_what_is_left_is_the_frame_without_what_is_given_and_set_aside() -> None:
    assert SKETCH.remaining == 3_580_000
    assert kroner(SKETCH.remaining) == "35.800\N{NO-BREAK SPACE}kr."
    assert kroner(-123_450) == "−1.234,50\N{NO-BREAK SPACE}kr."


@pytest.mark.parametrize(
    ("kind", "ore", "reason", "left"),
    [
        (Kind.GRANTED, 3_580_001, Reason.NOT_ENOUGH, 3_580_000),
        (Kind.RESERVED, 3_580_001, Reason.NOT_ENOUGH, 3_580_000),
        (Kind.FRAME, 1, Reason.FRAME_ABOVE_BUDGET, 10_000_000),
        (Kind.FRAME, -3_580_001, Reason.NOT_ENOUGH, 3_580_000),
        (Kind.RELEASED, -1_800_001, Reason.NOT_RESERVED, 1_800_000),
        (Kind.PAID, 4_620_001, Reason.ABOVE_THE_GRANT, 4_620_000),
        (Kind.RETURNED, 1, Reason.ABOVE_WHAT_WAS_PAID, 0),
        (Kind.BUDGET, 2_000_000_000, Reason.TOO_MUCH, 1_000_000_000),
    ],
)
def test_what_cannot_be_is_refused_with_what_there_is(kind: Kind, ore: int, reason: Reason, left: int) -> None:
    with pytest.raises(Refusal) as refused:
        refuse(SKETCH, moved(SKETCH, kind, ore))
    assert (refused.value.reason, refused.value.left) == (reason, left)


def test_nothing_is_paid_out_of_what_was_never_granted() -> None:
    with pytest.raises(Refusal) as refused:
        refuse_parts(Totals(), Totals(paid=1))
    assert refused.value.reason is Reason.NOT_GRANTED


@given(LINES)
def test_whatever_is_let_through_is_never_overspent_and_adds_up(lines: list[tuple[Kind, int]]) -> None:
    totals, kept = Totals(), []
    for kind, ore in lines:
        after = moved(totals, kind, ore)
        try:
            refuse(totals, after)
        except Refusal:
            continue
        totals = after
        kept.append((kind, ore))
    assert added_up(kept) == totals
    assert totals.remaining >= 0
    assert 0 <= totals.returned <= totals.paid <= totals.granted
    assert 0 <= totals.frame <= totals.budget
