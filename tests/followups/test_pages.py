"""Agreeing on something, finding it on «Opfølgning», and seeing to it."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.linking import movers
from app.db import db
from app.followups.followup import State, Step, state_of
from app.followups.models import FollowUp
from tests.browser_without_script import HTMX, Page
from tests.database import logged, one_table
from tests.make import World


@pytest.fixture
def mette(world: World) -> int:
    """Mette of Regnbuen; Tom is her colleague, Lis works at BorgerCafeen."""
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    world.account("lis", Role.SKP_WORKER, at=("BorgerCafeen",), name="Lis Holm")
    return mette


def _id(world: World, username: str) -> int:
    return next(one["id"] for one in one_table(world.app, "account") if one["username"] == username)


def _only(world: World) -> dict[str, object]:
    (found,) = one_table(world.app, "follow_up")
    return found


def _contact(page: Page) -> Page:
    form = page.form("/outreach/contacts")
    form["kind"], form["topics"] = "outreach", "economy"
    form["agreed_text"] = "Ring til boligforeningen"
    form["agreed_when"] = "tomorrow"
    return form.submit()


def test_it_is_agreed_with_the_contact_and_kept_with_it(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    page = world.browser("mette").get(f"/outreach/contacts/new?who={ib}")
    assert _contact(page).status == 303
    found = _only(world)
    assert (found["citizen_id"], found["responsible_id"], found["contact_id"]) == (ib, mette, world.contacts()[0].id)
    assert found["due_on"] == clock.today() + timedelta(days=1)
    assert "Ring til boligforeningen" in world.browser("mette").get("/day")


def test_a_contact_without_an_agreement_makes_none(world: World, mette: int) -> None:
    form = world.browser("mette").get("/outreach/contacts/new?who=unnamed").form("/outreach/contacts")
    form["kind"], form["topics"] = "outreach", "economy"
    assert form.submit().status == 303
    assert one_table(world.app, "follow_up") == []


def test_what_is_wrong_with_the_agreement_keeps_the_contact_and_everything_typed(world: World, mette: int) -> None:
    page = world.browser("mette").get("/outreach/contacts/new?who=unnamed")
    form = page.form("/outreach/contacts")
    form["kind"], form["topics"] = "outreach", "economy"
    form["agreed_text"], form["agreed_when"], form["agreed_date"] = "Ring til Bo", "another_day", "2020-01-01"
    form["agreed_whose"], form["agreed_colleague"] = "colleague", str(_id(world, "lis"))
    refused = form.submit()
    assert refused.status == 422
    assert "Dagen er gået." in refused
    again = refused.form("/outreach/contacts")
    assert again["agreed_text"] == "Ring til Bo"
    again["agreed_date"] = (clock.today() + timedelta(days=3)).isoformat()
    again["agreed_colleague"] = str(_id(world, "lis"))
    refused = again.submit()
    assert "Kollegaen arbejder ikke på stedet." in refused
    assert world.contacts() == []
    again = refused.form("/outreach/contacts")
    again["agreed_colleague"] = str(_id(world, "tom"))
    assert again.submit().status == 303
    assert _only(world)["responsible_id"] == _id(world, "tom")


def test_a_new_citizen_of_the_contact_is_the_one_it_is_about(world: World, mette: int) -> None:
    page = world.browser("mette").get("/outreach/contacts/new?who=new")
    form = page.form("/outreach/contacts")
    form["new_alias"], form["kind"], form["topics"] = "Fru Blomst", "outreach", "economy"
    form["agreed_text"], form["agreed_whose"] = "Vis hende huset", "everybody"
    form.submit()
    assert "Fru Blomst" in world.browser("tom").get("/day")
    assert "hele stedet, Regnbuen" in world.browser("tom").get("/day")
    assert "Fru Blomst" not in world.browser("lis").get("/day")


def test_from_a_citizens_page_a_caseworker_agrees_too(world: World, mette: int) -> None:
    world.account("karim", Role.CASEWORKER)
    ib = world.citizen("Ib fra havnen", by=mette)
    browser = world.browser("karim")
    page = browser.get(f"/citizens/{ib}")
    link = next(link for link in page.soup.find_all("a") if "Ny opfølgning" in link.get_text())
    form = browser.get(str(link["href"])).form("/followups/")
    form["agreed_text"] = "Send brevet om boligstøtte"
    seen = form.submit().follow()
    assert seen.path == f"/citizens/{ib}"
    assert "Send brevet om boligstøtte" in seen
    assert "Send brevet om boligstøtte" in world.browser("mette").get(f"/citizens/{ib}")


def test_another_centres_citizen_and_followups_are_not_there(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    secret = world.follow_up("Ring til Ib", by=mette, citizen=ib)
    browser = world.browser("lis")
    for address in (f"/followups/{secret}", f"/followups/{secret}/details"):
        assert browser.get(address).status == 404
    for show in ("mine", "centre", "done"):
        assert "Ring til Ib" not in browser.get(f"/followups/?show={show}")
    assert "Ib fra havnen" not in browser.get(f"/followups/new?who={ib}")
    form = browser.get("/followups/new").form("/followups/")
    form["agreed_text"], form["citizen_id"] = "Om ham", str(ib)
    form.submit()
    assert [row["citizen_id"] for row in one_table(world.app, "follow_up")] == [ib, None]


def test_a_caseworkers_and_a_private_centres_followups_are_kept_apart_under_one_roof(world: World) -> None:
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    karim = world.account("karim", Role.CASEWORKER, at=("Parasollen",))
    of_peter = world.follow_up("Peters aftale", by=peter, at="Parasollen", anybodys=True)
    of_karim = world.follow_up("Karims aftale", by=karim, at="Parasollen", anybodys=True)
    assert world.browser("karim").get(f"/followups/{of_peter}").status == 404
    assert world.browser("peter").get(f"/followups/{of_karim}").status == 404
    assert "Peters" not in world.browser("karim").get("/day")
    assert "Karims" not in world.browser("peter").get("/followups/?show=centre")


def test_one_tap_says_done_and_the_row_stays_with_a_way_back(world: World, mette: int) -> None:
    ring = world.follow_up("Ring til boligforeningen", by=mette, due_in=-2)
    day = world.browser("mette").get("/day")
    done = day.form(f"/{ring}/steps").submit(("step", "done")).follow()
    assert done.path == "/day"
    assert "Klaret lige nu" in done
    assert "Intet er forsinket" not in done, "the row is still there, marked"
    assert done.soup.select_one("#tasks-overdue .v-num").get_text() == "0"
    back = done.form(f"/{ring}/steps").submit(("step", "reopened")).follow()
    assert "2 dage for sent" in back
    assert [row["step"] for row in one_table(world.app, "follow_up_step")] == [Step.DONE, Step.REOPENED]


def test_with_script_the_tap_changes_the_part_and_it_is_found_in_the_page(world: World, mette: int) -> None:
    ring = world.follow_up("Ring til boligforeningen", by=mette)
    browser = world.browser("mette")
    answer = browser.get("/day").form(f"/{ring}/steps").submit(("step", "done"), **HTMX)
    assert answer.status == 303
    part = browser.get(answer.headers["Location"], **HTMX)
    assert part.text.lstrip().startswith('<div id="tasks"')
    assert 'data-say="Ring til boligforeningen: Klaret lige nu"' in part.text
    whole = browser.get("/day")
    names = [element.get("id") for element in whole.soup.select("#tasks")]
    assert names == ["tasks"]
    assert whole.soup.select_one("#tasks li .t").get_text() == part.soup.select_one("#tasks li .t").get_text()


def test_postponing_takes_two_taps_and_keeps_who_and_when(world: World, mette: int) -> None:
    ring = world.follow_up("Ring til boligforeningen", by=mette, due_in=-2)
    day = world.browser("mette").get("/day").form(f"/{ring}/steps").submit(("step", "week")).follow()
    assert "Udskudt lige nu" in day
    assert _only(world)["due_on"] == clock.today() + timedelta(days=7)
    page = world.browser("mette").get(f"/followups/{ring}")
    assert "Mette Lund flyttede dagen til" in page
    form = page.form(f"/{ring}/steps", index=0)
    form["date"] = "2020-01-01"
    refused = form.submit(("step", "another_day"))
    assert refused.status == 422
    assert "Dagen er gået." in refused


def test_not_relevant_needs_a_reason(world: World, mette: int) -> None:
    ring = world.follow_up("Ring til boligforeningen", by=mette)
    page = world.browser("mette").get(f"/followups/{ring}")
    refused = page.form(f"/{ring}/steps", index=1).submit(("step", "not_relevant"))
    assert refused.status == 422
    assert "hvorfor det ikke længere er aktuelt" in refused
    form = page.form(f"/{ring}/steps", index=1)
    form["reason"] = "Hun er flyttet"
    assert "Hun er flyttet" in form.submit(("step", "not_relevant")).follow()
    assert _only(world)["state"] is State.NOT_RELEVANT


def test_two_who_tap_at_once_the_second_is_told_who_was_first(world: World, mette: int) -> None:
    ring = world.follow_up("Ring til boligforeningen", by=mette, anybodys=True)
    toms = world.browser("tom").get("/day")
    world.browser("mette").get("/day").form(f"/{ring}/steps").submit(("step", "done"))
    late = toms.form(f"/{ring}/steps").submit(("step", "done"))
    assert late.status == 409
    assert "Mette Lund har allerede taget den kl." in late
    assert len(one_table(world.app, "follow_up_step")) == 1


def test_a_double_tap_is_one_step(world: World, mette: int) -> None:
    ring = world.follow_up("Ring til boligforeningen", by=mette)
    form = world.browser("mette").get("/day").form(f"/{ring}/steps")
    assert {form.submit(("step", "done")).status for _ in range(3)} == {303}
    assert len(one_table(world.app, "follow_up_step")) == 1


def test_a_colleague_takes_over_what_was_the_whole_centres(world: World, mette: int) -> None:
    ring = world.follow_up("Ring til boligforeningen", by=mette, anybodys=True)
    page = world.browser("tom").get(f"/followups/{ring}")
    assert "Tom Riis tog den" in page.form(f"/{ring}/steps").submit(("step", "taken_over")).follow()
    assert "Ring til boligforeningen" not in world.browser("mette").get("/day")
    assert "Ring til boligforeningen" in world.browser("mette").get("/followups/?show=centre")


def test_text_day_and_person_are_changed_and_the_old_words_stay_visible(world: World, mette: int) -> None:
    ring = world.follow_up("Ring til boligforeningen", by=mette, due_in=-2)
    page = world.browser("mette").get(f"/followups/{ring}/details")
    form = page.form(f"/{ring}/details")
    form["agreed_text"] = "Ring til Domea"
    form["agreed_whose"], form["agreed_colleague"] = "colleague", str(_id(world, "tom"))
    saved = form.submit().follow()
    assert "Ring til Domea" in saved
    assert "Før stod der: Ring til boligforeningen" in saved
    assert "Mette Lund gav den til Tom Riis" in saved
    assert _only(world)["due_on"] == clock.today() - timedelta(days=2), "a day that is over may stay"


def test_two_who_change_it_the_second_sees_both_and_keeps_both(world: World, mette: int) -> None:
    ring = world.follow_up("Ring til boligforeningen", by=mette)
    first = world.browser("mette").get(f"/followups/{ring}/details").form(f"/{ring}/details")
    second = world.browser("tom").get(f"/followups/{ring}/details").form(f"/{ring}/details")
    first["agreed_text"], second["agreed_text"] = "Ring til Domea", "Skriv til boligforeningen"
    assert first.submit().status == 303
    conflict = second.submit()
    assert conflict.status == 409
    assert "Ring til Domea" in conflict
    assert "Skriv til boligforeningen" in conflict
    assert "Intet er gået tabt." in conflict
    again = conflict.form(f"/{ring}/details")
    again["keep-agreed_text"] = "both"
    assert again.submit().status == 303
    assert _only(world)["text"] == "Ring til Domea og Skriv til boligforeningen"


def test_whose_it_is_to_be_is_one_question_when_two_differ(world: World, mette: int) -> None:
    ring = world.follow_up("Ring til boligforeningen", by=mette)
    first = world.browser("mette").get(f"/followups/{ring}/details").form(f"/{ring}/details")
    second = world.browser("tom").get(f"/followups/{ring}/details").form(f"/{ring}/details")
    first["agreed_whose"], second["agreed_whose"] = "everybody", "me"
    assert first.submit().status == 303
    conflict = second.submit()
    assert conflict.status == 409
    words = [one.get_text() for one in conflict.soup.select(".v-differs .v-written")]
    assert words == ["Hele stedet", "Tom Riis"]
    again = conflict.form(f"/{ring}/details")
    again["keep-agreed_colleague"] = "mine"
    assert again.submit().status == 303
    assert _only(world)["responsible_id"] == _id(world, "tom")


def test_what_only_the_other_has_changed_is_chosen_beforehand(world: World, mette: int) -> None:
    ring = world.follow_up("Ring til boligforeningen", by=mette, due_in=-2)
    first = world.browser("mette").get(f"/followups/{ring}/details").form(f"/{ring}/details")
    second = world.browser("tom").get(f"/followups/{ring}/details").form(f"/{ring}/details")
    first["agreed_when"] = "tomorrow"
    second["agreed_text"] = "Ring til Domea"
    assert first.submit().status == 303
    conflict = second.submit()
    assert conflict.status == 409
    chosen = {box["name"]: box["value"] for box in conflict.soup.find_all("input", {"type": "radio", "checked": True})}
    assert chosen == {"keep-agreed_text": "mine", "keep-agreed_date": "theirs"}
    assert conflict.form(f"/{ring}/details").submit().status == 303
    kept = _only(world)
    assert (kept["text"], kept["due_on"]) == ("Ring til Domea", clock.today() + timedelta(days=1))


def test_the_list_shows_ones_own_the_centres_and_what_was_done_lately(world: World, mette: int) -> None:
    tom = _id(world, "tom")
    world.follow_up("Mettes egen", by=mette, due_in=30)
    world.follow_up("Toms egen", by=tom)
    done = world.follow_up("Den er klaret", by=tom)
    world.take(done, Step.DONE, by=tom)
    browser = world.browser("mette")
    shown = {show: browser.get(f"/followups/?show={show}") for show in ("mine", "centre", "done")}
    expected = {"mine": {"Mettes egen"}, "centre": {"Mettes egen", "Toms egen"}, "done": {"Den er klaret"}}
    for show, page in shown.items():
        found = {words for words in ("Mettes egen", "Toms egen", "Den er klaret") if words in page}
        assert (show, found) == (show, expected[show])
    assert "Tom" in shown["centre"].soup.select_one("#tasks").get_text()


def test_what_was_agreed_is_on_the_citizens_timeline_when_it_is_done(world: World, mette: int) -> None:
    ib = world.citizen("Ib", by=mette)
    ring = world.follow_up("Ring til boligforeningen", by=mette, citizen=ib)
    world.take(ring, Step.DONE, by=mette)
    timeline = world.browser("tom").get(f"/citizens/{ib}").soup.select_one(".v-time")
    assert "Klaret af Mette Lund" in timeline.get_text()


def test_opening_and_listing_are_logged(world: World, mette: int) -> None:
    ib = world.citizen("Ib", by=mette)
    ring = world.follow_up("Ring til boligforeningen", by=mette, citizen=ib)
    browser = world.browser("tom")
    browser.get(f"/followups/{ring}")
    browser.get("/followups/?show=centre")
    both = [("citizen", ib), ("follow_up", ring)]
    found = [(act, page, records) for act, page, _times, records in logged(world.app)]
    assert ("opened", "followups.follow_up", both) in found
    assert ("listed", "followups.every_follow_up", both) in found


def test_the_state_that_is_kept_is_where_the_steps_led(world: World, mette: int) -> None:
    ways = [
        [],
        [Step.DONE],
        [Step.POSTPONED, Step.DONE, Step.REOPENED],
        [Step.NOT_RELEVANT, Step.REOPENED, Step.TAKEN_OVER, Step.DONE],
    ]
    for way in ways:
        follow_up = world.follow_up("Noget", by=mette)
        for step in way:
            world.take(follow_up, step, by=mette, in_days=1, words="fordi")
        with world.app.app_context():
            kept = db.session.get_one(FollowUp, follow_up)
            assert kept.state is state_of([one.step for one in kept.steps]) is state_of(way)


def test_it_goes_along_when_two_records_are_linked() -> None:
    assert FollowUp in {mover.model for mover in movers()}
