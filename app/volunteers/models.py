"""Helpers at a centre. They are nobody's account."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.centres.models import Centre
from app.db import Model, stored
from app.log import personal


class HelperKind(StrEnum):
    """How somebody came to help."""

    VOLUNTEER = "volunteer"
    ACTIVATION = "activation"


@personal
class Helper(Model):
    """Somebody who helps at a centre, with what fits them, from a day, until a last day if it has one."""

    __tablename__ = "helper"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[HelperKind] = mapped_column(stored(HelperKind))
    helps_with: Mapped[str] = mapped_column(sa.String(500))
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = mapped_column(default=1)

    centre: Mapped[Centre] = relationship(lazy="joined")
    contact: Mapped[Account] = relationship(lazy="joined", foreign_keys=contact_id)

    __table_args__ = (
        sa.CheckConstraint("name <> ''", name="called_something"),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="days"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Those who keep it belong to its centre."""
        return frozenset({self.centre_id})

    @property
    def controller_id(self) -> int:
        """The operator who answers for it is the centre's."""
        return self.centre.operator_id
