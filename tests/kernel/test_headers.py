"""The same exact headers on every answer there is: pages, parts, failures, files, redirects."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from app.accounts.role import Role
from app.page import HEADERS
from tests.browser_without_script import HTMX
from tests.make import World

EXPECTED = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}

ANSWERS = [
    ("GET", "/accounts/sign-in", {}, 200),
    ("HEAD", "/accounts/sign-in", {}, 200),
    ("OPTIONS", "/accounts/sign-in", {}, 200),
    ("GET", "/outreach/head-count", {}, 200),
    ("GET", "/outreach/head-count", HTMX, 200),
    ("GET", "/", {}, 303),
    ("GET", "/citizens", {}, 308),
    ("GET", "/nowhere", {}, 404),
    ("GET", "/nowhere", HTMX, 404),
    ("GET", "/citizens/4711", {}, 404),
    ("GET", "/accounts/", {}, 403),
    ("GET", "/accounts/lock", {}, 405),
    ("DELETE", "/day", {}, 405),
    ("POST", "/outreach/contacts", {}, 400),
    ("GET", "/static/app.css", {}, 200),
    ("GET", "/static/app.css?v=1", {}, 200),
    ("GET", "/static/missing.css", {}, 404),
    ("GET", "/healthz", {}, 200),
    ("GET", "/privacy", {}, 500),
    ("GET", "/privacy", HTMX, 500),
]

KEPT = {
    "/static/app.css": "public, max-age=86400",
    "/static/app.css?v=1": "public, max-age=31536000, immutable",
}
"""What a browser may keep: files alone, and for long only under a name that changes with their content."""


def test_every_answer_carries_exactly_these_headers(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    for method, path, headers, status in ANSWERS:
        with _planted(world.app), browser.client.open(path, method=method, headers=headers) as answer:
            said = (method, path, headers)
            assert (said, answer.status_code) == (said, status)
            found = {name: answer.headers.getlist(name) for name in EXPECTED}
            assert (said, found) == (said, {name: [value] for name, value in EXPECTED.items()})
            assert (said, answer.headers.getlist("Cache-Control")) == (said, [KEPT.get(path, "no-store")])


def test_no_header_is_forgotten_here() -> None:
    assert HEADERS == EXPECTED


def test_a_file_that_did_not_change_may_stay_in_the_cache(app: Flask) -> None:
    with app.test_client().get("/static/app.css") as first:
        known = {"If-None-Match": first.headers["ETag"]}
    with app.test_client().get("/static/app.css", headers=known) as again:
        assert (again.status_code, again.headers["Cache-Control"]) == (304, first.headers["Cache-Control"])


def test_over_https_the_browser_is_told_to_stay_there(app: Flask) -> None:
    assert "Strict-Transport-Security" not in app.test_client().get("/accounts/sign-in").headers
    answer = app.test_client().get("/accounts/sign-in", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_cookie_is_not_for_scripts_and_not_for_other_sites(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser().get("/accounts/sign-in").form("sign-in")
    form["username"], form["password"] = "mette", "en lang og god kode"
    cookies = form.submit().headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    assert [cookie for cookie in cookies if "HttpOnly" not in cookie or "SameSite=Lax" not in cookie] == []


@contextmanager
def _planted(app: Flask) -> Iterator[None]:
    """For as long as this lasts, the page on privacy fails."""
    view = app.view_functions["desk.privacy"]

    def fails() -> str:
        raise RuntimeError("planted")

    fails.access_rule = view.access_rule
    app.view_functions["desk.privacy"] = fails
    try:
        yield
    finally:
        app.view_functions["desk.privacy"] = view
