"""A tablet goes from hand to hand: drafts wait for their own, codes cannot be guessed, and nothing of anybody stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from itsdangerous import base64_decode

from app import clock
from app.applications.application import KEPT_FOR, State
from app.applications.code import TRIAL_WORDS, new_words
from app.applications.door import GRACE, LONGEST_TYPING, QUIET
from app.applications.models import Application, DoorVisit, IdeaSupport
from app.db import db
from app.upkeep.tidy import tidy
from tests.applications.at_door import APPLICATION, begun, filled, left, opened, sent, tablet, words_of
from tests.browser_without_script import HTMX, Browser
from tests.make import World

MONDAY = datetime.fromisoformat("2026-11-30T10:00:00+01:00")
PERSONAL = (APPLICATION, "/applications/door/slip", "/applications/door/pictures", "/applications/door/withdrawal")


def asked_for_the_code(door: Browser) -> bool:
    """Whether no page of an application can be seen."""
    return all(door.get(path).headers.get("Location") == "/applications/door/code" for path in PERSONAL)


def test_a_draft_survives_a_walk_away_and_is_opened_again_with_its_words(world: World) -> None:
    door = tablet(world)
    page = begun(door)
    words = words_of(page)
    form = filled(page, what="Vi vil bage brød")
    assert "Gemt" in form.submit(action="/applications/door/application/draft", **HTMX)
    left(door)
    assert asked_for_the_code(door)
    again = opened(door, words)
    assert again.form(APPLICATION)["what"] == "Vi vil bage brød"
    assert words_of(again) == words


def test_a_registration_number_is_not_kept_in_a_draft(world: World) -> None:
    door = tablet(world)
    page = begun(door)
    form = filled(page, helper="010203-1234")
    assert "uden CPR-nummeret" in form.submit(action="/applications/door/application/draft", **HTMX)
    assert "010203" not in door.get(APPLICATION).text


def test_the_same_draft_is_open_on_one_tablet_at_a_time(world: World) -> None:
    one, other = tablet(world), tablet(world, "lis")
    words = words_of(begun(one))
    stale = one.get(APPLICATION).form(APPLICATION)
    assert opened(other, words).status == 200
    assert asked_for_the_code(one)
    saved = stale.submit(action="/applications/door/application/draft", **HTMX)
    assert (saved.status, saved.headers["HX-Redirect"]) == (401, "/applications/door/code")


def test_what_was_left_cannot_be_seen_with_the_cookie_of_before(world: World) -> None:
    door = tablet(world)
    begun(door)
    cookie = door.client.get_cookie("vaeksthus")
    assert cookie is not None
    left(door)
    door.client.set_cookie("vaeksthus", cookie.value)
    assert asked_for_the_code(door)


def test_after_leaving_the_cookie_holds_nothing_of_anybody(world: World) -> None:
    door = tablet(world)
    words = words_of(begun(door))
    left(door)
    kept = door.client.get_cookie("vaeksthus")
    assert kept is not None
    payload = re.sub(r"^\.", "", kept.value).split(".")[0]
    read = base64_decode(payload)
    assert all(word.encode() not in read for word in [*words.split(), "visit", "Mad sammen"])


def test_a_form_that_stood_open_when_the_tablet_was_left_can_not_be_sent(world: World) -> None:
    door = tablet(world)
    form = filled(begun(door))
    left(door)
    assert form.submit(("do", "send")).status == 400
    with world.saved():
        assert db.session.scalars(sa.select(Application.state)).all() == [State.DRAFT]


def test_a_page_that_nobody_touches_is_closed_and_a_form_may_take_longer(world: World) -> None:
    with clock.stopped(MONDAY):
        door = tablet(world)
        form = filled(begun(door))
    with clock.stopped(MONDAY + LONGEST_TYPING):
        assert form.submit(("do", "line")).status == 303
    with clock.stopped(MONDAY + LONGEST_TYPING + QUIET):
        assert door.get(APPLICATION).status == 200
    with clock.stopped(MONDAY + LONGEST_TYPING + 2 * QUIET + GRACE + timedelta(seconds=1)):
        assert "Tabletten har stået stille" in door.get(APPLICATION).follow()
        assert asked_for_the_code(door)


def _touches(door: Browser, token: str) -> None:
    assert door.send("POST", "/applications/door/touch", {}, {**HTMX, "X-CSRFToken": token}).status == 204


def _asks_for_the_head(door: Browser, _token: str) -> None:
    assert door.client.head(APPLICATION).status_code == 303


def _brings_an_idea(door: Browser, _token: str) -> None:
    form = door.get("/applications/door/ideas/new").form("/ideas/new")
    form["title"] = "En tur til havet"
    assert form.submit().status == 303


@pytest.mark.parametrize("does", [_touches, _asks_for_the_head, _brings_an_idea])
def test_whoever_comes_later_does_not_open_what_was_left_open(
    world: World, does: Callable[[Browser, str], None]
) -> None:
    with clock.stopped(MONDAY):
        door = tablet(world)
        token = begun(door, "Hemmelig plan").form(APPLICATION)["csrf_token"]
    with clock.stopped(MONDAY + timedelta(minutes=5)):
        does(door, token)
        assert "Tilbage til det, I skriver" not in door.get("/door")
        assert asked_for_the_code(door)


def test_an_old_page_of_one_draft_does_not_write_into_the_next(world: World) -> None:
    door = tablet(world)
    stale = filled(begun(door, "Den første"), what="Vi går en tur")
    second = begun(door, "Den anden")
    assert stale.submit(action="/applications/door/application/draft", **HTMX).status == 400
    assert stale.submit(("do", "send")).status == 400
    again = opened(door, words_of(second)).form(APPLICATION)
    assert (again["title"], again["what"]) == ("Den anden", "")


def test_a_touch_keeps_a_page_open_that_is_only_read(world: World) -> None:
    with clock.stopped(MONDAY):
        door = tablet(world)
        token = begun(door).form(APPLICATION)["csrf_token"]
    for minutes in (1, 3, 5):
        with clock.stopped(MONDAY + timedelta(minutes=minutes)):
            touched = door.send("POST", "/applications/door/touch", {}, {**HTMX, "X-CSRFToken": token})
            assert touched.status == 204
    with clock.stopped(MONDAY + timedelta(minutes=6)):
        assert door.get(APPLICATION).status == 200


def test_staff_who_unlock_the_tablet_and_hand_it_over_again_leave_nothing_open(world: World) -> None:
    door = tablet(world)
    begun(door)
    unlock = door.get("/accounts/unlock").form("/accounts/unlock")
    unlock["password"] = "en lang og god kode"
    assert unlock.submit().status == 303
    assert door.get(APPLICATION).status == 403
    door.get("/accounts/me").form("/accounts/door").submit()
    assert asked_for_the_code(door)


def test_ten_wrong_codes_in_an_hour_are_enough_for_a_tablet_and_others_go_on(world: World) -> None:
    with clock.stopped(MONDAY):
        door, other = tablet(world), tablet(world, "lis")
        words = sent(other)
        left(other)
        for _ in range(10):
            assert opened(door, "hest bil kat").status == 422
        waiting = opened(door, words)
        assert waiting.status == 429
        assert "Vent 60 minutter." in waiting
        assert opened(other, words).status == 200
    with clock.stopped(MONDAY + timedelta(minutes=59)):
        assert opened(door, words).status == 429
    with clock.stopped(MONDAY + timedelta(minutes=61)):
        assert opened(door, words).status == 200


def test_a_tablet_without_its_mark_has_no_more_tries(world: World) -> None:
    with clock.stopped(MONDAY):
        door = tablet(world)
        for _ in range(10):
            assert opened(door, "hest bil kat").status == 422
        door.client.delete_cookie("device")
        assert opened(door, "hest bil kat").status == 429


def test_thirty_guesses_at_once_are_ten(world: World) -> None:
    door = tablet(world)
    form = door.get("/applications/door/code").form("/applications/door/code")
    form["words"] = "hest bil kat"
    cookie = door.client.get_cookie("vaeksthus")
    assert cookie is not None

    def guess() -> int:
        other = Browser(world.app)
        other.client.set_cookie("vaeksthus", cookie.value)
        return other.send("POST", "/applications/door/code", form.values).status

    with ThreadPoolExecutor(10) as at_once:
        answers = [one.result() for one in [at_once.submit(guess) for _ in range(30)]]
    assert Counter(answers) == {422: 10, 429: 20}


def test_a_right_code_between_wrong_ones_gives_no_new_tries(world: World) -> None:
    with clock.stopped(MONDAY):
        door = tablet(world)
        words = sent(door)
        for number in range(9):
            opened(door, "hest bil kat")
            if number == 4:
                assert opened(door, words).status == 200
        assert opened(door, "hest bil ko").status == 422
        assert opened(door, words).status == 429


def test_no_real_code_is_the_one_that_a_hint_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([TRIAL_WORDS.split(), ["abe", "sol", "ål"]])
    monkeypatch.setattr("secrets.SystemRandom.sample", lambda *_: next(drawn))
    assert new_words() == "abe sol ål"


def test_a_draft_nobody_touches_for_thirty_days_is_deleted_and_what_was_sent_stays(world: World) -> None:
    door = tablet(world)
    with clock.stopped(MONDAY):
        world.application("Gammel kladde", state=State.DRAFT)
        world.application("Sendt", state=State.SENT)
    with clock.stopped(MONDAY + timedelta(days=2)):
        world.application("Nyere kladde", state=State.DRAFT)
    thrown = begun(door, "Smidt væk")
    form = thrown.browser.get("/applications/door/withdrawal").form("/applications/door/withdrawal")
    assert form.submit().status == 303
    with world.saved(), clock.stopped(MONDAY + KEPT_FOR + timedelta(days=1)):
        assert dict(tidy())["drafts of applications left"] == 2
        assert sorted(db.session.scalars(sa.select(Application.title))) == ["Nyere kladde", "Sendt"]


def test_of_a_draft_that_is_thrown_away_nothing_is_left_at_once(world: World) -> None:
    door = tablet(world)
    page = begun(door, "Hemmelig plan")
    words = words_of(page)
    filled(page).submit(("do", "pause"))
    door.get("/applications/door/withdrawal").form("/applications/door/withdrawal").submit()
    assert asked_for_the_code(door)
    assert "De ord passer ikke." in opened(door, words)
    with world.saved():
        one = db.session.scalars(sa.select(Application)).one()
        assert (one.title, one.entered, one.state) == ("-", [], State.WITHDRAWN)


def test_support_counts_once_a_visit_and_is_nobodys_afterwards(world: World) -> None:
    idea = world.idea("En tur til havet", supporters=2)
    elsewhere = world.idea("Et andet sted", at="Parasollen")
    door = tablet(world)
    form = door.get("/applications/door/ideas").form("/support")
    assert form.submit().status == 303
    form["form_key"] = "0123456789abcdef" * 2
    assert "Det tæller én gang." in form.submit().follow()
    assert "3 støtter den" in door.get("/applications/door/ideas")
    assert "Et andet sted" not in door.get("/applications/door/ideas")
    form["form_key"] = "fedcba9876543210" * 2
    assert form.submit(action=f"/applications/door/ideas/{elsewhere}/support").status == 404
    left(door)
    assert door.get("/applications/door/ideas").form("/support").submit().status == 303
    with world.saved():
        assert db.session.scalar(sa.select(sa.func.count()).where(IdeaSupport.idea_id == idea)) == 4
        db.session.execute(sa.delete(DoorVisit))
    assert "4 støtter den" in door.get("/applications/door/ideas")
