"""Votes: opened, given on a tablet or by a raised hand, changed until they are closed, counted and counted again.

Everything in here holds the meeting first, so that members, secretaries and whoever comes or goes wait in line, and
reads anew what they did meanwhile. Callers commit. Raises meeting.Refusal.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from app import clock, log
from app.accounts.models import Account
from app.applications.application import State
from app.committee import queries
from app.committee.ballot import HIGHEST_NUMBER, WORDS, Choice, Counts, How, Result, counted, filled, result_of
from app.committee.decision import refuse_motion
from app.committee.meeting import (
    MeetingState,
    PointState,
    PointStep,
    Reason,
    Refusal,
    point_after,
)
from app.committee.models import (
    AgendaPoint,
    Ballot,
    BallotVoter,
    CommitteeInterest,
    CommitteeMeeting,
    CommitteeSeat,
    Vote,
)
from app.db import db, hold


def held(meeting: CommitteeMeeting) -> None:
    """Keep others from the meeting until this transaction ends, and read anew whatever was read of it before."""
    db.session.flush()
    hold(meeting)
    db.session.expire_all()


def places(seats: Sequence[CommitteeSeat], able: Collection[int], taken: Mapping[int, int]) -> dict[int, int]:
    """Who of these seats votes in which place (place → seat), with the places that are taken already."""
    members = [one.id for one in seats if one.place == 0]
    return filled(taken, members, [one.id for one in seats if one.place], able)


def could_vote(point: AgendaPoint) -> dict[int, int]:
    """Who would vote about the point now, by place (place → seat)."""
    return _filled(point, {})


def open_ballot(point: AgendaPoint, *, proposed_ore: int | None, conditions: str = "", by: Account) -> Ballot:
    """Open a vote about a motion; who may vote is settled now, by place."""
    meeting = point.meeting
    held(meeting)
    _refuse_unless_open(meeting)
    state = point_after(point.state, PointStep.OPEN_VOTE)
    if queries.open_ballot_in(meeting):
        raise Refusal(Reason.VOTE_IS_OPEN)
    if point.application:
        # Its applicants may be taking it back just now.
        hold(point.application)
        if point.application.state is not State.SENT:
            raise Refusal(Reason.NOT_WAITING)
        refuse_motion(proposed_ore, point.application.asked_ore)
    places = could_vote(point)
    if len(places) < (meeting.quorum or 0):
        raise Refusal(Reason.NO_QUORUM)
    ballot = Ballot(
        point=point,
        point_id=point.id,
        proposed_ore=proposed_ore if point.application and proposed_ore else 0,
        conditions=conditions.strip(),
        opened_at=clock.now(),
        opened_by_id=by.id,
    )
    ballot.voters = [BallotVoter(seat_id=seat, place_id=place) for place, seat in places.items()]
    point.state = state
    db.session.add(ballot)
    log.created(ballot)
    return ballot


def cast(ballot: Ballot, seat: CommitteeSeat, choice: Choice, *, by: Account) -> Vote:
    """A member votes on the tablet, or changes their vote; a raised hand that was marked gives way to it."""
    _refuse_unless_voter(ballot, seat)
    vote = queries.own_vote(ballot, seat) or _new_vote(ballot, seat)
    vote.choice, vote.how, vote.cast_at, vote.by_id = choice, How.TABLET, clock.now(), by.id
    db.session.add(vote)
    log.created(vote, also=[seat])
    return vote


def mark_hand(ballot: Ballot, seat: CommitteeSeat, choice: Choice, *, by: Account) -> Vote:
    """The secretary marks how somebody raised their hand; who has voted on the tablet cannot be marked."""
    _refuse_unless_voter(ballot, seat)
    vote = queries.own_vote(ballot, seat)
    if vote is not None and vote.how is How.TABLET:
        raise Refusal(Reason.VOTED_ON_TABLET)
    vote = vote or _new_vote(ballot, seat)
    vote.choice, vote.how, vote.cast_at, vote.by_id = choice, How.HANDS, clock.now(), by.id
    db.session.add(vote)
    log.created(vote, also=[seat])
    return vote


def declare_interest(point: AgendaPoint, seat: CommitteeSeat, *, by: Account) -> None:
    """Somebody is too close to it (rules R28): their vote goes, and a substitute takes the place."""
    held(point.meeting)
    if point.state is PointState.SETTLED or point.application_id is None:
        raise Refusal(Reason.TOO_LATE)
    if seat.id in point.interested:
        return
    point.interests.append(CommitteeInterest(seat_id=seat.id, declared_at=clock.now(), by_id=by.id))
    db.session.flush()
    log.changed(seat)
    ballot = queries.open_ballot_in(point.meeting)
    if ballot is not None and ballot.point_id == point.id:
        _gives_up(ballot, seat)
        _refill(ballot)


def withdraw_interest(point: AgendaPoint, seat: CommitteeSeat) -> None:
    """It was a slip of the finger; only until the vote is opened. Both stay recorded."""
    held(point.meeting)
    if point.state is not PointState.WAITING:
        raise Refusal(Reason.TOO_LATE)
    for one in point.interests:
        if one.seat_id == seat.id and one.withdrawn_at is None:
            one.withdrawn_at = clock.now()
    log.changed(seat)


def came_or_went(meeting: CommitteeMeeting, seat: CommitteeSeat) -> None:
    """Somebody came or left while a vote is open: who left without a vote makes room, an empty place is filled. The
    meeting is held.
    """
    ballot = queries.open_ballot_in(meeting)
    if ballot is None:
        return
    if seat.id not in meeting.present and seat.id not in queries.voted(ballot):
        _gives_up(ballot, seat)
    _refill(ballot)


def close(ballot: Ballot, *, by: Account) -> Result:
    """Close the vote and count it."""
    point = ballot.point
    held(point.meeting)
    if ballot.closed_at is not None:
        raise Refusal(Reason.VOTE_CLOSED)
    point.state = point_after(point.state, PointStep.CLOSE_VOTE)
    counts, result = recounted(ballot)
    ballot.closed_at, ballot.closed_by_id, ballot.result = clock.now(), by.id, result
    ballot.votes_for, ballot.votes_against = counts.votes_for, counts.votes_against
    ballot.votes_neither = counts.votes_neither
    log.changed(ballot)
    db.session.flush()
    return result


def recounted(ballot: Ballot) -> tuple[Counts, Result]:
    """The counts and the result, from the rows; for `close`, and for whoever counts again."""
    choices = db.session.scalars(sa.select(Vote.choice).where(Vote.ballot_id == ballot.id))
    counts = counted(choices, len(ballot.voters))
    return counts, result_of(counts, ballot.point.meeting.quorum or 0)


def _refuse_unless_open(meeting: CommitteeMeeting) -> None:
    if meeting.state is not MeetingState.OPEN:
        raise Refusal(Reason.NOT_OPEN)


def _refuse_unless_voter(ballot: Ballot, seat: CommitteeSeat) -> None:
    held(ballot.point.meeting)
    if ballot.closed_at is not None:
        raise Refusal(Reason.VOTE_CLOSED)
    if seat.id in ballot.point.interested:
        raise Refusal(Reason.HAS_INTEREST)
    if seat.id not in {voter.seat_id for voter in ballot.voters}:
        raise Refusal(Reason.NO_VOTE)


def _new_vote(ballot: Ballot, seat: CommitteeSeat) -> Vote:
    receipt = f"{secrets.choice(WORDS)} {secrets.randbelow(HIGHEST_NUMBER) + 1}"
    return Vote(ballot_id=ballot.id, seat_id=seat.id, receipt=receipt)


def _gives_up(ballot: Ballot, seat: CommitteeSeat) -> None:
    """Out of the ballot, with the vote if there is one."""
    vote = queries.own_vote(ballot, seat)
    if vote is not None:
        db.session.delete(vote)
        db.session.flush()
    ballot.voters = [voter for voter in ballot.voters if voter.seat_id != seat.id]
    db.session.flush()


def _refill(ballot: Ballot) -> None:
    taken = {voter.place_id: voter.seat_id for voter in ballot.voters}
    for place, seat in _filled(ballot.point, taken).items():
        if place not in taken:
            ballot.voters.append(BallotVoter(seat_id=seat, place_id=place))
    db.session.flush()


def _filled(point: AgendaPoint, taken: dict[int, int]) -> dict[int, int]:
    meeting = point.meeting
    return places(queries.seats_on(meeting.held_on), meeting.present - point.interested, taken)
