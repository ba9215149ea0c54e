"""The days on which a Danish municipality is shut: holidays, most of which follow Easter, and the days beside them.

Store bededag was a holiday until 2023 (law no. 214 of 7 March 2023 took it away from 2024). Grundlovsdag, Juleaften and
Nytårsaften are no holidays by law; municipal offices are shut all the same.
"""

from datetime import date, timedelta
from functools import lru_cache

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

LAST_PRAYER_DAY = 2023
"""The last year in which Store bededag was a holiday."""

_AFTER_EASTER: dict[int, LazyString] = {
    -3: _l("Skærtorsdag"),
    -2: _l("Langfredag"),
    0: _l("Påskedag"),
    1: _l("2. påskedag"),
    39: _l("Kristi himmelfartsdag"),
    49: _l("Pinsedag"),
    50: _l("2. pinsedag"),
}
_PRAYER_DAY, _PRAYER_DAY_NAME = 26, _l("Store bededag")

_EVERY_YEAR: dict[tuple[int, int], LazyString] = {
    (1, 1): _l("Nytårsdag"),
    (6, 5): _l("Grundlovsdag"),
    (12, 24): _l("Juleaften"),
    (12, 25): _l("Juledag"),
    (12, 26): _l("2. juledag"),
    (12, 31): _l("Nytårsaften"),
}


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, left = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * left + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=200)
def days_off(year: int) -> dict[date, LazyString]:
    """Every day of a year on which the municipality is shut, with its name; of two that meet, the movable one's."""
    sunday = easter(year)
    found = {date(year, month, day): name for (month, day), name in _EVERY_YEAR.items()}
    found |= {sunday + timedelta(days=after): name for after, name in _AFTER_EASTER.items()}
    if year <= LAST_PRAYER_DAY:
        found[sunday + timedelta(days=_PRAYER_DAY)] = _PRAYER_DAY_NAME
    return found


def day_off(day: date) -> LazyString | None:
    """What keeps the municipality shut on this day; nothing on any other."""
    return days_off(day.year).get(day)
