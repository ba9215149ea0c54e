"""What is entered about decisions, requests for them, and the competence plan."""

from datetime import date
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app import clock
from app.conflict import Changing
from app.days import WRITTEN
from app.decisions.competence import LONGEST_REASON, LONGEST_TEXT, Reason
from app.decisions.words import REFUSALS
from app.form import OrNothing, StoringForm
from app.money import KronerField

EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)

LONGEST_KIND = 60
"""Letters, so that it stands on a chip, and in a line of the journal."""
SOMEBODY_ELSE = "new"


class DecisionForm(StoringForm):
    """What is decided: the kind, the department, the ground, the amount of a single benefit, and the words."""

    draft_title = _l("Afgørelse")

    kind = RadioField(
        _l("Hvad afgør du?"), coerce=int, choices=[], validators=[InputRequired(_l("Vælg, hvad du afgør."))]
    )
    department = RadioField(
        _l("For hvilken afdeling?"),
        coerce=int,
        choices=[],
        validators=[InputRequired(_l("Vælg, hvilken afdeling der træffer den."))],
    )
    ground = SelectField(_l("Hvilken lov?"), coerce=int, choices=[], validators=[InputRequired(_l("Vælg lovhjemlen."))])
    amount = KronerField(_l("Beløb i kroner"))
    text = TextAreaField(
        _l("Hvad er besluttet, og hvorfor?"), [DataRequired(REFUSALS[Reason.NO_TEXT]), Length(max=LONGEST_TEXT)]
    )

    def validate_ground(self, field: Field) -> None:
        """One of the list, not the line above it."""
        if not field.data:
            raise ValidationError(_l("Vælg lovhjemlen."))


class ReplacingForm(DecisionForm):
    """A decision in the place of another."""

    draft_title = _l("Afgørelse, der erstatter en anden")

    reason = StringField(
        _l("Hvorfor bliver den erstattet?"), [DataRequired(REFUSALS[Reason.NO_REASON]), Length(max=LONGEST_REASON)]
    )


class AskForm(StoringForm):
    """Whom to ask for a decision, and what about."""

    draft_title = _l("Bed om en afgørelse")

    to = RadioField(
        _l("Hvem spørger du?"), coerce=int, choices=[], validators=[InputRequired(REFUSALS[Reason.RECEIVER])]
    )
    text = TextAreaField(
        _l("Hvad skal afgøres?"),
        [DataRequired(_l("Skriv kort, hvad der skal afgøres.")), Length(max=LONGEST_REASON)],
    )


class PassOnForm(StoringForm):
    """To whom a request goes on."""

    to = RadioField(
        _l("Hvem skal have den?"), coerce=int, choices=[], validators=[InputRequired(REFUSALS[Reason.RECEIVER])]
    )


class ReturnForm(StoringForm):
    """Why a request goes back."""

    draft_title = _l("Svar på en afgørelse, der er bedt om")

    words = StringField(
        _l("Hvorfor sender du den tilbage?"),
        [DataRequired(_l("Skriv kort, hvorfor du sender den tilbage.")), Length(max=LONGEST_REASON)],
    )


class AliasForm(StoringForm):
    """What somebody without a record is called; where others are called so too, whether it is one of them."""

    draft_title = _l("Alias til en afgørelse")

    alias = StringField(
        _l("Alias eller fornavn"), [DataRequired(_l("Skriv, hvad personen vil kaldes.")), Length(max=200)]
    )
    same = RadioField(_l("Er det en af dem?"), choices=[], validators=[OrNothing()])


class CompetenceForm(StoringForm):
    """A row of the competence plan."""

    draft_title = _l("Kompetence")

    department = SelectField(_l("Hvilken afdeling?"), coerce=int, choices=[])
    kind = SelectField(_l("Hvad må afdelingen afgøre?"), coerce=int, choices=[])
    valid_from = DateField(_l("Gælder fra"), [InputRequired(_l("Vælg dagen."))], format=WRITTEN, default=clock.today)
    valid_to = DateField(_l("Gælder til og med, hvis den ophører"), [Optional()], format=WRITTEN)

    def validate_department(self, field: Field) -> None:
        """One of the list, not the line above it."""
        if not field.data:
            raise ValidationError(_l("Vælg afdelingen."))

    def validate_kind(self, field: Field) -> None:
        """One of the list, not the line above it."""
        if not field.data:
            raise ValidationError(_l("Vælg, hvad afdelingen må afgøre."))

    def validate_valid_from(self, field: Field) -> None:
        """A year of our time."""
        _refuse_absurd_year(field)

    def validate_valid_to(self, field: Field) -> None:
        """A year of our time."""
        _refuse_absurd_year(field)


class LastDayForm(StoringForm):
    """The last day on which a row of the plan holds."""

    last = DateField(_l("Sidste dag"), [InputRequired(_l("Vælg dagen."))], format=WRITTEN, default=clock.today)

    def validate_last(self, field: Field) -> None:
        """A year of our time."""
        _refuse_absurd_year(field)


class KindForm(Changing):
    """A kind of decision."""

    draft_title = _l("Slags afgørelse")
    one_only: ClassVar[frozenset[str]] = frozenset({"danish", "english"})

    danish = StringField(
        _l("Hvad man afgør, med et udsagnsord først"),
        [DataRequired(_l("Skriv det på dansk.")), Length(max=LONGEST_KIND)],
    )
    english = StringField(_l("Det samme på engelsk"), [Length(max=LONGEST_KIND)])
    is_benefit = BooleanField(_l("En enkeltydelse: der skal stå et beløb"))
    valid_from = DateField(_l("Gælder fra"), [InputRequired(_l("Vælg dagen."))], format=WRITTEN, default=clock.today)
    valid_to = DateField(_l("Gælder til og med, hvis den ophører"), [Optional()], format=WRITTEN)

    def validate_valid_from(self, field: Field) -> None:
        """A year of our time."""
        _refuse_absurd_year(field)

    def validate_valid_to(self, field: Field) -> None:
        """It ends no earlier than it begins."""
        _refuse_order(self.valid_from, field)


class GroundForm(Changing):
    """A legal ground of decisions."""

    draft_title = _l("Lovhjemmel til afgørelser")
    one_only: ClassVar[frozenset[str]] = frozenset({"paragraph", "danish", "english"})

    paragraph = StringField(_l("Lov og paragraf"), [DataRequired(_l("Skriv lov og paragraf.")), Length(max=200)])
    danish = StringField(_l("Hvad den giver lov til"), [DataRequired(_l("Skriv det på dansk.")), Length(max=300)])
    english = StringField(_l("Det samme på engelsk"), [Length(max=300)])
    is_uncertain = BooleanField(_l("Ikke efterprøvet af en jurist"))
    valid_from = DateField(_l("Gælder fra"), [InputRequired(_l("Vælg dagen."))], format=WRITTEN, default=clock.today)
    valid_to = DateField(_l("Gælder til og med, hvis den ophører"), [Optional()], format=WRITTEN)

    def validate_valid_from(self, field: Field) -> None:
        """A year of our time."""
        _refuse_absurd_year(field)

    def validate_valid_to(self, field: Field) -> None:
        """It ends no earlier than it begins."""
        _refuse_order(self.valid_from, field)


def _refuse_order(first: DateField, last: Field) -> None:
    _refuse_absurd_year(last)
    if last.data and first.data and last.data < first.data:
        raise ValidationError(REFUSALS[Reason.ENDS_BEFORE])


def _refuse_absurd_year(field: Field) -> None:
    if field.data and not EARLIEST <= field.data <= LATEST:
        raise ValidationError(_l("Skriv en dato som 24.12.2026."))
