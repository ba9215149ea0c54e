"""Moving up and down a level: the citizen's own act, with its day and reason; a name that is taken back is gone."""

from datetime import date, timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.identity import IdentityLevel
from tests.browser_without_script import Browser
from tests.database import logged, one_table, places_of
from tests.make import World


@pytest.fixture
def mette(world: World) -> Browser:
    """Mette of Regnbuen."""
    world.account("mette", Role.SKP_WORKER)
    return world.browser("mette")


def _mette(world: World) -> int:
    return int(one_table(world.app, "account")[0]["id"])


def _levels(world: World) -> list[tuple[object, object, str]]:
    return [(row["from_level"], row["to_level"], row["reason"]) for row in one_table(world.app, "level_change")]


def test_a_citizen_gives_a_name_and_takes_it_back(world: World, mette: Browser) -> None:
    ib = world.citizen("Ib", by=_mette(world))
    form = mette.get(f"/citizens/{ib}/level").form("/level")
    form["full_name"], form["phone"], form["reason"] = "Ib Hansen", "23 45 67 89", "Ville gerne kunne ringes op."
    page = form.submit().follow()
    assert ("Ib Hansen" in page, "23 45 67 89" in page, "Ville gerne kunne ringes op." in page) == (True, True, True)
    form = mette.get(f"/citizens/{ib}/level").form("/level")
    form["reason"], form["sure"] = "Fortrød.", "y"
    page = form.submit().follow()
    assert "Fortrød." in page
    assert _levels(world) == [
        (None, IdentityLevel.ALIAS, ""),
        (IdentityLevel.ALIAS, IdentityLevel.IDENTIFIED, "Ville gerne kunne ringes op."),
        (IdentityLevel.IDENTIFIED, IdentityLevel.ALIAS, "Fortrød."),
    ]
    assert {row["word"] for row in one_table(world.app, "citizen_word")} == {"ib"}
    assert (places_of(world.app, "hansen"), places_of(world.app, "23 45 67 89")) == ([], [])
    assert one_table(world.app, "citizen")[0]["may_be_called"] is False
    assert ("changed", "citizens.level_change", 1, [("citizen", ib)]) in logged(world.app)


def test_nothing_is_taken_back_before_it_is_said_twice_and_what_was_typed_is_kept(world: World, mette: Browser) -> None:
    ib = world.citizen("Ib", by=_mette(world), full_name="Ib Hansen", phone="23 45 67 89")
    form = mette.get(f"/citizens/{ib}/level").form("/level")
    form["reason"] = "Fortrød."
    refused = form.submit()
    assert (refused.status, refused.form("/level")["reason"]) == (422, "Fortrød.")
    assert one_table(world.app, "citizen")[0]["full_name"] == "Ib Hansen"


@pytest.mark.parametrize("field", ["reason", "alias"])
def test_the_name_does_not_stay_behind_in_what_is_written_when_it_goes(
    world: World, mette: Browser, field: str
) -> None:
    ib = world.citizen("", by=_mette(world), full_name="Søren Bæk")
    form = mette.get(f"/citizens/{ib}/level").form("/level")
    form["alias"], form["reason"], form["sure"] = "Bæk", "Fortrød.", "y"
    form[field] = "soeren  BAEK vil ikke"
    refused = form.submit()
    assert (refused.status, "uden det fulde navn" in refused) == (422, True)
    form[field] = "Søren"
    assert refused.form("/level").submit().status == 422
    again = refused.form("/level")
    again[field] = "Søren"
    assert again.submit().status == 303
    assert places_of(world.app, "søren bæk") == []


def test_somebody_without_an_alias_is_asked_what_to_be_called(world: World, mette: Browser) -> None:
    ib = world.citizen("", by=_mette(world), full_name="Ib Hansen")
    form = mette.get(f"/citizens/{ib}/level").form("/level")
    form["reason"], form["sure"] = "Fortrød.", "y"
    refused = form.submit()
    assert (refused.status, "Skriv, hvad personen vil kaldes" in refused) == (422, True)
    again = refused.form("/level")
    again["alias"] = "Kaptajnen"
    assert "Kaptajnen" in again.submit().follow()


def test_the_day_may_be_earlier_but_never_in_the_future(world: World, mette: Browser) -> None:
    ib = world.citizen("Ib", by=_mette(world))
    for day, status in (
        (clock.today() + timedelta(days=1), 422),
        (date(1990, 1, 1), 422),
        (clock.today() - timedelta(days=10), 303),
    ):
        form = mette.get(f"/citizens/{ib}/level").form("/level")
        form["full_name"], form["reason"], form["on"] = "Ib Hansen", "Sagde det.", day.isoformat()
        assert (day, form.submit().status) == (day, status)
    change = one_table(world.app, "level_change")[-1]
    assert clock.local(change["happened_at"]).date() == clock.today() - timedelta(days=10)


def test_the_form_for_details_leaves_the_name_alone(world: World, mette: Browser) -> None:
    ib = world.citizen("Ib", by=_mette(world), full_name="Ib Hansen")
    form = mette.get(f"/citizens/{ib}/details").form("/details")
    assert [name for name in ("full_name", "reason") if name in form.values] == []
    form["alias"], form["full_name"] = "Kaptajnen", ""
    assert form.submit().status == 303
    (row,) = one_table(world.app, "citizen")
    assert (row["alias"], row["full_name"], row["level"]) == ("Kaptajnen", "Ib Hansen", IdentityLevel.IDENTIFIED)
    assert {row["word"] for row in one_table(world.app, "citizen_word")} == {"kaptajnen", "ib", "hansen"}


def test_a_page_that_lay_open_while_somebody_else_moved_the_level_changes_nothing(world: World, mette: Browser) -> None:
    ib = world.citizen("Ib", by=_mette(world))
    first, second = (mette.get(f"/citizens/{ib}/level").form("/level") for _ in range(2))
    for form, name in ((first, "Ib Hansen"), (second, "Ib Jensen")):
        form["full_name"], form["reason"] = name, "Sagde det."
    assert first.submit().status == 303
    assert "Nogen har ændret det imens" in second.submit().follow()
    assert one_table(world.app, "citizen")[0]["full_name"] == "Ib Hansen"


def test_taking_the_name_back_reaches_the_records_that_are_linked(world: World, mette: Browser) -> None:
    by = _mette(world)
    ib = world.citizen("Ib", by=by, full_name="Ib Hansen")
    other = world.citizen("", by=by, full_name="Ib Robert Hansen", phone="23 45 67 89")
    world.link(ib, other, by=by)
    form = mette.get(f"/citizens/{ib}/level").form("/level")
    form["reason"], form["sure"] = "Fortrød.", "y"
    assert form.submit().status == 303
    assert (places_of(world.app, "hansen"), places_of(world.app, "robert"), places_of(world.app, "23 45 67 89")) == (
        [], [], [],
    )  # fmt: skip
    assert [(row["alias"], row["level"]) for row in one_table(world.app, "citizen")] == [
        ("Ib", IdentityLevel.ALIAS), ("Ib", IdentityLevel.ALIAS),
    ]  # fmt: skip
