"""A form that stores is stored once: a double tap, a lost reply, a resend are one record."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.accounts.role import Role
from tests.browser_without_script import HTMX, Browser, Form
from tests.database import logged, one_table
from tests.make import World


def _contact_form(browser: Browser, who: str = "unnamed") -> Form:
    form = browser.get(f"/outreach/contacts/new?who={who}").form("/outreach/contacts")
    form["kind"], form["topics"], form["note"] = "outreach", ["economy", "housing"], "Vi læste et brev."
    return form


@pytest.fixture
def mette(world: World) -> Browser:
    """Mette, SKP worker at Regnbuen, signed in."""
    world.account("mette", Role.SKP_WORKER)
    return world.browser("mette")


def test_the_same_sending_twice_is_one_contact_and_the_first_answer(world: World, mette: Browser) -> None:
    form = _contact_form(mette)
    first, second = form.submit(), form.submit()
    assert (first.status, second.status) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(world.contacts()) == 1
    assert len(one_table(world.app, "note")) == 1
    assert [act for act, *_ in logged(world.app) if act == "created"] == ["created"]


def test_a_new_citizen_met_twice_by_a_double_tap_is_one_citizen_and_the_first_answer(
    world: World, mette: Browser
) -> None:
    form = _contact_form(mette, "new")
    form["new_alias"] = "Ib fra havnen"
    first, second = form.submit(), form.submit()
    assert (first.status, second.status) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(one_table(world.app, "citizen")) == len(world.contacts()) == 1


@pytest.mark.parametrize(
    ("address", "entered", "table"),
    [
        ("/citizens/new", {"alias": "Ib"}, "citizen"),
        ("/accounts/new", {"name": "Tom Riis", "username": "tom"}, "account"),
        ("/centres/new", {"name": "Kolibrien", "focus": "mixed"}, "centre"),
        ("/centres/departments/new", {"name": "Misbrugscenter"}, "department"),
        ("/centres/efforts/new", {"name": "Sundhed"}, "effort"),
        ("/centres/operators/new", {"name": "KFUK", "kind": "private"}, "operator"),
    ],
)
def test_what_is_made_once_answers_a_resend_with_the_first_result(
    world: World, address: str, entered: dict[str, str], table: str
) -> None:
    world.account("lis", Role.SKP_WORKER, Role.ADMINISTRATOR)
    page = world.browser("lis").get(address)
    form = page.form("/accounts/" if "accounts" in address else address.removesuffix("new"), index=-1)
    if "centres" in address:
        form = next(Form(page, tag) for tag in page.soup.find_all("form") if tag.get("id") == "place")
    elif "new" in address:
        form = next(Form(page, tag) for tag in page.soup.find_all("form") if tag.get("id") in ("citizen", "account"))
    for name, value in entered.items():
        form[name] = value
    before = len(one_table(world.app, table))
    first, second = form.submit(), form.submit()
    assert (first.status, second.status) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(one_table(world.app, table)) == before + 1


def test_a_change_that_is_sent_twice_is_made_once_and_is_no_conflict_with_itself(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER)
    ib = world.citizen("Ib", by=lis)
    form = world.browser("lis").get(f"/citizens/{ib}/details").form("/details")
    form["phone"] = "23 45 67 89"
    first, second = form.submit(), form.submit()
    assert (first.status, second.status) == (303, 303)
    assert [(row["phone"], row["version"]) for row in one_table(world.app, "citizen")] == [("23 45 67 89", 2)]


def test_the_same_key_with_other_content_is_refused_and_the_first_stays(world: World, mette: Browser) -> None:
    form = _contact_form(mette)
    form.submit()
    form["note"] = "Noget helt andet."
    answer = form.submit()
    assert (answer.status, "Den blev gemt, før du rettede i den" in answer) == (409, True)
    assert answer.soup.select_one("main a.main")["href"].startswith("/day?saved=")
    assert [row["text"] for row in one_table(world.app, "note")] == ["Vi læste et brev."]


def test_the_same_content_sent_to_another_address_with_the_same_key_is_refused(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER)
    ib, lone = world.citizen("Ib", by=lis), world.citizen("Lone", by=lis)
    form = world.browser("lis").get(f"/citizens/{ib}").form("/known-before")
    form["known_before"] = "yes"
    assert form.submit().status == 303
    assert form.submit(action=f"/citizens/{lone}/known-before").status == 409
    assert [row["known_before"] for row in one_table(world.app, "citizen")] == ["yes", None]


def test_another_users_key_is_refused_and_does_not_show_where_it_led(world: World, mette: Browser) -> None:
    world.account("tom", Role.SKP_WORKER)
    first = _contact_form(mette)
    first.submit()
    form = _contact_form(world.browser("tom"))
    form["form_key"] = first["form_key"]
    answer = form.submit()
    assert answer.status == 409
    assert "Location" not in answer.headers
    assert len(world.contacts()) == 1


@pytest.mark.parametrize("key", ["", "0" * 31, "0" * 33, "G" * 32, "A" * 32, "' OR 1=1 --", "0" * 32 + "\n"])
def test_a_form_without_a_key_of_ours_stores_nothing(world: World, mette: Browser, key: str) -> None:
    form = _contact_form(mette)
    form["form_key"] = key
    assert form.submit().status == 400
    assert world.contacts() == []


def test_any_key_that_we_make_is_no_registration_number(world: World, mette: Browser) -> None:
    """A key of random figures and letters can hold ten figures in a row that begin like a date."""
    form = _contact_form(mette)
    form["form_key"] = "a0101901234bcdef" + uuid.uuid4().hex[:16]
    assert form.submit().status == 303


def test_what_is_refused_while_it_is_stored_leaves_nothing_and_can_be_sent_again(world: World, mette: Browser) -> None:
    form = _contact_form(mette, "new")
    form["new_alias"], form["day"], form["date"], form["time"] = "Ib", "other", "2001-02-03", "10.00"
    answer = form.submit()
    assert answer.status == 422
    assert "Det er over et år siden. Ret dagen." in answer
    assert (one_table(world.app, "citizen"), one_table(world.app, "submission"), world.contacts()) == ([], [], [])
    again = answer.form("/outreach/contacts")
    assert (again["new_alias"], again["note"]) == ("Ib", "Vi læste et brev.")
    again["day"], again["time"] = "yesterday", "10.00"
    assert again.submit().status == 303
    assert [row["alias"] for row in one_table(world.app, "citizen")] == ["Ib"]
    assert len(world.contacts()) == 1


def test_many_tablets_sending_the_same_form_at_once_store_it_once(world: World, mette: Browser) -> None:
    form = _contact_form(mette, "new")
    form["new_alias"] = "Ib"
    cookie = mette.client.get_cookie("vaeksthus")
    assert cookie is not None
    together = Barrier(4)

    def send(_turn: int) -> tuple[int, str]:
        client = world.app.test_client()
        client.set_cookie("vaeksthus", cookie.value)
        together.wait()
        answer = client.post(form.action, data=form.values)
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(4) as threads:
        answers = set(threads.map(send, range(4)))
    (contact,) = world.contacts()
    assert answers == {(303, f"/day?saved={contact.id}")}
    assert len(one_table(world.app, "citizen")) == len(one_table(world.app, "submission")) == 1


def test_two_who_count_the_same_heads_at_once_leave_one_count(world: World) -> None:
    for name in ("mette", "tom"):
        world.account(name, Role.CENTRE_WORKER)
    forms = [world.browser(name).get("/outreach/head-count").form("/head-counts") for name in ("mette", "tom")]
    together = Barrier(2)

    def send(number: int) -> int:
        forms[number]["people"] = "10"
        together.wait()
        return forms[number].submit().status

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(send, range(2))) == [303, 303]
    (count,) = one_table(world.app, "head_count")
    assert count["people"] == 10


def test_htmx_is_led_to_the_first_result_as_a_browser_is(world: World, mette: Browser) -> None:
    form = _contact_form(mette)
    first, second = form.submit(**HTMX), form.submit(**HTMX)
    assert first.soup.select_one("main")["data-here"] == second.headers["HX-Redirect"]
    assert len(world.contacts()) == 1
