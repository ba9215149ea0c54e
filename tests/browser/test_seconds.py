"""Seconds for an entry by the keystroke-level model, walked on the real pages from Min dag."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Say
from tests.browser.keystrokes import Expert
from tests.browser.server import Server
from tests.browser.tablet import DEVICES

pytestmark = pytest.mark.browser

FULL, REPEAT, HEADS = 12.0, 6.0, 2.5

PLANT = """step => {
  const planted = step.cloneNode(true);
  for (const control of planted.querySelectorAll("input")) {
    Object.assign(control, { name: "planted", checked: false, id: "" });
  }
  step.after(planted);
}"""


def _full(page: Page, planted: bool = False, usual: bool = True) -> Expert:
    """A known citizen, a kind, two topics, another place and another length; saved."""
    page.goto("/day")
    expert = Expert(page)
    expert.tap(page.locator("ul.v-chips a.v-chip").nth(1))
    expect(page.locator("form#contact")).to_be_visible()
    if planted:
        page.locator("form#contact .v-step").nth(1).evaluate(PLANT)
    expert.answer_what_is_required(topics=2)
    place, length = page.locator("[data-echo=place]"), page.locator("[data-echo=duration]")
    before = (place.inner_text(), length.inner_text())
    if usual:
        chosen = {
            name: page.locator(f"input[name={name}]:checked").get_attribute("value") for name in ("place", "duration")
        }
        other = ".v-usual [data-sets]" + "".join(f":not([data-sets~='{name}={now}'])" for name, now in chosen.items())
        expert.tap(page.locator(other).first)
    else:
        expert.tap(page.locator("summary", has=place))
        expert.tap(page.locator("input[name=place]:not(:checked)").nth(1))
        expert.tap(page.locator("input[name=duration]:not(:checked)").nth(1))
    assert place.inner_text() != before[0]
    assert length.inner_text() != before[1]
    expert.save(page.get_by_role("button", name="Gem kontakt"))
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_have_count(1)
    return expert


@pytest.mark.parametrize("device", DEVICES)
def test_a_full_contact(tablet: Open, server: Server, say: Say, device: str) -> None:
    before = server.count("contact")
    expert = _full(tablet("mette", device=device))
    say(expert.line("seconds_full_contact", FULL) + f", {device}")
    assert server.count("contact") == before + 1
    assert expert.seconds <= FULL


def test_a_full_contact_at_an_unusual_place_is_said_beside_it(tablet: Open, say: Say) -> None:
    expert = _full(tablet("mette"), usual=False)
    say(expert.line("seconds_full_contact_unusual_place_in_the_fold", FULL) + ", no aim of its own")


@pytest.mark.parametrize("device", DEVICES)
def test_a_repeat_contact(tablet: Open, server: Server, say: Say, device: str) -> None:
    page = tablet("mette", device=device)
    _full(page)
    before = server.count("contact")
    page.goto("/day")
    expert = Expert(page)
    expert.tap(page.get_by_role("link", name="Igen").first)
    expect(page.locator("form#contact")).to_be_visible()
    expert.answer_what_is_required(topics=1)
    assert page.locator("input[name=topics]:checked").count() >= 1
    expert.save(page.get_by_role("button", name="Gem kontakt"))
    expect(page.locator("[aria-labelledby=contacts] li.new")).to_have_count(1)
    say(expert.line("seconds_repeat_contact", REPEAT) + f", {device}")
    assert server.count("contact") == before + 1
    assert expert.seconds <= REPEAT


@pytest.mark.parametrize("device", DEVICES)
def test_one_more_head(tablet: Open, say: Say, device: str) -> None:
    page = tablet("tom", device=device)
    page.goto("/day")
    number = page.locator("#head_count input[name=people]")
    before = int(number.input_value())
    expert = Expert(page)
    expert.save(page.get_by_role("button", name="Én mere"))
    expect(number).to_have_value(str(before + 1))
    expect(page.get_by_role("button", name="Én mere")).to_be_focused()
    say(expert.line("seconds_head_count", HEADS) + f", {device}")
    assert expert.seconds <= HEADS


def test_a_number_of_heads_that_is_typed_is_said_beside_it(tablet: Open, server: Server, say: Say) -> None:
    page = tablet("tom")
    page.goto("/day")
    expert = Expert(page)
    expert.type(page.locator("#head_count input[name=people]"), "24")
    expert.save(page.locator("#head_count_save"))
    expect(page.locator("#head_count")).to_contain_text("24, talt")
    say(expert.line("seconds_head_count_typed", HEADS) + ", no aim of its own")


def test_a_planted_required_field_raises_the_figure(tablet: Open) -> None:
    page = tablet("mette")
    plain, planted = _full(page), _full(page, planted=True)
    assert planted.taps == plain.taps + 1
    assert planted.decisions == plain.decisions + 1
    assert planted.seconds > plain.seconds
    assert planted.seconds > FULL
