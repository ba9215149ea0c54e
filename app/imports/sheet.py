"""Reading a spreadsheet as rows of text, whatever it was made with; and refusing what could hurt or mislead.

Formulas are read as the values that the spreadsheet kept for them. Empty rows are skipped and keep their numbers.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from werkzeug.datastructures import MultiDict

from app import cpr
from app.text import storable

MEGABYTE = 1024 * 1024
LARGEST = 12 * MEGABYTE
LARGEST_UNPACKED = 120 * MEGABYTE
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 40


class Reason(StrEnum):
    """Why a whole file is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    NO_SPREADSHEET = "no_spreadsheet"
    MERGED_CELLS = "merged_cells"
    CPR_NUMBER = "cpr_number"


class Unreadable(ValueError):
    """The whole file is refused; `row` and `column` (counted from 1) where there is a place to look."""

    def __init__(self, reason: Reason, row: int | None = None, column: int | None = None) -> None:
        super().__init__(reason.value)
        self.reason, self.row, self.column = reason, row, column


@dataclass(frozen=True)
class Row:
    """A row with something in it, under the number that the spreadsheet shows."""

    number: int
    cells: tuple[str, ...]


def read(data: bytes) -> list[Row]:
    """The rows of a file's first sheet, the headers first; raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable(Reason.TOO_LARGE)
    found = _xlsx(data) if data.startswith(b"PK") else _csv(data)
    rows: list[Row] = []
    for number, values in found:
        cells = tuple(_text(value) for value in values[:MOST_COLUMNS])
        for column, (value, text) in enumerate(zip(values, cells, strict=False), 1):
            if cpr.found_in(text) or _was_a_number(value):
                raise Unreadable(Reason.CPR_NUMBER, number, column)
        if any(cells):
            filled = max(at for at, cell in enumerate(cells, 1) if cell)
            rows.append(Row(number, cells[:filled]))
        if len(rows) > MOST_ROWS + 1:
            raise Unreadable(Reason.TOO_MANY_ROWS)
    if not rows:
        raise Unreadable(Reason.EMPTY)
    return rows


def _was_a_number(value: Any) -> bool:
    """A spreadsheet that took a registration number for a number has lost the nought in front."""
    whole = isinstance(value, int | float) and 10**8 <= value < 10**10
    return whole and bool(cpr.found_in(f"{int(value):010}"))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date() if value.time() == datetime.min.time() else value
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return storable(MultiDict([("cell", str(value))]))["cell"].strip()


def _csv(data: bytes) -> Iterator[tuple[int, list[Any]]]:
    text = _decoded(data)
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        # A cell may hold several lines: what a spreadsheet shows as one row is numbered as one.
        yield from enumerate(reader, 1)
    except csv.Error as fault:
        raise Unreadable(Reason.NO_SPREADSHEET) from fault


def _decoded(data: bytes) -> str:
    """UTF-8, with its mark or without; UTF-16 with its mark; else what Danish Windows wrote."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(Reason.NO_SPREADSHEET)


def _xlsx(data: bytes) -> Iterator[tuple[int, list[Any]]]:
    from openpyxl import load_workbook

    _refuse_bombs(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if b"<mergeCell " in parts.read(sheet._worksheet_path.lstrip("/")):
                raise Unreadable(Reason.MERGED_CELLS)
        # A sheet may say that it is larger or smaller than it is.
        sheet.reset_dimensions()
        for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
            if number > 10 * MOST_ROWS:
                raise Unreadable(Reason.TOO_MANY_ROWS)
            yield number, list(values)
    except Unreadable:
        raise
    except Exception as fault:
        # Whatever a broken file makes the reader stumble over, it is not a spreadsheet that can be read.
        raise Unreadable(Reason.NO_SPREADSHEET) from fault


def _refuse_bombs(data: bytes) -> None:
    """A small file that unpacks to a large one, or whose parts would be multiplied while they are read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            inside = parts.infolist()
            if len(inside) > MOST_PARTS or sum(part.file_size for part in inside) > LARGEST_UNPACKED:
                raise Unreadable(Reason.TOO_LARGE)
            for part in inside:
                if part.filename.endswith((".xml", ".rels")):
                    with parts.open(part) as opened:
                        head = opened.read(4096).replace(b"\x00", b"").lower()
                    if b"<!doctype" in head or b"<!entity" in head:
                        raise Unreadable(Reason.NO_SPREADSHEET)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, zlib.error) as fault:
        raise Unreadable(Reason.NO_SPREADSHEET) from fault
