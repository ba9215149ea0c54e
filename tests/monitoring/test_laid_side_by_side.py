"""What somebody works out by laying side by side what no single table adds up: other tables, other periods, earlier
releases. Every test here was a way to a hidden figure once.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.casework.conversation import Recurrence
from app.casework.models import Conversation, Visit
from app.casework.visit import BroughtBy
from app.centres.models import Centre, EffortKind
from app.citizens.challenge import Challenge
from app.db import db
from app.monitoring import indicators, ledger, releasing
from app.monitoring.definition import State as DefinitionState
from app.monitoring.grid import Grid
from app.monitoring.models import Definition, Group, Grouped, Grouping, GroupMember
from app.monitoring.released import read
from app.period import Period
from tests.make import World

CODE = "2026-Q3"
IN_AUGUST = datetime(2026, 8, 3, 10, tzinfo=UTC)


@pytest.fixture
def database() -> str:
    """What can be worked out depends on no database."""
    return "sqlite"


def _no_step(_done: int, _steps: int) -> None:
    pass


class Talks:
    """Citizens who waited ten days for their first talk at a session, made without the tablet."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.by = world.account("mette", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
        self.visit = world.visit(world.session(), by=self.by)
        self.number = 0

    def first(self, at: str, times: int = 1, when: datetime = IN_AUGUST) -> list[int]:
        found = []
        for _ in range(times):
            self.number += 1
            citizen = self.world.citizen(f"Borger {self.number}", by=self.by, at=at)
            self.world.contact(citizen, by=self.by, at=at, happened_at=when - timedelta(days=10))
            self.again(citizen, at, when)
            found.append(citizen)
        return found

    def again(self, citizen: int | None, at: str, when: datetime = IN_AUGUST) -> None:
        with self.world.saved():
            visit = db.session.get_one(Visit, self.visit)
            centre = db.session.get_one(Centre, self.world.centre[at])
            db.session.add(
                Conversation(
                    visit_id=visit.id,
                    session_id=visit.session_id,
                    citizen_id=citizen,
                    centre_id=centre.id,
                    controller_id=centre.operator_id,
                    author_id=self.by,
                    happened_at=when,
                    minutes=20,
                    recurrence=Recurrence.ONE_OFF,
                    brought_by=BroughtBy.SELF,
                    settled=True,
                )
            )


def _tables(world: World, code: str = CODE) -> dict[tuple[str, str], Grid]:
    """What was released last of a period."""
    with world.app.app_context():
        row = ledger.of_closed(Period.named(code))
        found = {
            (one.indicator, one.columns_by): read(one.indicator, one.version, one.body, "da")[0]
            for one in ledger.latest(row)
        }
        db.session.rollback()
    return found


def test_a_first_talk_is_at_one_centre_so_its_citizens_can_be_added_up(world: World) -> None:
    talks = Talks(world)
    talks.first("Regnbuen", 17)
    talks.first("BorgerCafeen", 3)
    world.closed(CODE)
    waiting = _tables(world)["waiting", "centre"]
    hidden = [waiting.cell("conversation", column).hidden for column in waiting.columns]
    assert sum(hidden) >= 2, dict(zip(waiting.columns, hidden, strict=True))


def test_whether_days_are_hidden_does_not_tell_how_many_waited(world: World) -> None:
    """Hidden only because it protects another, it would stand beside days that are shown."""
    talks = Talks(world)
    talks.first("Regnbuen", 17)
    talks.first("BorgerCafeen", 3)
    world.closed(CODE)
    for grid in (grid for (key, _by), grid in _tables(world).items() if key == "waiting"):
        for column in grid.columns:
            for goal in ("conversation", "decision"):
                days = [grid.cell(f"{goal}{which}", column) for which in ("_half", "_most")]
                count = grid.cell(goal, column)
                assert all(one.hidden == count.hidden for one in days if one.hidden or one.value is not None), column


def _meet(world: World, by: int, topics: list[tuple[Challenge, ...]], when: datetime = IN_AUGUST) -> None:
    """A citizen for each, who talked about these."""
    for number, those in enumerate(topics):
        citizen = world.citizen(f"{when:%B} {number}", by=by)
        world.contact(citizen, by=by, topics=those, happened_at=when)


def test_alcohol_and_drugs_are_one_figure_on_two_pages(world: World) -> None:
    """That all twelve talked about it is hidden on the one page; «12» on the other would say so all the same."""
    lis = world.account("lis", Role.SKP_WORKER)
    _meet(world, lis, [(Challenge.ALCOHOL,)] * 6 + [(Challenge.CANNABIS,)] * 6)
    world.closed(CODE)
    tables = _tables(world)
    for column in tables["addiction", "centre"].columns:
        talked = tables["addiction", "centre"].cell("talked", column).hidden
        group = tables["challenge_groups", "centre"].cell("alcohol_drugs", column).hidden
        assert talked == group, column


def _adopt(world: World, groups: dict[str, tuple[str, ...]], *, by: int, number: int = 2) -> None:
    """The groups of challenges by another definition, in force from October on."""
    with world.saved():
        grouping = Grouping(of=Grouped.CHALLENGES, version=number, decided_on=date(2026, 10, 1))
        for place, (key, members) in enumerate(groups.items()):
            group = Group(key=key, danish=key, english=key, place=place)
            group.members = [GroupMember(member=member) for member in members]
            grouping.groups.append(group)
        db.session.add(
            Definition(
                indicator="challenge_groups",
                number=number,
                words="Andre grupper.",
                grouping=grouping,
                state=DefinitionState.ADOPTED,
                proposed_by_id=by,
                decided_by_id=by,
                decided_at=clock.now(),
                valid_from=date(2026, 10, 1),
            )
        )


def _release(world: World, indicator: str, code: str = CODE) -> None:
    with world.app.app_context():
        releasing.release(Period.named(code), indicators.ALL[indicator], None, _no_step)


def test_a_new_definition_is_laid_beside_the_challenges_that_are_out_already(world: World) -> None:
    """Job or housing 20, housing 16: at least 4 said job. Job or teeth 6: at most 6 did."""
    lis = world.account("lis", Role.SKP_WORKER)
    both = (Challenge.JOB, Challenge.DENTAL)
    people = [(Challenge.JOB,), both, both, both, (Challenge.DENTAL,), (Challenge.DENTAL,)]
    _meet(world, lis, people + [(Challenge.HOUSING,)] * 16 + [(Challenge.ECONOMY,)] * 40)
    world.closed(CODE)
    _adopt(world, {"group_1": ("job", "housing")}, by=lis)
    _release(world, "challenge_groups")
    older = _tables(world)["challenge_groups", "centre"].cell("group_1")
    _adopt(world, {"group_2": ("job", "dental")}, by=lis, number=3)
    _release(world, "challenge_groups")
    tables = _tables(world)
    newer, housing = (
        tables["challenge_groups", "centre"].cell("group_2"),
        tables["challenges", "centre"].cell("housing"),
    )
    assert tables["challenges", "centre"].cell("job").hidden
    assert newer.hidden or older.hidden or housing.hidden, (newer, older, housing)


def test_a_group_with_a_new_name_is_laid_beside_the_old_one_that_it_almost_is(world: World) -> None:
    """«30» of two challenges before, «32» of the same two and a third now: two talked of the third alone."""
    lis = world.account("lis", Role.SKP_WORKER)
    _meet(world, lis, [(Challenge.JOB,)] * 30 + [(Challenge.REHABILITATION,)] * 2 + [(Challenge.DENTAL,)] * 18)
    world.closed(CODE)
    _adopt(world, {"group_1": ("job", "education")}, by=lis)
    _release(world, "challenge_groups")
    older = _tables(world)["challenge_groups", "centre"].cell("group_1")
    _adopt(world, {"group_3": ("job", "education", "rehabilitation")}, by=lis, number=3)
    _release(world, "challenge_groups")
    newer = _tables(world)["challenge_groups", "centre"].cell("group_3")
    assert older.hidden or newer.hidden, (older, newer)


def test_what_is_counted_without_a_name_is_no_more_than_its_people(world: World) -> None:
    """8 contacts, 5 of them with nobody known, and 5 people were there: so 3 at least were with somebody known."""
    lis = world.account("lis", Role.SKP_WORKER)
    _meet(world, lis, [(Challenge.JOB,)] * 3)
    for _ in range(5):
        world.contact(None, by=lis, happened_at=IN_AUGUST)
    world.closed(CODE)
    table = _tables(world)["citizens", "centre"]
    for column in table.columns:
        cells = {row: table.cell(row, column) for row in ("contacts", "contacts_named", "people_without_record")}
        if cells["contacts_named"].hidden:
            assert cells["contacts"].hidden or cells["people_without_record"].hidden, column


def test_two_health_efforts_do_not_make_three_citizens_six(world: World) -> None:
    talks = Talks(world)
    citizens = talks.first("Regnbuen", 3)
    for name in ("Sundhed", "Tænder"):
        world.effort(name, EffortKind.HEALTH)
        session = world.session(effort=name)
        talks.visit = world.visit(session, by=talks.by)
        for citizen in citizens:
            talks.again(citizen, "Regnbuen")
    world.closed(CODE)
    assert _tables(world)["health", "centre"].cell("talks").hidden


def test_a_centre_where_nobody_came_hides_nothing_of_the_others(world: World) -> None:
    """All thirty came to one centre, and half of them talked about each of two things."""
    lis = world.account("lis", Role.SKP_WORKER)
    _meet(world, lis, [(Challenge.JOB,), (Challenge.ECONOMY,)] * 15)
    world.closed(CODE)
    tables = _tables(world)
    assert not [key for key in (("citizens", "centre"), ("known_before", "month")) if _hides(tables[key])]
    assert tables["challenges", "centre"].cell("job").value == 15


def _hides(grid: Grid) -> bool:
    return any(grid.at(place).hidden for place in grid.places())
