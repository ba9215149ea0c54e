"""A place with a quarter that takes answers: the real server, tickets, envelopes sent as a browser sends them, and
every byte that is kept of it.
"""

from __future__ import annotations

import gzip
import http.client
import json
import shutil
import subprocess
import urllib.parse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from app import clock, envelope
from app.db import db
from app.survey import box, handover, keeping, keys, queries
from app.survey.batch import name_of, quarter_of
from app.survey.models import Batch
from tests.figures import Figure
from tests.make import World
from tests.torture.crashes import Cluster, programs
from tests.torture.place import Place, place, served

ADDRESS = "/survey/envelopes"


@dataclass
class Urn:
    """A place, its quarter, and the envelopes in the order in which they were put in."""

    where: Place
    keys: Path
    cluster: Cluster | None = None
    put: list[bytes] = field(default_factory=list)

    @classmethod
    def published(cls, where: Place, folder: Path, cluster: Cluster | None = None) -> Urn:
        """The quarter of today takes answers in this place; its key lies in the folder."""
        where.app.config["SURVEY_KEYS"] = folder
        made = cls(where, folder, cluster)
        with where.app.app_context():
            keeping.make_key(made.name)
        return made

    @property
    def name(self) -> str:
        """The quarter of today."""
        return name_of(quarter_of(clock.today())[0])

    @property
    def public(self) -> bytes:
        """What envelopes are sealed to."""
        return envelope.public_of(self.private)

    @property
    def private(self) -> bytes:
        """The keyholder's."""
        found = keys.private(self.keys, self.name)
        assert found
        return found

    def ticket(self) -> str:
        """Somebody is asked; answers with the code."""
        with self.where.app.app_context():
            return handover.open_ticket(World.of(self.where.app).centre["Regnbuen"]).code

    def sealed(self, content: bytes) -> bytes:
        """An envelope of this content."""
        return envelope.seal(self.public, content, about=self.name.encode())

    def send(self, code: str, sealed: bytes) -> int:
        """Over HTTP, as `static/survey.js` does; answers with the status."""
        line = http.client.HTTPConnection("127.0.0.1", self.where.port, timeout=60)
        try:
            body = urllib.parse.urlencode({"code": code, "envelope": envelope.text_of(sealed)})
            line.request("POST", ADDRESS, body, {"Content-Type": "application/x-www-form-urlencoded"})
            return line.getresponse().status
        finally:
            line.close()

    def answer(self, content: bytes) -> None:
        """Somebody is asked and answers this."""
        sealed = self.sealed(content)
        status = self.send(self.ticket(), sealed)
        assert status == 200, status
        self.put.append(sealed)

    def in_box(self) -> list[bytes]:
        """What lies in the box, for whoever has this machine."""
        with self.where.app.app_context():
            return box.envelopes(self._batch())

    def _batch(self) -> Batch:
        found = queries.in_force()
        assert found
        return found

    def run(self, *commands: str) -> None:
        """Change the database behind the program's back, a transaction each."""
        with self.where.app.app_context():
            for command in commands:
                with db.engine.begin() as connection:
                    connection.execute(sa.text(command))

    def insert(self, table: str, rows: Sequence[tuple[bytes, bytes]]) -> None:
        """Put rows of two columns into a planted table, a transaction each."""
        with self.where.app.app_context():
            for key, kept in rows:
                with db.engine.begin() as connection:
                    connection.execute(sa.text(f"INSERT INTO {table} VALUES (:key, :kept)"), {"key": key, "kept": kept})

    def files(self) -> dict[str, bytes]:
        """Every byte that is kept of the place, by the name of its file: the instance's folder with the server's log,
        the database's own files with its write-ahead log, a backup and what is in it.
        """
        self.where.let_go()
        found = dict(_read(self.where.folder))
        made = self.where.flask("backup", "--to", str(self.where.folder / "copies"))
        assert made.returncode == 0, made.stderr
        backup = Path(made.stdout.splitlines()[0])
        found["backup"] = backup.read_bytes()
        found["backup, unpacked"] = self._unpacked(backup)
        if self.cluster:
            self.run("CHECKPOINT")
            self.where.let_go()
            found |= dict(_read(self.cluster.data))
            found["the database's own log"] = (self.cluster.folder / "log").read_bytes()
        return found

    def _unpacked(self, backup: Path) -> bytes:
        payload = backup.read_bytes().split(b"\n", 3)[3]
        if self.where.kind == "sqlite":
            return gzip.decompress(payload)
        restore = shutil.which("pg_restore") or str(Path(programs()) / "pg_restore")
        return subprocess.run([restore, "--file=-"], input=payload, capture_output=True, check=True).stdout


def _read(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield str(path.relative_to(folder)), path.read_bytes()


@contextmanager
def urn(kind: str, folder: Path, serve: bool = True) -> Iterator[Urn]:
    """A fresh one, its keys outside the instance's folder; PostgreSQL in a cluster of its own, where it can be made."""
    if kind == "sqlite" or not programs():
        with place(kind, folder / "instance", 1) as where:
            yield from _opened(where, folder, None, serve)
        return
    with Cluster.made() as cluster, place(kind, folder / "instance", 1, on=cluster.url) as where:
        yield from _opened(where, folder, cluster, serve)


def _opened(where: Place, folder: Path, cluster: Cluster | None, serve: bool) -> Iterator[Urn]:
    made = Urn.published(where, folder / "keys", cluster)
    if not serve:
        yield made
        return
    with served(where):
        yield made


def marked(mark: str) -> bytes:
    """A ballot that can be found again, wherever its words are kept."""
    return json.dumps({"centre": 1, "effort": None, "answers": [1, 1, 1, 1, 1], "mark": mark}).encode()


def found(name: str, kind: str, number: float) -> Figure:
    """The figure of a fault that was planted, and must be found."""
    return Figure(f"{name}_{kind}_planted_found", number, "faults", ">=1")
