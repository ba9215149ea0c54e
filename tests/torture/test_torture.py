"""The short form of `make torture`, on both databases; and the proof that it finds what it looks for."""

import time
from pathlib import Path

import pytest

from tests.figures import Figure, printed
from tests.torture.backups import MORE_DAMAGES
from tests.torture.kills import WRITERS, killed, looked_at, writers
from tests.torture.parts import PARTS, Part
from tests.torture.place import place, served


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_aim_is_met(part: Part, database: str, tmp_path: Path) -> None:
    if database not in part.kinds:
        pytest.skip("this part is about the other database")
    missed = [str(figure) for figure in part.run(database, tmp_path / "place", part.short) if not figure.ok]
    assert missed == []


def test_a_writer_who_counts_before_the_answer_is_found_to_have_lost(tmp_path: Path) -> None:
    with place("sqlite", tmp_path, WRITERS) as where:
        found = killed(where, writers(where, counts_early=True), times=2, last_sending=False)
    assert found.lost > 0
    assert (found.doubled, found.without_log, found.sound) == (0, 0, True)


def test_forms_without_their_key_are_found_doubled(tmp_path: Path) -> None:
    with place("sqlite", tmp_path, 1) as where, served(where):
        (writer,) = writers(where, keeps_key=False)
        writer.sign_in()
        for _ in range(3):
            writer.write(lose_answer=True)
        give_up = time.monotonic() + 30
        while where.number("SELECT count(*) FROM contact") < 6 and time.monotonic() < give_up:
            time.sleep(0.1)
        found = looked_at(where, [writer], 0)
    assert found.doubled == 3
    assert (found.lost, found.without_log, found.sound) == (0, 0, True)


def test_with_its_key_a_form_whose_answer_was_lost_is_stored_once(database: str, tmp_path: Path) -> None:
    with place(database, tmp_path, 1) as where, served(where):
        (writer,) = writers(where)
        writer.sign_in()
        for _ in range(3):
            writer.write(lose_answer=True)
        time.sleep(1)
        found = looked_at(where, [writer], 0)
        assert where.number("SELECT count(*) FROM contact") == 3
    assert (found.acknowledged, found.doubled, found.lost) == (3, 0, 0)


def test_a_missed_aim_is_said_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    figures = [Figure("lost", 1, "contacts", "=0"), Figure("slowest", 12.345, "ms", "<=100"), Figure("took", 3, "s")]
    assert printed(figures) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["lost 1 contacts =0 missed", "slowest 12.35 ms <=100 ok", "took 3 s - ok"]
    assert lines[-1] == "1 of 2 aims met"


def test_the_damages_are_ten_and_more() -> None:
    sizes = {part.name: (part.usual, part.short) for part in PARTS}
    assert sizes["kills"] == (200, 20)
    assert len(MORE_DAMAGES) == 3
