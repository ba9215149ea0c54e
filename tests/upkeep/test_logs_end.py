"""The logs end, as `docs/operations.md` says: nginx's by its lines for logrotate, the program's own in the journal."""

from __future__ import annotations

import grp
import gzip
import os
import pwd
import shlex
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.config import ROOT
from tests.torture.place import place, served

LOGROTATE = Path("/usr/sbin/logrotate")
FOLDER, PID, USER = "/var/log/vaeksthus", "/run/nginx.pid", "www-data"
MANUAL = (ROOT / "docs" / "operations.md").read_text()
KEPT = 14
LARGEST = 50 * 2**20
"""Bytes; what is larger does not wait for the day to end."""
WRITER = """
import os, pwd, signal, sys
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
name, user = sys.argv[1:]
log = open(name, "a")
if os.getuid() == 0:
    who = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(who.pw_gid)
    os.setuid(who.pw_uid)
print("ready", flush=True)
for line in sys.stdin:
    if signal.sigtimedwait([signal.SIGUSR1], 0):
        log = open(name, "a")
    print(line, end="", file=log, flush=True)
    print("written", flush=True)
"""
"""As nginx does: its log is opened by root and stays open; after a SIGUSR1 a worker, who is not root, opens it anew."""


@dataclass
class Logs:
    """A folder of logs, of which one is being written."""

    folder: Path
    writer: subprocess.Popen[str]

    @property
    def log(self) -> Path:
        """What is written to now."""
        return self.folder / "access.log"

    def write(self, line: str) -> None:
        """The server serves somebody."""
        assert self.writer.stdin
        assert self.writer.stdout
        print(line, file=self.writer.stdin, flush=True)
        assert self.writer.stdout.readline() == "written\n"

    def night(self, since: date) -> None:
        """What the system runs every night, where the last day that was put away is this one."""
        state = self.folder.parent / "state"
        state.touch(mode=0o600)
        state.write_text(f'logrotate state -- version 2\n"{self.log}" {since:%Y-%-m-%-d}-0:0:0\n')
        said = subprocess.run(
            [LOGROTATE, "--state", state, self.folder.parent / "vaeksthus"], capture_output=True, text=True
        )
        assert (said.returncode, said.stderr) == (0, "")

    def kept(self) -> dict[str, str]:
        """Every file, and what it says."""
        return {
            path.name: (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode()
            for path in self.folder.iterdir()
        }


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    """The folder and the lines for logrotate as the manual has them, in another place; where nobody is root, they are
    one's own.
    """
    (made,) = (line for line in MANUAL.splitlines() if line.startswith("install -d") and line.endswith(FOLDER))
    blocks = (block.partition("\n")[2] for block in MANUAL.split("```")[1::2])
    (lines,) = (block for block in blocks if block.startswith(f"{FOLDER}/*.log {{"))
    here = {FOLDER: str(tmp_path / "log"), PID: str(tmp_path / "pid")}
    if os.getuid() != 0:
        own = f"{pwd.getpwuid(os.getuid()).pw_name} {grp.getgrgid(os.getgid()).gr_name}"
        here |= {f"-o root -g {USER} ": "", f"{USER} adm": own}
    for there, ours in here.items():
        assert there in made + lines
        made, lines = made.replace(there, ours), lines.replace(there, ours)
    for above in (tmp_path, *list(tmp_path.parents)[:-2]):
        above.chmod(above.stat().st_mode | 0o011)
    subprocess.run(shlex.split(made), check=True)
    (tmp_path / "vaeksthus").write_text(lines)
    (tmp_path / "vaeksthus").chmod(0o600)
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, tmp_path / "log" / "access.log", USER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
        (tmp_path / "pid").write_text(f"{writer.pid}\n")
        yield Logs(tmp_path / "log", writer)
        writer.kill()


needs_logrotate = pytest.mark.skipif(not LOGROTATE.exists(), reason="needs logrotate")


@needs_logrotate
def test_two_weeks_of_days_are_kept_each_whole_and_the_server_goes_on_in_a_new_file(logs: Logs) -> None:
    today = date.today()
    days = [f"day {number}" for number in range(KEPT + 6)]
    for day in days:
        logs.write(day)
        logs.night(since=today - timedelta(days=1))
    logs.write("today")
    names = ["access.log", "access.log.1", *(f"access.log.{number}.gz" for number in range(2, KEPT + 1))]
    said = ["today", *reversed(days[-KEPT:])]
    assert logs.kept() == {name: f"{line}\n" for name, line in zip(names, said, strict=True)}
    assert f"{logs.log.stat().st_mode:o}" == "100640"


@needs_logrotate
def test_a_day_that_is_not_over_waits_but_for_a_log_that_is_too_large(logs: Logs) -> None:
    logs.write("morning")
    logs.night(since=date.today())
    assert logs.kept() == {"access.log": "morning\n"}
    os.truncate(logs.log, LARGEST + 1)
    logs.night(since=date.today())
    logs.write("evening")
    assert logs.kept()["access.log"] == "evening\n"
    assert (logs.folder / "access.log.1").stat().st_size == LARGEST + 1


def test_the_program_itself_keeps_no_log_that_grows(tmp_path: Path) -> None:
    with place("sqlite", tmp_path, 1) as where, served(where):
        before = _sizes(tmp_path)
        for path in ("/healthz", "/accounts/sign-in", "/citizens/7", "/nothing", "/%00") * 20:
            with suppress(urllib.error.HTTPError), urllib.request.urlopen(where.address + path, timeout=10) as answer:
                answer.read()
        with socket.create_connection(("127.0.0.1", where.port)) as line:
            line.sendall(b"GARBAGE\r\n\r\n")
            line.recv(100)
        after = _sizes(tmp_path)
        said = (tmp_path / "server.log").read_text()
    grown = {name for name in after if after[name] != before.get(name)}
    assert grown <= {"vaeksthus.sqlite", "vaeksthus.sqlite-wal", "vaeksthus.sqlite-shm", "server.log"}
    assert set(after) >= {"vaeksthus.sqlite", "server.log"}
    assert "refused" in said, "its standard output, which is the journal's, tells of what went wrong"
    assert "/citizens" not in said


def _sizes(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
