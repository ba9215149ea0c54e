"""What hangs together in a release: sums, shares, versions and longer periods become what the mask reckons with."""

from app.monitoring.cells import Standing
from app.monitoring.disclosure import protect
from app.monitoring.grid import BASE, Cell, Column, Grid, Line, Place, RowSum, Unit, laid_out
from app.monitoring.linkage import Before, Earlier, Table, beside_the_sums, linked
from app.monitoring.reckoning import Apart, At, How, Link, Linked
from app.period import Period

QUARTER = Period.quarter(2016, 3)
YEARS = Period.of_months(2014, 11, 2016, 10)


def _grid(rows: dict[str, int], base: int, *, key: str = "topics", version: int = 1, one_each: bool = False) -> Grid:
    lines = tuple(Line(row, Unit.CITIZENS) for row in rows)
    cells = {row: Cell(number, number) for row, number in rows.items()}
    sums = (RowSum(BASE, tuple(rows), exact=one_each, covers=one_each),)
    return laid_out(key, version, {"all": Column(lines, cells, Cell(base, base), sums)})


def _at(row: str, *, version: int = 1, key: str = "topics", period: Period = QUARTER) -> At:
    return At(period.code, key, version, Place(row, "all"))


def _before(rows: dict[str, int], base: int, *, key: str = "topics") -> list[Earlier]:
    """A table of the quarter that was released, with nothing hidden."""
    grid = _grid(rows, base, key=key)
    cells = ((_at(place.row, key=key), int(grid.at(place).value or 0)) for place in grid.places())
    return [Earlier(QUARTER, grid, tuple(Before(at, number, number, False, 0, True) for at, number in cells))]


def _hidden(found: Linked) -> set[At]:
    return {key for key in protect(found.cells, found.sums) if isinstance(key, At)}


def test_those_who_are_not_in_a_row_are_guarded_as_well() -> None:
    found = linked(QUARTER, [Table(_grid({"economy": 38, "job": 20}, 40), False)], [], [])
    assert found.cells[Apart(_at(BASE), _at("economy"))].value == 2
    assert _hidden(found) & {_at(BASE), _at("economy")}


def test_everybody_in_a_sensitive_row_is_hidden_and_in_another_shown() -> None:
    assert _hidden(linked(QUARTER, [Table(_grid({"alcohol": 20}, 20), True)], [], []))
    assert not _hidden(linked(QUARTER, [Table(_grid({"economy": 20}, 20), False)], [], []))


def test_of_nobody_nothing_can_be_said() -> None:
    found = linked(QUARTER, [Table(_grid({"alcohol": 0}, 0), True)], [], [])
    assert not _hidden(found)


def test_the_same_figure_in_two_tables_is_hidden_in_both() -> None:
    """Nobody in the second table's row is nobody in the first's."""
    tables = [Table(_grid({"alcohol": 0}, 30), True), Table(_grid({"drinks": 0}, 30, key="other"), False)]
    link = Link((_at("drinks", key="other"),), (_at("alcohol"),), How.ADDED)
    assert _hidden(linked(QUARTER, tables, [link], [])) >= {_at("alcohol"), _at("drinks", key="other")}


def test_another_definition_shows_no_figure_that_differs_by_a_few() -> None:
    before = _before({"g": 30}, 90)
    few = linked(QUARTER, [Table(_grid({"g": 32}, 90, version=2), False)], [], before)
    many = linked(QUARTER, [Table(_grid({"g": 45}, 90, version=2), False)], [], before)
    assert few.cells[_at("g")].standing is Standing.SHOWN
    assert _at("g", version=2) in _hidden(few)
    assert not _hidden(many)


def test_a_longer_period_shows_no_figure_that_is_the_quarters_and_a_few() -> None:
    before = _before({"job": 30}, 60)
    found = linked(YEARS, [Table(_grid({"job": 33}, 90), False)], [], before)
    assert _at("job", period=YEARS) in _hidden(found)


def test_records_that_were_corrected_between_two_releases_do_not_stop_the_second() -> None:
    """The base was 60 at closing and is 61 now: the one by whom they differ is guarded."""
    before = _before({"everybody": 60}, 60, key="citizens")
    link = Link((_at("everybody", key="citizens"),), (_at(BASE),), How.ADDED)
    citizens = _grid({"everybody": 60}, 60, key="citizens")
    found = linked(QUARTER, [Table(citizens, False), Table(_grid({"job": 30}, 61), False)], [link], before)
    assert _at(BASE) in _hidden(found)


def test_a_figure_that_no_sum_holds_goes_with_its_people() -> None:
    lines = (Line("waited", Unit.CITIZENS, in_percent=False), Line("half", Unit.DAYS, in_percent=False))
    for people in (4, 5):
        cells = {"waited": Cell(people, people), "half": Cell(3.5, people)}
        table = Table(laid_out("waiting", 1, {"all": Column(lines, cells)}), False)
        assert beside_the_sums(table, 5) == ({Place("half", "all")} if people == 4 else frozenset())


def test_what_is_about_no_person_is_never_hidden() -> None:
    table = Table(laid_out("sessions", 1, {"all": Column((Line("held", Unit.SESSIONS),), {"held": Cell(2)})}), False)
    found = linked(QUARTER, [table], [], [])
    assert not found.cells
    assert not beside_the_sums(table, 5)


def test_a_group_of_nothing_that_is_counted_is_tied_to_nothing() -> None:
    table = Table(_grid({"g": 0}, 20), True)
    found = linked(QUARTER, [table], [Link((_at("g"),), (), how) for how in (How.ADDED, How.UNION)], [])
    assert [one.parts for one in found.sums if not one.parts] == []
    assert _hidden(found) == {_at("g")}
