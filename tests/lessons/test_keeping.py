"""Lessons about what is kept: linked, shown to no browser's memory, anonymous, counted, taken out, shut."""

import csv
import io
from collections.abc import Iterable, Iterator
from enum import Enum

import pytest
import sqlalchemy as sa
from flask import Flask, Response
from openpyxl import load_workbook

from app import clock, log
from app.access import Act, SessionKind, ViewWithoutRule, allow, refuse_views_without_rule, rule_of
from app.accounts.role import Role
from app.applications.application import State as ApplicationState
from app.citizens.challenge import Challenge
from app.citizens.models import Citizen
from app.committee.ballot import Choice, How
from app.committee.meeting import MeetingState
from app.db import Model, db, stored
from app.imports.columns import Kind as ImportKind
from app.monitoring import jobs
from app.monitoring.job import JobKind
from app.outreach.bridge import Destination
from tests.activities.groups import opened as opened_with
from tests.ballot.columns import COLUMNS
from tests.browser_without_script import Browser, Page
from tests.committee.around import one_of_each
from tests.database import LOG, one_table, rows
from tests.lessons.addresses import addresses, rules
from tests.make import World
from tests.peers.at_door import hung
from tests.survey.quarters import lost

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would run."""


def test_lesson_07_two_records_are_linked_with_what_moves_in_sight_and_undone_on_screen(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib, blomst = world.citizen("Ib", by=mette), world.citizen("Fru Blomst", by=mette)
    world.contact(ib, by=mette, note="Kom til kaffe.")
    world.contact(blomst, by=mette, note="Om huslejen.")
    browser = world.browser("mette")
    asked = browser.get(f"/citizens/{ib}/links/new?other={blomst}")
    seen = [card.get_text(" ", strip=True) for card in asked.soup.select(".v-pair .v-card")]
    assert ["1 kontakt" in card for card in seen] == [True, True]
    form = asked.form(f"/citizens/{ib}/links")
    form["keep"], form["reason"] = str(ib), "Ib sagde det selv."
    linked = form.submit().follow()
    assert ("Kom til kaffe." in linked, "Om huslejen." in linked) == (True, True)
    apart = linked.form("/links/undone").submit().follow()
    assert ("Kom til kaffe." in apart, "Om huslejen." in apart) == (True, False)
    assert "Om huslejen." in browser.get(f"/citizens/{blomst}")
    for page in (asked, linked, apart):
        assert "flet" not in page.soup.get_text().casefold()


SEE_EVERY_PAGE = (Role.ADMINISTRATOR, Role.LEADER, Role.COMMITTEE_MEMBER, Role.ADDICTION_WORKER, Role.HEALTH_WORKER)
LEAD_ON = ("casework.sessions", "decisions.ask", "decisions.ask_of_citizen")
"""To the one session that runs, and to deciding oneself, where nothing else is asked for."""
NO_HISTORY = """<meta name="htmx-config" content='{"history": false,"""


def test_lesson_10_no_page_behind_the_login_may_be_kept_by_a_browser(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    accounts = {role: world.account(role.value, role) for role in SEE_EVERY_PAGE}
    ids = _somebody_of(world, mette, "Regnbuen", "Ib")
    lost(world.app, "2016-Q3")
    ids |= _made_together(world, accounts)
    around = world.around_a_session(ids["citizen"], by=mette) | world.around_an_activity(by=mette)
    ids |= {name.removesuffix("_id"): number for name, number in around.items()}
    asked = {one: f"?all=1&kind={ids['decision_kind']}" for one in LEAD_ON}
    pages = [(endpoint, path + asked.get(endpoint, "")) for endpoint, path in addresses(world, ids)]
    opened = set()
    for kind, browser in _everybody(world, ids):
        for endpoint, path in pages:
            if kind not in _kinds(world.app, endpoint) or (kind, endpoint) in opened:
                continue
            answer = browser.client.get(path)
            assert _may_be_kept(answer) == [], path
            if answer.status_code == 200:
                opened.add((kind, endpoint))
    behind = {rule.endpoint for rule in rules(world) if _act(world.app, rule.endpoint)}
    assert behind - {endpoint for _, endpoint in opened} == set(), "opened by nobody"

    careless = world.app.response_class("<html>Ib</html>", mimetype="text/html", headers={"Cache-Control": "private"})
    assert len(_may_be_kept(careless)) == 2


def _may_be_kept(answer: Response) -> list[str]:
    """What lets a browser, or htmx, keep this answer."""
    page = answer.status_code == 200 and answer.mimetype == "text/html" and "<html" in answer.get_data(as_text=True)
    return [
        *(f"Cache-Control: {one}" for one in answer.headers.getlist("Cache-Control") or [""] if one != "no-store"),
        *(["htmx keeps its history"] if page and NO_HISTORY not in answer.get_data(as_text=True) else []),
    ]


def _kinds(app: Flask, endpoint: str) -> frozenset[SessionKind]:
    """The sessions that a page serves: every kind, where nobody needs to sign in."""
    with app.app_context():
        rule = rule_of(endpoint)
    return (rule.kinds if rule else None) or frozenset(SessionKind)


def _everybody(world: World, ids: dict[str, int]) -> Iterator[tuple[SessionKind, Browser]]:
    """Every kind of session: people of every role; tablets at the door, two of them opened with three words; and the
    screens, of a centre with a workshop and of one without.
    """
    for name in ("mette", "karim", *(role.value for role in SEE_EVERY_PAGE)):
        kind = SessionKind.COMMITTEE if name == Role.COMMITTEE_MEMBER.value else SessionKind.STAFF
        yield kind, world.browser(name)
    yield SessionKind.DOOR, world.door("mette")
    (of_group,) = (row["application_id"] for row in one_table(world.app, "activity") if row["id"] == ids["activity"])
    yield SessionKind.DOOR, opened_with(world, world.words(of_group))
    tablet = opened_with(world, world.words(ids["application"]))
    assert hung(tablet).status == 303
    yield SessionKind.DOOR, tablet
    yield SessionKind.SCREEN, world.screen("mette")
    yield SessionKind.SCREEN, world.screen("otto")


def _made_together(world: World, accounts: dict[Role, int]) -> dict[str, int]:
    """What citizens decide, and what the steering group sees; each kind's number."""
    anders = accounts[Role.ADMINISTRATOR]
    application = world.application("Mad sammen", state=ApplicationState.ASKED)
    job = world.job(JobKind.REPORT, "2020-Q2", by=anders)
    with world.app.app_context():
        assert jobs.run(job).stopped is None
    committee = world.pool() | one_of_each(world, accounts[Role.COMMITTEE_MEMBER])
    meetings = one_table(world.app, "committee_meeting")
    return {
        "idea": world.idea("En tur til havet"),
        "application": application,
        "application_picture": world.picture(application),
        "definition": world.definition(by=anders),
        "closed_period": world.released("2020-Q1"),
        "monitoring_job": job,
        **committee,
        "committee_meeting": next(row["id"] for row in meetings if row["state"] is MeetingState.CLOSED),
    }


CONTACT = {
    "id", "kind", "place", "citizen_id", "people", "centre_id", "controller_id", "author_id", "happened_at", "minutes",
    "recorded_at", "survey_asked_on", "version",
}  # fmt: skip
HEAD_COUNT = {"id", "centre_id", "counted_on", "people", "author_id", "recorded_at", "version"}
GAINS = {"contact", "challenge_noted", "head_count", "submission", "contacts_rolled_up"}
"""Where something is written when somebody without a name is talked with and heads are counted; the log apart."""


def _models() -> dict[str, str]:
    """In which module the model of each table stands."""
    return {str(one.local_table): one.class_.__module__ for one in Model.registry.mappers}


def _of_the_survey(models: dict[str, str]) -> set[str]:
    return {table for table, module in models.items() if module.startswith("app.survey.")}


def _beyond(tables: Iterable[sa.Table], models: dict[str, str]) -> list[str]:
    """Columns that were not designed: nothing of who, where from or when fits into what was. Looked for in the survey's
    own tables, in those that point to one of them, and in those of no model at all.
    """
    survey = _of_the_survey(models)
    return [
        f"{table.name}.{column.name}"
        for table in tables
        if table.name not in models or survey & {table.name, *_points_to(table)}
        for column in table.columns
        if column.name not in COLUMNS.get(table.name, ())
    ]


def _points_to(table: sa.Table) -> set[str]:
    return {key.target_fullname.partition(".")[0] for key in table.foreign_keys}


def _tables(world: World) -> list[sa.Table]:
    """Every table as it is in the database, but for the one that says how far it was migrated."""
    found = sa.MetaData()
    with world.app.app_context():
        found.reflect(db.engine)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def test_lesson_11_there_is_nowhere_to_keep_who_an_unnamed_person_was(world: World) -> None:
    """The survey's own test, that nothing of 200 answers is found in any byte, comes with the survey."""
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib", by=mette)
    before = rows(world.app)
    browser = world.browser("mette")
    form = browser.get("/outreach/contacts/new").form("/outreach/contacts")
    form["who"], form["kind"], form["topics"] = "unnamed", "outreach", ["alcohol"]
    assert form.submit().status == 303
    heads = browser.get("/day").form("head-counts")
    heads["people"] = "17"
    assert heads.submit().status == 303

    new = {name: [row for row in found if row not in before[name]] for name, found in rows(world.app).items()}
    assert {name for name, found in new.items() if found} - LOG - {"sign_in"} == GAINS
    assert (set(new["contact"][0]), set(new["head_count"][0])) == (CONTACT, HEAD_COUNT)
    about = [(name, row) for name in GAINS for row in new[name] if row.get("citizen_id") is not None]
    assert (about, ib in {row["citizen_id"] for row in new["contact"]}) == ([], False)

    models = _models()
    assert _of_the_survey(models) == set(COLUMNS)
    assert _beyond(_tables(world), models) == []
    careless = sa.Table("reply", sa.MetaData(), sa.Column("batch_id"), sa.Column("ip_hash"), sa.Column("sent_at"))
    planted = ["reply.batch_id", "reply.ip_hash", "reply.sent_at"]
    assert _beyond([careless], models) == planted, "of no model"
    assert _beyond([careless], models | {"reply": "app.survey.models"}) == planted, "the survey's own"
    assert _beyond([careless], models | {"reply": "app.outreach.models"}) == []
    careless.append_constraint(sa.ForeignKeyConstraint(["batch_id"], ["survey_batch.id"]))
    assert _beyond([careless], models | {"reply": "app.outreach.models"}) == planted, "another's, that points to it"


NO_VOTE = {"ballot_voter", "grant_decision"}
"""They point to a ballot and keep no vote: who may vote in it, and what was decided by it."""


def _keeps_votes(table: sa.Table) -> bool:
    """It points to a ballot, holds what somebody chose, or is called so."""
    called = {"vote", "votes", "hands"} & set(table.name.split("_"))
    near = {"ballot", "ballot_voter"} & _points_to(table)
    return table.name not in NO_VOTE and bool(near or called or _holding(table, Choice))


def _holding(table: sa.Table, kind: type[Enum]) -> list[sa.Column[object]]:
    return [column for column in table.columns if getattr(column.type, "enum_class", None) is kind]


def _without_how(tables: Iterable[sa.Table]) -> list[str]:
    """Tables of votes that do not say of each how it was given: on a tablet, or by a hand that somebody counted."""
    return [
        table.name
        for table in tables
        if _keeps_votes(table) and [column.nullable for column in _holding(table, How)] != [False]
    ]


def test_lesson_12_no_vote_is_kept_without_how_it_was_given() -> None:
    """That a voter sees a receipt and hands are counted is tried with the committee; that these tables are those of the
    database, with the migrations.
    """
    tables = db.metadata.sorted_tables
    assert [table.name for table in tables if _keeps_votes(table)] == ["vote"]
    assert _without_how(tables) == []
    plan = sa.MetaData()
    careless = [
        sa.Table("vote", plan, sa.Column("member_id"), sa.Column("yes")),
        sa.Table("raised", plan, sa.Column("ballot_id", sa.ForeignKey("ballot.id")), sa.Column("yes")),
        sa.Table("chosen", plan, sa.Column("choice", stored(Choice)), sa.Column("how", sa.String(40), nullable=False)),
        sa.Table("perhaps", plan, sa.Column("choice", stored(Choice)), sa.Column("how", stored(How))),
    ]
    assert _without_how(careless) == ["vote", "raised", "chosen", "perhaps"]


FILES = {"journal.csv_file", "journal.pdf_file", "imports.template_file"}


def _cells(page: Page) -> list[list[str]]:
    text = page.answer.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_lesson_13_what_leaves_as_a_file_says_what_it_holds_is_whole_and_runs_nothing(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER, name="=cmd|' /C calc'!A0")
    world.account("anders", Role.ADMINISTRATOR)
    ids = _somebody_of(world, mette, "Regnbuen", "@SUM(A1)", note="=HYPERLINK(1)")
    other = world.marked(world.contact(ids["citizen"], by=mette, note="+45 venter endnu"), by=mette)
    mettes, administrators = world.browser("mette"), world.browser("anders")
    files = {
        endpoint
        for endpoint, path in addresses(world, ids)
        for browser in (mettes, administrators)
        if "attachment" in browser.client.get(path).headers.get("Content-Disposition", "")
    }
    assert files == FILES, "a new file needs its line here, and its cells below"

    page = mettes.get(f"/journal/exports/{ids['journal_export']}")
    table = _cells(mettes.get(f"/journal/exports/{ids['journal_export']}/csv"))
    assert [cell for row in table for cell in row if cell.startswith(RUNS)] == []
    (title,), (filtered,), columns, *kept = table
    today = f"{clock.local(clock.now()):%d.%m.%Y}"
    assert ("Regnbuen" in title, today in filtered, "mærket og ikke taget med" in filtered) == (True, True, True)
    assert columns == [
        "Navn", "Kendt ved", "Dag og tid", "Minutter", "Slags", "Sted", "Emner", "Notat", "Skrevet op af",
        "Skrevet op",
    ]  # fmt: skip
    [row] = kept
    for cell in (row[0], row[6], row[7]):
        assert cell.removeprefix("'") in page, "the file says what the page says"
    assert other not in {one["contact_id"] for one in one_table(world.app, "journal_item")}

    with world.saved():
        db.session.execute(sa.text("UPDATE income_source SET danish = '=1+1' WHERE key = 'flex_job'"))
    for kind in ImportKind:
        book = load_workbook(io.BytesIO(administrators.get(f"/imports/template?kind={kind.value}").answer.get_data()))
        assert [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "f"] == []


SECRET = "Hemmelige Hans"


def _somebody_of(world: World, worker: int, at: str, name: str, note: str = "") -> dict[str, int]:
    """Somebody of a centre with one of everything that is kept about a person; each kind's number."""
    citizen = world.citizen(name, by=worker, at=at)
    sent = world.contact(citizen, by=worker, at=at, note=note or name, topics=(Challenge.ALCOHOL,))
    return {
        "citizen": citizen,
        "contact": sent,
        "bridge": world.bridge(citizen, by=worker, at=at, to=Destination.ANOTHER, elsewhere=name),
        "follow_up": world.follow_up(f"Ring til {name}", by=worker, citizen=citizen, at=at),
        "mentor_agreement": world.agreement(citizen, worker, at=at),
        "helper": world.helper(f"{name} hjælper", by=worker, at=at),
        "journal_export": world.sent(sent, by=worker, at=at),
        "draft": world.draft(by=worker),
        "account": worker,
        "centre": world.centre[at],
        "department": world.department(),
        "operator": world.operator("KFUM"),
        "effort": world.effort(f"Sundhed i {at}"),
        "legal_ground": world.legal_ground(),
        "import_file": world.import_file(by=_administrator(world)),
    }


def _administrator(world: World) -> int:
    return next(row["account_id"] for row in one_table(world.app, "role_held") if row["role"] is Role.ADMINISTRATOR)


def _act(app: Flask, endpoint: str) -> Act | None:
    with app.app_context():
        rule = rule_of(endpoint)
    return rule.act if rule else None


def _seen(
    world: World, browsers: dict[Role, Browser], ids: dict[str, int], only: str | None = None
) -> set[tuple[str, str]]:
    """Which pages tell which role of Hans."""
    return {
        (endpoint, role.value)
        for endpoint, path in addresses(world, ids)
        if only in (None, endpoint)
        for role, browser in browsers.items()
        if SECRET.encode() in browser.client.get(path).data
    }


def test_lesson_16_one_forgotten_route_is_found_before_anybody_of_another_centre_finds_it(world: World) -> None:
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    for role in Role:
        world.account(role.value.replace("_", "-"), role, at=("Regnbuen",))
    ids = _somebody_of(world, otto, "BorgerCafeen", SECRET)
    browsers = {role: world.browser(role.value.replace("_", "-")) for role in Role}
    at_home = {Role.SKP_WORKER: world.browser("otto")}
    assert {"citizens.citizen", "outreach.contact", "followups.follow_up"} <= {
        endpoint for endpoint, _role in _seen(world, at_home, ids)
    }, "where he is known, his pages tell of him"
    assert _seen(world, browsers, ids) == set()

    @allow(Act.FIND_CITIZENS, kinds=(SessionKind.STAFF,))
    def forgotten(citizen_id: int) -> str:
        citizen = db.session.get_one(Citizen, citizen_id)
        log.opened(citizen)
        log.settle()
        db.session.commit()
        return citizen.name

    views = world.app.view_functions
    guarded = views["citizens.citizen"]
    views["citizens.citizen"] = forgotten
    try:
        found = _seen(world, browsers, ids, only="citizens.citizen")
        views["citizens.citizen"] = lambda citizen_id: str(citizen_id)
        with pytest.raises(ViewWithoutRule, match=r"citizens\.citizen"):
            refuse_views_without_rule(world.app)
    finally:
        views["citizens.citizen"] = guarded
    assert ("citizens.citizen", "caseworker") in found
