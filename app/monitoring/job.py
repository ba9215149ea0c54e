"""Long work on reports: what can be asked for, why it can be refused or stop, how it stands. Plain rules.

    asked -> under way -> ended, with a result or with the reason why not

Whoever asked can leave the page. Work that has told nothing for a while is lost, and can be asked for again.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.period import Period
from app.workbook import XLSX

SILENT_FOR = timedelta(minutes=3)
"""Longer than any single step takes."""
FILES_KEPT_FOR = timedelta(days=1)
"""Plain figures lie about no longer than somebody needs to fetch them."""


class JobKind(StrEnum):
    """What is to be done."""

    CLOSE = "close"
    RELEASE = "release"
    REPORT = "report"


class FileKind(StrEnum):
    """What a report can be fetched as; the value is the ending of its name."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


MIMETYPES = {
    FileKind.XLSX: XLSX,
    FileKind.CSV: "text/csv",
    FileKind.PDF: "application/pdf",
}


class Stopped(StrEnum):
    """Why work ended without a result."""

    NOT_OVER = "not_over"
    CLOSED_BEFORE = "closed_before"
    NOT_CLOSED = "not_closed"
    RELEASED_BEFORE = "released_before"
    WOULD_DISCLOSE = "would_disclose"
    LOST = "lost"
    WENT_WRONG = "went_wrong"


class Refusal(ValueError):
    """It cannot be done; the reason has a sentence in `release_words`."""

    def __init__(self, reason: Stopped) -> None:
        super().__init__(reason.value)
        self.reason = reason


class State(StrEnum):
    """How work stands."""

    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Progress:
    """What a job tells of itself."""

    told_at: datetime
    ended_at: datetime | None
    stopped: Stopped | None

    def state(self, now: datetime) -> State:
        """How it stands now; silence for too long is the end of it."""
        if self.stopped is not None:
            return State.STOPPED
        if self.ended_at is not None:
            return State.DONE
        return State.STOPPED if now - self.told_at > SILENT_FOR else State.UNDER_WAY


def refuse_closing(period: Period, *, is_closed: bool, today: date) -> None:
    """Raise Refusal unless the period can be closed: it is over, and was not closed before."""
    if is_closed:
        raise Refusal(Stopped.CLOSED_BEFORE)
    if not period.is_over(today):
        raise Refusal(Stopped.NOT_OVER)


def refuse_release(*, in_force: int, released: int | None) -> None:
    """Raise Refusal unless an indicator of a closed period (`released`: by which version) has a newer definition."""
    if released is None:
        raise Refusal(Stopped.NOT_CLOSED)
    if released == in_force:
        raise Refusal(Stopped.RELEASED_BEFORE)
