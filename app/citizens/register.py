"""Keeping the register: making a citizen's record, changing it, noting income. Callers commit."""

from dataclasses import dataclass, field, replace
from datetime import date, time

from app import clock, log
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens import names
from app.citizens.identity import IdentityLevel, KnownBefore, level_for
from app.citizens.models import Citizen, CitizenAtCentre, IncomeNoted, IncomeSource, LevelChange
from app.citizens.standing import refuse_day
from app.db import db


@dataclass(frozen=True)
class Details:
    """What a citizen has chosen to tell."""

    alias: str = ""
    full_name: str = ""
    phone: str = ""
    may_be_called: bool = False
    spoken_language: str = ""
    birth_date: date | None = None
    birth_date_is_approximate: bool = False
    reason: str = field(default="", compare=False)


def record(details: Details, *, at: Centre, controller_id: int, by: Account) -> Citizen:
    """Make a record, at the citizen's own wish, belonging to one centre for now."""
    citizen = Citizen(
        level=level_for(details.full_name),
        controller_id=controller_id,
        recorded_by_id=by.id,
        recorded_at=clock.now(),
    )
    _write(citizen, details)
    names.remember(citizen)
    citizen.centres.append(CitizenAtCentre(centre=at, since=clock.now()))
    db.session.add(citizen)
    db.session.flush()
    _note_level(citizen, None, details.reason, at, by)
    log.created(citizen)
    return citizen


def change(citizen: Citizen, details: Details) -> None:
    """Keep what the citizen tells now. Giving a name, or taking it back, is another act."""
    _write(citizen, replace(details, full_name=citizen.full_name))
    names.remember(citizen)
    citizen.version += 1
    log.changed(citizen)


@dataclass(frozen=True)
class Move:
    """A citizen moves up or down a level: on which day, why, where, and who keeps it."""

    on: date
    reason: str
    at: Centre
    by: Account


def give_name(citizen: Citizen, full_name: str, phone: str, move: Move) -> None:
    """The citizen gives a name, and perhaps a phone number. Raises NotKept for an impossible day."""
    refuse_day(move.on, clock.today())
    before = citizen.level
    citizen.full_name = full_name.strip()
    citizen.phone = phone.strip() or citizen.phone
    citizen.level = IdentityLevel.IDENTIFIED
    names.remember(citizen)
    citizen.version += 1
    _note_level(citizen, before, move.reason, move.at, move.by, on=move.on)
    log.changed(citizen)


def take_name_back(citizen: Citizen, alias: str, move: Move) -> None:
    """The citizen takes name and phone back: both leave this record, those linked to it, and the search.

    Raises NotKept for an impossible day. Every record keeps something to be called by.
    """
    refuse_day(move.on, clock.today())
    family = [citizen, *names.linked_to(citizen)]
    for one in family:
        before, named = one.level, one.full_name
        one.alias = one.alias.strip() or citizen.alias.strip() or alias.strip()
        one.full_name = one.phone = ""
        one.may_be_called = False
        one.level = IdentityLevel.ALIAS
        one.version += 1
        if before is IdentityLevel.IDENTIFIED or named:
            _note_level(one, before, move.reason, move.at, move.by, on=move.on)
        log.changed(one)
    for one in reversed(family):
        names.remember(one)


def ask_known_before(citizen: Citizen, answer: KnownBefore) -> None:
    """Keep the answer to what is asked once; a later answer changes nothing."""
    if citizen.known_before is None:
        citizen.known_before = answer


def note_income(citizen: Citizen, source: IncomeSource, *, on: date, at: Centre, by: Account) -> IncomeNoted:
    """Note what the citizen lives on, as of a day."""
    noted = IncomeNoted(
        citizen_id=citizen.id,
        source=source,
        noted_on=on,
        centre_id=at.id,
        author_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(noted)
    log.changed(citizen)
    return noted


def belong(citizen: Citizen, centre: Centre) -> None:
    """The citizen belongs to this centre from now on, if not before."""
    if centre.id not in citizen.centre_ids:
        citizen.centres.append(CitizenAtCentre(centre=centre, since=clock.now()))


def leave(citizen: Citizen, centre_id: int) -> None:
    """The citizen no longer belongs to this centre."""
    citizen.centres = [at for at in citizen.centres if at.centre_id != centre_id]


def _note_level(
    citizen: Citizen, before: IdentityLevel | None, reason: str, at: Centre, by: Account, on: date | None = None
) -> None:
    db.session.add(
        LevelChange(
            citizen_id=citizen.id,
            from_level=before,
            to_level=citizen.level,
            reason=reason,
            centre_id=at.id,
            happened_at=clock.now() if on in (None, clock.today()) else clock.at(on, time(12)),
            author_id=by.id,
        )
    )


def _write(citizen: Citizen, details: Details) -> None:
    citizen.alias = details.alias.strip()
    citizen.full_name = details.full_name.strip()
    citizen.phone = details.phone.strip()
    citizen.may_be_called = details.may_be_called
    citizen.spoken_language = details.spoken_language.strip()
    citizen.birth_date = details.birth_date
    citizen.birth_date_is_approximate = details.birth_date_is_approximate and details.birth_date is not None
