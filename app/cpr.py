"""Danish civil registration numbers: the program holds none, and stops one that is typed (rules R11).

A number is six figures of a plausible date (day, month, year; the day may be raised by 60, as in the numbers
that stand in for one) and four more figures. Check digits are not asked: since 2007 they no longer hold.
"""

import re
from calendar import monthrange

_DASHES = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"
_BETWEEN = rf"[\s./{_DASHES}]"
_CANDIDATE = re.compile(
    rf"(?<!\d)(\d\d){_BETWEEN}?(\d\d){_BETWEEN}?(\d\d){_BETWEEN}{{0,3}}(\d)[ ]?(\d)[ ]?(\d)[ ]?(\d)(?!\d)"
)
_LEAP_YEAR = 2000
_RAISED = 60


def found_in(text: str) -> list[str]:
    """The stretches of text that read as such a number, as typed, in their order."""
    found, start = [], 0
    while match := _CANDIDATE.search(text, start):
        if _plausible(match):
            found.append(match.group())
            start = match.end()
        else:
            # Other figures may stand in front of one: "12 34 56 78 010190-1234".
            start = match.start() + 1
    return found


def _plausible(match: re.Match[str]) -> bool:
    day, month = int(match[1]), int(match[2])
    if day > _RAISED:
        day -= _RAISED
    return 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]
