"""What is written at the door: an idea, the first words of an application, all of it, a code, a picture, an answer.

None has a draft of the house's kind, for that belongs to somebody who is signed in.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from app.applications.application import (
    LONGEST_LINE,
    LONGEST_NAMES,
    LONGEST_PLACE,
    LONGEST_TITLE,
    LONGEST_WORDS,
    MOST_LINES,
    MOST_PEOPLE,
    Known,
    Line,
    Reason,
    Refusal,
    Said,
    refuse_applicants,
    refuse_days,
    refuse_lines,
    refuse_people,
)
from app.applications.words import REFUSALS, refused
from app.days import WRITTEN
from app.form import Form, StoringForm
from app.language import number as with_dots
from app.money import KronerField

LINES_AT_FIRST = 3


class NotBlank(InputRequired):
    """Something was written, and not only spaces."""

    def __call__(self, form: Form, field: Any) -> None:
        """Ends the checks of a field in which nothing stands."""
        if isinstance(field.data, str) and not field.data.strip():
            field.raw_data = [""]
        super().__call__(form, field)


class Short(Length):
    """Not too long; says how long it may be, and how long it is."""

    def __init__(self, most: int) -> None:
        super().__init__(max=most)

    def __call__(self, form: Form, field: Any) -> None:
        """Raises ValidationError with the two numbers."""
        # A browser sends two letters for the end of a line, and counts one.
        written = len((field.data or "").replace("\r\n", "\n"))
        if written > self.max:
            sentence = _("Det er for langt. Her står %(number)s tegn. Der er plads til %(most)s.")
            raise ValidationError(sentence % {"number": with_dots(written), "most": with_dots(self.max)})


class IdeaForm(StoringForm):
    """A few words, and more where somebody has more."""

    title = StringField(_l("Hvad er din idé?"), [NotBlank(_l("Skriv din idé.")), Short(LONGEST_TITLE)])
    what = TextAreaField(_l("Vil du sige mere om den?"), [Short(LONGEST_WORDS)])


class BeginForm(StoringForm):
    """What it is called is enough to have a draft, and a code for it."""

    title = StringField(_l("Hvad vil I lave?"), [NotBlank(_l("Skriv, hvad I vil lave.")), Short(LONGEST_TITLE)])


class CodeForm(Form):
    """Three words."""

    words = StringField(_l("De tre ord"), [NotBlank(_l("Skriv de tre ord fra sedlen.")), Short(200)])


class PictureForm(StoringForm):
    """What a picture shows; the view reads the file."""

    what = StringField(_l("Hvad viser billedet?"), [NotBlank(_l("Skriv, hvad billedet viser.")), Short(LONGEST_LINE)])


class AnswerForm(StoringForm):
    """An answer to the committee."""

    answer = TextAreaField(_l("Jeres svar"), [NotBlank(_l("Skriv jeres svar.")), Short(LONGEST_WORDS)])


class LeaveForm(StoringForm):
    """A step that takes no words: support, taking back, removing."""


@dataclass(frozen=True)
class LineFields:
    """The two fields of a line of the budget."""

    text: Any
    kroner: Any


class ApplicationForm(StoringForm):
    """All of the application, on one page. The lines of the budget are `text_1`, `kroner_1` and so on."""

    title = BeginForm.title
    what = TextAreaField(_l("Fortæl mere"), [NotBlank(_l("Fortæl, hvad I vil lave.")), Short(LONGEST_WORDS)])
    for_whom = TextAreaField(_l("Hvem er det for?"), [NotBlank(_l("Skriv, hvem det er for.")), Short(LONGEST_WORDS)])
    people = IntegerField(
        _l("Hvor mange er I?"),
        [
            InputRequired(_l("Skriv, hvor mange I er.")),
            NumberRange(max=MOST_PEOPLE, message=_l("Det er for mange. Skriv højst 500.")),
        ],
    )
    where_held = StringField(_l("Hvor skal det være?"), [NotBlank(_l("Skriv, hvor det er.")), Short(LONGEST_PLACE)])
    from_on = DateField(_l("Første dag"), [InputRequired(_l("Vælg den første dag."))], format=WRITTEN)
    to_on = DateField(_l("Sidste dag"), [InputRequired(_l("Vælg den sidste dag."))], format=WRITTEN)
    progression = TextAreaField(
        _l("Hvad kan I, når det er slut?"), [NotBlank(_l("Skriv, hvad I kan, når det er slut.")), Short(LONGEST_WORDS)]
    )
    roles = TextAreaField(_l("Hvem gør hvad?"), [NotBlank(_l("Skriv, hvem der gør hvad.")), Short(LONGEST_WORDS)])
    other_support = TextAreaField(_l("Får I også noget fra andre?"), [Short(LONGEST_WORDS)])
    applicants = TextAreaField(_l("Hvem er I?"), [NotBlank(REFUSALS[Reason.NO_NAMES]), Short(LONGEST_NAMES)])
    helper = StringField(_l("Hvem fra personalet har hjulpet jer?"), [Short(LONGEST_NAMES)])

    def every_line(self) -> Iterator[LineFields]:
        """The fields of all lines that there can be."""
        for number in range(1, MOST_LINES + 1):
            yield LineFields(self[f"text_{number}"], self[f"kroner_{number}"])

    def shown_lines(self, one_more: bool = False) -> list[LineFields]:
        """Those that the page shows: up to the last that was written in, and another one where it is asked for."""
        all_lines = list(self.every_line())
        last = max((number for number, line in enumerate(all_lines, 1) if _written(line)), default=0)
        return all_lines[: max(LINES_AT_FIRST, last + one_more)]

    def lines(self) -> list[Line]:
        """The lines of the budget, once the form is valid."""
        return [
            Line(" ".join(line.text.data.split()), line.kroner.data) for line in self.every_line() if line.kroner.data
        ]

    def sum_ore(self) -> int:
        """What can be added up so far, in øre."""
        return sum(line.kroner.data or 0 for line in self.every_line())

    def _half_lines(self) -> bool:
        """Say at each line of the budget that has one half which other is missing; answers whether a line is wrong."""
        wrong = False
        for line in self.every_line():
            written, amount = (line.text.data or "").strip(), str((line.kroner.raw_data or [""])[0]).strip()
            if written and not amount:
                line.kroner.errors = [_("Skriv, hvad det koster.")]
            if amount and not written:
                line.text.errors = [_("Skriv, hvad pengene skal gå til.")]
            wrong = wrong or bool(line.kroner.errors or line.text.errors)
        return wrong

    def refused(self, known: Known, today: date) -> bool:
        """Put each reason why it cannot be sent beside the box that it is about; says whether there is one."""
        rules: list[tuple[tuple[Any, ...], Callable[[], None]]] = [
            ((self.applicants,), lambda: refuse_applicants(self.applicants.data, known)),
            ((self.people,), lambda: refuse_people(self.people.data)),
            ((self.from_on, self.to_on), lambda: refuse_days(self.from_on.data, self.to_on.data, today)),
            (tuple(field for line in self.every_line() for field in (line.text, line.kroner)), self._refuse_lines),
        ]
        found = self._half_lines()
        for about, rule in rules:
            # What cannot be read, or is missing, has its own sentence.
            if any(field.errors for field in about):
                continue
            try:
                rule()
            except Refusal as refusal:
                self.show(refusal)
                found = True
        return found

    def _refuse_lines(self) -> None:
        refuse_lines(self.lines())

    def said(self) -> Said:
        """What it says, once it is valid."""
        return Said(
            title=" ".join(self.title.data.split()),
            applicants=self.applicants.data.strip(),
            helper=(self.helper.data or "").strip(),
            what=self.what.data.strip(),
            for_whom=self.for_whom.data.strip(),
            people=self.people.data,
            where_held=self.where_held.data.strip(),
            from_on=self.from_on.data,
            to_on=self.to_on.data,
            progression=self.progression.data.strip(),
            roles=self.roles.data.strip(),
            other_support=(self.other_support.data or "").strip(),
            lines=self.lines(),
        )

    def show(self, refusal: Refusal) -> None:
        """Put the reason beside the box that it is about."""
        field = self[_ABOUT.get(refusal.reason, "title")]
        field.errors = [*field.errors, refused(refusal)]


_ABOUT = {
    Reason.NO_NAMES: "applicants",
    Reason.IS_STAFF: "applicants",
    Reason.IS_A_MEMBER: "applicants",
    Reason.NOT_A_GROUP: "people",
    Reason.ENDS_FIRST: "to_on",
    Reason.BEGAN_ALREADY: "from_on",
    Reason.TOO_FAR: "from_on",
    Reason.TOO_LONG: "to_on",
    Reason.NO_LINES: "text_1",
    Reason.TOO_MUCH: "kroner_1",
}

for _number in range(1, MOST_LINES + 1):
    setattr(
        ApplicationForm,
        f"text_{_number}",
        StringField(_l("%(number)s. Hvad skal I bruge?", number=_number), [Short(LONGEST_LINE)]),
    )
    setattr(ApplicationForm, f"kroner_{_number}", KronerField(_l("Kroner til nr. %(number)s", number=_number)))


def _written(line: LineFields) -> bool:
    return any(str(typed).strip() for field in (line.text, line.kroner) for typed in field.raw_data or [])
