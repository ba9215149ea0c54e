"""Lessons about whoever writes something down between two conversations, as they look from the chair of the writer."""

from datetime import timedelta

from bs4 import Tag
from time_machine import travel

from app import clock
from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.outreach.words import KINDS
from tests.browser_without_script import Browser, Form, Page
from tests.database import LOG, one_table, rows
from tests.make import PASSWORD, World

NOTE = "Kom med et brev om huslejen. Vi ringer på mandag."
ANSWERED_BY_THE_BROWSER = "csrf_token"


def _typed(form: Form) -> dict[str, list[str]]:
    """Everything that stands in a form, the button that protects it apart."""
    return {name: values for name, values in form.values.items() if name != ANSWERED_BY_THE_BROWSER and any(values)}


def _contact(browser: Browser, who: object = "unnamed") -> Form:
    """A new contact with the three taps made."""
    form = browser.get("/outreach/contacts/new").form("/outreach/contacts")
    form["who"], form["kind"], form["topics"] = str(who), "outreach", ["economy", "housing"]
    return form


def _signed_in_again(page: Page, username: str) -> Page:
    form = page.follow().form("sign-in")
    form["username"], form["password"] = username, PASSWORD
    return form.submit().follow()


def test_lesson_01_whatever_was_typed_is_back_in_the_same_form_after_the_session_ran_out(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib", by=mette)
    new = _contact(world.browser("mette"), ib)
    new["note"], new["note_kind"], new["day"], new["time"] = NOTE, "health", "yesterday", "12.20"
    new["place"], new["duration"], new["known_before"], new["children"] = "street", "30", "no", "y"
    new["agreed_text"], new["agreed_when"] = "Ring til boligforeningen", "tomorrow"
    details = world.browser("mette").get(f"/citizens/{ib}/details").form("/details")
    details["alias"], details["phone"], details["spoken_language"] = "Ib fra havnen", "23 45 67 89", "Polsk"
    details["birth_date"], details["may_be_called"] = "1990-05-04", "y"

    with travel(clock.now() + timedelta(hours=11)):
        for form in (new, details):
            page = _signed_in_again(form.submit(), "mette")
            assert _typed(page.form(form.action)) == _typed(form)
    assert (world.contacts(), one_table(world.app, "citizen")[0]["phone"]) == ([], "")


def test_lesson_03_one_short_page_with_three_required_taps_and_no_duty_to_write(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib", by=mette)
    browser = world.browser("mette")
    page = browser.get("/outreach/contacts/new")
    assert len(page.soup.select(".v-step")) == 3
    for left_out in ("who", "kind", "topics"):
        form = _contact(browser, ib)
        form[left_out] = []
        answer = form.submit()
        assert (left_out, answer.status, len(answer.soup.select("#fejl li"))) == (left_out, 422, 1)
    answer = _contact(browser, ib).submit()
    assert (answer.status, answer.follow().path) == (303, "/day"), "no second page follows"
    [kept] = world.contacts()
    assert (kept.citizen_id, kept.minutes, one_table(world.app, "note")) == (ib, 15, [])


def test_lesson_04_a_refused_form_keeps_everything_and_says_what_is_wrong_on_top_and_beside(world: World) -> None:
    world.account("jens", Role.SKP_WORKER)
    form = _contact(world.browser("jens"), "group")
    form["group_size"], form["time"], form["day"], form["date"] = "0", "25.99", "other", ""
    form["place"], form["duration"] = "home", "60"
    form["note"] = "Ring til 010190-1234 om bøden."
    form["agreed_text"], form["agreed_when"] = "Ring til Bo", "tomorrow"
    answer = form.submit()
    assert answer.status == 422
    assert _typed(answer.form("/outreach/contacts")) == _typed(form)
    summary = answer.soup.select_one("main > #fejl:first-child")
    assert isinstance(summary, Tag)
    links = summary.select("li a")
    assert [link for link in links if not answer.soup.find(id=str(link["href"])[1:])] == []
    beside = [str(words.get_text(strip=True)) for words in answer.soup.select("form .v-error-text")]
    assert len(links) == len(beside) == 4
    for link in links:
        assert any(link.get_text() in words for words in beside), link
    assert world.contacts() == []


def test_lesson_05_two_who_write_at_once_see_both_texts_and_keep_both(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    contact = world.contact(world.citizen("Ib", by=mette), by=mette, note="Ib har fået et brev.")
    address = f"/outreach/contacts/{contact}/correction"
    first, second = (world.browser(name).get(address).form("/correction") for name in ("mette", "tom"))
    first["note"], second["note"] = "Brevet er fra udlejeren.", "Ib skal svare inden fredag."
    assert first.submit().status == 303
    page = second.submit()
    assert page.status == 409
    for words in ("Mette Lund", "Brevet er fra udlejeren.", "Ib skal svare inden fredag."):
        assert words in page
    assert one_table(world.app, "note")[0]["text"] == "Brevet er fra udlejeren.", "Tom has overwritten nothing"
    form = page.form("/correction")
    form["keep-note"] = "both"
    assert form.submit().status == 303
    text = one_table(world.app, "note")[0]["text"]
    assert ("udlejeren" in text, "fredag" in text) == (True, True)


def test_lesson_08_a_second_tap_changes_nothing_anywhere(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    form = _contact(browser, "new")
    form["new_alias"], form["note"] = "Ib fra havnen", NOTE
    form["agreed_text"], form["agreed_when"] = "Ring til boligforeningen", "tomorrow"
    first = form.submit()
    once = rows(world.app)
    for _ in range(2):
        assert form.submit().headers["Location"] == first.headers["Location"]
    after = rows(world.app)
    assert {table for table in once if once[table] != after[table]} <= LOG
    assert len(world.contacts()) == len(after["citizen"]) == len(after["follow_up"]) == 1
    assert _contact(browser)["form_key"] != form["form_key"], "the next form has a key of its own"


def test_lesson_14_what_was_saved_is_there_and_marked(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib, ane = world.citizen("Ib", by=mette), world.citizen("Ane", by=mette)
    world.contact(ane, by=mette)
    browser = world.browser("mette")
    for form, said in ((_contact(browser, ib), "Ib"), (_contact(browser), "Uden navn")):
        form["day"], form["time"] = "yesterday", "12.20"
        day = form.submit().follow()
        [row] = day.soup.select("li.new")
        assert [part.get_text(strip=True) for part in row.select(".t, .v-tag")] == [said, "Gemt lige nu"]
    assert browser.get("/day").soup.select("li.new") == [], "it is new once"
    agreed = browser.get("/followups/new").form("/followups/")
    agreed["agreed_text"], agreed["agreed_when"] = "Ring til kommunen", "tomorrow"
    listing = agreed.submit().follow()
    assert "Ring til kommunen" in listing
    assert listing.soup.select(".v-notice.good") != []


def test_lesson_15_the_last_choices_are_the_next_defaults_and_nothing_known_is_asked_twice(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib, ane = world.citizen("Ib", by=mette), world.citizen("Ane", by=mette)
    world.contact(ane, by=mette, happened_at=clock.now() - timedelta(days=2))
    browser = world.browser("mette")
    asks = "Kendte kommunen personen i forvejen?"
    assert asks in browser.get(f"/citizens/{ib}")
    form = _contact(browser, ib)
    form["place"], form["duration"], form["known_before"] = "street", "30", "no"
    assert form.submit().status == 303

    page = browser.get("/outreach/contacts/new")
    after = page.form("/outreach/contacts")
    assert (after["place"], after["duration"], after["note"]) == ("street", "30", "")
    known = {str(who["value"]): who.has_attr("data-known") for who in page.soup.select("input[name=who][id^=who-]")}
    assert (known[str(ib)], known[str(ane)]) == (True, False), "what is marked as known is not asked on the page"
    assert asks not in browser.get(f"/citizens/{ib}")
    assert asks in browser.get(f"/citizens/{ane}")
    missing = browser.get("/missing").soup.get_text(" ", strip=True)
    assert "Ane" in missing


MOST_TO_TAP = 6 + 12 + 8 + 3
"""Kinds, topics, those one talked with lately, and the three who are nobody of the register."""


def _folded(control: Tag) -> bool:
    """Whether it stands in a fold, or is there only for somebody who has chosen what it belongs to."""
    return any(
        parent.name == "details" or any(name.startswith("v-if-") for name in parent.get("class") or [])
        for parent in control.parents
    )


def test_lesson_17_few_boxes_and_no_subcategories(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    for number in range(30):
        world.contact(world.citizen(f"Borger {number}", by=mette), by=mette)
    page = world.browser("mette").get("/outreach/contacts/new")
    form = page.soup.find("form", id="contact")
    assert isinstance(form, Tag)
    controls = [one for one in form.select("input:not([type=hidden]), select, textarea") if not _folded(one)]
    assert list(dict.fromkeys(str(one["name"]) for one in controls)) == ["who", "q", "kind", "topics"]
    assert len([one for one in controls if one["type"] != "search"]) <= MOST_TO_TAP
    assert [str(one["value"]) for one in form.select("input[name=kind]")] == [kind.value for kind in KINDS]
    assert {str(one["value"]) for one in form.select("input[name=topics]")} == {topic.value for topic in Challenge}
    assert form.select("optgroup, fieldset fieldset, details details") == []
