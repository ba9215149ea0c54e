"""Hours as people write them («2,5») and as they are kept: whole minutes, in quarters of an hour."""

import re
from decimal import Decimal

QUARTER = 15
"""Minutes; agreements are made in quarters of an hour."""
FULL_WEEK = 37 * 60
"""Minutes of a full working week in Denmark."""

_HOURS = re.compile(r"(\d{1,4})(?:[.,](\d{1,2}))?")


def minutes_of(text: str | None) -> int | None:
    """The minutes of «2,25», «2.25» or «2»; nothing where it is no number of whole quarters of an hour."""
    match = _HOURS.fullmatch((text or "").strip())
    if match is None:
        return None
    minutes = Decimal(f"{match[1]}.{match[2] or 0}") * 60
    return int(minutes) if minutes % QUARTER == 0 else None
