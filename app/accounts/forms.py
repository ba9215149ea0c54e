"""Signing in, choosing a password, and what administrators enter about accounts."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, Regexp, ValidationError

from app.accounts.password import SHORTEST_PASSWORD
from app.accounts.pin import weakness
from app.accounts.words import ROLE_NAMES, WEAK_PINS
from app.conflict import Changing
from app.form import Form, StoringForm, choices

_new_password = [
    InputRequired(_l("Vælg en adgangskode.")),
    Length(
        min=SHORTEST_PASSWORD,
        max=200,
        message=_l("Adgangskoden skal have mindst %(count)s tegn. Tre-fire ord er nemmest at huske.", count=10),
    ),
]


def _repeated() -> PasswordField:
    return PasswordField(
        _l("Skriv den igen"),
        [InputRequired(_l("Skriv adgangskoden igen.")), EqualTo("password", _l("De to er ikke ens."))],
    )


class SignInForm(Form):
    """Username and password."""

    username = StringField(_l("Brugernavn"), [InputRequired(_l("Skriv dit brugernavn.")), Length(max=80)])
    password = PasswordField(_l("Adgangskode"), [InputRequired(_l("Skriv din adgangskode.")), Length(max=200)])


class UnlockForm(Form):
    """The PIN or the password of whoever locked the screen."""

    pin = PasswordField(_l("Pinkode"), [Length(max=200)])
    password = PasswordField(_l("Adgangskode"), [Length(max=200)])


class ConfirmForm(Form):
    """The password once more, from somebody who is signed in."""

    password = PasswordField(_l("Adgangskode"), [InputRequired(_l("Skriv din adgangskode.")), Length(max=200)])


class WelcomeForm(Form):
    """The slip of an invitation, and the password its holder chooses."""

    username = StringField(
        _l("Brugernavn"), [InputRequired(_l("Skriv det brugernavn, der står på sedlen.")), Length(max=80)]
    )
    code = StringField(_l("Koden på sedlen"), [InputRequired(_l("Skriv koden på sedlen.")), Length(max=40)])
    password = PasswordField(_l("Vælg en adgangskode"), _new_password)
    again = _repeated()


class PasswordForm(StoringForm):
    """A new password for oneself."""

    present = PasswordField(
        _l("Din nuværende adgangskode"), [InputRequired(_l("Skriv den adgangskode, du har nu.")), Length(max=200)]
    )
    password = PasswordField(_l("Ny adgangskode"), _new_password)
    again = _repeated()


class PinForm(StoringForm):
    """A PIN of one's own, for one's own locked screen."""

    pin_present = PasswordField(_l("Din adgangskode"), [InputRequired(_l("Skriv din adgangskode.")), Length(max=200)])
    pin = PasswordField(_l("Ny pinkode"), [InputRequired(_l("Vælg en pinkode på seks tal.")), Length(max=200)])
    pin_again = PasswordField(
        _l("Skriv pinkoden igen"),
        [InputRequired(_l("Skriv pinkoden igen.")), EqualTo("pin", _l("De to pinkoder er ikke ens."))],
    )

    def validate_pin(self, field: PasswordField) -> None:
        """Refuses what somebody who watches or guesses would try first."""
        weak = weakness(field.data)
        if weak:
            raise ValidationError(WEAK_PINS[weak])


class PlaceForm(StoringForm):
    """The centre where one works right now."""

    centre = RadioField(_l("Hvor er du?"), coerce=int, validators=[InputRequired(_l("Vælg et sted."))])


class AccountForm(Changing):
    """A person's name, and the username that they sign in with."""

    draft_title = _l("Bruger")

    one_only = frozenset({"username"})

    name = StringField(_l("Navn"), [DataRequired(_l("Skriv navnet.")), Length(max=200)])
    username = StringField(
        _l("Brugernavn"),
        [
            InputRequired(_l("Skriv et brugernavn.")),
            Length(max=80),
            Regexp(r"^[\w.\-@]+$", message=_l("Brug bogstaver, tal, punktum og bindestreg, uden mellemrum.")),
        ],
    )


class RoleForm(StoringForm):
    """A role, and where it is held."""

    role = RadioField(_l("Rolle"), choices=choices(ROLE_NAMES), validators=[InputRequired(_l("Vælg en rolle."))])
    centres = SelectMultipleField(_l("Væresteder"), coerce=int)
    department = SelectField(_l("Afdeling"), coerce=int)


class StepForm(StoringForm):
    """A button that does one thing to the record on the page: no fields but the key and what it is about."""

    about = IntegerField()
