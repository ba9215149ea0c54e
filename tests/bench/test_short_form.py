"""The bench in seconds: every figure is told, in the promised form. How long anything took is not asked here."""

import os
import re
import subprocess
import sys

from tests.bench.sizes import Sizes
from tests.browser.server import ROOT

SHORT = {
    "CONTACTS": "400",
    "CITIZENS": "120",
    "ROUNDS": "2",
    "SECONDS": "0.5",
    "CLIENTS": "2",
    "TABLETS": "4",
    "WRITERS": "1",
}

PERIODS = ("this-year", "last-quarter", "five-years")
THEMES = ("people", "topics", "income", "talks", "waiting", "bridges", "addiction", "health", "work", "pool", "survey")
SEARCHES = ("common", "common-word", "rare", "two-words", "alias")
OF_EACH_DATABASE = {
    *(f"monitoring-{period}.{figure}" for period in PERIODS for figure in ("p50", "p95", "growth-by-10")),
    *(
        f"theme-{theme}{asked}.{figure}"
        for theme in THEMES
        for asked in ("", "-centres", "-five-years")
        for figure in ("p50", "p95", "growth-by-10")
    ),
    *(f"search-{kind}.{figure}" for kind in SEARCHES for figure in ("p50", "p95")),
    *(f"list-of-50.{figure}" for figure in ("p50", "p95", "compressed", "statements", "statements-by-rows")),
    *(f"save.{figure}" for figure in ("p50", "p95", "statements", "statements-by-topics")),
    *(f"save.rest-of-day.{figure}" for figure in ("p50", "p95")),
    *(f"raw-insert.{figure}" for figure in ("p50", "p95")),
    *(f"save-against-raw.{figure}" for figure in ("p50", "p95", "stretch")),
    *(f"{crowd}.{figure}" for crowd in ("crowd", "savers") for figure in ("requests", "p50", "p95", "p99")),
    *(f"board.{figure}" for figure in ("polls", "polls-with-news", "writes", "poll.p50", "poll.p95", "write.p95")),
    *(f"board.unchanged.{figure}" for figure in ("bytes", "statements", "writes", "p50", "against-sign-in-check")),
    "board.sign-in-check.p50",
    *(f"{what}{figure}" for what in ("close-period", "report") for figure in ("", ".memory")),
    *(f"memory.{figure}" for figure in ("workers", "workers-and-first")),
}
OF_THE_PAGE = {f"first-load.{figure}" for figure in ("styles-and-scripts", "fonts", "requests-elsewhere")}

LINE = re.compile(r"([a-z0-9.-]+) (-?\d+(?:\.\d+)?) ([A-Za-z-]+) (-|(?:<=|>=|=)\d+(?:\.\d+)?) (ok|missed)")


def test_every_figure_is_told_and_the_last_line_counts_the_aims(database: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench"],
        cwd=ROOT,
        env=os.environ | SHORT | {"DATABASES": database},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    *lines, took, last = done.stdout.splitlines()
    figures = {match[1]: match for line in lines if (match := LINE.fullmatch(line))}
    assert len(figures) == len(lines)
    assert set(figures) == {f"{database}.{name}" for name in OF_EACH_DATABASE} | OF_THE_PAGE
    assert re.fullmatch(r"took \d+ s -", took)
    aims = [match for match in figures.values() if match[4] != "-"]
    assert last == f"{sum(match[5] == 'ok' for match in aims)} of {len(aims)} aims met"
    # These do not depend on how busy the machine is.
    told = {name: figures[f"{database}.{name}"][5] for name in ("save.statements", "save.statements-by-topics")}
    told |= {name: figures[f"{database}.board.unchanged.{name}"][5] for name in ("bytes", "statements", "writes")}
    told |= {"rows": figures[f"{database}.list-of-50.statements-by-rows"][5]}
    told |= {name: figures[name][5] for name in OF_THE_PAGE}
    assert {name for name, how in told.items() if how != "ok"} == set()


def test_without_a_word_it_is_the_long_form() -> None:
    long = Sizes()
    assert (long.contacts, long.citizens, long.clients) == (1_000_000, 100_000, 16)
    assert long.databases == ("sqlite", "postgresql")
