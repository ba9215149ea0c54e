"""Incomplete records («Mangler oplysninger»): what the tables need and nobody has noted yet, at one's own centres.

Each thing that can be missing is a `Missing`: how many there are, the newest of them, and the template of the row in
which it is mended. Whatever else can be missing (a bridge without an outcome) registers another one at the start.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from flask import url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.access import Act
from app.accounts import queries as accounts
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.citizens import queries as citizens
from app.citizens.identity import KnownBefore
from app.citizens.models import Citizen, CitizenAtCentre, IncomeNoted, IncomeSource
from app.citizens.words import KNOWN_BEFORE
from app.db import Base, db
from app.desk.models import Completion, Lacking
from app.language import day
from app.outreach.models import Contact

MOST_SHOWN = 50
MOST_COUNTED = 500
"""Counting ends here: «over 500» says as much as the number, and costs the same in a register of any size."""
MOST_USED = 4
LATEST_NOTES = 500
"""So many of the newest notes of income say which sources are used most."""


@dataclass(frozen=True)
class Row:
    """A record that lacks something: what it is called, its page, the people's records that the row shows."""

    id: int
    title: str
    line: str
    href: str
    records: Sequence[Base]
    shows: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Missing:
    """One thing that can be missing. `part` is the template of a row; it is given `missing` and `row`.

    `ids(person)` is the question for the ids of all that lack it; `rows(person, most)` answers with the newest first.
    """

    key: str
    title: LazyString
    why: LazyString
    ids: Callable[[Person], sa.Select[int]]
    rows: Callable[[Person, int], Sequence[Row]]
    part: str


_registered: list[Missing] = []


def register(missing: Missing) -> Missing:
    """Add something that can be missing to the page and to the number on Min dag."""
    _registered.append(missing)
    return missing


def registered() -> tuple[Missing, ...]:
    """Everything that can be missing, in the order of the start."""
    return tuple(_registered)


def count(person: Person) -> int:
    """How many records of one's own centres lack something, in one statement."""
    return sum(numbers(person, _registered))


def numbers(person: Person, wanted: Sequence[Missing]) -> list[int]:
    """How many records lack each of these; counting ends one beyond what is said."""
    some = [missing.ids(person).limit(MOST_COUNTED + 1).subquery() for missing in wanted]
    return list(
        db.session.execute(
            sa.select(*(sa.select(sa.func.count()).select_from(ids).scalar_subquery() for ids in some))
        ).one()
    )


def said(number: int) -> str:
    """The number as it is shown: counting ends at a point."""
    return _("over %(number)s", number=MOST_COUNTED) if number > MOST_COUNTED else str(number)


def lacks(citizen: Citizen, lacking: Lacking) -> bool:
    """Whether this is still to be noted about a citizen."""
    if lacking is Lacking.KNOWN_BEFORE:
        return citizen.known_before is None
    return not citizens.incomes(citizen)


def row_of(citizen: Citizen, lacking: Lacking, account_id: int) -> Row:
    """The row of one citizen, also when it has just been mended."""
    happened_at = db.session.scalar(sa.select(sa.func.max(Contact.happened_at)).where(Contact.citizen_id == citizen.id))
    return _row(citizen, happened_at, lacking, account_id)


def last_act(account_id: int) -> Completion | None:
    """What the person noted last on this page."""
    return db.session.scalar(
        sa.select(Completion).where(Completion.account_id == account_id).order_by(Completion.id.desc()).limit(1)
    )


def most_used() -> tuple[list[IncomeSource], list[IncomeSource]]:
    """The sources of income that are noted most these days, and the others in the order of the source text."""
    latest = sa.select(IncomeNoted.source_id).order_by(IncomeNoted.id.desc()).limit(LATEST_NOTES).subquery()
    numbers = sa.select(latest.c.source_id, sa.func.count()).group_by(latest.c.source_id)
    used = {source_id: number for source_id, number in db.session.execute(numbers)}
    every = citizens.income_sources(clock.today())
    first = sorted(every, key=lambda source: (-used.get(source.id, 0), source.place))[:MOST_USED]
    return first, [source for source in every if source not in first]


def _row(citizen: Citizen, happened_at: datetime | None, lacking: Lacking, account_id: int | None) -> Row:
    centres = ", ".join(at.centre.name for at in citizen.centres)
    seen = _("Sidste kontakt %(day)s", day=day(happened_at)) if happened_at else _("Ingen kontakt endnu")
    shows: dict[str, object] = {"citizen": citizen}
    if account_id is not None and not lacks(citizen, lacking):
        last = last_act(account_id)
        shows["noted"] = _noted(citizen, lacking)
        shows["may_undo"] = (
            last is not None and (last.citizen_id, last.lacking) == (citizen.id, lacking) and last.undone_at is None
        )
    return Row(
        citizen.id,
        citizen.name,
        f"{seen} · {centres}",
        url_for("citizens.citizen", citizen_id=citizen.id),
        (citizen,),
        shows,
    )


def _noted(citizen: Citizen, lacking: Lacking) -> str | IncomeSource:
    if lacking is Lacking.KNOWN_BEFORE:
        return str(KNOWN_BEFORE[citizen.known_before or KnownBefore.UNKNOWN])
    return citizens.incomes(citizen)[0].source


def _ids(lacking: Lacking) -> Callable[[Person], sa.Select[int]]:
    return lambda person: _lacking(person, lacking)


def _newest(lacking: Lacking) -> Callable[[Person, int], Sequence[Row]]:
    def rows(person: Person, most: int) -> Sequence[Row]:
        latest = sa.select(sa.func.max(Contact.happened_at)).where(Contact.citizen_id == Citizen.id).scalar_subquery()
        question = (
            _lacking(person, lacking)
            .add_columns(latest.label("happened_at"))
            .order_by(latest.desc().nulls_last(), Citizen.id.desc())
            .limit(most)
        )
        seen = {row.id: row.happened_at for row in db.session.execute(question)}
        found = {
            citizen.id: citizen for citizen in db.session.scalars(sa.select(Citizen).where(Citizen.id.in_(list(seen))))
        }
        return [_row(found[id], happened_at, lacking, None) for id, happened_at in seen.items()]

    return rows


def _lacking(person: Person, lacking: Lacking) -> sa.Select[int]:
    """The ids of those citizens of one's own centres about whom this is not noted."""
    own = accounts.of_places(CitizenAtCentre.centre_id, Citizen.controller_id, pairs(person, Act.COMPLETE_RECORDS))
    at_own_centre = sa.exists().where(CitizenAtCentre.citizen_id == Citizen.id, own)
    missing = Citizen.known_before.is_(None) if lacking is Lacking.KNOWN_BEFORE else ~Citizen.income_ever_noted
    return sa.select(Citizen.id).where(missing, at_own_centre)


register(
    Missing(
        Lacking.KNOWN_BEFORE.value,
        _l("Kendt i forvejen?"),
        _l("Kendte kommunen personen, før I mødtes første gang? Det spørger vi om én gang."),
        _ids(Lacking.KNOWN_BEFORE),
        _newest(Lacking.KNOWN_BEFORE),
        "desk/_missing_known_before.html",
    )
)
register(
    Missing(
        Lacking.INCOME.value,
        _l("Hvad lever personen af?"),
        _l("Styregruppens tabel over indkomst tæller kun dem, hvor det er noteret."),
        _ids(Lacking.INCOME),
        _newest(Lacking.INCOME),
        "desk/_missing_income.html",
    )
)
