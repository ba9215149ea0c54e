"""The demo in a database: made once, only in an empty one, and equal to what Haderslev published."""

import csv
import io
from collections import Counter
from datetime import date, time, timedelta

import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.casework import planning
from app.casework.models import CaseworkSession, Visit
from app.casework.visit import State
from app.centres.models import Centre, Department, Effort
from app.citizens.models import Citizen, Note
from app.db import db
from app.followups.models import FollowUp
from app.installation import Origin, origin
from app.monitoring import published, queries, waiting
from app.monitoring.table import Scope
from app.outreach.bridge import State as BridgeState
from app.outreach.models import Bridge
from tests.make import World

SUNDAY = date(2026, 11, 22)


def run(app: Flask, *command: str, **environment: str) -> Result:
    """A command of the program."""
    return app.test_cli_runner(env=environment).invoke(args=list(command))


def tables(app: Flask, last: str, *more: str) -> list[dict[str, str]]:
    """What the monitoring command prints."""
    result = run(app, "monitoring", "tables", "--from", "2014-11-01", "--to", last, "--csv", *more)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.output)))


def test_the_demos_tables_are_the_published_ones(app: Flask) -> None:
    assert run(app, "prepare").exit_code == 0
    rows = tables(app, "2016-10-31")
    percent = {(row["table"], row["row"]): row["percent"] for row in rows}
    for table, size in (("challenges", 12), ("income", 11), ("income_groups", 3)):
        printed = published.PRINTED[table]
        ours = {row: int(percent[table, row]) for row in printed}
        equal = sum(ours[row] == share for row, share in printed.items())
        print(f"demo: {equal} of {size} rows of {table} as printed")
        assert ours == dict(printed)
        assert len(printed) == size
        assert [row["row"] for row in rows if row["table"] == table and row["percent"]] == list(printed)
    assert {row["base"] for row in rows if row["table"] == "challenges"} == {"372"}
    assert {row["base"] for row in tables(app, "2015-05-27") if row["table"] == "challenges"} == {"125"}
    centres = [tables(app, "2016-10-31", "--centre", name)[0]["base"] for name in ("Regnbuen", "parasollen")]
    assert all(0 < int(base) < 372 for base in centres)

    again = run(app, "prepare")
    assert "Demo:" not in again.output
    with app.app_context():
        assert origin() is Origin.DEMO
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Account)) == 17
        accounts = run(app, "demo", "accounts").output.splitlines()
        assert len(accounts) == 17
        assert {line.split()[0] for line in accounts} == {role.value for role in Role}
        assert all(len(line.split()) == 3 for line in accounts)


def test_a_database_that_the_demo_did_not_make_is_left_alone(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.citizen("Ib", by=mette)
    refused = run(world.app, "demo", "load")
    assert refused.exit_code == 1
    assert "not empty" in refused.output
    with world.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Citizen)) == 1
    assert run(world.app, "demo", "accounts").exit_code == 1


def test_without_the_demo_the_first_administrator_gets_a_slip(app: Flask) -> None:
    started = run(app, "prepare", DEMO="no")
    assert "Brugernavn: administrator" in started.output
    code = started.output.split("Kode:")[1].split()[0]
    world_page = _welcome(app, "administrator", code)
    assert world_page == "/"
    assert "Kode:" not in run(app, "prepare", DEMO="no").output
    with app.app_context():
        assert origin() is Origin.SETUP


def test_setup_makes_one_administrator_and_no_second(app: Flask) -> None:
    first = run(app, "setup", "--username", "Anders", "--name", "Anders Skov")
    assert first.exit_code == 0
    assert "Brugernavn: anders" in first.output
    assert run(app, "setup", "--username", "bo", "--name", "Bo").exit_code == 1


def test_the_demo_is_not_loaded_in_production(app: Flask) -> None:
    app.config["PRODUCTION"] = True
    try:
        refused = run(app, "prepare")
        assert refused.exit_code == 1
        assert "not loaded in production" in refused.output
    finally:
        app.config["PRODUCTION"] = False


def test_the_command_says_what_is_wrong_with_its_words(app: Flask) -> None:
    backwards = run(app, "monitoring", "tables", "--from", "2016-01-01", "--to", "2015-01-01")
    assert "ends before it begins" in backwards.output
    nowhere = run(app, "monitoring", "tables", "--from", "2015-01-01", "--to", "2016-01-01", "--centre", "Månen")
    assert "no centre called 'Månen'" in nowhere.output


def _welcome(app: Flask, username: str, code: str) -> str:
    from tests.browser_without_script import Browser

    form = Browser(app).get("/accounts/welcome").form("welcome")
    form["username"], form["code"] = username, code.lower()
    form["password"] = form["again"] = "en lang og god kode"
    return form.submit().headers["Location"]


def test_sessions_run_at_every_start_and_no_start_doubles_them(app: Flask) -> None:
    """The second start is an hour and a half later, the third at night, the fourth the day after; no series of the
    plan falls on a Sunday.
    """
    morning = clock.at(SUNDAY, time(10, 7))
    with clock.stopped(morning):
        assert "Demo: 4 sessions that run now" in run(app, "prepare").output
        first = _running(app)
        assert "sessions that run now" not in run(app, "prepare").output
        assert _running(app) == first
    assert [(effort, places) for _, effort, places in first] == [
        ("Fremskudt misbrugsindsats", ("BorgerCafeen",)),
        ("Fremskudt sagsbehandling", ("Brugerhuset", "Parasollen")),
        ("Fremskudt sagsbehandling", ("Regnbuen",)),
        ("Fremskudt sundhedsindsats", ("Kolibrien",)),
    ]
    regnbuen = first[2][0]
    with app.app_context(), clock.stopped(morning):
        _is_lively(regnbuen)
        _has_figures()
    with clock.stopped(morning + timedelta(minutes=90)):
        assert "Demo: 4 sessions that run now" in run(app, "prepare").output
        assert not {one[0] for one in _running(app)} & {one[0] for one in first}
    night = clock.at(SUNDAY, time(23, 40))
    with clock.stopped(night):
        run(app, "prepare")
        assert [one[1:] for one in _running(app)] == [one[1:] for one in first]
    with clock.stopped(night + timedelta(hours=12)):
        assert run(app, "prepare").exit_code == 0
        assert [one[1:] for one in _running(app)] == [one[1:] for one in first]
    with app.app_context():
        assert db.session.get_one(CaseworkSession, regnbuen).closed_at is not None
        lively = sa.select(sa.func.count()).select_from(CaseworkSession).where(CaseworkSession.visits.any())
        assert db.session.scalar(lively.where(CaseworkSession.closed_at.is_(None))) == 4


def test_a_session_that_was_planned_for_now_is_the_one_that_runs(app: Flask) -> None:
    """It began four minutes ago: people have come and are talked with, and nothing happened before, or will later."""
    now = clock.at(SUNDAY, time(10, 4))
    with clock.stopped(now):
        run(app, "demo", "load")
        with app.app_context():
            regnbuen = db.session.scalars(sa.select(Centre).where(Centre.name == "Regnbuen")).one()
            effort = db.session.scalars(sa.select(Effort).where(Effort.name == "Fremskudt sagsbehandling")).one()
            begins = clock.at(SUNDAY, time(10))
            planned = planning.plan(
                effort,
                [regnbuen],
                controller_id=regnbuen.operator_id,
                starts_at=begins,
                ends_at=begins + timedelta(hours=2),
            )
            db.session.commit()
            planned_id = planned.id
        run(app, "prepare")
        assert planned_id in {one[0] for one in _running(app)}
        assert len(_running(app)) == 4
        with app.app_context():
            visits = db.session.get_one(CaseworkSession, planned_id).visits
            moments = [(visit.arrived_at, visit.talking_since, visit.ended_at) for visit in visits]
            assert all(begins <= at <= now for three in moments for at in three if at)
            assert Counter(visit.state.value for visit in visits) == {"waiting": 3, "talking": 2, "left": 1}


def test_a_real_installation_gets_no_session_by_itself(app: Flask) -> None:
    run(app, "prepare", DEMO="no")
    assert "sessions that run now" not in run(app, "prepare", DEMO="no").output
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(CaseworkSession)) == 0


def _running(app: Flask) -> list[tuple[int, str, tuple[str, ...]]]:
    """The sessions that run now, to which somebody came: id, effort, centres."""
    with app.app_context():
        now = clock.now()
        question = sa.select(CaseworkSession).where(
            CaseworkSession.starts_at <= now, CaseworkSession.ends_at > now, CaseworkSession.visits.any()
        )
        found = db.session.scalars(question).unique().all()
        return sorted(
            ((one.id, one.effort.name, tuple(centre.name for centre in one.centres)) for one in found),
            key=lambda one: one[1:],
        )


def _is_lively(session_id: int) -> None:
    """Somebody waits, by name, by what they want to be called and by number; some talk, some are done, one left."""
    session = db.session.get_one(CaseworkSession, session_id)
    states = Counter(visit.state.value for visit in session.visits)
    assert states == {"waiting": 3, "talking": 2, "seen": 3, "left": 1}
    waiting = [visit for visit in session.visits if visit.state is State.WAITING]
    assert [(visit.citizen_id is not None, bool(visit.called)) for visit in waiting] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert waiting[0].bridge_id is not None
    assert db.session.get_one(Bridge, waiting[0].bridge_id).state is BridgeState.ARRIVED
    talks = [talk for visit in session.visits for talk in visit.conversations]
    assert {talk.department.name for talk in talks if talk.department} == {"Jobcenter", "Ydelsescenter"}
    assert any(talk.note for talk in talks)
    agreed = sa.select(sa.func.count()).select_from(FollowUp).where(FollowUp.conversation_id.is_not(None))
    assert (db.session.scalar(agreed) or 0) > 10


def _has_figures() -> None:
    """Four weeks of conversations by every department, a third of them once, and waiting days."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    scope = Scope(monday - timedelta(weeks=4), monday - timedelta(days=1))
    found = queries.figures(scope)
    split = {row.key: row.percent for row in found.table("recurrence").rows}
    print(f"demo: {found.conversations} conversations in four weeks, {split}")
    assert split == {"one_off": 30, "ongoing": 70}
    assert found.conversations == 70
    wait = waiting.waits(scope)[0]
    assert wait.citizens > 20
    assert wait.direct == 0
    assert 0 < (wait.half or 0) < (wait.most or 0) <= 20
    notes = sa.select(Department.name).join(Note, Note.department_id == Department.id).distinct()
    assert set(db.session.scalars(notes)) == {
        "Jobcenter",
        "Ydelsescenter",
        "Handicap og Psykiatri",
        "Misbrugscenter",
        "Sundhedsafdeling",
    }
    closed = sa.select(sa.func.count()).select_from(CaseworkSession).where(CaseworkSession.closed_at.is_not(None))
    assert db.session.scalar(closed.where(CaseworkSession.visits.any())) == 20
    called = sa.select(Visit.called).join(CaseworkSession).where(CaseworkSession.closed_at.is_not(None)).distinct()
    assert list(db.session.scalars(called)) == [""]
