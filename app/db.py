"""The database: one registry of tables, and what SQLite and PostgreSQL each need to keep their word."""

import enum
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import Flask, g, has_request_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as on_sqlite
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import DeclarativeBase, registry
from werkzeug.exceptions import Conflict

try:
    import pysqlite3.dbapi2 as sqlite
except ImportError:
    sqlite = sqlite3

SAFE_SQLITE = (3, 51, 3)
"""Versions 3.7.0 to 3.51.2 can corrupt a database in WAL mode."""

__all__ = [
    "BIGGEST_ID",
    "SAFE_SQLITE",
    "Base",
    "Model",
    "UTCDateTime",
    "db",
    "hold",
    "hold_table",
    "init",
    "one_reading",
    "sqlite",
    "stored",
]

BIGGEST_ID = 2**31 - 1

_only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(sa.TypeDecorator[datetime]):
    """An aware instant; SQLite keeps it as UTC without a zone, PostgreSQL as timestamptz."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def stored(kind: type[enum.Enum], name: str | None = None) -> sa.Enum:
    """A column type that stores an enum's values, with a CHECK; name it where a table uses a kind twice."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        values_callable=lambda members: [member.value for member in members],
        length=40,
        name=name or kind.__name__.lower(),
    )


class Base(DeclarativeBase):
    """What every table shares."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMES),
        type_annotation_map={datetime: UTCDateTime()},
    )


db = SQLAlchemy(
    model_class=Base,
    disable_autonaming=True,
    session_options={"expire_on_commit": False},
)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def init(app: Flask) -> None:
    """Bind the database of the settings, with its pragmas; refuses an SQLite that can corrupt."""
    uri = app.config["SQLALCHEMY_DATABASE_URI"]
    options: dict[str, Any] = {"hide_parameters": True}
    if uri.startswith("sqlite"):
        _refuse_unsafe_sqlite()
        options["module"] = sqlite
    else:
        options |= {"pool_size": 2, "max_overflow": 2, "pool_pre_ping": True}
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _keep_sqlite_safe(db.engine)


def hold(record: Base) -> None:
    """Read a record anew, and keep others from changing it until this transaction ends; raises Conflict (409) where it
    was deleted just now.
    """
    try:
        db.session.refresh(record, with_for_update={"of": type(record)})
    except InvalidRequestError as gone:
        raise Conflict from gone


def insert_or(dialect: str, model: type[Base]) -> Any:
    """An insert that can do otherwise where there is such a row (`on_conflict_do_update`)."""
    return (postgresql if dialect == "postgresql" else on_sqlite).insert(model.__table__)


def hold_table(model: type[Base]) -> None:
    """Nobody else adds to this table or changes it until this transaction ends: for rules about rows that may not be
    there yet. SQLite has one writer as it is.
    """
    if db.session.connection().dialect.name == "postgresql":
        db.session.execute(sa.text(f"LOCK TABLE {model.__tablename__} IN SHARE ROW EXCLUSIVE MODE"))


@contextmanager
def one_reading() -> Iterator[None]:
    """In here everything is read as it was at one instant, and nobody who writes has to wait, however long it takes."""
    db.session.commit()
    token = _only_reads.set(True)
    try:
        if db.engine.dialect.name != "sqlite":
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield
    finally:
        db.session.rollback()
        _only_reads.reset(token)


@contextmanager
def apart() -> Iterator[None]:
    """A short writing transaction of its own, before the request's real work; also where that only reads."""
    view_may_write = g.get("may_write", True)
    db.session.commit()
    g.may_write = True
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        g.may_write = view_may_write


def _refuse_unsafe_sqlite() -> None:
    if sqlite.sqlite_version_info < SAFE_SQLITE:
        raise SystemExit(
            f"SQLite {sqlite.sqlite_version} can corrupt a database in WAL mode, and no wheel of pysqlite3 "
            "fits this machine. Set DATABASE_URL to a PostgreSQL database."
        )


def _keep_sqlite_safe(engine: Engine) -> None:
    @sa.event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "busy_timeout = 15000",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _may_write() else "BEGIN")


def _may_write() -> bool:
    """A transaction that reads first and then writes can lose its place in SQLite; so it claims it at once."""
    if _only_reads.get():
        return False
    return not has_request_context() or g.get("may_write", True)
