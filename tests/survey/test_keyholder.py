"""The keys are another user's: commands that speak through pipes, and a start that is refused where one user could
hold both.
"""

import errno
import os
import shutil
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest
from flask import Flask

from app import clock, create_app, envelope
from app.config import KEYHOLDERS_OWN, BadSetting, settings
from app.db import db
from app.survey import keeping, keys
from app.survey.messages import Made, read
from tests.survey.keyholder import CONTENT, NOON, OVER, QUARTER, Keyholder, rows_of
from tests.torture.place import ROOT

PRODUCTION = {"VAEKSTHUS_MODE": "production", "SECRET_KEY": "0123456789abcdef" * 4}


def _said(app: Flask, *command: str, given: str = "") -> str:
    said = app.test_cli_runner().invoke(args=["survey", *command], input=given)
    assert said.exit_code == 0, said.output
    return said.output


def _refused(app: Flask, *command: str, given: str = "") -> str:
    said = app.test_cli_runner().invoke(args=["survey", *command], input=given)
    assert said.exit_code == 1
    return said.output


def test_a_quarter_from_its_key_to_its_count_by_the_commands_alone(keyholder: Keyholder) -> None:
    app = keyholder.world.app
    with clock.stopped(NOON):
        made = _said(app, "key", "make")
        assert [message.batch for message in read(made.splitlines())] == ["2026-Q1", "2026-Q2"]
        assert _said(app, "key", "publish", given=made) == "2026-Q1: published.\n2026-Q2: published.\n"
        assert _said(app, "key", "make") == made
        assert _said(app, "key", "publish", given=made).count("was published before") == 2
        assert _said(app, "key", "list").split()[::2] == ["2026-Q1", "2026-Q2"]
    keyholder.answer(CONTENT, times=11)
    with clock.stopped(OVER):
        handed = _said(app, "hand-out")
        counted = _said(app, "count", given=handed)
        assert "answers" not in counted
        assert _said(app, "record", given=counted) == "2026-Q1: counted.\n"
        assert _said(app, "hand-out") == ""
        assert _said(app, "ended") == "2026-Q1\n"
        gone = _said(app, "key", "destroy", given="2026-Q1\n")
        assert _said(app, "record", given=gone) == "2026-Q1: key_destroyed.\n"
        assert _said(app, "ended") == ""
    assert keys.names(keyholder.folder) == ["2026-Q2"]
    assert keyholder.result().answered == 11


def test_the_keyholders_commands_need_no_database(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": "sqlite://", "SURVEY_KEYS": str(tmp_path / "keys"), **PRODUCTION}
    environment |= {"PATH": os.environ["PATH"], "VAEKSTHUS_INSTANCE": str(tmp_path / "none")}
    run = [sys.executable, "-m", "flask", "--app", "wsgi", "survey", "key", "make", "2026-Q4"]
    said = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    (message,) = read(said.stdout.splitlines())
    assert isinstance(message, Made)
    file = tmp_path / "keys" / "2026-Q4.key"
    assert envelope.text_of(envelope.public_of(envelope.bytes_of(file.read_text()))) == message.public_key
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert not (tmp_path / "none").exists()


def test_what_does_not_fit_is_refused_with_a_sentence(keyholder: Keyholder) -> None:
    app = keyholder.world.app
    keyholder.publish()
    other = f'{{"kind": "Made", "batch": "{QUARTER}", "public_key": "{"A" * 87}"}}'
    with clock.stopped(NOON):
        assert "has another key already" in _refused(app, "key", "publish", given=other)
        assert "is no public key" in _refused(app, "key", "publish", given=other.replace("Q1", "Q2"))
        assert "is over" in _refused(app, "key", "publish", given=_said(app, "key", "make", "2025-Q4"))
        assert "has a key already" in _refused(app, "key", "make", QUARTER)
        assert "is no quarter" in _refused(app, "key", "make", "Q1")
        assert "The key of 2026-Q1 is here" in _refused(app, "key", "lost", QUARTER)
        assert "no message" in _refused(app, "record", given="hello\n")
        assert "can be read" in _refused(app, "renew-box", QUARTER, "--yes")
    keyholder.answer(times=10)
    with clock.stopped(OVER):
        handed = _said(app, "hand-out")
        keys.destroy(keyholder.folder, QUARTER)
        assert "is not in" in _refused(app, "count", given=handed)
        assert _said(app, "record", given=_said(app, "key", "lost", QUARTER)) == "2026-Q1: key_lost.\n"
    assert rows_of(keyholder.world, "survey_box") == 0


def test_a_box_is_not_counted_with_a_key_that_it_is_not_sealed_to(keyholder: Keyholder) -> None:
    app = keyholder.world.app
    keyholder.publish()
    keyholder.answer(CONTENT, times=11)
    right = (keyholder.folder / f"{QUARTER}.key").read_text()
    keys.destroy(keyholder.folder, QUARTER)
    keys.make(keyholder.folder, QUARTER)
    with clock.stopped(OVER):
        handed = _said(app, "hand-out")
        assert "is not the one that was published" in _refused(app, "count", given=handed)
        assert "is not counted" in _said(app, "keep")
        assert rows_of(keyholder.world, "survey_box") == 3
        (keyholder.folder / f"{QUARTER}.key").write_text(right)
        assert _said(app, "record", given=_said(app, "count", given=handed)) == "2026-Q1: counted.\n"
    assert keyholder.result().answered == 11


def test_a_key_that_could_not_be_written_whole_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            keys.make(tmp_path, QUARTER)
    assert list(tmp_path.iterdir()) == []
    keys.make(tmp_path, QUARTER)
    assert keys.names(tmp_path) == [QUARTER]


def test_a_key_whose_count_was_written_down_is_destroyed_though_the_first_try_was_cut_off(
    keyholder: Keyholder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_folder: Path, _name: str) -> None:
        raise KeyboardInterrupt

    keyholder.publish()
    keyholder.answer(CONTENT, times=11)
    with keyholder.world.app.app_context(), clock.stopped(OVER):
        with monkeypatch.context() as cut_off:
            cut_off.setattr(keys, "destroy", killed)
            with pytest.raises(KeyboardInterrupt):
                list(keeping.keep())
        db.session.rollback()
        assert QUARTER in keys.names(keyholder.folder)
        list(keeping.keep())
    assert QUARTER not in keys.names(keyholder.folder)
    assert keyholder.protocol() == ["published", "closed", "counted", "key_destroyed"]


def test_where_one_user_holds_both_all_of_it_is_one_command(keyholder: Keyholder) -> None:
    app = keyholder.world.app
    with clock.stopped(NOON):
        assert _said(app, "keep").count("is made and published") == 2
        assert _said(app, "keep") == ""
    keyholder.answer(times=10)
    with clock.stopped(OVER):
        assert "The survey of 2026-Q1: counted.\n" in _said(app, "keep")
    assert keeping.one_holds_both(app)


def test_production_does_not_start_where_the_pages_process_can_reach_the_keys(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    environment = {**PRODUCTION, "DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite'}", "SURVEY_KEYS": str(folder)}
    environment |= {"VAEKSTHUS_INSTANCE": str(tmp_path)}
    assert not keeping.one_holds_both(create_app(environment))
    keys.make(folder, QUARTER)
    with pytest.raises(BadSetting, match="Only the keyholder's system user may"):
        create_app(environment)
    assert keeping.one_holds_both(create_app({**environment, "DEMO": "yes"}))


@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("runuser"), reason="needs another system user")
def test_production_starts_as_a_user_who_cannot_read_them(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    keys.make(folder, QUARTER)
    for mode, within in ((0o700, False), (0o711, True), (0o755, True)):
        folder.chmod(mode)
        for place in (tmp_path, *list(tmp_path.parents)[:-2]):
            place.chmod(place.stat().st_mode | 0o011)
        code = f"import os; print(os.access({str(folder)!r}, os.R_OK) or os.access({str(folder)!r}, os.X_OK))"
        said = subprocess.run(
            ["runuser", "-u", "nobody", "--", "/usr/bin/env", "python3", "-c", code], capture_output=True, text=True
        )
        assert said.stdout.strip() == str(within), said.stderr


def test_in_production_the_keys_lie_where_operations_says(tmp_path: Path) -> None:
    given = {**PRODUCTION, "DATABASE_URL": "sqlite://", "VAEKSTHUS_INSTANCE": str(tmp_path)}
    assert settings(given)["SURVEY_KEYS"] == KEYHOLDERS_OWN
    assert settings({**given, "DEMO": "yes"})["SURVEY_KEYS"] == tmp_path / "survey_keys"
    assert settings({"VAEKSTHUS_INSTANCE": str(tmp_path)})["SURVEY_KEYS"] == tmp_path / "survey_keys"


def test_a_destroyed_key_leaves_no_file_and_no_bytes(tmp_path: Path) -> None:
    keys.make(tmp_path, QUARTER)
    (tmp_path / "kept").hardlink_to(tmp_path / f"{QUARTER}.key")
    before = (tmp_path / "kept").read_bytes()
    keys.destroy(tmp_path, QUARTER)
    assert keys.private(tmp_path, QUARTER) is None
    assert set((tmp_path / "kept").read_bytes()) == set(b"0") != set(before)
    keys.destroy(tmp_path, QUARTER)


def test_a_key_is_made_for_the_days_before_its_quarter_begins(keyholder: Keyholder) -> None:
    with keyholder.world.app.app_context(), clock.stopped(clock.at(date(2026, 3, 31), time(23))):
        list(keeping.keep())
    assert keyholder.ask(when=clock.at(date(2026, 4, 1), time(0, 1)))


def test_where_one_user_holds_both_the_survey_says_that_answers_are_not_protected(keyholder: Keyholder) -> None:
    browser = keyholder.world.app.test_client()
    warning = "Svar er ikke beskyttede her"
    assert warning not in browser.get("/survey/").text
    keyholder.publish()
    assert warning in browser.get("/survey/").text
