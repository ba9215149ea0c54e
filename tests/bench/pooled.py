"""The citizens' pool and the survey over the years: rows straight into the real tables."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from app import clock
from app.activities.activity import State as ActivityState
from app.activities.models import Activity, ActivityAttendance, ActivityMeeting, ActivityRole, ActivityStep
from app.applications.application import State
from app.applications.models import Application
from app.db import Base, db
from app.pool.balance import Kind
from app.pool.models import Pool, PoolEntry
from app.survey import queries
from app.survey.batch import quarter_of
from app.survey.figures import Figure, Grouping
from app.survey.models import Batch, Counted, ProtocolLine, Turnout
from app.survey.protocol import Event
from app.survey.tally import EVERYBODY

SEED = 7
MEETINGS, CAME, ROLES, STEPS = 8, 6, 4, 10
"""Of an activity; those who came wrote their name."""
GRANTED_ORE = 100_000
FIGURES = {Figure.ANSWERED: 60, Figure.POSITIVE: 50, Figure.NEUTRAL: 5, Figure.NEGATIVE: 5}


def fill(applications: int, centres: Sequence[int], author: int, began: datetime) -> int:
    """So many applications since then, two of three granted and carried out, and a survey each quarter; answers with
    how many applications there are.
    """
    chance = random.Random(SEED)
    days = (clock.now() - began).days
    numbers = range(1, applications + 1)
    at = {n: began + timedelta(days=chance.randrange(days), hours=3) for n in numbers}
    where = {n: chance.choice(centres) for n in numbers}
    done = [n for n in numbers if n % 3]
    _insert(Application, [_application(n, where[n], at[n], State.GRANTED if n % 3 else State.SENT) for n in numbers])
    _pool(done, at, author)
    _insert(
        Activity,
        [
            {"id": n, "application_id": n, "centre_id": where[n], "title": "Mad", "state": ActivityState.RUNNING}
            for n in done
        ],
    )
    meetings = [(n, n * MEETINGS + place) for n in done for place in range(MEETINGS)]
    _insert(
        ActivityMeeting,
        [
            {
                "id": id,
                "activity_id": n,
                "starts_at": at[n],
                "ends_at": at[n] + timedelta(hours=1),
                "unnamed": 2,
                "named": CAME,
            }
            for n, id in meetings
        ],
    )
    _insert(
        ActivityAttendance,
        [{"meeting_id": id, "called": f"Navn {place}"} for _, id in meetings for place in range(CAME)],
    )
    _insert(
        ActivityRole,
        [{"activity_id": n, "task": "Mad", "called": "Ida", "taken_at": at[n]} for n in done for _ in range(ROLES)],
    )
    _insert(
        ActivityStep,
        [{"activity_id": n, "words": "Suppe", "noted_on": at[n].date()} for n in done for _ in range(STEPS)],
    )
    _surveys(centres, began)
    db.session.commit()
    return applications


def _application(n: int, centre: int, at: datetime, state: State) -> dict[str, Any]:
    days = {"from_on": at.date(), "to_on": at.date(), "drafted_at": at, "touched_at": at, "sent_at": at}
    said = {"title": "Mad", "applicants": "Ida og Bo", "what": "Vi laver mad. " * 40, "people": 5}
    return {"id": n, "centre_id": centre, "state": state, "code_hash": f"code {n}", **said, **days}


def _pool(done: Sequence[int], at: dict[int, datetime], author: int) -> None:
    """A pool for each year, which has granted and paid all of it."""
    for year in sorted({at[n].year for n in done} | {clock.today().year}):
        ore = GRANTED_ORE * sum(at[n].year == year for n in done)
        frame = ore + GRANTED_ORE
        pool = Pool(year=year, budget_ore=frame, frame_ore=frame, granted_ore=ore, paid_ore=ore)
        db.session.add(pool)
        db.session.flush()
        first = {"pool_id": pool.id, "by_id": author, "at": clock.at(date(year, 1, 1), time(8))}
        _insert(PoolEntry, [{**first, "kind": kind, "ore": frame} for kind in (Kind.BUDGET, Kind.FRAME)])
        _insert(
            PoolEntry,
            [
                {"pool_id": pool.id, "kind": kind, "ore": GRANTED_ORE, "grant_ref": n, "by_id": author, "at": at[n]}
                for n in done
                if at[n].year == year
                for kind in (Kind.GRANTED, Kind.PAID)
            ],
        )


def _surveys(centres: Sequence[int], began: datetime) -> None:
    first, last = quarter_of(began.date())
    while last < clock.today():
        batch = Batch(starts_on=first, ends_on=last, public_key=f"key {first}", closed_on=last, ended_on=last)
        db.session.add(batch)
        db.session.flush()
        db.session.add(ProtocolLine(batch_id=batch.id, event=Event.COUNTED, happened_on=last))
        members = [(Grouping.EVERYBODY, EVERYBODY), *((Grouping.CENTRE, centre) for centre in centres)]
        of = [{"batch_id": batch.id, "grouping": grouping, "member": member} for grouping, member in members]
        _insert(Turnout, [{**one, "asked": 100, "answered": 60, "refused": 10} for one in of])
        questions = [question.key for question in queries.question_set(first).questions]
        _insert(
            Counted,
            [
                {**one, "question": question, "figure": figure, "number": number}
                for one in of
                for question in questions
                for figure, number in FIGURES.items()
            ],
        )
        first, last = quarter_of(last + timedelta(days=1))


def _insert(model: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(sa.insert(model), rows)
