"""How long to wait after wrong passwords: doubling per account and per device, with a ceiling.

The ceiling for an account is low, so that nobody can keep a worker out by guessing on their name; a device that
keeps guessing waits longer.
"""

from datetime import datetime, timedelta
from enum import StrEnum

FORGOTTEN_AFTER = timedelta(hours=1)


class Of(StrEnum):
    """What is slowed down."""

    ACCOUNT = "account"
    DEVICE = "device"


FREE_TRIES = {Of.ACCOUNT: 3, Of.DEVICE: 10}
"""Many people mistype on a shared tablet."""

CEILING = {Of.ACCOUNT: timedelta(minutes=1), Of.DEVICE: timedelta(minutes=15)}


def wait_after(failures: int, of: Of) -> timedelta:
    """How long the next try must wait after this many wrong ones in a row."""
    if failures < FREE_TRIES[of]:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES[of] + 1, 16)
    return min(timedelta(seconds=2**doublings), CEILING[of])


def failures_now(failures: int, last_at: datetime, now: datetime) -> int:
    """The wrong tries that still count: all, or none when the last is an hour ago."""
    return 0 if now - last_at > FORGOTTEN_AFTER else failures
