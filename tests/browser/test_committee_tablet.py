"""A member of the committee votes on a touch tablet, with a finger alone; a part of it with script turned off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


def _reads(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Fællesspisning om onsdagen")).tap()
    expect(page.get_by_role("heading", name="Fællesspisning om onsdagen")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile(r"Af 100\.000 kr\. er [0-9.,]+ kr\. givet"))).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_member_votes_with_a_finger_changes_it_and_sees_it_only_when_they_ask(tablet: Open, script: bool) -> None:
    page = tablet("bo", script=script)
    _reads(page)
    for words in ("For", "Imod"):
        page.get_by_role("button", name=words, exact=True).tap()
        expect(page.get_by_role("heading", name="Din stemme er modtaget")).to_be_visible()
        assert "Du stemte" not in page.locator("main").inner_text()
    receipt = page.locator(".v-notice strong").inner_text()
    assert re.fullmatch(r"\w+ \d+", receipt)
    page.get_by_role("link", name="Vis, hvad jeg stemte").tap()
    expect(page.get_by_text("Du stemte: Imod")).to_be_visible()
    page.get_by_role("link", name="Skjul det").tap()
    expect(page.get_by_text("Du stemte")).to_have_count(0)
    expect(page.locator(".v-notice strong")).to_have_text(receipt)


def test_the_secretary_sees_who_has_voted_and_never_how(tablet: Open) -> None:
    member = tablet("bo")
    _reads(member)
    member.get_by_role("button", name="Hverken eller").tap()
    expect(member.get_by_role("heading", name="Din stemme er modtaget")).to_be_visible()
    page = tablet("tom")
    page.goto("/committee/meetings")
    page.locator("section[aria-labelledby=coming] a").first.tap()
    page.get_by_role("link", name=re.compile("Fællesspisning")).tap()
    bo = page.locator("#voters").locator("xpath=ancestor::section").locator("li", has_text="Bo Andersen")
    expect(bo.get_by_text("Har stemt")).to_be_visible()
    expect(bo.get_by_role("button")).to_have_count(0)
    expect(page.locator("#counts")).to_have_count(0)
