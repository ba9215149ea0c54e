"""Somebody who does everything that can be done to records, by chance: what the figures must stay right through."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from app import clock
from app.accounts.role import Role
from app.casework.conversation import Recurrence, Unsettled
from app.casework.models import Conversation, Visit
from app.casework.visit import BroughtBy
from app.centres.models import Centre
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import ChallengeNoted, Citizen, IncomeNoted, IncomeSource
from app.courses.models import OfferAttendance
from app.db import db
from app.decisions.models import Decision
from app.monitoring import rolling
from app.monitoring.table import Scope
from app.outreach.bridge import Destination, State
from app.outreach.contact import Kind, Place
from app.outreach.models import Bridge, BridgeOutcome, Contact
from tests.make import World

BORDERS = (datetime(2023, 12, 31, 22, 59, tzinfo=UTC), datetime(2023, 12, 31, 23, 0, tzinfo=UTC))
"""A minute before and at the Danish New Year, whose UTC date is the old year's."""


class Week:
    """Somebody who does everything that can be done to records, by chance."""

    def __init__(self, world: World, chance: random.Random, *, talks: bool = True) -> None:
        """`talks`: whether conversations, decisions, bridges and offers are among the deeds."""
        self.chance = chance
        self.talks = talks
        self.by = world.account("mette", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
        # Their numbers lie in two blocks, as they would among thousands.
        citizens = [world.citizen(f"Borger {number}", by=self.by) for number in range(8)]
        with world.saved():
            for number in range(3):
                db.session.add(_same_as(db.session.get_one(Citizen, citizens[0]), 1020 + 4 * number))
        self.citizens = [*citizens, 1020, 1024, 1028]
        self.centres = sorted(world.centre.values())
        self.visit = world.visit(world.session(), by=self.by)
        if talks:
            karim = world.account("karim", Role.CASEWORKER)
            world.competence()
            world.decision(citizens[0], by=karim)
            self.offer = world.offer("NADA", by=self.by, at=("Regnbuen", "BorgerCafeen"))
            with world.saved():
                first = db.session.scalars(sa.select(Decision)).one()
                self.decided = {
                    name: getattr(first, name)
                    for name in ("controller_id", "department_id", "kind_id", "ground_id", "text", "decided_by_id")
                }
                db.session.delete(first)

    def begin_again(self) -> None:
        """All records are gone, whatever is rolled up of them too; committed."""
        db.session.remove()
        for model in (
            BridgeOutcome,
            Bridge,
            ChallengeNoted,
            Decision,
            OfferAttendance,
            Conversation,
            Contact,
            IncomeNoted,
        ):
            db.session.execute(sa.delete(model))
        db.session.execute(sa.update(Citizen).values(known_before=None))
        list(rolling.recount())
        db.session.commit()
        db.session.remove()

    def step(self) -> None:
        """One thing, not yet committed."""
        deeds: list[Callable[[], None]] = [
            self.save,
            self.save,
            self.correct,
            self.correct_topics,
            self.move,
            self.link,
            self.delete,
            self.note_income,
            self.correct_income,
            self.answer,
            self.take_back_a_savepoint,
            self.forget_somebody,
            *[
                self.talk,
                self.correct_talk,
                self.delete_talk,
                self.decide,
                self.send_on,
                self.say_what_became_of_it,
                self.take_back_what_was_said,
                self.delete_bridge,
                self.attend,
                self.correct_attendance,
            ]
            * self.talks,
        ]
        of_sessions = [4, 3, 3, 2, 3, 3, 1, 1, 2, 1]
        self.chance.choices(deeds, weights=[3, 3, 4, 3, 4, 2, 6, 3, 2, 2, 1, 1, *of_sessions * self.talks])[0]()

    def save(self) -> None:
        citizen = self.chance.choice([*self.citizens, None])
        people = self.chance.randint(1, 9) if citizen is None else 1
        centre, at = self.chance.choice(self.centres), self.moment()
        contact = Contact(
            kind=Kind.OUTREACH, place=Place.STREET, citizen_id=citizen, people=people, minutes=15, happened_at=at
        )
        contact.centre_id = centre
        contact.controller_id = db.session.get_one(Centre, centre).operator_id
        contact.author_id = self.by
        contact.topics = [self.noted(citizen, centre, at, one) for one in self.topics()]
        db.session.add(contact)

    def talk(self) -> None:
        """A conversation at a session; with somebody without a record too."""
        citizen, centre, at = (
            self.chance.choice([*self.citizens, None]),
            self.chance.choice(self.centres),
            self.moment(),
        )
        settled = self.chance.random() < 0.5
        visit = db.session.get_one(Visit, self.visit)
        db.session.add(
            Conversation(
                visit_id=visit.id,
                session_id=visit.session_id,
                citizen_id=citizen,
                centre_id=centre,
                controller_id=db.session.get_one(Centre, centre).operator_id,
                author_id=self.by,
                happened_at=at,
                minutes=20,
                recurrence=self.chance.choice(list(Recurrence)),
                brought_by=self.chance.choice(list(BroughtBy)),
                settled=settled,
                unsettled=None if settled else Unsettled.TAKES_TIME,
                topics=[self.noted(citizen, centre, at, one) for one in self.topics()],
            )
        )

    def correct_talk(self) -> None:
        """What is put right in a conversation: when and where it was, with whom, and what about."""
        talk = self.some(Conversation)
        if talk is None:
            return
        what = self.chance.random()
        if what < 0.4:
            talk.happened_at, talk.centre_id = self.moment(), self.chance.choice(self.centres)
        elif what < 0.8:
            talk.citizen_id = self.chance.choice([*self.citizens, None])
        else:
            talk.recurrence = self.chance.choice(list(Recurrence))
            talk.minutes = self.chance.choice([15, 30, 45])
        kept = {topic.challenge: topic for topic in talk.topics}
        talk.topics = [
            kept.get(one) or self.noted(talk.citizen_id, talk.centre_id, talk.happened_at, one) for one in self.topics()
        ]
        for topic in talk.topics:
            topic.happened_at, topic.centre_id, topic.citizen_id = talk.happened_at, talk.centre_id, talk.citizen_id

    def delete_talk(self) -> None:
        talk = self.some(Conversation)
        if talk:
            db.session.delete(talk)

    def decide(self) -> None:
        db.session.add(
            Decision(
                citizen_id=self.chance.choice(self.citizens),
                centre_id=self.chance.choice(self.centres),
                decided_at=self.moment(),
                **self.decided,
            )
        )

    def send_on(self) -> None:
        """A bridge, perhaps of a contact."""
        contact = self.some(Contact) if self.chance.random() < 0.5 else None
        taken = contact and db.session.scalar(sa.select(Bridge.id).where(Bridge.contact_id == contact.id))
        centre = self.chance.choice(self.centres)
        db.session.add(
            Bridge(
                citizen_id=contact.citizen_id if contact else self.chance.choice([*self.citizens, None]),
                contact_id=contact.id if contact and not taken else None,
                destination=self.chance.choice([*Destination, None]),
                centre_id=centre,
                controller_id=db.session.get_one(Centre, centre).operator_id,
                author_id=self.by,
                responsible_id=self.by,
                recorded_at=self.moment(),
            )
        )

    def say_what_became_of_it(self) -> None:
        bridge = self.some(Bridge)
        if bridge and self.chance.random() < 0.8:
            state = self.chance.choice(list(State))
            db.session.add(
                BridgeOutcome(bridge_id=bridge.id, state=state, happened_on=clock.today(), noted_by_id=self.by)
            )
        elif bridge:
            bridge.destination = self.chance.choice([*Destination, None])

    def take_back_what_was_said(self) -> None:
        outcome = self.some(BridgeOutcome)
        if outcome:
            db.session.delete(outcome)

    def delete_bridge(self) -> None:
        bridge = self.some(Bridge)
        if bridge:
            db.session.delete(bridge)

    def attend(self) -> None:
        citizen, centre = self.chance.choice([*self.citizens, None]), self.chance.choice(self.centres)
        db.session.add(
            OfferAttendance(
                offer_id=self.offer,
                centre_id=centre,
                controller_id=db.session.get_one(Centre, centre).operator_id,
                attended_on=clock.local(self.moment()).date(),
                citizen_id=citizen,
                people=1 if citizen else self.chance.randint(1, 9),
                noted_by_id=self.by,
            )
        )

    def correct_attendance(self) -> None:
        attendance = self.some(OfferAttendance)
        if attendance and self.chance.random() < 0.5:
            db.session.delete(attendance)
        elif attendance:
            attendance.attended_on = clock.local(self.moment()).date()

    def correct(self) -> None:
        contact = self.some(Contact)
        if contact:
            at = self.moment()
            contact.happened_at, contact.centre_id = at, self.chance.choice(self.centres)
            contact.minutes = self.chance.choice([15, 30, 45])
            if contact.citizen_id is None:
                contact.people = self.chance.randint(1, 9)
            for topic in contact.topics:
                topic.happened_at, topic.centre_id = at, contact.centre_id

    def correct_topics(self) -> None:
        contact = self.some(Contact)
        if contact:
            kept = {topic.challenge: topic for topic in contact.topics}
            contact.topics = [
                kept.get(one) or self.noted(contact.citizen_id, contact.centre_id, contact.happened_at, one)
                for one in self.topics()
            ]

    def move(self) -> None:
        contact = self.some(Contact)
        if contact and contact.people == 1:
            other = self.chance.choice(self.citizens)
            if self.chance.random() < 0.5:
                contact.citizen = db.session.get_one(Citizen, other)
            else:
                contact.citizen_id = other
            for topic in contact.topics:
                topic.citizen_id = other

    def link(self) -> None:
        gone, kept = self.chance.sample(self.citizens, 2)
        moved = [
            record
            for model in (Contact, Conversation, ChallengeNoted, IncomeNoted, Bridge, Decision, OfferAttendance)
            for record in db.session.scalars(sa.select(model).where(model.citizen_id == gone))
        ]
        for record in moved:
            record.citizen_id = kept
        if self.chance.random() < 0.5:
            db.session.flush()
            for record in moved:
                record.citizen_id = gone

    def delete(self) -> None:
        contact = self.some(Contact)
        if contact:
            db.session.delete(contact)

    def note_income(self) -> None:
        source = self.chance.choice(list(db.session.scalars(sa.select(IncomeSource.id).order_by(IncomeSource.id))))
        db.session.add(
            IncomeNoted(
                citizen_id=self.chance.choice(self.citizens),
                source_id=source,
                noted_on=clock.local(self.moment()).date(),
                centre_id=self.centres[0],
                author_id=self.by,
            )
        )

    def correct_income(self) -> None:
        income = self.some(IncomeNoted)
        if income and self.chance.random() < 0.5:
            db.session.delete(income)
        elif income:
            income.noted_on = clock.local(self.moment()).date()

    def answer(self) -> None:
        citizen = db.session.get_one(Citizen, self.chance.choice(self.citizens))
        citizen.known_before = self.chance.choice([*KnownBefore, None])

    def take_back_a_savepoint(self) -> None:
        self.save()
        before = db.session.begin_nested()
        self.save()
        self.delete()
        db.session.flush()
        before.rollback()

    def forget_somebody(self) -> None:
        """The record of a citizen is deleted; the database lets its contacts go with it."""
        citizen = db.session.get_one(Citizen, self.citizens.pop(self.chance.randrange(len(self.citizens))))
        again = _same_as(citizen, citizen.id)
        db.session.delete(citizen)
        db.session.flush()
        # What the session still holds of the citizen's contacts is no more.
        db.session.expire_all()
        db.session.add(again)
        self.citizens.append(again.id)

    def some(self, model: type) -> object | None:
        ids = list(db.session.scalars(sa.select(model.id).order_by(model.id)))
        return db.session.get(model, self.chance.choice(ids)) if ids else None

    def topics(self) -> list[Challenge]:
        return self.chance.sample(list(Challenge), self.chance.randint(1, 4))

    def noted(self, citizen: int | None, centre: int, at: datetime, challenge: Challenge) -> ChallengeNoted:
        return ChallengeNoted(citizen_id=citizen, centre_id=centre, happened_at=at, challenge=challenge)

    def moment(self) -> datetime:
        if self.chance.random() < 0.2:
            return self.chance.choice(BORDERS)
        day = date(2023, 11, 20) + timedelta(days=self.chance.randint(0, 90))
        return clock.at(day, time(self.chance.randint(0, 23), 30))

    def scope(self) -> Scope:
        first = date(2023, 11, 1) + timedelta(days=self.chance.randint(0, 100))
        last = first + timedelta(days=self.chance.choice([0, 3, 31, 60, 400]))
        if self.chance.random() < 0.3:
            first = date(2022, 1, 1)
        centres = self.chance.choice([None, frozenset(self.chance.sample(self.centres, 2)), frozenset()])
        return Scope(first, last, centres)


def _same_as(citizen: Citizen, id: int) -> Citizen:
    return Citizen(
        id=id,
        level=citizen.level,
        alias=f"Borger {id}",
        controller_id=citizen.controller_id,
        recorded_by_id=citizen.recorded_by_id,
    )
