"""The door from a finished talk into the survey: a ticket for whoever was just talked with, at a centre, by an effort.

Casework and outreach come in here and know nothing else of the survey. They note themselves that they asked (once);
a ticket knows of no talk, no citizen and nobody who works here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flask import current_app

from app import clock
from app.db import apart
from app.survey import box, queries, slips, tickets
from app.survey.phrases import LANGUAGES
from app.survey.slips import Slip
from app.survey.ticket import Way

__all__ = [
    "LANGUAGES",
    "Handed",
    "Reason",
    "Refusal",
    "Slip",
    "Way",
    "open_ticket",
    "refusal",
    "refusal_lately",
    "slip",
]


class Reason(StrEnum):
    """Why nobody can be asked now."""

    NO_KEY = "no_key"
    """No key is published for this quarter, or its batch is closed."""
    BOX_UNREADABLE = "box_unreadable"
    """This machine cannot read the box, which was made on another: see operations.md."""


class Refusal(Exception):
    """Nobody can be asked now."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Handed:
    """A ticket: its code, which is kept nowhere, and the last day on which it can be used."""

    code: str
    expires_on: date


def refusal() -> Reason | None:
    """Why nobody can be asked now; nothing where they can. Only reads."""
    batch = queries.in_force()
    if batch is None:
        return Reason.NO_KEY
    return None if box.can_be_read(batch) else Reason.BOX_UNREADABLE


def refusal_lately() -> Reason | None:
    """The same as it was at most a minute ago: enough to show a button, for which whoever saves need not wait."""
    minute = clock.now().replace(second=0, microsecond=0)
    known: tuple[datetime, Reason | None] | None = current_app.extensions.get("survey_refusal_lately")
    if known is None or known[0] != minute:
        known = current_app.extensions["survey_refusal_lately"] = (minute, refusal())
    return known[1]


def open_ticket(centre_id: int, effort_id: int | None = None, way: Way = Way.TABLET) -> Handed:
    """Count somebody as asked and make a ticket, in a transaction of its own: what the caller has written so far is
    committed first, so that the talk and the ticket share none. Raises Refusal, before anything is committed.
    """
    reason = refusal()
    if reason is not None:
        raise Refusal(reason)
    with apart():
        batch = queries.in_force()
        if batch is None:
            raise Refusal(Reason.NO_KEY)
        opened = tickets.open_in(batch, centre_id, effort_id, way)
    return Handed(opened.code, opened.ticket.expires_on)


def slip(handed: Handed, way: Way, language: str) -> Slip:
    """What is printed for this ticket, in one of LANGUAGES: a slip, or with Way.PAPER the whole survey."""
    batch = queries.in_force() if way is Way.PAPER else None
    asked = queries.question_set(batch.starts_on) if batch else None
    return slips.slip(handed.code, handed.expires_on, language, asked)
