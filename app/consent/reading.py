"""Who may read what others have written about a citizen, now: `reader_for` is the person as `may_read` sees them.

Ask it anew in each request, and for many citizens at once with `readers_for`; keep nothing of its answer.
"""

from app.accounts.role import Person
from app.citizens.models import Citizen
from app.citizens.readers import reader_for, readers_for
from app.citizens.reading import Information, Kept, Owner, Reader, Shared, may_read, may_read_topic

__all__ = [
    "Information",
    "Kept",
    "Owner",
    "Reader",
    "Shared",
    "departments_shared_with",
    "may_read",
    "may_read_topic",
    "reader_for",
    "readers_for",
]


def departments_shared_with(person: Person, citizen: Citizen | int, information: Information) -> frozenset[int]:
    """The departments whose words of this kind about the citizen the person may read now by consent or on a legal
    ground; for what is a department's and no note, such as a decision.
    """
    shared = reader_for(person, citizen).shared
    return frozenset(owner.department_id for owner, kind in shared if owner.department_id and kind is information)
