"""Questions about what hangs at the centres."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from app.access import Act
from app.accounts.permissions import allows, centres_for
from app.accounts.role import Person
from app.applications.code import hashed
from app.db import db
from app.peers.models import PeerOffer
from app.peers.peer_offer import State

MOST_SHOWN = 200


def hanging(centre_id: int, today: date) -> Sequence[PeerOffer]:
    """What everybody reads at a centre, the latest first."""
    question = sa.select(PeerOffer).where(_up(centre_id, today))
    return db.session.scalars(question.order_by(PeerOffer.hung_up_at.desc(), PeerOffer.id.desc())).all()


def number_up(centre_id: int, today: date) -> int:
    """How much hangs at a centre."""
    return db.session.scalar(sa.select(sa.func.count(PeerOffer.id)).where(_up(centre_id, today))) or 0


def of_staff(person: Person) -> Sequence[PeerOffer]:
    """What hangs, hung or was hidden at the person's own centres, the latest first."""
    own = centres_for(person, Act.KEEP_ACTIVITIES)
    question = sa.select(PeerOffer).order_by(PeerOffer.hung_up_at.desc(), PeerOffer.id.desc()).limit(MOST_SHOWN)
    if own is not None:
        question = question.where(PeerOffer.centre_id.in_(own))
    return [one for one in db.session.scalars(question) if allows(person, Act.KEEP_ACTIVITIES, one)]


def by_code(words: str) -> PeerOffer | None:
    """What these three words take down."""
    return db.session.scalar(sa.select(PeerOffer).where(PeerOffer.code_hash == hashed(words)))


def _up(centre_id: int, today: date) -> sa.ColumnElement[bool]:
    return sa.and_(PeerOffer.centre_id == centre_id, PeerOffer.state == State.UP, PeerOffer.until >= today)
