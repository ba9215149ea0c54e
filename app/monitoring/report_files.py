"""A report as files: a workbook with typed cells, a CSV file, a PDF. No cell of them can be a formula."""

import contextlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from app import pdf
from app.installation import is_training
from app.monitoring import workbook
from app.monitoring.cells import HIDDEN_MARK
from app.monitoring.job import FileKind
from app.monitoring.release_words import THEMES, UNITS, stamp
from app.monitoring.report import Figure, Mark, Report, flat
from app.spreadsheet import csv_file

PATIENCE = 180
"""Seconds that long work and commands wait for a PDF on a busy machine; a page waits less."""


def files(report: Report) -> Mapping[FileKind, bytes]:
    """All of them, with patience; the PDF is left out where this machine cannot draw one. It is drawn by a process of
    its own, so the others are made meanwhile.
    """
    with force_locale("da"), ThreadPoolExecutor(1) as beside:
        drawing = beside.submit(pdf.made_of, html(report), PATIENCE)
        found: dict[FileKind, bytes] = {kind: made(report, kind) for kind in (FileKind.XLSX, FileKind.CSV)}
        with contextlib.suppress(pdf.Unavailable):
            found[FileKind.PDF] = drawing.result()
    return found


def made(report: Report, kind: FileKind) -> bytes:
    """One of them, in Danish; raises pdf.Unavailable for a PDF where this machine cannot draw one."""
    with force_locale("da"):
        if kind is FileKind.XLSX:
            return workbook.made_of(report, notes(report))
        return csv(report) if kind is FileKind.CSV else pdf.made_of(html(report))


def name(report: Report, kind: FileKind) -> str:
    """What the file is called."""
    plain = "-internt" if report.is_plain else ""
    return f"vaeksthus-{report.code}{plain}.{kind.value}"


def notes(report: Report) -> list[str]:
    """What whoever holds the report must know: which days and places, from when, what a mark means."""
    found = [
        _("Væksthus. Tal for %(period)s: %(days)s.", period=report.title, days=report.days),
        _("Steder: %(places)s. Intet andet er valgt fra.", places=report.places),
        _("Opgjort %(when)s.", when=stamp(report.made_at)),
    ]
    if report.threshold is None:
        return [*found, _("Små tal står her, som de er. Rapporten må ikke gives videre.")]
    return [
        *found,
        _(
            "%(mark)s er et skjult tal: færre end %(threshold)s borgere, eller et tal, der kunne bruges til at regne "
            "dem ud. Procenter af skjulte tal er også skjult.",
            mark=HIDDEN_MARK,
            threshold=report.threshold,
        ),
    ]


def csv(report: Report) -> bytes:
    """One line for each figure."""
    columns = [
        _("Tema"), _("Tabel"), _("Række"), _("Kolonne"), _("Enhed"), _("Antal"), _("Procent"), _("Definition"),
    ]  # fmt: skip
    rows = [
        [
            THEMES[table.theme],
            table.words.title,
            row.label,
            column,
            UNITS[row.unit] if row.unit else "",
            _text(figure),
            _text(share),
            table.words.version,
        ]
        for table, row, column, figure, share in flat(report.tables)
    ]
    return csv_file(notes(report), columns, rows)


def html(report: Report) -> str:
    """The document that becomes the PDF."""
    return current_app.jinja_env.get_template("monitoring/report_file.html").render(
        report=report,
        demo=is_training(current_app),
        notes=notes(report),
        themes=[(THEMES[theme], tables) for theme, tables in report.themes()],
        units=UNITS,
        hidden=Mark.HIDDEN,
        nothing=Mark.NOTHING,
        mark=HIDDEN_MARK,
    )


def _text(figure: Figure) -> str:
    if isinstance(figure, Mark):
        return HIDDEN_MARK if figure is Mark.HIDDEN else ""
    return str(int(figure)) if figure == int(figure) else str(figure).replace(".", ",")
