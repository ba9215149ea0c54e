"""What staff enter about a citizen."""

import datetime as dt
import re
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional, ValidationError

from app import clock
from app.citizens.across import Basis
from app.citizens.search import words
from app.citizens.standing import Status
from app.citizens.words import BASES_ACROSS, GIVEN, KNOWN_BEFORE, STATUS_CHOICES
from app.conflict import Changing
from app.days import OTHER, WRITTEN, meant, past_date_field, past_day_field
from app.form import Form, OptionalUnless, StoringForm, choices

A_YEAR = dt.timedelta(days=366)
LEAST_FIGURES, LEAST_FIGURES_ABROAD = 8, 6
_BETWEEN_NUMBERS = re.compile(r"\s+(?:og|and)\s+|[,;]")


def phone_number(_form: Form, field: Field) -> None:
    """A number that can be rung up: eight figures or more, or a country's number first. «og» or a comma stands between
    two, as when both are kept of what two people wrote.
    """
    text = (field.data or "").strip()
    if text and not all(_can_be_rung(number) for number in _BETWEEN_NUMBERS.split(text)):
        raise ValidationError(_l("Skriv mindst 8 cifre, eller begynd med + og landets nummer: +46 70 123 45 67."))


def _can_be_rung(number: str) -> bool:
    figures = len(re.sub(r"\D", "", number))
    least = LEAST_FIGURES_ABROAD if number.strip().startswith(("+", "(+", "00")) else LEAST_FIGURES
    return re.fullmatch(r"[+\d\s()/.–-]+", number) is not None and figures >= least


class SearchForm(Form):
    """The beginning of an alias or a name; sent as a POST, so that no name stands in an address or a log."""

    q = StringField(_l("Find en borger: navn eller alias"), [Length(max=200)])
    closed_too = BooleanField(_l("Også afsluttede"))


class CitizenForm(Changing):
    """What the citizen has chosen to tell. Something to call the person by is enough."""

    draft_title = _l("Borger")

    alias = StringField(_l("Alias: det, personen vil kaldes"), [Length(max=200)])
    full_name = StringField(_l("Fulde navn, hvis personen vil give det"), [Length(max=200)])
    reason = StringField(_l("Hvorfor vil personen gerne give sit navn?"), [Length(max=500)])
    phone = StringField(_l("Telefon"), [Length(max=40), phone_number])
    may_be_called = BooleanField(_l("Må gerne ringes op"))
    spoken_language = StringField(_l("Sprog, hvis ikke dansk"), [Length(max=80)])
    birth_date = DateField(_l("Fødselsdato"), [Optional()], format=WRITTEN)
    birth_date_is_approximate = BooleanField(_l("Cirka: vi kender ikke den præcise dag"))
    centre = RadioField(_l("Hvor er personen kendt?"), coerce=int)


class IncomeForm(StoringForm):
    """One tap: what the citizen lives on as of today."""

    source = RadioField(_l("Hvad lever personen af?"), coerce=int, validators=[InputRequired(_l("Vælg en indkomst."))])


class KnownBeforeForm(StoringForm):
    """Was the citizen known to a department before? Asked once."""

    known_before = RadioField(
        _l("Kendte kommunen personen i forvejen?"),
        choices=choices(KNOWN_BEFORE),
        validators=[InputRequired(_l("Vælg et svar."))],
    )


class OtherForm(Form):
    """The beginning of an alias or a name of the record that is the same person."""

    q = StringField(_l("Hvem er den anden? Navn eller alias"), [Length(max=200)])


class LinkForm(StoringForm):
    """Two records are one person: which of them is kept, and how one knows."""

    draft_title = _l("Kobl sammen")

    other = HiddenField()
    keep = RadioField(_l("Hvilken skal blive stående?"), validators=[InputRequired(_l("Vælg, hvilken der bliver."))])
    reason = StringField(
        _l("Hvordan ved I, at de er den samme?"),
        [DataRequired(_l("Skriv kort, hvordan I ved det.")), Length(max=500)],
    )


class StepForm(StoringForm):
    """One button; `about` says what it is about, where that is not plain."""

    about = HiddenField()


class _OnADay(StoringForm):
    on = DateField(_l("Hvilken dag?"), [InputRequired(_l("Vælg dagen."))], format=WRITTEN, default=clock.today)


class GiveNameForm(_OnADay):
    """The citizen would like to be known by name."""

    draft_title = _l("Vil gerne give sit navn")

    full_name = StringField(_l("Fulde navn"), [DataRequired(_l("Skriv navnet.")), Length(max=200)])
    phone = StringField(_l("Telefon, hvis personen vil give den"), [Length(max=40), phone_number])
    reason = StringField(
        _l("Hvorfor vil personen gerne give sit navn?"),
        [DataRequired(_l("Skriv kort, hvorfor.")), Length(max=500)],
    )


class TakeNameBackForm(_OnADay):
    """The citizen takes the name back."""

    draft_title = _l("Vil ikke længere stå med navn")

    alias = StringField(_l("Hvad vil personen kaldes nu?"), [Length(max=200)])
    reason = StringField(
        _l("Hvorfor vil personen ikke længere stå med navn?"),
        [DataRequired(_l("Skriv kort, hvorfor.")), Length(max=500)],
    )
    sure = BooleanField(
        _l("Ja, slet navn og telefon"), [InputRequired(_l("Sæt kryds, så navn og telefon bliver slettet."))]
    )
    full_name = ""
    """The name that is to go, so that nothing kept holds it."""

    def validate_reason(self, field: Field) -> None:
        """The reason is kept when the name is gone, so it is written without it."""
        self._without_name(field)

    def validate_alias(self, field: Field) -> None:
        """What the person is called now is not the name that goes."""
        self._without_name(field)

    def _without_name(self, field: Field) -> None:
        name = words(self.full_name)
        if len(name) > 1 and set(name) <= set(words(field.data or "")):
            raise ValidationError(_l("Skriv det uden det fulde navn. Navnet skal jo slettes."))


class StatusForm(_OnADay):
    """The record is closed, or the citizen moved away or died."""

    draft_title = _l("Afsluttet, flyttet eller død")

    status = RadioField(
        _l("Hvad er der sket?"),
        choices=choices(STATUS_CHOICES),
        validators=[InputRequired(_l("Vælg, hvad der er sket."))],
    )
    is_approximate = BooleanField(_l("Cirka: vi kender ikke den præcise dag"))
    moved_to = StringField(_l("Flyttet hvorhen? By eller kommune er nok"), [Length(max=200)])
    reason = StringField(_l("Hvorfor?"), [Length(max=500)])

    def validate_reason(self, field: Field) -> None:
        """Closing a record says why."""
        if self.status.data == Status.CLOSED.value and not (field.data or "").strip():
            raise ValidationError(_l("Skriv kort, hvorfor I afslutter."))


class ProtectionForm(_OnADay):
    """Name and address are protected."""

    on = DateField(
        _l("Beskyttet fra hvilken dag?"), [InputRequired(_l("Vælg dagen."))], format=WRITTEN, default=clock.today
    )


class SafetyForm(StoringForm):
    """Why nobody goes alone, and until when."""

    draft_title = _l("Gå ikke alene")

    text = StringField(
        _l("Hvorfor skal man ikke gå alene?"),
        [DataRequired(_l("Skriv kort, hvorfor man ikke skal gå alene.")), Length(max=300)],
    )
    until = DateField(_l("Gælder til og med"), [InputRequired(_l("Vælg den sidste dag."))], format=WRITTEN)


class SafetyEndForm(StoringForm):
    """Why the note holds no more."""

    draft_title = _l("Gå ikke alene: gælder ikke mere")

    about = HiddenField()
    reason = StringField(
        _l("Hvorfor gælder den ikke mere?"),
        [DataRequired(_l("Skriv kort, hvorfor den ikke gælder mere.")), Length(max=500)],
    )


class ReasonForm(StoringForm):
    """Why somebody must see what is not their own."""

    draft_title = _l("Begrundelse for at åbne")

    hit = HiddenField()
    reason = StringField(
        _l("Hvorfor har du brug for at se det?"),
        [DataRequired(_l("Skriv kort, hvorfor du har brug for det.")), Length(max=500)],
    )


class AcrossForm(StoringForm):
    """The whole name of somebody whom another operator knows, and on which ground one asks."""

    q = StringField(
        _l("Hele navnet eller hele aliaset"),
        [DataRequired(_l("Skriv hele navnet eller hele aliaset.")), Length(max=200)],
    )
    basis = RadioField(
        _l("Hvad giver dig lov?"),
        choices=choices(BASES_ACROSS),
        validators=[InputRequired(_l("Vælg, hvad der giver dig lov."))],
    )
    given = RadioField(
        _l("Hvordan har personen sagt ja?"),
        choices=choices(GIVEN),
        validators=[OptionalUnless("basis", Basis.CONSENT.value, _l("Vælg, hvordan personen har sagt ja."))],
    )
    legal_ground = SelectField(
        _l("Hvilken lovhjemmel?"),
        coerce=int,
        validators=[OptionalUnless("basis", Basis.LEGAL_GROUND.value, _l("Vælg en lovhjemmel."))],
    )
    purpose = StringField(
        _l("Hvad skal du bruge det til?"),
        [DataRequired(_l("Skriv kort, hvad du skal bruge det til.")), Length(max=500)],
    )

    def validate_legal_ground(self, field: Field) -> None:
        """A legal ground is one of the list."""
        if self.basis.data == Basis.LEGAL_GROUND.value and not field.data:
            raise ValidationError(_l("Vælg en lovhjemmel."))


class LegalGroundForm(Changing):
    """A legal ground of the list."""

    draft_title = _l("Lovhjemmel")
    one_only: ClassVar[frozenset[str]] = frozenset({"danish", "english", "paragraph"})

    danish = StringField(_l("Hvad den giver lov til"), [DataRequired(_l("Skriv det på dansk.")), Length(max=300)])
    english = StringField(_l("Det samme på engelsk"), [Length(max=300)])
    paragraph = StringField(_l("Lov og paragraf"), [DataRequired(_l("Skriv lov og paragraf.")), Length(max=200)])
    is_uncertain = BooleanField(_l("Ikke efterprøvet af en jurist"))
    valid_from = DateField(_l("Gælder fra"), [InputRequired(_l("Vælg dagen."))], format=WRITTEN, default=clock.today)
    valid_to = DateField(_l("Gælder til og med, hvis den ophører"), [Optional()], format=WRITTEN)

    def validate_valid_to(self, field: Field) -> None:
        """It ends no earlier than it begins."""
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(_l("Den sidste dag ligger før den første. Ret den ene."))


class ChildrenForm(StoringForm):
    """One tap: there are children in the home, or no longer."""

    there = StringField(validators=[AnyOf(["yes", "no"])])


class NotificationForm(StoringForm):
    """The day on which the municipality was told. What was said is not asked."""

    day = past_day_field(_l("Hvornår gav du besked?"))
    date = past_date_field()

    def validate_date(self, field: DateField) -> None:
        """A day that has been, of the last year."""
        if self.day.data == OTHER and not clock.today() - A_YEAR <= field.data <= clock.today():
            raise ValidationError(_l("Vælg en dag inden for det sidste år, og ikke senere end i dag."))

    def chosen_day(self) -> dt.date:
        """The day that was chosen."""
        return meant(self.day.data, self.date.data) or clock.today()
