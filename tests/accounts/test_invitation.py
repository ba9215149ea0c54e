"""A slip: a code that works once, for a while, for one person, and is kept nowhere."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.administration import SLIP_LASTS
from app.accounts.models import Account
from app.accounts.role import Role
from app.db import db
from tests.browser_without_script import Browser, Page
from tests.database import one_table, places_of
from tests.make import World

NEW = "tre ord og en kat"


@pytest.fixture
def anders(world: World) -> Browser:
    """Anders, the administrator; Tom has an account without a password."""
    world.account("anders", Role.ADMINISTRATOR)
    tom = world.account("tom", Role.SKP_WORKER)
    with world.saved():
        db.session.get_one(Account, tom).password_hash = None
    return world.browser("anders")


def _tom(world: World) -> dict[str, object]:
    return next(row for row in one_table(world.app, "account") if row["username"] == "tom")


def _slip(world: World, anders: Browser) -> str:
    page = anders.get(f"/accounts/{_tom(world)['id']}").form("/invitation").submit()
    assert page.status == 200
    code = page.soup.find(class_="v-code")
    assert code is not None
    return code.get_text(strip=True)


def _welcome(world: World, username: str, code: str, password: str = NEW) -> Page:
    form = world.browser().get("/accounts/welcome").form("/welcome")
    form["username"], form["code"], form["password"], form["again"] = username, code, password, password
    return form.submit()


def test_tom_chooses_a_password_with_his_slip_and_is_signed_in(world: World, anders: Browser) -> None:
    page = _welcome(world, "tom", _slip(world, anders))
    assert page.status == 303
    assert page.browser.get("/day").status == 200
    form = world.browser().get("/accounts/sign-in").form("sign-in")
    form["username"], form["password"] = "tom", NEW
    assert form.submit().status == 303


def test_a_slip_works_once(world: World, anders: Browser) -> None:
    code = _slip(world, anders)
    _welcome(world, "tom", code)
    kept = _tom(world)["password_hash"]
    assert _welcome(world, "tom", code, "en helt anden kode").status == 422
    assert _tom(world)["password_hash"] == kept


def test_a_newer_slip_withdraws_the_older(world: World, anders: Browser) -> None:
    old, new = _slip(world, anders), _slip(world, anders)
    assert old != new
    assert (_welcome(world, "tom", old).status, _welcome(world, "tom", new).status) == (422, 303)


def test_a_slip_is_worth_nothing_after_its_last_day(world: World, anders: Browser) -> None:
    code = _slip(world, anders)
    with clock.stopped(clock.now() + SLIP_LASTS - timedelta(minutes=1)):
        assert _welcome(world, "tom", code).status == 303
    code = _slip(world, anders)
    with clock.stopped(clock.now() + SLIP_LASTS + timedelta(seconds=1)):
        assert _welcome(world, "tom", code).status == 422


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")])
def test_case_spaces_and_dashes_do_not_matter(world: World, anders: Browser, change) -> None:
    assert _welcome(world, " Tom ", change(_slip(world, anders))).status == 303


def test_a_slip_is_for_one_person(world: World, anders: Browser) -> None:
    world.account("lis", Role.SKP_WORKER)
    code = _slip(world, anders)
    before = {row["username"]: row["password_hash"] for row in one_table(world.app, "account")}
    assert _welcome(world, "lis", code).status == 422
    assert {row["username"]: row["password_hash"] for row in one_table(world.app, "account")} == before


def test_a_disabled_account_cannot_use_its_slip(world: World, anders: Browser) -> None:
    code = _slip(world, anders)
    tom = _tom(world)["id"]
    assert anders.get(f"/accounts/{tom}").form("/disabling").submit().status == 303
    page = _welcome(world, "tom", code)
    assert (page.status, _tom(world)["password_hash"]) == (422, None)
    assert [row["used_at"] for row in one_table(world.app, "invitation")] == [None]


def test_no_slip_is_made_for_a_disabled_account(world: World, anders: Browser) -> None:
    form = anders.get(f"/accounts/{_tom(world)['id']}").form("/invitation")
    anders.get(f"/accounts/{_tom(world)['id']}").form("/disabling").submit()
    assert form.submit().status == 400
    assert one_table(world.app, "invitation") == []


def test_the_code_and_the_password_are_kept_nowhere(world: World, anders: Browser) -> None:
    code = _slip(world, anders)
    _welcome(world, "tom", code)
    for text in (code, code.replace("-", ""), *code.split("-"), NEW):
        assert [place for place in places_of(world.app, text) if "hash" not in place] == []


def test_guessing_a_code_slows_down_like_guessing_a_password(world: World, anders: Browser) -> None:
    code = _slip(world, anders)
    with clock.stopped(clock.now()):
        for _ in range(3):
            _welcome(world, "tom", "AAAA-AAAA-AAAA-AAAA")
        assert _welcome(world, "tom", code).status == 422
    with clock.stopped(clock.now() + timedelta(seconds=5)):
        assert _welcome(world, "tom", code).status == 303


@pytest.mark.parametrize("password", ["kort", "", "123456789"])
def test_a_password_that_is_too_short_does_not_use_the_slip(world: World, anders: Browser, password: str) -> None:
    code = _slip(world, anders)
    assert _welcome(world, "tom", code, password).status == 422
    assert _welcome(world, "tom", code).status == 303
