"""What is typed on a tablet is on the server a moment later, and back in the form after a lock or a lost session."""

import pytest
from playwright.sync_api import Page, expect

from app.demo.people import PASSWORD
from tests.browser.conftest import Open
from tests.browser.server import Server
from tests.browser.tablet import Troubles

pytestmark = pytest.mark.browser

NOTE = "Fik ordnet brevet fra udlejeren."


def _typing(page: Page) -> Page:
    page.goto("/outreach/contacts/new?who=unnamed")
    page.get_by_role("radio", name="Opsøgende").check()
    page.locator("summary", has_text="Notat").click()
    page.locator("textarea").press_sequentially(NOTE)
    return page


def _is_back(page: Page) -> None:
    expect(page.locator("textarea")).to_have_value(NOTE)
    expect(page.get_by_role("radio", name="Opsøgende")).to_be_checked()
    expect(page.get_by_role("radio", name="Uden navn")).to_be_checked()


def test_what_is_typed_is_kept_while_one_types(tablet: Open, server: Server) -> None:
    page = _typing(tablet("peter", fresh=True))
    expect(page.locator("[data-draft-said]")).to_contain_text("Kladde gemt")
    page.goto("/drafts/")
    page.locator("main a.v-open").first.tap()
    _is_back(page)


def test_a_locked_tablet_opens_with_the_text_in_its_form(tablet: Open) -> None:
    page = _typing(tablet("peter", fresh=True))
    page.get_by_role("button", name="Lås").tap()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Lås op").click()
    page.get_by_role("link", name="Fortsæt på den").tap()
    _is_back(page)


def test_a_session_that_ended_leads_back_to_the_text(tablet: Open, server: Server, troubles: Troubles) -> None:
    troubles.await_status(401)
    page = _typing(tablet("peter", fresh=True))
    page.get_by_role("checkbox", name="Bolig").check()
    server.execute("UPDATE sign_in SET expires_at = '2020-01-01 00:00:00' WHERE id = (SELECT max(id) FROM sign_in)")
    page.get_by_role("button", name="Gem kontakt").tap()
    page.get_by_label("Brugernavn").fill("peter")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    _is_back(page)
    before = server.count("contact")
    page.get_by_role("button", name="Gem kontakt").tap()
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_have_count(1)
    assert server.count("contact") == before + 1


def test_nothing_of_it_is_kept_in_the_browser(tablet: Open) -> None:
    page = _typing(tablet("peter", fresh=True))
    expect(page.locator("[data-draft-said]")).to_contain_text("Kladde gemt")
    kept = page.evaluate(
        "async () => [{...localStorage}, {...sessionStorage}, await caches.keys(), await indexedDB.databases()]"
    )
    assert kept == [{}, {}, [], []]
