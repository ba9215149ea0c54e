"""A period is closed once, what was released stays, a new definition reopens nothing else; long work can be left."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.config import ROOT
from app.db import db
from app.monitoring import disclosure, indicators, jobs, ledger, releasing
from app.monitoring.definition import State as DefinitionState
from app.monitoring.job import SILENT_FOR, JobKind, Progress, Refusal, State, Stopped, refuse_closing, refuse_release
from app.monitoring.models import Definition, Group, Grouped, Grouping, GroupMember
from app.monitoring.release_models import AppendOnly, ClosedPeriod, Job, Release, ReleasedTable
from app.monitoring.released import read
from app.period import Period
from app.upkeep import tidy
from tests.database import logged
from tests.make import World
from tests.monitoring.many_people import QUARTERS, come

CODE = QUARTERS[1]
BODIES = sa.select(ReleasedTable.indicator, ReleasedTable.columns_by, ReleasedTable.version, ReleasedTable.body)


def test_only_a_period_that_is_over_and_open_can_be_closed() -> None:
    quarter = Period.quarter(2026, 3)
    refuse_closing(quarter, is_closed=False, today=date(2026, 10, 1))
    with pytest.raises(Refusal, match=Stopped.NOT_OVER):
        refuse_closing(quarter, is_closed=False, today=date(2026, 9, 30))
    with pytest.raises(Refusal, match=Stopped.CLOSED_BEFORE):
        refuse_closing(quarter, is_closed=True, today=date(2026, 10, 1))


def test_only_another_definition_is_released_anew() -> None:
    refuse_release(in_force=2, released=1)
    with pytest.raises(Refusal, match=Stopped.RELEASED_BEFORE):
        refuse_release(in_force=2, released=2)
    with pytest.raises(Refusal, match=Stopped.NOT_CLOSED):
        refuse_release(in_force=2, released=None)


def test_work_that_says_nothing_for_long_is_lost() -> None:
    now = datetime(2026, 10, 1, 12, tzinfo=UTC)
    assert Progress(now, None, None).state(now + SILENT_FOR) is State.UNDER_WAY
    assert Progress(now, None, None).state(now + SILENT_FOR + timedelta(seconds=1)) is State.STOPPED
    assert Progress(now, now, None).state(now + timedelta(days=9)) is State.DONE
    assert Progress(now, now, Stopped.NOT_OVER).state(now) is State.STOPPED


def test_what_was_released_is_neither_changed_nor_deleted(world: World) -> None:
    world.released("2020-Q1")
    with world.app.app_context():
        for deed in ("UPDATE monitoring_release SET threshold = 3", "DELETE FROM behind_table"):
            with pytest.raises((DatabaseError, sqlite3.DatabaseError), match="append only"):
                db.session.execute(sa.text(deed))
            db.session.rollback()
        release = db.session.scalars(sa.select(Release)).one()
        release.threshold = 3
        with pytest.raises(AppendOnly):
            db.session.commit()
        db.session.rollback()
        db.session.delete(db.session.scalars(sa.select(ClosedPeriod)).one())
        with pytest.raises(AppendOnly):
            db.session.commit()
        db.session.rollback()


def test_records_that_are_corrected_later_change_nothing_that_was_released(world: World) -> None:
    """And a new definition of one indicator is released alone; who, when and by which version stands in the ledger."""
    lis = come(world, 6, people=40)
    lene = world.account("lotte", Role.LEADER, at=())
    world.closed(CODE, by=lene)
    with world.app.app_context():
        before = [tuple(row) for row in db.session.execute(BODIES)]
    with clock.stopped(datetime(2026, 9, 1, 12, tzinfo=UTC)):
        world.contact(world.citizen("Sent Skrevet", by=lis), by=lis)
    _adopt_groups(world, lene)
    with world.app.app_context():
        one = indicators.ALL["challenge_groups"]
        made = releasing.release(Period.named(CODE), one, None, lambda _done, _steps: None)
        again = [tuple(row) for row in db.session.execute(BODIES.where(ReleasedTable.release_id != made.id))]
        assert again == before
        assert {(table.indicator, table.version) for table in made.tables} == {("challenge_groups", 2)}
        row = ledger.of_closed(Period.named(CODE))
        closed = row.id
        assert [release.made_by_id for release in ledger.releases(row)] == [lene, None]
        assert len(ledger.latest(row)) == len(before)
        with pytest.raises(Refusal, match=Stopped.RELEASED_BEFORE):
            releasing.release(Period.named(CODE), one, None, lambda _done, _steps: None)
    page = world.browser("birgit").get(f"/monitoring/reports/{closed}")
    assert "Definition 2, vedtaget" in page
    assert "Nogle tal frigivet igen efter en ny definition" in page


def test_quarters_are_closed_after_the_year_that_they_lie_in(world: World) -> None:
    """3 and 2 of a year's 8 at Regnbuen, each under a mark that says «at least one»; of the days that are left between
    no mark says so.
    """
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    for month, few in ((2, 1), (5, 3), (8, 2), (11, 2)):
        for number in range(few + 6):
            citizen = world.citizen(f"Borger {month} {number}", by=lis)
            at = "Regnbuen" if number < few else "BorgerCafeen"
            world.contact(citizen, by=lis, at=at, happened_at=datetime(2025, month, 4, 10, tzinfo=UTC))
    for code in ("2025-Q2", "2025-01--2025-12", "2025-Q3"):
        world.closed(code)


def test_long_masking_gives_signs_of_life(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each would be lost if it told nothing for too long."""
    come(world, 6, people=40)
    monkeypatch.setattr(disclosure, "SIGN_OF_LIFE", 1)
    told: list[tuple[int, int]] = []
    with world.app.app_context():
        releasing.close(Period.named(CODE), None, lambda done, steps: told.append((done, steps)))
    done, steps = told[-1]
    assert done == steps - 1
    assert told.count((done, steps)) > 3


def test_an_administrator_closes_a_period_and_leaves_while_it_works(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    monkeypatch.setattr(jobs, "start", started.append)
    world.account("anders", Role.ADMINISTRATOR)
    world.account("frank", Role.LEADER)
    browser = world.browser("anders")
    form = next(
        form
        for index in range(40)
        if (form := browser.get("/monitoring/periods").form("/monitoring/closings", index))["code"] == "2026-Q3"
    )
    answer = form.submit()
    assert (answer.status, len(started)) == (303, 1)
    assert form.submit().headers["Location"] == answer.headers["Location"]
    assert len(started) == 1
    watching = answer.follow()
    assert "Du kan roligt forlade siden" in watching
    assert watching.soup.select_one("#job[hx-trigger]")
    part = browser.get(answer.headers["Location"], **{"HX-Request": "true", "HX-Request-Type": "partial"})
    assert part.text.strip() in watching.text
    assert world.browser("frank").get("/monitoring/periods").form("/monitoring/plain-reports")["code"]
    with world.app.app_context():
        assert jobs.run(started[0]).stopped is None
    for code, why in (("2026-Q3", Stopped.CLOSED_BEFORE), ("2998-Q3", Stopped.NOT_OVER)):
        refused = world.job(JobKind.CLOSE, code)
        with world.app.app_context():
            assert jobs.run(refused).stopped is why
    assert "Det er gjort" in browser.get(answer.headers["Location"])
    assert "Lukket" in browser.get("/monitoring/periods")


def test_a_leader_of_one_centre_closes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "start", lambda _id: pytest.fail("it was started"))
    world.account("frank", Role.LEADER)
    world.account("anders", Role.ADMINISTRATOR)
    browser, other = world.browser("frank"), world.browser("anders")
    assert not browser.get("/monitoring/periods").soup.select("form[action='/monitoring/closings']")
    form = other.get("/monitoring/periods").form("/monitoring/closings")
    plain = browser.get("/monitoring/periods").form("/monitoring/plain-reports")
    plain["code"] = form["code"]
    assert plain.submit(action="/monitoring/closings").status == 403
    plain["code"] = "2016-Q9"
    assert plain.submit().status == 422


def test_a_plain_report_is_for_whoever_asked_and_for_a_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    monkeypatch.setattr(jobs, "start", started.append)
    monkeypatch.setattr("app.pdf.made_of", lambda _html, _longest: b"%PDF")
    come(world, 7, people=12)
    world.account("frank", Role.LEADER)
    frank, lene = world.browser("frank"), world.browser("lene")
    form = frank.get("/monitoring/periods").form("/monitoring/plain-reports")
    form["code"] = CODE
    where = form.submit().headers["Location"]
    with world.app.app_context():
        assert db.session.get_one(Job, started[0]).centre_ids == {world.centre["Regnbuen"]}
        jobs.run(started[0])
    page = frank.get(where)
    assert "De må ikke gives videre" in page
    content = frank.get(f"{where}/file?kind=csv").answer.get_data().decode("utf-8-sig")
    assert "Rapporten må ikke gives videre" in content
    assert "Steder: Regnbuen." in content
    assert lene.get(where).status == 404
    assert lene.get(f"{where}/file?kind=csv").status == 404
    with clock.stopped(clock.now() + timedelta(hours=25)), world.saved():
        assert dict(tidy.tidy())["plain reports"] == 3
    assert frank.get(f"{where}/file?kind=csv").status == 303


def test_a_plain_report_goes_with_the_centres_that_its_asker_leads(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Frank led Regnbuen when he asked; he leads BorgerCafeen now."""
    started: list[int] = []
    monkeypatch.setattr(jobs, "start", started.append)
    monkeypatch.setattr("app.pdf.made_of", lambda _html, _longest: b"%PDF")
    frank = world.account("frank", Role.LEADER)
    browser = world.browser("frank")
    where = browser.get("/monitoring/periods").form("/monitoring/plain-reports").submit().headers["Location"]
    with world.app.app_context():
        jobs.run(started[0])
    assert browser.get(f"{where}/file?kind=csv").status == 200
    with world.saved():
        held = db.session.get_one(Account, frank).roles[0]
        held.centre_id = world.centre["BorgerCafeen"]
    browser = world.browser("frank")
    assert browser.get("/monitoring/periods").status == 200
    for path in (where, f"{where}/file?kind=csv"):
        assert browser.get(path).status == 404
    assert where not in browser.get("/monitoring/periods").text


def test_two_that_are_released_at_the_same_time_are_checked_against_each_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty came in the second quarter, two more in the third: not both 30 and the 32 of the half year."""
    lis = world.account("lis", Role.SKP_WORKER)
    for number in range(32):
        when = datetime(2026, 5 if number < 30 else 8, 4, 10, tzinfo=UTC)
        topics = (Challenge.JOB if number % 2 else Challenge.ECONOMY,)
        world.contact(world.citizen(f"Borger {number}", by=lis), by=lis, happened_at=when, topics=topics)
    really, overtaken = releasing.mask, []

    def slowly(*given: object) -> object:
        """While this one is being masked, somebody else closes the quarter."""
        if not overtaken:
            overtaken.append(True)
            other = threading.Thread(target=world.closed, args=("2026-Q2",))
            other.start()
            other.join()
        return really(*given)

    monkeypatch.setattr(releasing, "mask", slowly)
    world.closed("2026-04--2026-09")
    with world.app.app_context():
        shown = {
            code: read("citizens", 1, ledger.latest(ledger.of_closed(Period.named(code)))[0].body, "da")[0].cell(
                "citizens"
            )
            for code in ("2026-Q2", "2026-04--2026-09")
        }
    assert shown["2026-Q2"].value == 30
    assert shown["2026-04--2026-09"].hidden


def test_the_program_starts_without_what_only_long_work_needs(tmp_path: Path) -> None:
    """The processes that serve the screens stay small."""
    late = {"numpy", "highspy", "scipy", "openpyxl", "weasyprint", "alembic", "app.commands", "app.demo", "app.upkeep"}
    asked = f"import sys, wsgi; print(sorted({late} & set(sys.modules)))"
    environment = os.environ | {
        "VAEKSTHUS_INSTANCE": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite",
    }
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_it_is_done_by_a_process_of_its_own(world: World) -> None:
    """The real one: it finds the database, does the work and says how it ended."""
    with world.saved():
        job = jobs.ask(JobKind.CLOSE, Period.named("2998-Q4"), None)[0].id
    with world.app.app_context():
        jobs.start(job)
        end = time.monotonic() + 90
        while time.monotonic() < end:
            ended = db.session.get_one(Job, job, populate_existing=True).ended_at
            db.session.rollback()
            if ended:
                break
            time.sleep(0.3)
        assert db.session.get_one(Job, job, populate_existing=True).stopped is Stopped.NOT_OVER


def test_who_looked_is_logged_and_the_steering_group_sees_no_plain_figure(world: World) -> None:
    number = world.released("2020-Q1")
    world.account("birgit", Role.STEERING_GROUP)
    browser = world.browser("birgit")
    for path in (f"/monitoring/reports/{number}", f"/monitoring/published/{number}/theme"):
        assert browser.get(path).status == 200
    assert browser.get(f"/monitoring/reports/{number}/file?kind=csv").status == 200
    seen = [entry for entry in logged(world.app) if ("closed_period", number) in entry[3]]
    assert {(act, page) for act, page, _times, _records in seen} == {
        ("opened", "monitoring.report"),
        ("opened", "monitoring.published_theme"),
        ("exported", "monitoring.report_file"),
    }
    for path in ("/monitoring/", "/monitoring/themes", "/monitoring/periods", "/monitoring/source/differences"):
        assert browser.get(path).status == 403
    for path in (f"/monitoring/published/{number}/theme?of=hemmeligt", "/monitoring/reports/99"):
        assert browser.get(path).status == 404


def _adopt_groups(world: World, by: int) -> None:
    """The groups of challenges by a second definition, in force from the first day of this year."""
    with world.saved():
        grouping = Grouping(of=Grouped.CHALLENGES, version=2, decided_on=date(2026, 1, 1))
        for place, (key, members) in enumerate({"money": ("economy", "job"), "alcohol": ("alcohol",)}.items()):
            group = Group(key=key, danish=key, english=key, place=place)
            group.members = [GroupMember(member=member) for member in members]
            grouping.groups.append(group)
        db.session.add(
            Definition(
                indicator="challenge_groups",
                number=2,
                words="To grupper.",
                grouping=grouping,
                state=DefinitionState.ADOPTED,
                proposed_by_id=by,
                decided_by_id=by,
                decided_at=clock.now(),
                valid_from=date(2026, 10, 1),
            )
        )
