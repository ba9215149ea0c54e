"""What a conversation said before it was corrected (rules R15)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.casework.conversation import LONGEST_WHY, Deed, Recurrence, Unsettled
from app.casework.correction import Wording
from app.casework.visit import BroughtBy
from app.citizens.challenge import Challenge
from app.citizens.reading import Information
from app.db import Model, stored
from app.log import personal


class ConversationVersion(Model):
    """What a conversation said until it was corrected; who corrected it, when, and what was wrong.

    `topics`, `deeds` and `present` (ids of accounts) are words with a space between.
    """

    __tablename__ = "conversation_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(sa.ForeignKey("conversation.id", ondelete="CASCADE"))
    version: Mapped[int]
    minutes: Mapped[int]
    recurrence: Mapped[Recurrence] = mapped_column(stored(Recurrence, "version_recurrence"))
    brought_by: Mapped[BroughtBy] = mapped_column(stored(BroughtBy, "version_brought_by"))
    centre_worker_present: Mapped[bool]
    unsettled: Mapped[Unsettled | None] = mapped_column(stored(Unsettled, "version_unsettled"))
    unsettled_words: Mapped[str] = mapped_column(sa.String(LONGEST_WHY), default="")
    topics: Mapped[str] = mapped_column(sa.String(400))
    deeds: Mapped[str] = mapped_column(sa.String(400))
    present: Mapped[str] = mapped_column(sa.String(400))
    had_note: Mapped[bool]
    note_changed: Mapped[bool]
    corrected_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    corrected_at: Mapped[datetime] = mapped_column(default=clock.now)
    reason: Mapped[str] = mapped_column(sa.String(LONGEST_WHY), default="")

    corrected_by: Mapped[Account] = relationship(lazy="joined")

    __table_args__ = (sa.UniqueConstraint("conversation_id", "version"),)

    @property
    def wording(self) -> Wording:
        """What the conversation said, apart from the note."""
        return Wording(
            topics=frozenset(Challenge(word) for word in self.topics.split()),
            unsettled=self.unsettled,
            unsettled_words=self.unsettled_words,
            minutes=self.minutes,
            recurrence=self.recurrence,
            present=frozenset(int(id) for id in self.present.split()),
            centre_worker_present=self.centre_worker_present,
            brought_by=self.brought_by,
            deeds=frozenset(Deed(word) for word in self.deeds.split()),
        )


@personal
class ConversationNoteVersion(Model):
    """What the note of a conversation said until it was corrected; who may read it is asked as of the note itself."""

    __tablename__ = "conversation_note_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("conversation_version.id", ondelete="CASCADE"), unique=True)
    information: Mapped[Information] = mapped_column(stored(Information, "version_information"))
    text: Mapped[str] = mapped_column(sa.Text)
