"""Whatever WTForms can say on our forms, it says in our words: in Danish, and in English for those who chose it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import wtforms
from flask import Flask, session
from werkzeug.datastructures import MultiDict
from wtforms import validators
from wtforms.fields.choices import SelectChoice

from app import form as forms
from app.form import SENTENCES, Form

ONE = [SelectChoice("1", "en")]


def _form(field: Any) -> type[Form]:
    class OneField(Form):
        class Meta(Form.Meta):
            csrf = False

        other = wtforms.StringField()
        one = field

    return OneField


CASES: dict[str, tuple[Any, list[str]]] = {
    "required": (wtforms.StringField(validators=[validators.InputRequired()]), [""]),
    "data required": (wtforms.StringField(validators=[validators.DataRequired()]), [" "]),
    "too short": (wtforms.StringField(validators=[validators.Length(min=3)]), ["a"]),
    "too long": (wtforms.StringField(validators=[validators.Length(max=3)]), ["abcd"]),
    "not exactly": (wtforms.StringField(validators=[validators.Length(min=3, max=3)]), ["a"]),
    "not between": (wtforms.StringField(validators=[validators.Length(min=2, max=3)]), ["a"]),
    "one letter": (wtforms.StringField(validators=[validators.Length(min=1)]), [""]),
    "number not between": (wtforms.IntegerField(validators=[validators.NumberRange(1, 3)]), ["4"]),
    "number too small": (wtforms.IntegerField(validators=[validators.NumberRange(min=1)]), ["0"]),
    "number too big": (wtforms.IntegerField(validators=[validators.NumberRange(max=3)]), ["4"]),
    "no number": (wtforms.IntegerField(), ["1e999"]),
    "no date": (wtforms.DateField(), ["i går"]),
    "no time": (wtforms.TimeField(), ["snart"]),
    "not equal": (wtforms.StringField(validators=[validators.EqualTo("other")]), ["a"]),
    "no match": (wtforms.StringField(validators=[validators.Regexp("b")]), ["a"]),
    "none of the options": (wtforms.RadioField(choices=ONE), ["2"]),
    "none of the select's options": (wtforms.SelectField(choices=ONE), ["2"]),
    "not one of several": (wtforms.SelectMultipleField(choices=ONE), ["2"]),
    "two that are none": (wtforms.SelectMultipleField(choices=ONE), ["2", "3"]),
    "no number as option": (wtforms.RadioField(choices=[SelectChoice(1, "en")], coerce=int), ["x"]),
    "no numbers as options": (wtforms.SelectMultipleField(choices=[SelectChoice(1, "en")], coerce=int), ["x"]),
}

SAYS_IT_ITSELF = "Skriv ikke CPR-numre. Fjern 010190-1234."


def _said(app: Flask, field: Any, typed: list[str], language: str) -> list[str]:
    with app.test_request_context(method="POST"):
        session["language"] = language
        form = _form(field)(MultiDict([("one", one) for one in typed]))
        assert not form.validate()
        return [str(error) for error in form.one.errors]


@pytest.mark.parametrize("name", CASES)
def test_what_wtforms_says_is_said_in_danish(app: Flask, name: str) -> None:
    said = _said(app, *CASES[name], "da")
    assert said
    assert [sentence for sentence in said if not _danish(sentence)] == []


@pytest.mark.parametrize("name", CASES)
def test_what_wtforms_says_is_said_in_english_to_those_who_chose_it(app: Flask, name: str) -> None:
    english, danish = _said(app, *CASES[name], "en"), _said(app, *CASES[name], "da")
    assert [sentence for sentence in english if sentence in danish or "%(" in sentence] == []


def test_a_registration_number_is_named_in_both_languages(app: Flask) -> None:
    field = wtforms.StringField()
    assert _said(app, field, ["Ib 010190-1234"], "da") == [SAYS_IT_ITSELF]
    (english,) = _said(app, field, ["Ib 010190-1234"], "en")
    assert (english != SAYS_IT_ITSELF, "010190-1234" in english) == (True, True)


def test_every_message_that_wtforms_has_for_our_kinds_of_fields_has_a_sentence() -> None:
    """Read out of WTForms' own source, so that a new version's new message is seen here."""
    used = {message for module in (wtforms.fields, validators) for message in _messages(module)}
    unused = {message for message in used if _of_a_field_we_do_not_use(message)}
    known = set(SENTENCES) | set(forms._COUNTED)
    assert used - unused - known == set()


def _messages(module: Any) -> Iterator[str]:
    from pathlib import Path

    for path in Path(module.__file__).parent.glob("**/*.py") if module is wtforms.fields else [Path(module.__file__)]:
        source = path.read_text()
        for found in re.finditer(r"gettext\(\s*\"([^\"]+)\"", source):
            yield found[1]


UNUSED = (
    "email",
    "URL",
    "IP",
    "MAC",
    "UUID",
    "decimal",
    "float",
    "datetime",
    "CSRF",
    "week",
    "disabled",
    "Date must",
    "edited",
    "value, ",
    "field name",
)


def _of_a_field_we_do_not_use(message: str) -> bool:
    return any(word.casefold() in message.casefold() for word in UNUSED)


def _danish(sentence: str) -> bool:
    english = r"\b(field|this|not|valid|choice|must|number|value|input|be|characters?|the|invalid|required)\b"
    return re.search(english, sentence, re.IGNORECASE) is None
