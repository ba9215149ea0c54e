"""A registration number typed into any field of any form is stored nowhere, and the page says which figures."""

import logging
import uuid
from collections.abc import Iterator

import pytest
from bs4 import Tag

from app.accounts.role import Role
from tests.browser_without_script import HTMX, Browser, Form
from tests.database import places_of
from tests.make import World

TYPED = "Ib 010190-1234 fra havnen"
FIGURES = ("010190", "0101901234", "1901234")
FREE = ("text", "search", "hidden", "")
HIDDEN = ("next", "version", "centre", "draft_form", "draft_page", "seen", "back", "settling")
NOT_TYPED = ("csrf_token", "form_key")


def _typed_fields(page_form: Tag) -> Iterator[str]:
    for control in page_form.find_all(["input", "textarea"]):
        kind = str(control.get("type") or "")
        if (control.name == "textarea" or kind in FREE) and control.get("name") not in NOT_TYPED:
            yield str(control["name"])


def _forms(browser: Browser, address: str) -> Iterator[tuple[Form, list[str]]]:
    page = browser.get(address)
    assert page.status == 200
    for tag in page.soup.find_all("form"):
        locks = str(tag.get("action", "")).endswith("/lock")
        if str(tag.get("method", "get")).lower() == "post" and not locks:
            fields = [*_typed_fields(tag)]
            if fields:
                yield Form(page, tag), fields


def test_a_number_in_any_field_of_any_form_is_kept_nowhere(world: World, caplog: pytest.LogCaptureFixture) -> None:
    lis = world.account("lis", Role.SKP_WORKER)
    tom = world.account("tom", Role.SKP_WORKER)
    world.account("anders", Role.ADMINISTRATOR)
    ib = world.citizen("Ib", by=lis)
    world.contact(ib, by=lis)
    effort = world.effort("Sundhed")
    pages = {
        "lis": [
            "/day", "/citizens/", "/citizens/new", f"/citizens/{ib}", f"/citizens/{ib}/details", "/journal/",
            "/outreach/contacts/new",
            f"/outreach/contacts/new?who={ib}", "/outreach/head-count", "/accounts/me",
        ],
        "anders": [
            "/accounts/new", f"/accounts/{tom}", "/centres/new", f"/centres/{world.centre['Regnbuen']}",
            "/centres/departments/new", f"/centres/departments/{world.department()}", "/centres/efforts/new",
            f"/centres/efforts/{effort}", "/centres/operators/new", "/centres/duty",
            f"/centres/operators/{world.operator('KFUM')}/notify-contact",
        ],
        "": ["/accounts/sign-in", "/accounts/welcome"],
    }  # fmt: skip
    tried = 0
    with caplog.at_level(logging.DEBUG):
        for name, addresses in pages.items():
            browser = world.browser(name or None)
            for address in addresses:
                for form, fields in _forms(browser, address):
                    for field in fields:
                        kept = dict(form.values)
                        form[field] = TYPED
                        if "form_key" in form.values:
                            form["form_key"] = uuid.uuid4().hex
                        answer = form.submit()
                        said = (address, form.action, field)
                        if field not in HIDDEN:
                            assert (said, answer.status) == (said, 422)
                            assert (said, "010190-1234" in answer.soup.get_text()) == (said, True)
                        form.values = kept
                        tried += 1
    assert tried > 40
    assert [places_of(world.app, figures) for figures in FIGURES] == [[], [], []]
    assert [figures for figures in FIGURES if figures in caplog.text] == []


def test_a_number_in_a_search_is_named_searched_for_nowhere_and_kept_nowhere(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER)
    world.citizen("Ib", by=lis)
    browser = world.browser("lis")
    register = browser.get("/citizens/").form("/citizens/search")
    contact = browser.get("/outreach/contacts/new").form("/outreach/contacts")
    for form, button, action, headers in (
        (register, None, None, {}),
        (register, None, None, HTMX),
        (contact, ("search", "1"), None, {}),
        (contact, None, "/outreach/hits", HTMX),
    ):
        form["q"] = "ib 0101901234"
        answer = form.submit(button=button, action=action, **headers)
        assert "Fjern 0101901234." in answer
        assert answer.soup.find(string=lambda text: text is not None and text.strip() == "Ib") is None or button
    assert [places_of(world.app, figures) for figures in FIGURES] == [[], [], []]


def test_a_number_in_an_address_is_kept_nowhere(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.account("lis", Role.SKP_WORKER)
    browser = world.browser("lis")
    with caplog.at_level(logging.DEBUG):
        for address in ("/citizens/0101901234", "/outreach/contacts/new?who=0101901234", "/0101901234"):
            browser.get(address)
    assert (places_of(world.app, "0101901234"), "0101901234" in caplog.text) == ([], False)
