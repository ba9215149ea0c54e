"""What citizens do for each other in the demo: activities that run and one that is over, a workshop that was held and
one that comes, and what hangs at every centre. All of it is made by the steps that people take.
"""

from collections.abc import Mapping
from datetime import date, time, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from app import clock, picture
from app.accounts.models import Account
from app.activities import paying, queries, running, starting
from app.activities.models import Activity
from app.activities.running import Report
from app.applications import drafting, sending, steps
from app.applications.application import Line, Said, State
from app.applications.code import hashed
from app.centres.models import Centre
from app.db import db
from app.peers import hanging
from app.peers.hanging import Said as HungUp
from app.peers.peer_offer import Kind
from app.pool import ledger
from app.pool import queries as pools
from app.workshops import holding
from app.workshops import queries as rooms
from app.workshops.models import Workshop, WorkshopIdea
from app.workshops.workshop import Round, Stage

GROUP_WORDS = "kor sang fugl"
"""With these everybody may open the choir's plan."""
BUDGET = 12_000_000
"""Øre, where the year has no pool yet."""

CHOIR = Said(
    title="Kor om mandagen",
    applicants="Lilli\nFiskeren\nMaja",
    helper="Mette Lund",
    what="Vi synger sammen en gang om ugen og holder en lille koncert til sidst.",
    for_whom="Alle, der har lyst til at synge. Man behøver ikke kunne noder.",
    people=10,
    where_held="Den store stue i Regnbuen",
    from_on=date(2026, 1, 1),
    to_on=date(2026, 1, 1),
    progression="Vi tør synge for andre.",
    roles="Står for kaffe og kage\nFinder sangene\nTager imod nye\nSætter stole frem",
    other_support="",
    lines=(Line("Sangbøger", 120_000), Line("Kaffe og kage", 80_000), Line("Leje af klaver", 100_000)),
)
GARDEN = Said(
    title="Køkkenhave i gården",
    applicants="Svend\nAnna",
    helper="",
    what="Vi bygger tre kasser og dyrker kartofler og urter.",
    for_whom="Alle i BorgerCafeen.",
    people=6,
    where_held="Gården bag BorgerCafeen",
    from_on=date(2026, 1, 1),
    to_on=date(2026, 1, 1),
    progression="Vi kan bygge en kasse og passe planter.",
    roles="Bygger kasser\nVander",
    other_support="Genbrug gav os brædder.",
    lines=(Line("Jord og frø", 90_000), Line("Skruer og maling", 60_000)),
)
STEPS = (
    ("Jeg kan synge andenstemme", "Lilli"),
    ("Jeg tør synge, så andre hører det", ""),
    ("Jeg kan finde en sang på nettet", "Maja"),
    ("Jeg kan tage bussen til Vojens alene", ""),
)
REPORT = Report(
    "Vi høstede kartofler til hele huset. Folk kom, også når det regnede.",
    "Fire af os kan bygge en kasse. Anna kan passe tomater. To har fået en have derhjemme.",
    "Vi vil begynde tidligere på foråret.",
)
HANGS: Mapping[str, tuple[HungUp, ...]] = {
    "Regnbuen": (
        HungUp(Kind.OFFERED, "at ordne en cykel", "Svend", "Spørg efter Svend om torsdagen", 30),
        HungUp(Kind.OFFERED, "dansk for begyndere", "Maja", "Jeg sidder ved vinduet om formiddagen", 60),
        HungUp(Kind.WANTED, "at bære en sofa op på anden sal", "Kalle", "Læg en seddel i køkkenet", 14),
    ),
    "BorgerCafeen": (
        HungUp(Kind.OFFERED, "at lappe tøj", "Anna", "Spørg efter Anna om onsdagen", 30),
        HungUp(Kind.WANTED, "en at gå tur med", "Bodil", "Spørg i caféen om eftermiddagen", 30),
    ),
    "Kolibrien": (
        HungUp(Kind.OFFERED, "at lære guitar", "Fiskeren", "Her hver fredag", 60),
        HungUp(Kind.WANTED, "hjælp til en ny telefon", "Grethe", "Jeg er her mandag", 14),
    ),
    "Brugerhuset": (
        HungUp(Kind.OFFERED, "at bage boller sammen", "Poul", "I køkkenet klokken ti", 30),
        HungUp(Kind.WANTED, "en at spille skak med", "Omar", "Spørg efter Omar", 30),
    ),
    "Parasollen": (
        HungUp(Kind.OFFERED, "at strikke strømper", "Karla", "Spørg efter Karla om tirsdagen", 30),
        HungUp(Kind.WANTED, "et lift til genbrug", "Jytte", "Læg en seddel hos personalet", 14),
    ),
}
SAID: Mapping[Round, tuple[str, ...]] = {
    Round.CRITIQUE: ("Der er for stille om aftenen", "For få ved, hvad der sker", "Køkkenet er låst i weekenden"),
    Round.DREAMS: ("Et hus, der syder af musik", "En tur til havet hver sommer", "Vi laver mad til hele byen"),
    Round.REALITY: ("Fællesspisning hver søndag", "En tur til Årø i juni", "Åbent køkken om lørdagen", "Et lille band"),
}
DOTS: Mapping[Round, tuple[int, ...]] = {
    Round.CRITIQUE: (0, 0, 1, 1, 1, 2),
    Round.DREAMS: (1, 1, 2, 0, 1, 2),
    Round.REALITY: (0, 0, 1, 0, 2, 0),
}
"""Which idea got the dots, in the order in which they were given."""


def tell(centres: Mapping[str, Centre], accounts: Mapping[str, Account]) -> str:
    """Tell it; answers with a line of what there is."""
    hung = sum(_hang(centres[at], what) for at, what in HANGS.items())
    _choir(centres["Regnbuen"], accounts["lene"], accounts["mette"])
    _garden(centres["BorgerCafeen"], accounts["lene"], accounts["lis"])
    _held(centres["Regnbuen"], accounts["tom"])
    with clock.stopped(clock.now() - timedelta(days=2)):
        holding.plan(
            holding.Plan(
                "Sommeren i BorgerCafeen",
                "Hvad skal vi lave, når solen skinner?",
                clock.at(clock.today() + timedelta(days=9), time(13)),
                3,
            ),
            at=centres["BorgerCafeen"],
            controller_id=centres["BorgerCafeen"].operator_id,
            by=accounts["lis"],
        )
    return f"Demo: 2 activities, 2 workshops, {hung} offers; «{GROUP_WORDS}» opens the choir's plan"


def _hang(at: Centre, what: tuple[HungUp, ...]) -> int:
    for ago, said in enumerate(what, 1):
        with clock.stopped(clock.now() - timedelta(days=ago)):
            hanging.hang_up(said, at)
    return len(what)


def _granted(said: Said, at: Centre, ore: int, by: Account, days_ago: int) -> Activity:
    """Sent, granted out of this year's pool, and made an activity, so many days ago."""
    with clock.stopped(clock.now() - timedelta(days=days_ago)):
        application, _words = drafting.begin(at, said.title)
        first = clock.today()
        dated = {"from_on": first, "to_on": first + timedelta(days=90)}
        sending.send(application, Said(**(vars(said) | dated)))
        steps.take(application, State.GRANTED, by)
        year = (clock.now() + timedelta(days=days_ago)).year
        pool = pools.of_year(year) or ledger.open_year(year, budget_ore=BUDGET, frame_ore=BUDGET, by=by)
        ledger.grant(pool, ore, grant_ref=application.id, by=by)
        return starting.start(application)


def _choir(at: Centre, leader: Account, host: Account) -> None:
    """It has met three times and meets again; one task is open, and one receipt is missing."""
    activity = _granted(CHOIR, at, 300_000, leader, 30)
    activity.application.code_hash = hashed(GROUP_WORDS)
    db.session.flush()
    monday = clock.today() - timedelta(days=clock.today().weekday())
    for week in (-3, -2, -1, 1, 2):
        day = monday + timedelta(weeks=week)
        starting.meet(activity, clock.at(day, time(16)), clock.at(day, time(18)), "Den store stue")
    starting.begin(activity)
    for role, called in zip(activity.roles, ("Lilli", "Maja", "Fiskeren"), strict=False):
        starting.take(role, called)
    paying.pay(activity, 200_000, "Lilli", by=host)
    for meeting, unnamed in zip(activity.meetings[:2], (5, 7), strict=True):
        running.count(meeting, unnamed)
        for called in ("Lilli", "Maja"):
            running.came(meeting, called)
    for words, called in STEPS:
        running.learned(activity, words, called)
    running.bought(activity, "Sangbøger", 112_000, clock.today() - timedelta(days=9), _receipt("SANGBOEGER 1.120,00"))
    running.bought(activity, "Kaffe og kage", 18_650, clock.today() - timedelta(days=2), None)


def _garden(at: Centre, leader: Account, host: Account) -> None:
    """It is over: reported, the rest came back, and it was closed."""
    activity = _granted(GARDEN, at, 150_000, leader, 80)
    with clock.stopped(clock.now() - timedelta(days=70)):
        for week in range(4):
            day = clock.today() + timedelta(weeks=week)
            starting.meet(activity, clock.at(day, time(13)), clock.at(day, time(15)), "Gården")
        starting.begin(activity)
        for role, called in zip(activity.roles, ("Svend", "Anna"), strict=True):
            starting.take(role, called)
        paying.pay(activity, 150_000, "Svend", by=host)
    with clock.stopped(clock.now() - timedelta(days=40)):
        for number, meeting in enumerate(activity.meetings):
            running.count(meeting, 3 + number)
        running.learned(activity, "Jeg kan bygge en kasse", "Svend")
        running.learned(activity, "Jeg kan passe tomater", "Anna")
        running.bought(activity, "Jord og frø", 86_450, clock.today(), _receipt("JORD OG FROE 864,50"))
        running.bought(activity, "Skruer og maling", 50_000, clock.today(), _receipt("SKRUER 500,00"))
    with clock.stopped(clock.now() - timedelta(days=20)):
        left = queries.money(activity).left
        running.count_rest(activity, left, "")
        running.report(activity, REPORT)
        paying.receive(activity, left, seen=left, by=host)
        paying.close(activity, by=host)


def _held(at: Centre, host: Account) -> None:
    """A workshop of last week: three rounds, six in the room, and a winner that has become a draft."""
    with clock.stopped(clock.now() - timedelta(days=6)):
        workshop = holding.plan(
            holding.Plan("Hvad skal Regnbuen være?", "Vi ser et år frem.", clock.now(), 3),
            at=at,
            controller_id=at.operator_id,
            by=host,
        )
        db.session.flush()
        holding.make_slips(workshop, 8)
        for round_, stages in (
            (Round.CRITIQUE, (Stage.CRITIQUE, Stage.CRITIQUE_DOTS, Stage.CRITIQUE_COUNTED)),
            (Round.DREAMS, (Stage.DREAMS, Stage.DREAMS_DOTS, Stage.DREAMS_COUNTED)),
            (Round.REALITY, (Stage.REALITY, Stage.REALITY_DOTS, Stage.REALITY_COUNTED)),
        ):
            _round(workshop, round_, stages)
        holding.begin_application(workshop, rooms.winner(workshop.id) or 0)
        holding.go_on(workshop, Stage.ENDED, seen=workshop.stage.value)


def _round(workshop: Workshop, round_: Round, stages: tuple[Stage, Stage, Stage]) -> None:
    collecting, giving, counted = stages
    holding.go_on(workshop, collecting, seen=workshop.stage.value)
    ideas: list[WorkshopIdea] = [holding.say(workshop, round_, words, by=None) for words in SAID[round_]]
    db.session.flush()
    holding.go_on(workshop, giving, seen=workshop.stage.value)
    drawn = [slip for one in rooms.slips(workshop.id)[:6] if (slip := holding.slip_of(workshop, holding.words(one)))]
    for slip in drawn:
        for idea in DOTS[round_][:3] if slip.number % 2 else DOTS[round_][3:]:
            holding.give_dot(slip, ideas[idea])
    holding.go_on(workshop, counted, seen=workshop.stage.value)


def _receipt(words: str) -> bytes:
    """A receipt as somebody photographs it."""
    paper = Image.new("RGB", (420, 560), "white")
    drawing = ImageDraw.Draw(paper)
    for line, text in enumerate(("KVITTERING", "", words, "", "TAK FOR I DAG")):
        drawing.text((40, 60 + 60 * line), text, fill="black")
    sent = BytesIO()
    paper.save(sent, "PNG")
    return picture.drawn_anew(sent.getvalue()).content
