"""Hanging something up, leaving it longer, hiding it and taking it down. Callers commit; refusals are
`peer_offer.Refusal`.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from app import clock, log
from app.accounts.models import Account
from app.applications.code import hashed, new_words
from app.centres.models import Centre
from app.db import db, hold
from app.peers import queries
from app.peers.models import PeerOffer
from app.peers.peer_offer import MOST_UP, Kind, Reason, Refusal, State, refuse_step, until


@dataclass(frozen=True)
class Said:
    """What is hung up: offered or wanted, what, by whom, how they are found, and for how many days."""

    kind: Kind
    what: str
    called: str
    found: str
    days: int


def hang_up(said: Said, at: Centre) -> tuple[PeerOffer, str]:
    """Hang it up; answers with the three words, which are kept nowhere."""
    # Two who hang something up at once wait in line, so that the board never holds more than it has room for.
    hold(at)
    if queries.number_up(at.id, clock.today()) >= MOST_UP:
        raise Refusal(Reason.BOARD_FULL)
    words = _unused()
    offer = PeerOffer(
        centre=at,
        centre_id=at.id,
        kind=said.kind,
        what=said.what.strip(),
        called=" ".join(said.called.split()),
        found=said.found.strip(),
        code_hash=hashed(words),
        until=until(said.days, clock.today()),
        hung_up_at=clock.now(),
        changed_at=clock.now(),
    )
    db.session.add(offer)
    db.session.flush()
    return offer, words


def leave_longer(offer: PeerOffer, days: int) -> None:
    """It hangs for so many days from today; also when its days were over."""
    hold(offer)
    if offer.state is not State.UP:
        raise Refusal(Reason.NOT_NOW)
    offer.until, offer.changed_at = until(days, clock.today()), clock.now()


def take_down(offer: PeerOffer, by: Account | None = None) -> None:
    """It is gone for good; `by` where staff take it down."""
    _step(offer, State.TAKEN_DOWN, by)


def hide(offer: PeerOffer, reason: str, by: Account) -> None:
    """Staff take it out of sight, and say why; its writer reads that with their three words."""
    if not reason.strip():
        raise Refusal(Reason.NO_REASON)
    _step(offer, State.HIDDEN, by, reason.strip())


def show_again(offer: PeerOffer, by: Account) -> None:
    """It may hang after all."""
    _step(offer, State.UP, by)


def _step(offer: PeerOffer, to: State, by: Account | None, reason: str = "") -> None:
    hold(offer)
    refuse_step(offer.state, to)
    offer.state, offer.changed_at, offer.changed_by_id = to, clock.now(), by.id if by else None
    offer.reason = reason
    db.session.flush()
    if by is not None:
        log.changed(offer)


def _unused() -> str:
    """Words under which nothing hangs yet."""
    while True:
        words = new_words()
        if db.session.scalar(sa.select(PeerOffer.id).where(PeerOffer.code_hash == hashed(words))) is None:
            return words
