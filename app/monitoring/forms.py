"""The period and the centre of the figures, sent as a GET, since it says nothing about a person; and definitions."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.days import WRITTEN
from app.form import Form, StoringForm
from app.monitoring.definition import LONGEST_GROUP, LONGEST_NOTE, LONGEST_TEAM, LONGEST_WORDS, MOST_GROUPS

MOST_MEMBERS = 40
"""More rows than any table has."""


class ScopeForm(Form):
    """From a day to a day, at all centres or at one."""

    first = DateField(_l("Fra og med"), [InputRequired(_l("Vælg den første dag."))], format=WRITTEN)
    last = DateField(_l("Til og med"), [InputRequired(_l("Vælg den sidste dag."))], format=WRITTEN)
    centre = SelectField(_l("Værested"), coerce=int, default=0)

    class Meta(Form.Meta):
        """Nothing is changed, so nothing needs protecting."""

        csrf = False

    def validate_first(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        _refuse_absurd_year(field)

    def validate_last(self, field: DateField) -> None:
        """A period ends after it begins."""
        _refuse_absurd_year(field)
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError(_l("Perioden slutter, før den begynder. Byt om på dagene."))


def _refuse_absurd_year(field: DateField) -> None:
    if field.data and not 1900 <= field.data.year <= 2999:
        raise ValidationError(_l("Skriv en dato som 24.12.2026."))


class ProposalForm(StoringForm):
    """Another way of counting: in words, and with its number or its groups, where the indicator has any."""

    draft_title = _l("Forslag til definition")

    words = TextAreaField(
        _l("Sådan skal der tælles"),
        [DataRequired(_l("Skriv, hvordan der skal tælles.")), Length(max=LONGEST_WORDS)],
    )
    setting = IntegerField(_l("Så mange af 100"), [Optional()])
    names = FieldList(
        StringField(_l("Gruppe"), [Length(max=LONGEST_GROUP)]), min_entries=MOST_GROUPS, max_entries=MOST_GROUPS
    )
    members = FieldList(SelectField(coerce=int, choices=[], default=0), max_entries=MOST_MEMBERS)


class HearingForm(StoringForm):
    """A team that was heard: who, when, and what they said."""

    draft_title = _l("Hvem er hørt")

    team = StringField(
        _l("Hvem er hørt?"), [DataRequired(_l("Skriv, hvilket hold der er hørt.")), Length(max=LONGEST_TEAM)]
    )
    heard_on = DateField(_l("Hvornår?"), [InputRequired(_l("Vælg dagen."))], format=WRITTEN)
    note = TextAreaField(_l("Hvad sagde de?"), [Length(max=LONGEST_NOTE)])

    def validate_heard_on(self, field: DateField) -> None:
        """A year of our time."""
        _refuse_absurd_year(field)
