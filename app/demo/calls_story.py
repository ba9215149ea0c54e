"""The demo's calls to Borgerservice, job interviews, wishes for treatment, and offers; told by the real functions."""

from datetime import date, datetime, time, timedelta
from typing import Protocol

import sqlalchemy as sa

from app import clock
from app.access import Act
from app.accounts.models import Account
from app.accounts.permissions import controller_at
from app.centres.models import Centre
from app.citizens.challenge import Challenge
from app.citizens.models import ChallengeNoted, Citizen
from app.citizens.standing import Status
from app.courses import recording as treating
from app.courses.course import Ending, Step, Wish
from app.courses.models import AddictionCourse
from app.courses.offer import Topic
from app.courses.recording import Offered, Origin
from app.db import db
from app.demo.sessions import person_of
from app.hotline import queries
from app.hotline import recording as calling
from app.hotline.call import Answered, How
from app.hotline.interview import Outcome
from app.outreach.models import Contact

QUESTIONS = (
    ("Hvordan får man nyt sundhedskort, når det er blevet væk?", "Bestil det på borger.dk. Det koster et gebyr.", 5),
    ("Hvor længe må man bo hos en ven uden at melde flytning?", "Højst en måned, så skal det meldes.", 10),
    ("Kan vi få en tid til MitID i morgen tidlig?", "Ja, kom kl. 9, så står Sanne klar i skranken.", 2),
    ("Hvad skal man have med for at få et pas?", "", 5),
)
WAITING = (
    ("Hvem kan hjælpe med digital post på et andet sprog?", timedelta(minutes=40)),
    ("Kan et gebyr for sundhedskort blive betalt i rater?", timedelta(hours=26)),
)
OFFERS = (
    ("NADA", "Sundhedsafdelingen", "onsdag kl. 13", Topic.ADDICTION, ("Regnbuen", "BorgerCafeen")),
    ("Gældsrådgivning", "Frivillige rådgivere", "første torsdag i måneden kl. 16", Topic.GENERAL, ("Regnbuen",)),
    ("Kostvejledning", "Sundhedsafdelingen", "hver anden tirsdag kl. 11", Topic.HEALTH, ("Kolibrien", "Regnbuen")),
    ("Tandlæge i huset", "Omsorgstandplejen", "hver anden mandag", Topic.HEALTH, ("BorgerCafeen", "Brugerhuset")),
)


class Story(Protocol):
    """Who is who in the demo, by name; the people who come to a centre by its name."""

    centres: dict[str, Centre]
    accounts: dict[str, Account]
    known: dict[str, list[Citizen]]


def tell(story: Story) -> str:
    """All of it; answers with a line of progress."""
    asked, went, wished = calls(story), interviews(story), courses(story)
    came = offers(story)
    return f"Demo: {asked} questions to Borgerservice, {went} job interviews, {wished} courses, {came} attendances"


def calls(story: Story) -> int:
    """Questions of Regnbuen and BorgerCafeen: answered, read or not, and two that wait; answers with how many."""
    department = queries.answering_department()
    mette, lis, sanne = (story.accounts[name] for name in ("mette", "lis", "sanne"))
    regulars = _open(story, "Regnbuen")
    for turn, (question, words, minutes) in enumerate(QUESTIONS):
        by, at = (mette, "Regnbuen") if turn % 2 == 0 else (lis, "BorgerCafeen")
        about = regulars[turn] if at == "Regnbuen" and turn else None
        with clock.stopped(_workday(turn + 1, time(10, 15))):
            call = calling.ask(
                question,
                how=How.PHONE if turn != 2 else How.WRITTEN,
                citizen=about,
                at=story.centres[at],
                controller_id=_controller(by, story.centres[at], Act.NOTE_CALL),
                department=department,
                by=by,
            )
            db.session.flush()
        with clock.stopped(_workday(turn + 1, time(10, 20))):
            written = turn == 2
            answered = Answered(words, None if written else minutes, "" if written else "Sanne")
            calling.answer(call, answered, by=sanne if written else by)
    for question, ago in WAITING:
        with clock.stopped(clock.now() - ago):
            calling.ask(
                question,
                how=How.WRITTEN,
                citizen=None,
                at=story.centres["Regnbuen"],
                controller_id=_controller(mette, story.centres["Regnbuen"], Act.NOTE_CALL),
                department=department,
                by=mette,
            )
    return len(QUESTIONS) + len(WAITING)


def interviews(story: Story) -> int:
    """Job interviews at Regnbuen: some to ask about, one to come, each outcome once; answers with how many."""
    centre, regulars = story.centres["Regnbuen"], _open(story, "Regnbuen")
    karim, mette = story.accounts["karim"], story.accounts["mette"]
    told = (
        ("Lageret på havnen", -1, mette, None, ""),
        ("Rengøring på skolen", 3, mette, None, ""),
        ("Bageren i Vojens", -2, karim, None, ""),
        ("Gartneriet", -12, karim, Outcome.GOT_THE_JOB, "Begynder den første, 20 timer om ugen."),
        ("Supermarkedet", -20, karim, Outcome.NEXT_TALK, ""),
        ("Vaskeriet", -25, mette, Outcome.NO, "De ville have en med kørekort."),
        ("Køkkenet på plejehjemmet", -31, mette, Outcome.DID_NOT_GO, "Bussen kom ikke."),
    )
    for turn, (place, days, by, outcome, words) in enumerate(told):
        with clock.stopped(clock.now() - timedelta(days=max(4, 4 - days))):
            kept = calling.plan_interview(
                regulars[turn + 4],
                place,
                held_on=clock.today() + timedelta(days=max(4, 4 - days) + days),
                held_at=time(9, 30),
                at=centre,
                responsible_id=by.id,
                by=by,
            )
            db.session.flush()
        if outcome is not None:
            with clock.stopped(clock.now() + timedelta(days=days + 1)):
                calling.say_outcome(kept, outcome, words, by=by)
    return len(told)


def courses(story: Story) -> int:
    """Wishes for treatment with and without a name: late, soon, running, in treatment, ended; answers with how many."""
    mette, lis, ole = (story.accounts[name] for name in ("mette", "lis", "ole"))
    regulars = _open(story, "Regnbuen")
    talked = _talked_about_drinking(story.centres["Regnbuen"])
    told: tuple[tuple[Wish, int, Account, str, Citizen | None], ...] = (
        (Wish.ALCOHOL, 16, mette, "Regnbuen", None),
        (Wish.DRUGS, 12, mette, "Regnbuen", None),
        (Wish.ALCOHOL, 5, lis, "BorgerCafeen", None),
        (Wish.ALCOHOL, 3, mette, "Regnbuen", regulars[12]),
        (Wish.ALCOHOL, 40, mette, "Regnbuen", regulars[13]),
        (Wish.DRUGS, 60, lis, "BorgerCafeen", None),
        (Wish.ALCOHOL, 120, mette, "Regnbuen", None),
        (Wish.ALCOHOL, 90, mette, "Regnbuen", None),
    )
    for turn, (wish, ago, by, at, citizen) in enumerate(told):
        centre = story.centres[at]
        contact = talked[turn] if at == "Regnbuen" and citizen is None and turn < len(talked) else None
        with clock.stopped(clock.now() - timedelta(days=ago)):
            course = treating.wish(
                wish,
                wished_on=clock.today(),
                citizen=citizen,
                at=centre,
                controller_id=_controller(by, centre, Act.NOTE_WISH_FOR_TREATMENT),
                by=by,
                origin=Origin(contact_id=contact),
            )
        if turn in (1, 4, 5, 6):
            _take(course, Step.OFFERED, 2, ole)
        if turn in (4, 5, 6):
            _take(course, Step.STARTED, 19 if turn == 5 else 8, ole)
        if turn == 6:
            _take(course, Step.ENDED, 90, ole, Ending.FINISHED)
        if turn == 7:
            _take(course, Step.ENDED, 6, ole, Ending.CHANGED_MIND)
    return len(told)


def offers(story: Story) -> int:
    """NADA, debt advice, diet advice and a dentist, with those who came in the last weeks; answers with how many."""
    gitte = story.accounts["gitte"]
    came = 0
    for turn, (name, run_by, held_when, topic, at) in enumerate(OFFERS):
        centres = [story.centres[one] for one in at]
        offered = Offered(
            name,
            frozenset(centre.id for centre in centres),
            clock.today() - timedelta(days=200),
            run_by,
            held_when,
            topic,
        )
        offer = treating.make_offer(offered, controller_id=_controller(gitte, centres[0], Act.KEEP_OFFERS), by=gitte)
        db.session.flush()
        regulars = [one for one in _open(story, at[0]) if one.controller_id == centres[0].operator_id]
        for week in range(8):
            on = clock.today() - timedelta(days=7 * week)
            with clock.stopped(min(clock.now(), clock.at(on, time(14)))):
                number = 2 + (turn + week) % 4
                by, controller = gitte, _controller(gitte, centres[0], Act.NOTE_ATTENDANCE)
                treating.count_unnamed(offer, number, on=on, at=centres[0], controller_id=controller, by=by)
                came += number
                for citizen in regulars[turn : turn + 1 + week % 3]:
                    treating.note_named(offer, citizen, on=on, at=centres[0], by=by)
                    came += 1
                db.session.flush()
    return came


def _take(course: AddictionCourse, step: Step, days: int, by: Account, ending: Ending | None = None) -> None:
    on: date = course.wished_on + timedelta(days=days)
    with clock.stopped(min(clock.now(), clock.at(on, time(12)))):
        db.session.flush()
        treating.take(course, step, on=on, by=by, ending=ending)
        db.session.flush()


def _talked_about_drinking(centre: Centre) -> list[int]:
    """Contacts without a name about alcohol or drugs, from which wishes came."""
    question = (
        sa.select(Contact.id)
        .join(ChallengeNoted, ChallengeNoted.contact_id == Contact.id)
        .where(
            Contact.centre_id == centre.id,
            ChallengeNoted.challenge.in_([Challenge.ALCOHOL, Challenge.OTHER_DRUGS]),
        )
        .order_by(Contact.happened_at.desc())
        .limit(4)
    )
    return list(db.session.scalars(question))


def _open(story: Story, centre_name: str) -> list[Citizen]:
    """Those who come there now and whose record is open."""
    centre = story.centres[centre_name]
    known = [*story.known.get(f"{centre_name} now", []), *story.known.get(centre_name, [])]
    return [one for one in known if one.status is Status.OPEN and centre.id in one.centre_ids]


def _workday(back: int, at: time) -> datetime:
    """So many days ago, at this time of a Danish wall clock."""
    return clock.at(clock.today() - timedelta(days=back), at)


def _controller(by: Account, centre: Centre, act: Act) -> int:
    return controller_at(person_of(by), act, centre.id)
