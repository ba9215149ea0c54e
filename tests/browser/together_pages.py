"""The pages of activities, workshops and what citizens hang up that only a form, a fault or another state shows."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from app.demo.together import GROUP_WORDS
from tests.browser.account_pages import door


def _group(page: Page, path: str = "") -> None:
    """The choir's three words are written at the tablet."""
    door(page)
    page.goto("/applications/door/code")
    page.get_by_label("De tre ord").fill(GROUP_WORDS)
    page.get_by_role("button", name="Vis det").click()
    page.get_by_role("link", name="Til jeres plan").click()
    expect(page.get_by_role("heading", name="Kor om mandagen")).to_be_visible()
    if path:
        page.goto(f"/activities/door/own/{path}")


def here(page: Page) -> None:
    door(page)
    page.goto("/activities/door")


def task_refused(page: Page) -> None:
    here(page)
    page.get_by_role("link", name="Jeg vil gerne").first.click()
    page.get_by_role("button", name="Jeg tager den").click()
    expect(page.locator("#fejl")).to_be_visible()


def plan(page: Page) -> None:
    _group(page)


def day_refused(page: Page) -> None:
    _group(page, "meetings")
    page.get_by_role("button", name="Gem dagen").click()
    expect(page.locator("#fejl")).to_be_visible()


def roles(page: Page) -> None:
    _group(page, "roles")


def attendance(page: Page) -> None:
    _group(page, "meetings")
    page.get_by_role("link", name="Hvem kom?").first.click()


def progress_refused(page: Page) -> None:
    _group(page, "progress")
    page.get_by_role("button", name="Gem det").click()
    expect(page.locator("#fejl")).to_be_visible()


def money_refused(page: Page) -> None:
    _group(page, "money")
    page.locator("input[name=day][value=other]").check()
    page.get_by_role("button", name="Gem det").click()
    expect(page.locator("#fejl")).to_be_visible()


def receipt(page: Page) -> None:
    _group(page, "money")
    page.get_by_role("link", name="Sangbøger").click()
    expect(page.locator("img.v-picture")).to_be_visible()


def receipt_missing(page: Page) -> None:
    _group(page, "money")
    page.get_by_role("link", name="Kaffe og kage").click()
    page.get_by_role("button", name="Sæt bonen på").click()
    expect(page.locator("#receipt-fejl")).to_be_visible()


def rest_refused(page: Page) -> None:
    _group(page, "rest")
    page.get_by_role("button", name="Gem, hvor meget der er").click()
    expect(page.locator("#fejl")).to_be_visible()


def report_refused(page: Page) -> None:
    _group(page, "report")
    page.get_by_role("button", name="Vi er færdige").click()
    expect(page.locator("#fejl")).to_be_visible()


def payment_refused(page: Page) -> None:
    page.goto("/activities/")
    page.get_by_role("link", name="Kor om mandagen").click()
    page.get_by_role("button", name="Betal ud").click()
    expect(page.locator("#fejl")).to_be_visible()


def peers(page: Page) -> None:
    door(page)
    page.goto("/peers/door")


def peer_refused(page: Page) -> None:
    door(page)
    page.goto("/peers/door/new")
    page.get_by_role("button", name="Hæng det op").click()
    expect(page.locator("#fejl")).to_be_visible()


def peer_slip(page: Page) -> None:
    door(page)
    page.goto("/peers/door/new")
    page.locator("input[name=kind][value=offered]").check()
    page.get_by_label("Med hvad?").fill("at vande blomster")
    page.get_by_label("Hvad vil du kaldes?").fill("Rosa")
    page.get_by_label("Hvor kan de andre møde dig?").fill("Her om mandagen")
    page.get_by_role("button", name="Hæng det op").click()
    expect(page.locator(".v-code")).to_be_visible()


def own_peer(page: Page) -> None:
    peer_slip(page)
    page.goto("/peers/door/own")


def peer_code_refused(page: Page) -> None:
    door(page)
    page.goto("/peers/door/code")
    page.get_by_role("button", name="Find mit opslag").click()
    expect(page.locator("#fejl")).to_be_visible()


def peer_hiding_refused(page: Page) -> None:
    page.goto("/peers/")
    page.get_by_role("link", name="Skjul").first.click()
    page.get_by_role("button", name="Skjul opslaget").click()
    expect(page.locator("#fejl")).to_be_visible()


def peer_sheet(page: Page) -> None:
    page.goto("/peers/")
    page.get_by_role("link", name="Ark til").first.click()


def workshop_refused(page: Page) -> None:
    page.goto("/workshops/new")
    page.get_by_role("button", name="Gem værkstedet").click()
    expect(page.locator("#fejl")).to_be_visible()


def planned(page: Page, title: str = "Hvad skal vi lave til foråret?") -> str:
    """A workshop of today with slips; answers with its path."""
    page.goto("/workshops/new")
    chip = page.locator("input[name=centre]").first
    if not chip.is_checked():
        chip.check()
    page.get_by_label("Hvad hedder værkstedet?").fill(title)
    page.get_by_label("Hvilken dag?").fill(date.today().isoformat())
    page.get_by_label("Hvad tid begynder I?").fill("13:00")
    page.get_by_role("button", name="Gem værkstedet").click()
    expect(page).to_have_url(re.compile(r"/workshops/\d+$"))
    path = page.url.partition("/workshops/")[2]
    page.goto(f"/workshops/{path}/slips")
    page.get_by_role("button", name="Lav sedler").click()
    expect(page.locator(".v-cut")).to_be_visible()
    return f"/workshops/{path}"


def slips(page: Page) -> None:
    planned(page)


def led(page: Page) -> None:
    """Two ideas are collected, and one is asked to be taken down; then the workshop is over."""
    path = planned(page)
    page.goto(path)
    page.get_by_role("button", name="Begynd med kritik").click()
    for words in ("For få stole", "For meget støj"):
        page.get_by_label("Skriv én ting").fill(words)
        page.get_by_role("button", name="Skriv idéen op").click()
        expect(page.locator("#led_board")).to_contain_text(words)


def idea_hiding_refused(page: Page) -> None:
    led(page)
    page.get_by_role("link", name="Tag ned").first.click()
    page.get_by_role("button", name="Tag ned").click()
    expect(page.locator("#fejl")).to_be_visible()
