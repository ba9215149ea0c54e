"""Who was there: whoever sat in a conversation keeps its common note, and has worked with the citizen."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from app.casework.models import Conversation, ConversationPresent
from app.citizens.acquaintance import knows_by
from app.citizens.readers import was_there
from app.db import db


@was_there
def conversations_of(account_id: int, citizen_ids: Collection[int | None]) -> Mapping[int | None, Collection[int]]:
    """The conversations with each of these citizens at which the account was present, by citizen; with None, those
    with people who have no record.
    """
    known = sorted(id for id in citizen_ids if id is not None)
    with_them: sa.ColumnElement[bool] = Conversation.citizen_id.in_(known)
    if None in citizen_ids:
        with_them = sa.or_(with_them, Conversation.citizen_id.is_(None))
    question = (
        sa.select(Conversation.citizen_id, Conversation.id)
        .join(ConversationPresent, ConversationPresent.conversation_id == Conversation.id)
        .where(ConversationPresent.account_id == account_id, with_them)
    )
    found: dict[int | None, set[int]] = {}
    for citizen_id, conversation_id in db.session.execute(question):
        found.setdefault(citizen_id, set()).add(conversation_id)
    return found


@knows_by
def talked_with(account_id: int, citizen_ids: Collection[int]) -> Collection[int]:
    """With whom of these the account has sat in a conversation."""
    return [id for id in conversations_of(account_id, citizen_ids) if id is not None]
