"""The pages of the citizens' tablet, and what staff see of what was written there."""

from playwright.sync_api import Page, expect

from app.applications.code import TRIAL_WORDS
from tests.browser.account_pages import door


def _tile(page: Page, words: str) -> None:
    door(page)
    page.get_by_role("link", name=words).click()
    expect(page.get_by_role("button", name="Færdig")).to_be_visible()


def ideas(page: Page) -> None:
    """The ideas that hang there."""
    _tile(page, "Støt en idé")


def idea_refused(page: Page) -> None:
    """An idea without a word."""
    _tile(page, "Jeg har en idé")
    page.get_by_role("button", name="Hæng min idé op").click()
    expect(page.locator("#fejl")).to_be_visible()


def begun_refused(page: Page) -> None:
    """An application that is called nothing."""
    _tile(page, "Søg om penge")
    page.get_by_role("button", name="Begynd").click()
    expect(page.locator("#fejl")).to_be_visible()


def begun(page: Page, title: str = "Mad sammen") -> None:
    """A draft, as it is given to its writers."""
    _tile(page, "Søg om penge")
    page.get_by_label("Hvad vil I lave?").fill(title)
    page.get_by_role("button", name="Begynd").click()
    expect(page.get_by_text("Jeres tre ord:")).to_be_visible()


def draft_refused(page: Page) -> None:
    """Sent with everything missing."""
    begun(page)
    page.get_by_label("Hvor mange er I?").fill("1")
    page.get_by_role("button", name="Send til udvalget").click()
    expect(page.locator("#fejl")).to_be_visible()


def slip(page: Page) -> None:
    """The three words to take along."""
    begun(page)
    page.get_by_role("button", name="Gem, og få en seddel").click()
    expect(page.get_by_role("button", name="Udskriv sedlen")).to_be_visible()


def picture_refused(page: Page) -> None:
    """No picture was chosen."""
    begun(page)
    page.get_by_role("button", name="Se billeder, eller tag et nyt").click()
    page.get_by_role("button", name="Sæt det på").click()
    expect(page.locator("#picture-fejl")).to_be_visible()


def thrown_away(page: Page) -> None:
    """Whether they are sure."""
    begun(page)
    page.get_by_role("link", name="Smid kladden væk").click()
    expect(page.get_by_role("heading", name="Vil I smide kladden væk?")).to_be_visible()


def code_refused(page: Page) -> None:
    """Words that open nothing."""
    _tile(page, "Se, hvordan det går")
    page.get_by_label("De tre ord").fill("hest bil kat")
    page.get_by_role("button", name="Vis det").click()
    expect(page.locator("#fejl")).to_be_visible()


def asked(page: Page) -> None:
    """What the committee asks, and an answer without a word."""
    _tile(page, "Se, hvordan det går")
    page.get_by_label("De tre ord").fill(TRIAL_WORDS)
    page.get_by_role("button", name="Vis det").click()
    page.get_by_role("button", name="Send svaret").click()
    expect(page.locator("#fejl")).to_be_visible()


def new_slip(page: Page) -> None:
    """New words for those who lost theirs."""
    page.goto("/applications/")
    page.get_by_role("link", name="Værksted for cykler").click()
    page.locator("summary", has_text="Er sedlen blevet væk?").click()
    page.get_by_role("button", name="Lav en ny seddel").click()
    expect(page.get_by_role("heading", name="Ny seddel")).to_be_visible()
