"""Noting wishes for treatment and the steps of courses; offers, and who came. Callers commit."""

from dataclasses import dataclass
from datetime import date

from app import clock, log
from app.accounts.models import Account
from app.centres.models import Centre
from app.citizens.models import Citizen
from app.courses import course as rules
from app.courses import offer as offer_rules
from app.courses import queries
from app.courses.course import Ending, Step, Wish, code_of
from app.courses.models import AddictionCourse, CentreOffer, CourseStep, OfferAtCentre, OfferAttendance, TreatmentRule
from app.courses.offer import Topic
from app.db import db, hold


@dataclass(frozen=True)
class Origin:
    """From which contact, conversation or bridge a wish came; none of them where it was said in passing."""

    contact_id: int | None = None
    conversation_id: int | None = None
    bridge_id: int | None = None


@dataclass(frozen=True)
class Offered:
    """What an offer is: its name, who runs it, when in words, what it is about, where, and from when to when."""

    name: str
    centre_ids: frozenset[int]
    from_on: date
    run_by: str = ""
    held_when: str = ""
    topic: Topic = Topic.HEALTH
    to_on: date | None = None


def wish(
    wanted: Wish,
    *,
    wished_on: date,
    citizen: Citizen | None,
    at: Centre,
    controller_id: int,
    by: Account,
    origin: Origin = Origin(),
) -> AddictionCourse:
    """Note that somebody wants treatment; the clock runs from the day of the wish, with a record or without."""
    rules.refuse_wish(wished_on, clock.today())
    treated_at_id, department_id = queries.treated_at(at)
    course = AddictionCourse(
        citizen=citizen,
        wish=wanted,
        wished_on=wished_on,
        due_on=rules.due_on(wished_on, queries.rule(wanted, wished_on).days),
        centre=at,
        centre_id=at.id,
        controller_id=controller_id,
        treated_at=db.session.get_one(Centre, treated_at_id),
        department=queries.department_of(department_id),
        contact_id=origin.contact_id,
        conversation_id=origin.conversation_id,
        bridge_id=origin.bridge_id,
        noted_by=by,
        noted_at=clock.now(),
        state=rules.State.WISHED,
        version=1,
    )
    db.session.add(course)
    db.session.flush()
    course.called = code_of(course.id)
    log.created(course, also=[citizen] if citizen else ())
    return course


def take(
    course: AddictionCourse,
    step: Step,
    *,
    on: date,
    by: Account,
    ending: Ending | None = None,
    words: str = "",
) -> CourseStep:
    """Take one step, if it can be taken now; two who tap at once wait in line. Raises course.Refusal."""
    hold(course)
    state = rules.after(course.state, step)
    rules.refuse_step(step, on, ending, course.wished_on, clock.today())
    taken = CourseStep(
        step=step, happened_on=on, ending=ending, words=words.strip(), by=by, by_id=by.id, noted_at=clock.now()
    )
    course.steps.append(taken)
    course.state = state
    if step is Step.STARTED:
        course.started_on = on
    course.version += 1
    log.changed(course)
    return taken


def take_back(course: AddictionCourse, step_id: int, *, by: Account) -> None:
    """The last step was wrong: it counts no more. Raises course.Refusal where another was taken meanwhile."""
    hold(course)
    standing = [step for step in course.steps if step.withdrawn_at is None]
    if not standing or standing[-1].id != step_id:
        raise rules.Refusal(rules.Reason.NOT_NOW)
    last = standing.pop()
    last.withdrawn_at, last.withdrawn_by_id = clock.now(), by.id
    course.state = rules.state_of(step.step for step in standing)
    course.started_on = next((step.happened_on for step in standing if step.step is Step.STARTED), None)
    course.version += 1
    log.changed(course)


def name_citizen(course: AddictionCourse, citizen: Citizen) -> None:
    """Somebody who came without a record has one now; the clock runs on."""
    hold(course)
    if course.citizen_id is not None:
        raise rules.Refusal(rules.Reason.NOT_NOW)
    course.citizen, course.citizen_id = citizen, citizen.id
    course.version += 1
    log.changed(course)


def rule(wanted: Wish, *, days: int, paragraph: str, source: str, valid_from: date, by: Account) -> TreatmentRule:
    """Another deadline holds from a day; clocks that run already keep theirs."""
    made = TreatmentRule(
        wish=wanted,
        days=days,
        paragraph=paragraph.strip(),
        source=source.strip(),
        valid_from=valid_from,
        author_id=by.id,
        recorded_at=clock.now(),
    )
    db.session.add(made)
    log.created(made)
    return made


def make_offer(offered: Offered, *, controller_id: int, by: Account) -> CentreOffer:
    """Keep an offer. Raises offer.Refusal."""
    offer = CentreOffer(controller_id=controller_id, made_by_id=by.id, made_at=clock.now(), version=0)
    _write(offer, offered)
    db.session.add(offer)
    log.created(offer)
    return offer


def change_offer(offer: CentreOffer, offered: Offered) -> None:
    """Let the offer say this from now on. Raises offer.Refusal."""
    _write(offer, offered)
    log.changed(offer)


def note_named(offer: CentreOffer, citizen: Citizen, *, on: date, at: Centre, by: Account) -> OfferAttendance:
    """Somebody of the register came, and wishes it written. Raises offer.Refusal."""
    _refuse(offer, on, at)
    if queries.stands_there(offer, citizen, on):
        raise offer_rules.Refusal(offer_rules.Reason.ALREADY_THERE)
    came = OfferAttendance(
        offer=offer,
        centre=at,
        centre_id=at.id,
        controller_id=citizen.controller_id,
        attended_on=on,
        citizen=citizen,
        people=1,
        noted_by_id=by.id,
        noted_at=clock.now(),
    )
    db.session.add(came)
    log.created(came, also=[citizen])
    return came


def count_unnamed(offer: CentreOffer, more: int, *, on: date, at: Centre, controller_id: int, by: Account) -> int:
    """So many more came without a name (negative: it was too many); answers with how many there are now."""
    _refuse(offer, on, at)
    kept = queries.unnamed(offer, at.id, controller_id, on)
    number = offer_rules.counted(kept.people if kept else 0, more)
    if kept is None:
        if number:
            came = OfferAttendance(
                offer=offer,
                centre=at,
                centre_id=at.id,
                controller_id=controller_id,
                attended_on=on,
                people=number,
                noted_by_id=by.id,
                noted_at=clock.now(),
            )
            db.session.add(came)
            log.created(came)
    elif number == 0:
        log.deleted(kept)
        db.session.delete(kept)
    else:
        kept.people, kept.noted_by_id, kept.noted_at = number, by.id, clock.now()
        log.changed(kept)
    return number


def take_back_named(attendance: OfferAttendance) -> None:
    """It was somebody else: the row goes."""
    log.deleted(attendance)
    db.session.delete(attendance)


def _refuse(offer: CentreOffer, on: date, at: Centre) -> None:
    """Two who note at once wait in line at the offer."""
    hold(offer)
    offer_rules.refuse_day(on, offer.from_on, offer.to_on, clock.today())
    if at.id not in offer.centre_ids:
        raise offer_rules.Refusal(offer_rules.Reason.CENTRE)


def _write(offer: CentreOffer, offered: Offered) -> None:
    offer_rules.refuse_offer(offered.name, offered.centre_ids, offered.from_on, offered.to_on)
    offer.name, offer.run_by = offered.name.strip(), offered.run_by.strip()
    offer.held_when, offer.topic = offered.held_when.strip(), offered.topic
    offer.from_on, offer.to_on = offered.from_on, offered.to_on
    offer.at = [one for one in offer.at if one.centre_id in offered.centre_ids]
    there = offer.centre_ids
    offer.at += [
        OfferAtCentre(centre=db.session.get_one(Centre, id), centre_id=id) for id in sorted(offered.centre_ids - there)
    ]
    offer.version += 1
