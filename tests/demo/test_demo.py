"""The demo in a database: made once, only in an empty one, and equal to what Haderslev published."""

import csv
import io

import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app.accounts.models import Account
from app.accounts.role import Role
from app.citizens.models import Citizen
from app.db import db
from app.installation import Origin, origin
from app.monitoring import published
from tests.make import World


def run(app: Flask, *command: str, **environment: str) -> Result:
    """A command of the program."""
    return app.test_cli_runner(env=environment).invoke(args=list(command))


def tables(app: Flask, last: str, *more: str) -> list[dict[str, str]]:
    """What the monitoring command prints."""
    result = run(app, "monitoring", "tables", "--from", "2014-11-01", "--to", last, "--csv", *more)
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.output)))


def test_the_demos_tables_are_the_published_ones(app: Flask) -> None:
    assert run(app, "prepare").exit_code == 0
    rows = tables(app, "2016-10-31")
    percent = {(row["table"], row["row"]): row["percent"] for row in rows}
    for table, size in (("challenges", 12), ("income", 11), ("income_groups", 3)):
        printed = published.PRINTED[table]
        ours = {row: int(percent[table, row]) for row in printed}
        equal = sum(ours[row] == share for row, share in printed.items())
        print(f"demo: {equal} of {size} rows of {table} as printed")
        assert ours == dict(printed)
        assert len(printed) == size
        assert [row["row"] for row in rows if row["table"] == table and row["percent"]] == list(printed)
    assert {row["base"] for row in rows if row["table"] == "challenges"} == {"372"}
    assert {row["base"] for row in tables(app, "2015-05-27") if row["table"] == "challenges"} == {"125"}
    centres = [tables(app, "2016-10-31", "--centre", name)[0]["base"] for name in ("Regnbuen", "parasollen")]
    assert all(0 < int(base) < 372 for base in centres)

    again = run(app, "prepare")
    assert "Demo:" not in again.output
    with app.app_context():
        assert origin() is Origin.DEMO
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Account)) == 16
        accounts = run(app, "demo", "accounts").output.splitlines()
        assert len(accounts) == 16
        assert {line.split()[0] for line in accounts} == {role.value for role in Role}
        assert all(len(line.split()) == 3 for line in accounts)


def test_a_database_that_the_demo_did_not_make_is_left_alone(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.citizen("Ib", by=mette)
    refused = run(world.app, "demo", "load")
    assert refused.exit_code == 1
    assert "not empty" in refused.output
    with world.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Citizen)) == 1
    assert run(world.app, "demo", "accounts").exit_code == 1


def test_without_the_demo_the_first_administrator_gets_a_slip(app: Flask) -> None:
    started = run(app, "prepare", DEMO="no")
    assert "Brugernavn: administrator" in started.output
    code = started.output.split("Kode:")[1].split()[0]
    world_page = _welcome(app, "administrator", code)
    assert world_page == "/"
    assert "Kode:" not in run(app, "prepare", DEMO="no").output
    with app.app_context():
        assert origin() is Origin.SETUP


def test_setup_makes_one_administrator_and_no_second(app: Flask) -> None:
    first = run(app, "setup", "--username", "Anders", "--name", "Anders Skov")
    assert first.exit_code == 0
    assert "Brugernavn: anders" in first.output
    assert run(app, "setup", "--username", "bo", "--name", "Bo").exit_code == 1


def test_the_demo_is_not_loaded_in_production(app: Flask) -> None:
    app.config["PRODUCTION"] = True
    try:
        refused = run(app, "prepare")
        assert refused.exit_code == 1
        assert "not loaded in production" in refused.output
    finally:
        app.config["PRODUCTION"] = False


def test_the_command_says_what_is_wrong_with_its_words(app: Flask) -> None:
    backwards = run(app, "monitoring", "tables", "--from", "2016-01-01", "--to", "2015-01-01")
    assert "ends before it begins" in backwards.output
    nowhere = run(app, "monitoring", "tables", "--from", "2015-01-01", "--to", "2016-01-01", "--centre", "Månen")
    assert "no centre called 'Månen'" in nowhere.output


def _welcome(app: Flask, username: str, code: str) -> str:
    from tests.browser_without_script import Browser

    form = Browser(app).get("/accounts/welcome").form("welcome")
    form["username"], form["code"] = username, code.lower()
    form["password"] = form["again"] = "en lang og god kode"
    return form.submit().headers["Location"]
