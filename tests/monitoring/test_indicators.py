"""Indicators: each declared once, and laid out so that the sums that are said to hold do hold."""

import random
from datetime import date, timedelta

import pytest
from flask_babel import lazy_gettext as _l

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.courses.course import Step
from app.courses.models import AddictionCourse
from app.courses.recording import take
from app.db import db
from app.hours.models import SkpHours
from app.monitoring import indicators
from app.monitoring.grid import ALL_TOGETHER, BASE, HIDDEN, Cell, Column, Grid, Line, Place, RowSum, Sum, Unit, laid_out
from app.monitoring.indicators import By, Indicator, Theme
from app.monitoring.showing import section
from app.monitoring.table import Scope
from app.outreach.bridge import Destination, State
from app.outreach.models import BridgeOutcome
from tests.make import World
from tests.monitoring.sums import broken
from tests.monitoring.week import Week
from tests.statements import statements


def _grid() -> Grid:
    lines = (Line("yes", Unit.CITIZENS), Line("no", Unit.CITIZENS), Line("not_noted", Unit.CITIZENS, in_percent=False))
    sums = (RowSum(BASE, ("yes", "no")),)

    def column(yes: int, no: int, beside: int) -> Column:
        cells = {"yes": Cell(yes, yes), "no": Cell(no, no), "not_noted": Cell(beside, beside)}
        return Column(lines, cells, Cell(yes + no, yes + no), sums)

    return laid_out("known", 1, {"7": column(2, 1, 0), "8": column(3, 3, 1), ALL_TOGETHER: column(4, 4, 1)}, ["7", "8"])


def test_columns_stand_beside_each_other_with_the_sums_that_hold() -> None:
    grid = _grid()
    assert grid.columns == ("7", "8", ALL_TOGETHER)
    assert (grid.percent("yes"), grid.percent("yes", "7"), grid.percent("not_noted")) == (50, 67, None)
    assert Sum(Place(BASE, "7"), (Place("yes", "7"), Place("no", "7")), exact=True) in grid.sums
    assert Sum(Place("yes", ALL_TOGETHER), (Place("yes", "7"), Place("yes", "8")), exact=False) in grid.sums
    assert Sum(Place(BASE, ALL_TOGETHER), (Place(BASE, "7"), Place(BASE, "8")), exact=False) in grid.sums
    assert len(list(grid.places())) == 12


def test_what_is_hidden_gives_no_value_no_percentage_no_bar_and_no_place_in_the_order(world: World) -> None:
    masked = _grid().masked({Place("yes", ALL_TOGETHER), Place(BASE, "7")})
    assert masked.cell("yes") == HIDDEN
    assert (masked.percent("yes"), masked.percent("no"), masked.percent("no", "7")) == (None, 50, None)
    indicator = Indicator(
        "known", Theme.PEOPLE, _l("Kendt"), _l("Er de?"), _l("Så."), (), lambda _: Column((), {}), str, of=_l("alle")
    )
    with world.app.test_request_context():
        shown = section(indicator, masked)
    assert shown.bars == [{"label": "no", "value": 50}, {"label": "yes", "value": None}]
    assert [row["cells"] for row in shown.table["rows"]][:2] == [
        ["2", "3\n(50\N{NO-BREAK SPACE}%)", None],
        ["1", "3\n(50\N{NO-BREAK SPACE}%)", "4\n(50\N{NO-BREAK SPACE}%)"],
    ]


def test_in_a_week_of_everything_every_sum_holds_and_people_behind_are_counted(world: World) -> None:
    week = Week(world, random.Random(11))
    with world.app.test_request_context():
        for _ in range(120):
            week.step()
            db.session.commit()
            db.session.remove()
        for by in By:
            scope = Scope(date(2023, 11, 15), date(2024, 2, 28))
            offered = [one for one in indicators.ALL.values() if by in one.by]
            plain = indicators.compute_together(offered, scope, by)
            behind = indicators.compute_together(offered, scope, by, behind=True)
            for key, grid in behind.items():
                assert broken(grid) == [], key
                for place in grid.places():
                    cell = grid.at(place)
                    assert cell.value == plain[key].at(place).value
                    unit = Unit.CITIZENS if place.row == BASE else grid.line(place.row).unit
                    if unit is Unit.CITIZENS and place.row != BASE:
                        assert cell.people == cell.value
                    elif unit in (Unit.CONVERSATIONS, Unit.BRIDGES, Unit.CONTACTS, Unit.ATTENDANCES):
                        assert cell.people is not None, place
                        assert bool(cell.people) == bool(cell.value), (key, place)
                    elif unit in (Unit.SESSIONS, Unit.OFFERS):
                        assert cell.people is None
                for line in grid.lines:
                    assert indicators.ALL[key].label(line.key) != ""


def test_a_sum_that_is_said_wrongly_is_found() -> None:
    lines = (Line("a", Unit.CONTACTS), Line("b", Unit.CONTACTS))
    column = Column(lines, {"a": Cell(1), "b": Cell(2)}, Cell(4), (RowSum(BASE, ("a", "b")),))
    assert len(broken(laid_out("wrong", 1, {ALL_TOGETHER: column}))) == 1


def test_a_new_indicator_is_one_declaration_and_stands_on_the_page_of_its_theme(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indicators, "ALL", dict(indicators.ALL))
    one = Indicator(
        "grants",
        Theme.POOL,
        _l("Bevillinger"),
        _l("Hvor meget er bevilget?"),
        _l("Det bevilgede i perioden."),
        (),
        lambda asked: Column((Line("granted", Unit.ORE, in_percent=False),), {"granted": Cell(123_450, 3)}),
        lambda row: "Bevilget",
    )
    indicators.register(one)
    with pytest.raises(ValueError, match="already"):
        indicators.register(one)
    world.account("lene", Role.LEADER, at=())
    page = world.browser("lene").get("/monitoring/themes/pool")
    assert "1.234,50 kr." in page.soup.select_one("[aria-labelledby=grants] tbody").get_text()
    assert "Puljen" in world.browser("lene").get("/monitoring/")


@pytest.fixture
def quarter() -> Scope:
    """The last ninety days."""
    return Scope(clock.today() - timedelta(days=90), clock.today())


def _values(key: str, scope: Scope) -> dict[str, float | None]:
    grid = indicators.compute(indicators.ALL[key], scope)
    return {line.key: grid.cell(line.key).value for line in grid.lines}


def test_bridges_stand_as_was_said_last(world: World, quarter: Scope) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib", by=mette)
    first, second = (world.bridge(ib, by=mette, to=to) for to in (Destination.DOCTOR, None))
    for state in (State.DID_NOT_ARRIVE, State.ARRIVED):
        with world.saved():
            db.session.add(BridgeOutcome(bridge_id=first, state=state, happened_on=clock.today(), noted_by_id=mette))
    assert second
    with world.app.app_context():
        assert _values("bridges", quarter) == {"waiting": 1, "arrived": 1, "did_not_arrive": 0, "not_relevant": 0}
        told = _values("destinations", quarter)
        assert (told["doctor"], told["not_said"], sum(filter(None, told.values()))) == (1, 1, 2)


def test_talks_about_alcohol_become_courses_and_begin_in_time_or_too_late(world: World, quarter: Scope) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ole = world.account("ole", Role.ADDICTION_WORKER)
    people = [world.citizen(name, by=mette) for name in ("Ib", "Kaj", "Åse", "Eva")]
    for citizen in people[:3]:
        world.contact(citizen, by=mette, topics=(Challenge.ALCOHOL,))
    world.contact(people[3], by=mette, topics=(Challenge.JOB,))
    courses = [world.wish(citizen=citizen, by=mette, days_ago=30) for citizen in (people[0], people[1], None)]
    for course, days_ago in zip(courses, (20, 2), strict=False):
        with world.saved():
            begun, by = db.session.get_one(AddictionCourse, course), db.session.get_one(Account, ole)
            take(begun, Step.STARTED, on=clock.today() - timedelta(days=days_ago), by=by)
    with world.app.app_context():
        assert _values("addiction", quarter) == {"talked": 3, "wished": 2, "began": 2, "courses": 3}
        assert _values("deadline", quarter) == {"in_time": 1, "too_late": 1, "not_begun": 1, "gave_up": 0}


def test_hours_that_are_agreed_count_to_this_day_and_minutes_of_contacts_are_used(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.contact(world.citizen("Ib", by=mette), by=mette)
    today = clock.today()
    with world.saved():
        db.session.add(
            SkpHours(
                centre_id=world.centre["Regnbuen"],
                minutes_a_week=420,
                from_on=today - timedelta(days=6),
                set_by_id=mette,
            )
        )
    with world.app.app_context():
        scope = Scope(today - timedelta(days=20), today + timedelta(days=20))
        assert _values("skp_hours", scope)["agreed"] == 420
        assert _values("skp_hours", scope)["used"] == _values("load", scope)["contact_minutes"]


def test_tallies_of_several_scopes_and_kinds_are_read_in_one_question(world: World) -> None:
    """An indicator that reads a kind which it does not declare asks once more."""
    scopes = {str(month): Scope(date(2026, month, 1), date(2026, month + 1, 1)) for month in (1, 3, 5)}
    with world.app.test_request_context():
        for indicator in indicators.ALL.values():
            with statements(world.app) as sent:
                indicators.side_by_side([indicator], scopes)
            read = [one for one in sent if "counted_rolled_up" in one and "EXISTS" not in one]
            assert len(read) == bool(indicator.tallies), indicator.key
