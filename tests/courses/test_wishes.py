"""A wish for treatment in two taps, with a name or without; the page with the clocks; and who knows of it."""

from datetime import timedelta

import pytest
from bs4 import Tag

from app import clock
from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.citizens.linking import movers
from app.courses.course import Ending, State, Step, Wish
from tests.browser_without_script import Browser, Page
from tests.database import logged, one_table
from tests.make import World

SECRETS = ("behandling (alkohol)", "Birk", "Har fået tilbudt", "dage tilbage", "Begyndt efter")


@pytest.fixture
def mette(world: World) -> int:
    """Mette and Tom of Regnbuen, Ole who treats there, Olga who treats at BorgerCafeen, Lis and Karim."""
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    world.account("lis", Role.SKP_WORKER, at=("BorgerCafeen",), name="Lis Holm")
    world.account("karim", Role.CASEWORKER, name="Karim Haddad")
    world.account("gitte", Role.HEALTH_WORKER, name="Gitte Dahl")
    world.account("ole", Role.ADDICTION_WORKER, name="Ole Munk", department="Misbrugscenter")
    world.account("olga", Role.ADDICTION_WORKER, at=("BorgerCafeen",), name="Olga Bang", department="Misbrugscenter")
    return mette


def _only(world: World) -> dict[str, object]:
    (found,) = one_table(world.app, "addiction_course")
    return found


def _link(page: Page, words: str) -> str:
    links = [link for link in page.soup.find_all("a") if words in link.get_text()]
    return str(links[0]["href"])


def _main(page: Page) -> str:
    main = page.soup.find("main")
    assert isinstance(main, Tag)
    return main.get_text(" ", strip=True)


def _step(browser: Browser, course: int, step: Step, **more: str) -> Page:
    page = browser.get(f"/courses/{course}")
    forms = [page.form("/steps", index) for index in range(len(page.soup.select('form[action$="/steps"]')))]
    form = next(one for one in forms if one["step"] == step.value)
    for name, value in more.items():
        form[name] = value
    return form.submit()


def test_from_a_citizens_page_it_is_two_taps(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    page = world.browser("mette").get(f"/citizens/{ib}")
    form = page.browser.get(_link(page, "Vil gerne i behandling")).form("/wishes")
    seen = form.submit(("wish", "alcohol")).follow()
    assert "14 dage tilbage" in seen
    kept = _only(world)
    assert (kept["citizen_id"], kept["wish"], kept["noted_by_id"]) == (ib, Wish.ALCOHOL, mette)
    assert kept["due_on"] == clock.today() + timedelta(days=14)
    print("a wish for treatment from a citizen's page: 2 taps, no typing")


def test_from_a_contact_it_is_two_taps_and_knows_where_it_came_from(world: World, mette: int) -> None:
    contact = world.contact(None, by=mette, topics=(Challenge.ALCOHOL,))
    page = world.browser("mette").get(f"/outreach/contacts/{contact}")
    page.browser.get(_link(page, "Vil gerne i behandling")).form("/wishes").submit(("wish", "drugs"))
    assert (_only(world)["contact_id"], _only(world)["citizen_id"]) == (contact, None)


def test_without_a_name_the_clock_runs_and_a_code_finds_them_again(world: World, mette: int) -> None:
    page = world.browser("tom").get("/courses/wishes/new").form("/wishes").submit(("wish", "drugs")).follow()
    code = str(_only(world)["called"])
    assert f"Sig kodeordet til personen: {code}" in _main(page)
    ole = world.browser("ole")
    assert code in _main(ole.get("/courses/"))
    assert code in _main(ole.get(f"/courses/?code={code.lower().replace(' ', '%20%20')}"))
    assert "Ingen med kodeordet" in ole.get("/courses/?code=Birk%209999")


def test_an_earlier_day_can_be_said_and_a_day_to_come_cannot(world: World, mette: int) -> None:
    browser = world.browser("mette")
    form = browser.get("/courses/wishes/new").form("/wishes")
    form["day"], form["date"] = "other", (clock.today() + timedelta(days=1)).isoformat()
    refused = form.submit(("wish", "alcohol"))
    assert refused.status == 422
    assert "Dagen er ikke kommet endnu." in refused
    form = refused.form("/wishes")
    form["date"] = (clock.today() - timedelta(days=20)).isoformat()
    assert "6 dage for sent" in form.submit(("wish", "alcohol")).follow()


def test_a_double_tap_is_one_wish_and_a_second_of_the_same_is_shown_the_first(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    browser = world.browser("mette")
    form = browser.get(f"/courses/wishes/new?who={ib}").form("/wishes")
    assert {form.submit(("wish", "alcohol")).status for _ in range(3)} == {303}
    again = browser.get(f"/courses/wishes/new?who={ib}").form("/wishes").submit(("wish", "alcohol")).follow()
    assert "Ønsket står her allerede." in again
    assert len(one_table(world.app, "addiction_course")) == 1


def test_the_clocks_are_red_amber_and_in_words_the_most_urgent_first(world: World, mette: int) -> None:
    for days in (2, 16, 11):
        world.wish(by=mette, days_ago=days)
    page = world.browser("ole").get("/courses/")
    tags = [(one.get_text(strip=True), one["class"]) for one in page.soup.select("main .v-list .v-tag")]
    assert tags == [
        ("2 dage for sent", ["v-tag", "late"]),
        ("3 dage tilbage", ["v-tag", "today"]),
        ("12 dage tilbage", ["v-tag"]),
    ]
    assert "Sundhedsloven § 141" in page
    day = world.browser("ole").get("/day")
    assert "1 for sent" in day
    assert "1 snart" in day
    for secret in ("behandling", "Alkohol", "Birk"):
        assert secret not in _main(day), "Min dag lies open on a table"


def test_the_way_from_the_wish_to_the_end(world: World, mette: int) -> None:
    course = world.wish(by=mette, days_ago=9)
    ole = world.browser("ole")
    assert _step(ole, course, Step.OFFERED, day="tomorrow").status == 303
    assert _step(ole, course, Step.STARTED, words="Hos Ole").status == 303
    kept = _only(world)
    assert (kept["state"], kept["started_on"]) == (State.STARTED, clock.today())
    assert "Begyndt efter 9 dage" in ole.get("/courses/")
    refused = _step(ole, course, Step.ENDED)
    assert refused.status == 422
    assert "Vælg, hvordan det sluttede." in refused
    _step(ole, course, Step.ENDED, ending="finished")
    assert _only(world)["state"] is State.ENDED
    steps = one_table(world.app, "course_step")
    assert [(one["step"], one["ending"]) for one in steps] == [
        (Step.OFFERED, None),
        (Step.STARTED, None),
        (Step.ENDED, Ending.FINISHED),
    ]
    assert all(one["by_id"] and one["noted_at"] for one in steps)


def test_a_wrong_step_is_taken_back_and_can_be_read(world: World, mette: int) -> None:
    course = world.wish(by=mette, days_ago=2)
    ole = world.browser("ole")
    _step(ole, course, Step.STARTED)
    page = ole.get(f"/courses/{course}")
    taken = str(one_table(world.app, "course_step")[0]["id"])
    stale = ole.get(f"/courses/{course}").form("/taken-back")
    assert page.form("/taken-back").submit(("about", taken)).status == 303
    kept = _only(world)
    assert (kept["state"], kept["started_on"]) == (State.WISHED, None)
    assert "taget tilbage af Ole Munk" in ole.get(f"/courses/{course}")
    assert stale.submit(("about", taken)).status == 409
    assert "12 dage tilbage" in ole.get(f"/courses/{course}")


def test_somebody_without_a_record_gets_one_and_the_clock_runs_on(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    course = world.wish(by=mette, days_ago=5)
    ole = world.browser("ole")
    form = ole.get(f"/courses/{course}").form("/citizen")
    form["q"] = "ib"
    found = form.submit(("search", "y"))
    assert "Ib fra havnen" in found
    found.form("/citizen", 1).submit(("about", str(ib)))
    kept = _only(world)
    assert (kept["citizen_id"], kept["due_on"]) == (ib, clock.today() + timedelta(days=9))
    assert "9 dage tilbage" in ole.get(f"/citizens/{ib}")


def test_for_everybody_else_it_does_not_exist(world: World, mette: int) -> None:
    """The citizen's page, its timeline, the course and every list: the same as if nobody had said anything."""
    ib = world.citizen("Ib fra havnen", by=mette)
    others = ("tom", "karim", "gitte")
    before = {name: _main(world.browser(name).get(f"/citizens/{ib}")) for name in others}
    course = world.wish(by=mette, citizen=ib, days_ago=12)
    _step(world.browser("ole"), course, Step.OFFERED)
    after = {name: _main(world.browser(name).get(f"/citizens/{ib}")) for name in others}
    assert after == before
    everybody = ("mette", "tom", "lis", "karim", "gitte", "ole", "olga")
    assert {name: world.browser(name).get(f"/courses/{course}").status for name in everybody} == {
        "mette": 200,
        "tom": 404,
        "lis": 404,
        "karim": 404,
        "gitte": 404,
        "ole": 200,
        "olga": 404,
    }
    assert "Ib fra havnen" not in world.browser("olga").get("/courses/")
    assert "Ingen med kodeordet" in world.browser("olga").get(f"/courses/?code={_only(world)['called']}")
    readers = {page for _act, page, _times, records in logged(world.app) if ("addiction_course", course) in records}
    assert readers == {"command", "courses.course", "courses.steps"}, "no list and no citizen's page has read it"
    # Somebody who comes to work with the person knows of it, as of a note.
    world.contact(ib, by=next(one["id"] for one in one_table(world.app, "account") if one["username"] == "tom"))
    assert world.browser("tom").get(f"/courses/{course}").status == 200
    assert world.browser("tom").send("POST", f"/courses/{course}/steps", {"step": ["started"]}).status in (400, 403)


def test_a_second_worker_who_may_not_know_is_not_told_of_the_first_wish(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    world.wish(by=mette, citizen=ib)
    form = world.browser("karim").get(f"/courses/wishes/new?who={ib}").form("/wishes")
    assert "allerede" not in form.submit(("wish", "alcohol")).follow()
    assert len(one_table(world.app, "addiction_course")) == 2


def test_another_operators_name_is_a_code_for_who_treats(world: World, mette: int) -> None:
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",), name="Peter Krog")
    viggo = world.citizen("Viggo med hatten", by=peter, at="Parasollen")
    course = world.wish(by=peter, at="Parasollen", citizen=viggo)
    kept = _only(world)
    assert kept["treated_at_id"] == world.centre["BorgerCafeen"], "nobody treats at Parasollen: the same town"
    for page in (world.browser("olga").get("/courses/"), world.browser("olga").get(f"/courses/{course}")):
        assert str(kept["called"]) in page
        assert "Viggo" not in page
    assert world.browser("ole").get(f"/courses/{course}").status == 404
    assert "Viggo med hatten" in world.browser("peter").get(f"/courses/{course}")


def test_the_figures_of_the_team(world: World, mette: int) -> None:
    asked = [world.contact(None, by=mette, topics=(Challenge.ALCOHOL, Challenge.CANNABIS)) for _ in range(4)]
    world.contact(None, by=mette, topics=(Challenge.ECONOMY,))
    first, second = (world.wish(by=mette, contact=contact, days_ago=20) for contact in asked[:2])
    world.wish(by=mette, days_ago=1)
    ole = world.browser("ole")
    in_time = (clock.today() - timedelta(days=10)).isoformat()
    _step(ole, first, Step.STARTED, day="other", date=in_time)
    _step(ole, second, Step.STARTED)
    facts = [one.get_text(" ", strip=True) for one in ole.get("/courses/").soup.select(".v-fact")]
    print(f"the team's figures: {facts}")
    assert facts == [
        "4 kontakter om alkohol eller stoffer",
        "2 af dem blev til et forløb",
        "1 af 3 forløb begyndte inden fristen",
    ]


def test_a_new_deadline_holds_from_its_day_and_running_clocks_keep_theirs(world: World, mette: int) -> None:
    world.account("anders", Role.ADMINISTRATOR)
    before = world.wish(by=mette)
    form = world.browser("anders").get("/courses/rules").form("/rules")
    form["wish"], form["days"], form["paragraph"] = "alcohol", "7", "Ny lov § 1"
    form["source"], form["valid_from"] = "Lovtidende", clock.today().isoformat()
    assert form.submit().status == 303
    world.wish(by=mette)
    dues = {one["id"]: one["due_on"] for one in one_table(world.app, "addiction_course")}
    assert dues[before] == clock.today() + timedelta(days=14)
    assert sorted(dues.values())[0] == clock.today() + timedelta(days=7)
    form = world.browser("anders").get("/courses/rules").form("/rules")
    form["days"], form["valid_from"] = "0", "0001-01-01"
    assert form.submit().status == 422


def test_reading_is_logged_and_it_goes_along_when_records_are_linked(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    course = world.wish(by=mette, citizen=ib)
    world.browser("ole").get(f"/courses/{course}")
    assert ("opened", "courses.course", 1, [("addiction_course", course), ("citizen", ib)]) in logged(world.app)
    names = {mover.kind: str(mover.words) for mover in movers()}
    assert {"addiction_course", "offer_attendance"} <= set(names)
    assert "behandling" not in names["addiction_course"], "what goes along is counted for those who may not know"


@pytest.mark.parametrize("who", ["0", "-1", "999999999999", "x", "%00", "1 OR 1=1", "٣"])
def test_what_is_no_citizen_and_no_contact_is_nobody(world: World, mette: int, who: str) -> None:
    page = world.browser("mette").get(f"/courses/wishes/new?who={who}&contact={who}&bridge={who}&conversation={who}")
    assert page.status == 200
    assert "En uden navn vil gerne i behandling" in page
