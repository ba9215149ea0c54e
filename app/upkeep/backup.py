"""Making a backup that is proved before it is believed, proving an old one, and bringing one back.

A backup is made in a folder beside its place and renamed when it is whole: half a backup never bears the name of one.
"""

import fcntl
import os
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import DBAPIError

from app import clock
from app.config import ROOT
from app.db import db
from app.installation import Installation, Origin
from app.upkeep import archive, postgresql, sqlite
from app.upkeep.archive import Damaged, Manifest, Trouble

ENDING = ".backup"
_WORKPLACE = ".making"

ENDED_AT_RETURN = (
    ("UPDATE public.sign_in SET ended_at = now() WHERE ended_at IS NULL"),
    (
        "UPDATE public.invitation SET withdrawn_at = now()"
        " WHERE used_at IS NULL AND withdrawn_at IS NULL AND expires_at > now()"
    ),
)
"""What must not come back to life with an old database: sessions that were ended since, and slips that were used."""


@dataclass(frozen=True)
class Made:
    """A backup that was made and proved."""

    path: Path
    manifest: Manifest
    proof: str


@dataclass(frozen=True)
class Returned:
    """A backup that was brought back."""

    manifest: Manifest
    sessions_ended: int
    slips_withdrawn: int


def engine() -> sqlite.Sqlite | postgresql.Postgresql:
    """The database of the settings, as this package handles it."""
    url = sa.make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite":
        return sqlite.Sqlite(db.engine.url.database or "")
    return postgresql.Postgresql(url)


def make(folder: Path, keep: int | None = None) -> Made:
    """Make a backup in this folder, prove it, and then leave only the `keep` newest of this installation.

    Raises Trouble, and leaves nothing behind, where it cannot be made or cannot be proved.
    """
    source = engine()
    origin, installation, revision = _about()
    with _told(folder), _workplace(folder) as workplace:
        payload, rows = source.dump(workplace)
        path = workplace / "whole"
        now = clock.local(clock.now())
        archive.write(
            path,
            payload,
            made_at=now.isoformat(),
            program=version(),
            revision=revision,
            database=source.name,
            server=source.server(),
            origin=origin,
            installation=installation,
            rows=rows,
        )
        payload.unlink()
        manifest, proof = _proved(path, workplace)
        final = _unused(folder, f"vaeksthus-{now:%Y-%m-%d-%H%M%S}")
        path.rename(final)
        _on_disk(folder)
    if keep is not None:
        _leave_newest(folder, keep, installation)
    return Made(final, manifest, proof)


def verify(path: Path) -> tuple[Manifest, str]:
    """Prove that a backup could be brought back; raises Damaged or Trouble with the reason why not."""
    manifest = archive.described(path)
    _refuse_newer(path, manifest)
    with _told(path.parent), _workplace(_folder_for_work()) as workplace:
        return _proved(path, workplace)


def refuse_unfit(path: Path, replace: bool) -> Manifest:
    """Raises Trouble or Damaged, before anything is touched, for a file that says it is newer or of another kind or
    purpose, and for a database that is not empty (unless it is to be replaced) or in use.
    """
    target = engine()
    manifest = archive.described(path)
    _refuse_newer(path, manifest)
    if manifest.database != target.name:
        raise Trouble(f"{path} is of a {manifest.database} database, and DATABASE_URL names a {target.name} one.")
    _refuse_other_purpose(path, manifest)
    db.session.remove()
    db.engine.dispose()
    if not replace and not target.holds_nothing():
        raise Trouble("The database is not empty. To put the backup in its place, add --replace.")
    target.refuse_company()
    return manifest


def bring_back(path: Path, replace: bool) -> Returned:
    """Put a backup in the place of the database; sessions are ended and open slips withdrawn.

    Refuses what `refuse_unfit` does, and a file whose content is not what was written.
    """
    manifest = refuse_unfit(path, replace)
    target = engine()
    with _told(path.parent), _workplace(_folder_for_work()) as workplace:
        payload = workplace / "payload"
        archive.unpacked(path, payload)
        sessions, slips = target.load(payload, manifest, workplace, _commands(target.name))
    return Returned(manifest, sessions, slips)


@cache
def version() -> str:
    """The program's version."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])


def scripts() -> ScriptDirectory:
    """The migrations that this version of the program brings."""
    return ScriptDirectory(str(ROOT / "migrations"))


def _about() -> tuple[str, str, str]:
    """Where the database comes from, which installation it is, and its last migration."""
    try:
        with db.engine.connect() as connection:
            there = sa.inspect(connection)
            if not there.has_table("alembic_version"):
                raise Trouble("There is nothing to back up: the database has no tables yet.")
            revision = connection.scalar(sa.text("SELECT version_num FROM alembic_version")) or ""
            found = None
            if there.has_table(Installation.__tablename__):
                found = connection.execute(sa.select(Installation.origin, Installation.made_at)).first()
    except DBAPIError as why:
        raise Trouble(f"The database cannot be read: {why.orig}") from why
    finally:
        db.engine.dispose()
    if found is None:
        return "", "", revision
    return found.origin.value, f"{found.origin.value} {found.made_at.isoformat()}", revision


def _proved(path: Path, workplace: Path) -> tuple[Manifest, str]:
    payload = workplace / "proving"
    manifest = archive.unpacked(path, payload)
    reader: sqlite.Sqlite | postgresql.Postgresql = engine()
    if manifest.database == sqlite.NAME:
        reader = sqlite.Sqlite("")
    elif reader.name != manifest.database:
        return manifest, "every byte is as it was written (to look inside, DATABASE_URL must name a PostgreSQL)"
    proof = reader.check(payload, manifest, workplace)
    payload.unlink()
    return manifest, proof


def _refuse_newer(path: Path, manifest: Manifest) -> None:
    known = {script.revision for script in scripts().walk_revisions()}
    if manifest.revision not in known:
        raise Damaged(
            f"{path} was made by a newer version of the program (revision {manifest.revision}). "
            "Upgrade the program first."
        )


def _refuse_other_purpose(path: Path, manifest: Manifest) -> None:
    training = current_app.config["TRAINING"]
    if training and manifest.origin == Origin.SETUP:
        raise Trouble(f"{path} is about real people, and this is a training instance (DEMO=yes).")
    if manifest.origin == Origin.DEMO and current_app.config["PRODUCTION"] and not training:
        raise Trouble(f"{path} was made by the demo, and this is no training instance.")


def _commands(kind: str) -> list[str]:
    if kind == postgresql.NAME:
        return list(ENDED_AT_RETURN)
    return [
        one.replace("public.", "").replace("now()", "strftime('%Y-%m-%d %H:%M:%f000', 'now')")
        for one in ENDED_AT_RETURN
    ]


def _folder_for_work() -> Path:
    """Where a payload may be unpacked: with the backups, which are as secret as what is unpacked."""
    return Path(current_app.config["BACKUPS"])


@contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A folder of one's own inside this one; what a killed run left in it is removed first, then all."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    workplace = folder / _WORKPLACE
    workplace.mkdir(exist_ok=True, mode=0o700)
    with _alone(workplace):
        try:
            _emptied(workplace)
            yield workplace
        finally:
            _emptied(workplace)
            with suppress(OSError):
                workplace.rmdir()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as why:
            raise Trouble(f"Another backup is at work in {folder.parent}.") from why
        yield
    finally:
        os.close(descriptor)


def _emptied(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as why:
        if why.errno in (28, 122):
            free = shutil.disk_usage(folder).free // 1_000_000
            raise Trouble(f"The disk is full ({free} MB free at {folder}). No backup was made or changed.") from why
        raise Trouble(f"{why.filename or folder}: {why.strerror}.") from why


def _unused(folder: Path, name: str) -> Path:
    for number in range(1, 1000):
        path = folder / (f"{name}{ENDING}" if number == 1 else f"{name}_{number}{ENDING}")
        if not path.exists():
            return path
    raise Trouble(f"{folder} holds too many backups of this second.")


def _on_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _leave_newest(folder: Path, keep: int, installation: str) -> None:
    """Only this installation's: a training instance, or another municipality's, may use the same folder."""
    own = []
    for path in folder.glob(f"vaeksthus-*{ENDING}"):
        with suppress(Trouble):
            manifest = archive.described(path)
            if manifest.installation == installation:
                own.append((manifest.when, path.name, path))
    for _, _, path in sorted(own, reverse=True)[max(keep, 1) :]:
        path.unlink()
