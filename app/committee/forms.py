"""The forms of the committee. What was typed stays when something is refused."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.committee.ballot import Choice
from app.committee.criteria import LONGEST_CRITERION, MOST_CRITERIA, Kind
from app.committee.meeting import (
    LONGEST_CONDITIONS,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_REMARKS,
    LONGEST_SOURCE,
    LONGEST_WORDS,
    MOST_SUBSTITUTES,
)
from app.committee.words import CHOICES, KINDS
from app.conflict import Changing
from app.days import WRITTEN
from app.db import BIGGEST_ID
from app.form import StoringForm, choices
from app.money import KronerField

TIMES = ["%H:%M", "%H.%M", "%H:%M:%S"]


class StepForm(StoringForm):
    """One tap: a step of a meeting, who came, an interest."""

    step = StringField(validators=[Length(max=40)])
    about = IntegerField(validators=[Optional(), NumberRange(1, BIGGEST_ID)])


class VoteForm(StoringForm):
    """One vote."""

    choice = RadioField(_l("Hvad stemmer du?"), choices=choices(CHOICES), coerce=Choice)


class HandsForm(StoringForm):
    """How somebody raised their hand."""

    about = IntegerField(validators=[InputRequired(), NumberRange(1, BIGGEST_ID)])
    choice = RadioField(_l("Hvordan rakte personen hånden op?"), choices=choices(CHOICES), coerce=Choice)


class MotionForm(StoringForm):
    """What is voted about: so much, on these conditions."""

    draft_title = _l("Forslag til afstemning")

    amount = KronerField(_l("Hvor meget stemmer I om?"), [Optional()])
    conditions = TextAreaField(
        _l("Er der noget, de skal gøre for at få pengene? (kan stå tomt)"),
        [Optional(), Length(max=LONGEST_CONDITIONS)],
    )


class DecisionForm(StoringForm):
    """What was decided, and what the applicants are told."""

    draft_title = _l("Udvalgets beslutning")

    outcome = RadioField(_l("Hvad blev det til?"), [InputRequired(_l("Vælg, hvad det blev til."))])
    words = TextAreaField(_l("Hvad skal de have at vide?"), [Optional(), Length(max=LONGEST_WORDS)])
    set_aside = BooleanField(_l("Sæt pengene til side, mens I venter på svar"))


class MeetingForm(Changing):
    """When and where a meeting is, and what else goes into its minutes."""

    draft_title = _l("Møde i borgerudvalget")
    one_only = frozenset({"place"})

    held_on = DateField(_l("Hvilken dag?"), [InputRequired(_l("Vælg en dag."))], format=WRITTEN)
    held_at = TimeField(_l("Hvad tid?"), [InputRequired(_l("Skriv et klokkeslæt som 12.20."))], format=TIMES)
    place = StringField(_l("Hvor?"), [InputRequired(_l("Skriv, hvor mødet er.")), Length(max=LONGEST_PLACE)])
    remarks = TextAreaField(_l("Andet til referatet (kan stå tomt)"), [Optional(), Length(max=LONGEST_REMARKS)])


class AgendaForm(StoringForm):
    """An application or the new criteria for the agenda."""

    application = IntegerField(validators=[Optional(), NumberRange(1, BIGGEST_ID)])
    version = IntegerField(validators=[Optional(), NumberRange(1, BIGGEST_ID)])


class SeatForm(Changing):
    """A seat on the committee."""

    draft_title = _l("Plads i borgerudvalget")
    one_only = frozenset({"name"})

    name = StringField(_l("Hvem?"), [InputRequired(_l("Skriv, hvem det er.")), Length(max=LONGEST_NAME)])
    centre = SelectField(_l("Fra hvilket værested?"), coerce=int)
    place = SelectField(_l("Medlem eller suppleant?"), coerce=int)
    account = SelectField(_l("Vil personen stemme på en tablet?"), coerce=int)
    from_on = DateField(_l("Fra hvilken dag?"), [InputRequired(_l("Vælg en dag."))], format=WRITTEN)
    to_on = DateField(_l("Til og med hvilken dag?"), [InputRequired(_l("Vælg en dag."))], format=WRITTEN)


PLACES = range(MOST_SUBSTITUTES + 1)


class CriteriaForm(Changing):
    """All criteria of a version, each as `kind_1`, `words_1`, `number_1`; one without words is left out."""

    draft_title = _l("Udvalgets regler")


for _number in range(1, MOST_CRITERIA + 1):
    # Plain fields, one by one: so that two who write at once are shown which of them differ.
    setattr(
        CriteriaForm,
        f"kind_{_number}",
        SelectField(_l("Hvem ser efter?"), choices=choices(KINDS), default=Kind.JUDGED.value),
    )
    setattr(CriteriaForm, f"words_{_number}", StringField(_l("Reglen"), [Optional(), Length(max=LONGEST_CRITERION)]))
    setattr(CriteriaForm, f"number_{_number}", StringField(_l("Tallet"), [Optional(), Length(max=40)]))


class QuorumForm(StoringForm):
    """How many must be able to vote."""

    least = IntegerField(_l("Hvor mange skal mindst kunne stemme?"), [InputRequired(), NumberRange(1, 50)])
    source = StringField(
        _l("Hvor står det?"), [InputRequired(_l("Skriv, hvor det er bestemt.")), Length(max=LONGEST_SOURCE)]
    )
    valid_from = DateField(_l("Fra hvilken dag?"), [InputRequired(_l("Vælg en dag."))], format=WRITTEN)
