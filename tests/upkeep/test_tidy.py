"""`flask tidy` deletes what only the machinery needed, in small steps; what people wrote and the log stay."""

from datetime import timedelta

import pytest

from app import clock
from app.access import SessionKind
from app.accounts.models import Invitation, SignIn, Slowdown
from app.accounts.role import Role
from app.applications.models import Application, DoorVisit
from app.db import db
from app.draft import Draft
from app.form import Submission
from app.imports.columns import Kind
from app.imports.models import ImportFile
from app.upkeep import tidy
from tests.database import rows
from tests.make import World
from tests.upkeep.commands import run

NOW = timedelta(0)
DAY = timedelta(days=1)


def _leave(world: World, account: int, ago: timedelta, name: str) -> None:
    """One row of each kind, whose time was so long ago."""
    then = clock.now() - ago
    open_door = SignIn(
        token_hash=f"{name} open", kind=SessionKind.DOOR, account_id=account, expires_at=clock.now() + DAY
    )
    with world.saved():
        db.session.add_all(
            [
                Submission(key=f"{name:0>32}", account_id=account, content="", target="/", stored_at=then),
                SignIn(
                    token_hash=name, kind=SessionKind.STAFF, account_id=account, expires_at=then + DAY, ended_at=then
                ),
                SignIn(token_hash=f"{name} run out", kind=SessionKind.STAFF, account_id=account, expires_at=then),
                Invitation(account_id=account, code_hash=name, expires_at=then + 14 * DAY, used_at=then),
                Invitation(account_id=account, code_hash=f"{name} run out", expires_at=then),
                Slowdown(key=name, failures=1, last_at=then),
                Application(
                    centre_id=world.centre["Regnbuen"], code_hash=name, title=name, drafted_at=then, touched_at=then
                ),
                DoorVisit(token_hash=name, sign_in=open_door, began_at=then, touched_at=then),
                ImportFile(kind=Kind.CENTRES, account_id=account, content="[]", made_at=then),
                Draft(
                    account_id=account, form="ContactForm", form_key=f"{name:0>32}", page="/", entered=[], saved_at=then
                ),
            ]
        )


def test_the_old_goes_and_the_new_stays(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy, "BATCH", 1)
    mette = world.account("mette", Role.SKP_WORKER)
    world.contact(world.citizen("Ib", by=mette), by=mette, note="Kom til kaffe.")
    for number in range(3):
        _leave(world, mette, 91 * DAY, f"old {number}")
    _leave(world, mette, 29 * DAY, "new")
    with world.saved():
        db.session.add(
            SignIn(token_hash="open", kind=SessionKind.STAFF, account_id=mette, expires_at=clock.now() + DAY)
        )
    before = rows(world.app)
    told = run(world.app, "tidy").output.splitlines()
    after = rows(world.app)
    assert told[:9] == [
        "forms stored: 3 deleted",
        "sessions over: 6 deleted",
        "slips used or run out: 6 deleted",
        "drafts left: 3 deleted",
        "drafts of applications left: 3 deleted",
        "visits at the door: 4 deleted",
        "checked files left: 4 deleted",
        "wrong passwords: 3 deleted",
        "plain reports: 0 deleted",
    ]
    assert told[9:11] == ["sessions left open: 0 closed", "sessions planned ahead: 0"]
    assert told[11].startswith("room left on the disk: ")
    assert sorted(row["token_hash"] for row in after["sign_in"]) == [
        "new", "new open", "new run out", "old 0 open", "old 1 open", "old 2 open", "open",
    ]  # fmt: skip
    assert [row["key"] for row in after["submission"]] == [f"{'new':0>32}"]
    touched = {one.model.__tablename__ for one in tidy.TIDY}
    assert touched == {
        "submission",
        "sign_in",
        "invitation",
        "slowdown",
        "draft",
        "import_file",
        "application",
        "door_visit",
        "report_file",
    }
    assert {name: after[name] for name in after if name not in touched} == {
        name: before[name] for name in before if name not in touched
    }
    assert [line.endswith(": 0 deleted") for line in run(world.app, "tidy").output.splitlines()[:9]] == [True] * 9
