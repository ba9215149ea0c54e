"""Counting: distinct citizens with a record and at least one contact or conversation in the period.

Income is what was noted last on or before the last day; its percentages are of those noted. Contacts without a
record are counted beside, in no percentage. Everything comes from the rolled-up figures (`kept`).
"""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import NOT_NOTED, IncomeSource
from app.db import db
from app.monitoring.kept import Kept, number, together
from app.monitoring.models import Group, Grouped, Grouping
from app.monitoring.table import Figures, Scope, Table, table
from app.monitoring.talking import talks


def figures(scope: Scope) -> Figures:
    """Every table of a scope, with rows in the order of the source."""
    kept = Kept(scope)
    talked = talks(scope)
    return Figures(
        scope=scope,
        citizens=kept.citizens,
        contacts=kept.contacts.contacts,
        contacts_without_record=kept.contacts.without_record,
        people_without_record=kept.contacts.people_without_record,
        conversations=talked.conversations,
        conversations_without_record=talked.without_record,
        tables=(*_challenges(kept), *_incomes(kept), _known_before(kept), *talked.tables),
    )


def grouping(of: Grouped, version: int | None = None) -> Grouping:
    """The grouping that is in use, or the one of this version; raises NoResultFound."""
    question = sa.select(Grouping.id).where(Grouping.of == of)
    if version is None:
        question = question.where(Grouping.decided_on.is_not(None)).order_by(Grouping.version.desc()).limit(1)
    else:
        question = question.where(Grouping.version == version)
    whole = joinedload(Grouping.groups).joinedload(Group.members)
    return (
        db.session.scalars(sa.select(Grouping).where(Grouping.id == question.scalar_subquery()).options(whole))
        .unique()
        .one()
    )


def groups_of(of: Grouped) -> sa.Select[Group]:
    """Every group that ever was decided or proposed, the oldest first."""
    return sa.select(Group).join(Grouping).where(Grouping.of == of).order_by(Group.id)


def income_sources() -> list[IncomeSource]:
    """Every income source there has been, in the order of the source text, «not noted» last."""
    return list(db.session.scalars(sa.select(IncomeSource).order_by(IncomeSource.place)))


def _challenges(kept: Kept) -> tuple[Table, Table]:
    talked = {one.value: kept.talked_about(one) for one in Challenge}
    single = {key: number(people.values()) for key, people in talked.items()}
    groups = {
        group.key: number(together(talked[one.member] for one in group.members).values())
        for group in grouping(Grouped.CHALLENGES).groups
    }
    return (
        table("challenges", [one.value for one in Challenge], single, kept.citizens),
        table("challenge_groups", list(groups), groups, kept.citizens),
    )


def _incomes(kept: Kept) -> tuple[Table, Table]:
    of_source = {source.key: kept.living_on.get(source.id, 0) for source in income_sources()}
    order = [key for key in of_source if key != NOT_NOTED]
    noted = sum(of_source[key] for key in order)
    of_source[NOT_NOTED] = kept.citizens - noted
    groups = grouping(Grouped.INCOME).groups
    grouped = {group.key: sum(of_source.get(one.member, 0) for one in group.members) for group in groups}
    grouped[NOT_NOTED] = of_source[NOT_NOTED]
    return (
        table("income", order, of_source, noted, beside=[NOT_NOTED]),
        table("income_groups", [group.key for group in groups], grouped, noted, beside=[NOT_NOTED]),
    )


def _known_before(kept: Kept) -> Table:
    answers = kept.known_before
    noted = kept.citizens - answers[NOT_NOTED]
    return table("known_before", [answer.value for answer in KnownBefore], answers, noted, beside=[NOT_NOTED])
