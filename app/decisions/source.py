"""Decisions on a citizen's page and in the timeline, and requests for them in the register of tasks."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.access import Act
from app.accounts.models import Account
from app.accounts.permissions import allows
from app.accounts.role import Person
from app.citizens import sections
from app.citizens.acquaintance import knows_by
from app.citizens.models import Citizen
from app.citizens.sections import Section
from app.citizens.timeline import Event
from app.citizens.timeline import source as of_timeline
from app.decisions import queries, recording
from app.decisions.models import DecisionRequest, RequestState
from app.decisions.words import kroner, said
from app.followups import tasks
from app.followups.tasks import Places, Task

knows_by(queries.decided_about)


def row(request: DecisionRequest) -> Task:
    """A request as a row of somebody's day; what is asked for stands on its page, for Min dag lies open on a table."""
    back = request.state is RequestState.RETURNED
    return Task(
        account_id=request.responsible_id,
        title=request.citizen.name,
        line=_("Afgørelsen kom tilbage") if back else _("%(name)s beder om en afgørelse", name=request.asked_by.name),
        href=url_for("decisions.asked", decision_request_id=request.id),
        records=(request, request.citizen),
    )


def _open_of(account_ids: Collection[int], person: Person, _until: date) -> Sequence[Task]:
    return [row(request) for request in queries.requests_with(account_ids, person)]


def _hand_over(from_id: int, to_id: int, places: Places, by: Account) -> Sequence[int]:
    return recording.hand_over(from_id, to_id, places, by)


tasks.source(
    tasks.Tasks(
        kind="decision_request",
        words=lambda number: ngettext(
            "%(num)s afgørelse, der er bedt om", "%(num)s afgørelser, der er bedt om", number
        ),
        open_of=_open_of,
        counts=queries.request_counts,
        hand_over=_hand_over,
    )
)


@of_timeline
def decided(citizen: Citizen, person: Person) -> Iterable[Event]:
    """Every decision: that it was made and by which department; what, only to those who may read it."""
    decisions, others = queries.of_citizen(citizen, person)
    for one in decisions:
        what = [said(one.kind), kroner(one.amount) if one.amount else "", one.ground.paragraph]
        yield Event(
            one.decided_at,
            _("Afgørelse af %(name)s, %(department)s", name=one.decided_by.name, department=one.department.name),
            " · ".join(part for part in what if part),
            href=url_for("decisions.decision", decision_id=one.id),
            tag=_("Erstattet") if one.replaced_by else "",
            record=one,
        )
    for other in others:
        yield Event(
            other.decided_at,
            _("Afgørelse af %(department)s", department=other.department),
            shared=False,
            tag=_("Erstattet") if other.is_replaced else "",
        )


@sections.section
def on_the_citizens_page(citizen: Citizen, reader: Person) -> Section | None:
    """What was decided, as far as the reader may read it, and what is asked for; and the way to a new decision."""
    may_decide = allows(reader, Act.DECIDE, citizen)
    decisions, _others = queries.of_citizen(citizen, reader)
    if not may_decide and not decisions:
        return None
    return Section(
        "decisions/_of_citizen.html",
        {"citizen": citizen, "decisions": decisions, "may_decide": may_decide},
        records=[one for decision in decisions for one in (decision, decision.replaced_by, decision.replaces) if one],
    )
