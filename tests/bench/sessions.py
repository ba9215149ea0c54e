"""What comes with the sessions, in the big databases: talks, bridges and what became of them, courses, attendances."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.casework.conversation import Recurrence
from app.casework.models import CaseworkSession, SessionAtCentre
from app.casework.visit import BroughtBy
from app.centres.models import Centre, Department, Effort, EffortKind
from app.courses.models import CentreOffer, OfferAtCentre
from app.courses.offer import Topic
from app.db import db
from app.hours.models import SkpHours
from app.outreach.bridge import Destination, State

TALKS, BRIDGES, ATTENDANCES, COURSES = 10, 20, 20, 400
"""So many contacts for each of them."""
SESSION = timedelta(hours=2)


@dataclass(frozen=True)
class Sql:
    """How the databases are told of chance: a number by chance, one of several, a moment, a day, many rows at once."""

    chance: Callable[..., str]
    one_of: Callable[..., str]
    moment: Callable[..., str]
    day: Callable[..., str]
    in_one_go: Callable[..., None]


def fill(
    contacts: int, citizens: int, centres: list[tuple[int, int]], author: int, began: datetime, days: int, sql: Sql
) -> int:
    """Insert them; answers with how many talks."""
    operator = centres[0][1]
    sessions, departments = _sessions(centres, operator, began, days)
    offers = _offers(centres, operator, author, began.date())
    ids = [centre for centre, _ in centres]
    talks = max(contacts // TALKS, 1)
    step = days * 86400 / (talks + 1)
    citizen = f"1 + {sql.chance('id', 2)} % {citizens}"
    session = f"{sessions[0]} + id % {len(sessions)}"
    at = sql.one_of(ids, "id % 5", (1,) * 5)
    moment = sql.moment("id", step, began)
    brought = sql.one_of(list(BroughtBy), f"id % {len(BroughtBy)}", (1,) * len(BroughtBy))
    sql.in_one_go(
        f"""INSERT INTO visit (id, session_id, number, called, brought_by, state, checked_in_by_id, arrived_at,
            waiting_since, version)
        SELECT id, {session}, 1 + id / {len(sessions)}, '', {brought}, 'seen', {author}, {moment}, {moment}, 1
        FROM numbers""",
        talks,
    )
    settled = "id % 10 < 7"
    sql.in_one_go(
        f"""INSERT INTO conversation (id, visit_id, session_id, citizen_id, centre_id, controller_id, department_id,
            author_id, happened_at, minutes, recurrence, brought_by, centre_worker_present, settled, unsettled,
            unsettled_words, recorded_at, version)
        SELECT id, id, {session}, CASE WHEN id % 10 = 0 THEN NULL ELSE {citizen} END, {at}, {operator},
            {departments[0]} + id % {len(departments)}, {author}, {moment}, 20,
            {sql.one_of(list(Recurrence), "id % 2", (1, 1))}, {brought}, {_boolean("id % 3 = 0")},
            {_boolean(settled)}, CASE WHEN {settled} THEN NULL ELSE 'takes_time' END, '', {moment}, 1 FROM numbers""",
        talks,
    )
    _bridges(max(contacts // BRIDGES, 1), citizen, at, operator, author, began, days, sql)
    day = sql.day("id", began, days)
    sql.in_one_go(
        f"""INSERT INTO offer_attendance (offer_id, centre_id, controller_id, attended_on, citizen_id, people,
            noted_by_id, noted_at)
        SELECT {offers[0]} + id % {len(offers)}, {at}, {operator}, {day}, CASE WHEN id % 4 = 0 THEN NULL ELSE {citizen}
            END, 1, {author}, {moment} FROM numbers""",
        max(contacts // ATTENDANCES, 1),
    )
    sql.in_one_go(
        f"""INSERT INTO addiction_course (citizen_id, wish, wished_on, due_on, centre_id, controller_id, treated_at_id,
            noted_by_id, noted_at, state, started_on, version)
        SELECT {citizen}, 'alcohol', {day}, {day}, {at}, {operator}, {at}, {author}, {moment}, 'wished',
            CASE WHEN id % 2 = 0 THEN {day} ELSE NULL END, 1 FROM numbers""",
        max(contacts // COURSES, 1),
    )
    db.session.commit()
    return talks


def _bridges(
    number: int, citizen: str, at: str, operator: int, author: int, began: datetime, days: int, sql: Sql
) -> None:
    moment = sql.moment("id", days * 86400 / (number + 1), began)
    places = sql.one_of(list(Destination), f"id % {len(Destination)}", (1,) * len(Destination))
    sql.in_one_go(
        f"""INSERT INTO bridge (id, citizen_id, destination, elsewhere, accompanied, centre_id, controller_id,
            author_id, responsible_id, recorded_at, version)
        SELECT id, {citizen}, {places}, '', {_boolean("id % 2 = 0")}, {at}, {operator}, {author}, {author}, {moment}, 1
        FROM numbers""",
        number,
    )
    sql.in_one_go(
        f"""INSERT INTO bridge_outcome (bridge_id, state, happened_on, why, noted_by_id, noted_at)
        SELECT id, {sql.one_of(list(State), "id % 4", (1,) * 4)}, {sql.day("id", began, days)}, '', {author}, {moment}
        FROM numbers WHERE id % 3 < 2""",
        number,
    )


def _sessions(centres: list[tuple[int, int]], operator: int, began: datetime, days: int) -> tuple[list[int], list[int]]:
    effort = Effort(name="Åben rådgivning", kind=EffortKind.CASEWORK)
    health = Effort(name="Sundhed på stedet", kind=EffortKind.HEALTH)
    departments = [Department(name=f"Afdeling {number}", operator_id=operator) for number in range(5)]
    db.session.add_all([effort, health, *departments])
    db.session.flush()
    sessions = [
        CaseworkSession(
            effort=health if week % 4 == 0 else effort,
            controller_id=operator,
            starts_at=began + timedelta(weeks=week),
            ends_at=began + timedelta(weeks=week) + SESSION,
            planned_on=(began + timedelta(weeks=week)).date(),
            at=[SessionAtCentre(centre_id=centre)],
        )
        for week in range(days // 7)
        for centre, _ in centres
    ]
    hours = [SkpHours(centre_id=at, minutes_a_week=1200, from_on=began.date(), set_by_id=1) for at, _ in centres]
    db.session.add_all([*sessions, *hours])
    db.session.flush()
    return sorted(session.id for session in sessions), sorted(one.id for one in departments)


def _offers(centres: list[tuple[int, int]], operator: int, author: int, since: date) -> list[int]:
    offers = [
        CentreOffer(
            name=f"Tilbud {topic.value}",
            topic=topic,
            from_on=since,
            controller_id=operator,
            made_by_id=author,
            at=[OfferAtCentre(centre=db.session.get_one(Centre, centre)) for centre, _ in centres],
        )
        for topic in Topic
    ]
    db.session.add_all(offers)
    db.session.flush()
    return sorted(offer.id for offer in offers)


def _boolean(condition: str) -> str:
    if db.engine.dialect.name == "sqlite":
        return f"CASE WHEN {condition} THEN 1 ELSE 0 END"
    return f"({condition})"
