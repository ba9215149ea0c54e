"""A part is what the page shows, an answer says what it varies by, and addresses lead nowhere else."""

import pytest
from bs4 import Tag
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.role import Role
from app.page import own_path, seen_at
from tests.browser_without_script import HTMX, Browser, Page
from tests.make import World

VARIES = {"HX-Request", "HX-Request-Type", "HX-History-Restore-Request", "Cookie"}


@pytest.fixture
def mette(world: World) -> Browser:
    """Mette of Regnbuen, who knows Ib and Ida."""
    mette = world.account("mette", Role.SKP_WORKER)
    for alias in ("Ib fra havnen", "Ida"):
        world.contact(world.citizen(alias, by=mette), by=mette)
    return world.browser("mette")


def _part(page: Page, id: str) -> str:
    found = page.soup.find(id=id)
    assert isinstance(found, Tag)
    for secret in found.find_all("input", attrs={"name": ["csrf_token", "form_key"]}):
        secret["value"] = ""
    return str(found)


def test_the_part_of_a_search_is_the_part_of_its_page(mette: Browser) -> None:
    form = mette.get("/citizens/").form("/citizens/search")
    form["q"] = "i"
    short = (form.submit(), form.submit(**HTMX))
    form["q"] = "ib"
    found = (form.submit(), form.submit(**HTMX))
    form["q"] = "010190-1234"
    refused = (form.submit(), form.submit(**HTMX))
    for page, part in (short, found, refused):
        assert page.status == part.status
        assert _part(page, "found") == _part(part, "found")
        assert (page.soup.find("html") is None, part.soup.find("html") is None) == (False, True)
        assert len([tag for tag in part.soup.contents if isinstance(tag, Tag)]) == 1


def test_the_part_of_the_head_count_is_the_part_of_its_page_and_of_the_day(mette: Browser) -> None:
    form = mette.get("/outreach/head-count").form("/head-counts")
    form["people"] = "17"
    part = form.submit(**HTMX).follow()
    part = mette.get(part.path, **HTMX)
    assert _part(part, "head_count") == _part(mette.get("/outreach/head-count"), "head_count")
    assert _part(part, "head_count") == _part(mette.get("/day"), "head_count")


def test_the_hits_of_the_contact_page_are_the_same_with_and_without_script(mette: Browser) -> None:
    form = mette.get("/outreach/contacts/new").form("/outreach/contacts")
    form["q"] = "havnen"
    page = form.submit(button=("search", "1"))
    part = form.submit(action="/outreach/hits", **HTMX)
    assert page.status == part.status == 200
    assert page.soup.find(id="hits") is not None
    assert part.soup.find("html") is None
    assert "Ib fra havnen" in page
    assert "Ib fra havnen" in part


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
        {"HX-Request": "true", "HX-Request-Type": "full"},
        {"HX-Request": "false"},
        {"HX-Request-Type": "partial"},
    ],
)
def test_whoever_does_not_ask_for_a_part_gets_the_page(mette: Browser, headers: dict[str, str]) -> None:
    page = mette.get("/outreach/head-count", **headers)
    assert (page.status, page.soup.find("html") is not None) == (200, True)


def test_every_page_and_part_says_what_it_varies_by(mette: Browser) -> None:
    for page in (mette.get("/outreach/head-count"), mette.get("/outreach/head-count", **HTMX), mette.get("/nowhere")):
        assert set(page.headers["Vary"].split(", ")) == VARIES


def test_a_signed_out_part_is_led_to_the_sign_in_page_and_a_page_too(world: World) -> None:
    part, page = (world.browser().get("/outreach/head-count", **headers) for headers in (HTMX, {}))
    assert (part.status, part.headers["HX-Redirect"], part.text) == (401, "/accounts/sign-in", "")
    assert (page.status, page.headers["Location"]) == (303, "/accounts/sign-in?next=/outreach/head-count")


@pytest.mark.parametrize("path", ["/", "/day", "/citizens/7?who=group", "/a//b", "/a\\b", "/%2f%2fevil.com"])
def test_a_path_of_ours_is_followed(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "target",
    [
        None, "", "day", "//evil.com", "/\\evil.com", "\\\\evil.com", "https://evil.com", "javascript:alert(1)",
        "/day\r\nSet-Cookie: a=b", "/day\n", "\n/day", "/\t/evil.com", "/ /evil.com", " //evil.com", "/\x00", "/dåg",
    ],
)  # fmt: skip
def test_what_could_lead_elsewhere_is_not_followed(target: str | None) -> None:
    assert own_path(target) is None


@given(st.text(max_size=30))
def test_whatever_is_followed_stays_here(text: str) -> None:
    path = own_path(f"/{text}")
    assert path is None or (path.startswith("/") and path[1:2] not in ("/", "\\") and path.isascii())


def test_after_signing_in_nobody_is_led_elsewhere(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    for target, led_to in (("//evil.com", "/"), ("/\\evil.com", "/"), ("/citizens/", "/citizens/")):
        form = world.browser().get("/accounts/sign-in").form("sign-in")
        form["username"], form["password"] = "mette", "en lang og god kode"
        assert form.submit(action=f"/accounts/sign-in?next={target}").headers["Location"] == led_to


def test_htmx_is_led_to_a_page_by_a_header_and_a_browser_by_a_redirect(app: Flask) -> None:
    with app.test_request_context(headers=HTMX):
        led = seen_at("/day")
        assert (led.status_code, led.headers["HX-Redirect"]) == (200, "/day")
        assert seen_at("/day", part=True).status_code == 303
    with app.test_request_context():
        led = seen_at("/day")
        assert (led.status_code, led.headers["Location"]) == (303, "/day")
