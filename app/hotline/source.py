"""Calls and interviews in the register of tasks, in a citizen's timeline, and on the citizen's page."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from app import clock, log
from app.access import Act, may
from app.accounts.models import Account
from app.accounts.role import Person
from app.citizens import sections
from app.citizens.acquaintance import knows_by
from app.citizens.models import Citizen
from app.citizens.sections import Section
from app.citizens.timeline import Event
from app.citizens.timeline import source as of_timeline
from app.followups import tasks
from app.followups.tasks import Count, Places, Task
from app.hotline import queries, reading
from app.hotline.call import State
from app.hotline.interview import Outcome, due_on
from app.hotline.interviews import said_when
from app.hotline.models import HotlineCall, JobInterviewFollowUp
from app.hotline.words import CALL_STATES, OUTCOMES

knows_by(queries.works_with)


def _call_task(call: HotlineCall, person: Person) -> Task:
    answered = call.state is State.ANSWERED
    return Task(
        account_id=call.waits_id,
        title=reading.name_for(person, call.citizen) or _("Uden navn"),
        line=_("Svar fra Borgerservice") if answered else _("Venter på svar fra Borgerservice"),
        href=url_for("hotline.call", hotline_call_id=call.id),
        records=(call, call.citizen) if call.citizen else (call,),
    )


def _calls_of(account_ids: Collection[int], person: Person, _until: date) -> Sequence[Task]:
    """One's own have a section of their own on Min dag."""
    others = [one for one in account_ids if one != person.account_id]
    found = [*queries.unread_answers(others, person), *queries.open_of(others, person)]
    return [_call_task(call, person) for call in found]


def _hand_over_calls(from_id: int, to_id: int, places: Places, _by: Account) -> Sequence[int]:
    moved = queries.waited_for(from_id, places)
    for call in moved:
        call.waits_id = to_id
        call.version += 1
        log.changed(call, log.Ground.OWN_TASK)
    return [call.id for call in moved]


def _interviews_of(account_ids: Collection[int], person: Person, _until: date) -> Sequence[Task]:
    others = [one for one in account_ids if one != person.account_id]
    return [
        Task(
            account_id=one.responsible_id,
            title=one.citizen.name,
            line=_("Jobsamtale: hvordan gik det?"),
            href=url_for("hotline.interview", job_interview_follow_up_id=one.id),
            records=(one, one.citizen),
            due_on=due_on(one.held_on),
        )
        for one in queries.interviews_due(others, person, clock.today())
    ]


def _interview_counts(account_ids: Collection[int] | None) -> Sequence[Count]:
    return queries.interview_counts(account_ids, clock.today())


def _hand_over_interviews(from_id: int, to_id: int, places: Places, _by: Account) -> Sequence[int]:
    moved: Sequence[JobInterviewFollowUp] = queries.interviews_at(from_id, places)
    for one in moved:
        one.responsible_id = to_id
        one.version += 1
        log.changed(one, log.Ground.OWN_TASK)
    return [one.id for one in moved]


tasks.source(
    tasks.Tasks(
        kind="hotline_call",
        words=lambda number: ngettext(
            "%(num)s spørgsmål til Borgerservice", "%(num)s spørgsmål til Borgerservice", number
        ),
        open_of=_calls_of,
        counts=queries.call_counts,
        hand_over=_hand_over_calls,
    )
)
tasks.source(
    tasks.Tasks(
        kind="job_interview_follow_up",
        words=lambda number: ngettext("%(num)s jobsamtale", "%(num)s jobsamtaler", number),
        open_of=_interviews_of,
        counts=_interview_counts,
        hand_over=_hand_over_interviews,
    )
)


@of_timeline
def calls_of(citizen: Citizen, person: Person) -> Iterable[Event]:
    """What Borgerservice was asked about the citizen; the words only for those who may know them."""
    for call in queries.calls_about(citizen):
        title = _("Borgerservice er spurgt af %(name)s", name=call.noted_by.name)
        if not reading.may_see(person, current_user.account, call):
            yield Event(call.noted_at, _("Spørgsmål fra et andet værested"), shared=False, record=call)
            continue
        said = f"{call.question} · {call.answer}" if call.answer else call.question
        mark = "good" if call.state is State.ANSWERED else ""
        yield Event(call.noted_at, title, said, tag=str(CALL_STATES[call.state]), tag_kind=mark, record=call)


@of_timeline
def interviews_of(citizen: Citizen, person: Person) -> Iterable[Event]:
    """The citizen's interviews; where, only for those who may know it."""
    for one in queries.interviews_of(citizen):
        if not reading.may_see_interview(person, one):
            yield Event(one.made_at, _("Jobsamtale"), shared=False, record=one)
            continue
        title = _("Jobsamtale: %(where)s", where=one.place)
        known = one.outcome is not Outcome.WAITING
        detail = _("Aftalt til %(when)s", when=said_when(one)) if not known else one.words
        mark = "good" if one.outcome is Outcome.GOT_THE_JOB else ""
        at: datetime = one.said_at or one.made_at
        tag = str(OUTCOMES[one.outcome]) if known else ""
        yield Event(at, title, detail, tag=tag, tag_kind=mark, record=one)


@sections.section
def on_the_citizens_page(citizen: Citizen, person: Person) -> Section | None:
    """The two ways from a citizen's page, and the interviews that come; for those who may."""
    ask, follow = may(Act.NOTE_CALL, citizen), may(Act.FOLLOW_INTERVIEWS, citizen)
    if not ask and not follow:
        return None
    coming = [
        one
        for one in queries.interviews_of(citizen)
        if one.outcome is Outcome.WAITING and reading.may_see_interview(person, one)
    ]
    shows = {
        "citizen": citizen,
        "ask": ask,
        "follow": follow,
        "coming": [
            {
                "where": one.place,
                "when": said_when(one),
                "whose": one.responsible.name,
                "href": url_for("hotline.interview", job_interview_follow_up_id=one.id),
            }
            for one in coming
        ],
    }
    return Section("hotline/_of_citizen.html", shows, coming)
