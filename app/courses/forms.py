"""A wish for treatment, the steps of a course, deadlines, offers and who came."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app import clock
from app.conflict import Changing
from app.courses.course import LONGEST_WORDS, Ending, Step, Wish
from app.courses.offer import LONGEST_NAME, LONGEST_RUN_BY, LONGEST_WHEN, Topic
from app.courses.words import ENDINGS, TOPICS, WISHES
from app.days import OTHER, TODAY, TOMORROW, WRITTEN, meant, past_date_field, past_day_field
from app.form import Form, OptionalUnless, OrNothing, StoringForm, choices

ONE_MORE, ONE_LESS, NAMED, NOT_THEM = "one_more", "one_less", "named", "not_them"


class WishForm(StoringForm):
    """Alcohol or drugs: one tap; when it was said is today, unless another day is chosen."""

    wish = RadioField(
        _l("Hvad vil personen i behandling for?"),
        choices=choices(WISHES),
        validators=[InputRequired(_l("Vælg alkohol eller stoffer."))],
    )
    day = past_day_field(_l("Hvornår blev det sagt?"))
    date = past_date_field()
    centre = RadioField(_l("Hvor er I?"), coerce=int)
    citizen_id = HiddenField(default="")
    contact_id = HiddenField(default="")
    conversation_id = HiddenField(default="")
    bridge_id = HiddenField(default="")

    def wished_on(self) -> dt.date:
        """The local day, once the form is valid."""
        return meant(self.day.data, self.date.data) or clock.today()


class CourseStepForm(StoringForm):
    """What happened in a course; three of them stand on one page, so none has a draft."""

    step = HiddenField(validators=[InputRequired()])
    day = RadioField(
        _l("Hvornår?"),
        choices=choices({TODAY: _l("I dag"), TOMORROW: _l("I morgen"), OTHER: _l("Anden dag")}),
        default=TODAY,
    )
    date = DateField(
        _l("Hvilken dag?"), [OptionalUnless("day", OTHER, _l("Vælg, hvilken dag det er."))], format=WRITTEN
    )
    ending = RadioField(_l("Hvordan sluttede det?"), choices=choices(ENDINGS), validators=[OrNothing()])
    words = StringField(_l("Vil du skrive mere?"), [Length(max=LONGEST_WORDS)])

    def happened_on(self) -> dt.date:
        """The local day, once the form is valid."""
        return meant(self.day.data, self.date.data) or clock.today()

    def taken(self) -> tuple[Step, Ending | None]:
        """The step, with how it ended, once the form is valid."""
        step = Step(self.step.data)
        return step, Ending(self.ending.data) if step is Step.ENDED and self.ending.data else None

    def validate_step(self, field: HiddenField) -> None:
        """One of the steps."""
        if field.data not in {step.value for step in Step}:
            raise ValidationError(_l("Vælg en af mulighederne."))


class AboutForm(StoringForm):
    """One button about one thing: the step that was wrong, the citizen that somebody is."""

    about = HiddenField(default="")


class WhoForm(Form):
    """What was typed to find a citizen."""

    q = StringField(_l("Navn eller alias"), [Length(max=200)])


class RuleForm(StoringForm):
    """A deadline that holds from a day."""

    draft_title = _l("Frist for behandling")

    wish = RadioField(_l("Behandling for"), choices=choices(WISHES), validators=[InputRequired(_l("Vælg en."))])
    days = IntegerField(
        _l("Dage fra ønsket"),
        [InputRequired(_l("Skriv, hvor mange dage.")), NumberRange(1, 365)],
    )
    paragraph = StringField(_l("Paragraf"), [InputRequired(_l("Skriv paragraffen.")), Length(max=200)])
    source = StringField(_l("Kilde"), [InputRequired(_l("Skriv, hvor det står.")), Length(max=300)])
    valid_from = DateField(_l("Gælder fra"), [InputRequired(_l("Vælg en dag."))], format=WRITTEN)

    def validate_valid_from(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        refuse_absurd_year(field)

    def chosen(self) -> Wish:
        """The kind of treatment, once the form is valid."""
        return Wish(self.wish.data)


class OfferForm(Changing):
    """What is offered, where, by whom and when."""

    draft_title = _l("Tilbud på værestedet")
    one_only = frozenset({"name", "run_by", "held_when"})

    name = StringField(
        _l("Hvad hedder tilbuddet?"),
        [InputRequired(_l("Skriv, hvad tilbuddet hedder.")), Length(max=LONGEST_NAME)],
    )
    topic = RadioField(
        _l("Hvad handler det om?"),
        choices=choices(TOPICS),
        validators=[InputRequired(_l("Vælg, hvad det handler om."))],
    )
    centres = SelectMultipleField(
        _l("Hvor er det?"),
        coerce=int,
        validators=[InputRequired(_l("Vælg, hvor det er."))],
    )
    run_by = StringField(_l("Hvem står for det?"), [Length(max=LONGEST_RUN_BY)])
    held_when = StringField(_l("Hvornår er det?"), [Length(max=LONGEST_WHEN)])
    from_on = DateField(_l("Første dag"), [InputRequired(_l("Vælg den første dag."))], format=WRITTEN)
    to_on = DateField(_l("Sidste dag, hvis I ved det"), [Optional()], format=WRITTEN)

    def validate_from_on(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        refuse_absurd_year(field)

    def validate_to_on(self, field: DateField) -> None:
        """A year of our time, so that it can be reckoned with."""
        refuse_absurd_year(field)

    def about(self) -> Topic:
        """What it is about, once the form is valid."""
        return Topic(self.topic.data)


class AttendanceForm(StoringForm):
    """Who came: one tap for somebody unnamed, or for somebody of the register."""

    did = HiddenField(default="")
    about = HiddenField(default="")
    on = HiddenField(default="")
    centre = HiddenField(default="")


class DayForm(Form):
    """Which day is shown."""

    on = DateField(_l("Hvilken dag?"), [Optional()], format=WRITTEN)


def refuse_absurd_year(field: DateField) -> None:
    """Raise ValidationError for a year that cannot be meant."""
    if field.data and not 1900 <= field.data.year <= 2999:
        raise ValidationError(_l("Skriv en dato som 24.12.2026."))
