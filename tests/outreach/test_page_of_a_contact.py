"""What the page of a contact offers, remembers and refuses, in a browser without script."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.identity import KnownBefore
from app.citizens.models import Citizen
from app.db import db
from tests.browser_without_script import HTMX, Form, Page
from tests.make import World


def filled(page: Page, **entered: str | list[str]) -> Form:
    """The form of a new contact with the three choices made, and more."""
    form = page.form("contacts")
    for name, value in {"who": "unnamed", "kind": "outreach", "topics": ["economy"], **entered}.items():
        form[name] = value
    return form


def test_the_last_choices_are_the_next_defaults_and_the_time_is_now(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    filled(browser.get("/outreach/contacts/new"), place="street", duration="60").submit()
    form = browser.get("/outreach/contacts/new").form("contacts")
    assert (form["place"], form["duration"], form["day"]) == ("street", "60", "today")
    shown = clock.local(clock.now())
    assert form["time"] in {f"{at.hour}.{at.minute:02}" for at in (shown, shown - timedelta(minutes=1))}
    assert (form["who"], form["kind"], form["topics"]) == ("", "", "")


def test_the_ones_talked_with_last_stand_first_and_others_people_do_not(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    tom = world.account("tom", Role.CENTRE_WORKER)
    ib, sanne, kaj = (world.citizen(name, by=mette) for name in ("Ib", "Sanne", "Kaj"))
    now = clock.now()
    world.contact(ib, by=mette, happened_at=now - timedelta(days=2))
    world.contact(sanne, by=mette, happened_at=now - timedelta(days=1))
    world.contact(kaj, by=tom)
    page = world.browser("mette").get("/outreach/contacts/new")
    offered = [control["value"] for control in page.soup.find_all("input", attrs={"name": "who"})]
    assert offered == [str(sanne), str(ib), "unnamed", "group", "new"]


def test_without_a_name_there_is_no_record_of_anybody(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    filled(browser.get("/outreach/contacts/new")).submit()
    filled(browser.get("/outreach/contacts/new"), who="group", group_size="6").submit()
    assert [(contact.citizen_id, contact.people) for contact in world.contacts()] == [(None, 1), (None, 6)]
    with world.app.app_context():
        assert db.session.query(Citizen).count() == 0
    day = browser.get("/day")
    assert "Uden navn" in day
    assert "Gruppe på 6" in day
    assert "2 kontakter · 7 mennesker" in day


def test_a_group_size_left_from_before_does_not_count_for_one_person(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    filled(world.browser("mette").get("/outreach/contacts/new"), group_size="9").submit()
    assert [contact.people for contact in world.contacts()] == [1]


@pytest.mark.parametrize("typed", ["12.20", "12:20", "1220", "12 20"])
def test_a_time_can_be_typed_in_every_usual_way(world: World, typed: str) -> None:
    world.account("mette", Role.SKP_WORKER)
    filled(world.browser("mette").get("/outreach/contacts/new"), day="yesterday", time=typed).submit()
    [contact] = world.contacts()
    yesterday = clock.today() - timedelta(days=1)
    shown = clock.local(contact.happened_at)
    assert (shown.date(), shown.hour, shown.minute) == (yesterday, 12, 20)


@pytest.mark.parametrize("typed", ["", "25.00", "12.60", "klokken tolv", "1e9", "٣.٥٥٥"])
def test_what_is_no_time_is_told_and_nothing_is_stored(world: World, typed: str) -> None:
    world.account("mette", Role.SKP_WORKER)
    answer = filled(world.browser("mette").get("/outreach/contacts/new"), time=typed).submit()
    assert answer.status == 422
    assert "Skriv klokken som 12.20." in answer
    assert world.contacts() == []


def test_a_contact_of_tomorrow_is_refused_with_a_sentence(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    browser = world.browser("mette")
    form = filled(browser.get("/outreach/contacts/new"), day="other", date=tomorrow, time="12.00", note="Kaffe")
    answer = form.submit()
    assert answer.status == 422
    assert "Tidspunktet er ikke kommet endnu." in answer
    assert answer.form("contacts")["note"] == "Kaffe"
    mended = answer.form("contacts")
    mended["day"] = "yesterday"
    assert mended.submit().status == 303
    assert len(world.contacts()) == 1


def test_another_day_needs_its_date(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    answer = filled(world.browser("mette").get("/outreach/contacts/new"), day="other", date="").submit()
    assert answer.status == 422
    assert "Vælg, hvilken dag det var." in answer


def test_somebody_new_is_recorded_in_the_same_step(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    page = world.browser("mette").get("/outreach/contacts/new")
    filled(page, who="new", new_alias="Den grønne hue", known_before="no").submit()
    [contact] = world.contacts()
    with world.app.app_context():
        citizen = db.session.get_one(Citizen, contact.citizen_id)
        assert (citizen.alias, citizen.known_before) == ("Den grønne hue", KnownBefore.NO)


def test_known_before_is_asked_once(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib", by=mette)
    browser = world.browser("mette")
    for answer in ("yes", "no"):
        filled(browser.get("/outreach/contacts/new"), who=str(ib), known_before=answer).submit()
    with world.app.app_context():
        assert db.session.get_one(Citizen, ib).known_before is KnownBefore.YES


def test_nobody_of_another_centre_can_be_chosen_or_found(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    hidden = world.citizen("Ibrahim fra torvet", by=otto, at="BorgerCafeen")
    browser = world.browser("mette")
    page = browser.get(f"/outreach/contacts/new?who={hidden}")
    assert "Ibrahim" not in page
    answer = filled(page, who=str(hidden)).submit()
    assert answer.status == 422
    assert "Ibrahim" not in answer
    form = page.form("contacts")
    found = browser.send("POST", "/outreach/hits", {"q": ["ibr"], "csrf_token": [form["csrf_token"]]}, HTMX)
    assert found.status == 200
    assert "Ibrahim" not in found
    assert world.contacts() == []


def test_a_worker_at_both_cannot_mix_the_municipality_and_the_private_centre(world: World) -> None:
    both = world.account("nina", Role.SKP_WORKER, at=("Regnbuen", "Parasollen"))
    ib = world.citizen("Ib", by=both, at="Regnbuen")
    page = world.browser("nina").get(f"/outreach/contacts/new?who={ib}")
    refused = filled(page, who=str(ib), centre=str(world.centre["Parasollen"])).submit()
    assert refused.status == 422
    assert "De to må ikke blandes uden samtykke." in refused
    assert world.contacts() == []
    again = refused.form("contacts")
    again["centre"] = str(world.centre["Regnbuen"])
    assert again.submit().status == 303


def test_a_centre_that_is_not_ones_own_is_no_choice(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    page = world.browser("mette").get("/outreach/contacts/new")
    assert filled(page, centre=str(world.centre["BorgerCafeen"])).submit().status == 422
    assert world.contacts() == []


def test_save_and_another_leads_to_a_fresh_page(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    page = world.browser("mette").get("/outreach/contacts/new")
    fresh = filled(page, note="Kaffe").submit(button=("again", "1")).follow()
    assert fresh.path == "/outreach/contacts/new"
    assert "Kontakten er gemt." in fresh
    assert fresh.form("contacts")["note"] == ""
    assert fresh.form("contacts")["form_key"] != page.form("contacts")["form_key"]
