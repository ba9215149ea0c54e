"""A meeting over the pages, from planning to minutes: the secretary's, the members' and everybody else's."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.committee.ballot import Choice
from app.committee.decision import Outcome
from tests.browser_without_script import Browser, Page
from tests.committee.around import Committee, adopted, application, committee
from tests.database import logged, one_table
from tests.make import World

FOR, AGAINST, NEITHER = Choice


@pytest.fixture
def made(world: World) -> Committee:
    """The committee; Lene leads, Styge sits in the steering group."""
    found = committee(world)
    adopted(found)
    world.account("lene", Role.LEADER, at=())
    world.account("styge", Role.STEERING_GROUP, at=())
    return found


def _vote(browser: Browser, point: int, choice: str) -> Page:
    return browser.get(f"/committee/points/{point}").form("/votes").submit(("choice", choice))


def _pressed(page: Page, action: str, button: tuple[str, str] | None = None, index: int = 0) -> Page:
    answer = page.form(action, index).submit(button)
    assert answer.status == 303, answer.soup.select_one("main").get_text(" ", strip=True)
    return answer.follow()


def test_a_meeting_from_the_first_to_the_last(made: Committee) -> None:
    world = made.world
    food = application(world, "Mad sammen", ore=845_000)
    sally, ane, bo = (world.browser(name) for name in ("sally", "ane", "bo"))
    form = sally.get("/committee/meetings/new").form("meetings/new")
    form["held_on"], form["held_at"], form["place"] = clock.today().isoformat(), "13:00", "Regnbuen"
    desk = form.submit().follow()
    desk = _pressed(desk, "/points", ("application", str(food)))
    assert "Mad sammen" in ane.get("/committee/")
    desk = _pressed(desk, "/steps", ("step", "open"))
    assert "I er ikke nok: 0 kan stemme, og I skal være 3." in desk
    for _member in range(3):
        desk = _pressed(desk, "/attendance", ("step", "came"), _first_absent(desk))
    assert "3 kan stemme, 3 skal kunne" in desk
    point = made.points(int(desk.path.rsplit("/", 1)[-1]))[0]
    reading = ane.get(f"/committee/points/{point}")
    for words in ("Ida og Karl fra havnen", "Tom har hjulpet", "De bliver 8.", "Det vurderer I."):
        assert words in reading
    assert "8.450" in reading
    assert "Vent lidt. Du kan stemme her, når afstemningen begynder." in reading
    page = _pressed(sally.get(f"/committee/points/{point}/voting"), "/ballots")
    assert "0 af 3 har stemt" in page
    assert "Stem nu" in ane.get("/committee/")
    receipt = _vote(ane, point, "for").follow()
    assert "Din stemme er modtaget" in receipt
    assert receipt.soup.select(".v-notice strong")
    shown = ane.get(str(receipt.soup.select_one("a[href$=own-vote]")["href"]))
    assert "Du stemte: For" in shown
    _vote(bo, point, "against")
    _vote(bo, point, "for")
    page = sally.get(f"/committee/points/{point}/voting")
    assert "2 af 3 har stemt" in page
    hands = page.soup.select("form[action$=hands]")
    assert len(hands) == 1
    page = _pressed(page, "/hands", ("choice", "neither"))
    page = _pressed(page, "/closing")
    assert "2 for, 0 imod, 1 hverken eller" in page
    form = page.form("/decision")
    form["outcome"], form["words"] = "full", "God idé. Husk kvitteringerne."
    missing = form.submit()
    assert missing.status == 422
    assert "Vælg, hvad I synes om hver regel." in missing
    form = missing.form("/decision")
    assert form["words"] == "God idé. Husk kvitteringerne."
    name = str(missing.soup.select_one("input[name^=criterion-]")["name"])
    form[name] = "met"
    assert form.submit().status == 303
    assert [one["granted_ore"] for one in one_table(world.app, "pool")] == [845_000]
    desk = _pressed(sally.get(desk.path), "/steps", ("step", "close"))
    assert "Holdt" in desk
    names, counts = ane.get(f"{desk.path}/minutes"), world.browser("styge").get(f"{desk.path}/minutes")
    assert "For: Ane, Bo" in names, names.soup.select_one("main").get_text(" ", strip=True)
    assert "For: Ane" not in counts
    assert "For: Ane" not in sally.get(f"{desk.path}/minutes")
    for page in (names, counts):
        assert "2 for, 0 imod, 1 hverken eller" in page
        assert "Ja til det hele: 8.450" in page
    file = ane.client.get(f"{desk.path}/minutes/pdf")
    assert file.data.startswith(b"%PDF")


def _first_absent(desk: Page) -> int:
    forms = desk.soup.select("form[action$=attendance]")
    return next(number for number, form in enumerate(forms) if form.select_one("button")["value"] == "came")


def test_somebody_too_close_says_so_and_cannot_vote(made: Committee) -> None:
    meeting = made.meeting(application(made.world), present=("ane", "bo", "cleo", "dan"))
    (point,) = made.points(meeting)
    ane = made.world.browser("ane")
    page = _pressed(ane.get(f"/committee/points/{point}"), "/interests")
    assert "Du er for tæt på den her" in page
    page = _pressed(page, "/ended-interests")
    page = _pressed(page, "/interests", index=0)
    made.vote(point)
    page = ane.get(f"/committee/points/{point}")
    assert not page.soup.select("form[action$=votes]")
    assert "Du er ikke med til at stemme om den her." in page
    token = page.form("/switch")["csrf_token"]
    ballot = one_table(made.world.app, "ballot")[-1]["id"]
    data = {"csrf_token": [token], "form_key": ["a" * 32], "choice": ["for"]}
    refused = ane.send("POST", f"/committee/ballots/{ballot}/votes", data)
    assert refused.status == 422
    assert "Den, der er for tæt på, stemmer ikke." in refused
    sally = made.world.browser("sally").get(f"/committee/points/{point}/voting")
    assert "er for tæt på og stemmer ikke" in sally
    assert "i stedet for Ane" in sally
    assert len(one_table(made.world.app, "vote")) == 3


def test_what_a_vote_does_not_bear_is_refused_beside_its_field(made: Committee) -> None:
    meeting = made.meeting(application(made.world, ore=900_000), application(made.world, "Tur", ore=900_000))
    food, trip = made.points(meeting)
    sally = made.world.browser("sally")
    page = sally.get(f"/committee/points/{food}/voting")
    for amount in ("-1", "9.000,01", "1e9", ""):
        form = page.form("/ballots")
        form["amount"], form["conditions"] = amount, "Husk kvitteringer"
        refused = form.submit()
        assert (refused.status, refused.form("/ballots")["amount"]) == (422, amount)
        assert refused.form("/ballots")["conditions"] == "Husk kvitteringer"
    made.cast(made.vote(food), ane=FOR, bo=FOR, cleo=FOR)
    made.close(one_table(made.world.app, "ballot")[-1]["id"])
    assert [one["value"] for one in sally.get(page.path).soup.select("input[name=outcome]")] == [
        "full",
        "asked",
        "postponed",
    ]
    made.decide(food, Outcome.FULL)
    ballot = made.vote(trip)
    made.cast(ballot, ane=FOR, bo=FOR, cleo=FOR)
    made.close(ballot)
    page = sally.get(f"/committee/points/{trip}/voting")
    form = page.form("/decision")
    form["outcome"] = "full"
    form[str(page.soup.select_one("input[name^=criterion-]")["name"])] = "met"
    refused = form.submit()
    assert refused.status == 422
    assert "Der er ikke penge nok i puljen. Der er 1.000\N{NO-BREAK SPACE}kr. tilbage." in refused
    assert [one["state"].value for one in one_table(made.world.app, "application")][-1] == "sent"


def test_two_secretaries_at_once_close_a_vote_once_and_are_told(made: Committee) -> None:
    meeting = made.meeting(application(made.world))
    (point,) = made.points(meeting)
    ballot = made.vote(point)
    made.cast(ballot, ane=FOR, bo=FOR, cleo=AGAINST)
    sally, lene = (made.world.browser(name) for name in ("sally", "lene"))
    pages = [one.get(f"/committee/points/{point}/voting") for one in (sally, lene)]
    answers = [page.form("/closing").submit() for page in pages]
    assert [one.status for one in answers] == [303, 422]
    assert "Afstemningen er lukket." in answers[1]
    again = [one.get(f"/committee/points/{point}/voting") for one in (sally, lene)]
    answers = []
    for page in again:
        form = page.form("/decision")
        form["outcome"] = "full"
        form[str(page.soup.select_one("input[name^=criterion-]")["name"])] = "met"
        answers.append(form.submit())
    assert [one.status for one in answers] == [303, 422]
    assert len([one for one in one_table(made.world.app, "pool_entry") if one["kind"].value == "granted"]) == 1


def test_seats_are_given_changed_and_end(made: Committee) -> None:
    world = made.world
    world.account("gerd", Role.COMMITTEE_MEMBER, name="Gerd")
    sally = world.browser("sally")
    form = sally.get("/committee/seats/new").form("/seats/new")
    day = clock.today()
    form["name"], form["to_on"] = "Gerd Lyng", (day - timedelta(days=1)).isoformat()
    refused = form.submit()
    assert "Den sidste dag ligger før den første." in refused
    form = refused.form("/seats/new")
    form["to_on"], form["place"] = (day + timedelta(days=700)).isoformat(), "1"
    refused = form.submit()
    assert "En anden suppleant har det nummer." in refused
    form = refused.form("/seats/new")
    form["place"] = "3"
    assert "Gerd Lyng" in form.submit().follow()
    seat = sally.get(f"/committee/seats/{made.seats['ane']}").form("/seats/")
    other = world.browser("lene").get(f"/committee/seats/{made.seats['ane']}").form("/seats/")
    seat["to_on"] = day.isoformat()
    assert seat.submit().status == 303
    other["name"] = "Ane Bæk"
    assert other.submit().status in (303, 409)
    world.account("staff", Role.COMMITTEE_MEMBER, Role.CENTRE_WORKER)
    assert "staff" not in [one.get_text() for one in sally.get("/committee/seats/new").soup.select("option")]


def test_nobody_is_a_member_and_a_substitute_at_once(made: Committee) -> None:
    form = made.world.browser("sally").get("/committee/seats/new").form("/seats/new")
    form["name"], form["place"] = "  CLEO ", "3"
    form["to_on"] = (clock.today() + timedelta(days=90)).isoformat()
    answer = form.submit()
    assert (answer.status, "En med det navn har en plads i de dage." in answer) == (422, True)
    form["name"] = "Cleo fra havnen"
    assert form.submit().status == 303


def test_criteria_are_written_and_hold_only_once_a_meeting_adopted_them(made: Committee) -> None:
    sally = made.world.browser("sally")
    form = sally.get("/committee/criteria/new").form("/criteria/new")
    assert form["words_2"] == "Det er for en gruppe på mindst 4"
    form["words_5"], form["kind_5"], form["number_5"] = "Højst 5.000 kr.", "asked_at_most", "mange"
    refused = form.submit()
    assert refused.status == 422
    assert refused.form("/criteria/new")["number_5"] == "mange"
    form = refused.form("/criteria/new")
    form["number_5"] = "5.000"
    assert "Nye regler, som ikke er vedtaget" in form.submit().follow()
    before = application(made.world)
    meeting = made.meeting()
    _pressed(sally.get(f"/committee/meetings/{meeting}"), "/points", ("version", str(_draft(made))))
    (point,) = made.points(meeting)
    ballot = made.vote(point)
    assert sally.get(f"/committee/criteria/{_draft(made)}").form("/criteria/").submit().status == 422
    made.cast(ballot, ane=FOR, bo=FOR, cleo=FOR)
    made.close(ballot)
    page = sally.get(f"/committee/points/{point}/voting")
    form = page.form("/decision")
    form["outcome"] = "adopted"
    assert form.submit().status == 303
    after = application(made.world, "Senere")
    judged = {one["id"]: one["criteria_version_id"] for one in one_table(made.world.app, "application")}
    assert judged[before] != judged[after]
    assert "Højst 5.000 kr." in made.world.browser("ane").get("/committee/criteria")


def _draft(made: Committee) -> int:
    return int(one_table(made.world.app, "criteria_version")[-1]["id"])


def test_a_question_goes_back_and_comes_again(made: Committee) -> None:
    meeting = made.meeting(application(made.world))
    (point,) = made.points(meeting)
    sally = made.world.browser("sally")
    form = sally.get(f"/committee/points/{point}/voting").form("/decision")
    form["outcome"], form["set_aside"] = "asked", "y"
    refused = form.submit()
    assert "Skriv det, så de kan læse hvorfor." in refused
    form = refused.form("/decision")
    form["words"] = "Hvem laver maden?"
    assert form.submit().status == 303
    assert [one["state"].value for one in one_table(made.world.app, "application")] == ["asked"]
    assert [one["text"] for one in one_table(made.world.app, "question")] == ["Hvem laver maden?"]
    assert [one["reserved_ore"] for one in one_table(made.world.app, "pool")] == [100_000]


def test_whoever_has_no_seat_any_more_reads_no_application_and_no_names(made: Committee) -> None:
    meeting = made.meeting(application(made.world))
    (point,) = made.points(meeting)
    ballot = made.vote(point)
    made.cast(ballot, ane=FOR, bo=AGAINST, cleo=FOR)
    made.close(ballot)
    made.decide(point, Outcome.FULL)
    ane = made.world.browser("ane")
    assert "Mad sammen" in ane.get("/committee/")
    assert "For: Ane, Cleo" in ane.get(f"/committee/meetings/{meeting}/minutes")
    with made.world.saved():
        made.seat("ane").to_on = clock.today() - timedelta(days=1)
    start = ane.get("/committee/")
    assert ("Du har ikke en plads i udvalget lige nu." in start, "Mad sammen" in start) == (True, False)
    assert ane.get(f"/committee/points/{point}").status == 404
    minutes = ane.get(f"/committee/meetings/{meeting}/minutes")
    assert ("2 for, 1 imod" in minutes, "For: Ane" in minutes) == (True, False)


def test_every_page_that_names_members_or_applicants_is_logged(made: Committee) -> None:
    meeting = made.meeting(application(made.world))
    (point,) = made.points(meeting)
    made.world.browser("ane").get(f"/committee/points/{point}")
    made.world.browser("sally").get(f"/committee/meetings/{meeting}").form("/attendance").submit(("step", "left"))
    pages = {page: {kind for kind, _id in records} for _act, page, _times, records in logged(made.world.app)}
    assert pages["committee.point"] == {"application", "committee_seat"}
    assert pages["committee.meeting"] == {"application", "committee_seat"}
    changed = [
        (act, kind)
        for act, page, _times, seen in logged(made.world.app)
        for kind, _id in seen
        if page.endswith("attendance")
    ]
    assert changed == [("changed", "committee_meeting"), ("changed", "committee_seat")]
