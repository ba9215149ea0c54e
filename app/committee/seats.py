"""Giving seats, and how many must be able to vote. Callers commit."""

from dataclasses import dataclass
from datetime import date

from app import clock, log
from app.accounts.models import Account
from app.accounts.role import Role
from app.applications.application import folded
from app.committee import queries
from app.committee.meeting import Reason, Refusal, refuse_seat
from app.committee.models import CommitteeSeat, QuorumRule
from app.db import db, hold_table


@dataclass(frozen=True)
class Seated:
    """What a seat is: whose, for which centre, in whose turn (0: a member), for how long, with which account."""

    name: str
    centre_id: int
    place: int
    from_on: date
    to_on: date
    account_id: int | None = None


def give(seated: Seated, *, by: Account) -> CommitteeSeat:
    """Give a seat. Raises Refusal."""
    seat = CommitteeSeat(recorded_by_id=by.id, recorded_at=clock.now(), version=0)
    _write(seat, seated)
    db.session.add(seat)
    log.created(seat)
    return seat


def change(seat: CommitteeSeat, seated: Seated) -> None:
    """Let the seat be this from now on. Raises Refusal."""
    _write(seat, seated)
    log.changed(seat)


def set_quorum(least: int, *, source: str, valid_from: date, by: Account) -> QuorumRule:
    """So many must be able to vote, from a day on; meetings that were opened keep theirs."""
    rule = QuorumRule(
        least=least, source=source.strip(), valid_from=valid_from, author_id=by.id, recorded_at=clock.now()
    )
    db.session.add(rule)
    log.created(rule)
    return rule


def _write(seat: CommitteeSeat, seated: Seated) -> None:
    refuse_seat(seated.name, seated.from_on, seated.to_on)
    hold_table(CommitteeSeat)
    others = [one for one in queries.seats() if one is not seat and _overlap(one, seated)]
    if any(folded(one.name) == folded(seated.name) for one in others):
        raise Refusal(Reason.NAME_TAKEN)
    if seated.place and any(one.place == seated.place for one in others):
        raise Refusal(Reason.PLACE_TAKEN)
    if seated.account_id is not None:
        account = db.session.get(Account, seated.account_id)
        roles = {held.role for held in account.roles_on(clock.today())} if account else set()
        if roles != {Role.COMMITTEE_MEMBER}:
            raise Refusal(Reason.NOT_A_MEMBER)
        if any(one.account_id == seated.account_id for one in others):
            raise Refusal(Reason.ACCOUNT_TAKEN)
    seat.name, seat.centre_id, seat.place = " ".join(seated.name.split()), seated.centre_id, seated.place
    seat.from_on, seat.to_on, seat.account_id = seated.from_on, seated.to_on, seated.account_id
    seat.version += 1


def _overlap(seat: CommitteeSeat, seated: Seated) -> bool:
    return seat.from_on <= seated.to_on and seated.from_on <= seat.to_on
