"""What hangs at a centre, from citizen to citizen."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.centres.models import Centre
from app.db import Model, stored
from app.peers.peer_offer import LONGEST_CALLED, LONGEST_FOUND, LONGEST_REASON, LONGEST_WHAT, Kind, State


class PeerOffer(Model):
    """Something that a citizen offers others, or asks of them. What it says its writer wants read by everybody, so
    reading it is not logged.
    """

    __tablename__ = "peer_offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    kind: Mapped[Kind] = mapped_column(stored(Kind, "peer_kind"))
    what: Mapped[str] = mapped_column(sa.String(LONGEST_WHAT))
    called: Mapped[str] = mapped_column(sa.String(LONGEST_CALLED))
    found: Mapped[str] = mapped_column(sa.String(LONGEST_FOUND))
    code_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    state: Mapped[State] = mapped_column(stored(State, "peer_state"), default=State.UP)
    hung_up_at: Mapped[datetime] = mapped_column(default=clock.now)
    until: Mapped[date]
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    """Who of staff hid it, showed it again or took it down; nobody's where its writer did."""
    reason: Mapped[str] = mapped_column(sa.String(LONGEST_REASON), default="")

    centre: Mapped[Centre] = relationship(lazy="joined")

    __table_args__ = (
        sa.CheckConstraint("what <> '' AND called <> '' AND found <> ''", name="says_something"),
        sa.CheckConstraint("state <> 'hidden' OR reason <> ''", name="hidden_for_a_reason"),
        sa.Index("ix_peer_offer_hangs", "centre_id", "state", "until"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Where it hangs."""
        return frozenset({self.centre_id})

    @property
    def controller_id(self) -> int:
        """Who answers for it."""
        return self.centre.operator_id
