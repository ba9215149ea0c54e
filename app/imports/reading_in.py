"""What the database knows that a file is checked against, keeping a checked file, and reading it in. Callers commit."""

import json
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from app import clock, log
from app.accounts import queries as accounts
from app.accounts.models import Account, RoleHeld
from app.accounts.slip import invite
from app.accounts.words import ROLE_NAMES
from app.centres import queries as places
from app.centres.models import Centre, Focus
from app.centres.words import FOCUS
from app.citizens import queries as citizens
from app.citizens import register
from app.citizens.models import Citizen, CitizenAtCentre, IncomeSource
from app.citizens.register import Details
from app.db import db
from app.imports import sheet
from app.imports.check import YES, Checked, Known, Record, centre_names, check, day, same
from app.imports.columns import Kind
from app.imports.models import ImportFile
from app.imports.sheet import Row

KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class Slip:
    """What somebody needs to choose a password; shown once."""

    name: str
    username: str
    code: str


def checked(kind: Kind, data: bytes) -> tuple[list[Row], Checked]:
    """The rows of a file, and what is wrong with them; raises Unreadable."""
    rows = sheet.read(data)
    return rows, check(kind, rows, known(kind), clock.today())


def known(kind: Kind) -> Known:
    """What a file of this kind is compared with. Of citizens only where they belong and what they are called."""
    called: frozenset[tuple[int, str]] = frozenset()
    if kind is Kind.CITIZENS:
        question = sa.select(CitizenAtCentre.centre_id, Citizen.alias, Citizen.full_name).join(
            Citizen, Citizen.id == CitizenAtCentre.citizen_id
        )
        called = frozenset((row[0], same(row[1] or row[2])) for row in db.session.execute(question))
    return Known(
        centres={same(one.name): one.id for one in places.centres()},
        departments={same(one.name): one.id for one in places.departments()},
        operators={same(one.name): one.id for one in places.operators()},
        usernames=frozenset(one.username for one in accounts.accounts()),
        roles={same(str(word)): role for role, word in ROLE_NAMES.items()} | {role.value: role for role in ROLE_NAMES},
        focus={same(str(word)): focus for focus, word in FOCUS.items()} | {focus.value: focus for focus in Focus},
        incomes={
            same(word): one.id
            for one in citizens.income_sources(clock.today())
            for word in (one.danish, one.english, one.key)
        },
        called=called,
    )


def keep(kind: Kind, rows: list[Row], account_id: int) -> ImportFile:
    """Keep what was checked until it is read in; what the same person or anybody left lying is deleted."""
    delete_old(account_id)
    content = json.dumps([[row.number, *row.cells] for row in rows], ensure_ascii=False)
    file = ImportFile(kind=kind, account_id=account_id, content=content, made_at=clock.now())
    db.session.add(file)
    db.session.flush()
    return file


def delete_old(account_id: int) -> None:
    """Nothing is kept longer than its hour, and of one person only the newest."""
    too_old = ImportFile.made_at < clock.now() - KEPT_FOR
    db.session.execute(sa.delete(ImportFile).where(sa.or_(too_old, ImportFile.account_id == account_id)))


def kept_rows(file: ImportFile) -> list[Row]:
    """The rows of a kept file."""
    return [Row(number, tuple(cells)) for number, *cells in json.loads(file.content)]


def read_in(kind: Kind, found: Checked, by: Account) -> list[Slip]:
    """Make every record of a file that has no fault; for staff, answers with the slips that they need."""
    context = known(kind)
    if kind is Kind.STAFF:
        return [_staff(record, context, by) for _, record in found.records]
    for _, record in found.records:
        _centre(record, context) if kind is Kind.CENTRES else _citizen(record, context, by)
    return []


def _staff(record: Record, context: Known, by: Account) -> Slip:
    account = Account(name=record["name"], username=accounts.folded(record["username"]))
    department = record.get("department")
    named = centre_names(record.get("centres", ""), context)
    centre_ids: list[int | None] = [context.centres[same(name)] for name in named]
    for centre_id in centre_ids or [None]:
        account.roles.append(
            RoleHeld(
                role=context.roles[same(record["role"])],
                centre_id=centre_id,
                department_id=context.departments[same(department)] if department else None,
            )
        )
    db.session.add(account)
    log.created(account)
    return Slip(account.name, account.username, invite(account, by=by.id))


def _centre(record: Record, context: Known) -> None:
    centre = Centre(
        name=record["name"],
        town=record.get("town", ""),
        house=record.get("house", ""),
        opening_hours=record.get("opening_hours", ""),
        focus=context.focus[same(record["focus"])],
        operator_id=context.operators[same(record["operator"])],
    )
    db.session.add(centre)
    log.created(centre)


def _citizen(record: Record, context: Known, by: Account) -> None:
    centre = db.session.get_one(Centre, context.centres[same(record["centre"])])
    details = Details(
        alias=record.get("alias", ""),
        full_name=record.get("full_name", ""),
        phone=record.get("phone", ""),
        may_be_called=same(record.get("may_be_called", "")) in YES,
        spoken_language=record.get("spoken_language", ""),
        birth_date=day(record.get("birth_date", "")),
    )
    citizen = register.record(details, at=centre, controller_id=centre.operator_id, by=by)
    if record.get("income"):
        source = db.session.get_one(IncomeSource, context.incomes[same(record["income"])])
        register.note_income(citizen, source, on=clock.today(), at=centre, by=by)
