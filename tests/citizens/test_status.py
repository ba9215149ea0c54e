"""Closing, death, moving away, and a protected name: each a row, each undone by a new one."""

from datetime import date, timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.opening_models import Opening
from app.citizens.standing import NEXT, NotKept, Problem, Status, refuse_day, refuse_step
from app.citizens.words import PROBLEMS, STATUSES
from app.db import db
from tests.browser_without_script import Browser
from tests.database import logged, one_table, rows
from tests.make import World


@pytest.fixture
def mette(world: World) -> Browser:
    """Mette of Regnbuen."""
    world.account("mette", Role.SKP_WORKER)
    return world.browser("mette")


@pytest.fixture
def ib(world: World, mette: Browser) -> int:
    """Ib, with a name and a phone number; Mette has talked with him."""
    by = one_table(world.app, "account")[0]["id"]
    ib = world.citizen("Ib", by=by, full_name="Ib Hansen", phone="23 45 67 89", may_be_called=True)
    world.contact(ib, by=by)
    return ib


def _found(browser: Browser, typed: str, closed_too: bool = False) -> list[str]:
    form = browser.get("/citizens/").form("/citizens/search")
    form["q"] = typed
    if closed_too:
        form["closed_too"] = "y"
    return [name.get_text() for name in form.submit().soup.select("#found .t")]


def _happened(browser: Browser, ib: int, **entered: str) -> tuple[int, str]:
    form = browser.get(f"/citizens/{ib}/status").form("/status")
    for name, value in entered.items():
        form[name] = value
    answer = form.submit()
    return answer.status, answer.text


def test_every_status_has_its_steps_and_its_words() -> None:
    assert set(NEXT) == set(STATUSES) == set(Status)
    assert all(Status.OPEN in NEXT[one] for one in Status if one is not Status.OPEN), "each can be taken back"
    assert set(PROBLEMS) == set(Problem)
    for before in Status:
        for after in Status:
            if after in NEXT[before]:
                refuse_step(before, after, "Kommer ikke mere.")
            else:
                with pytest.raises(NotKept):
                    refuse_step(before, after, "Kommer ikke mere.")
    today = date(2026, 3, 1)
    for day, problem in (
        (date(2026, 3, 2), Problem.IN_THE_FUTURE),
        (date(1, 1, 1), Problem.TOO_LONG_AGO),
    ):
        with pytest.raises(NotKept) as refused:
            refuse_day(day, today)
        assert refused.value.problem is problem
    refuse_day(today, today)


def test_a_closed_record_leaves_lists_and_search_is_found_when_asked_for_and_opens_with_one_tap(
    world: World, mette: Browser, ib: int
) -> None:
    assert _happened(mette, ib, status="closed")[0] == 422, "closing says why"
    assert _happened(mette, ib, status="closed", reason="Kommer ikke mere.")[0] == 303
    assert (_found(mette, "ib"), _found(mette, "ib", closed_too=True)) == ([], ["Ib"])
    for address in ("/citizens/", "/outreach/contacts/new", f"/outreach/contacts/new?who={ib}"):
        main = mette.get(address).soup.select_one("main")
        assert main is not None
        offered = main.select(f'input[name="who"][value="{ib}"], a[href="/citizens/{ib}"]')
        assert (address, offered, "Ib Hansen" in main.get_text()) == (address, [], False)
    page = mette.get(f"/citizens/{ib}")
    assert ("Kommer ikke mere." in page, "outreach/contacts/new" in page) == (True, False)
    assert page.form("/status/open").submit().status == 303
    assert _found(mette, "ib") == ["Ib"]
    assert [(row["from_status"], row["to_status"]) for row in one_table(world.app, "status_change")] == [
        (Status.OPEN, Status.CLOSED), (Status.CLOSED, Status.OPEN),
    ]  # fmt: skip
    assert "Siden blev åbnet igen" in mette.get(f"/citizens/{ib}")
    assert ("changed", "citizens.status_change", 1, [("citizen", ib)]) in logged(world.app)


def test_a_contact_is_not_recorded_with_a_closed_record_and_what_was_typed_is_kept(
    world: World, mette: Browser, ib: int
) -> None:
    form = mette.get(f"/outreach/contacts/new?who={ib}").form("/outreach/contacts")
    form["kind"], form["topics"], form["note"] = "outreach", ["economy"], "Sagde farvel."
    _happened(mette, ib, status="closed", reason="Kommer ikke mere.")
    answer = form.submit()
    assert (answer.status, answer.form("/outreach/contacts")["note"]) == (422, "Sagde farvel.")


def test_the_page_of_somebody_who_died_is_quiet(world: World, mette: Browser, ib: int) -> None:
    day = clock.today() - timedelta(days=40)
    assert _happened(mette, ib, status="dead", on=day.isoformat(), is_approximate="y")[0] == 303
    page = mette.get(f"/citizens/{ib}")
    main = page.soup.select_one("main").get_text(" ", strip=True)
    said = [word for word in ("Død", "cirka", "åbne aftaler") if word in main]
    assert (said, [word for word in ("ringes op", "23 45 67 89", "Ny kontakt") if word in page]) == (
        ["Død", "cirka", "åbne aftaler"], [],
    )  # fmt: skip
    page.form("/status/open").submit()
    assert "23 45 67 89" in mette.get(f"/citizens/{ib}")


def test_moving_away_says_where_to(world: World, mette: Browser, ib: int) -> None:
    assert _happened(mette, ib, status="moved", moved_to="Odense")[0] == 303
    assert "Odense" in mette.get(f"/citizens/{ib}")
    assert one_table(world.app, "status_change")[0]["moved_to"] == "Odense"


@pytest.mark.parametrize("day", ["2999-01-01", "0001-01-01", "1950-01-01", "i går", ""])
def test_an_impossible_day_is_refused_and_the_rest_is_kept(world: World, mette: Browser, ib: int, day: str) -> None:
    status, text = _happened(mette, ib, status="closed", reason="Kommer ikke mere.", on=day)
    assert (status, "Kommer ikke mere." in text) == (422, True)
    assert one_table(world.app, "status_change") == []


def test_a_page_that_lay_open_says_what_happened_meanwhile(mette: Browser, ib: int) -> None:
    first, second = (mette.get(f"/citizens/{ib}/status").form("/status") for _ in range(2))
    for form in (first, second):
        form["status"], form["reason"] = "closed", "Kommer ikke mere."
    assert first.submit().status == 303
    answer = second.submit()
    assert (answer.status, "Nogen har ændret det imens" in answer) == (422, True)


def test_a_protected_name_is_in_no_list_and_is_shown_with_a_reason_that_is_logged(
    world: World, mette: Browser, ib: int
) -> None:
    by = one_table(world.app, "account")[0]["id"]
    nameless = world.citizen("", by=by, full_name="Rosa Blomst", phone="98 76 54 32")
    world.account("tom", Role.CENTRE_WORKER)
    tom = world.browser("tom")
    assert "Ib Hansen" in tom.get(f"/citizens/{ib}")
    for one in (ib, nameless):
        assert mette.get(f"/citizens/{one}/protection").form("/protection").submit().status == 303
    secret = ("Hansen", "23 45 67 89", "Rosa", "98 76 54 32")
    pages = [tom.get(address) for address in ("/citizens/", f"/citizens/{ib}", f"/citizens/{nameless}")]
    for name in ("ib", "rosa", "hansen"):
        form = tom.get("/citizens/").form("/citizens/search")
        form["q"] = name
        found = form.submit()
        pages += [found]
        assert len(found.soup.select("#found .t")) == 1
        found.soup.find(id="q")["value"] = ""
        found.text = str(found.soup)
    contact = tom.get("/outreach/contacts/new").form("/outreach/contacts")
    contact["q"] = "rosa"
    pages.append(contact.submit(button=("search", "1")))
    shown = [str(page.soup.select_one("#hits") or page.soup.select_one("main")) for page in pages]
    assert [(number, word) for number, text in enumerate(shown) for word in secret if word in text] == []
    assert "Navn beskyttet" in pages[0]
    assert tom.get(f"/citizens/{ib}/details").headers["Location"] == f"/citizens/{ib}/protected"
    form = tom.get(f"/citizens/{ib}/protected").form("/protected")
    assert form.submit().status == 422
    form["reason"] = "Skal følge ham til lægen."
    seen = form.submit().follow()
    assert ("Ib Hansen" in seen, "23 45 67 89" in seen) == (True, True)
    grounds = [row["ground"].value for row in rows(world.app, "access_entry")["access_entry"]]
    assert "reason" in grounds
    assert "Ib Hansen" in mette.get(f"/citizens/{ib}"), "she works with him"
    assert "Rosa" not in mette.get(f"/citizens/{nameless}"), "she does not work with her"
    assert "Skal følge ham" not in seen, "who looked, and why, is not for everybody's eyes"
    mette.get(f"/citizens/{ib}/protection").form("/protection/ended").submit()
    assert [row["ended_at"] is not None for row in one_table(world.app, "protection")] == [True, False]
    assert "Ib Hansen" in world.browser("tom").get(f"/citizens/{ib}")


def test_a_reason_holds_until_the_day_ends(world: World, mette: Browser, ib: int) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    mette.get(f"/citizens/{ib}/protection").form("/protection").submit()
    tom = world.browser("tom")
    form = tom.get(f"/citizens/{ib}/protected").form("/protected")
    form["reason"] = "Skal følge ham til lægen."
    form.submit()
    (opening,) = one_table(world.app, "opening")
    assert opening["until"] == clock.span(clock.today(), clock.today())[1]
    with world.saved():
        db.session.get_one(Opening, opening["id"]).until = clock.now()
    assert "Ib Hansen" not in tom.get(f"/citizens/{ib}")


def test_a_protected_name_stays_protected_when_records_are_linked(world: World, mette: Browser, ib: int) -> None:
    by = one_table(world.app, "account")[0]["id"]
    rosa = world.citizen("", by=by, full_name="Rosa Blomst")
    mette.get(f"/citizens/{rosa}/protection").form("/protection").submit()
    world.account("tom", Role.CENTRE_WORKER)
    world.link(ib, rosa, by=by)
    page = world.browser("tom").get(f"/citizens/{ib}")
    assert ("Rosa" in page, "Ib Hansen" in page, "beskyttet" in page) == (False, False, True)
    assert "Rosa" not in world.browser("tom").get("/citizens/")
