"""Tickets: how their codes look, how long they last, and what can come of one. Plain rules, no database."""

import hashlib
import secrets
from datetime import date, timedelta
from enum import StrEnum

from app.survey.batch import GRACE

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""None is mistaken for another, by hand or aloud."""
LENGTH = 12


class Way(StrEnum):
    """How the survey reaches whoever is asked."""

    TABLET = "tablet"
    """The tablet of the talk is handed over."""
    SLIP = "slip"
    """A slip with a code, for the tablet on a stand."""
    PHONE = "phone"
    """A QR code for the citizen's own phone."""
    PAPER = "paper"
    """A form on paper with a code, typed in later."""


LASTS = {
    Way.TABLET: timedelta(days=1),
    Way.SLIP: timedelta(days=1),
    Way.PHONE: timedelta(days=1),
    Way.PAPER: GRACE,
}


class Outcome(StrEnum):
    """What came of a ticket that somebody brought."""

    OPEN = "open"
    """It can be used (only `tickets.sheet` says so)."""
    STORED = "stored"
    STORED_BEFORE = "stored_before"
    """It was used: there is one envelope, the first. The browser sends again when a reply was lost."""
    UNKNOWN = "unknown"
    TOO_LATE = "too_late"
    MALFORMED = "malformed"
    """What came with it is no envelope; nothing was stored, and the ticket can still be used."""
    NOT_NOW = "not_now"
    """The box cannot be read by this machine; nothing was stored, and the ticket can still be used."""


def new_code() -> str:
    """60 random bits, in three groups of four letters."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def hash_of(code: str) -> str:
    """The hash of a code however it was typed: case, spaces and dashes do not matter."""
    return hashlib.sha256("".join(filter(str.isalnum, code)).upper().encode(errors="replace")).hexdigest()


def expires_on(way: Way, today: date, batch_ends_on: date) -> date:
    """The last day on which a ticket of today can be used; never after the days of grace."""
    return min(today + LASTS[way], batch_ends_on + GRACE)
