"""Who may come in: every view carries a rule, and the program does not start with a view that has none.

A view says `@allow(Act.OPEN_CITIZEN, to=Citizen)` and is handed a citizen that this person may open; or
`@anyone`. What a person may not know exists is 404. Which role may do which act is one page of data,
`accounts/permissions.py`; this module only asks it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.routing import IntegerConverter

from app.db import BIGGEST_ID, db

R = TypeVar("R")

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
MOST_FROM_STRANGERS = 64 * 1024
"""Bytes that a page takes from somebody who is not signed in."""


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
    COUNT_HEADS = "count_heads"
    FIND_CITIZENS = "find_citizens"
    CREATE_CITIZEN = "create_citizen"
    OPEN_CITIZEN = "open_citizen"
    CHANGE_CITIZEN = "change_citizen"
    SEE_FIGURES = "see_figures"
    SEE_DEFINITIONS = "see_definitions"
    SIT_ON_COMMITTEE = "sit_on_committee"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_CENTRES = "manage_centres"
    SEE_PERMISSIONS = "see_permissions"


class SessionKind(StrEnum):
    """What stands in front of the tablet; a route names the kinds that it serves."""

    STAFF = "staff"
    COMMITTEE = "committee"
    DOOR = "door"
    SCREEN = "screen"


class Policy(Protocol):
    """The page of permissions, as this module sees it."""

    def __call__(self, person: Any, act: Act, subject: object | None = None) -> bool: ...


@dataclass(frozen=True)
class Rule:
    """One view's answer to: who, in front of which kind of session, and does reading it write the log?"""

    act: Act | None
    kinds: frozenset[SessionKind]
    reads_only: bool = False


class ViewWithoutRule(RuntimeError):
    """A view that nobody has said who may use; the program does not start."""


def allow(
    act: Act,
    *,
    to: type[Any] | None = None,
    kinds: tuple[SessionKind, ...] = (SessionKind.STAFF,),
    reads_only: bool = False,
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Let a view serve those whom the page of permissions allows this act.

    With `to`, the route's `<id:NAME_id>` is loaded as that model and handed over as NAME, if the person may
    touch it; else 404. `reads_only` marks a page that writes nothing, not even the log.
    """

    def decorate(view: Callable[..., R]) -> Callable[..., R]:
        @wraps(view)
        def guarded(**values: Any) -> R:
            if to is not None:
                name = to.__tablename__
                subject = db.session.get(to, values.pop(f"{name}_id"))
                if subject is None or not may(act, subject):
                    abort(404)
                values[name] = subject
            elif not may(act):
                abort(403)
            return view(**values)

        guarded.access_rule = Rule(act, frozenset(kinds), reads_only)  # type: ignore[attr-defined]
        return guarded

    return decorate


def anyone(view: Callable[..., R]) -> Callable[..., R]:
    """Mark a view that needs no sign-in."""
    view.access_rule = Rule(None, frozenset())  # type: ignore[attr-defined]
    return view


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


def init(app: Flask, policy: Policy) -> None:
    """Ask this page of permissions, before every request."""
    app.url_map.converters["id"] = Id
    app.extensions["policy"] = policy
    app.before_request(_stop_at_the_door)


def refuse_views_without_rule(app: Flask) -> None:
    """The last step of the start; raises ViewWithoutRule with the names."""
    bare = [name for name, view in app.view_functions.items() if not hasattr(view, "access_rule")]
    if bare:
        raise ViewWithoutRule(f"no access rule on: {', '.join(sorted(bare))}")


def _stop_at_the_door() -> Response | None:
    rule = rule_of(request.endpoint)
    if rule is None:
        return None
    _receive(rule)
    g.may_write = not rule.reads_only and (rule.act is not None or request.method == "POST")
    if rule.act is None:
        return None
    if not current_user.is_authenticated:
        return _send_to("accounts.sign_in", next=_way_back())
    if current_user.locked:
        return _send_to("accounts.unlock", next=_way_back())
    if current_user.kind not in rule.kinds:
        abort(403)
    return None


def _receive(rule: Rule) -> None:
    """Have all that was sent before the database is asked, so that nobody's slow line holds up the others."""
    if rule.act is None:
        request.max_content_length = MOST_FROM_STRANGERS
    if request.method == "POST":
        if request.mimetype not in FORMS and request.content_length:
            abort(415)
        request.form  # noqa: B018


def rule_of(endpoint: str | None) -> Rule | None:
    """The rule of an endpoint; none where no view is meant (an unknown address)."""
    view = current_app.view_functions.get(endpoint or "")
    return getattr(view, "access_rule", None)


def _way_back() -> str | None:
    return here() if request.method == "GET" and not is_htmx() else None


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
    return redirect(target, code=303)  # type: ignore[return-value]
