"""A decision goes to the journal of record without a mark: it is a duty to note it (rules R13)."""

import csv
import io

import pytest

from app.accounts.role import Role
from tests.database import logged, one_table
from tests.make import World

SECRET = "Tænderne, fordi han ikke kan spise."


@pytest.fixture
def jens(world: World) -> int:
    """Jens of the Ydelsescenter, which grants single benefits."""
    world.competence("Ydelsescenter")
    return world.account("jens", Role.CASEWORKER, name="Jens Vestergaard", department="Ydelsescenter")


def test_a_decision_waits_goes_out_word_for_word_and_is_listed_with_its_day(world: World, jens: int) -> None:
    ib = world.citizen("Ib", by=jens, full_name="Ib Holm")
    decision = world.decision(ib, by=jens, text=SECRET, amount=123_450)
    browser = world.browser("jens")
    assert "Skal i kommunens journal." in browser.get(f"/decisions/{decision}")
    page = browser.get("/journal/")
    assert SECRET in page
    landed = page.form("/journal/exports").submit().follow()
    assert "Filen er lavet med 1 afgørelse. Hent den, og læg den i journalen." in landed
    export = one_table(world.app, "journal_export")[0]["id"]
    told = browser.get(f"/journal/exports/{export}/csv").answer.get_data().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(told), delimiter=";"))
    assert lines[1][0].endswith("1 af de kontakter og afgørelser, der ikke var taget med før")
    row = dict(zip(lines[2], lines[3], strict=True))
    assert {name: row[name] for name in ("Navn", "Kendt ved", "Minutter", "Slags", "Sted", "Emner", "Notat")} == {
        "Navn": "Ib Holm (Ib)",
        "Kendt ved": "navn",
        "Minutter": "",
        "Slags": "Afgørelse: Bevilge en enkeltydelse",
        "Sted": "Regnbuen",
        "Emner": "Ydelsescenter, Aktivloven § 81, 1.234,50 kr.",
        "Notat": SECRET,
    }
    item = one_table(world.app, "journal_item")[0]["id"]
    assert ("exported", "journal.exports", 1, [("citizen", ib), ("journal_item", item)]) in logged(world.app)
    again = browser.get("/journal/")
    assert (SECRET in again.text, "1 afgørelse" in again) == (False, True)
    assert "Taget med i en fil til journalen" in browser.get(f"/decisions/{decision}")
    assert "Jens Vestergaard tog 1 afgørelse med i en fil til journalen" in browser.get(f"/citizens/{ib}")


def test_a_decision_that_replaces_another_goes_out_too_and_says_so(world: World, jens: int) -> None:
    ib = world.citizen("Ib", by=jens)
    old = world.decision(ib, by=jens)
    browser = world.browser("jens")
    assert browser.get("/journal/").form("/journal/exports").submit().status == 303
    world.decision(ib, by=jens, amount=100, replaces=old)
    assert browser.get("/journal/").form("/journal/exports").submit().status == 303
    texts = [row["text"] for row in one_table(world.app, "journal_item")]
    assert texts[0] == "Vinterjakke og støvler."
    assert texts[1].startswith("Vinterjakke og støvler.\n\nErstatter afgørelsen af ")
    assert texts[1].endswith(": Beløbet var forkert.")


def test_contacts_and_decisions_go_in_one_file_and_something_must_be_chosen(world: World, jens: int) -> None:
    mette = world.account("mette", Role.SKP_WORKER, Role.CASEWORKER, department="Ydelsescenter")
    ib = world.citizen("Ib", by=mette)
    world.marked(world.contact(ib, by=mette, note="Kom forbi."), by=mette)
    world.decision(ib, by=jens)
    browser = world.browser("mette")
    form = browser.get("/journal/").form("/journal/exports")
    form["contacts"], form["decisions"] = [], []
    nothing = form.submit()
    assert (nothing.status, "Vælg mindst én kontakt." in nothing) == (422, True)
    page = browser.get("/journal/").form("/journal/exports").submit().follow()
    assert "Filen er lavet med 1 kontakt og 1 afgørelse." in page


def test_what_another_department_decided_is_neither_listed_nor_sent_nor_in_their_file(world: World, jens: int) -> None:
    ib = world.citizen("Ib", by=jens)
    decision = world.decision(ib, by=jens, text=SECRET)
    world.account("karim", Role.CASEWORKER, department="Jobcenter")
    world.account("mette", Role.SKP_WORKER)
    for who in ("karim", "mette"):
        browser = world.browser(who)
        page = browser.get("/journal/")
        assert (page.status, SECRET in page.text, page.soup.find("input", {"name": "decisions"})) == (200, False, None)
        form = page.form("/journal/exports")
        form["decisions"] = str(decision)
        assert form.submit().status == 422
    assert one_table(world.app, "journal_item") == []
    jens_browser = world.browser("jens")
    jens_browser.get("/journal/").form("/journal/exports").submit()
    export = one_table(world.app, "journal_export")[0]["id"]
    for who in ("karim", "mette"):
        browser = world.browser(who)
        for part, status in {"": 200, "/csv": 403, "/pdf": 403}.items():
            answer = browser.get(f"/journal/exports/{export}{part}")
            assert (answer.status, SECRET in answer.text) == (status, False)


def test_a_protected_name_goes_into_no_file_of_somebody_who_may_not_see_it(world: World, jens: int) -> None:
    ulla = world.account("ulla", Role.CASEWORKER, department="Ydelsescenter")
    ib = world.citizen("Ib", by=jens, full_name="Ib Hemmelig")
    world.decision(ib, by=jens, text=SECRET)
    form = world.browser("jens").get(f"/citizens/{ib}/protection").form("/protection")
    assert form.submit().status == 303
    page = world.browser("ulla").get("/journal/")
    assert (SECRET in page.text, "Hemmelig" in page.text) == (False, False)
    assert SECRET in world.browser("jens").get("/journal/")
    assert ulla
