"""Small numbers cannot be worked out: the auditor (`auditor`) tries, knowing nothing of how they were hidden."""

import itertools
import os
import random

import pytest

from app.monitoring.cells import Cell, Refused, Standing, Sum, a_mark_can_be_nobody
from app.monitoring.disclosure import protect
from tests.monitoring.auditor import Known, solved, widths, worked_out
from tests.monitoring.random_tables import Tables, hiding_only_the_small, many, tables

SETS = int(os.environ.get("RANDOM_TABLES", "8"))
"""2,000 in the full round."""


def _table(rows: dict[str, int], total: str = "all") -> tuple[dict[object, Cell], list[Sum]]:
    cells: dict[object, Cell] = {row: Cell(number, number) for row, number in rows.items()}
    cells[total] = Cell(sum(rows.values()), sum(rows.values()))
    return cells, [Sum(total, tuple(rows))]


def test_random_and_linked_tables_give_nothing_away() -> None:
    shown = cells = told = 0
    for seed, one in many(SETS):
        hidden = protect(one.cells, one.sums)
        told += bool(found := worked_out(one.known(hidden), one.small(5), 5))
        assert not found, f"seed {seed}: {found}"
        new = [key for key, cell in one.cells.items() if cell.standing is Standing.NEW]
        cells, shown = cells + len(new), shown + len(new) - len(hidden)
    print(f"{SETS} sets of tables, {told} with a hidden cell told, {100 * shown // cells} % of the cells shown")
    assert shown * 5 > cells * 2


def test_hiding_only_the_small_cells_fails_the_auditor() -> None:
    told = with_small = 0
    for _seed, one in many(6):
        with_small += bool(one.small(5))
        told += bool(worked_out(one.known(hiding_only_the_small(one.cells, 5)), one.small(5), 5))
    assert told > with_small * 2 // 3


def test_two_releases_together_give_nothing_away() -> None:
    """What was shown or hidden before stays so; new tables with the same rows hide around it. A number that was hidden
    to protect a small one may come out; a small one may not. What is refused would tell one with everything hidden.
    """
    refused = 0
    for seed in range(4 if SETS < 500 else 200):
        chance = random.Random(seed)
        one = tables(chance)
        hidden = protect(one.cells, one.sums)
        later = Tables(
            {
                key: Cell(
                    cell.value,
                    cell.people,
                    cell.sensitive,
                    standing=Standing.UNSEEN
                    if cell.standing is Standing.UNSEEN
                    else Standing.HIDDEN
                    if key in hidden
                    else Standing.SHOWN,
                )
                for key, cell in one.cells.items()
            },
            list(one.sums),
        )
        rows = [key for key, cell in one.cells.items() if cell.standing is Standing.NEW]
        for number in range(4):
            parts = chance.sample(rows, min(len(rows), chance.randint(2, 3)))
            sensitive = all(one.cells[part].sensitive for part in parts)
            later.put(("later", number), sum(one.cells[part].value for part in parts), sensitive)
            later.sums.append(Sum(("later", number), tuple(parts)))
        new = frozenset(key for key, cell in later.cells.items() if cell.standing is Standing.NEW)
        try:
            more = protect(later.cells, later.sums)
        except Refused:
            refused += 1
            assert worked_out(later.known(new), later.small(5), 5), seed
            continue
        assert more <= new
        assert not worked_out(later.known(more), later.small(5), 5), seed
    print(f"{seed + 1} pairs of releases, {refused} refused")


def test_a_small_cell_takes_the_cheapest_neighbour_with_it() -> None:
    cells, sums = _table({"a": 3, "b": 30, "c": 12, "d": 40})
    assert protect(cells, sums) == {"a", "c"}


def test_two_small_cells_that_are_few_together_take_a_third() -> None:
    cells, sums = _table({"a": 2, "b": 2, "c": 40, "d": 50})
    assert protect(cells, sums) == {"a", "b", "c"}


def test_nothing_small_hides_nothing() -> None:
    cells, sums = _table({"a": 5, "b": 0, "c": 40})
    assert protect(cells, sums) == frozenset()


def test_nobody_is_hidden_only_where_that_discloses() -> None:
    assert "a" not in protect({"a": Cell(0, 0)}, [])
    assert "a" in protect({"a": Cell(0, 0, sensitive=True)}, [])


SIX = {"all": Cell(6, 6, standing=Standing.SHOWN), "old": Cell(4, 4, standing=Standing.HIDDEN), "a": Cell(2, 2)}
"""6 are out, and 4 of them under a mark; with another mark of at least one, each of the two is 1 to 5."""


def test_nobody_is_hidden_where_nothing_else_is_left() -> None:
    one = Tables({**SIX, "b": Cell(0, 0)}, [Sum("all", ("old", "a", "b"))])
    hidden = protect(one.cells, one.sums)
    assert hidden == {"a", "b"}
    assert a_mark_can_be_nobody(one.cells[key] for key in hidden)
    assert not worked_out(one.known(hidden), one.small(5), 5)
    with pytest.raises(Refused):
        protect(SIX, [Sum("all", ("old", "a"))])


def test_a_nobody_that_can_be_worked_out_makes_no_mark_uncertain() -> None:
    cells = {**SIX, "b": Cell(0, 0), "none": Cell(0, 0, standing=Standing.SHOWN)}
    with pytest.raises(Refused):
        protect(cells, [Sum("all", ("old", "a", "b")), Sum("none", ("b",))])


def test_another_nobody_makes_every_mark_uncertain() -> None:
    """The mark at `c` stands in the same release."""
    cells = {**SIX, "c": Cell(0, 0), "d": Cell(9, 9), "both": Cell(9, 9)}
    cells |= {"b": Cell(0, 0), "none": Cell(0, 0, standing=Standing.SHOWN)}
    sums = [Sum("all", ("old", "a", "b")), Sum("none", ("b",)), Sum("both", ("c", "d"))]
    with pytest.raises(Refused):
        protect(cells, sums)
    one = Tables(cells | {"d": Cell(3, 3), "both": Cell(3, 3)}, sums)
    hidden = protect(one.cells, sums)
    assert hidden == {"a", "c", "d", "both"}
    assert not worked_out(one.known(hidden), one.small(5), 5)


def test_long_work_gives_signs_of_life() -> None:
    told: list[None] = []
    for _seed, one in many(2):
        protect(one.cells, one.sums, goes_on=lambda: told.append(None))
    assert told


def test_everybody_discloses_as_nobody_does() -> None:
    """All 20 talked about alcohol: then nobody did not."""
    cells = {"base": Cell(20, 20), "alcohol": Cell(20, 20, sensitive=True)}
    cells["not"] = Cell(0, 0, sensitive=True, standing=Standing.HIDDEN)
    assert protect(cells, [Sum("base", ("alcohol", "not"))])
    assert not protect(cells | {"not": Cell(0, 0)}, [Sum("base", ("alcohol", "not"))])


def test_many_contacts_of_two_people_are_small() -> None:
    cells = {"a": Cell(40, 2), "b": Cell(50, 20), "all": Cell(90, 22)}
    assert protect(cells, [Sum("all", ("a", "b"))]) == {"a", "b"}


def test_an_amount_is_hidden_as_widely_as_it_says() -> None:
    """1,000 minutes of two people, known to within 10 because the other hidden cell has a ceiling, are told."""
    cells = {"a": Cell(1000, 2), "b": Cell(9, 9), "c": Cell(5000, 30), "all": Cell(6009, 41)}
    ceiling = {"most": Cell(12, 12), "rest": Cell(3, 3, standing=Standing.HIDDEN)}
    sums = [Sum("all", ("a", "b", "c")), Sum("most", ("b", "rest"))]
    assert protect(cells | ceiling, sums) == {"a", "b"}
    assert protect(cells | ceiling | {"a": Cell(1000, 2, spread=200)}, sums) > {"a", "b"}


def test_what_was_published_before_is_not_asked_to_hide() -> None:
    cells = {
        "a": Cell(30, 30, standing=Standing.SHOWN),
        "b": Cell(20, 20, standing=Standing.SHOWN),
        "wider": Cell(32, 32),
        "apart": Cell(2, 2, standing=Standing.HIDDEN),
    }
    assert protect(cells, [Sum("wider", ("a", "apart"))]) == {"wider"}


def test_a_release_that_no_mask_protects_is_refused() -> None:
    cells = {
        "a": Cell(30, 30, standing=Standing.SHOWN),
        "wider": Cell(32, 32, standing=Standing.SHOWN),
        "apart": Cell(2, 2, standing=Standing.HIDDEN),
    }
    with pytest.raises(Refused):
        protect(cells, [Sum("wider", ("a", "apart"))])


def test_sums_that_the_cells_do_not_keep_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        protect({"a": Cell(1, 1), "b": Cell(1, 1), "all": Cell(3, 3)}, [Sum("all", ("a", "b"))])


@pytest.mark.parametrize("threshold", [2, 11])
def test_the_threshold_lies_between_three_and_ten(threshold: int) -> None:
    with pytest.raises(ValueError, match="threshold"):
        protect({}, [], threshold)


@pytest.mark.parametrize("threshold", [3, 10])
def test_any_threshold_that_can_be_set_is_kept(threshold: int) -> None:
    for seed, one in many(1, seed=502):
        hidden = protect(one.cells, one.sums, threshold)
        assert not worked_out(one.known(hidden), one.small(threshold), threshold), seed


def test_the_auditor_finds_what_trying_every_table_finds() -> None:
    """Its ends, against all tables of whole numbers that fit."""
    chance = random.Random(7)
    for _ in range(15):
        numbers = [[chance.randint(0, 5) for _ in range(2)] for _ in range(2)]
        cells = {(r, c): numbers[r][c] for r in range(2) for c in range(2)}
        cells |= {(r, "all"): sum(numbers[r]) for r in range(2)}
        cells |= {("all", c): numbers[0][c] + numbers[1][c] for c in range(2)}
        sums = tuple((((r, "all"), ((r, 0), (r, 1)))) for r in range(2))
        sums += tuple(((("all", c), ((0, c), (1, c)))) for c in range(2))
        hidden = set(chance.sample(sorted(cells, key=str), chance.randint(1, 4)))
        shown = {key: value for key, value in cells.items() if key not in hidden}
        known = Known(shown, dict.fromkeys(hidden, 0), sums)
        fitting = [
            dict(zip(hidden, guess, strict=True))
            for guess in itertools.product(range(13), repeat=len(hidden))
            if all(
                (shown | dict(zip(hidden, guess, strict=True)))[whole]
                == sum((shown | dict(zip(hidden, guess, strict=True)))[part] for part in parts)
                for whole, parts in sums
            )
        ]
        for key, (low, high) in widths(known, hidden).items():
            values = {one[key] for one in fitting}
            assert low == min(values)
            assert min(high, 12) == max(values)
        assert all(cells[key] == value for key, value in solved(known).items())
