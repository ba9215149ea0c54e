"""Checking a file before anything is read in: every fault with its row, its column and a reason. Plain rules."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.accounts.role import AT_A_CENTRE, OF_A_DEPARTMENT, BadRole, Role, refuse_nonsense
from app.centres.models import Focus
from app.imports.columns import COLUMNS, Column, Kind
from app.imports.sheet import Row

Record = dict[str, str]
OLDEST = timedelta(days=120 * 366)
YES, NO = ("ja", "j", "yes", "x", "1", "true", "sand"), ("", "nej", "n", "no", "0", "false", "falsk")

_USERNAME = re.compile(r"[\w.\-@]+")
_DATES = ("%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")


class Fault(StrEnum):
    """What can be wrong with a cell, a row or a header."""

    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    COLUMN_UNKNOWN = "column_unknown"
    NO_ROWS = "no_rows"
    MISSING = "missing"
    TOO_LONG = "too_long"
    UNKNOWN_CENTRE = "unknown_centre"
    UNKNOWN_DEPARTMENT = "unknown_department"
    UNKNOWN_OPERATOR = "unknown_operator"
    UNKNOWN_ROLE = "unknown_role"
    UNKNOWN_FOCUS = "unknown_focus"
    UNKNOWN_INCOME = "unknown_income"
    CENTRE_NEEDED = "centre_needed"
    CENTRE_NOT_FOR_ROLE = "centre_not_for_role"
    DEPARTMENT_NEEDED = "department_needed"
    DEPARTMENT_NOT_FOR_ROLE = "department_not_for_role"
    BAD_USERNAME = "bad_username"
    TWICE_IN_FILE = "twice_in_file"
    ALREADY_THERE = "already_there"
    ALIAS_OR_NAME = "alias_or_name"
    BAD_DATE = "bad_date"
    YES_OR_NO = "yes_or_no"


@dataclass(frozen=True)
class Problem:
    """A fault at a place; `shown` is what stands there, where it may be shown."""

    row: int
    column: str
    fault: Fault
    shown: str = ""


@dataclass(frozen=True)
class Known:
    """What the database knows: names as `same` folds them, each with its id (or the value that is stored)."""

    centres: Mapping[str, int] = field(default_factory=dict)
    departments: Mapping[str, int] = field(default_factory=dict)
    operators: Mapping[str, int] = field(default_factory=dict)
    usernames: frozenset[str] = frozenset()
    roles: Mapping[str, Role] = field(default_factory=dict)
    focus: Mapping[str, Focus] = field(default_factory=dict)
    incomes: Mapping[str, int] = field(default_factory=dict)
    called: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True)
class Checked:
    """What the check found: the records in the order of the file, each with its row; faults; and warnings."""

    records: list[tuple[int, Record]]
    problems: list[Problem]
    warnings: list[Problem]


def same(text: str) -> str:
    """The text as it is compared: case and spaces do not matter."""
    return " ".join(text.casefold().split())


def check(kind: Kind, rows: Sequence[Row], known: Known, today: date) -> Checked:
    """Everything that is wrong with a file, from its headers to its last cell."""
    placed, problems = _placed(kind, rows[0])
    example = tuple(column.example for column in COLUMNS[kind])
    records: list[tuple[int, Record]] = []
    for row in rows[1:]:
        record = {column.key: row.cells[at] if at < len(row.cells) else "" for column, at in placed}
        if tuple(record.get(column.key, "") for column in COLUMNS[kind]) != example:
            records.append((row.number, record))
    if not records and not problems:
        problems.append(Problem(rows[0].number, "", Fault.NO_ROWS))
    if any(problem.fault is not Fault.NO_ROWS for problem in problems):
        return Checked([], problems, [])
    columns = [column for column, _ in placed]
    for number, record in records:
        problems += _common(columns, number, record)
    rules = {Kind.STAFF: _staff, Kind.CENTRES: _centres, Kind.CITIZENS: _citizens}[kind]
    found, warnings = rules(records, known, today)
    headers = {column.key: column for column in COLUMNS[kind]}
    shown = [_showing(problem, headers, dict(records)) for problem in [*problems, *found]]
    return Checked(records, sorted(shown, key=lambda one: one.row), [_showing(one, headers, {}) for one in warnings])


def _placed(kind: Kind, headers: Row) -> tuple[list[tuple[Column, int]], list[Problem]]:
    placed: list[tuple[Column, int]] = []
    problems: list[Problem] = []
    for at, header in enumerate(headers.cells):
        column = next((one for one in COLUMNS[kind] if one.called(header)), None)
        if not header:
            continue
        if column is None:
            problems.append(Problem(headers.number, header[:60], Fault.COLUMN_UNKNOWN))
        elif column in [one for one, _ in placed]:
            problems.append(Problem(headers.number, column.header, Fault.COLUMN_TWICE))
        else:
            placed.append((column, at))
    have = {column.key for column, _ in placed}
    for column in COLUMNS[kind]:
        if column.required and column.key not in have:
            problems.append(Problem(headers.number, column.header, Fault.COLUMN_MISSING))
    return placed, problems


def _showing(problem: Problem, headers: dict[str, Column], records: dict[int, Record]) -> Problem:
    """The problem under the header's name, with what stands in the cell unless that is personal."""
    column = headers.get(problem.column)
    if column is None:
        return problem
    cell = "" if column.personal else records.get(problem.row, {}).get(column.key, "")
    return Problem(problem.row, column.header, problem.fault, cell[:60])


def _common(columns: list[Column], number: int, record: Record) -> list[Problem]:
    problems = []
    for column in columns:
        cell = record[column.key]
        if column.required and not cell:
            problems.append(Problem(number, column.key, Fault.MISSING))
        if len(cell) > column.most:
            problems.append(Problem(number, column.key, Fault.TOO_LONG))
    return problems


Found = tuple[list[Problem], list[Problem]]


def _staff(records: list[tuple[int, Record]], known: Known, _today: date) -> Found:
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, record in records:
        username = same(record["username"])
        if username and not _USERNAME.fullmatch(username):
            problems.append(Problem(number, "username", Fault.BAD_USERNAME))
        if username in seen:
            problems.append(Problem(number, "username", Fault.TWICE_IN_FILE))
        if username in known.usernames:
            problems.append(Problem(number, "username", Fault.ALREADY_THERE))
        seen.add(username) if username else None
        problems += _role(number, record, known)
    return problems, []


def _role(number: int, record: Record, known: Known) -> list[Problem]:
    problems: list[Problem] = []
    named = centre_names(record.get("centres", ""), known)
    if any(same(name) not in known.centres for name in named):
        problems.append(Problem(number, "centres", Fault.UNKNOWN_CENTRE))
    department = record.get("department", "")
    if department and same(department) not in known.departments:
        problems.append(Problem(number, "department", Fault.UNKNOWN_DEPARTMENT))
    role = known.roles.get(same(record["role"]))
    if role is None:
        return [*problems, Problem(number, "role", Fault.UNKNOWN_ROLE)] if record["role"] else problems
    try:
        refuse_nonsense(role, 1 if named else None, 1 if department else None)
    except BadRole as wrong:
        if str(wrong) == "department":
            fault = Fault.DEPARTMENT_NEEDED if role in OF_A_DEPARTMENT else Fault.DEPARTMENT_NOT_FOR_ROLE
            problems.append(Problem(number, "department", fault))
        else:
            fault = Fault.CENTRE_NEEDED if role in AT_A_CENTRE else Fault.CENTRE_NOT_FOR_ROLE
            problems.append(Problem(number, "centres", fault))
    return problems


def centre_names(cell: str, known: Known) -> list[str]:
    """The centres that a cell names: one, or several with commas or semicolons between; a name may hold a comma."""
    if not cell or same(cell) in known.centres:
        return [cell] if cell else []
    return [name.strip() for name in re.split("[,;]", cell) if name.strip()]


def _centres(records: list[tuple[int, Record]], known: Known, _today: date) -> Found:
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, record in records:
        name = same(record["name"])
        if name in seen:
            problems.append(Problem(number, "name", Fault.TWICE_IN_FILE))
        if name in known.centres:
            problems.append(Problem(number, "name", Fault.ALREADY_THERE))
        seen.add(name) if name else None
        if record["operator"] and same(record["operator"]) not in known.operators:
            problems.append(Problem(number, "operator", Fault.UNKNOWN_OPERATOR))
        if record["focus"] and same(record["focus"]) not in known.focus:
            problems.append(Problem(number, "focus", Fault.UNKNOWN_FOCUS))
    return problems, []


def _citizens(records: list[tuple[int, Record]], known: Known, today: date) -> Found:
    problems: list[Problem] = []
    warnings: list[Problem] = []
    seen: set[tuple[int, str]] = set()
    for number, record in records:
        centre_id = known.centres.get(same(record["centre"]))
        if record["centre"] and centre_id is None:
            problems.append(Problem(number, "centre", Fault.UNKNOWN_CENTRE))
        if not record.get("alias") and not record.get("full_name"):
            problems.append(Problem(number, "alias", Fault.ALIAS_OR_NAME))
        if same(record.get("may_be_called", "")) not in (*YES, *NO):
            problems.append(Problem(number, "may_be_called", Fault.YES_OR_NO))
        born = record.get("birth_date", "")
        if born and not _possible(day(born), today):
            problems.append(Problem(number, "birth_date", Fault.BAD_DATE))
        if record.get("income") and same(record["income"]) not in known.incomes:
            problems.append(Problem(number, "income", Fault.UNKNOWN_INCOME))
        called = (centre_id or 0, same(record.get("alias") or record.get("full_name", "")))
        if called in known.called:
            warnings.append(Problem(number, "alias", Fault.ALREADY_THERE))
        elif called in seen:
            warnings.append(Problem(number, "alias", Fault.TWICE_IN_FILE))
        seen.add(called)
    return problems, warnings


def day(text: str) -> date | None:
    """A date as people and spreadsheets write it; none where it is none."""
    for pattern in _DATES:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None


def _possible(born: date | None, today: date) -> bool:
    return born is not None and timedelta(0) <= today - born <= OLDEST
