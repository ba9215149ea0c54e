"""Copying a living SQLite database, and putting a copy in its place, through SQLite's own online backup."""

import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from app.db import sqlite
from app.upkeep.archive import PIECE, Damaged, Manifest, Trouble

NAME = "sqlite"
LONGEST_WAIT = 15.0
"""Seconds to wait for somebody who is writing."""


class Sqlite:
    """One SQLite database, by the path of its file."""

    name = NAME

    def __init__(self, path: str) -> None:
        self.path = Path(path)

    def server(self) -> str:
        """SQLite's version."""
        return str(sqlite.sqlite_version)

    def dump(self, folder: Path) -> tuple[Path, dict[str, int]]:
        """The payload: a gzipped copy as the database stood at one moment, and how many rows it holds."""
        plain, payload = folder / "copy.sqlite", folder / "payload"
        with _told(), closing(_open(self.path)) as source, closing(_open(plain)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            rows = _counted(copy)
        with plain.open("rb") as file, payload.open("wb") as made, gzip.GzipFile("", "wb", 4, made, 0) as packed:
            shutil.copyfileobj(file, packed, PIECE)
        plain.unlink()
        return payload, rows

    def check(self, payload: Path, manifest: Manifest, folder: Path) -> str:
        """Raises Damaged unless the payload is a sound database with the rows of the manifest; says what was done."""
        with closing(_open(_plain(payload, folder))) as copy:
            _refuse_faults(copy, manifest)
        (folder / "plain.sqlite").unlink()
        return "integrity, references and row counts checked"

    def holds_nothing(self) -> bool:
        """Whether nobody has an account in it yet, or there is no database at all."""
        if not self.path.exists():
            return True
        with _told(), closing(_open(self.path)) as found:
            return "account" not in _tables(found) or not _count(found, "account")

    def refuse_company(self) -> None:
        """Raises Trouble while a server, or anybody else, has the database open.

        Leaving WAL mode needs the database alone; SQLite itself refuses it while another connection is open.
        """
        if not self.path.exists():
            return
        try:
            with closing(_open(self.path, wait=1)) as found:
                (mode,) = found.execute("PRAGMA journal_mode = DELETE").fetchone()
                alone = mode == "delete"
        except sqlite.OperationalError:
            alone = False
        if not alone:
            raise Trouble(f"{self.path} is in use. Stop the service first.")

    def load(self, payload: Path, manifest: Manifest, folder: Path, afterwards: list[str]) -> list[int]:
        """Put the payload in the database's place, in one transaction of the file; answers with how many rows each
        command of `afterwards` changed. Cut off at any moment, the database is the one from before or the new one.
        """
        plain = _plain(payload, folder)
        with _told(), closing(_open(plain)) as copy:
            _refuse_faults(copy, manifest)
            copy.execute("BEGIN")
            changed = [copy.execute(command).rowcount for command in afterwards]
            copy.execute("COMMIT")
            if self.path.exists():
                # Into the file that is there: a rename would leave an old -wal beside a new database.
                with closing(_open(self.path)) as here:
                    here.execute("PRAGMA synchronous = FULL")
                    copy.backup(here)
                return changed
        with plain.open("rb") as file:
            os.fsync(file.fileno())
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(plain, beside := self.path.with_name(f".{self.path.name}.coming"))
        beside.chmod(0o600)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.rename(self.path)
        return changed


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite.DatabaseError as why:
        if getattr(why, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise Trouble(
                f"The database itself is damaged ({why}). Stop the service, move the file and those beside it "
                "(-wal, -shm) away, and restore the last backup that can be verified."
            ) from why
        raise Trouble(f"SQLite says: {why}.") from why


def _open(path: Path, wait: float = LONGEST_WAIT) -> Any:
    connection = sqlite.connect(str(path), timeout=wait, isolation_level=None)
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _plain(payload: Path, folder: Path) -> Path:
    plain = folder / "plain.sqlite"
    try:
        with (
            gzip.open(payload, "rb") as packed,
            os.fdopen(os.open(plain, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file,
        ):
            shutil.copyfileobj(packed, file, PIECE)
    except (gzip.BadGzipFile, EOFError) as why:
        raise Damaged("The backup's content cannot be unpacked.") from why
    return plain


def _refuse_faults(copy: Any, manifest: Manifest) -> None:
    try:
        sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        broken = copy.execute("PRAGMA foreign_key_check").fetchone()
        rows = _counted(copy)
    except sqlite.DatabaseError as why:
        raise Damaged(f"The backup's content is no sound database: {why}.") from why
    if not sound or broken:
        raise Damaged("The backup's content is no sound database: SQLite finds faults in it.")
    if rows != manifest.rows:
        raise Damaged("The backup holds other rows than it says.")


def _tables(connection: Any) -> list[str]:
    question = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    return sorted(name for (name,) in connection.execute(question))


def _count(connection: Any, table: str) -> int:
    (found,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 (a table of the database)
    return int(found)


def _counted(connection: Any) -> dict[str, int]:
    return {table: _count(connection, table) for table in _tables(connection)}
