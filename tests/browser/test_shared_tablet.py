"""One tablet, many hands: nothing of a person is left when somebody else takes it."""

import re

import pytest
from playwright.sync_api import Page, Playwright, expect

from app.demo.people import PASSWORD
from tests.browser.conftest import Open
from tests.browser.server import Server
from tests.browser.tablet import Troubles, chromium, context_of, sign_in

pytestmark = pytest.mark.browser

SIGN_IN = "Log ind i Væksthus"


def _somebody(page: Page) -> str:
    """Open a citizen's page; answers with the name."""
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a").first.click()
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()
    return page.get_by_role("heading", level=1).inner_text()


def _shows_nothing_of(page: Page, *words: str) -> None:
    expect(page.get_by_role("heading", name=SIGN_IN)).to_be_visible()
    html = page.content()
    assert not [one for one in words if one in html]


def test_back_after_signing_out_shows_nothing_of_the_person(tablet: Open) -> None:
    page = tablet("ole", fresh=True)
    name = _somebody(page)
    page.goto("/accounts/me")
    page.get_by_role("button", name="Log ud").click()
    _shows_nothing_of(page, name, "Ole Munk")
    for _ in range(3):
        page.go_back()
        _shows_nothing_of(page, name, "Ole Munk")


def test_back_after_switching_users_shows_the_next_one_nothing(tablet: Open, troubles: Troubles) -> None:
    troubles.await_status(403, 404)
    page = tablet("ole", fresh=True)
    name = _somebody(page)
    page.get_by_role("button", name="Skift bruger").click()
    _shows_nothing_of(page, name, "Ole Munk")
    page.go_back()
    _shows_nothing_of(page, name, "Ole Munk")
    sign_in(page, "bo")
    for _ in range(3):
        page.go_back()
        assert name not in page.content()
        assert "Ole Munk" not in page.content()


def test_a_page_kept_whole_by_the_browser_is_not_shown_again(playwright: Playwright, server: Server) -> None:
    """Chromium can keep a left page alive; Playwright turns that off, and a tablet does not."""
    with chromium(playwright, ignore_default_args=["--disable-back-forward-cache"]) as browser:
        context = context_of(browser, server.url)
        page = context.new_page()
        sign_in(page, "ole")
        name = _somebody(page)
        page.get_by_role("button", name="Skift bruger").click()
        expect(page.get_by_role("heading", name=SIGN_IN)).to_be_visible()
        page.evaluate("history.back()")
        expect(page).to_have_url(re.compile(r"/accounts/sign-in\?next="))
        _shows_nothing_of(page, name, "Ole Munk")
        context.close()


def test_a_page_that_was_kept_whole_is_not_seen_while_the_line_is_slow_either(tablet: Open) -> None:
    page = tablet("ole", fresh=True)
    name = _somebody(page)
    shown_again = """() => {
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      return document.querySelector("h1").checkVisibility();
    }"""
    assert page.evaluate(shown_again) is False
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_nothing_is_left_in_the_stores_of_the_browser(tablet: Open) -> None:
    page = tablet("ole", fresh=True)
    _somebody(page)
    page.get_by_role("button", name="Skift bruger").click()
    expect(page.get_by_role("heading", name=SIGN_IN)).to_be_visible()
    kept = page.evaluate(
        """async () => ({
          local: localStorage.length, session: sessionStorage.length, caches: (await caches.keys()).length,
          databases: (await indexedDB.databases()).length,
          workers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )
    assert set(kept.values()) == {0}, kept
    assert {cookie["name"] for cookie in page.context.cookies()} == {"device", "vaeksthus"}


@pytest.mark.parametrize(("address", "field"), [("/outreach/contacts/new", "#q"), ("/citizens/", "#q")])
def test_a_search_after_the_session_was_ended_leads_to_the_whole_page_of_signing_in(
    tablet: Open, troubles: Troubles, address: str, field: str
) -> None:
    troubles.await_status(401)
    page = tablet("ole" if address == "/citizens/" else "peter", fresh=True)
    page.goto(address)
    other = page.context.new_page()
    other.goto("/accounts/me")
    other.get_by_role("button", name="Log ud").click()
    expect(other.get_by_role("heading", name=SIGN_IN)).to_be_visible()
    page.locator(field).press_sequentially("ma")
    page.wait_for_url("**/accounts/sign-in**")
    expect(page.get_by_role("heading", name=SIGN_IN)).to_be_visible()
    expect(page.locator("main")).to_have_count(1)
    expect(page.locator(field)).to_have_count(0)


def test_a_search_on_a_page_of_the_one_before_is_refused_in_words(tablet: Open, troubles: Troubles) -> None:
    troubles.await_status(400)
    page = tablet("peter", fresh=True)
    page.goto("/outreach/contacts/new")
    other = page.context.new_page()
    sign_in(other, "nadia")
    page.locator("#q").press_sequentially("m")
    expect(page.locator("#failure")).to_contain_text("Siden var for gammel. Nogen er logget ud")
    expect(page.locator("#failure")).not_to_contain_text("..")
    expect(page.locator("#hits .v-chip")).to_have_count(0)


def test_a_locked_tablet_shows_nobody_and_opens_to_the_same_page(tablet: Open) -> None:
    page = tablet("peter", fresh=True)
    name = _somebody(page)
    left = page.url
    page.get_by_role("button", name="Lås").click()
    expect(page.get_by_role("heading", name="Tabletten er låst")).to_be_attached()
    assert name not in page.content()
    page.go_back()
    expect(page.get_by_role("heading", name="Tabletten er låst")).to_be_attached()
    assert name not in page.content()
    page.goto("/day")
    expect(page.get_by_role("heading", name="Tabletten er låst")).to_be_attached()
    page.goto(left)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Lås op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.get_by_role("button", name="Lås").click()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Lås op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.url == left


def test_the_citizens_door_is_left_by_the_password_alone(tablet: Open, troubles: Troubles) -> None:
    troubles.await_status(403, 422)
    page = tablet("peter", fresh=True)
    name = _somebody(page)
    page.goto("/accounts/me")
    page.get_by_role("button", name="Giv tabletten videre").click()
    expect(page.get_by_role("heading", name="Velkommen til Parasollen")).to_be_visible()
    assert "Peter Krog" not in page.content()
    for _ in range(3):
        page.go_back()
        assert not [one for one in (name, "Peter Krog") if one in page.content()]
    for address in ("/day", "/citizens/", "/outreach/contacts/new", "/accounts/me"):
        page.goto(address)
        expect(page.get_by_role("heading", name="Den side er ikke for dig")).to_be_visible()
        assert "Peter Krog" not in page.content()
    page.goto("/")
    page.get_by_role("link", name="Personale: lås op").click()
    page.get_by_label("Adgangskode").fill("gæt-på-en-kage")
    page.get_by_role("button", name="Lås op").click()
    expect(page.locator("#fejl")).to_contain_text("Tabletten er stadig låst.")
    page.goto("/day")
    expect(page.get_by_role("heading", name="Den side er ikke for dig")).to_be_visible()
    page.goto("/accounts/unlock")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Lås op").click()
    expect(page.get_by_role("heading", name="Min dag")).to_be_visible()
