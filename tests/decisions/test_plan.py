"""The competence plan as it is read and kept, and the lists of kinds and legal grounds."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.opening_models import LegalGround
from app.db import db
from app.decisions.models import Competence
from tests.browser_without_script import Form, Page
from tests.database import logged, one_table
from tests.make import BENEFIT, World

DAY = timedelta(days=1)


@pytest.fixture
def anders(world: World) -> int:
    """Anders, who keeps the plan."""
    world.department("Ydelsescenter")
    return world.account("anders", Role.ADMINISTRATOR, name="Anders Skov")


def given(world: World, to: str = "Ydelsescenter", may: str = BENEFIT, **values: str) -> Form:
    """The form of a new row: to whom, and what they may."""
    form = world.browser("anders").get("/decisions/competence/new").form("/competence/new")
    form["department"], form["kind"] = str(world.department(to)), str(world.kind(may))
    for name, value in values.items():
        form[name] = value
    return form


def table(page: Page) -> list[list[str]]:
    """The plan's table, row by row."""
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in page.soup.select("tr")]


def test_a_department_is_given_a_competence_from_a_day_and_the_table_says_so(world: World, anders: int) -> None:
    world.account("karim", Role.CASEWORKER)
    today = clock.today()
    empty = world.browser("karim").get("/decisions/competence")
    assert "Planen er tom, så ingen kan træffe afgørelser endnu." in empty
    assert given(world).submit().status == 303
    assert given(world, "Jobcenter", "Aftale en indsats", valid_from=str(today + DAY)).submit().status == 303
    page = world.browser("karim").get("/decisions/competence")
    assert table(page) == [
        ["Afdeling", "Bevilge en enkeltydelse", "Aftale en indsats"],
        ["Jobcenter", "– må ikke", table(page)[1][2]],
        ["Ydelsescenter", "Må", "– må ikke"],
    ]
    assert table(page)[1][2].startswith("Kommer fra ")
    assert not page.soup.find("a", string=lambda words: bool(words and "Afslut" in words))
    row = one_table(world.app, "competence")[0]
    assert row["made_by_id"] == anders
    assert ("created", "decisions.new_competence", 1, [("competence", row["id"])]) in logged(world.app)


def test_a_double_tap_is_one_row_and_the_same_twice_is_refused(world: World, anders: int) -> None:
    form = given(world)
    assert form.submit().headers["Location"] == form.submit().headers["Location"]
    page = given(world).submit()
    assert (page.status, "Det står allerede i planen for de dage." in page) == (422, True)
    assert len(one_table(world.app, "competence")) == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("department", "0", "Vælg afdelingen."),
        ("kind", "0", "Vælg, hvad afdelingen må afgøre."),
        ("kind", "99999999999999999999", "Vælg en af mulighederne."),
        ("valid_from", "", "Vælg dagen."),
        ("valid_from", "2020-01-01", "Vælg en dag fra i dag og frem."),
        ("valid_from", "0001-01-01", "Skriv en dato som 24.12.2026."),
        ("valid_to", "2020-01-01", "Den sidste dag ligger før den første."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    world: World, anders: int, field: str, value: str, sentence: str
) -> None:
    page = given(world, **{field: value}).submit()
    assert (page.status, sentence in page) == (422, True)
    assert one_table(world.app, "competence") == []


def test_a_row_ends_on_a_day_and_is_never_gone(world: World, anders: int) -> None:
    row = world.competence("Ydelsescenter")
    browser = world.browser("anders")
    form = browser.get(f"/decisions/competence/{row}").form(f"/competence/{row}")
    form["last"] = str(clock.today() - DAY * 2)
    early = form.submit()
    assert (early.status, "Vælg en dag fra i går og frem." in early) == (422, True)
    form["last"] = str(clock.today() - DAY)
    assert form.submit().status == 303
    kept = one_table(world.app, "competence")
    assert [(one["id"], one["valid_to"], one["ended_by_id"]) for one in kept] == [(row, clock.today() - DAY, anders)]
    page = browser.get("/decisions/competence")
    assert table(page) == []
    assert "Ydelsescenter: Bevilge en enkeltydelse" in page
    again = form.page.browser.get(f"/decisions/competence/{row}")
    assert not again.soup.find("form", id="row")
    form["last"], form["form_key"] = str(clock.today() + DAY * 9), "f" * 32
    late = form.submit()
    assert (late.status, "Den er allerede slut." in late) == (422, True)


def test_a_row_that_was_a_mistake_never_held(world: World, anders: int) -> None:
    assert given(world).submit().status == 303
    row = one_table(world.app, "competence")[0]["id"]
    form = world.browser("anders").get(f"/decisions/competence/{row}").form(f"/competence/{row}")
    form["last"] = str(clock.today() - DAY)
    assert form.submit().status == 303
    with world.app.app_context():
        assert not db.session.get_one(Competence, row).row.holds_on(clock.today())
    assert given(world).submit().status == 303


def test_a_closed_department_is_in_no_column_of_today(world: World, anders: int) -> None:
    world.competence("Ydelsescenter")
    with world.saved():
        world._department("Ydelsescenter").closed_on = clock.today()
    page = world.browser("anders").get("/decisions/competence")
    assert table(page) == []
    assert "Afdelingen er nedlagt." in page


def test_the_plan_is_read_by_caseworkers_leaders_and_administrators_and_kept_by_the_last(
    world: World, anders: int
) -> None:
    world.competence("Ydelsescenter")
    roles = {"karim": Role.CASEWORKER, "lene": Role.LEADER, "tom": Role.CENTRE_WORKER, "birgit": Role.STEERING_GROUP}
    for who, role in roles.items():
        world.account(who, role, at=("Regnbuen",))
    statuses = {
        who: tuple(
            world.browser(who).get(path).status for path in ("/decisions/competence", "/decisions/competence/new")
        )
        for who in (*roles, "anders")
    }
    assert statuses == {
        "karim": (200, 403),
        "lene": (200, 403),
        "tom": (403, 403),
        "birgit": (403, 403),
        "anders": (200, 200),
    }


def test_a_new_kind_is_given_to_a_department_and_can_be_chosen(world: World, anders: int) -> None:
    browser = world.browser("anders")
    form = browser.get("/decisions/kinds/new").form("/kinds/new")
    nothing = form.submit()
    assert (nothing.status, "Skriv det på dansk." in nothing) == (422, True)
    form["danish"], form["is_benefit"] = "Bevilge et depositum", "y"
    assert form.submit().status == 303
    world.competence("Jobcenter", "Bevilge et depositum")
    karim = world.account("karim", Role.CASEWORKER)
    ib = world.citizen("Ib", by=karim)
    page = world.browser("karim").get(f"/decisions/citizens/{ib}/new")
    assert [one.get_text(strip=True) for one in page.soup.select("#decision .v-chip")] == ["Bevilge et depositum"]


def test_a_kind_and_a_ground_that_end_can_no_longer_be_chosen_but_stand_where_they_were(
    world: World, anders: int
) -> None:
    world.competence()
    karim = world.account("karim", Role.CASEWORKER)
    ib = world.citizen("Ib", by=karim)
    decision = world.decision(ib, by=karim)
    browser = world.browser("anders")
    for path in (f"/decisions/kinds/{world.kind()}", f"/decisions/grounds/{world.ground()}"):
        form = browser.get(path).form(path)
        form["valid_to"] = str(clock.today() - DAY)
        assert form.submit().status == 303
    page = world.browser("karim").get(f"/decisions/citizens/{ib}/new")
    assert (BENEFIT in page.text, "Aktivloven § 81:" in page.text) == (False, False)
    kept = world.browser("karim").get(f"/decisions/{decision}")
    assert (BENEFIT in kept, "Aktivloven § 81" in kept) == (True, True)


def test_two_administrators_who_change_the_same_ground_see_each_other(world: World, anders: int) -> None:
    world.account("asta", Role.ADMINISTRATOR)
    path = f"/decisions/grounds/{world.ground()}"
    forms = [world.browser(who).get(path).form(path) for who in ("anders", "asta")]
    forms[0]["danish"], forms[1]["danish"] = "Enkeltudgifter", "Udgifter i særlige tilfælde"
    assert forms[0].submit().status == 303
    second = forms[1].submit()
    assert (second.status, "Enkeltudgifter" in second, "Udgifter i særlige tilfælde" in second) == (409, True, True)


def test_the_grounds_of_the_start_are_all_marked_as_not_checked(world: World, anders: int) -> None:
    page = world.browser("anders").get("/decisions/grounds")
    rows = page.soup.select(".v-list li")
    assert len(rows) == 11
    assert all("Ikke efterprøvet" in row.get_text() for row in rows)
    with world.app.app_context():
        sharing = {one.paragraph for one in db.session.query(LegalGround)}
    assert sharing.isdisjoint({row["paragraph"] for row in one_table(world.app, "decision_ground")})
