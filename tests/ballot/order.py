"""The order oracle: whether anything that is stored tells in which order the answers came.

The measure is Kendall's tau between the true order and a stored one: 1 is the same order, -1 the reverse. Of a random
order it is normal around 0 with the variance 2 (2 n + 5) / (9 n (n - 1)); 99.9 % of all permutations lie in BAND of its
standard deviations.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import sqlalchemy as sa

from app.db import db, sqlite
from app.survey import box, queries, tickets
from app.survey.models import BallotBox
from app.survey.ticket import Outcome
from tests.ballot.bytes_kept import SLICE
from tests.ballot.urn import Urn, marked, urn
from tests.figures import Figure

SEEDS = (20, 55, 60)
BAND = 3.2905
GIVEN_AWAY = ">=0.9"
IN_A_LOG = 60
"""So many answers of the faults in the log, which is begun anew after some time, and in a single page."""


def tau(stored: Sequence[int]) -> float:
    """Kendall's tau of the true numbers of the answers, in a stored order."""
    pairs = [(a < b) - (a > b) for at, a in enumerate(stored) for b in stored[at + 1 :]]
    return sum(pairs) / len(pairs)


def band(number: int) -> float:
    """Between minus this and this lies tau for 99.9 % of all orders of so many."""
    return BAND * math.sqrt(2 * (2 * number + 5) / (9 * number * (number - 1)))


def order(kind: str, folder: Path, answers: int) -> Iterator[Figure]:
    """The figures of so many answers, for each seed; and of the orders that other ways of storing give away."""
    with urn(kind, folder, serve=False) as where:
        for seed in SEEDS if answers >= 200 else SEEDS[:1]:
            states = _filled(where, answers, seed)
            stored = [where.put.index(one) for one in where.in_box()]
            yield Figure(f"order_{kind}_seed_{seed}_tau", abs(tau(stored)), "tau", f"<={band(answers):.3f}")
            yield Figure(f"order_{kind}_seed_{seed}_states_alike", _alike(states), "states", "=0")
        yield from _planted(where, kind, answers)


def _filled(where: Urn, answers: int, seed: int) -> list[bytes]:
    """Fill an empty box, shaken by this seed; answers with what was stored after each answer."""
    box.chance = random.Random(seed)
    where.put.clear()
    states = []
    codes = [where.ticket() for _ in range(answers)]
    with where.where.app.app_context():
        batch = queries.in_force()
        assert batch
        box.empty(batch)
        box.put_empty(batch)
        db.session.commit()
        for number, code in enumerate(codes):
            sealed = where.sealed(marked(f"{number}"))
            assert tickets.redeem(code, sealed) is Outcome.STORED
            db.session.commit()
            where.put.append(sealed)
            states.append(db.session.scalars(sa.select(BallotBox.contents)).one())
            db.session.rollback()
    return states


def _alike(states: Sequence[bytes]) -> int:
    """How many states share bytes with the one before, by which they could be laid beside each other."""
    return sum(
        any(before[at : at + SLICE] in after for at in range(0, len(before) - SLICE, SLICE * 8))
        for before, after in pairwise(states)
    )


def _planted(where: Urn, kind: str, answers: int) -> Iterator[Figure]:
    """What the order would be by ways of storing that look harmless."""
    kept = "bytea" if kind == "postgresql" else "BLOB"
    rows = [(random.randbytes(16), where.sealed(marked(f"{number}"))) for number in range(answers)]
    where.run(f"CREATE TABLE in_turn (key {kept}, kept {kept})")
    where.insert("in_turn", rows)
    place = "ctid" if kind == "postgresql" else "rowid"
    yield Figure(f"order_{kind}_planted_{place}", abs(tau(_asked(where, "in_turn", place, rows))), "tau", GIVEN_AWAY)
    if kind == "postgresql":
        where.run("CREATE TABLE by_chance (key bytea NOT NULL PRIMARY KEY, kept bytea NOT NULL)")
        where.insert("by_chance", rows)
        found = abs(tau(_asked(where, "by_chance", "xmin::text::bigint", rows)))
        yield Figure("order_postgresql_planted_random_key_xmin", found, "tau", GIVEN_AWAY)
    else:
        found = _in_a_page(where, rows[:IN_A_LOG])
        yield Figure("order_sqlite_planted_random_key_page", found, "tau", GIVEN_AWAY)
    yield from _in_the_log(where, kind, rows[:IN_A_LOG])


def _asked(where: Urn, table: str, by: str, rows: Sequence[tuple[bytes, bytes]]) -> list[int]:
    numbers = {sealed: number for number, (_, sealed) in enumerate(rows)}
    return [numbers[bytes(row.kept)] for row in where.where.rows(f"SELECT kept FROM {table} ORDER BY {by}")]


def _in_a_page(where: Urn, rows: Sequence[tuple[bytes, bytes]]) -> float:
    """By the places inside one page of a table without rowid, which is filled from its end."""
    slices = [(key, sealed[150 : 150 + SLICE]) for key, sealed in rows]
    where.run("CREATE TABLE in_a_page (key BLOB NOT NULL PRIMARY KEY, kept BLOB NOT NULL) WITHOUT ROWID")
    where.insert("in_a_page", slices)
    path = where.where.folder / "vaeksthus.sqlite"
    with closing(sqlite.connect(path)) as beside:
        beside.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = path.read_bytes()
    places = [(file.rfind(key + kept), number) for number, (key, kept) in enumerate(slices)]
    return abs(tau([number for _, number in sorted(places)]))


def _in_the_log(where: Urn, kind: str, rows: Sequence[tuple[bytes, bytes]]) -> Iterator[Figure]:
    """A box that is shaken but has no veil: where an envelope first stands in the write-ahead log."""
    if kind == "postgresql" and not where.cluster:
        yield Figure("order_postgresql_not_searched_without_initdb", 0, "logs")
        return
    kept = "bytea" if kind == "postgresql" else "BLOB"
    where.run(f"CREATE TABLE unveiled (kept {kept})", "INSERT INTO unveiled VALUES ('')")
    with where.where.app.app_context():
        inside: list[bytes] = []
        for _, sealed in rows:
            inside.append(sealed)
            random.shuffle(inside)
            with db.engine.begin() as connection:
                connection.execute(sa.text("UPDATE unveiled SET kept = :kept"), {"kept": b"".join(inside)})
        logs = [where.where.folder / "vaeksthus.sqlite-wal"]
        if where.cluster:
            logs = sorted((where.cluster.data / "pg_wal").glob("0*"))
        log = b"".join(path.read_bytes() for path in logs)
    first = [(log.find(sealed[150 : 150 + SLICE]), number) for number, (_, sealed) in enumerate(rows)]
    yield Figure(
        f"order_{kind}_planted_box_without_veil_log",
        abs(tau([number for _, number in sorted(first)])),
        "tau",
        GIVEN_AWAY,
    )
