"""Every page there is: those that links lead to, and those that only a form, a fault or another state shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page

from tests.browser import account_pages, contact_pages

ROLES = {
    "centre worker": "tom",
    "SKP worker": "mette",
    "SKP worker at two centres": "lis",
    "caseworker": "karim",
    "addiction worker": "ole",
    "health worker": "gitte",
    "committee member": "bo",
    "steering group": "birgit",
    "leader": "lene",
    "leader of one centre": "frank",
    "administrator": "anders",
}
MOST_ALIKE = 2
"""Of pages that differ only in a number, such as citizens', so many are opened."""


def crawled(page: Page) -> Iterator[str]:
    """Open every page that links lead to from the start; answers with its path while it is open."""
    waiting, known, alike = ["/"], {"/"}, dict[str, int]()
    while waiting:
        answer = page.goto(waiting.pop(0))
        assert answer is not None
        assert answer.status == 200, f"{page.url}: {answer.status}"
        known.add(_path(page.url))
        yield _path(page.url)
        for address in page.locator("a[href]").evaluate_all("links => links.map(({ href }) => href)"):
            path = _path(address)
            if path in known or urlsplit(address).netloc != urlsplit(page.url).netloc:
                continue
            known.add(path)
            kind = _kind(address)
            alike[kind] = alike.get(kind, 0) + 1
            if alike[kind] <= MOST_ALIKE:
                waiting.append(path)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _kind(address: str) -> str:
    parts = urlsplit(address)
    words = [name if re.fullmatch(r"[\d-]+", value) else f"{name}={value}" for name, value in parse_qsl(parts.query)]
    return re.sub(r"\d+", "N", parts.path) + "?" + "&".join(words)


Way = tuple[str | None, bool, Callable[[Page], None]]

FURTHER: dict[str, Way] = {
    "sign-in": (None, False, account_pages.sign_in),
    "sign-in refused": (None, False, account_pages.signing_in_wrong),
    "welcome": (None, False, account_pages.welcome),
    "welcome refused": (None, False, account_pages.welcome_wrong),
    "404 for nobody": (None, False, account_pages.missing),
    "404": ("mette", False, account_pages.missing),
    "403": ("karim", False, account_pages.forbidden),
    "contact, all missing": ("mette", False, contact_pages.contact_missing),
    "contact, all wrong": ("lis", False, contact_pages.contact_wrong),
    "contact, new citizen": ("mette", False, contact_pages.contact_new_citizen),
    "contact, hits": ("mette", False, contact_pages.contact_hits),
    "contact saved": ("mette", False, contact_pages.contact_saved),
    "contact opened": ("mette", False, contact_pages.contact_opened),
    "contact saved, and the next": ("mette", False, contact_pages.contact_saved_and_new),
    "contact without a line": ("mette", False, contact_pages.offline),
    "contact in English": ("nadia", True, contact_pages.english),
    "heads": ("tom", False, contact_pages.heads),
    "heads refused": ("tom", False, contact_pages.heads_wrong),
    "citizens found": ("karim", False, contact_pages.citizens_found),
    "citizens not found": ("karim", False, contact_pages.citizens_none),
    "citizens, one letter": ("karim", False, contact_pages.citizens_short),
    "citizen refused": ("mette", False, contact_pages.citizen_wrong),
    "income noted": ("gitte", False, contact_pages.income_noted),
    "password refused": ("birgit", False, account_pages.password_wrong),
    "figures refused": ("lene", False, account_pages.figures_wrong),
    "figures of nobody": ("lene", False, account_pages.figures_empty),
    "account refused": ("anders", False, account_pages.account_wrong),
    "slip": ("anders", False, account_pages.slip),
    "place refused": ("anders", False, account_pages.place_wrong),
    "lock": ("jens", True, account_pages.lock),
    "lock refused": ("jens", True, account_pages.lock_wrong),
    "door": ("jens", True, account_pages.door),
    "door, privacy": ("jens", True, account_pages.door_privacy),
    "door, forbidden": ("jens", True, account_pages.door_forbidden),
    "screen": ("asger", True, account_pages.screen),
}
"""Who goes there, whether the session is spent on it, and how."""
