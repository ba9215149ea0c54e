"""Making, changing, ending and handing over agreements. Callers commit; refusals are `agreement.Refusal`."""

from dataclasses import dataclass
from datetime import date

from werkzeug.exceptions import Conflict

from app import clock, log
from app.accounts.models import Account
from app.citizens.models import Citizen
from app.db import db, hold
from app.followups.tasks import Places
from app.mentoring import queries
from app.mentoring.agreement import Reason, Refusal, Span, refuse_nonsense, refuse_overlap
from app.mentoring.models import MentorAgreement, MentorTerms


@dataclass(frozen=True)
class Terms:
    """What is agreed: who is mentor at which centre, which department asked, minutes a week, first and last day."""

    worker_id: int
    centre_id: int
    department_id: int
    minutes_a_week: int
    from_on: date
    to_on: date


def make(citizen: Citizen, terms: Terms, by: Account) -> MentorAgreement:
    """Agree on mentor support for a citizen; who answers for it is who answers for the citizen's record.

    Raises Conflict where the record was linked to another just now.
    """
    hold(citizen)
    if citizen.kept_as_id is not None:
        raise Conflict
    _check(terms, citizen)
    agreement = MentorAgreement(
        citizen=citizen,
        controller_id=citizen.controller_id,
        made_by_id=by.id,
        made_at=clock.now(),
        version=0,
    )
    db.session.add(agreement)
    _agree(agreement, terms, by)
    log.created(agreement)
    return agreement


def change(agreement: MentorAgreement, terms: Terms, by: Account) -> None:
    """Agree on something else; what was agreed before stays to be read. An agreement that was ended does not change."""
    hold(agreement.citizen)
    hold(agreement)
    if agreement.ended_at is not None:
        raise Refusal(Reason.ENDED)
    same = (terms.worker_id, terms.centre_id) == (agreement.worker_id, agreement.centre_id)
    _check(terms, agreement.citizen, but=agreement.id, stays=same)
    _agree(agreement, terms, by)
    log.changed(agreement)


def end(agreement: MentorAgreement, reason: str, by: Account) -> None:
    """End it from today on, with the reason; ending it again changes nothing."""
    hold(agreement)
    if agreement.ended_at is not None:
        return
    agreement.ended_at = clock.now()
    agreement.ended_by_id = by.id
    agreement.end_reason = reason.strip()
    agreement.version += 1
    log.changed(agreement)


def hand_over(from_id: int, to_id: int, places: Places, by: Account) -> list[int]:
    """Give a worker's open agreements at these places to a colleague there; answers with the ids of those that went.

    Those whom the colleague cannot have stay: one is already their mentor on one of the days.
    """
    moved = []
    found = [one for one in queries.open_of([from_id]) if (one.centre_id, one.controller_id) in places]
    log.listed([*found, *(agreement.citizen for agreement in found)])
    for agreement in found:
        terms = Terms(
            worker_id=to_id,
            centre_id=agreement.centre_id,
            department_id=agreement.department_id,
            minutes_a_week=agreement.minutes_a_week,
            from_on=agreement.from_on,
            to_on=agreement.to_on,
        )
        try:
            change(agreement, terms, by)
        except Refusal:
            continue
        moved.append(agreement.id)
    return moved


def _check(terms: Terms, citizen: Citizen, *, but: int | None = None, stays: bool = False) -> None:
    span = Span(terms.from_on, terms.to_on)
    refuse_nonsense(terms.minutes_a_week, span)
    place = (terms.centre_id, citizen.controller_id)
    hosts = () if stays else queries.hosts_at([place], clock.today())
    if not stays and (
        terms.centre_id not in citizen.centre_ids or all(account.id != terms.worker_id for account, _ in hosts)
    ):
        raise Refusal(Reason.WORKER)
    refuse_overlap(span, queries.spans_of_pair(citizen.id, terms.worker_id, but=but))


def _agree(agreement: MentorAgreement, terms: Terms, by: Account) -> None:
    agreement.worker_id = terms.worker_id
    agreement.centre_id = terms.centre_id
    agreement.department_id = terms.department_id
    agreement.minutes_a_week = terms.minutes_a_week
    agreement.from_on, agreement.to_on = terms.from_on, terms.to_on
    agreement.version += 1
    agreement.terms.append(
        MentorTerms(
            version=agreement.version,
            worker_id=terms.worker_id,
            department_id=terms.department_id,
            minutes_a_week=terms.minutes_a_week,
            from_on=terms.from_on,
            to_on=terms.to_on,
            agreed_by_id=by.id,
            agreed_at=clock.now(),
        )
    )
    db.session.flush()
