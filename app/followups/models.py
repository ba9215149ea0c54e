"""Follow-ups and what happened to them, cover for those who are away, and what was handed over."""

from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens.linking import moves
from app.citizens.models import Citizen
from app.db import Model, stored
from app.followups.cover import Span
from app.followups.followup import LONGEST_REASON, LONGEST_TEXT, State, Step
from app.followups.reading import Wording
from app.log import personal


@personal
class FollowUp(Model):
    """Something that was agreed: what, about whom, by which day, and who sees to it (nobody: the whole centre).

    What a department agreed in a conversation is its own: the centre sees the text where the citizen said yes to that
    (`text_is_shared`), and else only that the citizen comes again (`reading.may_read`). `text_given_to_id` is whom
    somebody who may read it asked to see to it; of the centre's own it is nobody. State, day and person are where the
    steps have led; they are kept so that a day's list needs no step.
    """

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(sa.String(LONGEST_TEXT))
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    due_on: Mapped[date]
    responsible_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    state: Mapped[State] = mapped_column(stored(State), default=State.OPEN)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("conversation.id", ondelete="SET NULL"), index=True
    )
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("department.id"))
    text_is_shared: Mapped[bool] = mapped_column(default=True)
    text_given_to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    citizen: Mapped[Citizen | None] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined")
    responsible: Mapped[Account | None] = relationship(foreign_keys=responsible_id)
    made_by: Mapped[Account] = relationship(foreign_keys=made_by_id)
    steps: Mapped[list["FollowUpStep"]] = relationship(cascade="all, delete-orphan", order_by="FollowUpStep.id")

    __table_args__ = (
        sa.CheckConstraint("text <> ''", name="says_something"),
        sa.Index("ix_follow_up_of_person", "responsible_id", "state", "due_on"),
        sa.Index("ix_follow_up_of_centre", "centre_id", "state", "due_on"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may open it belong to its centre."""
        return frozenset({self.centre_id})

    @property
    def wording(self) -> Wording:
        """What decides who may read the text."""
        return Wording(
            self.made_by_id,
            self.centre_id,
            self.department_id,
            self.conversation_id,
            self.responsible_id,
            self.text_given_to_id,
            self.text_is_shared,
        )


class FollowUpStep(Model):
    """Something that was done about a follow-up: `to_on` the new day, `to_id` who sees to it now (nobody: the whole
    centre), `words` the reason, or how it was worded before.
    """

    __tablename__ = "follow_up_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(sa.ForeignKey("follow_up.id", ondelete="CASCADE"), index=True)
    step: Mapped[Step] = mapped_column(stored(Step))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    happened_at: Mapped[datetime] = mapped_column(default=clock.now)
    to_on: Mapped[date | None]
    to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    words: Mapped[str] = mapped_column(sa.String(LONGEST_REASON), default="")

    by: Mapped[Account] = relationship(foreign_keys=by_id)
    to: Mapped[Account | None] = relationship(foreign_keys=to_id)

    __table_args__ = (
        sa.CheckConstraint("step <> 'postponed' OR to_on IS NOT NULL", name="postponed_to_a_day"),
        sa.CheckConstraint("step <> 'not_relevant' OR words <> ''", name="a_reason"),
        sa.Index("ix_follow_up_step_lately", "by_id", "happened_at"),
    )


class Cover(Model):
    """Somebody sees to the tasks of a colleague who is away, from the first day to the last; `told_at` is when the one
    who is away was told, if they did not arrange it themselves.
    """

    __tablename__ = "cover"

    id: Mapped[int] = mapped_column(primary_key=True)
    absent_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    covering_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    told_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    absent: Mapped[Account] = relationship(foreign_keys=absent_id, lazy="joined")
    covering: Mapped[Account] = relationship(foreign_keys=covering_id, lazy="joined")

    __table_args__ = (
        sa.CheckConstraint("absent_id <> covering_id", name="two_people"),
        sa.CheckConstraint("first_on <= last_on", name="in_order"),
        sa.Index("ix_cover_covering", "covering_id", "last_on"),
        sa.Index("ix_cover_absent", "absent_id", "last_on"),
    )

    @property
    def span(self) -> Span:
        """What the rules see of it."""
        return Span(self.absent_id, self.covering_id, self.first_on, self.last_on)


class HandedOver(Model):
    """One task went from one person to another, by a leader or an administrator; `seen_at` is when the receiver said
    so. `kind` and `record_id` name the record in its own table.
    """

    __tablename__ = "handed_over"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    to_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    happened_at: Mapped[datetime] = mapped_column(default=clock.now)
    kind: Mapped[str] = mapped_column(sa.String(40))
    record_id: Mapped[int]
    seen_at: Mapped[datetime | None]

    __table_args__ = (
        sa.CheckConstraint("from_id <> to_id", name="to_another"),
        sa.Index("ix_handed_over_to", "to_id", "seen_at"),
        sa.Index("ix_handed_over_record", "kind", "record_id"),
    )


moves(FollowUp, _l("opfølgninger"))
