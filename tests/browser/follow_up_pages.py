"""The pages about follow-ups that only a form, a fault or another state shows; each function goes to one."""

from playwright.sync_api import Page, expect


def just_done(page: Page) -> None:
    page.goto("/day")
    page.locator("#tasks").get_by_role("button", name="Klaret").last.click()
    expect(page.locator("#tasks").get_by_text("Klaret lige nu")).to_be_visible()


def postponing(page: Page) -> None:
    page.goto("/day")
    page.locator("#tasks summary", has_text="Udskyd").first.click()
    expect(page.locator("#tasks").get_by_role("button", name="Om en uge").first).to_be_visible()


def coming(page: Page) -> None:
    page.goto("/day")
    page.locator("#tasks summary", has_text="Kommer").click()


def refused(page: Page) -> None:
    """Everything that can be wrong at once."""
    page.goto("/followups/new")
    page.locator("input[name=agreed_when][value=another_day]").check()
    page.locator("input[name=agreed_whose][value=colleague]").check()
    page.get_by_role("button", name="Gem opfølgning").click()
    expect(page.locator("#fejl")).to_be_visible()


def with_a_contact(page: Page) -> None:
    page.goto("/outreach/contacts/new")
    page.locator("summary", has_text="Aftale: hvad skal der ske?").click()
    page.locator("input[name=agreed_when][value=another_day]").check()
    page.locator("input[name=agreed_whose][value=colleague]").check()


def closing(page: Page) -> None:
    page.goto("/day")
    page.locator("#tasks li a.v-open").first.click()
    for words in ("Udskyd til en anden dag", "Ikke længere aktuelt"):
        page.locator("summary", has_text=words).click()
    page.get_by_role("button", name="Luk den").click()
    expect(page.locator("#fejl")).to_be_visible()


def cover_refused(page: Page) -> None:
    page.goto("/followups/covers")
    page.locator("input[name=last][value=another_last]").check()
    page.get_by_role("button", name="Gem aftalen").click()
    expect(page.locator("#fejl")).to_be_visible()


def nobody_chosen(page: Page) -> None:
    page.goto("/followups/handover")
    page.get_by_role("link", name="Overdrag").first.click()
    page.get_by_role("button", name="Overdrag").click()
    expect(page.locator("#fejl")).to_be_visible()
