"""Where each role starts, and what it must not show."""

import pytest

from app.accounts.role import Role
from app.citizens.challenge import Challenge
from tests.make import World


def test_min_dag_lies_open_on_a_table_so_it_shows_no_topic_and_no_note(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib fra havnen", by=mette)
    world.contact(ib, by=mette, topics=(Challenge.ALCOHOL,), note="Begyndt at drikke igen")
    day = world.browser("mette").get("/day")
    assert "Ib fra havnen" in day
    assert "1 kontakt · 1 menneske" in day
    for secret in ("Alkohol", "drikke", "Andet socialt"):
        assert secret not in day


def test_min_dag_shows_ones_own_contacts_and_not_a_colleagues(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("tom", Role.CENTRE_WORKER)
    world.contact(world.citizen("Ib fra havnen", by=mette), by=mette)
    day = world.browser("tom").get("/day")
    assert "Ib fra havnen" not in day
    assert "Ingen endnu." in day


@pytest.mark.parametrize(
    ("role", "path", "ways"),
    [
        (Role.CENTRE_WORKER, "/day", ["Min dag", "Borgere", "Tavlen", "Opfølgning", "Mere"]),
        (Role.SKP_WORKER, "/day", ["Min dag", "Borgere", "Tavlen", "Opfølgning", "Mere"]),
        (Role.CASEWORKER, "/day", ["Min dag", "Tavlen", "Borgere", "Opfølgning", "Mere"]),
        (Role.ADDICTION_WORKER, "/day", ["Min dag", "Tavlen", "Borgere", "Opfølgning", "Mere"]),
        (Role.HEALTH_WORKER, "/day", ["Min dag", "Tavlen", "Borgere", "Opfølgning", "Mere"]),
        (Role.LEADER, "/day", ["Start", "Overblik", "Sådan tæller vi", "Mere"]),
        (Role.STEERING_GROUP, "/day", ["Start", "Overblik", "Temaer", "Rapporter", "Mere"]),
        (Role.ADMINISTRATOR, "/day", ["Start", "Overblik", "Brugere", "Steder", "Mere"]),
        (Role.COMMITTEE_MEMBER, "/committee/", ["Ansøgninger", "Puljen", "Møder", "Mig"]),
    ],
)
def test_each_role_starts_where_it_can_work_and_every_way_leads_somewhere(
    world: World, role: Role, path: str, ways: list[str]
) -> None:
    world.account("somebody", role)
    browser = world.browser("somebody")
    start = browser.get("/").follow()
    assert start.path == path
    bar = start.soup.find("nav", attrs={"aria-label": "Hovedmenu"})
    assert [link.get_text(strip=True) for link in bar.find_all("a")] == ways
    assert {browser.get(link["href"]).status for link in bar.find_all("a")} == {200}


def test_a_citizen_on_the_committee_meets_no_other_citizen(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.contact(world.citizen("Ib fra havnen", by=mette), by=mette)
    world.account("bo", Role.COMMITTEE_MEMBER)
    browser = world.browser("bo")
    assert browser.get("/citizens/").status == 403
    assert browser.get("/day").status == 403
    assert "Ib fra havnen" not in browser.get("/committee/")


def test_the_door_and_the_wall_show_the_place_and_no_person(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    world.contact(world.citizen("Ib fra havnen", by=mette), by=mette)
    for action, path in (("/accounts/door", "/door"), ("/accounts/screen", "/screen")):
        browser = world.browser("mette")
        page = browser.get("/accounts/me").form(action).submit().follow()
        assert page.path == path
        assert "Regnbuen" in page
        for name in ("Ib fra havnen", "Mette"):
            assert name not in page
        assert browser.get("/").follow().path == path
        assert browser.get("/day").status == 403


def test_the_pages_that_everybody_may_read_need_no_sign_in(world: World) -> None:
    for address in ("/privacy", "/accessibility", "/accounts/sign-in", "/accounts/welcome"):
        assert world.browser().get(address).status == 200
    assert world.browser().get("/healthz").text == "ok\n"


def test_somebody_without_a_role_is_told_so_and_goes_round_in_no_circle(world: World) -> None:
    world.account("ny")
    page = world.browser("ny").get("/")
    assert page.status == 200
    assert "Du har ingen rolle lige nu" in page
    assert page.form("sign-out").submit().status == 303
