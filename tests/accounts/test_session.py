"""A session is a row that the server can end: a captured cookie is worth nothing afterwards."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from tests.browser_without_script import Browser, Page
from tests.database import one_table
from tests.make import PASSWORD, World

OTHER = "en helt anden kode"


def _captured(world: World, browser: Browser) -> Browser:
    """Another tablet with a copy of this one's cookie."""
    cookie = browser.client.get_cookie("vaeksthus")
    assert cookie is not None
    thief = world.browser()
    thief.client.set_cookie("vaeksthus", cookie.value)
    return thief


def _unlock(browser: Browser, password: str = PASSWORD) -> Page:
    form = browser.get("/accounts/unlock").form("/unlock")
    form["password"] = password
    return form.submit()


def _sign_out(_world: World, mette: Browser) -> None:
    assert mette.get("/accounts/me").form("/sign-out").submit().status == 303


def _switch(_world: World, mette: Browser) -> None:
    assert mette.get("/day").form("/switch").submit().status == 303


def _lock(_world: World, mette: Browser) -> None:
    assert mette.get("/day").form("/lock").submit().status == 303


def _lock_and_unlock(world: World, mette: Browser) -> None:
    _lock(world, mette)
    assert _unlock(mette).status == 303


def _sign_in_again(_world: World, mette: Browser) -> None:
    form = mette.get("/accounts/sign-in").form("/sign-in")
    form["username"], form["password"] = "mette", PASSWORD
    assert form.submit().status == 303


def _new_password(_world: World, mette: Browser) -> None:
    form = mette.get("/accounts/me").form("/me/password")
    form["present"], form["password"], form["again"] = PASSWORD, OTHER, OTHER
    assert form.submit().status == 303
    assert mette.get("/accounts/me").status == 200


def _new_password_elsewhere(world: World, _mette: Browser) -> None:
    _new_password(world, world.browser("mette"))


def _door(_world: World, mette: Browser) -> None:
    assert mette.get("/accounts/me").form("/door").submit().status == 303


def _screen(_world: World, mette: Browser) -> None:
    assert mette.get("/accounts/me").form("/screen").submit().status == 303


def _disabled(world: World, _mette: Browser) -> None:
    account = _mettes(world)
    assert world.browser("anders").get(f"/accounts/{account}").form("/disabling").submit().status == 303


def _role_ended(world: World, _mette: Browser) -> None:
    form = world.browser("anders").get(f"/accounts/{_mettes(world)}").form("/ended-roles")
    (held,) = [row["id"] for row in one_table(world.app, "role_held") if row["account_id"] == _mettes(world)]
    assert form.submit(button=("about", str(held))).status == 303


def _role_given(world: World, _mette: Browser) -> None:
    form = world.browser("anders").get(f"/accounts/{_mettes(world)}").form("/roles")
    form["role"], form["centres"] = "centre_worker", [str(world.centre["BorgerCafeen"])]
    assert form.submit().status == 303


def _mettes(world: World) -> int:
    return next(int(row["id"]) for row in one_table(world.app, "account") if row["username"] == "mette")


ENDS: list[Callable[[World, Browser], None]] = [
    _sign_out, _switch, _lock, _lock_and_unlock, _sign_in_again, _new_password, _new_password_elsewhere, _door, _screen,
    _disabled, _role_ended, _role_given,
]  # fmt: skip


@pytest.mark.parametrize("ends", ENDS)
def test_a_captured_cookie_is_worth_nothing_afterwards(world: World, ends: Callable[[World, Browser], None]) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("anders", Role.ADMINISTRATOR)
    world.contact(world.citizen("Ib fra havnen", by=mette), by=mette)
    tablet = world.browser("mette")
    thief = _captured(world, tablet)
    assert "Ib fra havnen" in thief.get("/day")
    ends(world, tablet)
    for address in ("/day", "/citizens/", "/accounts/me"):
        page = thief.get(address)
        assert (address, page.status in (303, 403), "Ib fra havnen" in page) == (address, True, False)


def test_a_session_ends_after_ten_hours_however_busy_it_is(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    began = clock.now()
    with clock.stopped(began):
        mette = world.browser("mette")
    for minutes in (*range(4, 600, 4), 599):
        with clock.stopped(began + timedelta(minutes=minutes)):
            assert mette.get("/accounts/me").status == 200
    with clock.stopped(began + timedelta(hours=10)):
        assert mette.get("/day").headers["Location"] == "/accounts/sign-in?next=/day"


def test_the_token_changes_at_sign_in_and_at_unlocking_and_only_its_hash_is_kept(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    mette = world.browser("mette")
    tokens = []
    for _ in range(2):
        with mette.client.session_transaction() as session:
            tokens.append(session["_user_id"])
        _lock_and_unlock(world, mette)
    assert len(set(tokens)) == 2
    kept = str(one_table(world.app, "sign_in"))
    assert [token for token in tokens if token in kept] == []


def test_a_locked_screen_shows_nothing_until_its_owners_password(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("tom", Role.SKP_WORKER)
    world.contact(world.citizen("Ib fra havnen", by=mette), by=mette)
    tablet = world.browser("mette")
    _lock(world, tablet)
    for address in ("/day", "/citizens/", "/accounts/me", "/outreach/contacts/new"):
        page = tablet.get(address)
        assert (page.status, page.headers["Location"]) == (303, f"/accounts/unlock?next={address}")
    lock = tablet.get("/accounts/unlock")
    assert ("Mette" in lock, "Ib fra havnen" in lock) == (True, False)
    assert _unlock(tablet, "forkert kode").status == 422
    assert tablet.get("/day").status == 303
    assert _unlock(tablet).status == 303
    assert "Ib fra havnen" in tablet.get("/day")


def test_at_the_door_only_the_password_leads_back(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    tablet = world.browser("mette")
    token = tablet.get("/day").form("/lock")["csrf_token"]
    _door(world, tablet)
    door = tablet.get("/door")
    assert (door.status, "Mette" in door, "Regnbuen" in door) == (200, False, True)
    for address in ("/day", "/citizens/", "/accounts/me", "/outreach/contacts/new", "/screen"):
        assert (address, tablet.get(address).status) == (address, 403)
    for way in ("/accounts/sign-out", "/accounts/switch"):
        assert tablet.send("POST", way, {"csrf_token": [token]}).headers["Location"] == "/accounts/unlock"
    tablet.send("POST", "/accounts/lock", {"csrf_token": [token]})
    assert tablet.get("/door").status == 200
    assert _unlock(tablet, "forkert kode").status == 422
    assert tablet.get("/day").status == 403
    assert _unlock(tablet).status == 303
    assert tablet.get("/day").status == 200


def test_a_screen_only_shows_and_no_password_makes_it_more(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    tablet = world.browser("mette")
    token = tablet.get("/day").form("/lock")["csrf_token"]
    _screen(world, tablet)
    screen = tablet.get("/screen")
    assert (screen.status, "Regnbuen" in screen, "Mette" in screen) == (200, True, False)
    for address in ("/day", "/door", "/citizens/", "/accounts/me"):
        assert (address, tablet.get(address).status) == (address, 403)
    assert tablet.get("/accounts/unlock").headers["Location"] == "/accounts/sign-in"
    posted = tablet.send("POST", "/outreach/head-counts", {"csrf_token": [token], "people": ["7"]})
    assert posted.status in (400, 403)
    assert one_table(world.app, "head_count") == []


def test_a_citizen_on_the_committee_never_gets_a_staff_session(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.citizen("Ib fra havnen", by=mette)
    world.account("bo", Role.COMMITTEE_MEMBER)
    bo = world.browser("bo")
    assert bo.get("/committee/").status == 200
    assert bo.get("/").headers["Location"] == "/committee/"
    for address in ("/citizens/", "/outreach/contacts/new", "/accounts/", "/monitoring/"):
        assert (address, bo.get(address).status) == (address, 403)
    _lock(world, bo) if "/accounts/lock" in bo.get("/committee/").text else None
    assert [row["kind"].value for row in one_table(world.app, "sign_in")] == ["committee"]


def test_somebody_who_works_and_sits_on_the_committee_does_not_act_for_it_at_work(world: World) -> None:
    world.account("lis", Role.SKP_WORKER, Role.COMMITTEE_MEMBER)
    lis = world.browser("lis")
    assert (lis.get("/day").status, lis.get("/committee/").status) == (200, 403)


def test_the_next_user_starts_clean_but_in_the_tablets_language(world: World) -> None:
    for name in ("mette", "tom"):
        world.account(name, Role.SKP_WORKER)
    tablet = world.browser("mette")
    tablet.get("/day").form("/language").submit(button=("language", "en"))
    _switch(world, tablet)
    with tablet.client.session_transaction() as session:
        assert {name for name in session if not name.startswith("_")} <= {"language", "csrf_token"}
        assert session["language"] == "en"
    form = tablet.get("/accounts/sign-in").form("/sign-in")
    form["username"], form["password"] = "tom", PASSWORD
    form.submit()
    assert ("Tom" in tablet.get("/accounts/me"), "Mette" in tablet.get("/accounts/me")) == (True, False)
