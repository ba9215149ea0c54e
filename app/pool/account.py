"""The year's account of a pool, as rows: the page and the spreadsheet are made of the same."""

import io
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app import clock
from app.language import day_time
from app.pool import queries
from app.pool.balance import Totals
from app.pool.models import Pool
from app.pool.naming import titles_of
from app.pool.words import KINDS, grant_name

KRONER = "#,##0.00"


@dataclass(frozen=True)
class Account:
    """The sums in words and øre, the grants with theirs, and every line in its order."""

    sums: tuple[tuple[str, int], ...]
    grants: tuple[tuple[str, Totals], ...]
    lines: tuple[tuple[str, str, str, int, str, str], ...]
    adds_up: bool


def of(pool: Pool) -> Account:
    """The account as it stands now; `adds_up`: the lines, counted anew, give the sums."""
    totals, grants = pool.totals, queries.grants_of(pool)
    entries = list(reversed(queries.lines(pool)))
    titles = titles_of(list(grants))
    return Account(
        sums=(
            (_("Budget"), totals.budget),
            (_("Ramme"), totals.frame),
            (_("Sat til side"), totals.reserved),
            (_("Givet"), totals.granted),
            (_("Udbetalt"), totals.paid),
            (_("Betalt tilbage"), totals.returned),
            (_("Tilbage at give"), totals.remaining),
        ),
        grants=tuple((grant_name(titles, ref), sums) for ref, sums in grants.items() if sums.granted),
        lines=tuple(
            (
                day_time(one.at),
                str(KINDS[one.kind]),
                grant_name(titles, one.grant_ref),
                one.ore,
                _("Rettelse: %(reason)s", reason=one.reason) if one.corrects_id else one.reason,
                one.by.name if one.by else "",
            )
            for one in entries
        ),
        adds_up=queries.recounted(pool) == totals,
    )


def spreadsheet(pool: Pool, account: Account) -> bytes:
    """Three sheets: the sums, the grants, the lines. Texts are texts, whatever they begin with."""
    # Read in late: it takes memory that nobody needs who only looks at a screen.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    head = [
        [_("Puljen %(year)s", year=pool.year)],
        [_("Hentet %(when)s", when=day_time(clock.now()))],
        [],
    ]
    _sheet(book, _("Puljen"), [*head, *([name, ore / 100] for name, ore in account.sums)])
    columns = [_("Aktivitet"), _("Givet"), _("Udbetalt"), _("Betalt tilbage"), _("Ikke udbetalt")]
    grants = [
        [name, *(ore / 100 for ore in (sums.granted, sums.paid, sums.returned, sums.to_pay))]
        for name, sums in account.grants
    ]
    _sheet(book, _("Givet"), [columns, *grants])
    names = [_("Hvornår"), _("Hvad"), _("Aktivitet"), _("Kroner"), _("Hvorfor"), _("Hvem")]
    lines = [[when, kind, name, ore / 100, reason, who] for when, kind, name, ore, reason, who in account.lines]
    _sheet(book, _("Alle linjer"), [names, *lines])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _sheet(book: Any, title: str, rows: list[list[object]]) -> None:
    # Read in late: it takes memory that nobody needs who only looks at a screen.
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    sheet = book.create_sheet(title)
    sheet.column_dimensions["A"].width = 32
    for number, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"
            else:
                cell.number_format = KRONER
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
