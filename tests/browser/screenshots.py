"""Pictures of every page of every role, as a tablet and a phone show them: python -m tests.browser.screenshots

They go to the git-ignored folder screenshots/, one folder for each device: `tablet/skp-worker-day.png`.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.look import whole
from tests.browser.server import ROOT, Server, served
from tests.browser.tablet import DEVICES, chromium, context_of, sign_in
from tests.browser.ways import FURTHER, ROLES, crawled

FOLDER = ROOT / "screenshots"


def main() -> None:
    """Take all of them; the demo is loaded into a folder that is thrown away."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory() as instance,
        served(Path(instance)) as server,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        for device in DEVICES:
            folder = FOLDER / device
            folder.mkdir(parents=True)
            taken = 0
            for name, page in _pages(server, browser, device):
                with whole(page, DEVICES[device][0]):
                    page.screenshot(path=folder / f"{name}.png", animations="disabled")
                taken += 1
            print(f"{taken} pictures in {folder.relative_to(ROOT)}")


def _pages(server: Server, browser: Browser, device: str) -> Iterator[tuple[str, Page]]:
    for role, username in ROLES.items():
        context = context_of(browser, server.url, device)
        page = context.new_page()
        sign_in(page, username)
        for path in crawled(page):
            yield _name(f"{role} {path}"), page
        context.close()
    for name, (who, _spent, go) in FURTHER.items():
        context = context_of(browser, server.url, device)
        page = context.new_page()
        if who:
            sign_in(page, who)
        go(page)
        yield _name(f"further {name}"), page
        context.close()


def _name(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


if __name__ == "__main__":
    main()
