"""Two people changed the same record: both texts are shown, and whoever came last chooses, field by field.

A form that changes a record is opened with its version (`Changing`, `opened`). When it comes back and somebody else has
saved meanwhile, `between` finds every field that differs. The page that follows holds everything that was typed, shows
the two beside each other and asks what is to count: mine, theirs or, for texts and several choices, both. Sent again,
the choices are applied to what the record says at that moment; if it has changed once more, they are asked anew.

The form also carries a digest of each value it was opened with, so that a choice is made beforehand where only one of
the two has touched a field. `hold` the record first: then nobody saves between the question and the answer.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from flask import Response, current_app, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from app.db import Base, db
from app.form import StoringForm
from app.language import day
from app.log import AccessedRecord, AccessEntry, LogAct
from app.page import page

SETTLING = "settling"
"""The name of the hidden field that says: this is the answer to a conflict."""
KEEP = "keep-"
_IN_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

_OWN = ("csrf_token", "form_key", "version", "seen")


class Keep(StrEnum):
    """What is to count where two texts differ."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


class Changing(StoringForm):
    """The base of every form that changes a record which somebody else may be changing too."""

    one_only: ClassVar[frozenset[str]] = frozenset()
    """Texts of which two make no sense together, such as a username."""

    version = HiddenField(default="1")
    seen = HiddenField(default="")


@dataclass(frozen=True)
class Saved:
    """Who saved the record last, and when; as far as the log still knows."""

    name: str
    at: datetime


@dataclass(frozen=True)
class Difference:
    """One field that says two things. `keep` is the choice made so far; `missing`: one must be made."""

    name: str
    label: str
    mine: str
    theirs: str
    may_keep_both: bool
    keep: Keep | None
    missing: bool = False


@dataclass(frozen=True)
class Conflict:
    """What two people say about one record, and everything that was typed by the one who came last."""

    differences: tuple[Difference, ...]
    version: str
    saved: Saved | None
    hidden: tuple[tuple[str, str], ...]

    @property
    def missing(self) -> tuple[Difference, ...]:
        """The fields about which nothing was chosen though the choices were sent."""
        return tuple(one for one in self.differences if one.missing)

    @property
    def status(self) -> int:
        """409 Conflict; 422 when the answer to it is not complete."""
        return 422 if self.missing else 409


def opened(form: Changing, version: int, values: Mapping[str, Any]) -> None:
    """Let a form know what the record says as it is opened: its version, and a digest of each field.

    One that opens from a draft keeps what it was begun with: what was saved since is not overwritten in silence.
    """
    if form.from_draft:
        return
    form.version.data = str(version)
    form.seen.data = ".".join(f"{name}:{_digest(name, value)}" for name, value in values.items() if name in form)


def between(form: Changing, version: int, values: Mapping[str, Any], record: Base | None = None) -> Conflict | None:
    """The conflict between what was sent and what the record says now, field by field; None when there is none.

    Where the answer to a conflict was sent, and the record still is as it was shown, the choices are applied to the
    form; validate it afterwards. `record` is the one whose last saving is named.
    """
    answering = SETTLING in request.form
    in_time = form.version.data == str(version)
    if in_time and not answering:
        return None
    differing = {name: value for name, value in values.items() if name in form and _differs(form[name], value)}
    if not differing:
        form.version.data = str(version)
        return None
    chosen = {name: _chosen(form, form[name], value) for name, value in differing.items()}
    if in_time and all(chosen.values()):
        _apply(form, differing, chosen)
        return None
    seen = _seen(form)
    before = {name: _untouched(form[name], value, seen.get(name)) for name, value in differing.items()}
    if set(before.values()) == {Keep.MINE} and not answering:
        # The other one changed something that is not among these: nothing of theirs would be overwritten.
        form.version.data = str(version)
        return None
    return Conflict(
        tuple(
            Difference(
                name=name,
                label=str(form[name].label.text),
                mine=words(form[name], form[name].data),
                theirs=words(form[name], value),
                may_keep_both=_may_keep_both(form, form[name], value),
                keep=(chosen[name] if in_time else None) or before[name],
                missing=in_time and chosen[name] is None,
            )
            for name, value in differing.items()
        ),
        str(version),
        last_saved(record) if record is not None else None,
        (
            *((name, value) for name, value in entered(form).items(multi=True) if name not in _OWN),
            ("seen", form.seen.data or ""),
        ),
    )


def conflict_page(conflict: Conflict, form: Changing, *, heading: str, action: str, back: str) -> Response:
    """The page that shows both; sending it goes to the form's own address."""
    return page(
        "conflict.html",
        status=conflict.status,
        conflict=conflict,
        conflict_form=form,
        heading=heading,
        action=action,
        back=back,
    )


def last_saved(record: Base) -> Saved | None:
    """Who made or changed the record last, as the log knows it."""
    account = db.metadata.tables["account"]
    inspection: Any = sa.inspect(record)
    row = db.session.execute(
        sa.select(account.c.name, AccessEntry.last_at)
        .join(AccessEntry, AccessEntry.account_id == account.c.id)
        .join(AccessedRecord, AccessedRecord.entry_id == AccessEntry.id)
        .where(
            AccessedRecord.kind == record.__tablename__,
            AccessedRecord.record_id == inspection.identity[0],
            AccessEntry.act.in_([LogAct.CREATED, LogAct.CHANGED]),
        )
        .order_by(AccessEntry.id.desc())
        .limit(1)
    ).first()
    return Saved(row[0], row[1]) if row else None


def entered(form: Changing) -> MultiDict[str, str]:
    """What the form holds, as it would be sent; what could not be read stays as it was typed."""
    data: MultiDict[str, str] = MultiDict()
    for field in form:
        read = not field.process_errors and field.short_name != "csrf_token"
        typed = [text for text in field.raw_data or [] if isinstance(text, str)]
        data.setlist(field.name, _sent(field, field.data) if read else typed)
    return data


def words(field: Field, value: Any) -> str:
    """A value of a field as it is read: the words of a choice, a day, yes or no."""
    if isinstance(field, BooleanField):
        return _("Ja") if value else _("Nej")
    if not _plain(value):
        return _("(tomt)")
    if isinstance(field, SelectField):
        wanted = {_plain(one) for one in value} if isinstance(field, SelectMultipleField) else {_plain(value)}
        named = [str(option.label.text) for option in field if str(option.choice.value) in wanted]
        return ", ".join(named) or ", ".join(sorted(wanted))
    return day(value) if isinstance(value, date) else str(value).strip()


def _apply(form: Changing, values: Mapping[str, Any], chosen: Mapping[str, Keep | None]) -> None:
    data = entered(form)
    for name, value in values.items():
        if chosen[name] is Keep.THEIRS:
            data.setlist(name, _sent(form[name], value))
        elif chosen[name] is Keep.BOTH:
            data.setlist(name, _sent(form[name], _both(form[name], value)))
    data.setlist("csrf_token", request.form.getlist("csrf_token"))
    form.process(data)


def _both(field: Field, theirs: Any) -> Any:
    """The other's first, then mine. A word stands between two short texts: two phone numbers side by side would read
    as a registration number.
    """
    if isinstance(field, SelectMultipleField):
        return [*theirs, *(one for one in field.data or [] if _plain(one) not in set(map(_plain, theirs)))]
    first, then = str(theirs).strip(), str(field.data).strip()
    if isinstance(field, TextAreaField):
        return f"{first}\n\n{then}"
    return _("%(first)s og %(then)s", first=first, then=then)


def _may_keep_both(form: Changing, field: Field, theirs: Any) -> bool:
    if not _plain(field.data) or not _plain(theirs) or field.name in form.one_only:
        return False
    if isinstance(field, SelectMultipleField):
        return True
    return isinstance(field, StringField) and not isinstance(field, HiddenField)


def _chosen(form: Changing, field: Field, theirs: Any) -> Keep | None:
    given = request.form.get(KEEP + field.name)
    offered = {Keep.MINE, Keep.THEIRS} | ({Keep.BOTH} if _may_keep_both(form, field, theirs) else set())
    return Keep(given) if given in offered else None


def _untouched(field: Field, theirs: Any, seen: str | None) -> Keep | None:
    """The choice that is clear because only one of the two has changed the field."""
    if seen is None:
        return None
    if seen == _digest(field.name, field.data):
        return Keep.THEIRS
    return Keep.MINE if seen == _digest(field.name, theirs) else None


def _seen(form: Changing) -> dict[str, str]:
    pairs = (part.split(":") for part in (form.seen.data or "").split("."))
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def _digest(name: str, value: Any) -> str:
    """Written in letters: figures by chance would now and then read as a registration number, and stop the form."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return (
        hmac.new(secret, repr((name, _plain(value))).encode(), hashlib.sha256).hexdigest()[:12].translate(_IN_LETTERS)
    )


def _differs(field: Field, theirs: Any) -> bool:
    return _plain(field.data) != _plain(theirs)


def _plain(value: Any) -> str:
    """A value as a text by which it is compared: the same for what the database keeps and what a form sends."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or value is False:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Iterable):
        return "\x1f".join(sorted(_plain(one) for one in value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _sent(field: Field, value: Any) -> list[str]:
    """A value as a browser sends it; nothing for a box that is not ticked and a choice that is not made."""
    if isinstance(field, BooleanField):
        return ["y"] if value else []
    if isinstance(field, SelectMultipleField):
        return [str(getattr(one, "value", one)) for one in value or []]
    if isinstance(field, RadioField) and value is None:
        return []
    if isinstance(field, DateField) and value is not None:
        return [value.isoformat()]
    return [str(getattr(value, "value", value))] if value is not None else [""]
