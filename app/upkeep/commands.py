"""`flask backup`, `flask backup verify`, `flask restore`, `flask upgrade` and `flask tidy`."""

import shutil
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from app.casework import closing, planning
from app.db import db
from app.upkeep import backup as backups
from app.upkeep import tidy as tidying
from app.upkeep import upgrading

KEPT = 14
WORD = "replace"


@click.group("backup", invoke_without_command=True)
@click.option("--to", "folder", type=click.Path(path_type=Path), help="The folder; the setting BACKUPS if left out.")
@click.option(
    "--keep", type=click.IntRange(1, 10000), default=KEPT, show_default=True, help="How many of the newest stay."
)
@click.pass_context
@with_appcontext
def backup(context: click.Context, folder: Path | None, keep: int) -> None:
    """Make one file of the whole database while it is in use, and prove that it could be brought back."""
    if context.invoked_subcommand is not None:
        return
    made = backups.make((folder or Path(current_app.config["BACKUPS"])).resolve(), keep)
    click.echo(made.path)
    click.echo(f"{made.manifest}; {made.proof}.")


@backup.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def verify(file: Path) -> None:
    """Prove that a backup could be brought back; ends with 1 and a sentence if not."""
    manifest, proof = backups.verify(file)
    click.echo(f"{file} is whole: {manifest}; {proof}.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Also where the database is not empty; it is backed up first.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
@with_appcontext
def restore(file: Path, replace: bool, yes: bool) -> None:
    """Bring a backup back into an empty database, with the service stopped. Everybody must sign in again."""
    if replace:
        backups.refuse_unfit(file, replace)
        if not yes:
            click.echo("Everything in the database now is replaced by what it was when the backup was made.")
            if click.prompt(f"Write {WORD} to go on", default="", show_default=False) != WORD:
                raise click.ClickException("Nothing was changed.")
        backups.verify(file)
        if _holds_something():
            made = backups.make(Path(current_app.config["BACKUPS"]))
            click.echo(f"What was there until now is kept: {made.path}")
    returned = backups.bring_back(file, replace)
    click.echo(f"Brought back: {returned.manifest}.")
    click.echo(
        f"{returned.sessions_ended} sessions were ended and {returned.slips_withdrawn} open slips withdrawn: "
        "everybody signs in again, and whoever had not used a slip needs a new one."
    )
    if upgrading.pending():
        click.echo("It is from an older version of the program. Next: flask upgrade")


@click.command("upgrade")
@with_appcontext
def upgrade() -> None:
    """Bring the database up to this version of the program, with a backup first."""
    if not upgrading.pending():
        click.echo("The database is up to date.")
        return
    made = upgrading.upgrade()
    if made:
        click.echo(f"Backup from before: {made}")
    click.echo("The database is up to date.")


@click.command("tidy")
@with_appcontext
def tidy() -> None:
    """Delete what only the machinery needed, close the sessions of other days, plan those of series ahead, and say how
    much room is left. Run it daily.
    """
    for what, deleted in tidying.tidy():
        click.echo(f"{what}: {deleted} deleted")
    click.echo(f"sessions left open: {closing.close_forgotten()} closed")
    db.session.commit()
    click.echo(f"sessions planned ahead: {planning.fill_all()}")
    free = shutil.disk_usage(_place_of_data()).free / 1e9
    click.echo(f"room left on the disk: {free:.1f} GB")


COMMANDS = (backup, restore, upgrade, tidy)


def _holds_something() -> bool:
    return not backups.engine().holds_nothing()


def _place_of_data() -> Path:
    """The disk that the instance's folder is on, whether or not it is there yet."""
    folder = Path(current_app.config["INSTANCE"])
    return next(place for place in (folder, *folder.parents) if place.exists())
