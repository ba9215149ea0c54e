"""An answer, a refusal and a page that nobody came back to cannot be told apart, on the line or in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.ballot.bytes_kept import LONGEST_WAIT, fill_in
from tests.ballot.urn import Urn, found, urn
from tests.browser.tablet import chromium
from tests.figures import Figure

Seen = tuple[Any, ...]
PADDED = "const padded = new Uint8Array(size);"


def refusal(kind: str, folder: Path, _size: int) -> Iterator[Figure]:
    """How many requests, sizes and rows differ; and that a blank which is shorter is found."""
    with urn(kind, folder) as where, sync_playwright() as playwright, chromium(playwright) as browser:
        answered = _seen(where, browser, lambda page, code: fill_in(page, code))
        refused = _seen(where, browser, lambda page, code: fill_in(page, code, refuse=True))
        left = _seen(where, browser, _leave)
        yield Figure(f"refusal_{kind}_requests", len(answered) - 1, "requests", ">=5")
        yield Figure(f"refusal_{kind}_told_apart", int(answered != refused), "ways", "=0")
        yield Figure(f"refusal_{kind}_time_out_told_apart", int(answered != left), "ways", "=0")
        shorter = _seen(where, browser, lambda page, code: fill_in(page, code, refuse=True), padded=False)
        yield found("refusal", kind, int(answered != shorter))


def _leave(page: Page, code: str) -> None:
    """Begin, answer two questions, and go away."""
    page.goto("/survey/")
    page.locator("#code").fill(code)
    page.locator("[data-part=code] button").click()
    for grade in (1, 5):
        page.locator(f"[data-grade='{grade}']").click()
        page.clock.run_for(1000)
    # Past the two and a half minutes that end it, and not past the twenty seconds that the thanks stay.
    page.clock.run_for(152_000)
    page.locator("[data-part=thanks]").wait_for()


def _seen(where: Urn, browser: Browser, go: Callable[[Page, str], None], padded: bool = True) -> Seen:
    """What somebody on the line sees (each request and what was answered, by address and size), and by how much the
    rows and the box grew.
    """
    code = where.ticket()
    before = _kept(where)
    with _page(browser, where, padded) as page:
        requests: list[Request] = []
        page.on("request", lambda request: requests.append(request))
        if go is _leave:
            page.clock.install()
        try:
            go(page, code)
        except Exception:
            if padded:
                raise
        page.wait_for_load_state("networkidle")
        line = sorted(_of(request) for request in requests if request.url.startswith(where.where.address))
    after = _kept(where)
    grown = tuple(after[name] - before[name] for name in sorted(after))
    return (*line, grown)


@contextmanager
def _page(browser: Browser, where: Urn, padded: bool) -> Iterator[Page]:
    context = browser.new_context(base_url=where.where.address)
    page = context.new_page()
    page.set_default_timeout(LONGEST_WAIT)
    if not padded:
        script = (Path(__file__).parents[2] / "static" / "seal.js").read_text()
        assert PADDED in script
        shorter = script.replace(PADDED, "const padded = new Uint8Array(content.length + 1);")
        page.route("**/seal.js*", lambda route: route.fulfill(body=shorter, content_type="text/javascript"))
        page.set_default_timeout(5_000)
    try:
        yield page
    finally:
        context.close()


def _of(request: Request) -> tuple[str, str, int, int, int]:
    """What somebody on the line sees of it."""
    answer = request.response()
    sizes = request.sizes()
    address = request.url.split("?")[0]
    return request.method, address, sizes["requestBodySize"], answer.status if answer else 0, sizes["responseBodySize"]


def _kept(where: Urn) -> dict[str, int]:
    """The rows of every table of the survey, and the bytes of the box."""
    with where.where.app.app_context():
        tables = [name for name in _tables(where) if name.startswith("survey_")]
    counted = {name: where.where.number(f"SELECT count(*) FROM {name}") for name in tables}
    counted["used"] = where.where.number("SELECT count(*) FROM survey_ticket WHERE used")
    return counted | {"bytes": where.where.number("SELECT length(contents) FROM survey_box")}


def _tables(where: Urn) -> list[str]:
    if where.where.kind == "sqlite":
        question = "SELECT name FROM sqlite_master WHERE type = 'table'"
    else:
        question = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    return [str(name) for (name,) in where.where.rows(question)]
