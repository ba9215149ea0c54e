"""One button each: a period, and where it is needed an indicator."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Length, ValidationError

from app.form import StoringForm
from app.monitoring.release_models import LONGEST_CODE
from app.period import NoPeriod, Period


class PeriodForm(StoringForm):
    """Something is to be done with a period."""

    code = HiddenField(_l("Periode"), [Length(max=LONGEST_CODE)])

    def validate_code(self, field: HiddenField) -> None:
        """It must name a period."""
        try:
            Period.named(field.data or "")
        except NoPeriod:
            raise ValidationError(_l("Vælg en periode på listen.")) from None


class ReleaseForm(PeriodForm):
    """An indicator of a period is to be released anew."""

    indicator = HiddenField(_l("Tal"), [Length(max=40)])
