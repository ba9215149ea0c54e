"""A whole contact with the keyboard alone: Tab, Space, Enter and the arrows."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Say
from tests.browser.server import Server
from tests.browser.tablet import press_until

pytestmark = pytest.mark.browser


def test_a_contact_is_recorded_from_the_keyboard(tablet: Open, server: Server, say: Say) -> None:
    page = tablet("tom")
    page.goto("/day")
    before = server.count("contact")
    pressed = press_until(page, "Tab", page.get_by_role("link", name="Ny kontakt", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ny kontakt")).to_be_visible()

    first, second = (page.locator("input[name=who]").nth(place) for place in (0, 1))
    pressed += press_until(page, "Tab", first)
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    page.keyboard.press("ArrowRight")
    expect(second).to_be_checked()
    pressed += press_until(page, "Tab", page.locator("input[name=kind]").first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=kind]").nth(1)).to_be_checked()
    for topic in ("Job", "Helbred"):
        pressed += press_until(page, "Tab", page.get_by_role("checkbox", name=topic))
        page.keyboard.press("Space")
        expect(page.get_by_role("checkbox", name=topic)).to_be_checked()
    fold = page.locator("summary", has=page.locator("[data-echo=place]"))
    pressed += press_until(page, "Tab", fold)
    page.keyboard.press("Enter")
    place = page.locator("input[name=place]:checked")
    pressed += press_until(page, "Tab", place)
    page.keyboard.press("ArrowRight")
    pressed += press_until(page, "Tab", page.get_by_role("button", name="Gem kontakt"))
    page.keyboard.press("Enter")

    expect(page.locator("[aria-labelledby=contacts] li.new")).to_contain_text("Gemt lige nu")
    say(f"keyboard only, contact with another place: {pressed} times Tab")
    assert server.count("contact") == before + 1


def test_the_first_tab_leads_past_the_header_to_the_content(tablet: Open) -> None:
    page = tablet("tom")
    page.goto("/day")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Gå til indholdet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ny kontakt", exact=True)).to_be_focused()


def test_every_stop_of_the_keyboard_can_be_seen(tablet: Open, say: Say) -> None:
    """The focus is drawn around it, and the bar at the bottom does not lie over it."""
    page = tablet("mette", device="phone")
    page.goto("/outreach/contacts/new")
    hidden, stops = [], 0
    while stops < 150:
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (at === document.body) return null;
              const drawn = at.matches(".v-chip input") ? at.nextElementSibling : at;
              const { left, right, top, bottom } = at.getBoundingClientRect();
              const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
              const style = getComputedStyle(drawn);
              return {
                name: at.id || at.textContent.trim().slice(0, 40),
                fine: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
                  && (at === seen || at.contains(seen)),
              };
            }"""
        )
        if stop is None:
            break
        stops += 1
        if not stop["fine"]:
            hidden.append(stop["name"])
    say(f"keyboard stops on the page of a contact, phone: {stops}, not to be seen: {len(hidden)}")
    assert not hidden
    assert stops > 20
