"""Commands: `flask prepare` before the server starts, `flask setup` for the first administrator, `flask demo`.

The server itself knows none of them, and takes less memory for it.
"""

import os

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate import Migrate

from app.accounts import queries, slip
from app.accounts.models import Account, RoleHeld
from app.accounts.role import Role
from app.applications.code import TRIAL_WORDS
from app.config import ROOT
from app.db import db
from app.demo import people, sessions
from app.demo import story as demo_story
from app.imports import commands as imports
from app.installation import Origin, mark, origin
from app.monitoring import release_commands as monitoring
from app.survey import commands as survey
from app.survey import demonstration, keeping
from app.upkeep import commands as upkeep
from app.upkeep import upgrading

demo = AppGroup("demo", help="The demo: invented people, made through the program's own functions.")


def init(app: Flask) -> None:
    """Know these commands, those of the features, and the migrations."""
    Migrate(app, db, directory=str(ROOT / "migrations"))
    app.cli.add_command(prepare)
    app.cli.add_command(setup)
    app.cli.add_command(demo)
    app.cli.add_command(run_check)
    for command in (*upkeep.COMMANDS, monitoring.commands, imports.command, survey.commands):
        app.cli.add_command(command)


@click.command("prepare")
@with_appcontext
def prepare() -> None:
    """Upgrade the database, load the demo into an empty one unless DEMO=no, and say where to sign in.

    In a demo, sessions run whenever it starts.
    """
    made = upgrading.upgrade()
    if made:
        click.echo(f"The database is upgraded. Backup from before: {made}")
    if origin() is None:
        if os.environ.get("DEMO") == "no":
            _make_first_administrator("administrator", "Administrator")
        else:
            _load_demo()
    if not current_app.config["PRODUCTION"] or current_app.config["TRAINING"]:
        for line in keeping.keep():
            click.echo(line)
    if origin() is Origin.DEMO and (line := sessions.keep_running()):
        click.echo(line)
    address = f"http://{os.environ.get('HOST') or '127.0.0.1'}:{current_app.config['PORT']}"
    click.echo(f"\nVæksthus: {address}\n")
    if origin() is Origin.DEMO:
        _print_sign_ins()
    elif origin() is Origin.SETUP:
        _lead_to_first_administrator(address)


@click.command("setup")
@with_appcontext
@click.option("--username", prompt="Brugernavn", default="administrator")
@click.option("--name", prompt="Navn", default="Administrator")
def setup(username: str, name: str) -> None:
    """Make the first administrator of an empty database, and print the slip for choosing a password."""
    if current_app.config["TRAINING"]:
        raise click.ClickException("This is a training instance (DEMO=yes); the demo brings its accounts.")
    if queries.any_account():
        raise click.ClickException("There are accounts already; an administrator invites the next ones.")
    _make_first_administrator(username, name)
    _lead_to_first_administrator("")


@demo.command("load")
def load() -> None:
    """Load the demo into an empty database; anything else is left alone."""
    if origin() is not None or queries.any_account():
        raise click.ClickException("The database is not empty, so the demo leaves it alone.")
    _load_demo()


@demo.command("accounts")
def accounts() -> None:
    """Print `role username password`, a line for each demo account."""
    if origin() is not Origin.DEMO:
        raise click.ClickException("This database was not made by the demo.")
    for member in people.STAFF:
        click.echo(f"{member.role.value} {member.username} {people.PASSWORD}")


@click.command("check")
@with_appcontext
def run_check() -> None:
    """Start the program and stop: everything that would stop a real start stops this too."""
    click.echo(f"{len(current_app.view_functions)} views, each with a rule.")


def _load_demo() -> None:
    if current_app.config["PRODUCTION"] and not current_app.config["TRAINING"]:
        raise click.ClickException("The demo's passwords are known to everybody; it is not loaded in production.")
    for line in (*demo_story.load(), *demonstration.load(), *demo_story.close()):
        click.echo(line)


def _print_sign_ins() -> None:
    for member in people.STAFF:
        click.echo(f"  {member.username:<10} {people.PASSWORD:<16} {member.title}")
    click.echo(f"  {TRIAL_WORDS:<27} a citizen's three words, at the tablet that a worker hands over")
    click.echo("")


def _make_first_administrator(username: str, name: str) -> None:
    account = Account(username=queries.folded(username), name=name)
    account.roles.append(RoleHeld(role=Role.ADMINISTRATOR))
    db.session.add(account)
    mark(Origin.SETUP)
    db.session.commit()


def _lead_to_first_administrator(address: str) -> None:
    """Print a fresh slip as long as nobody has a password yet."""
    everybody = queries.accounts()
    if any(account.password_hash for account in everybody):
        return
    code = slip.invite(everybody[0], by=None)
    db.session.commit()
    click.echo(f"Vælg adgangskoden til den første administrator på {address}/accounts/welcome")
    click.echo(f"  Brugernavn: {everybody[0].username}\n  Kode:       {code}\n")
