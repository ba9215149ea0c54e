"""Deleting what only the machinery needed, and only for a while. Run daily: `flask tidy`.

Of what somebody wrote only drafts that nobody has touched for a month, and never the access log: how long the rest is
kept is decided elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from app import clock
from app.accounts.models import Invitation, SignIn, Slowdown
from app.applications.application import KEPT_FOR as APPLICATIONS_KEPT_FOR
from app.applications.models import Application, DoorVisit
from app.db import db
from app.draft import KEPT_FOR, Draft
from app.imports import reading_in
from app.imports.models import ImportFile
from app.monitoring.job import FILES_KEPT_FOR
from app.monitoring.release_models import ReportFile
from app.submission import Submission

BATCH = 1000
"""Rows of one transaction: short enough that nobody who is saving has to wait."""


@dataclass(frozen=True)
class Tidied:
    """Rows of a table that nobody needs any longer once the instant in `since` lies so far back."""

    what: str
    model: Any
    key: Any
    since: Any
    after: timedelta

    def gone(self) -> sa.ColumnElement[bool]:
        """Which rows are deleted now."""
        return sa.and_(self.since.is_not(None), self.since < clock.now() - self.after)


TIDY: list[Tidied] = [
    # A form that is sent again after so long was opened anew, or is refused by its session.
    Tidied("forms stored", Submission, Submission.key, Submission.stored_at, timedelta(days=30)),
    # A session lasts hours; the access log keeps who signed in and out.
    Tidied(
        "sessions over",
        SignIn,
        SignIn.id,
        sa.func.coalesce(SignIn.ended_at, SignIn.expires_at, type_=SignIn.expires_at.type),
        timedelta(days=30),
    ),
    Tidied(
        "slips used or run out",
        Invitation,
        Invitation.id,
        sa.func.coalesce(
            Invitation.used_at, Invitation.withdrawn_at, Invitation.expires_at, type_=Invitation.expires_at.type
        ),
        timedelta(days=90),
    ),
    # The list of drafts says how long they are kept.
    Tidied("drafts left", Draft, Draft.id, Draft.saved_at, KEPT_FOR),
    # The citizens' slip says how long; one that was thrown away has nothing in it already.
    Tidied(
        "drafts of applications left",
        Application,
        Application.id,
        sa.case((Application.sent_at.is_(None), Application.touched_at), else_=None),
        APPLICATIONS_KEPT_FOR,
    ),
    # What a code has opened at the door; a tablet that stands still closes it within the hour.
    Tidied("visits at the door", DoorVisit, DoorVisit.id, DoorVisit.touched_at, timedelta(days=1)),
    # A checked file that was never read in holds people; it could be read in for an hour.
    Tidied("checked files left", ImportFile, ImportFile.id, ImportFile.made_at, reading_in.KEPT_FOR),
    # They are forgotten after an hour anyway.
    Tidied("wrong passwords", Slowdown, Slowdown.key, Slowdown.last_at, timedelta(days=30)),
    # What was released is kept; the working group's own figures lie about no longer than somebody needs to fetch them.
    Tidied(
        "plain reports",
        ReportFile,
        ReportFile.id,
        sa.case((ReportFile.job_id.is_not(None), ReportFile.made_at)),
        FILES_KEPT_FOR,
    ),
]


def tidy() -> Iterator[tuple[str, int]]:
    """Delete, in small transactions, what each line of TIDY names; answers with the words and the number of rows."""
    for one in TIDY:
        deleted = 0
        while True:
            keys = list(db.session.scalars(sa.select(one.key).where(one.gone()).limit(BATCH)))
            if keys:
                db.session.execute(
                    sa.delete(one.model).where(one.key.in_(keys), one.gone()),
                    execution_options={"synchronize_session": False},
                )
            db.session.commit()
            deleted += len(keys)
            if len(keys) < BATCH:
                break
        yield one.what, deleted
