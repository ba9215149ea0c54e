"""What saves seconds: another contact as the one before, usual pairs of place and length, and one more head."""

import pytest

from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.outreach.contact import Kind
from tests.database import one_table
from tests.make import World


@pytest.fixture
def mette(world: World) -> int:
    """Mette, who works at Regnbuen."""
    return world.account("mette", Role.SKP_WORKER)


def test_again_brings_citizen_kind_and_topics_of_ones_own_contact_and_not_its_note(world: World, mette: int) -> None:
    ib = world.citizen("Ib", by=mette)
    topics = (Challenge.HOUSING, Challenge.ECONOMY)
    world.contact(ib, by=mette, kind=Kind.FOLLOW_UP, topics=topics, note="Fik brev om huslejen")
    browser = world.browser("mette")
    again = browser.get("/day").soup.find("a", string=lambda text: bool(text and "Igen" in text))
    link = next(one for one in browser.get("/day").soup.select("a.v-btn") if "again=" in str(one["href"]))
    assert again is None or again["href"] == link["href"]
    page = browser.get(str(link["href"]))
    form = page.form("contacts")
    assert (form["who"], form["kind"], set(form.values["topics"])) == (str(ib), "follow_up", {"housing", "economy"})
    assert form["note"] == ""
    assert "huslejen" not in page
    assert form.submit().status == 303
    assert [row["citizen_id"] for row in one_table(world.app, "contact")] == [ib, ib]


def test_a_colleagues_contact_and_one_of_a_centre_one_has_left_bring_nothing(world: World, mette: int) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    ours = world.contact(world.citizen("Ib", by=mette), by=mette, topics=(Challenge.ALCOHOL,))
    hans = world.citizen("Hemmelige Hans", by=otto, at="BorgerCafeen")
    theirs = world.contact(hans, by=otto, at="BorgerCafeen", topics=(Challenge.ALCOHOL,))
    for who, contact in (("tom", ours), ("mette", theirs), ("mette", 999_999), ("mette", 2**40)):
        page = world.browser(who).get(f"/outreach/contacts/new?again={contact}")
        form = page.form("contacts")
        assert (form["who"], form["kind"], form.values.get("topics")) == ("", "", None)
        assert "Hemmelige Hans" not in page


def test_the_usual_pairs_are_ones_own_most_frequent_other_than_what_is_chosen(world: World, mette: int) -> None:
    world.contact(None, by=mette)
    offered = world.browser("mette").get("/outreach/contacts/new").soup.select(".v-usual [data-sets]")
    pairs = [str(one["data-sets"]) for one in offered]
    assert "place=centre duration=15" not in pairs
    assert pairs == [
        "place=home duration=60",
        "place=phone duration=5",
        "place=street duration=15",
        "place=centre duration=30",
    ]


def test_one_more_head_is_added_to_what_is_kept(world: World, mette: int) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    for who in ("mette", "tom", "mette"):
        form = world.browser(who).get("/day").form("head-counts")
        form["people"] = "900"
        assert form.submit(("more", "1")).status == 303
    assert [(row["people"], row["version"]) for row in one_table(world.app, "head_count")] == [(3, 3)]


def test_two_pages_that_are_open_at_once_both_count(world: World, mette: int) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    pages = [world.browser(who).get("/day").form("head-counts") for who in ("mette", "tom")]
    for form in pages:
        form.submit(("more", "1"))
    assert one_table(world.app, "head_count")[0]["people"] == 2


def test_the_same_tap_sent_twice_counts_once(world: World, mette: int) -> None:
    form = world.browser("mette").get("/day").form("head-counts")
    form.submit(("more", "1"))
    form.submit(("more", "1"))
    assert one_table(world.app, "head_count")[0]["people"] == 1


def test_the_key_enter_in_the_number_saves_the_number(world: World, mette: int) -> None:
    buttons = world.browser("mette").get("/day").soup.select("#head_count form button:not([type=button])")
    assert [button.get("name") for button in buttons] == [None, "more"]
