"""Bridges on «Mangler oplysninger»: two weeks without an answer, or nobody said where to; mended where they stand."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.outreach.bridge import Destination, State
from tests.browser_without_script import Page
from tests.database import logged, one_table
from tests.make import World

LONG_AGO = timedelta(days=15)


@pytest.fixture
def mette(world: World) -> int:
    """Mette, who works at Regnbuen."""
    return world.account("mette", Role.SKP_WORKER)


def _bridge(world: World, name: str, by: int, ago: timedelta = LONG_AGO, **more: object) -> int:
    citizen = world.citizen(name, by=by, at=str(more.get("at", "Regnbuen")))
    return world.bridge(citizen, by=by, sent_at=clock.now() - ago, **more)


def _names(page: Page, key: str) -> list[str]:
    return [one.get_text() for one in page.soup.select(f"section:has(h2#missing-{key}) li .t")]


def test_after_two_weeks_without_an_answer_a_bridge_stands_there_and_one_tap_answers(world: World, mette: int) -> None:
    waiting = _bridge(world, "Ib", mette)
    _bridge(world, "Sanne", mette, timedelta(days=13))
    browser = world.browser("mette")
    page = browser.get("/missing")
    assert _names(page, "outcome") == ["Ib"]
    assert "har ventet 15 dage" in page
    after = page.form(f"bridges/{waiting}/outcomes").submit(("state", "arrived")).follow()
    assert after.path == "/missing"
    assert "Gemt: kom frem." in after
    assert _names(after, "outcome") == []
    [outcome] = one_table(world.app, "bridge_outcome")
    assert (outcome["bridge_id"], outcome["state"], outcome["happened_on"]) == (waiting, State.ARRIVED, clock.today())


def test_a_bridge_that_leads_nowhere_stands_there_from_the_first_day_until_it_is_said(world: World, mette: int) -> None:
    nowhere = _bridge(world, "Ib", mette, timedelta(0), to=None)
    _bridge(world, "Sanne", mette, timedelta(0))
    browser = world.browser("mette")
    page = browser.get("/missing")
    assert _names(page, "destination") == ["Ib"]
    link = page.soup.select_one("section:has(h2#missing-destination) .v-acts a")
    assert link is not None
    assert link["href"] == f"/outreach/bridges/{nowhere}/details"
    form = browser.get(str(link["href"])).form(f"/{nowhere}/details")
    form["bridge_to"] = Destination.JOBCENTRE.value
    assert form.submit().status == 303
    assert _names(browser.get("/missing"), "destination") == []


def test_what_no_longer_matters_lacks_nothing(world: World, mette: int) -> None:
    gone = _bridge(world, "Ib", mette, to=None)
    page = world.browser("mette").get("/missing")
    after = page.form(f"bridges/{gone}/outcomes").submit(("state", State.NOT_RELEVANT.value)).follow()
    assert _names(after, "outcome") == _names(after, "destination") == []


def test_where_a_bridge_leads_is_never_told_there(world: World, mette: int) -> None:
    _bridge(world, "Ib", mette, to=Destination.ADDICTION)
    page = world.browser("mette").get("/missing")
    assert _names(page, "outcome") == ["Ib"]
    told = page.soup.select_one("section:has(h2#missing-outcome)")
    assert told is not None
    assert "alkohol" not in told.get_text().lower()
    assert "rusmid" not in told.get_text().lower()


def test_another_centres_and_another_operators_bridges_are_not_there(world: World, mette: int) -> None:
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    _bridge(world, "Hemmelige Hans", otto, at="BorgerCafeen", to=None)
    _bridge(world, "Private Per", peter, at="Parasollen", to=None)
    ib = _bridge(world, "Ib", mette, to=None)
    world.account("karim", Role.CASEWORKER, at=("Regnbuen",))
    page = world.browser("mette").get("/missing")
    assert _names(page, "outcome") == _names(page, "destination") == ["Ib"]
    listed = [records for act, _, _, records in logged(world.app) if act == "listed"]
    assert any(("bridge", ib) in records for records in listed)
    assert _names(world.browser("karim").get("/missing"), "outcome") == []


def test_min_dag_says_how_many_of_ones_mentor_agreements_run(world: World, mette: int) -> None:
    browser = world.browser("mette")
    assert "mentoraftale" not in browser.get("/day")
    world.agreement(world.citizen("Ib", by=mette), mette)
    assert "Du har én mentoraftale" in browser.get("/day")
    world.agreement(world.citizen("Sanne", by=mette), mette)
    tom = world.account("tom", Role.CENTRE_WORKER)
    world.agreement(world.citizen("Grete", by=mette), tom)
    day = browser.get("/day")
    assert "Du har 2 mentoraftaler" in day
    assert "Grete" not in day.text.split("Du har 2 mentoraftaler")[1]
