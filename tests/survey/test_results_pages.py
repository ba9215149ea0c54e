"""What was counted, on the page and in the files: protected figures alone, for leaders and the steering group."""

import csv
import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from app import clock
from app.accounts.role import Role
from app.survey import tables
from app.survey.figures import Figure
from app.survey.results import Event, Group, Result, Row
from app.survey.words import quarter
from tests.browser_without_script import Page
from tests.make import World
from tests.survey.quarters import lost, published

QUESTIONS = (("place", "I hvor høj grad oplevede du det positivt?"), ("safe", "I hvor høj grad var du tryg?"))


def _five(*counts: int) -> dict[Figure, int]:
    names = (Figure.VERY_HIGH, Figure.HIGH, Figure.NEUTRAL, Figure.LOW, Figure.VERY_LOW)
    positive, neutral, negative = sum(counts[:2]), counts[2], sum(counts[3:])
    thirds = {Figure.POSITIVE: positive, Figure.NEUTRAL: neutral, Figure.NEGATIVE: negative}
    return {Figure.ANSWERED: sum(counts), **dict(zip(names, counts, strict=True)), **thirds}


def _result(first: date, *everybody: dict[Figure, int], groups: tuple[Group, ...] = ()) -> Result:
    keys = [key for key, _text in QUESTIONS]
    rows = tuple(Row(key, figures) for key, figures in zip(keys, everybody, strict=True))
    last = first + timedelta(days=90)
    return Result("x", first, last, Event.COUNTED, 472, 400, 29, QUESTIONS, rows, groups, (), ())


def _cells(table: tables.Table | None) -> list[list[object]]:
    assert table is not None
    return [
        [cell.replace("\xa0", " ") if isinstance(cell, str) else cell for cell in row["cells"]] for row in table["rows"]
    ]


def test_the_sources_table_stands_as_it_was_printed(world: World) -> None:
    result = _result(date(2016, 7, 1), _five(235, 155, 5, 5, 0), _five(231, 159, 5, 5, 0))
    with world.app.test_request_context():
        five, thirds = tables.everybody(result)
        assert _cells(five) == [
            ["59 %", "39 %", "1 %", "1 %", "0 %", 400],
            ["58 %", "40 %", "1 %", "1 %", "0 %", 400],
        ]
        assert _cells(thirds) == [["98 %", "1 %", "1 %", 400], ["98 %", "1 %", "1 %", 400]]
        assert result.response_percent == 85


def test_what_may_not_be_shown_is_hidden_in_every_table(world: World) -> None:
    few = {Figure.ANSWERED: 40, Figure.AT_LEAST: 90}
    group = Group(world.centre["Regnbuen"], 50, 40, 3, (Row("place", few), Row("safe", {})))
    others = Group(None, 30, 22, 1, (Row("place", {}), Row("safe", few)))
    result = _result(date(2016, 7, 1), few, {}, groups=(others, group))
    with world.app.test_request_context():
        (thirds,) = tables.everybody(result)
        assert _cells(thirds) == [["mindst 90 %", None, None, 40], [None, None, None, None]]
        assert [bar["value"] for bar in tables.bars(result)] == [90, None]
        table = tables.by_centre(result)
        assert [row["label"] for row in table["rows"]] == ["Regnbuen", "Øvrige"]
        assert _cells(table) == [["mindst 90 %", None, 40], [None, "mindst 90 %", 22]]
        assert [_cells(one.table)[1] for one in tables.of_centres(result)] == [
            [None, None, None, None],
            ["mindst 90 %", None, None, 40],
        ]


def test_periods_stand_beside_each_other_question_by_question(world: World) -> None:
    before = _result(date(2016, 4, 1), _five(40, 40, 10, 10, 0), {})
    now = _result(date(2016, 7, 1), _five(235, 155, 5, 5, 0), _five(231, 159, 5, 5, 0))
    with world.app.test_request_context():
        assert tables.against_earlier(before, [("nu", now), ("før", before)]) is None
        table = tables.against_earlier(now, [("nu", now), ("før", before)])
        assert _cells(table) == [["98 %", "80 %"], ["98 %", None], ["85 %", "85 %"]]
        assert quarter(date(2016, 7, 1)) == "3. kvartal 2016"


@pytest.fixture
def birgit(world: World) -> Page:
    """Birgit of the steering group looks while this quarter runs and one is over, whose key was lost."""
    world.account("birgit", Role.STEERING_GROUP)
    lost(world.app, "2016-Q3")
    published(world.app)
    return world.browser("birgit").get("/survey/results")


def test_a_period_whose_key_was_lost_says_so_and_shows_no_figure(birgit: Page) -> None:
    assert birgit.status == 200
    for words in ("3. kvartal 2016", "Periodens nøgle er tabt.", "Nøglen er tabt.", "Det er beskyttet, og det er ikke"):
        assert words in birgit
    assert birgit.soup.select("table, .v-chart") == []
    assert f"{(clock.today().month + 2) // 3}. kvartal {clock.today().year}: 0 er spurgt, og 0 har afleveret" in birgit


def test_the_files_hold_the_tables_of_the_page_and_nothing_that_runs(world: World, birgit: Page) -> None:
    sent = birgit.browser.client.get("/survey/results/2016-Q3.csv")
    assert (sent.status_code, sent.mimetype) == (200, "text/csv")
    lines = list(csv.reader(io.StringIO(sent.data.decode("utf-8-sig")), delimiter=";"))
    assert lines[0] == ["Spørgeskemaet, 3. kvartal 2016"]
    assert {cell[0] for line in lines for cell in line if cell} & set("=+-@") == set()
    book = load_workbook(io.BytesIO(birgit.browser.client.get("/survey/results/2016-Q3.xlsx").data))
    assert [sheet["A1"].value for sheet in book] == ["Spørgeskemaet, 3. kvartal 2016"] * len(book.sheetnames)
    assert "·" in {cell.value for row in book["1"].iter_rows() for cell in row}
    assert birgit.browser.get("/survey/results/2016-Q9.csv").status == 404
    assert birgit.browser.get("/survey/results?period=2020-Q1").status == 404


def test_nobody_who_talks_with_citizens_sees_what_was_counted(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    world.account("anders", Role.ADMINISTRATOR)
    world.account("lene", Role.LEADER, at=())
    statuses = {name: world.browser(name).get("/survey/results").status for name in ("mette", "anders", "lene")}
    assert statuses == {"mette": 403, "anders": 403, "lene": 200}
    assert "Der er ingen nøgle til det her kvartal" in world.browser("lene").get("/survey/results")
