"""A day on a form: chips for the usual ones, the date picker behind «Anden dag», and how a date may be written."""

from datetime import date, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField

from app import clock
from app.form import OptionalUnless, choices

WRITTEN = ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y"]
"""As a browser's picker sends it, and as people write it where there is none."""

TODAY, YESTERDAY, TOMORROW, OTHER = "today", "yesterday", "tomorrow", "other"


def past_day_field(label: LazyString) -> RadioField:
    """Today, yesterday, or another day that `past_date_field` asks for; the form calls it `day`."""
    words = {TODAY: _l("I dag"), YESTERDAY: _l("I går"), OTHER: _l("Anden dag")}
    return RadioField(label, choices=choices(words), default=TODAY)


def past_date_field() -> DateField:
    """The other day, needed only where the field `day` says so."""
    needed = OptionalUnless("day", OTHER, _l("Vælg, hvilken dag det var."))
    return DateField(_l("Hvilken dag?"), [needed], format=WRITTEN)


def meant(chip: str | None, other: date | None) -> date | None:
    """The local day that a chip means today; nothing where none was chosen, or the other day is missing."""
    today = clock.today()
    days = {TODAY: today, YESTERDAY: today - timedelta(days=1), TOMORROW: today + timedelta(days=1), OTHER: other}
    return days.get(chip or "")
