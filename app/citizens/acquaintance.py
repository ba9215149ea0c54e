"""Who works with a citizen: features that know of work done register at start-up how they would see it."""

from collections.abc import Callable, Collection

Sign = Callable[[int, Collection[int]], Collection[int]]

_signs: list[Sign] = []


def knows_by(sign: Sign) -> Sign:
    """Register a function that says, in one statement, with whom of these citizens (by id) an account has worked."""
    _signs.append(sign)
    return sign


def works_with(account_id: int, citizen_id: int) -> bool:
    """Whether the account has worked with the citizen, by any sign."""
    return any(sign(account_id, [citizen_id]) for sign in _signs)


def known_among(account_id: int, citizen_ids: Collection[int]) -> frozenset[int]:
    """With whom of these the account has worked, by any sign."""
    return frozenset(id for sign in _signs for id in sign(account_id, citizen_ids))
