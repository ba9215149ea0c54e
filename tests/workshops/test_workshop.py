"""The rules of a workshop: what can come next, what is refused, and who is first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workshops import slips
from app.workshops.workshop import (
    MOST_IDEAS,
    NEXT,
    OVER,
    Phase,
    Reason,
    Refusal,
    Round,
    Stage,
    leading,
    refuse_dot,
    refuse_idea,
    refuse_stage,
)


def _refused(reason: Reason, rule: object, *said: object) -> None:
    assert callable(rule)
    with pytest.raises(Refusal) as refused:
        rule(*said)
    assert refused.value.reason is reason


def test_every_stage_has_its_line_and_every_way_ends() -> None:
    assert set(NEXT) == set(Stage)
    assert {stage for stage in Stage if not NEXT[stage]} == OVER
    reached, waiting = {Stage.PLANNED}, [Stage.PLANNED]
    while waiting:
        for after in NEXT[waiting.pop()] - reached:
            reached.add(after)
            waiting.append(after)
    assert reached == set(Stage)


def test_dots_that_were_given_are_counted_before_anything_else_happens() -> None:
    for stage in Stage:
        if stage.phase is Phase.DOTS:
            (after,) = NEXT[stage]
            assert (after.round, after.phase) == (stage.round, Phase.COUNTED)


def test_a_round_without_ideas_or_slips_gives_no_dots() -> None:
    refuse_stage(Stage.REALITY, Stage.REALITY_DOTS, ideas=1, slips=1)
    _refused(Reason.NO_IDEAS, refuse_stage, Stage.REALITY, Stage.REALITY_DOTS, 0, 5)
    _refused(Reason.NO_SLIPS, refuse_stage, Stage.REALITY, Stage.REALITY_DOTS, 5, 0)
    _refused(Reason.NOT_NEXT, refuse_stage, Stage.REALITY_COUNTED, Stage.REALITY, 5, 5)


@pytest.mark.parametrize("stage", Stage)
def test_ideas_come_while_ideas_are_collected_and_dots_while_dots_are_given(stage: Stage) -> None:
    if stage.phase is Phase.IDEAS:
        refuse_idea(stage, "Et orkester", 0)
        _refused(Reason.NO_WORDS, refuse_idea, stage, " ", 0)
        _refused(Reason.TOO_MANY_IDEAS, refuse_idea, stage, "Et orkester", MOST_IDEAS)
    else:
        _refused(Reason.ROUND_CLOSED, refuse_idea, stage, "Et orkester", 0)
    for round_ in Round:
        if stage.phase is Phase.DOTS and stage.round is round_:
            refuse_dot(stage, round_, False, 2, 3)
            _refused(Reason.NO_DOTS_LEFT, refuse_dot, stage, round_, False, 3, 3)
            _refused(Reason.GONE, refuse_dot, stage, round_, True, 0, 3)
        else:
            _refused(Reason.ROUND_CLOSED, refuse_dot, stage, round_, False, 0, 3)


@given(st.dictionaries(st.integers(1, 40), st.integers(0, 9)))
def test_those_who_lead_have_as_many_as_each_other_and_nobody_has_more(dots: dict[int, int]) -> None:
    first = leading(dots)
    assert bool(first) == any(dots.values())
    assert all(dots[one] >= other for one in first for other in dots.values())
    assert len({dots[one] for one in first}) <= 1
    assert all(dots[one] < max(dots.values()) for one in set(dots) - first if first)


@pytest.mark.parametrize("typed", ["ugle 47", "UGLE 47", "Ugle47", " ugle-47. ", "u g l e 4 7"])
def test_a_slip_is_known_however_it_is_typed(typed: str) -> None:
    assert slips.same(typed, "ugle 47")
    assert not slips.same(typed, "ugle 48")


def test_a_slips_words_come_from_its_nonce_and_the_servers_secret_alone() -> None:
    nonce = slips.new_nonce()
    assert slips.words_of(nonce, "secret") == slips.words_of(nonce, "secret")
    drawn = {slips.words_of(slips.new_nonce(), "secret") for _ in range(2000)}
    assert len(drawn) > 1900
    assert len({slips.words_of(nonce, f"secret {number}") for number in range(200)}) > 190
