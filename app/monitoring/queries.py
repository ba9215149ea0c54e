"""Counting: distinct citizens with a record and at least one contact in the period.

Income is what was noted last on or before the last day; its percentages are of those noted. Contacts without a
record are counted beside, in no percentage.
"""

from typing import Any

import sqlalchemy as sa

from app import clock
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import NOT_NOTED, ChallengeNoted, Citizen, IncomeNoted, IncomeSource
from app.db import db
from app.monitoring.models import Group, Grouped, Grouping, GroupMember
from app.monitoring.table import Figures, Scope, Table, table
from app.outreach.models import Contact


def figures(scope: Scope) -> Figures:
    """Every table of a scope, with rows in the order of the source."""
    citizens, contacts, without_record, people = _counts(scope)
    return Figures(
        scope=scope,
        citizens=citizens,
        contacts=contacts,
        contacts_without_record=without_record,
        people_without_record=people,
        tables=(*_challenges(scope, citizens), *_incomes(scope, citizens), _known_before(scope, citizens)),
    )


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
            sa.func.count(sa.distinct(Contact.citizen_id)),
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


def _counted_citizens(scope: Scope) -> sa.Select[int | None]:
    return sa.select(Contact.citizen_id).where(*_within(scope, Contact), Contact.citizen_id.is_not(None))


def _within(scope: Scope, model: type[Contact | ChallengeNoted]) -> list[sa.ColumnElement[bool]]:
    start, end = clock.span(scope.first, scope.last)
    conditions = [model.happened_at >= start, model.happened_at < end]
    if scope.centre_ids is not None:
        conditions.append(model.centre_id.in_(sorted(scope.centre_ids)))
    return conditions


def _counted(question: sa.Select[Any, int]) -> dict[str, int]:
    return {str(getattr(key, "value", key)): number for key, number in db.session.execute(question)}
