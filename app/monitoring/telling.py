"""The overview in words: a headline, a few figures, and how they stand against what was before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.language import number, percent
from app.monitoring.grid import ALL_TOGETHER, Cell, Grid, Unit
from app.monitoring.indicators import Indicator
from app.monitoring.showing import figure

BEFORE, YEAR_BEFORE = "before", "year_before"
Grids = Mapping[str, Grid]
ALIKE = 3
"""Percent up or down that is «about as many»."""


@dataclass(frozen=True)
class Fact:
    """A figure with its sentence, how it has moved, and its months, where there are any."""

    figure: str
    sentence: str
    trends: tuple[str, ...]
    theme: str
    months: tuple[int, ...] = ()
    caption: str = ""


Teller = Callable[[Grids], Fact | None]


def headline(grids: Grids, challenges: Indicator) -> str:
    """«Flere kommer. Personlig økonomi fylder mest.»"""
    citizens = grids["citizens"]
    now, then = citizens.cell("citizens").value, _earlier(citizens, "citizens")
    if not now:
        return _("Der er ingen kontakter i perioden.")
    said = _("Her er, hvordan det går.")
    if then:
        change = 100 * (now - then) / then
        said = _("Lige så mange kommer.")
        if abs(change) > ALIKE:
            said = _("Flere kommer.") if change > 0 else _("Færre kommer.")
    most = _most(grids.get("challenges"))
    if most is None:
        return said
    return _("%(first)s %(topic)s fylder mest.", first=said, topic=challenges.label(most))


def facts(grids: Grids, months: Sequence[tuple[str, int, int]]) -> list[Fact]:
    """The few figures that answer «how is it going»; those about nothing are left out."""
    return [one for one in (_citizens(grids, months), _contacts(grids, months), *(tell(grids) for tell in TOLD)) if one]


def _citizens(grids: Grids, months: Sequence[tuple[str, int, int]]) -> Fact:
    grid = grids["citizens"]
    now = int(grid.cell("citizens").value or 0)
    return Fact(
        number(now),
        ngettext("borger har haft kontakt.", "borgere har haft kontakt.", now),
        _more_or_fewer(grid, "citizens"),
        "people",
        tuple(people for _month, people, _contacts in months),
        _("Borgere måned for måned: %(all)s", all=_said(months, 1)),
    )


def _contacts(grids: Grids, months: Sequence[tuple[str, int, int]]) -> Fact:
    grid = grids["citizens"]
    now, unnamed = int(grid.cell("contacts").value or 0), int(grid.cell("contacts_without_record").value or 0)
    told = ngettext("kontakt", "kontakter", now)
    if unnamed:
        told = _("%(contacts)s, heraf %(unnamed)s uden navn.", contacts=told, unnamed=number(unnamed))
    else:
        told = _("%(contacts)s, alle med navn eller alias.", contacts=told)
    return Fact(
        number(now),
        told,
        _more_or_fewer(grid, "contacts"),
        "people",
        tuple(one for _month, _people, one in months),
        _("Kontakter måned for måned: %(all)s", all=_said(months, 2)),
    )


def _waited(grids: Grids) -> Fact | None:
    grid = grids.get("waiting")
    cell = grid.cell("conversation_half") if grid else None
    if grid is None or cell is None or cell.value is None:
        return None
    told = figure(Unit.DAYS, cell)
    trends = []
    for column, words in _columns(grid):
        then = grid.cell("conversation_half", column).value
        if then is not None:
            trends.append(_moved(cell.value - then, words))
    return Fact(told or "", _("fra første kontakt til samtale for halvdelen af borgerne."), tuple(trends), "waiting")


def _moved(change: float, then: str) -> str:
    """Days up or down."""
    if not change:
        return _("Det samme som %(then)s.", then=then)
    told = figure(Unit.DAYS, Cell(abs(change)))
    if change < 0:
        return _("%(n)s kortere end %(then)s.", n=told, then=then)
    return _("%(n)s længere end %(then)s.", n=told, then=then)


def _share(key: str, row: str, sentence: Callable[[int], str], theme: str) -> Teller:
    def tell(grids: Grids) -> Fact | None:
        grid = grids.get(key)
        now = grid.percent(row) if grid else None
        if grid is None or now is None or not grid.base[ALL_TOGETHER].value:
            return None
        trends = [
            _points(now, then, words)
            for column, words in _columns(grid)
            if grid.base[column].value and (then := grid.percent(row, column)) is not None
        ]
        return Fact(percent(now), sentence(int(grid.base[ALL_TOGETHER].value or 0)), tuple(trends), theme)

    return tell


def _points(now: int, then: int, words: str) -> str:
    if now == then:
        return _("Det samme som %(then)s.", then=words)
    return _("%(share)s %(then)s.", share=percent(then), then=words)


TOLD: tuple[Teller, ...] = (
    _waited,
    _share("settled", "settled", lambda of: _("af %(n)s samtaler blev klaret på stedet.", n=number(of)), "talks"),
    _share("bridges", "arrived", lambda of: _("af %(n)s, der blev sendt videre, kom frem.", n=number(of)), "bridges"),
    _share("income_groups", "jobcentre", lambda of: _("har en aktiv sag i jobcentret."), "income"),
)


def _more_or_fewer(grid: Grid, row: str) -> tuple[str, ...]:
    now = int(grid.cell(row).value or 0)
    told = []
    for column, words in _columns(grid):
        then = grid.cell(row, column).value
        if not then:
            continue
        change = now - int(then)
        if change == 0:
            told.append(_("Lige så mange som %(then)s.", then=words))
        elif change > 0:
            told.append(_("%(n)s flere end %(then)s.", n=number(change), then=words))
        else:
            told.append(_("%(n)s færre end %(then)s.", n=number(-change), then=words))
    return tuple(told)


def _columns(grid: Grid) -> list[tuple[str, str]]:
    """The earlier periods that it was counted of, with what they are called in a sentence."""
    words = {BEFORE: _("perioden før"), YEAR_BEFORE: _("samme tid sidste år")}
    return [(column, words[column]) for column in (BEFORE, YEAR_BEFORE) if column in grid.columns]


def _earlier(grid: Grid, row: str) -> float | None:
    return next((grid.cell(row, column).value for column, _words in reversed(_columns(grid))), None)


def _most(grid: Grid | None) -> str | None:
    """The row that is shown as the biggest."""
    if grid is None:
        return None
    known = [(cell.value, line.key) for line in grid.lines if (cell := grid.cell(line.key)).value]
    return max(known, key=lambda pair: pair[0] or 0)[1] if known else None


def _said(months: Sequence[tuple[str, int, int]], place: int) -> str:
    return ", ".join(f"{one[0]} {number(int(one[place]))}" for one in months)
