"""What the committee tells other features: the criteria beside the boxes of an application, what was decided on its
page, and what a grant out of the pool is called.
"""

from collections.abc import Collection
from datetime import date

from app.applications import guidance, sending, showing
from app.applications.application import Box, State
from app.applications.guidance import InForce
from app.applications.models import Application
from app.applications.showing import Section
from app.committee import deciding, queries
from app.committee.criteria import BOXES
from app.committee.decision import Outcome
from app.committee.words import criterion_words
from app.pool import naming


@guidance.source
def criteria_of(on: date) -> InForce | None:
    """The criteria of a day."""
    version = queries.in_force(on)
    if version is None or version.adopted_on is None:
        return None
    sentences: dict[Box | None, list[str]] = {}
    for one in version.criteria:
        sentences.setdefault(BOXES.get(one.kind), []).append(criterion_words(one))
    return InForce(version.id, version.adopted_on, sentences)


@showing.section
def decision_of(application: Application, _at_door: bool) -> Section | None:
    """What the committee decided, in the words that its applicants get; or when it looks at it."""
    decided = [one for one in queries.decisions_about(application.id) if one.outcome is not Outcome.GONE]
    point = queries.open_point_of(application.id)
    last = decided[-1] if decided else None
    if application.state is State.ASKED:
        # The question itself stands on the page already.
        last = None
    if last is None and point is None:
        return None
    return Section(
        "committee/_of_application.html",
        {
            "decision": last if point is None else None,
            "decision_meeting": last.point.meeting if last else None,
            "coming": point.meeting if point else None,
            "asked": application.asked_ore,
        },
    )


@sending.when_taken_back
def free_its_money(application: Application) -> None:
    """What the committee had set aside for it can be given to others."""
    deciding.release(application, None)


@naming.register
def titles(grant_refs: Collection[int]) -> dict[int, str]:
    """A grant is called what its application is called."""
    return queries.titles(grant_refs)
