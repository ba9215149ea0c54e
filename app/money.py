"""Money as people write it («1.234,50») and as it is kept: whole øre. A field for it, and how it is read."""

import re
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

MOST = 100_000_000
"""Øre; a million kroner is more than anybody is granted in one go, and less than a slip of the finger makes."""

_WRITTEN = re.compile(r"([0-9]{1,12}|[0-9]{1,3}(?:[. ][0-9]{3}){1,3})(?:,([0-9]{1,2}|-))?")
_UNIT = re.compile(r"(?:^kr\.?\s*)|(?:\s*(?:kr\.?|kroner)$)", re.IGNORECASE)


class Reason(StrEnum):
    """Why something that was typed is no amount."""

    NO_AMOUNT = "no_amount"
    NOT_ABOVE_NOTHING = "not_above_nothing"
    TOO_MUCH = "too_much"


REFUSALS: dict[Reason, LazyString] = {
    Reason.NO_AMOUNT: _l("Skriv beløbet i kroner, som 1.234,50."),
    Reason.NOT_ABOVE_NOTHING: _l("Skriv, hvor mange kroner det er. Tallet skal være over 0."),
    Reason.TOO_MUCH: _l("Beløbet er for stort. Skriv højst %(most)s kroner."),
}


class Refusal(ValueError):
    """This is no amount; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def refused(reason: Reason, most: int = MOST) -> str:
    """The sentence for a reason."""
    return str(REFUSALS[reason]) % {"most": f"{most // 100:,}".replace(",", ".")}


def ore_of(text: str, most: int = MOST) -> int:
    """The øre of «1.234,50», «1 234,50», «1234», «500,-» or «500 kr.», at most so many; raises Refusal.

    A full stop stands between thousands, never before øre: «12.50» could be meant either way, and is asked again.
    """
    written = _UNIT.sub("", " ".join(text.split()))
    if written.startswith(("-", "−")) and _WRITTEN.fullmatch(written[1:].strip()):
        raise Refusal(Reason.NOT_ABOVE_NOTHING)
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise Refusal(Reason.NO_AMOUNT)
    kroner, after = match[1], match[2] or ""
    ore = int(re.sub(r"[. ]", "", kroner)) * 100 + int(after.rstrip("-").ljust(2, "0"))
    if ore <= 0:
        raise Refusal(Reason.NOT_ABOVE_NOTHING)
    if ore > most:
        raise Refusal(Reason.TOO_MUCH)
    return ore


def written(ore: int) -> str:
    """An amount as it is read: «1.234,50»; raises ValueError below nothing."""
    if ore < 0:
        raise ValueError("an amount is never below nothing")
    return f"{ore // 100:,}".replace(",", ".") + f",{ore % 100:02d}"


class KronerField(StringField):  # type: ignore[misc]  # WTForms has no types
    """An amount in kroner; its data are whole øre (`most`: at most so many), or nothing where nothing was typed."""

    data: int | None

    def __init__(self, *args: Any, most: int = MOST, **given: Any) -> None:
        super().__init__(*args, **given)
        self.most = most

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; what cannot be read stays in the field, with the reason."""
        self.data = None
        typed = str(valuelist[0]) if valuelist else ""
        if not typed.strip():
            return
        try:
            self.data = ore_of(typed, self.most)
        except Refusal as refusal:
            raise ValidationError(refused(refusal.reason, self.most)) from refusal

    def _value(self) -> str:
        if self.raw_data and isinstance(self.raw_data[0], str):
            return self.raw_data[0]
        return written(self.data) if self.data is not None else ""
