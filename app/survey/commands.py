"""`flask survey`: the keyholder's commands and the program's, each speaking to the other through a pipe.

The keyholder (a system user without the database): `key make`, `key list`, `key destroy`, `key lost`, `count`.
The program's user (without the keys): `key publish`, `hand-out`, `record`, `ended`, `renew-box`.
Where one user holds both, on one's own machine and in a training instance, `keep` does all of it.
"""

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

import click
from flask import current_app
from flask.cli import AppGroup

from app import clock, envelope
from app.db import db
from app.survey import box, keeping, keys, messages, recording
from app.survey.batch import named, needing_keys
from app.survey.messages import Gone, HandOut, Made, Message, Result

R = TypeVar("R")

commands = AppGroup("survey", help="The sealed ballot: keys, counting, protocol.")
key = AppGroup("key", help="The keyholder's keys, one pair for each quarter.")
commands.add_command(key)


@key.command("make")
@click.argument("quarters", nargs=-1)
def make(quarters: tuple[str, ...]) -> None:
    """Make the key pairs of these quarters (2026-Q4 …), or of this one and the next where they have none; prints what
    `key publish` reads.
    """
    for name in _names(quarters) or needing_keys(clock.today()):
        try:
            public = keys.make(_folder(), name)
        except FileExistsError:
            if quarters:
                raise click.ClickException(f"{name} has a key already.") from None
            public = envelope.public_of(_private(name))
        _say(Made(name, envelope.text_of(public)))


@key.command("publish")
def publish() -> None:
    """Read what `key make` printed, and let answers be sealed to these keys."""
    for message in _read():
        if isinstance(message, Made):
            new = _recorded(partial(recording.publish, message))
            click.echo(f"{message.batch}: {'published' if new else 'was published before'}.")


@key.command("list")
def list_keys() -> None:
    """Print which private keys are here."""
    for name in keys.names(_folder()):
        click.echo(f"{name} {envelope.text_of(envelope.public_of(_private(name)))}")


@key.command("destroy")
@click.argument("quarters", nargs=-1)
def destroy(quarters: tuple[str, ...]) -> None:
    """Destroy the private keys of these quarters, or of those that standard input names (`survey ended` prints them);
    prints what `record` reads.
    """
    for name in _names(quarters or [line.strip() for line in sys.stdin if line.strip()]):
        keys.destroy(_folder(), name)
        _say(Gone(name, lost=False))


@key.command("lost")
@click.argument("quarter")
@click.option("--another-is-here", is_flag=True, help="The key that lies here was made in the lost one's place.")
def lost(quarter: str, another_is_here: bool) -> None:
    """Say that the private key of this quarter is lost; prints what `record` reads. Its answers can never be read."""
    (name,) = _names([quarter])
    if keys.private(_folder(), name) is not None and not another_is_here:
        raise click.ClickException(f"The key of {name} is here: {_folder()}.")
    _say(Gone(name, lost=True))


@commands.command("hand-out")
def hand_out() -> None:
    """Close the quarters that are over, with their days of grace, and print their envelopes for `count`."""
    try:
        over = recording.handed_out()
    except box.VeilLost as why:
        db.session.rollback()
        raise click.ClickException("A box cannot be read by this machine; see «The survey» in operations.md.") from why
    db.session.commit()
    for handed in over:
        _say(handed)


@commands.command("count")
def count() -> None:
    """Read what `hand-out` printed, open and count it in memory, and print what `record` reads."""
    for message in _read():
        if isinstance(message, HandOut):
            try:
                _say(messages.result_of(message, _private(message.batch)))
            except messages.AnotherKey as why:
                raise click.ClickException(
                    f"The key of {message.batch} in {_folder()} is not the one that was published. Bring it back, "
                    f"or say that it is lost: flask survey key lost {message.batch} --another-is-here."
                ) from why


@commands.command("record")
def record() -> None:
    """Read what `count`, `key destroy` and `key lost` printed, and write it down; counted envelopes are deleted."""
    for message in _read():
        if isinstance(message, Result):
            line = _recorded(partial(recording.record, message))
        elif isinstance(message, Gone):
            line = _recorded(partial(recording.key_gone, message))
        else:
            continue
        click.echo(f"{message.batch}: {line.event.value}.")


@commands.command("ended")
def ended() -> None:
    """Print the quarters that were counted and whose keys are not yet said to be destroyed."""
    for name in recording.with_keys_to_destroy():
        click.echo(name)


@commands.command("renew-box")
@click.argument("quarter")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def renew_box(quarter: str, yes: bool) -> None:
    """Put an empty box in the place of one that this machine cannot read. What lay in it is lost, and the protocol
    says so.
    """
    (name,) = _names([quarter])
    if not yes:
        click.confirm(f"The answers of {name} until now are lost for good. Go on?", abort=True)
    line = _recorded(partial(recording.renew_box, name))
    click.echo(f"{name}: {line.envelopes} envelopes lost; answers are taken again.")


@commands.command("keep")
def keep() -> None:
    """Make and publish keys, count what is over, destroy its keys: where one user holds keys and database."""
    if current_app.config["PRODUCTION"] and not current_app.config["TRAINING"]:
        raise click.ClickException("In production the keys are another user's; see «The survey» in operations.md.")
    for line in keeping.keep():
        click.echo(line)


def _recorded(work: Callable[[], R]) -> R:
    """Do this and commit; what is refused is said, and changes nothing."""
    try:
        done = work()
    except recording.Refused as why:
        db.session.rollback()
        raise click.ClickException(str(why)) from why
    db.session.commit()
    return done


def _folder() -> Path:
    return Path(current_app.config["SURVEY_KEYS"])


def _private(name: str) -> bytes:
    try:
        found = keys.private(_folder(), name)
    except (OSError, ValueError) as why:
        raise click.ClickException(f"The private key of {name} cannot be read: {_folder()}.") from why
    if found is None:
        raise click.ClickException(f"The private key of {name} is not in {_folder()}.")
    return found


def _names(quarters: Iterable[str]) -> list[str]:
    for name in (found := list(quarters)):
        try:
            named(name)
        except ValueError as why:
            raise click.ClickException(f"{name!r} is no quarter; they are written 2026-Q4.") from why
    return found


def _say(message: Message) -> None:
    click.echo(messages.written(message))


def _read() -> Iterable[Message]:
    try:
        yield from messages.read(sys.stdin)
    except messages.Garbled as why:
        raise click.ClickException(str(why)) from why
