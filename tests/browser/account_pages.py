"""The pages about signing in, accounts, places and figures, and the states of a tablet, that no link leads to."""

import time

from playwright.sync_api import Page, expect

from app.demo.people import PASSWORD

FORBIDDEN = "/outreach/head-count"
"""Where a caseworker may not go."""


def answered_after(page: Page, button: str) -> None:
    """Tap a button that sends, and wait for the answer; a draft that is kept on the way is no answer."""
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/drafts" not in answer.url):
        page.get_by_role("button", name=button, exact=True).click()


def sent(page: Page, address: str, button: str, **typed: str) -> None:
    page.goto(address)
    for label, words in typed.items():
        page.get_by_label(label.replace("_", " "), exact=False).first.fill(words)
    page.locator("main, .v-bar").get_by_role("button", name=button, exact=True).click()


def missing(page: Page) -> None:
    page.goto("/findes/ikke")


def forbidden(page: Page) -> None:
    page.goto(FORBIDDEN)


def signing_in_wrong(page: Page) -> None:
    sent(page, "/accounts/sign-in", "Log ind", Brugernavn="ingen", Adgangskode="forkert-kode")


def welcome(page: Page) -> None:
    page.goto("/accounts/welcome")


def welcome_wrong(page: Page) -> None:
    sent(page, "/accounts/welcome", "Gem adgangskoden og log ind", Brugernavn="ny")


def sign_in(page: Page) -> None:
    page.goto("/accounts/sign-in")


def password_wrong(page: Page) -> None:
    page.goto("/accounts/me")
    page.locator("summary", has_text="Skift adgangskode").click()
    page.get_by_role("button", name="Skift adgangskode").click()
    expect(page.locator("#fejl")).to_be_visible()


def figures_wrong(page: Page) -> None:
    page.goto("/monitoring/?first=2026-03-01&last=2026-01-01&centre=0")


def figures_empty(page: Page) -> None:
    page.goto("/monitoring/?first=2001-01-01&last=2001-12-31&centre=0")


def account_wrong(page: Page) -> None:
    sent(page, "/accounts/new", "Gem bruger")


def slip(page: Page) -> None:
    sent(page, "/accounts/new", "Gem bruger", Navn="Signe Holst", Brugernavn=f"signe{time.time_ns() % 10**6}")
    expect(page.get_by_role("heading", name="Roller")).to_be_visible()
    page.get_by_role("button", name="Giv rollen").click()
    expect(page.locator("#fejl")).to_be_visible()
    page.get_by_role("button", name="Lav seddel").click()
    expect(page.get_by_text("Sedlen vises kun nu.")).to_be_visible()


def place_wrong(page: Page) -> None:
    sent(page, "/centres/new", "Gem")


def lock(page: Page) -> None:
    page.goto("/day")
    page.get_by_role("button", name="Lås").click()
    expect(page.get_by_role("button", name="Lås op")).to_be_visible()


def lock_wrong(page: Page) -> None:
    lock(page)
    page.get_by_label("Adgangskode").fill("ikke-den-rigtige")
    page.get_by_role("button", name="Lås op").click()
    expect(page.locator("#fejl")).to_be_visible()


def door(page: Page) -> None:
    page.goto("/accounts/me")
    page.get_by_role("button", name="Giv tabletten videre").click()
    expect(page.get_by_role("link", name="Personale: lås op")).to_be_visible()


def door_privacy(page: Page) -> None:
    door(page)
    page.goto("/privacy")


def door_forbidden(page: Page) -> None:
    door(page)
    page.goto("/day")


def screen(page: Page) -> None:
    page.goto("/outreach/head-count")
    page.get_by_role("button", name="Gem").click()
    page.goto("/accounts/me")
    page.get_by_role("button", name="Vis som skærm").click()
    expect(page.locator("#wall")).to_be_visible()


PIN = "482913"


def pin_refused(page: Page) -> None:
    page.goto("/accounts/me")
    page.locator("summary", has_text="Pinkode").click()
    page.get_by_role("button", name="Gem pinkoden").click()
    expect(page.locator("#fejl")).to_be_visible()


def pin_chosen(page: Page) -> None:
    page.goto("/accounts/me")
    page.locator("summary", has_text="Pinkode").click()
    page.locator("#pin_present").fill(PASSWORD)
    page.locator("#pin").fill(PIN)
    page.locator("#pin_again").fill(PIN)
    page.get_by_role("button", name="Gem pinkoden").click()
    expect(page.get_by_text("valgt: den låser din skærm op")).to_be_visible()


def lock_by_pin(page: Page) -> None:
    pin_chosen(page)
    page.locator("header").get_by_role("button", name="Lås").click()
    expect(page.locator("#pin")).to_be_visible()


def lock_by_pin_wrong(page: Page) -> None:
    lock_by_pin(page)
    page.locator("#pin").fill("111111")
    page.get_by_role("button", name="Lås op", exact=True).click()
    expect(page.locator("#fejl")).to_be_visible()


def confirming(page: Page) -> None:
    page.goto("/accounts/confirm?next=/journal/")


def confirming_wrong(page: Page) -> None:
    confirming(page)
    page.get_by_label("Adgangskode").fill("ikke-den-rigtige")
    page.get_by_role("button", name="Gå videre").click()
    expect(page.locator("#fejl")).to_be_visible()


def about_to_lock(page: Page) -> None:
    """The notice of the last half minute, as the script shows it."""
    page.goto("/day")
    page.evaluate("() => { document.querySelector('#idle [data-warning]').hidden = false; }")
    expect(page.get_by_text("Skærmen låser om 30 sekunder")).to_be_visible()


def covered(page: Page) -> None:
    """The screen that could not be locked for want of a line."""
    page.goto("/day")
    page.evaluate(
        """() => {
          const idle = document.getElementById("idle");
          document.body.classList.add("v-covered");
          for (const name of ["cover", "dead"]) idle.querySelector(`[data-${name}]`).hidden = false;
        }"""
    )
    expect(page.get_by_role("button", name="Prøv igen")).to_be_visible()
