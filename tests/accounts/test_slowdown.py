"""Guessing is slow, per account and per tablet, and tells nothing about who has an account."""

from datetime import UTC, datetime, timedelta

import argon2
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.accounts.models import Slowdown
from app.accounts.role import Role
from app.accounts.slowdown import CEILING, FORGOTTEN_AFTER, FREE_TRIES, Of, failures_now, wait_after
from app.db import db
from tests.browser_without_script import Browser, Page
from tests.database import one_table
from tests.make import PASSWORD, World

NOON = datetime(2026, 7, 15, 10, tzinfo=UTC)


@given(st.integers(0, 10**6), st.sampled_from(Of))
def test_another_wrong_try_never_waits_less_and_never_more_than_the_ceiling(failures: int, of: Of) -> None:
    assert timedelta(0) <= wait_after(failures, of) <= wait_after(failures + 1, of) <= CEILING[of]


@pytest.mark.parametrize("of", Of)
def test_the_first_tries_are_free_and_the_ceiling_is_reached(of: Of) -> None:
    free = FREE_TRIES[of]
    assert [wait_after(tries, of) for tries in range(free)] == [timedelta(0)] * free
    assert wait_after(free, of) == timedelta(seconds=2)
    assert wait_after(100, of) == CEILING[of]


def test_nobody_can_keep_a_worker_out_for_long_and_a_guessing_tablet_waits_longer() -> None:
    assert {Of.ACCOUNT: timedelta(minutes=1), Of.DEVICE: timedelta(minutes=15)} == CEILING


def test_wrong_tries_are_forgotten_after_an_hour() -> None:
    assert failures_now(9, NOON - FORGOTTEN_AFTER, NOON) == 9
    assert failures_now(9, NOON - FORGOTTEN_AFTER - timedelta(seconds=1), NOON) == 0


def _try(browser: Browser, username: str, password: str) -> Page:
    form = browser.get("/accounts/sign-in").form("sign-in")
    form["username"], form["password"] = username, password
    return form.submit()


def _said(page: Page) -> list[str]:
    return [error.get_text() for error in page.soup.find_all(class_="v-error-text")]


def test_an_unknown_name_gets_the_same_sentences_and_the_same_rows(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    seen = {}
    for name in ("mette", "nobody"):
        with world.saved():
            db.session.execute(sa.delete(Slowdown))
        browser = world.browser()
        with clock.stopped(NOON):
            answers = [_try(browser, name, "wrong wrong") for _ in range(5)]
        rows = one_table(world.app, "slowdown")
        seen[name] = (
            [(page.status, _said(page)) for page in answers],
            sorted((row["failures"], row["last_at"], row["blocked_until"]) for row in rows),
        )
    assert seen["mette"] == seen["nobody"]
    assert [status for status, _ in seen["mette"][0]] == [422] * 5


def test_the_right_password_is_refused_while_it_is_blocked_and_fine_afterwards(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser()
    with clock.stopped(NOON):
        for _ in range(FREE_TRIES[Of.ACCOUNT]):
            _try(browser, "mette", "wrong wrong")
        assert _try(browser, "mette", PASSWORD).status == 422
        assert one_table(world.app, "sign_in") == []
    with clock.stopped(NOON + timedelta(seconds=3)):
        assert _try(browser, "mette", PASSWORD).status == 303
    assert [row["failures"] for row in one_table(world.app, "slowdown") if row["failures"]] == []


def test_another_tablet_waits_for_the_account_and_another_account_for_the_tablet(world: World) -> None:
    for name in ("mette", "tom", "gry"):
        world.account(name, Role.SKP_WORKER)
    known = world.browser("tom")
    with clock.stopped(NOON):
        guessing = world.browser()
        for name in ["mette"] * FREE_TRIES[Of.ACCOUNT] + [f"nobody{tries}" for tries in range(7)]:
            _try(guessing, name, "wrong wrong")
        assert _try(known, "mette", PASSWORD).status == 422
        assert _try(guessing, "gry", PASSWORD).status == 422
        assert _try(known, "tom", PASSWORD).status == 303


def test_signing_in_oneself_does_not_make_a_tablet_forget_what_was_tried_on_others(world: World) -> None:
    for name in ("mette", "tom"):
        world.account(name, Role.SKP_WORKER)
    guessing = world.browser("tom")
    with clock.stopped(NOON):
        for tries in range(1, FREE_TRIES[Of.DEVICE]):
            _try(guessing, f"nobody{tries}", "wrong wrong")
        assert _try(guessing, "tom", PASSWORD).status == 303
        _try(guessing, "mette", "wrong wrong")
        assert _try(guessing, "tom", PASSWORD).status == 422


def test_no_spelling_of_a_username_gets_tries_of_its_own(world: World) -> None:
    world.account("kirsten", Role.SKP_WORKER)
    spellings = ["kirsten", "KIRSTEN", " kirsten ", "kir\ufb06en", "\uff4birsten", "kirsten" + "\u2003" * 70]
    browser = world.browser()
    with clock.stopped(NOON):
        answers = [_try(browser, spelling, "wrong wrong") for spelling in spellings]
        assert "Vent" in _said(answers[-1])[0]
    assert sorted(row["failures"] for row in one_table(world.app, "slowdown")) == [3, 3]


def test_no_account_costs_more_hashing_than_another(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser()
    _try(browser, "nobody at all", "wrong wrong")
    counted: list[str] = []
    for name in ("hash", "verify"):
        real = getattr(argon2.PasswordHasher, name)
        monkeypatch.setattr(
            argon2.PasswordHasher, name, lambda *given, _real=real, _name=name: counted.append(_name) or _real(*given)
        )
    for name in ("mette", "nobody"):
        counted.clear()
        _try(browser, name, "wrong wrong")
        assert counted == ["verify"]


def test_no_row_names_the_account_that_was_tried(world: World) -> None:
    _try(world.browser(), "mette.hansen", "wrong wrong")
    keys = [row["key"] for row in one_table(world.app, "slowdown")]
    assert len(keys) == 2
    assert [key for key in keys if "mette" in key or len(key) != 64] == []
