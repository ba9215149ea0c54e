"""Text as both databases can keep it: composed (NFC), without the control characters that no keyboard makes."""

import re
import unicodedata

from werkzeug.datastructures import MultiDict

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_FIRST_WITHOUT_MARKS = 0x20000
"""From here on there are ideographs and private letters and no marks; to ask them all takes half a second."""
_MARKS = "".join(re.escape(chr(code)) for code in range(_FIRST_WITHOUT_MARKS) if unicodedata.combining(chr(code)))
_TOO_MANY_MARKS = re.compile(f"([{_MARKS}]{{20}})[{_MARKS}]+")


def storable(data: MultiDict[str, object]) -> MultiDict[str, str]:
    """What was entered, storable. No form of ours takes a file, so one that is sent in a field's name is left out."""
    texts = ((name, value) for name, value in data.items(multi=True) if isinstance(value, str))
    return MultiDict((name, _storable(text)) for name, text in texts)


def _storable(text: str) -> str:
    """Composing takes the square of the marks on one letter; no language has more than a few."""
    if text.isascii() and text.isprintable():
        return text
    few_marks = _TOO_MANY_MARKS.sub(r"\1", _UNSTORABLE.sub("", text))
    return unicodedata.normalize("NFC", few_marks)
