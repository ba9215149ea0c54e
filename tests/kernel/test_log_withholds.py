"""No log, no data: what was not logged, or could not be, is not shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask, Response, jsonify

from app.accounts.role import Role
from app.citizens.models import Citizen, Note
from app.db import db
from app.page import page
from tests.browser_without_script import HTMX
from tests.database import logged
from tests.make import World

SECRETS = ("Ib fra havnen", "Kom til kaffe.", "23 45 67 89")


@pytest.fixture
def ib(world: World) -> int:
    """Ib of Regnbuen, with a phone number and a contact that has a note."""
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib fra havnen", by=mette, phone="23 45 67 89")
    world.contact(ib, by=mette, note="Kom til kaffe.")
    return ib


def _shown(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


@contextmanager
def _instead(app: Flask, endpoint: str, view: Callable[..., object]) -> Iterator[None]:
    kept = app.view_functions[endpoint]
    view.access_rule = kept.access_rule
    app.view_functions[endpoint] = view
    try:
        yield
    finally:
        app.view_functions[endpoint] = kept


def _by_our_page(**_values: object) -> Response:
    citizen = db.session.scalars(sa.select(Citizen)).one()
    return page("error.html", heading=citizen.name, sentence=citizen.phone, code=200)


def _by_a_part(**_values: object) -> Response:
    return page("error.html", part="error.html", heading=db.session.scalars(sa.select(Note)).one().text, code=200)


def _by_plain_text(**_values: object) -> str:
    return db.session.scalars(sa.select(Citizen)).one().name


def _by_json(**_values: object) -> Response:
    return jsonify([citizen.name for citizen in db.session.scalars(sa.select(Citizen))])


@pytest.mark.parametrize("view", [_by_our_page, _by_a_part, _by_plain_text, _by_json])
def test_a_view_that_reads_people_and_forgets_the_log_is_withheld(
    world: World, ib: int, view: Callable[..., object]
) -> None:
    mette = world.browser("mette")
    before = logged(world.app)
    for headers in ({}, HTMX):
        with _instead(world.app, "citizens.register_of_own", view):
            answer = mette.get("/citizens/", **headers)
        assert (answer.status, _shown(answer.text)) == (500, [])
    assert logged(world.app) == before


def test_a_view_that_logs_one_and_shows_another_is_withheld(world: World, ib: int) -> None:
    from app import log

    def half(**_values: object) -> Response:
        citizen = db.session.scalars(sa.select(Citizen)).one()
        note = db.session.scalars(sa.select(Note)).one()
        log.opened(citizen)
        return page("error.html", heading=citizen.name, sentence=note.text, code=200)

    mette = world.browser("mette")
    with _instead(world.app, "citizens.register_of_own", half):
        answer = mette.get("/citizens/")
    assert (answer.status, _shown(answer.text)) == (500, [])


def test_a_public_view_that_reads_people_is_withheld_too(world: World, ib: int) -> None:
    with _instead(world.app, "desk.privacy", _by_our_page):
        answer = world.browser().get("/privacy")
    assert (answer.status, _shown(answer.text)) == (500, [])


def _person_pages(world: World, ib: int) -> Iterator[tuple[str, str, int]]:
    mette = world.browser("mette")
    contact_id = world.contacts()[0].id
    search = mette.get("/citizens/").form("/citizens/search")
    search["q"] = "ib"
    contact = mette.get("/outreach/contacts/new").form("/outreach/contacts")
    contact["q"] = "ib"
    yield "before", "", 0
    for address in (
        "/day",
        "/citizens/",
        f"/citizens/{ib}",
        f"/citizens/{ib}/details",
        "/outreach/contacts/new",
        f"/outreach/contacts/new?who={ib}",
        f"/outreach/contacts/{contact_id}",
    ):
        answer = mette.get(address)
        yield address, answer.text, answer.status
    for name, form, headers in (("search", search, {}), ("found", search, HTMX), ("contact search", contact, {})):
        answer = form.submit(button=("search", "1"), **headers)
        yield name, answer.text, answer.status
    answer = contact.submit(action="/outreach/hits", **HTMX)
    yield "hits", answer.text, answer.status


def test_with_the_log_broken_no_page_shows_a_person(world: World, ib: int) -> None:
    pages = _person_pages(world, ib)
    next(pages)
    seen = {name: (status, bool(_shown(text))) for name, text, status in pages}
    assert {name for name, found in seen.items() if found != (200, True)} == set()
    pages = _person_pages(world, ib)
    next(pages)
    with _broken(world.app, "access_entry"):
        broken = {name: (status >= 500, _shown(text)) for name, text, status in pages}
    assert broken == {name: (True, []) for name in broken}


@contextmanager
def _broken(app: Flask, table: str) -> Iterator[None]:
    def rename(old: str, new: str) -> None:
        with app.app_context():
            db.session.remove()
            with db.engine.connect() as connection:
                connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")
                connection.commit()

    rename(table, "lost")
    try:
        yield
    finally:
        rename("lost", table)


def test_a_refused_opening_shows_nothing_and_is_no_access(world: World, ib: int) -> None:
    world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    world.account("anders", Role.ADMINISTRATOR)
    before = logged(world.app)
    for name in ("otto", "peter", "anders"):
        browser = world.browser(name)
        contact = world.contacts()[0].id
        for address in (f"/citizens/{ib}", f"/citizens/{ib}/details", f"/outreach/contacts/{contact}"):
            answer = browser.get(address)
            assert (answer.status in (403, 404), _shown(answer.text)) == (True, [])
    assert logged(world.app) == before


def test_a_page_that_goes_wrong_after_it_has_read_shows_nothing_of_it(world: World, ib: int) -> None:
    def late(**_values: object) -> str:
        raise RuntimeError(db.session.scalars(sa.select(Citizen)).one().name)

    mette = world.browser("mette")
    with _instead(world.app, "citizens.register_of_own", late):
        answer = mette.get("/citizens/")
    assert (answer.status, _shown(answer.text)) == (500, [])
