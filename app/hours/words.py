"""What periods are called on the screens, and how much too much or too little is said."""

from flask_babel import LazyString, format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.hours.agreed import Days, Unit, iso_week
from app.language import hours

UNITS: dict[Unit, LazyString] = {Unit.WEEK: _l("Uge"), Unit.MONTH: _l("Måned"), Unit.QUARTER: _l("Kvartal")}


def period_name(unit: Unit, days: Days) -> str:
    """«Uge 53, 2026», «November 2026», «4. kvartal 2026». The year of a week is that of its Thursday."""
    if unit is Unit.WEEK:
        return _("Uge %(week)s, %(year)s", week=iso_week(days.first), year=days.first.isocalendar().year)
    if unit is Unit.MONTH:
        said = str(format_date(days.first, "MMMM y"))
        return said[0].upper() + said[1:]
    return _("%(quarter)s. kvartal %(year)s", quarter=(days.first.month + 2) // 3, year=days.first.year)


def part_name(unit: Unit, part: Days) -> str:
    """A part of a period: the weekday, or the week with its days where it is cut."""
    if unit is Unit.WEEK:
        said = str(format_date(part.first, "EEEE d. MMM"))
        return said[0].upper() + said[1:]
    name = _("Uge %(week)s", week=iso_week(part.first))
    if len(part) == 7:
        return name
    return f"{name} ({_so_many(len(part))})"


def difference(used: int, agreed: int, so_far: bool) -> str:
    """More or less than agreed, in words."""
    apart = used - agreed
    until = _("til og med i dag") if so_far else ""
    if abs(apart) < 15:
        sentence = _("Det er, hvad der er aftalt")
    elif apart > 0:
        sentence = _("Det er %(hours)s mere end aftalt", hours=hours(apart))
    else:
        sentence = _("Det er %(hours)s mindre end aftalt", hours=hours(-apart))
    return f"{sentence} {until}".strip() + "."


def _so_many(number: int) -> str:
    return _("1 dag") if number == 1 else _("%(number)s dage", number=number)
