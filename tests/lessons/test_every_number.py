"""Each of the eighteen lessons has one test that bears its number."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_the_numbers_1_to_18_are_all_there_and_each_once() -> None:
    found = [
        int(number)
        for path in sorted(TESTS.rglob("test_*.py"))
        for number in re.findall(r"^def test_lesson_(\d\d)_", path.read_text(), re.MULTILINE)
    ]
    assert sorted(found) == list(range(1, 19))
