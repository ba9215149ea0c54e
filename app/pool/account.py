"""The year's account of a pool, as rows: the page and the spreadsheet are made of the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app import clock
from app.language import day_time
from app.pool import queries
from app.pool.balance import Totals
from app.pool.models import Pool
from app.pool.naming import titles_of
from app.pool.words import KINDS, grant_name, why
from app.workbook import Cell, Sheet, heads, workbook


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
                _("Rettelse: %(reason)s", reason=why(one)) if one.corrects_id and why(one) else why(one),
                one.by.name if one.by else "",
            )
            for one in entries
        ),
        adds_up=queries.recounted(pool) == totals,
    )


def spreadsheet(pool: Pool, account: Account) -> bytes:
    """Three sheets: the sums, the grants, the lines."""
    head: list[list[object]] = [
        heads((_("Puljen %(year)s", year=pool.year),)),
        [_("Hentet %(when)s", when=day_time(clock.now()))],
        [],
    ]
    grants = heads((_("Aktivitet"), _("Givet"), _("Udbetalt"), _("Betalt tilbage"), _("Ikke udbetalt")))
    lines = heads((_("Hvornår"), _("Hvad"), _("Aktivitet"), _("Kroner"), _("Hvorfor"), _("Hvem")))
    sheets: Iterable[tuple[str, list[list[object]]]] = (
        (_("Puljen"), [*head, *([name, _kroner(ore)] for name, ore in account.sums)]),
        (
            _("Givet"),
            [
                grants,
                *(
                    [name, *map(_kroner, (sums.granted, sums.paid, sums.returned, sums.to_pay))]
                    for name, sums in account.grants
                ),
            ],
        ),
        (
            _("Alle linjer"),
            [
                lines,
                *(
                    [when, kind, name, _kroner(ore), reason, who]
                    for when, kind, name, ore, reason, who in account.lines
                ),
            ],
        ),
    )
    return workbook([Sheet(name, rows, widths=(32,)) for name, rows in sheets])


def _kroner(ore: int) -> Cell:
    return Cell(ore / 100, format="#,##0.00")
