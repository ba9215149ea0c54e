"""A decision is carried out in one transaction or not at all, and its applicants read why in the committee's words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app import clock
from app.accounts.models import Account
from app.applications import sending, steps
from app.applications.application import State
from app.applications.models import Application
from app.committee import deciding, meetings
from app.committee import drafting as criteria_drafting
from app.committee.ballot import Choice
from app.committee.deciding import Decided
from app.committee.decision import Outcome
from app.committee.meeting import MeetingStep, Reason, Refusal
from app.committee.models import AgendaPoint, CommitteeMeeting, CriteriaVersion
from app.db import db
from app.pool import balance, ledger
from app.pool import queries as pools
from tests.applications.at_door import opened, sent, tablet
from tests.committee.around import RULES, Committee, adopted, application, committee
from tests.database import one_table
from tests.make import World

FOR, AGAINST, NEITHER = Choice
EVERYBODY = {"ane": FOR, "bo": FOR, "cleo": FOR}


@pytest.fixture
def made(world: World) -> Committee:
    """The committee with its criteria and 1.500 kroner."""
    found = committee(world, pool_ore=150_000)
    adopted(found)
    return found


def _carried(made: Committee, point: int, ore: int | None = None, conditions: str = "") -> None:
    ballot = made.vote(point, ore, conditions)
    made.cast(ballot, **EVERYBODY)
    assert made.close(ballot) == "carried"


def _states(made: Committee) -> list[str]:
    return [one["state"].value for one in one_table(made.world.app, "application")]


def test_where_the_pool_has_not_enough_nothing_of_the_decision_is_kept(made: Committee) -> None:
    meeting = made.meeting(application(made.world), application(made.world, "Tur"))
    first, second = made.points(meeting)
    _carried(made, first)
    made.decide(first, Outcome.FULL)
    _carried(made, second)
    with pytest.raises(balance.Refusal) as refused:
        made.decide(second, Outcome.FULL)
    assert (refused.value.reason, refused.value.left) == (balance.Reason.NOT_ENOUGH, 50_000)
    assert _states(made) == ["granted", "sent"]
    assert len(one_table(made.world.app, "grant_decision")) == 2  # with that on the criteria
    _carried(made, second, 50_000)
    made.decide(second, Outcome.PART)
    assert [one["granted_ore"] for one in one_table(made.world.app, "pool")] == [150_000]


def test_what_was_set_aside_while_they_were_asked_is_there_when_they_have_answered(made: Committee) -> None:
    food = application(made.world)
    meeting = made.meeting(food)
    (point,) = made.points(meeting)
    with made.world.saved():
        by, about = db.session.get_one(Account, made.sally), db.session.get_one(AgendaPoint, point)
        deciding.decide(about, Decided(Outcome.ASKED, words="Hvem laver maden?", set_aside=True), by=by)
        pool = pools.of_year(clock.today().year)
        assert pool is not None
        assert pool.totals.remaining == 50_000
        steps.take(db.session.get_one(Application, food), State.SENT)
        meetings.take(db.session.get_one(CommitteeMeeting, meeting), MeetingStep.CLOSE, by=by)
    (again,) = made.points(made.meeting(food))
    _carried(made, again)
    made.decide(again, Outcome.FULL)
    with made.world.app.app_context():
        totals = pools.totals(clock.today().year)
        assert (totals.reserved, totals.granted, totals.remaining) == (0, 100_000, 50_000)


def test_an_application_that_was_withdrawn_is_settled_and_takes_no_money(made: Committee) -> None:
    food, trip = application(made.world), application(made.world, "Tur")
    meeting = made.meeting(food, trip)
    first, second = made.points(meeting)
    _carried(made, first)
    with made.world.saved():
        for one in (food, trip):
            steps.take(db.session.get_one(Application, one), State.WITHDRAWN)
    with pytest.raises(Refusal) as refused:
        made.decide(first, Outcome.FULL)
    assert refused.value.reason is Reason.NOT_WAITING
    with pytest.raises(Refusal):
        made.vote(second)
    made.decide(first, Outcome.GONE)
    with made.world.saved():
        by = db.session.get_one(Account, made.sally)
        meetings.take(db.session.get_one(CommitteeMeeting, meeting), MeetingStep.CLOSE, by=by)
    assert [one["outcome"].value for one in one_table(made.world.app, "grant_decision")][1:] == ["gone", "gone"]
    assert [one["granted_ore"] for one in one_table(made.world.app, "pool")] == [0]


def test_what_was_set_aside_is_free_again_when_they_take_it_back(made: Committee) -> None:
    food = application(made.world)
    (point,) = made.points(made.meeting(food))
    with made.world.saved():
        by, about = db.session.get_one(Account, made.sally), db.session.get_one(AgendaPoint, point)
        deciding.decide(about, Decided(Outcome.ASKED, words="Hvem laver maden?", set_aside=True), by=by)
        assert pools.totals(clock.today().year).remaining == 50_000
    with made.world.saved():
        sending.withdraw(db.session.get_one(Application, food))
    with made.world.app.app_context():
        assert pools.totals(clock.today().year) == balance.Totals(budget=150_000, frame=150_000)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("pressed", ["ballots", "decision"])
def test_what_is_taken_back_at_that_very_moment_is_refused_in_words(made: Committee, pressed: str) -> None:
    """On SQLite the one waits for the other before it has read anything."""
    food = application(made.world)
    (point,) = made.points(made.meeting(food))
    if pressed == "decision":
        _carried(made, point)
    form = made.world.browser("sally").get(f"/committee/points/{point}/voting").form(f"/{pressed}")
    form["outcome"], form["words"] = "full", "Fint."
    judged = form.page.soup.select_one("input[name^=criterion-][value=met]")
    if judged is not None:
        form[str(judged["name"])] = "met"
    with ThreadPoolExecutor(1) as secretary, made.world.app.app_context():
        sending.withdraw(db.session.get_one(Application, food))
        answer = secretary.submit(form.submit)
        with pytest.raises(TimeoutError):
            answer.result(1)
        db.session.commit()
        page = answer.result()
    assert (page.status, "Måske er den trukket tilbage." in page) == (422, True)
    assert _states(made) == ["withdrawn"]
    assert [one["granted_ore"] for one in one_table(made.world.app, "pool")] == [0]


def test_eight_secretaries_at_once_decide_once_and_the_pool_pays_once(made: Committee) -> None:
    (point,) = made.points(made.meeting(application(made.world)))
    _carried(made, point)

    def decide() -> bool:
        try:
            made.decide(point, Outcome.FULL)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(8) as secretaries:
        answers = [one.result() for one in [secretaries.submit(decide) for _ in range(8)]]
    assert sum(answers) == 1
    assert [one["granted_ore"] for one in one_table(made.world.app, "pool")] == [100_000]


def test_eight_meetings_at_once_do_not_take_up_the_same_application(made: Committee) -> None:
    food = application(made.world)
    planned = [made.meeting(opened=False) for _ in range(8)]

    def take_up(meeting: int) -> bool:
        try:
            with made.world.saved():
                meetings.take_up(db.session.get_one(CommitteeMeeting, meeting), db.session.get_one(Application, food))
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(8) as secretaries:
        assert sum(secretaries.map(take_up, planned)) == 1


def test_criteria_that_two_meetings_take_up_are_adopted_once(made: Committee) -> None:
    with made.world.saved():
        by = db.session.get_one(Account, made.sally)
        version = criteria_drafting.begin(RULES, by=by)
        db.session.flush()
        number = version.id
    points = []
    for _ in range(2):
        meeting = made.meeting()
        with made.world.saved():
            about = db.session.get_one(CriteriaVersion, number)
            meetings.take_up(db.session.get_one(CommitteeMeeting, meeting), about)
        points += made.points(meeting)
        _carried(made, points[-1])
    made.decide(points[0], Outcome.ADOPTED)
    with pytest.raises(Refusal) as refused:
        made.decide(points[1], Outcome.ADOPTED)
    assert refused.value.reason is Reason.ADOPTED


def test_a_meeting_closes_once_what_was_voted_about_is_written_down_and_puts_off_the_rest(made: Committee) -> None:
    food, trip = application(made.world), application(made.world, "Tur")
    meeting = made.meeting(food, trip)
    first, _second = made.points(meeting)
    _carried(made, first)

    def close() -> None:
        with made.world.saved():
            by = db.session.get_one(Account, made.sally)
            meetings.take(db.session.get_one(CommitteeMeeting, meeting), MeetingStep.CLOSE, by=by)

    with pytest.raises(Refusal) as refused:
        close()
    assert refused.value.reason is Reason.POINTS_WAIT
    made.decide(first, Outcome.FULL)
    close()
    assert _states(made) == ["granted", "sent"]
    again = made.points(made.meeting(trip))
    assert len(again) == 1


def test_no_criterion_is_left_open_when_it_is_decided(made: Committee) -> None:
    meeting = made.meeting(application(made.world, people=3))
    (point,) = made.points(meeting)
    _carried(made, point)
    with made.world.saved():
        about, by = db.session.get_one(AgendaPoint, point), db.session.get_one(Account, made.sally)
        with pytest.raises(Refusal) as refused:
            deciding.decide(about, Decided(Outcome.FULL), by=by)
        assert refused.value.reason is Reason.NOT_JUDGED
    made.decide(point, Outcome.FULL)
    assert [one["met"] for one in one_table(made.world.app, "criterion_found")] == [True, False, True, True]


def test_its_applicants_read_the_answer_at_the_door_with_their_three_words(made: Committee) -> None:
    door = tablet(made.world)
    words = sent(door, "Mad sammen", people="3")
    (food,) = (one["id"] for one in one_table(made.world.app, "application"))
    meeting = made.meeting(food)
    (point,) = made.points(meeting)
    assert "Udvalget ser på jeres ansøgning" in opened(door, words)
    _carried(made, point, 60_000, "gemme alle bonner")
    made.decide(point, Outcome.PART, "Det er en god idé.", price=True)
    page = opened(door, words)
    for told in (
        "Ja til noget af det. I får 600\N{NO-BREAK SPACE}kr.",
        "I søgte om 1.650,50\N{NO-BREAK SPACE}kr.",
        "Det skal I gøre: gemme alle bonner",
        "Det er en god idé.",
        "Passer ikke: Det er for en gruppe på mindst 4",
        "Passer: Prisen er rimelig",
    ):
        assert told in page, told
    assert "for, 0 imod" not in page
    assert "Ane" not in page


def test_criteria_that_hold_are_those_of_the_day_it_was_sent(made: Committee) -> None:
    before = application(made.world)
    with clock.stopped(clock.now() + timedelta(days=1)):
        second = adopted(made)
        after = application(made.world)
    first = one_table(made.world.app, "criteria_version")[0]["id"]
    judged = {one["id"]: one["criteria_version_id"] for one in one_table(made.world.app, "application")}
    assert (judged[before], judged[after]) == (first, second)


def test_last_years_pool_is_not_touched(made: Committee) -> None:
    with made.world.saved():
        by = db.session.get_one(Account, made.sally)
        ledger.open_year(clock.today().year - 1, budget_ore=900, frame_ore=900, by=by)
    (point,) = made.points(made.meeting(application(made.world)))
    _carried(made, point)
    made.decide(point, Outcome.FULL)
    rows = {one["year"]: one["granted_ore"] for one in one_table(made.world.app, "pool")}
    assert rows == {clock.today().year: 100_000, clock.today().year - 1: 0}
