"""Votes on both databases: changed until closed, raised hands, interests, substitutes, who comes and goes."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Account
from app.committee import meetings, queries, voting
from app.committee.ballot import Choice, How
from app.committee.decision import Outcome
from app.committee.meeting import MeetingStep, Reason, Refusal
from app.committee.models import AgendaPoint, Ballot, BallotVoter, CommitteeMeeting, Vote
from app.db import db
from tests.committee.around import Committee, adopted, application, committee
from tests.make import World

FOR, AGAINST, NEITHER = Choice


@pytest.fixture
def made(world: World) -> Committee:
    """The committee with its criteria."""
    found = committee(world)
    adopted(found)
    return found


def _refused(reason: Reason, act: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as refused:
        act()
    assert refused.value.reason is reason


def _open_vote(made: Committee, present: tuple[str, ...] = ("ane", "bo", "cleo")) -> tuple[int, int, int]:
    meeting = made.meeting(application(made.world), present=present)
    (point,) = made.points(meeting)
    return meeting, point, made.vote(point)


def _closed(made: Committee, meeting: int) -> None:
    with made.world.saved():
        by = db.session.get_one(Account, made.sally)
        meetings.take(db.session.get_one(CommitteeMeeting, meeting), MeetingStep.CLOSE, by=by)


def _taken_off(made: Committee, point: int) -> None:
    with made.world.saved():
        meetings.take_off(db.session.get_one(AgendaPoint, point))


def _voters(made: Committee, ballot: int) -> dict[str, str]:
    names = {id: name for name, id in made.seats.items()}
    with made.world.app.app_context():
        return {names[one.place_id]: names[one.seat_id] for one in db.session.get_one(Ballot, ballot).voters}


def test_a_vote_is_changed_until_it_is_closed_and_counted_once(made: Committee) -> None:
    _meeting, point, ballot = _open_vote(made)
    made.cast(ballot, ane=FOR, bo=AGAINST, cleo=NEITHER)
    made.cast(ballot, bo=FOR)
    assert made.close(ballot) == "carried"
    _refused(Reason.VOTE_CLOSED, lambda: made.cast(ballot, ane=AGAINST))
    _refused(Reason.VOTE_CLOSED, lambda: made.close(ballot))
    with made.world.app.app_context():
        kept = db.session.get_one(Ballot, ballot)
        assert (kept.votes_for, kept.votes_against, kept.votes_neither) == (2, 0, 1)
        counts, result = voting.recounted(kept)
        assert (counts.votes_for, counts.votes_against, counts.votes_neither, result) == (2, 0, 1, kept.result)
    _refused(Reason.TOO_LATE, lambda: _undo(made, point, "ane"))


def _undo(made: Committee, point: int, name: str) -> None:
    with made.world.saved():
        voting.withdraw_interest(db.session.get_one(AgendaPoint, point), made.seat(name))


def _declare(made: Committee, point: int, name: str) -> None:
    with made.world.saved():
        by = db.session.get_one(Account, made.sally)
        voting.declare_interest(db.session.get_one(AgendaPoint, point), made.seat(name), by=by)


def _mark(made: Committee, ballot: int, name: str, choice: Choice) -> None:
    with made.world.saved():
        by = db.session.get_one(Account, made.sally)
        voting.mark_hand(db.session.get_one(Ballot, ballot), made.seat(name), choice, by=by)


def _goes(made: Committee, meeting: int, name: str, came: bool = False) -> None:
    with made.world.saved():
        step = meetings.came if came else meetings.left
        step(db.session.get_one(CommitteeMeeting, meeting), made.seat(name))


def test_raised_hands_are_marked_by_name_and_give_way_to_the_tablet(made: Committee) -> None:
    _meeting, _point, ballot = _open_vote(made)
    _mark(made, ballot, "cleo", FOR)
    _mark(made, ballot, "cleo", AGAINST)
    _mark(made, ballot, "bo", FOR)
    made.cast(ballot, bo=NEITHER)
    _refused(Reason.VOTED_ON_TABLET, lambda: _mark(made, ballot, "bo", FOR))
    _refused(Reason.NO_VOTE, lambda: _mark(made, ballot, "dan", FOR))
    with made.world.app.app_context():
        votes = {
            one.seat_id: (one.choice, one.how) for one in db.session.scalars(sa.select(Vote)) if one.ballot_id == ballot
        }
    assert votes == {made.seats["cleo"]: (AGAINST, How.HANDS), made.seats["bo"]: (NEITHER, How.TABLET)}


def test_who_is_too_close_has_no_vote_and_a_substitute_takes_the_place(made: Committee) -> None:
    _meeting, point, ballot = _open_vote(made, ("ane", "bo", "cleo", "dan", "eva"))
    made.cast(ballot, bo=FOR)
    _declare(made, point, "bo")
    assert _voters(made, ballot) == {"ane": "ane", "bo": "dan", "cleo": "cleo"}
    _refused(Reason.HAS_INTEREST, lambda: made.cast(ballot, bo=FOR))
    _refused(Reason.HAS_INTEREST, lambda: _mark(made, ballot, "bo", FOR))
    made.cast(ballot, dan=AGAINST)
    made.close(ballot)
    with made.world.app.app_context():
        kept = db.session.get_one(Ballot, ballot)
        assert (kept.votes_for, kept.votes_against) == (0, 1)
        assert queries.choices_in(kept) == {made.seats["dan"]: AGAINST}


def test_an_interest_is_taken_back_only_before_the_vote_and_both_stay_recorded(made: Committee) -> None:
    meeting = made.meeting(application(made.world), present=("ane", "bo", "cleo", "dan"))
    (point,) = made.points(meeting)
    _declare(made, point, "ane")
    _declare(made, point, "ane")
    _undo(made, point, "ane")
    _declare(made, point, "bo")
    ballot = made.vote(point)
    assert _voters(made, ballot) == {"ane": "ane", "bo": "dan", "cleo": "cleo"}
    _refused(Reason.TOO_LATE, lambda: _undo(made, point, "bo"))
    with made.world.app.app_context():
        told = db.session.get_one(AgendaPoint, point).interests
        assert [(one.seat_id, one.withdrawn_at is None) for one in told] == [
            (made.seats["ane"], False),
            (made.seats["bo"], True),
        ]


def test_who_says_after_the_vote_that_they_are_too_close_makes_it_bear_nothing(made: Committee) -> None:
    _meeting, point, ballot = _open_vote(made, ("ane", "bo", "cleo", "dan"))
    made.cast(ballot, ane=FOR, bo=AGAINST, cleo=FOR)
    assert made.close(ballot) == "carried"
    _declare(made, point, "ane")
    for outcome in (Outcome.FULL, Outcome.DECLINED):
        _refused(Reason.VOTE_AGAIN, lambda outcome=outcome: made.decide(point, outcome))
    page = made.world.browser("sally").get(f"/committee/points/{point}/voting")
    assert "Stem igen uden den person." in page
    assert page.form("/decision").page.soup.select("input[name=outcome][value=full]") == []
    again = made.vote(point)
    assert _voters(made, again) == {"ane": "dan", "bo": "bo", "cleo": "cleo"}
    made.cast(again, dan=FOR, bo=FOR)
    made.close(again)
    made.decide(point, Outcome.FULL)


def test_who_is_too_close_stays_so_at_the_next_meeting_unless_they_take_it_back(made: Committee) -> None:
    about = application(made.world)
    first = made.meeting(about, present=("ane", "bo", "cleo"))
    (point,) = made.points(first)
    _declare(made, point, "ane")
    _declare(made, point, "bo")
    _undo(made, point, "bo")
    _closed(made, first)
    second = made.meeting(about, present=("ane", "bo", "cleo", "dan"))
    (point,) = made.points(second)
    assert set(_voters(made, made.vote(point)).items()) == {("ane", "dan"), ("bo", "bo"), ("cleo", "cleo")}


def test_a_point_with_what_was_said_at_an_earlier_meeting_can_be_taken_off_again(made: Committee) -> None:
    about = application(made.world)
    first = made.meeting(about, present=("ane", "bo", "cleo"))
    _declare(made, made.points(first)[0], "ane")
    _closed(made, first)
    second = made.meeting(about, present=("ane", "bo", "cleo"))
    (point,) = made.points(second)
    _taken_off(made, point)
    third = made.meeting(about, present=("ane", "bo", "cleo"))
    (point,) = made.points(third)
    _undo(made, point, "ane")
    _refused(Reason.NOT_NOW, lambda: _taken_off(made, point))


def test_below_everything_the_database_takes_no_vote_of_who_has_none(made: Committee) -> None:
    _meeting, point, ballot = _open_vote(made, ("ane", "bo", "cleo", "dan"))
    _declare(made, point, "bo")
    for seat in ("bo", "eva"):
        with made.world.app.app_context():
            wrong = Vote(ballot_id=ballot, seat_id=made.seats[seat], choice=FOR, how=How.TABLET, receipt="x", by_id=1)
            db.session.add(wrong)
            with pytest.raises(IntegrityError):
                db.session.commit()
    with made.world.app.app_context():
        second = BallotVoter(ballot_id=ballot, seat_id=made.seats["eva"], place_id=made.seats["ane"])
        db.session.add(second)
        with pytest.raises(IntegrityError):
            db.session.commit()


def test_who_leaves_without_a_vote_makes_room_and_a_vote_that_was_given_stands(made: Committee) -> None:
    meeting, _point, ballot = _open_vote(made, ("ane", "bo", "cleo", "dan"))
    made.cast(ballot, ane=FOR)
    _goes(made, meeting, "ane")
    _goes(made, meeting, "bo")
    assert _voters(made, ballot) == {"ane": "ane", "bo": "dan", "cleo": "cleo"}
    _goes(made, meeting, "bo", came=True)
    _refused(Reason.NO_VOTE, lambda: made.cast(ballot, bo=AGAINST))
    _goes(made, meeting, "eva", came=True)
    _refused(Reason.NO_VOTE, lambda: _mark(made, ballot, "eva", FOR))
    assert made.close(ballot) == "carried"


def test_without_enough_there_is_no_vote_and_no_result(made: Committee) -> None:
    meeting = made.meeting(application(made.world), present=("ane", "bo"))
    (point,) = made.points(meeting)
    _refused(Reason.NO_QUORUM, lambda: made.vote(point))
    _goes(made, meeting, "cleo", came=True)
    ballot = made.vote(point)
    made.cast(ballot, ane=FOR, bo=FOR)
    _goes(made, meeting, "cleo")
    assert made.close(ballot) == "no_quorum"


def test_one_vote_at_a_time_and_only_in_a_meeting_that_is_open(made: Committee) -> None:
    first, second = (application(made.world, title) for title in ("Mad", "Tur"))
    meeting = made.meeting(first, second, opened=False)
    points = made.points(meeting)
    _refused(Reason.NOT_OPEN, lambda: made.vote(points[0]))
    other = made.meeting(application(made.world, "Bål"), application(made.world, "Kor"))
    bonfire, choir = made.points(other)
    made.vote(bonfire)
    _refused(Reason.VOTE_IS_OPEN, lambda: made.vote(choir))
    _refused(Reason.VOTE_IS_OPEN, lambda: made.vote(bonfire))
