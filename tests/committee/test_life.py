"""The committee's life as a state machine: whoever comes, leaves, is too close, votes, changes, closes or counts again,
the same things hold. COMMITTEE_LIVES says how many lives are tried.
"""

import os
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.accounts.models import Account
from app.clock import today
from app.committee import deciding, meetings, queries, voting
from app.committee.ballot import Choice, How, result_of
from app.committee.deciding import Decided
from app.committee.decision import Outcome
from app.committee.meeting import PointState, Refusal
from app.committee.models import AgendaPoint, Ballot, CommitteeMeeting, GrantDecision, Vote
from app.db import db
from app.pool import balance
from app.pool import queries as pools
from tests.committee.around import MEMBERS, SUBSTITUTES, Committee, application, committee
from tests.make import World

LIVES = int(os.environ.get("COMMITTEE_LIVES", "4"))
NAMES = st.sampled_from(MEMBERS + SUBSTITUTES)
CHOICES = st.sampled_from(Choice)


class Life(RuleBasedStateMachine):
    """One meeting about three applications; what was accepted is remembered and must be what the rows say."""

    made: Committee

    @initialize()
    def begins(self) -> None:
        """Three applications, and everybody but the last substitute is there."""
        asked = [application(self.made.world, ore=200_000) for _ in range(3)]
        self.meeting = self.made.meeting(*asked, present=(*MEMBERS, "dan"))
        self.points = self.made.points(self.meeting)
        self.votes: dict[tuple[int, int], tuple[Choice, How]] = {}

    def _try(self, act: Any) -> bool:
        """Do it in a transaction of its own; says whether it was accepted."""
        with self.made.world.app.app_context():
            try:
                act(db.session.get_one(Account, self.made.sally))
                db.session.commit()
            except (Refusal, balance.Refusal):
                db.session.rollback()
                return False
            return True

    def _ballot(self) -> Ballot | None:
        return queries.open_ballot_in(db.session.get_one(CommitteeMeeting, self.meeting))

    @rule(name=NAMES, comes=st.booleans())
    def comes_or_leaves(self, name: str, comes: bool) -> None:
        """Somebody comes, or leaves."""
        step = meetings.came if comes else meetings.left
        self._try(lambda _by: step(db.session.get_one(CommitteeMeeting, self.meeting), self.made.seat(name)))

    @rule(name=NAMES, which=st.integers(0, 2), back=st.booleans())
    def declares(self, name: str, which: int, back: bool) -> None:
        """Somebody is too close, or takes it back."""

        def act(by: Account) -> None:
            point, seat = db.session.get_one(AgendaPoint, self.points[which]), self.made.seat(name)
            ballot = point.last_ballot
            if back:
                voting.withdraw_interest(point, seat)
                return
            voting.declare_interest(point, seat, by=by)
            if ballot is not None and ballot.closed_at is None:
                self.votes.pop((ballot.id, seat.id), None)

        self._try(act)

    @rule(which=st.integers(0, 2), ore=st.sampled_from([100_000, 200_000]))
    def opens(self, which: int, ore: int) -> None:
        """A vote is opened."""
        self._try(
            lambda by: voting.open_ballot(db.session.get_one(AgendaPoint, self.points[which]), proposed_ore=ore, by=by)
        )

    @rule(name=NAMES, choice=CHOICES, hand=st.booleans())
    def votes_or_changes(self, name: str, choice: Choice, hand: bool) -> None:
        """Somebody votes on the tablet or by hand, or votes again."""
        with self.made.world.app.app_context():
            found = self._ballot()
        if found is None:
            return
        seat_id = self.made.seats[name]

        def act(by: Account) -> None:
            ballot, seat = db.session.get_one(Ballot, found.id), self.made.seat(name)
            (voting.mark_hand if hand else voting.cast)(ballot, seat, choice, by=by)

        if self._try(act):
            before = self.votes.get((found.id, seat_id))
            assert not (hand and before and before[1] is How.TABLET)
            self.votes[found.id, seat_id] = (choice, How.HANDS if hand else How.TABLET)

    @rule()
    def closes(self) -> None:
        """The open vote is closed."""
        with self.made.world.app.app_context():
            found = self._ballot()
        if found is not None:
            assert self._try(lambda by: voting.close(db.session.get_one(Ballot, found.id), by=by))

    @rule(which=st.integers(0, 2), outcome=st.sampled_from(Outcome))
    def decides(self, which: int, outcome: Outcome) -> None:
        """Something is written down, whether the vote bears it or not."""
        decided = Decided(outcome, {}, "Derfor.")
        self._try(lambda by: deciding.decide(db.session.get_one(AgendaPoint, self.points[which]), decided, by=by))

    @invariant()
    def one_voter_one_vote(self) -> None:
        """The rows say what was accepted; nobody votes who may not; a count that was kept is counted again."""
        with self.made.world.app.app_context():
            meeting = db.session.get_one(CommitteeMeeting, self.meeting)
            kept = {(one.ballot_id, one.seat_id): (one.choice, one.how) for one in db.session.scalars(sa.select(Vote))}
            mine = {ballot.id for point in meeting.points for ballot in point.ballots}
            assert {key: vote for key, vote in kept.items() if key[0] in mine} == self.votes
            for point in meeting.points:
                open_ones = [ballot for ballot in point.ballots if ballot.closed_at is None]
                assert len(open_ones) == (point.state is PointState.VOTING)
                for ballot in point.ballots:
                    self._one_ballot(ballot, point, meeting)
                if point.decision and point.decision.ballot_id:
                    assert not {one.seat_id for one in point.last_ballot.voters} & point.interested

    def _one_ballot(self, ballot: Ballot, point: AgendaPoint, meeting: CommitteeMeeting) -> None:
        voters = {one.seat_id for one in ballot.voters}
        assert len({one.place_id for one in ballot.voters}) == len(ballot.voters) <= len(MEMBERS)
        assert queries.voted(ballot) <= voters
        if ballot.closed_at is None:
            assert not voters & point.interested
            assert queries.choices_in(ballot) == {}
            assert (ballot.votes_for, ballot.result) == (None, None)
            return
        counts, _result = voting.recounted(ballot)
        assert (ballot.votes_for, ballot.votes_against, ballot.votes_neither, ballot.result) == (
            counts.votes_for,
            counts.votes_against,
            counts.votes_neither,
            result_of(counts, meeting.quorum or 0),
        )

    @invariant()
    def money_is_what_was_decided(self) -> None:
        """What left the pool is what decisions granted, by votes that carried it; never more than there is."""
        with self.made.world.app.app_context():
            pool = pools.of_year(today().year)
            assert pool is not None
            granted = db.session.scalars(sa.select(GrantDecision).where(GrantDecision.granted_ore > 0)).all()
            assert pool.totals == pools.recounted(pool)
            assert pool.granted_ore == sum(one.granted_ore for one in granted) <= pool.frame_ore
            for one in granted:
                ballot = db.session.get_one(Ballot, one.ballot_id)
                assert (ballot.result.value if ballot.result else "") == "carried"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_whatever_a_committee_goes_through_the_same_things_hold(world: World) -> None:
    found = committee(world, pool_ore=450_000)

    class Lived(Life):
        made = found

    run_state_machine_as_test(
        Lived,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
