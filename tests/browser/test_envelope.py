"""One envelope, two languages: WebCrypto in the browser seals what Python opens, and the other way round."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from app import envelope
from app.survey import ballot

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "static" / "seal.js"
HERE = "http://localhost/"
ELSEWHERE = "http://vaerested.example/"
OPEN = """async ([jwk, publicKey, text, about]) => {
  const subtle = crypto.subtle;
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const sealed = bytes(text), point = sealed.slice(0, 65), salt = new Uint8Array(130);
  salt.set(point); salt.set(bytes(publicKey), 65);
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const own = await subtle.importKey("jwk", jwk, curve, false, ["deriveBits"]);
  const theirs = await subtle.importKey("raw", point, curve, false, []);
  const secret = await subtle.deriveBits({ name: "ECDH", public: theirs }, own, 256);
  const stretched = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const info = new TextEncoder().encode("vaeksthus envelope 1" + about);
  const both = new Uint8Array(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, stretched, 352));
  const key = await subtle.importKey("raw", both.slice(0, 32), "AES-GCM", false, ["decrypt"]);
  const padded = new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: both.slice(32) }, key, sealed.slice(65)));
  return new TextDecoder().decode(padded.slice(0, padded.lastIndexOf(0x80)));
}"""


def _page(browser: Browser, address: str) -> Iterator[Page]:
    """An empty page of this address with the script that seals, and nothing else of the program."""
    context = browser.new_context()
    page = context.new_page()
    page.route(
        f"{address}**",
        lambda route: (
            route.fulfill(body=SCRIPT.read_text(), content_type="text/javascript")
            if route.request.url.endswith("seal.js")
            else route.fulfill(body="<!doctype html><script src=seal.js></script>", content_type="text/html")
        ),
    )
    page.goto(address)
    yield page
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """On this machine itself, which browsers trust."""
    yield from _page(browser, HERE)


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """Over plain http from another machine."""
    yield from _page(browser, ELSEWHERE)


def test_what_the_browser_seals_python_opens(page: Page) -> None:
    private, public = envelope.new_pair()
    key = envelope.text_of(public)
    for content, about in (("", ""), ("Hej Æblegrød 🙂", "2026-Q4"), ("x" * 255, "æ")):
        sealed = page.evaluate(
            "([key, content, about]) => envelope.seal(key, new TextEncoder().encode(content), { about })",
            [key, content, about],
        )
        raw = envelope.bytes_of(sealed)
        assert (len(raw), len(sealed)) == (337, 450)
        assert envelope.open(private, raw, about=about.encode()).decode() == content
    longer = page.evaluate("(key) => envelope.seal(key, new Uint8Array(3000), { size: 4096 })", key)
    assert envelope.open(private, envelope.bytes_of(longer)) == b"\0" * 3000


def test_what_python_seals_the_browser_opens(page: Page) -> None:
    private, public = envelope.new_pair()
    key = envelope.text_of(public)
    jwk = {
        "kty": "EC",
        "crv": "P-256",
        "x": envelope.text_of(public[1:33]),
        "y": envelope.text_of(public[33:]),
        "d": envelope.text_of(private),
    }
    for content, about in (("", ""), ("Hej Æblegrød 🙂", "2026-Q4"), ("x" * 255, "æ")):
        sealed = envelope.text_of(envelope.seal(public, content.encode(), about=about.encode()))
        assert page.evaluate(OPEN, [jwk, key, sealed, about]) == content


def test_an_answer_and_a_refusal_are_as_long_and_no_two_alike(page: Page) -> None:
    private, public = envelope.new_pair()
    sheet = {"public_key": envelope.text_of(public), "about": "2026-Q4", "centre_id": 3, "effort_id": None}
    said = [[1, 2, None, 5, 1], None, [None] * 5, [5, 5, 5, 5, 5], None]
    sealed = page.evaluate(
        "([sheet, said]) => Promise.all(said.map((answers) => envelope.ballot(sheet, answers)))", [sheet, said]
    )
    assert {len(one) for one in sealed} == {450}
    assert len({one[:87] for one in sealed}) == len({one[88:] for one in sealed}) == 5
    opened = [envelope.open(private, envelope.bytes_of(one), about=b"2026-Q4") for one in sealed]
    assert [ballot.read(one, 5) for one in opened] == [
        ballot.Ballot(3, None, tuple(answers) if answers and any(answers) else None) for answers in said
    ]
    assert [json.loads(one) for one in opened] == [json.loads(ballot.written(3, None, answers)) for answers in said]


def test_what_does_not_fit_or_is_no_key_is_refused(page: Page) -> None:
    _, public = envelope.new_pair()
    failed = "([key, length]) => envelope.seal(key, new Uint8Array(length)).then(() => '', (why) => why.name)"
    assert page.evaluate(failed, [envelope.text_of(public), 256]) == "RangeError"
    beside = public[:64] + bytes([public[64] ^ 1])
    assert page.evaluate(failed, [envelope.text_of(beside), 1]) == "DataError"


def test_over_plain_http_from_another_machine_nothing_is_sealed(page: Page, plain_page: Page) -> None:
    assert page.evaluate("envelope.possible()") is True
    assert plain_page.evaluate("envelope.possible()") is False
