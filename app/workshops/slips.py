"""The words on a slip, such as «ugle 47»: short enough to type, and too many to guess within an evening.

They are made from a number that only the database knows and a secret that only the server knows, so that a slip can be
printed again and a copy of the database alone gives no dots.
"""

import hashlib
import hmac
import re
import secrets

from app.applications.words_of_codes import WORDS

FIGURES = range(10, 100)
"""With 535 words some 48,000 slips: of thirty in use, one guess in 1,600 hits, and ten guesses an hour are taken."""


def new_nonce() -> str:
    """What a slip's words are made from."""
    return secrets.token_hex(16)


def words_of(nonce: str, secret: str) -> str:
    """The words on the slip: «ugle 47»."""
    drawn = int.from_bytes(hmac.new(secret.encode(), f"slip {nonce}".encode(), hashlib.sha256).digest()[:8])
    number, word = divmod(drawn, len(WORDS))
    return f"{WORDS[word]} {FIGURES[number % len(FIGURES)]}"


def same(typed: str, words: str) -> bool:
    """Whether somebody typed these words, however they spaced and capitalised them."""
    return hmac.compare_digest(_plain(typed).encode(), _plain(words).encode())


def _plain(words: str) -> str:
    return re.sub(r"[^0-9a-zæøå]", "", words.casefold())
