"""Migrations go up, down and up again with rows in, and end with the tables that the program means."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from app import clock, envelope
from app.access import SessionKind
from app.accounts.models import Account
from app.accounts.role import Held, Person, Role
from app.citizens import openings, standings
from app.citizens.across import Basis, Given, Shown
from app.citizens.identity import KnownBefore
from app.citizens.models import Citizen
from app.citizens.openings import Asked
from app.citizens.standing import Status
from app.db import db
from app.followups.followup import Step
from app.monitoring.job import JobKind
from app.survey import handover, keeping, tickets
from app.survey.batch import needing_keys
from app.survey.ticket import Outcome
from tests.conftest import drop_database, own_database, program
from tests.database import rows
from tests.make import World

REFERENCE = {
    "quorum_rule": 1,
    "consent_age": 2,
    "survey_question_set": 1,
    "survey_question": 5,
    "survey_question_text": 30,
    "treatment_rule": 2,
    "decision_ground": 11,
    "decision_kind": 5,
    "legal_ground": 3,
    "duty_text": 1,
    "income_source": 12,
    "grouping": 2,
    "monitoring_group": 8,
    "group_member": 21,
}


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
    tom = world.account("tom", Role.CENTRE_WORKER)
    ring = world.follow_up("Ring til Ib", by=mette, citizen=ib)
    world.cover(mette, tom)
    world.take(ring, Step.POSTPONED, by=tom, in_days=1)
    world.hand_over(mette, tom, by=world.account("lene", Role.LEADER, at=()))
    contact = world.contact(ib, by=mette, note="Kom til kaffe.", known_before=KnownBefore.YES)
    world.sent(contact, by=mette)
    world.agreement(ib, mette)
    world.helper("Hans", by=mette)
    world.draft(by=mette)
    world.idea("En tur til havet", supporters=2)
    world.picture(world.application("Mad sammen"))
    mettes = world.browser("mette")
    mettes.get(f"/citizens/{ib}")
    world.competence()
    world.decision(ib, by=mette)
    world.definition(by=mette)
    world.request(ib, by=world.account("karim", Role.CASEWORKER), to=mette)
    assert mettes.get("/journal/").form("/journal/exports").submit().status == 303
    _asked_in_the_survey(world)
    world.released("2020-Q1")
    world.job(JobKind.CLOSE, "2020-Q2")
    _agreed_hours_and_an_answer(world)
    _lived_in_the_register(world, ib, mette)
    world.around_an_activity(by=mette)
    return world


def _lived_in_the_register(world: World, ib: int, by: int) -> None:
    other = world.citizen("Kaptajnen", by=by)
    world.link(ib, other, by=by)
    with world.saved():
        citizen, account = db.session.get_one(Citizen, ib), db.session.get_one(Account, by)
        centre = citizen.centres[0].centre
        today = clock.today()
        standings.warn(citizen, "Gå to.", until=today, at=centre, by=account)
        standings.protect(citizen, on=today, at=centre, by=account)
        standings.change_status(citizen, Status.CLOSED, on=today, reason="Flyttede.", at=centre, by=account)
        openings.open_with_reason(citizen, Shown.PROTECTED, "Skal ringe.", by=account)
        person = Person(by, SessionKind.STAFF, tuple(Held(one.role, one.centre_id) for one in account.roles))
        openings.look_up(person, "Nogen", Asked(Basis.CONSENT, "Bolig.", Given.ORALLY), at=centre, by=account)


def _asked_in_the_survey(world: World) -> None:
    """A quarter with its key, one who answered and one who was asked."""
    with world.saved():
        name = needing_keys(clock.today())[0]
        keeping.make_key(name)
        code, _ = (handover.open_ticket(world.centre["Regnbuen"]).code for _ in range(2))
        public = envelope.bytes_of(tickets.sheet(code).public_key or "")
        assert tickets.redeem(code, envelope.seal(public, b"", about=name.encode())) is Outcome.STORED


def _agreed_hours_and_an_answer(world: World) -> None:
    """Hours of a centre, and an income that was noted by one tap on the page of incomplete records."""
    world.account("frank", Role.LEADER)
    form = world.browser("frank").get(f"/hours/centres/{world.centre['Regnbuen']}").form("centres")
    form["hours"] = "30"
    assert form.submit().status == 303
    page = world.browser("mette").get("/missing")
    button = page.soup.find("button", attrs={"name": "source"})
    assert button is not None
    assert page.form("income").submit(("source", str(button["value"]))).status == 303


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
        kept = {table for table in before if sa.inspect(db.engine).has_table(table)}
        upgrade()
    after = rows(empty)
    lived = kept - set(REFERENCE)
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
