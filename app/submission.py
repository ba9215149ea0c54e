"""Forms that were stored, by their keys, so that sending one again is answered with the first result."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import Conflict

from app.db import Model

LONGEST_TARGET = 500


class StoredBefore(Conflict):
    """The form was stored before, with other content; `target` is the address of what was stored."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self.target = target


class Submission(Model):
    """A form that was stored. Of what it said only a keyed digest is kept."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    content: Mapped[str] = mapped_column(sa.String(64))
    target: Mapped[str] = mapped_column(sa.String(LONGEST_TARGET))
    stored_at: Mapped[datetime] = mapped_column(index=True)
