"""Opening a record that is not one's own for the rest of the day, and looking beyond one's own centres.

Callers commit. An opening is a row with its ground; the log says the same ground for what is read under it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app import clock, log
from app.access import Act
from app.accounts import queries as accounts
from app.accounts.models import Account
from app.accounts.permissions import owns, pairs
from app.accounts.role import Person
from app.centres.models import Centre
from app.citizens import names, register, search
from app.citizens.acquaintance import works_with
from app.citizens.across import MOST_ELSEWHERE, Basis, Given, Shown, is_called
from app.citizens.models import Citizen, CitizenAtCentre, CitizenWord
from app.citizens.opening_models import LegalGround, LookUp, Opening
from app.citizens.standing import Status
from app.db import db

MOST_ALIKE = 200
"""So many records with the same words are compared; a name more common than that must be written in full."""

GROUNDS = {
    Basis.REASON: log.Ground.REASON,
    Basis.CONSENT: log.Ground.CONSENT,
    Basis.LEGAL_GROUND: log.Ground.LEGAL_GROUND,
}


def elsewhere(person: Person, text: str, closed_too: bool = False) -> tuple[Sequence[int], bool]:
    """The ids of those at other centres, under a controller the person works for, who are called exactly this.

    At most `MOST_ELSEWHERE`; with more none, and that there are too many. Nothing of them is loaded but their names.
    """
    own = pairs(person, Act.LOOK_ACROSS)
    controllers = sorted({controller_id for _, controller_id in own})
    # The sum keeps SQLite from beginning with all whom the controller answers for, instead of with the word.
    ids = _called_exactly(text, (Citizen.controller_id + 0).in_(controllers), closed_too)
    if not ids:
        return [], ids is None
    own_ones = _own_among(person, ids)
    others = [id for id in ids if id not in own_ones]
    return ([], True) if len(others) > MOST_ELSEWHERE else (others, False)


def under_other_operators(person: Person, text: str) -> Sequence[int] | None:
    """The ids of those whom another operator answers for, and who are called exactly this; None where the words are
    too common to tell.
    """
    own = sorted({controller_id for _, controller_id in pairs(person, Act.LOOK_ACROSS_OPERATORS)})
    return _called_exactly(text, Citizen.controller_id.not_in(own), closed_too=False)


def _called_exactly(text: str, among: sa.ColumnElement[bool], closed_too: bool) -> list[int] | None:
    wanted = search.words(text)
    if len(text.strip()) < search.SHORTEST or not wanted:
        return []
    ordered = _rarest_first(wanted)
    if not ordered:
        return []
    rarest, *others = ordered
    question = sa.select(Citizen.id).join(CitizenWord, CitizenWord.citizen_id == Citizen.id)
    question = question.where(CitizenWord.word == rarest, among, Citizen.kept_as_id.is_(None))
    if not closed_too:
        question = question.where(Citizen.status == Status.OPEN)
    for word in others:
        other = aliased(CitizenWord)
        question = question.where(sa.exists().where(other.citizen_id == CitizenWord.citizen_id, other.word == word))
    ids = list(db.session.scalars(question.limit(MOST_ALIKE + 1)))
    if not ids:
        return []
    if len(ids) > MOST_ALIKE:
        return None
    called = names.called(ids)
    return [id for id in sorted(ids) if is_called(text, called.get(id, []))]


def _rarest_first(words: Collection[str]) -> list[str]:
    """The words, those first that few are called; none where nobody is called one of them."""
    if len(words) == 1:
        return list(words)
    counts = []
    for word in sorted(words):
        called = sa.select(CitizenWord.citizen_id).where(CitizenWord.word == word).limit(MOST_ALIKE + 1).subquery()
        number = sa.select(sa.func.count()).select_from(called).scalar_subquery()
        counts.append(sa.select(sa.literal(word).label("word"), number.label("number")))
    found = {row.word: row.number for row in db.session.execute(sa.union_all(*counts))}
    return sorted(found, key=found.__getitem__) if all(found.values()) else []


def _own_among(person: Person, ids: Sequence[int]) -> set[int]:
    own = accounts.of_places(CitizenAtCentre.centre_id, Citizen.controller_id, pairs(person, Act.OPEN_CITIZEN))
    question = sa.select(Citizen.id).join(CitizenAtCentre, CitizenAtCentre.citizen_id == Citizen.id)
    return set(db.session.scalars(question.where(Citizen.id.in_(ids), own)))


def open_with_reason(citizen: Citizen, shown: Shown, reason: str, *, by: Account) -> Opening:
    """Open the record, or what is protected in it, until the local day ends."""
    return _open(citizen, shown, Basis.REASON, reason, by)


@dataclass(frozen=True)
class Asked:
    """On what ground somebody asks another operator: the consent (how, for what) or the legal ground."""

    basis: Basis
    purpose: str
    given: Given | None = None
    legal_ground_id: int | None = None


def look_up(person: Person, text: str, asked: Asked, *, at: Centre, by: Account) -> Sequence[int] | None:
    """Ask whether one citizen of another operator is called exactly this; the asking itself is kept and logged.

    Answers with the ids (None: too many to tell); where there is exactly one, that record is opened for the day.
    """
    ids = under_other_operators(person, text)
    made = LookUp(
        account_id=by.id,
        basis=asked.basis,
        given=asked.given,
        purpose=asked.purpose.strip(),
        legal_ground_id=asked.legal_ground_id,
        centre_id=at.id,
        looked_at=clock.now(),
        found=ids is not None and len(ids) == 1,
    )
    db.session.add(made)
    found = [db.session.get_one(Citizen, ids[0])] if ids is not None and len(ids) == 1 else []
    log.searched(found, ground=GROUNDS[asked.basis])
    for citizen in found:
        _open(citizen, Shown.RECORD, asked.basis, asked.purpose, by, made)
    return ids


def welcome(citizen: Citizen, centre: Centre, person: Person) -> None:
    """The citizen comes to this centre too, from now on; where the record was opened for it, the opening says so."""
    register.belong(citizen, centre)
    opening = _standing(person, citizen.id, Shown.RECORD)
    if opening is not None:
        opening.joined_centre_id, opening.joined_at = centre.id, clock.now()
    log.changed(citizen, ground=ground_for(person, citizen))


def ground_for(person: Person, citizen: Citizen) -> log.Ground:
    """Why the person may see the record: it is one's own, or it was opened today."""
    opening = _standing(person, citizen.id, Shown.RECORD)
    return GROUNDS[opening.basis] if opening is not None else log.Ground.OWN_CENTRE


def opened_under(person: Person, citizen: Citizen) -> frozenset[int]:
    """The controller whose general notes about this citizen are open to the person today; none without an opening."""
    opened = _standing(person, citizen.id, Shown.RECORD) is not None
    return frozenset({citizen.controller_id}) if opened else frozenset()


def standing_for(person: Person, citizen_ids: Collection[int]) -> dict[int, list[tuple[int, Basis]]]:
    """The openings of these citizens' records to the person that hold now: controller and ground, by citizen."""
    if not citizen_ids:
        return {}
    question = (
        sa.select(Opening.citizen_id, Citizen.controller_id, Opening.basis)
        .join(Citizen, Citizen.id == Opening.citizen_id)
        .where(
            Opening.citizen_id.in_(citizen_ids),
            Opening.account_id == person.account_id,
            Opening.shown == Shown.RECORD,
            Opening.until > clock.now(),
        )
        .distinct()
    )
    found: dict[int, list[tuple[int, Basis]]] = {}
    for citizen_id, controller_id, basis in db.session.execute(question):
        found.setdefault(citizen_id, []).append((controller_id, basis))
    return found


def end_by_consent(citizen: Citizen) -> None:
    """The citizen takes a consent back: what was opened by consent is shut at once, for everybody."""
    now = clock.now()
    db.session.execute(
        sa.update(Opening)
        .where(Opening.citizen_id == citizen.id, Opening.basis == Basis.CONSENT, Opening.until > now)
        .values(until=now)
        .execution_options(synchronize_session=False)
    )


def is_open_today(person: Person, citizen: Citizen) -> bool:
    """Whether the record was opened to the person until the day ends."""
    return _standing(person, citizen.id, Shown.RECORD) is not None


def is_opened(person: Person, citizen: Citizen) -> bool:
    """Whether the person sees the record only because it was opened today."""
    return not owns(person, Act.OPEN_CITIZEN, citizen)


def sees_protected(person: Person, citizen: Citizen) -> bool:
    """Whether name and contact data may be shown: they are not protected, the person works with the citizen, or said
    why today.
    """
    if citizen.protected_since is None:
        return True
    worked = person.account_id is not None and works_with(person.account_id, citizen.id)
    return worked or _standing(person, citizen.id, Shown.PROTECTED) is not None


def hidden_from(person: Person, citizen_ids: Collection[int]) -> set[int]:
    """Those of these citizens whose name is protected and may not be shown to the person today."""
    protected = sa.select(Citizen.id).where(Citizen.id.in_(citizen_ids), Citizen.protected_since.is_not(None))
    return {
        id
        for id in db.session.scalars(protected)
        if not (person.account_id is not None and works_with(person.account_id, id))
        and _standing(person, id, Shown.PROTECTED) is None
    }


def joined(citizen: Citizen) -> Sequence[Opening]:
    """The openings in which a centre welcomed the citizen."""
    question = sa.select(Opening).where(Opening.citizen_id == citizen.id, Opening.joined_at.is_not(None))
    return db.session.scalars(question.order_by(Opening.id)).all()


def legal_grounds(on: date | None = None) -> Sequence[LegalGround]:
    """The legal grounds, by paragraph; with a day, those that are valid then."""
    question = sa.select(LegalGround).order_by(LegalGround.paragraph, LegalGround.id)
    if on is not None:
        still = sa.or_(LegalGround.valid_to.is_(None), LegalGround.valid_to >= on)
        question = question.where(LegalGround.valid_from <= on, still)
    return db.session.scalars(question).all()


def _open(
    citizen: Citizen, shown: Shown, basis: Basis, reason: str, by: Account, made: LookUp | None = None
) -> Opening:
    db.session.flush()
    opening = Opening(
        citizen_id=citizen.id,
        account_id=by.id,
        shown=shown,
        basis=basis,
        reason=reason.strip(),
        look_up_id=made.id if made else None,
        opened_at=clock.now(),
        until=clock.span(clock.today(), clock.today())[1],
    )
    db.session.add(opening)
    log.opened(citizen, ground=GROUNDS[basis])
    return opening


def _standing(person: Person, citizen_id: int, shown: Shown) -> Opening | None:
    """The person's latest opening of this kind that still holds."""
    return db.session.scalar(
        sa.select(Opening)
        .where(
            Opening.citizen_id == citizen_id,
            Opening.account_id == person.account_id,
            Opening.shown == shown,
            Opening.until > clock.now(),
        )
        .order_by(Opening.id.desc())
        .limit(1)
    )
