"""The pages of the plan that only a form, a fault or another state shows; each function goes to one."""

from playwright.sync_api import Page, expect


def series_refused(page: Page) -> None:
    """Everything that can be wrong at once, with every field in sight."""
    page.goto("/casework/series/new")
    page.locator("input[name=often][value=every_n]").check()
    page.locator("input[name=until][value=last_day]").check()
    page.get_by_label("Fra klokken").fill("99")
    page.get_by_role("button", name="Planlæg").click()
    expect(page.locator("#fejl")).to_be_visible()


def series_ending(page: Page) -> None:
    page.goto("/casework/series/")
    page.locator("main .v-list a").last.click()
    page.locator("summary", has_text="Slut serien").click()
    page.get_by_label("Sidste dag").fill("2020-01-01")
    page.get_by_role("button", name="Slut serien").click()
    expect(page.locator("#fejl")).to_be_visible()


def moved(page: Page) -> None:
    """The next week that says so: one session was moved, and another cancelled."""
    _to_a_change(page, "Flyttet")
    page.locator(".v-plan li", has_text="Flyttet").first.locator("a").click()
    expect(page.get_by_text("Lokalet bliver malet.")).to_be_visible()


def cancelled(page: Page) -> None:
    _to_a_change(page, "Aflyst")
    page.locator(".v-plan li", has_text="Aflyst").first.locator("a").click()
    expect(page.get_by_role("button", name="Den holdes alligevel")).to_be_visible()


def plan_of_a_week_with_changes(page: Page) -> None:
    _to_a_change(page, "Flyttet")


def moving_refused(page: Page) -> None:
    _to_a_session(page)
    page.get_by_role("link", name="Flyt").click()
    page.get_by_label("Til klokken").fill("7")
    page.get_by_role("button", name="Flyt den").click()
    expect(page.locator("#fejl")).to_be_visible()


def cancelling_refused(page: Page) -> None:
    _to_a_session(page)
    page.get_by_role("link", name="Aflys").click()
    page.get_by_role("button", name="Aflys den").click()
    expect(page.locator("#fejl")).to_be_visible()


def substitute_refused(page: Page) -> None:
    _to_a_session(page)
    page.locator("summary", has_text="Sæt en mere på").click()
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#fejl")).to_be_visible()


def visit_asked_refused(page: Page) -> None:
    page.goto("/casework/visit-requests/new")
    page.get_by_role("button", name="Bestil").click()
    expect(page.locator("#fejl")).to_be_visible()


def visit_answered_yes(page: Page) -> None:
    """Every field of a yes, and the day is missing."""
    page.goto("/casework/plan")
    page.locator("section[aria-labelledby=requests] a").first.click()
    page.get_by_role("radio", name="Ja, vi kommer").check()
    page.get_by_role("button", name="Send svar").click()
    expect(page.locator("#fejl")).to_be_visible()


def visit_answered_no(page: Page) -> None:
    page.goto("/casework/plan")
    page.locator("section[aria-labelledby=requests] a").first.click()
    page.get_by_role("radio", name="Nej, vi kan ikke").check()
    expect(page.get_by_label("Hvorfor ikke?")).to_be_visible()


def calendar_made(page: Page) -> None:
    page.goto("/casework/calendar")
    page.get_by_role("button", name="Lav").click()
    expect(page.get_by_label("Adresse")).to_be_visible()


def session_hours_refused(page: Page) -> None:
    page.goto("/hours/sessions")
    page.get_by_role("link", name="Aftal timer").first.click()
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#fejl")).to_be_visible()


def _to_a_session(page: Page) -> None:
    """One of the team of caseworkers in three weeks, which is neither moved nor cancelled."""
    page.goto("/casework/plan")
    for _week in range(3):
        page.get_by_role("link", name="Ugen efter").click()
    page.locator(".v-plan a", has_text="Fremskudt sagsbehandling").first.click()
    expect(page.get_by_role("heading", name="Hvem kommer?")).to_be_visible()


def _to_a_change(page: Page, word: str) -> None:
    page.goto("/casework/plan")
    for _week in range(3):
        if page.locator(".v-plan .v-tag", has_text=word).count():
            return
        page.get_by_role("link", name="Ugen efter").click()
    raise AssertionError(f"nothing is «{word}» in the demo's next weeks")
