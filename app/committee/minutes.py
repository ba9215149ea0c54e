"""The minutes of a meeting, made from what happened: the same rows as a page and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.applications.models import Application
from app.committee import queries
from app.committee.ballot import Choice, Counts, counted
from app.committee.models import AgendaPoint, Ballot, CommitteeMeeting, CommitteeSeat, MeetingAttendance
from app.committee.words import CHOICES, RESULTS, title_of


@dataclass(frozen=True)
class VoteHeld:
    """A vote that was closed; `names`: who voted what, only for members of the committee."""

    ballot: Ballot
    counts: Counts
    result: str
    substitutes: Sequence[tuple[CommitteeSeat, CommitteeSeat]]
    names: Sequence[tuple[str, Sequence[str]]]
    unlike: bool
    """Counted again, the rows give something else than was counted when it was closed."""


@dataclass(frozen=True)
class PointHeld:
    """A point with its votes; who was too close to it; whether a vote is open."""

    point: AgendaPoint
    title: str
    interested: Sequence[CommitteeSeat]
    votes: Sequence[VoteHeld]
    open_now: bool


@dataclass(frozen=True)
class Minutes:
    """The whole meeting."""

    meeting: CommitteeMeeting
    there: Sequence[MeetingAttendance]
    absent: Sequence[CommitteeSeat]
    points: Sequence[PointHeld]

    @property
    def people(self) -> list[CommitteeSeat | Application]:
        """Whom it shows, for the log."""
        seats = [*(one.seat for one in self.there), *self.absent]
        for point in self.points:
            seats += point.interested
            seats += [voter.seat for vote in point.votes for voter in vote.ballot.voters]
        return [*seats, *(one.point.application for one in self.points if one.point.application)]


def of(meeting: CommitteeMeeting, with_names: bool) -> Minutes:
    """What happened so far; of a vote that is open, nothing but that it is."""
    there = sorted(meeting.attendance, key=lambda one: (one.seat.place, one.seat_id))
    came = {one.seat_id for one in there}
    return Minutes(
        meeting,
        there,
        [one for one in queries.members_on(meeting.held_on) if one.id not in came],
        [_point(one, with_names) for one in meeting.points],
    )


def _point(point: AgendaPoint, with_names: bool) -> PointHeld:
    return PointHeld(
        point,
        title_of(point),
        [one.seat for one in point.interests if one.withdrawn_at is None],
        [_vote(one, with_names) for one in point.ballots if one.closed_at],
        any(one.closed_at is None for one in point.ballots),
    )


def _vote(ballot: Ballot, with_names: bool) -> VoteHeld:
    choices = queries.choices_in(ballot)
    counts = counted(choices.values(), len(ballot.voters))
    names = [
        (str(CHOICES[choice]), [voter.seat.name for voter in ballot.voters if choices.get(voter.seat_id) is choice])
        for choice in Choice
    ]
    kept = (ballot.votes_for, ballot.votes_against, ballot.votes_neither)
    return VoteHeld(
        ballot,
        counts,
        str(RESULTS[ballot.result]) if ballot.result else "",
        [(one.seat, one.place) for one in ballot.voters if one.seat_id != one.place_id],
        [(choice, who) for choice, who in names if who] if with_names else [],
        kept != (counts.votes_for, counts.votes_against, counts.votes_neither),
    )
