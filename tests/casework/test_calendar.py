"""The calendar feed: what a calendar program reads at the secret address, and who does not."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from icalendar import Calendar, Event

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.casework import calendar, planning
from app.casework.models import CaseworkSession
from app.casework.planning import Hours
from app.db import db
from tests.browser_without_script import Browser
from tests.database import one_table, places_of
from tests.make import World

SUNDAY = clock.at(date(2026, 11, 22), time(12))
TUESDAY = clock.at(date(2026, 11, 24), time(10))


@pytest.fixture(autouse=True)
def _sunday() -> Iterator[None]:
    with clock.stopped(SUNDAY):
        yield


def _events(world: World, token: str) -> list[Event]:
    """What a program that signs in nowhere reads at the address."""
    answer = Browser(world.app).get(f"/casework/calendar/{token}.ics").answer
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert answer.headers.getlist("Set-Cookie") == []
    return list(Calendar.from_ical(answer.get_data()).walk("VEVENT"))


def _told(event: Event) -> tuple[str, str, int]:
    return f"{clock.local(event.decoded('dtstart')):%d.%m. %H.%M}", str(event["status"]), int(event["sequence"])


def test_the_feed_follows_what_is_moved_cancelled_and_changed(world: World) -> None:
    karim, jens = (world.account(name, Role.CASEWORKER) for name in ("karim", "jens"))
    session = world.session(starts_at=TUESDAY, team=(karim, jens))
    token = world.calendar(karim)
    told = [_told(_events(world, token)[0])]
    for step in ("move", "cancel", "reopen", "substitute"):
        with world.saved():
            kept, by = db.session.get_one(CaseworkSession, session), db.session.get_one(Account, jens)
            if step == "move":
                planning.move(kept, date(2026, 11, 26), Hours(time(13), time(15)), "Malet.", by=by)
            elif step == "cancel":
                planning.cancel(kept, "Syg.", by=by)
            elif step == "reopen":
                planning.reopen(kept, by=by)
            else:
                planning.put_on(kept, jens, karim, by=by)
        told.append(_told(_events(world, token)[0]))
    assert told == [
        ("24.11. 10.00", "CONFIRMED", 1),
        ("26.11. 13.00", "CONFIRMED", 2),
        ("26.11. 13.00", "CANCELLED", 3),
        ("26.11. 13.00", "CONFIRMED", 4),
        ("26.11. 13.00", "CANCELLED", 5),
    ]


def test_it_holds_one_s_own_sessions_in_local_time_on_both_sides_of_the_change(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    world.session(starts_at=TUESDAY, team=(world.account("jens", Role.CASEWORKER),))
    with clock.stopped(clock.at(date(2026, 10, 18), time(12))):
        world.series(team=(karim,), from_on=date(2026, 10, 20), to_on=date(2026, 10, 27))
    events = _events(world, world.calendar(karim))
    assert [f"{event.decoded('dtstart'):%d.%m. %H.%M %Z}" for event in events] == [
        "20.10. 08.00 UTC",
        "27.10. 09.00 UTC",
    ]
    assert [str(event["summary"]) for event in events] == ["Fremskudt sagsbehandling, Regnbuen"] * 2
    assert [str(event["location"]) for event in events] == ["Regnbuen, Vojens"] * 2
    assert len({str(event["uid"]) for event in events}) == 2


def test_nothing_about_a_citizen_nor_why_is_in_it(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER, name="Karim Haddad")
    citizen = world.citizen("Ib Ibsen", by=karim)
    session = world.session(starts_at=SUNDAY - timedelta(hours=1), team=(karim,))
    visit = world.visit(session, by=karim, citizen=citizen, taken_by=karim, called="Ibber")
    world.conversation(visit, by=karim, note="Hemmelig huslejesag")
    other = world.session(starts_at=TUESDAY, team=(karim,))
    with world.saved():
        kept = db.session.get_one(CaseworkSession, other)
        planning.cancel(kept, "Ib Ibsen har brug for Karim.", by=db.session.get_one(Account, karim))
    text = Browser(world.app).get(f"/casework/calendar/{world.calendar(karim)}.ics").answer.get_data(as_text=True)
    assert text.count("BEGIN:VEVENT") == 2
    for secret in ("Ib", "husleje", "Karim", "økonomi", "economy"):
        assert secret not in text


def test_the_address_is_shown_once_and_only_its_hash_is_kept(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    world.session(starts_at=TUESDAY, team=(karim,))
    browser = world.browser("karim")
    assert "Du har ingen adresse endnu." in browser.get("/casework/calendar")
    shown = browser.get("/casework/calendar").form("/casework/calendar").submit()
    address = shown.soup.select_one("#address").get_text()
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert len(token) == 43
    assert len(_events(world, token)) == 1
    assert places_of(world.app, token) == []
    again = browser.get("/casework/calendar")
    assert token not in again
    assert "Du har en adresse fra i dag" in again


def test_a_new_address_ends_the_old_one_and_closing_ends_both(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    tokens = [world.calendar(karim), world.calendar(karim)]
    statuses = [Browser(world.app).get(f"/casework/calendar/{token}.ics").status for token in tokens]
    browser = world.browser("karim")
    assert browser.get("/casework/calendar").form("/calendar/ending").submit().status == 303
    statuses += [Browser(world.app).get(f"/casework/calendar/{token}.ics").status for token in tokens]
    assert statuses == [404, 200, 404, 404]
    assert [one["revoked_at"] is None for one in one_table(world.app, "calendar_address")] == [False, False]


def test_nobody_reads_at_a_wrong_address_nor_at_that_of_an_account_that_is_closed(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    token = world.calendar(karim)
    wrong = ["x", token[:-1], token + "a", token.swapcase(), "%00", "%f0%9f", "a" * 4000, "..%2f..%2fetc", "'--"]
    assert {Browser(world.app).get(f"/casework/calendar/{one}.ics").status for one in wrong} == {404}
    with world.saved():
        db.session.get_one(Account, karim).disabled_at = SUNDAY
    assert Browser(world.app).get(f"/casework/calendar/{token}.ics").status == 404


def test_whoever_holds_the_address_of_one_learns_nothing_of_another(world: World) -> None:
    karim, jens = (world.account(name, Role.CASEWORKER) for name in ("karim", "jens"))
    world.session(starts_at=TUESDAY, team=(karim,))
    assert _events(world, world.calendar(jens)) == []
    with world.app.app_context():
        assert calendar.account_at("") is None


def test_reading_it_writes_nothing(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    world.session(starts_at=TUESDAY, team=(karim,))
    token = world.calendar(karim)
    with world.statements() as sent:
        _events(world, token)
    assert [one for one in sent if not one.startswith(("SELECT", "BEGIN"))] == []
    assert len(sent) <= 8
