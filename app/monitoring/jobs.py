"""Long work on reports: asked for on a page or by a command, done by a process of its own, watched on a page.

The linear programmes and the drawing need memory that the processes which serve the screens must not keep, and more
time than a page may take; so the work is a command, started beside the server.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable

import sqlalchemy as sa
from flask import current_app

from app import clock, log
from app.accounts.models import Account
from app.config import ROOT
from app.db import db, one_reading
from app.monitoring import indicators, ledger, releasing, reporting
from app.monitoring.job import FileKind, JobKind, Progress, Refusal, State, Stopped
from app.monitoring.release_models import Job, Release, ReportFile
from app.monitoring.report import Report
from app.monitoring.report_files import files
from app.period import Period

Told = Callable[[int, int], None]


def ask(
    kind: JobKind, period: Period, by: Account | None, indicator: str | None = None, centres: str = ""
) -> tuple[Job, bool]:
    """Note that this is to be done, and whether it is new: else the same is under way already. The caller commits."""
    for one in db.session.scalars(sa.select(Job).where(Job.code == period.code, Job.ended_at.is_(None))):
        same = (one.kind, one.indicator, one.centres) == (kind, indicator, centres)
        mine = kind is not JobKind.REPORT or one.asked_by_id == (by.id if by else None)
        if same and mine and state(one) is State.UNDER_WAY:
            return one, False
    made = Job(kind=kind, code=period.code, indicator=indicator, centres=centres, asked_by_id=by.id if by else None)
    db.session.add(made)
    db.session.flush()
    return made, True


def state(job: Job) -> State:
    """How it stands now."""
    return Progress(job.told_at, job.ended_at, job.stopped).state(clock.now())


def start(job_id: int) -> None:
    """Let a process of its own do it; the page does not wait for it."""
    environment = os.environ | {
        "FLASK_APP": "wsgi",
        "DATABASE_URL": current_app.config["SQLALCHEMY_DATABASE_URI"],
        "VAEKSTHUS_INSTANCE": str(current_app.config["INSTANCE"]),
        "SMALLEST_SHOWN": str(current_app.config["SMALLEST_SHOWN"]),
    }
    process = subprocess.Popen(  # noqa: S603 (our own words, never somebody's text)
        [sys.executable, "-m", "flask", "monitoring", "job", str(job_id)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, daemon=True).start()


def run(job_id: int, told: Told = lambda done, steps: None) -> Job:
    """Do it, telling how far it is; however it ends, that is noted. Commits."""
    job = db.session.get_one(Job, job_id)
    kind, period, indicator, by, centre_ids = job.kind, job.period, job.indicator, job.asked_by, job.centre_ids

    def tell(done: int, steps: int) -> None:
        with db.engine.begin() as connection:
            said = sa.update(Job).where(Job.id == job_id).values(done=done, steps=steps, told_at=clock.now())
            connection.execute(said)
        told(done, steps)

    stopped = None
    try:
        if kind is JobKind.REPORT:
            _report(job_id, period, centre_ids, tell)
        elif kind is JobKind.CLOSE:
            _files_of(releasing.close(period, by, tell))
        else:
            _files_of(releasing.release(period, indicators.ALL[indicator or ""], by, tell))
    except Refusal as refusal:
        stopped = refusal.reason
    except Exception:
        stopped = Stopped.WENT_WRONG
        raise
    finally:
        db.session.rollback()
        ended = db.session.get_one(Job, job_id, populate_existing=True)
        ended.ended_at, ended.stopped = clock.now(), stopped
        if stopped is None:
            ended.done = ended.steps
        db.session.commit()
    return ended


def plain_report(period: Period, centre_ids: frozenset[int] | None, tell: Told) -> Report:
    """The working group's own figures of a period as they are now."""
    of = releasing.counted_in(period)
    with one_reading():
        counted = releasing.tables(period, of, tell, centre_ids=centre_ids, behind=False)
        return reporting.plain(period, counted, centre_ids)


def _report(job_id: int, period: Period, centre_ids: frozenset[int] | None, tell: Told) -> None:
    made = files(plain_report(period, centre_ids, tell))
    db.session.add_all(ReportFile(job_id=job_id, kind=kind, content=content) for kind, content in made.items())
    db.session.commit()


def _files_of(release: Release) -> None:
    """The files of a release are made once, and stay what was handed out."""
    made = files(reporting.released(ledger.of_closed(release.closed_period.period), "da"))
    db.session.add_all(
        ReportFile(release_id=release.id, kind=kind, content=made[kind]) for kind in FileKind if kind in made
    )
    log.created(release)
    db.session.commit()
