"""Reading a spreadsheet: XLSX and CSV of every make; what could hurt or mislead is refused whole."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.imports.sheet import LARGEST, MOST_ROWS, Reason, Row, Unreadable, read
from tests.imports.files import csv, repacked, xlsx

HEAD, IB = ("Navn", "By"), ("Åse", "Ærø")


def _refused(data: bytes) -> tuple[Reason, int | None, int | None]:
    with pytest.raises(Unreadable) as fault:
        read(data)
    return fault.value.reason, fault.value.row, fault.value.column


@pytest.mark.parametrize(
    "data",
    [
        csv(HEAD, IB), csv(HEAD, IB, delimiter=","), csv(HEAD, IB, delimiter="\t"),
        csv(HEAD, IB, encoding="cp1252"), csv(HEAD, IB, encoding="utf-8-sig"), csv(HEAD, IB, encoding="utf-16"),
        xlsx(HEAD, IB),
    ],
    ids=["semicolon", "comma", "tab", "windows", "mark", "utf-16", "xlsx"],
)  # fmt: skip
def test_the_same_rows_come_out_of_every_make(data: bytes) -> None:
    assert read(data) == [Row(1, HEAD), Row(2, IB)]


def test_empty_rows_are_skipped_and_the_others_keep_their_numbers() -> None:
    assert read(xlsx(HEAD, (), (None, ""), IB)) == [Row(1, HEAD), Row(4, IB)]
    assert read(csv(HEAD, ("", ""), IB))[1] == Row(3, IB)


def test_numbers_and_dates_are_text_as_people_write_them() -> None:
    cells = read(xlsx(("a",) * 5, (12.0, 12.5, date(1980, 12, 24), datetime(1980, 12, 24), True)))[1].cells
    assert cells == ("12", "12.5", "1980-12-24", "1980-12-24", "True")


def test_a_formula_is_read_as_the_value_that_was_kept_for_it() -> None:
    written = xlsx(HEAD, ("=1+1", "Ib"))
    assert read(written)[1].cells == ("", "Ib")
    kept = zipfile.ZipFile(io.BytesIO(written)).read("xl/worksheets/sheet1.xml").replace(b"<v />", b"<v>2</v>")
    assert read(repacked(written, sheet1_xml=kept.replace(b"<v></v>", b"<v>2</v>")))[1].cells == ("2", "Ib")


def test_text_is_stored_without_what_no_keyboard_makes() -> None:
    assert read(csv(HEAD, ("A\u030ase\u202e", " Ib\x07 ")))[1].cells == ("Åse", "Ib")


@pytest.mark.parametrize("cell", ["010190-1234", "Ib 0101901234", 101901234, 101901234.0, "010190 - 1234"])
def test_a_registration_number_refuses_the_whole_file_and_says_only_where(cell: object) -> None:
    assert _refused(xlsx(HEAD, IB, ("Ib", cell))) == (Reason.CPR_NUMBER, 3, 2)


@pytest.mark.parametrize("cell", ["23456789", 23456789, "24.12.1980", "+45 23 45 67 89", 4523456789])
def test_a_telephone_number_or_a_date_is_none(cell: object) -> None:
    assert len(read(xlsx(HEAD, ("Ib", cell)))) == 2


def test_merged_cells_are_refused() -> None:
    assert _refused(xlsx(HEAD, IB, change=lambda sheet: sheet.merge_cells("A2:B2")))[0] is Reason.MERGED_CELLS


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", xlsx((), (None,))], ids=["nothing", "lines", "xlsx"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    assert _refused(data)[0] is Reason.EMPTY


def test_a_file_or_a_table_that_is_too_large_is_refused() -> None:
    assert _refused(b"a" * (LARGEST + 1))[0] is Reason.TOO_LARGE
    assert _refused(csv(HEAD, *[IB] * (MOST_ROWS + 1)))[0] is Reason.TOO_MANY_ROWS
    assert len(read(csv(HEAD, *[IB] * MOST_ROWS))) == MOST_ROWS + 1


def test_a_small_file_that_unpacks_to_a_large_one_is_refused() -> None:
    bomb = repacked(xlsx(HEAD, IB), sheet1_xml=b"<worksheet>" + b" " * (130 * 1024 * 1024))
    assert len(bomb) < LARGEST
    assert _refused(bomb)[0] is Reason.TOO_LARGE


def test_a_table_that_says_it_is_a_million_rows_long_is_read_as_it_is_or_refused() -> None:
    sheet = zipfile.ZipFile(io.BytesIO(xlsx(HEAD, IB))).read("xl/worksheets/sheet1.xml")
    lies = sheet.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert len(read(repacked(xlsx(HEAD, IB), sheet1_xml=lies))) == 2
    far = sheet.replace(b'<row r="2"', b'<row r="1048576"').replace(b'r="A2"', b'r="A1048576"')
    assert _refused(repacked(xlsx(HEAD, IB), sheet1_xml=far.replace(b'r="B2"', b'r="B1048576"')))[0] in Reason


def test_a_part_that_multiplies_itself_is_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>'
    assert _refused(repacked(xlsx(HEAD, IB), sheet1_xml=laughs))[0] is Reason.NO_SPREADSHEET


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and nothing more",
        b"\x00\x01\x02",
        b"\xff\xfe\x00",
        xlsx(HEAD, IB)[:-40],
        repacked(xlsx(HEAD, IB), workbook_xml=b"<no"),
    ],
    ids=["no zip", "bytes", "half a letter", "cut", "no workbook"],
)
def test_what_is_no_spreadsheet_is_refused(data: bytes) -> None:
    assert _refused(data)[0] is Reason.NO_SPREADSHEET


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda junk: b"PK\x03\x04" + junk))
@settings(deadline=None, max_examples=60)
def test_any_bytes_at_all_are_read_or_refused(junk: bytes) -> None:
    with suppress(Unreadable):
        assert read(junk)
