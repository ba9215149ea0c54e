"""Helpers: kept by the centre, nobody's account, logged as people are."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from tests.database import logged, one_table
from tests.make import World


@pytest.fixture
def tom(world: World) -> int:
    """Tom, who works at Regnbuen."""
    return world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")


def test_a_helper_is_written_up_with_what_fits_them_and_whom_they_go_to(world: World, tom: int) -> None:
    browser = world.browser("tom")
    form = browser.get(f"/volunteers/centres/{world.centre['Regnbuen']}/new").form("new")
    form["name"], form["kind"], form["helps_with"] = "Hans Have", "activation", "Haven"
    page = form.submit().follow()
    assert "Hans Have" in page
    assert "I aktivering · Haven · kontakt: Tom Riis" in page
    assert "ingen adgang" in page
    helper = one_table(world.app, "helper")[0]
    assert (helper["contact_id"], helper["centre_id"], helper["to_on"]) == (tom, world.centre["Regnbuen"], None)
    assert ("created", "volunteers.new", 1, [("helper", helper["id"])]) in logged(world.app)
    assert ("listed", "volunteers.helpers", 1, [("helper", helper["id"])]) in logged(world.app)


def test_one_tap_makes_today_the_last_day_and_it_can_be_mended(world: World, tom: int) -> None:
    helper = world.helper("Hans", by=tom)
    browser = world.browser("tom")
    assert browser.get("/volunteers/").form("ending").submit().status == 303
    assert one_table(world.app, "helper")[0]["to_on"] == clock.today()
    page = browser.get("/volunteers/")
    assert "Sidste dag i dag" in page
    form = browser.get(f"/volunteers/{helper}").form(f"/{helper}")
    form["to_on"] = ""
    assert form.submit().status == 303
    assert one_table(world.app, "helper")[0]["to_on"] is None


def test_whoever_has_helped_stands_apart(world: World, tom: int) -> None:
    world.helper("Gamle Grete", by=tom, to_on=clock.today() - timedelta(days=1))
    page = world.browser("tom").get("/volunteers/")
    assert "Ingen hjælpere lige nu." in page
    assert [one.get_text() for one in page.soup.select("details .t")] == ["Gamle Grete"]
    assert page.soup.select("form[action$=ending]") == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", " ", "Skriv navnet."),
        ("name", "Hans 010190-1234", "Skriv ikke CPR-numre."),
        ("kind", "", "Vælg, om personen er frivillig"),
        ("helps_with", "", "Skriv, hvad personen hjælper med."),
        ("to_on", "2001-01-01", "Den sidste dag ligger før den første."),
        ("contact", "999999", "Vælg en af mulighederne."),
    ],
)
def test_what_is_missing_or_wrong_is_said(world: World, tom: int, field: str, value: str, sentence: str) -> None:
    form = world.browser("tom").get(f"/volunteers/centres/{world.centre['Regnbuen']}/new").form("new")
    form["name"], form["kind"], form["helps_with"] = "Hans", "volunteer", "Kaffen"
    form[field] = value
    page = form.submit()
    assert page.status == 422
    assert sentence in page
    assert one_table(world.app, "helper") == []


def test_another_centres_helpers_do_not_exist(world: World, tom: int) -> None:
    otto = world.account("otto", Role.CENTRE_WORKER, at=("BorgerCafeen",))
    theirs = world.helper("Hemmelige Hans", by=otto, at="BorgerCafeen")
    world.account("frank", Role.LEADER)
    for who in ("tom", "frank"):
        browser = world.browser(who)
        assert "Hemmelige Hans" not in browser.get("/volunteers/")
        assert browser.get(f"/volunteers/{theirs}").status == 404
        assert browser.get(f"/volunteers/centres/{world.centre['BorgerCafeen']}/new").status == 404


def test_a_leader_of_all_centres_keeps_the_helpers_of_all(world: World, tom: int) -> None:
    world.account("lene", Role.LEADER, at=(), name="Lene Toft")
    page = world.browser("lene").get(f"/volunteers/centres/{world.centre['Parasollen']}/new")
    assert [one.get_text() for one in page.soup.select("#contact option")] == ["Lene Toft"]


def test_a_helper_is_nobodys_account(world: World, tom: int) -> None:
    world.helper("Hans Have", by=tom)
    world.account("anders", Role.ADMINISTRATOR)
    assert "Hans Have" not in world.browser("anders").get("/accounts/")
    form = world.browser().get("/accounts/sign-in").form("sign-in")
    form["username"], form["password"] = "Hans Have", "en lang og god kode"
    assert form.submit().status == 422


def test_two_who_change_a_helper_at_once_do_not_overwrite_each_other(world: World, tom: int) -> None:
    helper = world.helper("Hans", by=tom)
    first, second = (world.browser("tom").get(f"/volunteers/{helper}").form(f"/{helper}") for _ in range(2))
    first["helps_with"], second["helps_with"], second["kind"] = "Haven", "Kaffen", "activation"
    assert first.submit().status == 303
    page = second.submit()
    assert (page.status, "Tom Riis gemte" in page, "Haven" in page) == (409, True, True)
    assert one_table(world.app, "helper")[0]["helps_with"] == "Haven"
    chosen = page.form(f"/{helper}")
    chosen["keep-helps_with"] = "both"
    assert chosen.submit().status == 303
    [kept] = one_table(world.app, "helper")
    assert (kept["helps_with"], kept["kind"].value) == ("Haven og Kaffen", "activation")


def test_a_last_day_that_was_tapped_meanwhile_is_not_undone_by_an_open_form(world: World, tom: int) -> None:
    helper = world.helper("Hans", by=tom)
    browser = world.browser("tom")
    form = browser.get(f"/volunteers/{helper}").form(f"/{helper}")
    form["helps_with"] = "Kaffen"
    browser.get("/volunteers/").form("ending").submit()
    page = form.submit()
    assert (page.status, page.form(f"/{helper}")["keep-to_on"]) == (409, "theirs")
    assert page.form(f"/{helper}").submit().status == 303
    [kept] = one_table(world.app, "helper")
    assert (kept["helps_with"], kept["to_on"]) == ("Kaffen", clock.today())
