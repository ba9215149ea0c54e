"""Two tablets, one record: whoever saves last sees both texts and keeps both with a finger, also without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Say
from tests.browser.look import Seen
from tests.browser.server import Server
from tests.browser.tablet import Finger, Troubles

pytestmark = pytest.mark.browser

FIRST, SECOND = "Et brev om husleje. Vi ringede sammen.", "Skylder for strøm. Ringer igen mandag."


def _saved(page: Page) -> int:
    """A contact of Mette's, just saved; answers with its id."""
    page.goto("/outreach/contacts/new?who=unnamed")
    page.locator("input[name=kind]").first.check()
    page.locator("input[name=topics]").first.check()
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_be_visible()
    return int(
        (page.locator("[aria-labelledby=contacts] li.new a.v-open").get_attribute("href") or "").rsplit("/", 1)[1]
    )


def _write(page: Page, note: str) -> None:
    page.locator("summary", has_text="Notat").click()
    page.locator("#note").fill(note)
    page.locator("input[name=note_kind][value=general]").check()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_both_notes_are_kept_with_two_taps(
    tablet: Open, server: Server, troubles: Troubles, say: Say, script: bool
) -> None:
    troubles.await_status(409)
    mette, tom = tablet("mette"), tablet("tom", script=script)
    address = f"/outreach/contacts/{_saved(mette)}/correction"
    mette.goto(address)
    tom.goto(address)
    for page, note in ((mette, FIRST), (tom, SECOND)):
        _write(page, note)
        page.get_by_role("button", name="Gem rettelsen").click()
    expect(mette.get_by_text("Rettet 1 gang")).to_be_visible()
    expect(tom.get_by_text("Mette Lund gemte")).to_be_visible()
    expect(tom.get_by_text(FIRST)).to_be_visible()
    expect(tom.get_by_text(SECOND)).to_be_visible()
    if script:
        seen = Seen()
        seen.add(tom, "the conflict")
        assert not seen.violations + seen.faults, "\n".join(seen.violations + seen.faults)
    finger = Finger(tom.context)
    finger.tap(tom.get_by_role("radio", name="Behold begge"))
    finger.tap(tom.get_by_role("button", name="Gem det valgte"))
    expect(tom.get_by_text("Rettet 2 gange")).to_be_visible()
    kept = tom.locator("section[aria-labelledby=note] .v-written").inner_text()
    assert kept == f"{FIRST}\n\n{SECOND}"
    say(f"taps to keep both notes, {'with' if script else 'without'} script: {finger.taps}")
    assert server.count("contact_version") >= 2


def test_both_phone_numbers_of_a_citizen_are_kept(tablet: Open, server: Server, troubles: Troubles) -> None:
    troubles.await_status(409)
    mette, tom = tablet("mette"), tablet("tom")
    mette.goto("/citizens/")
    mette.locator("section[aria-labelledby=newest] a.v-open").first.click()
    mette.get_by_role("link", name="Ret", exact=True).click()
    expect(mette.get_by_label("Telefon")).to_be_visible()
    tom.goto(mette.url)
    for page, number in ((mette, "20 11 11 11"), (tom, "20 22 22 22")):
        page.get_by_label("Telefon").fill(number)
        page.get_by_role("button", name="Gem", exact=True).tap()
        page.wait_for_load_state("networkidle")
    tom.get_by_role("radio", name="Behold begge").tap()
    tom.get_by_role("button", name="Gem det valgte").tap()
    expect(tom.get_by_role("heading", name="Det er sket")).to_be_visible()
    assert server.count("citizen WHERE phone = ?", "20 11 11 11 og 20 22 22 22") == 1


def test_two_who_count_at_once_choose_on_min_dag(tablet: Open, troubles: Troubles) -> None:
    troubles.await_status(409)
    asger = tablet("asger")
    other = asger.context.new_page()
    for page in (asger, other):
        page.goto("/day")
    for page, number in ((other, "17"), (asger, "21")):
        page.locator("#people").fill(number)
        page.locator("#head_count_save").click()
        expect(page.locator("#head_count")).to_contain_text("17")
    expect(asger.locator("#status")).to_contain_text("mens du skrev")
    asger.get_by_role("radio", name="Behold min").tap()
    asger.locator("#head_count_save").click()
    expect(asger.locator("#head_count")).to_contain_text("21, talt kl.")
