"""What an attacker tried and must not get: each of these worked once, and is shut."""

import threading

import sqlalchemy as sa

from app import log
from app.access import Act
from app.accounts.models import Account, RoleHeld
from app.accounts.permissions import PERMISSIONS
from app.accounts.role import Role
from app.accounts.words import ACT_NAMES
from app.centres.models import Centre
from app.db import db
from tests.browser_without_script import HTMX, Page
from tests.database import one_table
from tests.make import World


def _search(world: World, username: str, typed: str) -> Page:
    browser = world.browser(username)
    token = browser.get("/citizens/").form("search")["csrf_token"]
    return browser.send("POST", "/citizens/search", {"q": [typed], "csrf_token": [token]}, HTMX)


def test_with_the_log_broken_no_page_shows_a_person(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib fra havnen", by=mette)
    contact = world.contact(ib, by=mette)
    browser = world.browser("mette")
    addresses = ["/day", "/citizens/", f"/citizens/{ib}", "/outreach/contacts/new", f"/outreach/contacts/{contact}"]
    assert all("Ib fra havnen" in browser.get(address) for address in addresses)
    with world.saved():
        db.session.execute(sa.delete(log.AccessedRecord))
        db.session.execute(sa.delete(log.AccessEntry))
        db.session.execute(sa.text("ALTER TABLE accessed_record RENAME TO gone"))
    try:
        answers = [browser.get(address) for address in addresses]
    finally:
        with world.saved():
            db.session.execute(sa.text("ALTER TABLE gone RENAME TO accessed_record"))
    assert [answer.status for answer in answers if answer.status < 500] == []
    assert [answer.path for answer in answers if "Ib fra havnen" in answer] == []


def test_who_answers_for_a_place_cannot_be_changed(world: World) -> None:
    world.account("anders", Role.ADMINISTRATOR)
    private = world.centre["Parasollen"]
    form = world.browser("anders").get(f"/centres/{private}").form("", index=2)
    form["operator_id"] = "1"
    assert form.submit().status in (303, 422)
    with world.app.app_context():
        assert db.session.get_one(Centre, private).operator.name == "KFUM"


def test_an_administrator_gets_no_way_to_citizens(world: World) -> None:
    anders = world.account("anders", Role.ADMINISTRATOR)
    mette = world.account("mette", Role.SKP_WORKER)
    other = world.account("aase", Role.ADMINISTRATOR)
    browser = world.browser("anders")
    for account in (anders, other):
        form = browser.get(f"/accounts/{account}").form(f"/accounts/{account}/roles")
        form["role"], form["centres"] = Role.SKP_WORKER.value, [str(world.centre["Regnbuen"])]
        assert form.submit().status == 422
    form = browser.get(f"/accounts/{mette}").form(f"/accounts/{mette}/roles")
    form["role"] = Role.ADMINISTRATOR.value
    assert form.submit().status == 422
    assert browser.get("/citizens/").status == 403


def test_a_leaders_role_finds_nobody_for_the_workers_role_elsewhere(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER, at=("Regnbuen",))
    hidden = world.citizen("Ib fra havnen", by=mette)
    frank = world.account("frank", Role.LEADER, at=("Regnbuen",))
    with world.saved():
        cafe = RoleHeld(role=Role.CENTRE_WORKER, centre_id=world.centre["BorgerCafeen"])
        account = db.session.get_one(Account, frank)
        account.roles.append(cafe)
    assert "Ib fra havnen" not in _search(world, "frank", "havnen")
    browser = world.browser("frank")
    assert "Ib fra havnen" not in browser.get("/citizens/")
    form = browser.get("/outreach/contacts/new").form("contacts")
    form["who"], form["kind"], form["topics"] = str(hidden), "outreach", ["economy"]
    form["centre"] = str(world.centre["BorgerCafeen"])
    assert form.submit().status == 422
    assert browser.get(f"/citizens/{hidden}").status == 404


def test_who_moved_to_another_centre_no_longer_sees_todays_names(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    ib = world.citizen("Ib fra havnen", by=lis)
    contact = world.contact(ib, by=lis)
    browser = world.browser("lis")
    assert "Ib fra havnen" in browser.get(f"/day?saved={contact}")
    with world.saved():
        account = db.session.get_one(Account, lis)
        account.roles[:] = [held for held in account.roles if held.centre_id != world.centre["Regnbuen"]]
    assert "Ib fra havnen" not in browser.get(f"/day?saved={contact}")


def test_more_hits_than_are_shown_is_no_failure_and_only_those_shown_are_logged(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    for number in range(25):
        world.citizen(f"Kaj nummer {number}", by=mette)
    found = _search(world, "mette", "kaj")
    assert found.status == 200
    assert "Der er flere." in found
    shown = {int(link["href"].rsplit("/", 1)[1]) for link in found.soup.select('a[href^="/citizens/"]')}
    entry = next(row for row in one_table(world.app, "access_entry") if row["act"] is log.LogAct.SEARCHED)
    logged = {row["record_id"] for row in one_table(world.app, "accessed_record") if row["entry_id"] == entry["id"]}
    assert logged == shown
    assert len(shown) == 20


def test_a_longer_namesake_does_not_lose_the_note(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.citizen("Mustafa D.", by=mette)
    form = world.browser("mette").get("/outreach/contacts/new").form("contacts")
    form["who"], form["new_alias"], form["note"] = "new", "Mustafa", "Fik en kop kaffe"
    answer = form.submit()
    assert answer.status == 422
    assert answer.form("contacts")["note"] == "Fik en kop kaffe"


def test_a_letter_with_a_thousand_marks_is_no_way_to_stop_the_program(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser("mette").get("/outreach/contacts/new").form("contacts")
    form["who"], form["note"] = "unnamed", "a" + "\u0301\u0323" * 500_000
    answer = form.submit()
    assert answer.status == 422
    assert len(answer.form("contacts")["note"]) < 40


def test_strangers_may_not_send_much(world: World) -> None:
    form = world.browser().get("/accounts/sign-in").form("sign-in")
    form["username"], form["password"] = "x" * 100_000, "y"
    assert form.submit().status == 413


def test_two_administrators_cannot_end_each_other_at_once(world: World) -> None:
    anders, aase = (world.account(name, Role.ADMINISTRATOR) for name in ("anders", "aase"))
    forms = []
    for username, other in (("anders", aase), ("aase", anders)):
        forms.append(world.browser(username).get(f"/accounts/{other}").form("/disabling"))
    answers: list[Page] = []
    threads = [threading.Thread(target=lambda form=form: answers.append(form.submit())) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    able = [row["username"] for row in one_table(world.app, "account") if row["disabled_at"] is None]
    assert len(able) == 1
    assert sum(answer.status == 303 for answer in answers) >= 1


def test_a_slip_of_a_closed_account_opens_nothing(world: World) -> None:
    world.account("anders", Role.ADMINISTRATOR)
    mette = world.account("mette", Role.SKP_WORKER)
    browser = world.browser("anders")
    slip = browser.get(f"/accounts/{mette}").form("/invitation").submit()
    code = slip.soup.select_one(".v-code").get_text()
    browser.get(f"/accounts/{mette}").form("/disabling").submit()
    browser.get(f"/accounts/{mette}").form("/disabling").submit()
    form = world.browser().get("/accounts/welcome").form("welcome")
    form["username"], form["code"] = "mette", code
    form["password"] = form["again"] = "en helt anden kode"
    assert form.submit().status == 422


def test_what_is_no_form_is_refused_before_anything_is_asked(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    token = browser.get("/accounts/me").form("sign-out")["csrf_token"]
    answer = browser.client.post("/outreach/contacts", json={"form_key": 3}, headers={"X-CSRFToken": token})
    assert answer.status_code in (400, 415)
    assert world.contacts() == []


def test_every_act_is_on_the_page_of_permissions() -> None:
    assert set(PERMISSIONS) == set(Act) == set(ACT_NAMES)
