"""How names are found: folded so that æ, ø, å, accents and case do not matter, word by word from the start."""

import re
import unicodedata

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "ð": "d", "þ": "th", "đ": "d", "ł": "l"})
_SPELLED_OUT = (("aa", "a"), ("oe", "o"))
LONGEST_WORD = 40
MOST_WORDS = 8
SHORTEST = 2


def folded(text: str) -> str:
    """The text in plain small letters and figures: Åse, Aase and ase are one; so are Søren, Soeren and soren."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
    for spelled, letter in _SPELLED_OUT:
        plain = plain.replace(spelled, letter)
    return plain


def words(text: str) -> list[str]:
    """The different words by which a text is found."""
    found = re.findall(r"[^\W_]+", folded(text))
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in found))[:MOST_WORDS]


def just_after(prefix: str) -> str:
    """The least text that is greater than every text that starts with the prefix."""
    return prefix + "\U0010ffff"
