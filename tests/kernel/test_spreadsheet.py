"""A table that leaves the program holds no cell that a spreadsheet would run, and reads back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.spreadsheet import csv_file, harmless


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "+45 12", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1+1", "＠SUM", "＋1", "－1"],
)
def test_what_a_spreadsheet_would_run_is_text(typed: str) -> None:
    assert harmless(typed) == f"'{typed}"


@pytest.mark.parametrize("typed", ["", "Ib", "1-2", "a=b", "(45)", "'=1", "12.11.2026 kl. 05.47", 15, None])
def test_anything_else_is_left_as_it_is(typed: object) -> None:
    assert harmless(typed) == ("" if typed is None else str(typed))


def test_a_file_has_its_mark_its_head_its_columns_and_its_rows() -> None:
    file = csv_file(["Til journalen", "Sendt i dag"], ["Navn", "Notat"], [["Ærø; Åse", 'sagde "hej"\nog gik']])
    assert file.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";")) == [
        ["Til journalen"], ["Sendt i dag"], ["Navn", "Notat"], ["Ærø; Åse", 'sagde "hej"\nog gik'],
    ]  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_at_all_makes_a_cell_that_runs(typed: str) -> None:
    cells = next(csv.reader(io.StringIO(csv_file([], [typed], []).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(cells) == 1
    assert cells[0][:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")
