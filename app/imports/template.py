"""The empty spreadsheets that one starts from: headers, an example, and a sheet that explains."""

from collections.abc import Iterator

from flask_babel import gettext as _

from app import clock
from app.accounts.words import ROLE_NAMES
from app.centres.words import FOCUS
from app.citizens import queries as citizens
from app.imports.columns import COLUMNS, Kind
from app.imports.words import KINDS
from app.workbook import Sheet, heads, workbook


def template(kind: Kind) -> bytes:
    """An XLSX file to fill in. A row that is exactly the example is skipped when it comes back."""
    columns = COLUMNS[kind]
    to_fill_in: list[list[object]] = [
        heads(column.header for column in columns),
        [column.example for column in columns],
    ]
    return workbook(
        [
            Sheet(str(KINDS[kind]), to_fill_in, widths=(22,) * len(columns), moves_from="A2"),
            Sheet(_("Forklaring"), list(_explained(kind)), widths=(24, 100)),
        ]
    )


def _explained(kind: Kind) -> Iterator[list[str]]:
    yield [_("Skriv en række for hver. Slet eksemplet, eller lad det stå: det læses ikke ind.")]
    yield [_("Skriv aldrig CPR-numre. Står der ét i filen, læses intet ind.")]
    for column in COLUMNS[kind]:
        need = f"{_('Skal udfyldes.')} " if column.required else ""
        yield [column.header, f"{need}{column.explained}"]
    for title, words in _lists(kind):
        yield []
        yield [title]
        yield from (["", word] for word in words)


def _lists(kind: Kind) -> list[tuple[str, list[str]]]:
    if kind is Kind.STAFF:
        return [(_("Roller"), [str(word) for word in ROLE_NAMES.values()])]
    if kind is Kind.CENTRES:
        return [(_("Målgrupper"), [str(word) for word in FOCUS.values()])]
    return [(_("Indkomster"), [source.danish for source in citizens.income_sources(clock.today())])]
