"""Where each role starts, the pages for citizens, and what every page of an intranet must link to."""

import hashlib
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, draft, log
from app.access import Act, SessionKind, allow, anyone, may
from app.accounts.views import EVERYBODY
from app.activities import calendar
from app.applications import door as visiting
from app.applications import doorway
from app.applications.code import TRIAL_WORDS
from app.decisions import queries as decisions
from app.decisions.models import RequestState
from app.desk import incomplete
from app.desk.navigation import every_way
from app.followups import absence, arranging, handing, queries, rows
from app.followups.forms import SeenForm
from app.installation import is_training
from app.mentoring import queries as mentoring
from app.outreach import queries as outreach
from app.outreach.bridge_pages import bridges_of_day
from app.outreach.heads import head_count_of
from app.outreach.rows import is_today, new_row, row
from app.page import page, seen_at
from app.workshops import room_views

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
        SessionKind.COMMITTEE: "committee.start",
        SessionKind.DOOR: "desk.door",
        SessionKind.SCREEN: "desk.screen",
    }
    return seen_at(url_for(starts.get(current_user.kind, "desk.start")))


@blueprint.get("/day")
@allow(Act.START_DAY)
def start() -> Response:
    """Min dag for those who meet citizens: what is late, today and coming, and for hosts the day's contacts. For
    everybody else the ways there are; a leader sees how much waits at the centres of their own.
    """
    if not may(Act.FOLLOW_UP):
        return page("desk/start.html", now=clock.now(), ways=every_way(), loads=_loads())
    covers = queries.covers_by(current_user.account_id, clock.today())
    day_of: dict[str, Any] = {
        "now": clock.now(),
        "tasks": rows.of_day(current_user.person, covers),
        "covering": [absence.said(cover) for cover in covers],
        "news": _news(),
        "seen": SeenForm(formdata=None),
        "drafts": draft.number_of([current_user.account_id]),
        "mentoring": _mentoring(),
        **_asked(),
        "incomplete": (lacking := incomplete.count(current_user.person)),
        "incomplete_said": incomplete.said(lacking),
    }
    part = "followups/_tasks.html"
    if not may(Act.RECORD_CONTACT):
        return page("desk/day.html", part=part, recent=[], contacts=None, head_count=None, **day_of)
    saved = request.args.get("saved", type=int)
    contacts = outreach.contacts_of_day(current_user.person, clock.today(), also=saved)
    recent = outreach.talked_with_lately(current_user.person, RECENT_SHOWN)
    log.listed({*recent, *(contact.citizen for contact in contacts if contact.citizen)})
    just_saved = [contact for contact in contacts if contact.id == saved]
    todays = [contact for contact in contacts if is_today(contact)]
    return page(
        "desk/day.html",
        part=part,
        recent=recent,
        contacts=[*map(new_row, just_saved), *map(row, (one for one in contacts if one not in just_saved))],
        saved=bool(just_saved),
        number=len(todays),
        people=sum(contact.people for contact in todays),
        head_count=head_count_of(current_user.centre) if current_user.centre else None,
        bridges=bridges_of_day(),
        **day_of,
    )


def _mentoring() -> int:
    """How many mentor agreements of one's own run; none for those who keep none."""
    if not may(Act.KEEP_MENTOR_AGREEMENTS):
        return 0
    return sum(one.number for one in mentoring.counts([current_user.account_id]))


def _asked() -> dict[str, object]:
    """The decisions that one is asked for, and those that came back."""
    if not may(Act.ASK_FOR_DECISION):
        return {"mine": []}
    mine = decisions.requests_with([current_user.account_id], current_user.person)
    log.listed([record for one in mine for record in (one, one.citizen)])
    return {"mine": mine, "returned": RequestState.RETURNED}


def _news() -> dict[str, object]:
    covers, handed = arranging.news(current_user.account_id, clock.today())
    return {"covers": [absence.said(cover) for cover in covers], "handed": handed}


def _loads() -> list[handing.Load] | None:
    """What waits at the leader's centres; nothing for those who lead none."""
    return handing.loads() if arranging.leads(current_user.person) else None


@blueprint.get("/door")
@allow(Act.STAND_AT_DOOR, kinds=(SessionKind.DOOR,), reads_only=True)
def door() -> Response:
    """What a citizen who is handed the tablet sees: where they are, what they can do here without a name, and how what
    they say is looked after.
    """
    here = visiting.visit()
    return page(
        "applications/door.html",
        centre=current_user.centre,
        ways=doorway.ways(current_user.centre),
        is_open=here is not None and here.application_id is not None,
        trial=TRIAL_WORDS if is_training(current_app) else None,
    )


@blueprint.get("/screen")
@allow(Act.WATCH_SCREEN, kinds=(SessionKind.SCREEN,))
def screen() -> Response:
    """The wall: the centre, the day, how many have been here and what happens here soon; or the workshop that runs.
    Never a person.
    """
    if room_views.on_screen(current_user.centre_id):
        return seen_at(url_for("workshops.screen"))
    return page("desk/screen.html", **_wall())


@blueprint.get("/screen/wall")
@allow(Act.WATCH_SCREEN, kinds=(SessionKind.SCREEN,), poll=True)
def wall() -> Response:
    """The wall again, for one that says what it shows; to the workshop, once one has begun."""
    if room_views.on_screen(current_user.centre_id):
        return Response(status=204, headers={"HX-Redirect": url_for("workshops.screen")})
    shown = _wall()
    return Response(status=204) if request.args.get("seen") == shown["mark"] else page("desk/_wall.html", **shown)


def _wall() -> dict[str, Any]:
    """What the wall shows, and a mark that changes with it."""
    kept = outreach.head_count(current_user.centre, clock.today())
    meetings, today = calendar.coming_soon(current_user.centre_id), clock.today()
    said = [today, kept.people if kept else 0, *((one.starts_at, one.title, one.place) for one in meetings)]
    return {
        "centre": current_user.centre,
        "now": clock.now(),
        "people": kept.people if kept else None,
        "meetings": meetings,
        "mark": hashlib.sha256(repr(said).encode()).hexdigest()[:12],
    }


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
