"""Citizen to citizen: hung up at the door, taken down with three words or by itself, hidden by staff with a reason."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app import clock
from app.accounts.role import Role
from app.centres.models import Centre
from app.db import db
from app.peers import hanging
from app.peers.models import PeerOffer
from app.peers.peer_offer import MOST_UP, NEXT, Reason, Refusal, State, hangs, refuse_step, until
from tests.browser_without_script import Browser, Page
from tests.database import one_table
from tests.make import World
from tests.peers.at_door import hung


@pytest.fixture
def tablet(world: World) -> Browser:
    """Mette's tablet at Regnbuen, at the door."""
    world.account("mette", Role.SKP_WORKER)
    world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    return world.door("mette")


def _with_words(tablet: Browser, words: str) -> Page:
    form = tablet.get("/peers/door/code").form("/door/code")
    form["words"] = words
    return form.submit()


def test_every_state_has_its_line() -> None:
    assert set(NEXT) == set(State)
    for before in State:
        for after in set(State) - NEXT[before]:
            with pytest.raises(Refusal):
                refuse_step(before, after)


def test_it_hangs_to_the_end_of_its_last_day() -> None:
    today = date(2026, 2, 1)
    assert until(14, today) == date(2026, 2, 15)
    with pytest.raises(Refusal) as refused:
        until(3650, today)
    assert refused.value.reason is Reason.NO_DAYS
    assert [hangs(State.UP, today, today), hangs(State.UP, today, today + timedelta(1))] == [True, False]
    assert not hangs(State.HIDDEN, today, today)


def test_from_the_tablet_to_the_board_and_down_again_with_the_three_words(world: World, tablet: Browser) -> None:
    slip = hung(tablet).follow()
    words = slip.soup.select_one(".v-code").get_text(strip=True)
    assert len(words.split()) == 3
    assert "Spørg efter Bodil om torsdagen" in tablet.get("/peers/door")
    assert "at ordne en cykel" not in world.door("otto").get("/peers/door")
    assert "at ordne en cykel" in world.browser("mette").get("/peers/")
    assert "at ordne en cykel" in world.browser("mette").get(f"/peers/sheets/{world.centre['Regnbuen']}")
    assert words not in world.browser("mette").get("/peers/")
    other = world.door("mette")
    assert _with_words(other, words.upper()).status == 303
    own = other.get("/peers/door/own")
    assert own.form("/door/own").submit(("to", "taken_down")).status == 303
    assert "Det er taget ned." in other.get("/peers/door/own")
    assert "at ordne en cykel" not in tablet.get("/peers/door")


def test_when_the_tablet_is_left_neither_words_nor_notice_are_open(world: World, tablet: Browser) -> None:
    hung(tablet)
    assert tablet.get("/peers/door/own").status == 200
    tablet.get("/peers/door").form("/door/done").submit()
    assert tablet.get("/peers/door/slip").status == 303
    assert tablet.get("/peers/door/own").status == 303


def test_it_comes_down_by_itself_and_its_writer_can_leave_it_longer(world: World, tablet: Browser) -> None:
    _offer, words = world.peer_offer()
    with clock.stopped(clock.now() + timedelta(days=31)):
        later = world.door("mette")
        assert "at ordne en cykel" not in later.get("/peers/door")
        _with_words(later, words)
        assert "Tiden er gået." in later.get("/peers/door/own")
        form = later.get("/peers/door/own").form("/door/own")
        form["days"] = "14"
        assert form.submit().status == 303
        assert "at ordne en cykel" in later.get("/peers/door")


def test_staff_hide_it_with_a_reason_that_its_writer_reads(world: World, tablet: Browser) -> None:
    offer, words = world.peer_offer()
    staff = world.browser("mette")
    bare = staff.get(f"/peers/{offer}/hiding").form("/hiding").submit()
    assert bare.status == 422
    form = staff.get(f"/peers/{offer}/hiding").form("/hiding")
    form["reason"] = "Telefonnummeret er en andens."
    twice = staff.get(f"/peers/{offer}/hiding").form("/hiding")
    assert form.submit().status == 303
    twice["reason"] = "Også mig."
    assert twice.submit().status == 409
    assert "at ordne en cykel" not in tablet.get("/peers/door")
    _with_words(tablet, words)
    assert "Telefonnummeret er en andens." in tablet.get("/peers/door/own")
    assert staff.get("/peers/").form("/steps").submit(("to", "up")).status == 303
    assert "at ordne en cykel" in tablet.get("/peers/door")
    assert world.browser("otto").get(f"/peers/{offer}/hiding").status == 404


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "x"}, "Vælg"),
        ({"what": " "}, "Skriv, hvad du kan hjælpe med, eller hvad du mangler hjælp til."),
        ({"called": ""}, "Skriv et navn, som du selv vælger."),
        ({"found": "x" * 10_000}, "Det er for langt."),
        ({"days": "9999"}, "Vælg en af mulighederne."),
        ({"found": "Ring 010180-1234"}, "Skriv ikke CPR-numre."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    world: World, tablet: Browser, changed: dict[str, str], sentence: str
) -> None:
    answer = hung(tablet, **changed)
    assert answer.status == 422
    assert sentence in answer
    if "what" not in changed:
        assert answer.form("/door/new")["what"] == "at ordne en cykel"
    assert one_table(world.app, "peer_offer") == []


def test_a_double_tap_hangs_it_up_once(world: World, tablet: Browser) -> None:
    form = tablet.get("/peers/door/new").form("/door/new")
    form["kind"], form["what"], form["called"], form["found"] = "wanted", "skak", "Omar", "Ved vinduet"
    assert [form.submit().status, form.submit().status] == [303, 303]
    assert len(one_table(world.app, "peer_offer")) == 1


def test_a_full_board_takes_no_more_and_says_so(world: World, tablet: Browser) -> None:
    world.peer_offer()
    with world.saved():
        kept = db.session.scalars(sa.select(PeerOffer)).one()
        centre = db.session.get_one(Centre, kept.centre_id)
        for number in range(MOST_UP - 1):
            hanging.hang_up(hanging.Said(kept.kind, f"nr. {number}", "Bo", "Her", 14), centre)
    refused = hung(tablet)
    assert refused.status == 422
    assert "ikke er plads til flere" in refused


def test_guessing_the_three_words_is_slowed(world: World, tablet: Browser) -> None:
    _offer, words = world.peer_offer()
    for _ in range(10):
        assert _with_words(tablet, "hest bil kat").status == 422
    assert "Der er prøvet for mange gange." in _with_words(tablet, words)
