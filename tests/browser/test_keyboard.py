"""A whole contact, and an application at the citizens' door, with the keyboard alone: Tab, Space, Enter, arrows."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app import clock
from tests.browser.account_pages import door
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


def test_an_application_is_begun_and_sent_from_the_keyboard(tablet: Open, server: Server, say: Say) -> None:
    page = tablet("tom", fresh=True)
    door(page)
    before = server.count("application")
    first = clock.today() + timedelta(days=1)
    pressed = press_until(page, "Tab", page.get_by_role("link", name="Søg om penge"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Begynd")).to_be_visible()
    pressed += press_until(page, "Tab", page.get_by_label("Hvad vil I lave?"))
    page.keyboard.type("Suppe fra tasterne")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Jeres tre ord:")).to_be_visible()
    for label, text in {
        "Fortæl mere": "Vi laver suppe sammen.",
        "Hvem er det for?": "Alle, der kommer her.",
        "Hvor mange er I?": "6",
        "Hvor skal det være?": "I køkkenet",
        "Første dag": f"{first:%m%d%Y}",
        "Sidste dag": f"{first + timedelta(days=30):%m%d%Y}",
        "Hvad kan I, når det er slut?": "Vi kan lave suppe til tyve.",
        "Hvem gør hvad?": "Ida køber ind.",
        "1. Hvad skal I bruge?": "Grønt",
        "Kroner til nr. 1": "800",
        "Hvem er I?": "Ida",
    }.items():
        pressed += press_until(page, "Tab", page.get_by_label(label))
        page.keyboard.type(text)
    pressed += press_until(page, "Tab", page.get_by_role("button", name="Send til udvalget"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Den er sendt.")).to_be_visible()
    pressed += press_until(page, "Tab", page.get_by_role("button", name="Færdig"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Søg om penge")).to_be_visible()
    say(f"keyboard only, an application from the door to «Færdig»: {pressed} times Tab")
    assert server.count("application") == before + 1


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
