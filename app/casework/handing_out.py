"""The handout: what was agreed in a talk, in plain words and large print, for the citizen to take along or to read on
the screen. It says nothing that others must not read: no note, no topic, no full name, no department.
"""

from dataclasses import dataclass
from datetime import date

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import log
from app.access import Act, allow, may
from app.casework import conversations
from app.casework.models import Conversation
from app.casework.views import blueprint
from app.citizens.reading import may_read
from app.followups import sharing
from app.followups.followup import State
from app.followups.models import FollowUp
from app.followups.words import first_name
from app.language import day_long
from app.page import page, seen_at


@dataclass(frozen=True)
class Line:
    """One agreement as the citizen reads it: when, what, and whom to ask for."""

    on: date
    when: str
    what: str
    ask: str


@blueprint.get("/conversations/<id:conversation_id>/handout")
@allow(Act.OPEN_CONVERSATION, to=Conversation)
def handout(conversation: Conversation) -> Response:
    """What was agreed, for those who may read it, others see the talk itself; with `name=no`, without what the citizen
    is called.
    """
    reader = conversations.reader_of(current_user.person, conversation.citizen_id, [conversation.id])
    if not may_read(reader, conversations.kept(conversation)):
        log.nothing_shown()
        return seen_at(url_for("casework.conversation", conversation_id=conversation.id))
    agreed = [one for one in conversations.agreed_in(conversation) if one.state is not State.NOT_RELEVANT]
    texts = sharing.texts(current_user.person, agreed)
    citizen, visit = conversation.citizen, conversation.visit
    log.printed([conversation, visit, *agreed, *([citizen] if citizen else [])])
    return page(
        "casework/handout.html",
        conversation=conversation,
        name=_name(conversation) if request.args.get("name") != "no" else "",
        may_name=bool(_name(conversation)),
        lines=[_line(one, texts[one.id]) for one in agreed],
        place=conversation.centre,
        asked_for=first_name(conversation.author.name),
        back=url_for("casework.conversation", conversation_id=conversation.id),
    )


def _name(conversation: Conversation) -> str:
    """What the citizen likes to be called: the alias, or the word of the day; never the full name."""
    citizen = conversation.citizen
    if citizen is None:
        return "" if conversation.visit.citizen_id else conversation.visit.called
    return citizen.alias.strip() if may(Act.OPEN_CITIZEN, citizen) and not citizen.protected_since else ""


def _line(follow_up: FollowUp, text: str) -> Line:
    place = follow_up.centre.name
    if follow_up.responsible is None:
        ask = _("Spørg på %(place)s.", place=place)
    else:
        ask = _("Spørg efter %(name)s på %(place)s.", name=first_name(follow_up.responsible.name), place=place)
    return Line(follow_up.due_on, day_long(follow_up.due_on), text, ask)
