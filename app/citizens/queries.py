"""Questions about citizens. Each takes the person who asks: what is not theirs is not found."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.access import Act
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.citizens import search
from app.citizens.models import (
    Citizen,
    CitizenAtCentre,
    CitizenWord,
    IncomeNoted,
    IncomeSource,
    LevelChange,
    Note,
)
from app.citizens.reading import Kept, Reader, may_read
from app.db import db


def found(person: Person, text: str, most: int) -> tuple[list[Citizen], bool]:
    """The citizens of the person's own centres whose alias or name has words that begin like those typed.

    At most `most`, and whether there are more; nobody before two letters are typed. Others are not loaded.
    """
    words = search.words(text)
    if len(text.strip()) < search.SHORTEST or not words:
        return [], False
    question = _beginning(words, _own(person, Act.FIND_CITIZENS, Citizen.id))
    ids = list(db.session.scalars(question.order_by(Citizen.alias, Citizen.full_name, Citizen.id).limit(most + 1)))
    hits = db.session.scalars(
        sa.select(Citizen).where(Citizen.id.in_(ids[:most])).order_by(Citizen.alias, Citizen.full_name, Citizen.id)
    )
    return list(hits), len(ids) > most


def newest(person: Person, most: int) -> Sequence[Citizen]:
    """The citizens of the person's own centres, the newest record first."""
    question = _own(person, Act.FIND_CITIZENS, Citizen)
    return db.session.scalars(question.order_by(Citizen.recorded_at.desc(), Citizen.id.desc()).limit(most)).all()


def own(person: Person, act: Act, ids: Iterable[int]) -> dict[int, Citizen]:
    """Those of the given citizens with whom the person may do this, by id."""
    question = _own(person, act, Citizen).where(Citizen.id.in_(list(ids)))
    return {citizen.id: citizen for citizen in db.session.scalars(question)}


def namesakes(person: Person, alias: str) -> list[Citizen]:
    """Citizens of the person's own centres with exactly this alias or name, however it is spelled."""
    wanted = search.words(alias)
    if not wanted:
        return []
    called = _own(person, Act.FIND_CITIZENS, Citizen.id).add_columns(Citizen.alias, Citizen.full_name)
    ids = [
        row.id
        for row in db.session.execute(_beginning(wanted, called))
        if wanted in (search.words(row.alias), search.words(row.full_name))
    ]
    return list(db.session.scalars(sa.select(Citizen).where(Citizen.id.in_(ids)).order_by(Citizen.id)))


def income_sources(on: date) -> Sequence[IncomeSource]:
    """The sources that are valid on a day, in the order of the source text."""
    return db.session.scalars(
        sa.select(IncomeSource)
        .where(
            IncomeSource.valid_from <= on,
            sa.or_(IncomeSource.valid_to.is_(None), IncomeSource.valid_to >= on),
        )
        .order_by(IncomeSource.place)
    ).all()


def income_source(key: str) -> IncomeSource:
    """The source with this key; raises NoResultFound."""
    return db.session.scalars(sa.select(IncomeSource).where(IncomeSource.key == key)).one()


def incomes(citizen: Citizen) -> Sequence[IncomeNoted]:
    """What the citizen lived on, the latest first."""
    return db.session.scalars(
        sa.select(IncomeNoted)
        .where(IncomeNoted.citizen_id == citizen.id)
        .order_by(IncomeNoted.noted_on.desc(), IncomeNoted.id.desc())
    ).all()


def level_changes(citizen: Citizen) -> Sequence[LevelChange]:
    """How the citizen became known, the latest first."""
    return db.session.scalars(
        sa.select(LevelChange).where(LevelChange.citizen_id == citizen.id).order_by(LevelChange.id.desc())
    ).all()


def readable_notes(contact_ids: Iterable[int], reader: Reader) -> dict[int, Note]:
    """The notes of these contacts that the reader may read, by contact; no other note's text is loaded."""
    question = sa.select(Note.id, Note.author_id, Note.centre_id, Note.controller_id, Note.information).where(
        Note.contact_id.in_(list(contact_ids))
    )
    readable = [row.id for row in db.session.execute(question) if may_read(reader, Kept(*row[1:]))]
    notes = db.session.scalars(sa.select(Note).where(Note.id.in_(readable)))
    return {note.contact_id: note for note in notes}


def has_note(contact_id: int) -> bool:
    """Whether a contact has a note at all, readable or not."""
    return db.session.scalar(sa.select(Note.id).where(Note.contact_id == contact_id)) is not None


def _own(person: Person, act: Act, wanted: Any) -> sa.Select[Any]:
    """What is wanted of the citizens with whom the person may do this."""
    belongs = [
        sa.and_(CitizenAtCentre.centre_id == centre_id, Citizen.controller_id == controller_id)
        for centre_id, controller_id in sorted(pairs(person, act))
    ]
    at_own_centre = sa.exists().where(CitizenAtCentre.citizen_id == Citizen.id, sa.or_(sa.false(), *belongs))
    return sa.select(wanted).where(at_own_centre)


def _beginning(words: list[str], question: sa.Select[Any]) -> sa.Select[Any]:
    for word in words:
        beginning = sa.select(CitizenWord.citizen_id).where(
            CitizenWord.word >= word, CitizenWord.word < search.just_after(word)
        )
        question = question.where(Citizen.id.in_(beginning))
    return question
