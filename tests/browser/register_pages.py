"""The pages about records, drafts, agreements, hours and imports that only a form, a fault or a state shows."""

import re

from playwright.sync_api import Page, expect

from app.demo.people import NOT_ASKED
from tests.browser.account_pages import answered_after

ELSEWHERE = NOT_ASKED["BorgerCafeen"][0]
"""Whom Regnbuen does not know, and BorgerCafeen does."""


def _citizen(page: Page, place: int = 0) -> str:
    """The page of one of the newest citizens; answers with its address."""
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a.v-open").nth(place).click()
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()
    return page.url


def _refused(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".v-bar button.main").click()
    expect(page.locator("#fejl")).to_be_visible()


def level_refused(page: Page) -> None:
    _refused(page, f"{_citizen(page)}/level")


def status_refused(page: Page) -> None:
    page.goto(f"{_citizen(page)}/status")
    page.locator("input[name=status]").first.check()
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("#fejl")).to_be_visible()


def safety_refused(page: Page) -> None:
    _refused(page, f"{_citizen(page)}/safety")


def other_centres_refused(page: Page) -> None:
    _refused(page, f"{_citizen(page)}/other-centres")


def link_of_two(page: Page) -> None:
    """What will move is shown, and a reason is asked for."""
    page.goto(f"{_citizen(page)}/links/new")
    page.locator("#q").fill("ma")
    page.get_by_role("button", name="Søg").click()
    page.locator("#other_found a.v-open").first.click()
    page.get_by_role("button", name="Kobl sammen").click()
    expect(page.locator("#fejl")).to_be_visible()


def elsewhere_asked(page: Page) -> None:
    page.goto("/citizens/")
    page.locator("#q").press_sequentially(ELSEWHERE)
    page.get_by_role("button", name=re.compile("Åbn|Se")).last.click()
    page.locator(".v-bar button.main").click()
    expect(page.locator("#fejl")).to_be_visible()


def elsewhere_opened(page: Page) -> None:
    elsewhere_asked(page)
    page.get_by_label("Hvorfor", exact=False).fill("Kom i dag og vil gerne have hjælp her")
    page.locator(".v-bar button.main").click()
    expect(page.get_by_text("Siden er åben for dig resten af i dag.")).to_be_visible()


def children_noted(page: Page) -> None:
    """The duty to notify, as it is shown when it is noted that there are children."""
    page.goto("/outreach/contacts/new?who=unnamed")
    page.locator("summary", has_text="Er der børn i hjemmet?").click()
    page.locator("input[name=children]").check()


def drafts(page: Page) -> None:
    page.goto("/outreach/contacts/new?who=unnamed")
    page.locator("summary", has_text="Notat").click()
    page.get_by_label("Notat", exact=True).press_sequentially("Et brev om husleje")
    page.get_by_label("Notat", exact=True).blur()
    expect(page.get_by_text("Kladde gemt").first).to_be_visible()
    page.goto("/drafts/")
    expect(page.get_by_role("button", name="Slet kladden").first).to_be_visible()


def draft_taken_up(page: Page) -> None:
    drafts(page)
    page.locator("main a.v-open").first.click()
    expect(page.get_by_label("Notat", exact=True)).to_have_value("Et brev om husleje")


def agreement_refused(page: Page) -> None:
    identity = _citizen(page).rsplit("/", 1)[1]
    page.goto(f"/mentoring/citizens/{identity}/agreements/new")
    page.get_by_role("button", name="Gem aftalen").click()
    expect(page.locator("#fejl")).to_be_visible()


def agreement_ending(page: Page) -> None:
    page.goto("/mentoring/")
    page.locator("main a.v-open").first.click()
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")


def hours_refused(page: Page) -> None:
    page.goto("/hours/")
    page.locator("main a[href*='/hours/centres/']").first.click()
    for box in page.locator("main input.v-input:not([type=date])").all():
        box.fill("mange")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("#fejl")).to_be_visible()


def helper_refused(page: Page) -> None:
    page.goto("/volunteers/")
    page.locator("a[href$='/new']").first.click()
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("#fejl")).to_be_visible()


def answered(page: Page) -> None:
    """A row that was mended just now, with the way back."""
    page.goto("/missing")
    page.get_by_role("button", name="Det ved vi ikke").first.click()
    expect(page.get_by_text("Noteret: Det ved vi ikke")).to_be_visible()


def _choose_file(page: Page, content: str) -> None:
    page.goto("/imports/")
    if page.get_by_role("heading", name="Skriv din adgangskode").count():
        raise AssertionError("a session that was signed in just now is asked for its password")
    page.locator("input[name=kind][value=centres]").check()
    page.locator("input[type=file]").set_input_files(
        {"name": "steder.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Tjek filen").click()


def import_without_a_file(page: Page) -> None:
    page.goto("/imports/")
    page.get_by_role("button", name="Tjek filen").click()
    expect(page.locator("#fejl")).to_be_visible()


def import_with_faults(page: Page) -> None:
    _choose_file(page, "Navn;Adresse;Operatør\n;;\nEt sted;;\n;Vej 2;Ingen\n")
    expect(page.locator("#fejl")).to_be_visible()


def follow_up_conflict(page: Page) -> None:
    page.goto("/day")
    page.locator("#tasks li a.v-open[href^='/followups/']").first.click()
    page.get_by_role("link", name=re.compile("^Ret")).first.click()
    other = page.context.new_page()
    other.goto(page.url)
    for tab, text in ((other, "Ring til Domea"), (page, "Skriv til boligforeningen")):
        tab.get_by_label("Hvad skal der ske?", exact=True).fill(text)
        answered_after(tab, "Gem")
    other.close()
    expect(page.get_by_text("Intet er gået tabt.")).to_be_visible()
