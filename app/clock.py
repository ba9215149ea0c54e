"""The only clock. Instants are aware UTC; days, weeks and quarters are those of Danish local time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _stopped_at.get() or datetime.now(UTC)


def today() -> date:
    """The date on a Danish wall calendar."""
    return local(now()).date()


def local(instant: datetime) -> datetime:
    """The same instant as a Danish wall clock shows it."""
    return instant.astimezone(DENMARK)


def at(day: date, clock_time: time) -> datetime:
    """The UTC instant at which a Danish wall clock shows this day and time.

    A time that the clock shows twice (the night summer time ends) is the first of the two; a time that it
    never shows (the night it begins) is the instant as reckoned before the change.
    """
    return datetime.combine(day, clock_time.replace(fold=0), DENMARK).astimezone(UTC)


def span(first: date, last: date) -> tuple[datetime, datetime]:
    """The instants [start, end) that cover the local days from first to last, both included."""
    return at(first, time()), at(last + timedelta(days=1), time())


@contextmanager
def stopped(instant: datetime) -> Iterator[None]:
    """Let the program live at another instant; used by the demo, which records things as they happened."""
    if instant.tzinfo is None:
        raise ValueError("an instant must be aware")
    token = _stopped_at.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _stopped_at.reset(token)
