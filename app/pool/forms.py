"""The forms of the pool. What was typed stays when something is refused."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.form import StoringForm
from app.money import KronerField
from app.pool.balance import FIRST_YEAR, LAST_YEAR, LONGEST_REASON, MOST


def _amount(label: object) -> KronerField:
    return KronerField(label, [InputRequired(_l("Skriv beløbet i kroner, som 1.234,50."))], most=MOST)


class YearForm(StoringForm):
    """Another year."""

    year = IntegerField(_l("Hvilket år?"), [InputRequired(), NumberRange(FIRST_YEAR, LAST_YEAR)])
    budget = _amount(_l("Budget: hvad der er i alt"))
    frame = _amount(_l("Ramme: hvad udvalget må give ud"))


class BudgetForm(StoringForm):
    """Budget and frame are these from now on."""

    draft_title = _l("Budget og ramme")

    budget = _amount(_l("Budget: hvad der er i alt"))
    frame = _amount(_l("Ramme: hvad udvalget må give ud"))
    reason = StringField(_l("Hvorfor ændres det?"), [InputRequired(), Length(max=LONGEST_REASON)])


class ReserveForm(StoringForm):
    """Money is set aside."""

    draft_title = _l("Penge sat til side")

    amount = _amount(_l("Hvor meget?"))
    reason = StringField(_l("Hvad er det til?"), [InputRequired(), Length(max=LONGEST_REASON)])


class ReleaseForm(StoringForm):
    """What was set aside is free again."""

    what = SelectField(_l("Hvilke penge?"), coerce=int)
    amount = _amount(_l("Hvor meget?"))
    reason = StringField(_l("Hvorfor?"), [InputRequired(), Length(max=LONGEST_REASON)])


class MoveForm(StoringForm):
    """An amount that is paid out or comes back."""

    amount = _amount(_l("Hvor meget?"))
    reason = StringField(_l("Til hvad? (kan stå tomt)"), [Optional(), Length(max=LONGEST_REASON)])


class LapseForm(StoringForm):
    """What is left of a grant is not needed."""

    reason = StringField(_l("Hvorfor skal de ikke bruge resten?"), [InputRequired(), Length(max=LONGEST_REASON)])


class CorrectionForm(StoringForm):
    """What a line should have said."""

    draft_title = _l("Rettelse i puljen")

    amount = KronerField(_l("Hvad skulle der have stået? Lad feltet stå tomt, hvis linjen slet ikke skulle være der"))
    reason = StringField(_l("Hvad var der galt?"), [InputRequired(), Length(max=LONGEST_REASON)])
