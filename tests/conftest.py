"""Both databases, each test with a fresh one: SQLite is copied, PostgreSQL is emptied back to its reference rows."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from app import commands, create_app
from app.db import db
from tests.make import World

Reference = dict[sa.Table, list[dict[str, Any]]]
"""The rows that a migrated database has from the beginning."""

CHEAP_HASHES = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
POSTGRESQL = os.environ.get("TEST_DATABASE_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test")


def _answers(url: str) -> bool:
    engine = sa.create_engine(url, connect_args={"connect_timeout": 3})
    try:
        engine.connect().close()
    except OperationalError:
        return False
    finally:
        engine.dispose()
    return True


DATABASES = ["sqlite", "postgresql"] if _answers(POSTGRESQL) else ["sqlite"]


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database that this run of the test uses."""
    return str(request.param)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What is made once for each kind: a migrated database."""
    made: dict[str, Any] = {"folder": tmp_path_factory.mktemp("databases")}
    yield made
    if "postgresql" in made:
        made["keeper"].dispose()
        drop_database(made["postgresql"])


@pytest.fixture
def app(database: str, templates: dict[str, Any], worker_id: str) -> Iterator[Flask]:
    """The program on a fresh, migrated database."""
    made = _sqlite(templates) if database == "sqlite" else _postgresql(templates, worker_id)
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def world(app: Flask) -> World:
    """The people and places of the tests, made through the program's own functions."""
    return World(app)


def program(url: str, instance: Path, **settings: object) -> Flask:
    """The program as tests use it: everything real, only the password hashes are cheap."""
    environment = {"DATABASE_URL": url, "VAEKSTHUS_INSTANCE": str(instance)}
    made = create_app(environment, PASSWORD_COST=CHEAP_HASHES, **settings)
    commands.init(made)
    return made


def _sqlite(templates: dict[str, Any]) -> Flask:
    """The same program for every test, so that its pages are compiled once; its file is new each time."""
    template: Path = templates["folder"] / "template.sqlite"
    path: Path = templates["folder"] / "vaeksthus.sqlite"
    if "sqlite" not in templates:
        _migrated(program(f"sqlite:///{template}", templates["folder"]))
        templates["sqlite"] = program(f"sqlite:///{path}", templates["folder"])
    for left in ("-wal", "-shm"):
        path.with_name(path.name + left).unlink(missing_ok=True)
    shutil.copy(template, path)
    app: Flask = templates["sqlite"]
    return app


def _postgresql(templates: dict[str, Any], worker_id: str) -> Flask:
    if "postgresql" not in templates:
        url = own_database(f"vaeksthus_{worker_id}")
        templates["postgresql"] = program(url, templates["folder"])
        _migrated(templates["postgresql"])
        # A connection of its own that stays open: a new one would first read about every table.
        templates["keeper"] = sa.create_engine(url, pool_pre_ping=True)
        with templates["keeper"].connect() as connection:
            templates["reference"] = {
                table: [dict(row._mapping) for row in connection.execute(sa.select(table))]
                for table in db.metadata.sorted_tables
            }
            templates["told"] = _told(connection, templates["reference"])
    with templates["keeper"].begin() as connection:
        _put_back(connection, templates["reference"], templates["told"])
    app: Flask = templates["postgresql"]
    return app


def _told(connection: sa.Connection, reference: Reference) -> dict[str, str]:
    """What stands in each table, in few characters; of one that has no reference rows, whether anything does."""
    rows = """SELECT '{0}', coalesce(md5(string_agg(t::text, ' ' ORDER BY t::text)), '') FROM "{0}" t"""
    any_row = """SELECT '{0}', CASE WHEN EXISTS (SELECT FROM "{0}") THEN 'rows' ELSE '' END"""
    asked = ((rows if reference[table] else any_row).format(table.name) for table in reference)
    return dict(connection.execute(sa.text(" UNION ALL ".join(asked))).all())


def _put_back(connection: sa.Connection, reference: Reference, told: dict[str, str]) -> None:
    """The reference rows and nothing else, in those tables that the last test changed."""
    now = _told(connection, reference)
    changed = [table for table in reference if now[table.name] != told[table.name]]
    if not changed:
        return
    connection.execute(sa.text("SET session_replication_role = replica"))
    connection.execute(sa.text(";".join(f'DELETE FROM "{table.name}"' for table in changed)))
    for table in changed:
        if reference[table]:
            connection.execute(sa.insert(table), reference[table])
    connection.execute(sa.text("SET session_replication_role = origin"))


def own_database(name: str, durable: bool = False) -> str:
    """An empty PostgreSQL database that no other run of the tests uses; answers with its address.

    Tests can do without the disk; what is measured or killed must be `durable`.
    """
    name = f"{name}_{os.getpid()}"
    _on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    if not durable:
        _on_server(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    return sa.make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)


def drop_database(app: Flask) -> None:
    """Leave nothing of the program's own PostgreSQL database on the server."""
    with app.app_context():
        name = db.engine.url.database
        db.session.remove()
        db.engine.dispose()
    _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(*commands: str) -> None:
    server = sa.create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        for command in commands:
            connection.execute(sa.text(command))
    server.dispose()


def _migrated(app: Flask) -> None:
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The name of this process among those that share the tests."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def of_all(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes that share the tests have in common; it is new for each run."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "main" else own.parent


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say it when a half was left out."""
    if "postgresql" not in DATABASES:
        terminalreporter.write_line("PostgreSQL did not answer: that half of the database tests was left out.")
