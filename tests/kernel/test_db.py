"""What each database needs to keep its word, asked of real connections."""

import enum
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from time import monotonic
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError, StatementError

from app.accounts.models import Slowdown
from app.accounts.role import Role
from app.centres.models import Centre, Effort
from app.db import SAFE_SQLITE, UTCDateTime, db, sqlite, stored
from tests.database import one_table
from tests.make import World

PRAGMAS = {"busy_timeout": 15000, "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def _slowdown(**values: Any) -> Slowdown:
    return Slowdown(**{"key": "one", "failures": 1, **values})


def test_an_instant_without_a_zone_is_refused(app: Flask) -> None:
    with app.app_context():
        db.session.add(_slowdown(last_at=datetime(2026, 7, 1, 12)))
        with pytest.raises(StatementError, match="aware"):
            db.session.flush()
        db.session.rollback()
    assert one_table(app, "slowdown") == []


def test_an_instant_comes_back_as_the_same_one_in_utc(app: Flask) -> None:
    away = datetime(2026, 7, 1, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=-9, minutes=-30)))
    with app.app_context():
        db.session.add(_slowdown(last_at=away, blocked_until=away))
        db.session.commit()
        db.session.expire_all()
        kept = db.session.get_one(Slowdown, "one").last_at
    assert (kept, kept.tzinfo, kept.hour) == (away, UTC, 22)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1), timezones=st.timezones()))
def test_any_instant_is_bound_as_itself(instant: datetime) -> None:
    bound = UTCDateTime().process_bind_param(instant, None)
    kept = UTCDateTime().process_result_value(bound.replace(tzinfo=None), None)
    assert kept is not None
    assert kept.timestamp() == instant.timestamp()


def test_a_reference_to_nothing_is_refused(app: Flask) -> None:
    with app.app_context():
        db.session.add(Centre(name="Ingensteds", focus="social", operator_id=4711))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_a_value_that_is_none_of_the_enum_is_refused_by_the_database_itself(app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(
            sa.text("INSERT INTO installation (id, origin, made_at) VALUES (1, 'elsewhere', '2026-01-01')")
        )


def test_an_enum_is_stored_as_its_value() -> None:
    class Fruit(enum.StrEnum):
        RED_APPLE = "red-apple"

    assert stored(Fruit).enums == ["red-apple"]
    assert stored(Fruit).name == "fruit"


def test_sqlite_is_new_enough_and_every_connection_keeps_its_word(app: Flask, database: str) -> None:
    with app.app_context():
        if database == "postgresql":
            assert db.engine.dialect.name == "postgresql"
            return
        assert sqlite.sqlite_version_info >= SAFE_SQLITE
        connections = [db.engine.connect() for _ in range(5)]
        try:
            for connection in connections:
                raw = connection.connection.dbapi_connection
                assert raw is not None
                found = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
                assert found == PRAGMAS
        finally:
            for connection in connections:
                connection.close()


def test_a_writer_claims_its_place_before_it_reads(app: Flask, database: str) -> None:
    """Read, then write, by many at once: with a BEGIN that claims nothing, SQLite would refuse some of them."""
    with app.app_context():
        db.session.add(_slowdown(failures=0))
        db.session.commit()

    def one_more(_turn: int) -> None:
        with app.app_context():
            row = db.session.scalars(sa.select(Slowdown).with_for_update()).one()
            row.failures += 1
            db.session.commit()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(one_more, range(40)))
    assert [row["failures"] for row in one_table(app, "slowdown")] == [40]


def test_a_page_that_only_reads_does_not_wait_for_a_writer(world: World) -> None:
    world.account("anders", Role.ADMINISTRATOR)
    anders = world.browser("anders")
    with world.app.app_context(), db.engine.connect() as writer:
        writer.execute(sa.insert(Effort).values(name="Sundhed", version=1))
        began = monotonic()
        assert anders.get("/accounts/").status == 200
        assert monotonic() - began < 5
        writer.rollback()
