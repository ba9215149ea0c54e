"""Three words that open what a citizen has begun or sent: 25 million ways, of which only a keyed hash is kept.

They may be written in any order, in capitals, with å, æ, ø or their stand-ins, and with anything between them.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata

from flask import current_app

from app.applications.words_of_codes import WORDS

NUMBER = 3
TRIAL_WORDS = "sol båd kage"
"""What the demo's known draft is opened with; a hint shows them too, so no real code is ever these."""
STAND_INS = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "é": "e"})
_WORD = re.compile(r"[^\W\d_]+")


def new_words() -> str:
    """Three words, each once: «snegl klokke vind»."""
    words = " ".join(secrets.SystemRandom().sample(WORDS, NUMBER))
    return new_words() if folded(words) == folded(TRIAL_WORDS) else words


def folded(words: str) -> tuple[str, ...]:
    """The words however they were written: in order of the alphabet, in small letters."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", words).casefold()).translate(STAND_INS)
    return tuple(sorted(_WORD.findall(plain)))


def hashed(words: str) -> str:
    """What is kept of a code: a digest with the installation's own key."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, ("application " + " ".join(folded(words))).encode(), hashlib.sha256).hexdigest()
