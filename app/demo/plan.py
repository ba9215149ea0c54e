"""The demo's plan: the sessions of every centre week by week, the hours agreed, and a visit that was asked for."""

from datetime import date, time, timedelta

import sqlalchemy as sa

from app import clock
from app.accounts.models import Account
from app.calendar_dk import day_off
from app.casework import plan_queries, planning, requesting
from app.casework.models import CaseworkSession
from app.casework.planning import Hours
from app.casework.series import Rhythm
from app.centres.models import Centre, Department, Effort
from app.db import db
from app.hours import held

CASEWORK, ADDICTION, HEALTH = "Fremskudt sagsbehandling", "Fremskudt misbrugsindsats", "Fremskudt sundhedsindsats"
TEAM = ("karim", "jens", "hanne")

SERIES = (
    (CASEWORK, "BorgerCafeen", 0, (time(10), time(12)), 1, TEAM),
    (CASEWORK, "Regnbuen", 1, (time(10), time(12)), 1, (*TEAM, "tom")),
    (CASEWORK, "Kolibrien", 2, (time(13), time(15)), 1, TEAM),
    (CASEWORK, "Brugerhuset", 3, (time(10), time(12)), 1, (*TEAM, "nadia", "peter")),
    (ADDICTION, "BorgerCafeen", 2, (time(9), time(11)), 1, ("ole",)),
    (ADDICTION, "Regnbuen", 3, (time(13), time(15)), 1, ("ole",)),
    (HEALTH, "Kolibrien", 4, (time(10), time(12)), 2, ("gitte",)),
)
"""Effort, centre, weekday, hours, every so many weeks, who sits there."""

WEEKS_BACK = 3
AGREED = 2 * 60
"""Minutes a week, with each department of a series."""


def load(centres: dict[str, Centre], accounts: dict[str, Account]) -> int:
    """Plan it, as if the leader had done so some weeks ago; answers with the number of sessions."""
    efforts = {one.name: one for one in db.session.scalars(sa.select(Effort))}
    departments = {one.name: one for one in db.session.scalars(sa.select(Department))}
    leader = accounts["lene"]
    today = clock.today()
    monday = today - timedelta(days=today.weekday(), weeks=WEEKS_BACK)
    with clock.stopped(clock.at(monday, time(8))):
        for effort, centre, weekday, hours, every, team in SERIES:
            planning.make_series(
                efforts[effort],
                plan_queries.house_of(centres[centre]),
                Rhythm(monday + timedelta(days=weekday), every),
                Hours(*hours),
                [accounts[name].id for name in team],
                by=leader,
            )
        _agree(centres, departments, leader.id, monday)
    sum(planning.fill_ahead())
    _changed(accounts, today)
    with clock.stopped(clock.at(today - timedelta(days=1), time(14))):
        requesting.ask(
            efforts[ADDICTION],
            centres["Kolibrien"],
            "Torsdag eller fredag formiddag",
            "Flere har sagt, at de gerne vil tale om at drikke mindre.",
            by=accounts["asger"],
        )
    return db.session.scalar(sa.select(sa.func.count()).select_from(CaseworkSession)) or 0


def _agree(centres: dict[str, Centre], departments: dict[str, Department], by_id: int, from_on: date) -> None:
    for name in ("BorgerCafeen", "Regnbuen", "Kolibrien"):
        for department in ("Jobcenter", "Ydelsescenter", "Handicap og Psykiatri"):
            held.agree(centres[name], departments[department].id, AGREED, from_on, by_id)
    for name in ("Brugerhuset", "Parasollen"):
        for department in ("Jobcenter", "Ydelsescenter", "Handicap og Psykiatri"):
            held.agree(centres[name], departments[department].id, AGREED // 2, from_on, by_id)
    for name in ("BorgerCafeen", "Regnbuen"):
        held.agree(centres[name], departments["Misbrugscenter"].id, AGREED, from_on, by_id)


def _changed(accounts: dict[str, Account], today: date) -> None:
    """In the week after this one a session is moved, another cancelled, and somebody has a substitute."""
    coming = plan_queries.planned(today + timedelta(days=5), today + timedelta(days=12))
    for effort, change in ((HEALTH, _cancelled), (ADDICTION, _moved), (CASEWORK, _substituted)):
        session = next((one for one in coming if one.effort.name == effort), None)
        if session is not None:
            change(session, accounts)


def _cancelled(session: CaseworkSession, accounts: dict[str, Account]) -> None:
    planning.cancel(session, "Gitte er på kursus.", by=accounts["gitte"])


def _moved(session: CaseworkSession, accounts: dict[str, Account]) -> None:
    before = clock.local(session.starts_at)
    day = before.date() + timedelta(days=1)
    while day.weekday() > 4 or day_off(day):
        day += timedelta(days=1)
    planning.move(session, day, Hours(time(12), time(14)), "Lokalet bliver malet.", by=accounts["lene"])


def _substituted(session: CaseworkSession, accounts: dict[str, Account]) -> None:
    planning.put_on(session, accounts["gitte"].id, accounts["jens"].id, by=accounts["lene"])
