"""Series of sessions and their teams, sessions, visits on the board, and conversations."""

from datetime import date, datetime, time

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.casework.conversation import LONGEST_WHY, Deed, Recurrence, Unsettled
from app.casework.series import LONGEST_WISH, Rhythm
from app.casework.visit import BroughtBy, State
from app.centres.models import Centre, Department, Effort
from app.citizens.challenge import Challenge
from app.citizens.linking import moves
from app.citizens.models import ChallengeNoted, Citizen, Note
from app.db import Model, stored
from app.log import personal


class SessionSeries(Model):
    """Sessions planned week by week: an effort, at one or several centres of one house, on a weekday (Monday is 0),
    between two local times of day, every so many weeks, from a day, and to one where an end is known.

    `controller_id`: the operator of the departments that hold it.
    """

    __tablename__ = "session_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    effort_id: Mapped[int] = mapped_column(sa.ForeignKey("effort.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    weekday: Mapped[int]
    starts_at: Mapped[time] = mapped_column(sa.Time)
    ends_at: Mapped[time] = mapped_column(sa.Time)
    every_weeks: Mapped[int] = mapped_column(default=1)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    made_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    effort: Mapped[Effort] = relationship(lazy="joined")
    at: Mapped[list["SeriesAtCentre"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    team: Mapped[list["SeriesMember"]] = relationship(cascade="all, delete-orphan", order_by="SeriesMember.id")

    __table_args__ = (
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="a_weekday"),
        sa.CheckConstraint("starts_at < ends_at", name="in_order"),
        sa.CheckConstraint("every_weeks >= 1", name="some_weeks"),
        sa.CheckConstraint("to_on IS NULL OR from_on <= to_on", name="from_before_to"),
    )

    @property
    def centres(self) -> list[Centre]:
        """Where it is held, by name."""
        return sorted((one.centre for one in self.at), key=lambda centre: centre.name)

    @property
    def centre_ids(self) -> frozenset[int]:
        """The centres where it is held."""
        return frozenset(one.centre_id for one in self.at)

    @property
    def controller_ids(self) -> frozenset[int]:
        """The operators whose staff run it together: the departments' and the centres' own."""
        return frozenset({self.controller_id, *(one.centre.operator_id for one in self.at)})

    @property
    def rhythm(self) -> Rhythm:
        """On which days it falls."""
        return Rhythm(self.from_on, self.every_weeks, self.to_on)


class SeriesAtCentre(Model):
    """A centre where the sessions of a series are held."""

    __tablename__ = "series_at_centre"

    series_id: Mapped[int] = mapped_column(sa.ForeignKey("session_series.id", ondelete="CASCADE"), primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"), primary_key=True, index=True)

    centre: Mapped[Centre] = relationship(lazy="joined")


class SeriesMember(Model):
    """Somebody who sits in the sessions of a series, for a department (nobody's for a host)."""

    __tablename__ = "series_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(sa.ForeignKey("session_series.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("department.id"))

    account: Mapped[Account] = relationship(lazy="joined")
    department: Mapped[Department | None] = relationship(lazy="joined")

    __table_args__ = (sa.UniqueConstraint("series_id", "account_id"),)


class CaseworkSession(Model):
    """Two hours of an effort at a centre, or at several centres of one house; planned, moved, cancelled, held, closed.

    `board_version` rises with each change that the board shows, so that an unchanged board is told by one number.
    `controller_id` answers for what departments record here; the operators of the centres run it with them.
    """

    __tablename__ = "casework_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int | None] = mapped_column(sa.ForeignKey("session_series.id", ondelete="SET NULL"), index=True)
    effort_id: Mapped[int] = mapped_column(sa.ForeignKey("effort.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    planned_on: Mapped[date]
    """The local day of the series; it stays where the session is moved, so that it is not planned twice."""
    cancelled_at: Mapped[datetime | None]
    cancelled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    moved_from: Mapped[datetime | None]
    """When it would have begun."""
    moved_at: Mapped[datetime | None]
    moved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    reason: Mapped[str] = mapped_column(sa.String(500), default="")
    """Why it was moved or cancelled."""
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    board_version: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)

    effort: Mapped[Effort] = relationship(lazy="joined")
    series: Mapped[SessionSeries | None] = relationship()
    cancelled_by: Mapped[Account | None] = relationship(foreign_keys=[cancelled_by_id])
    moved_by: Mapped[Account | None] = relationship(foreign_keys=[moved_by_id])
    at: Mapped[list["SessionAtCentre"]] = relationship(lazy="joined", cascade="all, delete-orphan")
    team: Mapped[list["SessionMember"]] = relationship(
        cascade="all, delete-orphan", order_by="SessionMember.id", back_populates="session"
    )
    visits: Mapped[list["Visit"]] = relationship(order_by="Visit.number", back_populates="session")

    __table_args__ = (
        sa.CheckConstraint("starts_at < ends_at", name="in_order"),
        sa.CheckConstraint("cancelled_at IS NULL OR reason <> ''", name="cancelled_with_a_reason"),
        sa.UniqueConstraint("series_id", "planned_on"),
        sa.Index("ix_casework_session_when", "starts_at"),
    )

    @property
    def centres(self) -> list[Centre]:
        """Where it is held, by name."""
        return sorted((one.centre for one in self.at), key=lambda centre: centre.name)

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may see it belong to one of its centres."""
        return frozenset(one.centre_id for one in self.at)

    @property
    def controller_ids(self) -> frozenset[int]:
        """The operators whose staff run it together: the departments' and the centres' own."""
        return frozenset({self.controller_id, *(one.centre.operator_id for one in self.at)})

    @property
    def takes_visits(self) -> bool:
        """Whether somebody can be checked in now."""
        return self.cancelled_at is None and self.closed_at is None


class SessionAtCentre(Model):
    """A centre where a session is held."""

    __tablename__ = "session_at_centre"

    session_id: Mapped[int] = mapped_column(sa.ForeignKey("casework_session.id", ondelete="CASCADE"), primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"), primary_key=True, index=True)

    centre: Mapped[Centre] = relationship(lazy="joined")


class SessionMember(Model):
    """Somebody who sits in one session, for a department (nobody's for a host), perhaps instead of another."""

    __tablename__ = "session_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("casework_session.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("department.id"))
    instead_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    absent_at: Mapped[datetime | None]
    """When it was said that this person does not come."""
    untold_at: Mapped[datetime | None]
    """Since when the session says something that this person has not been told."""

    session: Mapped[CaseworkSession] = relationship(back_populates="team")
    account: Mapped[Account] = relationship(lazy="joined", foreign_keys=[account_id])
    instead_of: Mapped[Account | None] = relationship(foreign_keys=[instead_of_id])
    department: Mapped[Department | None] = relationship(lazy="joined")

    __table_args__ = (sa.UniqueConstraint("session_id", "account_id"),)


class VisitRequest(Model):
    """A centre asks an effort that is not there every week for a visit (SIV-30). It names no citizen.

    Answered with a session, which is planned by that, or with the reason why not; a yes can become a no.
    """

    __tablename__ = "visit_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    effort_id: Mapped[int] = mapped_column(sa.ForeignKey("effort.id"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    wished: Mapped[str] = mapped_column(sa.String(LONGEST_WISH))
    why: Mapped[str] = mapped_column(sa.String(LONGEST_WHY))
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    answered_at: Mapped[datetime | None] = mapped_column(index=True)
    session_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("casework_session.id", ondelete="SET NULL"), index=True
    )
    reason: Mapped[str] = mapped_column(sa.String(LONGEST_WHY), default="")
    """Why nobody comes."""
    version: Mapped[int] = mapped_column(default=1)

    effort: Mapped[Effort] = relationship(lazy="joined")
    centre: Mapped[Centre] = relationship(lazy="joined")
    asked_by: Mapped[Account] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[Account | None] = relationship(foreign_keys=[answered_by_id])
    session: Mapped[CaseworkSession | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name="answered_by_somebody"),
        sa.CheckConstraint("answered_at IS NOT NULL OR (session_id IS NULL AND reason = '')", name="no_answer_before"),
        sa.CheckConstraint("session_id IS NULL OR reason = ''", name="yes_or_no"),
        sa.Index("ix_visit_request_centre", "centre_id", "asked_at"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may see it belong to its centre."""
        return frozenset({self.centre_id})


class CalendarAddress(Model):
    """The secret address at which somebody's calendar program reads their sessions; only its hash is kept."""

    __tablename__ = "calendar_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    revoked_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="joined")


@personal
class Visit(Model):
    """Somebody came to a session. Everybody gets a number; whoever has a record or says what to be called today
    (`called`, wiped when the session closes) is shown by that to those who may know it.
    """

    __tablename__ = "visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("casework_session.id", ondelete="CASCADE"))
    number: Mapped[int]
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    called: Mapped[str] = mapped_column(sa.String(80), default="")
    topic: Mapped[Challenge | None] = mapped_column(stored(Challenge, "topic"))
    brought_by: Mapped[BroughtBy] = mapped_column(stored(BroughtBy), default=BroughtBy.SELF)
    brought_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    bridge_id: Mapped[int | None] = mapped_column(sa.ForeignKey("bridge.id", ondelete="SET NULL"))
    state: Mapped[State] = mapped_column(stored(State, "visit_state"), default=State.WAITING)
    wanted_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    """To whom the visit was handed on, while it waits for them."""
    checked_in_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    arrived_at: Mapped[datetime] = mapped_column(default=clock.now)
    waiting_since: Mapped[datetime] = mapped_column(default=clock.now)
    talking_since: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    session: Mapped[CaseworkSession] = relationship(back_populates="visits")
    citizen: Mapped[Citizen | None] = relationship()
    brought_by_account: Mapped[Account | None] = relationship(foreign_keys=[brought_by_id])
    wanted: Mapped[Account | None] = relationship(foreign_keys=[wanted_id])
    talking: Mapped[list["Talking"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="Talking.id"
    )
    conversations: Mapped[list["Conversation"]] = relationship(back_populates="visit", order_by="Conversation.id")

    __table_args__ = (
        sa.UniqueConstraint("session_id", "number"),
        sa.CheckConstraint("number >= 1", name="a_number"),
        sa.Index("ix_visit_board", "session_id", "state"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may see it belong to a centre of its session."""
        return self.session.centre_ids

    @property
    def controller_id(self) -> int:
        """The operator who answers for the session."""
        return self.session.controller_id

    @property
    def controller_ids(self) -> frozenset[int]:
        """The operators whose staff run the session together."""
        return self.session.controller_ids

    @property
    def taken_by(self) -> Account | None:
        """Who talks, or talked, with them: the first of those who do."""
        return self.talking[0].account if self.talking else None


class Talking(Model):
    """Somebody of the team talks with whoever came, alone or with others; whoever took them is the first."""

    __tablename__ = "talking"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    joined_at: Mapped[datetime] = mapped_column(default=clock.now)

    account: Mapped[Account] = relationship(lazy="joined")

    __table_args__ = (sa.UniqueConstraint("visit_id", "account_id"),)


@personal
class Conversation(Model):
    """A talk at a session (SIV-21): who was there, what was done, and whether it was settled on the spot (SIV-22).

    The department is the author's, who was there for it; a host's talk has none. Somebody without a record is talked
    with too. What it says about a citizen is the department's, and read by others as consent and presence allow.
    """

    __tablename__ = "conversation"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(sa.ForeignKey("visit.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("casework_session.id", ondelete="CASCADE"), index=True)
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("department.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    happened_at: Mapped[datetime]
    minutes: Mapped[int]
    recurrence: Mapped[Recurrence] = mapped_column(stored(Recurrence))
    brought_by: Mapped[BroughtBy] = mapped_column(stored(BroughtBy, "conversation_brought_by"))
    centre_worker_present: Mapped[bool] = mapped_column(default=False)
    settled: Mapped[bool]
    unsettled: Mapped[Unsettled | None] = mapped_column(stored(Unsettled))
    unsettled_words: Mapped[str] = mapped_column(sa.String(LONGEST_WHY), default="")
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    survey_asked_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    visit: Mapped[Visit] = relationship(back_populates="conversations")
    session: Mapped[CaseworkSession] = relationship()
    citizen: Mapped[Citizen | None] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined")
    department: Mapped[Department | None] = relationship(lazy="joined")
    author: Mapped[Account] = relationship(lazy="joined")
    topics: Mapped[list[ChallengeNoted]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    deeds: Mapped[list["ConversationDeed"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    present: Mapped[list["ConversationPresent"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="ConversationPresent.id"
    )
    note: Mapped[Note | None] = relationship(cascade="all, delete-orphan")

    __table_args__ = (
        sa.CheckConstraint("minutes >= 1", name="some_time"),
        sa.CheckConstraint("settled <> (unsettled IS NOT NULL)", name="settled_or_why_not"),
        sa.Index("ix_conversation_author", "author_id", "happened_at"),
        sa.Index("ix_conversation_citizen", "citizen_id", "happened_at"),
        sa.Index("ix_conversation_figures", "happened_at", "centre_id", "citizen_id", "recurrence", "settled"),
    )

    @property
    def people(self) -> int:
        """One citizen, known or not."""
        return 1

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may open it belong to its centre."""
        return frozenset({self.centre_id})


class ConversationDeed(Model):
    """Something that was done in a conversation."""

    __tablename__ = "conversation_deed"

    conversation_id: Mapped[int] = mapped_column(sa.ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    deed: Mapped[Deed] = mapped_column(stored(Deed), primary_key=True)


class ConversationPresent(Model):
    """Somebody of the staff who was there, the author included; they keep the common note."""

    __tablename__ = "conversation_present"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(sa.ForeignKey("conversation.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("department.id"))

    account: Mapped[Account] = relationship(lazy="joined")
    department: Mapped[Department | None] = relationship(lazy="joined")

    __table_args__ = (sa.UniqueConstraint("conversation_id", "account_id"),)


moves(Visit, _l("besøg på tavlen"))
moves(Conversation, _l("samtaler"), one=_l("samtale"))
