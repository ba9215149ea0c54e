"""The file of a backup: three lines of text that describe it, then the database itself.

    VAEKSTHUS BACKUP 1
    {the manifest, as JSON}
    the SHA-256 of the two lines above
    the payload, byte for byte

The manifest holds the payload's own size and SHA-256, so that no byte of the file can change unnoticed. That finds
damage; against forgery the file is to be encrypted and signed. Without the program, `tail -n +4 FILE` is the payload:
for SQLite the gzipped database, for PostgreSQL what pg_restore reads.
"""

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

FORMAT = 1
MAGIC = b"VAEKSTHUS BACKUP "
LONGEST_LINE = 1024 * 1024
PIECE = 1024 * 1024


class Trouble(click.ClickException):
    """What was asked for cannot be done; the sentence says why, and the command ends with 1."""


class Damaged(Trouble):
    """A file that is no whole backup of ours."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says about itself."""

    made_at: str
    """ISO 8601, with the offset of Danish time."""
    program: str
    """The program's version."""
    revision: str
    """The last migration of the database."""
    database: str
    """sqlite or postgresql."""
    server: str
    """The version of the database's own program."""
    origin: str
    """demo, setup, or empty where nobody had an account yet."""
    installation: str
    """Distinguishes this installation's backups from another's in the same folder."""
    rows: dict[str, int]
    """The rows of every table, counted in the same snapshot as the payload."""
    size: int
    """Of the payload, in bytes."""
    sha256: str
    """Of the payload."""

    @property
    def when(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made_at)

    def __str__(self) -> str:
        """A sentence for the administrator."""
        kind = "SQLite" if self.database == "sqlite" else "PostgreSQL"
        total = sum(self.rows.values())
        return (
            f"{kind}, {total} rows in {len(self.rows)} tables, revision {self.revision}, made {self.when:%F %H.%M} "
            f"by version {self.program}"
        )


def write(path: Path, payload: Path, **described: Any) -> Manifest:
    """Make the file, mode 0600, of a payload and what is known about it; it is on the disk when this returns."""
    manifest = Manifest(size=payload.stat().st_size, sha256=_sha256_of(payload), **described)
    first = MAGIC + f"{FORMAT}\n".encode()
    second = json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True).encode() + b"\n"
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file, payload.open("rb") as source:
        file.write(first + second + hashlib.sha256(first + second).hexdigest().encode() + b"\n")
        shutil.copyfileobj(source, file, PIECE)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def described(path: Path) -> Manifest:
    """What the file says about itself, without reading its payload; raises Damaged or Trouble."""
    with _opened(path) as file:
        return _head(path, file)


def unpacked(path: Path, to: Path) -> Manifest:
    """Write the file's payload to a new file, mode 0600, when every byte is as it was written; else raises Damaged."""
    with _opened(path) as file:
        manifest = _head(path, file)
        digest, size = hashlib.sha256(), 0
        with os.fdopen(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as payload:
            while piece := file.read(PIECE):
                digest.update(piece)
                size += len(piece)
                payload.write(piece)
    if size < manifest.size:
        raise Damaged(f"{path} is cut off: {size} of {manifest.size} bytes are there.")
    if (size, digest.hexdigest()) != (manifest.size, manifest.sha256):
        raise Damaged(f"{path} is damaged: its content is not what was written.")
    return manifest


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as why:
        raise Trouble(f"{path} cannot be read: {why.strerror}.") from why


def _head(path: Path, file: BinaryIO) -> Manifest:
    first, second, seal = (file.readline(LONGEST_LINE) for _ in range(3))
    if not first:
        raise Damaged(f"{path} is empty.")
    if not first.startswith(MAGIC):
        raise Damaged(f"{path} is not a backup of Væksthus.")
    if first != MAGIC + f"{FORMAT}\n".encode() and first.endswith(b"\n") and first[len(MAGIC) :].strip().isdigit():
        raise Damaged(f"{path} was made by a newer version of the program, in a form that this one cannot read.")
    if seal != hashlib.sha256(first + second).hexdigest().encode() + b"\n":
        raise Damaged(f"{path} is damaged: what it says about itself is not what was written.")
    try:
        return Manifest(**json.loads(second))
    except (ValueError, TypeError) as why:
        raise Damaged(f"{path} is damaged: what it says about itself cannot be read.") from why


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
