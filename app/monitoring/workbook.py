"""A report as a workbook: a sheet of notes, and a sheet for each table."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from app import workbook
from app.monitoring.cells import HIDDEN_MARK
from app.monitoring.release_words import UNITS
from app.monitoring.report import Figure, Mark, Report, Shown
from app.workbook import Cell, Sheet, heads

Row = Sequence[object]


def made_of(report: Report, notes: Sequence[str]) -> bytes:
    """The file; `notes` is what whoever holds it must know, the last one about what may be done with it."""
    tables = [
        Sheet(table.words.title, list(_rows(table, report, notes[-1])), widths=(40,), moves_from="B5")
        for table in report.tables
    ]
    return workbook.workbook([Sheet(_("Om tallene"), list(_about(report, notes)), widths=(34, 100)), *tables])


def _about(report: Report, notes: Sequence[str]) -> Iterator[Row]:
    yield from ([line] for line in notes)
    yield []
    yield heads((_("Tabel"), _("Sådan er der talt")))
    for table in report.tables:
        yield table.words.title, Cell(f"{table.words.counted} {table.words.version}.", wrap=True)


def _rows(table: Shown, report: Report, last: str) -> Iterator[Row]:
    yield heads((table.words.title,))
    yield [f"{report.title}: {report.days}. {report.places}. {table.words.version}."]
    yield [last]
    with_percent = any(row.percents is not None for row in table.rows)
    percents = [_("%(column)s, procent", column=label) for label in table.labels] if with_percent else []
    yield heads((_("Række"), *table.labels, *percents, _("Enhed")))
    for row in table.rows:
        shares = (row.percents or (Mark.NOTHING,) * len(table.labels)) if with_percent else ()
        yield [
            Cell(row.label, bold=row.is_base),
            *(_typed(figure) for figure in row.figures),
            *(_typed(share, percent=True) for share in shares),
            UNITS[row.unit] if row.unit else "",
        ]


def _typed(figure: Figure, *, percent: bool = False) -> Cell | str | None:
    if isinstance(figure, Mark):
        return HIDDEN_MARK if figure is Mark.HIDDEN else None
    if percent:
        return Cell(figure / 100, format="0%")
    return Cell(figure, format="0" if figure == int(figure) else "0.##")
