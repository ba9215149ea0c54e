"""Danish civil registration numbers: the program holds none, and stops one that is typed (rules R11).

A number is a plausible date (day, month, year of two or four figures, or year first; the day may be raised by 60, as
in the numbers that stand in for one) and four more figures, whatever signs, spaces or invisible letters stand between.
Check digits are not asked: since 2007 they no longer hold. A date with a time of day (12.11.26 14.30) or another date
(25.12.26 31.12.26) behind it is no number.
"""

import re
import unicodedata
from bisect import bisect_right
from calendar import monthrange

_BETWEEN = r"[^0-9a-z]{0,4}"
_FOUR = r"([0-9])[^0-9a-z]{0,2}([0-9])([^0-9a-z]{0,2})([0-9])[^0-9a-z]{0,2}([0-9])"
_TWO = r"([0-9])[^0-9a-z]{0,2}([0-9])"
_END = r"(?![0-9]|[./][0-9])"
_DAY_FIRST = re.compile(rf"(?<![0-9]){_TWO}{_BETWEEN}{_TWO}{_BETWEEN}(?:19|20)?{_TWO}{_BETWEEN}{_FOUR}{_END}")
_YEAR_FIRST = re.compile(rf"(?<![0-9])(?:19|20){_TWO}{_BETWEEN}{_TWO}{_BETWEEN}{_TWO}{_BETWEEN}{_FOUR}{_END}")
_LEAP_YEAR = 2000
_RAISED = 60
_UNSEEN = ("Cf", "Mn", "Me")


def found_in(text: str) -> list[str]:
    """The stretches of text that read as such a number, as typed, in their order."""
    return [text[begin:end] for begin, end in _stretches(text)]


def without(text: str, instead: str) -> str:
    """The text with something else in the place of every such number."""
    kept, at = [], 0
    for begin, end in _stretches(text):
        kept += [text[at:begin], instead]
        at = end
    return "".join([*kept, text[at:]])


def _stretches(text: str) -> list[tuple[int, int]]:
    """Where such numbers stand. A text may hold many thousand: each is looked at once, never beside all others."""
    plain, places = _as_read(text)
    day_first = _matches(plain, _DAY_FIRST, 1, 3, [])
    found = sorted([*day_first, *_matches(plain, _YEAR_FIRST, 5, 3, day_first)])
    return [(places[begin], places[end - 1] + 1) for begin, end in found]


def _matches(
    plain: str, pattern: re.Pattern[str], day_at: int, month_at: int, taken: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The numbers of this pattern, in their order, that share no figure with those that are taken (in order too)."""
    ends = [end for _begin, end in taken]
    found: list[tuple[int, int]] = []
    start = 0
    while match := pattern.search(plain, start):
        # Other figures may stand in front of one: "12 34 56 78 010190-1234".
        start = match.start() + 1
        next_one = bisect_right(ends, match.start())
        overlaps = next_one < len(taken) and taken[next_one][0] < match.end()
        if not overlaps and _plausible(match, day_at, month_at) and not _clock_time(match):
            found.append(match.span())
            start = match.end()
    return found


def _as_read(text: str) -> tuple[str, list[int]]:
    """What an eye reads of a text, in plain letters and figures, and where in the text each of them stands."""
    plain: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter.isascii():
            plain.append(letter.lower())
            places.append(place)
        elif unicodedata.category(letter) not in _UNSEEN:
            figure = unicodedata.decimal(letter, None)
            plain.append(str(figure) if figure is not None else "a" if letter.isalpha() else " ")
            places.append(place)
    return "".join(plain), places


def _plausible(match: re.Match[str], day_at: int, month_at: int) -> bool:
    day, month = int(match[day_at] + match[day_at + 1]), int(match[month_at] + match[month_at + 1])
    if day > _RAISED:
        day -= _RAISED
    return 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]


def _clock_time(match: re.Match[str]) -> bool:
    """Whether the last four figures are written as a time of day."""
    hours, minutes = int(match[7] + match[8]), int(match[10] + match[11])
    return match[9] in (".", ":") and hours < 24 and minutes < 60
