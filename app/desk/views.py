"""Where each role starts, the pages for citizens, and what every page of an intranet must link to."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, log
from app.access import Act, SessionKind, allow, anyone, may
from app.accounts.views import EVERYBODY
from app.desk.navigation import every_way
from app.language import day
from app.outreach import queries as outreach
from app.outreach.heads import head_count_of
from app.outreach.models import Contact
from app.outreach.words import KINDS, where, who
from app.page import page, seen_at

blueprint = Blueprint("desk", __name__)

RECENT_SHOWN = 8


@blueprint.get("/")
@anyone
def front() -> Response:
    """Nobody stays here: each kind of session has its own start."""
    if not current_user.is_authenticated:
        return seen_at(url_for("accounts.sign_in"))
    without_role = current_user.kind in EVERYBODY and not current_user.person.held
    if without_role and not current_user.locked:
        return page("desk/no_role.html")
    starts = {
        SessionKind.COMMITTEE: "desk.committee",
        SessionKind.DOOR: "desk.door",
        SessionKind.SCREEN: "desk.screen",
    }
    return seen_at(url_for(starts.get(current_user.kind, "desk.start")))


@blueprint.get("/day")
@allow(Act.START_DAY)
def start() -> Response:
    """Min dag for those who meet citizens; the start with the ways there are for everybody else."""
    if not may(Act.RECORD_CONTACT):
        return page("desk/start.html", now=clock.now(), ways=every_way())
    saved = request.args.get("saved", type=int)
    contacts = outreach.contacts_of_day(current_user.person, clock.today(), also=saved)
    recent = outreach.talked_with_lately(current_user.person, RECENT_SHOWN)
    log.listed({*recent, *(contact.citizen for contact in contacts if contact.citizen)})
    todays = [contact for contact in contacts if _is_today(contact)]
    return page(
        "desk/day.html",
        now=clock.now(),
        recent=recent,
        contacts=[_row(contact, new=contact.id == saved) for contact in contacts],
        number=len(todays),
        people=sum(contact.people for contact in todays),
        head_count=head_count_of(current_user.centre) if current_user.centre else None,
    )


def _row(contact: Contact, new: bool) -> dict[str, object]:
    line = f"{KINDS[contact.kind]} · {where(contact)}"
    return {
        "title": who(contact),
        "line": line if _is_today(contact) else f"{day(contact.happened_at)} · {line}",
        "happened_at": contact.happened_at,
        "href": url_for("outreach.contact", contact_id=contact.id),
        "new": new,
    }


def _is_today(contact: Contact) -> bool:
    return clock.local(contact.happened_at).date() == clock.today()


@blueprint.get("/committee")
@allow(Act.SIT_ON_COMMITTEE, kinds=(SessionKind.COMMITTEE,), reads_only=True)
def committee() -> Response:
    """Where a citizen on the committee starts."""
    seats = [held for held in current_user.account.roles_on(clock.today()) if held.centre]
    return page("desk/committee.html", seats=seats)


@blueprint.get("/door")
@allow(Act.STAND_AT_DOOR, kinds=(SessionKind.DOOR,), reads_only=True)
def door() -> Response:
    """What a citizen who is handed the tablet sees: where they are, and how what they say is looked after."""
    return page("desk/door.html", centre=current_user.centre)


@blueprint.get("/screen")
@allow(Act.WATCH_SCREEN, kinds=(SessionKind.SCREEN,))
def screen() -> Response:
    """The wall: the centre, the day and how many have been here. Never a person."""
    kept = outreach.head_count(current_user.centre, clock.today())
    return page("desk/screen.html", centre=current_user.centre, now=clock.now(), people=kept.people if kept else None)


@blueprint.get("/privacy")
@anyone
def privacy() -> Response:
    """How what citizens tell is looked after, in plain words."""
    return page("desk/privacy.html")


@blueprint.get("/accessibility")
@anyone
def accessibility() -> Response:
    """The accessibility statement (rules R22)."""
    return page("desk/accessibility.html", title=_("Tilgængelighed"))
