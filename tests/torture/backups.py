"""Backups taken while people write, brought back elsewhere; damaged ones; and returns cut off in the middle."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from app.db import db
from app.upkeep import backup
from app.upkeep.archive import Trouble
from tests.conftest import drop_database, own_database, program
from tests.figures import Figure
from tests.torture.kills import WRITERS, writers
from tests.torture.place import Place, place, served

CUT_OFF = 10


def restores(kind: str, folder: Path, times: int) -> Iterator[Figure]:
    """So many backups under load, each brought back into a fresh database and compared."""
    with place(kind, folder, WRITERS) as where, served(where):
        everybody = writers(where)
        for writer in everybody:
            writer.sign_in()
        stop = threading.Event()
        threads = [threading.Thread(target=writer.work, args=(stop, 0.05)) for writer in everybody]
        for thread in threads:
            thread.start()
        equal = missing = without_log = 0
        try:
            for turn in range(times):
                time.sleep(random.uniform(0.05, 0.3))
                acknowledged = {mark for writer in everybody for mark in set(writer.acknowledged)}
                with where.app.app_context():
                    made = backup.make(folder / "backups", keep=3)
                    db.engine.dispose()
                with fresh(kind, folder / f"fresh-{turn}") as elsewhere:
                    with elsewhere.app_context():
                        backup.bring_back(made.path, replace=False)
                    there = Place(kind, "", folder, elsewhere)
                    counts = {table: there.number(f'SELECT count(*) FROM "{table}"') for table in made.manifest.rows}
                    marks = {str(mark) for (mark,) in there.rows("SELECT text FROM note")}
                    missing += len(acknowledged - marks)
                    without_log += there.number(
                        "SELECT count(*) FROM contact WHERE id NOT IN"
                        " (SELECT record_id FROM accessed_record WHERE kind = 'contact')"
                    )
                    open_sessions = there.number("SELECT count(*) FROM sign_in WHERE ended_at IS NULL")
                    equal += counts == made.manifest.rows and there.sound() and not open_sessions
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        yield Figure(f"restores_{kind}_equal", equal, "restores", f"={times}")
        yield Figure(f"restores_{kind}_missing", missing, "contacts", "=0")
        yield Figure(f"restores_{kind}_without_log", without_log, "contacts", "=0")
        written = sum(len(writer.acknowledged) for writer in everybody)
        yield Figure(f"restores_{kind}_written_meanwhile", written, "contacts", f">={times}")
        yield Figure(f"restores_{kind}_odd_answers", sum(len(writer.odd) for writer in everybody), "answers", "=0")


def damaged(kind: str, folder: Path, _size: int) -> Iterator[Figure]:
    """Each kind of damage to a backup, and the undamaged one; a refused file changes nothing."""
    with place(kind, folder, 2) as where:
        with where.app.app_context():
            whole = backup.make(folder / "backups").path
        refused = 0
        for name, damage in DAMAGES.items():
            spoiled = folder / f"{name}.backup"
            spoiled.write_bytes(damage(whole.read_bytes()))
            refused += _refused(where, spoiled)
        yield Figure(f"damaged_{kind}_refused", refused, "backups", f"={len(DAMAGES)}")
        yield Figure(f"undamaged_{kind}_accepted", 1 - _refused(where, whole), "backups", "=1")


def _refused(where: Place, path: Path) -> int:
    """Whether this file is refused, both when it is verified and when it is to be brought back."""
    before = where.rows("SELECT id, ended_at FROM sign_in") + where.rows("SELECT id FROM account")
    refusals = 0
    for act in (lambda: backup.verify(path), lambda: backup.bring_back(path, replace=True)):
        with where.app.app_context():
            try:
                act()
            except Trouble:
                refusals += 1
    assert where.rows("SELECT id, ended_at FROM sign_in") + where.rows("SELECT id FROM account") == before
    return int(refusals == 2)


def _flipped(at: float) -> Callable[[bytes], bytes]:
    def flip(whole: bytes) -> bytes:
        place = min(int(len(whole) * at), len(whole) - 1)
        return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]

    return flip


def _other_manifest(whole: bytes) -> bytes:
    """Somebody changes a number in the manifest by hand."""
    first, second, rest = whole.split(b"\n", 2)
    manifest = json.loads(second)
    manifest["rows"]["account"] += 1
    return b"\n".join([first, json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode(), rest])


def _other_rows(whole: bytes) -> bytes:
    """Somebody changes it and its seal too: only the rows themselves tell."""
    first, second, _seal, payload = _other_manifest(whole).split(b"\n", 3)
    seal = hashlib.sha256(first + b"\n" + second + b"\n").hexdigest().encode()
    return b"\n".join([first, second, seal, payload])


def _half_payload(whole: bytes) -> bytes:
    """A payload that was cut off before it was described: sizes and hashes are right, the content is not."""
    first, second, _seal, payload = whole.split(b"\n", 3)
    payload = payload[: len(payload) // 2]
    manifest = json.loads(second) | {"size": len(payload), "sha256": hashlib.sha256(payload).hexdigest()}
    second = json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode()
    seal = hashlib.sha256(first + b"\n" + second + b"\n").hexdigest().encode()
    return b"\n".join([first, second, seal, payload])


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _whole: b"",
    "cut-in-the-manifest": lambda whole: whole[:200],
    "cut-in-the-middle": lambda whole: whole[: len(whole) // 2],
    "cut-before-the-last-byte": lambda whole: whole[:-1],
    "flipped-in-the-manifest": lambda whole: whole[:60] + bytes([whole[60] ^ 1]) + whole[61:],
    "flipped-in-the-middle": _flipped(0.5),
    "flipped-at-the-end": _flipped(1),
    "anothers-file": lambda _whole: b"SQLite format 3\x00" + bytes(4096),
    "another-manifest": _other_manifest,
    "other-rows-than-it-says": _other_rows,
}
"""Ten ways in which a file comes to harm."""
MORE_DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "half-a-payload-well-described": _half_payload,
    "a-byte-too-many": lambda whole: whole + b"x",
    "of-a-newer-program": lambda whole: whole.replace(b"BACKUP 1", b"BACKUP 2", 1),
}
"""And more, that tests look at."""


def cut_off(kind: str, folder: Path, _size: int) -> Iterator[Figure]:
    """Returns that are killed in the middle: the database is the one from before or the new one, whole."""
    with place(kind, folder, 60) as where:
        now, before, other = _two_states(where)
        began = time.monotonic()
        _brought_back_in(where, other, kill_after=60)
        longest = time.monotonic() - began
        whole = finished = 0
        turns = [longest * part / CUT_OFF for part in range(CUT_OFF)]
        for turn, after in enumerate(turns):
            _brought_back_in(where, before if turn % 2 else other, kill_after=after)
            found = {str(name) for (name,) in where.rows("SELECT username FROM account")}
            whole += where.sound() and found in (now, now | {"somebody-more"})
            finished += found == (now if turn % 2 else now | {"somebody-more"})
        yield Figure(f"cut_off_{kind}_whole", whole, "databases", f"={CUT_OFF}")
        yield Figure(f"cut_off_{kind}_had_finished", finished, "returns")


def _two_states(where: Place) -> tuple[set[str], Path, Path]:
    with where.app.app_context():
        before = backup.make(where.folder / "backups").path
        now = set(db.session.scalars(sa.text("SELECT username FROM account")))
        db.session.execute(
            sa.text(
                "INSERT INTO account (username, name, created_at, version)"
                " VALUES ('somebody-more', 'Somebody', '2026-01-01 00:00:00', 1)"
            )
        )
        db.session.commit()
        other = backup.make(where.folder / "backups").path
        db.session.remove()
        db.engine.dispose()
    return now, before, other


def _brought_back_in(where: Place, path: Path, kill_after: float) -> None:
    """In a process of its own, which is killed with everything that it started."""
    with where.app.app_context():
        db.session.remove()
        db.engine.dispose()
    child = os.fork()
    if child == 0:
        os.setsid()
        with suppress(BaseException), where.app.app_context():
            backup.bring_back(path, replace=True)
        os._exit(0)
    give_up = time.monotonic() + kill_after
    while time.monotonic() < give_up:
        if os.waitpid(child, os.WNOHANG)[0]:
            return
        time.sleep(0.002)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    _let_server_notice(where)


def _let_server_notice(where: Place) -> None:
    """PostgreSQL ends a transaction when it notices that the other end is gone."""
    if where.kind == "sqlite":
        return
    for _ in range(200):
        question = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if where.number(question) == 0:
            break
        time.sleep(0.02)
    with where.app.app_context():
        db.engine.dispose()


@contextmanager
def fresh(kind: str, folder: Path) -> Iterator[Flask]:
    """The program with an empty database of this kind."""
    folder.mkdir(parents=True, exist_ok=True)
    url = own_database("fresh") if kind == "postgresql" else f"sqlite:///{folder / 'fresh.sqlite'}"
    app = program(url, folder)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        if kind == "postgresql":
            drop_database(app)
