"""The screen that nobody touches: it warns, it locks, it covers what it showed where there is no line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.demo.people import PASSWORD
from tests.browser.server import Server, served
from tests.browser.tablet import Troubles, context_of, sign_in

pytestmark = pytest.mark.browser

SECONDS = 5
"""After so many without a touch this server locks; half of them before, the page says so."""
LOCKED = "Tabletten er låst"


@pytest.fixture(scope="module")
def soon(demo: Callable[[str], Path]) -> Iterator[Server]:
    """The program with the demo, set to lock soon."""
    with served(demo("soon"), IDLE_SECONDS=str(SECONDS)) as running:
        yield running
    assert not running.complaints(), "\n".join(running.complaints())


@pytest.fixture
def context(soon: Server, browser: Browser) -> Iterator[BrowserContext]:
    """A tablet in front of that server."""
    troubles = Troubles(soon.url)
    troubles.await_("ERR_INTERNET_DISCONNECTED")
    troubles.await_status(401)
    context = context_of(browser, soon.url)
    troubles.watch(context)
    yield context
    context.close()
    assert not troubles.left(), "\n".join(troubles.left())


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Ole stands at the page of somebody."""
    page = context.new_page()
    sign_in(page, "ole")
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a").first.click()
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()
    return page


def _locked_in_the_end(page: Page) -> None:
    expect(page.get_by_role("heading", name=LOCKED)).to_be_attached()


def test_it_warns_locks_and_opens_to_the_same_page(soon: Server, page: Page) -> None:
    left = page.url
    name = page.get_by_role("heading", level=1).inner_text()
    warning = page.locator("[data-warning]")
    expect(warning).to_be_hidden()
    expect(warning).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="Skærmen låser om 30 sekunder")).to_have_count(1)
    before = soon.count("access_entry WHERE act = 'signed_out'")
    _locked_in_the_end(page)
    assert name not in page.content()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Lås op").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.url == left
    assert soon.count("access_entry WHERE act = 'signed_out'") == before + 1


def test_i_am_here_keeps_it_open_and_the_server_knows(page: Page) -> None:
    for _ in range(3):
        page.get_by_role("button", name="Jeg er her").tap()
        expect(page.locator("[data-warning]")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()


def test_reading_and_scrolling_without_a_request_is_a_touch(page: Page) -> None:
    for _ in range(SECONDS * 2):
        page.mouse.wheel(0, 40)
        page.wait_for_timeout(900)
    page.reload()
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()


def test_a_script_of_the_page_is_no_touch(page: Page) -> None:
    page.evaluate(
        """() => setInterval(() => {
          document.body.click();
          document.body.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true }));
        }, 500)"""
    )
    _locked_in_the_end(page)


def test_what_is_typed_is_handed_over_before_the_screen_locks(page: Page) -> None:
    page.evaluate(
        """() => document.addEventListener("leaving", ({ detail }) => detail.wait.push(fetch("/privacy?last")))"""
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.split("/", 3)[3]))
    _locked_in_the_end(page)
    assert asked[asked.index("privacy?last") + 1] == "accounts/lock"


def test_a_last_saving_that_hangs_holds_nothing_up(page: Page) -> None:
    page.evaluate(
        """() => document.addEventListener("leaving", ({ detail }) => detail.wait.push(new Promise(() => {})))"""
    )
    _locked_in_the_end(page)


def test_without_a_line_the_page_is_covered_and_locked_when_the_line_is_back(page: Page) -> None:
    name = page.get_by_role("heading", level=1)
    page.context.set_offline(True)
    expect(page.get_by_text("der er ingen forbindelse lige nu")).to_be_visible()
    assert not name.is_visible()
    assert page.locator("a:visible, main :visible").count() == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#idle') !== null || document.activeElement === document.body")
    page.get_by_role("button", name="Prøv igen").tap()
    expect(name).to_be_hidden()
    page.context.set_offline(False)
    _locked_in_the_end(page)


def test_a_tablet_that_slept_is_covered_as_it_wakes(page: Page) -> None:
    """The timers of a page that sleeps stand still; the clock on the wall does not."""
    page.clock.install()
    page.reload()
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()
    page.context.set_offline(True)
    page.clock.set_system_time(page.evaluate("Date.now()") / 1000 + 3600)
    assert page.evaluate(
        """() => {
          const cover = document.querySelector("[data-cover]");
          const before = cover.hidden;
          document.dispatchEvent(new Event("visibilitychange"));
          return [before, cover.hidden];
        }"""
    ) == [True, False]
    assert not page.get_by_role("heading", level=1).is_visible()
    page.context.set_offline(False)


def test_two_pages_side_by_side_are_one_session(page: Page) -> None:
    other = page.context.new_page()
    other.goto("/day")
    for _ in range(SECONDS * 2):
        other.mouse.wheel(0, 40)
        other.wait_for_timeout(900)
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()
    expect(page.locator("[data-cover]")).to_be_hidden()
    expect(page.locator("[data-warning]")).to_be_hidden()


def test_a_page_that_hears_nothing_of_the_other_asks_the_server_before_it_locks(page: Page) -> None:
    page.evaluate("() => { BroadcastChannel.prototype.postMessage = () => {}; }")
    other = page.context.new_page()
    other.add_init_script("BroadcastChannel.prototype.postMessage = () => {};")
    other.goto("/day")
    answers = []
    page.on("response", lambda answer: answers.append(answer.status) if answer.url.endswith("/lock") else None)
    for _ in range(SECONDS + 3):
        other.reload()
        other.wait_for_timeout(900)
    assert answers
    assert set(answers) == {204}
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()


def test_nothing_of_it_is_kept_in_any_storage(page: Page) -> None:
    page.wait_for_timeout(2000)
    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"
    )
    assert kept == [0, 0, 0]
