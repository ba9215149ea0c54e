"""Loading the demo: the places, the people who sign in, the years 2014-2016, and a week around today."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from app import clock, log
from app.access import Act
from app.accounts.models import Account, RoleHeld
from app.accounts.password import hashed
from app.accounts.permissions import controller_at
from app.accounts.role import Role
from app.centres.models import Centre, Department, Effort, NotifyContact, Operator, OperatorKind
from app.citizens import children, links, register, standings
from app.citizens import queries as citizens
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import Citizen, IncomeSource, Note
from app.citizens.reading import Information
from app.citizens.register import Details
from app.citizens.standing import SAFETY_USUALLY_MONTHS, Status, months_after
from app.db import db
from app.demo import applied, calls_story, committee_story, decided, defined, people, plan, population, together
from app.demo.sessions import WEEKS, Sessions, person_of
from app.followups import arranging
from app.followups import recording as agreeing
from app.followups.cover import Span
from app.hours.views import set_hours
from app.installation import Origin, mark
from app.journal import queries as journal
from app.journal import recording as journal_recording
from app.mentoring import keeping
from app.mentoring.keeping import Terms
from app.monitoring import published, releasing
from app.outreach import bridges, correcting, recording
from app.outreach.bridge import Destination, Sent, State
from app.outreach.contact import Kind, Place, Talk
from app.outreach.models import Bridge, Contact
from app.period import Period
from app.volunteers.models import Helper, HelperKind

SEED = 2016
HOSTS = (Role.CENTRE_WORKER, Role.SKP_WORKER)
BEGAN_ON = date(2014, 10, 1)
LIVING_DAYS = 7
CLOSED = (Period.quarter(2016, 2), Period.quarter(2016, 3), Period(published.FIRST, published.LAST))
"""The steering group has figures from the first day: of two quarters, and of the period of the source."""

NOTES = (
    ("Har fået brev om huslejen. Vi læste det sammen og ringede til boligforeningen.", Information.GENERAL),
    ("Vil gerne have hjælp til at ordne sit digitale id i næste uge.", Information.GENERAL),
    ("Sover dårligt og har ikke været hos lægen længe. Vil gerne følges derhen.", Information.HEALTH),
    ("Er begyndt at tale om at drikke mindre. Vil gerne møde Ole, når han er her.", Information.ADDICTION),
    ("Mangler penge til medicin i denne måned.", Information.GENERAL),
    ("Har en bøde, der skal betales af. Bange for at blive hentet.", Information.CRIME),
    ("Hjalp til i køkkenet hele formiddagen og var stolt af det.", Information.GENERAL),
)

AGREED = (
    "Ring til boligforeningen om huslejen",
    "Gå med til samtale i jobcentret",
    "Spørg, hvordan det gik hos tandlægen",
    "Hjælp med at bestille nyt pas",
    "Følg til banken",
    "Find et tidspunkt med kontaktpersonen",
    "Aftal en kop kaffe i huset",
)
AGREED_IN = (-2, 0, 4, 12)
"""Days from today."""
AGREED_BY_VISITORS = (
    ("karim", "Send brevet, og ring bagefter"),
    ("jens", "Se, om pengene er kommet"),
    ("gitte", "Tag en vægt med næste gang"),
)


class Story:
    """The demo as it is being told: who is who, and one source of chance, so that every telling is the same."""

    def __init__(self) -> None:
        self.chance = random.Random(SEED)  # noqa: S311 (not for secrets)
        self.centres: dict[str, Centre] = {}
        self.accounts: dict[str, Account] = {}
        self.hosts: dict[str, list[Account]] = {}
        self.sources: dict[str, IncomeSource] = {}
        self.known: dict[str, list[Citizen]] = {}

    def places(self) -> None:
        """Operators, centres, departments and efforts."""
        operators = {
            people.MUNICIPALITY: Operator(name=people.MUNICIPALITY, kind=OperatorKind.MUNICIPALITY),
            people.KFUM: Operator(name=people.KFUM, kind=OperatorKind.PRIVATE),
        }
        for name, town, house, focus, operator in people.CENTRES:
            self.centres[name] = Centre(
                name=name, town=town, house=house, focus=focus, operator=operators[operator], opening_hours=""
            )
        municipality = operators[people.MUNICIPALITY]
        db.session.add_all([*operators.values(), *self.centres.values()])
        db.session.add_all(Department(name=name, operator=municipality) for name in people.DEPARTMENTS)
        db.session.add_all(Effort(name=name, kind=kind) for name, kind in people.EFFORTS)
        db.session.flush()

    def staff(self) -> None:
        """Everybody who can sign in, with one password for all."""
        departments = {one.name: one for one in db.session.query(Department)}
        password_hash = hashed(people.PASSWORD)
        for member in people.STAFF:
            account = Account(username=member.username, name=member.name, password_hash=password_hash)
            for role in (member.role, *member.also):
                for centre in member.centres or (None,):
                    account.roles.append(
                        RoleHeld(
                            role=role,
                            centre=self.centres[centre] if centre else None,
                            department=departments[member.department] if member.department else None,
                            from_on=BEGAN_ON,
                        )
                    )
            db.session.add(account)
            self.accounts[member.username] = account
            if member.role in HOSTS:
                for centre in member.centres:
                    self.hosts.setdefault(centre, []).append(account)
        db.session.flush()

    def years(self) -> int:
        """2014 to 2016, in the order it happened; answers with the number of contacts."""
        self.sources = {key: citizens.income_source(key) for key in population.LIVING_ON}
        invented = population.citizens(self.chance)
        happened = sorted(
            (day, number, turn) for number, one in enumerate(invented) for turn, (day, _) in enumerate(one.talks)
        )
        records: dict[int, Citizen] = {}
        for day, number, turn in happened:
            one = invented[number]
            centre = self.centres[one.centre]
            by = self.chance.choice(self.hosts[one.centre])
            at = self._time_of(day)
            with clock.stopped(at + timedelta(minutes=20)):
                if number not in records:
                    records[number] = self._meet(one.alias, one.full_name, centre, by, one.income, day)
                self._talk(records[number], one.talks[turn][1], centre, by, at, KnownBefore(one.known_before))
        for turn in range(160):
            self._unnamed(
                _day_between(population.FIRST_DAY, population.LAST_DAY, self.chance),
                chance_of_group=turn % 4 == 0,
            )
        return len(happened) + 160

    def week(self) -> int:
        """The last days up to now: contacts of every host, and the heads that were counted."""
        called = population.names(self.chance)
        taken = {citizen.name for known in self.known.values() for citizen in known}
        contacts = 0
        for centre_name, hosts in self.hosts.items():
            centre = self.centres[centre_name]
            for by in hosts:
                for at in self._times_of_the_week():
                    regulars = self.known.get(f"{centre_name} now", [])
                    if (len(regulars) < 28 and self.chance.random() < 0.6) or not regulars:
                        alias, full_name = next(pair for pair in called if (pair[0] or pair[1]) not in taken)
                        with clock.stopped(at):
                            citizen = self._meet(alias, full_name, centre, by, self._some_income(), clock.today())
                        self.known.setdefault(f"{centre_name} now", []).append(citizen)
                    else:
                        citizen = self.chance.choice(regulars)
                    known = KnownBefore(self.chance.choice(["yes", "yes", "no", "unknown"]))
                    with clock.stopped(at + timedelta(minutes=15)):
                        self._talk(
                            citizen,
                            self._some_topics(),
                            centre,
                            by,
                            at,
                            known,
                            note=self.chance.random() < 0.4,
                        )
                    contacts += 1
            for back in range(LIVING_DAYS, 0, -1):
                day = clock.today() - timedelta(days=back)
                if day.weekday() < 5:
                    with clock.stopped(clock.at(day, time(15))):
                        recording.count_heads(self.chance.randint(12, 45), on=day, at=centre, by=hosts[0])
        return contacts

    def mended(self) -> int:
        """What was set right and followed up: contacts corrected and one moved, bridges in every state.

        Answers with the number of bridges. It has a chance of its own, so that the rest of the story stays as it is.
        """
        chance = random.Random(SEED + 12)  # noqa: S311 (not for secrets)
        db.session.flush()
        known = self.known["Regnbuen"]
        for days, citizen, to in ((20, known[0], Destination.HOUSING), (12, known[1], Destination.DOCTOR)):
            with clock.stopped(clock.now() - timedelta(days=days)):
                by, centre = self.accounts["mette"], self.centres["Regnbuen"]
                bridges.record(
                    Sent(to),
                    citizen=citizen,
                    contact=None,
                    at=centre,
                    controller_id=self._controller(by, centre),
                    by=by,
                )
        db.session.flush()
        made = db.session.scalars(sa.select(Bridge).order_by(Bridge.id)).unique().all()
        recent = clock.now() - timedelta(days=LIVING_DAYS + 1)
        for number, bridge in enumerate(made):
            self._follow(bridge, number, chance, old=bridge.recorded_at < recent and bridge.contact_id is not None)
        db.session.flush()
        self._correct_some(recent)
        return len(made)

    def _follow(self, bridge: Bridge, number: int, chance: random.Random, old: bool) -> None:
        """Where to, and what became of it: of years ago everything is known, of this week every state is there."""
        by = next(account for account in self.accounts.values() if account.id == bridge.author_id)
        outcomes = (State.ARRIVED, State.WAITING, State.DID_NOT_ARRIVE, State.WAITING, State.NOT_RELEVANT)
        state = chance.choices(outcomes[::2], weights=[6, 3, 1])[0] if old else outcomes[number % len(outcomes)]
        if bridge.contact_id is not None and (old or number % 4):
            to = chance.choice(list(Destination))
            with clock.stopped(bridge.recorded_at + timedelta(minutes=1)):
                bridges.change(bridge, Sent(to, "Kirkens Korshær" if to is Destination.ANOTHER else ""))
        if bridge.contact_id is not None and state is not State.WAITING:
            with clock.stopped(min(clock.now(), bridge.recorded_at + timedelta(days=chance.randint(1, 9)))):
                why = "Var syg den dag." if state is State.DID_NOT_ARRIVE and number % 2 else ""
                bridges.note_outcome(bridge, state, on=clock.today(), why=why, by=by)

    def _correct_some(self, since: datetime) -> None:
        """Three of Mette's contacts were corrected, and one stood with the wrong person."""
        mette, tom = self.accounts["mette"], self.accounts["tom"]
        question = sa.select(Contact).where(
            Contact.author_id == mette.id, Contact.recorded_at >= since, Contact.citizen_id.is_not(None)
        )
        *wrong, moved = db.session.scalars(question.order_by(Contact.id).limit(4)).all()
        for contact, by, why in zip(
            wrong, (mette, tom, mette), ("", "Vi talte også om bolig.", "Det tog længere tid."), strict=False
        ):
            note = contact.note
            talk = Talk(
                kind=contact.kind,
                topics=contact.wording.topics | {Challenge.HOUSING},
                place=contact.place,
                happened_at=contact.happened_at,
                minutes=60 if contact.minutes != 60 else 30,
                note=note.text if note else "Skrevet til bagefter: vil gerne ses igen i næste uge.",
                information=note.information if note else Information.GENERAL,
            )
            with clock.stopped(min(clock.now(), contact.recorded_at + timedelta(minutes=40))):
                correcting.correct(contact, talk, at=contact.centre, by=by, reason=why)
        right = next(one for one in self.known["Regnbuen now"] if one.id != moved.citizen_id)
        with clock.stopped(min(clock.now(), moved.recorded_at + timedelta(minutes=50))):
            correcting.move(moved, to=right, people=1, by=tom, reason="Stod hos den forkerte.")

    def agreed(self) -> int:
        """What is to be followed up: something late, today and coming for everybody; Tom covers for Lis, and Jens'
        tasks have gone to Karim.
        """
        made = 0
        for centre_name, hosts in self.hosts.items():
            regulars = self.known.get(f"{centre_name} now") or self.known[centre_name]
            for by in hosts:
                for due_in, text in zip(AGREED_IN, self.chance.sample(AGREED, len(AGREED_IN)), strict=True):
                    self._agree(text, due_in, centre_name, by, self.chance.choice(regulars))
                    made += 1
            self._agree("Køb kaffe og kartofler", 0, centre_name, hosts[0], None, anybodys=True)
            made += 1
        for username, text in AGREED_BY_VISITORS:
            for due_in in (-1, 0, 3):
                regulars = self.known["Regnbuen now"]
                self._agree(text, due_in, "Regnbuen", self.accounts[username], self.chance.choice(regulars))
                made += 1
        today = clock.today()
        lis, tom, frank = (self.accounts[name] for name in ("lis", "tom", "frank"))
        away = Span(lis.id, tom.id, today, today + timedelta(days=9))
        arranging.cover(away, by=frank, person=person_of(frank))
        jens, karim, lene = (self.accounts[name] for name in ("jens", "karim", "lene"))
        arranging.hand_over(jens.id, karim.id, by=lene, person=person_of(lene))
        return made

    def _agree(
        self, text: str, due_in: int, centre_name: str, by: Account, citizen: Citizen | None, anybodys: bool = False
    ) -> None:
        """Agreed some days before it is due, at the latest now."""
        due_on = clock.today() + timedelta(days=due_in)
        agreed_on = min(due_on, clock.today()) - timedelta(days=2)
        centre = self.centres[centre_name]
        with clock.stopped(clock.at(agreed_on, time(10, 20))):
            agreeing.agree(
                text,
                due_on=due_on,
                citizen=citizen,
                at=centre,
                controller_id=self._controller(by, centre, Act.FOLLOW_UP),
                responsible_id=None if anybodys else by.id,
                by=by,
            )

    def register(self) -> None:
        """What happens to records: two of one person, one not to be visited alone, a protected name, a closed one.

        Only people of the last days, so that the published figures of 2014-2016 stay as they are.
        """
        place, other_place = self.centres["Regnbuen"], self.centres["BorgerCafeen"]
        by, today = self.accounts["lis"], clock.today()
        here, there = self.known["Regnbuen now"], self.known["BorgerCafeen now"]
        named = next(one for one in here if one.full_name)
        rest = [one for one in here if one is not named]
        db.session.flush()
        links.link(rest[0], there[0], reason="Fortalte selv, at det er hende, de kender i byen.", by=by)
        until = months_after(today, SAFETY_USUALLY_MONTHS)
        standings.warn(rest[1], "Stor hund, ring først.", until=until, at=place, by=by)
        standings.protect(named, on=today - timedelta(days=20), at=place, by=by)
        standings.change_status(
            rest[2], Status.CLOSED, on=today, reason="Har fået arbejde og kommer ikke mere.", at=place, by=by
        )
        standings.change_status(there[1], Status.MOVED, on=today, reason="", moved_to="Odense", at=other_place, by=by)

    def _comes(self, citizen: Citizen, centre: Centre) -> bool:
        """Whether the record is still open and stands at this centre; one that was linked stands nowhere."""
        return citizen.status is Status.OPEN and centre.id in citizen.centre_ids

    def agreements(self) -> int:
        """Mentor agreements of the hosts, SKP hours of every centre, and those who help; answers with how many."""
        jobcentre = db.session.scalars(sa.select(Department).where(Department.name == "Jobcenter")).one()
        today = clock.today()
        leader = self.accounts["lene"]
        made = 0
        for name, centre in self.centres.items():
            now, before = people.SKP_HOURS[name]
            with clock.stopped(clock.at(BEGAN_ON, time(9))):
                set_hours(centre, before, BEGAN_ON, leader.id)
            with clock.stopped(clock.at(date(today.year - 1, 12, 1), time(9))):
                set_hours(centre, now, date(today.year, 1, 1), leader.id)
            regulars = [one for one in self.known.get(f"{name} now", []) if self._comes(one, centre)]
            for turn, by in enumerate(self.hosts[name]):
                for place, citizen in enumerate(regulars[turn * 3 : turn * 3 + 3]):
                    began = today - timedelta(weeks=4 + 5 * place)
                    ends = today + timedelta(days=11) if place == 0 else began + timedelta(weeks=26)
                    terms = Terms(by.id, centre.id, jobcentre.id, (120, 150, 60)[place], began, ends)
                    with clock.stopped(clock.at(began, time(10))):
                        keeping.make(citizen, terms, by)
                    made += 1
        for name, kind, helps_with, at in people.HELPERS:
            by = self.hosts[at][0]
            began = today - timedelta(weeks=self.chance.randint(2, 60))
            with clock.stopped(clock.at(began, time(11))):
                helper = Helper(
                    centre=self.centres[at],
                    name=name,
                    kind=kind,
                    helps_with=helps_with,
                    contact=by,
                    from_on=began,
                    to_on=began + timedelta(weeks=13) if kind is HelperKind.ACTIVATION else None,
                    recorded_by_id=by.id,
                    recorded_at=clock.now(),
                )
                db.session.add(helper)
                log.created(helper)
            made += 1
        return made

    def incomplete(self) -> int:
        """People who were met this week and not asked everything yet; answers with how many."""
        met = 0
        for name, aliases in people.NOT_ASKED.items():
            centre, by = self.centres[name], self.hosts[name][0]
            for turn, alias in enumerate(aliases):
                at = clock.at(clock.today() - timedelta(days=turn + 1), time(9 + turn % 6, 20))
                with clock.stopped(at):
                    citizen = register.record(
                        Details(alias=alias), at=centre, controller_id=self._controller(by, centre), by=by
                    )
                    if turn % 2:
                        source = self.sources[self._some_income()]
                        register.note_income(citizen, source, on=clock.today(), at=centre, by=by)
                with clock.stopped(at + timedelta(minutes=15)):
                    known = KnownBefore.NO if turn % 3 == 2 else None
                    self._talk(citizen, self._some_topics(), centre, by, at, known)
                met += 1
        return met

    def children(self) -> None:
        """Whom the municipality's staff call, and three homes with children; the private operator has named nobody."""
        municipality = db.session.query(Operator).filter_by(name=people.MUNICIPALITY).one()
        db.session.add(
            NotifyContact(
                operator_id=municipality.id,
                who="Børne- og familievagten",
                phone="70 00 00 00",
                from_on=BEGAN_ON,
                author_id=self.accounts["anders"].id,
            )
        )
        for centre_name, hosts in list(self.hosts.items())[:3]:
            known = self.known.get(f"{centre_name} now", [])
            for citizen in known[:1]:
                with clock.stopped(citizen.recorded_at + timedelta(hours=1)):
                    children.note(citizen, there=True, at=self.centres[centre_name], by=hosts[0])

    def journal(self) -> None:
        """What waits for the journal of record at each centre, and what went out from the first a few days ago."""
        for number, (centre_name, hosts) in enumerate(self.hosts.items()):
            by, centre = hosts[0], self.centres[centre_name]
            noted = db.session.scalars(
                sa.select(Contact)
                .join(Note, Note.contact_id == Contact.id)
                .where(Contact.author_id == by.id, Contact.centre_id == centre.id, Contact.citizen_id.is_not(None))
                .order_by(Contact.happened_at.desc())
                .limit(4)
            ).all()
            if number == 0 and noted:
                with clock.stopped(noted[-1].recorded_at + timedelta(hours=1)):
                    journal_recording.mark(noted[-1], by=by)
                    place = (centre.id, noted[-1].controller_id)
                    journal_recording.send(journal.waiting(person_of(by), place), at=place, by=by)
            for contact in noted[:2]:
                journal_recording.mark(contact, by=by)

    def _meet(self, alias: str, full_name: str, centre: Centre, by: Account, income: str, day: date) -> Citizen:
        details = Details(
            alias=alias,
            full_name=full_name,
            phone=f"{self.chance.randint(20, 29)} 00 {self.chance.randint(10, 99)} 00" if full_name else "",
            may_be_called=bool(full_name) and self.chance.random() < 0.7,
            reason="Ville gerne kunne blive ringet op." if full_name else "",
        )
        citizen = register.record(details, at=centre, controller_id=self._controller(by, centre), by=by)
        register.note_income(citizen, self.sources[income], on=day, at=centre, by=by)
        self.known.setdefault(centre.name, []).append(citizen)
        return citizen

    def _talk(
        self,
        citizen: Citizen | None,
        topics: frozenset[Challenge],
        centre: Centre,
        by: Account,
        at: datetime,
        known_before: KnownBefore | None = None,
        note: bool = False,
        people_met: int = 1,
    ) -> None:
        text, information = self.chance.choice(NOTES) if note else ("", Information.GENERAL)
        talk = Talk(
            kind=self.chance.choice(list(Kind)),
            topics=topics,
            place=self.chance.choices(list(Place), weights=[60, 12, 10, 5, 10, 3])[0],
            happened_at=at,
            minutes=self.chance.choice([5, 15, 15, 15, 30, 30, 60]),
            people=people_met,
            known_before=known_before,
            note=text,
            information=information,
        )
        recording.record(talk, citizen=citizen, at=centre, controller_id=self._controller(by, centre), by=by)

    def _unnamed(self, day: date, chance_of_group: bool) -> None:
        name = self.chance.choice(list(self.hosts))
        by = self.chance.choice(self.hosts[name])
        at = self._time_of(day)
        with clock.stopped(at + timedelta(minutes=20)):
            size = self.chance.randint(3, 12) if chance_of_group else 1
            self._talk(None, self._some_topics(), self.centres[name], by, at, people_met=size)

    def _some_topics(self) -> frozenset[Challenge]:
        weights = [population.HAVING[one] for one in Challenge]
        return frozenset(self.chance.choices(list(Challenge), weights=weights, k=self.chance.randint(1, 3)))

    def _some_income(self) -> str:
        keys = list(population.LIVING_ON)
        return self.chance.choices(keys, weights=[population.LIVING_ON[key] for key in keys])[0]

    def _time_of(self, day: date) -> datetime:
        return clock.at(day, time(self.chance.randint(9, 15), self.chance.choice([0, 10, 20, 35, 50])))

    def _times_of_the_week(self) -> list[datetime]:
        """Five or so contacts on each weekday of the last week, and those of today that can have happened by now."""
        times = []
        for back in range(LIVING_DAYS, -1, -1):
            day = clock.today() - timedelta(days=back)
            if day.weekday() < 5 or back == 0:
                times += [self._time_of(day) for _ in range(self.chance.randint(4, 6))]
        return sorted(at for at in times if at + timedelta(minutes=15) <= clock.now())

    def _controller(self, by: Account, centre: Centre, act: Act = Act.RECORD_CONTACT) -> int:
        return controller_at(person_of(by), act, centre.id)


def load() -> Iterator[str]:
    """Tell the whole story in one transaction; answers with a line of progress after each part."""
    story = Story()
    story.places()
    story.staff()
    mark(Origin.DEMO)
    yield f"Demo: {len(people.CENTRES)} centres, {len(people.STAFF)} sign-ins"
    with db.session.no_autoflush:
        yield f"Demo: {population.CITIZENS} citizens, {story.years()} contacts of 2014-2016"
        yield f"Demo: {story.week()} contacts of the last days"
        yield f"Demo: {story.mended()} bridges, some contacts corrected and one moved"
        yield f"Demo: {story.agreed()} follow-ups"
        yield f"Demo: {story.agreements()} mentor agreements and helpers, SKP hours of every centre"
        yield f"Demo: {plan.load(story.centres, story.accounts)} sessions planned"
        story.register()
        yield f"Demo: {story.incomplete()} people who were not asked everything yet"
        story.children()
        story.journal()
        yield calls_story.tell(story)
        yield f"Demo: {committee_story.tell(story.accounts, story.centres)} meetings of the committee"
        yield f"Demo: {decided.tell(story.accounts, story.centres, story.known)} decisions within the competence plan"
        yield applied.tell(story.centres, story.accounts)
        yield f"Demo: {defined.tell(story.accounts)} definitions proposed, one of them adopted"
    yield together.tell(story.centres, story.accounts)
    yield f"Demo: {Sessions().weeks()} conversations at sessions of the last {WEEKS} weeks"
    db.session.commit()


def close() -> Iterator[str]:
    """Close the periods of the demo, once everything is there that is counted. Commits."""
    leader = db.session.scalars(sa.select(Account).where(Account.username == "lene")).one()
    for period in CLOSED:
        releasing.close(period, leader, lambda _done, _steps: None)
    yield f"Demo: {len(CLOSED)} periods closed and released to the steering group"


def _day_between(first: date, last: date, chance: random.Random) -> date:
    return first + timedelta(days=chance.randint(0, (last - first).days))
