"""Definitions in the database: which one holds, proposing the next, noting who was heard, adopting it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app import clock, log
from app.accounts.models import Account
from app.db import db, hold
from app.monitoring import queries
from app.monitoring.definition import (
    Reason,
    Refusal,
    State,
    refuse_adoption,
    refuse_hearing,
    refuse_step,
)
from app.monitoring.models import Definition, Group, Grouped, Grouping, GroupMember, TeamHeard

FIRST = 1
"""The version that an indicator's own declaration is."""


@dataclass(frozen=True)
class ProposedGroup:
    """A group as it is proposed: its words, and the rows that are in it."""

    key: str
    danish: str
    english: str
    members: tuple[str, ...]


def in_force(indicator: str, on: date) -> int:
    """The version of an indicator's definition that holds on a day."""
    return versions_in_force(on).get(indicator, FIRST)


def versions_in_force(on: date) -> dict[str, int]:
    """The versions that hold on a day, of the indicators that have more than their first."""
    newest = (
        sa.select(Definition.indicator, sa.func.max(Definition.number))
        .where(Definition.state == State.ADOPTED, Definition.valid_from <= on)
        .group_by(Definition.indicator)
    )
    return {indicator: number for indicator, number in db.session.execute(newest)}


def adopted(indicator: str, number: int) -> Definition | None:
    """The definition of this version with who adopted it and when; none for the first. Raises LookupError for one that
    was never adopted.
    """
    if number == FIRST:
        return None
    found = db.session.scalar(
        sa.select(Definition).where(
            Definition.indicator == indicator, Definition.number == number, Definition.state == State.ADOPTED
        )
    )
    if found is None:
        raise LookupError(f"{indicator} has no definition {number}")
    return found


def setting(indicator: str, number: int, first: int) -> int:
    """The number that a version of a definition decides; `first` is that of the first version."""
    found = adopted(indicator, number)
    return first if found is None or found.setting is None else found.setting


def of_indicator(indicator: str) -> Sequence[Definition]:
    """Every definition after the first, the newest first."""
    question = sa.select(Definition).where(Definition.indicator == indicator).order_by(Definition.number.desc())
    return db.session.scalars(question).all()


def open_ones() -> Sequence[Definition]:
    """The proposals that nobody has decided about."""
    question = sa.select(Definition).where(Definition.state == State.PROPOSED).order_by(Definition.proposed_at)
    return db.session.scalars(question).all()


def propose(
    indicator: str,
    words: str,
    by: Account,
    setting: int | None = None,
    of: Grouped | None = None,
    groups: Sequence[ProposedGroup] = (),
) -> Definition:
    """Propose the next version; raises Refusal(ANOTHER_IS_OPEN) while another proposal waits."""
    before = of_indicator(indicator)
    if any(one.state is State.PROPOSED for one in before):
        raise Refusal(Reason.ANOTHER_IS_OPEN)
    made = Definition(
        indicator=indicator,
        number=max((one.number for one in before), default=FIRST) + 1,
        words=words,
        setting=setting,
        proposed_by_id=by.id,
        grouping=None if of is None else _grouping(of, groups),
    )
    db.session.add(made)
    log.created(made)
    return made


def note_heard(definition: Definition, team: str, heard_on: date, note: str, by: Account) -> TeamHeard:
    """Note a team that was heard; raises Refusal."""
    hold(definition)
    refuse_hearing(definition.state, heard_on, clock.today())
    made = TeamHeard(team=team, heard_on=heard_on, note=note, noted_by_id=by.id)
    definition.heard.append(made)
    log.changed(definition)
    return made


def adopt(definition: Definition, by: Account) -> None:
    """The steering group adopts it: it holds from today on; raises Refusal."""
    hold(definition)
    refuse_adoption(definition.state, len(definition.heard))
    definition.valid_from = clock.today()
    if definition.grouping is not None:
        definition.grouping.decided_on = clock.today()
    _decide(definition, State.ADOPTED, by)


def withdraw(definition: Definition, by: Account) -> None:
    """It comes to nothing; raises Refusal."""
    hold(definition)
    refuse_step(definition.state, State.WITHDRAWN)
    _decide(definition, State.WITHDRAWN, by)


def _decide(definition: Definition, state: State, by: Account) -> None:
    definition.state = state
    definition.decided_by_id = by.id
    definition.decided_at = clock.now()
    definition.version += 1
    log.changed(definition)


def _grouping(of: Grouped, groups: Sequence[ProposedGroup]) -> Grouping:
    newest = db.session.scalar(sa.select(sa.func.max(Grouping.version)).where(Grouping.of == of)) or 0
    return Grouping(
        of=of,
        version=newest + 1,
        groups=[
            Group(
                key=one.key,
                danish=one.danish,
                english=one.english,
                place=place,
                members=[GroupMember(member=member) for member in one.members],
            )
            for place, one in enumerate(groups, 1)
        ],
    )


def groups(indicator: str, of: Grouped, number: int) -> Grouping:
    """The groups by which a version of a definition counts; raises LookupError."""
    definition = adopted(indicator, number)
    if definition is None or definition.grouping is None:
        return queries.grouping(of, FIRST)
    return definition.grouping
