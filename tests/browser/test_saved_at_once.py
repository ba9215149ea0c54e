"""A contact that is saved is seen in the answer itself; the rest of the day comes after it, and may fail to."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import contact_pages
from tests.browser.conftest import Open
from tests.browser.tablet import Troubles

pytestmark = pytest.mark.browser

THE_DAY = re.compile(r"/day\?saved=")


def _saved_without_the_rest(page: Page) -> None:
    page.route(THE_DAY, lambda route: route.abort())
    contact_pages.contact_sent(page)
    expect(page.locator("li.new")).to_contain_text("Gemt lige nu")


def test_the_answer_shows_the_row_before_the_rest_of_the_day_is_there(tablet: Open, troubles: Troubles) -> None:
    troubles.await_("ERR_FAILED|Failed to fetch")
    page = tablet("mette")
    _saved_without_the_rest(page)
    expect(page).to_have_title(re.compile("Min dag"))
    expect(page).to_have_url(THE_DAY)
    expect(page.locator("#status")).to_have_text("Kontakten er gemt.")
    expect(page.locator("main")).to_be_focused()
    expect(page.locator(".v-nav [aria-current=page]")).to_have_text("Min dag")
    expect(page.locator(".v-bar")).to_have_count(1)
    expect(page.get_by_role("link", name="Ny kontakt", exact=True)).to_be_visible()
    expect(page.locator("#tasks")).to_have_count(0)
    expect(page.locator("#failure")).to_be_hidden()
    page.unroute(THE_DAY)
    page.get_by_role("link", name="Vis resten af dagen").click()
    expect(page.locator("#tasks")).to_be_visible()
    expect(page.locator("li.new")).to_have_count(1)


@pytest.mark.parametrize("device", ["tablet", "phone"])
def test_the_rest_comes_by_itself_and_nothing_that_was_there_moves(tablet: Open, device: str) -> None:
    page = tablet("mette", device=device)
    held = []
    page.route(THE_DAY, lambda route: held.append(route))
    contact_pages.contact_sent(page)
    row = page.locator("li.new")
    expect(row).to_contain_text("Gemt lige nu")
    before, element = row.bounding_box(), row.element_handle()
    held[0].continue_()
    expect(page.locator("#tasks")).to_be_visible()
    assert row.bounding_box() == before
    assert element.evaluate("one => one.isConnected"), "a finger that is on its way meets what it was meant for"
    expect(page.get_by_role("link", name="Vis resten af dagen")).to_have_count(0)


def test_it_is_taken_back_from_the_row_at_once(tablet: Open, troubles: Troubles) -> None:
    troubles.await_("ERR_FAILED|Failed to fetch")
    page = tablet("mette")
    _saved_without_the_rest(page)
    page.unroute(THE_DAY)
    page.locator("li.new").get_by_role("button", name="Fortryd").click()
    expect(page.locator("#tasks")).to_be_visible()
    expect(page.locator("li.new")).to_have_count(0)


def test_back_leads_to_the_page_before_and_not_to_the_form(tablet: Open) -> None:
    page = tablet("mette")
    contact_pages.contact_sent(page)
    expect(page.locator("#tasks")).to_be_visible()
    page.reload()
    expect(page.locator("li.new")).to_have_count(1)
    page.go_back()
    expect(page).not_to_have_url(re.compile("/contacts/new"))
