"""What a grant is called: whoever grants out of the pool says so here, since the pool knows only its number."""

from collections.abc import Callable, Collection

Titles = Callable[[Collection[int]], dict[int, str]]

_known: list[Titles] = []


def register(titles: Titles) -> Titles:
    """Let this answer with the titles of the grants that it knows, by their numbers."""
    _known.append(titles)
    return titles


def titles_of(grant_refs: Collection[int]) -> dict[int, str]:
    """The titles of these grants, as far as anybody knows them."""
    wanted = sorted(set(grant_refs))
    return {ref: title for titles in _known for ref, title in titles(wanted).items()} if wanted else {}
