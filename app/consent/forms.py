"""What is entered about a consent, its withdrawal and a legal ground."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.citizens.across import Given
from app.citizens.reading import Information
from app.citizens.words import GIVEN
from app.conflict import Changing
from app.consent.consent import LONGEST_WORDS, Review
from app.consent.words import KIND_CHOICES, REVIEWS, WITHOUT
from app.form import StoringForm, choices


class ConsentForm(StoringForm):
    """What the citizen says yes to, read along on the tablet."""

    draft_title = _l("Samtykke")

    to = SelectMultipleField(_l("Hvem må læse?"))
    source = SelectMultipleField(_l("Hvem har skrevet det, de må læse?"))
    kinds = SelectMultipleField(_l("Hvad må de læse om?"), choices=choices(KIND_CHOICES))
    purpose = TextAreaField(
        _l("Hvad skal det bruges til?"),
        [DataRequired(_l("Skriv, hvad det skal bruges til.")), Length(max=LONGEST_WORDS)],
    )
    without_it = TextAreaField(
        _l("Hvad sker der, hvis du siger nej?"),
        [DataRequired(_l("Skriv, hvad der sker uden.")), Length(max=LONGEST_WORDS)],
        default=lambda: str(WITHOUT),
    )
    review = RadioField(
        _l("Hvornår skal vi spørge dig igen?"),
        choices=choices(REVIEWS),
        default=Review.HALF_A_YEAR.value,
        validators=[InputRequired(_l("Vælg, hvornår vi spørger igen."))],
    )
    given = RadioField(
        _l("Hvordan siger du ja?"),
        choices=choices(GIVEN),
        default=Given.ON_TABLET.value,
        validators=[InputRequired(_l("Vælg, hvordan der er sagt ja."))],
    )

    @property
    def informations(self) -> frozenset[Information]:
        """The kinds that were chosen; what is none of them counts for nothing."""
        known = {one.value for one in Information}
        return frozenset(Information(one) for one in self.kinds.data or [] if one in known)


class WithdrawalForm(StoringForm):
    """The citizen takes it back."""

    how = RadioField(
        _l("Hvordan blev det sagt?"),
        choices=choices(GIVEN),
        default=Given.ORALLY.value,
        validators=[InputRequired(_l("Vælg, hvordan det blev sagt."))],
    )


class ReviewForm(StoringForm):
    """The citizen was asked again, and it stands."""

    review = RadioField(
        _l("Hvornår skal vi spørge igen?"),
        choices=choices(REVIEWS),
        default=Review.HALF_A_YEAR.value,
        validators=[InputRequired(_l("Vælg, hvornår vi spørger igen."))],
    )


class GroundForm(StoringForm):
    """Whose words are opened, about what, on which legal ground and for what."""

    draft_title = _l("Åbn med lovhjemmel")

    party = RadioField(
        _l("Hvem har skrevet det, du skal læse?"), validators=[InputRequired(_l("Vælg, hvem der har skrevet det."))]
    )
    kinds = SelectMultipleField(_l("Hvad har du brug for at læse om?"), choices=choices(KIND_CHOICES))
    legal_ground = SelectField(_l("Hvilken lov giver lov til det?"), coerce=int)
    purpose = StringField(
        _l("Hvad skal det bruges til?"),
        [DataRequired(_l("Skriv, hvad det skal bruges til.")), Length(max=LONGEST_WORDS)],
    )

    @property
    def informations(self) -> frozenset[Information]:
        """The kinds that were chosen."""
        return frozenset(Information(one) for one in self.kinds.data or [])


class AgeForm(Changing):
    """Who consents for somebody from this age on, and where that is from."""

    one_only = frozenset({"danish", "english", "source"})

    from_age = IntegerField(_l("Fra hvilken alder, i hele år?"))
    danish = TextAreaField(_l("Teksten"), [DataRequired(_l("Skriv teksten.")), Length(max=LONGEST_WORDS)])
    english = TextAreaField(_l("Teksten på engelsk"), [Length(max=LONGEST_WORDS)])
    source = StringField(_l("Hvor står det?"), [DataRequired(_l("Skriv, hvor det står.")), Length(max=300)])
