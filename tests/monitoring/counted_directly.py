"""The tables counted straight from the records, as slow and plain as can be: what the rolled-up figures must equal."""

from collections import Counter
from datetime import date, datetime
from math import ceil
from statistics import median
from typing import Any

import sqlalchemy as sa

from app import clock
from app.casework.conversation import Recurrence, Unsettled
from app.casework.models import Conversation
from app.casework.visit import BroughtBy
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import NOT_NOTED, ChallengeNoted, Citizen, IncomeNoted, IncomeSource
from app.courses.models import OfferAttendance
from app.db import db
from app.decisions.models import Decision
from app.monitoring.models import Group, Grouped, Grouping, GroupMember
from app.monitoring.table import Figures, Scope, Table, table
from app.monitoring.waiting import MOST, Wait
from app.outreach.models import Bridge, Contact


def figures(scope: Scope) -> Figures:
    """Every table of a scope, with rows in the order of the source."""
    citizens, contacts, without_record, people = _counts(scope)
    return Figures(
        scope=scope,
        citizens=citizens,
        contacts=contacts,
        contacts_without_record=without_record,
        people_without_record=people,
        conversations=len(talks := _talks(scope)),
        conversations_without_record=sum(talk.citizen_id is None for talk in talks),
        tables=(
            *_challenges(scope, citizens),
            *_incomes(scope, citizens),
            _known_before(scope, citizens),
            *_of_talks(talks),
        ),
    )


TALLIES = (
    "talks.recurrence",
    "talks.department",
    "talks.minutes",
    "bridges.destination",
    "bridges.state",
    "attendances.topic",
)


def waits(scope: Scope) -> tuple[Wait, ...]:
    """The waits that ended in the scope."""
    return (
        _wait("conversation", scope, [(one, one.happened_at) for one in db.session.scalars(sa.select(Conversation))]),
        _wait("decision", scope, [(one, one.decided_at) for one in db.session.scalars(sa.select(Decision)).unique()]),
    )


def _wait(key: str, scope: Scope, reached: list[tuple[Any, datetime]]) -> Wait:
    """From each citizen's first contact to the first time, where that was in the scope."""
    firsts: dict[int, tuple[Any, datetime]] = {}
    for one, at in sorted(reached, key=lambda pair: (pair[1], pair[0].centre_id)):
        if one.citizen_id is not None:
            firsts.setdefault(one.citizen_id, (one, at))
    met: dict[int, datetime] = {}
    for contact in sorted(db.session.scalars(sa.select(Contact)), key=lambda one: one.happened_at):
        if contact.citizen_id is not None:
            met.setdefault(contact.citizen_id, contact.happened_at)
    inside = [(one.citizen_id, at) for one, at in firsts.values() if _is_in(scope, one.centre_id, at)]
    days = sorted(
        (clock.local(at).date() - clock.local(met[citizen]).date()).days
        for citizen, at in inside
        if citizen in met and met[citizen] <= at
    )
    if not days:
        return Wait(key, 0, None, None, len(inside))
    return Wait(key, len(days), median(days), days[ceil(len(days) * MOST / 100) - 1], len(inside) - len(days))


def tallies(scope: Scope) -> dict[str, dict[str, int]]:
    """Records by what they say."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in TALLIES}
    for talk in _talks(scope):
        found["talks.recurrence"][talk.recurrence.value] += 1
        found["talks.department"][str(talk.department_id or 0)] += 1
        found["talks.minutes"][str(talk.department_id or 0)] += talk.minutes
    for bridge in db.session.scalars(sa.select(Bridge)).unique():
        if _is_in(scope, bridge.centre_id, bridge.recorded_at):
            found["bridges.destination"][bridge.destination.value if bridge.destination else "not_said"] += 1
            found["bridges.state"][bridge.state.value] += 1
    for attendance in db.session.scalars(sa.select(OfferAttendance)).unique():
        if _is_in(scope, attendance.centre_id, attendance.attended_on):
            found["attendances.topic"][attendance.offer.topic.value] += attendance.people
    return {kind: dict(counted) for kind, counted in found.items()}


def _talks(scope: Scope) -> list[Conversation]:
    return [talk for talk in db.session.scalars(sa.select(Conversation)) if _is_within(scope, talk)]


def _is_within(scope: Scope, talk: Conversation) -> bool:
    return _is_in(scope, talk.centre_id, talk.happened_at)


def _is_in(scope: Scope, centre_id: int, at: datetime | date) -> bool:
    day = clock.local(at).date() if isinstance(at, datetime) else at
    return scope.first <= day <= scope.last and (scope.centre_ids is None or centre_id in scope.centre_ids)


def _of_talks(talks: list[Conversation]) -> list[Table]:
    """Percentages are of conversations."""
    said = {
        "recurrence": Counter(talk.recurrence.value for talk in talks),
        "settled": Counter(talk.unsettled.value if talk.unsettled else "settled" for talk in talks),
        "brought_by": Counter(talk.brought_by.value for talk in talks),
    }
    order = {
        "recurrence": [one.value for one in Recurrence],
        "settled": ["settled", *(one.value for one in Unsettled)],
        "brought_by": [one.value for one in BroughtBy],
    }
    return [table(key, rows, said[key], len(talks)) for key, rows in order.items()]


def grouping(of: Grouped) -> Grouping:
    """The grouping that is in use."""
    newest = sa.select(Grouping).where(Grouping.of == of).order_by(Grouping.version.desc()).limit(1)
    return db.session.scalars(newest).one()


def income_sources() -> list[IncomeSource]:
    """Every income source there has been, in the order of the source text, «not noted» last."""
    return list(db.session.scalars(sa.select(IncomeSource).order_by(IncomeSource.place)))


def _counts(scope: Scope) -> tuple[int, int, int, int]:
    nobody = Contact.citizen_id.is_(None)
    row = db.session.execute(
        sa.select(
            sa.select(sa.func.count()).select_from(_counted_citizens(scope).subquery()).scalar_subquery(),
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(sa.case((nobody, 1), else_=0)), 0),
            sa.func.coalesce(sa.func.sum(sa.case((nobody, Contact.people), else_=0)), 0),
        ).where(*_within(scope, Contact))
    ).one()
    return row[0], row[1], row[2], row[3]


def _challenges(scope: Scope, citizens: int) -> tuple[Table, Table]:
    within = [*_within(scope, ChallengeNoted), ChallengeNoted.citizen_id.is_not(None)]
    distinct = sa.func.count(sa.distinct(ChallengeNoted.citizen_id))
    single = _counted(sa.select(ChallengeNoted.challenge, distinct).where(*within).group_by(ChallengeNoted.challenge))
    groups = grouping(Grouped.CHALLENGES).groups
    grouped = _counted(
        sa.select(Group.key, distinct)
        .join(GroupMember, GroupMember.member == sa.cast(ChallengeNoted.challenge, sa.String))
        .join(Group, Group.id == GroupMember.group_id)
        .where(Group.id.in_([group.id for group in groups]), *within)
        .group_by(Group.key)
    )
    return (
        table("challenges", [challenge.value for challenge in Challenge], single, citizens),
        table("challenge_groups", [group.key for group in groups], grouped, citizens),
    )


def _incomes(scope: Scope, citizens: int) -> tuple[Table, Table]:
    newest_first = sa.func.row_number().over(
        partition_by=IncomeNoted.citizen_id, order_by=(IncomeNoted.noted_on.desc(), IncomeNoted.id.desc())
    )
    ranked = (
        sa.select(IncomeNoted.source_id, newest_first.label("rank"))
        .where(IncomeNoted.noted_on <= scope.last, IncomeNoted.citizen_id.in_(_counted_citizens(scope)))
        .subquery()
    )
    counted = _counted(
        sa.select(IncomeSource.key, sa.func.count())
        .join(ranked, ranked.c.source_id == IncomeSource.id)
        .where(ranked.c.rank == 1)
        .group_by(IncomeSource.key)
    )
    noted = sum(number for key, number in counted.items() if key != NOT_NOTED)
    counted[NOT_NOTED] = citizens - noted
    order = [source.key for source in income_sources() if source.key != NOT_NOTED]
    groups = grouping(Grouped.INCOME).groups
    grouped = {group.key: sum(counted.get(one.member, 0) for one in group.members) for group in groups}
    grouped[NOT_NOTED] = counted[NOT_NOTED]
    return (
        table("income", order, counted, noted, beside=[NOT_NOTED]),
        table("income_groups", [group.key for group in groups], grouped, noted, beside=[NOT_NOTED]),
    )


def _known_before(scope: Scope, citizens: int) -> Table:
    counted = _counted(
        sa.select(Citizen.known_before, sa.func.count())
        .where(Citizen.id.in_(_counted_citizens(scope)), Citizen.known_before.is_not(None))
        .group_by(Citizen.known_before)
    )
    order = [answer.value for answer in KnownBefore]
    noted = sum(counted.values())
    return table("known_before", order, counted | {NOT_NOTED: citizens - noted}, noted, beside=[NOT_NOTED])


def _counted_citizens(scope: Scope) -> sa.CompoundSelect:
    """Whoever had a contact or a conversation."""
    return sa.union(
        *(
            sa.select(model.citizen_id).where(*_within(scope, model), model.citizen_id.is_not(None))
            for model in (Contact, Conversation)
        )
    )


def _within(scope: Scope, model: type[Contact | Conversation | ChallengeNoted]) -> list[sa.ColumnElement[bool]]:
    start, end = clock.span(scope.first, scope.last)
    conditions = [model.happened_at >= start, model.happened_at < end]
    if scope.centre_ids is not None:
        conditions.append(model.centre_id.in_(sorted(scope.centre_ids)))
    return conditions


def _counted(question: sa.Select[Any, int]) -> dict[str, int]:
    return {str(getattr(key, "value", key)): number for key, number in db.session.execute(question)}
