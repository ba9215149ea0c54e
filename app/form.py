"""Forms: text made storable, registration numbers stopped, every sending stored once, and sentences in Danish.

A form that stores carries a key made when it was opened. The same key with the same content answers with the first
result; with other content it is refused (409).
"""

import hashlib
import hmac
import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, abort, current_app, request, session
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from wtforms import Field, HiddenField, PasswordField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, StopValidation

from app import clock, cpr, draft
from app.db import db
from app.page import seen_at
from app.submission import StoredBefore, Submission
from app.text import storable

_KEY = re.compile(r"[0-9a-f]{32}")

SENTENCES = {
    "This field is required.": _l("Udfyld feltet."),
    "Not a valid choice.": _l("Vælg en af mulighederne."),
    "Not a valid choice": _l("Vælg en af mulighederne."),
    "Invalid Choice: could not coerce.": _l("Vælg en af mulighederne."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _l("Vælg blandt mulighederne."),
    "Choices cannot be None.": _l("Vælg en af mulighederne."),
    "Not a valid integer value.": _l("Skriv et helt tal."),
    "Not a valid date value.": _l("Skriv en dato som 24.12.2026."),
    "Not a valid time value.": _l("Skriv et klokkeslæt som 12.20."),
    "Number must be between %(min)s and %(max)s.": _l("Tallet skal være mellem %(min)s og %(max)s."),
    "Number must be at least %(min)s.": _l("Tallet skal være mindst %(min)s."),
    "Number must be at most %(max)s.": _l("Tallet må højst være %(max)s."),
    "Field must be equal to %(other_name)s.": _l("De to felter skal være ens."),
    "Invalid input.": _l("Skriv det på en anden måde."),
}
"""What WTForms itself can say, in our words."""

_COUNTED = {
    "Field must be at least %(min)d character long.": _l("Skriv mindst %(min)d tegn."),
    "Field cannot be longer than %(max)d character.": _l("Skriv højst %(max)d tegn."),
    "Field must be exactly %(max)d character long.": _l("Skriv præcis %(max)d tegn."),
    "Field must be between %(min)d and %(max)d characters long.": _l("Skriv mellem %(min)d og %(max)d tegn."),
    "'%(value)s' is not a valid choice for this field.": _l("Vælg en af mulighederne."),
}


class Sentences:
    """WTForms' translator, speaking the sentences above in the page's language."""

    def gettext(self, string: str) -> str:
        """The sentence for one of WTForms' messages."""
        return str(SENTENCES.get(string) or _COUNTED.get(string) or string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The sentence for one of WTForms' counted messages."""
        return str(_COUNTED.get(singular) or SENTENCES.get(singular) or (singular if n == 1 else plural))


class Form(FlaskForm):
    """The base of every form: CSRF, storable text, no registration numbers, sentences of our own."""

    class Meta(FlaskForm.Meta):
        """Text is made storable before any field sees it; messages are our own."""

        def get_translations(self, _form: object) -> Sentences:
            """Our sentences."""
            return Sentences()

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """The request's data, storable; on a page that is opened with a draft, what that keeps of this form."""
            data = super().wrap_formdata(form, formdata)
            if data is not None:
                return storable(data)
            kept = draft.of(type(form).__name__) if getattr(form, "draft_title", None) else None
            form.from_draft = kept is not None
            return kept

    def validate(self, extra_validators: Any = None) -> bool:
        """Also stops registration numbers in every field but passwords, which are kept as hashes alone."""
        fine = bool(super().validate(extra_validators))
        for field in self:
            # A key of ours is checked by its pattern; its random figures may well look like a number.
            if isinstance(field, PasswordField) or field.short_name == "form_key":
                continue
            numbers = [number for text in _texts(field) for number in cpr.found_in(text)]
            if numbers:
                sentence = _l("Skriv ikke CPR-numre. Fjern %(numbers)s.", numbers=", ".join(numbers))
                field.errors = [*field.errors, sentence]
                fine = False
        return fine

    def also_wrong(self, problem: str) -> None:
        """What is wrong with something that no field holds, such as a picture; nothing where nothing is."""
        if problem:
            self.form_errors.append(problem)


class StoringForm(Form):
    """The base of every form that stores something: it carries a key, and is stored once."""

    form_key = HiddenField(default=lambda: uuid.uuid4().hex)
    result_is_part = False
    """Whether htmx wants the part that stands at the result's address, instead of going there."""
    draft_title: LazyString | None = None
    """What its draft is called in the list of one's drafts; without a title what is typed is not kept as one."""
    from_draft = False
    """Whether the form shows a draft, so that nothing is to be proposed over it."""
    was_begun = True
    """Whether a draft has its key, as far as is known; it goes when the form is stored."""

    def __init_subclass__(cls, **how: Any) -> None:
        super().__init_subclass__(**how)
        if cls.draft_title is not None:
            draft.know(cls.__name__, cls.draft_title)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ends the request where the form was stored before, with the first result (or 409: see `once`), since what
        it made may be what its second sending would now collide with; and (400) where it never was a form of ours.
        """
        if not _KEY.fullmatch(self.form_key.data or ""):
            abort(400)
        first = self._first_result()
        if first is not None:
            abort(first)
        return super().validate(extra_validators)

    def once(self, store: Callable[[], str], show: Callable[[str], Response] | None = None) -> Response:
        """Store what this form says, once, commit, and lead to the address that `store` answers; or `show` what stands
        there at once.

        A double tap or a resend leads to the first result; the same key with other content is 409. Where two people
        make the same row at the same moment, the second tries again and finds it made.
        """
        try:
            target = self._stored(store)
        except IntegrityError:
            first = self._first_result()
            if first is not None:
                return first
            try:
                target = self._stored(store)
            except IntegrityError:
                abort(409)
        return show(target) if show else seen_at(target, part=self.result_is_part)

    def _stored(self, store: Callable[[], str]) -> str:
        try:
            target = store()
            db.session.add(
                Submission(
                    key=self.form_key.data,
                    account_id=_who(),
                    content=self._content(),
                    target=target,
                    stored_at=clock.now(),
                )
            )
            if self.was_begun:
                draft.drop(self.form_key.data)
            db.session.commit()
        except BaseException:
            db.session.rollback()
            # Nothing was stored, so nothing is said of it.
            session.pop("_flashes", None)
            raise
        return target

    def _first_result(self) -> Response | None:
        first, self.was_begun = draft.stored_before(self.form_key.data)
        if first is None:
            return None
        if first.account_id != _who():
            abort(409)
        if first.content != self._content():
            raise StoredBefore(first.target)
        return seen_at(first.target, part=self.result_is_part)

    def _content(self) -> str:
        """A keyed digest of what was entered; from it nobody learns the content."""
        entered = sorted((name, request.form.getlist(name)) for name in request.form if name not in draft.OWN_FIELDS)
        secret = str(current_app.config["SECRET_KEY"]).encode()
        return hmac.new(secret, repr((request.path, entered)).encode(), hashlib.sha256).hexdigest()


class OrNothing(Optional):
    """A choice that can wait. Unlike `Optional`, it takes no blank that somebody's program made up for nothing."""

    def __init__(self) -> None:
        super().__init__(strip_whitespace=False)


class OptionalUnless(Optional):
    """A field that may be left empty, unless another one has this value; plain `Optional` would end the checks."""

    def __init__(self, other: str, value: str, message: LazyString) -> None:
        super().__init__()
        self.other, self.value, self.message = other, value, message

    def __call__(self, form: Form, field: Field) -> None:
        """Ends the checks of an empty field, with the message where it is needed."""
        try:
            super().__call__(form, field)
        except StopValidation:
            if form[self.other].data == self.value:
                raise StopValidation(self.message) from None
            raise


def choices(words: Mapping[Any, object]) -> list[SelectChoice]:
    """The options of a field, from a mapping of values to the words for them."""
    return [SelectChoice(getattr(value, "value", value), word) for value, word in words.items()]


def _texts(field: Field) -> list[str]:
    return [text for text in (field.raw_data or []) if isinstance(text, str)]


def _who() -> int | None:
    """Whose form it is: nobody's at the citizens' door."""
    return current_user.person.account_id if current_user.is_authenticated else None
