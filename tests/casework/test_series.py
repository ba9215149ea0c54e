"""Series of sessions: their days, and what is planned, changed and ended of them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.accounts.models import Account, RoleHeld
from app.accounts.role import Role
from app.calendar_dk import day_off
from app.casework import planning
from app.casework.models import CaseworkSession, SessionSeries
from app.casework.planning import Hours
from app.casework.series import AHEAD, Reason, Refusal, Rhythm, refuse_rhythm, refuse_times
from app.centres.models import Centre
from app.db import db
from tests.make import World

TUESDAY = date(2026, 11, 24)
MORNING = Hours(time(10), time(12))
NOW = clock.at(date(2026, 11, 22), time(12))

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(days, st.integers(1, 12), days, st.integers(0, 800))
def test_a_series_has_its_weekday_never_a_day_off_and_never_a_day_twice(
    from_on: date, every: int, first: date, ahead: int
) -> None:
    last = first + timedelta(days=ahead)
    found = Rhythm(from_on, every).days(first, last)
    assert [day for day in found if day_off(day)] == []
    assert {day.weekday() for day in found} <= {from_on.weekday()}
    assert len(set(found)) == len(found)
    assert all(max(first, from_on) <= day <= last and (day - from_on).days % (7 * every) == 0 for day in found)
    together = sorted([*found, *Rhythm(from_on, every).skipped(first, last)])
    assert {(later - day).days for day, later in pairwise(together)} <= {7 * every}


@given(days, st.integers(1, 12), days, st.integers(0, 200), st.integers(0, 200))
def test_two_looks_at_a_series_say_what_one_says(from_on: date, every: int, first: date, a: int, b: int) -> None:
    rhythm = Rhythm(from_on, every)
    middle, last = first + timedelta(days=a), first + timedelta(days=a + b + 1)
    parts = rhythm.days(first, middle) + rhythm.days(middle + timedelta(days=1), last)
    assert parts == rhythm.days(first, last)


@given(days, st.times(time(6), time(22)))
def test_a_session_begins_at_the_same_time_on_the_wall_all_year(day: date, begins: time) -> None:
    starts_at, ends_at = Hours(begins, time(23)).on(day)
    assert clock.local(starts_at).replace(tzinfo=None) == datetime.combine(day, begins)
    assert starts_at < ends_at


def test_the_night_the_clock_changes_moves_an_instant_and_no_wall_clock() -> None:
    before, after = (
        MORNING.on(day)[0] for day in Rhythm(date(2026, 10, 22)).days(date(2026, 10, 22), date(2026, 10, 29))
    )
    assert (before, after) == (datetime(2026, 10, 22, 8, tzinfo=UTC), datetime(2026, 10, 29, 9, tzinfo=UTC))


def test_the_christmas_of_2026_is_skipped() -> None:
    thursdays = Rhythm(date(2026, 12, 17))
    assert thursdays.days(date(2026, 12, 17), date(2027, 1, 7)) == [date(2026, 12, 17), date(2027, 1, 7)]
    assert thursdays.skipped(date(2026, 12, 17), date(2027, 1, 7)) == [date(2026, 12, 24), date(2026, 12, 31)]


@pytest.mark.parametrize(
    ("rhythm", "reason"),
    [
        (Rhythm(date(2026, 11, 21)), Reason.PAST),
        (Rhythm(date(2029, 1, 1)), Reason.TOO_FAR),
        (Rhythm(TUESDAY, 1, date(2026, 11, 23)), Reason.ENDS_FIRST),
        (Rhythm(date(2026, 12, 24), 1, date(2026, 12, 24)), Reason.DAY_OFF),
    ],
)
def test_what_cannot_be_planned_is_refused(rhythm: Rhythm, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_rhythm(rhythm, date(2026, 11, 22))
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("starts", "ends", "reason"),
    [
        (time(12), time(12), Reason.OUT_OF_ORDER),
        (time(5, 59), time(8), Reason.NIGHT),
        (time(22), time(23, 1), Reason.NIGHT),
        (time(8), time(16, 1), Reason.TOO_LONG),
    ],
)
def test_hours_at_which_no_centre_is_open_are_refused(starts: time, ends: time, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_times(starts, ends)
    assert refused.value.reason is reason


def _planned(world: World, series: int) -> list[tuple[date, str, int]]:
    """The sessions of a series: the day, the local time and how many are on the team."""
    with world.app.app_context():
        found = db.session.scalars(
            sa.select(CaseworkSession).where(CaseworkSession.series_id == series).order_by(CaseworkSession.planned_on)
        ).unique()
        return [(one.planned_on, f"{clock.local(one.starts_at):%H.%M}", len(one.team)) for one in found]


def _series(world: World, id: int) -> SessionSeries:
    return db.session.get_one(SessionSeries, id)


def test_eight_weeks_are_planned_when_a_series_is_made_and_each_night_one_more(world: World) -> None:
    with clock.stopped(NOW):
        karim = world.account("karim", Role.CASEWORKER)
        series = world.series(team=(karim,), from_on=TUESDAY)
        first = _planned(world, series)
        assert [day for day, _, _ in first] == Rhythm(TUESDAY).days(TUESDAY, TUESDAY + AHEAD)
        assert {(at, team) for _, at, team in first} == {("10.00", 1)}
    with clock.stopped(NOW + timedelta(days=7)), world.app.app_context():
        assert planning.fill_all() == 0
    with clock.stopped(NOW + timedelta(days=14)), world.app.app_context():
        assert [planning.fill_all(), planning.fill_all()] == [1, 0]


def test_the_night_command_plans_ahead(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    world.series(team=(karim,))
    with clock.stopped(clock.now() + timedelta(days=60)):
        said = world.app.test_cli_runner().invoke(args=["tidy"])
    assert said.exit_code == 0, said.output
    assert "sessions planned ahead: " in said.output
    assert "sessions planned ahead: 0" not in said.output


def test_whoever_left_is_not_put_on_a_team_any_more(world: World) -> None:
    with clock.stopped(NOW):
        karim, jens = (world.account(name, Role.CASEWORKER) for name in ("karim", "jens"))
        lis = world.account("lis", Role.CASEWORKER)
        series = world.series(team=(karim, jens, lis), from_on=TUESDAY)
    with world.saved():
        db.session.get_one(Account, jens).disabled_at = NOW
        for role in db.session.scalars(sa.select(RoleHeld).where(RoleHeld.account_id == lis)):
            role.ended_on = date(2026, 12, 1)
    with clock.stopped(NOW + timedelta(days=14)), world.app.app_context():
        planning.fill_all()
    assert _planned(world, series)[-1][2] == 1


def test_centres_of_one_house_have_one_session_together(world: World) -> None:
    with world.saved():
        for name in ("BorgerCafeen", "Parasollen"):
            db.session.get_one(Centre, world.centre[name]).house = "Det gule hus"
    karim = world.account("karim", Role.CASEWORKER, at=("BorgerCafeen",))
    series = world.series(team=(karim,), at="Parasollen")
    municipality = world.operator("Kommunen")
    with world.app.app_context():
        found = db.session.scalars(sa.select(CaseworkSession).where(CaseworkSession.series_id == series)).unique().all()
        assert {tuple(centre.name for centre in one.centres) for one in found} == {("BorgerCafeen", "Parasollen")}
        assert {one.controller_id for one in found} == {municipality}


def test_the_same_cannot_be_planned_twice(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER, at=("Regnbuen", "BorgerCafeen"))
    first = clock.today() + timedelta(days=7)
    series = world.series(team=(karim,), from_on=first)
    with pytest.raises(Refusal) as refused:
        world.series(team=(karim,), from_on=first + timedelta(days=14), hours=(time(11), time(13)))
    assert refused.value.reason is Reason.ALREADY_PLANNED
    others = [
        world.series(team=(karim,), from_on=first, hours=(time(12), time(14))),
        world.series(team=(karim,), from_on=first + timedelta(days=1)),
        world.series(team=(karim,), from_on=first, effort="Sundhed"),
        world.series(team=(karim,), from_on=first, at="BorgerCafeen"),
    ]
    assert len({series, *others}) == 5


def test_a_series_is_another_from_a_day_on(world: World) -> None:
    with clock.stopped(NOW):
        karim, jens = (world.account(name, Role.CASEWORKER) for name in ("karim", "jens"))
        series = world.series(team=(karim,), from_on=TUESDAY)
        cancelled, moved, held = _ids(world, series)[2:5]
        with world.saved():
            account = db.session.get_one(Account, karim)
            planning.cancel(_session(cancelled), "Kursus.", by=account)
            planning.move(_session(moved), date(2026, 12, 16), Hours(time(14), time(16)), "Jul.", by=account)
        world.visit(held, by=karim)
        with world.saved():
            rhythm = Rhythm(date(2026, 12, 3))
            new = planning.change_series(
                _series(world, series), rhythm, Hours(time(13), time(15)), [karim, jens], by=account
            ).id
        old = _planned(world, series)
        assert old == [(TUESDAY, "10.00", 1), (date(2026, 12, 1), "10.00", 1), (date(2026, 12, 22), "10.00", 1)]
        thursdays = Rhythm(date(2026, 12, 3)).days(date(2026, 12, 3), date(2026, 12, 3) + AHEAD)
        changed = _planned(world, new)
        assert [day for day, _, _ in changed] == thursdays
        by_day = {day: (at, team) for day, at, team in changed}
        assert by_day.pop(date(2026, 12, 10)) == ("10.00", 1)
        assert by_day.pop(date(2026, 12, 17)) == ("14.00", 1)
        assert set(by_day.values()) == {("13.00", 2)}
    with clock.stopped(NOW + timedelta(days=30)), world.app.app_context():
        planning.fill_all()
        assert len(_planned(world, series)) == 3


def test_a_series_that_ends_leaves_what_was_held_and_takes_the_rest(world: World) -> None:
    with clock.stopped(NOW):
        karim = world.account("karim", Role.CASEWORKER)
        series = world.series(team=(karim,), from_on=TUESDAY)
        held = _ids(world, series)[1]
        world.visit(held, by=karim)
        before = len(_planned(world, series))
        with world.saved():
            assert planning.end_series(_series(world, series), date(2026, 11, 25)) == before - 2
        assert [day for day, _, _ in _planned(world, series)] == [TUESDAY, date(2026, 12, 1)]
        with world.app.app_context():
            assert planning.fill_all() == 0


def test_a_series_that_never_began_goes_altogether(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    series = world.series(team=(karim,))
    with world.saved():
        planning.end_series(_series(world, series), clock.today())
    with world.app.app_context():
        assert db.session.get(SessionSeries, series) is None
        assert db.session.scalar(sa.select(sa.func.count()).select_from(CaseworkSession)) == 0


def _ids(world: World, series: int) -> list[int]:
    with world.app.app_context():
        question = sa.select(CaseworkSession.id).where(CaseworkSession.series_id == series)
        return list(db.session.scalars(question.order_by(CaseworkSession.planned_on)))


def _session(id: int) -> CaseworkSession:
    return db.session.get_one(CaseworkSession, id)
