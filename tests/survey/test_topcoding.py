"""Nobody can reckon from what is shown how few were not content. The reckoning here is its own: it tries everything."""

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from app.survey import topcoding
from app.survey.figures import ANSWERS, Figure
from app.survey.topcoding import Cells, Shown, everybody, figures, group, protected

Three = tuple[int, int, int]
"""Positive, neutral, negative."""


def _cells(positive: int, neutral: int, negative: int) -> Cells:
    return Cells((positive, 0, neutral, negative, 0))


def test_five_answers_are_shown_of_everybody_only_where_each_that_was_given_was_given_five_times() -> None:
    assert everybody(Cells((235, 155, 5, 5, 0))) is Shown.FIVE
    assert everybody(Cells((236, 156, 4, 4, 0))) is Shown.AT_LEAST
    assert everybody(Cells((200, 100, 4, 6, 0))) is Shown.THREE
    assert everybody(Cells((9, 0, 0, 0, 0))) is Shown.HIDDEN


def test_a_group_never_shows_all_five() -> None:
    assert group(Cells((235, 155, 5, 5, 0))) is Shown.THREE
    assert group(Cells((235, 155, 5, 4, 0))) is Shown.AT_LEAST


def test_nought_to_four_who_were_not_content_look_the_same() -> None:
    for negative in range(5):
        cells = _cells(20 - negative, 0, negative)
        assert figures(cells, group(cells)) == {Figure.ANSWERED: 20, Figure.AT_LEAST: 80}


def test_at_least_is_never_more_than_were_positive() -> None:
    for answered in range(10, 60):
        for not_positive in range(answered + 1):
            cells = _cells(answered - not_positive, not_positive, 0)
            assert topcoding.at_least(cells) * answered <= 100 * cells.positive


def test_where_nearly_everybody_was_displeased_a_group_is_hidden_too() -> None:
    assert group(_cells(0, 4, 8)) is Shown.HIDDEN
    assert group(_cells(0, 5, 8)) is Shown.THREE


def test_of_nine_who_answered_a_question_nothing_is_shown() -> None:
    assert figures(_cells(9, 0, 0), group(_cells(9, 0, 0))) == {}


def test_the_last_group_that_could_be_worked_out_hides_another_with_it() -> None:
    parts = {1: _cells(20, 0, 5), 2: _cells(18, 0, 2)}
    assert protected(Cells((38, 0, 0, 7, 0)), parts, {1: 25, 2: 20}) == {1: Shown.HIDDEN, 2: Shown.AT_LEAST}


def test_where_that_is_not_enough_nothing_is_shown_of_either() -> None:
    parts = {1: _cells(20, 0, 5), 2: _cells(15, 3, 2)}
    total = Cells((35, 0, 3, 7, 0))
    assert everybody(total) is Shown.THREE
    assert protected(total, parts, {1: 25, 2: 20}) == dict.fromkeys(parts, Shown.HIDDEN)


def test_where_nobody_at_all_was_displeased_that_stands_of_everybody_and_hides_nothing() -> None:
    parts = {1: _cells(20, 6, 0), 2: _cells(15, 6, 0)}
    assert protected(Cells((35, 0, 12, 0, 0)), parts, {1: 26, 2: 21}) == dict.fromkeys(parts, Shown.AT_LEAST)


def _like(shown: Mapping[Figure, int], ballots: int) -> Iterator[Three]:
    """Every way in which a group can have answered, for somebody who sees only what is shown of it."""
    answered = range(ballots + 1) if not shown else [shown[Figure.ANSWERED]]
    for number in answered:
        for neutral in range(number + 1):
            for negative in range(number - neutral + 1):
                three = number - neutral - negative, neutral, negative
                cells = _cells(*three)
                if not shown or (group(cells) is not Shown.HIDDEN and figures(cells, group(cells)) == shown):
                    yield three


def _learned(total: Cells, parts: Sequence[Cells], shown: Mapping[int, Shown], ballots: int) -> list[set[int]]:
    """For each of two groups the numbers of displeased that can still be true; everything is tried."""
    whole = figures(total, everybody(total))
    one, other = (set(_like(figures(cells, shown[number]), ballots)) for number, cells in enumerate(parts))
    if Figure.NEGATIVE in whole:
        exact = (total.positive, total.neutral, total.negative)
        rest = {three: tuple(all_ - mine for all_, mine in zip(exact, three, strict=True)) for three in one}
        together = [(three, left) for three, left in rest.items() if left in other]
    else:
        together = [
            (first, second)
            for first, second in product(one, other)
            if (cells := _cells(*map(sum, zip(first, second, strict=True)))).answered == total.answered
            and (not whole or (cells.negative <= 4 and figures(cells, Shown.AT_LEAST) == whole))
        ]
    return [{pair[number][2] for pair in together} for number in range(2)]


def _tables(seed: int, number: int) -> Iterator[tuple[Cells, dict[int, Cells]]]:
    chance = random.Random(seed)
    while number:
        parts = {}
        for member in range(2):
            answered, bad = chance.randint(10, 13), chance.choice((0, 1, 2, 4, 5, 6))
            neutral = chance.randint(0, 3)
            parts[member] = _cells(answered - bad - neutral, neutral, bad)
        total = Cells(tuple(map(sum, zip(*(cells.counts for cells in parts.values()), strict=True))))
        yield total, parts
        number -= 1


def _too_narrow(total: Cells, parts: dict[int, Cells], shown: dict[int, Shown]) -> bool:
    if everybody(total) is Shown.FIVE and total.negative == 0:
        return False
    learned = _learned(total, list(parts.values()), shown, 13)
    return any(
        len(possible) < 5 for possible, much in zip(learned, shown.values(), strict=True) if much is not Shown.THREE
    )


def test_in_random_tables_no_hidden_number_of_displeased_can_be_reckoned() -> None:
    for total, parts in _tables(1, 60):
        shown = protected(total, parts, {member: 13 for member in parts})
        assert not _too_narrow(total, parts, shown), (total, parts, shown)


def test_hiding_only_what_is_small_is_found_to_leave_some_of_them_open_to_reckoning() -> None:
    found = sum(
        _too_narrow(total, parts, {member: group(cells) for member, cells in parts.items()})
        for total, parts in _tables(1, 60)
    )
    assert found > 5


def test_answers_are_counted_by_their_number() -> None:
    cells = Cells.of([1, 1, 2, 3, 5, 5, 5])
    assert dict(zip(ANSWERS, cells.counts, strict=True)) == {
        Figure.VERY_HIGH: 2,
        Figure.HIGH: 1,
        Figure.NEUTRAL: 1,
        Figure.LOW: 0,
        Figure.VERY_LOW: 3,
    }
    assert (cells.answered, cells.positive, cells.neutral, cells.negative, cells.not_positive) == (7, 3, 1, 3, 4)
