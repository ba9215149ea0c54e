"""What conversations add to a citizen's timeline."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _

from app.access import Act
from app.accounts.permissions import owns
from app.accounts.role import Person
from app.casework import conversations
from app.casework.conversation_words import outcome, with_whom
from app.casework.models import Conversation
from app.citizens.challenge import ON_THE_FORM, Challenge
from app.citizens.models import Citizen, Note
from app.citizens.reading import ABOUT, Information, Reader, may_read
from app.citizens.timeline import Event, source
from app.citizens.words import CHALLENGES


@source
def talks(citizen: Citizen, person: Person) -> Iterable[Event]:
    """Every conversation with the citizen: that it took place, and what may be read of it."""
    found = conversations.of_citizen(citizen)
    if not found:
        return
    reader = conversations.reader_of(person, citizen.id, [one.id for one in found])
    notes = conversations.readable_notes(found, reader)
    corrected = conversations.corrected([one.id for one in found])
    for one in found:
        yield _event(one, person, reader, notes.get(one.id), one.id in corrected)


def readable_topics(conversation: Conversation, reader: Reader, noted: Iterable[Challenge] | None = None) -> list[str]:
    """The topics that may be shown, in the fixed order; those that may not are one «something else»."""
    every = {topic.challenge for topic in conversation.topics} if noted is None else set(noted)
    shown = [
        str(CHALLENGES[one])
        for one in ON_THE_FORM
        if one in every and may_read(reader, conversations.kept(conversation, ABOUT.get(one, Information.GENERAL)))
    ]
    return shown if len(shown) == len(every) else [*shown, _("Andet, som du ikke kan se")]


def _event(conversation: Conversation, person: Person, reader: Reader, note: Note | None, corrected: bool) -> Event:
    if not may_read(reader, conversations.kept(conversation)):
        return Event(conversation.happened_at, with_whom(conversation), shared=False, record=conversation)
    title = _("%(talk)s, %(name)s", talk=with_whom(conversation), name=conversation.author.name)
    topics = ", ".join(readable_topics(conversation, reader)).capitalize()
    own = owns(person, Act.OPEN_CONVERSATION, conversation)
    return Event(
        conversation.happened_at,
        title,
        f"{topics}. {outcome(conversation.unsettled, conversation.unsettled_words)}.",
        note=note,
        tag=_("rettet") if corrected else "",
        href=url_for("casework.conversation", conversation_id=conversation.id) if own else None,
        record=conversation,
    )
