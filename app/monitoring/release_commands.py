"""`flask monitoring close`, `report`, `job`: closing a period, its report as files, long work that a page asked for."""

from pathlib import Path

import click
from flask_babel import force_locale

from app.db import db
from app.monitoring import jobs, ledger, reporting
from app.monitoring.commands import commands as commands
from app.monitoring.job import FileKind, JobKind
from app.monitoring.release_models import Job
from app.monitoring.release_words import STOPPED
from app.monitoring.report import Report
from app.monitoring.report_files import files, name
from app.period import NoPeriod, Period


class _PeriodType(click.ParamType[Period]):
    """2016-Q3, or 2014-11--2016-10."""

    name = "period"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """The period; fails with a sentence."""
        try:
            return Period.named(str(value))
        except NoPeriod as unknown:
            self.fail(str(unknown), param, ctx)


_PERIOD = click.option("--period", required=True, type=_PeriodType(), help="2016-Q3, or 2014-11--2016-10.")


@commands.command("close")
@_PERIOD
def close(period: Period) -> None:
    """Close a period: fix its figures, hide the small ones, and release them to the steering group."""
    job, is_new = jobs.ask(JobKind.CLOSE, period, by=None)
    if not is_new:
        raise click.ClickException(f"{period.code} is being closed already.")
    db.session.commit()
    _end(jobs.run(job.id, _told))
    click.echo(f"{period.code} is closed, and its report can be fetched.")


@commands.command("report")
@_PERIOD
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder.")
@click.option("--plain", is_flag=True, help="The working group's own figures, which must not be passed on.")
def report(period: Period, out: Path, plain: bool) -> None:
    """Write the report of a period as XLSX, CSV and PDF: of a closed one what was released, or --plain."""
    made = _plain(period) if plain else _released(period)
    out.mkdir(parents=True, exist_ok=True)
    written = files(made)
    if FileKind.PDF not in written:
        click.echo("No PDF: what draws it is missing on this machine, or it took too long.", err=True)
    for kind, content in written.items():
        path = out / name(made, kind)
        path.write_bytes(content)
        click.echo(str(path))


@commands.command("job")
@click.argument("job_id", type=int)
def job(job_id: int) -> None:
    """Do the long work that a page asked for; the program starts this itself."""
    _end(jobs.run(job_id, _told))


def _plain(period: Period) -> Report:
    with force_locale("da"):
        return jobs.plain_report(period, None, _told)


def _released(period: Period) -> Report:
    row = ledger.closed(period)
    if row is None:
        raise click.ClickException(
            f"{period.code} is open. Close it (flask monitoring close --period {period.code}), or take --plain."
        )
    return reporting.released(row, "da")


def _told(done: int, steps: int) -> None:
    click.echo(f"\r{done} of {steps}", nl=done == steps, err=True)


def _end(done: Job) -> None:
    if done.stopped is not None:
        raise click.ClickException(str(STOPPED[done.stopped]))
