"""The rolled-up figures are those of the records: saved, corrected, moved, linked, deleted or taken back."""

import os
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.accounts.role import Role
from app.casework.models import Conversation
from app.citizens.identity import KnownBefore
from app.db import db
from app.monitoring import lanes, queries, rolling, waited, waiting, watching
from app.monitoring.kept import Kept
from app.monitoring.lanes import Span
from app.monitoring.models import ContactsRolledUp, CountedRolledUp, Layer, RolledUp, Waited, WaitsRolledUp
from app.monitoring.table import Scope
from tests.make import World
from tests.monitoring import counted_directly
from tests.monitoring.week import Week

SEQUENCES = int(os.environ.get("SEQUENCES", "40"))
"""500 in the long form."""


def _kept() -> list[dict]:
    """What is rolled up; rows that say nothing left out."""
    found = []
    for model, keys in ((RolledUp, 5), (ContactsRolledUp, 3), (CountedRolledUp, 5), (WaitsRolledUp, 4), (Waited, 2)):
        rows = db.session.execute(sa.select(model.__table__))
        found.append({tuple(row[:keys]): tuple(row[keys:]) for row in rows if model is Waited or any(row[keys:])})
    return found


def _recounted() -> list[dict]:
    list(rolling.recount())
    found = _kept()
    db.session.rollback()
    return found


def _differs(week: Week) -> bool:
    """Whether the figures are others than those of the records, counted anew and counted by hand."""
    scope = week.scope()
    return (
        _kept() != _recounted()
        or queries.figures(scope) != counted_directly.figures(scope)
        or waiting.waits(scope) != counted_directly.waits(scope)
        or {kind: _of(scope, kind) for kind in counted_directly.TALLIES} != counted_directly.tallies(scope)
    )


def _of(scope: Scope, kind: str) -> dict[str, int]:
    return {row: number for row, number in Kept(scope).tally(kind).items() if number}


def _sequence(week: Week, steps: int) -> None:
    """So many things in one transaction, now and then taken back as a whole."""
    for _ in range(steps):
        week.step()
    if week.chance.random() < 0.1:
        db.session.flush()
        db.session.rollback()
    db.session.commit()
    db.session.remove()


def _first_difference(world: World, sequences: int) -> int | None:
    """The number of the first sequence after which the figures are not those of the records."""
    week = Week(world, random.Random(2016))
    with world.app.app_context():
        for number in range(sequences):
            _sequence(week, week.chance.randint(1, 5))
            if _differs(week):
                return number
    return None


def test_after_any_sequence_of_changes_the_figures_are_those_of_a_full_recount(world: World) -> None:
    week = Week(world, random.Random(0))

    @settings(
        max_examples=SEQUENCES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(st.randoms(use_true_random=False), st.lists(st.integers(1, 4), min_size=1, max_size=6))
    def holds(chance: random.Random, transactions: list[int]) -> None:
        week.chance = chance
        week.begin_again()
        for steps in transactions:
            _sequence(week, steps)
        assert not _differs(week)

    with world.app.app_context():
        holds()


@pytest.mark.parametrize(
    "forgotten",
    [
        "what was taken away",
        "corrections",
        "incomes",
        "citizens",
        "savepoints",
        "conversations",
        "outcomes",
        "waits",
        "earlier contacts",
        "bridges of contacts",
        "heads",
    ],
)
def test_a_change_that_is_forgotten_is_found(world: World, monkeypatch: pytest.MonkeyPatch, forgotten: str) -> None:
    if forgotten == "what was taken away":
        monkeypatch.setattr(watching, "_taken_away", lambda *_: None)
    elif forgotten == "corrections":
        monkeypatch.setattr(watching, "_facts", _only_what_is(watching._facts))
    elif forgotten == "savepoints":
        monkeypatch.setattr(watching, "deepcopy", lambda touched: touched)
    elif forgotten == "conversations":
        monkeypatch.setattr(watching, "_added", _unless_a_talk(watching._added))
    elif forgotten == "citizens":
        monkeypatch.setattr(watching, "LANE_OF", dict.fromkeys(KnownBefore, 1))
    elif forgotten == "outcomes":
        monkeypatch.setattr(rolling, "_of_bridges", lambda *_: set())
    elif forgotten == "waits":
        monkeypatch.setattr(waited, "count_anew", lambda *_: None)
    elif forgotten == "earlier contacts":
        monkeypatch.setattr(waited, "_earlier", lambda *_: False)
    elif forgotten == "heads":
        monkeypatch.setattr(rolling, "_keys", _without_heads(rolling._keys))
    elif forgotten == "bridges of contacts":
        monkeypatch.setattr(watching, "_gone_with", lambda *_: None)
    else:
        monkeypatch.setattr(rolling, "_count_incomes_anew", lambda *_: None)
    assert _first_difference(world, 150) is not None


def test_a_talk_is_moved_to_somebody_who_waited_as_long(world: World) -> None:
    """The tallies stay the same then, and whose wait it was does not."""
    week = Week(world, random.Random(1))
    one, other = week.citizens[:2]
    with world.app.app_context():
        week.talk()
        [talk] = db.session.scalars(sa.select(Conversation))
        talk.citizen_id = one
        db.session.commit()
        talk.citizen_id = other
        db.session.commit()
        assert list(db.session.scalars(sa.select(Waited.citizen_id))) == [other]


def _without_heads(keys: Callable) -> Callable:
    return lambda moment: (key for key in keys(moment) if key.layer is not Layer.HEADS)


def _only_what_is(facts: Callable) -> Callable:
    return lambda record, before: facts(record, before=False)


def _unless_a_talk(added: Callable) -> Callable:
    return lambda touched, model, facts: None if model is Conversation else added(touched, model, facts)


def test_the_command_counts_everything_anew(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib", by=mette)
    world.contact(ib, by=mette, happened_at=datetime(2026, 1, 2, 12, tzinfo=UTC))
    with world.app.app_context():
        right = _kept()
        db.session.execute(sa.delete(RolledUp))
        db.session.execute(sa.update(ContactsRolledUp).values(contacts=7))
        db.session.commit()
    result = world.app.test_cli_runner().invoke(args=["monitoring", "recount"])
    assert result.output == "2026: 1 contacts\nThe figures are those of the records.\n"
    with world.app.app_context():
        assert _kept() == right
        assert len(right[0]) == 9


def test_a_migration_rolls_up_what_is_there_as_the_program_would(world: World) -> None:
    from flask_migrate import downgrade, upgrade

    # Those figures are older than conversations.
    week = Week(world, random.Random(7), talks=False)
    with world.app.app_context():
        for _ in range(60):
            week.step()
            db.session.commit()
        before = _kept()
        assert before[0]
        db.session.remove()
        _without_the_figures(world.app, downgrade, upgrade)
        assert _kept() == before


def _without_the_figures(app: Flask, downgrade: Callable, upgrade: Callable) -> None:
    """Down to before there were rolled-up figures, and up again."""
    downgrade(revision="0005")
    upgrade()


def test_two_blocks_are_laid_over_each_other_and_counted() -> None:
    older = lanes.SEEN.blocks([(1, 3), (1023, 4), (1024, 5)])
    newer = lanes.SEEN.blocks([(1, 1)])
    assert sorted(older) == [0, 1]
    block = lanes.SEEN.laid_over(older[0], newer[0])
    having = lanes.SEEN.bits(block)
    assert [lanes.SEEN.lane_is(having, lane).bit_count() for lane in (1, 3, 4, 5)] == [1, 0, 1, 0]
    assert lanes.unpacked(lanes.packed(block)) == block
    with pytest.raises(ValueError, match="does not fit"):
        lanes.SEEN.blocks([(1, 2**lanes.BITS)])


def _first_days(first: date, last: date) -> Iterator[tuple[Span, date]]:
    for span, start, end in lanes.pieces(first, last):
        days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
        yield from ((span, day) for day in days if lanes.first_day(span, day) == day)


@pytest.mark.parametrize("shape", [lanes.SEEN, lanes.SHORT, lanes.HEADS])
def test_lanes_are_kept_and_changed_in_blocks_of_any_length(shape: lanes.Shape) -> None:
    chance = random.Random(8192)
    them = {chance.randint(0, 30_000): chance.randint(1, 7) for _ in range(3000)}
    kept = shape.blocks(them.items())
    first = {block: shape.bit(lanes_of, 0) for block, lanes_of in kept.items()}
    for other in (lanes.SEEN, lanes.SHORT, lanes.HEADS):
        again = other.blocks((one, lane & 1) for one, lane in them.items())
        assert _somebody(shape.regrouped(first, into=other)) == _somebody(again)
    gone = dict.fromkeys(list(them)[:1000], 0)
    left = _somebody(shape.blocks((them | gone).items()))
    for block, lanes_of in kept.items():
        here = {one: 0 for one in gone if shape.block_of(one) == block}
        without = shape.with_lanes(lanes_of, here)
        assert without == left.get(block, 0)
        assert shape.with_bits(without, {one: them[one] for one in here}) == lanes_of
        assert shape.laid_over(without, lanes_of) == lanes_of


def _somebody(blocks: dict[int, int]) -> dict[int, int]:
    return {block: kept for block, kept in blocks.items() if kept}


@pytest.mark.parametrize("first", [date(2023, 11, 1), date(2023, 12, 31), date(2024, 2, 29), date(2024, 1, 1)])
@pytest.mark.parametrize("days", [0, 1, 27, 30, 31, 61, 365, 366, 800, 1500])
def test_the_pieces_of_a_period_are_its_days_each_once(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    covered: list[date] = []
    for span, start, end in lanes.pieces(first, last):
        while start <= end:
            after = start
            while lanes.first_day(span, after) == start:
                covered.append(after)
                after += timedelta(days=1)
            start = after
    assert covered == [first + timedelta(days=number) for number in range(days + 1)]
    assert list(lanes.starts(first, last)) == list(_first_days(first, last))
    assert Span.DAY not in {span for span, *_ in lanes.pieces(date(2023, 1, 1), date(2026, 10, 31))}
    assert Layer.SEEN.value == "seen"
