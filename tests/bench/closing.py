"""Closing a period with its masks, and its report as files: as the commands that long work is, with their memory."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from app import clock
from app.period import Period
from tests.bench.tablet import WrongAnswer
from tests.browser.server import ROOT
from tests.figures import Figure


def closing(name: str, app: Flask) -> Iterator[Figure]:
    """The last quarter that is over; the peak of memory is of the whole process, with all that it read in."""
    code = Period.quarter_of(clock.today()).before().code
    took, peak, told = _run(app, "close", "--period", code)
    if told < 2:
        raise WrongAnswer("closing told nothing of its progress")
    yield Figure(f"{name}.close-period", took, "s", "<=60")
    yield Figure(f"{name}.close-period.memory", peak, "MiB", "<=250")
    with tempfile.TemporaryDirectory() as folder:
        took, peak, _told = _run(app, "report", "--period", code, "--out", folder)
        made = {path.suffix for path in Path(folder).iterdir()}
    if made != {".xlsx", ".csv", ".pdf"}:
        raise WrongAnswer(f"the report has {made}")
    yield Figure(f"{name}.report", took, "s", "<=10")
    yield Figure(f"{name}.report.memory", peak, "MiB", "<=250")


def _run(app: Flask, *words: str) -> tuple[float, float, int]:
    """Seconds, MiB at the peak, and how often it told how far it was."""
    environment = os.environ | {
        "FLASK_APP": "wsgi",
        "DATABASE_URL": str(app.config["SQLALCHEMY_DATABASE_URI"]),
        "VAEKSTHUS_INSTANCE": str(app.config["INSTANCE"]),
    }
    began, peak = time.perf_counter(), 0.0
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "monitoring", *words],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
        while process.poll() is None:
            peak = max(peak, _highest(process.pid))
            time.sleep(0.02)
        told.seek(0)
        said = told.read().decode()
    if process.returncode:
        raise WrongAnswer(f"{' '.join(words)} ended with {process.returncode}: {said[-400:]}")
    return time.perf_counter() - began, peak, said.count(" of ")


def _highest(pid: int) -> float:
    """MiB that the process had at most so far. What `wait4` tells would be what its parent had when it began."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
