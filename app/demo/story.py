"""Loading the demo: the places, the people who sign in, the years 2014-2016, and a week around today."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from app import clock
from app.access import Act, SessionKind
from app.accounts.models import Account, RoleHeld
from app.accounts.password import hashed
from app.accounts.permissions import controller_at
from app.accounts.role import Held, Person, Role
from app.centres.models import Centre, Department, Effort, Operator, OperatorKind
from app.citizens import queries as citizens
from app.citizens import register
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import Citizen, IncomeSource
from app.citizens.reading import Information
from app.citizens.register import Details
from app.db import db
from app.demo import people, population
from app.installation import Origin, mark
from app.outreach import recording
from app.outreach.contact import Kind, Place, Talk

SEED = 2016
HOSTS = (Role.CENTRE_WORKER, Role.SKP_WORKER)
BEGAN_ON = date(2014, 10, 1)
LIVING_DAYS = 7

NOTES = (
    ("Har fået brev om huslejen. Vi læste det sammen og ringede til boligforeningen.", Information.GENERAL),
    ("Vil gerne have hjælp til at ordne sit digitale id i næste uge.", Information.GENERAL),
    ("Sover dårligt og har ikke været hos lægen længe. Vil gerne følges derhen.", Information.HEALTH),
    ("Er begyndt at tale om at drikke mindre. Vil gerne møde Ole, når han er her.", Information.ADDICTION),
    ("Mangler penge til medicin i denne måned.", Information.GENERAL),
    ("Har en bøde, der skal betales af. Bange for at blive hentet.", Information.CRIME),
    ("Hjalp til i køkkenet hele formiddagen og var stolt af det.", Information.GENERAL),
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
        db.session.add_all(Effort(name=name) for name in people.EFFORTS)
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

    def _controller(self, by: Account, centre: Centre) -> int:
        held = tuple(Held(role.role, role.centre_id, role.controller_id) for role in by.roles)
        return controller_at(Person(by.id, SessionKind.STAFF, held), Act.RECORD_CONTACT, centre.id)


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
    db.session.commit()


def _day_between(first: date, last: date, chance: random.Random) -> date:
    return first + timedelta(days=chance.randint(0, (last - first).days))
