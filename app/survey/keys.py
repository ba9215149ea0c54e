"""The keyholder's private keys: files of a folder that the process behind the pages cannot read. Knows no database."""

import os
from pathlib import Path

import click
from flask import Flask

from app import envelope
from app.config import BadSetting

ENDING = ".key"


def make(folder: Path, name: str) -> bytes:
    """Make the key pair of a quarter; answers with the public key. Raises FileExistsError where there is one."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private, public = envelope.new_pair()
    fresh = folder / f".{name}.{os.getpid()}"
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            file.write(envelope.text_of(private))
            file.flush()
            os.fsync(file.fileno())
        # Whole, or not there, whenever this is cut off.
        os.link(fresh, _file(folder, name))
    finally:
        fresh.unlink(missing_ok=True)
    return public


def private(folder: Path, name: str) -> bytes | None:
    """The private key of a quarter, if it is here; raises ValueError where the file is damaged."""
    try:
        key = envelope.bytes_of(_file(folder, name).read_text().strip())
    except FileNotFoundError:
        return None
    envelope.public_of(key)
    return key


def destroy(folder: Path, name: str) -> None:
    """Overwrite a private key and delete it; nothing where it is not here."""
    path = _file(folder, name)
    if not path.exists():
        return
    with path.open("r+b") as file:
        file.write(b"0" * path.stat().st_size)
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def names(folder: Path) -> list[str]:
    """The quarters whose keys are here, in order."""
    return sorted(path.stem for path in folder.glob(f"*{ENDING}"))


def within_reach(folder: Path) -> bool:
    """Whether this process can read or enter the folder."""
    return os.access(folder, os.R_OK) or os.access(folder, os.X_OK)


def refuse_both(app: Flask) -> None:
    """In production whoever serves the pages, and so has the database, must not hold the keys: raises BadSetting.

    The program's commands are not asked: the keyholder's own are among them.
    """
    folder = app.config["SURVEY_KEYS"]
    apart = app.config["PRODUCTION"] and not app.config["TRAINING"]
    if apart and click.get_current_context(silent=True) is None and within_reach(folder):
        raise BadSetting(
            f"The process that serves the pages can read {folder}, where the survey's private keys lie. Only the "
            "keyholder's system user may (see «The survey» in docs/operations.md)."
        )


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}{ENDING}"
