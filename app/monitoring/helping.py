"""Indicators of the help that people were led to: bridges, addiction courses, and health at the centres."""

from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from app.casework.models import Conversation
from app.centres.models import Effort, EffortKind
from app.citizens.models import ChallengeNoted
from app.courses.course import State as CourseState
from app.courses.models import AddictionCourse, CentreOffer, OfferAtCentre, OfferAttendance
from app.courses.offer import Topic
from app.courses.queries import ABOUT_ADDICTION
from app.db import db
from app.monitoring import lanes, people_behind
from app.monitoring.counting import citizens, tallied, words_of
from app.monitoring.grid import BASE, Cell, Column, Line, RowSum, Unit
from app.monitoring.indicators import Asked, Indicator, Theme, register
from app.monitoring.kept import number, together
from app.monitoring.tallies import NOT_SAID
from app.monitoring.words import TITLES
from app.outreach.bridge import Destination, State
from app.outreach.models import Bridge
from app.outreach.words import DESTINATIONS, STATES

LED_ON = {
    "talked": _l("Borgere, der talte om alkohol eller stoffer"),
    "wished": _l("… og ville i behandling"),
    "began": _l("… og begyndte"),
    "courses": _l("Ønsker om behandling i alt, også uden navn"),
}
DEADLINE = {
    "in_time": _l("Begyndte i tide"),
    "too_late": _l("Begyndte for sent"),
    "not_begun": _l("Er ikke begyndt endnu"),
    "gave_up": _l("Sluttede uden at begynde"),
}
HEALTH = {
    "talks": _l("Samtaler med sundhedsindsatsen"),
    "offers": _l("Tilbud på værestederne"),
    "health": _l("Fremmøder til sundhedstilbud"),
    "addiction": _l("Fremmøder til tilbud om alkohol og stoffer"),
    "general": _l("Fremmøder til andre tilbud"),
}


def _bridges(asked: Asked) -> Column:
    return tallied(asked, "bridges.state", [one.value for one in State], Unit.BRIDGES)


def _destinations(asked: Asked) -> Column:
    return tallied(asked, "bridges.destination", [one.value for one in Destination], Unit.BRIDGES)


def _addiction(asked: Asked) -> Column:
    """Courses are few, and read one by one."""
    talked = together(asked.kept.talked_about(one) for one in ABOUT_ADDICTION)
    courses = _courses(asked)
    known = [(one.citizen_id, one.started_on) for one in courses if one.citizen_id is not None]
    wished = lanes.SEEN.blocks((citizen_id, 1) for citizen_id, _ in known)
    began = lanes.SEEN.blocks((citizen_id, 1) for citizen_id, on in known if on is not None)
    unnamed = len(courses) - len(known)
    cells = {
        "talked": citizens(number(talked.values())),
        "wished": citizens(_of_both(talked, wished)),
        "began": citizens(_of_both(talked, began)),
        "courses": Cell(len(courses), unnamed + number(wished.values())),
    }
    lines = (
        Line("talked", Unit.CITIZENS, in_percent=False),
        Line("wished", Unit.CITIZENS, covers=False),
        Line("began", Unit.CITIZENS, covers=False),
        Line("courses", Unit.COURSES, in_percent=False),
    )
    sums = (
        RowSum(BASE, ("talked",)),
        RowSum(BASE, ("wished",), exact=False, covers=False),
        RowSum("wished", ("began",), exact=False, covers=False),
    )
    return Column(lines, cells, cells["talked"], sums)


def _deadline(asked: Asked) -> Column:
    found: dict[str, list[int | None]] = {key: [] for key in DEADLINE}
    for one in _courses(asked):
        if one.started_on is not None:
            key = "in_time" if one.started_on <= one.due_on else "too_late"
        else:
            key = "gave_up" if one.state is CourseState.ENDED else "not_begun"
        found[key].append(one.citizen_id)
    everybody = [citizen for rows in found.values() for citizen in rows]
    return Column(
        tuple(Line(key, Unit.COURSES) for key in DEADLINE),
        {key: Cell(len(rows), _people(rows)) for key, rows in found.items()},
        Cell(len(everybody), _people(everybody)),
        (RowSum(BASE, tuple(DEADLINE)),),
    )


def _health(asked: Asked) -> Column:
    of_health = {str(id) for id in db.session.scalars(sa.select(Effort.id).where(Effort.kind == EffortKind.HEALTH))}
    came = asked.kept.tally("attendances.topic")
    talks = sum(count for effort, count in asked.kept.tally("talks.effort").items() if effort in of_health)
    behind = _behind_health(asked, of_health) if asked.behind else {}
    cells = {"talks": Cell(talks, behind.get("talks")), "offers": Cell(_offers(asked))}
    cells |= {topic.value: Cell(came.get(topic.value, 0), behind.get(topic.value)) for topic in Topic}
    units = {"talks": Unit.CONVERSATIONS, "offers": Unit.OFFERS}
    lines = tuple(Line(key, units.get(key, Unit.ATTENDANCES), in_percent=False) for key in HEALTH)
    return Column(lines, cells)


def _behind_health(asked: Asked, efforts: set[str]) -> dict[str, int]:
    came = people_behind.of_tally("attendances.topic", asked.scope)
    talks = people_behind.of_rows("talks.effort", asked.scope, efforts)
    return {"talks": talks, **{topic.value: came.get(topic.value, 0) for topic in Topic}}


def _offers(asked: Asked) -> int:
    scope = asked.scope
    question = (
        sa.select(sa.func.count(sa.distinct(CentreOffer.id)))
        .join(OfferAtCentre, OfferAtCentre.offer_id == CentreOffer.id)
        .where(CentreOffer.from_on <= scope.last, sa.or_(CentreOffer.to_on.is_(None), CentreOffer.to_on >= scope.first))
    )
    if scope.centre_ids is not None:
        question = question.where(OfferAtCentre.centre_id.in_(sorted(scope.centre_ids)))
    return db.session.execute(question).scalar_one()


class _Course(NamedTuple):
    centre_id: int
    citizen_id: int | None
    started_on: date | None
    due_on: date
    state: CourseState


def _courses(asked: Asked) -> list[_Course]:
    """Those that were wished for in the scope; read once for all indicators and centres."""
    found = asked.kept.of_all_centres(_wished_between)
    at = asked.scope.centre_ids
    return found if at is None else [one for one in found if one.centre_id in at]


def _wished_between(first: date, last: date) -> list[_Course]:
    columns = (getattr(AddictionCourse, name) for name in _Course._fields)
    question = sa.select(*columns).where(AddictionCourse.wished_on.between(first, last))
    return [_Course(*row) for row in db.session.execute(question)]


def _of_both(some: dict[int, int], others: dict[int, int]) -> int:
    return number(people & lanes.SEEN.bit(others[block], 0) for block, people in some.items() if block in others)


def _people(rows: list[int | None]) -> int:
    return len({citizen for citizen in rows if citizen is not None}) + sum(citizen is None for citizen in rows)


register(
    Indicator(
        "bridges",
        Theme.BRIDGES,
        TITLES["bridges"],
        _l("Kommer borgerne frem, når vi sender dem videre?"),
        _l("Brobygninger, der er lavet i perioden, efter hvordan de står nu. Det, der blev sagt sidst, gælder."),
        (Bridge,),
        _bridges,
        words_of({one.value: words for one, words in STATES.items()}),
        of=_l("alle brobygninger i perioden"),
        tallies=frozenset({"bridges.state"}),
    )
)
register(
    Indicator(
        "destinations",
        Theme.BRIDGES,
        TITLES["destinations"],
        _l("Hvilken hjælp er der brug for?"),
        _l("Brobygninger, der er lavet i perioden, efter hvor borgeren blev sendt hen."),
        (Bridge,),
        _destinations,
        words_of({one.value: words for one, words in DESTINATIONS.items()} | {NOT_SAID: _l("Ikke noteret")}),
        of=_l("alle brobygninger i perioden"),
        sensitive=True,
        tallies=frozenset({"bridges.destination"}),
    )
)
register(
    Indicator(
        "addiction",
        Theme.ADDICTION,
        TITLES["addiction"],
        _l("Bliver kontakter om alkohol og stoffer til forløb?"),
        _l(
            "Borgere, der talte om alkohol, hash eller andre stoffer i perioden, og hvor mange af dem der ønskede "
            "behandling i samme periode og begyndte. Ønsker uden navn er med i det sidste tal."
        ),
        (ChallengeNoted, AddictionCourse),
        _addiction,
        words_of(LED_ON),
        of=_l("de borgere, der talte om alkohol eller stoffer"),
        sensitive=True,
    )
)
register(
    Indicator(
        "deadline",
        Theme.ADDICTION,
        TITLES["deadline"],
        _l("Begynder behandlingen i tide?"),
        _l(
            "Ønsker om behandling i perioden. Fristen løber fra ønsket, og dagene er lovens: 14, hvis ikke en "
            "administrator har skrevet andet."
        ),
        (AddictionCourse,),
        _deadline,
        words_of(DEADLINE),
        of=_l("alle ønsker om behandling i perioden"),
        sensitive=True,
    )
)
register(
    Indicator(
        "health",
        Theme.HEALTH,
        TITLES["health"],
        _l("Bliver sundhedsindsatsen og tilbuddene brugt?"),
        _l(
            "Samtaler i sundhedsindsatsens rådgivninger, tilbud, der var i gang i perioden, og hvor mange der kom, "
            "hver gang talt med. Et tilbud på flere væresteder er ét tilbud."
        ),
        (Conversation, CentreOffer, OfferAttendance),
        _health,
        words_of(HEALTH),
        sensitive=True,
        tallies=frozenset({"talks.effort", "attendances.topic"}),
    )
)
