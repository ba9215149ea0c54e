"""The page that lists every figure of the source that is released as something else, against what the two say: what
Haderslev printed, and the file that the steering group can fetch.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.citizens.models import IncomeNoted, IncomeSource
from app.db import db
from app.monitoring import jobs, published, source_differences
from app.monitoring.release_words import RULES
from app.monitoring.report import Mark, flat
from app.monitoring.source_differences import Rule
from app.period import Period
from tests.browser_without_script import Browser
from tests.database import logged
from tests.make import World

CODE = "2014-11--2016-10"
PATH = "/monitoring/source/differences"
HIDDEN, NOTHING = "·skjult", "–"
EVERY_SHARE = {**published.PRINTED, **published.SURVEY}
Rows = dict[tuple[str, str], tuple[str, str, str]]
"""What is printed, released and said of it, by table and row as they are read."""


@pytest.fixture
def database() -> str:
    """What is compared was released, whatever it lay in."""
    return "sqlite"


@pytest.fixture
def number(world: World) -> int:
    """Fifty citizens: 31 with their economy, as many percent as in the source; 3 with their teeth, 48 with a house."""
    lis = world.account("lis", Role.SKP_WORKER)
    world.account("anders", Role.ADMINISTRATOR)
    world.account("frank", Role.LEADER)
    world.account("birgit", Role.STEERING_GROUP)
    with world.app.app_context():
        sources = {one.key: one.id for one in db.session.query(IncomeSource)}
    for place in range(50):
        topics = (
            [Challenge.ECONOMY] * (place < 31) + [Challenge.DENTAL] * (place > 46) + [Challenge.HOUSING] * (place < 48)
        )
        citizen = world.citizen(f"Borger {place}", by=lis)
        world.contact(citizen, by=lis, topics=tuple(topics), happened_at=datetime(2016, 3, 1, 10, tzinfo=UTC))
        with world.saved():
            source = sources["cash_or_education_benefit" if place < 29 else "disability_pension"]
            noted = IncomeNoted(citizen_id=citizen, source_id=source, noted_on=published.LAST, author_id=lis)
            noted.centre_id = world.centre["Regnbuen"]
            db.session.add(noted)
    return world.closed(CODE)


def _listed(browser: Browser) -> Rows:
    page = browser.get(PATH)
    assert page.status == 200
    return {
        (section.h2.get_text(), row.th.get_text()): tuple(cell.get_text(strip=True) for cell in row.select("td"))
        for section in page.soup.select("main section")
        for row in section.select("tbody tr")
    }


def _printed() -> dict[tuple[str, str], tuple[str, str]]:
    """Every figure of the source, and its table, by the names of the program."""
    shares = {(key, row): share for key, rows in EVERY_SHARE.items() for row, share in rows.items()}
    return {key: (f"{share}\N{NO-BREAK SPACE}%", "share") for key, share in shares.items()} | {
        ("citizens", "citizens"): ("372", "number")
    }


def _expected(world: World, number: int) -> Rows:
    """Reckoned from the printed figures, the steering group's file, and the plain figures of the working group."""
    answer = world.browser("birgit").get(f"/monitoring/reports/{number}/file?kind=csv")
    lines = list(csv.reader(io.StringIO(answer.answer.get_data().decode("utf-8-sig")), delimiter=";"))
    released = {(line[1], line[2]): (line[5], line[6]) for line in lines if line[3:4] == ["I alt"]}
    bases = {line[1]: line[5] for line in lines if line[3:4] == ["I alt"] and not line[4]}
    found: Rows = {}
    with world.app.test_request_context():
        plain = jobs.plain_report(Period.named(CODE), None, lambda _done, _steps: None)
        for table, row, column, figure, share in flat(plain.tables):
            printed, kind = _printed().get((table.key, row.key), ("", ""))
            if column != "I alt" or not printed:
                continue
            now, part = released[table.words.title, row.label]
            said = now if kind == "number" else f"{part}\N{NO-BREAK SPACE}%"
            if now == "·" or bases.get(table.words.title) == "·":
                few = not isinstance(figure, Mark) and figure < 5
                rule = Rule.BASE if now != "·" else Rule.SMALL if few else Rule.PROTECTS
                said = HIDDEN
            elif share is Mark.NOTHING and kind == "share":
                rule, said = Rule.NOT_COUNTED, NOTHING
            else:
                rule = Rule.OTHER_DAY if table.key == "challenge_groups" else Rule.COUNTED
            if said != printed:
                found[table.words.title, row.label] = (printed, said, str(RULES[rule]))
        db.session.rollback()
    return found


def test_it_lists_what_differs_from_the_printed_source_with_the_rule(world: World, number: int) -> None:
    expected = _expected(world, number)
    browser = world.browser("anders")
    assert _listed(browser) == expected
    rules = {said for _printed, _now, said in expected.values()}
    assert rules == {str(RULES[rule]) for rule in (Rule.SMALL, Rule.PROTECTS, Rule.COUNTED, Rule.NOT_COUNTED)}
    assert ("Det taler borgerne om", "Personlig økonomi") not in expected
    same = len(_printed()) - len(expected)
    assert same > 0
    assert f"{same} rækker er frigivet med det tal, Haderslev trykte" in browser.get(PATH)
    seen = [entry for entry in logged(world.app) if entry[1] == "monitoring.source_differences"]
    assert {(act, *records) for act, _page, _times, records in seen} == {("opened", ("closed_period", number))}


def test_a_planted_difference_is_found(world: World, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Haderslev is said to have printed 61 where it printed 62; and then the page is made to say nothing of it."""
    before = _expected(world, number)
    monkeypatch.setitem(source_differences.EVERYTHING, "challenges", {**published.PRINTED["challenges"], "economy": 61})
    row = ("Det taler borgerne om", "Personlig økonomi")
    listed = _listed(world.browser("anders"))
    assert listed != before
    assert listed == before | {row: ("61\N{NO-BREAK SPACE}%", "62\N{NO-BREAK SPACE}%", str(RULES[Rule.COUNTED]))}


def test_until_the_period_of_the_source_is_closed_it_says_so(world: World) -> None:
    world.account("anders", Role.ADMINISTRATOR)
    page = world.browser("anders").get(PATH)
    assert "Kildens periode er ikke lukket endnu" in page
    assert not page.soup.select("main table")


def test_it_is_for_those_of_the_working_group_who_see_all_centres(world: World, number: int) -> None:
    world.account("lene", Role.LEADER, at=())
    statuses = {name: world.browser(name).get(PATH).status for name in ("anders", "lene", "frank", "birgit", "lis")}
    assert statuses == {"anders": 200, "lene": 200, "frank": 403, "birgit": 403, "lis": 403}
    assert "source/differences" not in world.browser("birgit").get(f"/monitoring/reports/{number}").text
