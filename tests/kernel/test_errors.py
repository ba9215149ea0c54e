"""Failures are answered in a sentence; the log line holds neither the failure's words nor what was typed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, abort

from app.accounts.role import Role
from app.db import db
from tests.database import places_of
from tests.make import World

SECRET = "Ib fra havnen, 010190-1234"


@contextmanager
def _fails(app: Flask, endpoint: str, with_failure: Exception | int) -> Iterator[None]:
    view = app.view_functions[endpoint]

    def fails(**_values: object) -> str:
        if isinstance(with_failure, int):
            abort(with_failure)
        raise with_failure

    fails.access_rule = view.access_rule
    app.view_functions[endpoint] = fails
    try:
        yield
    finally:
        app.view_functions[endpoint] = view


def test_a_view_that_fails_says_that_it_is_not_your_fault(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser("mette").get("/outreach/contacts/new?who=unnamed").form("/outreach/contacts")
    form["kind"], form["topics"], form["note"] = "outreach", ["economy"], SECRET
    with caplog.at_level(logging.DEBUG), _fails(world.app, "outreach.create", RuntimeError(f"could not keep {SECRET}")):
        answer = form.submit()
    assert (answer.status, "Noget gik galt" in answer, "Det er programmets fejl, ikke din." in answer) == (
        500,
        True,
        True,
    )
    assert "Gå til starten" in answer
    assert [word for word in ("Ib fra", "010190", "RuntimeError", "Traceback") if word in answer] == []
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert record.getMessage().startswith("POST outreach.create: RuntimeError\n")
    assert "test_errors.py" in record.getMessage()
    assert record.exc_info is None
    assert [word for word in ("Ib fra", "010190", "could not keep") if word in caplog.text] == []


def test_a_database_error_does_not_put_what_was_typed_into_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser("mette").get("/outreach/contacts/new?who=new").form("/outreach/contacts")
    form["kind"], form["topics"], form["new_alias"] = "outreach", ["economy"], "Ib fra havnen"
    with world.app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE citizen_word RENAME TO lost")
    try:
        with caplog.at_level(logging.DEBUG):
            answer = form.submit()
    finally:
        with world.app.app_context(), db.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE lost RENAME TO citizen_word")
    assert answer.status in (500, 503)
    assert ("havnen" in answer, "havnen" in caplog.text) == (False, False)
    assert places_of(world.app, "havnen") == []


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        (400, "Det forstod programmet ikke"),
        (403, "Den side er ikke for dig"),
        (404, "Siden findes ikke"),
        (409, "Det kom for sent"),
        (413, "Teksten er for lang"),
        (418, "Noget gik galt"),
        (503, "Noget gik galt"),
    ],
)
def test_each_failure_has_its_own_words_and_keeps_its_number(world: World, code: int, heading: str) -> None:
    with _fails(world.app, "desk.privacy", code):
        answer = world.browser().get("/privacy")
    assert answer.status == code
    assert [h1.get_text() for h1 in answer.soup.find_all("h1")] == [heading]


def test_what_a_failing_view_had_begun_is_not_kept(world: World) -> None:
    def begins(**_values: object) -> str:
        from app.centres.models import Effort

        db.session.add(Effort(name="Halvt"))
        db.session.flush()
        raise RuntimeError

    view = world.app.view_functions["language.choice"]
    begins.access_rule = view.access_rule
    form = world.browser().get("/privacy").form("/language")
    world.app.view_functions["language.choice"] = begins
    try:
        assert form.submit().status == 500
    finally:
        world.app.view_functions["language.choice"] = view
    assert places_of(world.app, "Halvt") == []


def test_a_wrong_method_says_which_are_right(world: World) -> None:
    answer = world.browser().get("/accounts/lock")
    assert answer.status == 405
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_an_unknown_address_says_the_same_as_one_that_is_not_yours(world: World) -> None:
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    world.account("mette", Role.SKP_WORKER)
    hidden = world.citizen("Ib", by=otto, at="BorgerCafeen")
    mette = world.browser("mette")
    foreign, nobody = mette.get(f"/citizens/{hidden}"), mette.get("/citizens/4711")
    assert foreign.status == nobody.status == 404
    assert foreign.soup.find("main") == nobody.soup.find("main")


def test_a_page_too_old_says_so(world: World) -> None:
    answer = world.browser().send("POST", "/accounts/lock", {"csrf_token": ["old"]})
    assert (answer.status, "Siden var for gammel" in answer) == (400, True)
