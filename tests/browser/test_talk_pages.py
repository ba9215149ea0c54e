"""The pages of a conversation: axe finds nothing, everything can be tapped and read, and the handout is one sheet."""

import re

import pytest

from tests.browser import talk_pages
from tests.browser.conftest import Open, Say
from tests.browser.look import Seen
from tests.browser.server import Server
from tests.browser.tablet import Troubles
from tests.browser.talks import taken

pytestmark = pytest.mark.browser

LONGEST = "Ring til boligforeningen sammen, og spørg, om huslejen kan betales i to gange. " * 3


def test_every_page_of_a_conversation_is_sound(tablet: Open, server: Server, troubles: Troubles, say: Say) -> None:
    troubles.await_status(422)
    seen = Seen()
    page = tablet("karim")
    ways = {
        "conversation": lambda _page: None,
        "conversation, unfolded": talk_pages.unfolded,
        "conversation refused": talk_pages.refused,
        "handout": talk_pages.agreed,
        "conversation corrected": talk_pages.corrected,
        "correction": talk_pages.correcting,
    }
    for name, go in ways.items():
        page.goto(f"/casework/visits/{taken(server, named=name != 'handout', joined=('tom',))}/conversation")
        go(page)
        seen.add(page, name)
    talk = page.url.removesuffix("/correction")
    page.goto(talk)
    page.locator("section[aria-labelledby=agreed] li a").first.click()
    follow_up = page.url
    seen.add(page, "follow-up of a talk")
    page.goto(f"{follow_up}/details")
    seen.add(page, "follow-up of a talk, details")
    mette = tablet("mette")
    for address in (talk, follow_up, f"{follow_up}/details"):
        mette.goto(address)
        seen.add(mette, f"{address} for somebody who may not read it")
    say(seen.told("conversations"))
    assert not seen.violations, "\n".join(seen.violations)
    assert not seen.faults, "\n".join(seen.faults)


def test_three_long_agreements_are_one_sheet_of_paper(tablet: Open, server: Server, say: Say) -> None:
    page = tablet("karim")
    page.goto(f"/casework/visits/{taken(server)}/conversation")
    talk_pages.unfolded(page)
    page.locator("#talk input[name=agreed_2_when][value=week]").check()
    for number in "123":
        page.locator(f"#agreed_{number}_text").fill(LONGEST[:200])
    page.get_by_role("button", name="Gem, og vis det til borgeren").click()
    page.wait_for_selector(".v-handout")
    page.emulate_media(media="print")
    size = page.locator(".v-handout .what").first.evaluate("it => parseFloat(getComputedStyle(it).fontSize) * 72 / 96")
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    say(f"handout with three agreements of 200 letters: {sheets} sheet of A4, letters of {size:.0f} points")
    assert sheets == 1
    assert size >= 16


def test_it_is_written_without_script(tablet: Open, server: Server) -> None:
    visit = taken(server)
    page = tablet("karim", script=False)
    page.goto(f"/casework/visits/{visit}/conversation")
    talk_pages.agreed(page)
    assert (
        server.count("follow_up JOIN conversation ON conversation.id = conversation_id WHERE visit_id = ?", visit) == 2
    )
