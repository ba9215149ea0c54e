"""Citizens, the centres they belong to, their income, their challenges, and notes about them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens.challenge import Challenge
from app.citizens.identity import IdentityLevel, KnownBefore, shown_name
from app.citizens.reading import Information, Kept
from app.citizens.search import LONGEST_WORD
from app.db import Model, stored
from app.log import personal

NOT_NOTED = "not_noted"
"""The income source that says: asked, and not noted."""


@personal
class Citizen(Model):
    """Somebody who is known by alias or name. The controller is whoever's staff made the record."""

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
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"), index=True)
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    centres: Mapped[list["CitizenAtCentre"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    words: Mapped[list["CitizenWord"]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (sa.CheckConstraint("alias <> '' OR full_name <> ''", name="called_something"),)

    @property
    def name(self) -> str:
        """What the citizen is called on the screens."""
        return shown_name(self.alias, self.full_name)

    @property
    def centre_ids(self) -> frozenset[int]:
        """The centres that the citizen belongs to."""
        return frozenset(at.centre_id for at in self.centres)


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
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"))

    __table_args__ = (
        sa.UniqueConstraint("contact_id", "challenge"),
        sa.Index("ix_challenge_noted_figures", "happened_at", "centre_id", "challenge", "citizen_id"),
    )


@personal
class Note(Model):
    """What somebody wrote about a citizen or a meeting; `reading.may_read` says who may see it."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int | None] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), unique=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    information: Mapped[Information] = mapped_column(stored(Information))
    text: Mapped[str] = mapped_column(sa.Text)
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    author: Mapped[Account] = relationship(lazy="joined")

    @property
    def kept(self) -> Kept:
        """What decides who may read the note."""
        return Kept(self.author_id, self.centre_id, self.controller_id, self.information)
