"""A report as a workbook: numbers are numbers, percentages are percentages, and no cell is a formula."""

import io

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from app.monitoring.disclosure import HIDDEN_MARK
from app.monitoring.release_words import UNITS
from app.monitoring.report import Figure, Mark, Report, Shown
from app.monitoring.report_files import notes
from app.spreadsheet import harmless

LONGEST_SHEET = 31
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def workbook(report: Report) -> bytes:
    """A sheet of notes, and a sheet for each table; numbers are numbers, percentages are percentages."""
    book = Workbook(write_only=True)
    _add_notes(book, report)
    taken: set[str] = set()
    for table in report.tables:
        _add_table(book, table, report, taken)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _add_notes(book: Workbook, report: Report) -> None:
    sheet = book.create_sheet(_("Om tallene"))
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 100
    for line in notes(report):
        sheet.append([_cell(sheet, line)])
    sheet.append([])
    sheet.append([_cell(sheet, _("Tabel"), bold=True), _cell(sheet, _("Sådan er der talt"), bold=True)])
    for table in report.tables:
        words = f"{table.words.counted} {table.words.version}."
        sheet.append([_cell(sheet, table.words.title), _cell(sheet, words, wrap=True)])


def _add_table(book: Workbook, table: Shown, report: Report, taken: set[str]) -> None:
    sheet = book.create_sheet(_sheet_name(table, taken))
    sheet.freeze_panes = "B5"
    sheet.column_dimensions["A"].width = 40
    for place in range(2 * len(table.labels) + 1):
        sheet.column_dimensions[get_column_letter(place + 2)].width = 16
    sheet.append([_cell(sheet, table.words.title, bold=True)])
    sheet.append([_cell(sheet, f"{report.title}: {report.days}. {report.places}. {table.words.version}.")])
    sheet.append([_cell(sheet, notes(report)[-1])])
    with_percent = any(row.percents is not None for row in table.rows)
    heads = [
        *table.labels,
        *([_("%(column)s, procent", column=label) for label in table.labels] if with_percent else []),
    ]
    sheet.append([_cell(sheet, head, bold=True) for head in (_("Række"), *heads, _("Enhed"))])
    for row in table.rows:
        cells = [_cell(sheet, row.label, bold=row.is_base), *(_typed(sheet, figure) for figure in row.figures)]
        if with_percent:
            shares = row.percents or (Mark.NOTHING,) * len(table.labels)
            cells += [_typed(sheet, share, percent=True) for share in shares]
        sheet.append([*cells, _cell(sheet, UNITS[row.unit] if row.unit else "")])


def _sheet_name(table: Shown, taken: set[str]) -> str:
    """Short enough for a spreadsheet, without what it forbids, and not twice the same."""
    plain = "".join(letter for letter in table.words.title if letter not in "[]:*?/\\'")
    found = plain[:LONGEST_SHEET].strip()
    number = 2
    while found.casefold() in taken:
        found = f"{plain[: LONGEST_SHEET - 3].strip()} {number}"
        number += 1
    taken.add(found.casefold())
    return found


def _cell(sheet: object, text: object, *, bold: bool = False, wrap: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, harmless(str(text)))
    cell.data_type = "s"
    if bold:
        cell.font = _BOLD
    if wrap:
        cell.alignment = _WRAPPED
    return cell


def _typed(sheet: object, figure: Figure, *, percent: bool = False) -> Cell | None:
    if figure is Mark.NOTHING:
        return None
    if isinstance(figure, Mark):
        return _cell(sheet, HIDDEN_MARK)
    cell = WriteOnlyCell(sheet, figure / 100 if percent else figure)
    cell.number_format = "0%" if percent else "0.##" if figure != int(figure) else "0"
    return cell
