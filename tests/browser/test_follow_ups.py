"""What is agreed with the contact is done with one tap on «Min dag», by whoever is there; the page counts the taps."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Say
from tests.browser.server import Server
from tests.browser.tablet import Finger

pytestmark = pytest.mark.browser

TEXT = "Ring om varmen"


def test_agreed_with_the_contact_and_done_with_one_tap(tablet: Open, server: Server, say: Say) -> None:
    page = tablet("mette")
    finger = Finger(page.context)
    page.goto("/outreach/contacts/new?who=unnamed")
    finger.tap(page.get_by_role("radio", name="Opsøgende"))
    finger.tap(page.get_by_role("checkbox", name="Bolig"))
    before = finger.taps
    finger.tap(page.locator("summary", has_text="Aftale: hvad skal der ske?"))
    page.get_by_label("Hvad skal der ske?", exact=True).fill(TEXT)
    finger.tap(page.get_by_role("radio", name="I morgen"))
    agreed = finger.taps - before
    finger.tap(page.get_by_role("button", name="Gem kontakt"))
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_have_count(1)
    assert server.count("follow_up WHERE text = ?", TEXT) == 1

    finger.tap(page.locator("summary", has_text="Kommer de næste 7 dage"))
    row = page.locator("#tasks li", has_text=TEXT)
    before = finger.taps
    finger.tap(row.get_by_role("button", name="Klaret"))
    expect(row.get_by_text("Klaret lige nu")).to_be_in_viewport()
    say(f"taps for an agreement with a contact: {agreed}; to say it is done: {finger.taps - before}")
    assert finger.taps - before == 1
    assert finger.reached == finger.taps
    expect(page.locator("#status")).to_contain_text("Klaret lige nu")
    finger.tap(row.get_by_role("button", name="Fortryd"))
    expect(page.locator("#tasks").get_by_text("Klaret lige nu")).to_have_count(0)
    assert server.count("follow_up WHERE text = ? AND state = 'open'", TEXT) == 1


def test_a_colleague_covers_and_sees_to_it(tablet: Open, server: Server, say: Say) -> None:
    page = tablet("tom")
    finger = Finger(page.context)
    page.goto("/day")
    row = page.locator("#tasks li", has_text="for Lis").first
    finger.tap(row.get_by_role("button", name="Klaret"))
    expect(page.locator("#tasks").get_by_text("Klaret lige nu")).to_be_visible()
    say(f"taps to see to an absent colleague's task from Min dag: {finger.taps}")
    assert server.count("follow_up_step WHERE step = 'done' AND by_id = (SELECT id FROM account WHERE username='tom')")
