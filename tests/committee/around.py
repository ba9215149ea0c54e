"""A committee for the tests, made by walking the real steps: three members, two substitutes, and their secretary."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.applications import drafting, sending
from app.applications.application import Line, Said
from app.applications.models import Application
from app.centres.models import Centre
from app.committee import deciding, meetings, seats, voting
from app.committee import drafting as criteria_drafting
from app.committee.ballot import Choice
from app.committee.criteria import Kind
from app.committee.deciding import Decided
from app.committee.decision import Outcome
from app.committee.drafting import Rule
from app.committee.meeting import MeetingStep
from app.committee.meetings import Planned
from app.committee.models import AgendaPoint, Ballot, CommitteeMeeting, CommitteeSeat
from app.committee.seats import Seated
from app.db import db
from app.pool import ledger
from app.pool import queries as pools
from tests.make import World

MEMBERS = ("ane", "bo", "cleo")
SUBSTITUTES = ("dan", "eva")
RULES = (
    Rule(Kind.CITIZENS_APPLY, "Borgere søger og står for det selv"),
    Rule(Kind.PEOPLE_AT_LEAST, "Det er for en gruppe på mindst 4", 4),
    Rule(Kind.PROGRESSION_WRITTEN, "Man kan noget nyt bagefter"),
    Rule(Kind.JUDGED, "Prisen er rimelig"),
)


@dataclass
class Committee:
    """Its seats by name; of them Ane, Bo and Dan vote on tablets. `sally` keeps the meetings."""

    world: World
    sally: int
    seats: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)

    def meeting(self, *applications: int, present: tuple[str, ...] = MEMBERS, opened: bool = True) -> int:
        """A meeting today about these, opened, with these there; answers with its id."""
        with self.world.saved():
            by = db.session.get_one(Account, self.sally)
            meeting = meetings.plan(Planned(clock.today(), time(13, 0), "Regnbuen"), by=by)
            db.session.flush()
            for one in applications:
                meetings.take_up(meeting, db.session.get_one(Application, one))
            if opened:
                meetings.take(meeting, MeetingStep.OPEN, by=by)
                for name in present:
                    meetings.came(meeting, self.seat(name))
            return meeting.id

    def seat(self, name: str) -> CommitteeSeat:
        """In a database context: somebody's seat."""
        return db.session.get_one(CommitteeSeat, self.seats[name])

    def points(self, meeting: int) -> list[int]:
        """The ids of the points of a meeting."""
        with self.world.app.app_context():
            return [one.id for one in db.session.get_one(CommitteeMeeting, meeting).points]

    def vote(self, point: int, ore: int | None = None, conditions: str = "") -> int:
        """A vote that is open about it, for all that is asked if nothing else is said; answers with its id."""
        with self.world.saved():
            about = db.session.get_one(AgendaPoint, point)
            asked = about.application.asked_ore if about.application else None
            by = db.session.get_one(Account, self.sally)
            ballot = voting.open_ballot(about, proposed_ore=ore or asked, conditions=conditions, by=by)
            db.session.flush()
            return ballot.id

    def cast(self, ballot: int, **choices: Choice) -> None:
        """These vote, each on their tablet."""
        for name, choice in choices.items():
            with self.world.saved():
                by = db.session.get_one(Account, self.accounts.get(name, self.sally))
                voting.cast(db.session.get_one(Ballot, ballot), self.seat(name), choice, by=by)

    def close(self, ballot: int) -> str:
        """The vote is closed; answers with what it came to."""
        with self.world.saved():
            return voting.close(db.session.get_one(Ballot, ballot), by=db.session.get_one(Account, self.sally)).value

    def decide(self, point: int, outcome: Outcome, words: str = "Fint.", price: bool = True) -> int:
        """It is written down; answers with the decision's id."""
        with self.world.saved():
            about = db.session.get_one(AgendaPoint, point)
            judged = {one.id: price for one, _met in deciding.checked(about.application)} if about.application else {}
            by = db.session.get_one(Account, self.sally)
            return deciding.decide(about, Decided(outcome, judged, words), by=by).id


def committee(world: World, pool_ore: int = 1_000_000, before: str = "") -> Committee:
    """The committee, and a pool of the year; `before` stands in front of their usernames."""
    made = Committee(world, world.account(f"{before}sally", Role.CENTRE_WORKER, name="Sally Krog"))
    for name in ("ane", "bo", "dan"):
        made.accounts[name] = world.account(f"{before}{name}", Role.COMMITTEE_MEMBER, name=name.capitalize())
    today = clock.today()
    with world.saved():
        by = db.session.get_one(Account, made.sally)
        for place, name in [(0, one) for one in MEMBERS] + list(enumerate(SUBSTITUTES, start=1)):
            seated = Seated(
                name.capitalize(),
                world.centre["Regnbuen"],
                place,
                today - timedelta(days=30),
                today + timedelta(days=300),
                made.accounts.get(name),
            )
            seat = seats.give(seated, by=by)
            db.session.flush()
            made.seats[name] = seat.id
        if pool_ore and pools.of_year(today.year) is None:
            ledger.open_year(today.year, budget_ore=pool_ore, frame_ore=pool_ore, by=by)
    return made


def adopted(made: Committee, rules: tuple[Rule, ...] = RULES) -> int:
    """Criteria that a meeting of today adopted; answers with the version's id."""
    with made.world.saved():
        by = db.session.get_one(Account, made.sally)
        version = criteria_drafting.begin(rules, by=by)
        meeting = meetings.plan(Planned(clock.today(), time(9, 0), "Regnbuen"), by=by)
        db.session.flush()
        point = meetings.take_up(meeting, version)
        meetings.take(meeting, MeetingStep.OPEN, by=by)
        for name in MEMBERS:
            meetings.came(meeting, made.seat(name))
        ballot = voting.open_ballot(point, proposed_ore=None, by=by)
        db.session.flush()
        for name in MEMBERS:
            voting.mark_hand(ballot, made.seat(name), Choice.FOR, by=by)
        voting.close(ballot, by=by)
        deciding.decide(point, Decided(Outcome.ADOPTED), by=by)
        meetings.take(meeting, MeetingStep.CLOSE, by=by)
        return version.id


def application(
    world: World, title: str = "Mad sammen", *, ore: int = 100_000, people: int = 8, at: str = "Regnbuen"
) -> int:
    """An application that was sent; answers with its id."""
    first = clock.today() + timedelta(days=10)
    with world.saved():
        made, _words = drafting.begin(db.session.get_one(Centre, world.centre[at]), title)
        sending.send(made, _said(title, ore, people, first))
        return made.id


def _said(title: str, ore: int, people: int, first: date) -> Said:
    return Said(
        title=title,
        applicants="Ida og Karl fra havnen",
        helper="Tom",
        what="Vi laver mad sammen hver onsdag.",
        for_whom="Alle kan være med.",
        people=people,
        where_held="Køkkenet",
        from_on=first,
        to_on=first + timedelta(days=70),
        progression="Lave fem billige retter selv.",
        roles="Ida køber ind. Karl laver mad.",
        other_support="",
        lines=[Line("Mad", ore - 100), Line("Bus", 100)],
    )


def one_of_each(world: World, member: int | None = None) -> dict[str, int]:
    """Something for every address of the committee, by table; a vote is open, in which this member has voted."""
    made = committee(world, pool_ore=0, before="u-")
    with world.saved():
        year = clock.today().year
        if pools.of_year(year) is None:
            by = db.session.get_one(Account, made.sally)
            ledger.open_year(year, budget_ore=1_000_000, frame_ore=1_000_000, by=by)
        made.seat("cleo").account_id = member
    version = adopted(made)
    meeting = made.meeting(application(world, f"Ansøgning {uuid.uuid4().hex[:4]}"))
    (point,) = made.points(meeting)
    ballot = made.vote(point)
    made.cast(ballot, cleo=Choice.FOR)
    return {
        "committee_meeting": meeting,
        "agenda_point": point,
        "ballot": ballot,
        "committee_seat": made.seats["ane"],
        "criteria_version": version,
    }
