"""The pool of a year, and its ledger, to which lines are only added."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.db import Model, stored
from app.pool.balance import COLUMN, LONGEST_REASON, Kind, Totals

COLUMNS = tuple(dict.fromkeys(COLUMN.values()))


class Pool(Model):
    """A year's money, in øre; each sum is the sum of its lines, and changes in the transaction that writes them."""

    __tablename__ = "pool"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(unique=True)
    budget_ore: Mapped[int] = mapped_column(default=0)
    frame_ore: Mapped[int] = mapped_column(default=0)
    reserved_ore: Mapped[int] = mapped_column(default=0)
    granted_ore: Mapped[int] = mapped_column(default=0)
    paid_ore: Mapped[int] = mapped_column(default=0)
    returned_ore: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        sa.CheckConstraint(
            "budget_ore >= 0 AND frame_ore >= 0 AND reserved_ore >= 0 AND granted_ore >= 0 AND paid_ore >= 0"
            " AND returned_ore >= 0",
            name="nothing_below_nothing",
        ),
        sa.CheckConstraint("frame_ore <= budget_ore", name="frame_within_budget"),
        sa.CheckConstraint("reserved_ore + granted_ore - returned_ore <= frame_ore", name="never_overspent"),
        sa.CheckConstraint("paid_ore <= granted_ore", name="paid_is_granted"),
        sa.CheckConstraint("returned_ore <= paid_ore", name="returned_was_paid"),
    )

    @property
    def totals(self) -> Totals:
        """The sums, as the rules see them."""
        return Totals(**{column: getattr(self, f"{column}_ore") for column in COLUMNS})


class PoolEntry(Model):
    """A line of the ledger: øre with their sign, and the grant they are about. No database lets it be changed or
    deleted (triggers); one that was wrong is corrected by another line, which names it.

    `grant_ref`: the number of what was granted, such as an application's.
    """

    __tablename__ = "pool_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    pool_id: Mapped[int] = mapped_column(sa.ForeignKey("pool.id"), index=True)
    kind: Mapped[Kind] = mapped_column(stored(Kind, "pool_entry_kind"))
    ore: Mapped[int]
    grant_ref: Mapped[int | None] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(sa.String(LONGEST_REASON), default="")
    corrects_id: Mapped[int | None] = mapped_column(sa.ForeignKey("pool_entry.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    pool: Mapped[Pool] = relationship()
    by: Mapped[Account | None] = relationship(lazy="joined")

    __table_args__ = (
        sa.CheckConstraint("ore <> 0", name="some_money"),
        sa.CheckConstraint("corrects_id IS NULL OR reason <> ''", name="corrected_for_a_reason"),
        sa.CheckConstraint(
            "grant_ref IS NOT NULL OR kind NOT IN ('granted', 'paid', 'returned')", name="grant_is_named"
        ),
        sa.Index(
            "uq_pool_entry_granted_once",
            "grant_ref",
            unique=True,
            sqlite_where=sa.text("kind = 'granted' AND corrects_id IS NULL"),
            postgresql_where=sa.text("kind = 'granted' AND corrects_id IS NULL"),
        ),
    )
