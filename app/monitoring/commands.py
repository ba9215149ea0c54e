"""`flask monitoring`: the tables on the command line."""

import csv
import sys
from datetime import date, datetime

import click
from flask.cli import AppGroup

from app.centres import queries as places
from app.db import db
from app.monitoring import queries, rolling, waiting
from app.monitoring.table import Figures, Scope

commands = AppGroup("monitoring", help="The tables of monitoring.")


@commands.command("tables")
@click.option("--from", "first", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The first day.")
@click.option("--to", "last", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day.")
@click.option("--centre", help="The name of one centre; without it, all.")
@click.option("--csv", "as_csv", is_flag=True, help="table,row,citizens,percent,base")
def tables(first: datetime, last: datetime, centre: str | None, as_csv: bool) -> None:
    """Print every table of a period, rows in the order of the source."""
    found = _figures(first.date(), last.date(), centre)
    if as_csv:
        _print_csv(found)
        return
    click.echo(f"{found.citizens} citizens, {found.contacts} contacts", nl=False)
    click.echo(f" ({found.contacts_without_record} without a record, {found.people_without_record} people)")
    click.echo(f"{found.conversations} conversations ({found.conversations_without_record} without a record)")
    for one in waiting.waits(found.scope):
        click.echo(f"days to the first {one.key}: {one.citizens} citizens, half {one.half}, 80 % {one.most}", nl=False)
        click.echo(f" ({one.direct} direct)")
    for table in found.tables:
        click.echo(f"\n{table.key} (base {table.base})")
        for row in table.rows:
            share = "" if row.percent is None else f"{row.percent} %"
            click.echo(f"  {row.key:<32}{row.citizens:>6}{share:>7}")


@commands.command("recount")
def recount() -> None:
    """Count the rolled-up figures anew from the records; what is shown stays what it was until the end."""
    for line in rolling.recount():
        click.echo(line)
    db.session.commit()
    click.echo("The figures are those of the records.")


def _figures(first: date, last: date, centre: str | None) -> Figures:
    if last < first:
        raise click.BadParameter("the period ends before it begins", param_hint="--to")
    if centre is None:
        return queries.figures(Scope(first, last))
    found = places.centre_named(centre)
    if found is None:
        raise click.BadParameter(f"there is no centre called {centre!r}", param_hint="--centre")
    return queries.figures(Scope(first, last, frozenset({found.id})))


def _print_csv(found: Figures) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["table", "row", "citizens", "percent", "base"])
    for table in found.tables:
        for row in table.rows:
            writer.writerow([table.key, row.key, row.citizens, "" if row.percent is None else row.percent, table.base])
