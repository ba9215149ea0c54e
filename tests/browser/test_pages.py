"""Every page of every role: axe finds nothing, everything can be tapped and read, and nothing runs off the side."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open, Say
from tests.browser.look import Known, Seen, shape_of
from tests.browser.tablet import Troubles
from tests.browser.ways import FURTHER, ROLES, crawled

pytestmark = pytest.mark.browser

SHARES = 6


@pytest.fixture(scope="session")
def known(of_all: Path) -> Known:
    """The shapes of pages that axe has looked at, as one role after the other, in whichever process."""
    return Known(of_all)


def _nothing_wrong(seen: Seen) -> None:
    assert not seen.violations, "\n".join(seen.violations)
    assert not seen.faults, "\n".join(seen.faults)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_links_lead_to_is_sound(tablet: Open, say: Say, known: Known, role: str) -> None:
    page = tablet(ROLES[role])
    seen = Seen(known)
    for path in crawled(page):
        seen.add(page, path)
    say(seen.told(f"{role} ({ROLES[role]})"))
    assert seen.pages > 3
    _nothing_wrong(seen)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_that_links_do_not_lead_to_is_sound(
    tablet: Open, troubles: Troubles, say: Say, known: Known, share: int
) -> None:
    troubles.await_status(403, 404, 409, 422)
    seen = Seen(known)
    for name in list(FURTHER)[share::SHARES]:
        who, spent, go = FURTHER[name]
        page = tablet(who, fresh=spent)
        go(page)
        seen.add(page, name)
        page.context.close()
    say(seen.told(f"beside the links, share {share + 1} of {SHARES}"))
    _nothing_wrong(seen)


def _white_on_white(page: Page) -> str:
    page.evaluate(
        """() => {
          const words = document.querySelector("h1");
          words.style.color = "white"; words.style.backgroundColor = "white";
        }"""
    )
    return "color-contrast"


def _small_button(page: Page) -> str:
    page.evaluate(
        """() => {
          const button = document.createElement("button");
          button.textContent = "x";
          Object.assign(button.style, { width: "20px", height: "20px", padding: "0" });
          document.querySelector("main").append(button);
        }"""
    )
    return "a target of 20 px: button «x»"


def _small_text(page: Page) -> str:
    page.evaluate("() => { document.querySelector('h1').style.fontSize = '12px'; }")
    return "text of 12 px: h1"


def _wide(page: Page) -> str:
    page.evaluate("() => { document.querySelector('h1').style.minWidth = '1200px'; }")
    return "sideways"


def _unlabelled(page: Page) -> str:
    page.evaluate("() => document.querySelector('main').append(document.createElement('textarea'))")
    return "label"


@pytest.mark.parametrize("plant", [_white_on_white, _small_button, _small_text, _wide, _unlabelled])
def test_a_planted_fault_is_found_also_on_a_page_that_was_sound_before(tablet: Open, plant: object) -> None:
    page = tablet("birgit")
    page.goto("/day")
    seen = Seen()
    assert seen.known.is_new(shape_of(page))
    assert callable(plant)
    fault = plant(page)
    seen.add(page, "planted")
    assert any(fault in one for one in seen.violations + seen.faults), seen


def test_a_refusal_of_the_content_security_policy_is_heard(tablet: Open, troubles: Troubles) -> None:
    page = tablet("birgit")
    page.goto("/day")
    page.evaluate("() => document.querySelector('h1').setAttribute('style', 'color: red')")
    page.evaluate("() => fetch('http://192.0.2.1/').catch(() => {})")
    assert [one for one in troubles.seen if "style-src" in one]
    assert [one for one in troubles.seen if "connect-src" in one]
    troubles.await_("Content Security Policy")
