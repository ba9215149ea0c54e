"""Paper for a dead network: the words of the screen in its order, nobody's name, and typed in as of the day it was."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.challenge import ON_THE_FORM
from app.citizens.words import CHALLENGES
from app.outreach.words import KINDS, LENGTHS, PLACES
from tests.browser_without_script import Browser
from tests.database import logged, one_table
from tests.make import World

SHEETS = ("/paper/contacts", "/paper/heads", "/paper/follow-ups")


@pytest.fixture
def mette(world: World) -> Browser:
    """Mette, who knows Ib."""
    mette = world.account("mette", Role.SKP_WORKER)
    world.contact(world.citizen("Ib fra havnen", by=mette), by=mette, note="Kom til kaffe.")
    return world.browser("mette")


def test_the_way_there_leads_from_more_to_every_sheet(mette: Browser) -> None:
    assert 'href="/paper"' in mette.get("/more").text
    index = mette.get("/paper")
    assert [link["href"] for link in index.soup.select(".v-list a")] == list(SHEETS)
    assert [mette.get(address).status for address in SHEETS] == [200, 200, 200]


def test_the_sheet_of_a_contact_has_the_boxes_of_the_screen_in_its_order(mette: Browser, world: World) -> None:
    sheets = mette.get("/paper/contacts").soup.select(".v-sheet")
    assert len(sheets) == 2
    with world.app.test_request_context():
        expected = [
            [str(word) for word in words]
            for words in (KINDS.values(), [CHALLENGES[one] for one in ON_THE_FORM], PLACES.values(), LENGTHS.values())
        ]
    for sheet in sheets:
        groups = [[box.get_text(strip=True) for box in group.find_all("li")] for group in sheet.select(".v-boxes")]
        assert groups == expected
        assert "Skriv ikke CPR-numre." in sheet.get_text()


@pytest.mark.parametrize("address", SHEETS)
def test_a_sheet_holds_nobody_and_so_its_reading_is_not_logged(mette: Browser, world: World, address: str) -> None:
    before = logged(world.app)
    page = mette.get(address)
    assert ("Ib fra havnen" in page, "kaffe" in page) == (False, False)
    assert logged(world.app) == before


def test_the_head_count_of_another_day_is_kept_for_that_day(mette: Browser, world: World) -> None:
    form = mette.get("/day").form("head-counts")
    form["people"], form["day"] = "17", "yesterday"
    page = form.submit().follow()
    assert "Gemt: 17, i går" in page
    again = mette.get("/day").form("head-counts")
    again["people"], again["day"], again["date"] = "9", "other", (clock.today() - timedelta(days=9)).isoformat()
    assert again.submit().status == 303
    days = {row["counted_on"]: row["people"] for row in one_table(world.app, "head_count")}
    assert days == {clock.today() - timedelta(days=1): 17, clock.today() - timedelta(days=9): 9}
    assert mette.get("/day").form("head-counts")["people"] == "0"


@pytest.mark.parametrize("given", ["", "2001-01-01", "2099-01-01", "0001-01-01"])
def test_a_day_that_cannot_be_counted_is_refused_and_what_was_typed_is_kept(
    mette: Browser, world: World, given: str
) -> None:
    form = mette.get("/day").form("head-counts")
    form["people"], form["day"], form["date"] = "17", "other", given
    answer = form.submit()
    assert (answer.status, answer.form("head-counts")["people"]) == (422, "17")
    assert answer.soup.select_one("details.v-another-day[open]") is not None
    assert one_table(world.app, "head_count") == []


@pytest.mark.parametrize("on", ["", "x", "0001-01-01", "9999-12-31", "2026-11-22T10:00"])
def test_an_address_that_names_no_counted_day_says_nothing(mette: Browser, on: str) -> None:
    assert "Gemt:" not in mette.get(f"/outreach/head-count?on={on}")


def test_an_opened_contact_says_that_it_was_written_down_days_later(mette: Browser, world: World) -> None:
    form = mette.get("/outreach/contacts/new?who=unnamed").form("/outreach/contacts")
    form["kind"], form["topics"], form["day"] = "outreach", ["economy"], "other"
    form["date"], form["time"] = (clock.today() - timedelta(days=3)).isoformat(), "00.00"
    form.submit()
    newest = max(contact.id for contact in world.contacts())
    assert "3 dage efter" in mette.get(f"/outreach/contacts/{newest}")
    assert "dage efter" not in mette.get(f"/outreach/contacts/{newest - 1}")


def test_the_sheet_of_follow_ups_asks_only_what_the_screen_has_room_for(mette: Browser) -> None:
    sheet = mette.get("/paper/follow-ups")
    assert [one.get_text() for one in sheet.soup.select("th")] == [
        "Hvem?", "Hvad aftalte I?", "Skal ske den", "Hvem gør det?",
    ]  # fmt: skip
    assert {len(row.select("td")) for row in sheet.soup.select("tbody tr")} == {4}
    assert "Er dagen gået, når du skriver det ind, så vælg dagen i dag." in sheet
