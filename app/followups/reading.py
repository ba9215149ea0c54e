"""May read what was agreed: one function for every list, page, timeline and file (rules R8, R12). Plain rules, no
database.

What was agreed outside a department's conversation is the centre's. What a department agreed in one is read by the
department's own people at that centre, by whoever made it, by those who were there, by the person whom one of these
asked to see to it; and by the centre's hosts where the citizen said yes to that. All others read that the citizen
comes again.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """What decides about the words of a follow-up. `given_to_id`: whom somebody who may read it asked to see to it.

    Whoever takes a follow-up over by themselves is responsible for it, and reads no more than before.
    """

    made_by_id: int
    centre_id: int
    department_id: int | None
    conversation_id: int | None
    responsible_id: int | None
    given_to_id: int | None
    is_shared: bool


@dataclass(frozen=True)
class Reader:
    """Who wants to read: where they are a host, in which department at which centre, and which talks they were in."""

    account_id: int
    host_at: frozenset[int]
    departments: frozenset[tuple[int, int]]
    present_in: frozenset[int]


def is_a_departments(wording: Wording) -> bool:
    """Whether the words belong to a department, not to the centre."""
    return wording.department_id is not None or wording.conversation_id is not None


def may_read(reader: Reader, wording: Wording) -> bool:
    """Whether the words may be shown to somebody who may see that the follow-up is there."""
    if not is_a_departments(wording) or wording.made_by_id == reader.account_id:
        return True
    if wording.responsible_id == wording.given_to_id == reader.account_id:
        return True
    if (wording.centre_id, wording.department_id) in reader.departments:
        return True
    if wording.conversation_id in reader.present_in:
        return True
    return wording.is_shared and wording.centre_id in reader.host_at
