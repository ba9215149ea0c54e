"""Fifty who approve at once out of a pool that has money for some of them: never more than there is, each round."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Account
from app.accounts.role import Role
from app.db import _keep_sqlite_safe, db, sqlite
from app.pool import ledger, queries
from app.pool.balance import Kind, Refusal
from app.pool.models import Pool, PoolEntry
from tests.figures import Figure
from tests.make import World
from tests.torture.place import place

AT_ONCE = 50
EACH = 1_000
ROOM_FOR = 20
"""So many of the fifty find money."""
CONNECTIONS = 20
"""Of those at the database at the same moment; a server has room for a hundred, and others use it too."""


def approvals(kind: str, folder: Path, rounds: int) -> Iterator[Figure]:
    """So many rounds of fifty approvals at once; and one of the planted fault, which reads first and inserts then."""
    with place(kind, folder, 0) as where:
        by = World.of(where.app).account("lene", Role.LEADER, at=())
        found = overspent_rounds(where.app, by, rounds, AT_ONCE)
        yield Figure(f"approvals_{kind}_rounds", rounds, "rounds", f"={rounds}")
        yield Figure(f"approvals_{kind}_overspent", found, "rounds", "=0")
        granted = where.number("SELECT count(*) FROM pool_entry WHERE kind = 'granted'")
        yield Figure(f"approvals_{kind}_granted", granted, "grants", f"={rounds * ROOM_FOR}")
        planted = overspent_rounds(where.app, by, 1, AT_ONCE, planted=True, first_year=3000)
        yield Figure(f"approvals_{kind}_planted_overspends", planted, "rounds", "=1")


def overspent_rounds(
    app: Flask, by_id: int, rounds: int, at_once: int, *, planted: bool = False, first_year: int = 2000
) -> int:
    """In how many rounds, each with a year's pool of its own, the lines do not say exactly what there was money for, or
    do not add up.
    """
    wrong = 0
    with _many_connections(app):
        for number in range(rounds):
            with app.app_context():
                by, whole = db.session.get_one(Account, by_id), EACH * ROOM_FOR
                pool_id = ledger.open_year(first_year + number, budget_ore=whole, frame_ore=whole, by=by).id
                db.session.commit()
            _press_at_once(app, pool_id, by_id, at_once, planted)
            with app.app_context():
                pool = db.session.get_one(Pool, pool_id)
                lines = queries.recounted(pool)
                wrong += lines.remaining != 0 or lines != pool.totals
    return wrong


def _press_at_once(app: Flask, pool_id: int, by_id: int, people: int, planted: bool) -> None:
    together = threading.Barrier(people)

    def press(number: int) -> None:
        grant_ref = pool_id * 1000 + number
        with app.app_context():
            if planted:
                left = db.session.get_one(Pool, pool_id).totals.remaining
                db.session.rollback()
                together.wait()
                if left >= EACH:
                    db.session.add(PoolEntry(pool_id=pool_id, kind=Kind.GRANTED, ore=EACH, grant_ref=grant_ref))
                    db.session.commit()
                return
            pool, by = db.session.get_one(Pool, pool_id), db.session.get_one(Account, by_id)
            db.session.rollback()
            together.wait()
            with suppress(Refusal):
                ledger.grant(pool, EACH, grant_ref=grant_ref, by=by)
                db.session.commit()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def _many_connections(app: Flask) -> Iterator[None]:
    """The program's own few connections would make the fifty wait in line before they reach the database."""
    with app.app_context():
        own, engines = db.engine, db.engines
        options = {"pool_size": CONNECTIONS, "max_overflow": 0, "pool_timeout": 120}
        if own.dialect.name == "sqlite":
            wide = sa.create_engine(own.url, module=sqlite, poolclass=sa.QueuePool, **options)
            _keep_sqlite_safe(wide)
        else:
            wide = sa.create_engine(own.url, **options)
    engines[None] = wide
    try:
        yield
    finally:
        engines[None] = own
        wide.dispose()
