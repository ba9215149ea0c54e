"""Correcting a contact: what stood before stays, for those who may read it (rules R15); a slip is taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.citizens.reading import Information
from app.followups.followup import Step
from app.outreach.contact import Kind, Place
from app.outreach.correction import (
    TAKE_BACK_WITHIN,
    Part,
    StaysAsItIs,
    WhyNot,
    Wording,
    changed,
    refuse_to_take_back,
)
from tests.browser_without_script import Browser, Form, Page
from tests.database import logged, one_table
from tests.make import World

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECRET = "Taler om at drikke mindre"
BEFORE = Wording(Kind.OUTREACH, frozenset({Challenge.ECONOMY}), NOON, Place.STREET, 1, 15, 1)


@pytest.fixture
def contact(world: World) -> int:
    """Mette's contact with Ib about money, with a note that all of the centre may read. Tom is her colleague."""
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    ib = world.citizen("Ib", by=mette)
    return world.contact(ib, by=mette, note="Læste et brev sammen.")


def correction(browser: Browser, contact: int) -> Form:
    """The page of the contact once more, filled in."""
    return browser.get(f"/outreach/contacts/{contact}/correction").form("/correction")


def words(page: Page) -> str:
    """What the page says."""
    return page.soup.get_text(" ", strip=True)


def test_every_part_that_changed_is_named_and_no_other() -> None:
    others = {
        Part.KIND: Wording(Kind.FOLLOW_UP, BEFORE.topics, NOON, Place.STREET, 1, 15, 1),
        Part.TOPICS: Wording(Kind.OUTREACH, frozenset({Challenge.HOUSING}), NOON, Place.STREET, 1, 15, 1),
        Part.HAPPENED_AT: Wording(Kind.OUTREACH, BEFORE.topics, NOON + timedelta(days=1), Place.STREET, 1, 15, 1),
        Part.PLACE: Wording(Kind.OUTREACH, BEFORE.topics, NOON, Place.HOME, 1, 15, 1),
        Part.CENTRE: Wording(Kind.OUTREACH, BEFORE.topics, NOON, Place.STREET, 2, 15, 1),
        Part.MINUTES: Wording(Kind.OUTREACH, BEFORE.topics, NOON, Place.STREET, 1, 30, 1),
        Part.PEOPLE: Wording(Kind.OUTREACH, BEFORE.topics, NOON, Place.STREET, 1, 15, 4),
    }
    assert {part: changed(BEFORE, after) for part, after in others.items()} == {part: (part,) for part in Part}
    assert changed(BEFORE, BEFORE) == ()


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(days=3)), st.integers(1, 3))
def test_only_ones_own_and_only_within_ten_minutes_is_taken_back(waited: timedelta, by: int) -> None:
    try:
        refuse_to_take_back(1, NOON, by, NOON + waited)
        refused = None
    except StaysAsItIs as stays:
        refused = stays.why
    expected = WhyNot.ANOTHERS if by != 1 else WhyNot.TOO_LATE if waited > TAKE_BACK_WITHIN else None
    assert refused == expected


def test_the_page_is_filled_in_and_what_stood_before_is_read_in_words(world: World, contact: int) -> None:
    tom = world.browser("tom")
    form = correction(tom, contact)
    assert (form["kind"], form["topics"], form["note"]) == ("contact_making", "economy", "Læste et brev sammen.")
    assert "who" not in form.values
    form["kind"], form["topics"], form["duration"] = "follow_up", ["economy", "housing"], "60"
    form["note"], form["reason"] = "Læste to breve sammen.", "Der var et brev mere"
    page = form.submit().follow()
    assert page.path == f"/outreach/contacts/{contact}"
    said = words(page)
    assert "Rettet 1 gang" in said
    assert "Tom Riis rettede i dag kl." in said
    assert "«Der var et brev mere»" in said
    assert "Slags: Kontaktskabelse blev rettet til Opfølgning" in said
    assert "Emner: Økonomi blev rettet til Økonomi, Bolig" in said
    assert "Varighed: 15 min. blev rettet til 1 time" in said
    assert "Notatet lød: Læste et brev sammen." in said
    assert "Læste to breve sammen." in said
    assert [(row["version"], row["text"]) for row in one_table(world.app, "note")] == [(2, "Læste to breve sammen.")]
    assert {row["challenge"].value for row in one_table(world.app, "challenge_noted")} == {"economy", "housing"}


def test_every_correction_is_a_row_and_the_citizens_page_says_corrected(world: World, contact: int) -> None:
    tom = world.browser("tom")
    for length in ("30", "60"):
        form = correction(tom, contact)
        form["duration"] = length
        assert form.submit().status == 303
    assert [(row["version"], row["minutes"]) for row in one_table(world.app, "contact_version")] == [(1, 15), (2, 30)]
    assert one_table(world.app, "note_version") == []
    assert "Rettet 2 gange" in tom.get(f"/outreach/contacts/{contact}")
    citizen = tom.get(f"/citizens/{world.contacts()[0].citizen_id}")
    assert citizen.soup.select_one(".v-time .v-tag").get_text() == "rettet"


def test_what_is_refused_as_a_contact_is_refused_as_a_correction_and_all_is_kept(world: World, contact: int) -> None:
    form = correction(world.browser("tom"), contact)
    form["day"], form["date"] = "other", (clock.today() + timedelta(days=1)).isoformat()
    form["note"] = "Noget nyt"
    answer = form.submit()
    assert answer.status == 422
    assert "Tidspunktet er ikke kommet endnu." in answer
    assert answer.form("/correction")["note"] == "Noget nyt"
    form = correction(world.browser("tom"), contact)
    form["topics"] = []
    assert form.submit().status == 422
    assert one_table(world.app, "contact_version") == []


def test_an_old_contact_may_be_corrected_though_a_new_one_of_that_day_would_be_refused(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    contact = world.contact(None, by=mette, happened_at=clock.now() - timedelta(days=500))
    form = correction(world.browser("mette"), contact)
    form["kind"] = "outreach"
    assert form.submit().status == 303


def test_the_seconds_of_a_time_that_was_not_touched_are_no_correction(world: World, contact: int) -> None:
    before = world.contacts()[0].happened_at
    form = correction(world.browser("tom"), contact)
    form["duration"] = "60"
    form.submit()
    assert world.contacts()[0].happened_at == before


def test_a_colleague_never_sees_or_loses_what_is_closed_to_them(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("tom", Role.CENTRE_WORKER)
    ib = world.citizen("Ib", by=mette)
    contact = world.contact(
        ib,
        by=mette,
        topics=(Challenge.ALCOHOL, Challenge.ECONOMY),
        note=SECRET,
        information=Information.ADDICTION,
    )
    tom = world.browser("tom")
    page = tom.get(f"/outreach/contacts/{contact}/correction")
    assert SECRET not in page.text
    form = page.form("/correction")
    assert ("note" in form.values, form.values["topics"]) == (False, ["economy"])
    form["topics"], form["note"] = ["housing"], "Overskrevet"
    assert form.submit().status == 303
    [note] = one_table(world.app, "note")
    assert (note["text"], note["version"]) == (SECRET, 1)
    assert {row["challenge"].value for row in one_table(world.app, "challenge_noted")} == {"alcohol", "housing"}
    page = tom.get(f"/outreach/contacts/{contact}")
    assert SECRET not in page.text
    assert "Alkohol" not in words(page).split("Fortryd")[0].replace("Indsatsen mod alkohol", "")


def test_an_earlier_note_is_read_by_its_own_kind_of_information(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("tom", Role.CENTRE_WORKER)
    ib = world.citizen("Ib", by=mette)
    contact = world.contact(ib, by=mette, note=SECRET, information=Information.ADDICTION)
    form = correction(world.browser("mette"), contact)
    form["note"], form["note_kind"] = "Drak en kop kaffe", "general"
    form.submit()
    assert f"Notatet lød: {SECRET}" in words(world.browser("mette").get(f"/outreach/contacts/{contact}"))
    seen = world.browser("tom").get(f"/outreach/contacts/{contact}")
    assert SECRET not in seen.text
    assert "Drak en kop kaffe" in seen
    assert "Notatet er rettet. Indholdet er ikke delt med dig." in seen
    read = [records for act, page, _, records in logged(world.app) if (act, page) == ("opened", "outreach.contact")]
    versions = {kind for records in read[:1] for kind, _ in records}
    assert "note_version" in versions
    assert "note_version" not in {kind for kind, _ in read[-1]}


def test_another_centre_cannot_correct_what_it_may_not_know(world: World, contact: int) -> None:
    world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    for ending in ("", "/correction", "/move"):
        assert world.browser("otto").get(f"/outreach/contacts/{contact}{ending}").status == 404


def test_two_who_correct_at_once_keep_both_texts(world: World, contact: int) -> None:
    first, second = (correction(world.browser(name), contact) for name in ("mette", "tom"))
    first["note"], second["note"] = "Et brev om husleje.", "Et brev om strøm."
    first["topics"], second["topics"] = ["economy", "housing"], ["economy", "job"]
    assert first.submit().status == 303
    page = second.submit()
    assert page.status == 409
    assert "Mette Lund gemte" in page
    form = page.form("/correction")
    form["keep-note"], form["keep-topics"] = "both", "both"
    assert form.submit().status == 303
    [note] = one_table(world.app, "note")
    assert note["text"].replace("\r\n", "\n") == "Et brev om husleje.\n\nEt brev om strøm."
    assert {row["challenge"].value for row in one_table(world.app, "challenge_noted")} == {"economy", "housing", "job"}
    assert len(one_table(world.app, "contact_version")) == 2


def test_what_was_just_saved_can_be_mended_from_min_dag(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    form = browser.get("/outreach/contacts/new").form("contacts")
    form["who"], form["kind"], form["topics"] = "unnamed", "outreach", ["economy"]
    [row] = form.submit().follow().soup.select("li.new")
    assert [part.get_text(" ", strip=True) for part in row.select(".t, .v-tag, .v-acts > *")] == [
        "Uden navn", "Gemt lige nu", "Ret Uden navn", "Fortryd Uden navn",
    ]  # fmt: skip
    assert browser.get("/day").soup.select("li.new") == []


def test_a_slip_is_taken_back_whole_from_min_dag(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    form = browser.get("/outreach/contacts/new").form("contacts")
    form["who"], form["kind"], form["topics"], form["note"] = "unnamed", "bridging", ["economy"], "En slåfejl"
    day = form.submit().follow()
    assert "Ret" in day.soup.select_one("li.new .v-acts").get_text()
    contact = world.contacts()[0].id
    answer = day.form("/undoing").submit(button=("about", str(contact)))
    assert "Kontakten er fortrudt." in answer.follow()
    for table in ("contact", "note", "challenge_noted", "bridge"):
        assert one_table(world.app, table) == [], table
    assert ("deleted", "outreach.take_back", 1, [("contact", contact)]) in logged(world.app)


def test_what_was_agreed_goes_along_and_what_is_known_of_the_person_stays(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    form = browser.get("/outreach/contacts/new").form("contacts")
    form["who"], form["new_alias"], form["kind"], form["topics"] = "new", "Ib fra havnen", "outreach", ["economy"]
    form["agreed_text"], form["children"] = "Ring til banken", "y"
    day = form.submit().follow()
    [agreed] = one_table(world.app, "follow_up")
    answer = day.form("/undoing").submit(button=("about", str(world.contacts()[0].id))).follow()
    told = "Kontakten er fortrudt. Borgeren står stadig i registret. Det står stadig, at der er børn i hjemmet."
    assert told in answer
    assert (one_table(world.app, "contact"), one_table(world.app, "follow_up")) == ([], [])
    assert [len(one_table(world.app, table)) for table in ("citizen", "children_noted")] == [1, 1]
    assert ("deleted", "outreach.take_back", 1, [("follow_up", agreed["id"])]) in logged(world.app)


def test_what_somebody_has_seen_to_stays_and_the_flash_says_no_more_than_is_so(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    tom = world.account("tom", Role.CENTRE_WORKER)
    ib = world.citizen("Ib fra havnen", by=tom)
    browser = world.browser("mette")
    form = browser.get(f"/outreach/contacts/new?who={ib}").form("contacts")
    form["kind"], form["topics"], form["agreed_text"] = "outreach", ["economy"], "Ring til banken"
    day = form.submit().follow()
    [agreed] = one_table(world.app, "follow_up")
    other = world.follow_up("Køb kaffe", by=mette)
    world.take(agreed["id"], Step.DONE, by=tom)
    answer = day.form("/undoing").submit(button=("about", str(world.contacts()[0].id))).follow()
    assert ("Kontakten er fortrudt." in answer, "står stadig" in answer) == (True, False)
    kept = {row["id"]: row["contact_id"] for row in one_table(world.app, "follow_up")}
    assert kept == {agreed["id"]: None, other: None}


def test_later_and_for_others_a_sentence_says_why_it_stays(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("tom", Role.CENTRE_WORKER)
    fresh = world.contact(None, by=mette)
    mine = world.browser("mette")
    step = mine.get(f"/outreach/contacts/{fresh}").form("/undoing")
    others = world.browser("tom")
    token = others.get("/accounts/me").form("sign-out")["csrf_token"]
    data = {"csrf_token": [token], "form_key": ["1" * 32], "about": [str(fresh)]}
    refused = others.send("POST", f"/outreach/contacts/{fresh}/undoing", data)
    assert refused.status == 422
    assert "Kun den, der skrev kontakten op, kan fortryde den." in refused
    with clock.stopped(clock.now() + timedelta(minutes=11)):
        late = step.submit(button=("about", str(fresh)))
        assert late.status in (303, 422)
    old = world.contact(None, by=mette, happened_at=clock.now() - timedelta(hours=2))
    page = world.browser("mette").get(f"/outreach/contacts/{old}")
    assert "kan fortrydes i 10 minutter" in page
    assert "/undoing" not in page.text
