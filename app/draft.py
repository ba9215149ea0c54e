"""Drafts (kladder): what somebody is typing, kept on the server while they type, for them alone (lessons 1).

A draft belongs to a form that was opened: it carries the form's key, and goes when the form is stored. It opens again
on the page where it was begun, in the same form. A registration number is not kept in a draft either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

import sqlalchemy as sa
from flask import abort, g, request
from flask_babel import LazyString
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError

from app import clock, cpr, log
from app.db import BIGGEST_ID, Model, db
from app.log import Ground, personal
from app.submission import Submission
from app.text import storable

KEPT_FOR = timedelta(days=30)
"""After the last word that was typed."""

SHOWN_FOR = timedelta(hours=12)
"""A page where a draft was begun in this shift leads to it; an older one stands in the list alone."""

MOST_LOOKED_AT = 20
"""Drafts of one page, for the latest of each of its forms; the others stand in the list."""

MOST_TYPED = 200_000
"""Letters in one draft."""

OWN_FIELDS = frozenset({"csrf_token", "draft_form", "draft_page"})
"""What a form carries for its draft and its protection; nobody entered it."""

HIDDEN_NUMBER = "······"


@personal
class Draft(Model):
    """What was typed into one form. Names and values as a browser sends them."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    form_key: Mapped[str] = mapped_column(sa.String(32), unique=True)
    form: Mapped[str] = mapped_column(sa.String(80))
    page: Mapped[str] = mapped_column(sa.String(500))
    entered: Mapped[list[list[str]]] = mapped_column(sa.JSON)
    saved_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (sa.Index("ix_draft_account", "account_id", "saved_at"),)


@dataclass(frozen=True)
class Waiting:
    """A draft in a list: what it is called, when it was saved, and the address that opens it."""

    id: int
    title: LazyString
    saved_at: datetime
    href: str


_STORED_OR_BEGUN = (
    sa.select(Submission, Draft.id)
    .select_from(sa.select(sa.literal(1).label("one")).subquery())
    .outerjoin(Submission, Submission.key == sa.bindparam("key"))
    .outerjoin(Draft, Draft.form_key == sa.bindparam("key"))
)
_NOT_STORED = ~sa.exists().where(Submission.key == Draft.form_key)
"""Somebody may have typed while the form was being stored: such a draft has done its work."""
_OF_KEY = sa.delete(cast(sa.Table, Draft.__table__)).where(Draft.form_key == sa.bindparam("key"))
_titles: dict[str, LazyString] = {}


def know(form: str, title: LazyString) -> None:
    """Forms of this name have drafts that are called this."""
    _titles[form] = title


def keep(account_id: int, data: Mapping[str, object]) -> tuple[Draft, bool] | None:
    """Keep what a form holds now, and say whether a registration number had to be left out.

    Nothing when the form was stored meanwhile, is none that has drafts, or its key is another's. Ends the request (413)
    where it is too long. Callers commit.
    """
    entered = storable(MultiDict(data))
    form, key = entered.get("draft_form", ""), entered.get("form_key", "")
    if form not in _titles or len(key) != 32 or db.session.get(Submission, key) is not None:
        return None
    typed = [[name, value] for name, value in entered.items(multi=True) if name not in OWN_FIELDS]
    if sum(len(name) + len(value) for name, value in typed) > MOST_TYPED:
        abort(413)
    shown = [[name, value if name == "form_key" else _without_numbers(value)] for name, value in typed]
    kept = _row(account_id, key, form)
    if kept is None:
        return None
    kept.page = own_page(entered.get("draft_page"))
    kept.entered = shown
    kept.saved_at = clock.now()
    log.typed(kept)
    return kept, shown != typed


def own_page(given: str | None) -> str:
    """The address of the page that a form says it stands on, if it is one of ours."""
    if not given or len(given) > 500 or not given.startswith("/") or given.startswith("//") or "\\" in given:
        return "/"
    plain = given.isascii() and given.isprintable() and " " not in given and not cpr.found_in(given)
    return given if plain else "/"


def of(form: str) -> MultiDict[str, str] | None:
    """What the draft that this page was asked to open keeps of a form; nothing unless it is one's own, of this page."""
    wanted = request.args.get("draft", 0, type=int)
    if request.method != "GET" or not 0 < wanted <= BIGGEST_ID or not current_user.is_authenticated:
        return None
    found = db.session.scalar(
        sa.select(Draft).where(Draft.id == wanted, Draft.account_id == current_user.account_id, Draft.form == form)
    )
    if found is None:
        return None
    log.opened(found, ground=Ground.OWN_TASK)
    if urlsplit(found.page).path != request.path:
        return None
    g.draft_opened = True
    return MultiDict((name, value) for name, value in found.entered)


def page_here() -> str:
    """The address of the page that a form is drawn on; drawn anew after a fault, that of the page it was opened on."""
    if request.method == "POST":
        return own_page(request.form.get("draft_page"))
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "draft"]
    return own_page(f"{request.path}?{urlencode(asked)}".rstrip("?"))


def waiting(account_id: int) -> list[Waiting]:
    """Somebody's drafts, the latest first; what is in them is not read."""
    question = (
        sa.select(Draft.id, Draft.form, Draft.saved_at, Draft.page)
        .where(Draft.account_id == account_id, _NOT_STORED)
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
    )
    return [
        Waiting(row.id, _titles[row.form], row.saved_at, address(row.id, row.page))
        for row in db.session.execute(question)
        if row.form in _titles
    ]


def begun_here(form: str) -> Waiting | None:
    """The latest draft that was begun in this form on this page, unless the page shows one already."""
    if request.method != "GET" or "draft_opened" in g or form not in _titles or not current_user.is_authenticated:
        return None
    if "drafts_here" not in g:
        g.drafts_here = _latest_here()
    latest = g.drafts_here.get(form)
    return Waiting(latest.id, _titles[form], latest.saved_at, address(latest.id, latest.page)) if latest else None


def _latest_here() -> dict[str, Any]:
    """The latest draft of each form that was begun on this page: asked once, however many forms there are."""
    on_this_page = sa.or_(Draft.page == request.path, Draft.page.startswith(f"{request.path}?", autoescape=True))
    question = (
        sa.select(Draft.form, Draft.id, Draft.saved_at, Draft.page)
        .where(
            Draft.account_id == current_user.account_id,
            Draft.saved_at > clock.now() - SHOWN_FOR,
            on_this_page,
            _NOT_STORED,
        )
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
        .limit(MOST_LOOKED_AT)
    )
    return {row.form: row for row in reversed(db.session.execute(question).all())}


def address(draft_id: int, page: str) -> str:
    """Where a draft opens again."""
    return f"{page}{'&' if '?' in page else '?'}draft={draft_id}"


def rescued(account_id: int | None) -> str | None:
    """Keep what a request brings whose session has ended or is locked; the address where it opens again.

    Nothing where it brings no form of ours, or cannot show that our page sent it. Commits.
    """
    if account_id is None or request.method != "POST" or "draft_form" not in request.form:
        return None
    try:
        validate_csrf(request.form.get("csrf_token") or request.headers.get("X-CSRFToken"))
    except ValidationError:
        return None
    kept = keep(account_id, request.form)
    if kept is None:
        return None
    db.session.commit()
    return address(kept[0].id, kept[0].page)


def stored_before(key: str) -> tuple[Submission | None, bool]:
    """What was stored with this key, if anything was, and whether a draft has it: one question, for every form asks."""
    stored, begun = db.session.execute(_STORED_OR_BEGUN, {"key": key}).one()
    return stored, begun is not None


def drop(key: str | None) -> None:
    """The form was stored: its draft has done its work. Nobody looks again at one that the request may have read."""
    db.session.flush()
    db.session.connection().execute(_OF_KEY, {"key": key})


def number_of(account_ids: Sequence[int]) -> int:
    """How many drafts these accounts have."""
    return db.session.scalar(sa.select(sa.func.count()).where(Draft.account_id.in_(account_ids), _NOT_STORED)) or 0


def hand_over(from_id: int, to_id: int) -> list[Draft]:
    """Somebody leaves: their drafts are another's from now on; answers with them. Callers commit and log."""
    theirs = list(db.session.scalars(sa.select(Draft).where(Draft.account_id == from_id).with_for_update()))
    for one in theirs:
        one.account_id = to_id
    return theirs


def _row(account_id: int, key: str, form: str) -> Draft | None:
    """Somebody's draft of this key, held until the transaction ends, or a new one; nothing where it is another's."""
    mine = sa.select(Draft).where(Draft.form_key == key, Draft.account_id == account_id).with_for_update()
    found = db.session.scalar(mine)
    if found is not None:
        return found
    fresh = Draft(account_id=account_id, form_key=key, form=form, page="/", entered=[], saved_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(fresh)
    except IntegrityError:
        return db.session.scalar(mine)
    return fresh


def _without_numbers(text: str) -> str:
    return cpr.without(text, HIDDEN_NUMBER)
