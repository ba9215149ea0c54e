"""Somebody of the steering group fetches everything that they can, and the auditor tries to work out what is hidden.

They know what everybody may know: what adds up to what, that groups are of their members, that parts are in a whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest

from app.db import db
from app.monitoring import disclosure, jobs
from app.monitoring.grid import BASE, Unit
from app.monitoring.report import Mark, Report, flat
from app.period import Period
from tests.browser_without_script import Browser
from tests.make import World
from tests.monitoring.auditor import Known, worked_out
from tests.monitoring.many_people import QUARTERS, come

ALL = "I alt"
Key = tuple[str, str, str, str]
"""Period, table, row, column, as they are written."""
ONE_OF_EACH = {"Det lever borgerne af", "Kendt af kommunen før første kontakt"}
OF_ALL = {"Det taler borgerne om", "Samlet i grupper"}
EVERYBODY = ("Borgere og kontakter", "Borgere")
BASES = ("De borgere", "Alle borgere")
ADDED = {"kontakter", "mennesker", "samtaler", "brobygninger", "forløb", "fremmøder", "minutter"}


@pytest.fixture
def database() -> str:
    """Who is hidden depends on no database."""
    return "sqlite"


def test_nothing_that_can_be_fetched_gives_a_small_number_away(world: World) -> None:
    come(world, 3)
    for code in QUARTERS:
        world.closed(code)
    known, units = _read_everything(world.browser("birgit"))
    small = _small(world, known)
    assert (len(known.marked) > 60, len(known.shown) > 200, len(small) > 40) == (True, True, True)
    assert not [key for key in small if key in known.shown]
    assert worked_out(known, small, 5) == {}
    assert units >= {"borgere", "kontakter", "mennesker", "minutter"}


def test_a_suppressor_that_hides_only_the_small_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure._Search, "make_safe", lambda *_: None)
    monkeypatch.setattr(disclosure._Search, "show_again_what_hides_nothing", lambda *_: None)
    come(world, 3)
    world.closed(QUARTERS[0])
    known, _units = _read_everything(world.browser("birgit"))
    assert worked_out(known, _small(world, known), 5)


def _read_everything(reader: Browser) -> tuple[Known, set[str]]:
    """Every report and every theme as pages, every file; they must agree, and are read as one."""
    cells: dict[Key, int | None] = {}
    units: set[str] = set()
    unit_of: dict[tuple[str, str], str] = {}
    listed = reader.get("/monitoring/reports")
    assert listed.status == 200
    for path in {link["href"] for link in listed.soup.select("main .v-list a")}:
        page = reader.get(path)
        period = page.soup.h1.get_text().split(", ")[1]
        for _head, table, row, column, unit, figure, _share, _definition in _rows(reader, f"{path}/file?kind=csv"):
            if figure:
                key = (period, table, row, column)
                value = None if figure == "·" else int(float(figure.replace(",", ".")))
                assert cells.setdefault(key, value) == value, key
                unit_of[table, row] = unit
                units.add(unit)
        for key, value in _tables(page.soup, period):
            assert key not in cells or cells[key] == value, key
            cells.setdefault(key, value)
        for theme in page.soup.select("nav[aria-labelledby=contents] a"):
            number = path.rsplit("/", 1)[1]
            seen = reader.get(f"/monitoring/published/{number}/theme?of={theme['href'].lstrip('#')}")
            assert seen.status == 200
            assert all(cells[key] == value for key, value in _tables(seen.soup, period))
    return _known(cells, unit_of), units


def _rows(reader: Browser, path: str) -> list[list[str]]:
    answer = reader.get(path)
    assert answer.status == 200
    lines = list(csv.reader(io.StringIO(answer.answer.get_data().decode("utf-8-sig")), delimiter=";"))
    return lines[lines.index(next(line for line in lines if line[0] == "Tema")) + 1 :]


def _tables(soup: object, period: str) -> Iterator[tuple[Key, int | None]]:
    for table in soup.select("main table"):
        title = table.caption.get_text().rsplit(", ", 1)[0].removesuffix(", måned for måned")
        columns = [head.get_text() for head in table.select("thead th")][1:]
        for row in table.select("tbody tr"):
            for column, cell in zip(columns, row.select("td"), strict=True):
                text = cell.get_text(strip=True)
                if column != "Procent i alt" and text != "–":
                    value = None if "skjult" in text else int(float(text.replace(".", "").replace(",", ".")))
                    yield (period, title, row.th.get_text(), column), value


def _known(cells: dict[Key, int | None], unit_of: dict[tuple[str, str], str]) -> Known:
    """What a reader reckons with: tables with their margins, shares of a base, groups and their members."""
    sums: list[tuple[Key, tuple[Key, ...]]] = []
    unions: list[tuple[Key, tuple[Key, ...]]] = []
    hidden = {key: 0 if key[1] in SENSITIVE else 1 for key, value in cells.items() if value is None}
    marked = frozenset(hidden)

    def apart(whole: Key, part: Key) -> None:
        rest = ("not", *whole, *part)
        hidden[rest] = 0
        sums.append((whole, (part, rest)))

    for period, table, row, column in [key for key in cells if key[3] == ALL]:
        for among in _beside(cells, (period, table, row)):
            whole = (period, table, row, column)
            if unit_of.get((table, row)) in ADDED:
                sums.append((whole, among))
            elif unit_of.get((table, row)) in ("borgere", ""):
                unions.append((whole, among))
    for period in {key[0] for key in cells}:
        for column in {key[3] for key in cells if key[0] == period}:
            at = {key[1:3]: key for key in cells if (key[0], key[3]) == (period, column)}
            for table in ONE_OF_EACH | OF_ALL:
                base = next((at[one, row] for one, row in at if one == table and row.startswith(BASES)), None)
                rows = [key for (one, row), key in at.items() if one == table and key != base and row != "Ikke noteret"]
                if base is None:
                    continue
                if table in ONE_OF_EACH:
                    sums.append((base, tuple(rows)))
                    if EVERYBODY in at and (table, "Ikke noteret") in at:
                        sums.append((at[EVERYBODY], (base, at[table, "Ikke noteret"])))
                else:
                    for row in rows:
                        apart(base, row)
                    if EVERYBODY in at:
                        sums.append((at[EVERYBODY], (base,)))
            topics = {row: key for (one, row), key in at.items() if one == "Det taler borgerne om"}
            for group, members in GROUPS.items():
                if ("Samlet i grupper", group) in at:
                    unions.append((at["Samlet i grupper", group], tuple(topics[one] for one in members)))
            contacts = [at.get(("Borgere og kontakter", row)) for row in CONTACTS]
            if all(contacts):
                sums.append((contacts[0], tuple(contacts[1:])))
    shown = {key: value for key, value in cells.items() if value is not None}
    return Known(shown, hidden, tuple(sums), tuple(unions), marked)


SENSITIVE = {*OF_ALL, "Fra samtale til forløb", "De fjorten dage", "Sundhed på værestederne"}
"""Where nobody discloses too; elsewhere nobody is shown here, so a mark is at least 1."""
GROUPS = {
    "Alkohol og misbrugsproblemer": ("Alkoholmisbrug", "Hashmisbrug", "Stofmisbrug ud over hash"),
    "Personlig økonomi og bolig": ("Personlig økonomi", "Boligforhold"),
    "Psykiske problemer": ("Psykiske problemer",),
}
CONTACTS = ("Kontakter i alt", "Kontakter med en borger, vi kender", "Kontakter uden navn")


def _beside(cells: dict[Key, int | None], row: tuple[str, str, str]) -> list[tuple[Key, ...]]:
    """The columns of a row by centre, and by month."""
    parts = [key for key in cells if key[:3] == row and key[3] != ALL]
    months = tuple(key for key in parts if key[3].split()[-1].isdigit())
    centres = tuple(key for key in parts if key not in months)
    return [found for found in (centres, months) if found]


def _small(world: World, known: Known) -> set[Key]:
    """What nobody may know: counted anew, by nothing that hides."""
    found: set[Key] = set()
    with world.app.test_request_context():
        for code in QUARTERS:
            report = _plain(Period.named(code))
            for table, row, column, figure, _share in flat(report.tables):
                key = (report.title, table.words.title, row.label, column)
                counts = row.unit in (Unit.CITIZENS, Unit.PEOPLE) or row.key == BASE
                if counts and not isinstance(figure, Mark) and 0 < figure < 5:
                    found.add(key)
        db.session.rollback()
    return {key for key in found if key in known.hidden or key in known.shown}


def _plain(period: Period) -> Report:
    return jobs.plain_report(period, None, lambda _done, _steps: None)
