"""Wrong codes are counted for each tablet: after ten, none is tried there for an hour.

A tablet is known by the session that handed it over: a cookie that is deleted ends that too, and gives no new tries.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from app import clock
from app.accounts import guessing
from app.accounts.session import this
from app.accounts.slowdown import failures_now
from app.applications import queries
from app.applications.models import Application

Found = TypeVar("Found")

MOST_WRONG = 10
WAIT = timedelta(hours=1)


class Waiting(Exception):
    """Too many wrong codes on this tablet; `left` says for how long none is tried."""

    def __init__(self, left: timedelta) -> None:
        super().__init__(str(left))
        self.left = left


def tried(words: str) -> Application | None:
    """What these words open; a wrong code is counted against the tablet. Raises Waiting. Callers commit."""
    return counted("application code", words, queries.by_code)


def counted(kind: str, words: str, find: Callable[[str], Found | None]) -> Found | None:
    """What `find` finds by these words; wrong ones of this kind are counted against the tablet. Raises Waiting.
    Callers commit.
    """
    tablet = guessing.held_of(f"{kind} {this().id}")
    # A row that was made just now is blocked until the moment in which it was made.
    now = clock.now()
    if tablet.blocked_until > now:
        raise Waiting(tablet.blocked_until - now)
    found = find(words)
    if found is None:
        wrong = failures_now(tablet.failures, tablet.last_at, now) + 1
        # Ten in a row are spent; after the hour they are counted anew.
        tablet.failures = wrong % MOST_WRONG
        tablet.last_at = now
        if wrong >= MOST_WRONG:
            tablet.blocked_until = now + WAIT
    return found
