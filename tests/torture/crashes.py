"""`kill -9` of a whole PostgreSQL under the program: what was acknowledged is there when it has recovered.

It needs a server of its own, made here and thrown away; the one of the tests is left in peace.
"""

from __future__ import annotations

import os
import pwd
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.figures import Figure
from tests.torture.kills import WRITERS, looked_at, writers
from tests.torture.place import free_port, place, served

INSTALLED = Path("/usr/lib/postgresql")


def crashes(kind: str, folder: Path, times: int) -> Iterator[Figure]:
    """So many crashes of the database server; the program's own server lives through all of them."""
    if not programs():
        yield Figure(f"crashes_{kind}_not_done_without_initdb", 0, "crashes")
        return
    with Cluster.made() as cluster, place(kind, folder, WRITERS, on=cluster.url) as where, served(where):
        everybody = writers(where)
        for writer in everybody:
            writer.sign_in()
        stop = threading.Event()
        threads = [threading.Thread(target=writer.work_through, args=(stop,)) for writer in everybody]
        for thread in threads:
            thread.start()
        try:
            for _ in range(times):
                time.sleep(random.uniform(0.3, 1.0))
                cluster.kill()
                cluster.start()
            time.sleep(0.5)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        for writer in everybody:
            writer.send_again()
        found = looked_at(where, everybody, times)
        yield Figure(f"crashes_{kind}", times, "crashes", f"={times}")
        yield Figure(f"crashes_{kind}_acknowledged", found.acknowledged, "contacts", f">={times}")
        yield Figure(f"crashes_{kind}_lost", found.lost, "contacts", "=0")
        yield Figure(f"crashes_{kind}_doubled", found.doubled, "contacts", "=0")
        yield Figure(f"crashes_{kind}_without_log", found.without_log, "contacts", "=0")
        yield Figure(f"crashes_{kind}_faults_in_database", int(not found.sound), "faults", "=0")
        yield Figure(f"crashes_{kind}_odd_answers", len(found.odd), "answers", "=0")


class Cluster:
    """A PostgreSQL with the settings that it has by itself, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.port = free_port()
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    @classmethod
    @contextmanager
    def made(cls) -> Iterator[Cluster]:
        """A new one, until the block ends."""
        with tempfile.TemporaryDirectory() as name:
            cluster = cls(Path(name))
            if os.geteuid() == 0:
                os.chown(name, pwd.getpwnam("postgres").pw_uid, -1)
            cluster._run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
            cluster.start()
            try:
                yield cluster
            finally:
                cluster.kill()

    def start(self) -> None:
        """Start, and wait until it has recovered."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        self._run("pg_ctl", "--wait", f"--log={self.folder / 'log'}", f"--options={options}", "start")

    def kill(self) -> None:
        """SIGKILL for the first process and every one that it started, at once."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        first = int(lock.read_text().splitlines()[0])
        os.kill(first, signal.SIGSTOP)
        started = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, text=True).stdout.split()
        everything = [first, *map(int, started)]
        for process in everything:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while not all(map(_is_gone, everything)):
            time.sleep(0.01)
        # Until somebody asks for it, the first process stays in the system's list and would be taken for a living one.
        lock.unlink()

    def _run(self, program: str, *options: str) -> None:
        command = [str(Path(programs()) / program), f"--pgdata={self.data}", *options]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        with (self.folder / "said").open("ab") as said:
            subprocess.run(command, cwd=self.folder, stdout=said, stderr=said, check=True)


def _is_gone(process: int) -> bool:
    """A process that nobody has waited for is gone too."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def programs() -> str:
    """The folder of the newest server that is installed, or nothing."""
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return (
        str(found[-1].parent)
        if found
        else str(Path(shutil.which("initdb") or "").parent) * bool(shutil.which("initdb"))
    )
