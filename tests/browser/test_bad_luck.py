"""A double tap, a lost answer, no line: what was typed stays, and one contact is one record."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Open
from tests.browser.server import Server
from tests.browser.tablet import Troubles

pytestmark = pytest.mark.browser

SAVE = "Gem kontakt"
CREATE = "**/outreach/contacts"


def _filled(page: Page, note: str = "") -> Page:
    page.goto("/outreach/contacts/new")
    page.get_by_role("radio", name="Uden navn").check()
    page.get_by_role("radio", name="Opsøgende").check()
    page.get_by_role("checkbox", name="Bolig").check()
    if note:
        page.locator("summary", has_text="Notat").click()
        page.locator("textarea").fill(note)
    return page


def _saved_once(page: Page, server: Server, before: int) -> None:
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_have_count(1)
    assert server.count("contact") == before + 1


def test_a_double_tap_sends_once_and_is_one_record(tablet: Open, server: Server) -> None:
    page = _filled(tablet("peter"))
    before = server.count("contact")
    held: list[Route] = []
    page.route(CREATE, lambda route: held.append(route))
    middle = page.get_by_role("button", name=SAVE).bounding_box()
    assert middle
    for _ in range(2):
        page.touchscreen.tap(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    expect(page.get_by_role("button", name=SAVE)).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name=SAVE).tap(force=True)
    assert len(held) == 1
    held[0].continue_()
    _saved_once(page, server, before)


def test_a_double_tap_without_script_is_one_record(tablet: Open, server: Server) -> None:
    page = _filled(tablet("peter", script=False))
    before = server.count("contact")
    page.get_by_role("button", name=SAVE).dblclick()
    _saved_once(page, server, before)


def test_the_same_page_sent_at_once_from_two_sides_is_one_record(tablet: Open, server: Server) -> None:
    page = _filled(tablet("peter"))
    before = server.count("contact")
    statuses = page.evaluate(
        """async () => {
          const form = document.getElementById("contact");
          const send = () => fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
          return (await Promise.all(Array.from({ length: 6 }, send))).map(({ status }) => status);
        }"""
    )
    assert statuses == [200] * 6
    assert server.count("contact") == before + 1


def test_a_lost_answer_and_another_tap_are_one_record(tablet: Open, server: Server, troubles: Troubles) -> None:
    troubles.await_(r"ERR_CONNECTION_RESET|Failed to fetch")
    page = _filled(tablet("peter"), note="Vi læste brevet.")
    before = server.count("contact")

    def lose(route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        assert answer.ok
        route.abort("connectionreset")

    page.route(CREATE, lose, times=1)
    page.get_by_role("button", name=SAVE).tap()
    expect(page.locator("#failure")).to_contain_text("står her stadig")
    assert server.count("contact") == before + 1
    expect(page.locator("textarea")).to_have_value("Vi læste brevet.")
    expect(page.get_by_role("checkbox", name="Bolig")).to_be_checked()
    page.get_by_role("button", name=SAVE).tap()
    _saved_once(page, server, before)


def test_without_a_line_the_text_stays_and_is_saved_once_by_itself_when_it_is_back(
    tablet: Open, server: Server, troubles: Troubles
) -> None:
    troubles.await_(r"ERR_INTERNET_DISCONNECTED")
    page = _filled(tablet("peter"), note="Husk at ringe på mandag.")
    before = server.count("contact")
    page.context.set_offline(True)
    expect(page.locator("#failure")).to_contain_text("Det, du skriver, står kun her på skærmen")
    page.get_by_role("button", name=SAVE).tap()
    expect(page.locator("#failure")).to_contain_text("Vi prøver igen af os selv")
    expect(page.locator("textarea")).to_have_value("Husk at ringe på mandag.")
    assert server.count("contact") == before
    page.context.set_offline(False)
    _saved_once(page, server, before)


def test_a_server_that_is_away_for_a_while_gets_it_once(tablet: Open, server: Server, troubles: Troubles) -> None:
    troubles.await_status(503)
    page = _filled(tablet("peter"), note="Mens der blev opgraderet.")
    before = server.count("contact")
    page.route(CREATE, lambda route: route.fulfill(status=503, content_type="text/plain", body="later"), times=1)
    page.get_by_role("button", name=SAVE).tap()
    expect(page.locator("#failure")).to_contain_text("står her stadig, men er ikke gemt")
    _saved_once(page, server, before)


def test_whoever_wants_to_change_it_first_stops_the_new_tries(tablet: Open, server: Server, troubles: Troubles) -> None:
    troubles.await_(r"ERR_INTERNET_DISCONNECTED")
    page = _filled(tablet("peter"), note="Kom i går.")
    before = server.count("contact")
    page.context.set_offline(True)
    page.get_by_role("button", name=SAVE).tap()
    page.get_by_role("button", name="Vent, jeg vil rette").tap()
    page.locator("textarea").fill("Kom i forgårs.")
    page.context.set_offline(False)
    expect(page.locator("#failure")).to_be_hidden()
    assert server.count("contact") == before
    page.get_by_role("button", name=SAVE).tap()
    _saved_once(page, server, before)
    assert server.rows("SELECT text FROM note ORDER BY id DESC LIMIT 1") == [("Kom i forgårs.",)]


def test_a_search_without_a_line_says_so_and_works_again_afterwards(tablet: Open, troubles: Troubles) -> None:
    troubles.await_(r"ERR_CONNECTION_FAILED|Failed to fetch")
    page = tablet("peter")
    page.goto("/outreach/contacts/new")
    page.route("**/outreach/hits", lambda route: route.abort("connectionfailed"), times=1)
    page.locator("#q").press_sequentially("m")
    expect(page.locator("#failure")).to_contain_text("Ingen forbindelse.")
    page.locator("#q").press_sequentially("a")
    expect(page.locator("#status")).to_contain_text("Fandt")
    expect(page.locator("#failure")).to_be_hidden()


def test_an_answer_of_another_kind_is_not_put_into_the_page(tablet: Open, troubles: Troubles) -> None:
    troubles.await_status(502)
    page = tablet("peter")
    page.goto("/outreach/contacts/new")
    page.route(
        "**/outreach/hits",
        lambda route: route.fulfill(status=502, content_type="text/html", body="<html><h1>Bad gateway</h1></html>"),
        times=1,
    )
    page.locator("#q").press_sequentially("m")
    expect(page.locator("#failure")).to_contain_text("Det lykkedes ikke.")
    expect(page.get_by_text("Bad gateway")).to_have_count(0)
    page.route("**/outreach/hits", lambda route: route.fulfill(content_type="text/html", body="<p>Wifi: log in</p>"))
    page.locator("#q").press_sequentially("a")
    expect(page.locator("#failure")).to_contain_text("Siden fik et andet svar, end den ventede.")
    expect(page.get_by_text("Wifi")).to_have_count(0)
    expect(page.get_by_role("radio", name="Opsøgende")).to_be_visible()
