"""What a database refuses is told apart: full, busy, silent, or a fault of the program's own. Nothing typed is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from app.accounts.role import Role
from app.db import db
from app.errors import Cause, cause_of
from tests.make import World


@contextmanager
def _once_open(app: Flask, *commands: str) -> Iterator[None]:
    """These commands are said on the next connection, before anything else."""
    db_engine = db.engine
    db_engine.dispose()

    def say(connection: object, _record: object) -> None:
        for command in commands:
            connection.execute(command)

    sa.event.listen(db_engine, "connect", say)
    try:
        yield
    finally:
        sa.event.remove(db_engine, "connect", say)
        db_engine.dispose()


def _cause(question: str) -> Cause:
    with pytest.raises(DBAPIError) as raised, db.engine.begin() as connection:
        connection.exec_driver_sql(question)
    return cause_of(raised.value)


@pytest.mark.parametrize(
    ("state", "cause"),
    [
        ("53100", Cause.FULL),
        ("58030", Cause.FULL),
        ("55P03", Cause.BUSY),
        ("40P01", Cause.BUSY),
        ("40001", Cause.BUSY),
        ("57014", Cause.BUSY),
        ("53300", Cause.SILENT),
        ("57P01", Cause.SILENT),
        ("08006", Cause.SILENT),
        ("42P01", Cause.PROGRAM),
        ("22012", Cause.PROGRAM),
        ("23505", Cause.PROGRAM),
    ],
)
def test_a_code_of_postgresql_is_told_from_the_others(app: Flask, database: str, state: str, cause: Cause) -> None:
    if database != "postgresql":
        pytest.skip("codes of PostgreSQL")
    with app.app_context():
        assert _cause(f"DO $$ BEGIN RAISE 'provoked' USING ERRCODE = '{state}'; END $$") is cause


def test_sqlite_full_busy_and_a_fault_of_ours_are_three_things(app: Flask, database: str) -> None:
    if database != "sqlite":
        pytest.skip("codes of SQLite")
    with app.app_context():
        assert _cause("SELECT * FROM nothing") is Cause.PROGRAM
        assert _cause("SELEKT") is Cause.PROGRAM
        with _once_open(app, "PRAGMA max_page_count = 1"):
            assert _cause("CREATE TABLE big AS SELECT zeroblob(10000000)") is Cause.FULL
        with _once_open(app, "PRAGMA busy_timeout = 1"), db.engine.begin():
            assert _cause("SELECT 1") is Cause.BUSY


def test_a_database_that_is_not_there_is_silent(database: str, tmp_path: Path) -> None:
    url = (
        "postgresql+psycopg://nobody@127.0.0.1:1/none"
        if database == "postgresql"
        else f"sqlite:///{tmp_path}/no/folder.sqlite"
    )
    with pytest.raises(DBAPIError) as raised:
        sa.create_engine(url).connect()
    assert cause_of(raised.value) is Cause.SILENT


def _full(world: World, database: str) -> Iterator[None]:
    if database == "sqlite":
        # Pages that a migration left free would still be filled.
        with _once_open(world.app, "VACUUM", "PRAGMA max_page_count = 1"):
            yield
    else:
        refuse = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'could not extend file'"
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"{refuse} USING ERRCODE = '53100'; END $$")
            connection.exec_driver_sql("CREATE TRIGGER full_disk BEFORE INSERT ON note EXECUTE FUNCTION refuse()")
        try:
            yield
        finally:
            with db.engine.begin() as connection:
                connection.exec_driver_sql("DROP FUNCTION refuse() CASCADE")


def test_a_full_disk_is_said_in_words_and_the_same_form_is_stored_once_when_there_is_room(
    world: World, database: str
) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser("mette").get("/outreach/contacts/new?who=unnamed").form("/outreach/contacts")
    typed = "Vi talte længe. <b>Æda</b>\n" + "Lang tekst. " * 700
    form["kind"], form["topics"], form["note"] = "outreach", ["economy"], typed
    with world.app.app_context(), contextmanager(_full)(world, database):
        refused = form.submit()
    assert (refused.status, refused.headers["Content-Type"]) == (507, "text/html; charset=utf-8")
    assert "Disken på serveren er fuld" in refused
    assert "Det, du skrev, er ikke gemt. Det står stadig på din side. Luk den ikke." in refused
    assert "Vi talte længe. <b>Æda</b>" in refused.soup.find("li").get_text()
    assert refused.headers["Cache-Control"] == "no-store"
    assert world.contacts() == []
    again = refused.form("/outreach/contacts")
    assert (again["form_key"], again["note"], again.values["topics"]) == (form["form_key"], typed, ["economy"])
    assert again.submit().status == 303
    assert form.submit().status == 303
    assert len(world.contacts()) == 1


def test_a_form_with_a_password_is_never_repeated_on_a_page(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser().get("/accounts/sign-in").form("sign-in")
    form["username"], form["password"], form["form_key"] = "mette", "en hemmelig kode", "0" * 32
    view = world.app.view_functions["accounts.sign_in"]

    def refuses(**_values: object) -> str:
        raise sa.exc.OperationalError("x", {}, _Full())

    refuses.access_rule = view.access_rule
    world.app.view_functions["accounts.sign_in"] = refuses
    try:
        refused = form.submit()
    finally:
        world.app.view_functions["accounts.sign_in"] = view
    assert refused.status == 507
    assert "Gå tilbage" in refused
    assert ("en hemmelig kode" in refused.text, refused.soup.find("form")) == (False, None)


class _Full(Exception):
    """As SQLite says it."""

    sqlite_errorname = "SQLITE_FULL"
