"""«Mere»: every way there is, each with a sentence; the bar never has more than five."""

import pytest

from app.accounts.role import Role
from app.desk.navigation import MOST, WAYS
from tests.make import World


@pytest.mark.parametrize("role", list(Role))
def test_every_way_of_a_role_stands_in_the_bar_or_on_more(world: World, role: Role) -> None:
    world.account("somebody", role)
    browser = world.browser("somebody")
    start = browser.get("/").follow()
    bar = [str(link["href"]) for link in start.soup.select("nav.v-nav a")]
    assert len(bar) <= MOST
    ways = browser.get("/more").soup.select("main ul.v-list a")
    every = [str(link["href"]) for link in ways]
    assert set(bar) - {"/more"} <= set(every)
    assert ("/more" in bar) == (set(every) != set(bar))
    assert {browser.get(address).status for address in every} == {200}


def test_every_way_off_the_bar_has_its_sentence() -> None:
    assert [way.label for way in WAYS if not way.in_bar and not way.explained] == []


def test_mine_is_on_more_and_more_is_where_one_is_on_its_pages(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    page = world.browser("mette").get("/volunteers/")
    assert [one.get_text(strip=True) for one in page.soup.select("nav.v-nav a[aria-current]")] == ["Mere"]
    assert "Mig" in world.browser("mette").get("/more")


def test_a_worker_finds_there_what_no_button_leads_to(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    links = world.browser("mette").get("/more").soup.select("main ul.v-list a")
    hrefs = [str(link["href"]) for link in links]
    assert {"/outreach/bridges", "/journal/", "/drafts/", "/followups/covers", "/paper"} <= set(hrefs)
    assert hrefs[:4] == ["/day", "/citizens/", "/casework/sessions", "/followups/"]
    assert hrefs[-1] == "/accounts/me"
    assert "/followups/handover" not in hrefs


def test_a_leader_and_an_administrator_hand_over_from_there(world: World) -> None:
    for name, role in (("lene", Role.LEADER), ("anders", Role.ADMINISTRATOR)):
        world.account(name, role)
        assert world.browser(name).get("/more").soup.select_one('main a[href="/followups/handover"]') is not None
