"""The one tap that mends an incomplete record; each form stands in its row."""

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from app.citizens.words import KNOWN_BEFORE
from app.form import StoringForm, choices


class KnownBeforeTap(StoringForm):
    """One of the three answers."""

    result_is_part = True

    known_before = SelectField(choices=choices(KNOWN_BEFORE), validators=[InputRequired()])


class IncomeTap(StoringForm):
    """One of the sources."""

    result_is_part = True

    source = SelectField(coerce=int, choices=[], validators=[InputRequired()])


class UndoTap(StoringForm):
    """Take one's last tap back."""

    result_is_part = True

    undo = StringField()
