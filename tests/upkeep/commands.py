"""What an administrator of the machine types, and what stands in the folder of backups afterwards."""

from __future__ import annotations

from pathlib import Path

from click.testing import Result
from flask import Flask

from app.db import db


def run(app: Flask, *command: str, given: str | None = None, **environment: str) -> Result:
    """A command of the program; its connections are closed afterwards, as a process's are."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    result = app.test_cli_runner(env=environment).invoke(args=list(command), input=given)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return result


def backups(folder: Path) -> list[Path]:
    """The backups in a folder, oldest first; anything else in it is a failure of the test."""
    found = sorted(folder.iterdir()) if folder.exists() else []
    assert [path.name for path in found if path.suffix != ".backup"] == []
    return found
