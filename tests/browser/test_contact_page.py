"""What the page of a contact does by itself: the search as you type, counters, faults that keep everything."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Say
from tests.browser.server import Server
from tests.browser.tablet import Finger, Troubles

pytestmark = pytest.mark.browser

FOUND = re.compile(r"^(Fandt én borger\.|Fandt \d+ borgere\.)$")


def _open(tablet: Open, who: str = "nadia", device: str = "tablet") -> Page:
    page = tablet(who, device=device)
    page.goto("/outreach/contacts/new")
    return page


def _new_citizen(page: Page, name: str) -> None:
    page.goto("/citizens/new")
    page.get_by_label("Alias: det, personen vil kaldes").fill(name)
    page.get_by_role("button", name="Gem borger").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_search_finds_every_spelling_and_says_how_many(tablet: Open, say: Say) -> None:
    page = tablet("nadia")
    for name in ("Åse Sørensen", "Æblegrøden"):
        _new_citizen(page, name)
    page.goto("/outreach/contacts/new")
    spellings = {
        "Åse Sørensen": ["åse sø", "aase soe", "ase so", "ÅSE", "a\u030ase", "sørens", "soerens"],
        "Æblegrøden": ["æble", "aeble", "ÆBLEGRØ", "aeblegroe"],
    }
    tried = 0
    for name, ways in spellings.items():
        for typed in ways:
            page.locator("#q").fill("")
            page.locator("#q").press_sequentially(typed, delay=5)
            expect(page.locator("#hits .v-chip", has_text=name)).to_be_visible()
            expect(page.locator("#status")).to_have_text(FOUND)
            shown = page.locator("#hits .v-chip").count()
            words = page.locator("#status").inner_text()
            assert words == ("Fandt én borger." if shown == 1 else f"Fandt {shown} borgere.")
            tried += 1
    page.locator("#q").fill("zzzz")
    expect(page.locator("#status")).to_contain_text("Fandt ingen.")
    say(f"spellings of å, æ and ø that find their citizen: {tried} of {tried}")


def test_a_hit_is_tapped_and_saved(tablet: Open, server: Server) -> None:
    page = tablet("nadia")
    _new_citizen(page, "Fyrtårnet")
    page.goto("/outreach/contacts/new")
    page.locator("#q").press_sequentially("fyrt")
    page.locator("#hits .v-chip", has_text="Fyrtårnet").tap()
    expect(page.locator("#hits input")).to_be_checked()
    page.get_by_role("radio", name="Brobygning").check()
    page.get_by_role("checkbox", name="Hash").check()
    page.get_by_role("button", name="Gem kontakt").tap()
    expect(page.locator("[aria-labelledby=contacts] li.new .t")).to_have_text("Fyrtårnet")


def test_the_note_does_not_travel_with_the_search(tablet: Open) -> None:
    page = _open(tablet)
    page.locator("summary", has_text="Notat").click()
    page.locator("textarea").fill("En meget privat ting.")
    with page.expect_request("**/outreach/hits") as asked:
        page.locator("#q").press_sequentially("ma")
    sent = asked.value.post_data or ""
    assert "q=m" in sent
    assert "privat" not in sent


def test_a_group_is_counted_up_and_down(tablet: Open, server: Server) -> None:
    page = tablet("nadia", device="phone")
    finger = Finger(page.context)
    page.goto("/day")
    finger.tap(page.get_by_role("link", name="Gruppe"))
    more, fewer = (page.get_by_role("button", name=name) for name in ("Én flere", "Én færre"))
    number = page.get_by_label("Hvor mange?")
    expect(number).to_have_value("2")
    for _ in range(3):
        finger.tap(fewer)
    expect(number).to_have_value("1")
    for _ in range(4):
        finger.tap(more)
    finger.tap(fewer)
    expect(number).to_have_value("4")
    expect(page.locator("#status")).to_have_text("4")
    finger.tap(page.get_by_role("radio", name="Opsøgende"))
    finger.tap(page.get_by_role("checkbox", name="Job"))
    finger.tap(page.get_by_role("button", name="Gem kontakt"))
    expect(page.locator("[aria-labelledby=contacts] li.new .t")).to_have_text("Gruppe på 4")
    assert finger.keys == 0


def test_a_head_count_swaps_only_its_part(tablet: Open) -> None:
    page = tablet("nadia")
    page.goto("/day")
    page.locator("h1").evaluate("element => { element.dataset.mine = 'still here'; }")
    before = int(page.get_by_label("Hvor mange?").input_value())
    for _ in range(2):
        page.get_by_role("button", name="Én flere").tap()
    page.get_by_role("button", name="Gem").tap()
    expect(page.locator("#status")).to_have_text(f"Gemt: {before + 2} i dag.")
    expect(page.locator("#head_count")).to_contain_text(f"Brugerhuset: {before + 2}")
    expect(page.locator("h1")).to_have_attribute("data-mine", "still here")
    page.get_by_role("button", name="Én flere").tap()
    page.get_by_role("button", name="Gem").tap()
    expect(page.locator("#status")).to_have_text(f"Gemt: {before + 3} i dag.")


def test_a_fault_takes_the_focus_and_keeps_everything(tablet: Open, server: Server, troubles: Troubles) -> None:
    troubles.await_status(422)
    page = _open(tablet)
    before = server.count("contact")
    page.get_by_role("checkbox", name="Bolig").check()
    page.locator("summary", has_text="Notat").click()
    page.locator("textarea").fill("Skal stå her endnu.")
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("#fejl")).to_be_focused()
    expect(page.locator("#fejl")).to_contain_text("Kontakten er ikke gemt. To ting skal rettes:")
    expect(page).to_have_title(re.compile("^ØVELSE · Fejl:"))
    expect(page.get_by_role("checkbox", name="Bolig")).to_be_checked()
    expect(page.locator("textarea")).to_have_value("Skal stå her endnu.")
    page.get_by_role("radio", name="Uden navn").check()
    page.get_by_role("radio", name="Opfølgning").check()
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_be_visible()
    expect(page).not_to_have_title(re.compile("Fejl:"))
    assert server.count("contact") == before + 1


def test_a_civil_registration_number_is_named_and_nothing_else_is_lost(
    tablet: Open, server: Server, troubles: Troubles
) -> None:
    troubles.await_status(422)
    page = _open(tablet)
    before = server.count("contact")
    page.get_by_role("radio", name="Uden navn").check()
    page.get_by_role("radio", name="Opsøgende").check()
    for topic in ("Økonomi", "Tænder"):
        page.get_by_role("checkbox", name=topic).check()
    page.locator("summary", has_text="Notat").click()
    page.get_by_role("radio", name="Strafbare forhold").check()
    page.locator("textarea").fill("Ring til 010190-1234 om bøden på fredag.")
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("#fejl")).to_be_focused()
    expect(page.locator("#fejl")).to_contain_text("Skriv ikke CPR-numre. Fjern 010190-1234.")
    expect(page.locator("textarea")).to_have_value("Ring til 010190-1234 om bøden på fredag.")
    for chosen in ("Uden navn", "Opsøgende", "Strafbare forhold"):
        expect(page.get_by_role("radio", name=chosen)).to_be_checked()
    for topic in ("Økonomi", "Tænder"):
        expect(page.get_by_role("checkbox", name=topic)).to_be_checked()
    assert server.count("contact") == before
    page.locator("textarea").fill("Ring om bøden på fredag.")
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_be_visible()
    for file in (server.database, server.database.with_name(f"{server.database.name}-wal"), server.log):
        assert not file.exists() or b"010190-1234" not in file.read_bytes()
