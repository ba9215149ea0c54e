"""What citizens do at the centre's tablet, as they do it: the tablet is handed over, and nobody is signed in."""

from __future__ import annotations

from datetime import timedelta

from app import clock
from app.accounts.role import Role
from tests.browser_without_script import Browser, Form, Page
from tests.make import World

START = "/door"
APPLICATION = "/applications/door/application"


def tablet(world: World, username: str = "tom", at: str = "Regnbuen") -> Browser:
    """Tom of the staff hands the tablet over."""
    if username not in _known(world):
        world.account(username, Role.CENTRE_WORKER, at=(at,))
        _known(world).add(username)
    browser = world.browser(username)
    page = browser.get("/accounts/me")
    page.form("/accounts/door").submit()
    return browser


def _known(world: World) -> set[str]:
    known: set[str] = world.__dict__.setdefault("handing_over", set())
    return known


def begun(browser: Browser, title: str = "Mad sammen") -> Page:
    """The form of a new draft."""
    form = browser.get("/applications/door/new").form("/applications/door/new")
    form["title"] = title
    return form.submit().follow()


def words_of(page: Page) -> str:
    """The three words on the page of a draft."""
    return str(page.soup.select_one(".v-words .v-code").get_text(strip=True))


def filled(page: Page, **others: str) -> Form:
    """The form as Ida and Bo fill it in."""
    form = page.form(APPLICATION)
    first = clock.today() + timedelta(days=20)
    said = {
        "what": "Vi laver mad sammen hver fredag.",
        "for_whom": "Alle, der kommer her.",
        "people": "8",
        "where_held": "I køkkenet",
        "from_on": first.isoformat(),
        "to_on": (first + timedelta(days=60)).isoformat(),
        "progression": "Vi kan lave mad til ti.",
        "roles": "Ida køber ind. Bo dækker bord.",
        "text_1": "Mad",
        "kroner_1": "1.250,50",
        "text_2": "Gryder",
        "kroner_2": "400",
        "applicants": "Ida\nBo fra havnen",
        "helper": "Tom",
    }
    for name, value in (said | others).items():
        form[name] = value
    return form


def sent(browser: Browser, title: str = "Mad sammen", **others: str) -> str:
    """A whole application, sent; answers with its three words. The tablet is left open at it."""
    page = begun(browser, title)
    answer = filled(page, **others).submit(("do", "send"))
    assert answer.status == 303, answer.soup.select_one("#fejl")
    return words_of(page)


def opened(browser: Browser, words: str) -> Page:
    """What these words open."""
    form = browser.get("/applications/door/code").form("/applications/door/code")
    form["words"] = words
    answer = form.submit()
    return answer.follow() if answer.status == 303 else answer


def left(browser: Browser) -> Page:
    """«Færdig»."""
    return (
        browser.get(APPLICATION if browser.get(APPLICATION).status == 200 else "/applications/door/ideas")
        .form("/applications/door/done")
        .submit()
        .follow()
    )
