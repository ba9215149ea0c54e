"""Citizens, the centres they belong to, their income, their challenges, and notes about them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column, orm_insert_sentinel, relationship

from app import clock
from app.accounts.models import Account
from app.accounts.role import Person
from app.centres.models import Centre
from app.citizens.challenge import Challenge
from app.citizens.identity import IdentityLevel, KnownBefore, shown_name
from app.citizens.reading import Information, Kept
from app.citizens.search import LONGEST_WORD
from app.citizens.standing import Status
from app.db import Model, stored
from app.log import personal

if TYPE_CHECKING:
    from app.citizens.opening_models import Opening

NOT_NOTED = "not_noted"
"""The income source that says: asked, and not noted."""


@personal
class Citizen(Model):
    """Somebody who is known by alias or name. The controller is whoever's staff made the record.

    `kept_as_id`, `also_called`, `protected_since` and `not_alone_until` follow from the rows of links, protection
    and safety notes (`links.py`, `standings.py`), `income_ever_noted` from those of income (below), so that a list of
    fifty asks no question a row.
    """

    __tablename__ = "citizen"

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[IdentityLevel] = mapped_column(stored(IdentityLevel))
    alias: Mapped[str] = mapped_column(sa.String(200), default="")
    full_name: Mapped[str] = mapped_column(sa.String(200), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    may_be_called: Mapped[bool] = mapped_column(default=False)
    spoken_language: Mapped[str] = mapped_column(sa.String(80), default="")
    birth_date: Mapped[date | None]
    birth_date_is_approximate: Mapped[bool] = mapped_column(default=False)
    known_before: Mapped[KnownBefore | None] = mapped_column(stored(KnownBefore))
    status: Mapped[Status] = mapped_column(stored(Status), default=Status.OPEN)
    kept_as_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id"), index=True)
    also_called: Mapped[str] = mapped_column(sa.Text, default="")
    protected_since: Mapped[date | None]
    not_alone_until: Mapped[date | None]
    income_ever_noted: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"), index=True)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    centres: Mapped[list["CitizenAtCentre"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    words: Mapped[list["CitizenWord"]] = relationship(cascade="all, delete-orphan")
    kept_as: Mapped["Citizen | None"] = relationship(remote_side=id)
    openings: Mapped[list["Opening"]] = relationship(viewonly=True)

    __table_args__ = (
        sa.CheckConstraint("alias <> '' OR full_name <> ''", name="called_something"),
        # The page of incomplete records asks for these few among all.
        sa.Index(
            "ix_citizen_never_asked",
            "controller_id",
            "id",
            sqlite_where=sa.text("known_before IS NULL"),
            postgresql_where=sa.text("known_before IS NULL"),
        ),
        sa.Index(
            "ix_citizen_income_never_noted",
            "controller_id",
            "id",
            sqlite_where=sa.text("income_ever_noted = 0"),
            postgresql_where=sa.text("NOT income_ever_noted"),
        ),
    )

    @property
    def name(self) -> str:
        """What the citizen is called on the screens; a protected name on none of them."""
        if self.protected_since:
            return self.alias.strip() or _("Navn beskyttet")
        return shown_name(self.alias, self.full_name)

    @property
    def line(self) -> str:
        """What else the citizen is called, for the line under the name in a list of hits."""
        full_name = "" if self.protected_since or self.full_name == self.name else self.full_name
        also = _("også kendt som %(names)s", names=self.also_called) if self.also_called else ""
        return " · ".join(part for part in (full_name, also) if part)

    @property
    def not_alone(self) -> bool:
        """Whether a safety note stands today: nobody goes to this citizen alone."""
        return self.not_alone_until is not None and clock.today() <= self.not_alone_until

    @property
    def leads_to(self) -> "Citizen | None":
        """The record that this one is linked to and seen with, at the end of the chain; none where it stands alone."""
        kept = self.kept_as
        while kept is not None and kept.kept_as is not None:
            kept = kept.kept_as
        return kept

    def is_open_to(self, person: Person) -> bool:
        """Whether a typed reason, a consent or a legal ground opens this record to the person until the day ends, or
        the citizen said yes to their reading in it (`opened_by`).

        A reason counts while one works under the same controller, the others where one worked when one asked.
        """
        controllers, centres = ({held.controller_id for held in person.held}, {held.centre_id for held in person.held})
        now = clock.now()
        today = any(
            one.look_up.centre_id in centres if one.look_up else self.controller_id in controllers
            for one in self.openings
            if one.account_id == person.account_id and one.opens_record and now < one.until
        )
        return today or any(opens(person, self.id) for opens in _opens)

    @property
    def centre_ids(self) -> frozenset[int]:
        """The centres that the citizen belongs to."""
        return frozenset(at.centre_id for at in self.centres)


def opened_by(opens: Callable[[Person, int], bool]) -> Callable[[Person, int], bool]:
    """Register what else opens a citizen's record (by id) to a person who does not reach it."""
    _opens.append(opens)
    return opens


_opens: list[Callable[[Person, int], bool]] = []


class CitizenAtCentre(Model):
    """A citizen belongs to each centre where a contact was made."""

    __tablename__ = "citizen_at_centre"

    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"), primary_key=True, index=True)
    since: Mapped[datetime] = mapped_column(default=clock.now)

    centre: Mapped[Centre] = relationship(lazy="joined")


class CitizenWord(Model):
    """A folded word of a citizen's alias or name, by whose beginning the citizen is found."""

    __tablename__ = "citizen_word"

    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(
        sa.String(LONGEST_WORD).with_variant(sa.String(LONGEST_WORD, collation="C"), "postgresql"),
        primary_key=True,
    )

    __table_args__ = (sa.Index("ix_citizen_word_word", "word", "citizen_id"),)


class LevelChange(Model):
    """A citizen became known, or better known: the citizen's own act, with its day and reason."""

    __tablename__ = "level_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    from_level: Mapped[IdentityLevel | None] = mapped_column(stored(IdentityLevel, "from_level"))
    to_level: Mapped[IdentityLevel] = mapped_column(stored(IdentityLevel, "to_level"))
    reason: Mapped[str] = mapped_column(sa.String(500), default="")
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    happened_at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))

    author: Mapped[Account] = relationship(lazy="joined")


class IncomeSource(Model):
    """What somebody lives on (SIV-53): a list with validity dates, in the order of the source."""

    __tablename__ = "income_source"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    danish: Mapped[str] = mapped_column(sa.String(200))
    english: Mapped[str] = mapped_column(sa.String(200))
    place: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class IncomeNoted(Model):
    """On this day the citizen lived on this."""

    __tablename__ = "income_noted"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"))
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("income_source.id"))
    noted_on: Mapped[date]
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    source: Mapped[IncomeSource] = relationship(lazy="joined")
    author: Mapped[Account] = relationship(lazy="joined")

    __table_args__ = (sa.Index("ix_income_noted_latest", "citizen_id", "noted_on", "id"),)


@sa.event.listens_for(IncomeNoted, "after_insert")
@sa.event.listens_for(IncomeNoted, "after_update")
@sa.event.listens_for(IncomeNoted, "after_delete")
def _say_whether_income_was_noted(_mapper: object, connection: sa.Connection, noted: IncomeNoted) -> None:
    """Whoever notes an income, takes it back or moves it to another record need not know of it."""
    citizen_id = sa.inspect(noted).attrs.citizen_id
    there = sa.exists().where(IncomeNoted.citizen_id == Citizen.id)
    concerned = {citizen_id.value, *citizen_id.history.deleted}
    connection.execute(sa.update(Citizen).where(Citizen.id.in_(concerned)).values(income_ever_noted=there))


class ChallengeNoted(Model):
    """A challenge that was talked about: whose, when, where, and in which record. Without a record of the
    citizen, it counts beside.
    """

    __tablename__ = "challenge_noted"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    challenge: Mapped[Challenge] = mapped_column(stored(Challenge))
    happened_at: Mapped[datetime]
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"))
    conversation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conversation.id", ondelete="CASCADE"))
    # Always empty: with it, SQLAlchemy writes all topics of a contact in one statement on SQLite too.
    _sentinel: Mapped[int] = orm_insert_sentinel()

    __table_args__ = (
        sa.UniqueConstraint("contact_id", "challenge"),
        sa.UniqueConstraint("conversation_id", "challenge"),
        sa.CheckConstraint("(contact_id IS NULL) <> (conversation_id IS NULL)", name="in_one_record"),
        sa.Index("ix_challenge_noted_figures", "happened_at", "centre_id", "challenge", "citizen_id"),
    )


@personal
class Note(Model):
    """What somebody wrote about a citizen in a contact or a conversation; `reading.may_read` says who may see it.

    It is its department's where it has one, else its centre's.
    """

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), unique=True)
    conversation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("conversation.id", ondelete="CASCADE"), unique=True
    )
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("department.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    information: Mapped[Information] = mapped_column(stored(Information))
    text: Mapped[str] = mapped_column(sa.Text)
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    author: Mapped[Account] = relationship(lazy="joined")

    __table_args__ = (sa.CheckConstraint("(contact_id IS NULL) <> (conversation_id IS NULL)", name="in_one_record"),)

    @property
    def kept(self) -> Kept:
        """What decides who may read the note."""
        return Kept(
            self.author_id,
            self.centre_id,
            self.controller_id,
            self.information,
            self.department_id,
            self.conversation_id,
        )
