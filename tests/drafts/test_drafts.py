"""What is typed is kept on the server while it is typed, for its writer alone, and opens again in the same form."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from time_machine import travel

from app import clock, draft
from app.accounts.models import Account
from app.accounts.role import Role
from app.db import db
from app.draft import Draft
from app.log import AccessedRecord
from app.upkeep.tidy import tidy
from tests.browser_without_script import HTMX, Browser, Form, Page
from tests.database import one_table
from tests.make import World

NOTE = "Kom med et brev om huslejen. Vi ringer på mandag."


@pytest.fixture
def mette(world: World) -> int:
    return world.account("mette", Role.SKP_WORKER)


def _begun(browser: Browser, note: str = NOTE) -> Form:
    form = browser.get("/outreach/contacts/new").form("/outreach/contacts")
    form["who"], form["kind"], form["topics"], form["note"] = "unnamed", "outreach", ["housing"], note
    return form


def _kept(form: Form, **headers: str) -> Page:
    return form.submit(action="/drafts/", **headers)


def _drafts(world: World) -> list[Draft]:
    with world.app.app_context():
        return list(db.session.scalars(sa.select(Draft).order_by(Draft.id)))


def test_a_draft_opens_again_with_everything_in_its_place(world: World, mette: int) -> None:
    browser = world.browser("mette")
    answer = _kept(_begun(browser))
    assert answer.status == 200
    assert answer.text.startswith("Kladde gemt ")
    again = browser.get(_address(browser)).form("/outreach/contacts")
    assert (again["who"], again["kind"], again["topics"], again["note"]) == ("unnamed", "outreach", "housing", NOTE)


def test_what_was_typed_while_the_form_was_being_stored_is_no_draft(world: World, mette: int) -> None:
    """The draft arrives when the form looked for it already, and is not stored yet."""
    browser = world.browser("mette")
    form = _begun(browser)
    kept = world.draft(by=mette)
    assert form.submit().status == 303
    [stored] = one_table(world.app, "submission")
    with world.saved():
        db.session.get_one(Draft, kept).form_key = stored["key"]
    assert f"draft={kept}" not in browser.get("/outreach/contacts/new")
    assert f"draft={kept}" not in browser.get("/drafts/")
    assert "kladde" not in browser.get("/day")


def test_typing_on_keeps_one_draft(world: World, mette: int) -> None:
    browser = world.browser("mette")
    form = _begun(browser, "Kom med")
    _kept(form)
    form["note"] = NOTE
    _kept(form)
    kept = _drafts(world)
    assert [dict(one.entered)["note"] for one in kept] == [NOTE]


def test_when_the_form_is_stored_the_draft_goes_and_does_not_come_back(world: World, mette: int) -> None:
    browser = world.browser("mette")
    form = _begun(browser)
    _kept(form)
    assert form.submit().status == 303
    assert _drafts(world) == []
    assert _kept(form).status == 204
    assert _drafts(world) == []


def test_what_was_opened_from_a_draft_is_stored_once(world: World, mette: int) -> None:
    browser = world.browser("mette")
    form = _begun(browser)
    _kept(form)
    opened = browser.get(_address(browser)).form("/outreach/contacts")
    assert form.submit().status == 303
    assert opened.submit().status == 303
    assert len(world.contacts()) == 1


def test_a_page_where_a_draft_was_begun_leads_to_it(world: World, mette: int) -> None:
    browser = world.browser("mette")
    _kept(_begun(browser))
    page = browser.get("/outreach/contacts/new")
    assert "Du har en kladde fra i dag kl." in page
    assert page.form("/outreach/contacts")["note"] == ""
    assert "Du har en kladde" not in browser.get(_address(browser))
    with travel(clock.now() + timedelta(hours=9)):
        assert "Du har en kladde" in world.browser("mette").get("/outreach/contacts/new")
    with travel(clock.now() + timedelta(hours=13)):
        fresh = world.browser("mette")
        assert "Du har en kladde" not in fresh.get("/outreach/contacts/new")


def test_a_changed_record_has_drafts_too(world: World, mette: int) -> None:
    ib = world.citizen("Ib", by=mette)
    browser = world.browser("mette")
    form = browser.get(f"/citizens/{ib}/details").form("details")
    form["spoken_language"] = "polsk"
    _kept(form)
    assert browser.get(_address(browser)).form("details")["spoken_language"] == "polsk"
    assert browser.get(f"/citizens/{ib}").form("income")["form_key"] != form["form_key"]


def test_the_list_tells_what_a_draft_is_of_and_never_what_is_in_it(world: World, mette: int) -> None:
    browser = world.browser("mette")
    _kept(_begun(browser))
    page = browser.get("/drafts/")
    assert "Kontakt" in page
    assert "husleje" not in page.text


def test_a_colleague_neither_sees_opens_nor_deletes_it(world: World, mette: int) -> None:
    world.account("bo", Role.SKP_WORKER)
    _kept(_begun(world.browser("mette")))
    mine = _drafts(world)[0].id
    bo = world.browser("bo")
    assert "Du har ingen kladder." in bo.get("/drafts/")
    opened = bo.get(f"/outreach/contacts/new?draft={mine}")
    assert NOTE not in opened.text
    form = bo.get("/outreach/contacts/new").form("/outreach/contacts")
    assert form.submit(action=f"/drafts/{mine}/removal").status == 404
    assert len(_drafts(world)) == 1


def test_a_key_of_a_colleagues_draft_changes_nothing_in_it(world: World, mette: int) -> None:
    world.account("bo", Role.SKP_WORKER)
    theirs = _begun(world.browser("mette"))
    _kept(theirs)
    form = _begun(world.browser("bo"), "noget andet")
    form["form_key"] = theirs["form_key"]
    assert _kept(form).status == 204
    assert [dict(one.entered)["note"] for one in _drafts(world)] == [NOTE]


def test_ones_own_draft_is_deleted_with_one_tap(world: World, mette: int) -> None:
    browser = world.browser("mette")
    _kept(_begun(browser))
    assert "Kladden er slettet" in browser.get("/drafts/").form("removal").submit().follow()
    assert _drafts(world) == []


def test_a_registration_number_is_not_kept_in_a_draft(world: World, mette: int) -> None:
    answer = _kept(_begun(world.browser("mette"), "Ib 010190-1234 kom forbi"))
    assert "uden CPR-nummeret" in answer
    assert "1234" not in repr(_drafts(world)[0].entered)
    assert "kom forbi" in repr(_drafts(world)[0].entered)


def test_opening_a_draft_is_logged(world: World, mette: int) -> None:
    browser = world.browser("mette")
    _kept(_begun(browser))
    browser.get(_address(browser))
    with world.app.app_context():
        rows = db.session.scalars(sa.select(AccessedRecord).where(AccessedRecord.kind == "draft")).all()
    assert {row.record_id for row in rows} == {_drafts(world)[0].id}
    assert len(rows) == 2


def test_what_is_sent_after_the_session_ran_out_waits_behind_the_sign_in(world: World, mette: int) -> None:
    browser = world.browser("mette")
    form = _begun(browser)
    with travel(clock.now() + timedelta(hours=11)):
        sent = form.submit()
        assert sent.status == 303
        sign_in = sent.follow().form("sign-in")
        sign_in["username"], sign_in["password"] = "mette", "en lang og god kode"
        again = sign_in.submit().follow().form("/outreach/contacts")
    assert (again["who"], again["topics"], again["note"]) == ("unnamed", "housing", NOTE)
    assert world.contacts() == []


def test_what_htmx_sends_after_the_session_ran_out_waits_too(world: World, mette: int) -> None:
    form = _begun(world.browser("mette"))
    with travel(clock.now() + timedelta(hours=11)):
        answer = form.submit(**HTMX)
    assert answer.status == 401
    assert "draft" in answer.headers["HX-Redirect"]


def test_what_is_sent_to_a_locked_tablet_waits_behind_the_lock(world: World, mette: int) -> None:
    browser = world.browser("mette")
    form = _begun(browser)
    browser.get("/day").form("lock").submit()
    unlock = form.submit().follow().form("unlock")
    unlock["password"] = "en lang og god kode"
    assert unlock.submit().follow().form("/outreach/contacts")["note"] == NOTE


def test_after_somebody_else_signed_in_the_draft_is_not_shown(world: World, mette: int) -> None:
    world.account("bo", Role.SKP_WORKER)
    browser = world.browser("mette")
    form = _begun(browser)
    with travel(clock.now() + timedelta(hours=11)):
        sign_in = form.submit().follow().form("sign-in")
        sign_in["username"], sign_in["password"] = "bo", "en lang og god kode"
        assert NOTE not in sign_in.submit().follow().text


def test_a_signed_out_or_forged_request_leaves_no_draft(world: World, mette: int) -> None:
    browser = world.browser("mette")
    form = _begun(browser)
    forged = dict(form.values)
    browser.get("/accounts/me").form("sign-out").submit()
    assert form.submit().status == 303
    other = world.browser("mette")
    form = _begun(other)
    with travel(clock.now() + timedelta(hours=11)):
        form["csrf_token"] = forged["csrf_token"]
        form.submit()
    assert _drafts(world) == []


@pytest.mark.parametrize(
    "where", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "x", "/a b", ""]
)
def test_a_draft_leads_to_no_other_site(world: World, mette: int, where: str) -> None:
    form = _begun(world.browser("mette"))
    form["draft_page"] = where
    assert _kept(form).status == 200
    assert _drafts(world)[0].page == "/"


def test_a_form_without_drafts_keeps_none(world: World, mette: int) -> None:
    form = _begun(world.browser("mette"))
    form["draft_form"] = "PasswordForm"
    assert _kept(form).status == 204
    assert _drafts(world) == []


def test_more_than_a_draft_can_hold_is_refused_in_words(world: World, mette: int) -> None:
    assert _kept(_begun(world.browser("mette"), "a" * (draft.MOST_TYPED + 1))).status == 413


def test_old_drafts_are_tidied_away_and_younger_ones_stay(world: World, mette: int) -> None:
    _kept(_begun(world.browser("mette")))
    with world.app.app_context(), clock.stopped(clock.now() + draft.KEPT_FOR - timedelta(hours=1)):
        assert dict(tidy())["drafts left"] == 0
    with world.app.app_context(), clock.stopped(clock.now() + draft.KEPT_FOR + timedelta(hours=1)):
        assert dict(tidy())["drafts left"] == 1


def test_a_leavers_drafts_go_to_another(world: World, mette: int) -> None:
    bo = world.account("bo", Role.SKP_WORKER)
    _kept(_begun(world.browser("mette")))
    with world.saved():
        assert [one.account_id for one in draft.hand_over(mette, bo)] == [bo]
        assert db.session.get_one(Account, bo)
    browser = world.browser("bo")
    assert browser.get(_address(browser)).form("/outreach/contacts")["note"] == NOTE


def _address(browser: Browser) -> str:
    link = browser.get("/drafts/").soup.select_one("main a.v-open")
    assert link is not None
    return str(link["href"])
