"""Closed periods, the ledger of what was released of them, files of reports, and the long work that makes all this.

The ledger is append only: what has left the working group cannot be called back, so nothing of it is changed.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.db import Model, db, stored
from app.monitoring.job import FileKind, JobKind, Stopped
from app.period import Period

LONGEST_CODE = 20


class ClosedPeriod(Model):
    """A period whose figures are fixed and can be released; the others are open."""

    __tablename__ = "closed_period"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(LONGEST_CODE), unique=True)
    closed_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    closed_by: Mapped[Account | None] = relationship()
    releases: Mapped[list["Release"]] = relationship(order_by="Release.id", back_populates="closed_period")

    @property
    def period(self) -> Period:
        """Its days."""
        return Period.named(self.code)


class Release(Model):
    """One line of the ledger: who released tables of a closed period, when, and below how many citizens they hide."""

    __tablename__ = "monitoring_release"

    id: Mapped[int] = mapped_column(primary_key=True)
    closed_period_id: Mapped[int] = mapped_column(sa.ForeignKey("closed_period.id"), index=True)
    threshold: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))

    closed_period: Mapped[ClosedPeriod] = relationship(back_populates="releases")
    made_by: Mapped[Account | None] = relationship()
    tables: Mapped[list["ReleasedTable"]] = relationship(order_by="ReleasedTable.id", back_populates="release")

    __table_args__ = (sa.CheckConstraint("threshold BETWEEN 3 AND 10", name="threshold"),)


class ReleasedTable(Model):
    """A table as it left the working group: `body` holds its protected figures and nothing that they hide."""

    __tablename__ = "released_table"

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(sa.ForeignKey("monitoring_release.id"), index=True)
    indicator: Mapped[str] = mapped_column(sa.String(40))
    columns_by: Mapped[str] = mapped_column(sa.String(10))
    version: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(sa.JSON)

    release: Mapped[Release] = relationship(back_populates="tables")

    __table_args__ = (sa.UniqueConstraint("release_id", "indicator", "columns_by"),)


class BehindTable(Model):
    """What a released table hides, so that later releases can be checked against it; for the working group alone.

    `cells`: row, column, value, people, sensitive, spread, shown (null: under a mark that can be nobody).
    """

    __tablename__ = "behind_table"

    released_table_id: Mapped[int] = mapped_column(sa.ForeignKey("released_table.id"), primary_key=True)
    cells: Mapped[list[list[Any]]] = mapped_column(sa.JSON)

    table: Mapped[ReleasedTable] = relationship()


LEDGER = (ClosedPeriod, Release, ReleasedTable, BehindTable)


class AppendOnly(RuntimeError):
    """Somebody tried to change what was released."""


@sa.event.listens_for(db.session, "before_flush")
def _keep_the_ledger(session: Session, _context: object, _instances: object) -> None:
    for record in (*session.deleted, *session.dirty):
        if isinstance(record, LEDGER) and (
            record in session.deleted or session.is_modified(record, include_collections=False)
        ):
            raise AppendOnly(f"a row of {record.__tablename__} stays as it is")


class Job(Model):
    """Long work that somebody asked for: done by a process of its own, which tells here how far it is."""

    __tablename__ = "monitoring_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[JobKind] = mapped_column(stored(JobKind))
    code: Mapped[str] = mapped_column(sa.String(LONGEST_CODE), index=True)
    indicator: Mapped[str | None] = mapped_column(sa.String(40))
    centres: Mapped[str] = mapped_column(sa.String(200), default="")
    """The numbers of the centres of a plain report, with commas; empty for all."""
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    told_at: Mapped[datetime] = mapped_column(default=clock.now)
    done: Mapped[int] = mapped_column(default=0)
    steps: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    stopped: Mapped[Stopped | None] = mapped_column(stored(Stopped))
    """Why it ended without a result."""

    asked_by: Mapped[Account | None] = relationship()
    files: Mapped[list["ReportFile"]] = relationship(cascade="all, delete-orphan", back_populates="job")

    @property
    def period(self) -> Period:
        """The period that it is about."""
        return Period.named(self.code)

    @property
    def centre_ids(self) -> frozenset[int] | None:
        """The centres of a plain report; None for all."""
        return frozenset(map(int, self.centres.split(","))) if self.centres else None


class ReportFile(Model):
    """A report as a file: of a release for good, of a job for the day that it was asked for."""

    __tablename__ = "report_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int | None] = mapped_column(sa.ForeignKey("monitoring_job.id", ondelete="CASCADE"))
    release_id: Mapped[int | None] = mapped_column(sa.ForeignKey("monitoring_release.id"))
    kind: Mapped[FileKind] = mapped_column(stored(FileKind))
    content: Mapped[bytes] = mapped_column(deferred=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    job: Mapped[Job | None] = relationship(back_populates="files")

    __table_args__ = (
        sa.CheckConstraint("(job_id IS NULL) <> (release_id IS NULL)", name="of_one"),
        sa.UniqueConstraint("job_id", "kind"),
        sa.UniqueConstraint("release_id", "kind"),
    )
