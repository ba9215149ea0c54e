"""Beyond one's own centres: one hit for an exact name, opened with a reason; across operators only on a ground."""

import re

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens import openings
from app.citizens.across import is_called
from app.citizens.opening_models import Opening
from app.citizens.reading import Information
from app.db import db
from tests.browser_without_script import Browser, Page
from tests.database import one_table, places_of, rows
from tests.make import World

WHY = "Kom i dag og vil have hjælp."


@pytest.fixture
def otto(world: World) -> int:
    """Otto of BorgerCafeen."""
    return world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))


@pytest.fixture
def blomst(world: World, otto: int) -> int:
    """Fru Blomst of BorgerCafeen, of the same operator, with notes of two kinds and a phone number."""
    blomst = world.citizen("Fru Blomst", by=otto, at="BorgerCafeen", full_name="Rosa Blomst", phone="23 45 67 89")
    world.contact(blomst, by=otto, at="BorgerCafeen", note="Om huslejen.")
    world.contact(blomst, by=otto, at="BorgerCafeen", note="Om medicinen.", information=Information.HEALTH)
    return blomst


@pytest.fixture
def lis(world: World, blomst: int) -> Browser:
    """Lis of Regnbuen."""
    world.account("lis", Role.SKP_WORKER)
    return world.browser("lis")


def _search(browser: Browser, typed: str) -> Page:
    form = browser.get("/citizens/").form("/citizens/search")
    form["q"] = typed
    return form.submit()


def _elsewhere(page: Page) -> int:
    return len(page.soup.select('#found form[action="/citizens/elsewhere"]'))


def _open(browser: Browser, typed: str, why: str = WHY) -> Page:
    ask = _search(browser, typed).form("/citizens/elsewhere").submit()
    form = ask.form("/citizens/openings")
    form["reason"] = why
    return form.submit()


def test_only_the_whole_name_finds_somebody_elsewhere_and_tells_nothing_of_them(lis: Browser) -> None:
    for typed, hits in {
        "Fru Blomst": 1,
        "fru  BLOMST": 1,
        "Rosa Blomst": 1,
        "Blomst": 0,
        "Fru": 0,
        "Fru Bloms": 0,
        "Blomst Fru": 0,
        "Fru Blomst Rosa": 0,
        "Ingen Her": 0,
    }.items():
        page = _search(lis, typed)
        assert (typed, _elsewhere(page)) == (typed, hits)
        found = page.soup.select_one("#found").get_text(" ")
        assert [word for word in ("Rosa", "BorgerCafeen", "Otto", "23 45") if word in found] == []
    assert is_called("Åse Bæk", ["aase baek"])
    assert not is_called("  ", ["", "  "])


def test_a_search_log_of_what_is_elsewhere_names_nobody(world: World, lis: Browser) -> None:
    assert _elsewhere(_search(lis, "Fru Blomst")) == 1
    found = rows(world.app, "access_entry", "accessed_record")
    searches = {row["id"] for row in found["access_entry"] if row["page"] == "citizens.search"}
    assert len(searches) == 1
    assert [row for row in found["accessed_record"] if row["entry_id"] in searches] == []


def test_without_a_reason_it_stays_shut_and_with_one_it_is_open_until_the_day_ends(
    world: World, lis: Browser, blomst: int
) -> None:
    assert lis.get(f"/citizens/{blomst}").status == 404
    refused = _open(lis, "Fru Blomst", why="  ")
    assert (refused.status, one_table(world.app, "opening"), lis.get(f"/citizens/{blomst}").status) == (422, [], 404)
    page = _open(lis, "Fru Blomst").follow()
    assert page.path == f"/citizens/{blomst}"
    shown = [
        word for word in ("Fru Blomst", "Rosa Blomst", "Om huslejen.", "åben for dig resten af i dag") if word in page
    ]
    assert shown == ["Fru Blomst", "Rosa Blomst", "Om huslejen.", "åben for dig resten af i dag"]
    assert [word for word in ("Om medicinen.", "23 45 67 89", "Kommer på", "Lever af") if word in page] == []
    for address in ("details", "level", "status", "safety", "links/new"):
        assert (address, lis.get(f"/citizens/{blomst}/{address}").status) == (address, 404)
    (opening,) = one_table(world.app, "opening")
    assert (opening["reason"], opening["basis"].value, opening["until"]) == (
        WHY, "reason", clock.span(clock.today(), clock.today())[1],
    )  # fmt: skip
    entries = {row["page"]: row["ground"].value for row in one_table(world.app, "access_entry")}
    assert (entries["citizens.opening"], entries["citizens.citizen"]) == ("reason", "reason")
    assert places_of(world.app, WHY) == ["opening.reason"]
    world.account("tom", Role.CENTRE_WORKER)
    assert world.browser("tom").get(f"/citizens/{blomst}").status == 404, "it is open to Lis alone"
    _ended(world)
    assert lis.get(f"/citizens/{blomst}").status == 404


def _ended(world: World) -> None:
    with world.saved():
        for opening in db.session.query(Opening):
            opening.until = clock.now()


@pytest.mark.parametrize("ticket", ["", "x", "1", "WzEsMV0.aaaa.bbbb"])
def test_a_number_or_a_ticket_that_was_guessed_opens_nothing(world: World, lis: Browser, ticket: str) -> None:
    form = _search(lis, "Fru Blomst").form("/citizens/elsewhere").submit().form("/citizens/openings")
    form["hit"], form["reason"] = ticket, WHY
    answer = form.submit()
    assert (answer.status, "Find personen igen" in answer) == (422, True)
    assert one_table(world.app, "opening") == []


def test_somebody_elses_ticket_opens_nothing(world: World, lis: Browser) -> None:
    form = _search(lis, "Fru Blomst").form("/citizens/elsewhere").submit().form("/citizens/openings")
    world.account("tom", Role.CENTRE_WORKER)
    mine = _search(world.browser("tom"), "Fru Blomst").form("/citizens/elsewhere").submit().form("/citizens/openings")
    mine["hit"], mine["reason"] = form["hit"], WHY
    assert mine.submit().status == 422


def test_more_than_three_elsewhere_are_not_counted_out(world: World, lis: Browser, otto: int) -> None:
    for _ in range(2):
        world.citizen("Fru Blomst", by=otto, at="BorgerCafeen")
    assert _elsewhere(_search(lis, "Fru Blomst")) == 3
    world.citizen("Fru Blomst", by=otto, at="BorgerCafeen")
    page = _search(lis, "Fru Blomst")
    assert (_elsewhere(page), "Flere end tre" in page) == (0, True)


def test_words_that_hundreds_share_are_too_common_to_tell(
    world: World, lis: Browser, otto: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openings, "MOST_ALIKE", 2)
    for number in range(3):
        world.citizen(f"Jens nr. {number}", by=otto, at="BorgerCafeen")
    page = _search(lis, "Jens")
    assert (_elsewhere(page), "skriv hele navnet" in page) == (0, True)
    assert _elsewhere(_search(lis, "Jens nr. 1")) == 1


def test_an_own_namesake_stands_above_and_those_who_are_closed_or_protected_are_not_found(
    world: World, lis: Browser, otto: int, blomst: int
) -> None:
    by = next(row["id"] for row in one_table(world.app, "account") if row["username"] == "lis")
    own = world.citizen("Fru Blomst", by=by)
    page = _search(lis, "Fru Blomst")
    assert [a["href"] for a in page.soup.select("#found a")] == [f"/citizens/{own}"]
    assert _elsewhere(page) == 1
    browser = world.browser("otto")
    browser.get(f"/citizens/{blomst}/protection").form("/protection").submit()
    assert (_elsewhere(_search(lis, "Rosa Blomst")), _elsewhere(_search(lis, "Fru Blomst"))) == (0, 1)
    form = browser.get(f"/citizens/{blomst}/status").form("/status")
    form["status"], form["reason"] = "closed", "Kommer ikke mere."
    form.submit()
    assert _elsewhere(_search(lis, "Fru Blomst")) == 0


def test_welcomed_the_citizen_belongs_here_too(world: World, lis: Browser, blomst: int) -> None:
    page = _open(lis, "Fru Blomst").follow()
    page = page.form("/centres").submit().follow()
    both = "BorgerCafeen, Regnbuen" in page or "Regnbuen, BorgerCafeen" in page
    assert ("Kommer også på Regnbuen" in page, both) == (True, True)
    _ended(world)
    assert lis.get(f"/citizens/{blomst}").status == 200
    (opening,) = one_table(world.app, "opening")
    assert opening["joined_centre_id"] == world.centre["Regnbuen"]


def test_ones_own_citizens_other_notes_open_with_a_reason_but_never_the_sensitive_ones(
    world: World, lis: Browser, blomst: int
) -> None:
    _open(lis, "Fru Blomst").follow().form("/centres").submit()
    _ended(world)
    page = lis.get(f"/citizens/{blomst}")
    assert ("Om huslejen." in page, "Læs, hvad andre væresteder har skrevet" in page) == (False, True)
    form = lis.get(f"/citizens/{blomst}/other-centres").form("/other-centres")
    form["reason"] = WHY
    page = form.submit().follow()
    assert ("Om huslejen." in page, "Om medicinen." in page) == (True, False)


# Across operators: Parasollen is another data controller.


@pytest.fixture
def kaj(world: World) -> int:
    """Kaj of the private Parasollen, with a note."""
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    kaj = world.citizen("Kaj Havn", by=peter, at="Parasollen", full_name="Kaj Nielsen")
    world.contact(kaj, by=peter, at="Parasollen", note="Om havnen.")
    return kaj


def _ask(browser: Browser, typed: str, **entered: str) -> Page:
    form = browser.get("/citizens/other-operators").form("/other-operators")
    values = {"basis": "consent", "given": "orally", "purpose": "Vil have hjælp til sin bolig.", **entered}
    form["q"] = typed
    for name, value in values.items():
        form[name] = value
    return form.submit()


def test_another_operators_citizen_does_not_exist_without_a_ground(world: World, lis: Browser, kaj: int) -> None:
    for page in ("", "/details", "/level", "/links/new", "/protected", "/other-centres"):
        assert (page, lis.get(f"/citizens/{kaj}{page}").status) == (page, 404)
    for typed in ("Kaj Havn", "Kaj Nielsen", "Kaj"):
        assert _elsewhere(_search(lis, typed)) == 0
    for missing in ({"basis": ""}, {"given": ""}, {"purpose": " "}, {"basis": "legal_ground"}, {"basis": "reason"}):
        assert (missing, _ask(lis, "Kaj Havn", **missing).status) == (missing, 422)
    assert (one_table(world.app, "look_up"), one_table(world.app, "opening")) == ([], [])


@pytest.mark.parametrize(
    ("entered", "ground"),
    [
        ({"basis": "consent", "given": "in_writing"}, "consent"),
        ({"basis": "legal_ground", "given": "", "legal_ground": "1"}, "legal_ground"),
    ],
)
def test_with_consent_or_a_legal_ground_it_opens_for_the_day(
    world: World, lis: Browser, kaj: int, entered: dict[str, str], ground: str
) -> None:
    if "legal_ground" in entered:
        entered = {**entered, "legal_ground": str(world.legal_ground())}
    page = _ask(lis, "kaj  havn", **entered).follow()
    assert (page.path, "Om havnen." in page) == (f"/citizens/{kaj}", True)
    assert "Kommer også hos os" not in page, "a contact across operators stays refused, and so does belonging"
    form = page.form("/accounts/lock")
    form.values |= {"form_key": ["b" * 32]}
    assert form.submit(action=f"/citizens/{kaj}/centres").status == 303
    assert len(one_table(world.app, "citizen_at_centre")) == 2
    entries = [
        row["ground"].value for row in one_table(world.app, "access_entry") if row["page"].startswith("citizens.")
    ]
    assert set(entries) >= {ground}
    (asked,) = one_table(world.app, "look_up")
    assert (asked["basis"].value, asked["found"]) == (ground, True)
    assert one_table(world.app, "opening")[0]["look_up_id"] == asked["id"]
    _ended(world)
    assert lis.get(f"/citizens/{kaj}").status == 404


def test_nobody_and_somebody_who_may_not_be_found_are_answered_alike(world: World, lis: Browser, kaj: int) -> None:
    def answer(typed: str) -> tuple[str, bytes]:
        led = _ask(lis, typed)
        page = led.follow()
        text = re.sub(
            r'(name="(?:csrf_token|form_key)" value=")[^"]*|(X-CSRFToken": "|touched-ago=")[^"]*', "", page.text
        )
        return led.headers["Location"], text.encode()

    nobody = answer("Nils Ingen")
    for typed in ("Kaj", "Havn", "Kaj Nie", "Fru Blomst", "Rosa Blomst"):
        assert (typed, answer(typed)) == (typed, nobody)
    assert b"Ingen fundet." in nobody[1]
    looked = one_table(world.app, "look_up")
    assert [row["found"] for row in looked] == [False] * 6
    assert [places_of(world.app, typed) for typed in ("nils ingen",)] == [[]]
    searched = [row for row in rows(world.app, "access_entry")["access_entry"] if row["page"] == "citizens.look_up"]
    assert {row["ground"].value for row in searched} == {"consent"}


def test_two_of_the_same_name_are_not_guessed_between(world: World, lis: Browser, kaj: int) -> None:
    peter = next(row["id"] for row in one_table(world.app, "account") if row["username"] == "peter")
    world.citizen("Kaj Havn", by=peter, at="Parasollen")
    assert "Flere hedder sådan" in _ask(lis, "Kaj Havn").follow()
    assert one_table(world.app, "opening") == []


def test_the_private_centre_asks_the_municipality_the_same_way(
    world: World, lis: Browser, kaj: int, blomst: int
) -> None:
    peter = world.browser("peter")
    assert (_elsewhere(_search(peter, "Fru Blomst")), peter.get(f"/citizens/{blomst}").status) == (0, 404)
    page = _ask(peter, "Fru Blomst").follow()
    assert ("Om huslejen." in page, "Om medicinen." in page, "23 45 67 89" in page) == (True, False, False)


def test_administrators_keep_the_list_of_legal_grounds(world: World, lis: Browser) -> None:
    world.account("anders", Role.ADMINISTRATOR)
    anders = world.browser("anders")
    page = anders.get("/citizens/legal-grounds")
    assert page.text.count("Ikke efterprøvet") == 3
    form = anders.get("/citizens/legal-grounds/new").form("/legal-grounds/new")
    form["danish"], form["paragraph"], form["valid_from"] = "En ny", "Lov om prøver § 1", "2026-01-01"
    form["valid_to"] = "2025-01-01"
    refused = form.submit()
    assert (refused.status, "ligger før den første" in refused) == (422, True)
    again = refused.form("/legal-grounds/new")
    again["valid_to"] = ""
    assert "Lov om prøver § 1" in again.submit().follow()
    assert "Lov om prøver § 1" in lis.get("/citizens/other-operators")
    new = one_table(world.app, "legal_ground")[-1]["id"]
    forms = [anders.get(f"/citizens/legal-grounds/{new}").form("/legal-grounds") for _ in range(2)]
    forms[0]["valid_from"], forms[0]["valid_to"] = "2020-01-01", "2020-12-31"
    assert forms[0].submit().status == 303
    forms[1]["english"] = "A new one"
    both = forms[1].submit()
    assert (both.status, both.form(f"/{new}")["keep-valid_to"], both.form(f"/{new}")["keep-english"]) == (
        409, "theirs", "mine",
    )  # fmt: skip
    assert both.form(f"/{new}").submit().status == 303
    [ended] = [row for row in one_table(world.app, "legal_ground") if row["id"] == new]
    assert (ended["english"], str(ended["valid_to"])) == ("A new one", "2020-12-31")
    assert "Lov om prøver § 1" not in lis.get("/citizens/other-operators")
    assert _ask(lis, "Kaj Havn", basis="legal_ground", given="", legal_ground=str(new)).status == 422
