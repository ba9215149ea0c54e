"""Checking a file: every fault with its row, its column and its reason; one test for each fault there is."""

from datetime import date

import pytest

from app.accounts.role import Role
from app.centres.models import Focus
from app.imports.check import Fault, Known, check
from app.imports.columns import COLUMNS, Kind
from app.imports.sheet import Reason, Row
from app.imports.words import FAULTS, REASONS

TODAY = date(2026, 11, 22)
KNOWN = Known(
    centres={"regnbuen": 1, "huset, vojens": 2},
    departments={"jobcenter": 1},
    operators={"kommunen": 1},
    usernames=frozenset({"mette"}),
    roles={"skp": Role.SKP_WORKER, "sagsbehandler": Role.CASEWORKER, "administrator": Role.ADMINISTRATOR},
    focus={"blandet": Focus.MIXED},
    incomes={"su": 2},
    called=frozenset({(1, "ib")}),
)  # fmt: skip
FULL = {
    Kind.STAFF: {"Navn": "Lis Holm", "Brugernavn": "lis", "Rolle": "SKP", "Væresteder": "Regnbuen"},
    Kind.CENTRES: {"Navn": "Kilden", "By": "Vojens", "Driftsherre": "kommunen", "Målgruppe": "BLANDET"},
    Kind.CITIZENS: {"Værested": "regnbuen", "Alias": "Åse", "Fødselsdato": "24.12.1980", "Indkomst": "su"},
}


def _faults(kind: Kind, *changes: dict[str, str]) -> list[tuple[int, str, Fault]]:
    headers = list(dict.fromkeys([*FULL[kind], *(name for change in changes for name in change)]))
    rows = [FULL[kind] | change for change in changes]
    table = [
        Row(1, tuple(headers)),
        *(Row(at, tuple(row.get(one, "") for one in headers)) for at, row in enumerate(rows, 2)),
    ]
    return [(one.row, one.column, one.fault) for one in check(kind, table, KNOWN, TODAY).problems]


@pytest.mark.parametrize("kind", Kind)
def test_a_file_without_faults_has_none(kind: Kind) -> None:
    assert _faults(kind, {}) == []


@pytest.mark.parametrize(
    ("kind", "change", "column", "fault"),
    [
        (Kind.STAFF, {"Navn": ""}, "Navn", Fault.MISSING),
        (Kind.STAFF, {"Rolle": ""}, "Rolle", Fault.MISSING),
        (Kind.STAFF, {"Navn": "x" * 201}, "Navn", Fault.TOO_LONG),
        (Kind.STAFF, {"Brugernavn": "lis holm"}, "Brugernavn", Fault.BAD_USERNAME),
        (Kind.STAFF, {"Brugernavn": "METTE"}, "Brugernavn", Fault.ALREADY_THERE),
        (Kind.STAFF, {"Rolle": "Konge"}, "Rolle", Fault.UNKNOWN_ROLE),
        (Kind.STAFF, {"Væresteder": "Regnbuen, Månen"}, "Væresteder", Fault.UNKNOWN_CENTRE),
        (Kind.STAFF, {"Væresteder": ""}, "Væresteder", Fault.CENTRE_NEEDED),
        (Kind.STAFF, {"Rolle": "Administrator"}, "Væresteder", Fault.CENTRE_NOT_FOR_ROLE),
        (Kind.STAFF, {"Rolle": "Sagsbehandler"}, "Afdeling", Fault.DEPARTMENT_NEEDED),
        (Kind.STAFF, {"Afdeling": "Jobcenter"}, "Afdeling", Fault.DEPARTMENT_NOT_FOR_ROLE),
        (Kind.STAFF, {"Rolle": "Sagsbehandler", "Afdeling": "Måneafdelingen"}, "Afdeling", Fault.UNKNOWN_DEPARTMENT),
        (Kind.CENTRES, {"Navn": "REGNBUEN"}, "Navn", Fault.ALREADY_THERE),
        (Kind.CENTRES, {"Driftsherre": "Ingen"}, "Driftsherre", Fault.UNKNOWN_OPERATOR),
        (Kind.CENTRES, {"Målgruppe": "Alle"}, "Målgruppe", Fault.UNKNOWN_FOCUS),
        (Kind.CITIZENS, {"Værested": "Månen"}, "Værested", Fault.UNKNOWN_CENTRE),
        (Kind.CITIZENS, {"Alias": ""}, "Alias", Fault.ALIAS_OR_NAME),
        (Kind.CITIZENS, {"Fødselsdato": "31.02.1980"}, "Fødselsdato", Fault.BAD_DATE),
        (Kind.CITIZENS, {"Fødselsdato": "23.11.2026"}, "Fødselsdato", Fault.BAD_DATE),
        (Kind.CITIZENS, {"Fødselsdato": "01.01.1880"}, "Fødselsdato", Fault.BAD_DATE),
        (Kind.CITIZENS, {"Må ringes op": "måske"}, "Må ringes op", Fault.YES_OR_NO),
        (Kind.CITIZENS, {"Indkomst": "Guld"}, "Indkomst", Fault.UNKNOWN_INCOME),
        (Kind.CITIZENS, {"Sko": "42"}, "Sko", Fault.COLUMN_UNKNOWN),
    ],
)  # fmt: skip
def test_each_fault_is_found_in_its_row_and_column(
    kind: Kind, change: dict[str, str], column: str, fault: Fault
) -> None:
    row = 1 if fault is Fault.COLUMN_UNKNOWN else 3
    other = {"Navn": "Tom Riis", "Brugernavn": "tom"} if kind is Kind.STAFF else {"Navn": "Brugerhuset", "Alias": "Bo"}
    assert _faults(kind, {key: value for key, value in other.items() if key in FULL[kind]}, change) == [
        (row, column, fault)
    ]


def test_the_same_username_or_centre_twice_in_a_file_is_a_fault() -> None:
    assert _faults(Kind.STAFF, {}, {"Brugernavn": "LIS"}) == [(3, "Brugernavn", Fault.TWICE_IN_FILE)]
    assert _faults(Kind.CENTRES, {}, {"Navn": "kilden"}) == [(3, "Navn", Fault.TWICE_IN_FILE)]


def test_all_faults_are_told_at_once() -> None:
    assert len(_faults(Kind.STAFF, {"Rolle": "Konge", "Navn": ""}, {"Brugernavn": "mette"}, {"Væresteder": "X"})) == 5


def test_headers_have_other_names_too_and_a_missing_or_double_one_is_told() -> None:
    rows = [Row(1, ("STED", "kaldenavn", "Tlf.")), Row(2, ("Regnbuen", "Åse", "23456789"))]
    assert check(Kind.CITIZENS, rows, KNOWN, TODAY).records == [
        (2, {"centre": "Regnbuen", "alias": "Åse", "phone": "23456789"})
    ]
    wrong = check(Kind.CITIZENS, [Row(1, ("Alias", "kaldenavn")), Row(2, ("Åse", "Ib"))], KNOWN, TODAY)
    assert {(one.column, one.fault) for one in wrong.problems} == {
        ("Alias", Fault.COLUMN_TWICE), ("Værested", Fault.COLUMN_MISSING),
    }  # fmt: skip


@pytest.mark.parametrize("kind", Kind)
def test_the_example_of_the_template_is_skipped_and_a_file_with_nothing_else_is_empty(kind: Kind) -> None:
    rows = [Row(1, tuple(one.header for one in COLUMNS[kind])), Row(2, tuple(one.example for one in COLUMNS[kind]))]
    assert [one.fault for one in check(kind, rows, KNOWN, TODAY).problems] == [Fault.NO_ROWS]


def test_a_centre_whose_name_holds_a_comma_is_one_centre() -> None:
    assert _faults(Kind.STAFF, {"Væresteder": "Huset, Vojens"}) == []


def test_somebody_called_like_another_at_the_same_centre_is_a_warning_and_no_fault() -> None:
    rows = [
        Row(1, ("Værested", "Alias")),
        *(Row(at, ("Regnbuen", who)) for at, who in enumerate(["IB", "Åse", "åse"], 2)),
    ]
    found = check(Kind.CITIZENS, rows, KNOWN, TODAY)
    assert found.problems == []
    assert [(one.row, one.fault) for one in found.warnings] == [(2, Fault.ALREADY_THERE), (4, Fault.TWICE_IN_FILE)]


def test_what_is_personal_is_never_shown_and_the_rest_is() -> None:
    rows = [Row(1, ("Værested", "Alias", "Fødselsdato")), Row(2, ("Månen", "Åse", "i går"))]
    shown = {one.column: one.shown for one in check(Kind.CITIZENS, rows, KNOWN, TODAY).problems}
    assert shown == {"Værested": "Månen", "Fødselsdato": ""}


def test_every_fault_and_every_reason_has_its_sentence() -> None:
    assert (set(FAULTS), set(REASONS)) == (set(Fault), set(Reason))
