"""How many taps a conversation takes, from check-in until it is saved; counted by the page itself, nothing is typed."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Say
from tests.browser.server import Server
from tests.browser.tablet import DEVICES, Finger
from tests.browser.talks import taken

pytestmark = pytest.mark.browser

CHECK_IN, TAKE, OPEN = 2, 1, 1
"""Taps on the board before the page of the conversation is there: check in, take, write."""
USUAL, OTHER_TOPIC = 9, 10


@pytest.mark.parametrize("device", DEVICES)
def test_a_known_citizens_conversation_takes_at_most_nine_taps_from_the_check_in(
    tablet: Open, server: Server, say: Say, device: str
) -> None:
    visit = taken(server)
    page = tablet("karim", device=device)
    finger = Finger(page.context)
    page.goto(f"/casework/visits/{visit}/conversation")

    finger.tap(page.get_by_role("button", name="Gem samtalen"))

    expect(page.get_by_text("Samtalen er gemt.")).to_be_visible()
    taps = CHECK_IN + TAKE + OPEN + finger.taps
    say(
        f"taps conversation, all as proposed, {device}: {taps} (aim {USUAL}), "
        f"of them {finger.taps} on its page, keys {finger.keys}"
    )
    assert (finger.reached, finger.keys) == (finger.taps, 0)
    assert taps <= USUAL
    assert server.rows(
        "SELECT minutes, recurrence, brought_by, settled FROM conversation WHERE visit_id = ?", visit
    ) in (
        [(20, "one_off", "centre_worker", 1)],
        [(25, "one_off", "centre_worker", 1)],
        [(20, "ongoing", "centre_worker", 1)],
        [(25, "ongoing", "centre_worker", 1)],
    )


@pytest.mark.parametrize("device", DEVICES)
def test_with_another_topic_than_the_proposed_one_it_takes_at_most_ten(
    tablet: Open, server: Server, say: Say, device: str
) -> None:
    visit = taken(server)
    page = tablet("karim", device=device)
    finger = Finger(page.context)
    page.goto(f"/casework/visits/{visit}/conversation")

    finger.tap(page.get_by_role("checkbox", name="Økonomi"))
    finger.tap(page.get_by_role("checkbox", name="Bolig"))
    finger.tap(page.get_by_role("button", name="Gem samtalen"))

    expect(page.get_by_text("Samtalen er gemt.")).to_be_visible()
    taps = CHECK_IN + TAKE + OPEN + finger.taps
    say(
        f"taps conversation, another topic, {device}: {taps} (aim {OTHER_TOPIC}), "
        f"of them {finger.taps} on its page, keys {finger.keys}"
    )
    assert (finger.reached, finger.keys) == (finger.taps, 0)
    assert taps <= OTHER_TOPIC
    topics = """SELECT challenge FROM challenge_noted JOIN conversation ON conversation.id = conversation_id
                WHERE visit_id = ?"""
    assert server.rows(topics, visit) == [("housing",)]


@pytest.mark.parametrize("device", DEVICES)
def test_another_topic_length_and_reason_and_on_to_a_colleague(
    tablet: Open, server: Server, say: Say, device: str
) -> None:
    visit = taken(server)
    page = tablet("karim", device=device)
    finger = Finger(page.context)
    page.goto(f"/casework/visits/{visit}/conversation")

    finger.tap(page.get_by_role("checkbox", name="Bolig"))
    finger.tap(page.get_by_role("radio", name="Mangler papirer"))
    finger.tap(page.locator("summary", has=page.locator("[data-echo=minutes]")))
    finger.tap(page.get_by_role("radio", name="45 min."))
    finger.tap(page.locator("summary", has=page.locator("[data-echo=hand_on_to]")))
    finger.tap(page.locator("input[name=hand_on_to]:not([value='0'])").first)
    finger.tap(page.get_by_role("button", name="Gem samtalen"))

    expect(page.get_by_text("Samtalen er gemt.")).to_be_visible()
    say(
        f"taps conversation, most of it otherwise and handed on, {device}: "
        f"{finger.taps} on its page, keys {finger.keys}"
    )
    assert (finger.reached, finger.keys) == (finger.taps, 0)
    assert server.rows("SELECT minutes, unsettled FROM conversation WHERE visit_id = ?", visit) == [
        (45, "missing_papers")
    ]
    assert server.rows("SELECT state, wanted_id IS NOT NULL FROM visit WHERE id = ?", visit) == [("waiting", 1)]
