"""Workbooks that leave the program: numbers are numbers, texts are texts, and no cell is a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.spreadsheet import harmless

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 16
"""Of a column that nothing else is said about, in letters."""
_LONGEST_NAME = 31
_FORBIDDEN_IN_NAMES = "[]:*?/\\'"


@dataclass(frozen=True)
class Cell:
    """A number, a text or nothing, and how it looks; `format` is that of a number, as spreadsheets write it (0.00)."""

    value: object
    format: str = ""
    bold: bool = False
    wrap: bool = False


@dataclass(frozen=True)
class Sheet:
    """Rows, the widths of the first columns in letters, and the first cell that moves when one scrolls (A2)."""

    name: str
    rows: Iterable[Sequence[object]]
    widths: Sequence[int] = ()
    moves_from: str | None = None


def heads(names: Iterable[str]) -> list[object]:
    """A row that names its columns."""
    return [Cell(name, bold=True) for name in names]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """An XLSX file. Names of sheets are made short, harmless and different from each other."""
    # Read in late: it takes memory that nobody needs who only looks at a screen.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in sheets:
        rows = [list(row) for row in sheet.rows]
        made = book.create_sheet(_name(sheet.name, taken))
        made.freeze_panes = sheet.moves_from
        for place in range(max((len(row) for row in rows), default=0)):
            width = sheet.widths[place] if place < len(sheet.widths) else WIDTH
            made.column_dimensions[get_column_letter(place + 1)].width = width
        for row in rows:
            made.append([_drawn(made, one if isinstance(one, Cell) else Cell(one)) for one in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _name(wanted: str, taken: set[str]) -> str:
    plain = "".join(letter for letter in wanted if letter not in _FORBIDDEN_IN_NAMES)
    found = plain[:_LONGEST_NAME].strip()
    number = 2
    while found.casefold() in taken:
        found = f"{plain[: _LONGEST_NAME - 3].strip()} {number}"
        number += 1
    taken.add(found.casefold())
    return found


def _drawn(sheet: object, cell: Cell) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if cell.value is None:
        return None
    if isinstance(cell.value, int | float):
        drawn = WriteOnlyCell(sheet, cell.value)
        drawn.number_format = cell.format or "General"
    else:
        drawn = WriteOnlyCell(sheet, harmless(cell.value))
        drawn.data_type = "s"
    if cell.bold:
        drawn.font = Font(bold=True)
    if cell.wrap:
        drawn.alignment = Alignment(wrap_text=True, vertical="top")
    return drawn
