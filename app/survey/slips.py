"""What is printed for whoever answers somewhere else: the code on a slip, with a QR code where the site publishes the
survey's address, or the whole survey on paper, in the language that they read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask import current_app

from app import qr
from app.survey.models import QuestionSet
from app.survey.phrases import LANGUAGES, Language


@dataclass(frozen=True)
class Slip:
    """A code and what stands around it; `drawn` is the QR code, and `questions` are those of a survey on paper."""

    code: str
    until: str
    language: Language
    drawn: qr.Drawn | None
    questions: Sequence[str] = ()


def slip(code: str, expires_on: date, language: str, asked: QuestionSet | None = None) -> Slip:
    """The slip for a code, in one of LANGUAGES; with the questions `asked`, the survey on paper."""
    spoken = LANGUAGES[language]
    address = current_app.config["SURVEY_ADDRESS"]
    return Slip(
        code,
        format_date(expires_on, "d. MMMM" if language == "da" else "long", locale=language),
        spoken,
        qr.drawn(f"{address}#{code}") if address and asked is None else None,
        [question.text(language) for question in asked.questions] if asked else (),
    )
