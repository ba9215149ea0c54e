"""The pages of decisions that only a form, a fault or a state shows."""

from playwright.sync_api import Page, expect


def _citizen(page: Page) -> str:
    """The page of one of the newest citizens; answers with its address."""
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a.v-open").first.click()
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()
    return page.url


def _sent(page: Page) -> None:
    page.locator(".v-bar button.main").click()
    expect(page.locator("#fejl")).to_be_visible()


def decision_refused(page: Page) -> None:
    """A benefit without anything else."""
    page.goto(_citizen(page))
    page.get_by_role("link", name="Træf afgørelse").click()
    page.get_by_role("radio", name="Bevilge en enkeltydelse").check()
    page.locator("#amount").fill("12.50")
    _sent(page)


def asking_refused(page: Page) -> None:
    """Nothing said of what is to be decided."""
    page.goto(_citizen(page))
    page.get_by_role("link", name="Træf afgørelse").click()
    page.locator("section[aria-labelledby=others] .v-acts a").first.click()
    _sent(page)


def asked(page: Page) -> None:
    """What a colleague asks for, from Min dag."""
    page.goto("/day")
    page.locator("#requests_of_mine a.v-open").first.click()
    expect(page.get_by_role("heading", name="Det skal afgøres")).to_be_visible()


def return_refused(page: Page) -> None:
    """Sent back without a word."""
    asked(page)
    page.locator("summary", has_text="Send den tilbage").click()
    page.get_by_role("button", name="Send den tilbage").click()
    expect(page.locator("#fejl")).to_be_visible()


def replacing(page: Page) -> None:
    """A decision in the place of another, without the reason."""
    page.goto("/decisions/")
    page.locator("section[aria-labelledby=lately] a.v-open").first.click()
    page.get_by_role("link", name="Erstat den med en ny").click()
    _sent(page)


def replaced(page: Page) -> None:
    """A decision that holds no more."""
    page.goto("/decisions/")
    page.locator("section[aria-labelledby=lately] li", has_text="Erstattet").locator("a.v-open").click()
    expect(page.get_by_text("Gælder ikke mere.")).to_be_visible()


def row_refused(page: Page) -> None:
    """A row of the plan with nothing chosen."""
    page.goto("/decisions/competence/new")
    _sent(page)


def row_ending(page: Page) -> None:
    """The last day of a row."""
    page.goto("/decisions/competence")
    page.locator("table a").first.click()
    expect(page.get_by_role("button", name="Afslut den")).to_be_visible()


def kind_refused(page: Page) -> None:
    """A kind without words."""
    page.goto("/decisions/kinds/new")
    _sent(page)
