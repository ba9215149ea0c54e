"""The pages about contacts and citizens that only a form, a fault or another state shows; each function goes to one."""

from playwright.sync_api import Page, expect

from tests.browser.account_pages import sent


def contact_missing(page: Page) -> None:
    sent(page, "/outreach/contacts/new", "Gem kontakt")
    expect(page.locator("#fejl")).to_be_visible()


def contact_wrong(page: Page) -> None:
    """Everything that can be wrong at once."""
    page.goto("/outreach/contacts/new?who=group")
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    page.get_by_label("Hvor mange?").fill("")
    page.locator("input[name=day][value=other]").check()
    page.get_by_label("Klokken").fill("25.99")
    page.get_by_label("Notat", exact=True).fill("010190-1234")
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("#fejl")).to_contain_text("010190-1234")


def contact_new_citizen(page: Page) -> None:
    page.goto("/outreach/contacts/new?who=new")


def contact_hits(page: Page) -> None:
    page.goto("/outreach/contacts/new")
    page.locator("#q").press_sequentially("ma")
    expect(page.locator("#status")).to_contain_text("Fandt")


def contact_saved(page: Page) -> None:
    page.goto("/outreach/contacts/new?who=unnamed")
    page.locator("input[name=kind]").first.check()
    page.locator("input[name=topics]").first.check()
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("li.new")).to_be_visible()


def contact_opened(page: Page) -> None:
    contact_saved(page)
    page.locator("li.new a").click()
    expect(page.get_by_text("Det er skrevet i loggen")).to_be_visible()


def contact_saved_and_new(page: Page) -> None:
    page.goto("/outreach/contacts/new?who=unnamed")
    page.locator("input[name=kind]").first.check()
    page.locator("input[name=topics]").first.check()
    page.get_by_role("button", name="Gem og ny").click()
    expect(page.get_by_text("Kontakten er gemt.")).to_be_visible()


def offline(page: Page) -> None:
    page.goto("/outreach/contacts/new")
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(page.locator("#failure")).to_be_visible()


def heads(page: Page) -> None:
    page.goto("/outreach/head-count")


def heads_wrong(page: Page) -> None:
    page.goto("/outreach/head-count")
    page.locator("#people").fill("mange")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#head_count .v-error-text")).to_be_visible()


def citizens_found(page: Page) -> None:
    sent(page, "/citizens/", "Søg", Find_en_borger="ma")


def citizens_none(page: Page) -> None:
    sent(page, "/citizens/", "Søg", Find_en_borger="zzzz")


def citizens_short(page: Page) -> None:
    sent(page, "/citizens/", "Søg", Find_en_borger="m")


def citizen_wrong(page: Page) -> None:
    sent(page, "/citizens/new", "Gem borger")


def income_noted(page: Page) -> None:
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a").last.click()
    page.locator("summary", has_text="Lever af").click()
    page.get_by_role("button", name="Fleksjob", exact=True).click()
    expect(page.get_by_text("Indkomsten er noteret.")).to_be_visible()


def english(page: Page) -> None:
    page.goto("/outreach/contacts/new")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#contact")).to_be_visible()
