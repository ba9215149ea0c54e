"""Danish by default, English for those who choose it: every text of the screens has its translation."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from flask import Flask, session

from app import clock, language
from tests.make import World

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "app" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
PLACES = re.compile(r"%\((\w+)\)")


def _used() -> set[str]:
    """Every text that stands in the program and its templates, as babel finds it."""
    found: set[str] = set()
    for folder, kind in (("app", "python"), ("templates", "jinja2")):
        pattern = "**.py" if kind == "python" else "**.html"
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(ROOT / folder), [(pattern, kind)], keywords=KEYWORDS
        ):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


def _english() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def _ids(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, list | tuple) else [message.id]


def _strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, list | tuple) else [message.string]


def test_every_text_of_the_screens_has_an_english_one() -> None:
    english = {_ids(message)[0]: message for message in _english()}
    used = _used()
    assert len(used) > 200
    missing = [text for text in sorted(used) if text not in english or not all(_strings(english[text]))]
    assert missing == []


def test_no_english_text_is_a_guess_or_left_over() -> None:
    messages = [message for message in _english() if message.id]
    assert [message.id for message in messages if message.fuzzy] == []
    ids = {_ids(message)[0] for message in messages}
    assert ids - _used() == set()


def test_english_texts_name_the_same_things_as_the_danish() -> None:
    wrong = []
    for message in _english():
        ids = _ids(message)
        for danish, english in zip([ids[0], ids[-1]], [_strings(message)[0], _strings(message)[-1]], strict=True):
            if message.id and set(PLACES.findall(english)) != set(PLACES.findall(danish)):
                wrong.append(message.id)
    assert wrong == []


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    compiled = read_mo(BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))
    source = {_ids(message)[0]: _strings(message) for message in _english() if message.id}
    assert {_ids(message)[0]: _strings(message) for message in compiled if message.id} == source


def test_a_tablet_speaks_danish_until_somebody_chooses_english_and_danish_again(world: World) -> None:
    tablet = world.browser()
    page = tablet.get("/privacy")
    assert _spoken(page.text) == "da"
    form = page.form("/language")
    english = form.submit(button=("language", "en"))
    assert (english.status, english.headers["Location"]) == (303, "/privacy")
    page = english.follow()
    assert _spoken(page.text) == "en"
    assert _spoken(page.form("/language").submit(button=("language", "da")).follow().text) == "da"


@pytest.mark.parametrize("chosen", ["de", "", "en-GB", "../en", "EN"])
def test_a_language_that_there_is_not_changes_nothing(world: World, chosen: str) -> None:
    form = world.browser().get("/privacy").form("/language")
    assert _spoken(form.submit(button=("language", chosen)).follow().text) == "da"


def test_a_choice_of_language_leads_nowhere_else(world: World) -> None:
    form = world.browser().get("/privacy").form("/language")
    form["next"] = "//evil.com"
    assert form.submit(button=("language", "en")).headers["Location"] == "/"


def _spoken(text: str) -> str:
    return next(iter(re.findall(r'<html lang="(\w+)"', text)), "")


@pytest.fixture
def screen(app: Flask) -> Iterator[None]:
    """A request on Wednesday the 15th of July 2026, at noon."""
    with app.test_request_context(), clock.stopped(datetime(2026, 7, 15, 10, tzinfo=UTC)):
        yield


@pytest.mark.usefixtures("screen")
def test_days_and_times_are_said_as_danes_say_them() -> None:
    assert language.day(date(2026, 7, 15)) == "i dag"
    assert language.day(datetime(2026, 7, 13, 22, 30, tzinfo=UTC)) == "i går"
    assert language.day(date(2026, 7, 1)) == "1. jul."
    assert language.day(date(2025, 12, 31)) == "31. dec. 2025"
    assert language.day_long(date(2026, 7, 15)) == "Onsdag den 15. juli"
    assert language.clock_time(datetime(2026, 7, 15, 7, 5, tzinfo=UTC)) == "9.05"
    assert language.day_time(datetime(2026, 7, 15, 7, 5, tzinfo=UTC)) == "i dag kl. 9.05"
    assert language.number(1234.5) == "1.234,5"


@pytest.mark.usefixtures("screen")
def test_and_in_english_as_the_english_say_them() -> None:
    session["language"] = "en"
    assert language.clock_time(datetime(2026, 7, 15, 7, 5, tzinfo=UTC)) == "9:05"
    assert language.number(1234.5) == "1,234.5"
    assert language.day(date(2026, 7, 15)) == "today"
