"""Questions about SKP hours: what was agreed, and what was used."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app import clock
from app.centres.models import Centre
from app.db import db
from app.hours.agreed import Days, From
from app.hours.models import SkpHours
from app.outreach.models import Contact


def agreed_at(centre_ids: Iterable[int]) -> dict[int, list[From]]:
    """What was agreed at each of these centres, in the order in which it was set."""
    question = (
        sa.select(SkpHours.centre_id, SkpHours.from_on, SkpHours.minutes_a_week)
        .where(SkpHours.centre_id.in_(list(centre_ids)))
        .order_by(SkpHours.id)
    )
    found: dict[int, list[From]] = {}
    for row in db.session.execute(question):
        found.setdefault(row.centre_id, []).append(From(row.from_on, row.minutes_a_week))
    return found


def set_at(centre: Centre) -> Sequence[SkpHours]:
    """Everything that was set at a centre with who set it, the newest first."""
    return db.session.scalars(
        sa.select(SkpHours)
        .where(SkpHours.centre_id == centre.id)
        .options(joinedload(SkpHours.set_by))
        .order_by(SkpHours.from_on.desc(), SkpHours.id.desc())
    ).all()


def used(centre_ids: Iterable[int], parts: Sequence[Days]) -> dict[int, list[int]]:
    """The minutes of all contacts at each of these centres, part by part of a period, in one question.

    The parts follow each other; a contact belongs to the local day on which it took place.
    """
    start = clock.span(parts[0].first, parts[0].last)[0]
    end = clock.span(parts[-1].first, parts[-1].last)[1]
    sums = []
    for part in parts:
        begins, ends = clock.span(part.first, part.last)
        inside = sa.and_(Contact.happened_at >= begins, Contact.happened_at < ends)
        sums.append(sa.func.coalesce(sa.func.sum(sa.case((inside, Contact.minutes), else_=0)), 0))
    question = (
        sa.select(Contact.centre_id, *sums)
        .where(
            Contact.centre_id.in_(list(centre_ids)),
            Contact.happened_at >= start,
            Contact.happened_at < end,
        )
        .group_by(Contact.centre_id)
    )
    return {row[0]: [int(minutes) for minutes in row[1:]] for row in db.session.execute(question)}
