"""Two tap «Tag imod» for the same citizen in the same moment: one gets them, the other is told who."""

import threading

import pytest

from app.access import Act
from app.accounts.permissions import PERMISSIONS
from app.accounts.role import Role
from app.casework import visiting
from app.casework.models import Visit
from app.db import Base, db
from tests.casework.racing import Taker, taken_at_once
from tests.database import one_table
from tests.make import World

ROUNDS = 100


@pytest.fixture
def takers(world: World) -> list[Taker]:
    """Karim and Jens, each with a tablet; both may take whoever waits."""
    assert Role.CASEWORKER in PERMISSIONS[Act.TALK_AT_SESSION]
    for name in ("karim", "jens"):
        world.account(name, Role.CASEWORKER)
    return [Taker(world.app, name, *world.cookie(name)) for name in ("karim", "jens")]


def _rounds(world: World, takers: list[Taker], rounds: int) -> list[tuple[int, ...]]:
    """The two answers of each round, the better one first."""
    by = world.account("tom", Role.CENTRE_WORKER)
    session = world.session()
    answers = []
    for _ in range(rounds):
        visit = world.visit(session, by=by)
        found = taken_at_once(takers, visit)
        answers.append(tuple(sorted(answer.status for answer in found)))
        for answer in found:
            other = next(one.username for one in takers if one.username != answer.username).capitalize()
            assert answer.status != 409 or f"{other} er allerede i gang med Nr. " in answer.text
    return answers


def test_of_two_who_take_at_once_exactly_one_gets_the_citizen_a_hundred_times(
    world: World, takers: list[Taker]
) -> None:
    answers = _rounds(world, takers, ROUNDS)
    assert answers == [(303, 409)] * ROUNDS
    talking = [row["visit_id"] for row in one_table(world.app, "talking")]
    assert sorted(talking) == [row["id"] for row in one_table(world.app, "visit")]
    both = {row["account_id"] for row in one_table(world.app, "talking")}
    assert len(both) <= 2


def test_without_holding_the_visit_two_would_have_them(
    world: World, takers: list[Taker], monkeypatch: pytest.MonkeyPatch
) -> None:
    together = threading.Barrier(2)

    def look_and_let_go(record: Base) -> None:
        if isinstance(record, Visit):
            db.session.commit()
            together.wait(timeout=20)

    monkeypatch.setattr(visiting, "hold", look_and_let_go)
    assert _rounds(world, takers, 1) == [(303, 303)]
    assert len(one_table(world.app, "talking")) == 2
    assert len(one_table(world.app, "visit")) == 1
