"""The summary of a session, before it closes and after; each function goes to one."""

from playwright.sync_api import Page, expect

MOST = 250
"""More than the demo's sessions."""


def closing(page: Page) -> None:
    """Some are still there."""
    _go(page, "Luk rådgivningen", "Gik uden samtale")
    expect(page.get_by_role("button", name="Gik uden samtale").first).to_be_visible()


def closed(page: Page) -> None:
    _go(page, "Rådgivningen er lukket")


def closed_before(page: Page) -> None:
    """Somebody closes what a colleague has closed already."""
    closed(page)
    page.evaluate("document.getElementById('close').requestSubmit()")
    expect(page.locator("#fejl")).to_contain_text("lukket i forvejen")


def _go(page: Page, heading: str, says: str = "") -> None:
    """To the latest session of one's own centre that has this heading, and says this."""
    for number in range(MOST, 0, -1):
        address = f"/casework/sessions/{number}/summary"
        answer = page.request.get(address)
        if answer.status == 200 and f"<h1>{heading}</h1>" in answer.text() and says in answer.text():
            page.goto(address)
            return
    raise AssertionError(f"no session of one's own says {heading!r}")
