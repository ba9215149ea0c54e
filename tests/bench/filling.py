"""Big databases, fast: rows of five years straight into the real tables, skewed as they are in life."""

import random
from bisect import bisect
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate, islice
from typing import Any

import sqlalchemy as sa

from app import clock
from app.accounts.models import Account, RoleHeld
from app.accounts.password import hashed
from app.accounts.role import Role
from app.centres.models import Centre, Focus, Operator, OperatorKind
from app.citizens import search
from app.citizens.challenge import Challenge
from app.citizens.identity import IdentityLevel, KnownBefore
from app.citizens.models import (
    Citizen,
    CitizenAtCentre,
    CitizenWord,
    IncomeSource,
    LevelChange,
)
from app.db import Base, db
from app.demo.population import FIRST_NAMES, HAVING, LAST_NAMES
from app.installation import Origin, mark
from app.monitoring import rolling
from app.outreach.contact import Kind, Place
from tests.bench import pooled, sessions
from tests.bench.sessions import Sql

PASSWORD = "en lang og god kode"
WORKERS = 16
YEARS = 5
SHARES = (50, 25, 12, 8, 5)
"""Percent of the contacts at each centre."""
AT_ONCE = 20_000
CONTACTS_TO_AN_APPLICATION = 1000
SEED = 2026


def fill(citizens: int, contacts: int) -> Iterator[str]:
    """Fill the empty database of the app at hand, and roll it up; yields a line after each part."""
    chance = random.Random(SEED)
    centres, workers, sources = _places_and_people()
    now = clock.now()
    began = now - timedelta(days=365 * YEARS)
    limits = list(accumulate(SHARES))
    at_centre = [centres[bisect(limits, (n * 2654435761 // 7 % 4294967296) % 100)][0] for n in _ids(citizens)]
    _insert(Citizen, _citizens(chance, citizens, centres[0][1], workers[0], began, now))
    _insert(CitizenAtCentre, ({"citizen_id": n, "centre_id": at_centre[n - 1], "since": began} for n in _ids(citizens)))
    fresh = centres[-1][0] + 1
    _insert(CitizenAtCentre, iter([{"citizen_id": n, "centre_id": fresh, "since": began} for n in _ids(3)]))
    _insert(CitizenWord, _words())
    _insert(
        LevelChange,
        (
            {
                "citizen_id": n,
                "from_level": None,
                "to_level": IdentityLevel.ALIAS,
                "reason": "",
                "centre_id": at_centre[n - 1],
                "happened_at": began,
                "author_id": workers[0],
            }
            for n in _ids(citizens)
        ),
    )
    yield f"{citizens} citizens"
    _incomes(citizens, centres[0][0], workers[0], sources, now.date())
    seconds = (now - began).total_seconds() / (contacts + 1)
    _contacts(contacts, citizens, [centre for centre, _ in centres], centres[0][1], workers, began, seconds)
    _challenges()
    db.session.commit()
    yield f"{contacts} contacts"
    around = sessions.fill(contacts, citizens, centres, workers[0], began, 365 * YEARS, _SQL)
    yield f"{around} talks"
    sent = pooled.fill(
        max(contacts // CONTACTS_TO_AN_APPLICATION, 1), [centre for centre, _ in centres], workers[0], began
    )
    yield f"{sent} applications with activities, and a survey each quarter"
    _say_where_the_counting_goes_on()
    yield from (f"rolled up {line}" for line in rolling.recount())
    db.session.commit()
    _measure_the_tables()


def _places_and_people() -> tuple[list[tuple[int, int]], list[int], list[int]]:
    operator = Operator(name="Kommunen", kind=OperatorKind.MUNICIPALITY)
    centres = [
        Centre(name=f"Værested {number}", focus=Focus.SOCIAL, operator=operator) for number in range(len(SHARES))
    ]
    password = hashed(PASSWORD)
    workers = [
        Account(username=f"worker{number}", name=f"Medarbejder {number}", password_hash=password)
        for number in range(WORKERS)
    ]
    for number, worker in enumerate(workers):
        # The first works at the biggest centre alone, the second everywhere, the others at two.
        own = centres if number == 1 else [centres[0]] if number == 0 else [centres[0], centres[1 + number % 4]]
        for centre in own:
            worker.roles.append(RoleHeld(role=Role.SKP_WORKER, centre=centre, from_on=date(2000, 1, 1)))
    leader = Account(username="leader", name="Leder", password_hash=password)
    leader.roles.append(RoleHeld(role=Role.LEADER, from_on=date(2000, 1, 1)))
    # A new centre, where somebody has met a few: a short list is asked for in as many questions as a long one.
    fresh = Centre(name="Nyt værested", focus=Focus.MIXED, operator=operator)
    newcomer = Account(username="newcomer", name="Ny Medarbejder", password_hash=password)
    newcomer.roles.append(RoleHeld(role=Role.SKP_WORKER, centre=fresh, from_on=date(2000, 1, 1)))
    db.session.add_all([operator, *centres, *workers, leader])
    db.session.flush()
    db.session.add_all([fresh, newcomer])
    mark(Origin.SETUP)
    db.session.commit()
    sources = list(db.session.scalars(sa.select(IncomeSource.id).order_by(IncomeSource.place)))
    return [(centre.id, operator.id) for centre in centres], [worker.id for worker in workers], sources


def _citizens(
    chance: random.Random, number: int, operator: int, author: int, began: datetime, now: datetime
) -> Iterator[dict[str, Any]]:
    """Danish names as they come: a few first names are very common."""
    weights = list(accumulate(1 / (place + 3) for place in range(len(FIRST_NAMES))))
    answers = [*KnownBefore, None]
    for n in _ids(number):
        first = FIRST_NAMES[bisect(weights, chance.random() * weights[-1])]
        last = f"{chance.choice(LAST_NAMES)} {chance.choice(LAST_NAMES)}"
        named = chance.random() < 0.4
        yield {
            "id": n,
            "level": IdentityLevel.IDENTIFIED if named else IdentityLevel.ALIAS,
            "alias": "" if named else f"{first} {chance.choice(LAST_NAMES)[0]}. {n}",
            "full_name": f"{first} {last}" if named else "",
            "phone": "",
            "may_be_called": False,
            "spoken_language": "",
            "birth_date": None,
            "birth_date_is_approximate": False,
            "known_before": chance.choices(answers, weights=[5, 3, 1, 1])[0],
            "controller_id": operator,
            "recorded_by_id": author,
            "recorded_at": began + (now - began) * (n / (number + 1)),
            "version": 1,
        }


def _words() -> Iterator[dict[str, Any]]:
    for row in db.session.execute(sa.select(Citizen.id, Citizen.alias, Citizen.full_name)).all():
        for word in search.words(f"{row.alias} {row.full_name}"):
            yield {"citizen_id": row.id, "word": word}


def _incomes(citizens: int, centre: int, author: int, sources: list[int], today: date) -> None:
    """Two or three notes a citizen, on any day of the years."""
    noted_on = {
        "sqlite": f"date(:today, '-' || ({_chance('id', 1)} % :days) || ' days')",
        "postgresql": f"CAST(:today AS date) - CAST({_chance('id', 1)} % :days AS integer)",
    }[_dialect()]
    _in_one_go(
        f"""INSERT INTO income_noted (citizen_id, source_id, noted_on, centre_id, author_id, recorded_at)
        SELECT (id - 1) % {citizens} + 1, {min(sources)} + {_chance("id", 2)} % {len(sources)}, {noted_on},
            {centre}, {author}, {_moment("id", 1, clock.now())} FROM numbers""",
        int(2.5 * citizens),
        today=today.isoformat() if _dialect() == "sqlite" else today,
        days=365 * YEARS,
    )
    db.session.execute(sa.update(Citizen).values(income_ever_noted=True))


def _contacts(
    number: int, citizens: int, centres: list[int], operator: int, workers: list[int], began: datetime, step: float
) -> None:
    """Regulars come often; one contact in ten has no record. Now and then somebody turns up at another centre."""
    some = f"{_chance('id', 1)} / 65536"
    # The square of chance: low numbers come often.
    citizen = (
        f"CASE WHEN {_chance('id', 2)} % 10 = 0 THEN NULL ELSE 1 + {citizens} * ({some}) / 65536 * ({some}) / 65536 END"
    )
    home = _one_of(centres, f"COALESCE({_home('citizen_id')}, {_chance('id', 3)} % 100)", SHARES)
    elsewhere = _one_of(centres, f"{_chance('id', 3)} % 100", SHARES)
    _in_one_go(
        f"""INSERT INTO contact (id, kind, place, citizen_id, people, centre_id, controller_id, author_id, happened_at,
            minutes, recorded_at, version)
        SELECT id, {_one_of(list(Kind), "id % 6", (1,) * 6)}, {_one_of(list(Place), "id % 6", (1,) * 6)}, citizen_id,
            CASE WHEN citizen_id IS NULL AND id % 4 = 0 THEN 5 ELSE 1 END,
            CASE WHEN {_chance("id", 4)} % 10 = 0 THEN {elsewhere} ELSE {home} END,
            {operator}, {min(workers)} + {_chance("id", 5)} % {len(workers)}, {_moment("id", step, began)}, 15,
            {_moment("id", step, began)}, 1
        FROM (SELECT id, {citizen} AS citizen_id FROM numbers) AS met""",
        number,
    )


def _challenges() -> None:
    """Two and a half a contact, as often as the source printed them."""
    of_all = sum(HAVING.values())
    values = ", ".join(
        f"('{one}', {2500 * HAVING[one] // of_all}, {7919 + 104_730 * n})" for n, one in enumerate(Challenge)
    )
    db.session.execute(
        sa.text(
            f"""WITH wanted(challenge, share, spread) AS (VALUES {values})
            INSERT INTO challenge_noted (citizen_id, challenge, happened_at, centre_id, contact_id)
            SELECT citizen_id, challenge, happened_at, centre_id, contact.id FROM contact
            JOIN wanted ON contact.id * CAST(spread AS bigint) % 4294967291 % 1000 < share"""
        )
    )


def _chance(number: str, turn: int) -> str:
    """SQL for what looks like chance, from 0 to 4294967295: the number spread by a large prime, another each turn."""
    prime = (2654435761, 2246822519, 3266489917, 668265263, 374761393, 2869860233)[turn]
    return f"(CAST({number} AS bigint) * {prime} / 7 % 4294967296)"


def _home(citizen: str) -> str:
    return f"{_chance(citizen, 0)} % 100"


def _one_of(choices: list[Any], among: str, shares: tuple[int, ...]) -> str:
    """SQL for one of the choices: the first where the number is below its share, and so on."""
    below = accumulate(shares)
    quoted = [f"'{choice}'" if isinstance(choice, str) else str(choice) for choice in choices]
    cases = " ".join(f"WHEN {among} < {most} THEN {choice}" for most, choice in zip(below, quoted, strict=True))
    return f"CASE {cases} END"


def _moment(number: str, seconds: float, began: datetime) -> str:
    """SQL for the moment so many times these seconds after the first."""
    if _dialect() == "sqlite":
        at = f"CAST({began.timestamp():.0f} + {number} * {seconds} AS integer)"
        return f"strftime('%Y-%m-%d %H:%M:%S.000000', {at}, 'unixepoch')"
    return f"to_timestamp({began.timestamp():.0f} + {number} * {seconds})"


def _in_one_go(command: str, number: int, **values: Any) -> None:
    numbers = "WITH RECURSIVE numbers(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM numbers WHERE id < :number)"
    db.session.execute(sa.text(f"{numbers} {command}"), {"number": number, **values})


def _day(number: str, began: datetime, days: int) -> str:
    """SQL for a local day by chance."""
    chance = f"{_chance(number, 4)} % {days}"
    if _dialect() == "sqlite":
        return f"date('{began:%Y-%m-%d}', '+' || ({chance}) || ' days')"
    return f"(DATE '{began:%Y-%m-%d}' + CAST({chance} AS integer))"


_SQL = Sql(chance=_chance, one_of=_one_of, moment=_moment, day=_day, in_one_go=_in_one_go)


def _dialect() -> str:
    return db.engine.dialect.name


def _insert(model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(sa.insert(model.__table__), some)


def _ids(number: int) -> range:
    return range(1, number + 1)


def _say_where_the_counting_goes_on() -> None:
    """PostgreSQL counts its own ids; it was not asked for those that were inserted."""
    if db.engine.dialect.name == "postgresql":
        for table in ("citizen", "contact", "visit", "conversation", "bridge"):
            db.session.execute(
                sa.text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
            )


def _measure_the_tables() -> None:
    """As autovacuum would have done by the time somebody looks."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))
