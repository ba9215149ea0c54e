"""A file that was checked and is not read in yet."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Model, stored
from app.imports.columns import Kind


class ImportFile(Model):
    """What a checked file holds, for the hour until it is read in; bound to whoever checked it, and then deleted."""

    __tablename__ = "import_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(stored(Kind, "import_kind"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    content: Mapped[str] = mapped_column(sa.Text)
    made_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
