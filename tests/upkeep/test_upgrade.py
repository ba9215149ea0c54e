"""An upgrade makes a backup first, and a migration that fails leaves the database as it was."""

from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from flask_migrate import downgrade

from app.accounts.role import Role
from app.db import db
from tests.database import rows
from tests.make import World
from tests.torture.backups import fresh
from tests.upkeep.commands import backups, run


@pytest.fixture
def older(database: str, tmp_path: Path, world: World) -> Flask:
    """A database one migration behind, with somebody in it."""
    world.app.config["BACKUPS"] = tmp_path / "backups"
    with fresh(database, tmp_path / "fresh") as app:
        app.config["BACKUPS"] = tmp_path / "backups"
        assert run(app, "upgrade").exit_code == 0
        World(app).account("mette", Role.SKP_WORKER)
        with app.app_context():
            downgrade()
        yield app


def test_the_backup_is_made_before_the_first_migration(older: Flask, tmp_path: Path) -> None:
    assert backups(tmp_path / "backups") == []
    done = run(older, "upgrade")
    (made,) = backups(tmp_path / "backups")
    assert done.output == f"Backup from before: {made}\nThe database is up to date.\n"
    again = run(older, "upgrade")
    assert again.output == "The database is up to date.\n"
    assert backups(tmp_path / "backups") == [made]


def test_starting_with_an_older_database_goes_the_same_way(older: Flask, tmp_path: Path) -> None:
    assert f"Backup from before: {tmp_path / 'backups'}" in run(older, "prepare", DEMO="no").output


def test_a_migration_that_fails_changes_nothing_and_says_where_the_backup_is(
    older: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with older.app_context(), db.engine.connect() as connection:
        before = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        people = connection.exec_driver_sql("SELECT username FROM account").all()

    def fails(_config: object, _target: str) -> None:
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM role_held")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
            connection.exec_driver_sql("SELECT * FROM a_table_that_is_missing")

    monkeypatch.setattr(command, "upgrade", fails)
    refused = run(older, "upgrade")
    (made,) = backups(tmp_path / "backups")
    assert refused.exit_code == 1
    assert f"It is as it was. A backup from just before is at {made}." in refused.output
    with older.app_context(), db.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == before
        assert connection.exec_driver_sql("SELECT username FROM account").all() == people
        assert connection.exec_driver_sql("SELECT count(*) FROM role_held").scalar() == 1


def test_a_database_that_is_newer_than_the_program_is_left_alone(world: World, tmp_path: Path) -> None:
    world.app.config["BACKUPS"] = tmp_path / "backups"
    before = rows(world.app)
    with world.saved():
        db.session.execute(db.text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        refused = run(world.app, "upgrade")
    finally:
        with world.saved():
            db.session.execute(
                db.text("UPDATE alembic_version SET version_num = :head"),
                {"head": max(path.name[:4] for path in (Path(__file__).parents[2] / "migrations/versions").glob("0*"))},
            )
    assert (refused.exit_code, "newer version of the program (revision 9999)" in refused.output) == (1, True)
    assert rows(world.app) == before
    assert backups(tmp_path / "backups") == []
