"""What stands on the table: Chromium as a tablet or a phone, the finger that taps it, and what must never happen."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright, Request, expect

from app.demo.people import PASSWORD

LONGEST_WAIT = 10_000
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DEVICES: dict[str, tuple[int, int]] = {"tablet": (820, 1180), "phone": (390, 844)}
TOLD = """addEventListener("pointerup", (event) => { if (event.isTrusted) tapped(); }, true);
addEventListener("keydown", (event) => { if (event.isTrusted) typed(); }, true);"""

expect.set_options(timeout=LONGEST_WAIT)


@contextmanager
def chromium(playwright: Playwright, *flags: str, **how: object) -> Iterator[Browser]:
    """Debian's Chromium, with further flags if there are any, until the block ends."""
    path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags], **how)
    try:
        yield browser
    finally:
        browser.close()


def context_of(browser: Browser, url: str, device: str = "tablet", **how: object) -> BrowserContext:
    """A device nobody has used before."""
    width, height = DEVICES[device]
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        has_touch=True,
        is_mobile=True,
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        **how,
    )
    context.set_default_timeout(LONGEST_WAIT)
    return context


@contextmanager
def persistent(playwright: Playwright, profile: Path, url: str) -> Iterator[BrowserContext]:
    """A tablet whose browser keeps what browsers keep, in this folder; whole pages that were left among it."""
    width, height = DEVICES["tablet"]
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
        args=list(FLAGS),
        ignore_default_args=["--disable-back-forward-cache"],
        base_url=url,
        viewport={"width": width, "height": height},
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
    )
    context.set_default_timeout(LONGEST_WAIT)
    try:
        yield context
    finally:
        context.close()


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Through the form, as everybody does."""
    page.goto("/accounts/sign-in")
    page.get_by_label("Brugernavn").fill(username)
    page.get_by_label("Adgangskode").fill(password)
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator(".v-who-name")).to_be_visible()


class Troubles:
    """Console errors (refusals of the Content Security Policy among them), script errors, and requests to elsewhere."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.seen: list[str] = []
        self.awaited: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Listen to everything that any page of the context does."""
        context.on("console", self._console)
        context.on("weberror", lambda failure: self.seen.append(f"script: {failure.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)

    def await_(self, pattern: str) -> None:
        """This test brings about such a trouble itself, such as an answer of 422."""
        self.awaited.append(pattern)

    def await_status(self, *codes: int) -> None:
        """This test is answered with these, which Chromium calls errors."""
        for code in codes:
            self.await_(rf"status of {code}\b")

    def left(self) -> list[str]:
        """Those that nobody awaited."""
        return [one for one in self.seen if not any(re.search(pattern, one) for pattern in self.awaited)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            self.seen.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.url}/", "about:", "data:", "blob:")):
            self.seen.append(f"elsewhere: {request.url}")

    def _failed(self, request: Request) -> None:
        # A search that a newer one replaced, and a page that was left, are ended by the browser itself.
        if request.failure != "net::ERR_ABORTED":
            self.seen.append(f"failed: {request.method} {request.url}: {request.failure}")


class Finger:
    """Taps on the screen; the page itself counts those that reach it, and the keys beside them."""

    def __init__(self, context: BrowserContext) -> None:
        self.taps = 0
        self.reached = 0
        self.keys = 0
        context.expose_function("tapped", self._counter("reached"))
        context.expose_function("typed", self._counter("keys"))
        context.add_init_script(TOLD)

    def tap(self, thing: Locator) -> None:
        """One tap in the middle of it."""
        thing.tap()
        self.taps += 1

    def _counter(self, name: str) -> Callable[[], None]:
        return lambda: setattr(self, name, getattr(self, name) + 1)


def press_until(page: Page, key: str, there: Locator, most: int = 120) -> int:
    """Press a key until the focus is there; answers with how often."""
    for times in range(most + 1):
        if there.evaluate("element => element === document.activeElement"):
            return times
        page.keyboard.press(key)
    raise AssertionError(f"{most} times {key} did not reach {there}")
