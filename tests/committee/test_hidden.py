"""While a vote is open, no answer to anybody depends on how anybody voted: every path, as everybody, once and again
with the votes turned round, says the same, and so does the log. Whoever asks for their own vote gets it, and only that.

What a role may not open at all (403, 404) is the access matrix's; of the committee and the pool everything is asked.
"""

import re
from collections.abc import Collection
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app import clock
from app.access import rule_of
from app.accounts.permissions import PERMISSIONS
from app.accounts.role import Role
from app.committee import voting_views
from app.committee.ballot import Choice, Counts, counted
from app.committee.models import Ballot, Vote
from app.db import db
from tests.browser_without_script import HTMX, Browser
from tests.committee.around import Committee, adopted, application, committee
from tests.database import one_table
from tests.make import World

FOR, AGAINST, NEITHER = Choice
Said = dict[tuple[str, str], str]
OWN = ("committee", "pool")
ABOVE = ("applications", "desk", "monitoring", "accounts", "drafts", "journal")
TURNED = {FOR: AGAINST, AGAINST: NEITHER, NEITHER: FOR}
ALWAYS_OTHER = re.compile(r'(name="csrf_token" value=|"X-CSRFToken": )"[^"]*"|[0-9a-f]{8,}')

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def made(world: World) -> Committee:
    """A vote is open: Ane and Bo have voted for it on their tablets, and Cleo has raised her hand for neither."""
    found = committee(world)
    adopted(found)
    (point,) = found.points(found.meeting(application(world, at="Parasollen"), present=("ane", "bo", "cleo", "dan")))
    ballot = found.vote(point)
    found.cast(ballot, ane=FOR, bo=FOR)
    browser = world.browser("sally")
    browser.get(f"/committee/points/{point}/voting").form("/hands").submit(("choice", "neither"))
    return found


def _everybody(world: World) -> dict[str, Browser]:
    for role in Role:
        if role is not Role.COMMITTEE_MEMBER:
            world.account(_called(role), role, at=() if role is Role.LEADER else ("Regnbuen",))
    found = {_called(role): world.browser(_called(role)) for role in Role if role is not Role.COMMITTEE_MEMBER}
    door = world.browser("sally")
    door.get("/accounts/me").form("/accounts/door").submit()
    return found | {name: world.browser(name) for name in ("sally", "ane", "bo", "dan", "")} | {"door": door}


def _called(role: Role) -> str:
    return role.value.replace("_", "-")


def _paths(made: Committee) -> dict[str, str]:
    """Every address that can be opened without knowing a record, and all of the committee's and pool's; by endpoint."""
    tables = ("agenda_point", "ballot", "committee_meeting", "committee_seat", "criteria_version", "pool", "pool_entry")
    ids = {f"{name}_id": one_table(made.world.app, name)[-1]["id"] for name in (*tables, "application")}
    found = {}
    with made.world.app.test_request_context():
        adapter = made.world.app.url_map.bind("localhost")
        for rule in made.world.app.url_map.iter_rules():
            if "GET" in (rule.methods or set()) and set(rule.arguments) <= set(ids) and rule.endpoint != "static":
                found[rule.endpoint] = adapter.build(rule.endpoint, {name: ids[name] for name in rule.arguments})
    return found


def _asked(everybody: Collection[str], paths: dict[str, str]) -> dict[str, list[str]]:
    """Who asks for what: everybody for all that could know of a vote, being the committee's own or standing above it
    in the map of imports; for every other path the first who may.
    """
    known = {_called(role): role for role in Role} | {"sally": Role.CENTRE_WORKER}
    asked: dict[str, list[str]] = {name: [] for name in everybody}
    for endpoint, path in paths.items():
        rule = rule_of(endpoint)
        may = [
            name
            for name in everybody
            if rule is None
            or rule.act is None
            or known.get(name, Role.COMMITTEE_MEMBER) in PERMISSIONS[rule.act]
            or name == "door"
        ]
        feature = endpoint.split(".")[0]
        for name in everybody if feature in OWN else may if feature in ABOVE else may[:1]:
            asked[name].append(path)
    return asked


def _said(made: Committee, everybody: dict[str, Browser], paths: dict[str, str], before: Said | None = None) -> Said:
    said = {}
    with made.world.app.app_context():
        asked = _asked(everybody, paths)
    for name, browser in everybody.items():
        for path in asked[name]:
            for kind, headers in (("page", {}), ("part", HTMX)):
                if kind == "part" and not path.startswith(("/committee/points", "/committee/ballots")):
                    continue
                if before and before[name, f"{kind} {path}"].startswith("4"):
                    continue
                answer = browser.client.get(path, headers=headers)
                if answer.location:
                    # What it says on the way is read where it leads, not on whatever page is asked for next.
                    browser.client.get(answer.location)
                text = answer.get_data(as_text=True) if answer.mimetype.startswith("text/") else ""
                said[name, f"{kind} {path}"] = f"{answer.status_code} " + ALWAYS_OTHER.sub("", text)
    return said


def _log(made: Committee) -> list[object]:
    entries = one_table(made.world.app, "access_entry")
    records = one_table(made.world.app, "accessed_record")
    return [(one["act"], one["page"], one["ground"]) for one in entries] + [
        (one["kind"], one["record_id"]) for one in records
    ]


def _turn_round(made: Committee) -> None:
    with made.world.saved():
        for vote in db.session.scalars(sa.select(Vote)):
            if db.session.get_one(Ballot, vote.ballot_id).closed_at is None:
                vote.choice = TURNED[vote.choice]


def _differs(made: Committee, paths: dict[str, str]) -> set[tuple[str, str]]:
    """Whose answer at which path depends on how somebody voted."""
    with clock.stopped(clock.now() + timedelta(seconds=5)):
        everybody = _everybody(made.world)
        before = _said(made, everybody, paths)
        log = len(_log(made))
        _turn_round(made)
        after = _said(made, everybody, paths, before)
    assert len(_log(made)) == log
    assert sum(said.startswith("200") for said in before.values()) > 100
    return {key for key, said in before.items() if said.startswith("200") and after[key] != said}


def test_no_answer_depends_on_how_anybody_voted(made: Committee) -> None:
    ballot = one_table(made.world.app, "ballot")[-1]["id"]
    own = {("ane", f"{kind} /committee/ballots/{ballot}/own-vote") for kind in ("page", "part")}
    others = {("bo", path) for _name, path in own}
    assert _differs(made, _paths(made)) == own | others


def test_a_planted_leak_is_found(made: Committee, monkeypatch: pytest.MonkeyPatch) -> None:
    """The counts, without the question whether the vote is closed."""

    def counts(ballot: Ballot) -> Counts:
        votes = db.session.scalars(sa.select(Vote).where(Vote.ballot_id == ballot.id))
        return counted([one.choice for one in votes], 3)

    monkeypatch.setattr(voting_views, "_counts", counts)
    path = f"/committee/points/{one_table(made.world.app, 'agenda_point')[-1]['id']}/voting"
    with clock.stopped(clock.now() + timedelta(seconds=5)):
        sally = {"sally": made.world.browser("sally")}
        before = _said(made, sally, {"committee.voting_page": path})
        _turn_round(made)
        after = _said(made, sally, {"committee.voting_page": path})
    assert before["sally", f"page {path}"] != after["sally", f"page {path}"]
