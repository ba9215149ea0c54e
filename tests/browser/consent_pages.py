"""The pages of consent that only a form, a fault or a state shows."""

import re

from playwright.sync_api import Page, expect


def _new(page: Page) -> None:
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a.v-open").first.click()
    page.get_by_role("link", name="Nyt samtykke").click()


def refused(page: Page) -> None:
    _new(page)
    page.get_by_role("button", name="Ja, det siger jeg ja til").click()
    expect(page.locator("#fejl")).to_be_visible()


def said(page: Page) -> None:
    """The sentence follows each choice."""
    _new(page)
    for name in ("to", "source", "kinds"):
        page.locator(f"input[name={name}]").nth(["kinds", "to", "source"].index(name)).check()
    expect(page.locator("#words strong")).to_have_text(
        re.compile("siger ja til, at .+ må læse, hvad .+ har skrevet om")
    )
    page.get_by_label("Hvad skal det bruges til?").fill("Søge om hjælp til huslejen")


def given(page: Page) -> None:
    said(page)
    page.get_by_role("button", name="Ja, det siger jeg ja til").click()
    expect(page.get_by_role("heading", name="Det har du sagt ja til")).to_be_visible()


def withdrawing(page: Page) -> None:
    given(page)
    page.get_by_role("link", name="Tag tilbage").click()
    expect(page.get_by_role("heading", name="Vil du tage det tilbage?")).to_be_visible()


def withdrawn(page: Page) -> None:
    withdrawing(page)
    page.get_by_role("button", name="Ja, tag det tilbage").click()
    expect(page.get_by_role("heading", name="Det sagde du ja til")).to_be_visible()


def of_citizen(page: Page) -> None:
    """The citizen's page, with what is shared and the way to take it back."""
    given(page)
    page.get_by_role("link", name="Tilbage", exact=True).click()
    expect(page.get_by_role("link", name="Tag tilbage").first).to_be_visible()


def ground_refused(page: Page) -> None:
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a.v-open").first.click()
    page.goto(f"/consent/citizens/{page.url.rsplit('/', 1)[1]}/legal-ground")
    page.get_by_role("button", name="Åbn", exact=True).click()
    expect(page.locator("#fejl")).to_be_visible()


def without_record(page: Page) -> None:
    page.goto("/consent/without-record")


def age_refused(page: Page) -> None:
    page.goto("/consent/ages")
    page.locator("main a.v-open").nth(1).click()
    page.get_by_label("Hvor står det?").fill("")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("#fejl")).to_be_visible()
