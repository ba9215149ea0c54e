"""A backup is one file that is proved when it is made; a file that is not whole is refused in a sentence."""

import gzip
import json
import os
import stat
from pathlib import Path

import pytest

from app.accounts.role import Role
from app.db import db
from app.upkeep import archive, postgresql
from app.upkeep import backup as backup_module
from tests.make import World
from tests.torture.backups import DAMAGES, MORE_DAMAGES
from tests.upkeep.commands import backups, run


@pytest.fixture
def lived_in(world: World, tmp_path: Path) -> World:
    """Mette has written about Ib."""
    mette = world.account("mette", Role.SKP_WORKER)
    world.contact(world.citizen("Ib", by=mette), by=mette, note="Kom til kaffe.")
    world.app.config["BACKUPS"] = tmp_path / "backups"
    return world


def test_a_backup_is_one_file_that_only_its_owner_reads(lived_in: World, tmp_path: Path) -> None:
    made = run(lived_in.app, "backup")
    (path,) = backups(tmp_path / "backups")
    assert made.output.splitlines()[0] == str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    manifest = archive.described(path)
    assert (manifest.rows["citizen"], manifest.rows["contact"], manifest.rows["alembic_version"]) == (1, 1, 1)
    assert manifest.program == "0.1.0"
    proved = run(lived_in.app, "backup", "verify", str(path))
    assert (proved.exit_code, "is whole" in proved.output) == (0, True)


def test_the_folder_can_be_chosen_and_only_the_newest_of_this_installation_stay(
    lived_in: World, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    for _ in range(3):
        assert run(lived_in.app, "backup", "--to", str(elsewhere), "--keep", "2").exit_code == 0
    kept = backups(elsewhere)
    assert len(kept) == 2
    anothers = elsewhere / "vaeksthus-2001-01-01-000000.backup"
    whole = kept[0].read_bytes()
    first, second, _seal, payload = whole.split(b"\n", 3)
    second = json.dumps(json.loads(second) | {"installation": "setup elsewhere"}, sort_keys=True).encode()
    seal = archive.hashlib.sha256(first + b"\n" + second + b"\n").hexdigest().encode()
    anothers.write_bytes(b"\n".join([first, second, seal, payload]))
    run(lived_in.app, "backup", "--to", str(elsewhere), "--keep", "1")
    assert anothers in backups(elsewhere)
    assert not set(kept) & set(backups(elsewhere)[1:-1])


def test_without_the_program_the_payload_can_be_taken_out(lived_in: World, tmp_path: Path, database: str) -> None:
    run(lived_in.app, "backup")
    (path,) = backups(tmp_path / "backups")
    payload = path.read_bytes().split(b"\n", 3)[3]
    start = gzip.decompress(payload)[:15] if database == "sqlite" else payload[:5]
    assert start == (b"SQLite format 3" if database == "sqlite" else b"PGDMP")


@pytest.mark.parametrize("damage", [*DAMAGES, *MORE_DAMAGES])
def test_a_damaged_backup_is_refused_in_one_sentence(lived_in: World, tmp_path: Path, damage: str) -> None:
    run(lived_in.app, "backup")
    (path,) = backups(tmp_path / "backups")
    spoiled = tmp_path / "spoiled"
    spoiled.write_bytes({**DAMAGES, **MORE_DAMAGES}[damage](path.read_bytes()))
    for command in (("backup", "verify", str(spoiled)), ("restore", str(spoiled), "--replace", "--yes")):
        refused = run(lived_in.app, *command)
        assert refused.exit_code == 1
        assert refused.output.startswith("Error: ")
        assert len(refused.output.splitlines()) == 1
    assert len(lived_in.contacts()) == 1
    assert backups(tmp_path / "backups") == [path]


def test_a_backup_of_a_newer_program_says_so(lived_in: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(lived_in.app, "backup")
    (path,) = backups(tmp_path / "backups")
    older = type("Scripts", (), {"walk_revisions": lambda self: []})
    monkeypatch.setattr(backup_module, "scripts", older)
    refused = run(lived_in.app, "backup", "verify", str(path))
    assert (refused.exit_code, "made by a newer version of the program" in refused.output) == (1, True)


def test_what_a_killed_backup_left_is_cleared_away_by_the_next(lived_in: World, tmp_path: Path) -> None:
    left = tmp_path / "backups" / ".making" / "copy.sqlite"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    assert run(lived_in.app, "backup").exit_code == 0
    assert len(backups(tmp_path / "backups")) == 1


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(lived_in: World, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused = run(lived_in.app, "backup", "--to", str(tmp_path / "file" / "folder"))
    assert (refused.exit_code, "Not a directory" in refused.output) == (1, True)


def test_programs_of_postgresql_that_are_missing_or_too_old_are_said_in_a_sentence(
    lived_in: World, tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database != "postgresql":
        pytest.skip("SQLite needs no other program")
    monkeypatch.setattr(postgresql, "INSTALLED", tmp_path / "nothing")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "pg_dump is missing" in run(lived_in.app, "backup").output
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho pg_dump '(PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    assert "older than the server" in run(lived_in.app, "backup").output
    assert backups(tmp_path / "backups") == []


def test_the_password_of_the_database_is_on_no_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = postgresql.Postgresql(
        postgresql.sa.make_url("postgresql+psycopg://bo:hemmelig@db.example/v?sslmode=require")
    )
    assert (engine.password, "hemmelig" in engine._address()) == ("hemmelig", False)
    assert "sslmode=require" in engine._address()
    assert engine._environment()["PGPASSWORD"] == "hemmelig"
    assert "PGPASSWORD" not in os.environ


def test_a_database_that_is_itself_damaged_is_not_taken_for_a_good_one(
    lived_in: World, tmp_path: Path, database: str
) -> None:
    if database != "sqlite":
        pytest.skip("a file of SQLite")
    with lived_in.app.app_context():
        path = Path(db.engine.url.database or "")
    run(lived_in.app, "tidy")
    whole = path.read_bytes()
    page = int.from_bytes(whole[16:18], "big")
    path.write_bytes(whole[: 2 * page] + bytes(len(whole) - 3 * page) + whole[-page:])
    refused = run(lived_in.app, "backup")
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: ")
    assert backups(tmp_path / "backups") == []
