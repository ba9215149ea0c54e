"""Questions about citizens. Each takes the person who asks: what is not theirs is not found."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.access import Act
from app.accounts import queries as accounts
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.citizens import names, search
from app.citizens.across import is_called
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
from app.citizens.standing import Status
from app.db import db


def found(person: Person, text: str, most: int, closed_too: bool = False) -> tuple[list[Citizen], bool]:
    """The citizens of the person's own centres whose alias or name has words that begin like those typed.

    At most `most`, and whether there are more; nobody before two letters are typed. Others are not loaded. Closed
    records only where they are asked for. Of too many, those whose word comes first, with what was typed itself: the
    index of words has them in that order, so that nobody has to look at the others.
    """
    words = sorted(search.words(text), key=len)
    if len(text.strip()) < search.SHORTEST or not words:
        return [], False
    *others, longest = words
    question = _own(person, Act.FIND_CITIZENS, Citizen.id)
    if not closed_too:
        question = question.where(Citizen.status == Status.OPEN)
    question = question.join(CitizenWord, CitizenWord.citizen_id == Citizen.id).where(_begins(CitizenWord, longest))
    for word in others:
        other = aliased(CitizenWord)
        question = question.where(sa.exists().where(other.citizen_id == CitizenWord.citizen_id, _begins(other, word)))
    # Of one citizen, several words can begin like this.
    rows = (most + 1) * search.MOST_WORDS
    found = list(db.session.scalars(question.order_by(CitizenWord.word, CitizenWord.citizen_id).limit(rows)))
    ids = list(dict.fromkeys(found))
    hits = db.session.scalars(
        sa.select(Citizen).where(Citizen.id.in_(ids[:most])).order_by(Citizen.alias, Citizen.full_name, Citizen.id)
    )
    return list(hits), len(ids) > most or len(found) == rows


def newest(person: Person, most: int) -> Sequence[Citizen]:
    """The citizens of the person's own centres, the newest record first."""
    question = _own(person, Act.FIND_CITIZENS, Citizen).where(Citizen.status == Status.OPEN)
    # By number, which is the order of recording too: no need to look at the whole register for its newest.
    return db.session.scalars(question.order_by(Citizen.id.desc()).limit(most)).all()


def own(person: Person, act: Act, ids: Iterable[int]) -> dict[int, Citizen]:
    """Those of the given citizens with whom the person may do this, by id."""
    question = _own(person, act, Citizen).where(Citizen.id.in_(list(ids))).options(_with_centre_ids())
    return {citizen.id: citizen for citizen in db.session.scalars(question).unique()}


def pickable(
    person: Person, ids: Iterable[int], act: Act = Act.RECORD_CONTACT, closed_too: bool = False
) -> dict[int, Citizen]:
    """With whom of these a contact can be recorded, or this can be done: one's own whose record is open, by the id
    that was asked for.

    Who was linked to another record is that one. They are not linked or closed before this transaction ends.
    """
    wanted = list(ids)
    there = _pickable(person, wanted, act, closed_too)
    linked = names.leads_to([id for id in wanted if id not in there])
    there |= _pickable(person, linked.values(), act, closed_too)
    return {id: there[linked.get(id, id)] for id in wanted if linked.get(id, id) in there}


def _pickable(person: Person, ids: Iterable[int], act: Act, closed_too: bool) -> dict[int, Citizen]:
    wanted = list(ids)
    if not wanted:
        return {}
    question = _held_question(pairs(person, act), closed_too)
    return {citizen.id: citizen for citizen in db.session.scalars(question, {"wanted": wanted}).unique()}


@lru_cache(maxsize=200)
def _held_question(places: frozenset[tuple[int, int]], closed_too: bool) -> sa.Select[Any]:
    """The citizens of these places among those `wanted`: put together once for each worker, who asks it all day."""
    # Whoever waits here for a link to be made is told by this column alone: of other tables PostgreSQL still reads what
    # stood there before.
    question = _own_at(places, Citizen).where(
        Citizen.id.in_(sa.bindparam("wanted", expanding=True)), Citizen.kept_as_id.is_(None)
    )
    if not closed_too:
        question = question.where(Citizen.status == Status.OPEN)
    return question.with_for_update(read=True, key_share=True, of=Citizen).options(_with_centre_ids())


def namesakes(person: Person, alias: str) -> list[Citizen]:
    """Citizens of the person's own centres with exactly this alias or name, however it is spelled."""
    wanted = search.words(alias)
    if not wanted:
        return []
    question = _own(person, Act.FIND_CITIZENS, Citizen.id).where(Citizen.status == Status.OPEN)
    alike = list(db.session.scalars(_beginning(wanted, question)))
    ids = [id for id, called in names.called(alike).items() if is_called(alias, called)]
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
    notes = _readable(Note.contact_id.in_(list(contact_ids)), reader)
    return {note.contact_id: note for note in notes if note.contact_id is not None}


def readable_notes_of_talks(conversation_ids: Iterable[int], reader: Reader) -> dict[int, Note]:
    """The notes of these conversations that the reader may read, by conversation; no other note's text is loaded."""
    notes = _readable(Note.conversation_id.in_(list(conversation_ids)), reader)
    return {note.conversation_id: note for note in notes if note.conversation_id is not None}


def has_note(contact_id: int) -> bool:
    """Whether a contact has a note at all, readable or not."""
    return db.session.scalar(sa.select(Note.id).where(Note.contact_id == contact_id)) is not None


def _readable(wanted: sa.ColumnElement[bool], reader: Reader) -> Sequence[Note]:
    question = sa.select(
        Note.id,
        Note.author_id,
        Note.centre_id,
        Note.controller_id,
        Note.information,
        Note.department_id,
        Note.conversation_id,
    ).where(wanted)
    readable = [row.id for row in db.session.execute(question) if may_read(reader, Kept(*row[1:]))]
    return db.session.scalars(sa.select(Note).where(Note.id.in_(readable))).all()


def _own(person: Person, act: Act, wanted: Any) -> sa.Select[Any]:
    """What is wanted of the citizens with whom the person may do this."""
    return _own_at(pairs(person, act), wanted)


def _own_at(places: frozenset[tuple[int, int]], wanted: Any) -> sa.Select[Any]:
    own = accounts.of_places(CitizenAtCentre.centre_id, Citizen.controller_id, places)
    at_own_centre = sa.exists().where(CitizenAtCentre.citizen_id == Citizen.id, own)
    return sa.select(wanted).where(at_own_centre)


def _beginning(words: list[str], question: sa.Select[Any]) -> sa.Select[Any]:
    for word in words:
        question = question.where(Citizen.id.in_(sa.select(CitizenWord.citizen_id).where(_begins(CitizenWord, word))))
    return question


def _begins(among: type[CitizenWord], word: str) -> sa.ColumnElement[bool]:
    return sa.and_(among.word >= word, among.word < search.just_after(word))


def _with_centre_ids() -> Any:
    """Where they belong is what decides; what the centres are called is not asked for."""
    return joinedload(Citizen.centres).lazyload(CitizenAtCentre.centre)
