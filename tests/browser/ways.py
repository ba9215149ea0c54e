"""Every page there is: those that links lead to, and those that only a form, a fault or another state shows."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page, expect

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
FORBIDDEN = "/outreach/head-count"


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


def _sent(page: Page, address: str, button: str, **typed: str) -> None:
    page.goto(address)
    for label, words in typed.items():
        page.get_by_label(label.replace("_", " "), exact=False).first.fill(words)
    page.locator("main, .v-bar").get_by_role("button", name=button, exact=True).click()


def _missing(page: Page) -> None:
    page.goto("/findes/ikke")


def _forbidden(page: Page) -> None:
    page.goto(FORBIDDEN)


def _signing_in_wrong(page: Page) -> None:
    _sent(page, "/accounts/sign-in", "Log ind", Brugernavn="ingen", Adgangskode="forkert-kode")


def _welcome(page: Page) -> None:
    page.goto("/accounts/welcome")


def _welcome_wrong(page: Page) -> None:
    _sent(page, "/accounts/welcome", "Gem adgangskoden og log ind", Brugernavn="ny")


def _sign_in(page: Page) -> None:
    page.goto("/accounts/sign-in")


def _contact_missing(page: Page) -> None:
    _sent(page, "/outreach/contacts/new", "Gem kontakt")
    expect(page.locator("#fejl")).to_be_visible()


def _contact_wrong(page: Page) -> None:
    """Everything that can be wrong at once."""
    page.goto("/outreach/contacts/new?who=group")
    page.evaluate("() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }")
    page.get_by_label("Hvor mange?").fill("")
    page.locator("input[name=day][value=other]").check()
    page.get_by_label("Klokken").fill("25.99")
    page.get_by_label("Notat", exact=True).fill("010190-1234")
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("#fejl")).to_contain_text("010190-1234")


def _contact_new_citizen(page: Page) -> None:
    page.goto("/outreach/contacts/new?who=new")


def _contact_hits(page: Page) -> None:
    page.goto("/outreach/contacts/new")
    page.locator("#q").press_sequentially("ma")
    expect(page.locator("#status")).to_contain_text("Fandt")


def _contact_saved(page: Page) -> None:
    page.goto("/outreach/contacts/new?who=unnamed")
    page.locator("input[name=kind]").first.check()
    page.locator("input[name=topics]").first.check()
    page.get_by_role("button", name="Gem kontakt").click()
    expect(page.locator("li.new")).to_be_visible()


def _contact_saved_and_new(page: Page) -> None:
    page.goto("/outreach/contacts/new?who=unnamed")
    page.locator("input[name=kind]").first.check()
    page.locator("input[name=topics]").first.check()
    page.get_by_role("button", name="Gem og ny").click()
    expect(page.get_by_text("Kontakten er gemt.")).to_be_visible()


def _offline(page: Page) -> None:
    page.goto("/outreach/contacts/new")
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(page.locator("#failure")).to_be_visible()


def _heads(page: Page) -> None:
    page.goto("/outreach/head-count")


def _heads_wrong(page: Page) -> None:
    page.goto("/outreach/head-count")
    page.locator("#people").fill("mange")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#head_count .v-error-text")).to_be_visible()


def _citizens_found(page: Page) -> None:
    _sent(page, "/citizens/", "Søg", Find_en_borger="ma")


def _citizens_none(page: Page) -> None:
    _sent(page, "/citizens/", "Søg", Find_en_borger="zzzz")


def _citizens_short(page: Page) -> None:
    _sent(page, "/citizens/", "Søg", Find_en_borger="m")


def _citizen_wrong(page: Page) -> None:
    _sent(page, "/citizens/new", "Gem borger")


def _income_noted(page: Page) -> None:
    page.goto("/citizens/")
    page.locator("section[aria-labelledby=newest] a").last.click()
    page.locator("summary", has_text="Lever af").click()
    page.get_by_role("button", name="Fleksjob", exact=True).click()
    expect(page.get_by_text("Indkomsten er noteret.")).to_be_visible()


def _password_wrong(page: Page) -> None:
    page.goto("/accounts/me")
    page.locator("summary", has_text="Skift adgangskode").click()
    page.get_by_role("button", name="Skift adgangskode").click()
    expect(page.locator("#fejl")).to_be_visible()


def _figures_wrong(page: Page) -> None:
    page.goto("/monitoring/?first=2026-03-01&last=2026-01-01&centre=0")


def _figures_empty(page: Page) -> None:
    page.goto("/monitoring/?first=2001-01-01&last=2001-12-31&centre=0")


def _account_wrong(page: Page) -> None:
    _sent(page, "/accounts/new", "Gem bruger")


def _slip(page: Page) -> None:
    _sent(page, "/accounts/new", "Gem bruger", Navn="Signe Holst", Brugernavn=f"signe{time.time_ns() % 10**6}")
    expect(page.get_by_role("heading", name="Roller")).to_be_visible()
    page.get_by_role("button", name="Giv rollen").click()
    expect(page.locator("#fejl")).to_be_visible()
    page.get_by_role("button", name="Lav seddel").click()
    expect(page.get_by_text("Sedlen vises kun nu.")).to_be_visible()


def _place_wrong(page: Page) -> None:
    _sent(page, "/centres/new", "Gem")


def _english(page: Page) -> None:
    page.goto("/outreach/contacts/new")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#contact")).to_be_visible()


def _lock(page: Page) -> None:
    page.goto("/day")
    page.get_by_role("button", name="Lås").click()
    expect(page.get_by_role("button", name="Lås op")).to_be_visible()


def _lock_wrong(page: Page) -> None:
    _lock(page)
    page.get_by_label("Adgangskode").fill("ikke-den-rigtige")
    page.get_by_role("button", name="Lås op").click()
    expect(page.locator("#fejl")).to_be_visible()


def _door(page: Page) -> None:
    page.goto("/accounts/me")
    page.get_by_role("button", name="Giv tabletten videre").click()
    expect(page.get_by_role("link", name="Personale: lås op")).to_be_visible()


def _door_privacy(page: Page) -> None:
    _door(page)
    page.goto("/privacy")


def _door_forbidden(page: Page) -> None:
    _door(page)
    page.goto("/day")


def _screen(page: Page) -> None:
    page.goto("/outreach/head-count")
    page.get_by_role("button", name="Gem").click()
    page.goto("/accounts/me")
    page.get_by_role("button", name="Vis som skærm").click()
    expect(page.get_by_role("button", name="Opdater")).to_be_visible()


Way = tuple[str | None, bool, Callable[[Page], None]]

FURTHER: dict[str, Way] = {
    "sign-in": (None, False, _sign_in),
    "sign-in refused": (None, False, _signing_in_wrong),
    "welcome": (None, False, _welcome),
    "welcome refused": (None, False, _welcome_wrong),
    "404 for nobody": (None, False, _missing),
    "404": ("mette", False, _missing),
    "403": ("karim", False, _forbidden),
    "contact, all missing": ("mette", False, _contact_missing),
    "contact, all wrong": ("lis", False, _contact_wrong),
    "contact, new citizen": ("mette", False, _contact_new_citizen),
    "contact, hits": ("mette", False, _contact_hits),
    "contact saved": ("mette", False, _contact_saved),
    "contact saved, and the next": ("mette", False, _contact_saved_and_new),
    "contact without a line": ("mette", False, _offline),
    "contact in English": ("nadia", True, _english),
    "heads": ("tom", False, _heads),
    "heads refused": ("tom", False, _heads_wrong),
    "citizens found": ("karim", False, _citizens_found),
    "citizens not found": ("karim", False, _citizens_none),
    "citizens, one letter": ("karim", False, _citizens_short),
    "citizen refused": ("mette", False, _citizen_wrong),
    "income noted": ("gitte", False, _income_noted),
    "password refused": ("birgit", False, _password_wrong),
    "figures refused": ("lene", False, _figures_wrong),
    "figures of nobody": ("lene", False, _figures_empty),
    "account refused": ("anders", False, _account_wrong),
    "slip": ("anders", False, _slip),
    "place refused": ("anders", False, _place_wrong),
    "lock": ("jens", True, _lock),
    "lock refused": ("jens", True, _lock_wrong),
    "door": ("jens", True, _door),
    "door, privacy": ("jens", True, _door_privacy),
    "door, forbidden": ("jens", True, _door_forbidden),
    "screen": ("asger", True, _screen),
}
"""Who goes there, whether the session is spent on it, and how."""
