"""Migrations go up, down and up again with rows in, and end with the tables that the program means."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from app.accounts.role import Role
from app.citizens.identity import KnownBefore
from app.db import db
from tests.conftest import drop_database, own_database, program
from tests.database import rows
from tests.make import World

REFERENCE = {"income_source": 12, "grouping": 2, "monitoring_group": 8, "group_member": 21}


@pytest.fixture
def empty(database: str, tmp_path: Path, worker_id: str) -> Iterator[Flask]:
    """The program on a database in which there is nothing at all."""
    postgresql = database == "postgresql"
    app = program(own_database(f"empty_{worker_id}") if postgresql else f"sqlite:///{tmp_path}/empty.sqlite", tmp_path)
    yield app
    if postgresql:
        drop_database(app)
    else:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _lived_in(app: Flask) -> World:
    world = World(app)
    mette = world.account("mette", Role.SKP_WORKER, Role.CASEWORKER)
    ib = world.citizen("Ib", by=mette)
    world.contact(ib, by=mette, note="Kom til kaffe.", known_before=KnownBefore.YES)
    world.browser("mette").get(f"/citizens/{ib}")
    return world


def _tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_up_down_to_nothing_and_up_again_with_rows_in(empty: Flask) -> None:
    with empty.app_context():
        upgrade()
    assert _tables(empty) == set(db.metadata.tables)
    _lived_in(empty)
    with empty.app_context():
        downgrade(revision="base")
    assert _tables(empty) == set()
    with empty.app_context():
        upgrade()
    assert {table: len(found) for table, found in rows(empty).items() if found} == REFERENCE
    _lived_in(empty)


def test_a_step_down_and_up_keeps_the_rows_of_parents_and_children(empty: Flask) -> None:
    with empty.app_context():
        upgrade()
    _lived_in(empty)
    before = rows(empty)
    with empty.app_context():
        downgrade()
        upgrade()
    after = rows(empty)
    lived = set(before) - set(REFERENCE)
    assert {table: after[table] for table in lived} == {table: before[table] for table in lived}
    assert {table: len(after[table]) for table in REFERENCE} == REFERENCE


def test_the_migrated_tables_are_those_of_the_models(empty: Flask) -> None:
    with empty.app_context():
        upgrade()
        with db.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection, {"compare_type": True}), db.metadata) == []


def test_the_checks_of_the_models_stand_in_the_migrated_tables(empty: Flask) -> None:
    with empty.app_context():
        upgrade()
        inspector = sa.inspect(db.engine)
        for table in db.metadata.sorted_tables:
            meant = {
                str(constraint.name)
                for constraint in table.constraints
                if isinstance(constraint, sa.CheckConstraint) and constraint.name
            }
            found = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
            assert (table.name, found) == (table.name, {name.replace("%", "%%") for name in meant})


def test_foreign_keys_are_on_again_after_a_migration(empty: Flask, database: str) -> None:
    with empty.app_context():
        upgrade()
        if database == "sqlite":
            with db.engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
