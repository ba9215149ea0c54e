"""Five minutes without a touch lock the screen; the server decides, a poll is no touch (lesson 6)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app import clock
from app.access import Act, SessionKind, allow
from app.accounts import session
from app.accounts.models import SignIn
from app.accounts.role import Role
from app.config import BadSetting, settings
from app.db import db
from tests.browser_without_script import HTMX, Browser
from tests.database import one_table
from tests.make import PASSWORD, World

NOON = datetime(2026, 11, 19, 11, 0, tzinfo=UTC)
LOCKED = "/accounts/unlock?next="


@pytest.fixture
def mette(world: World) -> Browser:
    """Mette's tablet, signed in at noon."""
    world.account("mette", Role.SKP_WORKER)
    with clock.stopped(NOON):
        return world.browser("mette")


def _outs(world: World) -> int:
    return sum(row["act"].value == "signed_out" for row in one_table(world.app, "access_entry"))


def test_the_screen_locks_five_minutes_after_the_last_touch(world: World, mette: Browser) -> None:
    with clock.stopped(NOON + timedelta(minutes=4, seconds=59)):
        assert mette.get("/day").status == 200
    with clock.stopped(NOON + timedelta(minutes=9, seconds=58)):
        assert mette.get("/day").status == 200
    with clock.stopped(NOON + timedelta(minutes=14, seconds=58)):
        assert mette.get("/citizens/").headers["Location"] == LOCKED + "/citizens/"
        (row,) = one_table(world.app, "sign_in")
        assert row["locked_at"] == clock.now()


def test_it_is_written_down_once_however_many_requests_find_it(world: World, mette: Browser) -> None:
    with clock.stopped(NOON + timedelta(minutes=6)):
        for address in ("/day", "/citizens/", "/accounts/me", "/accounts/unlock", "/day"):
            mette.get(address)
    with clock.stopped(NOON + timedelta(minutes=7)):
        mette.get("/day")
    assert _outs(world) == 1
    assert one_table(world.app, "sign_in")[0]["locked_at"] == NOON + timedelta(minutes=6)


def test_the_owner_comes_back_to_the_page_where_she_was(mette: Browser) -> None:
    with clock.stopped(NOON + timedelta(minutes=6)):
        form = mette.get("/outreach/contacts/new?who=group").follow().form("/unlock")
        form["password"] = PASSWORD
        assert form.submit().headers["Location"] == "/outreach/contacts/new?who=group"
        assert mette.get("/outreach/contacts/new?who=group").status == 200
    with clock.stopped(NOON + timedelta(minutes=10, seconds=59)):
        assert mette.get("/day").status == 200


def test_a_part_asked_of_an_idle_session_is_answered_with_the_way_to_the_lock_page(mette: Browser) -> None:
    with clock.stopped(NOON + timedelta(minutes=6)):
        answer = mette.get("/citizens/", **HTMX, **{"HX-Current-URL": "http://localhost/citizens/new"})
        assert (answer.status, answer.text) == (401, "")
        assert answer.headers["HX-Redirect"] == LOCKED + "/citizens/new"


@pytest.mark.parametrize(
    ("made_on", "back"),
    [
        ("http://localhost/outreach/contacts/new?who=group", "?next=/outreach/contacts/new?who%3Dgroup"),
        ("http://localhost/outreach/contacts", ""),
        ("http://elsewhere.example/outreach/contacts/new", ""),
        ("", ""),
    ],
)
def test_a_form_sent_too_late_is_led_back_to_its_page_if_that_can_be_opened(
    world: World, mette: Browser, made_on: str, back: str
) -> None:
    with clock.stopped(NOON):
        form = mette.get("/outreach/contacts/new").form("/outreach/contacts")
    # A form that has a draft is led to that; here is one that has none.
    del form.values["draft_form"]
    with clock.stopped(NOON + timedelta(minutes=6)):
        answer = form.submit(**({"Referer": made_on} if made_on else {}))
        assert (answer.status, answer.headers["Location"]) == (303, f"/accounts/unlock{back}")
    assert one_table(world.app, "contact") == []


def test_a_poll_is_no_touch_and_finds_the_screen_locked(mette: Browser) -> None:
    for seconds in range(20, 300, 20):
        with clock.stopped(NOON + timedelta(seconds=seconds)):
            assert mette.get("/day", **{"X-Poll": "1"}).status == 200
    with clock.stopped(NOON + timedelta(seconds=301)):
        assert mette.get("/day", **{"X-Poll": "1"}, **HTMX).status == 401


def test_a_view_that_is_marked_as_a_poll_is_no_touch(world: World, mette: Browser) -> None:
    with _view(world.app, allow(Act.START_DAY, poll=True)):
        with clock.stopped(NOON + timedelta(seconds=200)):
            assert mette.get("/privacy").text == "seen"
        with clock.stopped(NOON + timedelta(seconds=301)):
            assert mette.get("/privacy").status == 303
    assert one_table(world.app, "sign_in")[0]["touched_at"] == NOON


def test_one_touch_in_half_a_minute_is_written_and_no_more(world: World, mette: Browser) -> None:
    kept = []
    for seconds in (10, 29, 30, 31, 45, 60, 61, 62):
        with clock.stopped(NOON + timedelta(seconds=seconds)):
            assert mette.get("/accounts/me").status == 200
        kept.append((one_table(world.app, "sign_in")[0]["touched_at"] - NOON).seconds)
    assert kept == [0, 0, 0, 31, 31, 31, 31, 62]


@pytest.mark.parametrize("address", ["/accounts/me", "/day"])
def test_a_touch_costs_one_statement_now_and_then_and_else_none(world: World, mette: Browser, address: str) -> None:
    counted = []
    for seconds in (1, 2, 40, 41):
        with clock.stopped(NOON + timedelta(seconds=seconds)), _statements(world.app) as seen:
            assert mette.get(address).status == 200
        counted.append([one for one in seen if "touched_at" in one and one.startswith("UPDATE")])
    assert [len(one) for one in counted] == [0, 0, 1, 0]


def test_a_page_that_only_reads_still_only_reads_after_the_touch(world: World, mette: Browser, database: str) -> None:
    with clock.stopped(NOON + timedelta(seconds=40)), _statements(world.app) as seen:
        mette.get("/accounts/me")
    if database == "sqlite":
        begun = [one for one in seen if one.startswith("BEGIN")]
        assert begun == ["BEGIN", "BEGIN IMMEDIATE", "BEGIN"]


def test_a_page_can_be_read_though_the_touch_cannot_be_kept(
    world: World, mette: Browser, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    if database != "sqlite":
        pytest.skip("the database is made read-only as SQLite does it")
    with world.app.app_context():
        engine = db.engine
    sa.event.listen(engine, "begin", _only_reads)
    try:
        with clock.stopped(NOON + timedelta(seconds=40)):
            assert mette.get("/accounts/me").status == 200
    finally:
        sa.event.remove(engine, "begin", _only_reads)
        with world.app.app_context():
            engine.dispose()
    assert "a touch could not be kept" in caplog.text
    assert one_table(world.app, "sign_in")[0]["touched_at"] == NOON


def test_a_touch_stays_though_its_request_went_wrong(world: World, mette: Browser) -> None:
    with clock.stopped(NOON + timedelta(seconds=40)):
        assert mette.get("/citizens/4711").status == 404
    assert one_table(world.app, "sign_in")[0]["touched_at"] == NOON + timedelta(seconds=40)


def test_a_request_without_its_token_is_no_touch(world: World, mette: Browser) -> None:
    with clock.stopped(NOON + timedelta(seconds=40)):
        assert mette.send("POST", "/accounts/me/place", {"csrf_token": ["wrong"]}).status == 400
    assert one_table(world.app, "sign_in")[0]["touched_at"] == NOON


def _tell(browser: Browser, ago: str) -> int:
    token = browser.get("/accounts/me", **{"X-Poll": "1"}).form("/lock")["csrf_token"]
    return browser.send("POST", "/accounts/touch", {"csrf_token": [token], "ago": [ago]}).status


@pytest.mark.parametrize(
    ("ago", "kept"), [("0", 200), ("45", 155), ("60", 140), ("9999", 140), ("-50", 200), ("soon", 200), ("1e9", 200)]
)
def test_a_page_tells_of_a_touch_and_how_long_ago_but_never_of_one_to_come(
    world: World, mette: Browser, ago: str, kept: int
) -> None:
    with clock.stopped(NOON + timedelta(seconds=200)):
        assert _tell(mette, ago) == 204
    assert one_table(world.app, "sign_in")[0]["touched_at"] == NOON + timedelta(seconds=kept)


def test_an_older_touch_does_not_put_back_a_newer_one_and_none_opens_a_locked_screen(
    world: World, mette: Browser
) -> None:
    with clock.stopped(NOON + timedelta(seconds=40)):
        mette.get("/accounts/me")
        assert _tell(mette, "20") == 204
    assert one_table(world.app, "sign_in")[0]["touched_at"] == NOON + timedelta(seconds=40)
    with clock.stopped(NOON + timedelta(seconds=50)):
        form = mette.get("/day").form("/lock")
        form.submit()
        token = form["csrf_token"]
    with clock.stopped(NOON + timedelta(seconds=100)):
        assert mette.send("POST", "/accounts/touch", {"csrf_token": [token]}).status == 303
    assert one_table(world.app, "sign_in")[0]["touched_at"] == NOON + timedelta(seconds=40)


def test_a_page_that_thinks_itself_idle_locks_only_where_no_other_page_was_touched(
    world: World, mette: Browser
) -> None:
    with clock.stopped(NOON):
        form = mette.get("/day").form("/lock")
    form["idle"], form["next"] = "1", "/citizens/"
    with clock.stopped(NOON + timedelta(seconds=240)):
        assert mette.get("/citizens/").status == 200
    with clock.stopped(NOON + timedelta(seconds=300)):
        answer = form.submit(**HTMX)
        assert (answer.status, answer.headers["X-Idle-Left"]) == (204, "240")
        assert mette.get("/day", **{"X-Poll": "1"}).status == 200
    with clock.stopped(NOON + timedelta(seconds=540)):
        answer = form.submit(**HTMX)
        assert answer.headers["HX-Redirect"] == LOCKED + "/citizens/"
        assert mette.get("/day").status == 303
    assert _outs(world) == 1


def test_locking_by_hand_never_asks_and_leads_only_to_pages_that_can_be_opened(mette: Browser) -> None:
    with clock.stopped(NOON):
        form = mette.get("/day").form("/lock")
    for given, kept in (
        ("/citizens/", "?next=/citizens/"),
        ("/outreach/contacts", ""),
        ("//evil.example", ""),
        ("/no", ""),
    ):
        form["next"] = given
        assert form.submit().headers["Location"] == f"/accounts/unlock{kept}"


def test_the_door_and_the_screen_do_not_lock_by_themselves(world: World, mette: Browser) -> None:
    world.account("tom", Role.SKP_WORKER)
    with clock.stopped(NOON):
        tom = world.browser("tom")
        mette.get("/accounts/me").form("/door").submit()
        tom.get("/accounts/me").form("/screen").submit()
    with clock.stopped(NOON + timedelta(hours=2)):
        assert (mette.get("/door").status, tom.get("/screen").status) == (200, 200)
    assert {row["kind"] for row in one_table(world.app, "sign_in") if not row["ended_at"]} == {
        SessionKind.DOOR,
        SessionKind.SCREEN,
    }
    with clock.stopped(NOON + timedelta(hours=2)):
        form = mette.get("/accounts/unlock").form("/unlock")
        form["password"] = PASSWORD
        assert form.submit().status == 303
        assert mette.get("/day").status == 200


def test_a_citizen_on_the_committee_is_locked_out_too(world: World) -> None:
    world.account("bo", Role.COMMITTEE_MEMBER)
    with clock.stopped(NOON):
        bo = world.browser("bo")
    with clock.stopped(NOON + timedelta(minutes=5)):
        assert bo.get("/committee/").headers["Location"] == LOCKED + "/committee/"


@pytest.mark.parametrize(
    "began",
    [
        datetime(2026, 10, 24, 18, 0, tzinfo=UTC),
        datetime(2026, 3, 28, 19, 0, tzinfo=UTC),
    ],
)
def test_ten_hours_are_ten_hours_over_a_change_of_the_clock_and_a_pin_does_not_stretch_them(
    world: World, began: datetime
) -> None:
    world.account("mette", Role.SKP_WORKER)
    world.pin("mette", "274913")
    ends = began + timedelta(hours=10)
    assert clock.local(began).utcoffset() != clock.local(ends).utcoffset()
    with clock.stopped(began):
        mette = world.browser("mette")
    with clock.stopped(ends - timedelta(seconds=2)):
        form = mette.get("/day").follow().form("/unlock")
        form["pin"] = "274913"
        assert form.submit().status == 303
        assert mette.get("/day").status == 200
    with clock.stopped(ends):
        assert mette.get("/day").headers["Location"] == "/accounts/sign-in?next=/day"
        assert mette.get("/accounts/unlock").headers["Location"] == "/accounts/sign-in"


def test_a_locked_tablet_shows_its_owner_on_the_lock_page_alone(world: World, mette: Browser) -> None:
    with clock.stopped(NOON + timedelta(minutes=6)):
        assert "Mette" in mette.get("/day").follow()
        for address in ("/privacy", "/findes/ikke"):
            page = mette.get(address)
            assert ("Mette" in page, "Skift bruger" in page, "idle.js" in page) == (False, False, False)
    assert "idle.js" not in world.browser().get("/accounts/sign-in")


@pytest.mark.parametrize("seconds", ["0", "301", "900", "65535"])
def test_no_installation_waits_longer_than_five_minutes(seconds: str) -> None:
    with pytest.raises(BadSetting, match="IDLE_SECONDS"):
        settings({"IDLE_SECONDS": seconds})


def test_an_installation_may_lock_sooner(world: World) -> None:
    world.app.config["IDLE_LOCK"] = timedelta(seconds=60)
    try:
        world.account("mette", Role.SKP_WORKER)
        with clock.stopped(NOON):
            mette = world.browser("mette")
        with clock.stopped(NOON + timedelta(seconds=50)):
            assert mette.get("/day").status == 200
        with clock.stopped(NOON + timedelta(seconds=111)):
            assert mette.get("/day").status == 303
    finally:
        world.app.config["IDLE_LOCK"] = timedelta(minutes=5)


def test_a_touch_just_then_is_not_overlooked_by_a_request_that_thought_the_session_idle(
    world: World, mette: Browser
) -> None:
    with clock.stopped(NOON + timedelta(minutes=6)), world.saved(), world.app.test_request_context():
        row = db.session.scalars(sa.select(SignIn)).one()
        seen_before = row.touched_at
        db.session.execute(
            sa.update(SignIn).values(touched_at=clock.now()).execution_options(synchronize_session=False)
        )
        assert row.touched_at == seen_before
        session.lock(row, unless_touched=True)
        assert row.locked_at is None
    assert _outs(world) == 0


def _only_reads(connection: sa.Connection) -> None:
    connection.exec_driver_sql("PRAGMA query_only = ON")


@contextmanager
def _statements(app: Flask) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


@contextmanager
def _view(app: Flask, rule: object) -> Iterator[None]:
    """For as long as this lasts, the page on privacy is a view with this rule."""
    kept = app.view_functions["desk.privacy"]
    app.view_functions["desk.privacy"] = rule(lambda: "seen")
    try:
        yield
    finally:
        app.view_functions["desk.privacy"] = kept
