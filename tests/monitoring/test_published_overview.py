"""The steering group's overview: the way of a figure over the closed quarters, as far as it was released."""

from datetime import UTC, datetime

import pytest

from app import clock
from app.accounts.role import Role
from app.monitoring import headlines
from app.period import Period
from tests.make import World

QUARTERS = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")


@pytest.fixture
def database() -> str:
    """What it shows was released, whatever it lay in."""
    return "sqlite"


def _line(world: World, people: tuple[int, ...]) -> str | None:
    """The line of the citizens in words, after so many people in each quarter."""
    lis = world.account("lis", Role.SKP_WORKER)
    world.account("birgit", Role.STEERING_GROUP)
    citizens = [world.citizen(f"Borger {place}", by=lis) for place in range(max(people))]
    for code, number in zip(QUARTERS, people, strict=True):
        day = Period.named(code).first
        for citizen in citizens[:number]:
            world.contact(citizen, by=lis, happened_at=datetime(day.year, day.month, 9, 12, tzinfo=UTC))
    with clock.stopped(datetime(2026, 7, 1, 12, tzinfo=UTC)):
        for code in QUARTERS:
            world.closed(code)
        page = world.browser("birgit").get("/monitoring/published/")
    fact = next(one for one in page.soup.select(".v-fact") if "borgere har haft kontakt" in one.get_text())
    line = fact.select_one("svg")
    return str(line["aria-label"]) if line else None


def test_a_figure_has_a_line_of_the_quarters_until_now(world: World) -> None:
    assert _line(world, (9, 8, 12, 10)) == (
        "Kvartal for kvartal: 3. kvartal 2025 9, 4. kvartal 2025 8, 1. kvartal 2026 12, 2. kvartal 2026 10"
    )


def test_a_line_begins_after_a_quarter_that_hides_the_figure(world: World) -> None:
    """And two quarters are no line."""
    assert _line(world, (9, 3, 12, 10)) is None


def test_a_line_is_of_quarters_alone() -> None:
    assert [one.code for one in headlines.until(Period.named("2026-Q2"))] == ["2025-Q2", *QUARTERS]
    assert headlines.until(Period.named("2014-11--2016-10")) == []
