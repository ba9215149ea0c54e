"""The words of follow-ups, as far as somebody may read them; what may not be read is «Borgeren kommer igen».

A feature that knows who was there when something was agreed registers at start-up how it would see it.
"""

from collections.abc import Callable, Collection, Iterable

from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.accounts.permissions import HOSTS
from app.accounts.role import Person
from app.followups.models import FollowUp
from app.followups.reading import Reader, Wording, is_a_departments, may_read

Presence = Callable[[int, Collection[int]], Collection[int]]

_presences: list[Presence] = []


def present_by(presence: Presence) -> Presence:
    """Register a function that says in which of these conversations (by id) an account (by id) was there."""
    _presences.append(presence)
    return presence


def texts(person: Person, follow_ups: Collection[FollowUp]) -> dict[int, str]:
    """What the person reads of each of these, by id."""
    reader = reader_of(person, [one.wording for one in follow_ups])
    return {one.id: said(reader, one.wording, one.text) for one in follow_ups}


def readable(person: Person, follow_up: FollowUp) -> bool:
    """Whether the person may read what was agreed."""
    return may_read(reader_of(person, [follow_up.wording]), follow_up.wording)


def said(reader: Reader, wording: Wording, text: str) -> str:
    """The text for whoever may read it, else that the citizen comes again."""
    return text if may_read(reader, wording) else _("Borgeren kommer igen")


def reader_of(person: Person, wordings: Iterable[Wording]) -> Reader:
    """The person, as the rule sees them beside these. Nothing is asked where all of it is the centre's."""
    account_id = person.account_id or 0
    departments = [one for one in wordings if is_a_departments(one)]
    if not departments:
        return Reader(account_id, frozenset(), frozenset(), frozenset())
    talks = {one.conversation_id for one in departments if one.conversation_id is not None}
    return Reader(
        account_id,
        person.centre_ids(*HOSTS),
        accounts.departments_at(account_id),
        frozenset(id for asked in _presences for id in asked(account_id, talks)) if talks else frozenset(),
    )
