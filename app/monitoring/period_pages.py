"""Closing a period, releasing an indicator anew, a plain report of one's own: asked for here, done by `jobs`."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log
from app.access import Act, allow
from app.accounts.permissions import centres_for
from app.monitoring import defining, indicators, jobs, ledger
from app.monitoring.indicators import FROM_THE_START
from app.monitoring.job import (
    FILES_KEPT_FOR,
    MIMETYPES,
    FileKind,
    JobKind,
    Refusal,
    State,
    Stopped,
    refuse_closing,
    refuse_release,
)
from app.monitoring.published import FIRST, LAST
from app.monitoring.release_forms import PeriodForm, ReleaseForm
from app.monitoring.release_models import ClosedPeriod, Job, ReportFile
from app.monitoring.release_words import FILES, JOBS, STOPPED, alone, days, said
from app.monitoring.views import blueprint
from app.page import download, page, seen_at
from app.period import Period, quarters

MOST_PERIODS = 12


@dataclass(frozen=True)
class Newer:
    """An indicator that was released by an older definition than the one in force."""

    key: str
    title: str
    version: int


@dataclass(frozen=True)
class PeriodRow:
    """A period on the page: how it stands, and what can be done about it."""

    code: str
    words: str
    days: str
    closed: ClosedPeriod | None
    can_close: bool
    why_not: str
    newer: tuple[Newer, ...]


@blueprint.get("/periods")
@allow(Act.CLOSE_PERIOD, reads_only=True)
def periods() -> Response:
    """The quarters and the period of the source: open or closed."""
    return _periods()


@blueprint.post("/closings")
@allow(Act.CLOSE_PERIOD)
def closings() -> Response:
    """Ask for a period to be closed."""
    form = PeriodForm()
    if not form.validate():
        return _periods(form, status=422)
    _must_reach_everywhere()
    period = Period.named(form.code.data)

    started: list[int] = []

    def store() -> str:
        try:
            refuse_closing(period, is_closed=ledger.closed(period) is not None, today=clock.today())
        except Refusal as refusal:
            return _refused(refusal.reason)
        return _asked(started, JobKind.CLOSE, period)

    return _start(form.once(store), started)


@blueprint.post("/releases")
@allow(Act.CLOSE_PERIOD)
def releases() -> Response:
    """Ask for an indicator of a closed period to be released by its newer definition."""
    form = ReleaseForm()
    if not form.validate() or form.indicator.data not in indicators.ALL:
        return _periods(form, status=422)
    _must_reach_everywhere()
    period, indicator = Period.named(form.code.data), form.indicator.data

    started: list[int] = []

    def store() -> str:
        try:
            refuse_release(
                in_force=defining.in_force(indicator, clock.today()),
                released=ledger.latest_version(period, indicator),
            )
        except Refusal as refusal:
            return _refused(refusal.reason)
        return _asked(started, JobKind.RELEASE, period, indicator)

    return _start(form.once(store), started)


@blueprint.post("/plain-reports")
@allow(Act.FOLLOW_JOBS)
def plain_reports() -> Response:
    """Ask for a report with the figures as they are, of one's own centres."""
    form = PeriodForm()
    if not form.validate():
        return _periods(form, status=422)
    period = Period.named(form.code.data)
    own = centres_for(current_user.person, Act.SEE_FIGURES)
    centres = ",".join(map(str, sorted(own))) if own is not None else ""
    started: list[int] = []
    return _start(form.once(lambda: _asked(started, JobKind.REPORT, period, centres=centres)), started)


@blueprint.get("/jobs/<id:monitoring_job_id>")
@allow(Act.FOLLOW_JOBS, to=Job)
def job(monitoring_job: Job) -> Response:
    """How far long work is. The page can be left; the work goes on."""
    _may_follow(monitoring_job)
    state = jobs.state(monitoring_job)
    closed = ledger.closed(monitoring_job.period)
    return page(
        "monitoring/job.html",
        part="monitoring/_job.html",
        job=monitoring_job,
        title=JOBS[monitoring_job.kind],
        period=said(monitoring_job.period),
        state=state,
        State=State,
        why=STOPPED[monitoring_job.stopped or Stopped.LOST] if state is State.STOPPED else "",
        closed=closed if monitoring_job.kind is not JobKind.REPORT else None,
        files=_files(monitoring_job),
    )


@blueprint.get("/jobs/<id:monitoring_job_id>/file")
@allow(Act.FOLLOW_JOBS, to=Job, fresh=True)
def job_file(monitoring_job: Job) -> Response:
    """The plain report as a file, for whoever asked for it; it is kept for a day."""
    _may_follow(monitoring_job)
    asked = request.args.get("kind", FileKind.XLSX.value)
    found = next((one for one in _kept(monitoring_job) if one.kind.value == asked), None)
    if found is None:
        log.nothing_shown()
        flash(_("Filen er der ikke. Er den slettet, så lav rapporten igen."), "wait")
        return seen_at(url_for("monitoring.job", monitoring_job_id=monitoring_job.id))
    log.exported([monitoring_job])
    name = f"vaeksthus-{monitoring_job.code}-internt.{found.kind.value}"
    return download(found.content, name=name, mimetype=MIMETYPES[found.kind])


def _start(answer: Response, started: list[int]) -> Response:
    """What was stored is committed: now the process that does it can read it."""
    for job_id in started[-1:]:
        jobs.start(job_id)
    return answer


def _asked(started: list[int], kind: JobKind, period: Period, indicator: str | None = None, centres: str = "") -> str:
    made, is_new = jobs.ask(kind, period, current_user.account, indicator, centres)
    if is_new:
        log.created(made)
        started.append(made.id)
    return url_for("monitoring.job", monitoring_job_id=made.id)


def _refused(reason: Stopped) -> str:
    flash(str(STOPPED[reason]), "wait")
    return url_for("monitoring.periods")


def _must_reach_everywhere() -> None:
    """Closing fixes the figures of every centre."""
    if centres_for(current_user.person, Act.CLOSE_PERIOD) is not None:
        abort(403)


def _may_follow(job: Job) -> None:
    if not _follows(job):
        abort(404)


def _follows(job: Job) -> bool:
    """A plain report is its own asker's, for as long as they see the figures of its centres; closing is everybody's who
    may close.
    """
    if job.kind is not JobKind.REPORT:
        return True
    own = centres_for(current_user.person, Act.SEE_FIGURES)
    reaches = own is None or (job.centre_ids is not None and job.centre_ids <= own)
    return reaches and job.asked_by_id == current_user.account_id


def _kept(job: Job) -> list[ReportFile]:
    return [one for one in job.files if one.made_at > clock.now() - FILES_KEPT_FOR]


def _files(job: Job) -> list[tuple[str, str]]:
    made = {one.kind for one in _kept(job)}
    return [(kind.value, str(words)) for kind, words in FILES.items() if kind in made]


def _periods(form: Any = None, status: int = 200) -> Response:
    today = clock.today()
    every = list(quarters(FROM_THE_START, today))
    listed = every if "older" in request.args else every[:MOST_PERIODS]
    closed = {row.code: row for row in ledger.closed_periods()}
    listed += [row.period for row in closed.values() if row.period not in listed]
    source = Period(FIRST, LAST)
    if source not in listed:
        listed.append(source)
    older = "older" not in request.args and len(every) > MOST_PERIODS
    return page(
        "monitoring/periods.html",
        status=status,
        form=form or PeriodForm(),
        new_key=lambda: uuid.uuid4().hex,
        rows=[_row(period, closed.get(period.code)) for period in listed],
        older=older,
        everywhere=centres_for(current_user.person, Act.CLOSE_PERIOD) is None,
        running=[(one, said(one.period), JOBS[one.kind]) for one in _running()],
    )


def _running() -> list[Job]:
    return [one for one in ledger.open_jobs() if jobs.state(one) is State.UNDER_WAY and _follows(one)]


def _row(period: Period, closed: ClosedPeriod | None) -> PeriodRow:
    why = ""
    try:
        refuse_closing(period, is_closed=closed is not None, today=clock.today())
    except Refusal as refusal:
        why = str(STOPPED[refusal.reason])
    return PeriodRow(
        period.code, alone(period), days(period), closed, not why, why, tuple(_newer(closed)) if closed else ()
    )


def _newer(closed: ClosedPeriod) -> list[Newer]:
    in_force = defining.versions_in_force(clock.today())
    released = {table.indicator: table.version for table in ledger.latest(closed)}
    return [
        Newer(key, str(indicators.ALL[key].title), in_force.get(key, defining.FIRST))
        for key, version in released.items()
        if key in indicators.ALL and in_force.get(key, defining.FIRST) != version
    ]
