"""Contacts and what they said before, where they were moved, bridges, and the count of heads of a day."""

from datetime import date, datetime, time

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens.challenge import Challenge
from app.citizens.linking import moves
from app.citizens.models import ChallengeNoted, Citizen, Note
from app.citizens.reading import Information, Kept
from app.db import Model, stored
from app.log import personal
from app.outreach.bridge import Destination, Sent, State, information_about
from app.outreach.contact import Kind, Place
from app.outreach.correction import Wording


class Contact(Model):
    """A contact with a citizen of the register, with somebody without a name, or with a group."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(stored(Kind))
    place: Mapped[Place] = mapped_column(stored(Place))
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"))
    people: Mapped[int] = mapped_column(default=1)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    happened_at: Mapped[datetime]
    minutes: Mapped[int]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    survey_asked_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    citizen: Mapped[Citizen | None] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined")
    author: Mapped[Account] = relationship()
    topics: Mapped[list[ChallengeNoted]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    note: Mapped[Note | None] = relationship(cascade="all, delete-orphan")
    versions: Mapped[list["ContactVersion"]] = relationship(
        order_by="ContactVersion.id", cascade="all, delete-orphan", passive_deletes=True
    )
    moved: Mapped[list["ContactMoved"]] = relationship(
        order_by="ContactMoved.id", cascade="all, delete-orphan", passive_deletes=True
    )
    bridge: Mapped["Bridge | None"] = relationship(
        back_populates="contact", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (
        sa.CheckConstraint("people >= 1", name="somebody"),
        sa.CheckConstraint("citizen_id IS NULL OR people = 1", name="one_citizen"),
        sa.CheckConstraint("minutes >= 1", name="some_time"),
        sa.Index("ix_contact_author", "author_id", "happened_at"),
        sa.Index("ix_contact_citizen", "citizen_id", "happened_at"),
        sa.Index("ix_contact_figures", "happened_at", "centre_id", "citizen_id", "people"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may open it belong to its centre."""
        return frozenset({self.centre_id})

    @property
    def wording(self) -> Wording:
        """What it says now, apart from the note."""
        topics = frozenset(topic.challenge for topic in self.topics)
        return Wording(self.kind, topics, self.happened_at, self.place, self.centre_id, self.minutes, self.people)


class ContactVersion(Model):
    """What a contact said until it was corrected; who corrected it, when, and what was wrong (rules R15)."""

    __tablename__ = "contact_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"))
    version: Mapped[int]
    kind: Mapped[Kind] = mapped_column(stored(Kind))
    place: Mapped[Place] = mapped_column(stored(Place))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    people: Mapped[int]
    happened_at: Mapped[datetime]
    minutes: Mapped[int]
    topics: Mapped[str] = mapped_column(sa.String(400))
    had_note: Mapped[bool]
    note_changed: Mapped[bool]
    corrected_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    corrected_at: Mapped[datetime] = mapped_column(default=clock.now)
    reason: Mapped[str] = mapped_column(sa.String(500), default="")

    centre: Mapped[Centre] = relationship(lazy="joined")
    corrected_by: Mapped[Account] = relationship(lazy="joined")

    __table_args__ = (sa.UniqueConstraint("contact_id", "version"),)

    @property
    def wording(self) -> Wording:
        """What the contact said, apart from the note."""
        topics = frozenset(Challenge(word) for word in self.topics.split())
        return Wording(self.kind, topics, self.happened_at, self.place, self.centre_id, self.minutes, self.people)


@personal
class NoteVersion(Model):
    """What the note of a contact said until it was corrected; who may read it is asked as of any note."""

    __tablename__ = "note_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_version_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contact_version.id", ondelete="CASCADE"), unique=True
    )
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    information: Mapped[Information] = mapped_column(stored(Information))
    text: Mapped[str] = mapped_column(sa.Text)


class ContactMoved(Model):
    """A contact stood with the wrong person and was moved: from whom (or from nobody named), to whom, by whom and why.

    `citizen_id` is the one it was taken from, on whose timeline the trace stands.
    """

    __tablename__ = "contact_moved"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="SET NULL"), index=True)
    people: Mapped[int]
    to_citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="SET NULL"), index=True)
    moved_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    moved_at: Mapped[datetime] = mapped_column(default=clock.now)
    reason: Mapped[str] = mapped_column(sa.String(500))

    moved_by: Mapped[Account] = relationship(lazy="joined")


@personal
class Bridge(Model):
    """Somebody is sent on to other help (SIV-12). `responsible_id` follows it; a leaver's are handed to another.

    It belongs to a contact or was made on the citizen's page; without a citizen it is somebody without a name.
    """

    __tablename__ = "bridge"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), unique=True)
    destination: Mapped[Destination | None] = mapped_column(stored(Destination))
    elsewhere: Mapped[str] = mapped_column(sa.String(200), default="")
    planned_on: Mapped[date | None]
    planned_at: Mapped[time | None] = mapped_column(sa.Time)
    accompanied: Mapped[bool] = mapped_column(default=False)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    responsible_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    citizen: Mapped[Citizen | None] = relationship()
    contact: Mapped[Contact | None] = relationship(back_populates="bridge")
    centre: Mapped[Centre] = relationship(lazy="joined")
    author: Mapped[Account] = relationship(lazy="joined", foreign_keys=[author_id])
    responsible: Mapped[Account] = relationship(lazy="joined", foreign_keys=[responsible_id])
    outcomes: Mapped[list["BridgeOutcome"]] = relationship(
        order_by="BridgeOutcome.id", lazy="selectin", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (sa.Index("ix_bridge_centre", "centre_id", "recorded_at"),)

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may follow it belong to its centre."""
        return frozenset({self.centre_id})

    @property
    def state(self) -> State:
        """How it stands: what was said of it last."""
        return self.outcomes[-1].state if self.outcomes else State.WAITING

    @property
    def sent(self) -> Sent:
        """What was entered about it."""
        return Sent(self.destination, self.elsewhere, self.planned_on, self.planned_at, self.accompanied)

    @property
    def kept(self) -> Kept:
        """What decides who may read where it leads."""
        return Kept(self.author_id, self.centre_id, self.controller_id, information_about(self.destination))


class BridgeOutcome(Model):
    """What became of a bridge, as of a day; the last row is how it stands."""

    __tablename__ = "bridge_outcome"

    id: Mapped[int] = mapped_column(primary_key=True)
    bridge_id: Mapped[int] = mapped_column(sa.ForeignKey("bridge.id", ondelete="CASCADE"), index=True)
    state: Mapped[State] = mapped_column(stored(State))
    happened_on: Mapped[date]
    why: Mapped[str] = mapped_column(sa.String(500), default="")
    noted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)

    noted_by: Mapped[Account] = relationship(lazy="joined")


class HeadCount(Model):
    """How many came to a centre on a day, without persons (SIV-07)."""

    __tablename__ = "head_count"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    counted_on: Mapped[date]
    people: Mapped[int]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.UniqueConstraint("centre_id", "counted_on"),
        sa.CheckConstraint("people >= 0", name="no_less_than_nobody"),
    )


moves(ContactMoved, _l("spor efter flyttede kontakter"))
moves(Bridge, _l("brobygninger"))
