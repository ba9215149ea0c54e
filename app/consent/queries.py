"""Questions about consents and about what a legal ground opened. What opens notes is read without loading a record."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app import clock
from app.access import Act
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.centres.models import Centre
from app.citizens.models import Citizen, CitizenAtCentre
from app.citizens.readers import departments_at, hosts_at
from app.citizens.reading import Information, Owner, Shared
from app.consent.consent import Side, Terms, opens_to
from app.consent.models import Consent, ConsentAge, ConsentKind, ConsentParty, GroundOpening, GroundOpeningKind
from app.db import db


def parties_of(person: Person) -> frozenset[Owner]:
    """For whom the person reads: the departments they sit for, and the centres whose own they are."""
    departments = {Owner(department_id=department) for _at, department in departments_at(person)}
    return frozenset(departments | {Owner(centre_id=at, controller_id=by) for at, by in hosts_at(person)})


def consented(person: Person, citizen_ids: Collection[int]) -> Mapping[int, Collection[Shared]]:
    """What the citizens' consents open to the person now, by citizen; one statement."""
    parties = parties_of(person)
    return {
        citizen_id: shared
        for citizen_id, terms in standing_terms(citizen_ids).items()
        if (shared := opens_to(parties, terms))
    }


def standing_terms(citizen_ids: Collection[int]) -> dict[int, list[Terms]]:
    """What the citizens have said yes to and not taken back, by citizen; no record is loaded."""
    question = (
        sa.select(
            Consent.citizen_id,
            Consent.id,
            ConsentParty.side,
            ConsentParty.department_id,
            ConsentParty.centre_id,
            Centre.operator_id,
            ConsentKind.information,
        )
        .join(ConsentParty, ConsentParty.consent_id == Consent.id)
        .join(ConsentKind, ConsentKind.consent_id == Consent.id)
        .join(Centre, Centre.id == ConsentParty.centre_id, isouter=True)
        .where(Consent.citizen_id.in_(citizen_ids), Consent.withdrawn_at.is_(None))
    )
    sides: dict[tuple[int, int], dict[Side, set[Owner]]] = {}
    kinds: dict[tuple[int, int], set[Information]] = {}
    for citizen_id, consent_id, side, department_id, centre_id, operator_id, information in db.session.execute(
        question
    ):
        here = (citizen_id, consent_id)
        sides.setdefault(here, {one: set() for one in Side})[side].add(_owner(department_id, centre_id, operator_id))
        kinds.setdefault(here, set()).add(information)
    found: dict[int, list[Terms]] = {}
    for here, by_side in sides.items():
        terms = Terms(frozenset(kinds[here]), frozenset(by_side[Side.FROM]), frozenset(by_side[Side.TO]))
        found.setdefault(here[0], []).append(terms)
    return found


def opened_on_ground(person: Person, citizen_ids: Collection[int]) -> Mapping[int, Collection[Shared]]:
    """What the person opened today on a legal ground, by citizen; one statement."""
    question = (
        sa.select(
            GroundOpening.citizen_id,
            GroundOpening.department_id,
            GroundOpening.centre_id,
            Centre.operator_id,
            GroundOpeningKind.information,
        )
        .join(GroundOpeningKind, GroundOpeningKind.ground_opening_id == GroundOpening.id)
        .join(Centre, Centre.id == GroundOpening.centre_id, isouter=True)
        .where(
            GroundOpening.citizen_id.in_(citizen_ids),
            GroundOpening.account_id == person.account_id,
            GroundOpening.until > clock.now(),
        )
    )
    found: dict[int, set[Shared]] = {}
    for citizen_id, department_id, centre_id, operator_id, information in db.session.execute(question):
        found.setdefault(citizen_id, set()).add((_owner(department_id, centre_id, operator_id), information))
    return found


def names_a_party_of(person: Person, citizen_id: int) -> bool:
    """Whether a consent that stands lets somebody read for whom the person reads."""
    return bool(consented(person, [citizen_id]))


def consents_of(citizen: Citizen) -> Sequence[Consent]:
    """Every consent of a citizen, the latest first."""
    question = sa.select(Consent).where(Consent.citizen_id == citizen.id)
    return db.session.scalars(question.order_by(Consent.given_at.desc(), Consent.id.desc())).unique().all()


def ground_openings_of(citizen: Citizen) -> Sequence[GroundOpening]:
    """What was opened on a legal ground about a citizen, the latest first."""
    question = sa.select(GroundOpening).where(GroundOpening.citizen_id == citizen.id)
    return db.session.scalars(question.order_by(GroundOpening.id.desc())).unique().all()


def to_review(person: Person, today: date) -> sa.Select[Consent]:
    """The consents of the person's own citizens about which they would like to be asked again by today."""
    own = [
        sa.and_(CitizenAtCentre.centre_id == at, Citizen.controller_id == by)
        for at, by in sorted(pairs(person, Act.KEEP_CONSENT))
    ]
    at_own_centre = sa.exists().where(
        CitizenAtCentre.citizen_id == Citizen.id, Citizen.id == Consent.citizen_id, sa.or_(sa.false(), *own)
    )
    return sa.select(Consent).where(Consent.review_on <= today, Consent.withdrawn_at.is_(None), at_own_centre)


def first_to_review(person: Person, today: date, most: int) -> Sequence[Consent]:
    """Those to be asked about, the longest due first, with their citizens."""
    question = to_review(person, today).options(joinedload(Consent.citizen)).order_by(Consent.review_on, Consent.id)
    return db.session.scalars(question.limit(most)).unique().all()


def who_consents(age: int) -> ConsentAge | None:
    """What is said of somebody of this age; the row with the highest age that is reached."""
    question = sa.select(ConsentAge).where(ConsentAge.from_age <= age).order_by(ConsentAge.from_age.desc())
    return db.session.scalar(question.limit(1))


def ages() -> Sequence[ConsentAge]:
    """Every row, by age."""
    return db.session.scalars(sa.select(ConsentAge).order_by(ConsentAge.from_age)).all()


def _owner(department_id: int | None, centre_id: int | None, operator_id: int | None) -> Owner:
    return Owner(department_id) if department_id else Owner(centre_id=centre_id, controller_id=operator_id)
