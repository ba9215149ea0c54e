"""Ways to the pages of the survey that no link leads to."""

import re

from playwright.sync_api import Page, expect

from tests.browser.account_pages import sent


def opened_talk(page: Page) -> None:
    """A contact without a name that was just saved, opened."""
    page.goto("/outreach/contacts/new")
    page.get_by_label("Uden navn").check(force=True)
    page.locator("[name=kind]").first.check(force=True)
    page.locator("[name=topics]").first.check(force=True)
    page.get_by_role("button", name="Gem kontakt").click()
    page.locator("li.new a.v-open").click()
    expect(page.get_by_role("heading", name="Spørgeskemaet")).to_be_visible()


def asked_in_survey(page: Page) -> None:
    """The tablet in the hands of whoever was talked with."""
    opened_talk(page)
    page.get_by_role("button", name="Giv tabletten videre").click()
    expect(page.get_by_text(re.compile("Spørgsmål 1 af"))).to_be_visible()


def refused_survey(page: Page) -> None:
    asked_in_survey(page)
    page.get_by_role("button", name="Jeg vil ikke svare").click()
    expect(page.get_by_role("link", name="Personale: lås op")).to_be_visible()


def unlocking_survey(page: Page) -> None:
    refused_survey(page)
    page.get_by_role("link", name="Personale: lås op").click()
    expect(page.get_by_role("button", name="Lås op")).to_be_visible()


def stand(page: Page) -> None:
    page.goto("/survey/")
    expect(page.locator("#code")).to_be_visible()


def stand_refused(page: Page) -> None:
    stand(page)
    page.locator("#code").fill("ABCD-EFGH-JKLM")
    page.get_by_role("button", name="Begynd").click()
    expect(page.get_by_role("alert")).to_contain_text("Koden passer ikke")


def _on_paper(page: Page, button: str, language: str) -> None:
    opened_talk(page)
    page.locator("summary", has_text="På en seddel eller på papir").click()
    page.get_by_label(language).check(force=True)
    page.get_by_role("button", name=button).click()
    expect(page.locator(".v-code")).to_be_visible()


def slip(page: Page) -> None:
    _on_paper(page, "Seddel med kode", "Dansk")


def paper(page: Page) -> None:
    _on_paper(page, "Skema på papir", "العربية")


def question_refused(page: Page) -> None:
    sent(page, "/survey/questions/new", "Gem")


def question_left_out_refused(page: Page) -> None:
    page.goto("/survey/questions")
    page.locator("ul.v-list a").first.click()
    page.locator("summary", has_text="Spørgsmålet skal udgå").click()
    page.get_by_role("button", name="Lad det udgå fra næste kvartal").click()
    expect(page.locator("#fejl")).to_be_visible()
