"""A question in the six languages, and why it is asked, changed or left out."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from app.conflict import Changing
from app.form import StoringForm, choices
from app.survey.asking import LONGEST_TEXT, LONGEST_WHY, Asked
from app.survey.phrases import LANGUAGES

SAME, ANOTHER = "same", "another"
KINDS = {
    SAME: _l("Ja, det er det samme, bare sagt bedre"),
    ANOTHER: _l("Nej, det er et nyt spørgsmål"),
}


class QuestionForm(Changing):
    """A question; the field of a language bears its code."""

    draft_title = _l("Spørgsmål i spørgeskemaet")

    da = TextAreaField(_l("På dansk"), [DataRequired(_l("Skriv spørgsmålet på dansk.")), Length(max=LONGEST_TEXT)])
    en = TextAreaField(LANGUAGES["en"].name, [Optional(), Length(max=LONGEST_TEXT)])
    de = TextAreaField(LANGUAGES["de"].name, [Optional(), Length(max=LONGEST_TEXT)])
    pl = TextAreaField(LANGUAGES["pl"].name, [Optional(), Length(max=LONGEST_TEXT)])
    uk = TextAreaField(LANGUAGES["uk"].name, [Optional(), Length(max=LONGEST_TEXT)])
    ar = TextAreaField(LANGUAGES["ar"].name, [Optional(), Length(max=LONGEST_TEXT)])
    kind = RadioField(_l("Er det stadig det samme spørgsmål?"), choices=choices(KINDS), default=SAME)
    why = TextAreaField(
        _l("Hvorfor?"), [DataRequired(_l("Skriv, hvorfor spørgsmålene ændres.")), Length(max=LONGEST_WHY)]
    )

    def asked(self, key: str) -> Asked:
        """What was entered; it continues the question of this key where that was said."""
        texts = {code: (self[code].data or "").strip() for code in LANGUAGES}
        kept = key if "kind" in self and self.kind.data == SAME else ""
        return Asked({code: text for code, text in texts.items() if text}, kept)


class LeaveOutForm(StoringForm):
    """A question is asked no more."""

    reason = TextAreaField(
        _l("Hvorfor?"), [DataRequired(_l("Skriv, hvorfor spørgsmålet udgår.")), Length(max=LONGEST_WHY)]
    )
