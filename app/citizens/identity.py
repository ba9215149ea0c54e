"""How well a citizen is known (SIV-02). Anonymous is no record at all; moving up is the citizen's own act."""

from enum import StrEnum


class IdentityLevel(StrEnum):
    """The two levels that have a record."""

    ALIAS = "alias"
    IDENTIFIED = "identified"


class KnownBefore(StrEnum):
    """Was the citizen known to any department at first contact (SIV-13)? Asked once."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def level_for(full_name: str) -> IdentityLevel:
    """A citizen who gives a name is identified."""
    return IdentityLevel.IDENTIFIED if full_name.strip() else IdentityLevel.ALIAS


def shown_name(alias: str, full_name: str) -> str:
    """What a citizen is called on the screens: the alias they chose, else the name."""
    return alias.strip() or full_name.strip()
