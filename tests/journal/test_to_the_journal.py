"""What belongs in the journal of record is marked, goes out as one file, and is listed as sent (rules R13)."""

import csv
import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from app import clock, pdf
from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.citizens.linking import movers
from app.citizens.reading import Information
from app.db import db
from app.journal.models import JournalItem
from app.outreach.models import Contact
from tests.browser_without_script import Browser, Page
from tests.database import logged, one_table
from tests.make import World

NOTE = "Fik afslag på hjælp til tandlæge. Vil klage."


@pytest.fixture
def mette(world: World) -> int:
    """Mette of Regnbuen."""
    return world.account("mette", Role.SKP_WORKER)


@pytest.fixture
def ib(world: World, mette: int) -> int:
    """Ib, who gave his name."""
    return world.citizen("Ib fra havnen", by=mette, full_name="Ib Hansen")


@pytest.fixture
def talk(world: World, mette: int, ib: int) -> int:
    """A contact of Mette's with Ib, with a note."""
    return world.contact(ib, by=mette, note=NOTE)


def _mark(browser: Browser, contact: int) -> Page:
    return browser.get(f"/outreach/contacts/{contact}").form("/mark").submit(button=("about", str(contact)))


def _send(browser: Browser, *contacts: int) -> Page:
    form = browser.get("/journal/").form("/journal/exports")
    if contacts:
        form["contacts"] = [str(contact) for contact in contacts]
    return form.submit()


def _csv(page: Page) -> list[list[str]]:
    text = page.answer.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def _correct(world: World, contact: int, text: str) -> None:
    with world.saved():
        found = db.session.get_one(Contact, contact)
        assert found.note is not None
        found.note.text, found.note.version = text, found.note.version + 1


def test_one_tap_marks_a_contact_and_another_takes_it_back(world: World, talk: int) -> None:
    browser = world.browser("mette")
    page = _mark(browser, talk).follow()
    assert "Hører til i journalen" in page
    assert NOTE in browser.get("/journal/")
    page.form("/ended-mark").submit(button=("about", str(talk)))
    assert one_table(world.app, "journal_mark") == []
    assert NOTE not in browser.get("/journal/")


def test_two_who_mark_the_same_contact_make_one_mark(world: World, talk: int) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    forms = [world.browser(name).get(f"/outreach/contacts/{talk}").form("/mark") for name in ("mette", "tom")]
    assert [form.submit(button=("about", str(talk))).status for form in forms] == [303, 303]
    assert len(one_table(world.app, "journal_mark")) == 1


def test_somebody_without_a_name_has_no_journal(world: World, mette: int) -> None:
    unnamed = world.contact(None, by=mette, note=NOTE)
    browser = world.browser("mette")
    assert "/mark" not in browser.get(f"/outreach/contacts/{unnamed}").text
    token = browser.get("/accounts/me").form("sign-out")["csrf_token"]
    data = {"csrf_token": [token], "form_key": ["a" * 32]}
    page = browser.send("POST", f"/journal/contacts/{unnamed}/mark", data).follow()
    assert "Journalen skal vide, hvem det handler om." in page
    assert one_table(world.app, "journal_mark") == []


def test_what_is_marked_goes_out_and_stands_as_sent(world: World, mette: int, ib: int, talk: int) -> None:
    world.marked(talk, by=mette)
    browser = world.browser("mette")
    sent = _send(browser)
    page = sent.follow()
    assert "Filen er lavet med 1 kontakt. Hent den, og læg den i journalen." in page
    assert (sent.status, NOTE in page, "Ib Hansen (Ib fra havnen)" in page) == (
        303, True, True,
    )  # fmt: skip
    listing = browser.get("/journal/")
    assert (NOTE in listing, "1 kontakt" in listing, "af Mette" in listing) == (False, True, True)
    assert "I en fil til journalen" in browser.get(f"/outreach/contacts/{talk}")
    assert "Mette tog 1 kontakt med i en fil til journalen" in browser.get(f"/citizens/{ib}")


def test_only_what_is_chosen_goes_out_and_the_rest_waits(world: World, mette: int, ib: int, talk: int) -> None:
    other = world.marked(world.contact(ib, by=mette, note="Noget andet."), by=mette)
    world.marked(talk, by=mette)
    browser = world.browser("mette")
    page = _send(browser, talk).follow()
    assert (NOTE in page, "Noget andet." in page) == (True, False)
    assert "Noget andet." in browser.get("/journal/")
    assert [item["contact_id"] for item in one_table(world.app, "journal_item")] == [talk]
    assert other != talk


def test_nothing_chosen_is_nothing_sent(world: World, mette: int, talk: int) -> None:
    world.marked(talk, by=mette)
    form = world.browser("mette").get("/journal/").form("/journal/exports")
    del form.values["contacts"]
    answer = form.submit()
    assert (answer.status, "Vælg mindst én kontakt." in answer) == (422, True)
    assert one_table(world.app, "journal_export") == []


def test_two_who_send_the_same_send_it_once(world: World, mette: int, talk: int) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    world.marked(talk, by=mette)
    forms = [world.browser(name).get("/journal/").form("/journal/exports") for name in ("mette", "tom")]
    pages = [form.submit() for form in forms]
    assert pages[0].status == 303
    # The second one's page is old: what it names is no longer to be chosen.
    assert pages[1].status == 422
    assert len(one_table(world.app, "journal_item")) == 1


def test_the_two_files_hold_the_same_rows_and_both_are_logged(world: World, mette: int, ib: int, talk: int) -> None:
    export = world.sent(talk, by=mette)
    browser = world.browser("mette")
    table = _csv(browser.get(f"/journal/exports/{export}/csv"))
    file = browser.get(f"/journal/exports/{export}/pdf")
    assert (file.headers["Content-Type"], file.headers["Content-Disposition"][:20]) == (
        "application/pdf", "attachment; filename",
    )  # fmt: skip
    reader = PdfReader(io.BytesIO(file.answer.get_data()))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert table[0] == ["Til journalen fra Regnbuen"]
    assert table[2][0] == "Navn"
    row = dict(zip(table[2], table[3], strict=True))
    assert (row["Navn"], row["Notat"], row["Skrevet op af"]) == ("Ib Hansen (Ib fra havnen)", NOTE, "Mette")
    assert [row[name] for name in ("Navn", "Notat", "Dag og tid", "Emner") if row[name] not in text] == []
    assert (reader.trailer["/Root"]["/Lang"], "/StructTreeRoot" in reader.trailer["/Root"]) == ("da", True)
    (item,) = one_table(world.app, "journal_item")
    persons = [("citizen", ib), ("journal_item", item["id"])]
    for page in ("journal.csv_file", "journal.pdf_file"):
        assert ("exported", page, 1, persons) in logged(world.app)


def test_a_note_that_is_a_formula_is_text_in_the_table(world: World, mette: int, ib: int) -> None:
    export = world.sent(world.contact(ib, by=mette, note="=HYPERLINK(1)"), by=mette)
    table = _csv(world.browser("mette").get(f"/journal/exports/{export}/csv"))
    assert "'=HYPERLINK(1)" in table[3]


def test_a_note_that_is_markup_is_text_in_the_file(world: World, mette: int, ib: int) -> None:
    typed = "<img src=file:///etc/passwd><h1>Hej</h1>"
    export = world.sent(world.contact(ib, by=mette, note=typed), by=mette)
    file = world.browser("mette").get(f"/journal/exports/{export}/pdf").answer.get_data()
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    assert (typed in text, "root:" in text) == (True, False)


def test_fetched_again_it_says_what_it_said_whatever_was_corrected(world: World, mette: int, talk: int) -> None:
    export = world.sent(talk, by=mette)
    browser = world.browser("mette")
    before = browser.get(f"/journal/exports/{export}/csv").answer.get_data()
    _correct(world, talk, "Fik hjælp alligevel.")
    assert browser.get(f"/journal/exports/{export}/csv").answer.get_data() == before
    listing = browser.get("/journal/")
    assert ("Fik hjælp alligevel." in listing, "Rettet siden sidst" in listing) == (True, True)
    assert "Den er rettet siden" in browser.get(f"/outreach/contacts/{talk}")
    _send(browser)
    assert "Fik hjælp alligevel." not in browser.get("/journal/")
    assert [item["text"] for item in one_table(world.app, "journal_item")] == [NOTE, "Fik hjælp alligevel."]


def test_after_thirty_days_the_file_is_gone_and_the_line_stays(world: World, mette: int, talk: int) -> None:
    with clock.stopped(clock.now() - timedelta(days=31)):
        export = world.sent(talk, by=mette)
    browser = world.browser("mette")
    assert [browser.get(f"/journal/exports/{export}/{end}").status for end in ("csv", "pdf")] == [404, 404]
    page = browser.get(f"/journal/exports/{export}")
    assert ("Filen kunne hentes i 30 dage." in page, NOTE in page) == (True, False)
    assert "1 kontakt" in browser.get("/journal/")


def test_an_alias_is_told_apart_and_can_be_sent(world: World, mette: int) -> None:
    aase = world.citizen("Åse med hunden", by=mette)
    world.marked(world.contact(aase, by=mette, note=NOTE), by=mette)
    browser = world.browser("mette")
    assert "Kun kendt ved alias. Journalen skal vide, hvem det er." in browser.get("/journal/")
    _send(browser)
    (item,) = one_table(world.app, "journal_item")
    assert (item["called"], item["identified"]) == ("Åse med hunden", False)


@pytest.mark.parametrize(
    ("information", "topics"),
    [(Information.HEALTH, (Challenge.ECONOMY,)), (Information.GENERAL, (Challenge.ALCOHOL,))],
)
def test_what_one_may_not_read_one_cannot_send_nor_fetch(
    world: World, mette: int, ib: int, information: Information, topics: tuple[Challenge, ...]
) -> None:
    shut = world.contact(ib, by=mette, note="Har været indlagt.", information=information, topics=topics)
    open_to_all = world.contact(ib, by=mette, note="Kom til kaffe.")
    for contact in (shut, open_to_all):
        world.marked(contact, by=mette)
    world.account("tom", Role.CENTRE_WORKER)
    tom = world.browser("tom")
    page = tom.get("/journal/")
    assert ("Kom til kaffe." in page, "Mette kan tage det med i en fil." in page) == (True, True)
    if information is not Information.GENERAL:
        assert "indlagt" not in page
    form = page.form("/journal/exports")
    form["contacts"] = [str(shut), str(open_to_all)]
    assert form.submit().status == 422
    assert one_table(world.app, "journal_item") == []
    export = world.sent(shut, open_to_all, by=mette)
    answers = [tom.get(f"/journal/exports/{export}{end}") for end in ("", "/csv", "/pdf")]
    assert [answer.status for answer in answers] == [200, 403, 403]
    assert "Filen rummer noget, som ikke er delt med dig. Mette kan hente den." in answers[0]
    assert [answer.status for answer in answers if "indlagt" in answer.text or "kaffe" in answer.text] == []


def test_another_centre_and_another_operator_know_nothing_of_it(world: World, mette: int, talk: int) -> None:
    export = world.sent(talk, by=mette)
    for name, centre in (("otto", "BorgerCafeen"), ("peter", "Parasollen")):
        world.account(name, Role.SKP_WORKER, at=(centre,))
        browser = world.browser(name)
        statuses = [browser.get(f"/journal/exports/{export}{end}").status for end in ("", "/csv", "/pdf")]
        assert statuses == [404, 404, 404]
        page = browser.get(f"/journal/?centre={world.centre['Regnbuen']}")
        assert (page.status, "1 kontakt" in page, NOTE in page) == (200, False, False)


def test_a_worker_at_two_centres_sends_from_one_at_a_time(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    here, there = (world.citizen(f"Ib i {at}", by=lis, at=at) for at in ("Regnbuen", "BorgerCafeen"))
    world.marked(world.contact(here, by=lis, note="På Regnbuen."), by=lis)
    world.marked(world.contact(there, by=lis, at="BorgerCafeen", note="På caféen."), by=lis)
    page = world.browser("lis").get(f"/journal/?centre={world.centre['BorgerCafeen']}")
    assert ("På Regnbuen." in page, "På caféen." in page) == (False, True)


def test_where_no_pdf_can_be_made_the_page_says_so_and_offers_the_rest(
    world: World, mette: int, talk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = world.sent(talk, by=mette)
    monkeypatch.setattr(pdf, "LONGEST", 0.01)
    page = world.browser("mette").get(f"/journal/exports/{export}/pdf")
    assert (page.status, "Hent CSV-filen, eller udskriv siden." in page, NOTE in page) == (503, True, True)


def test_the_file_is_danish_on_an_english_tablet(world: World, mette: int, talk: int) -> None:
    world.marked(talk, by=mette)
    browser = world.browser("mette")
    browser.get("/day").form("/language").submit(button=("language", "en"))
    _send(browser)
    (item,) = one_table(world.app, "journal_item")
    assert (item["kind"], item["topics"]) == ("Kontaktskabelse", "Økonomi")
    table = _csv(browser.get(f"/journal/exports/{item['export_id']}/csv"))
    assert table[0] == ["Til journalen fra Regnbuen"]


def test_what_was_sent_goes_along_when_two_records_are_linked() -> None:
    assert JournalItem in {mover.model for mover in movers()}


def test_a_visitor_who_cannot_open_contacts_is_not_told_to(world: World, mette: int) -> None:
    world.account("karim", Role.CASEWORKER)
    for name, told in (("karim", False), ("mette", True)):
        page = world.browser(name).get("/journal/")
        assert ("Ingen venter." in page, "Åbn en kontakt, og tryk" in page) == (True, told)
