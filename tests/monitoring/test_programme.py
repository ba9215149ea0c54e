"""What hidden numbers could be, asked of the solver."""

import pytest

from app.monitoring import programme
from app.monitoring.programme import Bound, Everything

PAIR = Everything([1, 2, 9], [Bound({0: 1, 1: 1, 2: -1}, 0, exact=True)])
"""Two numbers that are known only together; the third is shown."""
TRIANGLE = Everything([0, 0, 0], [Bound({one: 1, (one + 1) % 3: 1}, 1, exact=False) for one in range(3)])
"""With fractions each could be a half; in whole numbers only one is anything."""


def test_what_is_sought_goes_as_far_as_the_bounds_and_the_limit_let_it() -> None:
    pair = PAIR.some([0, 1], [0], [0, 1])
    found = pair.seek({0: -1}, {0: 10})
    assert (found.least, found.held, found.others) == (-2, (0,), {0: 2, 1: 1})
    assert pair.seek({0: -1}, {0: 1}).least == -1
    assert pair.seek({0: 1}, {0: -5}).others == {0: 0, 1: 3}
    assert pair.seek_whole({0: -1}, {0: 10}) == {0: 2, 1: 1}


def test_an_answer_is_the_one_that_was_found() -> None:
    """HiGHS, given numbers to begin with, can tell of the best answer and hand those out."""
    factors = ({1: 1, 2: -1}, 1), ({0: 1, 1: -1}, 0), ({2: 1, 1: -1, 0: -1}, 1)
    every = Everything([3, 1, 1], [Bound(one, left, exact=False) for one, left in factors])
    three = every.some([0, 1, 2], [0, 1, 2], [0, 0, 0])
    assert three.seek({0: -1}, {0: 8}).least == -8
    assert three.seek_whole({0: -1}, {0: 8})[0] == 8


def test_fractions_are_no_table() -> None:
    triangle = TRIANGLE.some([0, 1, 2], [0, 1, 2], [0, 0, 0])
    signs, until = dict.fromkeys(range(3), -1), dict.fromkeys(range(3), 5)
    found = triangle.seek(signs, until)
    assert (found.least, found.others) == (-1, {})
    assert list(triangle.seek_whole(signs, until).values()) == [1]


def test_a_number_that_nothing_bounds_goes_to_its_limit() -> None:
    alone = Everything([3], []).some([0], [], [1])
    assert alone.seek({0: -1}, {0: 8}).others == {0: 8}
    assert alone.seek_whole({0: 1}, {0: -2}) == {0: 1}


def test_what_no_numbers_fit_is_a_mistake() -> None:
    pair = PAIR.some([0, 1], [0], [0, 1])
    with pytest.raises(ArithmeticError):
        pair.seek({0: -1}, {0: -1})
    with pytest.raises(ArithmeticError):
        pair.seek_whole({0: 1}, {0: 7})


def test_without_time_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "LONGEST", 0.0)
    triangle = TRIANGLE.some([0, 1, 2], [0, 1, 2], [0, 0, 0])
    assert triangle.seek_whole(dict.fromkeys(range(3), -1), dict.fromkeys(range(3), 5)) == {}


def test_it_works_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    TRIANGLE.some([0, 1, 2], [0, 1, 2], [0, 0, 0]).seek_whole({0: -1}, {0: 5})
    assert capfd.readouterr() == ("", "")
