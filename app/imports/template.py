"""The empty spreadsheets that one starts from: headers, an example, and a sheet that explains."""

import io

from flask_babel import gettext as _

from app import clock
from app.accounts.words import ROLE_NAMES
from app.centres.words import FOCUS
from app.citizens import queries as citizens
from app.imports.columns import COLUMNS, Kind
from app.imports.words import KINDS
from app.spreadsheet import harmless


def template(kind: Kind) -> bytes:
    """An XLSX file to fill in. A row that is exactly the example is skipped when it comes back."""
    # Read in late: it takes memory that nobody needs who only looks at a screen.
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = str(KINDS[kind])
    sheet.append([column.header for column in COLUMNS[kind]])
    sheet.append([column.example for column in COLUMNS[kind]])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 22
    sheet.freeze_panes = "A2"
    explained = book.create_sheet(_("Forklaring"))
    explained.column_dimensions["A"].width, explained.column_dimensions["B"].width = 24, 100
    explained.append([_("Skriv en række for hver. Slet eksemplet, eller lad det stå: det læses ikke ind.")])
    explained.append([_("Skriv aldrig CPR-numre. Står der ét i filen, læses intet ind.")])
    for column in COLUMNS[kind]:
        need = f"{_('Skal udfyldes.')} " if column.required else ""
        explained.append([column.header, f"{need}{column.explained}"])
    for title, words in _lists(kind):
        explained.append([])
        explained.append([title])
        for word in words:
            explained.append(["", harmless(word)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _lists(kind: Kind) -> list[tuple[str, list[str]]]:
    if kind is Kind.STAFF:
        return [(_("Roller"), [str(word) for word in ROLE_NAMES.values()])]
    if kind is Kind.CENTRES:
        return [(_("Målgrupper"), [str(word) for word in FOCUS.values()])]
    return [(_("Indkomster"), [source.danish for source in citizens.income_sources(clock.today())])]
