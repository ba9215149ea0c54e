"""The survey's tables. There is nowhere to keep what could tell who said what: `tests/ballot` lists every column."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.db import Model, stored
from app.survey.batch import name_of
from app.survey.figures import Figure, Grouping
from app.survey.protocol import Event


class QuestionSet(Model):
    """A version of the questions; it holds from the first day of a quarter, until a later one does. Never changed."""

    __tablename__ = "survey_question_set"

    version: Mapped[int] = mapped_column(primary_key=True)
    holds_from: Mapped[date]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    made_on: Mapped[date] = mapped_column(default=clock.today)
    why: Mapped[str] = mapped_column(sa.String(500), default="")

    questions: Mapped[list["Question"]] = relationship(
        order_by="Question.position", lazy="selectin", cascade="all, delete-orphan"
    )


class Question(Model):
    """One question of a version. A question that is asked again in another version, in better words, keeps its key."""

    __tablename__ = "survey_question"

    version: Mapped[int] = mapped_column(sa.ForeignKey("survey_question_set.version"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(40))

    texts: Mapped[list["QuestionText"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    __table_args__ = (
        sa.UniqueConstraint("version", "key"),
        sa.CheckConstraint("position >= 1", name="from_one"),
    )

    def text(self, language: str) -> str:
        """In this language (da, en, de, pl, uk, ar), or else in Danish."""
        texts = {one.language: one.text for one in self.texts}
        return texts.get(language) or texts["da"]


class QuestionText(Model):
    """A question in one language."""

    __tablename__ = "survey_question_text"

    version: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(sa.String(2), primary_key=True)
    text: Mapped[str] = mapped_column(sa.String(300))

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["version", "position"], ["survey_question.version", "survey_question.position"], ondelete="CASCADE"
        ),
        sa.CheckConstraint("text <> ''", name="says_something"),
    )


class Batch(Model):
    """The answers of a quarter: sealed to one public key, counted together, and then gone."""

    __tablename__ = "survey_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date] = mapped_column(unique=True)
    ends_on: Mapped[date]
    public_key: Mapped[str] = mapped_column(sa.String(90), unique=True)
    closed_on: Mapped[date | None]
    """Since when it takes no answers, because it is being counted, or its key is lost."""
    ended_on: Mapped[date | None]
    """Since when it holds no envelopes: counted, too few to count, or lost with its key."""

    __table_args__ = (sa.CheckConstraint("starts_on < ends_on", name="starts_before_it_ends"),)

    @property
    def name(self) -> str:
        """As commands call it, and what its envelopes are about: 2026-Q4."""
        return name_of(self.starts_on)


class BallotBox(Model):
    """All the envelopes of a batch, shuffled, under one veil that is new each time one more is put in (`box`)."""

    __tablename__ = "survey_box"

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_batch.id"), primary_key=True, autoincrement=False)
    contents: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Ticket(Model):
    """The right to put in one envelope. Of its code only the hash is kept; of when it was used, nothing."""

    __tablename__ = "survey_ticket"

    code_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_batch.id"), index=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    effort_id: Mapped[int | None] = mapped_column(sa.ForeignKey("effort.id"))
    expires_on: Mapped[date] = mapped_column(index=True)
    """The last day on which it can be used."""
    used: Mapped[bool] = mapped_column(default=False)

    __table_args__ = ({"sqlite_with_rowid": False},)


class Turnout(Model):
    """How many were asked, by centre and by effort, never by both; how many answered is known when it is counted."""

    __tablename__ = "survey_turnout"

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_batch.id"), primary_key=True)
    grouping: Mapped[Grouping] = mapped_column(stored(Grouping, "turnout_grouping"), primary_key=True)
    member: Mapped[int] = mapped_column(primary_key=True)
    """The centre's or effort's id, EVERYBODY or NO_EFFORT."""
    asked: Mapped[int] = mapped_column(default=0)
    answered: Mapped[int | None]
    refused: Mapped[int | None]

    __table_args__ = (sa.CheckConstraint("asked >= 0", name="counted_up"),)


class Counted(Model):
    """One figure of a counted batch, as it may be shown; what may not be shown was never written."""

    __tablename__ = "survey_counted"

    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_batch.id"), primary_key=True)
    grouping: Mapped[Grouping] = mapped_column(stored(Grouping, "counted_grouping"), primary_key=True)
    member: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    figure: Mapped[Figure] = mapped_column(stored(Figure), primary_key=True)
    number: Mapped[int]


class ProtocolLine(Model):
    """What was done with a batch, on which day; never changed."""

    __tablename__ = "survey_protocol"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_batch.id"), index=True)
    happened_on: Mapped[date] = mapped_column(default=clock.today)
    event: Mapped[Event] = mapped_column(stored(Event))
    envelopes: Mapped[int | None]
    """How many lay in the box, where the event is about them."""
    unopened: Mapped[int | None]
    """How many of them could not be read."""
