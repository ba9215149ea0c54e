"""Correcting a conversation: it says something else from now on, and what it said stays to be read (rules R15).
Callers commit.
"""

from collections.abc import Collection, Mapping

from app import clock, log
from app.accounts.models import Account
from app.casework import conversations
from app.casework.correction_models import ConversationNoteVersion, ConversationVersion
from app.casework.models import Conversation, ConversationDeed, ConversationPresent
from app.casework.talks import Talked
from app.citizens.models import ChallengeNoted, Note
from app.db import db


def correct(
    conversation: Conversation,
    talked: Talked,
    *,
    by: Account,
    present: Collection[Account],
    departments: Mapping[int, int | None],
    reason: str = "",
) -> None:
    """Let the conversation say this. With whom, where and when it was stays; so does its author, who was there."""
    _keep_version(conversation, talked, by, reason)
    conversation.minutes, conversation.recurrence = talked.minutes, talked.recurrence
    conversation.brought_by = talked.brought_by
    conversation.centre_worker_present = talked.centre_worker_present
    conversation.settled, conversation.unsettled = talked.unsettled is None, talked.unsettled
    conversation.unsettled_words = talked.unsettled_words.strip() if talked.unsettled else ""
    conversation.version += 1
    _correct_topics(conversation, talked)
    deeds = {one.deed for one in conversation.deeds}
    conversation.deeds = [
        *(one for one in conversation.deeds if one.deed in talked.deeds),
        *(ConversationDeed(deed=deed) for deed in sorted(talked.deeds - deeds)),
    ]
    there = {conversation.author_id, *(one.id for one in present)}
    known = {one.account_id for one in conversation.present}
    conversation.present = [
        *(one for one in conversation.present if one.account_id in there),
        *(ConversationPresent(account_id=id, department_id=departments.get(id)) for id in sorted(there - known)),
    ]
    _correct_note(conversation, talked, by)
    log.changed(conversation)


def _keep_version(conversation: Conversation, talked: Talked, by: Account, reason: str) -> None:
    wording, note = conversations.wording_of(conversation), conversation.note
    after = (talked.note.strip(), talked.information if talked.note.strip() else None)
    before = (note.text, note.information) if note else ("", None)
    version = ConversationVersion(
        conversation_id=conversation.id,
        version=conversation.version,
        minutes=wording.minutes,
        recurrence=wording.recurrence,
        brought_by=wording.brought_by,
        centre_worker_present=wording.centre_worker_present,
        unsettled=wording.unsettled,
        unsettled_words=wording.unsettled_words,
        topics=" ".join(sorted(wording.topics)),
        deeds=" ".join(sorted(wording.deeds)),
        present=" ".join(map(str, sorted(wording.present))),
        had_note=note is not None,
        note_changed=before != after,
        corrected_by_id=by.id,
        corrected_at=clock.now(),
        reason=reason.strip(),
    )
    db.session.add(version)
    db.session.flush()
    if note is not None and version.note_changed:
        kept = ConversationNoteVersion(version_id=version.id, information=note.information, text=note.text)
        db.session.add(kept)


def _correct_topics(conversation: Conversation, talked: Talked) -> None:
    kept = {topic.challenge: topic for topic in conversation.topics}
    for challenge in kept.keys() - talked.topics:
        conversation.topics.remove(kept[challenge])
    for challenge in sorted(talked.topics - kept.keys()):
        conversation.topics.append(
            ChallengeNoted(
                citizen_id=conversation.citizen_id,
                challenge=challenge,
                happened_at=conversation.happened_at,
                centre_id=conversation.centre_id,
            )
        )


def _correct_note(conversation: Conversation, talked: Talked, by: Account) -> None:
    note, text = conversation.note, talked.note.strip()
    if note is not None and not text:
        conversation.note = None
    elif note is not None and (note.text, note.information) != (text, talked.information):
        note.text, note.information = text, talked.information
        note.version += 1
    elif note is None and text:
        conversation.note = Note(
            citizen_id=conversation.citizen_id,
            department_id=conversation.department_id,
            author_id=by.id,
            centre_id=conversation.centre_id,
            controller_id=conversation.controller_id,
            information=talked.information,
            text=text,
            happened_at=conversation.happened_at,
            recorded_at=clock.now(),
        )
