"""The board: who came, who takes whom, and that two who tap at once do not both get the same citizen."""

import pytest
import sqlalchemy as sa

from app.accounts.models import Account
from app.accounts.role import Role
from app.casework import visiting
from app.casework.models import CaseworkSession, Visit
from app.casework.visit import NEXT, Reason, Refusal, State
from app.db import db
from tests.make import World


def test_every_state_has_its_next_ones() -> None:
    assert set(NEXT) == set(State)


def test_somebody_comes_is_taken_and_seen(world: World) -> None:
    tom = world.account("tom", Role.CENTRE_WORKER)
    karim = world.account("karim", Role.CASEWORKER)
    session = world.session(team=(karim, tom))
    first = world.visit(session, by=tom)
    second = world.visit(session, by=tom, citizen=world.citizen("Ib", by=tom), taken_by=karim)
    with world.saved():
        kept = db.session.get_one(CaseworkSession, session)
        assert [(one.number, one.state) for one in kept.visits] == [(1, State.WAITING), (2, State.TALKING)]
        assert kept.board_version == 4
        visiting.seen(kept.visits[1])
        visiting.leave(kept.visits[0])
    conversation = world.conversation(second, by=karim, note="Om huslejen.", present=(tom,))
    assert conversation
    with world.saved():
        assert db.session.get_one(Visit, first).state is State.LEFT


def test_whoever_comes_second_is_refused(world: World) -> None:
    tom = world.account("tom", Role.CENTRE_WORKER)
    karim = world.account("karim", Role.CASEWORKER)
    visit = world.visit(world.session(), by=tom, taken_by=karim)
    with world.app.app_context():
        with pytest.raises(Refusal) as refused:
            visiting.take(db.session.get_one(Visit, visit), by=db.session.get_one(Account, tom))
        assert refused.value.reason is Reason.TAKEN
        db.session.rollback()
        assert db.session.scalars(sa.select(Visit.state)).all() == [State.TALKING]
