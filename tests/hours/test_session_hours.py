"""Hours of sessions: agreed with each department at each centre, against those that were held."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.casework import planning
from app.casework.models import CaseworkSession
from app.db import db
from app.hours import held
from app.hours.agreed import Days
from tests.browser_without_script import Page
from tests.database import one_table
from tests.make import World

WEEK = Days(date(2026, 11, 16), date(2026, 11, 22))
MONDAY = clock.at(WEEK.first, time(10))


@pytest.fixture(autouse=True)
def _sunday() -> Iterator[None]:
    with clock.stopped(clock.at(WEEK.last, time(20))):
        yield


def _held(world: World) -> dict[tuple[str, str], int]:
    """The minutes that were held, by the names of centre and department."""
    names = {one["id"]: one["name"] for one in one_table(world.app, "department")}
    centres = {id: name for name, id in world.centre.items()}
    with world.app.app_context():
        return {(centres[at], names[of]): int(minutes) for (at, of), minutes in held.held(WEEK).items()}


def test_what_was_held_counts_for_the_departments_of_those_who_came(world: World) -> None:
    karim, jens = (world.account(name, Role.CASEWORKER) for name in ("karim", "jens"))
    hanne = world.account("hanne", Role.CASEWORKER, department="Ydelsescenter")
    tom = world.account("tom", Role.CENTRE_WORKER)
    session = world.session(starts_at=MONDAY, team=(karim, jens, hanne, tom))
    assert _held(world) == {("Regnbuen", "Jobcenter"): 240, ("Regnbuen", "Ydelsescenter"): 120}
    with world.saved(), clock.stopped(MONDAY - timedelta(days=1)):
        kept = db.session.get_one(CaseworkSession, session)
        planning.say_absent(kept, kept.team[2], True, by=db.session.get_one(Account, tom))
    assert _held(world) == {("Regnbuen", "Jobcenter"): 240}


def test_what_was_cancelled_is_coming_or_lies_outside_counts_nothing(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    cancelled = world.session(starts_at=MONDAY, team=(karim,))
    with world.saved(), clock.stopped(MONDAY - timedelta(days=1)):
        planning.cancel(db.session.get_one(CaseworkSession, cancelled), "Syg.", by=db.session.get_one(Account, karim))
    world.session(starts_at=clock.at(WEEK.last, time(19)), team=(karim,))
    world.session(starts_at=MONDAY - timedelta(days=3), team=(karim,))
    world.session(starts_at=MONDAY + timedelta(days=7), team=(karim,))
    assert _held(world) == {}


def test_one_that_was_closed_before_its_time_was_held(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    session = world.session(starts_at=clock.at(WEEK.last, time(19)), team=(karim,))
    with world.saved():
        db.session.get_one(CaseworkSession, session).closed_at = clock.now()
    assert _held(world) == {("Regnbuen", "Jobcenter"): 120}


def test_centres_of_one_house_share_the_hours_of_their_session(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER, at=("BorgerCafeen", "Parasollen"))
    world.session(starts_at=MONDAY, at=("BorgerCafeen", "Parasollen"), team=(karim,))
    assert _held(world) == {("BorgerCafeen", "Jobcenter"): 60, ("Parasollen", "Jobcenter"): 60}


def _table(page: Page, centre: str) -> list[list[str]]:
    section = page.soup.find("h2", string=centre).find_parent("section")
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in section.select("tbody tr")]


def test_a_leader_agrees_hours_and_the_page_sets_them_against_what_was_held(world: World) -> None:
    world.account("frank", Role.LEADER)
    karim = world.account("karim", Role.CASEWORKER)
    world.session(starts_at=MONDAY, team=(karim,))
    browser, at = world.browser("frank"), world.centre["Regnbuen"]
    form = browser.get(f"/hours/sessions/centres/{at}").form("/sessions/centres")
    refused = form.submit()
    assert [one.get_text(strip=True) for one in refused.soup.select("#fejl li")] == [
        "Skriv timerne.",
        "Vælg en afdeling.",
    ]
    form["department"], form["hours"], form["from_on"] = str(world.department()), "3,5", "2026-11-16"
    assert form.submit().status == 303
    page = browser.get("/hours/sessions?day=2026-11-18")
    assert _table(page, "Regnbuen") == [["Jobcenter", "3,5", "2"], ["I alt", "3,5", "2"]]
    assert "Holdt 2 timer af 3,5 timer. Det er 1,5 timer mindre end aftalt" in page
    assert browser.get(f"/hours/sessions/centres/{world.centre['BorgerCafeen']}").status == 404
    assert _table(world.browser("karim").get("/hours/sessions?day=2026-11-18"), "Regnbuen")[0] == [
        "Jobcenter",
        "3,5",
        "2",
    ]


@pytest.mark.parametrize("hours", ["x", "-1", "1,1", "1e9", "999999", "1" * 400])
def test_hours_that_are_none_are_refused(world: World, hours: str) -> None:
    world.account("frank", Role.LEADER)
    browser, at = world.browser("frank"), world.centre["Regnbuen"]
    form = browser.get(f"/hours/sessions/centres/{at}").form("/sessions/centres")
    form["department"], form["hours"] = str(world.department()), hours
    assert form.submit().status == 422
    assert one_table(world.app, "session_hours") == []
