"""The pages about conversations that only a visit, a form or a fault leads to; each function goes to one.

They start on the page of a conversation that is being written.
"""

from datetime import date, timedelta

from playwright.sync_api import Page, expect


def refused(page: Page) -> None:
    """Everything that can be wrong at once."""
    page.get_by_role("checkbox", name="Økonomi").uncheck()
    page.get_by_role("radio", name="En anden grund").check()
    _agreement(page, text="Ring til banken sammen")
    page.locator("#talk input[name=agreed_1_when][value=another_day]").check()
    page.get_by_role("button", name="Gem samtalen").click()
    expect(page.locator("#fejl")).to_be_visible()


def unfolded(page: Page) -> None:
    """Every fold open, three agreements."""
    for fold in page.locator("#talk details > summary").all():
        fold.click()
    page.locator("#talk input[name=agreed_2_when][value=another_day]").check()


def _agreement(page: Page, text: str, number: int = 1) -> None:
    fold = page.locator("#talk details", has=page.locator(f"#agreed_{number}_text")).first
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
    page.locator(f"#agreed_{number}_text").fill(text)


def agreed(page: Page) -> None:
    """Two agreements and a note; saved, and the handout on the screen."""
    _agreement(page, "Ring til banken sammen, og spørg om en plan for afdragene")
    more = page.locator("summary", has_text="Aftale nummer 2")
    more.click()
    page.locator("#agreed_2_text").fill("Tag brevet fra udlejeren med")
    page.locator("#talk input[name=agreed_2_when][value=another_day]").check()
    page.locator("#agreed_2_date").fill((date.today() + timedelta(days=9)).isoformat())
    page.locator("#talk input[name=agreed_2_whose][value=everybody]").check()
    page.locator("summary", has_text="Notat").click()
    page.locator("#note").fill("Har tre lån og ved ikke, hvor meget det er i alt.")
    page.locator("#talk input[name=note_kind][value=general]").check()
    page.get_by_role("button", name="Gem, og vis det til borgeren").click()
    expect(page.locator(".v-handout")).to_be_visible()


def opened(page: Page) -> None:
    """What was saved, as its author reads it."""
    agreed(page)
    page.get_by_role("link", name="Samtalen").click()
    expect(page.get_by_role("link", name="Ret samtalen")).to_be_visible()


def correcting(page: Page) -> None:
    """Correcting it."""
    opened(page)
    page.get_by_role("link", name="Ret samtalen").click()
    expect(page.get_by_role("button", name="Gem rettelsen")).to_be_visible()


def corrected(page: Page) -> None:
    """What was corrected, with what it said before."""
    correcting(page)
    page.get_by_role("checkbox", name="Bolig").check()
    page.locator("summary", has=page.locator("[data-echo=minutes]")).click()
    page.get_by_role("radio", name="45 min.").check()
    page.get_by_label("Hvad var forkert?").fill("Vi talte også om huslejen")
    page.get_by_role("button", name="Gem rettelsen").click()
    page.locator("summary", has_text="Rettet 1 gang").click()
