"""A training instance is served from the demo's database alone, and every page of it says what it is."""

from pathlib import Path

import pytest
from flask import Flask

from app import commands, create_app
from app.access import SessionKind
from app.accounts.role import Role
from app.config import BadSetting
from app.db import db
from app.installation import Origin, is_training, mark, origin
from tests.kernel.test_config import STRONG
from tests.make import World


def _start(app: Flask, tmp_path: Path, **environment: str) -> Flask:
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    made = create_app(
        {"DATABASE_URL": address, "VAEKSTHUS_INSTANCE": str(tmp_path), "SECRET_KEY": STRONG, **environment}
    )
    commands.init(made)
    return made


@pytest.mark.parametrize(
    ("made_by", "mode", "demo", "starts"),
    [
        (Origin.DEMO, "local", "", True),
        (Origin.DEMO, "local", "yes", True),
        (Origin.DEMO, "production", "", False),
        (Origin.DEMO, "production", "no", False),
        (Origin.DEMO, "production", "yes", True),
        (Origin.SETUP, "local", "", True),
        (Origin.SETUP, "local", "yes", False),
        (Origin.SETUP, "production", "", True),
        (Origin.SETUP, "production", "yes", False),
        (None, "production", "yes", True),
        (None, "production", "", True),
    ],
)
def test_real_people_and_practice_are_never_mixed(
    world: World, tmp_path: Path, made_by: Origin | None, mode: str, demo: str, starts: bool
) -> None:
    if made_by:
        with world.saved():
            mark(made_by)
    if starts:
        _start(world.app, tmp_path, VAEKSTHUS_MODE=mode, DEMO=demo)
    else:
        with pytest.raises(BadSetting, match="DATABASE_URL names a database"):
            _start(world.app, tmp_path, VAEKSTHUS_MODE=mode, DEMO=demo)


def test_a_word_that_is_neither_yes_nor_no_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="DEMO is 'ja'; it is 'yes', 'no' or left out"):
        _start(world.app, tmp_path, DEMO="ja")


def test_a_training_instance_loads_the_demo_in_production_and_makes_no_administrator(
    app: Flask, tmp_path: Path
) -> None:
    app = _start(app, tmp_path, VAEKSTHUS_MODE="production", DEMO="yes")
    refused = app.test_cli_runner().invoke(args=["setup", "--username", "a", "--name", "A"])
    assert (refused.exit_code, "training instance" in refused.output) == (1, True), refused.output
    with app.app_context():
        assert app.config["PRODUCTION"]
        db.engine.dispose()
        loaded = app.test_cli_runner().invoke(args=["demo", "load"])
        assert (loaded.exit_code, is_training(app)) == (0, True), loaded.output
        assert origin() is Origin.DEMO
        db.session.remove()
        db.engine.dispose()


def test_every_page_bears_the_band_the_title_and_the_icon(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    world.account("anders", Role.ADMINISTRATOR)
    world.app.config["TRAINING"] = True
    try:
        pages = [world.browser().get(path) for path in ("/accounts/sign-in", "/privacy", "/nowhere")]
        mette = world.browser("mette")
        pages += [mette.get(path) for path in ("/day", "/outreach/contacts/new", "/accounts/me", "/accounts/")]
        mette.get("/accounts/me").form("/accounts/lock").submit()
        pages.append(mette.get("/accounts/unlock"))
        screen, door = world.browser("mette"), world.browser("mette")
        for browser, kind in ((screen, SessionKind.SCREEN), (door, SessionKind.DOOR)):
            browser.get("/accounts/me").form(f"/accounts/{kind.value}").submit().follow()
        pages += [screen.get("/screen"), door.get("/door")]
        for page in pages:
            assert page.soup.find("title").get_text().startswith("ØVELSE · ")
            assert page.soup.find("aside", class_="v-demo").find("strong").get_text() == "ØVELSE"
            assert page.soup.find("aside", class_="v-demo").find(["button", "a", "form"]) is None
            assert "icon-training.svg" in page.soup.find("link", rel="icon")["href"]
            assert "v-training" in page.soup.find("body")["class"]
            assert page.soup.find("body")["data-training"] == "ØVELSE"
        assert len(pages) == 10
    finally:
        world.app.config["TRAINING"] = False
    ordinary = world.browser("mette").get("/day")
    assert ("ØVELSE" in ordinary, "v-training" in ordinary.text, "icon-training" in ordinary.text) == (
        False,
        False,
        False,
    )


def test_the_page_of_a_full_disk_bears_them_too(world: World) -> None:
    from app.errors import Cause, _without_database

    world.app.config["TRAINING"] = True
    try:
        with world.app.test_request_context("/day"):
            page = _without_database(Cause.FULL).get_data(as_text=True)
    finally:
        world.app.config["TRAINING"] = False
    assert "<title>ØVELSE · Disken på serveren er fuld – Væksthus</title>" in page
    assert ('class="v-demo"' in page, "icon-training.svg" in page) == (True, True)
