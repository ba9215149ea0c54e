"""Applications, decisions, money and activities in monitoring: a group's, counted by centre, month and year."""

from datetime import date, timedelta

import pytest

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.activities import running
from app.activities.models import Activity, ActivityExpense, ActivityMeeting, ActivityRole, ActivityStep
from app.applications.application import State
from app.committee.ballot import Choice
from app.committee.decision import Outcome
from app.db import db
from app.monitoring import indicators, releasing
from app.monitoring.grid import BASE, Grid, Place
from app.monitoring.indicators import By, Theme
from app.monitoring.released import body, read, words
from app.monitoring.report import shown
from app.monitoring.table import Scope
from app.period import Period
from app.pool import ledger
from app.pool import queries as pools
from tests.committee.around import adopted, committee
from tests.make import World
from tests.monitoring.sums import broken
from tests.statements import statements

OF_THE_POOL = ("applications", "committee_decisions", "pool_money", "pool_left", "activities")


@pytest.fixture
def year() -> Scope:
    """This year, from its first day to today."""
    today = clock.today()
    return Scope(date(today.year, 1, 1), today)


def _grid(key: str, scope: Scope, by: By = By.NOTHING, *, behind: bool = False) -> Grid:
    return indicators.compute(indicators.ALL[key], scope, by, behind=behind)


def _values(grid: Grid, column: str = "all") -> dict[str, float | None]:
    found = {line.key: grid.cell(line.key, column).value for line in grid.lines}
    return {**found, **({BASE: grid.base[column].value} if grid.base else {})}


def _met(world: World, activity: int, *, unnamed: int = 0, named: tuple[str, ...] = ()) -> None:
    """They met a little ago, so many came, and these wanted their name written."""
    with world.saved():
        begin = clock.now() - timedelta(minutes=5)
        meeting = ActivityMeeting(activity_id=activity, starts_at=begin, ends_at=begin + timedelta(hours=1))
        db.session.add(meeting)
        db.session.flush()
        for name in named:
            running.came(meeting, name)
        if unnamed:
            running.count(meeting, unnamed)


def test_applications_are_counted_by_how_they_stand_where_they_were_sent_from(world: World, year: Scope) -> None:
    world.application("En kladde", state=State.DRAFT)
    for state in (State.SENT, State.ASKED, State.GRANTED, State.GRANTED, State.WITHDRAWN):
        world.application("Mad", state=state)
    world.application("Tur", at="BorgerCafeen", state=State.DECLINED)
    here, there = (str(world.centre[name]) for name in ("Regnbuen", "BorgerCafeen"))
    with world.app.app_context():
        grid = _grid("applications", year, By.CENTRE)
        assert _values(grid) == {"granted": 2, "declined": 1, "waiting": 2, "withdrawn": 1, BASE: 6}
        assert _values(grid, here) == {"granted": 2, "declined": 0, "waiting": 2, "withdrawn": 1, BASE: 5}
        assert grid.percent("declined", there) == 100
        assert broken(grid) == []
        yesterday = Scope(year.first, year.last - timedelta(days=1))
        assert _values(_grid("applications", yesterday))[BASE] == 0


def test_what_the_committee_decided_is_counted_meeting_by_meeting(world: World, year: Scope) -> None:
    made = committee(world)
    adopted(made)
    food, trip = world.application("Mad"), world.application("Tur", at="BorgerCafeen")
    first, second = made.points(made.meeting(food, trip))
    ballot = made.vote(first, 60_000)
    made.cast(ballot, ane=Choice.FOR, bo=Choice.FOR, cleo=Choice.FOR)
    made.close(ballot)
    made.decide(first, Outcome.PART)
    made.decide(second, Outcome.POSTPONED, price=False)
    with world.app.app_context():
        grid = _grid("committee_decisions", year, By.CENTRE)
        assert _values(grid) == {"full": 0, "part": 1, "declined": 0, "asked": 0, "postponed": 1, BASE: 2}
        assert _values(grid, str(world.centre["BorgerCafeen"]))["postponed"] == 1
        assert broken(grid) == []
        assert _values(_grid("pool_money", year))["granted"] == 60_000
        assert grid.at(Place(BASE, "all")).people is None


def test_money_is_what_the_ledger_and_the_receipts_say_and_the_pool_is_as_it_stood_that_day(
    world: World, year: Scope
) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    activity, _code = world.activity(by=mette, ore=300_000)
    world.granted(by=mette, at="BorgerCafeen", ore=50_050)
    with world.saved():
        by = db.session.get_one(Account, mette)
        grant = db.session.get_one(Activity, activity).application_id
        ledger.pay(grant, 200_000, by=by)
        ledger.give_back(grant, 20_000, by=by)
        ledger.reserve(pools.of_year(year.last.year), 10_000, by=by, reason="Til sommerens tur")
        for ore, gone in ((150_000, None), (7_000, clock.now())):
            db.session.add(
                ActivityExpense(activity_id=activity, what="Mad", ore=ore, spent_on=clock.today(), withdrawn_at=gone)
            )
    with world.app.app_context():
        money = _grid("pool_money", year, By.CENTRE)
        assert _values(money) == {"granted": 350_050, "paid": 200_000, "spent": 150_000, "returned": 20_000}
        assert _values(money, str(world.centre["BorgerCafeen"])) == {
            "granted": 50_050,
            "paid": 0,
            "spent": 0,
            "returned": 0,
        }
        assert broken(money) == []
        left = _grid("pool_left", year)
        totals = pools.recounted(pools.of_year(year.last.year))
        assert _values(left) == {
            "kept": totals.kept, "reserved": 10_000, "remaining": totals.remaining, BASE: totals.frame,
        }  # fmt: skip
        assert broken(left) == []
        at_regnbuen = Scope(year.first, year.last, frozenset({world.centre["Regnbuen"]}))
        assert _values(_grid("pool_left", at_regnbuen)) == _values(left)
        before = Scope(year.first - timedelta(days=400), year.first - timedelta(days=1))
        assert set(_values(_grid("pool_left", before)).values()) == {None}


def test_who_came_is_counted_each_time_and_at_least_so_many_are_behind_it(world: World, year: Scope) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    here, _code = world.activity(by=mette)
    there, _code = world.activity(by=mette, at="BorgerCafeen", title="Løb", roles="Tager tid")
    _met(world, here, unnamed=3, named=("Ida", "Bo"))
    _met(world, here, named=("ida", "Kaj"))
    _met(world, there, unnamed=2)
    with world.saved():
        for activity, called in ((here, "Ida"), (here, "Ida"), (here, ""), (there, "")):
            db.session.add(ActivityStep(activity_id=activity, words="Jeg kan lave suppe", called=called))
        taken = ActivityRole(activity_id=there, task="Tager tid", called="Bo", taken_at=clock.now())
        db.session.add(taken)
        db.session.add(
            ActivityMeeting(
                activity_id=there,
                starts_at=clock.now() - timedelta(hours=3),
                ends_at=clock.now(),
                unnamed=9,
                cancelled_at=clock.now(),
            )
        )
    with world.app.app_context():
        grid = _grid("activities", year, By.CENTRE, behind=True)
        assert _values(grid) == {"activities": 2, "meetings": 3, "came": 9, "roles": 1, "steps": 4}
        assert _values(grid, str(world.centre["Regnbuen"]))["came"] == 7
        behind = {line.key: grid.cell(line.key).people for line in grid.lines}
        assert behind == {"activities": None, "meetings": None, "came": 8, "roles": 1, "steps": 3}
        assert _values(_grid("activities", year, By.MONTH)) == _values(grid)
        assert broken(grid) == broken(_grid("activities", year, By.MONTH)) == []


def test_a_release_holds_the_pool_hides_few_who_came_and_says_money_in_kroner(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    activity, _code = world.activity(by=mette, ore=123_450)
    _met(world, activity, unnamed=3)
    today = clock.today()
    period = Period.quarter(today.year, (today.month + 2) // 3)
    with world.app.test_request_context():
        of = [indicators.ALL[key] for key in OF_THE_POOL]
        counted = releasing.tables(period, of, lambda _done, _steps: None)
        assert {(one.indicator.key, one.by) for one in counted} == {
            *((key, by) for key in OF_THE_POOL if key != "pool_left" for by in (By.CENTRE, By.MONTH)),
            ("pool_left", By.NOTHING),
        }
        hanging = releasing.hanging(period, counted, [])
        masked = {
            (one.table.indicator.key, one.table.by): one.table for one in releasing.mask(period, counted, hanging, [])
        }
        assert masked["activities", By.MONTH].grid.cell("came").hidden
        assert masked["activities", By.CENTRE].grid.cell("meetings").value == 1
        assert masked["applications", By.CENTRE].grid.percent("granted") == 100
        money = masked["pool_money", By.CENTRE]
        grid, said = read(money.grid.key, 1, body(money.indicator, money.grid), "da")
        table = shown(Theme.POOL, By.CENTRE, grid, said, "I alt")
        assert {row.key: row.figures[0] for row in table.rows}["granted"] == 1234.5
        left = masked["pool_left", By.NOTHING]
        base = shown(Theme.POOL, By.NOTHING, left.grid, words(left.indicator, left.grid), "I alt").rows[-1]
        assert base.figures == (1_000_000,)


def test_the_page_asks_as_little_however_much_there_is_and_says_money_in_kroner(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("lene", Role.LEADER, at=())
    activity, _code = world.activity(by=mette)
    browser = world.browser("lene")
    asked = []
    for _round in range(2):
        for query in ("", "?by=centre"):
            with statements(world.app) as sent:
                page = browser.get(f"/monitoring/themes/pool{query}")
            asked.append(len(sent))
            assert page.status == 200
        for number in range(4):
            world.granted(by=mette, at="BorgerCafeen", title=f"Tur {number}", ore=1000)
            _met(world, activity, unnamed=2)
    assert asked[:2] == asked[2:]
    assert asked[1] < asked[0], "centre by centre reads the same days once"
    assert "1.000.000 kr." in page
