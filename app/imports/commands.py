"""`flask import staff|centres|citizens FILE`: the same check and the same reading in, for files of any allowed size."""

from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from app.accounts import queries as accounts
from app.accounts.models import Account, RoleHeld
from app.accounts.role import Role
from app.db import db
from app.imports import reading_in
from app.imports.columns import Kind
from app.imports.sheet import LARGEST, Unreadable
from app.imports.words import FAULTS, refused


@click.command("import")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Only say what is wrong; read nothing in.")
@click.option("--by", "username", help="The account that answers for it; the first administrator when left out.")
@click.option("--accept-warnings", is_flag=True, help="Read in citizens who are called like others at the same centre.")
@with_appcontext
def command(kind: str, file: Path, only_check: bool, username: str | None, accept_warnings: bool) -> None:
    """Read staff, centres or citizens from a spreadsheet (XLSX or CSV): all of it, or nothing and exit status 1."""
    with file.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    try:
        _, found = reading_in.checked(Kind(kind), data)
    except Unreadable as fault:
        raise click.ClickException(refused(fault)) from fault
    for problem in found.problems:
        click.echo(f"række {problem.row}, {problem.column}: {FAULTS[problem.fault]} {problem.shown}".rstrip(), err=True)
    for warning in found.warnings:
        click.echo(f"advarsel, række {warning.row}, {warning.column}: {FAULTS[warning.fault]}", err=True)
    if found.problems:
        raise click.ClickException(f"{len(found.problems)} fejl. Intet er læst ind.")
    click.echo(f"{len(found.records)} rækker uden fejl, {len(found.warnings)} advarsler.")
    if only_check:
        return
    if found.warnings and not accept_warnings:
        raise click.ClickException("Intet er læst ind. Se advarslerne igennem, og tilføj --accept-warnings.")
    slips = reading_in.read_in(Kind(kind), found, by=_who(username))
    db.session.commit()
    for slip in slips:
        click.echo(f"{slip.name};{slip.username};{slip.code}")
    click.echo(f"{len(found.records)} rækker er læst ind.")


def _who(username: str | None) -> Account:
    if username:
        account = accounts.account_named(accounts.folded(username))
    else:
        first = (
            sa.select(Account).join(RoleHeld).where(RoleHeld.role == Role.ADMINISTRATOR, Account.disabled_at.is_(None))
        )
        account = db.session.scalars(first.order_by(Account.id).limit(1)).first()
    if account is None:
        raise click.ClickException("Der er ingen konto med det brugernavn, eller ingen administrator.")
    return account
