"""The browser tests' own world: one real server and one Chromium for each process, devices, and what was measured."""

from __future__ import annotations

import fcntl
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser.server import Server, prepare, served
from tests.browser.tablet import Troubles, chromium, context_of, sign_in

Open = Callable[..., Page]
Say = Callable[[str], None]

LONGEST_KEPT = 240
"""Seconds for which a session that was signed in is used by one test after the other."""

_said = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def demo(of_all: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Gives a folder with the demo in it. Loading it takes long, so the first process that needs one does, the others
    wait for it, and everybody gets a copy.
    """
    loaded = of_all / "demo"
    with (of_all / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not loaded.exists():
            (of_all / "begun").mkdir()
            prepare(of_all / "begun")
            (of_all / "begun").rename(loaded)
    return lambda name: shutil.copytree(loaded, tmp_path_factory.mktemp(name), dirs_exist_ok=True)


@pytest.fixture(scope="session")
def server(demo: Callable[[str], Path]) -> Iterator[Server]:
    """The program with the demo; at the end its log must hold no failure."""
    with served(demo("instance")) as running:
        yield running
    assert not running.complaints(), "\n".join(running.complaints())


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives the browser."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium."""
    with chromium(playwright) as running:
        yield running


@pytest.fixture(scope="session")
def signed_in(server: Server, browser: Browser) -> Callable[[str], Any]:
    """What a tablet keeps (cookies) after somebody signed in by the form; once for each name, and again before the
    session would lock by itself.
    """
    kept: dict[str, Any] = {}
    until: dict[str, float] = {}

    def state(username: str) -> Any:
        if until.get(username, 0) < time.monotonic():
            until[username] = time.monotonic() + LONGEST_KEPT
            context = context_of(browser, server.url)
            sign_in(context.new_page(), username)
            kept[username] = context.storage_state()
            context.close()
        return kept[username]

    return state


@pytest.fixture
def troubles(server: Server) -> Troubles:
    """What must not happen in any test; a test names beforehand what it brings about itself."""
    return Troubles(server.url)


@pytest.fixture
def tablet(server: Server, browser: Browser, signed_in: Callable[[str], Any], troubles: Troubles) -> Iterator[Open]:
    """Opens devices: `tablet("mette")`, `tablet("mette", device="phone", script=False)`, `tablet()` for nobody.

    With `fresh` the session is this test's alone, so that it may be ended or locked.
    """
    opened = []

    def open_(who: str | None = None, device: str = "tablet", script: bool = True, fresh: bool = False) -> Page:
        state = signed_in(who) if who and not fresh else None
        context = context_of(browser, server.url, device, java_script_enabled=script, storage_state=state)
        opened.append(context)
        troubles.watch(context)
        page = context.new_page()
        if who and fresh:
            sign_in(page, who)
        return page

    yield open_
    for context in opened:
        context.close()
    assert not troubles.left(), "\n".join(troubles.left())


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Say:
    """Say a figure that was measured; all of them stand at the end of the run, one a line."""
    return request.config.stash.setdefault(_said, []).append


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Print the figures. A process of xdist has no summary of its own, so it writes past what pytest captures."""
    lines = sorted(session.config.stash.get(_said, []))
    capture = session.config.pluginmanager.getplugin("capturemanager")
    if lines and capture:
        with capture.global_and_fixture_disabled():
            sys.stderr.write("\n" + "".join(f"measured: {line}\n" for line in lines))
            sys.stderr.flush()
