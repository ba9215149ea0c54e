"""Things of the tests, made through the program's own functions by walking the real steps."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from flask import Flask

from app import clock, draft
from app.access import Act, SessionKind
from app.accounts.models import Account, RoleHeld
from app.accounts.password import hashed
from app.accounts.permissions import controller_at
from app.accounts.role import OF_A_DEPARTMENT, Held, Person, Role
from app.activities import running, starting
from app.activities.models import Activity
from app.applications import drafting, steps
from app.applications import sending as applying
from app.applications.application import Line as BudgetLine
from app.applications.application import Said as Application
from app.applications.application import State as ApplicationState
from app.applications.models import Application as ApplicationRow
from app.applications.models import ApplicationPicture, Idea, IdeaSupport
from app.casework import calendar, plan_queries, planning, requesting, talks, visiting
from app.casework.conversation import Recurrence
from app.casework.models import CaseworkSession, Conversation, Visit
from app.casework.series import Rhythm
from app.casework.talks import Talked
from app.casework.visit import BroughtBy, State
from app.casework.visiting import Arrival
from app.centres.models import Centre, Department, Effort, EffortKind, Focus, Operator, OperatorKind
from app.citizens import links, register
from app.citizens.across import Given
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import Citizen
from app.citizens.opening_models import LegalGround
from app.citizens.reading import Information, Owner
from app.citizens.register import Details
from app.consent import keeping as keeping_consent
from app.consent.consent import Terms
from app.consent.models import Consent
from app.courses import recording as treating
from app.courses.course import Wish
from app.courses.offer import Topic
from app.courses.recording import Offered, Origin
from app.db import BIGGEST_ID, db
from app.decisions import recording as deciding
from app.decisions.models import Competence, Decision, DecisionGround, DecisionKind, DecisionRequest
from app.decisions.recording import About, Said
from app.followups import arranging
from app.followups import recording as agreeing
from app.followups.cover import Span
from app.followups.followup import Step
from app.followups.models import FollowUp
from app.hotline import recording as calling
from app.hotline.call import How
from app.imports import reading_in
from app.imports.columns import Kind as ImportKind
from app.imports.sheet import Row
from app.journal import queries as journal
from app.journal import recording as journal_recording
from app.mentoring import keeping
from app.mentoring.keeping import Terms as MentorTerms
from app.monitoring import defining, indicators, jobs, releasing
from app.monitoring.job import JobKind
from app.monitoring.release_models import ClosedPeriod
from app.outreach import bridges, recording
from app.outreach.bridge import Destination, Sent
from app.outreach.contact import Kind, Place, Talk
from app.outreach.models import Contact
from app.peers import hanging
from app.peers.hanging import Said as HungUp
from app.peers.peer_offer import Kind as PeerKind
from app.period import Period
from app.pool import ledger
from app.pool import queries as pools
from app.volunteers.models import Helper, HelperKind
from app.workshops import holding as workshops
from app.workshops.models import Workshop
from app.workshops.workshop import Round, Stage
from tests.browser_without_script import Browser

PASSWORD = "en lang og god kode"
AGES_AGO = date(2010, 1, 1)
KINDS = {"Fremskudt misbrugsindsats": EffortKind.ADDICTION, "Fremskudt sundhedsindsats": EffortKind.HEALTH}
BENEFIT = "Bevilge en enkeltydelse"


def at_work(tablet: Browser, began: datetime, until: datetime) -> None:
    """Somebody uses the tablet every few minutes, so that it does not lock; nothing of it is logged."""
    while began < until:
        with clock.stopped(began):
            assert tablet.get("/accounts/me").status == 200
        began += timedelta(minutes=4)
    with clock.stopped(until):
        assert tablet.get("/accounts/me").status == 200


WORDS_IN_ADDRESSES = {"theme": "people", "indicator": "waiting", "key": "place", "period": "2016-Q3"}
"""What addresses name by a word, not by a number."""


class World:
    """Regnbuen and BorgerCafeen of the municipality, Parasollen of its own operator, and whoever works there."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with self.saved():
            municipality = Operator(name="Kommunen", kind=OperatorKind.MUNICIPALITY)
            kfum = Operator(name="KFUM", kind=OperatorKind.PRIVATE)
            centres = [
                Centre(name="Regnbuen", town="Vojens", focus=Focus.SOCIAL, operator=municipality),
                Centre(name="BorgerCafeen", town="Haderslev", focus=Focus.SOCIAL, operator=municipality),
                Centre(name="Parasollen", town="Haderslev", focus=Focus.MIXED, operator=kfum),
            ]
            db.session.add_all([*centres, Department(name="Jobcenter", operator=municipality)])
            db.session.flush()
            self.centre = {centre.name: centre.id for centre in centres}

    @classmethod
    def of(cls, app: Flask) -> "World":
        """The world that another one made in this database."""
        world = cls.__new__(cls)
        world.app = app
        with app.app_context():
            world.centre = {centre.name: centre.id for centre in db.session.scalars(sa.select(Centre))}
        return world

    @contextmanager
    def saved(self) -> Iterator[None]:
        """In here the database is at hand; at the end everything is committed."""
        with self.app.app_context():
            yield
            db.session.commit()

    def account(
        self,
        username: str,
        *roles: Role,
        at: tuple[str, ...] = ("Regnbuen",),
        name: str | None = None,
        department: str = "Jobcenter",
    ) -> int:
        """Somebody with these roles at these centres, with a password; answers with the account's id."""
        with self.saved():
            account = Account(username=username, name=name or username.capitalize(), password_hash=hashed(PASSWORD))
            for role in roles:
                everywhere = role in (Role.STEERING_GROUP, Role.ADMINISTRATOR)
                for centre in (None,) if everywhere or not at else at:
                    account.roles.append(
                        RoleHeld(
                            role=role,
                            centre_id=self.centre[centre] if centre else None,
                            department=self._department(department) if role in OF_A_DEPARTMENT else None,
                            from_on=AGES_AGO,
                        )
                    )
            db.session.add(account)
            db.session.flush()
            return account.id

    def pin(self, username: str, pin: str) -> None:
        """Let somebody have this PIN."""
        with self.saved():
            account = db.session.scalars(sa.select(Account).where(Account.username == username)).one()
            account.pin_hash = hashed(pin)

    def citizen(
        self,
        alias: str,
        *,
        by: int,
        at: str = "Regnbuen",
        full_name: str = "",
        happened_at: datetime | None = None,
        **details: object,
    ) -> int:
        """A citizen's record; answers with its id."""
        with self.saved(), clock.stopped(happened_at or clock.now()):
            account = db.session.get_one(Account, by)
            citizen = register.record(
                Details(alias=alias, full_name=full_name, **details),
                at=db.session.get_one(Centre, self.centre[at]),
                controller_id=self._controller(account, Act.CREATE_CITIZEN, at),
                by=account,
            )
            return citizen.id

    def link(self, kept: int, other: int, *, by: int, reason: str = "Sagde det selv.") -> int:
        """The other record is seen with the one that is kept; answers with the link's id. Raises linking.Refused."""
        with self.app.app_context():
            both = [db.session.get_one(Citizen, id) for id in (kept, other)]
            made = links.link(both[0], both[1], reason=reason, by=db.session.get_one(Account, by))
            db.session.commit()
            return made.id

    def contact(
        self,
        citizen: int | None,
        *,
        by: int,
        at: str = "Regnbuen",
        topics: tuple[Challenge, ...] = (Challenge.ECONOMY,),
        happened_at: datetime | None = None,
        kind: Kind = Kind.CONTACT_MAKING,
        people: int = 1,
        note: str = "",
        information: Information = Information.GENERAL,
        known_before: KnownBefore | None = None,
    ) -> int:
        """A contact, recorded when it happened; answers with its id."""
        happened = happened_at or clock.now() - timedelta(minutes=5)
        with self.saved(), clock.stopped(happened + timedelta(minutes=5)):
            account = db.session.get_one(Account, by)
            talk = Talk(
                kind=kind,
                topics=frozenset(topics),
                place=Place.CENTRE,
                happened_at=happened,
                minutes=15,
                people=people,
                known_before=known_before,
                note=note,
                information=information,
            )
            contact = recording.record(
                talk,
                citizen=db.session.get_one(Citizen, citizen) if citizen else None,
                at=db.session.get_one(Centre, self.centre[at]),
                controller_id=self._controller(account, Act.RECORD_CONTACT, at),
                by=account,
            )
            db.session.flush()
            return contact.id

    def draft(self, *, by: int, page: str = "/outreach/contacts/new") -> int:
        """A draft of a contact; answers with its id."""
        entered = {"draft_form": "ContactForm", "form_key": uuid.uuid4().hex, "draft_page": page, "note": "Kom med"}
        with self.saved():
            kept = draft.keep(by, entered)
            assert kept is not None
            return kept[0].id

    def bridge(
        self,
        citizen: int | None,
        *,
        by: int,
        at: str = "Regnbuen",
        to: Destination | None = Destination.JOBCENTRE,
        sent_at: datetime | None = None,
        **entered: object,
    ) -> int:
        """A bridge made on the citizen's page; answers with its id."""
        with self.saved(), clock.stopped(sent_at or clock.now()):
            account = db.session.get_one(Account, by)
            bridge = bridges.record(
                Sent(to=to, **entered),
                citizen=db.session.get_one(Citizen, citizen) if citizen else None,
                contact=None,
                at=db.session.get_one(Centre, self.centre[at]),
                controller_id=self._controller(account, Act.FOLLOW_BRIDGES, at),
                by=account,
            )
            db.session.flush()
            return bridge.id

    def follow_up(
        self,
        text: str,
        *,
        by: int,
        due_in: int = 0,
        citizen: int | None = None,
        at: str = "Regnbuen",
        whose: int | None = None,
        anybodys: bool = False,
        agreed: date | None = None,
    ) -> int:
        """Something agreed, due in so many days from today (before today: agreed back then); answers with its id."""
        due_on = clock.today() + timedelta(days=due_in)
        when = clock.at(agreed or min(due_on, clock.today()), time(0, 1))
        with self.saved(), clock.stopped(when):
            account = db.session.get_one(Account, by)
            follow_up = agreeing.agree(
                text,
                due_on=due_on,
                citizen=db.session.get_one(Citizen, citizen) if citizen else None,
                at=db.session.get_one(Centre, self.centre[at]),
                controller_id=self._controller(account, Act.FOLLOW_UP, at),
                responsible_id=None if anybodys else whose or by,
                by=account,
            )
            db.session.flush()
            return follow_up.id

    def cover(self, absent: int, covering: int, *, by: int | None = None, first: int = 0, last: int = 7) -> int:
        """Cover from and to so many days from today, arranged by the one who covers; answers with its id."""
        today = clock.today()
        span = Span(absent, covering, today + timedelta(days=first), today + timedelta(days=last))
        with self.saved():
            account = db.session.get_one(Account, by or covering)
            cover = arranging.cover(span, by=account, person=self.person(account))
            db.session.flush()
            return cover.id

    def take(self, follow_up: int, step: Step, *, by: int, in_days: int | None = None, words: str = "") -> None:
        """A step of a follow-up; `in_days`: to which day from today it is postponed."""
        with self.saved():
            agreeing.take(
                db.session.get_one(FollowUp, follow_up),
                step,
                by=db.session.get_one(Account, by),
                to_on=None if in_days is None else clock.today() + timedelta(days=in_days),
                to_id=by,
                words=words,
            )

    def hand_over(self, from_id: int, to_id: int, *, by: int) -> int:
        """Everything the one has open goes to the other; answers with how much it was."""
        with self.saved():
            leader = db.session.get_one(Account, by)
            moved = arranging.hand_over(from_id, to_id, by=leader, person=self.person(leader))
            return sum(number for _kind, number in moved)

    def person(self, account: Account) -> Person:
        """The account as the rules see it."""
        held = tuple(Held(role.role, role.centre_id, role.controller_id, role.department_id) for role in account.roles)
        return Person(account.id, SessionKind.STAFF, held)

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """In here, every statement that is sent to the database is written down."""
        sent: list[str] = []

        def write_down(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            sent.append(statement)

        with self.app.app_context():
            engine = db.engine
        sa.event.listen(engine, "before_cursor_execute", write_down)
        try:
            yield sent
        finally:
            sa.event.remove(engine, "before_cursor_execute", write_down)

    def marked(self, contact: int, *, by: int) -> int:
        """The contact, marked for the journal of record; answers with its id."""
        with self.saved():
            journal_recording.mark(db.session.get_one(Contact, contact), by=db.session.get_one(Account, by))
        return contact

    def sent(self, *contacts: int, by: int, at: str = "Regnbuen") -> int:
        """These contacts, marked and sent to the journal of record; answers with the id of the file."""
        for contact in contacts:
            self.marked(contact, by=by)
        with self.saved():
            account = db.session.get_one(Account, by)
            place = (self.centre[at], self._controller(account, Act.SEND_TO_JOURNAL, at))
            waiting = journal.waiting(self.person(account), place)
            return journal_recording.send(waiting, at=place, by=account).id

    def import_file(self, *, by: int) -> int:
        """A checked file with a fault, so that it stays where it is; answers with its id."""
        with self.saved():
            return reading_in.keep(ImportKind.CENTRES, [Row(1, ("Navn",))], by).id

    def browser(self, username: str | None = None) -> Browser:
        """A browser without script; with a username, signed in through the form."""
        browser = Browser(self.app)
        if username:
            form = browser.get("/accounts/sign-in").form("sign-in")
            form["username"], form["password"] = username, PASSWORD
            assert form.submit().status == 303
        return browser

    def door(self, username: str) -> Browser:
        """A tablet that this person has handed over at their centre: nobody is signed in."""
        browser = self.browser(username)
        assert browser.get("/accounts/me").form("accounts/door").submit().status == 303
        return browser

    def screen(self, username: str) -> Browser:
        """The screen on the wall, which this person has turned on at their centre."""
        browser = self.browser(username)
        assert browser.get("/accounts/me").form("accounts/screen").submit().status == 303
        return browser

    def workshop(self, *, by: int, at: str = "Regnbuen", title: str = "Hvad skal vi lave til foråret?") -> int:
        """A workshop that is planned for now; answers with its id."""
        with self.saved():
            account = db.session.get_one(Account, by)
            made = workshops.plan(
                workshops.Plan(title, "", clock.now(), 3),
                at=db.session.get_one(Centre, self.centre[at]),
                controller_id=self._controller(account, Act.HOLD_WORKSHOPS, at),
                by=account,
            )
            db.session.flush()
            return made.id

    def granted(
        self,
        *,
        by: int,
        at: str = "Regnbuen",
        title: str = "Mad sammen hver fredag",
        ore: int = 300_000,
        roles: str = "Køber ind\nLaver mad",
    ) -> tuple[int, str]:
        """An application that was sent and granted out of this year's pool; answers with its id and three words."""
        id, year = self.application(title, at=at, state=ApplicationState.GRANTED, kroner=ore // 100), clock.today().year
        with self.saved():
            account, application = db.session.get_one(Account, by), db.session.get_one(ApplicationRow, id)
            application.roles = roles
            pool = pools.of_year(year) or ledger.open_year(year, budget_ore=10**8, frame_ore=10**8, by=account)
            ledger.grant(pool, ore, grant_ref=id, by=account)
        return id, self.words(id)

    def words(self, application: int) -> str:
        """Three new words that open an application, and what became of it, at the door."""
        with self.saved():
            return drafting.new_code(db.session.get_one(ApplicationRow, application))

    def activity(self, *, by: int, at: str = "Regnbuen", **granted: object) -> tuple[int, str]:
        """What a granted application became; answers with its id and the three words that open it."""
        application, words = self.granted(by=by, at=at, **granted)
        with self.saved():
            return starting.start(db.session.get_one(ApplicationRow, application)).id, words

    def peer_offer(self, what: str = "at ordne en cykel", *, at: str = "Regnbuen") -> tuple[int, str]:
        """Something that somebody offers; answers with its id and the three words that take it down."""
        said = HungUp(PeerKind.OFFERED, what, "Bodil", "Spørg efter Bodil om torsdagen", 30)
        with self.saved():
            offer, words = hanging.hang_up(said, db.session.get_one(Centre, self.centre[at]))
            return offer.id, words

    def around_an_activity(self, *, by: int, at: str = "Regnbuen") -> dict[str, int]:
        """One of everything that citizens make for each other at a centre, by the names that addresses use."""
        activity, _words = self.activity(by=by, at=at)
        workshop, (offer, _of_offer) = self.workshop(by=by, at=at), self.peer_offer(at=at)
        with self.saved():
            begun, held = db.session.get_one(Activity, activity), db.session.get_one(Workshop, workshop)
            meeting = starting.meet(begun, clock.now(), clock.now() + timedelta(hours=2), "Køkkenet")
            expense = running.bought(begun, "Mel", 4_000, clock.today(), b"\xff\xd8")
            workshops.go_on(held, Stage.CRITIQUE, seen="planned")
            idea = workshops.say(held, Round.CRITIQUE, "For få stole", by=None)
            db.session.flush()
            return {
                "activity_id": activity,
                "activity_role_id": begun.roles[0].id,
                "activity_meeting_id": meeting.id,
                "activity_expense_id": expense.id,
                "peer_offer_id": offer,
                "workshop_id": workshop,
                "workshop_idea_id": idea.id,
            }

    def cookie(self, username: str) -> tuple[str, str]:
        """The session cookie of somebody who signed in, as a header's value, and a CSRF token that goes with it."""
        browser = self.browser(username)
        token = browser.get("/accounts/me").form("sign-out")["csrf_token"]
        cookie = browser.client.get_cookie("vaeksthus")
        assert cookie is not None
        return f"vaeksthus={cookie.value}", token

    def effort(self, name: str, kind: EffortKind = EffortKind.OTHER) -> int:
        """An effort; answers with its id."""
        with self.saved():
            effort = Effort(name=name, kind=kind)
            db.session.add(effort)
            db.session.flush()
            return effort.id

    def legal_ground(self) -> int:
        """The id of the first legal ground of the list."""
        with self.app.app_context():
            return db.session.scalars(sa.select(LegalGround.id).order_by(LegalGround.id)).first() or 0

    def agreement(
        self,
        citizen: int,
        worker: int,
        *,
        at: str = "Regnbuen",
        minutes: int = 120,
        from_on: date | None = None,
        to_on: date | None = None,
        by: int | None = None,
    ) -> int:
        """A mentor agreement of so many minutes a week, of half a year from today; answers with its id."""
        with self.saved():
            first = from_on or clock.today()
            terms = MentorTerms(
                worker_id=worker,
                centre_id=self.centre[at],
                department_id=self._department("Jobcenter").id,
                minutes_a_week=minutes,
                from_on=first,
                to_on=to_on or first + timedelta(days=180),
            )
            made = keeping.make(db.session.get_one(Citizen, citizen), terms, db.session.get_one(Account, by or worker))
            return made.id

    def helper(self, name: str, *, by: int, at: str = "Regnbuen", to_on: date | None = None) -> int:
        """Somebody who helps in the kitchen since ages ago; answers with the id."""
        with self.saved():
            helper = Helper(
                name=name,
                kind=HelperKind.VOLUNTEER,
                helps_with="Køkkenet",
                centre_id=self.centre[at],
                contact_id=by,
                recorded_by_id=by,
                from_on=AGES_AGO,
                to_on=to_on,
            )
            db.session.add(helper)
            db.session.flush()
            return helper.id

    def idea(self, title: str, *, at: str = "Regnbuen", supporters: int = 0) -> int:
        """An idea that hangs at a centre; answers with its id."""
        with self.saved():
            idea = Idea(centre=db.session.get_one(Centre, self.centre[at]), title=title, what="")
            db.session.add(idea)
            db.session.flush()
            db.session.add_all(IdeaSupport(idea_id=idea.id, visit_id=None) for _ in range(supporters))
            return idea.id

    def application(
        self, title: str, *, at: str = "Regnbuen", state: ApplicationState = ApplicationState.SENT, kroner: int = 1000
    ) -> int:
        """An application that a group sent, or has only begun, brought to this state; answers with its id."""
        with self.saved():
            centre = db.session.get_one(Centre, self.centre[at])
            application, _words = drafting.begin(centre, title)
            if state is ApplicationState.DRAFT:
                return application.id
            first = clock.today() + timedelta(days=20)
            said = Application(
                title=title,
                applicants="Ida\nBo fra havnen",
                helper="",
                what="Vi laver mad sammen.",
                for_whom="Alle, der kommer her.",
                people=8,
                where_held="I køkkenet",
                from_on=first,
                to_on=first + timedelta(days=30),
                progression="Vi kan lave mad til ti.",
                roles="Ida køber ind.",
                other_support="",
                lines=[BudgetLine("Mad", kroner * 100)],
            )
            applying.send(application, said)
            if state is not ApplicationState.SENT:
                steps.take(application, state)
            return application.id

    def picture(self, application: int) -> int:
        """A picture of an application; answers with its id."""
        with self.saved():
            picture = ApplicationPicture(
                application_id=application, what="Vores tegning", content=b"\xff\xd8", width=1, height=1
            )
            db.session.add(picture)
            db.session.flush()
            return picture.id

    def department(self, name: str = "Jobcenter") -> int:
        """A department's id; it is made where it is new."""
        with self.saved():
            return self._department(name).id

    def session(
        self,
        *,
        at: tuple[str, ...] = ("Regnbuen",),
        effort: str = "Fremskudt sagsbehandling",
        starts_at: datetime | None = None,
        team: tuple[int, ...] = (),
    ) -> int:
        """Two hours that began half an hour ago, or when it is said; answers with its id."""
        begins = starts_at or clock.now() - timedelta(minutes=30)
        with self.saved():
            found = db.session.scalar(sa.select(Effort).where(Effort.name == effort))
            members = {
                one.id: next((role.department_id for role in one.roles if role.department_id), None)
                for one in (db.session.get_one(Account, id) for id in team)
            }
            planned = planning.plan(
                found or Effort(name=effort, kind=KINDS.get(effort, EffortKind.CASEWORK)),
                [db.session.get_one(Centre, self.centre[name]) for name in at],
                controller_id=self._department("Jobcenter").operator_id,
                starts_at=begins,
                ends_at=begins + timedelta(hours=2),
                team=members,
            )
            db.session.flush()
            return planned.id

    def series(
        self,
        *,
        team: tuple[int, ...],
        at: str = "Regnbuen",
        effort: str = "Fremskudt sagsbehandling",
        from_on: date | None = None,
        every_weeks: int = 1,
        to_on: date | None = None,
        hours: tuple[time, time] = (time(10), time(12)),
        by: int | None = None,
    ) -> int:
        """A series at a centre and whatever shares its house, from a week from today on; answers with its id."""
        first = from_on or clock.today() + timedelta(days=7)
        with self.saved():
            found = db.session.scalar(sa.select(Effort).where(Effort.name == effort))
            if found is None:
                found = Effort(name=effort, kind=EffortKind.CASEWORK)
                db.session.add(found)
                db.session.flush()
            made = planning.make_series(
                found,
                plan_queries.house_of(db.session.get_one(Centre, self.centre[at])),
                Rhythm(first, every_weeks, to_on),
                planning.Hours(*hours),
                team,
                by=db.session.get_one(Account, by or team[0]),
            )
            return made.id

    def visit_request(self, *, by: int, at: str = "Regnbuen", why: str = "Flere vil tale om at drikke mindre.") -> int:
        """A centre asks the addiction effort for a visit; answers with the request's id."""
        name = "Fremskudt misbrugsindsats"
        with self.saved():
            found = db.session.scalar(sa.select(Effort).where(Effort.name == name))
            if found is None:
                found = Effort(name=name, kind=EffortKind.ADDICTION)
                db.session.add(found)
                db.session.flush()
            centre = db.session.get_one(Centre, self.centre[at])
            made = requesting.ask(found, centre, "Tirsdag formiddag", why, by=db.session.get_one(Account, by))
            return made.id

    def calendar(self, account: int) -> str:
        """The secret of a new calendar address of somebody."""
        with self.saved():
            return calendar.make_address(db.session.get_one(Account, account))

    def visit(
        self,
        session: int,
        *,
        by: int,
        citizen: int | None = None,
        taken_by: int | None = None,
        arrived_at: datetime | None = None,
        **said: object,
    ) -> int:
        """Somebody who was checked in, and perhaps taken; answers with the visit's id."""
        with self.saved(), clock.stopped(arrived_at or clock.now()):
            visit = visiting.check_in(
                db.session.get_one(CaseworkSession, session),
                Arrival(**said),
                citizen=db.session.get_one(Citizen, citizen) if citizen else None,
                by=db.session.get_one(Account, by),
            )
            db.session.flush()
            if taken_by:
                visiting.take(visit, by=db.session.get_one(Account, taken_by))
            return visit.id

    def conversation(
        self,
        visit: int,
        *,
        by: int,
        at: str = "Regnbuen",
        present: tuple[int, ...] = (),
        minutes: int = 20,
        topics: tuple[Challenge, ...] = (Challenge.ECONOMY,),
        **said: object,
    ) -> int:
        """A talk with whoever came, just over, kept by somebody of a department; answers with its id."""
        with self.saved():
            account = db.session.get_one(Account, by)
            there = {id: db.session.get_one(Account, id) for id in (by, *present)}
            departments = {
                id: next((role.department_id for role in one.roles if role.department_id), None)
                for id, one in there.items()
            }
            details = {"recurrence": Recurrence.ONE_OFF, "brought_by": BroughtBy.SELF} | said
            kept = talks.record(
                Talked(
                    happened_at=clock.now() - timedelta(minutes=minutes),
                    minutes=minutes,
                    topics=frozenset(topics),
                    **details,
                ),
                visit=(found := db.session.get_one(Visit, visit)),
                citizen=found.citizen,
                at=db.session.get_one(Centre, self.centre[at]),
                controller_id=self._controller(account, Act.TALK_AT_SESSION, at),
                department_id=departments[by],
                by=account,
                present=list(there.values()),
                departments=departments,
            )
            if found.state is State.TALKING:
                visiting.seen(found)
            db.session.flush()
            return kept.id

    def consent(
        self,
        citizen: int,
        *,
        by: int,
        to: tuple[str, ...],
        source: tuple[str, ...],
        kinds: tuple[Information, ...] = (Information.GENERAL,),
        at: str = "Regnbuen",
        review_on: date | None = None,
        purpose: str = "Hjælp til huslejen",
    ) -> int:
        """The citizen said yes: these may read what those (departments and centres, by name) wrote; answers with the
        consent's id.
        """
        with self.saved():
            made = keeping_consent.give(
                db.session.get_one(Citizen, citizen),
                Terms(frozenset(kinds), frozenset(map(self.party, source)), frozenset(map(self.party, to))),
                purpose=purpose,
                without_it="Du får den samme hjælp.",
                given=Given.ON_TABLET,
                review_on=review_on,
                at=db.session.get_one(Centre, self.centre[at]),
                by=db.session.get_one(Account, by),
            )
            return made.id

    def withdraw(self, consent: int, *, by: int) -> None:
        """The citizen takes the consent back."""
        with self.saved():
            keeping_consent.withdraw(
                db.session.get_one(Consent, consent), how=Given.ORALLY, by=db.session.get_one(Account, by)
            )

    def party(self, name: str) -> Owner:
        """A centre's hosts or a department, by name, as the rule for reading sees them."""
        if name in self.centre:
            centre = db.session.get_one(Centre, self.centre[name])
            return Owner(centre_id=centre.id, controller_id=centre.operator_id)
        return Owner(department_id=self._department(name).id)

    def call(
        self,
        question: str,
        *,
        by: int,
        at: str = "Regnbuen",
        citizen: int | None = None,
        asked_at: datetime | None = None,
    ) -> int:
        """A question to Borgerservice (a department, made where it is new), in writing; answers with its id."""
        with self.saved(), clock.stopped(asked_at or clock.now()):
            account = db.session.get_one(Account, by)
            call = calling.ask(
                question,
                how=How.WRITTEN,
                citizen=db.session.get_one(Citizen, citizen) if citizen else None,
                at=db.session.get_one(Centre, self.centre[at]),
                controller_id=self._controller(account, Act.NOTE_CALL, at),
                department=self._department("Borgerservice"),
                by=account,
            )
            db.session.flush()
            return call.id

    def interview(
        self, citizen: int, *, by: int, at: str = "Regnbuen", place: str = "Bageren", in_days: int = -1
    ) -> int:
        """A job interview so many days from today, agreed by whoever asks how it went; answers with its id."""
        with self.saved():
            interview = calling.plan_interview(
                db.session.get_one(Citizen, citizen),
                place,
                held_on=clock.today() + timedelta(days=in_days),
                held_at=None,
                at=db.session.get_one(Centre, self.centre[at]),
                responsible_id=by,
                by=db.session.get_one(Account, by),
            )
            db.session.flush()
            return interview.id

    def wish(
        self,
        *,
        by: int,
        at: str = "Regnbuen",
        citizen: int | None = None,
        days_ago: int = 0,
        wish: Wish = Wish.ALCOHOL,
        contact: int | None = None,
    ) -> int:
        """Somebody wants treatment, said so many days ago, with a record or without; answers with the course's id."""
        with self.saved():
            account = db.session.get_one(Account, by)
            course = treating.wish(
                wish,
                wished_on=clock.today() - timedelta(days=days_ago),
                citizen=db.session.get_one(Citizen, citizen) if citizen else None,
                at=db.session.get_one(Centre, self.centre[at]),
                controller_id=self._controller(account, Act.NOTE_WISH_FOR_TREATMENT, at),
                by=account,
                origin=Origin(contact_id=contact),
            )
            return course.id

    def offer(
        self,
        name: str,
        *,
        by: int,
        at: tuple[str, ...] = ("Regnbuen",),
        topic: Topic = Topic.HEALTH,
        days_ago: int = 90,
    ) -> int:
        """An offer at these centres, since so many days; answers with its id."""
        with self.saved():
            account = db.session.get_one(Account, by)
            offer = treating.make_offer(
                Offered(
                    name,
                    frozenset(self.centre[one] for one in at),
                    clock.today() - timedelta(days=days_ago),
                    topic=topic,
                ),
                controller_id=self._controller(account, Act.KEEP_OFFERS, at[0]),
                by=account,
            )
            db.session.flush()
            return offer.id

    def kind(self, danish: str = BENEFIT) -> int:
        """The id of a kind of decision."""
        with self.app.app_context():
            return db.session.scalars(sa.select(DecisionKind.id).where(DecisionKind.danish == danish)).one()

    def ground(self, paragraph: str = "Aktivloven § 81") -> int:
        """The id of a legal ground of decisions."""
        with self.app.app_context():
            return db.session.scalars(sa.select(DecisionGround.id).where(DecisionGround.paragraph == paragraph)).one()

    def competence(
        self, department: str = "Jobcenter", kind: str = BENEFIT, *, first: int = -30, last: int | None = None
    ) -> int:
        """The department decides this from and to so many days from today; answers with the row's id."""
        today = clock.today()
        kind_id = self.kind(kind)
        with self.saved():
            row = Competence(
                department_id=self._department(department).id,
                kind_id=kind_id,
                valid_from=today + timedelta(days=first),
                valid_to=None if last is None else today + timedelta(days=last),
            )
            db.session.add(row)
            db.session.flush()
            return row.id

    def decision(
        self,
        citizen: int,
        *,
        by: int,
        at: str = "Regnbuen",
        conversation: int | None = None,
        kind: str = BENEFIT,
        text: str = "Vinterjakke og støvler.",
        amount: int | None = 150_000,
        replaces: int | None = None,
        request: int | None = None,
        decided_at: datetime | None = None,
    ) -> int:
        """A decision for one's own department, made by the rules; answers with its id. Raises competence.Refusal."""
        kind_id, ground_id = self.kind(kind), self.ground()
        with self.saved(), clock.stopped(decided_at or clock.now()):
            account = db.session.get_one(Account, by)
            made = deciding.decide(
                Said(
                    kind_id,
                    next(role.department_id or 0 for role in account.roles if role.department_id),
                    ground_id,
                    text,
                    amount,
                    reason="Beløbet var forkert." if replaces else "",
                ),
                self._about(citizen, at, conversation, account),
                by=account,
                replaces=db.session.get_one(Decision, replaces) if replaces else None,
                request=db.session.get_one(DecisionRequest, request) if request else None,
            )
            return made.id

    def request(
        self,
        citizen: int,
        *,
        by: int,
        to: int,
        at: str = "Regnbuen",
        conversation: int | None = None,
        kind: str = BENEFIT,
        text: str = "Han mangler vintertøj.",
    ) -> int:
        """A colleague is asked for a decision; answers with its id."""
        kind_id = self.kind(kind)
        with self.saved():
            account = db.session.get_one(Account, by)
            about = self._about(citizen, at, conversation, account)
            return deciding.ask(kind_id, to, text, about, by=account).id

    def definition(self, *, by: int, indicator: str = "waiting") -> int:
        """A proposal that a team was heard about; answers with its id."""
        with self.saved():
            account = db.session.get_one(Account, by)
            proposed = defining.propose(indicator, "Vi siger 90 af 100.", by=account, setting=90)
            db.session.flush()
            defining.note_heard(proposed, "SKP", clock.today(), "", by=account)
            return proposed.id

    def around_a_session(self, citizen: int, *, by: int) -> dict[str, int]:
        """One of everything that comes from sessions, talks and decisions, by the names that addresses use; the
        caseworker is called karim, and a colleague kim.
        """
        karim, kim = (self.account(name, Role.CASEWORKER) for name in ("karim", "kim"))
        self.department("Borgerservice")
        row = self.competence()
        session = self.session(team=(karim,))
        unnamed = self.visit(session, by=by, taken_by=karim)
        visit = self.visit(session, by=by, citizen=citizen, taken_by=karim)
        return {
            "casework_session_id": session,
            "session_series_id": self.series(team=(karim,)),
            "visit_request_id": self.visit_request(by=by),
            "visit_id": unnamed,
            "conversation_id": self.conversation(visit, by=karim),
            "competence_id": row,
            "decision_kind_id": self.kind(),
            "decision_ground_id": self.ground(),
            "decision_id": self.decision(citizen, by=karim),
            "decision_request_id": self.request(citizen, by=karim, to=kim),
            "consent_id": self.consent(citizen, by=by, to=("Jobcenter",), source=("Regnbuen",)),
            "consent_age_id": 1,
            "hotline_call_id": self.call("Hvordan får Ib pas?", by=by),
            "job_interview_follow_up_id": self.interview(citizen, by=by),
            "addiction_course_id": self.wish(by=by, citizen=citizen),
            "centre_offer_id": self.offer("NADA", by=by),
        }

    def _about(self, citizen: int, at: str, conversation: int | None, by: Account) -> About:
        return About(
            db.session.get_one(Citizen, citizen),
            db.session.get_one(Centre, self.centre[at]),
            self._controller(by, Act.DECIDE, at),
            db.session.get_one(Conversation, conversation) if conversation else None,
        )

    def pool(self, ore: int = 10_000_000, *, year: int | None = None) -> dict[str, int]:
        """A year's pool of so many øre, out of which a little was granted and paid; its id, a line's and a grant's."""
        leader = self.account(f"puljens-{uuid.uuid4().hex[:6]}", Role.LEADER, at=())
        with self.saved():
            by = db.session.get_one(Account, leader)
            pool = ledger.open_year(year or clock.today().year, budget_ore=ore, frame_ore=ore, by=by)
            line = ledger.grant(pool, 1000, grant_ref=BIGGEST_ID, by=by)
            ledger.pay(BIGGEST_ID, 100, by=by)
            return {"pool": pool.id, "pool_entry": line.id, "grant": BIGGEST_ID}

    def operator(self, name: str) -> int:
        """The id of the operator of this name."""
        with self.app.app_context():
            return db.session.scalars(sa.select(Operator.id).where(Operator.name == name)).one()

    def released(self, code: str) -> int:
        """A closed period of which one table alone is released; answers with its id."""
        period = Period.named(code)
        with self.saved():
            counted = releasing.tables(period, [indicators.ALL["citizens"]], lambda _done, _steps: None)
            row = ClosedPeriod(code=code)
            db.session.add(row)
            return releasing.store(row, releasing.mask(period, counted, [], []), None).closed_period_id

    def job(self, kind: JobKind, code: str, *, by: int | None = None) -> int:
        """Long work that was asked for and not yet begun; answers with its id."""
        with self.saved():
            account = db.session.get_one(Account, by) if by else None
            return jobs.ask(kind, Period.named(code), account)[0].id

    def closed(self, code: str, *, by: int | None = None) -> int:
        """A closed period, its tables released; answers with its id."""
        with self.saved():
            account = db.session.get_one(Account, by) if by else None
            return releasing.close(Period.named(code), account, lambda _done, _steps: None).closed_period_id

    def contacts(self) -> list[Contact]:
        """Every contact there is."""
        with self.app.app_context():
            return list(db.session.scalars(sa.select(Contact).order_by(Contact.id)))

    def _department(self, name: str) -> Department:
        found = db.session.scalar(sa.select(Department).where(Department.name == name))
        if found is not None:
            return found
        municipality = db.session.scalars(sa.select(Operator).where(Operator.name == "Kommunen")).one()
        made = Department(name=name, operator=municipality)
        db.session.add(made)
        db.session.flush()
        return made

    def _controller(self, account: Account, act: Act, centre: str) -> int:
        return controller_at(self.person(account), act, self.centre[centre])
