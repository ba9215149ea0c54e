"""The register: who chose to be known, what changed and why, what they live on, and where they belong."""

from datetime import date

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens import queries
from app.citizens.identity import IdentityLevel, KnownBefore, level_for, shown_name
from app.citizens.models import Citizen, IncomeSource
from app.db import db
from tests.browser_without_script import Browser, Form
from tests.database import one_table
from tests.make import World


@pytest.fixture
def mette(world: World) -> Browser:
    """Mette of Regnbuen."""
    world.account("mette", Role.SKP_WORKER)
    return world.browser("mette")


def _new(browser: Browser) -> Form:
    page = browser.get("/citizens/new")
    return next(Form(page, tag) for tag in page.soup.find_all("form") if tag.get("id") == "citizen")


def _citizen(world: World) -> dict[str, object]:
    (citizen,) = one_table(world.app, "citizen")
    return citizen


def test_a_name_makes_a_citizen_identified_and_an_alias_alone_does_not() -> None:
    assert (level_for("Ib Hansen"), level_for(""), level_for("  ")) == (
        IdentityLevel.IDENTIFIED, IdentityLevel.ALIAS, IdentityLevel.ALIAS,
    )  # fmt: skip
    assert [shown_name(*names) for names in (("Ib", "Ib Hansen"), ("", "Ib Hansen"), (" ", "Ib"))] == [
        "Ib", "Ib Hansen", "Ib",
    ]  # fmt: skip


def test_an_alias_is_enough_and_belongs_to_the_centre_at_once(world: World, mette: Browser) -> None:
    form = _new(mette)
    form["alias"] = " Ib fra havnen "
    made = form.submit()
    assert made.status == 303
    assert "Ib fra havnen" in made.follow()
    citizen = _citizen(world)
    assert (citizen["alias"], citizen["level"], citizen["full_name"]) == ("Ib fra havnen", IdentityLevel.ALIAS, "")
    assert [row["centre_id"] for row in one_table(world.app, "citizen_at_centre")] == [world.centre["Regnbuen"]]


@pytest.mark.parametrize("alias", ["", "  ", "\x00"])
def test_nobody_at_all_is_not_recorded_and_what_was_told_is_kept(world: World, mette: Browser, alias: str) -> None:
    form = _new(mette)
    form["alias"], form["phone"] = alias, "23 45 67 89"
    answer = form.submit()
    assert (answer.status, "23 45 67 89" in answer.text) == (422, True)
    assert one_table(world.app, "citizen") == []


def test_a_phone_number_alone_changes_no_level(world: World, mette: Browser) -> None:
    form = _new(mette)
    form["alias"] = "Ib"
    page = form.submit().follow()
    form = mette.get(f"{page.path}/details").form("/details")
    form["phone"], form["may_be_called"] = "23 45 67 89", "y"
    assert form.submit().status == 303
    assert len(one_table(world.app, "level_change")) == 1
    assert (_citizen(world)["phone"], _citizen(world)["may_be_called"]) == ("23 45 67 89", True)


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("23 45 67 89", True),
        ("+46 70 123 45 67", True),
        ("0046-70.1234567", True),
        ("(+45) 23456789", True),
        ("2345678", False),
        ("ring til mor", False),
        ("+45", False),
        ("23 45 67 89 lokal x", False),
    ],
)
def test_a_phone_number_can_be_rung_up_or_a_sentence_says_how_it_is_written(
    world: World, mette: Browser, number: str, kept: bool
) -> None:
    form = _new(mette)
    form["alias"], form["phone"] = "Ib", number
    answer = form.submit()
    assert (answer.status, "Skriv mindst 8 cifre" in answer) == (303 if kept else 422, not kept)
    assert [row["phone"] for row in one_table(world.app, "citizen")] == ([number] if kept else [])


def test_somebody_new_is_filled_in_from_the_search_and_no_name_stands_in_an_address(
    world: World, mette: Browser
) -> None:
    search = mette.get("/citizens/").form("/citizens/search")
    search["q"] = "Fru Blomst"
    found = search.submit()
    button = found.soup.find("button", attrs={"form": "search"})
    assert button is not None
    assert button["formaction"] == "/citizens/new"
    page = found.form("/citizens/search").submit(action="/citizens/new")
    assert (page.status, next(Form(page, tag) for tag in page.soup.select("#citizen"))["alias"]) == (200, "Fru Blomst")
    assert one_table(world.app, "citizen") == []


@pytest.mark.parametrize("born", ["2999-01-01", "1850-01-01", "31.02.1990", "i går"])
def test_an_impossible_birthday_is_refused_and_kept(world: World, mette: Browser, born: str) -> None:
    form = _new(mette)
    form["alias"], form["birth_date"] = "Ib", born
    answer = form.submit()
    assert (answer.status, born in answer.text) == (422, True)
    assert one_table(world.app, "citizen") == []


@pytest.mark.parametrize("born", ["1990-05-04", "04.05.1990", "4.5.1990", "04-05-1990"])
def test_a_birthday_can_be_written_as_danes_write_it(world: World, mette: Browser, born: str) -> None:
    form = _new(mette)
    form["alias"], form["birth_date"], form["birth_date_is_approximate"] = "Ib", born, "y"
    assert form.submit().status == 303
    assert (_citizen(world)["birth_date"], _citizen(world)["birth_date_is_approximate"]) == (date(1990, 5, 4), True)


def test_income_is_a_row_for_each_day_and_not_noted_is_an_answer(world: World, mette: Browser) -> None:
    ib = world.citizen("Ib", by=one_table(world.app, "account")[0]["id"])
    keys = {row["key"]: row["id"] for row in one_table(world.app, "income_source")}
    for key in ("student_grant", "not_noted"):
        form = mette.get(f"/citizens/{ib}").form("/income")
        assert form.submit(button=("source", str(keys[key]))).status == 303
    rows = one_table(world.app, "income_noted")
    assert [row["source_id"] for row in rows] == [keys["student_grant"], keys["not_noted"]]
    assert {row["noted_on"] for row in rows} == {clock.today()}
    assert mette.get(f"/citizens/{ib}").form("/income").submit(button=("source", "4711")).status == 422


def test_only_sources_of_today_are_offered_and_old_ones_stay_readable(world: World, mette: Browser) -> None:
    ib = world.citizen("Ib", by=one_table(world.app, "account")[0]["id"])
    with world.saved():
        source = queries.income_source("student_grant")
        source.valid_to = date(2020, 12, 31)
        db.session.add(
            IncomeSource(key="new", danish="Ny ydelse", english="New", place=99, valid_from=date(2999, 1, 1))
        )
        gone = source.id
    with world.app.app_context():
        for day, offered in (
            (date(2013, 12, 31), 0),
            (date(2020, 12, 31), 12),
            (date(2021, 1, 1), 11),
            (date(2999, 1, 1), 12),
        ):
            assert (day, len(queries.income_sources(day))) == (day, offered)
    form = mette.get(f"/citizens/{ib}").form("/income")
    assert form.submit(button=("source", str(gone))).status == 422
    assert one_table(world.app, "income_noted") == []


def test_known_before_is_asked_once(world: World, mette: Browser) -> None:
    ib = world.citizen("Ib", by=one_table(world.app, "account")[0]["id"])
    first, second = (mette.get(f"/citizens/{ib}").form("/known-before") for _ in range(2))
    first["known_before"], second["known_before"] = "no", "yes"
    assert (first.submit().status, second.submit().status) == (303, 303)
    assert _citizen(world)["known_before"] is KnownBefore.NO
    assert "known-before" not in mette.get(f"/citizens/{ib}").text


def test_a_citizen_belongs_to_each_centre_where_a_contact_was_made(world: World, mette: Browser) -> None:
    account = one_table(world.app, "account")[0]["id"]
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    ib = world.citizen("Ib", by=account)
    otto = world.browser("otto")
    assert otto.get(f"/citizens/{ib}").status == 404
    for _ in range(2):
        world.contact(ib, by=lis, at="BorgerCafeen")
    assert otto.get(f"/citizens/{ib}").status == 200
    with world.app.app_context():
        kept = db.session.get_one(Citizen, ib).centre_ids
    assert kept == {world.centre["Regnbuen"], world.centre["BorgerCafeen"]}


def test_two_who_change_at_once_see_both_texts_and_choose(world: World, mette: Browser) -> None:
    ib = world.citizen("Ib", by=one_table(world.app, "account")[0]["id"])
    first, second = (mette.get(f"/citizens/{ib}/details").form("/details") for _ in range(2))
    first["phone"], second["phone"] = "11 11 11 11", "22 22 22 22"
    assert first.submit().status == 303
    conflict = second.submit()
    assert (conflict.status, "11 11 11 11" in conflict) == (409, True)
    assert conflict.form("/details")["phone"] == "22 22 22 22"
    assert _citizen(world)["phone"] == "11 11 11 11"
    chosen = conflict.form("/details")
    chosen["keep-phone"] = "mine"
    assert chosen.submit().status == 303
    assert _citizen(world)["phone"] == "22 22 22 22"
