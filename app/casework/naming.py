"""Somebody who came without a record gets one: the visit and its talks are theirs from then on. Callers commit."""

import sqlalchemy as sa

from app import log
from app.casework.models import CaseworkSession, Conversation, Visit
from app.citizens.models import Citizen
from app.db import db, hold
from app.followups.models import FollowUp


def name(visit: Visit, citizen: Citizen) -> bool:
    """Let the visit, and everything kept of it without a citizen, be about this citizen; answers whether it is so. A
    visit that somebody named meanwhile stays as it is.
    """
    hold(visit)
    if visit.citizen_id not in (None, citizen.id):
        return False
    visit.citizen, visit.citizen_id = citizen, citizen.id
    visit.version += 1
    visit.session.board_version = CaseworkSession.board_version + 1
    log.changed(visit)
    held = sa.select(Conversation).where(Conversation.visit_id == visit.id, Conversation.citizen_id.is_(None))
    for conversation in db.session.scalars(held.with_for_update(of=Conversation)).unique().all():
        _name(conversation, citizen)
    return True


def _name(conversation: Conversation, citizen: Citizen) -> None:
    conversation.citizen, conversation.citizen_id = citizen, citizen.id
    conversation.version += 1
    for topic in conversation.topics:
        topic.citizen_id = citizen.id
    log.changed(conversation)
    if conversation.note is not None:
        conversation.note.citizen_id = citizen.id
        log.changed(conversation.note)
    agreed = sa.select(FollowUp).where(FollowUp.conversation_id == conversation.id, FollowUp.citizen_id.is_(None))
    for follow_up in db.session.scalars(agreed.with_for_update(of=FollowUp)).unique().all():
        follow_up.citizen, follow_up.citizen_id = citizen, citizen.id
        follow_up.version += 1
        log.changed(follow_up)
