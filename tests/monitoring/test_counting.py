"""A world small enough to count by hand: two centres, and one quarter of 2025."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.centres.models import Centre
from app.citizens import queries as citizens
from app.citizens import register
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import Citizen
from app.db import db
from app.monitoring import queries
from app.monitoring.table import Figures, Scope
from tests.make import World

HERE = ZoneInfo("Europe/Copenhagen")
FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)


def at(*when: int) -> datetime:
    """A moment on a Danish wall clock."""
    return datetime(*when, tzinfo=HERE)


@pytest.fixture
def figures(world: World) -> dict[str, Figures]:
    """Ib, Sanne and Kaj at Regnbuen and BorgerCafeen, and what must not count."""
    mette = world.account("mette", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    ib = world.citizen("Ib", by=mette, happened_at=at(2024, 12, 1, 12))
    sanne = world.citizen("Sanne", by=mette, happened_at=at(2025, 1, 5, 12))
    kaj = world.citizen("Kaj", by=mette, at="BorgerCafeen", happened_at=at(2025, 2, 1, 12))
    rita = world.citizen("Rita", by=mette, happened_at=at(2024, 6, 1, 12))
    # Ib twice, with economy twice: one citizen, one in the row. The first is at the very first minute of the period.
    world.contact(ib, by=mette, topics=(Challenge.ECONOMY,), happened_at=at(2025, 1, 1, 0, 0))
    world.contact(
        ib, by=mette, at="BorgerCafeen", topics=(Challenge.ECONOMY, Challenge.HOUSING), happened_at=at(2025, 2, 2, 9)
    )
    world.contact(sanne, by=mette, topics=(Challenge.HEALTH, Challenge.DENTAL), happened_at=at(2025, 3, 31, 23, 59))
    world.contact(kaj, by=mette, at="BorgerCafeen", topics=(Challenge.ECONOMY,), happened_at=at(2025, 2, 3, 9))
    # Outside by one minute on either side, and without a record.
    world.contact(rita, by=mette, topics=(Challenge.JOB,), happened_at=at(2024, 12, 31, 23, 59))
    world.contact(rita, by=mette, topics=(Challenge.JOB,), happened_at=at(2025, 4, 1, 0, 0))
    world.contact(None, by=mette, topics=(Challenge.CANNABIS,), happened_at=at(2025, 2, 4, 9))
    world.contact(None, by=mette, topics=(Challenge.CANNABIS,), people=7, happened_at=at(2025, 2, 5, 9))
    _income(world, mette, ib, "student_grant", date(2025, 1, 2))
    _income(world, mette, ib, "flex_job", LAST)
    _income(world, mette, ib, "state_pension", LAST + timedelta(days=1))
    _income(world, mette, sanne, "disability_pension", date(2024, 12, 1))
    _income(world, mette, kaj, "not_noted", date(2025, 2, 1))
    _income(world, mette, rita, "state_pension", date(2025, 2, 1))
    with world.saved():
        register.ask_known_before(db.session.get_one(Citizen, ib), KnownBefore.NO)
        register.ask_known_before(db.session.get_one(Citizen, rita), KnownBefore.YES)
    with world.app.app_context():
        cafe = frozenset({world.centre["BorgerCafeen"]})
        return {"all": queries.figures(Scope(FIRST, LAST)), "cafe": queries.figures(Scope(FIRST, LAST, cafe))}


def _income(world: World, by: int, citizen: int, key: str, on: date) -> None:
    with world.saved(), clock.stopped(at(on.year, on.month, on.day, 12)):
        register.note_income(
            db.session.get_one(Citizen, citizen),
            citizens.income_source(key),
            on=on,
            at=db.session.get_one(Centre, world.centre["Regnbuen"]),
            by=db.session.get_one(Account, by),
        )


def counted(figures: Figures, table: str) -> dict[str, tuple[int, int | None]]:
    """The rows of a table that are not zero."""
    return {row.key: (row.citizens, row.percent) for row in figures.table(table).rows if row.citizens}


def test_a_citizen_counts_once_and_only_inside_the_period(figures: dict[str, Figures]) -> None:
    assert figures["all"].citizens == 3
    assert counted(figures["all"], "challenges") == {
        "economy": (2, 67),
        "housing": (1, 33),
        "health": (1, 33),
        "dental": (1, 33),
    }


def test_contacts_without_a_record_stand_beside(figures: dict[str, Figures]) -> None:
    everything = figures["all"]
    assert (everything.contacts, everything.contacts_without_record, everything.people_without_record) == (6, 2, 8)


def test_a_group_is_a_union_and_not_a_sum(figures: dict[str, Figures]) -> None:
    assert counted(figures["all"], "challenge_groups") == {"health_dental": (1, 33), "economy_housing": (2, 67)}


def test_income_is_as_of_the_last_day_and_in_percent_of_those_noted(figures: dict[str, Figures]) -> None:
    assert counted(figures["all"], "income") == {
        "flex_job": (1, 50),
        "disability_pension": (1, 50),
        "not_noted": (1, None),
    }
    assert figures["all"].table("income").base == 2
    assert counted(figures["all"], "income_groups") == {
        "jobcentre": (1, 50),
        "pension": (1, 50),
        "not_noted": (1, None),
    }


def test_known_before_is_of_those_asked(figures: dict[str, Figures]) -> None:
    assert counted(figures["all"], "known_before") == {"no": (1, 100), "not_noted": (2, None)}


def test_one_centre_counts_what_happened_there(figures: dict[str, Figures]) -> None:
    assert figures["cafe"].citizens == 2
    assert counted(figures["cafe"], "challenges") == {"economy": (2, 100), "housing": (1, 50)}
    assert counted(figures["cafe"], "income") == {"flex_job": (1, 100), "not_noted": (1, None)}


def test_an_empty_period_has_rows_of_nobody_and_no_error(world: World) -> None:
    with world.app.app_context():
        empty = queries.figures(Scope(date(1999, 1, 1), date(1999, 1, 2)))
    assert empty.citizens == 0
    assert {row.percent for row in empty.table("challenges").rows} == {0}
