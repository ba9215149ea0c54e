"""The pages about contacts and citizens that only a form, a fault or another state shows; each function goes to one."""

from itertools import count

from playwright.sync_api import Page, expect

from tests.browser.account_pages import answered_after, sent

_written = count(10)
"""What is written anew each time: saying what stands already changes nothing, so that nobody is in its way."""


def contact_missing(page: Page) -> None:
    sent(page, "/outreach/contacts/new", "Gem kontakt")
    expect(page.locator("#fejl")).to_be_visible()


def contact_wrong(page: Page) -> None:
    """Everything that can be wrong at once."""
    page.goto("/outreach/contacts/new?who=group")
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    page.get_by_label("Hvor mange?").fill("")
    page.locator("input[name=day][value=other]").check()
    page.get_by_label("Klokken", exact=True).fill("25.99")
    page.get_by_label("Notat", exact=True).fill("010190-1234")
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("#fejl")).to_contain_text("010190-1234")


def contact_new_citizen(page: Page) -> None:
    page.goto("/outreach/contacts/new?who=new")


def contact_hits(page: Page) -> None:
    page.goto("/outreach/contacts/new")
    page.locator("#q").press_sequentially("ma")
    expect(page.locator("#status")).to_contain_text("Fandt")


def contact_sent(page: Page) -> None:
    page.goto("/outreach/contacts/new?who=unnamed")
    page.locator("input[name=kind]").first.check()
    page.locator("input[name=topics]").first.check()
    page.get_by_role("button", name="Gem kontakt").click()


def contact_saved(page: Page) -> None:
    contact_sent(page)
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_be_visible()


def contact_opened(page: Page) -> None:
    contact_saved(page)
    page.locator("[aria-labelledby=contacts] li.new a.v-open").click()
    expect(page.get_by_text("Det er skrevet i loggen")).to_be_visible()


def contact_saved_and_new(page: Page) -> None:
    page.goto("/outreach/contacts/new?who=unnamed")
    page.locator("input[name=kind]").first.check()
    page.locator("input[name=topics]").first.check()
    page.get_by_role("button", name="Gem og ny").click()
    expect(page.get_by_text("Kontakten er gemt.")).to_be_visible()


def conflict(page: Page) -> None:
    """Both texts beside each other, on two fields; one is chosen beforehand and the other is missing."""
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a").first.click()
    page.get_by_role("link", name="Ret", exact=True).click()
    other = page.context.new_page()
    other.goto(page.url)
    for tab, language in ((other, "Polsk"), (page, "Somali")):
        number = next(_written)
        tab.get_by_label("Sprog, hvis ikke dansk").fill(f"{language} {number}")
        tab.get_by_label("Telefon").fill(f"20 11 22 {number}")
        answered_after(tab, "Gem")
    other.close()
    expect(page.get_by_text("Intet er gået tabt.")).to_be_visible()


def conflict_missing(page: Page) -> None:
    conflict(page)
    page.get_by_role("button", name="Gem det valgte").click()
    expect(page.locator("#fejl")).to_be_visible()


def heads_conflict(page: Page) -> None:
    page.goto("/outreach/head-count")
    other = page.context.new_page()
    other.goto(page.url)
    for tab in (other, page):
        tab.locator("#people").fill(str(next(_written)))
        answered_after(tab, "Gem")
    other.close()
    expect(page.locator("#head_count")).to_contain_text("mens du skrev.")


def correction(page: Page) -> None:
    contact_opened(page)
    page.get_by_role("link", name="Ret kontakten").click()
    expect(page.get_by_role("button", name="Gem rettelsen")).to_be_visible()


def corrected(page: Page) -> None:
    correction(page)
    page.locator("input[name=topics]").nth(1).check()
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_text("Rettet 1 gang")).to_be_visible()


def moving_refused(page: Page) -> None:
    contact_opened(page)
    page.get_by_role("link", name="Flyt til en anden person").click()
    page.get_by_role("button", name="Flyt kontakten").click()
    expect(page.locator("#fejl")).to_be_visible()


def bridging(page: Page) -> None:
    """A new contact that is a bridge, with everything that can be wrong about it."""
    page.goto("/outreach/contacts/new?who=unnamed")
    page.locator("input[name=kind][value=bridging]").check()
    page.locator("summary", has_text="Hvortil").click()
    page.locator("input[name=bridge_day][value=other]").check()
    page.get_by_label("Klokken, hvis I ved det").fill("25.99")
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("#fejl")).to_contain_text("aftalen")


def bridge_refused(page: Page) -> None:
    page.goto("/outreach/bridges/new")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_role("button", name="Gem svaret").click()
    expect(page.locator("#fejl")).to_be_visible()


def offline(page: Page) -> None:
    page.goto("/outreach/contacts/new")
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(page.locator("#failure")).to_be_visible()


def heads(page: Page) -> None:
    page.goto("/outreach/head-count")


def heads_wrong(page: Page) -> None:
    page.goto("/outreach/head-count")
    page.locator("#people").fill("mange")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#head_count .v-error-text")).to_be_visible()


def citizens_found(page: Page) -> None:
    sent(page, "/citizens/", "Søg", Find_en_borger="ma")


def citizens_none(page: Page) -> None:
    sent(page, "/citizens/", "Søg", Find_en_borger="zzzz")


def citizens_short(page: Page) -> None:
    sent(page, "/citizens/", "Søg", Find_en_borger="m")


def citizen_wrong(page: Page) -> None:
    sent(page, "/citizens/new", "Gem borger")


def income_noted(page: Page) -> None:
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a").last.click()
    page.locator("summary", has_text="Lever af").click()
    page.get_by_role("button", name="Fleksjob", exact=True).click()
    expect(page.get_by_text("Indkomsten er noteret.")).to_be_visible()


def english(page: Page) -> None:
    page.goto("/outreach/contacts/new")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#contact")).to_be_visible()
