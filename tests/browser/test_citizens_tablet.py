"""The tablet in citizens' hands: what one wrote is not there for the next, and nothing is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import Open
from tests.browser.door_pages import begun, draft_refused
from tests.browser.look import Seen
from tests.browser.server import Server
from tests.browser.tablet import Troubles, chromium, context_of, sign_in
from tests.browser.ways import FURTHER

pytestmark = pytest.mark.browser

SECRET = "Kun for os: hemmelig suppe"
TITLE = "Den hemmelige klub"
HELD = (
    """() => [...document.querySelectorAll("input:not([type=hidden]), textarea")].map(({ value }) => value).join("")"""
)
STORES = """async () => ({
  local: localStorage.length, session: sessionStorage.length, caches: (await caches.keys()).length,
  databases: (await indexedDB.databases()).length, name: window.name,
})"""


def _words(page: Page) -> str:
    return page.locator(".v-words .v-code").inner_text()


def _nothing_is_left(page: Page, *words: str) -> None:
    start = page.get_by_role("heading", name=re.compile("Velkommen til|Se, hvordan det går|Søg om penge"))
    expect(start).to_be_visible()
    assert page.get_by_role("button", name="Send til udvalget").count() == 0
    assert page.evaluate(HELD) == ""
    assert not [one for one in (SECRET, TITLE, *words) if one in page.content()]


def _opened(page: Page, words: str) -> None:
    page.goto("/applications/door/code")
    page.get_by_label("De tre ord").fill(words)
    page.get_by_role("button", name="Vis det").tap()
    expect(page.get_by_role("button", name="Send til udvalget")).to_be_visible()


def test_after_faerdig_nothing_is_left_and_the_words_bring_it_back(tablet: Open) -> None:
    page = tablet("tom", fresh=True)
    begun(page, TITLE)
    words = _words(page)
    page.get_by_label("Fortæl mere").fill(SECRET)
    # Tapped at once: what was typed a moment ago is kept first.
    page.get_by_role("button", name="Færdig").tap()
    expect(page).to_have_url(re.compile("/door$"))
    _nothing_is_left(page, words)
    assert page.evaluate(STORES) == {"local": 0, "session": 0, "caches": 0, "databases": 0, "name": ""}
    for _ in range(2):
        page.go_back()
        _nothing_is_left(page, words)
    _opened(page, words)
    expect(page.get_by_label("Fortæl mere")).to_have_value(SECRET)


def test_a_page_that_the_browser_kept_whole_is_not_shown_again(playwright: Playwright, server: Server) -> None:
    """Chromium can keep a left page alive; Playwright turns that off, and a tablet does not."""
    with chromium(playwright, ignore_default_args=["--disable-back-forward-cache"]) as browser:
        context = context_of(browser, server.url)
        page = context.new_page()
        sign_in(page, "tom")
        begun(page, TITLE)
        page.get_by_label("Fortæl mere").fill(SECRET)
        page.get_by_role("button", name="Færdig").tap()
        expect(page).to_have_url(re.compile("/door$"))
        page.evaluate("history.back()")
        expect(page).to_have_url(re.compile("/applications/door/(code|new)$"))
        _nothing_is_left(page)
        context.close()


def test_two_minutes_without_a_touch_close_it_after_a_warning(tablet: Open) -> None:
    page = tablet("tom", fresh=True)
    page.clock.install()
    begun(page, TITLE)
    words = _words(page)
    page.get_by_label("Fortæl mere").fill(SECRET)
    page.clock.fast_forward(95_000)
    expect(page.get_by_text("Er du her? Siden lukker om 30 sekunder.")).to_be_visible()
    page.get_by_role("button", name="Jeg er her").tap()
    expect(page.get_by_text("Er du her?")).to_be_hidden()
    page.clock.fast_forward(100_000)
    expect(page.get_by_label("Fortæl mere")).to_have_value(SECRET)
    page.clock.fast_forward(25_000)
    expect(page).to_have_url(re.compile("/door$"))
    _nothing_is_left(page, words)
    _opened(page, words)
    expect(page.get_by_label("Fortæl mere")).to_have_value(SECRET)


def test_the_sum_follows_what_is_typed_and_another_line_keeps_all(tablet: Open) -> None:
    page = tablet("tom", fresh=True)
    begun(page, TITLE)
    for number, (text, kroner) in enumerate((("Mad", "1.250,50"), ("Gryder", "400"), ("Kaffe", "ti")), 1):
        page.get_by_label(f"{number}. Hvad skal I bruge?").fill(text)
        page.get_by_label(f"Kroner til nr. {number}").fill(kroner)
    expect(page.locator("[data-sum]")).to_have_text("1.650,50")
    page.get_by_label("Fortæl mere").fill(SECRET)
    # The Enter key keeps what is written, and adds nothing.
    page.get_by_label("Hvad vil I lave?").press("Enter")
    expect(page.get_by_label("3. Hvad skal I bruge?")).to_have_value("Kaffe")
    assert page.get_by_label("4. Hvad skal I bruge?").count() == 0
    page.get_by_role("button", name="En linje til").tap()
    expect(page.get_by_label("4. Hvad skal I bruge?")).to_be_visible()
    expect(page.get_by_label("Kroner til nr. 3")).to_have_value("ti")
    expect(page.get_by_label("Fortæl mere")).to_have_value(SECRET)
    expect(page.locator("[data-sum]")).to_have_text("1.650,50")


def test_the_pages_at_the_door_are_sound(tablet: Open, troubles: Troubles) -> None:
    """A quick look at two of them; `test_pages.py` looks at all."""
    troubles.await_status(422)
    seen = Seen()
    page = tablet("tom", fresh=True)
    draft_refused(page)
    seen.add(page, "a draft with faults")
    assert seen.violations == []
    assert seen.faults == []
    assert sum(name.startswith("door, ") for name in FURTHER) >= 11
