"""Looking beyond one's own centres: what counts as the same name, and for how long a reason opens a record.

Within one operator a typed reason is enough (rules R9); across operators only the citizen's consent or a legal ground
is (R10). A part of a name never finds anybody elsewhere.
"""

from collections.abc import Iterable
from enum import StrEnum

from app.citizens.search import words

MOST_ELSEWHERE = 3


class Shown(StrEnum):
    """What a typed reason opens until the day ends."""

    RECORD = "record"
    PROTECTED = "protected"


class Basis(StrEnum):
    """Why a record is opened that is not one's own, or a protected name is shown."""

    REASON = "reason"
    CONSENT = "consent"
    LEGAL_GROUND = "legal_ground"


class Given(StrEnum):
    """How the citizen gave the consent."""

    ORALLY = "orally"
    IN_WRITING = "in_writing"
    ON_TABLET = "on_tablet"


def is_called(typed: str, names: Iterable[str]) -> bool:
    """Whether what was typed is exactly one of the names, however it is spelled; nobody is called nothing."""
    wanted = words(typed)
    return bool(wanted) and any(wanted == words(name) for name in names)
