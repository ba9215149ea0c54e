"""Which questions may be asked, and from when on. Plain rules, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LANGUAGES = ("da", "en", "de", "pl", "uk", "ar")
"""In which the survey can be answered; the first must always be there."""
MOST_QUESTIONS = 10
LONGEST_TEXT = 300
LONGEST_WHY = 500


@dataclass(frozen=True)
class Asked:
    """A question as the steering group words it: text by language. `key` is that of the question which it continues,
    so that its figures can be set beside the earlier ones; empty for a new one.
    """

    texts: Mapping[str, str]
    key: str = ""


class Reason(StrEnum):
    """Why a set of questions is refused."""

    NONE = "none"
    TOO_MANY = "too_many"
    NO_DANISH = "no_danish"
    TOO_LONG = "too_long"
    UNKNOWN_LANGUAGE = "unknown_language"
    KEY_TWICE = "key_twice"
    UNKNOWN_KEY = "unknown_key"
    NO_WHY = "no_why"
    SAME = "same"


class Refusal(Exception):
    """These cannot be the questions."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def refuse(asked: Sequence[Asked], why: str, known: frozenset[str], now: Sequence[Asked]) -> None:
    """Raise Refusal unless these can be the questions from the next quarter on; `known` are the keys ever used, `now`
    the questions that would hold otherwise.
    """
    keys = [one.key for one in asked if one.key]
    texts = [text for one in asked for text in one.texts.values()]
    checks = {
        Reason.NONE: not asked,
        Reason.TOO_MANY: len(asked) > MOST_QUESTIONS,
        Reason.UNKNOWN_LANGUAGE: any(set(one.texts) - set(LANGUAGES) for one in asked),
        Reason.NO_DANISH: any(not one.texts.get(LANGUAGES[0], "").strip() for one in asked),
        Reason.TOO_LONG: any(len(text) > LONGEST_TEXT for text in texts) or len(why) > LONGEST_WHY,
        Reason.KEY_TWICE: len(keys) != len(set(keys)),
        Reason.UNKNOWN_KEY: not set(keys) <= known,
        Reason.NO_WHY: not why.strip(),
        Reason.SAME: list(asked) == list(now),
    }
    for reason, holds in checks.items():
        if holds:
            raise Refusal(reason)
