"""Keeping a conversation: its topics, deeds, note, and who was there. Callers commit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from app import clock, log
from app.accounts.models import Account
from app.casework.conversation import Deed, Recurrence, Unsettled
from app.casework.models import Conversation, ConversationDeed, ConversationPresent, Visit
from app.casework.visit import BroughtBy
from app.centres.models import Centre
from app.citizens import register
from app.citizens.challenge import Challenge
from app.citizens.models import ChallengeNoted, Citizen, Note
from app.citizens.reading import Information
from app.db import db


@dataclass(frozen=True)
class Talked:
    """What is said of a conversation. `unsettled` says why something could not be finished; none: it was settled."""

    happened_at: datetime
    minutes: int
    topics: frozenset[Challenge]
    recurrence: Recurrence
    brought_by: BroughtBy
    deeds: frozenset[Deed] = frozenset()
    centre_worker_present: bool = False
    unsettled: Unsettled | None = None
    unsettled_words: str = ""
    note: str = ""
    information: Information = Information.GENERAL


def record(
    talked: Talked,
    *,
    visit: Visit,
    citizen: Citizen | None,
    at: Centre,
    controller_id: int,
    department_id: int | None,
    by: Account,
    present: Collection[Account] = (),
    departments: Mapping[int, int | None] = {},
) -> Conversation:
    """Keep the conversation. `department_id` is the author's; `departments` that of each account present, if any."""
    conversation = Conversation(
        visit=visit,
        session_id=visit.session_id,
        citizen=citizen,
        centre=at,
        centre_id=at.id,
        controller_id=controller_id,
        department_id=department_id,
        author_id=by.id,
        author=by,
        happened_at=talked.happened_at,
        minutes=talked.minutes,
        recurrence=talked.recurrence,
        brought_by=talked.brought_by,
        centre_worker_present=talked.centre_worker_present,
        settled=talked.unsettled is None,
        unsettled=talked.unsettled,
        unsettled_words=talked.unsettled_words.strip() if talked.unsettled else "",
        recorded_at=clock.now(),
        deeds=[ConversationDeed(deed=deed) for deed in sorted(talked.deeds)],
        topics=[
            ChallengeNoted(
                citizen_id=citizen.id if citizen else None,
                challenge=challenge,
                happened_at=talked.happened_at,
                centre_id=at.id,
            )
            for challenge in sorted(talked.topics)
        ],
    )
    there = {by.id: department_id} | {one.id: departments.get(one.id) for one in present if one.id != by.id}
    conversation.present = [ConversationPresent(account_id=id, department_id=of) for id, of in there.items()]
    if talked.note.strip():
        conversation.note = Note(
            citizen_id=citizen.id if citizen else None,
            department_id=department_id,
            author_id=by.id,
            centre_id=at.id,
            controller_id=controller_id,
            information=talked.information,
            text=talked.note.strip(),
            happened_at=talked.happened_at,
            recorded_at=clock.now(),
        )
    db.session.add(conversation)
    if citizen is not None:
        register.belong(citizen, at)
    log.created(conversation, also=[citizen] if citizen else ())
    return conversation
