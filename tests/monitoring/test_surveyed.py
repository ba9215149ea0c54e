"""The survey in monitoring: its own results and nothing more; what it hides stays hidden, and nothing is crossed."""

from datetime import date
from pathlib import Path

import pytest

from app.accounts.role import Role
from app.monitoring import indicators, ledger, releasing, source_differences
from app.monitoring.grid import Grid, Place
from app.monitoring.indicators import By, Theme
from app.monitoring.linkage import Table, linked
from app.monitoring.released import body, read
from app.monitoring.report import shown
from app.monitoring.table import Scope
from app.period import Period
from app.survey import results
from tests.make import World
from tests.monitoring.sums import broken
from tests.statements import statements
from tests.survey.keyholder import Keyholder

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
QUARTER = Scope(FIRST, LAST)
OF_THE_SURVEY = ("survey_positive", "survey_at_least", "survey_response")
BEST, WORST = (1, 1, 1, 1, 1), (5, 5, 1, 1, 1)


@pytest.fixture
def counted(world: World, tmp_path: Path) -> Keyholder:
    """A quarter in which twelve answered at Regnbuen and twelve at BorgerCafeen; six there were not content with two
    things; two handed in a blank, and two went away.
    """
    keyholder = Keyholder(world, tmp_path)
    keyholder.publish()
    keyholder.answer(BEST, times=12)
    keyholder.answer(BEST, times=6, at="BorgerCafeen")
    keyholder.answer(WORST, times=6, at="BorgerCafeen")
    keyholder.answer(None, times=2)
    for _ in range(2):
        keyholder.ask()
    keyholder.count()
    return keyholder


def _grids(scope: Scope, by: By = By.NOTHING) -> dict[str, Grid]:
    found = indicators.compute_together([indicators.ALL[key] for key in OF_THE_SURVEY], scope, by)
    assert [sum for grid in found.values() for sum in broken(grid)] == []
    return found


def _shares(grid: Grid, column: str = "all") -> list[int | None]:
    return [grid.percent(line.key, column) for line in grid.lines]


def test_the_figures_are_the_surveys_own(counted: Keyholder) -> None:
    with counted.world.app.app_context():
        grids = _grids(QUARTER, By.CENTRE)
        own = results.closed()[0]
        assert (
            _shares(grids["survey_positive"])
            == [row.positive_percent for row in own.everybody]
            == [75, 75, 100, 100, 100]
        )
        for group in own.centres:
            column = str(group.member)
            assert _shares(grids["survey_positive"], column) == [row.positive_percent for row in group.rows]
            assert grids["survey_response"].percent("answered", column) == round(100 * group.answered / group.asked)
        response = grids["survey_response"]
        assert {line.key: response.cell(line.key).value for line in response.lines} == {
            "answered": 24, "refused": 2, "not_returned": 2,
        }  # fmt: skip
        assert (response.base["all"].value, response.percent("answered")) == (28, own.response_percent)


def test_what_the_survey_hides_is_not_told_here(counted: Keyholder) -> None:
    """Of Regnbuen, where nobody was malcontent, only that at least so many were content."""
    here, elsewhere = (str(counted.world.centre[name]) for name in ("Regnbuen", "Parasollen"))
    with counted.world.app.app_context():
        grids = _grids(QUARTER, By.CENTRE)
        (regnbuen,) = [one for one in results.closed()[0].centres if str(one.member) == here]
        assert regnbuen.rows[4].at_least == _shares(grids["survey_at_least"], here)[4] == 66
        assert _shares(grids["survey_positive"], here)[4] is None
        for key in OF_THE_SURVEY:
            assert set(_shares(grids[key], elsewhere)) == {None}
        two = frozenset({counted.world.centre["Regnbuen"], counted.world.centre["BorgerCafeen"]})
        for grid in _grids(Scope(FIRST, LAST, two)).values():
            assert {grid.at(place).value for place in grid.places()} == {None}
        for grid in grids.values():
            assert linked(Period.named("2026-Q1"), [Table(grid, False)], [], []).cells == {}


def test_what_is_released_is_laid_beside_what_the_source_printed(counted: Keyholder) -> None:
    counted.world.closed("2026-Q1")
    with counted.world.app.app_context():
        row = ledger.of_closed(Period.named("2026-Q1"))
        found = [one for one in source_differences.differences(row) if one.table == "survey_positive"]
        assert [(one.row, one.printed, one.now) for one in found] == [
            ("place", 98, 75), ("safe", 98, 75), ("heard", 97, 100), ("mattered", 99, 100), ("time", 98, 100),
        ]  # fmt: skip
        assert {one.rule for one in found} == {source_differences.Rule.COUNTED}


def test_a_period_shows_the_round_that_ran_in_it(counted: Keyholder) -> None:
    world = counted.world
    counted.publish("2026-Q2")
    with world.app.app_context():
        told = {
            scope: _grids(scope)["survey_response"].base["all"].value
            for scope in (
                Scope(date(2026, 2, 1), date(2026, 2, 28)),
                Scope(date(2025, 7, 1), date(2026, 4, 30)),
                Scope(date(2026, 4, 1), date(2026, 6, 30)),
                Scope(date(2025, 7, 1), date(2025, 12, 31)),
            )
        }
        assert list(told.values()) == [28, 28, None, None]
        assert results.counted_last(FIRST, LAST) == results.closed()[0]
        nothing = _grids(Scope(date(2026, 4, 1), date(2026, 6, 30)))["survey_positive"]
        assert [line.key for line in nothing.lines] == [key for key, _text in results.closed()[0].questions]


def test_the_page_and_a_report_say_the_same_and_ask_as_little_for_more_rounds(counted: Keyholder) -> None:
    world = counted.world
    world.account("lene", Role.LEADER, at=())
    browser = world.browser("lene")
    path = f"/monitoring/themes/survey?first={FIRST}&last={LAST}&centre=0"
    with statements(world.app) as first:
        page = browser.get(path)
        by_centre = browser.get(f"{path}&by=centre")
    assert (page.status, by_centre.status) == (200, 200)
    bars = page.soup.select_one("[aria-labelledby=survey_positive] [role=img]")["aria-label"]
    assert "75 procent" in bars
    assert "Procent af alle, der blev spurgt: 28." in page
    counted.publish("2025-Q4")
    with statements(world.app) as again:
        browser.get(path)
        browser.get(f"{path}&by=centre")
    assert len(again) == len(first)
    with world.app.test_request_context():
        of = [indicators.ALL[key] for key in OF_THE_SURVEY]
        tables = releasing.tables(Period.named("2026-Q1"), of, lambda _done, _steps: None)
        assert {one.by for one in tables} == {By.CENTRE}
        (one, *_rest) = releasing.mask(Period.named("2026-Q1"), tables, [], [])
        grid, said = read(one.table.grid.key, 1, body(one.table.indicator, one.table.grid), "da")
        table = shown(Theme.SURVEY, By.CENTRE, grid, said, "I alt")
        assert [share for _label, share in table.bars()] == [100, 100, 100, 75, 75]
        assert table.rows[0].label in bars
        assert grid.at(Place(table.rows[0].key, "all")).value == 75
