"""Answers: a whole page, or the part of it that htmx asked for, from the same templates.

Rendering comes first, then the log and the commit, then the answer: what could not be logged is not shown.
"""

from flask import Flask, Response, redirect, render_template
from htmx_flask import Htmx, make_response, request

from app import log
from app.access import OWN_PATH, is_htmx
from app.db import db

CONTENT_SECURITY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
"""On every answer, errors and parts included."""

_extension = Htmx()


def init(app: Flask) -> None:
    """Know htmx's requests, and send the headers with every answer."""
    _extension.init_app(app)
    app.after_request(_with_headers)


def page(template: str, *, part: str | None = None, status: int = 200, **context: object) -> Response:
    """The page; or, when htmx asks for a part of one, the template of that part alone."""
    partial = part is not None and wants_part()
    db.session.flush()
    body = render_template(part if partial and part else template, **context)
    log.settle()
    db.session.commit()
    answer = make_response(body, status)
    answer.vary.update(["HX-Request", "HX-Request-Type", "HX-History-Restore-Request"])
    return answer


def download(content: bytes, *, name: str, mimetype: str) -> Response:
    """A file to keep; like a page, it is sent only when the reading of it has been logged."""
    log.settle()
    db.session.commit()
    answer = make_response(content)
    answer.mimetype = mimetype
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def wants_part() -> bool:
    """Whether this request is htmx's for a part; a history restore and a boosted page are whole pages."""
    if not request.htmx or request.htmx.history_restore_request:
        return False
    return request.headers.get("HX-Request-Type", "partial") == "partial"


def seen_at(target: str, part: bool = False) -> Response:
    """After a POST: go and see the result (303). htmx goes there as a page, unless it wants only the part there."""
    if is_htmx() and not part:
        return make_response(redirect=target)
    return redirect(target, code=303)  # type: ignore[return-value]  # Flask makes its own kind of answer


def own_path(target: str | None) -> str | None:
    """The target if it is a path of this site that can be followed safely; else nothing."""
    if target and OWN_PATH.fullmatch(target):
        return target
    return None


def _with_headers(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers[name] = value
    if request.endpoint == "static" and answer.status_code in (200, 206, 304):
        named_by_content = "v" in request.args
        lasts = "max-age=31536000, immutable" if named_by_content else "max-age=86400"
        answer.headers["Cache-Control"] = f"public, {lasts}"
    else:
        answer.headers["Cache-Control"] = "no-store"
    if request.is_secure:
        answer.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return answer
