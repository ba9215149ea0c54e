"""Questions about conversations: whose, who was there, what of them may be read, and what was agreed in them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import sqlalchemy as sa

from app.accounts.models import Account
from app.accounts.role import Person
from app.casework.correction import Wording
from app.casework.correction_models import ConversationNoteVersion, ConversationVersion
from app.casework.models import Conversation, ConversationPresent, Visit
from app.citizens.models import Citizen, Note
from app.citizens.readers import reader_for
from app.citizens.reading import Information, Kept, Reader, may_read
from app.db import db
from app.followups.models import FollowUp
from app.followups.sharing import present_by


def of_citizen(citizen: Citizen) -> Sequence[Conversation]:
    """Every conversation with the citizen, the latest first."""
    question = sa.select(Conversation).where(Conversation.citizen_id == citizen.id)
    return db.session.scalars(question.order_by(Conversation.happened_at.desc(), Conversation.id.desc())).unique().all()


def had_one(citizen_id: int) -> bool:
    """Whether the citizen has had a conversation at a session before."""
    return (
        db.session.scalar(sa.select(Conversation.id).where(Conversation.citizen_id == citizen_id).limit(1)) is not None
    )


def kept_of(visit: Visit) -> Conversation | None:
    """The conversation that was kept since this talk began, if any."""
    question = sa.select(Conversation).where(Conversation.visit_id == visit.id)
    if visit.talking_since is not None:
        question = question.where(Conversation.recorded_at >= visit.talking_since)
    return db.session.scalars(question.order_by(Conversation.id.desc()).limit(1)).unique().first()


@present_by
def present_in(account_id: int, conversation_ids: Collection[int]) -> frozenset[int]:
    """In which of these conversations the account was there."""
    return frozenset(
        db.session.scalars(
            sa.select(ConversationPresent.conversation_id).where(
                ConversationPresent.account_id == account_id,
                ConversationPresent.conversation_id.in_(sorted(conversation_ids)),
            )
        )
    )


def reader_of(person: Person, citizen_id: int | None, conversation_ids: Collection[int]) -> Reader:
    """The person beside these conversations with this citizen, or with nobody named."""
    reader = reader_for(person, citizen_id)
    return replace(reader, was_at=frozenset(present_in(reader.account_id, conversation_ids)))


def kept(conversation: Conversation, information: Information = Information.GENERAL) -> Kept:
    """What decides who may read what the conversation says of this kind."""
    return Kept(
        conversation.author_id,
        conversation.centre_id,
        conversation.controller_id,
        information,
        conversation.department_id,
        conversation.id,
    )


def wording_of(conversation: Conversation) -> Wording:
    """What the conversation says now, apart from its note."""
    return Wording(
        topics=frozenset(topic.challenge for topic in conversation.topics),
        unsettled=conversation.unsettled,
        unsettled_words=conversation.unsettled_words,
        minutes=conversation.minutes,
        recurrence=conversation.recurrence,
        present=frozenset(one.account_id for one in conversation.present),
        centre_worker_present=conversation.centre_worker_present,
        brought_by=conversation.brought_by,
        deeds=frozenset(one.deed for one in conversation.deeds),
    )


def readable_notes(conversations: Collection[Conversation], reader: Reader) -> dict[int, Note]:
    """The notes of these that the reader may read, by conversation; no other note's text is loaded."""
    talks = {one.id: one for one in conversations}
    kinds = db.session.execute(
        sa.select(Note.id, Note.conversation_id, Note.information).where(Note.conversation_id.in_(sorted(talks)))
    )
    open_ids = [id for id, at, information in kinds if at and may_read(reader, kept(talks[at], information))]
    if not open_ids:
        return {}
    notes = db.session.scalars(sa.select(Note).where(Note.id.in_(open_ids)))
    return {note.conversation_id: note for note in notes if note.conversation_id is not None}


def has_note(conversation: Conversation) -> bool:
    """Whether the conversation has a note at all, readable or not."""
    found = sa.select(Note.id).where(Note.conversation_id == conversation.id)
    return db.session.scalar(found) is not None


def agreed_in(conversation: Conversation) -> Sequence[FollowUp]:
    """What was agreed in the conversation, the earliest day first."""
    question = sa.select(FollowUp).where(FollowUp.conversation_id == conversation.id)
    return db.session.scalars(question.order_by(FollowUp.due_on, FollowUp.id)).unique().all()


def versions(conversation: Conversation) -> Sequence[ConversationVersion]:
    """What it said before it was corrected, the latest correction first."""
    question = sa.select(ConversationVersion).where(ConversationVersion.conversation_id == conversation.id)
    return db.session.scalars(question.order_by(ConversationVersion.version.desc())).unique().all()


def earlier_notes(
    conversation: Conversation, version_ids: Collection[int], reader: Reader
) -> dict[int, ConversationNoteVersion]:
    """The earlier notes that the reader may read, by version; no other one's text is loaded."""
    of = ConversationNoteVersion
    kinds = db.session.execute(sa.select(of.id, of.information).where(of.version_id.in_(sorted(version_ids))))
    open_ids = [id for id, information in kinds if may_read(reader, kept(conversation, information))]
    found = db.session.scalars(sa.select(of).where(of.id.in_(open_ids))) if open_ids else ()
    return {one.version_id: one for one in found}


def corrected(conversation_ids: Iterable[int]) -> frozenset[int]:
    """Those of these conversations that were corrected."""
    question = sa.select(ConversationVersion.conversation_id)
    return frozenset(
        db.session.scalars(question.where(ConversationVersion.conversation_id.in_(sorted(conversation_ids))))
    )


def names(account_ids: Collection[int]) -> dict[int, str]:
    """What these accounts are called, by id."""
    question = sa.select(Account.id, Account.name).where(Account.id.in_(sorted(account_ids)))
    return {id: name for id, name in db.session.execute(question)}
