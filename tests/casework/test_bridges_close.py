"""Bridges close by themselves: whoever was handed on comes to the session, and the one who sent them on sees it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.casework import bridging, visiting
from app.casework.models import CaseworkSession, Visit
from app.centres.models import Effort
from app.citizens.models import Citizen
from app.db import db
from app.demo.people import EFFORTS
from app.outreach import bridges
from app.outreach.bridge import Destination, State
from app.outreach.models import Bridge, BridgeOutcome
from tests.make import World

YESTERDAY = timedelta(days=1)


def state(world: World, bridge: int) -> State:
    """How a bridge stands."""
    with world.app.app_context():
        return db.session.get_one(Bridge, bridge).state


@pytest.fixture
def people(world: World) -> dict[str, int]:
    """Mette of the SKP sends on, Tom checks in; Ib was sent to the open counselling yesterday."""
    mette = world.account("mette", Role.SKP_WORKER)
    tom = world.account("tom", Role.CENTRE_WORKER)
    ib = world.citizen("Ib fra havnen", by=mette)
    sent = clock.now() - YESTERDAY
    return {
        "mette": mette,
        "tom": tom,
        "ib": ib,
        "bridge": world.bridge(ib, by=mette, to=Destination.CASEWORK, sent_at=sent),
    }


def test_whoever_was_sent_on_came_and_the_sender_sees_it_without_doing_anything(
    world: World, people: dict[str, int]
) -> None:
    visit = world.visit(world.session(), by=people["tom"], citizen=people["ib"])
    with world.app.app_context():
        bridge = db.session.get_one(Bridge, people["bridge"])
        assert bridge.state is State.ARRIVED
        assert [(one.noted_by_id, one.happened_on) for one in bridge.outcomes] == [(people["tom"], clock.today())]
        assert db.session.get_one(Visit, visit).bridge_id == people["bridge"]
    mette = world.browser("mette")
    for page in ("/day", "/outreach/bridges"):
        shown = mette.get(page)
        assert "Ib fra havnen" in shown
        assert "Kom frem i dag" in shown
        assert "Hvordan gik det?" not in shown
    assert "Tom, i dag kl." in mette.get(f"/outreach/bridges/{people['bridge']}")


def test_min_dag_tells_only_what_a_colleague_noted_and_only_the_one_who_follows_it(
    world: World, people: dict[str, int]
) -> None:
    world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    own = world.bridge(world.citizen("Åse Aagaard", by=people["mette"]), by=people["mette"])
    with world.saved():
        mette = db.session.get_one(Account, people["mette"])
        bridges.note_outcome(db.session.get_one(Bridge, own), State.ARRIVED, on=clock.today(), why="", by=mette)
    world.visit(world.session(), by=people["tom"], citizen=people["ib"])
    assert world.browser("mette").get("/day").text.count("Kom frem i dag") == 1
    assert "Kom frem i dag" not in world.browser("lis").get("/day")


@pytest.mark.parametrize(
    ("effort", "to", "closes"),
    [
        ("Fremskudt sagsbehandling", Destination.CASEWORK, True),
        ("Fremskudt misbrugsindsats", Destination.ADDICTION, True),
        ("Fremskudt sundhedsindsats", Destination.HEALTH, True),
        ("Fremskudt sundhedsindsats", Destination.ADDICTION, False),
        ("Fremskudt misbrugsindsats", Destination.CASEWORK, False),
        ("Fremskudt sagsbehandling", Destination.JOBCENTRE, False),
        ("Holdbaserede aktiviteter", Destination.HEALTH, False),
    ],
)
def test_a_session_closes_the_bridges_that_lead_to_its_effort(
    world: World, effort: str, to: Destination, closes: bool
) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib", by=mette)
    bridge = world.bridge(ib, by=mette, to=to)
    world.visit(world.session(effort=effort), by=mette, citizen=ib)
    assert state(world, bridge) is (State.ARRIVED if closes else State.WAITING)


def test_every_effort_of_the_demo_but_two_is_somewhere_one_is_sent() -> None:
    found = {name: bridging.destination_of(Effort(name=name, kind=kind)) for name, kind in EFFORTS}
    assert list(found.values()) == [Destination.CASEWORK, Destination.ADDICTION, Destination.HEALTH, None, None]


def test_both_who_sent_somebody_on_hear_of_it_and_nobody_elses_bridge_is_touched(
    world: World, people: dict[str, int]
) -> None:
    second = world.bridge(people["ib"], by=people["tom"], to=Destination.CASEWORK)
    anothers = world.bridge(world.citizen("Ib Ibsen", by=people["tom"]), by=people["tom"], to=Destination.CASEWORK)
    unnamed = world.bridge(None, by=people["tom"], to=Destination.CASEWORK)
    world.visit(world.session(), by=people["tom"], citizen=people["ib"])
    world.visit(world.session(), by=people["tom"], called="Ib Ibsen")
    assert [state(world, one) for one in (people["bridge"], second, anothers, unnamed)] == [
        State.ARRIVED,
        State.ARRIVED,
        State.WAITING,
        State.WAITING,
    ]


def test_whoever_goes_within_minutes_was_checked_in_by_mistake_and_the_bridge_waits_again(
    world: World, people: dict[str, int]
) -> None:
    visit = world.visit(world.session(), by=people["tom"], citizen=people["ib"])
    with world.saved():
        visiting.leave(db.session.get_one(Visit, visit))
    assert state(world, people["bridge"]) is State.WAITING
    with world.app.app_context():
        assert db.session.get_one(Visit, visit).bridge_id is None
    with world.saved():
        visiting.hand_on(db.session.get_one(Visit, visit), None)
    assert state(world, people["bridge"]) is State.ARRIVED


def test_whoever_waited_long_and_left_without_a_talk_did_come(world: World, people: dict[str, int]) -> None:
    ago = clock.now() - timedelta(minutes=20)
    session = world.session()
    visit = world.visit(session, by=people["tom"], citizen=people["ib"], arrived_at=ago)
    with world.saved():
        visiting.leave(db.session.get_one(Visit, visit))
    assert state(world, people["bridge"]) is State.ARRIVED


def test_what_somebody_said_since_stands_whatever_the_board_does(world: World, people: dict[str, int]) -> None:
    visit = world.visit(world.session(), by=people["tom"], citizen=people["ib"])
    with world.saved():
        mette = db.session.get_one(Account, people["mette"])
        bridge = db.session.get_one(Bridge, people["bridge"])
        bridges.note_outcome(bridge, State.WAITING, on=clock.today(), why="Det var en anden Ib.", by=mette)
    with world.saved():
        visiting.take(db.session.get_one(Visit, visit), by=db.session.get_one(Account, people["tom"]))
        visiting.hand_on(db.session.get_one(Visit, visit), None)
    assert state(world, people["bridge"]) is State.WAITING
    with world.saved():
        bridge = db.session.get_one(Bridge, people["bridge"])
        bridges.note_outcome(bridge, State.ARRIVED, on=clock.today(), why="", by=mette)
        visiting.leave(db.session.get_one(Visit, visit))
    assert state(world, people["bridge"]) is State.ARRIVED


def test_a_bridge_made_while_they_are_here_is_to_the_next_session(world: World, people: dict[str, int]) -> None:
    arrived = clock.now() - timedelta(minutes=10)
    visit = world.visit(world.session(), by=people["tom"], citizen=people["ib"], arrived_at=arrived)
    new = world.bridge(people["ib"], by=people["mette"], to=Destination.CASEWORK)
    with world.saved():
        visiting.take(db.session.get_one(Visit, visit), by=db.session.get_one(Account, people["tom"]))
        visiting.hand_on(db.session.get_one(Visit, visit), None)
    assert state(world, new) is State.WAITING


def test_somebody_without_a_name_comes_by_the_bridge_that_is_named(world: World, people: dict[str, int]) -> None:
    bridge = world.bridge(None, by=people["mette"], to=Destination.ANOTHER)
    visit = world.visit(world.session(), by=people["tom"])
    with world.saved():
        kept = db.session.get_one(Visit, visit)
        kept.bridge_id = bridge
        bridging.keep_up(kept)
    assert (state(world, bridge), state(world, people["bridge"])) == (State.ARRIVED, State.WAITING)


def test_a_check_in_that_is_not_kept_leaves_no_trace_on_the_bridge(world: World, people: dict[str, int]) -> None:
    session = world.session()
    with world.app.app_context():
        visiting.check_in(
            db.session.get_one(CaseworkSession, session),
            visiting.Arrival(),
            citizen=db.session.get_one(Citizen, people["ib"]),
            by=db.session.get_one(Account, people["tom"]),
        )
        assert db.session.get_one(Bridge, people["bridge"]).state is State.ARRIVED
        db.session.rollback()
        assert db.session.scalars(sa.select(BridgeOutcome.id)).all() == []
        assert db.session.scalars(sa.select(Visit.id)).all() == []
