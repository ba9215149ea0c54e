"""The competence plan, the lists of kinds and legal grounds, decisions, and requests for them."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.casework.models import Conversation
from app.centres.models import Centre, Department
from app.citizens.linking import moves
from app.citizens.models import Citizen
from app.db import Model, stored
from app.decisions.competence import LONGEST_REASON, Row
from app.log import personal


class DecisionKind(Model):
    """A kind of decision: a list with validity dates, kept by administrators. A single benefit has an amount."""

    __tablename__ = "decision_kind"

    id: Mapped[int] = mapped_column(primary_key=True)
    danish: Mapped[str] = mapped_column(sa.String(200))
    english: Mapped[str] = mapped_column(sa.String(200), default="")
    is_benefit: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class DecisionGround(Model):
    """A legal ground of decisions: a list with validity dates, kept by administrators; a paragraph is data, and one
    that no lawyer has checked says so.
    """

    __tablename__ = "decision_ground"

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph: Mapped[str] = mapped_column(sa.String(200))
    danish: Mapped[str] = mapped_column(sa.String(300))
    english: Mapped[str] = mapped_column(sa.String(300), default="")
    is_uncertain: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class Competence(Model):
    """A row of the competence plan: the department decides this kind in these days. A row is ended on a day, never
    removed, so that the plan of any day can be told.
    """

    __tablename__ = "competence"

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(sa.ForeignKey("department.id"))
    kind_id: Mapped[int] = mapped_column(sa.ForeignKey("decision_kind.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]

    department: Mapped[Department] = relationship(lazy="joined")
    kind: Mapped[DecisionKind] = relationship(lazy="joined")
    made_by: Mapped[Account | None] = relationship(foreign_keys=made_by_id)
    ended_by: Mapped[Account | None] = relationship(foreign_keys=ended_by_id)

    __table_args__ = (sa.Index("ix_competence_of_kind", "kind_id", "department_id"),)

    @property
    def row(self) -> Row:
        """What the rules see of it."""
        return Row(self.department_id, self.kind_id, self.valid_from, self.valid_to)


@personal
class Decision(Model):
    """An authority decision: which department decided what, on which legal ground, in plain words, and for a single
    benefit with how much (whole øre). It is never changed: a new decision replaces it, says why, and both stay (R15).
    """

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("conversation.id", ondelete="SET NULL"), index=True
    )
    session_id: Mapped[int | None] = mapped_column(sa.ForeignKey("casework_session.id", ondelete="SET NULL"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    department_id: Mapped[int] = mapped_column(sa.ForeignKey("department.id"))
    kind_id: Mapped[int] = mapped_column(sa.ForeignKey("decision_kind.id"))
    ground_id: Mapped[int] = mapped_column(sa.ForeignKey("decision_ground.id"))
    text: Mapped[str] = mapped_column(sa.Text)
    amount: Mapped[int | None]
    """Øre, of a single benefit."""
    decided_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    decided_at: Mapped[datetime] = mapped_column(default=clock.now)
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.id"), unique=True)
    reason: Mapped[str] = mapped_column(sa.String(LONGEST_REASON), default="")
    """Why it replaces another."""

    citizen: Mapped[Citizen] = relationship()
    conversation: Mapped[Conversation | None] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined")
    department: Mapped[Department] = relationship(lazy="joined")
    kind: Mapped[DecisionKind] = relationship(lazy="joined")
    ground: Mapped[DecisionGround] = relationship(lazy="joined")
    decided_by: Mapped[Account] = relationship(lazy="joined")
    replaces: Mapped["Decision | None"] = relationship(remote_side=id, back_populates="replaced_by")
    replaced_by: Mapped["Decision | None"] = relationship(back_populates="replaces", uselist=False)

    __table_args__ = (
        sa.CheckConstraint("text <> ''", name="says_something"),
        sa.CheckConstraint("amount IS NULL OR amount > 0", name="some_money"),
        sa.CheckConstraint("(replaces_id IS NULL) = (reason = '')", name="replaces_with_a_reason"),
        sa.Index("ix_decision_figures", "decided_at", "department_id", "kind_id"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may know of it belong to its centre."""
        return frozenset({self.centre_id})


class RequestState(StrEnum):
    """How a request for a decision stands: with whoever is to decide, back with whoever asked, or done with."""

    OPEN = "open"
    RETURNED = "returned"
    DECIDED = "decided"
    CLOSED = "closed"


@personal
class DecisionRequest(Model):
    """Somebody without the competence asks a colleague who has it to decide (SIV-23): what, for whom, out of which
    conversation. It lies with `responsible`: whoever was asked, or whoever asked once it was sent back.
    """

    __tablename__ = "decision_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conversation.id", ondelete="SET NULL"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    kind_id: Mapped[int] = mapped_column(sa.ForeignKey("decision_kind.id"))
    text: Mapped[str] = mapped_column(sa.String(LONGEST_REASON))
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    responsible_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    state: Mapped[RequestState] = mapped_column(stored(RequestState), default=RequestState.OPEN)
    decision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.id", ondelete="SET NULL"))
    version: Mapped[int] = mapped_column(default=1)

    citizen: Mapped[Citizen] = relationship()
    conversation: Mapped[Conversation | None] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined")
    kind: Mapped[DecisionKind] = relationship(lazy="joined")
    asked_by: Mapped[Account] = relationship(foreign_keys=asked_by_id, lazy="joined")
    responsible: Mapped[Account] = relationship(foreign_keys=responsible_id, lazy="joined")
    steps: Mapped[list["DecisionRequestStep"]] = relationship(
        cascade="all, delete-orphan", order_by="DecisionRequestStep.id"
    )

    __table_args__ = (
        sa.CheckConstraint("text <> ''", name="says_something"),
        sa.CheckConstraint("decision_id IS NULL OR state = 'decided'", name="decided_by_a_decision"),
        sa.Index("ix_decision_request_of_person", "responsible_id", "state"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may open it belong to its centre."""
        return frozenset({self.centre_id})


class RequestStep(StrEnum):
    """What was done about a request."""

    PASSED_ON = "passed_on"
    RETURNED = "returned"
    DECIDED = "decided"
    SEEN = "seen"


class DecisionRequestStep(Model):
    """Something that was done about a request: by whom, when; passed on to whom, sent back with which words."""

    __tablename__ = "decision_request_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("decision_request.id", ondelete="CASCADE"), index=True)
    step: Mapped[RequestStep] = mapped_column(stored(RequestStep))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    happened_at: Mapped[datetime] = mapped_column(default=clock.now)
    to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    words: Mapped[str] = mapped_column(sa.String(LONGEST_REASON), default="")

    by: Mapped[Account] = relationship(foreign_keys=by_id, lazy="joined")
    to: Mapped[Account | None] = relationship(foreign_keys=to_id)

    __table_args__ = (sa.CheckConstraint("step <> 'returned' OR words <> ''", name="returned_with_words"),)


moves(Decision, _l("afgørelser"), one=_l("afgørelse"))
moves(DecisionRequest, _l("afgørelser, der er bedt om"))
