"""The lessons that only a browser shows (2, 6, 9 and 18); the others stand in `tests/lessons`."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Response, expect

from app.demo.people import PASSWORD
from tests.browser.conftest import Open
from tests.browser.server import Server
from tests.browser.tablet import Troubles, sign_in

pytestmark = pytest.mark.browser

NOTE = "Qvxnotat om en meget privat ting."
SIGN_IN = "Log ind i Væksthus"
LOCKED = "Tabletten er låst"
CREATE = "**/outreach/contacts"

KEPT = """async () => ({
  local: { ...localStorage }, session: { ...sessionStorage }, state: history.state, cookies: document.cookie,
  databases: await indexedDB.databases(), caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING: dict[str, object] = {
    "local": {},
    "session": {},
    "state": None,
    "cookies": "",
    "databases": [],
    "caches": [],
    "workers": 0,
}


def _somebody(page: Page) -> str:
    """Open a citizen's page; answers with the name."""
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a").first.click()
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()
    return page.get_by_role("heading", level=1).inner_text()


def _writing(page: Page, note: str) -> None:
    """A contact with somebody unnamed, and a note of which a draft is kept."""
    page.goto("/outreach/contacts/new?who=unnamed")
    page.get_by_role("radio", name="Opsøgende").check()
    page.get_by_role("checkbox", name="Bolig").check()
    page.locator("summary", has_text="Notat").click()
    page.locator("textarea").press_sequentially(note)
    expect(page.locator("[data-draft-said]")).to_contain_text("Kladde gemt")


def test_lesson_02_the_browser_of_a_shared_tablet_keeps_nothing_of_a_case(tablet: Open) -> None:
    page = tablet("peter", fresh=True)
    name = _somebody(page)
    assert page.evaluate(KEPT) == NOTHING
    page.goto("/outreach/contacts/new")
    page.locator("#q").press_sequentially(name[:3])
    expect(page.locator("#status")).to_contain_text("Fandt")
    _writing(page, NOTE)
    assert page.evaluate(KEPT) == NOTHING
    page.get_by_role("button", name="Gem kontakt").tap()
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_be_visible()
    assert page.evaluate(KEPT) == NOTHING
    page.evaluate("words => localStorage.setItem('draft', words)", NOTE)
    assert page.evaluate(KEPT) != NOTHING, "a text that is kept is seen by the same look"


def test_lesson_06_a_tablet_left_alone_locks_and_the_next_one_starts_clean(
    tablet: Open, server: Server, troubles: Troubles
) -> None:
    troubles.await_status(403, 404)
    page = tablet("ole", fresh=True)
    name = _somebody(page)
    left = page.url
    server.execute(
        "UPDATE sign_in SET touched_at = strftime('%Y-%m-%d %H:%M:%S.000000', 'now', '-301 seconds')"
        " WHERE id = (SELECT max(id) FROM sign_in)"
    )
    page.reload()
    expect(page.get_by_role("heading", name=LOCKED)).to_be_attached()
    assert name not in page.content()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Lås op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.url == left, "whoever left it comes back to where they were"

    page.get_by_role("button", name="Lås").click()
    page.get_by_role("button", name="Skift bruger").click()
    sign_in(page, "peter")
    for _ in range(6):
        shown = page.content()
        assert (name in shown, "Ole Munk" in shown) == (False, False), page.url
        page.go_back()


def test_lesson_09_a_part_never_holds_a_login_page_and_another_answer_is_told_as_a_failure(
    tablet: Open, server: Server, troubles: Troubles
) -> None:
    troubles.await_status(401)
    page = tablet("peter", fresh=True)
    page.goto("/outreach/contacts/new")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if "/hits" in answer.url else None)
    server.execute("UPDATE sign_in SET expires_at = '2020-01-01 00:00:00' WHERE id = (SELECT max(id) FROM sign_in)")
    page.locator("#q").press_sequentially("m")
    page.wait_for_url("**/accounts/sign-in**")
    assert [answer.status for answer in answers] == [401]
    assert answers[0].headers["hx-redirect"].startswith("/accounts/sign-in?next=")
    expect(page.locator("main")).to_have_count(1)
    expect(page.get_by_role("heading", name=SIGN_IN)).to_be_visible()

    sign_in(page, "peter")
    _writing(page, NOTE)
    before = server.count("contact")
    wifi = "<!doctype html><html><body><main><h1>Wifi: log ind her</h1></main></body></html>"
    page.route(CREATE, lambda route: route.fulfill(content_type="text/html", body=wifi), times=1)
    page.get_by_role("button", name="Gem kontakt").tap()
    expect(page.locator("#failure")).to_contain_text("Siden fik et andet svar, end den ventede.")
    expect(page.get_by_text("Wifi: log ind her")).to_have_count(0)
    expect(page.locator("textarea")).to_have_value(NOTE)
    assert server.count("contact") == before
    page.get_by_role("button", name="Gem kontakt").tap()
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_be_visible()
    assert server.count("contact") == before + 1


def test_lesson_18_without_a_line_the_form_stays_says_so_and_is_sent_once_by_itself(
    tablet: Open, server: Server, troubles: Troubles
) -> None:
    troubles.await_(r"ERR_INTERNET_DISCONNECTED")
    page = tablet("peter", device="phone", fresh=True)
    _writing(page, NOTE)
    before, drafts = server.count("contact"), server.count("draft")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/contacts") else None)
    page.context.set_offline(True)
    expect(page.locator("#failure")).to_contain_text("står kun her på skærmen")
    page.get_by_role("button", name="Gem kontakt").tap()
    expect(page.locator("#failure")).to_contain_text("Vi prøver igen af os selv")
    expect(page.locator("textarea")).to_have_value(NOTE)
    expect(page.get_by_role("checkbox", name="Bolig")).to_be_checked()
    assert page.evaluate(KEPT) == NOTHING, "it waits in the form, not in a store that a browser empties"
    assert server.count("contact") == before
    page.context.set_offline(False)
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_have_count(1)
    expect(page.locator("#failure")).to_be_hidden()
    page.wait_for_timeout(6000)
    assert (server.count("contact"), server.count("draft"), len(sent)) == (before + 1, drafts - 1, 1)
