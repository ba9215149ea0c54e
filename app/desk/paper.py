"""Sheets for the days when the network is down: the same words as on the screen, to be typed in afterwards."""

from flask import Response

from app.access import Act, allow
from app.citizens.challenge import ON_THE_FORM
from app.citizens.words import CHALLENGES
from app.desk.views import blueprint
from app.outreach.words import KINDS, LENGTHS, PLACES
from app.page import page

CONTACTS_ON_A_SHEET = 2
FOLLOW_UPS_ON_A_SHEET = 8


@blueprint.get("/paper")
@allow(Act.START_DAY, reads_only=True)
def paper() -> Response:
    """The three sheets, and what to do with them afterwards."""
    return page("desk/paper.html")


@blueprint.get("/paper/contacts")
@allow(Act.START_DAY, reads_only=True)
def paper_contacts() -> Response:
    """Contacts: the boxes stand in the order of the screen."""
    return page(
        "desk/paper_contacts.html",
        sheets=range(CONTACTS_ON_A_SHEET),
        kinds=KINDS.values(),
        topics=[CHALLENGES[one] for one in ON_THE_FORM],
        places=PLACES.values(),
        lengths=LENGTHS.values(),
    )


@blueprint.get("/paper/heads")
@allow(Act.START_DAY, reads_only=True)
def paper_heads() -> Response:
    """How many came, for a week."""
    return page("desk/paper_heads.html")


@blueprint.get("/paper/follow-ups")
@allow(Act.START_DAY, reads_only=True)
def paper_follow_ups() -> Response:
    """What was agreed, and who follows up on it."""
    return page("desk/paper_follow_ups.html", rows=range(FOLLOW_UPS_ON_A_SHEET))
