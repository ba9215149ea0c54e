"""The pages about calls, interviews, courses and offers that only a form, a fault or another state shows."""

from playwright.sync_api import Page, expect


def call_refused(page: Page) -> None:
    page.goto("/hotline/calls/new")
    page.get_by_role("button", name="Send spørgsmålet").click()
    expect(page.locator("#fejl")).to_be_visible()


def call_to_answer(page: Page) -> None:
    """Somebody rang: the row's answers are open, and the call's own page with an odd length."""
    page.goto("/hotline/")
    page.locator("summary", has_text="Svar").first.click()
    page.get_by_role("link", name="Skriv svaret").first.click()
    page.locator("input[name=minutes][value='0']").check()


def call_for_borgerservice(page: Page) -> None:
    page.goto("/hotline/")
    page.locator("main .v-list a.v-open").first.click()
    page.get_by_role("button", name="Send svaret").click()
    expect(page.locator("#fejl")).to_be_visible()


def interview_asked(page: Page) -> None:
    page.goto("/day")
    page.locator("#interviews ~ ul summary, section[aria-labelledby=interviews] summary").first.click()


def interview_refused(page: Page) -> None:
    page.goto("/hotline/interviews")
    page.locator("main .v-list a.v-open").first.click()
    page.locator("main a[href^='/citizens/']").first.click()
    page.get_by_role("link", name="Ny jobsamtale").click()
    page.locator("input[name=day][value=other]").check()
    page.get_by_role("button", name="Gem jobsamtalen").click()
    expect(page.locator("#fejl")).to_be_visible()


def wish_of_a_citizen(page: Page) -> None:
    page.goto("/courses/wishes/new?who=1")
    page.locator("summary", has_text="Hvornår blev det sagt?").click()
    page.locator("input[name=day][value=other]").check()
    page.get_by_role("button", name="Alkohol").click()
    expect(page.locator("#fejl")).to_be_visible()


def wish_noted(page: Page) -> None:
    page.goto("/courses/wishes/new")
    page.get_by_role("button", name="Alkohol").click()
    expect(page.get_by_text("Sig kodeordet til personen")).to_be_visible()


def course_refused(page: Page) -> None:
    page.goto("/courses/")
    page.locator("main .v-list a.v-open").first.click()
    page.locator("summary", has_text="Sluttet").click()
    page.locator("details[open] button").click()
    expect(page.locator("#fejl")).to_be_visible()


def course_named(page: Page) -> None:
    page.goto("/courses/")
    page.locator("main .v-list a.v-open").first.click()
    page.locator("input[name=q]").fill("ha")
    page.get_by_role("button", name="Find borgeren").click()
    expect(page.get_by_role("button", name="Det er personen").first).to_be_visible()


def course_found(page: Page) -> None:
    page.goto("/courses/?code=Birk%20999")


def rule_refused(page: Page) -> None:
    page.goto("/courses/rules")
    page.get_by_role("button", name="Gem fristen").click()
    expect(page.locator("#fejl")).to_be_visible()


def offer_refused(page: Page) -> None:
    page.goto("/courses/offers/new")
    page.get_by_role("button", name="Gem tilbuddet").click()
    expect(page.locator("#fejl")).to_be_visible()


def attendance(page: Page) -> None:
    page.goto("/courses/offers")
    page.locator("main .v-list a.v-open").first.click()
    page.get_by_role("button", name="Én uden navn").click()
    page.locator("input[name=q]").fill("ha")
    page.get_by_role("button", name="Find borgeren").click()
    expect(page.locator("main")).to_contain_text("uden navn")
