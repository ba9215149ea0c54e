"""Keeping a consent, taking it back, asking again, and opening on a legal ground. Callers commit."""

from collections.abc import Collection
from datetime import date

from app import clock, log
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens import openings
from app.citizens.across import Given
from app.citizens.models import Citizen
from app.citizens.opening_models import LegalGround
from app.citizens.reading import Information, Owner
from app.consent.consent import Side, Terms, refuse_empty, refuse_second_withdrawal
from app.consent.models import Consent, ConsentKind, ConsentParty, ConsentReview, GroundOpening, GroundOpeningKind
from app.db import db, hold


def give(
    citizen: Citizen,
    terms: Terms,
    *,
    purpose: str,
    without_it: str,
    given: Given,
    review_on: date | None,
    at: Centre,
    by: Account,
) -> Consent:
    """Keep that the citizen said yes; it opens from now on. Raises NotKept where it is not specific."""
    refuse_empty(terms)
    consent = Consent(
        citizen_id=citizen.id,
        citizen=citizen,
        purpose=purpose.strip(),
        without_it=without_it.strip(),
        given=given,
        given_at=clock.now(),
        taken_by_id=by.id,
        taken_by=by,
        centre_id=at.id,
        centre=at,
        review_on=review_on,
        kinds=[ConsentKind(information=one) for one in Information if one in terms.informations],
        parties=[
            *(_party(Side.TO, one) for one in _sorted(terms.readers)),
            *(_party(Side.FROM, one) for one in _sorted(terms.owners)),
        ],
    )
    db.session.add(consent)
    db.session.flush()
    log.created(consent, also=[citizen])
    return consent


def withdraw(consent: Consent, *, how: Given, by: Account) -> None:
    """The citizen takes it back: from now on it opens nothing, and nor does what was opened today by consent. Raises
    NotKept where it was taken back before.
    """
    hold(consent)
    refuse_second_withdrawal(consent.withdrawn_at)
    consent.withdrawn_at, consent.withdrawn_how = clock.now(), how
    consent.withdrawn_by_id, consent.withdrawn_by = by.id, by
    openings.end_by_consent(consent.citizen)
    log.changed(consent)
    log.changed(consent.citizen)


def ask_again(consent: Consent, *, next_on: date | None, by: Account) -> None:
    """The citizen was asked, and it stands. Raises NotKept where it was taken back."""
    hold(consent)
    refuse_second_withdrawal(consent.withdrawn_at)
    consent.review_on = next_on
    consent.reviews.append(ConsentReview(asked_at=clock.now(), asked_by_id=by.id, asked_by=by, next_on=next_on))
    log.changed(consent)
    log.changed(consent.citizen)


def open_on_ground(
    citizen: Citizen,
    party: Owner,
    informations: Collection[Information],
    *,
    ground: LegalGround,
    purpose: str,
    by: Account,
) -> GroundOpening:
    """Open what this party has written, of these kinds, to this person until the local day ends."""
    opening = GroundOpening(
        citizen_id=citizen.id,
        account_id=by.id,
        account=by,
        legal_ground_id=ground.id,
        legal_ground=ground,
        purpose=purpose.strip(),
        department_id=party.department_id,
        centre_id=None if party.department_id else party.centre_id,
        opened_at=clock.now(),
        until=clock.span(clock.today(), clock.today())[1],
        kinds=[GroundOpeningKind(information=one) for one in Information if one in informations],
    )
    db.session.add(opening)
    db.session.flush()
    log.opened(citizen, also=[opening], ground=log.Ground.LEGAL_GROUND)
    return opening


def _party(side: Side, owner: Owner) -> ConsentParty:
    return ConsentParty(
        side=side,
        department_id=owner.department_id,
        centre_id=None if owner.department_id else owner.centre_id,
    )


def _sorted(owners: Collection[Owner]) -> list[Owner]:
    return sorted(owners, key=lambda one: (one.department_id or 0, one.centre_id or 0))
