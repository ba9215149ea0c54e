"""Two who send a form in the same moment, where the rule is about rows that are not there yet when they look."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from app import clock
from app.accounts.role import Role
from app.committee import queries, seats
from app.db import db
from app.survey import question_views
from tests.browser_without_script import Form
from tests.committee.around import committee
from tests.database import one_table
from tests.make import World

LOOKED = 20
"""Seconds that somebody waits for the other to have looked."""


def _sent_at_once(*forms: Form) -> list[int]:
    """What each is answered, the better one first."""
    together = threading.Barrier(len(forms))
    answers: list[int] = []

    def send(form: Form) -> None:
        together.wait()
        answers.append(form.submit().status)

    threads = [threading.Thread(target=send, args=(form,)) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def _meeting_after(look: Callable[..., Any]) -> Callable[..., Any]:
    """The same look; then nobody goes on before both have looked, as far as the other is let in at all."""
    together = threading.Barrier(2)

    def looked(*given: Any) -> Any:
        found = look(*given)
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=1 if db.engine.dialect.name == "sqlite" else LOOKED)
        return found

    return looked


def _seat_forms(world: World) -> list[Form]:
    made = committee(world)
    leo = world.account("leo", Role.COMMITTEE_MEMBER, name="Leo")
    world.account("lene", Role.LEADER)
    forms = []
    for number, username in enumerate(("sally", "lene")):
        form = made.world.browser(username).get("/committee/seats/new").form("/seats/new")
        form["name"], form["account"] = f"Leo {number}", str(leo)
        form["to_on"] = (clock.today() + timedelta(days=90)).isoformat()
        forms.append(form)
    return forms


def test_of_two_who_give_somebody_a_seat_one_is_told_that_they_have_one(world: World) -> None:
    assert _sent_at_once(*_seat_forms(world)) == [303, 422]


def test_without_holding_the_seats_somebody_would_get_two(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = _seat_forms(world)
    monkeypatch.setattr(seats, "hold_table", lambda _table: None)
    monkeypatch.setattr(queries, "seats", _meeting_after(queries.seats))
    on_postgresql = not world.app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    assert _sent_at_once(*forms) == ([303, 303] if on_postgresql else [303, 422])


def _question_forms(world: World) -> list[Form]:
    world.account("birgit", Role.STEERING_GROUP)
    world.account("anders", Role.ADMINISTRATOR)
    forms = []
    for username, key in (("birgit", "place"), ("anders", "safe")):
        form = world.browser(username).get(f"/survey/questions/{key}").form(f"/{key}/end")
        form["reason"] = "Den blev ikke forstået."
        forms.append(form)
    return forms


def _asked(world: World) -> set[str]:
    rows = one_table(world.app, "survey_question")
    return {row["key"] for row in rows if row["version"] == max(one["version"] for one in rows)}


def test_two_who_leave_out_a_question_each_leave_out_both(world: World) -> None:
    before = _asked(world)
    assert _sent_at_once(*_question_forms(world)) == [303, 303]
    assert _asked(world) == before - {"place", "safe"}


def test_without_holding_the_questions_one_would_come_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _asked(world)
    forms = _question_forms(world)
    monkeypatch.setattr(question_views, "hold_table", lambda _table: None)
    monkeypatch.setattr(question_views, "_store", _meeting_after_asking(question_views._store))
    on_postgresql = not world.app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
    _sent_at_once(*forms)
    assert (_asked(world) == before - {"place", "safe"}) is not on_postgresql


def _meeting_after_asking(store: Callable[..., Any]) -> Callable[..., Any]:
    meet = _meeting_after(lambda: None)

    def stored(*given: Any) -> Any:
        meet()
        return store(*given)

    return stored
