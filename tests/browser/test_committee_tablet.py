"""A member of the committee votes on a touch tablet, with a finger alone; a part of it with script turned off."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from app import clock
from app.pool.words import kroner
from tests.browser.conftest import Open
from tests.browser.granting import asked, granted
from tests.browser.server import Server

pytestmark = pytest.mark.browser

SUPPER = 845_000
"""Øre that the first application asks for."""


def _reads(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Fællesspisning om onsdagen")).tap()
    expect(page.get_by_role("heading", name="Fællesspisning om onsdagen")).to_be_visible()


@dataclass(frozen=True)
class Pool:
    """This year's, in øre, added up from the lines of the ledger alone."""

    frame: int
    given: int
    aside: int

    @property
    def left(self) -> int:
        """What can still be given."""
        return self.frame - self.given - self.aside

    @classmethod
    def of(cls, server: Server) -> Pool:
        """As it is in the database now."""
        lines = "SELECT kind, ore FROM pool_entry JOIN pool ON pool.id = pool_id WHERE year = ?"
        sums: Counter[str] = Counter()
        for kind, ore in server.rows(lines, clock.today().year):
            sums[str(kind)] += int(str(ore))
        return cls(sums["frame"], sums["granted"] - sums["returned"], sums["reserved"] + sums["released"])


def _shows(page: Page, pool: Pool) -> None:
    """Exactly this, to the eye and to whoever hears it, and what would be left if they said yes."""
    section = page.locator("section[aria-labelledby=pool]")
    frame, given, aside, left = map(kroner, (pool.frame, pool.given, pool.aside, pool.left))
    expect(section.get_by_role("heading")).to_have_text(f"Puljen i år: {frame}")
    told = f"Af {frame} er {given} givet, {aside} sat til side, og {left} er tilbage."
    expect(section.get_by_role("img", name=told)).to_be_visible()
    for words, amount in (("givet", given), ("sat til side", aside), ("tilbage", left)):
        expect(section.locator("li", has_text=re.compile(f"{words}$"))).to_have_text(f"{amount}{words}")
    after = kroner(pool.left - SUPPER)
    expect(section.get_by_text(f"Hvis I siger ja til det hele, er der {after} tilbage.")).to_be_visible()


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


def test_what_a_member_sees_of_the_pool_is_the_ledger_and_falls_by_exactly_what_is_granted(
    tablet: Open, server: Server
) -> None:
    page, before, ore = tablet("bo"), Pool.of(server), 123_450
    assert min(before.given, before.aside, before.left) > 0
    _reads(page)
    _shows(page, before)
    asked(server, "Strikkecafé", ore)
    granted(server, "Strikkecafé", "God idé.")
    page.reload()
    _shows(page, Pool(before.frame, before.given + ore, before.aside))
    assert Pool.of(server) == Pool(before.frame, before.given + ore, before.aside)
