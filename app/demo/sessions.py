"""The demo's sessions: four weeks of them with their conversations, and those that run whenever the program starts."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from app import clock
from app.access import Act, SessionKind
from app.accounts.models import Account
from app.accounts.permissions import controller_at
from app.accounts.role import Held, Person
from app.casework import closing, planning, talks, visiting
from app.casework.conversation import Deed, Recurrence, Unsettled
from app.casework.models import CaseworkSession, Conversation, SessionAtCentre, Visit
from app.casework.talks import Talked
from app.casework.visit import BroughtBy
from app.casework.visiting import Arrival
from app.centres.models import Centre, Department, Effort
from app.citizens import queries as citizens
from app.citizens import register
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import Citizen
from app.citizens.reading import Information
from app.citizens.register import Details
from app.citizens.standing import Status
from app.db import db
from app.demo import people, population
from app.followups import recording as agreeing
from app.followups.followup import Step
from app.outreach import bridges, queries, recording
from app.outreach.bridge import Destination, Sent
from app.outreach.contact import Kind, Place, Talk

SEED = 2026
WEEKS = 4
HOURS = timedelta(hours=2)
BEGUN = timedelta(minutes=50)
"""A running session began about so long ago."""
LONG_ENOUGH = 0.25
"""Of that time, for talks to be over already."""
ONE_OFF_OF_TEN = 3
KNOWN_THERE = 5
"""Citizens who come again and again to one kind of session."""
WAITED = (0, 1, 2, 3, 5, 8, 12, 20)
"""Days from the first contact to the first conversation."""


@dataclass(frozen=True)
class Planned:
    """A session of the demo: which effort, where, when in the week (Monday is 0), who sits there, who is host,
    and which SKP worker sends people on to it.
    """

    effort: str
    at: tuple[str, ...]
    weekday: int
    begins: time
    team: tuple[str, ...]
    host: str
    sender: str


CASEWORK, ADDICTION, HEALTH = (name for name, _kind in people.EFFORTS[:3])

WEEKLY = (
    Planned(CASEWORK, ("BorgerCafeen",), 0, time(10), ("karim", "hanne"), "lis", "lis"),
    Planned(CASEWORK, ("Regnbuen",), 1, time(10), ("karim", "jens", "hanne"), "tom", "mette"),
    Planned(CASEWORK, ("Brugerhuset", "Parasollen"), 2, time(13), ("hanne", "jens"), "nadia", "nadia"),
    Planned(ADDICTION, ("BorgerCafeen",), 3, time(13), ("ole",), "lis", "lis"),
    Planned(HEALTH, ("Kolibrien",), 4, time(10), ("gitte",), "asger", "asger"),
)
NOW = (
    Planned(CASEWORK, ("Regnbuen",), 1, time(10), ("karim", "jens"), "tom", "mette"),
    Planned(CASEWORK, ("Brugerhuset", "Parasollen"), 2, time(13), ("hanne",), "nadia", "nadia"),
    Planned(ADDICTION, ("BorgerCafeen",), 3, time(13), ("ole",), "lis", "lis"),
    Planned(HEALTH, ("Kolibrien",), 4, time(10), ("gitte",), "asger", "asger"),
)
LEADS_TO = {CASEWORK: Destination.CASEWORK, ADDICTION: Destination.ADDICTION, HEALTH: Destination.HEALTH}
TOPICS = {
    CASEWORK: (Challenge.ECONOMY, Challenge.HOUSING, Challenge.JOB, Challenge.OTHER_SOCIAL, Challenge.ECONOMY),
    ADDICTION: (Challenge.ALCOHOL, Challenge.CANNABIS, Challenge.OTHER_DRUGS),
    HEALTH: (Challenge.HEALTH, Challenge.DENTAL, Challenge.MENTAL),
}
NOTES = {
    "karim": ("Mødet i jobcentret er flyttet til onsdag. Vi ringede sammen.", Information.GENERAL),
    "jens": ("Søgte om hjælp til medicin. Kvitteringen kommer i næste uge.", Information.GENERAL),
    "hanne": ("Vil gerne have en bostøtte, der kommer hjem. Vi skrev det sammen.", Information.GENERAL),
    "ole": ("Vil gerne drikke mindre og prøve en samtale i Misbrugscenteret.", Information.ADDICTION),
    "gitte": ("Målte blodtryk, og det er for højt. Vi bestilte en tid hos lægen.", Information.HEALTH),
}
AGREED = {
    "karim": "Ring om brevet fra jobcentret",
    "jens": "Tag kvitteringen med",
    "hanne": "Mød bostøtten sammen",
    "ole": "Følg med til den første samtale",
    "gitte": "Mind om tiden hos lægen",
}
BROUGHT = {
    BroughtBy.SELF: 50,
    BroughtBy.SKP: 22,
    BroughtBy.CENTRE_WORKER: 12,
    BroughtBy.CALLED_IN: 6,
    BroughtBy.HOME_SUPPORT: 5,
    BroughtBy.HOSPITAL: 3,
    BroughtBy.PROBATION: 2,
}
UNSETTLED = (
    Unsettled.TAKES_TIME,
    Unsettled.MISSING_PAPERS,
    Unsettled.ANOTHER_DEPARTMENT,
    Unsettled.TAKES_TIME,
    Unsettled.CITIZEN_THINKS,
)
CALLED = ("Hest", "Den grønne hue", "Bamse", "Ham med radioen", "Fru Blomst")
DEEDS = (
    frozenset({Deed.ADVISED}),
    frozenset({Deed.ADVISED, Deed.CALLED}),
    frozenset({Deed.READ_LETTER, Deed.DIGITAL}),
    frozenset({Deed.APPLIED}),
    frozenset({Deed.ADVISED, Deed.PLANNED}),
)


def person_of(account: Account) -> Person:
    """The account as the rules see it."""
    held = tuple(Held(role.role, role.centre_id, role.controller_id, role.department_id) for role in account.roles)
    return Person(account.id, SessionKind.STAFF, held)


class Sessions:
    """Whoever tells of sessions: it knows the demo's places and people from the database, at any start."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)  # noqa: S311 (not for secrets)
        self.accounts = {one.username: one for one in db.session.scalars(sa.select(Account))}
        self.centres = {one.name: one for one in db.session.scalars(sa.select(Centre))}
        self.efforts = {one.name: one for one in db.session.scalars(sa.select(Effort))}
        self.departments = {one.name: one for one in db.session.scalars(sa.select(Department))}
        self.talks = 0
        self.now = clock.now()

    def weeks(self) -> int:
        """The weeks before this one, in the order it happened; answers with the number of conversations."""
        monday = clock.today() - timedelta(days=clock.today().weekday())
        taken = set(db.session.scalars(sa.select(Citizen.alias)))
        names = (alias for alias, _full_name in population.names(self.chance) if alias and alias not in taken)
        regulars: dict[Planned, list[Citizen]] = {held: [] for held in WEEKLY}
        for back in range(WEEKS, 0, -1):
            for held in WEEKLY:
                new = [next(names) for _ in range(2 if back < WEEKS else 1)]
                self._held(held, monday - timedelta(weeks=back), regulars[held], new)
        return self.talks

    def running(self) -> int:
        """Sessions that run now, where none of the effort does; answers with how many were planned."""
        closing.close_forgotten()
        planned = 0
        for held in NOW:
            if not self._runs(held):
                self._begin(held)
                planned += 1
        return planned

    def _held(self, held: Planned, monday: date, regulars: list[Citizen], new: Sequence[str]) -> None:
        """One of an earlier week, from the first who came until it was closed; as planned, where one was."""
        start, end = clock.span(monday, monday + timedelta(days=6))
        when = clock.at(monday + timedelta(days=held.weekday), held.begins)
        session = self._empty(held, CaseworkSession.starts_at >= start, CaseworkSession.ends_at < end)
        session = session or self._plan(held, when)
        begins = session.starts_at
        came: list[Citizen | None] = [self._met(held, alias, begins) for alias in new]
        came += self.chance.sample(regulars, min(2, len(regulars)))
        regulars += [one for one in came if one and one not in regulars][: KNOWN_THERE - len(regulars)]
        self.chance.shuffle(came)
        came.insert(1, None)
        for turn, citizen in enumerate(came):
            at = begins + timedelta(minutes=5 + 22 * turn)
            worker = held.team[turn % len(held.team)]
            visit = self._comes(session, held, citizen, at)
            if citizen is None and begins.toordinal() % 2:
                with clock.stopped(at + timedelta(minutes=17)):
                    visiting.leave(visit)
            else:
                self._talks(visit, held, worker, at + timedelta(minutes=self.chance.randint(2, 15)))
        with clock.stopped(begins + HOURS):
            closing.close(session, by=self.accounts[held.host])

    def _begin(self, held: Planned) -> None:
        """One that runs now: two wait, or three, some talk, some are done, and one left.

        In one that was planned and began a moment ago, all of it happened in that moment.
        """
        begun = clock.local(self.now - BEGUN)
        session = self._empty(held, CaseworkSession.starts_at <= self.now, CaseworkSession.ends_at > self.now)
        session = session or self._plan(held, begun.replace(minute=begun.minute // 15 * 15, second=0, microsecond=0))
        share = min(1.0, (self.now - session.starts_at) / BEGUN)
        busy = len(held.team) > 1
        who = iter([*self._known(held), *[None] * 8])

        def ago(minutes: int) -> datetime:
            return self.now - timedelta(minutes=minutes) * share

        def arrived(minutes: int, citizen: Citizen | None = None, called: str = "", along: bool = False) -> Visit:
            return self._comes(session, held, citizen, ago(minutes), called, along)

        def talked(visit: Visit, turn: int, minutes: int, lasted: int = 20) -> None:
            self._talks(visit, held, held.team[turn], ago(minutes), minutes=max(1, int(lasted * share)))

        if share >= LONG_ENOUGH:
            talked(arrived(46, next(who)), 0, 41)
            if busy:
                talked(arrived(44, next(who)), 1, 38)
                talked(arrived(40), 1, 16, lasted=8)
        left = arrived(35, called=CALLED[2])
        talking = [(arrived(26, next(who)), 0, 12)]
        if busy:
            talking.append((arrived(24), 1, 6))
        for visit, turn, minutes in talking:
            with clock.stopped(ago(minutes)):
                visiting.take(visit, by=self.accounts[held.team[turn]])
        with clock.stopped(ago(10)):
            visiting.leave(left)
        if (sent := next(who)) is not None:
            self._send(held, sent, self.now - timedelta(days=2))
        arrived(19, sent, along=True)
        arrived(11, called=CALLED[1])
        if busy:
            arrived(4)

    def _plan(self, held: Planned, begins: datetime) -> CaseworkSession:
        team = {self.accounts[name].id: self._department(name) for name in held.team} | {
            self.accounts[held.host].id: None
        }
        session = planning.plan(
            self.efforts[held.effort],
            [self.centres[name] for name in held.at],
            controller_id=self.departments[people.DEPARTMENTS[0]].operator_id,
            starts_at=begins.astimezone(UTC),
            ends_at=(begins + HOURS).astimezone(UTC),
            team=team,
        )
        db.session.flush()
        return session

    def _comes(
        self,
        session: CaseworkSession,
        held: Planned,
        citizen: Citizen | None,
        at: datetime,
        called: str = "",
        along: bool = False,
    ) -> Visit:
        host = self.accounts[held.host]
        sensitive = held.effort != CASEWORK
        with clock.stopped(at):
            brought = BroughtBy.SKP if along else self.chance.choices(list(BROUGHT), list(BROUGHT.values()))[0]
            arrival = Arrival(
                called=called,
                topic=None if sensitive and called else self.chance.choice(TOPICS[held.effort]),
                brought_by=brought,
                brought_by_id=self.accounts[held.sender].id if brought is BroughtBy.SKP else None,
            )
            visit = visiting.check_in(session, arrival, citizen=citizen, by=host)
        db.session.flush()
        return visit

    def _talks(self, visit: Visit, held: Planned, worker: str, at: datetime, minutes: int = 20) -> Conversation:
        """They are taken, talked with and seen; what was said is kept, and perhaps agreed."""
        by, host = self.accounts[worker], self.accounts[held.host]
        centre, citizen = self.centres[held.at[0]], visit.citizen
        self.talks += 1
        turn = self.talks
        with clock.stopped(max(at, visit.arrived_at)):
            visiting.take(visit, by=by)
        note, information = NOTES[worker] if citizen is not None and turn % 3 else ("", Information.GENERAL)
        began = visit.talking_since or at
        with clock.stopped(began + timedelta(minutes=minutes)):
            conversation = talks.record(
                Talked(
                    happened_at=began,
                    minutes=minutes,
                    topics=frozenset({visit.topic or self.chance.choice(TOPICS[held.effort])}),
                    recurrence=Recurrence.ONE_OFF if turn % 10 < ONE_OFF_OF_TEN else Recurrence.ONGOING,
                    brought_by=visit.brought_by,
                    deeds=DEEDS[turn % len(DEEDS)],
                    centre_worker_present=turn % 4 == 0,
                    unsettled=None if turn % 5 < 3 else UNSETTLED[turn // 3 % len(UNSETTLED)],
                    note=note,
                    information=information,
                ),
                visit=visit,
                citizen=citizen,
                at=centre,
                controller_id=controller_at(person_of(by), Act.TALK_AT_SESSION, centre.id),
                department_id=self._department(worker),
                by=by,
                present=[host] if turn % 4 == 0 else [],
                departments={by.id: self._department(worker)},
            )
            visiting.seen(visit)
            if citizen is not None and turn % 2 == 0:
                self._agrees(conversation, worker, centre)
        return conversation

    def _agrees(self, conversation: Conversation, worker: str, centre: Centre) -> None:
        """Something to come back to; of an earlier week it is done."""
        by = self.accounts[worker]
        follow_up = agreeing.agree(
            AGREED[worker],
            due_on=clock.today() + timedelta(days=3),
            citizen=conversation.citizen,
            at=centre,
            controller_id=controller_at(person_of(by), Act.FOLLOW_UP, centre.id),
            responsible_id=by.id,
            by=by,
        )
        db.session.flush()
        follow_up.conversation_id, follow_up.department_id = conversation.id, conversation.department_id
        db.session.flush()
        with clock.stopped(min(self.now, clock.now() + timedelta(days=3))):
            if clock.today() >= follow_up.due_on:
                agreeing.take(follow_up, Step.DONE, by=by)

    def _met(self, held: Planned, alias: str, before: datetime) -> Citizen:
        """Somebody whom a host met some days before, and perhaps sent on to the session."""
        centre, by = self.centres[held.at[0]], self.accounts[held.host]
        days = self.chance.choice(WAITED)
        met = before - timedelta(days=days, minutes=40)
        controller_id = controller_at(person_of(by), Act.RECORD_CONTACT, centre.id)
        with clock.stopped(met):
            citizen = register.record(Details(alias=alias), at=centre, controller_id=controller_id, by=by)
            source = citizens.income_source(self.chance.choice(list(population.LIVING_ON)))
            register.note_income(citizen, source, on=clock.today(), at=centre, by=by)
            talk = Talk(
                kind=Kind.CONTACT_MAKING,
                topics=frozenset({Challenge.OTHER_SOCIAL}),
                place=Place.CENTRE,
                happened_at=met,
                minutes=15,
                known_before=self.chance.choice([KnownBefore.YES, KnownBefore.NO]),
            )
            recording.record(talk, citizen=citizen, at=centre, controller_id=controller_id, by=by)
        if days % 2:
            self._send(held, citizen, met + timedelta(minutes=5))
        db.session.flush()
        return citizen

    def _send(self, held: Planned, citizen: Citizen, at: datetime) -> None:
        """An SKP worker sends somebody on to the session."""
        centre, by = self.centres[held.at[0]], self.accounts[held.sender]
        with clock.stopped(at):
            bridges.record(
                Sent(LEADS_TO[held.effort]),
                citizen=citizen,
                contact=None,
                at=centre,
                controller_id=controller_at(person_of(by), Act.FOLLOW_BRIDGES, centre.id),
                by=by,
            )

    def _known(self, held: Planned) -> list[Citizen]:
        """Whom the host has met lately, and who can be talked with here."""
        centre = self.centres[held.at[0]]
        found = queries.talked_with_lately(person_of(self.accounts[held.host]), 20)
        there = (one for one in found if centre.id in one.centre_ids and one.protected_since is None)
        return [one for one in there if one.status is Status.OPEN and one.controller_id == centre.operator_id][:4]

    def _runs(self, held: Planned) -> bool:
        """Whether one runs now to which somebody came."""
        question = self._those(held, CaseworkSession.starts_at <= self.now, CaseworkSession.ends_at > self.now)
        return db.session.scalar(question.where(CaseworkSession.visits.any()).limit(1)) is not None

    def _empty(self, held: Planned, *when: sa.ColumnElement[bool]) -> CaseworkSession | None:
        """One that was planned for then, to which nobody has come yet."""
        question = self._those(held, *when).where(~CaseworkSession.visits.any())
        found = db.session.scalar(question.order_by(CaseworkSession.starts_at).limit(1))
        return db.session.get(CaseworkSession, found) if found else None

    def _those(self, held: Planned, *when: sa.ColumnElement[bool]) -> sa.Select[int]:
        return (
            sa.select(CaseworkSession.id)
            .join(SessionAtCentre, SessionAtCentre.session_id == CaseworkSession.id)
            .where(
                CaseworkSession.effort_id == self.efforts[held.effort].id,
                SessionAtCentre.centre_id == self.centres[held.at[0]].id,
                CaseworkSession.cancelled_at.is_(None),
                CaseworkSession.closed_at.is_(None),
                *when,
            )
        )

    def _department(self, username: str) -> int | None:
        return next((role.department_id for role in self.accounts[username].roles if role.department_id), None)


def keep_running() -> str:
    """See to it that sessions run now, in one transaction; answers with a line of progress, empty where they did."""
    planned = Sessions().running()
    db.session.commit()
    return f"Demo: {planned} sessions that run now" if planned else ""
