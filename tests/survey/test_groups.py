"""Who is counted together: nobody's few answers stand alone, and no group can be worked out from the others."""

from hypothesis import given
from hypothesis import strategies as st

from app.survey.groups import LEAST, others

ANYBODY = st.dictionaries(st.integers(1, 8), st.integers(0, 30), max_size=8)


def test_two_small_centres_that_have_ten_answers_together_are_the_others() -> None:
    assert others({1: 40, 2: 6, 3: 4}) == {2, 3}


def test_one_small_centre_takes_the_next_smallest_with_it() -> None:
    assert others({1: 40, 2: 30, 3: 12, 4: 4}) == {3, 4}


def test_small_centres_without_ten_answers_take_the_next_smallest_with_them() -> None:
    assert others({1: 40, 2: 30, 3: 2, 4: 3}) == {2, 3, 4}


def test_where_only_one_group_would_be_left_there_is_no_table() -> None:
    assert others({1: 40, 2: 4}) is None
    assert others({1: 40}) is None
    assert others({1: 6, 2: 6}) is None
    assert others({}) is None


def test_centres_with_ten_answers_each_stand_alone() -> None:
    assert others({1: 10, 2: 10}) == frozenset()


def test_a_centre_that_nobody_answered_about_is_no_second_one() -> None:
    assert others({1: 40, 2: 30, 3: 4, 4: 0}) == {2, 3}


def test_what_names_no_known_centre_is_never_alone_however_many() -> None:
    assert others({0: 25, 1: 40, 2: 30}, never_alone=frozenset({0})) == {0, 2}


@given(ANYBODY)
def test_whatever_is_shown_has_ten_answers_and_the_others_are_at_least_two(answers: dict[int, int]) -> None:
    together = others(answers)
    if together is None:
        return
    alone = {member for member, number in answers.items() if number} - together
    assert all(answers[member] >= LEAST for member in alone)
    assert not together or (len(together) >= 2 and sum(answers[member] for member in together) >= LEAST)
    assert len(alone) + bool(together) >= 2
