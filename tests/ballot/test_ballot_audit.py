"""The short form of `make ballot-audit`, on both databases: nothing is found but what was planted."""

import base64
import random
from pathlib import Path

import pytest

from tests.ballot.bytes_kept import spellings
from tests.ballot.order import band, tau
from tests.ballot.parts import PARTS
from tests.torture.parts import Part

SAFE = ("columns", "order", "once")


@pytest.mark.parametrize("part", [part for part in PARTS if part.name in SAFE], ids=lambda part: part.name)
def test_nothing_tells_who_said_what(part: Part, database: str, tmp_path: Path) -> None:
    missed = [str(figure) for figure in part.run(database, tmp_path, part.short) if not figure.ok]
    assert missed == []


@pytest.mark.browser
@pytest.mark.parametrize("part", [part for part in PARTS if part.name not in SAFE], ids=lambda part: part.name)
def test_nothing_tells_who_said_what_to_a_browser(part: Part, database: str, tmp_path: Path) -> None:
    missed = [str(figure) for figure in part.run(database, tmp_path, part.short) if not figure.ok]
    assert missed == []


def test_a_random_order_lies_in_the_band_and_a_sorted_one_is_1() -> None:
    numbers = list(range(200))
    assert (tau(numbers), tau(numbers[::-1])) == (1, -1)
    chance = random.Random(1)
    shaken = [abs(tau(chance.sample(numbers, 200))) for _ in range(60)]
    assert max(shaken) < band(200) < 0.16
    assert sum(value > band(200) / 3.29 for value in shaken) > 10


def test_a_mark_is_found_in_every_spelling() -> None:
    mark = "maerke0123456789ab"
    for before in (b"", b"a", b"ab"):
        kept = base64.b64encode(before + mark.encode() + b"0007")
        assert any(one in kept for one in spellings(mark)), before
    assert all(one in (mark.encode(), mark.encode("utf-16-le")) or len(one) >= 20 for one in spellings(mark))
