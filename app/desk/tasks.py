"""What people have on their hands beside follow-ups: bridges, mentor agreements and drafts, in the register of tasks.

A colleague who covers sees bridges and agreements; drafts are their writer's alone, and only go along when somebody
leaves.
"""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, draft, log
from app.accounts.models import Account
from app.accounts.role import Person
from app.db import db
from app.draft import KEPT_FOR, Draft
from app.followups import colleagues, tasks
from app.followups.tasks import Count, Places, Task
from app.log import Ground
from app.mentoring import keeping
from app.mentoring import queries as mentoring
from app.outreach import bridges


def _others(account_ids: Collection[int], person: Person) -> list[int]:
    """One's own have a section of their own on Min dag."""
    return [one for one in account_ids if one != person.account_id]


def _bridges_of(account_ids: Collection[int], person: Person, _until: date) -> Sequence[Task]:
    return [
        Task(
            account_id=bridge.responsible_id,
            title=bridge.citizen.name if bridge.citizen else _("Uden navn"),
            line=_("Brobygning: kom personen frem?"),
            href=url_for("outreach.bridge", bridge_id=bridge.id),
            records=tuple(bridges.shown([bridge])),
        )
        for bridge in bridges.waiting(person, _others(account_ids, person))
    ]


def _hand_over_bridges(from_id: int, to_id: int, places: Places, _by: Account) -> Sequence[int]:
    return bridges.hand_over(from_id, to_id, places)


def _agreements_of(account_ids: Collection[int], person: Person, _until: date) -> Sequence[Task]:
    return [
        Task(
            account_id=agreement.worker_id,
            title=agreement.citizen.name,
            line=_("Mentoraftale"),
            href=url_for("mentoring.agreement", mentor_agreement_id=agreement.id),
            records=(agreement, agreement.citizen),
        )
        for agreement in mentoring.open_of(_others(account_ids, person), person)
    ]


def _drafts_of(_account_ids: Collection[int], _person: Person, _until: date) -> Sequence[Task]:
    return []


def _counts_of_drafts(account_ids: Collection[int] | None) -> Sequence[Count]:
    question = sa.select(Draft.account_id, sa.func.count()).group_by(Draft.account_id)
    if account_ids is not None:
        question = question.where(Draft.account_id.in_(account_ids))
    numbers = {account_id: number for account_id, number in db.session.execute(question)}
    places = _draft_places(numbers)
    return [Count(id, None, number, anywhere_of=places[id]) for id, number in numbers.items() if id in places]


def _draft_places(account_ids: Collection[int]) -> dict[int, Places]:
    """Whom a draft is about is not read; it may be anybody of where its writer worked while it was kept."""
    return colleagues.worked_at(account_ids, clock.today() - KEPT_FOR)


def _hand_over_drafts(from_id: int, to_id: int, places: Places, _by: Account) -> Sequence[int]:
    about = _draft_places([from_id]).get(from_id)
    if about is None or not about <= places:
        return []
    handed = draft.hand_over(from_id, to_id)
    for one in handed:
        log.changed(one, ground=Ground.OWN_TASK)
    return [one.id for one in handed]


tasks.source(
    tasks.Tasks(
        kind="bridge",
        words=lambda number: ngettext("%(num)s brobygning", "%(num)s brobygninger", number),
        open_of=_bridges_of,
        counts=bridges.counts,
        hand_over=_hand_over_bridges,
    )
)
tasks.source(
    tasks.Tasks(
        kind="mentor_agreement",
        words=lambda number: ngettext("%(num)s mentoraftale", "%(num)s mentoraftaler", number),
        open_of=_agreements_of,
        counts=mentoring.counts,
        hand_over=keeping.hand_over,
    )
)
tasks.source(
    tasks.Tasks(
        kind="draft",
        words=lambda number: ngettext("%(num)s kladde", "%(num)s kladder", number),
        open_of=_drafts_of,
        counts=_counts_of_drafts,
        hand_over=_hand_over_drafts,
    )
)
