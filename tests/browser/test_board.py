"""The board on several tablets at once: checked in on one, taken on another, seen on the third; and without a line."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.board_pages import begun, card, nameless
from tests.browser.conftest import Open, Say
from tests.browser.server import Server
from tests.browser.tablet import DEVICES, Finger, Troubles

pytestmark = pytest.mark.browser


def _seen(what: Locator, began: float) -> float:
    """Seconds until it is there; it may take ten on a busy machine, which is told and not asked."""
    expect(what).to_be_visible(timeout=10_000)
    return time.monotonic() - began


def test_checked_in_on_one_taken_on_another_seen_on_the_third(tablet: Open, say: Say) -> None:
    taker, host, third = tablet("karim"), tablet("tom"), tablet("mette")
    path = begun(taker)
    for page in (host, third):
        page.goto(path)
        expect(page.locator("#board")).to_be_visible()

    expect(third.get_by_text("Tavlen opdaterer ikke sig selv her.")).to_be_hidden()
    host.locator(".v-bar a", has_text="Tjek ind").tap()
    chip = host.locator("button[name=who][value=unnamed]")
    number = re.search(r"\d+", chip.inner_text())
    assert number is not None
    called = f"Nr. {number[0]}"
    began = time.monotonic()
    chip.tap()
    waits = _seen(card(taker, "waiting", called), began)
    expect(card(third, "waiting", called)).to_be_visible()

    began = time.monotonic()
    taker.get_by_role("button", name=f"Tag imod {called}").tap()
    taken = _seen(card(third, "talking", called).get_by_text("Taler med Karim H., Jobcenter"), began)
    expect(card(host, "talking", called)).to_be_visible()
    expect(card(host, "waiting", called)).to_have_count(0)

    third.get_by_role("button", name=f"Vær med {called}").tap()
    expect(card(third, "talking", called)).to_contain_text("og Mette L.")
    say(f"board, three tablets: checked in and seen after {waits:.1f} s, taken and seen after {taken:.1f} s (aim 3 s)")


def test_two_who_tap_at_once_and_the_late_one_reads_who_was_first(
    tablet: Open, server: Server, troubles: Troubles
) -> None:
    troubles.await_status(409)
    first, late = tablet("karim"), tablet("jens")
    path = begun(first)
    called = nameless(first)
    late.goto(path)
    expect(card(late, "waiting", called)).to_be_visible()
    # Between two polls of the late one.
    late.route("**/board?seen=*", lambda route: route.fulfill(status=204))
    before = server.count("talking")
    first.get_by_role("button", name=f"Tag imod {called}").tap()
    for _ in range(100):
        first.wait_for_timeout(100)
        if server.count("talking") > before:
            break
    late.get_by_role("button", name=f"Tag imod {called}").tap()
    expect(late.get_by_text(f"Karim H. er allerede i gang med {called}.")).to_be_visible()


@pytest.mark.parametrize("device", DEVICES)
def test_somebody_without_a_name_waits_after_two_taps(tablet: Open, server: Server, say: Say, device: str) -> None:
    path = begun(tablet("karim"))
    page = tablet("tom", device=device)
    finger = Finger(page.context)
    page.goto(path)
    before = server.count("visit")

    finger.tap(page.locator(".v-bar a", has_text="Tjek ind"))
    finger.tap(page.get_by_role("button", name="Uden navn: giv nr. 1"))
    expect(card(page, "waiting", "Nr. 1")).to_be_visible()
    say(f"check in, {device}: {finger.taps} taps, {finger.keys} keys")
    assert (finger.taps, finger.reached, finger.keys) == (2, 2, 0)
    assert server.count("visit") == before + 1


def test_without_a_line_the_board_says_how_old_it_is_and_lets_nobody_tap(
    tablet: Open, troubles: Troubles, say: Say
) -> None:
    troubles.await_("ERR_INTERNET_DISCONNECTED|Failed to fetch")
    page = tablet("karim")
    begun(page)
    called = nameless(page)
    button = page.get_by_role("button", name=f"Tag imod {called}")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    page.context.set_offline(True)
    began = time.monotonic()
    expect(page.get_by_text(re.compile(r"Ingen forbindelse – tavlen er \d+ sek. gammel"))).to_be_visible(timeout=20_000)
    say(f"board without a line: said after {time.monotonic() - began:.1f} s")
    expect(button).to_have_attribute("aria-disabled", "true")
    assert button.evaluate("it => getComputedStyle(it).borderTopStyle") == "dashed"
    expect(card(page, "waiting", called)).to_be_visible()
    expect(page.locator("#failure")).to_be_hidden()
    before = page.url
    button.tap(force=True)
    page.wait_for_timeout(300)
    assert page.url == before
    old = page.locator("[data-age]")
    said = _number(old)
    expect(old).not_to_have_text(re.compile(rf"^{said} "))
    assert _number(old) > said
    page.context.set_offline(False)
    expect(page.locator("#old")).to_be_hidden(timeout=20_000)
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(card(page, "waiting", called)).to_be_visible()


def _number(place: Locator) -> int:
    found = re.match(r"\d+", place.inner_text())
    assert found is not None
    return int(found[0])


def test_a_locked_board_shows_numbers_that_stay_fresh(tablet: Open) -> None:
    page, host = tablet("karim", fresh=True), tablet("tom")
    path = begun(page)
    host.goto(path)
    nameless(host)
    expect(card(page, "waiting", "Nr. 1")).to_be_visible()
    page.get_by_role("button", name="Lås").tap()
    expect(page.locator("#locked_board")).to_contain_text("Venter: nr. 1")
    nameless(host)
    expect(page.locator("#locked_board")).to_contain_text("Venter: nr. 1, 2")
    assert "Tom" not in page.locator("#locked_board").inner_text()


def test_the_keyboard_stays_where_it_is_when_the_board_comes_anew(tablet: Open) -> None:
    page, host = tablet("karim"), tablet("tom")
    path = begun(page)
    called = nameless(page)
    host.goto(path)
    button = page.get_by_role("button", name=f"Tag imod {called}")
    button.focus()
    other = nameless(host)
    expect(card(page, "waiting", other)).to_be_visible()
    expect(button).to_be_focused()


def test_a_sheet_stays_open_while_the_board_comes_anew(tablet: Open) -> None:
    page, host = tablet("karim"), tablet("tom")
    path = begun(page)
    host.goto(path)
    page.locator(".v-bar a", has_text="Tjek ind").tap()
    search = page.get_by_role("searchbox")
    search.fill("ib")
    other = nameless(host)
    expect(card(page, "waiting", other)).to_be_visible()
    expect(search).to_have_value("ib")
    expect(page.locator("#who-came")).to_be_visible()


def test_without_script_everything_can_be_done(tablet: Open) -> None:
    page = tablet("karim", script=False)
    begun(page)
    called = nameless(page)
    expect(page.get_by_text("Tavlen opdaterer ikke sig selv her.")).to_be_visible()
    expect(page.get_by_role("link", name="Opdater")).to_be_visible()
    page.get_by_role("link", name=called, exact=True).tap()
    page.get_by_role("button", name="Gik uden samtale").tap()
    _gone(page, called)


def _gone(page: Page, called: str) -> None:
    expect(card(page, "done", called)).to_contain_text("Gik uden samtale")
