"""Keeping the register: making a citizen's record, changing it, noting income. Callers commit."""

from dataclasses import dataclass, field
from datetime import date

from app import clock, log
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens import search
from app.citizens.identity import IdentityLevel, KnownBefore, level_for
from app.citizens.models import Citizen, CitizenAtCentre, CitizenWord, IncomeNoted, IncomeSource, LevelChange
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
    citizen.centres.append(CitizenAtCentre(centre=at, since=clock.now()))
    db.session.add(citizen)
    db.session.flush()
    _note_level(citizen, None, details.reason, at, by)
    log.created(citizen)
    return citizen


def change(citizen: Citizen, details: Details, *, at: Centre, by: Account) -> None:
    """Keep what the citizen tells now. Giving a name moves the citizen up a level, with the reason."""
    before = citizen.level
    citizen.level = level_for(details.full_name)
    if citizen.level is not before:
        _note_level(citizen, before, details.reason, at, by)
    _write(citizen, details)
    citizen.version += 1
    log.changed(citizen)


def ask_known_before(citizen: Citizen, answer: KnownBefore) -> None:
    """Keep the answer to what is asked once; a later answer changes nothing."""
    if citizen.known_before is None:
        citizen.known_before = answer


def note_income(citizen: Citizen, source: IncomeSource, *, on: date, at: Centre, by: Account) -> None:
    """Note what the citizen lives on, as of a day."""
    db.session.add(
        IncomeNoted(
            citizen_id=citizen.id,
            source=source,
            noted_on=on,
            centre_id=at.id,
            author_id=by.id,
            recorded_at=clock.now(),
        )
    )
    log.changed(citizen)


def belong(citizen: Citizen, centre: Centre) -> None:
    """The citizen belongs to this centre from now on, if not before."""
    if centre.id not in citizen.centre_ids:
        citizen.centres.append(CitizenAtCentre(centre=centre, since=clock.now()))


def _note_level(citizen: Citizen, before: IdentityLevel | None, reason: str, at: Centre, by: Account) -> None:
    db.session.add(
        LevelChange(
            citizen_id=citizen.id,
            from_level=before,
            to_level=citizen.level,
            reason=reason,
            centre_id=at.id,
            happened_at=clock.now(),
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
    wanted = search.words(f"{citizen.alias} {citizen.full_name}")
    kept = {word.word: word for word in citizen.words}
    citizen.words = [kept.get(word) or CitizenWord(word=word) for word in wanted]
