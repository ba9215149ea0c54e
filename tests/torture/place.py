"""A place to torture: a database of its own of either kind with people in it, and the real server in front of it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app.accounts.role import Role
from app.db import db
from tests.conftest import drop_database, own_database, program
from tests.make import World

ROOT = Path(__file__).parents[2]
LONGEST_START = 90
NOT_OURS = ("DATABASE_URL", "DEMO", "SECRET_KEY", "TRUSTED_PROXIES", "VAEKSTHUS_MODE", "BACKUPS")


@dataclass
class Place:
    """One database, whoever works there, and the folder that the instance keeps its key in."""

    kind: str
    url: str
    folder: Path
    app: Flask
    people: list[str] = field(default_factory=list)
    port: int = 0

    def let_go(self) -> None:
        """Close what this process has open, before another one is to have the database for itself."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    @property
    def address(self) -> str:
        """Where its server listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment that the program needs for this place."""
        kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        return kept | {
            "DATABASE_URL": self.url,
            "VAEKSTHUS_INSTANCE": str(self.folder),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
        }

    def flask(self, *command: str, url: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run one of the program's commands as an administrator of the machine does."""
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *command],
            cwd=ROOT,
            env=self.environment | ({"DATABASE_URL": url} if url else {}) | environment,
            capture_output=True,
            text=True,
        )

    def rows(self, question: str, **values: object) -> list[sa.Row[tuple[object, ...]]]:
        """Ask the database itself."""
        with self.app.app_context(), db.engine.connect() as connection:
            return list(connection.execute(sa.text(question), values))

    def number(self, question: str, **values: object) -> int:
        """Ask the database for one number."""
        return int(str(self.rows(question, **values)[0][0]))

    def sound(self) -> bool:
        """Whether the database finds no fault in itself. PostgreSQL has no such question: every index is checked
        with amcheck where it may be, and every row of every table is read.
        """
        if self.kind == "sqlite":
            return [tuple(row) for row in self.rows("PRAGMA integrity_check")] == [("ok",)] and not self.rows(
                "PRAGMA foreign_key_check"
            )
        with self.app.app_context(), db.engine.connect() as connection:
            for table in db.metadata.sorted_tables:
                connection.execute(sa.select(table)).all()
        with self.app.app_context(), db.engine.connect() as connection:
            connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS amcheck"))
            connection.execute(
                sa.text(
                    "SELECT bt_index_check(c.oid, true) FROM pg_class c JOIN pg_am a ON a.oid = c.relam"
                    " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    " WHERE a.amname = 'btree' AND c.relkind = 'i' AND n.nspname = 'public'"
                )
            ).all()
            connection.rollback()
        return True


@contextmanager
def place(kind: str, folder: Path, people: int, on: str = "") -> Iterator[Place]:
    """A fresh place with so many workers; `on` is the address of a PostgreSQL database other than that of the tests."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'vaeksthus.sqlite'}"
    else:
        url = on or own_database("torture")
        # Tests of other things may take a faster commit; here a commit is what is tested.
        _as_server(url, "SET synchronous_commit = on")
    app = program(url, folder)
    made = Place(kind, url, folder, app, port=free_port())
    try:
        with app.app_context():
            upgrade()
        world = World(app)
        for number in range(people):
            world.account(f"w{number}", Role.SKP_WORKER)
            made.people.append(f"w{number}")
        made.let_go()
        yield made
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        if kind == "postgresql" and not on:
            drop_database(app)


def _as_server(url: str, setting: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f'ALTER DATABASE "{engine.url.database}" {setting}'))
    engine.dispose()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def served(where: Place, *extra: str) -> Iterator[subprocess.Popen[bytes]]:
    """The server as `bin/run` starts it, in a process group of its own; at the end the group is killed, if it lives."""
    with (where.folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *extra],
            cwd=ROOT,
            env=where.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(where, process)
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL for the master and every worker at once: nobody closes anything."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait_for(where: Place, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + LONGEST_START
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{where.address}/healthz", timeout=5):
                return
        except urllib.error.HTTPError as answer:
            answer.close()
        except OSError:
            pass
        time.sleep(0.02)
    raise RuntimeError(f"the server did not start:\n{(where.folder / 'server.log').read_text()[-4000:]}")
