"""The access log: each access is a row with who, when, what and from where, and never the content."""

from datetime import UTC, datetime, timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.reading import Information
from tests.browser_without_script import HTMX, Browser
from tests.database import logged, one_table, places_of
from tests.make import World, at_work

NOON = datetime(2026, 7, 15, 10, tzinfo=UTC)


@pytest.fixture
def ids(world: World) -> dict[str, int]:
    """Mette and Tom of Regnbuen; Ib, Ida and Lone, recorded an hour ago."""
    people = {name: world.account(name, Role.SKP_WORKER) for name in ("mette", "tom")}
    for alias in ("Ib", "Ida", "Lone"):
        people[alias.lower()] = world.citizen(alias, by=people["mette"], happened_at=NOON - timedelta(hours=1))
    return people


def _new(world: World, before: int) -> list[tuple[str, str, int, list[tuple[str, int]]]]:
    return logged(world.app)[before:]


def _search(browser: Browser, *typed: str) -> None:
    form = browser.get("/citizens/").form("/citizens/search")
    for text in typed:
        form["q"] = text
        assert form.submit(**HTMX).status == 200


def test_opening_is_one_row_for_person_and_page_and_again_raises_the_count(world: World, ids: dict[str, int]) -> None:
    before = len(logged(world.app))
    with clock.stopped(NOON):
        mette = world.browser("mette")
        mette.get(f"/citizens/{ids['ib']}")
    at_work(mette, NOON, NOON + timedelta(minutes=14))
    with clock.stopped(NOON + timedelta(minutes=14)):
        mette.get(f"/citizens/{ids['ib']}")
    opened = ("opened", "citizens.citizen", 2, [("citizen", ids["ib"])])
    assert _new(world, before) == [opened]
    at_work(mette, NOON + timedelta(minutes=14), NOON + timedelta(minutes=14 + 16))
    with clock.stopped(NOON + timedelta(minutes=14 + 16)):
        mette.get(f"/citizens/{ids['ib']}")
    assert _new(world, before) == [opened, ("opened", "citizens.citizen", 1, [("citizen", ids["ib"])])]
    first, second = one_table(world.app, "access_entry")[-2:]
    assert (first["first_at"], first["last_at"]) == (NOON, NOON + timedelta(minutes=14))
    assert {row["account_id"] for row in (first, second)} == {ids["mette"]}
    assert {row["ground"].value for row in (first, second)} == {"own_centre"}


def test_two_people_two_citizens_and_two_pages_are_rows_of_their_own(world: World, ids: dict[str, int]) -> None:
    with clock.stopped(NOON):
        before = len(logged(world.app))
        mette, tom = world.browser("mette"), world.browser("tom")
        mette.get(f"/citizens/{ids['ib']}")
        mette.get(f"/citizens/{ids['ida']}")
        mette.get(f"/citizens/{ids['ib']}/details")
        tom.get(f"/citizens/{ids['ib']}")
    assert _new(world, before) == [
        ("opened", "citizens.citizen", 1, [("citizen", ids["ib"])]),
        ("opened", "citizens.citizen", 1, [("citizen", ids["ida"])]),
        ("opened", "citizens.details", 1, [("citizen", ids["ib"])]),
        ("opened", "citizens.citizen", 1, [("citizen", ids["ib"])]),
    ]
    assert [row["account_id"] for row in one_table(world.app, "access_entry")][-5:-1].count(ids["mette"]) == 3


def test_a_list_is_one_row_with_everybody_on_it(world: World, ids: dict[str, int]) -> None:
    with clock.stopped(NOON):
        mette = world.browser("mette")
        before = len(logged(world.app))
        mette.get("/citizens/")
        mette.get("/citizens/")
    everybody = [("citizen", ids[name]) for name in ("ib", "ida", "lone")]
    assert _new(world, before) == [("listed", "citizens.register_of_own", 2, everybody)]


def test_a_list_that_shows_nobody_is_no_access(world: World) -> None:
    world.account("tom", Role.SKP_WORKER, at=("BorgerCafeen",))
    world.browser("tom").get("/citizens/")
    assert logged(world.app) == []


def test_a_search_typed_in_pauses_is_one_row_with_all_hits_and_no_words(world: World, ids: dict[str, int]) -> None:
    with clock.stopped(NOON):
        mette = world.browser("mette")
        _search(mette)
        before = len(logged(world.app))
        form = mette.get("/citizens/").form("/citizens/search")
    before = len(logged(world.app))
    for second, typed in enumerate(("id", "ida", "ib", "zzyx")):
        with clock.stopped(NOON + timedelta(seconds=2 * second)):
            form["q"] = typed
            form.submit(**HTMX)
    hits = [("citizen", ids["ib"]), ("citizen", ids["ida"])]
    assert _new(world, before) == [("searched", "citizens.search", 4, hits)]
    assert places_of(world.app, "zzyx") == []
    with clock.stopped(NOON + timedelta(minutes=3)):
        form["q"] = "lone"
        form.submit(**HTMX)
    assert _new(world, before)[1:] == [("searched", "citizens.search", 1, [("citizen", ids["lone"])])]


def test_a_search_that_finds_nobody_is_a_row_too(world: World, ids: dict[str, int]) -> None:
    with clock.stopped(NOON):
        mette = world.browser("mette")
        form = mette.get("/citizens/").form("/citizens/search")
        before = len(logged(world.app))
        form["q"] = "kongen"
        form.submit()
    assert _new(world, before) == [("searched", "citizens.search", 1, [])]
    assert places_of(world.app, "kongen") == []


def test_making_and_changing_are_rows_of_their_own(world: World, ids: dict[str, int]) -> None:
    mette = world.browser("mette")
    form = mette.get(f"/outreach/contacts/new?who={ids['ib']}").form("/outreach/contacts")
    form["kind"], form["topics"] = "outreach", ["economy"]
    before = len(logged(world.app))
    form.submit()
    (contact,) = world.contacts()
    assert [row for row in _new(world, before) if row[0] == "created"] == [
        ("created", "outreach.create", 1, [("citizen", ids["ib"]), ("contact", contact.id)])
    ]
    form = mette.get(f"/citizens/{ids['ib']}").form("/income")
    before = len(logged(world.app))
    form.submit(button=("source", "1"))
    assert _new(world, before) == [("changed", "citizens.income", 1, [("citizen", ids["ib"])])]


def test_what_is_made_on_the_administrators_pages_is_created_and_what_is_kept_again_is_changed(world: World) -> None:
    world.account("anders", Role.ADMINISTRATOR)
    anders = world.browser("anders")
    form = anders.get("/centres/efforts/new").form("/centres/efforts/new")
    form["name"] = "Sundhed"
    form.submit()
    effort = one_table(world.app, "effort")[0]["id"]
    form = anders.get(f"/centres/efforts/{effort}").form(f"/centres/efforts/{effort}")
    form["name"] = "Sundhed og tænder"
    form.submit()
    assert [(act, records) for act, _, _, records in logged(world.app)] == [
        ("created", [("effort", effort)]),
        ("changed", [("effort", effort)]),
    ]


def test_a_note_that_is_shown_is_named_beside_the_citizen_and_one_that_is_not_is_not(
    world: World, ids: dict[str, int]
) -> None:
    shared = world.contact(ids["ib"], by=ids["tom"], note="Kom til kaffe.")
    world.contact(ids["ib"], by=ids["tom"], note="Om medicinen.", information=Information.HEALTH)
    notes = {row["contact_id"]: row["id"] for row in one_table(world.app, "note")}
    before = len(logged(world.app))
    page = world.browser("mette").get(f"/citizens/{ids['ib']}")
    assert ("Kom til kaffe." in page, "Om medicinen." in page) == (True, False)
    expected = [("citizen", ids["ib"]), ("note", notes[shared])]
    assert _new(world, before) == [("opened", "citizens.citizen", 1, expected)]


def test_the_log_holds_no_name_no_note_and_no_text_that_was_typed(world: World, ids: dict[str, int]) -> None:
    world.contact(ids["ib"], by=ids["mette"], note="Kom til kaffe.")
    mette = world.browser("mette")
    mette.get(f"/citizens/{ids['ib']}")
    _search(mette, "ib")
    log_columns = {place for text in ("ib", "kaffe") for place in places_of(world.app, text) if "access" in place}
    assert log_columns == set()


def test_what_a_command_does_is_logged_as_the_system(world: World, ids: dict[str, int]) -> None:
    rows = one_table(world.app, "access_entry")
    assert {(row["account_id"], row["page"], row["ground"].value) for row in rows} == {(None, "command", "system")}
