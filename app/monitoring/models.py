"""Definitions and groups of rows, as data with versions: the steering group decides what is monitored (SIV-53, SIV-56);
and the figures of days, months and years, rolled up.
"""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.db import Model, stored
from app.monitoring.definition import LONGEST_NOTE, LONGEST_TEAM, LONGEST_WORDS, State
from app.monitoring.lanes import Span


class Grouped(StrEnum):
    """What is put into groups."""

    CHALLENGES = "challenges"
    INCOME = "income"


class Grouping(Model):
    """One way of grouping; the newest version that was decided is the one in use. A proposed one has no day yet."""

    __tablename__ = "grouping"

    id: Mapped[int] = mapped_column(primary_key=True)
    of: Mapped[Grouped] = mapped_column(stored(Grouped))
    version: Mapped[int]
    decided_on: Mapped[date | None]

    groups: Mapped[list["Group"]] = relationship(order_by="Group.place", lazy="selectin", cascade="all, delete-orphan")

    __table_args__ = (sa.UniqueConstraint("of", "version"),)


class Group(Model):
    """A named group of rows; a citizen is in it who has at least one of its members."""

    __tablename__ = "monitoring_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    grouping_id: Mapped[int] = mapped_column(sa.ForeignKey("grouping.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(sa.String(40))
    danish: Mapped[str] = mapped_column(sa.String(200))
    english: Mapped[str] = mapped_column(sa.String(200))
    place: Mapped[int]

    members: Mapped[list["GroupMember"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    __table_args__ = (sa.UniqueConstraint("grouping_id", "key"),)


class GroupMember(Model):
    """A challenge, or the key of an income source, that belongs to a group."""

    __tablename__ = "group_member"

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("monitoring_group.id", ondelete="CASCADE"), primary_key=True)
    member: Mapped[str] = mapped_column(sa.String(40), primary_key=True)


class Definition(Model):
    """How an indicator is counted from its second version on: proposed, the teams heard, adopted or withdrawn (SIV-56).

    The first version is what the indicator's own declaration says. `setting` is its number, where it has one; the
    groups of its rows stand in a grouping. Definitions have versions by indicator, so that one reopens no other.
    """

    __tablename__ = "definition"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(sa.String(40))
    number: Mapped[int]
    words: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS))
    setting: Mapped[int | None]
    grouping_id: Mapped[int | None] = mapped_column(sa.ForeignKey("grouping.id"))
    state: Mapped[State] = mapped_column(stored(State, "definition_state"), default=State.PROPOSED)
    proposed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    valid_from: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    grouping: Mapped[Grouping | None] = relationship(lazy="joined")
    proposed_by: Mapped[Account] = relationship(foreign_keys=proposed_by_id, lazy="joined")
    decided_by: Mapped[Account | None] = relationship(foreign_keys=decided_by_id, lazy="joined")
    heard: Mapped[list["TeamHeard"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="TeamHeard.id"
    )

    __table_args__ = (
        sa.UniqueConstraint("indicator", "number"),
        sa.CheckConstraint("number >= 2", name="after_the_first"),
        sa.CheckConstraint("words <> ''", name="says_something"),
        sa.CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_at_a_time"),
        sa.CheckConstraint("(state = 'adopted') = (valid_from IS NOT NULL)", name="adopted_from_a_day"),
    )


class TeamHeard(Model):
    """A team that was heard about a proposal: who, on which day, and what they said."""

    __tablename__ = "team_heard"

    id: Mapped[int] = mapped_column(primary_key=True)
    definition_id: Mapped[int] = mapped_column(sa.ForeignKey("definition.id", ondelete="CASCADE"), index=True)
    team: Mapped[str] = mapped_column(sa.String(LONGEST_TEAM))
    heard_on: Mapped[date]
    note: Mapped[str] = mapped_column(sa.String(LONGEST_NOTE), default="")
    noted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)

    noted_by: Mapped[Account] = relationship(lazy="joined")

    __table_args__ = (sa.CheckConstraint("team <> ''", name="somebody"),)


EVERYWHERE = 0
"""Stands for all centres together in the rolled-up figures."""


class Layer(StrEnum):
    """What a rolled-up lane says of a citizen."""

    SEEN = "seen"
    HEADS = "heads"
    """Of months and years, who of those seen had a contact or a conversation: its first bit, in longer blocks."""
    INCOME = "income"
    KNOWN_BEFORE = "known_before"


class RolledUp(Model):
    """Citizens of a block with what is to be counted of them, over a day, a month, a year, or ever (`lanes`).

    Always what a recount of the records would give: `rolling` keeps it so in the transaction of each change.
    """

    __tablename__ = "rolled_up"

    layer: Mapped[Layer] = mapped_column(stored(Layer), primary_key=True)
    centre_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    span: Mapped[Span] = mapped_column(stored(Span), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    block: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lanes: Mapped[bytes]


class ContactsRolledUp(Model):
    """How many contacts a day, a month or a year had, at a centre or everywhere; these can be added up.

    The rows of the years everywhere are also what writers of the same year wait for one another at.
    """

    __tablename__ = "contacts_rolled_up"

    centre_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    span: Mapped[Span] = mapped_column(stored(Span), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    contacts: Mapped[int]
    without_record: Mapped[int]
    people_without_record: Mapped[int]
    minutes: Mapped[int]


class CountedRolledUp(Model):
    """How many records of a kind a day, a month or a year had, by what they say (`tallies`); these can be added up."""

    __tablename__ = "counted_rolled_up"

    kind: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    centre_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    span: Mapped[Span] = mapped_column(stored(Span), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    row: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    number: Mapped[int]


class WaitsRolledUp(Model):
    """How many waits for a goal ended in a day, a month or a year, by the days that they took (`waited`): all in one
    row, since whoever asks for the middle one has to know them all.
    """

    __tablename__ = "waits_rolled_up"

    centre_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    span: Mapped[Span] = mapped_column(stored(Span), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    goal: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    numbers: Mapped[dict[str, int]] = mapped_column(sa.JSON)


class Waited(Model):
    """When a citizen first reached something that is waited for (`waiting`), where, and after how many days; none where
    they came without a contact before. What the rolled-up waits are kept right by.
    """

    __tablename__ = "waited"

    goal: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    citizen_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    centre_id: Mapped[int]
    reached_on: Mapped[date]
    days: Mapped[int | None]
