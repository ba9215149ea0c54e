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
from app.monitoring.disclosure import Standing, protect
from app.monitoring.grid import Cell, Column, Grid, Line, Unit, laid_out
from app.monitoring.linkage import Before, Earlier, Table, linked
from app.monitoring.models import Definition, Group, Grouped, Grouping, GroupMember
from app.monitoring.reckoning import At
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


def _grid(key: str, unit: Unit, column: dict[str, int], row: str = "row", people: dict[str, int] | None = None) -> Grid:
    """One row, by column."""
    line = Line(row, unit, in_percent=False)
    columns = {
        name: Column((line,), {row: Cell(value, value if people is None else people[name])})
        for name, value in column.items()
    }
    return laid_out(key, 1, columns, [name for name in column if name != "all"])


class Releases:
    """Periods that are released one after the other, each checked against those before."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.earlier: list[Earlier] = []

    def release(self, code: str, people: dict[str, int] | None = None, version: int = 1, **column: int) -> set[str]:
        """Release a period; answers with the columns that are hidden."""
        grid = _grid("contacts", self.unit, column, people=people)
        grid = Grid(grid.key, version, grid.lines, grid.columns, grid.cells, grid.base, grid.sums)
        found = linked(Period.named(code), [Table(grid, False)], [], self.earlier)
        hidden, before = protect(found.cells, found.sums), []
        for place in grid.places():
            at = At(code, grid.key, version, place)
            cell = found.cells[at]
            shown = at not in hidden and cell.standing is not Standing.HIDDEN
            before.append(Before(at, cell.value, cell.people, cell.sensitive, cell.spread, shown))
        self.earlier.append(Earlier(Period.named(code), grid, tuple(before)))
        return {one.at.place.column for one in before if not one.shown}


def test_three_quarters_and_the_nine_months_that_they_are() -> None:
    """30, 30 and a hidden one; then 63 of all three."""
    contacts = Releases(Unit.CONTACTS)
    assert not contacts.release("2026-Q1", all=30)
    assert not contacts.release("2026-Q2", all=30)
    assert contacts.release("2026-Q3", all=3) == {"all"}
    assert contacts.release("2026-01--2026-09", all=63) == {"all"}


def test_a_half_year_less_a_quarter_is_the_many_contacts_of_one_person() -> None:
    contacts = Releases(Unit.CONTACTS)
    assert not contacts.release("2026-Q1", {"all": 20}, all=100)
    assert contacts.release("2026-Q2", {"all": 1}, all=26) == {"all"}
    assert contacts.release("2026-01--2026-06", {"all": 21}, all=126) == {"all"}


def test_minutes_of_a_half_year_less_a_quarter_stay_uncertain() -> None:
    minutes = Releases(Unit.MINUTES)
    assert not minutes.release("2026-Q1", {"all": 20}, all=1000)
    assert minutes.release("2026-Q2", {"all": 2}, all=600) == {"all"}
    assert minutes.release("2026-01--2026-06", {"all": 22}, all=1600) == {"all"}


def test_a_month_by_itself_is_the_month_of_its_quarter() -> None:
    """April was hidden, and May with it; May by itself would give April back."""
    contacts = Releases(Unit.CONTACTS)
    months = {"2026-04": 3, "2026-05": 12, "2026-06": 40, "all": 55}
    assert contacts.release("2026-Q2", **months) == {"2026-04", "2026-05"}
    assert contacts.release("2026-05--2026-05", all=12) == {"all"}


def test_two_months_less_one_that_stands_in_the_quarter() -> None:
    contacts = Releases(Unit.CONTACTS)
    months = {"2026-04": 3, "2026-05": 12, "2026-06": 40, "all": 55}
    assert contacts.release("2026-Q2", **months) == {"2026-04", "2026-05"}
    assert not contacts.release("2026-04--2026-05", all=15)
    assert contacts.release("2026-05--2026-06", all=52) == {"all"}


def test_what_a_quarter_hides_is_not_told_by_a_half_year_that_shows_its_neighbour() -> None:
    """Of the first quarter 28 was shown, 13 at C, and 3 and 12 hidden. 52 less 40 is the 12, and so tells of the 3."""
    contacts = Releases(Unit.CONTACTS)
    assert contacts.release("2026-Q1", **{"1": 3, "2": 12, "3": 13, "all": 28}) == {"1", "2"}
    assert not contacts.release("2026-Q2", **{"1": 20, "2": 40, "3": 20, "all": 80})
    assert contacts.release("2026-01--2026-06", **{"1": 23, "2": 52, "3": 33, "all": 108}) >= {"1", "2"}


def test_a_longer_period_by_another_definition_is_laid_beside_its_quarters() -> None:
    citizens = Releases(Unit.CITIZENS)
    assert not citizens.release("2026-Q1", all=30)
    assert citizens.release("2026-01--2026-06", version=2, all=33) == {"all"}


def test_a_year_is_at_most_what_its_quarters_are_together() -> None:
    """33 came in half a year, 30 in its first quarter: at least 3 in the second; they can be no more than 6."""
    citizens = Releases(Unit.CITIZENS)
    assert not citizens.release("2026-Q1", all=30)
    assert citizens.release("2026-Q2", **{"2026-04": 4, "2026-05": 0, "2026-06": 0, "all": 4}) >= {"all"}
    assert citizens.release("2026-01--2026-06", all=34) == {"all"}


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
