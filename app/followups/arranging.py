"""Arranging cover and handing tasks over. Callers commit; refusals are `cover.Refusal`."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from app import clock, log
from app.access import Act
from app.accounts.models import Account
from app.accounts.permissions import centres_for
from app.accounts.role import Person
from app.db import db, hold
from app.followups import colleagues, queries, tasks
from app.followups.cover import Reason, Refusal, Span, refuse_nonsense
from app.followups.models import Cover, HandedOver
from app.followups.tasks import Count, Places, Tasks


def cover(span: Span, *, by: Account, person: Person) -> Cover:
    """Arrange that somebody sees to a colleague's tasks. Two who arrange it at once wait in line."""
    refuse_others(span, person)
    hold(db.session.get_one(Account, span.absent_id))
    known = queries.covers_meeting(span.first_on, span.last_on, [span.absent_id, span.covering_id])
    refuse_nonsense(span, [one.span for one in known], clock.today())
    if not colleagues.places_of(span.absent_id) & colleagues.places_of(span.covering_id):
        raise Refusal(Reason.NO_SHARED_PLACE)
    arranged = Cover(
        absent_id=span.absent_id,
        covering_id=span.covering_id,
        first_on=span.first_on,
        last_on=span.last_on,
        made_by_id=by.id,
        made_at=clock.now(),
    )
    db.session.add(arranged)
    log.created(arranged, ground=log.Ground.OWN_TASK)
    return arranged


def refuse_others(span: Span, person: Person) -> None:
    """Raise Refusal unless the person is one of the two, or leads where the one who is away works."""
    if person.account_id in (span.absent_id, span.covering_id):
        return
    led = {one.id for one in colleagues.led_by(person)} if leads(person) else set()
    if not {span.absent_id, span.covering_id} <= led:
        raise Refusal(Reason.NOT_YOURS)


def leads(person: Person) -> bool:
    """Whether the person arranges others' tasks: a leader; an administrator has no hand in who covers for whom."""
    return any(held.role.value == "leader" for held in person.held)


def may_end(arranged: Cover, person: Person) -> bool:
    """Whether the person may end it: either of the two, or the leader of the one who is away."""
    try:
        refuse_others(arranged.span, person)
    except Refusal:
        return False
    return arranged.ended_at is None


def end(arranged: Cover, *, by: Account) -> None:
    """End it now; it holds no more."""
    hold(arranged)
    if arranged.ended_at is None:
        arranged.ended_at, arranged.ended_by_id = clock.now(), by.id
        log.changed(arranged, log.Ground.OWN_TASK)


def moving(from_id: int, person: Person) -> dict[Tasks, list[Count]]:
    """What one person has on their hands at the places whose tasks the other hands over, by kind; numbers only."""
    centres = centres_for(person, Act.HAND_OVER)
    return {
        one: [
            count for count in one.counts([from_id]) if centres is None or {at for at, _by in _about(count)} <= centres
        ]
        for one in tasks.sources()
    }


def fits(count: Count, places: Places) -> bool:
    """Whether somebody who works at these places can take it."""
    return _about(count) <= places


def _about(count: Count) -> Places:
    """The places that these tasks can be about."""
    return count.anywhere_of if count.place is None else frozenset({count.place})


def hand_over(from_id: int, to_id: int, *, by: Account, person: Person) -> list[tuple[Tasks, int]]:
    """Give the one's open tasks to the other, in one transaction, where both leader and receiver belong."""
    if from_id == to_id:
        raise Refusal(Reason.SELF)
    centres = centres_for(person, Act.HAND_OVER)
    theirs = colleagues.places_of(to_id)
    places = frozenset(place for place in theirs if centres is None or place[0] in centres)
    if not places:
        raise Refusal(Reason.NO_SHARED_PLACE)
    moved = []
    for one in tasks.sources():
        ids = one.hand_over(from_id, to_id, places, by)
        now = clock.now()
        db.session.add_all(
            HandedOver(from_id=from_id, to_id=to_id, by_id=by.id, happened_at=now, kind=one.kind, record_id=id)
            for id in ids
        )
        moved.append((one, len(ids)))
    db.session.flush()
    return moved


def seen(account_id: int, today: date) -> None:
    """The person has seen what was handed to them, and who covers for them."""
    now = clock.now()
    db.session.execute(
        sa.update(HandedOver).where(HandedOver.to_id == account_id, HandedOver.seen_at.is_(None)).values(seen_at=now)
    )
    for arranged in queries.covers_to_tell(account_id, today):
        arranged.told_at = now


def news(account_id: int, today: date) -> tuple[Sequence[Cover], list[tuple[str, str]]]:
    """What the person has not seen: who covers for them, and «from whom» with «what» was handed to them."""
    kinds = {one.kind: one for one in tasks.sources()}
    handed: dict[str, list[tuple[Tasks, int]]] = {}
    for name, kind, number in queries.handed_over_to(account_id):
        if kind in kinds:
            handed.setdefault(name, []).append((kinds[kind], number))
    return queries.covers_to_tell(account_id, today), [(name, tasks.said(what)) for name, what in handed.items()]
