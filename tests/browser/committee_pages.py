"""The committee's and the pool's pages that only a form, a fault or another state shows."""

from playwright.sync_api import Page, expect


def _first_point(page: Page, number: int = 0) -> None:
    page.goto("/committee/meetings")
    page.locator("section[aria-labelledby=coming] .v-list a").first.click()
    page.locator("section[aria-labelledby=agenda] a.v-open").nth(number).click()
    expect(page.get_by_role("link", name="Hele mødet")).to_be_visible()


def voted(page: Page) -> None:
    """A member votes; the receipt stands above the application."""
    page.goto("/committee/")
    page.locator("main .v-list a").first.click()
    page.get_by_role("button", name="For", exact=True).click()
    expect(page.get_by_role("heading", name="Din stemme er modtaget")).to_be_visible()


def own_vote(page: Page) -> None:
    """«Vis, hvad jeg stemte»."""
    voted(page)
    page.get_by_role("link", name="Vis, hvad jeg stemte").click()
    expect(page.get_by_text("Du stemte: For")).to_be_visible()


def too_close(page: Page) -> None:
    """A member is too close to the second application."""
    page.goto("/committee/")
    page.locator("main .v-list a").nth(1).click()
    page.get_by_role("button", name="Ja, jeg er for tæt på").click()
    expect(page.get_by_role("heading", name="Du er for tæt på den her")).to_be_visible()


def vote_running(page: Page) -> None:
    """The secretary's page while a vote is open."""
    _first_point(page)
    expect(page.get_by_role("button", name="Luk afstemningen")).to_be_visible()


def motion_refused(page: Page) -> None:
    """More than is asked for."""
    _first_point(page, 2)
    page.locator("input[name=amount]").fill("-1")
    page.get_by_role("button", name="Åbn afstemningen").click()
    expect(page.locator("#fejl")).to_be_visible()


def decision_refused(page: Page) -> None:
    """A question without words."""
    _first_point(page, 2)
    page.locator("input[name=outcome][value=asked]").check(force=True)
    page.get_by_role("button", name="Gem beslutningen").click()
    expect(page.locator("#fejl")).to_be_visible()


def seat_refused(page: Page) -> None:
    """A seat for nobody."""
    page.goto("/committee/seats/new")
    page.get_by_role("button", name="Gem pladsen").click()
    expect(page.locator("#fejl")).to_be_visible()


def meeting_refused(page: Page) -> None:
    """A meeting without day and place."""
    page.goto("/committee/meetings/new")
    page.get_by_role("button", name="Gem mødet").click()
    expect(page.locator("#fejl")).to_be_visible()


def criteria_refused(page: Page) -> None:
    """A criterion whose number is none."""
    page.goto("/committee/criteria/new")
    page.locator("input[name=number_2]").fill("mange")
    page.get_by_role("button", name="Gem reglerne").click()
    expect(page.locator("#fejl")).to_be_visible()


def grant_refused(page: Page) -> None:
    """More is paid than was granted."""
    page.goto("/pool/")
    page.locator("main .v-list a[href*='/grants/']").nth(1).click()
    page.locator("summary", has_text="Udbetal penge").click()
    page.locator("#pay-amount").fill("900.000")
    page.get_by_role("button", name="Skriv, at det er udbetalt").click()
    expect(page.locator("#fejl")).to_be_visible()


def reservation_refused(page: Page) -> None:
    """More is set aside than there is."""
    page.goto("/pool/")
    page.get_by_role("link", name="Sæt penge til side").click()
    page.locator("input[name=amount]").fill("900.000")
    page.locator("input[name=reason]").fill("En stor fest")
    page.get_by_role("button", name="Sæt til side").click()
    expect(page.locator("#fejl")).to_be_visible()
