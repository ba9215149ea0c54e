"""The page of figures: for the working group, at their own centres, never with a person on it."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from app import clock
from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.db import db
from app.log import AccessEntry
from app.monitoring import indicators
from tests.browser_without_script import Page
from tests.make import World
from tests.monitoring.test_counting import at

TODAY = at(2026, 5, 20, 12)


def _fact(page: Page, number: int) -> str:
    fact = page.soup.select(".v-fact")[number]
    return " ".join(f"{fact.b.get_text()} {fact.p.get_text()}".split())


def _rows(page: Page, section: str) -> list[list[str]]:
    found = page.soup.select(f"[aria-labelledby={section}] tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in found]


def _somebody_talked(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    ib = world.citizen("Ib fra havnen", by=lis)
    kaj = world.citizen("Kaj Kajsen", by=lis, at="BorgerCafeen")
    world.contact(ib, by=lis, topics=(Challenge.ALCOHOL,))
    world.contact(kaj, by=lis, at="BorgerCafeen", topics=(Challenge.JOB,))


def test_a_leader_of_all_sees_both_centres_and_no_name(world: World) -> None:
    _somebody_talked(world)
    world.account("lene", Role.LEADER, at=())
    page = world.browser("lene").get("/monitoring/")
    assert page.status == 200
    assert _fact(page, 0) == "2 borgere har haft kontakt."
    assert _fact(page, 1) == "2 kontakter, alle med navn eller alias."
    assert "Små tal står her, som de er. De må ikke gives videre." in page
    assert "Ib fra havnen" not in page
    assert "Kaj" not in page


def test_a_leader_of_one_centre_sees_that_centre_alone(world: World) -> None:
    _somebody_talked(world)
    world.account("frank", Role.LEADER, at=("Regnbuen",))
    browser = world.browser("frank")
    assert _fact(browser.get("/monitoring/"), 0) == "1 borger har haft kontakt."
    assert browser.get("/monitoring/source").status == 403
    other = browser.get(f"/monitoring/?first=2020-01-01&last=2030-01-01&centre={world.centre['BorgerCafeen']}")
    assert other.status == 422
    assert "borger har haft kontakt" not in other


def test_a_period_that_ends_before_it_begins_is_told(world: World) -> None:
    world.account("lene", Role.LEADER, at=())
    page = world.browser("lene").get("/monitoring/?first=2026-02-01&last=2026-01-01&centre=0")
    assert page.status == 422
    assert "Perioden slutter, før den begynder." in page


def test_the_steering_group_sees_how_it_is_counted_and_no_figure_of_ours(world: World) -> None:
    _somebody_talked(world)
    world.account("birgit", Role.STEERING_GROUP)
    browser = world.browser("birgit")
    for address in ("/monitoring/", "/monitoring/themes", "/monitoring/themes/people", "/monitoring/source"):
        assert browser.get(address).status == 403
    definitions = browser.get("/monitoring/definitions")
    assert definitions.status == 200
    assert "har haft kontakt" not in definitions
    assert "62\N{NO-BREAK SPACE}%" in definitions


def _met(world: World, by: int, alias: str, *days: datetime, centre: str = "Regnbuen") -> None:
    citizen = world.citizen(alias, by=by, at=centre, happened_at=days[0])
    for day in days:
        world.contact(citizen, by=by, at=centre, happened_at=day, topics=(Challenge.ECONOMY,))


def test_figures_are_laid_beside_the_period_before_and_the_same_days_a_year_ago(world: World) -> None:
    with clock.stopped(TODAY):
        lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
        world.account("lene", Role.LEADER, at=())
        _met(world, lis, "Ib", at(2026, 4, 2, 10), at(2026, 5, 19, 10))
        _met(world, lis, "Kaj", at(2026, 4, 3, 10), at(2026, 1, 10, 10))
        _met(world, lis, "Åse", at(2026, 4, 4, 10), at(2026, 3, 20, 10), at(2025, 5, 20, 10))
        # Too late in the quarter, and a day too late last year, to be beside the fifty days of this one.
        _met(world, lis, "Eva", at(2026, 3, 31, 10), at(2025, 5, 21, 10))
        page = world.browser("lene").get("/monitoring/")
    fact = page.soup.select(".v-fact")[0]
    assert _fact(page, 0) == "3 borgere har haft kontakt."
    assert [one.get_text() for one in fact.select(".trend")] == [
        "2 flere end perioden før.",
        "2 flere end samme tid sidste år.",
    ]
    assert page.soup.h1.get_text() == "Flere kommer. Personlig økonomi fylder mest."
    assert fact.svg["aria-label"].endswith("mar. 2026 2, apr. 2026 3, maj 2026 1")


def test_a_theme_compares_centres_and_a_citizen_of_two_counts_once_together(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    ib = world.citizen("Ib", by=lis)
    world.contact(ib, by=lis)
    world.contact(ib, by=lis, at="BorgerCafeen")
    world.account("lene", Role.LEADER, at=())
    page = world.browser("lene").get("/monitoring/themes/people?by=centre")
    head = [cell.get_text() for cell in page.soup.select("[aria-labelledby=citizens] thead th")]
    rows = {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in _rows(page, "citizens")}
    assert (rows["Borgere"]["BorgerCafeen"], rows["Borgere"]["Regnbuen"], rows["Borgere"]["I alt"]) == ("1", "1", "1")
    assert rows["Kontakter i alt"]["I alt"] == "2"


@pytest.mark.parametrize("query", ["", "?by=centre"])
def test_every_theme_says_what_it_answers_how_it_is_counted_and_by_which_definition(world: World, query: str) -> None:
    _somebody_talked(world)
    world.account("lene", Role.LEADER, at=())
    browser = world.browser("lene")
    listed = [row["href"].partition("?")[0] for row in browser.get("/monitoring/themes").soup.select(".v-list a")]
    assert listed == [f"/monitoring/themes/{theme.value}" for theme in indicators.themes()]
    for theme in indicators.themes():
        page = browser.get(f"/monitoring/themes/{theme.value}{query}")
        assert "De må ikke gives videre." in page
        for one in indicators.of_theme(theme):
            section = page.soup.select_one(f"section[aria-labelledby={one.key}]").get_text()
            assert str(one.question) in section
            assert str(one.counted) in section
            assert "Definition 1" in section
    assert browser.get("/monitoring/themes/nonsense").status == 404


def test_who_looked_at_which_figures_is_logged_once_a_quarter_of_an_hour_with_no_person_in_it(world: World) -> None:
    _somebody_talked(world)
    world.account("lene", Role.LEADER, at=())
    browser = world.browser("lene")
    today = clock.today()
    for _ in range(3):
        browser.get(f"/monitoring/themes/topics?first={today - timedelta(days=3)}&last={today}&centre=0")
    browser.get("/monitoring/source")
    with world.app.app_context():
        entries = db.session.scalars(sa.select(AccessEntry).where(AccessEntry.page.startswith("monitoring.")))
        found = [(one.page, one.times, len(one.records)) for one in entries]
    assert found == [
        (f"monitoring.theme topics {today - timedelta(days=3)}/{today}", 3, 0),
        ("monitoring.source", 1, 0),
    ]


def test_the_source_stands_beside_ours_with_the_difference_and_the_reason(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER)
    _met(world, lis, "Ib", at(2015, 3, 3, 10))
    world.account("lene", Role.LEADER, at=())
    page = world.browser("lene").get("/monitoring/source")
    assert _rows(page, "citizens")[:2] == [
        ["Borgere i perioden", "372", "1", "−371", ""],
        ["Status 27. maj 2015", "125", "1", "−124", ""],
    ]
    topics = {row[0]: row[1:4] for row in _rows(page, "challenges")}
    assert topics["Personlig økonomi"] == ["62 %", "100 % (1)", "+38 point"]
    groups = page.soup.select_one("[aria-labelledby=challenge_groups]").get_text()
    assert "ingen sammenlægning af den giver 12, 30 eller 31" in groups
    snapshot = {row[0]: row[1:] for row in _rows(page, "snapshot")}
    assert snapshot["Borgere i alt"][:3] == ["580", "1", "−579"]
    assert snapshot["Ikke noteret"][1] == "100 % (1)"
    assert snapshot["Øvrige (dagpenge, pension, lønmodtager, selvstændig)"][3].count(",") == 6
    assert _rows(page, "survey")[0][1] == "98 % (resumeet: 95 %)"
