"""Marks, and what went out: the text as it was sent."""

from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens.linking import moves
from app.citizens.reading import Information, Kept
from app.db import Model, stored
from app.log import personal


class JournalMark(Model):
    """Somebody said of a contact that it belongs in the journal of record."""

    __tablename__ = "journal_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), unique=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    marked_at: Mapped[datetime] = mapped_column(default=clock.now)

    author: Mapped[Account] = relationship(lazy="joined")


class JournalExport(Model):
    """A file that went out from a centre."""

    __tablename__ = "journal_export"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    controller_id: Mapped[int] = mapped_column(sa.ForeignKey("operator.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    author: Mapped[Account] = relationship(lazy="joined")
    centre: Mapped[Centre] = relationship(lazy="joined")

    __table_args__ = (sa.Index("ix_journal_export_centre", "centre_id", "controller_id", "made_at"),)

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who may know of it belong to its centre."""
        return frozenset({self.centre_id})


@personal
class JournalItem(Model):
    """A contact or a decision as it was sent: the words of that moment, so that the file can be made again, letter for
    letter. A decision is never changed, so it has no version, and it takes no minutes.
    """

    __tablename__ = "journal_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    export_id: Mapped[int] = mapped_column(sa.ForeignKey("journal_export.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    decision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.id", ondelete="CASCADE"), index=True)
    contact_version: Mapped[int]
    note_version: Mapped[int]
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    called: Mapped[str] = mapped_column(sa.String(420))
    identified: Mapped[bool]
    happened_at: Mapped[datetime]
    minutes: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(80))
    place: Mapped[str] = mapped_column(sa.String(200))
    topics: Mapped[str] = mapped_column(sa.String(600))
    text: Mapped[str] = mapped_column(sa.Text)
    information: Mapped[Information] = mapped_column(stored(Information))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    written_by: Mapped[str] = mapped_column(sa.String(200))
    recorded_at: Mapped[datetime]

    export: Mapped[JournalExport] = relationship(lazy="joined")

    __table_args__ = (
        sa.UniqueConstraint("export_id", "contact_id"),
        sa.UniqueConstraint("export_id", "decision_id"),
        sa.CheckConstraint("(contact_id IS NULL) <> (decision_id IS NULL)", name="of_one_record"),
    )

    @property
    def kept(self) -> Kept:
        """What decides who may read it: what decided about the note."""
        return Kept(self.author_id, self.export.centre_id, self.export.controller_id, self.information)


moves(JournalItem, _l("det, der er i filer til journalen"))
