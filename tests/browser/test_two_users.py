"""Two people in turn on one tablet: nothing of the first is left anywhere in the browser (lessons 6 and 10).

A profile on the disk, as a tablet has it: after the browser is shut every byte of it is searched. A page that does
leave marks, served beside, proves that the search finds them.
"""

from __future__ import annotations

import base64
import gzip
import re
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from tests.browser.conftest import Open, Say
from tests.browser.server import Server
from tests.browser.tablet import DEVICES, persistent, sign_in

pytestmark = pytest.mark.browser

ALIAS, NOTE, SEARCHED, UNSENT, TYPED = "Qvxalias", "Qvxnotat", "qvxledt", "Qvxusendt", "Qvxrettet"
PLANTED = "Qvxplantet"
SMALLEST_NAME = 26
"""Pixels of the name of whoever is signed in."""

STORES = """async () => JSON.stringify({
  local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie, state: history.state,
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await Promise.all((await caches.keys()).map(async (name) => {
    const kept = await caches.open(name);
    return [name, (await kept.keys()).map(({ url }) => url)];
  })),
  workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
})"""


def _spellings(mark: str) -> list[bytes]:
    """As it may lie in a file: UTF-8 and UTF-16, whole words of it in base64 at each of the three places."""
    plain = mark.encode()
    shifted = [base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)]
    return [plain, mark.encode("utf-16-le"), *shifted]


def _unpacked(content: bytes) -> Iterator[bytes]:
    """The file as it is, and whatever in it is packed as a web server packs."""
    yield content
    for found in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x9c\xda]", content):
        try:
            yield zlib.decompressobj(47).decompress(content[found.start() :])
        except zlib.error:
            continue


def _left_in(folder: Path, marks: list[str]) -> set[tuple[str, str]]:
    """Which marks lie in which files of a profile, whatever their case."""
    found = set()
    for path in folder.rglob("*"):
        if not path.is_file() or path.is_symlink():
            continue
        for part in _unpacked(path.read_bytes()):
            lower = part.lower()
            for mark in marks:
                plain, wide, *packed = _spellings(mark)
                if plain.lower() in lower or wide.lower() in lower or any(one in part for one in packed):
                    found.add((mark, str(path.relative_to(folder))))
    return found


def _work(page: Page) -> list[str]:
    """Mette's morning: citizens opened, a contact saved, words typed and searched and never sent; answers with what
    she saw that the next one must not.
    """
    page.goto("/citizens/new")
    page.get_by_label("Alias", exact=False).first.fill(ALIAS)
    page.locator(".v-bar button.main").click()
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()
    page.get_by_role("link", name=f"Ny kontakt med {ALIAS}").click()
    page.locator("input[name=kind]").first.check()
    page.locator("input[name=topics]").first.check()
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    page.get_by_label("Notat", exact=True).fill(NOTE)
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_be_visible()
    page.locator("[aria-labelledby=contacts] li.new a.v-open").click()
    expect(page.get_by_text(NOTE)).to_be_visible()
    page.goto("/citizens/")
    page.locator("#q").press_sequentially(SEARCHED)
    expect(page.locator("#found")).to_contain_text(re.compile("ingen", re.IGNORECASE))
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a").nth(1).click()
    expect(page.get_by_role("heading", name="Det er sket")).to_be_visible()
    somebody = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Ret", exact=True).click()
    page.get_by_label("Alias", exact=False).first.fill(TYPED)
    page.goto("/outreach/contacts/new")
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    page.get_by_label("Notat", exact=True).press_sequentially(UNSENT)
    page.wait_for_timeout(500)
    return [ALIAS, NOTE, SEARCHED, UNSENT, TYPED, somebody, "Mette Lund"]


def _entries(page: Page) -> str:
    """What the browser offers to go back to: addresses and titles."""
    kept: dict[str, Any] = page.context.new_cdp_session(page).send("Page.getNavigationHistory")
    return str([(entry["url"], entry["title"]) for entry in kept["entries"]])


def _one_back(page: Page) -> str:
    """Everything that stands on the page that the Back button leads to, the fields' contents included."""
    page.evaluate("() => { history.back(); }")
    page.wait_for_timeout(400)
    for _ in range(10):
        with suppress(Error):
            words: str = page.evaluate(
                """() => [document.title, document.documentElement.outerHTML,
                  ...[...document.querySelectorAll("input, textarea")].map(({ value }) => value)].join(" ")"""
            )
            return words
        page.wait_for_timeout(400)
    raise AssertionError("no page came to rest")


def _cookies(context: BrowserContext) -> str:
    """The cookies, and what ours holds: signed, but to be read by anybody."""
    words = []
    for cookie in context.cookies():
        words.append(str(cookie))
        packed = str(cookie["value"]).startswith(".")
        payload = str(cookie["value"]).lstrip(".").split(".")[0]
        plain = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        words.append(str(zlib.decompress(plain) if packed else plain))
    return " ".join(words)


def _marks_in(text: str, marks: list[str]) -> list[str]:
    return [mark for mark in marks if mark.casefold() in text.casefold()]


def test_nothing_of_the_first_is_left_when_the_second_has_the_tablet(
    playwright: Playwright, server: Server, tmp_path: Path, say: Say
) -> None:
    profile = tmp_path / "profile"
    looked = 0
    with persistent(playwright, profile, server.url) as context:
        page = context.pages[0]
        sign_in(page, "mette")
        marks = _work(page)
        assert _marks_in(page.content() + page.locator("#note, textarea").first.input_value(), [UNSENT]) == [UNSENT]
        page.locator("header").get_by_role("button", name="Skift bruger").click()
        expect(page.get_by_role("heading", name="Log ind i Væksthus")).to_be_visible()
        found: list[tuple[str, list[str]]] = [("sign-in", _marks_in(page.content(), marks))]
        sign_in(page, "peter")
        for address in ("/day", "/citizens/", "/citizens/new", "/outreach/contacts/new", "/accounts/me"):
            page.goto(address)
            found.append((address, _marks_in(page.content() + page.title(), marks)))
        found.append(("history", _marks_in(_entries(page), marks)))
        found.append(("stores", _marks_in(page.evaluate(STORES), marks)))
        found.append(("cookies", _marks_in(_cookies(context), marks)))
        for times in range(1, 13):
            found.append((f"back {times}", _marks_in(_one_back(page), marks)))
        looked = len(found)
        assert [(where, left) for where, left in found if left] == []
    left = _left_in(profile, marks)
    files = [path for path in profile.rglob("*") if path.is_file()]
    say(
        f"two users: {len(marks)} marks, {looked} places in the open browser and {len(files)} files "
        f"({sum(path.stat().st_size for path in files) / 1e6:.1f} MB) of its profile searched: {len(left)} found"
    )
    assert left == set()


def test_marks_that_a_page_leaves_are_found_by_the_same_search(
    playwright: Playwright, tmp_path: Path, say: Say
) -> None:
    profile = tmp_path / "profile"
    with _careless() as address, persistent(playwright, profile, address) as context:
        page = context.pages[0]
        page.goto("/page")
        page.locator("input").press_sequentially(f"{PLANTED}typed")
        page.wait_for_timeout(500)
        page.goto("/other")
        assert _marks_in(page.evaluate(STORES), [PLANTED]) == [PLANTED]
        assert _marks_in(_entries(page), [PLANTED]) == [PLANTED]
        assert _marks_in(_one_back(page), [f"{PLANTED}typed"]) == [f"{PLANTED}typed"]
    ways = {"titel", "gemt", "body", "packed", "typed"}
    left = _left_in(profile, [f"{PLANTED}{way}" for way in ways])
    say(f"two users, planted marks found in: {', '.join(sorted({place for _, place in left}))}")
    assert {mark.removeprefix(PLANTED) for mark, _ in left} == ways


@pytest.mark.parametrize("device", DEVICES)
def test_who_is_signed_in_is_seen_from_a_metre(tablet: Open, say: Say, device: str) -> None:
    page = tablet("mette", device=device, fresh=True)
    heights = {}
    for address in ("/day", "/citizens/", "/citizens/new", "/outreach/contacts/new", "/accounts/me"):
        page.goto(address)
        heights[address] = _name(page)
    page.get_by_role("button", name="Lås").click()
    expect(page.get_by_role("heading", name="Tabletten er låst")).to_be_attached()
    heights["lock"] = _name(page)
    sizes, capitals = zip(*heights.values(), strict=True)
    say(f"name in the header, {device}: {min(sizes):g} px, capitals {min(capitals):.1f} px, {len(heights)} pages")
    assert min(sizes) >= SMALLEST_NAME, heights
    assert min(capitals) >= SMALLEST_NAME * 0.6, heights


def _name(page: Page) -> tuple[float, float]:
    """The size of the name and the height of its capitals as they are drawn (px)."""
    size, high = page.locator(".v-who-name").first.evaluate(
        """(name) => {
          const { fontFamily, fontSize, fontWeight } = getComputedStyle(name);
          const pen = document.createElement("canvas").getContext("2d");
          pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
          return [parseFloat(fontSize), pen.measureText("M").actualBoundingBoxAscent];
        }"""
    )
    return float(size), float(high)


class _Careless(BaseHTTPRequestHandler):
    """A page such as ours must not be: kept by the browser, named in its title, stored by its script, autocompleted."""

    def do_GET(self) -> None:
        """The page, its script and another page."""
        scripts = {
            "/gemt.js": f"localStorage.setItem('draft', '{PLANTED}gemt');",
            "/packed.js": f"// {PLANTED}packed\n" * 50,
        }
        body = scripts.get(self.path) or (
            f"<!doctype html><title>{PLANTED}titel</title><p>{PLANTED}body</p><form><input name=q></form>"
            "<script src=/gemt.js></script><script src=/packed.js></script>"
        )
        sent = gzip.compress(body.encode()) if self.path == "/packed.js" else body.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if self.path in scripts else "text/html")
        self.send_header("Cache-Control", "max-age=3600")
        if self.path == "/packed.js":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_words: object) -> None:
        """Nothing."""


@contextmanager
def _careless() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Careless)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
