"""The real program for the browser: the demo in a folder of its own, served by gunicorn as bin/run serves it."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAST_REFUSED_PORT = 10080
"""Chromium refuses some ports (5060 and its like); none above this one."""
LONGEST_START = 60
NOT_OURS = (
    "BACKUPS",
    "DATABASE_URL",
    "DEMO",
    "IDLE_SECONDS",
    "SECRET_KEY",
    "SMALLEST_SHOWN",
    "TRUSTED_PROXIES",
    "VAEKSTHUS_MODE",
)


@dataclass(frozen=True)
class Server:
    """Where it listens, and where its database and log are."""

    url: str
    database: Path
    log: Path

    def count(self, question: str, *values: object) -> int:
        """How many rows there are: the table and what follows it, as in `contact WHERE author_id = ?`."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return int(connection.execute(f"SELECT count(*) FROM {question}", values).fetchone()[0])

    def rows(self, question: str, *values: object) -> list[tuple[object, ...]]:
        """What the database answers."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return list(connection.execute(question, values))

    def execute(self, change: str, *values: object) -> None:
        """Change a row behind the program's back, as time or an administrator would."""
        with closing(sqlite3.connect(self.database, timeout=15)) as connection:
            connection.execute(change, values)
            connection.commit()

    def complaints(self) -> list[str]:
        """What the log says about failures."""
        words = ("Traceback", "Error", "failed", "Exception", "WORKER TIMEOUT")
        return [line for line in self.log.read_text().splitlines() if any(word in line for word in words)]


def prepare(folder: Path, **settings: str) -> dict[str, str]:
    """Load the demo into this folder, or bring the one that is there to this hour; gives a server's environment."""
    environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    environment |= {"VAEKSTHUS_INSTANCE": str(folder), **settings}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "prepare"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return environment


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[Server]:
    """The program with the demo in this folder, until the block ends; with these settings in its environment."""
    port = _free_port()
    environment = prepare(folder, HOST="127.0.0.1", PORT=str(port), **settings)
    server = Server(f"http://127.0.0.1:{port}", folder / "vaeksthus.sqlite", folder / "server.log")
    with (
        server.log.open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", "gunicorn"], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()


def _free_port() -> int:
    for _ in range(100):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = int(taken.getsockname()[1])
        if port > LAST_REFUSED_PORT:
            return port
    raise RuntimeError("the system gives only ports that Chromium refuses")


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + LONGEST_START
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=5):
                return
        except urllib.error.HTTPError as answer:
            answer.close()
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{server.log.read_text()}")
