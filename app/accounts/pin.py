"""Which PINs are too easy to guess. A PIN opens one's own locked screen while the session lasts."""

from enum import Enum
from itertools import pairwise

LENGTH = 6
MOST_WRONG = 5
"""Wrong PINs in a row after which only the password opens this locked screen."""


class Weak(Enum):
    """Why a PIN is refused."""

    NOT_SIX_FIGURES = "not six figures"
    ONE_FIGURE = "the same figure six times"
    RUN = "a straight run, up or down"
    REPEATED = "two or three figures over again"


def weakness(pin: str) -> Weak | None:
    """What is wrong with a PIN, or nothing; a run may pass from 9 to 0."""
    if len(pin) != LENGTH or not (pin.isascii() and pin.isdigit()):
        return Weak.NOT_SIX_FIGURES
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps == {0}:
        return Weak.ONE_FIGURE
    if steps in ({1}, {9}):
        return Weak.RUN
    if pin in (pin[:2] * 3, pin[:3] * 2):
        return Weak.REPEATED
    return None
