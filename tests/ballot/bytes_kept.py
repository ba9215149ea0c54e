"""Marks in the answers, looked for in every byte that is kept: database, its log, backup, logs, browser profile."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.ballot.urn import Urn, found, marked, urn
from tests.browser.tablet import persistent
from tests.figures import Figure

BY_BROWSER = 5
"""So many of the answers are sealed and sent by a browser, whose profile is searched as well."""
SLICE = 24
"""Bytes from the middle of an envelope, by which it is found."""
LONGEST_WAIT = 60_000
ANSWERS = b'"answers":['
SEAL_AND_SEND = """async ([code, content]) => {
  const post = (address, values) =>
    fetch(address, { method: "POST", body: new URLSearchParams(values), credentials: "omit", cache: "no-store" });
  const sheet = await (await post("/survey/ticket", { code })).json();
  const sealed = await envelope.seal(sheet.public_key, new TextEncoder().encode(content), { about: sheet.about });
  return [(await post("/survey/envelopes", { code, envelope: sealed })).status, sealed];
}"""


def spellings(text: str) -> list[bytes]:
    """A text as it may be kept: as it is, in UTF-16, as hexadecimal, and inside base64 wherever it begins there."""
    raw = text.encode()
    found = [raw, text.encode("utf-16-le"), raw.hex().encode(), raw.hex().upper().encode()]
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw + b"\0" * 3)
        # Of the first and the last signs, some bits belong to what stands beside the text.
        middle = whole[-(-8 * before // 6) : (before + len(raw)) * 8 // 6]
        found += [middle, middle.translate(bytes.maketrans(b"+/", b"-_"))]
    return found


def places_of(needles: Sequence[bytes], files: Mapping[str, bytes]) -> dict[str, int]:
    """How often any of these stands in each file, where it does."""
    counted = {name: sum(kept.count(needle) for needle in needles) for name, kept in files.items()}
    return {name: number for name, number in counted.items() if number}


def bytes_kept(kind: str, folder: Path, answers: int) -> Iterator[Figure]:
    """The figures of so many marked answers."""
    with urn(kind, folder) as where:
        prefix = f"maerke{secrets.token_hex(6)}"
        log = where.where.folder / "server.log"
        for number in range(answers - BY_BROWSER):
            where.answer(marked(f"{prefix}{number:04}"))
        lines = len(log.read_text().splitlines())
        codes = _by_browser(where, folder / "profile", prefix, answers)
        files = where.files()
        files |= {f"profile/{name}": kept for name, kept in _profile(folder / "profile")}
        yield Figure(f"marks_{kind}_answers", len(where.put), "answers", f"={answers}")
        yield Figure(f"marks_{kind}_searched", sum(map(len, files.values())) / 1e6, "MB", ">=0.1")
        yield Figure(f"marks_{kind}_found", sum(places_of(spellings(prefix), files).values()), "places", "=0")
        yield Figure(f"marks_{kind}_clear_answers", sum(places_of([ANSWERS], files).values()), "places", "=0")
        slices = [one[150 : 150 + SLICE] for one in where.put]
        yield Figure(f"marks_{kind}_envelopes_found", sum(places_of(slices, files).values()), "places", "=0")
        needles = [one for code in codes for word in (code, code.replace("-", "")) for one in spellings(word)]
        yield Figure(f"marks_{kind}_codes_found", sum(places_of(needles, files).values()), "places", "=0")
        yield Figure(f"marks_{kind}_log_lines", len(log.read_text().splitlines()) - lines, "lines", "=0")
        with where.where.app.app_context():
            box = where.in_box()
        yield Figure(f"marks_{kind}_in_the_box", len(set(box) & set(where.put)), "envelopes", f"={answers}")
        yield from _planted(where, kind, prefix, slices)


def _by_browser(where: Urn, profile: Path, prefix: str, answers: int) -> list[str]:
    """The last answers, by a browser that keeps its profile; the very last through the page itself, tap by tap."""
    codes = [where.ticket() for _ in range(BY_BROWSER)]
    with sync_playwright() as playwright, persistent(playwright, profile, where.where.address) as context:
        page = context.new_page()
        page.set_default_timeout(LONGEST_WAIT)
        page.goto("/survey/")
        for number, code in enumerate(codes[:-1], answers - BY_BROWSER):
            content = marked(f"{prefix}{number:04}").decode()
            status, sealed = page.evaluate(SEAL_AND_SEND, [code, content])
            assert status == 200
            where.put.append(base64.urlsafe_b64decode(sealed + "=="))
        before = set(where.in_box())
        fill_in(page, codes[-1])
        page.goto("about:blank")
        (last,) = set(where.in_box()) - before
        where.put.append(last)
    return codes


def fill_in(page: Page, code: str, refuse: bool = False) -> None:
    """Go through the survey on a stand, to the thanks."""
    page.goto("/survey/")
    page.locator("#code").fill(code)
    page.locator("[data-part=code] button").click()
    page.locator("[data-part=question]").wait_for()
    if refuse:
        page.locator("[data-refuse]").click()
    else:
        for grade in (1, 2, 5, 1, 2):
            page.locator(f"[data-grade='{grade}']").click()
            page.wait_for_timeout(300)
    page.locator("[data-part=thanks]").wait_for()


def _profile(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield str(path.relative_to(folder)), path.read_bytes()


def _planted(where: Urn, kind: str, prefix: str, slices: list[bytes]) -> Iterator[Figure]:
    """A table that keeps an answer as it is, and one that keeps an envelope as it came."""
    kept = "bytea" if kind == "postgresql" else "BLOB"
    where.run(f"CREATE TABLE planted (key {kept} NOT NULL, kept {kept} NOT NULL)")
    where.insert("planted", [(b"1", marked(f"{prefix}0000")), (b"2", where.put[0])])
    files = where.files()
    yield found("marks", kind, sum(places_of(spellings(prefix), files).values()))
    yield found("marks_envelopes", kind, sum(places_of(slices, files).values()))
