"""A real server whose disk fills up: it says so, loses nothing, and stores the same form once there is room."""

from __future__ import annotations

import os
import pwd
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import sqlalchemy as sa

from app.upkeep import backup
from app.upkeep.archive import Trouble
from tests.figures import Figure
from tests.torture.crashes import Cluster
from tests.torture.kills import looked_at, writers
from tests.torture.place import place, served
from tests.torture.small_disk import NoDisk, SmallDisk, small_disk
from tests.torture.writer import NotNow

MEGABYTES = {"sqlite": 8, "postgresql": 48}
MOST = 3000
REFUSALS = 20


def full_disk(kind: str, folder: Path, _size: int) -> Iterator[Figure]:
    """Fill the disk under two writers, look, make room, and let them send again."""
    with ExitStack() as stack:
        try:
            disk = stack.enter_context(small_disk(MEGABYTES[kind]))
        except NoDisk:
            yield Figure(f"full_disk_{kind}_not_done_without_mount", 0, "disks")
            return
        on = _on_this_disk(stack, disk) if kind == "postgresql" else ""
        where = stack.enter_context(place(kind, disk.folder / "instance", 2, on=on))
        stack.enter_context(served(where))
        everybody = writers(where)
        for writer in everybody:
            writer.sign_in()
            writer.write()
        disk.fill()
        refusals = in_words = written = 0
        while refusals < REFUSALS and written < MOST:
            written += 1
            try:
                everybody[written % 2].write()
            except NotNow as refusal:
                refusals += 1
                in_words += "Disken på serveren er fuld" in str(refusal) and "står stadig på din side" in str(refusal)
        yield Figure(f"full_disk_{kind}_refused_in_words", in_words, "answers", f"={REFUSALS}")
        with urllib.request.urlopen(f"{where.address}/accounts/sign-in", timeout=30) as answer:
            yield Figure(f"full_disk_{kind}_page_without_people", answer.status, "status", "=200")
        if kind == "sqlite":
            yield Figure("full_disk_sqlite_half_backups", _half_backups(where.app, disk), "files", "=0")
        disk.make_room()
        for writer in everybody:
            writer.send_again()
        found = looked_at(where, everybody, 0)
        yield Figure(f"full_disk_{kind}_acknowledged", found.acknowledged, "contacts", f"={written + 2}")
        yield Figure(f"full_disk_{kind}_lost", found.lost, "contacts", "=0")
        yield Figure(f"full_disk_{kind}_doubled", found.doubled, "contacts", "=0")
        yield Figure(f"full_disk_{kind}_without_log", found.without_log, "contacts", "=0")
        yield Figure(f"full_disk_{kind}_faults_in_database", int(not found.sound), "faults", "=0")


def _half_backups(app: object, disk: SmallDisk) -> int:
    """A backup onto the full disk is refused in a sentence, and leaves no file of any name."""
    folder = disk.folder / "backups"
    with app.app_context():
        try:
            backup.make(folder)
        except Trouble:
            return len(list(folder.rglob("*"))) if folder.exists() else 0
    return 1


def _on_this_disk(stack: ExitStack, disk: SmallDisk) -> str:
    """A database whose tables lie on the disk; the server itself has room elsewhere, as with a volume of its own."""
    cluster = stack.enter_context(Cluster.made())
    tables = disk.folder / "tables"
    tables.mkdir()
    if os.geteuid() == 0:
        os.chown(tables, pwd.getpwnam("postgres").pw_uid, -1)
    engine = sa.create_engine(cluster.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE TABLESPACE small LOCATION '{tables}'"))
        connection.execute(sa.text("CREATE DATABASE small TABLESPACE small"))
    engine.dispose()
    return cluster.url.rpartition("/")[0] + "/small"
