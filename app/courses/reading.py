"""Who may know of an addiction course, and of somebody's attendance. Every page, list and timeline asks here.

A course does not exist (404) for anybody else: its being there says as much as its words (rules R12).
"""

from dataclasses import dataclass

from app.access import Act
from app.accounts.permissions import allows
from app.accounts.role import Person, Role
from app.citizens.models import Citizen
from app.citizens.reading import Information, Kept, may_read
from app.consent.reading import reader_for
from app.courses.models import AddictionCourse
from app.courses.offer import Topic

INFORMATION: dict[Topic, Information] = {
    Topic.GENERAL: Information.GENERAL,
    Topic.HEALTH: Information.HEALTH,
    Topic.ADDICTION: Information.ADDICTION,
}


@dataclass(frozen=True)
class Standing:
    """What decides about a course, so that one that may not be known is not even loaded."""

    noted_by_id: int
    centre_id: int
    controller_id: int
    treated_at_id: int
    treating_id: int
    citizen_id: int | None


def standing_of(course: AddictionCourse) -> Standing:
    """What decides about this course."""
    return Standing(
        course.noted_by_id,
        course.centre_id,
        course.controller_id,
        course.treated_at_id,
        course.department.operator_id if course.department else course.controller_id,
        course.citizen_id,
    )


def may_keep(person: Person, course: Standing) -> bool:
    """Whether the person sees to it: an addiction worker of the operator that treats, where it is seen to."""
    return any(
        held.role is Role.ADDICTION_WORKER
        and held.centre_id in (course.treated_at_id, course.centre_id)
        and held.controller_id == course.treating_id
        for held in person.held
    )


def may_see(person: Person, course: Standing) -> bool:
    """Whether the course is known to the person: to those who see to it, to whoever noted the wish, and to those who
    have worked with the citizen, as a note about addiction would be.
    """
    kept = Kept(course.noted_by_id, course.centre_id, course.controller_id, Information.ADDICTION)
    return may_keep(person, course) or may_read(reader_for(person, course.citizen_id), kept)


def may_know_who(person: Person, topic: Topic, noted_by_id: int, centre_id: int, controller_id: int, of: int) -> bool:
    """Whether the person may know that this citizen came to an offer: as a note of the offer's kind would be read."""
    return may_read(reader_for(person, of), Kept(noted_by_id, centre_id, controller_id, INFORMATION[topic]))


def name_for(person: Person, citizen: Citizen | None) -> str:
    """The citizen's name, where the person may open their page (rules R10); else nothing."""
    return citizen.name if citizen is not None and allows(person, Act.OPEN_CITIZEN, citizen) else ""
