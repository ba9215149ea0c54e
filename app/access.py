"""Who may come in: every view carries a rule, and the program does not start with a view that has none.

A view says `@allow(Act.OPEN_CITIZEN, to=Citizen)` and is handed a citizen that this person may open; or
`@anyone`. What a person may not know exists is 404. Which role may do which act is one page of data,
`accounts/permissions.py`; this module only asks it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, TypeVar
from urllib.parse import unquote, urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter

from app import draft, log
from app.db import BIGGEST_ID, db

R = TypeVar("R")

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST_FROM_STRANGERS = 64 * 1024
"""Bytes that a page takes from somebody who is not signed in."""
OWN_PATH = re.compile(r"/(?![/\\])[\x21-\x7e]*")
"""A path of this site that can be followed safely."""


class Act(StrEnum):
    """Everything that a person can be allowed to do; the page of permissions says who."""

    START_DAY = "start_day"
    USE_OWN_ACCOUNT = "use_own_account"
    OPEN_DOOR = "open_door"
    STAND_AT_DOOR = "stand_at_door"
    OPEN_SCREEN = "open_screen"
    WATCH_SCREEN = "watch_screen"
    RECORD_CONTACT = "record_contact"
    OPEN_CONTACT = "open_contact"
    CORRECT_CONTACT = "correct_contact"
    FOLLOW_BRIDGES = "follow_bridges"
    COUNT_HEADS = "count_heads"
    FIND_CITIZENS = "find_citizens"
    CREATE_CITIZEN = "create_citizen"
    OPEN_CITIZEN = "open_citizen"
    CHANGE_CITIZEN = "change_citizen"
    FOLLOW_UP = "follow_up"
    COVER_TASKS = "cover_tasks"
    HAND_OVER = "hand_over"
    LINK_CITIZENS = "link_citizens"
    LOOK_ACROSS = "look_across"
    LOOK_ACROSS_OPERATORS = "look_across_operators"
    SEE_PROTECTED = "see_protected"
    WELCOME_CITIZEN = "welcome_citizen"
    MANAGE_LEGAL_GROUNDS = "manage_legal_grounds"
    COMPLETE_RECORDS = "complete_records"
    KEEP_MENTOR_AGREEMENTS = "keep_mentor_agreements"
    COUNT_MENTOR_AGREEMENTS = "count_mentor_agreements"
    SEE_SKP_HOURS = "see_skp_hours"
    SET_SKP_HOURS = "set_skp_hours"
    KEEP_HELPERS = "keep_helpers"
    SEND_TO_JOURNAL = "send_to_journal"
    RUN_BOARD = "run_board"
    TALK_AT_SESSION = "talk_at_session"
    OPEN_CONVERSATION = "open_conversation"
    SEE_PLAN = "see_plan"
    PLAN_SESSIONS = "plan_sessions"
    CHANGE_SESSION = "change_session"
    SEE_VISIT_REQUEST = "see_visit_request"
    ASK_FOR_VISIT = "ask_for_visit"
    ANSWER_VISIT_REQUEST = "answer_visit_request"
    KEEP_OWN_CALENDAR = "keep_own_calendar"
    ASK_IN_SURVEY = "ask_in_survey"
    SEE_SURVEY = "see_survey"
    CHANGE_QUESTIONS = "change_questions"
    KEEP_CONSENT = "keep_consent"
    OPEN_ON_LEGAL_GROUND = "open_on_legal_ground"
    NOTE_CALL = "note_call"
    ANSWER_CALL = "answer_call"
    FOLLOW_INTERVIEWS = "follow_interviews"
    NOTE_WISH_FOR_TREATMENT = "note_wish_for_treatment"
    KEEP_COURSES = "keep_courses"
    MANAGE_TREATMENT_RULES = "manage_treatment_rules"
    KEEP_OFFERS = "keep_offers"
    NOTE_ATTENDANCE = "note_attendance"
    DECIDE = "decide"
    ASK_FOR_DECISION = "ask_for_decision"
    SEE_COMPETENCE = "see_competence"
    MANAGE_COMPETENCE = "manage_competence"
    IMPORT = "import"
    SEE_FIGURES = "see_figures"
    SEE_DEFINITIONS = "see_definitions"
    SEE_PUBLISHED = "see_published"
    CLOSE_PERIOD = "close_period"
    FOLLOW_JOBS = "follow_jobs"
    PROPOSE_DEFINITION = "propose_definition"
    ADOPT_DEFINITION = "adopt_definition"
    READ_APPLICATIONS = "read_applications"
    HOLD_WORKSHOPS = "hold_workshops"
    KEEP_ACTIVITIES = "keep_activities"
    PAY_GRANTS = "pay_grants"
    SIT_ON_COMMITTEE = "sit_on_committee"
    SEE_MEETINGS = "see_meetings"
    KEEP_COMMITTEE = "keep_committee"
    SET_QUORUM = "set_quorum"
    SEE_POOL = "see_pool"
    PAY_FROM_POOL = "pay_from_pool"
    KEEP_POOL = "keep_pool"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_CENTRES = "manage_centres"
    SEE_PERMISSIONS = "see_permissions"


class SessionKind(StrEnum):
    """What stands in front of the tablet; a route names the kinds that it serves."""

    STAFF = "staff"
    COMMITTEE = "committee"
    DOOR = "door"
    SURVEY = "survey"
    SCREEN = "screen"


class Policy(Protocol):
    """The page of permissions, as this module sees it."""

    def __call__(self, person: Any, act: Act, subject: object | None = None) -> bool: ...


@dataclass(frozen=True)
class Rule:
    """One view's answer to: who, in front of which kind of session, does reading it write the log, is it the page
    itself that asks (a poll), not a person, does a locked screen show it too, and does a tablet that was handed over
    for the survey? `takes`: the bytes that it receives, where it is more than others do.
    """

    act: Act | None
    kinds: frozenset[SessionKind]
    reads_only: bool = False
    poll: bool = False
    while_locked: bool = False
    anywhere: bool = False
    takes: int | None = None


class ViewWithoutRule(RuntimeError):
    """A view that nobody has said who may use; the program does not start."""


def allow(
    act: Act,
    *,
    to: type[Any] | None = None,
    kinds: tuple[SessionKind, ...] = (SessionKind.STAFF,),
    reads_only: bool = False,
    poll: bool = False,
    while_locked: bool = False,
    fresh: bool | str = False,
    takes: int | None = None,
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Let a view serve those whom the page of permissions allows this act.

    With `to`, the route's `<id:NAME_id>` is loaded as that model and handed over as NAME, if the person may
    touch it; else 404. A record that was linked to another leads to that one. `reads_only` marks a page that writes
    nothing, not even the log. `poll` marks what a page asks by itself, so that it keeps no unattended tablet open.
    `while_locked` marks what a locked screen shows beside the way to unlock it: nothing about a person may be in it.
    `takes` lets a page receive more bytes than others, so that it can refuse them itself, in a sentence.

    `fresh` marks what takes more than an open screen (an export, an import): the password was given in this session
    within the last ten minutes. Else the person is led to give it, and comes back to the page; from a POST, to the
    page that `fresh` names by its endpoint, built with the POST's own values. Put it on that page too, so that the
    password is asked for before anything is typed.
    """

    def decorate(view: Callable[..., R]) -> Callable[..., R]:
        @wraps(view)
        def guarded(**values: Any) -> R:
            asked = dict(values)
            if to is not None:
                name = to.__tablename__
                subject = db.session.get(to, values.pop(f"{name}_id"))
                kept = getattr(subject, "leads_to", None)
                if subject is None or not may(act, kept or subject):
                    abort(404)
                if kept is not None and request.method in ("GET", "HEAD"):
                    return _lead_to(kept, name)  # type: ignore[return-value]  # an answer instead of the view's own
                if kept is not None:
                    log.led_to(kept)
                values[name] = kept or subject
            elif not may(act):
                abort(403)
            if fresh and not current_user.fresh:
                log.nothing_shown()
                abort(_send_to("accounts.confirm", next=_way_back() if fresh is True else url_for(fresh, **asked)))
            return view(**values)

        rule = Rule(act, frozenset(kinds), reads_only, poll, while_locked, takes=takes)
        guarded.access_rule = rule  # type: ignore[attr-defined]  # a view carries its rule, which mypy cannot declare
        return guarded

    return decorate


def anyone(view: Callable[..., R]) -> Callable[..., R]:
    """Mark a view that needs no sign-in."""
    view.access_rule = Rule(None, frozenset())  # type: ignore[attr-defined]  # as in `allow`
    return view


def anywhere(view: Callable[..., R]) -> Callable[..., R]:
    """Mark a view that needs no sign-in, and that a tablet can reach even while it is handed over for the survey; from
    there every other address leads to the lock.
    """
    view.access_rule = Rule(None, frozenset(), anywhere=True)  # type: ignore[attr-defined]  # as in `allow`
    return view


def unlogged(view: Callable[..., R]) -> Callable[..., R]:
    """Mark a view of which no line is written to any log of the server, whatever goes wrong in it."""
    view.leaves_no_line = True  # type: ignore[attr-defined]  # as in `allow`
    return view


def leaves_no_line(endpoint: str | None) -> bool:
    """Whether this endpoint is marked so."""
    return getattr(current_app.view_functions.get(endpoint or ""), "leaves_no_line", False)


def may(act: Act | str, subject: object | None = None) -> bool:
    """Whether whoever is signed in may do this; templates ask the same question."""
    if not current_user.is_authenticated:
        return False
    policy: Policy = current_app.extensions["policy"]
    return policy(current_user.person, Act(act), subject)


class Id(IntegerConverter):
    """A record's number in an address; what no database could hold is no address."""

    def __init__(self, url_map: Any) -> None:
        super().__init__(url_map, min=1, max=BIGGEST_ID)


def init(app: Flask, policy: Policy, found_locked: Callable[[], None]) -> None:
    """Ask this page of permissions, before every request; say it where a request finds the screen locked."""
    app.url_map.converters["id"] = Id
    app.extensions["policy"] = policy
    app.extensions["found_locked"] = found_locked
    app.before_request(_stop_at_the_door)


def refuse_views_without_rule(app: Flask) -> None:
    """The last step of the start; raises ViewWithoutRule with the names."""
    bare = [name for name, view in app.view_functions.items() if not hasattr(view, "access_rule")]
    if bare:
        raise ViewWithoutRule(f"no access rule on: {', '.join(sorted(bare))}")


def _stop_at_the_door() -> Response | None:
    rule = rule_of(request.endpoint)
    if rule is None:
        return _send_to("accounts.unlock") if _handed_over() else None
    _receive(rule)
    reads_only = rule.reads_only and "draft" not in request.args
    g.may_write = not reads_only and (rule.act is not None or request.method == "POST")
    if not rule.anywhere and _handed_over():
        return _send_to("accounts.unlock")
    if rule.act is None:
        return None
    if not current_user.is_authenticated:
        left_by: Callable[[], int | None] = current_app.extensions["left_by"]
        return _send_to("accounts.sign_in", next=draft.rescued(left_by()) or _way_back())
    if current_user.locked and not rule.while_locked:
        current_app.extensions["found_locked"]()
        return _send_to("accounts.unlock", next=draft.rescued(current_user.account_id) or _way_back())
    if current_user.kind not in rule.kinds:
        abort(403)
    return None


def _handed_over() -> bool:
    return bool(current_user.is_authenticated and current_user.kind is SessionKind.SURVEY)


def _receive(rule: Rule) -> None:
    """Have all that was sent before the database is asked, so that nobody's slow line holds up the others."""
    if rule.act is None:
        request.max_content_length = MOST_FROM_STRANGERS
    elif rule.takes is not None and "_user_id" in session:
        # Whether that session still lasts is for the database to say.
        request.max_content_length = rule.takes
    if request.method == "POST":
        if request.mimetype not in FORMS and request.content_length:
            abort(415)
        request.form  # noqa: B018 (to ask for it is to receive it)


def rule_of(endpoint: str | None) -> Rule | None:
    """The rule of an endpoint; none where no view is meant (an unknown address)."""
    view = current_app.view_functions.get(endpoint or "")
    return getattr(view, "access_rule", None)


def _lead_to(kept: Any, name: str) -> Response:
    """To the same page of the record with which this one is seen."""
    return _send_to(request.endpoint or "", **{**(request.view_args or {}), f"{name}_id": kept.id})


def _way_back() -> str | None:
    """The page to come back to: this one; of a part or a sending, the page it was asked from, if it says so."""
    if request.method == "GET" and not is_htmx():
        return here()
    page = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    ours = page.netloc == request.host
    return openable(f"{page.path}?{page.query}".rstrip("?")) if ours else None


def openable(target: str | None) -> str | None:
    """The target if it is the path of a page of this site, which can be opened and not only sent to; else nothing."""
    if not target or not OWN_PATH.fullmatch(target):
        return None
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, _values = adapter.match(unquote(urlsplit(target).path), method="GET") if adapter else ("", {})
    except HTTPException:
        return None
    return target if endpoint else None


def here() -> str:
    """The address of this page on this site; bytes in it that are no text do no harm."""
    return f"{request.path}?{request.query_string.decode(errors='replace')}".rstrip("?")


def is_htmx() -> bool:
    """Whether htmx asked, so that the answer must not be a redirect that fetch would follow in silence."""
    return request.headers.get("HX-Request") == "true"


def _send_to(endpoint: str, **values: Any) -> Response:
    target = url_for(endpoint, **values)
    if is_htmx():
        return Response(status=401, headers={"HX-Redirect": target})
    return redirect(target, code=303)  # type: ignore[return-value]  # Flask makes its own kind of answer
