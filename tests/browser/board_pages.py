"""Pages around the board that no link leads to in the demo: the board, its sheet, and what stays while locked."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

EFFORT, CENTRE = "Fremskudt sagsbehandling", "Regnbuen"


def begun(page: Page) -> str:
    """A session that begins now at Regnbuen; the page shows its board. Answers with the board's path."""
    page.goto("/casework/sessions?all=1")
    page.get_by_role("radio", name=EFFORT, exact=True).check()
    page.get_by_role("radio", name=CENTRE, exact=True).check()
    page.get_by_role("button", name="Start nu").click()
    expect(page.locator("#board")).to_be_visible()
    return re.sub(r"^https?://[^/]+", "", page.url)


def nameless(page: Page) -> str:
    """One tap more, and somebody without a name waits; answers with what they are called."""
    page.locator(".v-bar a", has_text="Tjek ind").click()
    chip = page.locator("button[name=who][value=unnamed]")
    number = re.search(r"\d+", chip.inner_text())
    chip.click()
    assert number is not None
    expect(card(page, "waiting", f"Nr. {number[0]}")).to_be_visible()
    return f"Nr. {number[0]}"


def card(page: Page, column: str, called: str) -> Locator:
    """The card of somebody in a column."""
    return page.locator(f"section[aria-labelledby={column}] .v-on-board").filter(
        has=page.get_by_role("heading", name=called, exact=True)
    )


def empty_board(page: Page) -> None:
    """A board on which nobody is."""
    begun(page)


def full_board(page: Page) -> None:
    """Somebody waits, somebody talks, somebody left."""
    path = begun(page)
    for _ in range(3):
        nameless(page)
    page.get_by_role("button", name="Tag imod Nr. 1").click()
    page.goto(path)
    page.get_by_role("link", name="Nr. 2", exact=True).click()
    page.get_by_role("button", name="Gik uden samtale").click()
    expect(card(page, "done", "Nr. 2")).to_be_visible()


def sheet(page: Page) -> None:
    """Who came?"""
    begun(page)
    page.locator(".v-bar a", has_text="Tjek ind").click()
    expect(page.locator("#who-came")).to_be_visible()


def visit(page: Page) -> None:
    """Somebody who waits: what is said of them, and every step."""
    begun(page)
    nameless(page)
    page.locator(".v-on-board a").first.click()
    expect(page.get_by_role("heading", name="Hvad sker der nu?")).to_be_visible()


def locked(page: Page) -> None:
    """The locked tablet with numbers."""
    begun(page)
    nameless(page)
    page.get_by_role("button", name="Lås").click()
    expect(page.locator("#locked_board")).to_contain_text("Venter: nr. 1")


def sessions(page: Page) -> None:
    """The sessions of today."""
    begun(page)
    page.goto("/casework/sessions?all=1")


def start_refused(page: Page) -> None:
    """A session begun without saying for what."""
    page.goto("/casework/sessions?all=1")
    page.get_by_role("button", name="Start nu").click()
    expect(page.locator("#fejl")).to_be_visible()
