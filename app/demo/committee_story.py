"""The demo's committee: its pool, criteria in two versions, what it decided, and a meeting that is going on today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from app import clock
from app.accounts.models import Account
from app.applications import drafting as applying
from app.applications import sending
from app.applications.application import Line, Said
from app.applications.models import Application
from app.centres.models import Centre
from app.committee import deciding, drafting, meetings, seats, voting
from app.committee.ballot import Choice
from app.committee.criteria import Kind
from app.committee.deciding import Decided, checked
from app.committee.decision import Outcome
from app.committee.drafting import Rule
from app.committee.meeting import MeetingStep
from app.committee.meetings import Planned
from app.committee.models import AgendaPoint, CommitteeMeeting, CommitteeSeat, CriteriaVersion
from app.committee.seats import Seated
from app.db import db
from app.pool import ledger
from app.pool import queries as pools

POOL = 10_000_000
SET_ASIDE = 1_800_000
FIRST_MEETING, SECOND_MEETING = 170, 88
"""Days ago."""
FOR, AGAINST, NEITHER = Choice

SEATS = (
    ("Bo Andersen", "Regnbuen", 0, "bo"),
    ("Ole T.", "Kolibrien", 0, None),
    ("Jytte", "BorgerCafeen", 0, None),
    ("Frede S.", "Brugerhuset", 0, None),
    ("Vibeke", "Parasollen", 0, None),
    ("Knud", "Regnbuen", 1, None),
    ("Rita", "Kolibrien", 2, None),
)
FIRST_RULES = (
    Rule(Kind.CITIZENS_APPLY, "Borgere søger og står for det selv"),
    Rule(Kind.PEOPLE_AT_LEAST, "Det er for en gruppe på mindst 3", 3),
    Rule(Kind.JUDGED, "Prisen er rimelig"),
)
SECOND_RULES = (
    FIRST_RULES[0],
    Rule(Kind.PEOPLE_AT_LEAST, "Det er for en gruppe på mindst 4", 4),
    Rule(Kind.PROGRESSION_WRITTEN, "Man kan noget nyt bagefter"),
    Rule(Kind.ASKED_AT_MOST, "Højst 25.000 kr. til det samme", 2_500_000),
    FIRST_RULES[2],
)


@dataclass(frozen=True)
class Asked:
    """An application of the story: what, who and how much (kroner), line by line."""

    title: str
    centre: str
    applicants: str
    what: str
    progression: str
    roles: str
    people: int
    lines: tuple[tuple[str, int], ...]
    helper: str = ""


GARDEN = Asked(
    "Havelodder bag huset",
    "Brugerhuset",
    "Sanne og Skakspilleren",
    "Vi graver tre bede og dyrker grønt til køkkenet.",
    "Så, passe og høste grønt. Lave mad af det.",
    "Sanne køber frø. De andre graver på skift.",
    6,
    (("Redskaber", 7_400), ("Frø og jord", 4_800)),
)
BICYCLES = Asked(
    "Cykelværksted om tirsdagen",
    "BorgerCafeen",
    "Fiskeren og Lilli",
    "Vi reparerer gamle cykler og giver dem videre.",
    "Lappe en cykel. Skifte bremser. Vise det til andre.",
    "Fiskeren har nøglen. Lilli holder styr på værktøjet.",
    8,
    (("Værktøj", 14_000), ("Reservedele", 6_000)),
)
CHOIR = Asked(
    "Kor for alle",
    "Regnbuen",
    "Grethe, Kurt og Maja",
    "Vi synger sammen hver torsdag i et halvt år.",
    "Turde synge for andre. Lære tyve sange.",
    "Kurt leder. Grethe laver kaffe. Maja skriver sange af.",
    15,
    (("Korleder, 20 gange", 16_000), ("Noder", 3_000)),
)
CINEMA = Asked(
    "Biograftur",
    "Kolibrien",
    "Maleren",
    "Vi vil gerne se en film sammen.",
    "",
    "Maleren bestiller billetter.",
    4,
    (("Billetter", 480),),
)
PICTURES = Asked(
    "Udstilling af vores billeder",
    "Kolibrien",
    "Maleren og Pigen med cyklen",
    "Vi hænger vores billeder op i byen.",
    "Lave en udstilling fra start til slut.",
    "Vi hænger op og passer den på skift.",
    5,
    (("Rammer", 3_900), ("Leje af lokale", 2_500)),
)
SUPPER = Asked(
    "Fællesspisning om onsdagen",
    "Kolibrien",
    "Bodil og Frede fra Kolibrien",
    "Lave varm mad sammen hver onsdag i ti uger. De køber ind, laver mad og spiser sammen på Kolibrien.",
    "Lave fem billige retter selv. Lægge et madbudget for en uge. Stå for en middag.",
    "Bodil køber ind. Frede laver madplan. Alle rydder op.",
    12,
    (("Mad, 10 gange 600 kr.", 6_000), ("Gryder og knive", 1_650), ("Bus for dem fra Regnbuen", 800)),
    "Tom R.",
)
GAMES = Asked(
    "Brætspilscafé",
    "Parasollen",
    "Viggo og Hende med hatten",
    "Vi spiller brætspil to aftener om måneden og tager nye med.",
    "Lære andre et spil. Tage imod nye.",
    "Viggo åbner. De andre skiftes til at lære fra sig.",
    10,
    (("Spil", 2_400), ("Kaffe og kage", 900)),
)
TACKLE = Asked(
    "Fisketur til fjorden",
    "BorgerCafeen",
    "Ham fra havnen",
    "En dag ved fjorden med stænger og bål.",
    "Binde en krog. Rense en fisk.",
    "Ham fra havnen viser hvordan.",
    3,
    (("Bus", 1_800), ("Grej", 2_200)),
)


class Committee:
    """The committee's year as it is being told."""

    def __init__(self, accounts: Mapping[str, Account], centres: Mapping[str, Centre]) -> None:
        self.accounts, self.centres = accounts, centres
        self.by, self.leader = accounts["tom"], accounts["lene"]
        self.seats: list[CommitteeSeat] = []

    def given(self, today: date) -> None:
        """The seats, and a pool for every year of the story."""
        began = today - timedelta(days=FIRST_MEETING + 20)
        for name, centre, place, username in SEATS:
            account = self.accounts[username].id if username else None
            seated = Seated(name, self.centres[centre].id, place, began, began + timedelta(days=730), account)
            self.seats.append(seats.give(seated, by=self.by))
        db.session.flush()
        for year in sorted({began.year, today.year}):
            with clock.stopped(clock.at(max(began, date(year, 1, 2)), time(9))):
                ledger.open_year(year, budget_ore=POOL, frame_ore=POOL, by=self.leader)

    def applied(self, asked: Asked, on: date) -> Application:
        """A group applies, on that day."""
        with clock.stopped(clock.at(on, time(11, 20))):
            application, _words = applying.begin(self.centres[asked.centre], asked.title)
            first = on + timedelta(days=40)
            lines = [Line(text, 100 * kroner) for text, kroner in asked.lines]
            said = Said(
                title=asked.title,
                applicants=asked.applicants,
                helper=asked.helper,
                what=asked.what,
                for_whom="Alle kan være med.",
                people=asked.people,
                where_held=asked.centre,
                from_on=first,
                to_on=first + timedelta(days=70),
                progression=asked.progression or "Det ved vi ikke endnu.",
                roles=asked.roles,
                other_support="",
                lines=lines,
            )
            sending.send(application, said)
        return application

    def opened(self, *about: Application | CriteriaVersion, absent: int = 0) -> CommitteeMeeting:
        """A meeting of this day, with everybody but so many of the members."""
        meeting = meetings.plan(Planned(clock.today(), time(13, 0), "Regnbuen, det store rum"), by=self.by)
        db.session.flush()
        for one in about:
            meetings.take_up(meeting, one)
        meetings.take(meeting, MeetingStep.OPEN, by=self.by)
        for seat in self.seats[absent:]:
            meetings.came(meeting, seat)
        return meeting

    def voted(self, point: AgendaPoint, ore: int | None, *choices: Choice, conditions: str = "") -> None:
        """They raise their hands."""
        ballot = voting.open_ballot(point, proposed_ore=ore, conditions=conditions, by=self.by)
        db.session.flush()
        for voter, choice in zip(ballot.voters, choices, strict=False):
            seat = next(one for one in self.seats if one.id == voter.seat_id)
            voting.mark_hand(ballot, seat, choice, by=self.by)
        voting.close(ballot, by=self.by)

    def decided(self, point: AgendaPoint, outcome: Outcome, words: str = "") -> None:
        """It is written down."""
        criteria = checked(point.application) if point.application else []
        judged = {one.id: outcome is not Outcome.DECLINED for one, _met in criteria}
        deciding.decide(point, Decided(outcome, judged, words), by=self.by)


def tell(accounts: Mapping[str, Account], centres: Mapping[str, Centre]) -> int:
    """Tell it; answers with how many meetings there are."""
    db.session.flush()
    told, today = Committee(accounts, centres), clock.today()
    told.given(today)
    _first(told, today - timedelta(days=FIRST_MEETING))
    _second(told, today - timedelta(days=SECOND_MEETING))
    _today(told, today)
    return 3


def _first(told: Committee, on: date) -> None:
    garden = told.applied(GARDEN, on - timedelta(days=12))
    with clock.stopped(clock.at(on, time(13, 2))):
        meeting = told.opened(drafting.begin(FIRST_RULES, by=told.by), garden)
        rules, first = meeting.points
        told.voted(rules, None, FOR, FOR, FOR, FOR, NEITHER)
        told.decided(rules, Outcome.ADOPTED)
        told.voted(first, garden.asked_ore, FOR, FOR, FOR, AGAINST, FOR)
        told.decided(first, Outcome.FULL, "Dejligt, at I deler det, I dyrker.")
        meetings.take(meeting, MeetingStep.CLOSE, by=told.by)
        ledger.pay(garden.id, garden.asked_ore, by=told.by, reason="Redskaber, frø og jord")


def _second(told: Committee, on: date) -> None:
    bicycles, choir, cinema, pictures = (
        told.applied(one, on - timedelta(days=9)) for one in (BICYCLES, CHOIR, CINEMA, PICTURES)
    )
    with clock.stopped(clock.at(on, time(13, 3))):
        meeting = told.opened(drafting.begin(SECOND_RULES, by=told.by), bicycles, choir, cinema, pictures, absent=1)
        rules, first, second, third, fourth = meeting.points
        told.voted(rules, None, FOR, FOR, FOR, FOR, FOR)
        told.decided(rules, Outcome.ADOPTED)
        told.voted(first, bicycles.asked_ore, AGAINST, FOR, AGAINST, NEITHER, AGAINST)
        told.voted(first, 1_500_000, FOR, FOR, FOR, FOR, NEITHER, conditions="låne det store værktøj af byen")
        told.decided(first, Outcome.PART, "Vi vil gerne hjælpe jer i gang.")
        voting.declare_interest(second, told.seats[5], by=told.by)
        told.voted(second, choir.asked_ore, FOR, FOR, AGAINST, FOR, FOR)
        told.decided(second, Outcome.FULL, "Vi glæder os til at høre jer.")
        told.voted(third, cinema.asked_ore, AGAINST, AGAINST, FOR, AGAINST, AGAINST)
        told.decided(
            third, Outcome.DECLINED, "En tur er god, men vores penge er til noget, man lærer af. Søg gerne igen."
        )
        told.decided(fourth, Outcome.ASKED, "Hvor skal billederne hænge, og hvem passer på dem?")
        meeting.remarks = "Næste møde er efter efterårsferien. Rita laver kage."
        meetings.take(meeting, MeetingStep.CLOSE, by=told.by)
        ledger.pay(bicycles.id, 600_000, by=told.by, reason="Værktøj")


def _today(told: Committee, today: date) -> None:
    asked = [
        told.applied(one, today - timedelta(days=5 + number)) for number, one in enumerate((SUPPER, GAMES, TACKLE))
    ]
    pool = pools.of_year(today.year)
    if pool is not None:
        ledger.reserve(pool, SET_ASIDE, by=told.leader, reason="Sommerturen, som udvalget har lovet")
    meeting = told.opened(*asked)
    supper = meeting.points[0]
    ballot = voting.open_ballot(supper, proposed_ore=asked[0].asked_ore, by=told.by)
    db.session.flush()
    voting.mark_hand(ballot, told.seats[2], FOR, by=told.by)
