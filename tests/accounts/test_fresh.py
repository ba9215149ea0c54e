"""What takes more than an open screen asks for the password once more; the PIN is not enough."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, Response, request, url_for

from app import clock, log
from app.access import Act, allow
from app.accounts.role import Role
from app.citizens.models import Citizen
from app.db import db
from app.page import seen_at
from tests.browser_without_script import HTMX, Browser
from tests.database import one_table
from tests.make import PASSWORD, World, at_work

NOON = datetime(2026, 11, 19, 11, 0, tzinfo=UTC)
TEN = timedelta(minutes=10)
PIN = "274913"


@contextmanager
def _exports(app: Flask) -> Iterator[None]:
    """For as long as this lasts, two pages are such: one that reads and sends, and what is sent from it."""

    @allow(Act.OPEN_CITIZEN, to=Citizen, fresh=True)
    def export(citizen: Citizen) -> str:
        log.exported([citizen])
        db.session.commit()
        return f"the file of {citizen.name} for {request.args.get('form', '')}"

    @allow(Act.OPEN_CITIZEN, to=Citizen, fresh="citizens.citizen")
    def sent(citizen: Citizen) -> Response:
        log.exported([citizen])
        db.session.commit()
        return seen_at(url_for("citizens.citizen", citizen_id=citizen.id))

    planted: dict[str, Callable[..., Any]] = {"citizens.citizen": export, "citizens.income": sent}
    kept = {name: app.view_functions[name] for name in planted}
    app.view_functions.update(planted)
    try:
        yield
    finally:
        app.view_functions.update(kept)


@pytest.fixture
def ib(world: World) -> Iterator[int]:
    """Ib, whose file can be exported."""
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("karim", Role.CASEWORKER, at=("BorgerCafeen",))
    world.pin("mette", PIN)
    ib = world.citizen("Ib", by=mette)
    with _exports(world.app):
        yield ib


@pytest.fixture
def mette(world: World, ib: int) -> Browser:
    """Mette's tablet, signed in at noon."""
    with clock.stopped(NOON):
        return world.browser("mette")


def _exported(world: World) -> int:
    return sum(row["act"].value == "exported" for row in one_table(world.app, "access_entry"))


def test_for_ten_minutes_after_signing_in_nothing_more_is_asked(world: World, mette: Browser, ib: int) -> None:
    at_work(mette, NOON, NOON + TEN)
    with clock.stopped(NOON + TEN):
        assert mette.get(f"/citizens/{ib}").text.startswith("the file of Ib")
    with clock.stopped(NOON + TEN + timedelta(seconds=1)):
        assert mette.get(f"/citizens/{ib}").headers["Location"] == f"/accounts/confirm?next=/citizens/{ib}"
    assert _exported(world) == 1


def test_the_password_leads_on_to_the_page_that_was_asked_for(world: World, mette: Browser, ib: int) -> None:
    at_work(mette, NOON, NOON + TEN)
    with clock.stopped(NOON + timedelta(minutes=13)):
        asked = mette.get(f"/citizens/{ib}?form=pdf").follow()
        assert "Skriv din adgangskode for at gå videre" in asked
        assert _exported(world) == 0
        form = asked.form("/confirm")
        form["password"] = "forkert kode"
        refused = form.submit()
        assert (refused.status, "Adgangskoden er forkert." in refused) == (422, True)
        form = refused.form("/confirm")
        form["password"] = PASSWORD
        assert form.submit().follow().text == "the file of Ib for pdf"
    assert _exported(world) == 1


def test_a_pin_is_not_enough_and_a_lock_forgets_the_password(mette: Browser, ib: int) -> None:
    with clock.stopped(NOON + timedelta(minutes=1)):
        mette.get("/day").form("/lock").submit()
        form = mette.get("/accounts/unlock").form("/unlock")
        form["pin"] = PIN
        assert form.submit().status == 303
        asked = mette.get(f"/citizens/{ib}").follow()
        form = asked.form("/confirm")
        form["password"] = PIN
        assert form.submit().status == 422
        assert mette.get(f"/citizens/{ib}").status == 303
        form["password"] = PASSWORD
        assert form.submit().follow().status == 200


def test_unlocking_with_the_password_is_enough(mette: Browser, ib: int) -> None:
    with clock.stopped(NOON + timedelta(minutes=30)):
        form = mette.get(f"/citizens/{ib}").follow().form("/unlock", index=1)
        form["password"] = PASSWORD
        assert form.submit().follow().status == 200


def test_something_sent_too_late_leads_to_the_page_it_is_sent_from_and_does_nothing(
    world: World, mette: Browser, ib: int
) -> None:
    token = mette.client.get_cookie("vaeksthus")
    assert token is not None
    with clock.stopped(NOON + timedelta(minutes=3)):
        form = mette.get("/day").form("/lock")
    at_work(mette, NOON, NOON + TEN)
    with clock.stopped(NOON + timedelta(minutes=12)):
        data = {"csrf_token": [form["csrf_token"]]}
        answer = mette.send("POST", f"/citizens/{ib}/income", data)
        assert (answer.status, answer.headers["Location"]) == (303, f"/accounts/confirm?next=/citizens/{ib}")
        htmx = mette.send("POST", f"/citizens/{ib}/income", data, HTMX)
        assert (htmx.status, htmx.headers["HX-Redirect"]) == (401, f"/accounts/confirm?next=/citizens/{ib}")
        assert _exported(world) == 0
        confirm = answer.follow().form("/confirm")
        confirm["password"] = PASSWORD
        assert confirm.submit().headers["Location"] == f"/citizens/{ib}"
        # The form that was open all the while can be sent again as it stands.
        assert mette.send("POST", f"/citizens/{ib}/income", data).status == 303
    assert _exported(world) == 1


def test_who_may_not_see_it_is_not_asked_for_a_password(world: World, ib: int) -> None:
    with clock.stopped(NOON):
        karim = world.browser("karim")
    at_work(karim, NOON, NOON + timedelta(minutes=12))
    with clock.stopped(NOON + timedelta(minutes=12)):
        assert karim.get(f"/citizens/{ib}").status == 404


def test_a_copied_cookie_is_not_made_fresh_with_its_owners(world: World, mette: Browser, ib: int) -> None:
    at_work(mette, NOON, NOON + TEN)
    with clock.stopped(NOON + timedelta(minutes=12)):
        thief = world.browser()
        cookie = mette.client.get_cookie("vaeksthus")
        assert cookie is not None
        thief.client.set_cookie("vaeksthus", cookie.value)
        assert thief.get(f"/citizens/{ib}").headers["Location"].startswith("/accounts/confirm")
        form = mette.get(f"/citizens/{ib}").follow().form("/confirm")
        form["password"] = PASSWORD
        assert form.submit().status == 303
        assert mette.get(f"/citizens/{ib}").status == 200
        assert thief.get(f"/citizens/{ib}").headers["Location"].startswith("/accounts/sign-in")


def test_guessing_here_slows_down_as_it_does_elsewhere(mette: Browser) -> None:
    with clock.stopped(NOON + timedelta(minutes=1)):
        form = mette.get("/accounts/confirm").form("/confirm")
        form["password"] = "forkert kode"
        said = [form.submit() for _ in range(4)]
        assert "Vent 2 sekunder" in said[3]


def test_nobody_is_led_to_another_site(mette: Browser) -> None:
    with clock.stopped(NOON + timedelta(minutes=1)):
        form = mette.get("/accounts/confirm?next=//evil.example/").form("/confirm")
        form["password"] = PASSWORD
        assert form.submit().headers["Location"] == "/"
