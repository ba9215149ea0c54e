"""Everything that is entered works without JavaScript: one tablet, and nothing but pages and forms."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.server import Server
from tests.browser.tablet import Troubles, sign_in

pytestmark = pytest.mark.browser


def _new_contact(page: Page) -> None:
    page.goto("/outreach/contacts/new")
    page.get_by_role("radio", name="Brobygning").check()
    page.get_by_role("checkbox", name="Hash").check()


def _save(page: Page) -> None:
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_contain_text("Gemt lige nu")


def test_somebody_signs_in_records_a_contact_and_signs_out(tablet: Open, server: Server) -> None:
    page = tablet(script=False)
    sign_in(page, "asger")
    before = server.count("contact")
    person = page.locator("ul.v-chips a.v-chip").first
    person.click()
    expect(page.locator("input[name=who]:checked")).to_have_count(1)
    page.get_by_role("radio", name="Opfølgning").check()
    page.get_by_role("checkbox", name="Økonomi").check()
    page.locator("summary", has_text="Notat").click()
    page.locator("textarea").fill("Åse vil gerne ringes op på fredag.")
    _save(page)
    assert server.count("contact") == before + 1
    page.goto("/accounts/me")
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", name="Log ind i Væksthus")).to_be_visible()


def test_a_citizen_is_searched_and_chosen(tablet: Open, server: Server) -> None:
    page = tablet("asger", script=False)
    _new_contact(page)
    page.locator("summary", has_text="Notat").click()
    page.locator("textarea").fill("Det her skal stå der endnu.")
    page.get_by_role("radio", name="Alment").check()
    search = page.locator("#q")
    search.fill("ma")
    page.get_by_role("button", name="Søg").click()
    expect(page.locator("#hits .v-hint")).to_have_text(re.compile(r"Fandt \d+ borgere\.|Fandt én borger\."))
    expect(page.get_by_role("checkbox", name="Hash")).to_be_checked()
    expect(page.get_by_role("radio", name="Brobygning")).to_be_checked()
    expect(page.locator("textarea")).to_have_value("Det her skal stå der endnu.")
    hit = page.locator("#hits input[name=who]").first
    who = hit.get_attribute("value")
    before = server.count("contact WHERE citizen_id = ?", who)
    hit.check()
    _save(page)
    assert server.count("contact WHERE citizen_id = ?", who) == before + 1


def test_a_group_gets_its_typed_number(tablet: Open, server: Server) -> None:
    page = tablet("asger", script=False)
    _new_contact(page)
    page.get_by_role("radio", name="Gruppe").check()
    page.get_by_label("Hvor mange?").fill("7")
    _save(page)
    expect(page.locator("[aria-labelledby=contacts] li.new .t")).to_have_text("Gruppe på 7")


def test_somebody_new_is_named_on_the_page_of_the_contact(tablet: Open, server: Server) -> None:
    page = tablet("asger", script=False)
    before = server.count("citizen")
    _new_contact(page)
    page.get_by_role("radio", name="Ny borger").check()
    page.get_by_label("Ny borger: alias eller fornavn").fill("Gråspurven uden script")
    _save(page)
    expect(page.locator("[aria-labelledby=contacts] li.new .t")).to_have_text("Gråspurven uden script")
    assert server.count("citizen") == before + 1


def test_heads_are_counted_by_typing_the_number(tablet: Open) -> None:
    page = tablet("asger", script=False)
    page.goto("/day")
    page.get_by_label("Hvor mange?").fill("23")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#head_count")).to_contain_text("Kolibrien: 23")


def test_what_is_missing_is_said_and_everything_is_kept(tablet: Open, server: Server, troubles: Troubles) -> None:
    troubles.await_status(422)
    page = tablet("asger", script=False)
    before = server.count("contact")
    page.goto("/outreach/contacts/new")
    page.get_by_role("checkbox", name="Bolig").check()
    page.locator("summary", has_text="Notat").click()
    page.locator("textarea").fill("Linje et\nLinje to")
    page.get_by_role("button", name="Gem kontakt").click()
    summary = page.locator("#fejl")
    expect(summary).to_contain_text("Kontakten er ikke gemt. To ting skal rettes:")
    expect(page).to_have_title(re.compile("^ØVELSE · Fejl:"))
    expect(page.get_by_role("checkbox", name="Bolig")).to_be_checked()
    expect(page.locator("textarea")).to_have_value("Linje et\nLinje to")
    expect(page.locator("textarea")).to_be_visible()
    summary.get_by_role("link", name="Vælg, hvem du talte med.").click()
    expect(page.locator("input[name=who]").first).to_be_focused()
    page.get_by_role("radio", name="Uden navn").check()
    page.get_by_role("radio", name="Opsugende").check()
    _save(page)
    assert server.count("contact") == before + 1


def test_a_citizen_is_found_opened_and_changed(tablet: Open) -> None:
    page = tablet("asger", script=False)
    page.goto("/citizens/")
    page.locator("#q").fill("ma")
    page.get_by_role("button", name="Søg").click()
    page.locator("#found a").first.click()
    page.locator("summary", has_text="Lever af").click()
    page.get_by_role("button", name="Fleksjob", exact=True).click()
    expect(page.get_by_text("Indkomsten er noteret.")).to_be_visible()
    page.get_by_role("link", name="Ret", exact=True).click()
    page.get_by_label("Sprog, hvis ikke dansk").fill("dansk og lidt tysk")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("dansk og lidt tysk")).to_be_visible()
