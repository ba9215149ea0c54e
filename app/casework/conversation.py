"""What a conversation at a session says (SIV-21, SIV-22). Plain rules, no database."""

from enum import StrEnum

LONGEST_NOTE = 10_000
LONGEST_WHY = 500


class Recurrence(StrEnum):
    """Whether it was one talk (enkeltstående) or one of several (løbende)."""

    ONE_OFF = "one_off"
    ONGOING = "ongoing"


class Deed(StrEnum):
    """What was done in the talk; several at a time."""

    ADVISED = "advised"
    CALLED = "called"
    READ_LETTER = "read_letter"
    APPLIED = "applied"
    DIGITAL = "digital"
    PAID = "paid"
    HANDED_ON = "handed_on"
    PLANNED = "planned"


class Unsettled(StrEnum):
    """Why something could not be finished on the spot."""

    MISSING_PAPERS = "missing_papers"
    ANOTHER_DEPARTMENT = "another_department"
    TAKES_TIME = "takes_time"
    CITIZEN_THINKS = "citizen_thinks"
    NO_TIME = "no_time"
    ANOTHER = "another_reason"
