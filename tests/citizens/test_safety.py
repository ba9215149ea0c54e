"""«Gå ikke alene»: a short note with a last day, for those who need it; expired ones vanish, the rows stay."""

from datetime import date, timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.models import Citizen
from app.citizens.standing import NotKept, Problem, months_after, refuse_expiry
from app.citizens.standing_models import SafetyNote
from app.db import db
from tests.browser_without_script import HTMX, Browser
from tests.database import one_table
from tests.make import World

WHY = "Stor hund, ring først."


@pytest.fixture
def mette(world: World) -> Browser:
    """Mette of Regnbuen."""
    world.account("mette", Role.SKP_WORKER)
    return world.browser("mette")


@pytest.fixture
def ib(world: World, mette: Browser) -> int:
    """Ib, to whom nobody goes alone."""
    by = one_table(world.app, "account")[0]["id"]
    ib = world.citizen("Ib", by=by)
    world.contact(ib, by=by)
    form = mette.get(f"/citizens/{ib}/safety").form("/safety")
    form["text"] = WHY
    assert form.submit().status == 303
    return ib


def test_it_holds_for_three_months_unless_another_day_is_chosen(world: World, ib: int) -> None:
    (note,) = one_table(world.app, "safety_note")
    assert note["until"] == months_after(clock.today(), 3)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 31), 12) == date(2027, 12, 31)
    assert months_after(date(2023, 11, 30), 3) == date(2024, 2, 29)


def test_it_stands_on_top_of_the_page_and_where_a_contact_is_written_and_is_a_tag_in_lists(
    mette: Browser, ib: int
) -> None:
    page = mette.get(f"/citizens/{ib}")
    assert WHY in page.soup.select_one("#standing .v-notice.stop").get_text()
    assert WHY in mette.get(f"/outreach/contacts/new?who={ib}")
    search = mette.get("/citizens/").form("/citizens/search")
    search["q"] = "ib"
    contact = mette.get("/outreach/contacts/new").form("/outreach/contacts")
    contact["q"] = "ib"
    for listed in (
        mette.get("/citizens/"),
        search.submit(**HTMX),
        mette.get("/outreach/contacts/new"),
        contact.submit(action="/outreach/hits", **HTMX),
    ):
        assert ("Gå ikke alene" in listed, WHY in listed) == (True, False)


def test_at_another_centre_nobody_reads_it(world: World, ib: int) -> None:
    world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    otto = world.browser("otto")
    assert [otto.get(f"/citizens/{ib}{page}").status for page in ("", "/safety")] == [404, 404]


def test_after_its_last_day_it_is_gone_and_the_row_stays(world: World, mette: Browser, ib: int) -> None:
    with world.saved():
        note = db.session.scalars(db.select(SafetyNote)).one()
        note.until = clock.today() - timedelta(days=1)
        db.session.get_one(Citizen, ib).not_alone_until = note.until
    for address in (f"/citizens/{ib}", "/outreach/contacts/new", f"/outreach/contacts/new?who={ib}"):
        page = mette.get(address)
        assert (address, WHY in page, "v-tag today" in page.text) == (address, False, False)
    assert WHY in mette.get(f"/citizens/{ib}/safety")
    assert len(one_table(world.app, "safety_note")) == 1


def test_one_tap_makes_it_longer_and_both_rows_are_kept(world: World, mette: Browser, ib: int) -> None:
    with world.saved():
        note = db.session.scalars(db.select(SafetyNote)).one()
        note.until = clock.today()
        db.session.get_one(Citizen, ib).not_alone_until = note.until
    forms = [mette.get(f"/citizens/{ib}/safety").form("/safety/longer") for _ in range(2)]
    assert [forms[0].submit().status for _ in range(2)] == [303, 303]
    assert "Nogen har ændret det imens" in forms[1].submit().follow()
    old, new = one_table(world.app, "safety_note")
    assert (old["ended_at"] is not None, new["earlier_id"], new["until"]) == (
        True, old["id"], months_after(clock.today(), 3),
    )  # fmt: skip
    page = mette.get(f"/citizens/{ib}")
    assert (page.status, page.text.count(WHY)) == (200, 1)


def test_it_is_ended_with_a_reason(world: World, mette: Browser, ib: int) -> None:
    form = mette.get(f"/citizens/{ib}/safety").form("/safety/ended")
    assert form.submit().status == 422
    form["reason"] = "Hunden er flyttet."
    page = form.submit().follow()
    assert (WHY in page, "Hunden er flyttet." in page) == (False, True)
    assert one_table(world.app, "citizen")[0]["not_alone_until"] is None
    assert one_table(world.app, "safety_note")[0]["ended_reason"] == "Hunden er flyttet."


@pytest.mark.parametrize(("days", "problem"), [(-1, Problem.OVER), (0, None), (365, None), (367, Problem.TOO_LONG)])
def test_the_last_day_is_today_or_later_and_at_most_twelve_months_away(days: int, problem: Problem | None) -> None:
    today = date(2026, 5, 1)
    if problem is None:
        refuse_expiry(today + timedelta(days=days), today)
        return
    with pytest.raises(NotKept) as refused:
        refuse_expiry(today + timedelta(days=days), today)
    assert refused.value.problem is problem


@pytest.mark.parametrize(("text", "until"), [("", "2026-12-01"), (WHY, "2099-01-01"), (WHY, "2000-01-01"), (WHY, "")])
def test_what_cannot_be_kept_is_refused_with_a_sentence(world: World, mette: Browser, text: str, until: str) -> None:
    ib = world.citizen("Ib", by=one_table(world.app, "account")[0]["id"])
    form = mette.get(f"/citizens/{ib}/safety").form("/safety")
    form["text"], form["until"] = text, until
    answer = form.submit()
    assert (answer.status, answer.form("/safety")["text"]) == (422, text)
    assert one_table(world.app, "safety_note") == []


def test_a_registration_number_is_stopped(world: World, mette: Browser, ib: int) -> None:
    form = mette.get(f"/citizens/{ib}/safety").form("/safety", index=2)
    form["text"] = "Bror er 240599-0000"
    assert form.submit().status == 422
    assert len(one_table(world.app, "safety_note")) == 1
