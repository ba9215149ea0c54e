"""How many taps a contact takes, counted by the page itself; nothing is typed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Say
from tests.browser.server import Server
from tests.browser.tablet import DEVICES, Finger

pytestmark = pytest.mark.browser

KNOWN, RARE = 5, 8
TWENTIETH = 19


def _new_row(page: Page) -> None:
    row = page.locator("[aria-labelledby=contacts] li.new")
    expect(row).to_have_count(1)
    said = row.get_by_text("Gemt lige nu")
    expect(said).to_be_in_viewport(ratio=1)
    covered = """tag => {
      const { left, right, top, bottom } = tag.getBoundingClientRect();
      return !tag.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
    }"""
    assert not said.evaluate(covered), "the bar at the bottom lies over it"


@pytest.mark.parametrize("device", DEVICES)
def test_a_contact_with_a_known_citizen_takes_at_most_five_taps(
    tablet: Open, server: Server, say: Say, device: str
) -> None:
    page = tablet("mette", device=device)
    finger = Finger(page.context)
    page.goto("/day")
    person = page.locator("ul.v-chips a.v-chip").nth(1)
    name = person.inner_text().removeprefix("Ny kontakt med").strip()
    before = server.count("contact")

    finger.tap(person)
    finger.tap(page.get_by_role("radio", name="Opsøgende"))
    finger.tap(page.get_by_role("checkbox", name="Bolig"))
    finger.tap(page.get_by_role("button", name="Gem kontakt"))

    _new_row(page)
    expect(page.locator("[aria-labelledby=contacts] li.new .t")).to_have_text(name)
    say(f"taps known citizen from Min dag, {device}: {finger.taps} (aim {KNOWN}), keys {finger.keys}")
    assert finger.reached == finger.taps <= KNOWN
    assert finger.keys == 0
    assert server.count("contact") == before + 1


@pytest.mark.parametrize("device", DEVICES)
def test_the_twentieth_most_recent_citizen_another_place_and_topic_take_at_most_eight_taps(
    tablet: Open, server: Server, say: Say, device: str
) -> None:
    page = tablet("mette", device=device)
    page.goto("/outreach/contacts/new")
    shown = page.locator("input[name=who][id^=who-]")
    assert shown.count() > TWENTIETH + 3
    twentieth = shown.nth(TWENTIETH).get_attribute("value")
    place = page.locator("input[name=place]:not(:checked)").nth(1).get_attribute("value")
    finger = Finger(page.context)
    page.goto("/day")
    before = server.count("contact WHERE citizen_id = ? AND place = ?", twentieth, place)

    finger.tap(page.get_by_role("link", name="Ny kontakt", exact=True))
    finger.tap(page.get_by_text("Flere, du har talt med"))
    finger.tap(page.locator(f"input[name=who][value='{twentieth}']"))
    finger.tap(page.get_by_role("radio", name="Hurtig intervention"))
    finger.tap(page.get_by_role("checkbox", name="Tænder"))
    finger.tap(page.locator("summary", has=page.locator("[data-echo=place]")))
    finger.tap(page.locator(f"input[name=place][value='{place}']"))
    finger.tap(page.get_by_role("button", name="Gem kontakt"))

    _new_row(page)
    say(f"taps 20th citizen, other place and topic, {device}: {finger.taps} (aim {RARE}), keys {finger.keys}")
    assert finger.reached == finger.taps <= RARE
    assert finger.keys == 0
    assert server.count("contact WHERE citizen_id = ? AND place = ?", twentieth, place) == before + 1
