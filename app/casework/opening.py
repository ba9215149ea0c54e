"""Opening a conversation, with what it said before, and correcting one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, flash, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app import conflict, log
from app.access import Act, allow, may
from app.accounts.models import Account
from app.casework import conversations, correcting
from app.casework.conversation_forms import CorrectionForm
from app.casework.conversation_words import (
    BROUGHT_BY,
    DEEDS,
    PARTS,
    RECURRENCES,
    SETTLED,
    length,
    outcome,
    with_whom,
)
from app.casework.conversing import board_of, called, departments_of, name_lengths, offer_people
from app.casework.correction import Part, Wording, changed
from app.casework.correction_models import ConversationNoteVersion, ConversationVersion
from app.casework.models import Conversation
from app.casework.timeline import readable_topics
from app.casework.views import blueprint
from app.citizens.reading import Reader, may_read
from app.db import Base, hold
from app.followups import sharing
from app.outreach import asking
from app.page import page, seen_at


@dataclass(frozen=True)
class Earlier:
    """One correction: who made it, when and why; each part that changed as it stood and as it was corrected."""

    by: str
    at: datetime
    reason: str
    parts: tuple[tuple[str, str, str], ...]
    note: ConversationNoteVersion | None
    about_note: str


@blueprint.get("/conversations/<id:conversation_id>")
@allow(Act.OPEN_CONVERSATION, to=Conversation)
def conversation(conversation: Conversation) -> Response:
    """One conversation, with what the reader may read of it: perhaps only that it took place."""
    reader = conversations.reader_of(current_user.person, conversation.citizen_id, [conversation.id])
    if not may_read(reader, conversations.kept(conversation)):
        log.opened(conversation, also=_people(conversation))
        return page(
            "casework/talk_shut.html",
            conversation=conversation,
            who=_who(conversation),
            title=with_whom(conversation),
            opens=_opens(conversation),
        )
    note = conversations.readable_notes([conversation], reader).get(conversation.id)
    versions = conversations.versions(conversation)
    earlier = conversations.earlier_notes(conversation, [one.id for one in versions], reader) if versions else {}
    agreed = conversations.agreed_in(conversation)
    log.opened(
        conversation, also=[*_people(conversation), *agreed, *earlier.values(), *([note] if note is not None else [])]
    )
    return page(
        "casework/talk.html",
        conversation=conversation,
        who=_who(conversation),
        title=with_whom(conversation),
        topics=readable_topics(conversation, reader),
        length=length(conversation.minutes),
        recurrence=RECURRENCES[conversation.recurrence],
        brought_by=BROUGHT_BY[conversation.brought_by],
        deeds=[DEEDS[one.deed] for one in conversation.deeds],
        outcome=outcome(conversation.unsettled, conversation.unsettled_words),
        note=note,
        has_closed_note=note is None and conversations.has_note(conversation),
        agreed=list(zip(agreed, sharing.texts(current_user.person, agreed).values(), strict=True)),
        earlier=_earlier(conversation, versions, earlier, reader),
        times=ngettext("Rettet %(num)s gang", "Rettet %(num)s gange", len(versions)) if versions else "",
        board=board_of(conversation.session) if conversation.session.takes_visits else "",
        may_correct=_is_ones_own(conversation),
        opens=_opens(conversation),
        survey=asking.offer(conversation) if may(Act.ASK_IN_SURVEY, conversation) else None,
    )


@blueprint.post("/conversations/<id:conversation_id>/survey")
@allow(Act.ASK_IN_SURVEY, to=Conversation)
def survey(conversation: Conversation) -> Response:
    """The tablet goes to whoever was talked with, for the survey."""
    return asking.on_tablet(conversation, _of(conversation), effort_id=conversation.session.effort_id)


@blueprint.post("/conversations/<id:conversation_id>/survey-slip")
@allow(Act.ASK_IN_SURVEY, to=Conversation)
def survey_slip(conversation: Conversation) -> Response:
    """The survey on a slip, for a stand or one's own phone, or on paper."""
    return asking.on_paper(conversation, _of(conversation), effort_id=conversation.session.effort_id)


def _of(conversation: Conversation) -> str:
    return url_for("casework.conversation", conversation_id=conversation.id)


@blueprint.get("/conversations/<id:conversation_id>/correction")
@allow(Act.TALK_AT_SESSION, to=Conversation)
def correction(conversation: Conversation) -> Response:
    """The page of one's own conversation once more, filled in."""
    if not _is_ones_own(conversation):
        return _refused(conversation)
    form = _form(conversation)
    told = _told(conversation)
    for name, value in told.items():
        form[name].data = value
    name_choices(form, conversation)
    conflict.opened(form, conversation.version, told)
    return _correction_page(conversation, form)


@blueprint.post("/conversations/<id:conversation_id>/correction")
@allow(Act.TALK_AT_SESSION, to=Conversation)
def correct(conversation: Conversation) -> Response:
    """Keep what it says now; what it said before stays to be read."""
    hold(conversation)
    if not _is_ones_own(conversation):
        return _refused(conversation)
    form = _form(conversation)
    name_choices(form, conversation)
    told = _told(conversation)
    log.opened(conversation, also=_people(conversation))
    clash = conflict.between(form, conversation.version, told, conversation)
    if not form.validate():
        return _correction_page(conversation, form, status=422)
    if clash:
        return conflict.conflict_page(
            clash,
            form,
            heading=_("Ret samtalen"),
            action=url_for("casework.correct", conversation_id=conversation.id),
            back=url_for("casework.conversation", conversation_id=conversation.id),
        )

    def store() -> str:
        there = _present(conversation, form)
        correcting.correct(
            conversation,
            form.talked(conversation.happened_at),
            by=current_user.account,
            present=there,
            departments=departments_of(conversation.session, conversation.centre, [one.id for one in there]),
            reason=form.reason.data or "",
        )
        flash(_("Samtalen er rettet. Det, der stod før, kan stadig læses."), "good")
        return url_for("casework.conversation", conversation_id=conversation.id)

    return form.once(store)


def name_choices(form: CorrectionForm, conversation: Conversation) -> None:
    """The chips for the time and for who was there, those of now among them."""
    form.offer_lengths(conversation.minutes)
    name_lengths(form)
    others = [one.account for one in conversation.present]
    offer_people(form, conversation.session, others, conversation.author_id)


def _form(conversation: Conversation) -> CorrectionForm:
    form = CorrectionForm()
    name_choices(form, conversation)
    return form


def _is_ones_own(conversation: Conversation) -> bool:
    return conversation.author_id == current_user.account_id and may(Act.TALK_AT_SESSION, conversation)


def _refused(conversation: Conversation) -> Response:
    """What a colleague wrote is theirs to correct."""
    log.nothing_shown()
    flash(_("Kun den, der skrev samtalen, kan rette den."), "wait")
    return seen_at(url_for("casework.conversation", conversation_id=conversation.id))


def _who(conversation: Conversation) -> str:
    citizen = conversation.citizen
    return called(conversation.visit, citizen if citizen and may(Act.OPEN_CITIZEN, citizen) else None)


def _opens(conversation: Conversation) -> bool:
    """Whether the citizen's page is open to the reader."""
    return conversation.citizen is not None and may(Act.OPEN_CITIZEN, conversation.citizen)


def _people(conversation: Conversation) -> list[Base]:
    return [conversation.visit, *([conversation.citizen] if conversation.citizen else [])]


def _present(conversation: Conversation, form: CorrectionForm) -> Sequence[Account]:
    """Those who were chosen; the author was there in any case."""
    known = [*(one.account for one in conversation.present), *(one.account for one in conversation.session.team)]
    wanted = {*form.present.data, conversation.author_id}
    return list({one.id: one for one in known if one.id in wanted}.values())


def _told(conversation: Conversation) -> dict[str, object]:
    """What the conversation says now, as the form's fields say it."""
    note = conversation.note
    if note is not None:
        log.opened(note)
    return {
        "topics": sorted(topic.challenge.value for topic in conversation.topics),
        "outcome": conversation.unsettled.value if conversation.unsettled else SETTLED,
        "unsettled_words": conversation.unsettled_words,
        "minutes": conversation.minutes,
        "recurrence": conversation.recurrence.value,
        "brought_by": conversation.brought_by.value,
        "present": sorted(one.account_id for one in conversation.present if one.account_id != conversation.author_id),
        "centre_worker": conversation.centre_worker_present,
        "deeds": sorted(one.deed.value for one in conversation.deeds),
        "note": note.text if note else "",
        "note_kind": note.information.value if note else "",
    }


def _correction_page(conversation: Conversation, form: CorrectionForm, status: int = 200) -> Response:
    log.opened(conversation, also=_people(conversation))
    return page(
        "casework/talk_correction.html", status=status, form=form, conversation=conversation, who=_who(conversation)
    )


def _earlier(
    conversation: Conversation,
    versions: Sequence[ConversationVersion],
    notes: Mapping[int, ConversationNoteVersion],
    reader: Reader,
) -> list[Earlier]:
    after = conversations.wording_of(conversation)
    every = {id for one in (after, *(one.wording for one in versions)) for id in one.present}
    names = conversations.names(every) if versions else {}
    found = []
    for version in versions:
        before = version.wording
        said = _Said(conversation, reader, names)
        parts = tuple(
            (str(PARTS[part]), said.of(part, before), said.of(part, after)) for part in changed(before, after)
        )
        note = notes.get(version.id)
        found.append(
            Earlier(
                version.corrected_by.name,
                version.corrected_at,
                version.reason,
                parts,
                note,
                _of_note(version, note),
            )
        )
        after = before
    return found


@dataclass(frozen=True)
class _Said:
    """The words for a part of a conversation, as far as the reader may know them."""

    conversation: Conversation
    reader: Reader
    names: Mapping[int, str]

    def of(self, part: Part, wording: Wording) -> str:
        """What it said of this."""
        if part is Part.TOPICS:
            return ", ".join(readable_topics(self.conversation, self.reader, wording.topics))
        if part is Part.OUTCOME:
            return outcome(wording.unsettled, wording.unsettled_words)
        if part is Part.MINUTES:
            return length(wording.minutes)
        if part is Part.RECURRENCE:
            return str(RECURRENCES[wording.recurrence])
        if part is Part.PRESENT:
            return ", ".join(sorted(self.names[id] for id in wording.present))
        if part is Part.CENTRE_WORKER:
            return _("Ja") if wording.centre_worker_present else _("Nej")
        if part is Part.BROUGHT_BY:
            return str(BROUGHT_BY[wording.brought_by])
        return ", ".join(str(DEEDS[one]) for one in sorted(wording.deeds)) or _("(tomt)")


def _of_note(version: ConversationVersion, note: ConversationNoteVersion | None) -> str:
    if not version.note_changed:
        return ""
    if not version.had_note:
        return _("Der var intet notat.")
    return _("Notatet lød:") if note else _("Notatet er rettet. Indholdet er ikke delt med dig.")
