"""The page of a contact, sent as a browser without script sends it."""

from app.accounts.role import Role
from app.citizens.challenge import ON_THE_FORM
from tests.make import World
from tests.statements import statements

MOST_STATEMENTS = 12


def test_three_choices_make_a_contact_that_stands_on_the_day(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib fra havnen", by=mette)
    world.contact(ib, by=mette)
    browser = world.browser("mette")
    form = browser.get(f"/outreach/contacts/new?who={ib}").form("contacts")
    assert form["who"] == str(ib)
    form["kind"], form["topics"] = "outreach", ["economy", "housing"]
    day = form.submit().follow()
    assert day.path == "/day"
    assert "Gemt lige nu" in day
    contact = world.contacts()[-1]
    assert (contact.citizen_id, contact.kind.value) == (ib, "outreach")


def test_sending_the_same_page_twice_makes_one_record(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser("mette").get("/outreach/contacts/new").form("contacts")
    form["who"], form["new_alias"], form["kind"], form["topics"] = "new", "Ib", "outreach", ["economy"]
    first, second = form.submit(), form.submit()
    assert first.status == second.status == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert len(world.contacts()) == 1


def test_the_same_page_with_other_content_is_refused(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser("mette").get("/outreach/contacts/new").form("contacts")
    form["who"], form["kind"], form["topics"] = "unnamed", "outreach", ["economy"]
    form.submit()
    form["topics"] = ["housing"]
    assert form.submit().status == 409
    assert len(world.contacts()) == 1


def test_what_is_missing_is_said_and_the_rest_is_kept(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser("mette").get("/outreach/contacts/new").form("contacts")
    form["who"], form["note"] = "unnamed", "Fik en kop kaffe"
    answer = form.submit()
    assert answer.status == 422
    assert "Kontakten er ikke gemt. To ting skal rettes:" in answer
    assert "Vælg mindst ét emne." in answer
    assert answer.form("contacts")["who"] == "unnamed"
    assert answer.form("contacts")["note"] == "Fik en kop kaffe"


def test_a_new_alias_that_somebody_has_shows_who_it_may_be(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib", by=mette)
    form = world.browser("mette").get("/outreach/contacts/new").form("contacts")
    form["who"], form["new_alias"], form["kind"], form["topics"] = "new", "ib", "outreach", ["economy"]
    answer = form.submit()
    assert answer.status == 422
    assert answer.soup.find("input", attrs={"name": "who", "value": str(ib)}) is not None
    assert world.contacts() == []


def test_yesterdays_contact_is_shown_and_marked_though_it_is_not_todays(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser("mette").get("/outreach/contacts/new").form("contacts")
    form["who"], form["kind"], form["topics"] = "unnamed", "outreach", ["economy"]
    form["day"], form["time"] = "yesterday", "12.20"
    day = form.submit().follow()
    assert "Gemt lige nu" in day
    assert "i går · Opsøgende" in day
    assert "1 kontakt" not in day


def test_saving_asks_little_of_the_database_however_many_topics_there_are(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib", by=mette)
    browser = world.browser("mette")
    topics = [topic.value for topic in ON_THE_FORM]
    counted = []
    # What was talked about before is in the figures already, and is not written there again.
    for some in (topics[:1], topics[1:2], topics[2:]):
        form = browser.get(f"/outreach/contacts/new?who={ib}").form("contacts")
        form["kind"], form["topics"] = "outreach", some
        with statements(world.app) as sent:
            assert form.submit().status == 303
        counted.append(len(sent))
    assert max(counted) <= MOST_STATEMENTS
    assert counted == [counted[0]] * 3
