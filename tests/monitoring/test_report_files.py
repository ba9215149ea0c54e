"""The report as a page, a workbook, a CSV file and a PDF: read back, they all say the same; none holds a formula."""

from __future__ import annotations

import csv
import io
import re
import sys
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader

from app.monitoring import ledger, reporting
from app.monitoring.cells import HIDDEN_MARK
from app.monitoring.report import Figure, Mark, Report, flat
from app.period import Period
from tests.make import World
from tests.monitoring.many_people import QUARTERS, come

CODE = QUARTERS[0]
Cells = dict[tuple[str, str, str], str]
"""Table, row and column, as they are written, and what stands there."""


@pytest.fixture
def database() -> str:
    """A report is made of what was released, whatever it lay in."""
    return "sqlite"


def test_the_page_and_all_three_files_say_the_same(world: World, tmp_path: Path) -> None:
    come(world, 8, people=60)
    with world.saved():
        centre = world.app.extensions["sqlalchemy"].session.get_one(_centre(), world.centre["Regnbuen"])
        centre.name = "=1+1 Regnbuen"
    number = world.closed(CODE)
    ran = world.app.test_cli_runner().invoke(args=["monitoring", "report", "--period", CODE, "--out", str(tmp_path)])
    assert ran.exit_code == 0, ran.output
    xlsx, text, pdf = (tmp_path / f"vaeksthus-{CODE}.{kind}" for kind in ("xlsx", "csv", "pdf"))
    report = _report(world.app)
    expected = {
        (table.words.title, row.label, column): _written(figure)
        for table, row, column, figure, _share in flat(report.tables)
    }
    assert len(expected) > 400
    assert HIDDEN_MARK in expected.values()
    assert _of_csv(text.read_text("utf-8-sig")) == {key: value for key, value in expected.items()}
    assert _of_workbook(xlsx, report) == expected
    assert _of_page(world, number, expected) == expected
    _pdf_says(pdf, report)


def test_where_no_pdf_can_be_drawn_the_others_are_made(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    come(world, 2, people=12)
    world.closed(CODE)
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nshift\nexec {sys._base_executable} -I -S "$@"\n')
    bare.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bare))
    out = tmp_path / "out"
    ran = world.app.test_cli_runner().invoke(args=["monitoring", "report", "--period", CODE, "--out", str(out)])
    assert ran.exit_code == 0, ran.output
    assert {path.suffix for path in out.iterdir()} == {".xlsx", ".csv"}


def test_an_open_period_has_no_report_to_hand_out(world: World, tmp_path: Path) -> None:
    ran = world.app.test_cli_runner().invoke(args=["monitoring", "report", "--period", CODE, "--out", str(tmp_path)])
    assert ran.exit_code == 1
    assert "is open. Close it" in ran.output
    assert not list(tmp_path.iterdir())
    unknown = world.app.test_cli_runner().invoke(args=["monitoring", "close", "--period", "2016-Q7"])
    assert "is no period; write 2016-Q3" in unknown.output


def _centre() -> type:
    from app.centres.models import Centre

    return Centre


def _report(app: Flask) -> Report:
    with app.test_request_context():
        return reporting.released(ledger.of_closed(Period.named(CODE)), "da")


def _written(figure: Figure) -> str:
    if isinstance(figure, Mark):
        return HIDDEN_MARK if figure is Mark.HIDDEN else ""
    return str(int(figure)) if figure == int(figure) else str(figure).replace(".", ",")


def _of_csv(text: str) -> Cells:
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert any("1. april 2026 – 30. juni 2026" in line[0] for line in lines[:4])
    start = next(place for place, line in enumerate(lines) if line[0] == "Tema")
    assert not [cell for line in lines for cell in line if cell[:1] in "=+-@" and cell]
    return {(line[1], line[2], line[3].removeprefix("'")): line[5] for line in lines[start + 1 :]}


def _of_workbook(path: Path, report: Report) -> Cells:
    book = load_workbook(path)
    found: Cells = {}
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    for sheet, table in zip(book.worksheets[1:], report.tables, strict=True):
        heads = [str(cell.value).removeprefix("'") for cell in sheet[4][1 : 1 + len(table.labels)]]
        for row in sheet.iter_rows(min_row=5):
            for head, cell in zip(heads, row[1 : 1 + len(heads)], strict=True):
                assert cell.value is None or isinstance(cell.value, int | float) or cell.value == HIDDEN_MARK
                value = cell.value
                key = (str(sheet["A1"].value), str(row[0].value), head)
                found[key] = "" if value is None else value if isinstance(value, str) else _written(value)
    return found


def _of_page(world: World, number: int, expected: Cells) -> Cells:
    page = world.browser("birgit").get(f"/monitoring/reports/{number}")
    found: Cells = {}
    for table in page.soup.select("main table"):
        title = table.caption.get_text().rsplit(", ", 1)[0].removesuffix(", måned for måned")
        columns = [head.get_text() for head in table.select("thead th")][1:]
        for row in table.select("tbody tr"):
            for column, cell in zip(columns, row.select("td"), strict=True):
                if column != "Procent i alt":
                    text = cell.get_text(strip=True).replace(".", "")
                    found[title, row.th.get_text(), column] = HIDDEN_MARK if "skjult" in text else text.strip("–")
    return found


def _pdf_says(path: Path, report: Report) -> None:
    """Each row as it stands, its label and figures one after the other."""
    reader = PdfReader(path)
    said = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    for table in report.tables:
        for row in table.rows:
            figures = "".join(_written(figure) or "–" for figure in row.figures)
            assert re.sub(r"\s", "", row.label) + re.sub(r"\s", "", figures) in said.replace(".", ""), (table.key, row)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Indhold" in said
    assert "Definition1,denførste" in said
