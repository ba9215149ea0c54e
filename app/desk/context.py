"""What every template can ask: who is signed in, where they may go, and whether this is the demo."""

from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request
from flask_login import current_user

from app import clock, draft
from app.access import here, may
from app.accounts.session import IDLES
from app.accounts.words import role_line, said, said_together
from app.desk.help import help_here
from app.desk.navigation import ways
from app.installation import is_training


def init(app: Flask) -> None:
    """Give every template its surroundings, and every static file a name that changes with its content."""
    app.context_processor(_surroundings)
    app.add_template_filter(said)
    app.add_template_global(said)
    app.add_template_global(said_together)
    app.add_template_global(draft.page_here, "draft_page")
    app.add_template_global(draft.begun_here, "draft_begun_here")
    app.add_template_global(static_file)


def _surroundings() -> dict[str, Any]:
    return {
        "may": may,
        "me": _me(),
        "navigation": ways(),
        "help_here": help_here,
        "demo": is_training(current_app),
        "here": here() if request.method == "GET" else "/",
    }


def _me() -> dict[str, Any] | None:
    """Who is signed in, as long as the screen is open: a locked one names its owner only where it is unlocked."""
    if not current_user.is_authenticated or current_user.locked or current_user.kind not in IDLES:
        return None
    places = {held.centre_id for held in current_user.account.roles_on(clock.today()) if held.centre_id}
    return {
        "name": current_user.account.name,
        "initials": current_user.account.initials,
        "role_line": role_line(current_user),
        "may_switch_place": len(places) > 1,
        "idle_after": round(current_app.config["IDLE_LOCK"].total_seconds()),
        "touched_ago": max(0, round((clock.now() - current_user.touched_at).total_seconds())),
    }


def static_file(filename: str) -> str:
    """The address of a static file. Every icon of a page asks for one, so it is put together without a route."""
    return f"{request.script_root}/static/{filename}?v={_mark(filename)}"


@cache
def _mark(filename: str) -> str:
    """What changes with the file's content."""
    try:
        return format((Path(current_app.static_folder or "") / filename).stat().st_mtime_ns, "x")[-10:]
    except OSError:
        return "missing"
