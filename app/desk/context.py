"""What every template can ask: who is signed in, where they may go, and whether this is the demo."""

from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request
from flask_login import current_user

from app import clock
from app.access import SessionKind, here, may
from app.accounts.words import role_line, said, said_together
from app.db import db
from app.desk.navigation import ways
from app.installation import Origin, origin


def init(app: Flask) -> None:
    """Give every template its surroundings, and every static file a name that changes with its content."""
    app.context_processor(_surroundings)
    app.add_template_filter(said)
    app.add_template_global(said)
    app.add_template_global(said_together)
    app.url_defaults(_dated)


def _surroundings() -> dict[str, Any]:
    return {
        "may": may,
        "me": _me(),
        "navigation": ways(),
        "demo": _is_demo(),
        "here": here() if request.method == "GET" else "/",
    }


def _me() -> dict[str, Any] | None:
    if not current_user.is_authenticated or current_user.kind not in (
        SessionKind.STAFF,
        SessionKind.COMMITTEE,
    ):
        return None
    places = {held.centre_id for held in current_user.account.roles_on(clock.today()) if held.centre_id}
    return {
        "name": current_user.account.name,
        "initials": current_user.account.initials,
        "role_line": role_line(current_user),
        "may_switch_place": len(places) > 1,
    }


def _is_demo() -> bool:
    """Asked of the database until it is known; it never changes afterwards."""
    known = current_app.extensions.get("origin")
    if known is None:
        with db.session.no_autoflush:
            known = current_app.extensions["origin"] = origin()
    return known is Origin.DEMO


def _dated(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static" and "filename" in values:
        values["v"] = _mark(str(Path(__file__).parents[2] / "static" / values["filename"]))


@cache
def _mark(path: str) -> str:
    try:
        return format(Path(path).stat().st_mtime_ns, "x")[-10:]
    except OSError:
        return "missing"
