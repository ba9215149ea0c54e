"""Choosing a file, and saying yes to it."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from app.form import Form, choices
from app.imports.words import KINDS


class FileForm(Form):
    """What the file holds; the file itself is read by the view."""

    kind = RadioField(
        _l("Hvad er i filen?"), choices=choices(KINDS), validators=[InputRequired(_l("Vælg, hvad der er i filen."))]
    )


class ReadInForm(Form):
    """Yes to what was counted; and to the warnings, where there are any."""

    seen = BooleanField(_l("Jeg har set advarslerne. De er ikke de samme personer."))
