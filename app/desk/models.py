"""What was noted afterwards on the page of incomplete records."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.citizens.linking import moves
from app.db import Model, stored


class Lacking(StrEnum):
    """What a citizen's record can lack of what the tables need (SIV-13, SIV-53)."""

    KNOWN_BEFORE = "known_before"
    INCOME = "income"


class Completion(Model):
    """One tap that noted what was missing; taken back, it stays with its time."""

    __tablename__ = "completion"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    lacking: Mapped[Lacking] = mapped_column(stored(Lacking))
    income_noted_id: Mapped[int | None] = mapped_column(sa.ForeignKey("income_noted.id", ondelete="SET NULL"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    undone_at: Mapped[datetime | None]

    __table_args__ = (sa.Index("ix_completion_last", "account_id", "id"),)


moves(Completion, _l("svar, der er noteret bagefter"))
