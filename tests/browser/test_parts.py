"""A part that is swapped into a page is the same element as on the page opened afresh."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Page

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def _fields(page: Page, form: str) -> dict[str, str]:
    """What the form would send."""
    sent: dict[str, str] = page.locator(form).evaluate("form => Object.fromEntries(new FormData(form))")
    return sent


def _fetched(page: Page, address: str, form: dict[str, str] | None, **headers: str) -> str:
    if form is None:
        answer = page.request.get(address, headers=headers)
    else:
        answer = page.request.post(address, form=dict(form), headers=headers)
    assert answer.status == 200
    return answer.text()


def _element(html: str, id: str) -> str:
    found = BeautifulSoup(html, "html.parser").find(id=id)
    assert isinstance(found, Tag), f"no #{id} in {html[:300]}"
    for key in found.select("[name=form_key], [name=csrf_token]"):
        key["value"] = "one's own"
    return re.sub(r"\s+", " ", found.prettify())


def _is_a_part(html: str) -> bool:
    return "<html" not in html and "<main" not in html


@pytest.mark.parametrize("typed", ["ma", "Maj", "zzzz", "m", "010190-1234", ""])
def test_the_hits_of_a_contact_are_the_same_in_part_and_page(tablet: Open, typed: str) -> None:
    page = tablet("mette")
    page.goto("/outreach/contacts/new")
    form = _fields(page, "#contact") | {"q": typed}
    part = page.request.post("/outreach/hits", form={"csrf_token": form["csrf_token"], "q": typed}, headers=HTMX).text()
    whole = page.request.post("/outreach/contacts", form=form | {"search": "1"}).text()
    assert _is_a_part(part)
    assert _element(part, "hits") == _element(whole, "hits")


def test_the_hits_include_whom_one_talked_with_lately(tablet: Open) -> None:
    page = tablet("mette")
    page.goto("/outreach/contacts/new")
    first = page.locator("label.v-chip", has=page.locator("#who-0")).inner_text().strip()
    form = _fields(page, "#contact") | {"q": first}
    part = page.request.post("/outreach/hits", form={"csrf_token": form["csrf_token"], "q": first}, headers=HTMX).text()
    whole = page.request.post("/outreach/contacts", form=form | {"search": "1"}).text()
    assert "Fandt ingen" not in _element(part, "hits")
    assert "Fandt ingen" not in _element(whole, "hits")
    assert _element(part, "hits") == _element(whole, "hits")


@pytest.mark.parametrize("typed", ["ma", "zzzz", "m", "a", "010190-1234"])
def test_the_citizens_found_are_the_same_in_part_and_page(tablet: Open, typed: str) -> None:
    page = tablet("mette")
    page.goto("/citizens/")
    form = _fields(page, "main form") | {"q": typed}
    part = page.request.post("/citizens/search", form=form, headers=HTMX).text()
    whole = page.request.post("/citizens/search", form=form).text()
    assert _is_a_part(part)
    assert _element(part, "found") == _element(whole, "found")


@pytest.mark.parametrize(("people", "status"), [("31", 200), ("-1", 422), ("", 422)])
def test_the_count_of_heads_is_the_same_in_part_and_page(tablet: Open, people: str, status: int) -> None:
    page = tablet("lis")
    page.goto("/outreach/head-count")
    form = _fields(page, "#head_count form") | {"people": people}
    part = page.request.post("/outreach/head-counts", form=form, headers=HTMX)
    whole = page.request.post("/outreach/head-counts", form=form)
    assert (part.status, whole.status) == (status, status)
    assert _is_a_part(part.text())
    assert _element(part.text(), "head_count") == _element(whole.text(), "head_count")
    if status == 200:
        day = page.request.get("/day").text()
        assert _element(part.text(), "head_count") == _element(day, "head_count")
