"""What courses and offers add to a citizen's page and timeline; for those who may not know, there is nothing."""

from collections.abc import Iterable
from datetime import time

from flask_babel import gettext as _

from app import clock
from app.access import Act, may
from app.accounts.role import Person
from app.citizens import sections
from app.citizens.acquaintance import knows_by
from app.citizens.models import Citizen
from app.citizens.sections import Section
from app.citizens.standing import Status
from app.citizens.timeline import Event, source
from app.courses import queries
from app.courses.views import row_of
from app.courses.words import ENDINGS, STEPS, WISHES
from app.language import day

knows_by(queries.works_with)

NOON = time(12)


@source
def courses_of(citizen: Citizen, person: Person) -> Iterable[Event]:
    """The wish, and each step that stands."""
    for one in queries.courses_of(citizen, person):
        said = _("Sagt til %(name)s", name=one.noted_by.name)
        title = _("Vil gerne i behandling (%(what)s)", what=str(WISHES[one.wish]).lower())
        yield Event(one.noted_at, title, said, record=one)
        for step in one.steps:
            if step.withdrawn_at is None:
                ending = str(ENDINGS[step.ending]) if step.ending else ""
                detail = [_("%(day)s, skrevet af %(name)s", day=day(step.happened_on), name=step.by.name), step.words]
                yield Event(
                    step.noted_at, str(STEPS[step.step]), " · ".join(filter(None, detail)), tag=ending, record=one
                )


@source
def attended(citizen: Citizen, person: Person) -> Iterable[Event]:
    """The offers that the citizen came to."""
    for one in queries.attended(citizen, person):
        at = min(clock.at(one.attended_on, NOON), one.noted_at)
        yield Event(at, _("Kom til %(offer)s", offer=one.offer.name), one.centre.name, record=one)


@sections.section
def on_the_citizens_page(citizen: Citizen, person: Person) -> Section | None:
    """One tap to note a wish, and the courses that the reader may know of."""
    if not may(Act.NOTE_WISH_FOR_TREATMENT, citizen):
        return None
    found = queries.courses_of(citizen, person)
    shows = {
        "citizen": citizen,
        "courses": [row_of(one) for one in found],
        "open": citizen.status is Status.OPEN,
    }
    return Section("courses/_of_citizen.html", shows, found)
