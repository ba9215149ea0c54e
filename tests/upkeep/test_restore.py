"""A backup comes back into an empty database, or in the place of a full one that is kept first; nobody is signed in."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import slip
from app.accounts.models import Account
from app.accounts.role import Role
from app.db import db, sqlite
from app.installation import Origin, mark
from tests.database import one_table, rows
from tests.make import World
from tests.torture.backups import fresh
from tests.upkeep.commands import backups, run

ENDED = ("sign_in", "invitation")


@pytest.fixture(autouse=True)
def nobody_else_is_connected(app: Flask, templates: dict[str, Any]) -> None:
    """The tests' own connection is closed: a restore asks whether anybody else is on the database."""
    if "keeper" in templates:
        templates["keeper"].dispose()


@pytest.fixture
def saved(world: World, tmp_path: Path) -> Path:
    """Mette wrote about Ib, is signed in, and Ane has a slip; then the backup was made."""
    world.app.config["BACKUPS"] = tmp_path / "backups"
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("anders", Role.ADMINISTRATOR)
    world.contact(world.citizen("Ib", by=mette), by=mette, note="Kom til kaffe.")
    world.browser("mette")
    world.browser("anders")
    ane = world.account("ane")
    with world.saved():
        slip.invite(db.session.get_one(Account, ane), by=None)
    assert run(world.app, "backup").exit_code == 0
    return backups(tmp_path / "backups")[0]


def test_it_comes_back_into_an_empty_database_with_every_row_and_nobody_signed_in(
    world: World, saved: Path, database: str, tmp_path: Path
) -> None:
    before = rows(world.app)
    with fresh(database, tmp_path / "fresh") as elsewhere:
        told = run(elsewhere, "restore", str(saved))
        assert told.exit_code == 0, told.output
        after = rows(elsewhere)
    assert {name: after[name] for name in after if name not in ENDED} == {
        name: before[name] for name in before if name not in ENDED
    }
    assert [row["ended_at"] is None for row in before["sign_in"]] == [True, True]
    assert [row["ended_at"] is None for row in after["sign_in"]] == [False, False]
    assert len(after["invitation"]) == len(before["invitation"])
    assert [row for row in after["invitation"] if row["withdrawn_at"] is None] == []
    assert "2 sessions were ended" in told.output


def test_a_database_that_is_not_empty_is_replaced_only_when_told_and_kept_first(
    world: World, saved: Path, tmp_path: Path
) -> None:
    world.account("senere", Role.SKP_WORKER)
    refused = run(world.app, "restore", str(saved))
    assert (refused.exit_code, "not empty" in refused.output) == (1, True)
    assert run(world.app, "restore", str(saved), "--replace", given="ja\n").exit_code == 1
    assert "senere" in [row["username"] for row in one_table(world.app, "account")]
    done = run(world.app, "restore", str(saved), "--replace", given="replace\n")
    assert done.exit_code == 0, done.output
    assert "senere" not in [row["username"] for row in one_table(world.app, "account")]
    older, newer = backups(tmp_path / "backups")
    assert str(newer) in done.output
    assert run(world.app, "restore", str(newer), "--replace", "--yes").exit_code == 0
    assert "senere" in [row["username"] for row in one_table(world.app, "account")]
    assert older == saved


def test_a_database_that_a_server_holds_open_is_left_alone(
    world: World, saved: Path, database: str, tmp_path: Path
) -> None:
    with world.app.app_context():
        url = db.engine.url
    server = sa.create_engine(url, **({"module": sqlite} if database == "sqlite" else {}))
    with server.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM account")
        connection.rollback()
        refused = run(world.app, "restore", str(saved), "--replace", "--yes")
        assert (refused.exit_code, "Stop the service first" in refused.output) == (1, True)
    assert backups(tmp_path / "backups") == [saved]
    server.dispose()
    assert run(world.app, "restore", str(saved), "--replace", "--yes").exit_code == 0


def test_a_backup_of_the_other_kind_of_database_is_refused(
    world: World, saved: Path, database: str, tmp_path: Path
) -> None:
    other = "postgresql" if database == "sqlite" else "sqlite"
    with fresh(other, tmp_path / "fresh") as elsewhere:
        refused = run(elsewhere, "restore", str(saved))
    assert (refused.exit_code, f"of a {database} database" in refused.output) == (1, True)


def test_real_people_never_come_back_into_a_training_instance(world: World, saved: Path, database: str) -> None:
    with world.saved():
        mark(Origin.SETUP)
    folder = saved.parent
    run(world.app, "backup")
    world.app.config["TRAINING"] = True
    try:
        refused = run(world.app, "restore", str(backups(folder)[-1]), "--replace", "--yes")
    finally:
        world.app.config["TRAINING"] = False
    assert (refused.exit_code, "training instance" in refused.output) == (1, True)
