"""Passwords (argon2id) and one-time codes. Nobody can read either; only hashes are kept."""

import hashlib
import secrets
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

SHORTEST_PASSWORD = 10
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 16


def _hasher() -> PasswordHasher:
    return _hasher_of(tuple(sorted(current_app.config.get("PASSWORD_COST", {}).items())))


@cache
def _hasher_of(cost: tuple[tuple[str, Any], ...]) -> PasswordHasher:
    return PasswordHasher(**dict(cost))


def hashed(password: str) -> str:
    """The hash to keep."""
    return _hasher().hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether this is the password. Without a kept hash the same work is done, and the answer is no."""
    try:
        return _hasher().verify(kept or _nobodys(_hasher()), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    """A hash of nobody's password, made once."""
    return hasher.hash("nobody's")


def new_code() -> str:
    """A code for a slip: 80 random bits, in four groups of four letters that are not mistaken for each other."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def code_hash(code: str) -> str:
    """The hash of a code however it was typed: case, spaces and dashes do not matter."""
    return hashlib.sha256("".join(filter(str.isalnum, code)).upper().encode()).hexdigest()
