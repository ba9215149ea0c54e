"""Children at home (rules R16): one tap, the duty in a sentence, whom to call, and what is kept of a notification."""

import uuid
from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.children import ChildrenNoted, NotificationMade
from app.citizens.linking import movers
from tests.browser_without_script import Browser, Form, Page
from tests.database import logged, one_table
from tests.make import World

DUTY = (
    "Er du bekymret for et barn, har du selv pligt til at give besked til kommunen. Det kan ikke overlades til andre."
)
NOBODY = "Spørg din leder, hvem du skal ringe til."


@pytest.fixture
def ib(world: World) -> int:
    """Ib, whom Mette of Regnbuen knows."""
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("anders", Role.ADMINISTRATOR)
    return world.citizen("Ib", by=mette)


@pytest.fixture
def mette(world: World, ib: int) -> Browser:
    """Mette's tablet."""
    return world.browser("mette")


def _tap(browser: Browser, citizen: int, there: str = "yes") -> Page:
    form = browser.get(f"/citizens/{citizen}").form("/children")
    return form.submit(button=("there", there))


def _name_whom_to_call(world: World, operator: str, who: str, phone: str) -> None:
    form = world.browser("anders").get(f"/centres/operators/{world.operator(operator)}/notify-contact").form()
    form = Form(form.page, next(tag for tag in form.page.soup.find_all("form") if tag.get("id") == "notify"))
    form["who"], form["phone"] = who, phone
    assert form.submit().status == 303


def test_one_tap_notes_it_and_says_the_duty_at_once(world: World, mette: Browser, ib: int) -> None:
    assert DUTY not in mette.get(f"/citizens/{ib}")
    tapped = _tap(mette, ib)
    page = tapped.follow()
    assert (tapped.status, DUTY in page, NOBODY in page, "Barnets lov § 133" in page) == (303, True, True, True)
    (noted,) = one_table(world.app, "children_noted")
    assert (noted["citizen_id"], noted["at_home"], noted["centre_id"]) == (ib, True, world.centre["Regnbuen"])
    assert ("changed", "citizens.children_at_home", 1, [("citizen", ib)]) in logged(world.app)


def test_later_the_duty_is_a_fold_away_and_the_tap_is_not_offered_again(mette: Browser, ib: int) -> None:
    _tap(mette, ib)
    page = mette.get(f"/citizens/{ib}")
    fold = page.soup.find(id="children")
    assert fold is not None
    assert DUTY in fold.get_text(" ", strip=True)
    assert page.soup.find("button", {"value": "yes", "name": "there"}) is None


def test_a_double_tap_is_one_row_and_so_is_the_tap_of_a_colleague(world: World, mette: Browser, ib: int) -> None:
    first = mette.get(f"/citizens/{ib}").form("/children")
    second = mette.get(f"/citizens/{ib}").form("/children")
    for form in (first, first, second):
        assert form.submit(button=("there", "yes")).status == 303
    assert len(one_table(world.app, "children_noted")) == 1


def test_it_ends_by_a_row_too_and_both_stand_on_the_timeline(world: World, mette: Browser, ib: int) -> None:
    _tap(mette, ib)
    form = mette.get(f"/citizens/{ib}").form("/children")
    page = form.submit(button=("there", "no")).follow()
    assert [row["at_home"] for row in one_table(world.app, "children_noted")] == [True, False]
    happened = [one.get_text() for one in page.soup.select(".v-time .t")]
    assert happened[:2] == ["Der er ikke længere børn i hjemmet", "Der er børn i hjemmet"]
    assert page.soup.find("button", {"value": "yes", "name": "there"}) is not None


def test_an_answer_that_is_neither_is_refused(world: World, mette: Browser, ib: int) -> None:
    assert _tap(mette, ib, "perhaps").status == 400
    assert one_table(world.app, "children_noted") == []


def test_the_administrator_names_whom_each_operators_staff_call(world: World, mette: Browser, ib: int) -> None:
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    iben = world.citizen("Iben", by=peter, at="Parasollen")
    _name_whom_to_call(world, "Kommunen", "Modtagelsen", "70 00 00 01")
    _name_whom_to_call(world, "Kommunen", "Børnevagten", "70 00 00 02")
    assert "Ring til Børnevagten, 70 00 00 02." in _tap(mette, ib).follow()
    assert NOBODY in _tap(world.browser("peter"), iben).follow()
    rows = one_table(world.app, "notify_contact")
    assert [(row["who"], row["ended_on"]) for row in rows] == [
        ("Modtagelsen", clock.today()), ("Børnevagten", None),
    ]  # fmt: skip


def test_the_administrators_places_say_where_nobody_is_named(world: World, ib: int) -> None:
    missing = world.browser("anders").get("/centres/")
    assert "Det mangler for: KFUM, Kommunen." in missing
    for operator in ("Kommunen", "KFUM"):
        _name_whom_to_call(world, operator, "Børnevagten", "70 00 00 02")
    assert "Det mangler for" not in world.browser("anders").get("/centres/")


def test_the_law_is_a_row_that_can_be_rewritten_and_the_old_text_stays(world: World, mette: Browser, ib: int) -> None:
    form = world.browser("anders").get("/centres/duty").form("/centres/duty")
    form["danish"], form["english"], form["source"] = "Ring, hvis du er i tvivl.", "Call when in doubt.", "Ny lov § 1"
    page = form.submit().follow()
    assert ("Ring, hvis du er i tvivl." in page, DUTY in page) == (True, True)
    told = _tap(mette, ib).follow()
    assert ("Ring, hvis du er i tvivl." in told, "Ny lov § 1" in told, DUTY in told) == (True, True, False)
    mette.get("/day").form("/language").submit(button=("language", "en"))
    assert "Call when in doubt." in mette.get(f"/citizens/{ib}")


def test_a_text_without_its_source_is_not_kept(world: World, ib: int) -> None:
    form = world.browser("anders").get("/centres/duty").form("/centres/duty")
    form["danish"], form["source"] = "Ring, hvis du er i tvivl.", ""
    answer = form.submit()
    assert (answer.status, "Ring, hvis du er i tvivl." in answer.text) == (422, True)
    assert len(one_table(world.app, "duty_text")) == 1


@pytest.mark.parametrize(("day", "back"), [("today", 0), ("yesterday", 1)])
def test_that_the_municipality_was_told_is_a_day_and_a_person(
    world: World, mette: Browser, ib: int, day: str, back: int
) -> None:
    _tap(mette, ib)
    form = mette.get(f"/citizens/{ib}").form("/notifications")
    form["day"] = day
    page = form.submit().follow()
    (made,) = one_table(world.app, "notification_made")
    assert made["made_on"] == clock.today() - timedelta(days=back)
    assert set(made) == {"id", "citizen_id", "made_on", "recorded_at", "centre_id", "author_id"}
    assert "Mette gav kommunen besked" in page
    assert [name for name in form.values if name not in ("csrf_token", "form_key", "day", "date")] == []


@pytest.mark.parametrize("given", ["", "2001-01-01", "2099-01-01", "0001-01-01"])
def test_a_day_that_cannot_be_is_refused_and_the_fold_stays_open(
    world: World, mette: Browser, ib: int, given: str
) -> None:
    _tap(mette, ib)
    form = mette.get(f"/citizens/{ib}").form("/notifications")
    form["day"], form["date"] = "other", given
    answer = form.submit()
    assert answer.status == 422
    assert answer.soup.select_one("#children details[open]") is not None
    assert one_table(world.app, "notification_made") == []


def test_a_notification_is_known_only_where_it_was_made(world: World, mette: Browser, ib: int) -> None:
    _tap(mette, ib)
    mette.get(f"/citizens/{ib}").form("/notifications").submit()
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    world.contact(ib, by=otto, at="BorgerCafeen")
    page = world.browser("otto").get(f"/citizens/{ib}")
    assert ("Der er børn i hjemmet" in page, "gav kommunen besked" in page) == (True, False)


def test_nobody_notes_it_about_a_citizen_of_another_centre(world: World, mette: Browser, ib: int) -> None:
    world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    otto = world.browser("otto")
    token = otto.get("/accounts/me").form("sign-out")["csrf_token"]
    data = {"csrf_token": [token], "form_key": [uuid.uuid4().hex], "there": ["yes"]}
    assert otto.send("POST", f"/citizens/{ib}/children", data).status == 404
    assert one_table(world.app, "children_noted") == []


def test_on_the_page_of_a_contact_it_costs_nobody_else_a_tap(world: World, mette: Browser, ib: int) -> None:
    form = mette.get(f"/outreach/contacts/new?who={ib}").form("/outreach/contacts")
    form["kind"], form["topics"] = "contact_making", ["economy"]
    assert DUTY not in form.submit().follow()
    again = mette.get(f"/outreach/contacts/new?who={ib}").form("/outreach/contacts")
    again["kind"], again["topics"], again["children"] = "contact_making", ["economy"], "y"
    day = again.submit().follow()
    assert (DUTY in day, NOBODY in day) == (True, True)
    assert [row["citizen_id"] for row in one_table(world.app, "children_noted")] == [ib]


def test_of_somebody_without_a_name_nothing_is_kept_and_the_duty_is_said(world: World, mette: Browser) -> None:
    form = mette.get("/outreach/contacts/new?who=unnamed").form("/outreach/contacts")
    form["kind"], form["topics"], form["children"] = "contact_making", ["economy"], "y"
    assert DUTY in form.submit().follow()
    assert one_table(world.app, "children_noted") == []


def test_both_go_along_when_two_records_are_linked() -> None:
    assert {ChildrenNoted, NotificationMade} <= {mover.model for mover in movers()}
