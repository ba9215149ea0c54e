"""Lesson 7: two records of one person are linked, not merged; what moves is shown, and it can all go back."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.centres.models import Centre
from app.citizens import links, queries, register
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.link_models import CitizenLink
from app.citizens.linking import Obstacle, Refused, Standing, movers, moves, refuse_link, refuse_undoing
from app.citizens.models import Citizen, CitizenAtCentre
from app.citizens.words import OBSTACLES
from app.db import db
from tests.browser_without_script import HTMX, Browser, Page
from tests.database import Rows, logged, one_table, rows
from tests.make import World

WHY = "Ib sagde det selv."


@pytest.fixture
def mette(world: World) -> int:
    """Mette works at Regnbuen and at BorgerCafeen."""
    return world.account("mette", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))


@pytest.fixture
def pair(world: World, mette: int) -> tuple[int, int]:
    """Ib of Regnbuen, and Fru Blomst of BorgerCafeen with two contacts, a note and an income: the same person."""
    ib = world.citizen("Ib", by=mette)
    blomst = world.citizen("Fru Blomst", by=mette, at="BorgerCafeen", full_name="Rosa Blomst", phone="23 45 67 89")
    world.contact(ib, by=mette, note="Kom til kaffe.")
    world.contact(blomst, by=mette, at="BorgerCafeen", note="Om huslejen.", known_before=KnownBefore.YES)
    world.contact(blomst, by=mette, at="BorgerCafeen", topics=(Challenge.ALCOHOL, Challenge.HOUSING))
    with world.saved():
        register.note_income(
            db.session.get_one(Citizen, blomst),
            queries.income_source("student_grant"),
            on=clock.today(),
            at=db.session.get_one(Centre, world.centre["BorgerCafeen"]),
            by=db.session.get_one(Account, mette),
        )
    return ib, blomst


def _moving(world: World) -> Rows:
    """Everything that belongs to citizens, without the versions that say that something was done."""
    found = rows(world.app, "citizen", "citizen_at_centre", "citizen_word", *(mover.kind for mover in movers()))
    return {
        table: [{name: value for name, value in row.items() if name != "version"} for row in kept]
        for table, kept in found.items()
    }


def _owned(world: World, citizen: int) -> dict[str, int]:
    kinds = rows(world.app, *(mover.kind for mover in movers()))
    counts = {kind: sum(row["citizen_id"] == citizen for row in kept) for kind, kept in kinds.items()}
    return {kind: number for kind, number in counts.items() if number}


def _link(browser: Browser, one: int, other: int, keep: int, reason: str = WHY) -> Page:
    form = browser.get(f"/citizens/{one}/links/new?other={other}").form(f"/citizens/{one}/links")
    form["keep"], form["reason"] = str(keep), reason
    return form.submit()


def test_the_page_shows_both_records_and_what_will_move(world: World, pair: tuple[int, int]) -> None:
    ib, blomst = pair
    browser = world.browser("mette")
    search = browser.get(f"/citizens/{ib}/links/new").form("/links/search")
    search["q"] = "blo"
    for found in (search.submit(), search.submit(**HTMX)):
        assert [name.get_text() for name in found.soup.select("#other_found .t")] == ["Fru Blomst"]
    href = str(found.soup.select_one("#other_found a")["href"])
    page = browser.get(href)
    cards = [card.get_text(" ", strip=True) for card in page.soup.select(".v-pair .v-card")]
    assert "1 notat, 1 emne, 1 skift af navn, 1 kontakt" in cards[0]
    assert "1 notat, 3 emner, 1 indkomst, 1 skift af navn, 2 kontakter" in cards[1]
    assert page.form(f"/citizens/{ib}/links")["keep"] == str(blomst), "the one with a name is offered first"
    assert one_table(world.app, "citizen_link") == []


def test_everything_of_both_is_on_one_page_and_both_names_find_it(world: World, pair: tuple[int, int]) -> None:
    ib, blomst = pair
    browser = world.browser("mette")
    page = _link(browser, ib, blomst, keep=ib).follow()
    assert page.path == f"/citizens/{ib}"
    for words in ("Kom til kaffe.", "Om huslejen.", WHY, "Fortryd koblingen", "Rosa Blomst", "BorgerCafeen, Regnbuen"):
        assert (words, words in page or "Regnbuen, BorgerCafeen" in page) == (words, True)
    assert _owned(world, blomst) == {}
    assert _owned(world, ib)["contact"] == 3
    for typed in ("ib", "blomst", "rosa"):
        search = browser.get("/citizens/").form("/citizens/search")
        search["q"] = typed
        hits = [row.get_text(" ", strip=True) for row in search.submit().soup.select("#found .v-open")]
        assert (typed, len(hits)) == (typed, 1)
        assert hits[0].startswith("Ib også kendt som Fru Blomst")
    assert browser.get("/citizens/").soup.get_text().count("Fru Blomst") == 1
    led = browser.get(f"/citizens/{blomst}/details")
    assert (led.status, led.headers["Location"]) == (303, f"/citizens/{ib}/details")
    changed = [entry for entry in logged(world.app) if entry[1] == "citizens.links_of_citizen"]
    assert sorted(changed) == [("changed", "citizens.links_of_citizen", 1, [("citizen", id)]) for id in sorted(pair)]
    assert WHY not in str(rows(world.app, "access_entry"))


def test_undone_on_screen_everything_is_as_it_was(world: World, pair: tuple[int, int]) -> None:
    ib, blomst = pair
    before = _moving(world)
    browser = world.browser("mette")
    for keep in pair:
        page = _link(browser, ib, blomst, keep=keep).follow()
        assert _moving(world) != before
        assert "hver for sig" in page.form("/links/undone").submit().follow()
        assert _moving(world) == before
    assert [row["undone_by_id"] is not None for row in one_table(world.app, "citizen_link")] == [True, True]


def test_what_was_written_since_stays_with_the_record_that_was_kept(
    world: World, pair: tuple[int, int], mette: int
) -> None:
    ib, blomst = pair
    browser = world.browser("mette")
    page = _link(browser, ib, blomst, keep=ib).follow()
    since = world.contact(ib, by=mette, at="BorgerCafeen", note="Efter koblingen.")
    page.form("/links/undone").submit()
    assert [row["citizen_id"] for row in one_table(world.app, "contact")] == [ib, blomst, blomst, ib]
    assert one_table(world.app, "contact")[-1]["id"] == since
    with world.app.app_context():
        here = {at.centre_id for at in db.session.query(CitizenAtCentre).filter_by(citizen_id=ib)}
    assert here == {world.centre["Regnbuen"], world.centre["BorgerCafeen"]}, "it was talked with there since"


def test_a_link_of_a_link_is_undone_in_reverse_order_only(world: World, pair: tuple[int, int], mette: int) -> None:
    ib, blomst = pair
    third = world.citizen("Kaptajnen", by=mette)
    states = [_moving(world)]
    world.link(ib, blomst, by=mette)
    states.append(_moving(world))
    world.link(third, ib, by=mette)
    browser = world.browser("mette")
    assert browser.get(f"/citizens/{blomst}").headers["Location"] == f"/citizens/{third}"
    search = browser.get("/citizens/").form("/citizens/search")
    search["q"] = "rosa"
    assert [name.get_text() for name in search.submit().soup.select("#found .t")] == ["Kaptajnen"]
    with world.app.app_context():
        first, _second = db.session.query(CitizenLink).order_by(CitizenLink.id)
        with pytest.raises(Refused) as refused:
            links.undo(first, by=db.session.get_one(Account, mette))
        assert refused.value.obstacle is Obstacle.LINKED_ON
    form = browser.get(f"/citizens/{third}").form("/links/undone")
    stale = browser.get(f"/citizens/{third}").form("/links/undone")
    stale["about"] = str(first.id)
    assert "findes ikke mere" in stale.submit().follow()
    form.submit()
    assert _moving(world) == states[1]
    browser.get(f"/citizens/{ib}").form("/links/undone").submit()
    assert _moving(world) == states[0]


def test_of_two_links_on_one_record_the_newest_is_undone_first(world: World, pair: tuple[int, int], mette: int) -> None:
    ib, blomst = pair
    third = world.citizen("Kaptajnen", by=mette)
    older, newer = world.link(ib, blomst, by=mette), world.link(ib, third, by=mette)
    browser = world.browser("mette")
    form = browser.get(f"/citizens/{ib}").form("/links/undone")
    assert form["about"] == str(newer)
    form["about"] = str(older)
    assert str(OBSTACLES[Obstacle.LATER_FIRST]) in form.submit().follow()
    assert [row["undone_at"] for row in one_table(world.app, "citizen_link")] == [None, None]


def test_a_double_tap_links_once_and_a_page_that_lay_open_says_what_happened(
    world: World, pair: tuple[int, int]
) -> None:
    ib, blomst = pair
    browser = world.browser("mette")
    forms = [browser.get(f"/citizens/{ib}/links/new?other={blomst}").form(f"/citizens/{ib}/links") for _ in range(2)]
    for form in forms:
        form["keep"], form["reason"] = str(ib), WHY
    assert [forms[0].submit().headers["Location"] for _ in range(2)] == [f"/citizens/{ib}"] * 2
    assert "allerede koblet sammen" in forms[1].submit().follow()
    assert len(one_table(world.app, "citizen_link")) == 1
    undo = [browser.get(f"/citizens/{ib}").form("/links/undone") for _ in range(2)]
    assert [undo[0].submit().status for _ in range(2)] == [303, 303]
    assert str(OBSTACLES[Obstacle.ALREADY_UNDONE]) in undo[1].submit().follow()


def test_a_form_that_lay_open_for_the_other_record_reaches_the_one_that_is_kept(
    world: World, pair: tuple[int, int], mette: int
) -> None:
    ib, blomst = pair
    browser = world.browser("mette")
    income = browser.get(f"/citizens/{blomst}").form("/income")
    details = browser.get(f"/citizens/{blomst}/details").form("/details")
    contact = browser.get(f"/outreach/contacts/new?who={blomst}").form("/outreach/contacts")
    world.link(ib, blomst, by=mette)
    key = next(row["id"] for row in one_table(world.app, "income_source") if row["key"] == "flex_job")
    assert income.submit(button=("source", str(key))).headers["Location"] == f"/citizens/{ib}"
    assert details.submit().status == 409
    contact["kind"], contact["topics"] = "outreach", ["economy"]
    assert contact.submit().status == 303
    assert one_table(world.app, "income_noted")[-1]["citizen_id"] == ib
    assert one_table(world.app, "contact")[-1]["citizen_id"] == ib


@pytest.mark.parametrize("missing", ["keep", "reason"])
def test_which_is_kept_and_why_must_be_said_and_what_was_typed_is_kept(
    world: World, pair: tuple[int, int], missing: str
) -> None:
    ib, blomst = pair
    form = world.browser("mette").get(f"/citizens/{ib}/links/new?other={blomst}").form(f"/citizens/{ib}/links")
    form["keep"], form["reason"] = str(ib), WHY
    form[missing] = ""
    answer = form.submit()
    assert answer.status == 422
    again = answer.form(f"/citizens/{ib}/links")
    assert again["reason" if missing == "keep" else "keep"] == (WHY if missing == "keep" else str(ib))
    assert one_table(world.app, "citizen_link") == []


def test_only_records_of_ones_own_and_of_one_controller_are_linked(world: World, pair: tuple[int, int]) -> None:
    ib, blomst = pair
    tom = world.account("tom", Role.CENTRE_WORKER)
    assert tom
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    private = world.citizen("Ib hos Parasollen", by=peter, at="Parasollen")
    world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "Parasollen"))
    before = _moving(world)
    for name, one, other in (("tom", ib, blomst), ("tom", ib, private), ("mette", ib, private)):
        browser = world.browser(name)
        page = browser.get(f"/citizens/{ib}/links/new?other={other}")
        assert ("Er de to den samme?" in page, "Blomst" in page, "Parasollen" in page) == (False, False, False)
        form = browser.get(f"/citizens/{ib}/links/new").form("/links/search")
        form.values |= {"other": [str(other)], "keep": [str(one)], "reason": [WHY], "form_key": ["a" * 32]}
        assert form.submit(action=f"/citizens/{ib}/links").status == 303
        assert browser.get(f"/citizens/{other}/links/new?other={ib}").status == 404
    lis = world.browser("lis")
    page = lis.get(f"/citizens/{ib}/links/new?other={private}")
    assert str(OBSTACLES[Obstacle.ANOTHER_CONTROLLER]) in page
    assert _link(lis, ib, private, keep=ib).status == 409
    assert _moving(world) == before


def test_two_who_link_at_the_same_moment_make_one_link(world: World, pair: tuple[int, int], mette: int) -> None:
    ib, blomst = pair
    start = threading.Barrier(2)
    said: list[str] = []

    def at_once(kept: int, other: int) -> None:
        with world.app.app_context():
            both = [db.session.get_one(Citizen, id) for id in (kept, other)]
            db.session.rollback()
            start.wait(10)
            links.hold_both(*both)
            try:
                links.link(*both, reason=WHY, by=db.session.get_one(Account, mette))
                db.session.commit()
                said.append("linked")
            except Refused as refused:
                db.session.rollback()
                said.append(refused.obstacle)

    threads = [threading.Thread(target=at_once, args=order) for order in ((ib, blomst), (blomst, ib))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said) == [Obstacle.ALREADY_LINKED, "linked"]
    assert len(one_table(world.app, "citizen_link")) == 1


STEPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), min_size=1, max_size=5)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_links_undone_in_reverse_leave_every_row_equal_and_lose_and_double_none(
    world: World, mette: int, steps: list[tuple[int, int, bool]]
) -> None:
    names = [f"Nr. {number}" for number in range(4)]
    there = {row["alias"]: row["id"] for row in one_table(world.app, "citizen")}
    if not there:
        for turn, name in enumerate(names):
            at = ("Regnbuen", "BorgerCafeen")[turn % 2]
            there[name] = world.citizen(name, by=mette, at=at, full_name=f"{name} Hansen" if turn else "")
            for _ in range(turn):
                world.contact(there[name], by=mette, at=at, note=f"{name} var her.", known_before=KnownBefore.NO)
    before = _moving(world)
    amounts = {table: len(kept) for table, kept in before.items() if table in {mover.kind for mover in movers()}}
    made = []
    for one, other, _swap in steps:
        try:
            made.append(world.link(there[names[one]], there[names[other]], by=mette))
        except Refused:
            continue
        assert {table: len(kept) for table, kept in _moving(world).items() if table in amounts} == amounts
    for link_id in reversed(made):
        with world.saved():
            links.undo(db.session.get_one(CitizenLink, link_id), by=db.session.get_one(Account, mette))
    assert _moving(world) == before


@pytest.mark.parametrize(
    ("kept", "other", "obstacle"),
    [
        (Standing(1, 1, None), Standing(1, 1, None), Obstacle.SAME),
        (Standing(1, 1, None), Standing(2, 2, None), Obstacle.ANOTHER_CONTROLLER),
        (Standing(1, 1, 3), Standing(2, 1, None), Obstacle.ALREADY_LINKED),
        (Standing(1, 1, None), Standing(2, 1, 1), Obstacle.ALREADY_LINKED),
    ],
)
def test_what_cannot_be_linked(kept: Standing, other: Standing, obstacle: Obstacle) -> None:
    with pytest.raises(Refused) as refused:
        refuse_link(kept, other)
    assert refused.value.obstacle is obstacle


def test_what_cannot_be_undone() -> None:
    kept = Standing(1, 1, None)
    refuse_undoing(7, kept, [5, 7])
    for link_id, standing, there, obstacle in (
        (7, kept, [5], Obstacle.ALREADY_UNDONE),
        (7, Standing(1, 1, 9), [5, 7], Obstacle.LINKED_ON),
        (5, kept, [5, 7], Obstacle.LATER_FIRST),
    ):
        with pytest.raises(Refused) as refused:
            refuse_undoing(link_id, standing, there)
        assert refused.value.obstacle is obstacle
    assert set(OBSTACLES) == set(Obstacle)


def test_every_table_that_knows_a_citizen_moves_or_says_why_not() -> None:
    # What is counted anew when two records are linked does not move.
    stays = {"citizen_at_centre", "citizen_word", "opening", "waited"}
    knows = {table.name for table in db.metadata.sorted_tables if "citizen_id" in table.columns}
    assert knows - {mover.kind for mover in movers()} == stays
    with pytest.raises(TypeError, match="citizen_at_centre"):
        moves(CitizenAtCentre, movers()[0].words)
