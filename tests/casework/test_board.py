"""The board as a team sees it: who waits, who talks with whom, who left; and what it never shows."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app import clock
from app.accounts.models import RoleHeld
from app.accounts.role import Role
from app.casework.models import CaseworkSession
from app.casework.visit import BroughtBy
from app.citizens.challenge import Challenge
from app.db import db
from app.language import clock_time
from app.outreach.bridge import Destination
from tests.browser_without_script import HTMX, Browser, Page
from tests.database import logged, one_table
from tests.make import World
from tests.statements import statements


class Team:
    """Karim (Jobcenter), Jens (Ydelsescenter) and Tom of the centre, at a session that runs now."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tom = world.account("tom", Role.CENTRE_WORKER, name="Tom Rask")
        self.karim = world.account("karim", Role.CASEWORKER, name="Karim Aziz")
        self.jens = world.account("jens", Role.CASEWORKER, name="Jens Vind", department="Ydelsescenter")
        self.session = world.session(team=(self.karim, self.jens, self.tom))
        self.address = f"/casework/sessions/{self.session}"

    def opens(self, username: str) -> tuple[Browser, Page]:
        """Somebody with the board open."""
        browser = self.world.browser(username)
        return browser, browser.get(self.address)

    def polls(self, browser: Browser, seen: int) -> Page:
        """A tablet asks for what is new."""
        return browser.get(f"{self.address}/board?seen={seen}", **HTMX)

    @property
    def version(self) -> int:
        """Which board there is now."""
        return int(one_table(self.world.app, "casework_session")[0]["board_version"])


@pytest.fixture
def team(world: World) -> Team:
    return Team(world)


def _columns(page: Page) -> dict[str, list[str]]:
    """What stands in each column: the words of each card."""
    return {
        section["aria-labelledby"]: [
            " ".join(card.get_text(" ", strip=True).split()) for card in section.select(".v-on-board")
        ]
        for section in page.soup.select(".v-board > section")
    }


def _tap(page: Page, step: str, visit: int) -> Page:
    return page.form(f"/visits/{visit}/steps").submit(("step", step))


def test_the_board_says_who_waits_who_talks_with_whom_and_who_left(team: Team, world: World) -> None:
    ib = world.citizen("Ib", by=team.tom)
    world.visit(team.session, by=team.tom, citizen=ib, taken_by=team.jens, topic=Challenge.ECONOMY)
    waits = clock.now() - timedelta(minutes=24)
    world.visit(team.session, by=team.tom, arrived_at=waits, topic=Challenge.HOUSING, called="Den grønne hue")
    gone = world.visit(team.session, by=team.tom)
    karim = world.browser("karim")
    _tap(karim.get(f"/casework/visits/{gone}"), "leave", gone)
    board = karim.get(team.address)
    assert _columns(board) == {
        "waiting": ["Den grønne hue 24 min. Bolig Kom selv Tag imod Den grønne hue"],
        "talking": ["Ib 0 min. Økonomi Taler med Jens V., Ydelsescenter Vær med Ib"],
        "done": [f"Nr. 3 {clock_time(clock.now())} Gik uden samtale"],
    }
    assert board.soup.select_one(".v-since.late").get_text(strip=True) == "24 min."


@pytest.mark.parametrize(
    "topic",
    [
        Challenge.ALCOHOL,
        Challenge.CANNABIS,
        Challenge.OTHER_DRUGS,
        Challenge.MENTAL,
        Challenge.HEALTH,
        Challenge.DENTAL,
    ],
)
def test_addiction_and_health_are_only_something_else(team: Team, world: World, topic: Challenge) -> None:
    world.visit(team.session, by=team.tom, topic=topic, brought_by=BroughtBy.PROBATION)
    _karim, board = team.opens("karim")
    assert _columns(board)["waiting"] == ["Nr. 1 0 min. Andet Fulgt af en anden Tag imod Nr. 1"]


def test_what_tells_of_illness_is_known_to_those_who_heard_it(team: Team, world: World) -> None:
    visit = world.visit(team.session, by=team.tom, topic=Challenge.ALCOHOL)
    address = f"/casework/visits/{visit}"
    assert world.browser("tom").get(address).form(f"/visits/{visit}", index=-1)["topic"] == "alcohol"
    karim = world.browser("karim")
    assert karim.get(address).soup.select("[name=topic]") == []
    assert "alcohol" not in karim.get(address).text
    _tap(karim.get(team.address), "take", visit)
    assert karim.get(address).form(f"/visits/{visit}", index=-1)["topic"] == "alcohol"


def test_a_worker_of_another_operator_sees_a_number_where_the_record_is_not_theirs(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER, at=("Regnbuen", "Parasollen"))
    world.account("peter", Role.CENTRE_WORKER, at=("Parasollen",))
    session = world.session(at=("Regnbuen", "Parasollen"), team=(karim,))
    ib = world.citizen("Ib Hemmelig", by=karim)
    visit = world.visit(session, by=karim, citizen=ib, called="Ib Hemmelig", taken_by=karim)
    peter = world.browser("peter")
    board = peter.get(f"/casework/sessions/{session}")
    assert _columns(board)["talking"] == ["Nr. 1 0 min. Taler med Karim, Jobcenter Vær med Nr. 1"]
    for page in (board, peter.get(f"/casework/visits/{visit}"), peter.get(f"/casework/sessions/{session}/check-in")):
        assert page.status == 200
        assert "Hemmelig" not in page.text
    assert "citizen" not in {
        kind for entry in logged(world.app) for kind, _id in entry[3] if entry[1] == "casework.board"
    }
    assert "Ib Hemmelig" in world.browser("karim").get(f"/casework/sessions/{session}")


def test_one_tap_checks_in_somebody_without_a_name(team: Team) -> None:
    tom, board = team.opens("tom")
    sheet = tom.get(board.soup.select_one(".v-bar a[href$=check-in]")["href"])
    back = sheet.form("/visits").submit(("who", "unnamed"))
    assert (back.status, back.headers["Location"]) == (303, team.address)
    assert "Nr. 1 venter nu." in back.follow()
    assert _columns(tom.get(team.address))["waiting"] == ["Nr. 1 0 min. Kom selv"]


def test_a_double_tap_checks_in_once(team: Team) -> None:
    tom = team.world.browser("tom")
    form = tom.get(f"{team.address}/check-in").form("/visits")
    assert [form.submit(("who", "unnamed")).status for _ in range(3)] == [303, 303, 303]
    assert len(one_table(team.world.app, "visit")) == 1


def test_whoever_a_bridge_leads_here_is_expected_and_one_tap_away(team: Team, world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    lone, other = (world.citizen(alias, by=mette) for alias in ("Lone", "Storm"))
    bridge = world.bridge(lone, by=mette, to=Destination.CASEWORK, planned_on=clock.today(), accompanied=True)
    world.bridge(other, by=mette, to=Destination.ADDICTION)
    world.bridge(other, by=mette, to=Destination.CASEWORK, planned_on=clock.today() + timedelta(days=1))
    tom = world.browser("tom")
    sheet = tom.get(f"{team.address}/check-in")
    assert [one.get_text(" ", strip=True) for one in sheet.soup.select("button[name=who]")] == [
        "Uden navn: giv nr. 1", "Lone fra Mette L.",
    ]  # fmt: skip
    sheet.form("/visits").submit(("who", f"bridge-{bridge}"))
    (visit,) = one_table(world.app, "visit")
    assert (visit["citizen_id"], visit["bridge_id"], visit["brought_by_id"]) == (lone, bridge, mette)
    assert _columns(tom.get(team.address))["waiting"] == ["Lone 0 min. Fulgt af Mette L., SKP"]
    assert "Lone" not in tom.get(f"{team.address}/check-in")


def test_whom_a_bridge_leads_to_the_addiction_effort_is_not_shown_to_hosts_who_did_not_send_them(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("tom", Role.CENTRE_WORKER)
    world.account("ole", Role.ADDICTION_WORKER)
    world.bridge(world.citizen("Lone", by=mette), by=mette, to=Destination.ADDICTION)
    session = world.session(effort="Fremskudt misbrugsindsats")
    sees = {
        name: "Lone" in world.browser(name).get(f"/casework/sessions/{session}/check-in")
        for name in ("mette", "tom", "ole")
    }
    assert sees == {"mette": True, "tom": False, "ole": True}


def test_who_was_here_before_is_one_tap_away_and_who_is_here_now_is_not(team: Team, world: World) -> None:
    ib, lone = (world.citizen(alias, by=team.tom) for alias in ("Ib", "Lone"))
    before = world.session(starts_at=clock.now() - timedelta(days=7))
    for citizen in (ib, lone):
        world.visit(before, by=team.tom, citizen=citizen)
    world.visit(team.session, by=team.tom, citizen=lone)
    tom = world.browser("tom")
    sheet = tom.get(f"{team.address}/check-in")
    assert [one["value"] for one in sheet.soup.select("button[name=who]")] == ["unnamed", str(ib)]
    again = sheet.form("/visits").submit(("who", str(lone)))
    assert "Lone står allerede på tavlen." in again.follow()
    assert len(one_table(world.app, "visit")) == 3


def test_somebody_is_found_by_search_without_script_and_as_a_part(team: Team, world: World) -> None:
    ib = world.citizen("Ib fra havnen", by=team.tom)
    world.citizen("Kaj", by=team.tom)
    tom = world.browser("tom")
    form = tom.get(f"{team.address}/check-in").form("/visits")
    form["q"] = "ha"
    found = form.submit(("search", "1"))
    part = form.submit(action=f"{team.address}/hits", **HTMX)
    for page in (found, part):
        assert (page.status, [one["value"] for one in page.soup.select("#hits button")]) == (200, [str(ib)])
    assert found.form("/visits").submit(("who", str(ib))).status == 303
    assert [visit["citizen_id"] for visit in one_table(world.app, "visit")] == [ib]


@pytest.mark.parametrize(
    "who", ["", "0", "999999", "-1", "bridge-", "bridge-1", "x", "½", "9" * 40, "unnamed ", "\x00"]
)
def test_nobody_is_checked_in_who_was_not_offered(team: Team, world: World, who: str) -> None:
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    world.citizen("Hemmelig", by=otto, at="BorgerCafeen")
    form = world.browser("tom").get(f"{team.address}/check-in").form("/visits")
    answer = form.submit(("who", who))
    assert answer.status == 422
    assert "Vælg, hvem der kom." in answer
    assert one_table(world.app, "visit") == []


def test_a_citizen_of_another_centre_cannot_be_checked_in(team: Team, world: World) -> None:
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    theirs = world.citizen("Hemmelig", by=otto, at="BorgerCafeen")
    answer = world.browser("tom").get(f"{team.address}/check-in").form("/visits").submit(("who", str(theirs)))
    assert (answer.status, "Hemmelig" in answer.text) == (422, False)
    assert one_table(world.app, "visit") == []


def test_take_join_hand_on_leave_and_undo(team: Team, world: World) -> None:
    visit = world.visit(team.session, by=team.tom, arrived_at=clock.now() - timedelta(minutes=10))
    karim, board = team.opens("karim")
    _tap(board, "take", visit)
    jens, board = team.opens("jens")
    assert _columns(board)["talking"] == ["Nr. 1 0 min. Taler med Karim A., Jobcenter Vær med Nr. 1"]
    _tap(board, "join", visit)
    assert _columns(jens.get(team.address))["talking"] == [
        "Nr. 1 0 min. Taler med Karim A., Jobcenter og Jens V., Ydelsescenter Din samtale Nr. 1"
    ]
    _tap(karim.get(f"/casework/visits/{visit}"), "wait", visit)
    assert _columns(karim.get(team.address))["waiting"] == ["Nr. 1 10 min. Kom selv Tag imod Nr. 1"]
    form = karim.get(f"/casework/visits/{visit}").soup.select_one(f"input[name=to][value='{team.jens}']").parent
    handed = karim.get(f"/casework/visits/{visit}").form("/steps")
    handed["to"] = form.select_one("[name=to]")["value"]
    assert "Venter nu på Jens Vind." in handed.submit(("step", "hand_on")).follow()
    assert _columns(karim.get(team.address))["waiting"] == ["Nr. 1 10 min. Kom selv Venter på Jens V. Tag imod Nr. 1"]
    assert _columns(jens.get(team.address))["waiting"] == ["Nr. 1 10 min. Kom selv Venter på dig Tag imod Nr. 1"]
    _tap(jens.get(f"/casework/visits/{visit}"), "leave", visit)
    assert "Gik uden samtale" in _columns(jens.get(team.address))["done"][0]
    _tap(jens.get(f"/casework/visits/{visit}"), "wait", visit)
    assert len(_columns(jens.get(team.address))["waiting"]) == 1


def test_a_host_who_sits_with_them_is_not_led_to_where_the_talk_is_written(team: Team, world: World) -> None:
    visit = world.visit(team.session, by=team.tom, taken_by=team.karim)
    tom, board = team.opens("tom")
    assert _tap(board, "join", visit).status == 303
    assert {row["account_id"] for row in one_table(world.app, "talking")} == {team.karim, team.tom}
    to_the_talk = f"/casework/visits/{visit}/conversation"
    assert to_the_talk not in tom.get(team.address)
    assert tom.get(to_the_talk).status == 404
    assert to_the_talk in world.browser("karim").get(team.address)


def test_of_two_who_take_the_same_citizen_one_is_told_who_has_them(team: Team, world: World) -> None:
    visit = world.visit(team.session, by=team.tom, citizen=world.citizen("Ib", by=team.tom))
    (_karim, his), (_jens, theirs) = team.opens("karim"), team.opens("jens")
    assert _tap(his, "take", visit).status == 303
    late = _tap(theirs, "take", visit)
    assert late.status == 409
    assert "Karim A. er allerede i gang med Ib." in late
    assert _columns(late)["talking"] == ["Ib 0 min. Taler med Karim A., Jobcenter Vær med Ib"]
    assert [row["account_id"] for row in one_table(world.app, "talking")] == [team.karim]


def test_a_host_has_no_button_to_take_and_cannot_take_by_hand(team: Team, world: World) -> None:
    visit = world.visit(team.session, by=team.tom)
    tom, board = team.opens("tom")
    assert board.soup.select("button[value=take]") == []
    form = tom.get(f"/casework/visits/{visit}").form("/steps")
    assert form.submit(("step", "take")).status == 403
    assert one_table(world.app, "visit")[0]["state"].value == "waiting"


@pytest.mark.parametrize("step", ["", "no", "seen", "TAKE", "\x00", "hand_on"])
def test_a_step_that_does_not_follow_changes_nothing(team: Team, world: World, step: str) -> None:
    visit = world.visit(team.session, by=team.tom)
    _karim, board = team.opens("karim")
    assert board.form("/steps").submit(("step", step)).status in (400, 409, 422)
    assert [(row["id"], row["version"]) for row in one_table(world.app, "visit")] == [(visit, 1)]


def test_topic_and_companion_are_added_afterwards(team: Team, world: World) -> None:
    visit = world.visit(team.session, by=team.tom)
    tom = world.browser("tom")
    form = tom.get(f"/casework/visits/{visit}").form(f"/visits/{visit}", index=-1)
    form["called"], form["topic"], form["brought_by"] = "Fru Blomst", "job", "centre_worker"
    form["brought_by_person"] = str(team.tom)
    assert form.submit().follow().status == 200
    assert _columns(tom.get(team.address))["waiting"] == ["Fru Blomst 0 min. Job Fulgt af Tom R."]


def test_two_who_write_about_the_same_visit_choose(team: Team, world: World) -> None:
    visit = world.visit(team.session, by=team.tom)
    forms = [
        world.browser(name).get(f"/casework/visits/{visit}").form(f"/visits/{visit}", index=-1)
        for name in ("tom", "jens")
    ]
    forms[0]["topic"], forms[1]["topic"] = "job", "housing"
    assert [form.submit().status for form in forms] == [303, 409]


def test_a_closed_board_is_read_and_not_changed(team: Team, world: World) -> None:
    visit = world.visit(team.session, by=team.tom)
    karim, board = team.opens("karim")
    form = karim.get(f"{team.address}/check-in").form("/visits")
    with world.saved():
        db.session.get_one(CaseworkSession, team.session).closed_at = clock.now()
    assert _tap(board, "take", visit).status == 409
    assert "Tavlen er lukket" in form.submit(("who", "unnamed")).follow()
    assert karim.get(team.address).soup.select("#board button") == []
    assert [(row["id"], row["version"]) for row in one_table(world.app, "visit")] == [(visit, 1)]


def test_an_unchanged_board_is_answered_without_a_word(team: Team, world: World) -> None:
    world.visit(team.session, by=team.tom, citizen=world.citizen("Ib", by=team.tom))
    karim, _board = team.opens("karim")
    before = {table: one_table(world.app, table) for table in ("access_entry", "sign_in", "casework_session")}
    with statements(world.app) as sent:
        answer = team.polls(karim, team.version)
    assert (answer.status, answer.answer.data) == (204, b"")
    assert len(sent) <= 3
    assert [one for one in sent if not one.startswith("SELECT")] == []
    head = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())
    assert len("HTTP/1.1 204 NO CONTENT\r\n\r\n") + head < 1000
    assert {table: one_table(world.app, table) for table in before} == before
    assert team.polls(karim, team.version - 1).status == 200
    for hostile in ("", "x", "-1", "9" * 50, "%00", "1e999"):
        assert karim.get(f"{team.address}/board?seen={hostile}", **HTMX).status == 200


def test_a_poll_sees_what_another_did(team: Team, world: World) -> None:
    karim, _board = team.opens("karim")
    seen = team.version
    world.visit(team.session, by=team.tom, citizen=world.citizen("Ib", by=team.tom))
    part = team.polls(karim, seen)
    assert (part.status, part.soup.find(True)["id"]) == (200, "board")
    assert _columns(part)["waiting"] == ["Ib 0 min. Kom selv Tag imod Ib"]
    assert f"seen={team.version}" in part.soup.select_one("#board")["hx-get"]


def test_a_row_is_logged_when_somebody_first_appears_and_then_only_counted(team: Team, world: World) -> None:
    ib, lone = (world.citizen(alias, by=team.tom) for alias in ("Ib", "Lone"))
    first = world.visit(team.session, by=team.tom, citizen=ib)
    karim, _board = team.opens("karim")
    mine = [entry for entry in logged(world.app) if entry[:2] == ("listed", "casework.board")]
    assert mine == [("listed", "casework.board", 1, [("citizen", ib), ("visit", first)])]
    second = world.visit(team.session, by=team.tom, citizen=lone)
    assert team.polls(karim, team.version - 1).status == 200
    assert team.polls(karim, team.version).status == 204
    with statements(world.app) as sent:
        assert team.polls(karim, 0).status == 200
    assert [one for one in sent if not one.startswith("SELECT")] == []
    two = [
        ("listed", "casework.board", 1, [("citizen", ib), ("visit", first)]),
        ("listed", "casework.board", 1, [("citizen", lone), ("visit", second)]),
    ]
    assert [entry for entry in logged(world.app) if entry[:2] == ("listed", "casework.board")] == two
    karim.get(team.address)
    assert [entry[2] for entry in logged(world.app) if entry[:2] == ("listed", "casework.board")] == [2, 2]
    begun = clock.now()
    for minutes in (4, 8, 12, 16, 20):
        with clock.stopped(begun + timedelta(minutes=minutes)):
            karim.get("/accounts/me")
            assert team.polls(karim, 0).status == 200
    assert [entry[2] for entry in logged(world.app) if entry[:2] == ("listed", "casework.board")] == [4, 4]
    world.browser("jens").get(team.address)
    by = {row["account_id"] for row in one_table(world.app, "access_entry") if row["page"] == "casework.board"}
    assert by == {team.karim, team.jens}


def test_a_poll_is_no_touch(team: Team, world: World) -> None:
    karim, _board = team.opens("karim")
    touched = [row["touched_at"] for row in one_table(world.app, "sign_in")]
    with clock.stopped(clock.now() + timedelta(minutes=3)):
        assert team.polls(karim, 0).status == 200
    assert [row["touched_at"] for row in one_table(world.app, "sign_in")] == touched


def _locked(team: Team, world: World) -> Iterator[Browser]:
    world.visit(
        team.session, by=team.tom, citizen=world.citizen("Hemmelig", by=team.tom), called="Skjult", topic=Challenge.JOB
    )
    world.visit(team.session, by=team.tom, taken_by=team.karim, called="Skjult")
    for name in ("karim", "tom"):
        browser, board = team.opens(name)
        board.form("/accounts/lock").submit()
        yield browser


def test_a_locked_board_shows_numbers_and_nothing_else(team: Team, world: World) -> None:
    for tablet in _locked(team, world):
        lock = tablet.get(f"/accounts/unlock?next={team.address}")
        part = tablet.get(lock.soup.select_one("#in_sight")["hx-get"], **HTMX)
        assert part.soup.get_text(" ", strip=True) == "Venter: nr. 1 I samtale: nr. 2"
        whole = tablet.get(f"{team.address}/numbers")
        for page in (lock, part, whole):
            for word in ("Hemmelig", "Skjult", "Job", "Jens"):
                assert word not in page.text.replace("JobC", "")
        with statements(world.app) as sent:
            assert tablet.get(f"{team.address}/numbers?seen={team.version}", **HTMX).status == 204
            assert tablet.get(f"{team.address}/numbers", **HTMX).status == 200
        asked = [one for one in sent if "visit" in one]
        assert asked
        assert [one for one in asked if "citizen" in one or "called" in one or "topic" in one] == []
        assert [one for one in sent if not one.startswith("SELECT")] == []
        assert tablet.get(team.address).status == 303
        assert tablet.get(f"{team.address}/board", **HTMX).status == 401


def test_a_locked_tablet_shows_no_board_that_was_not_open_on_it(team: Team, world: World) -> None:
    other = world.session()
    world.visit(other, by=team.tom)
    for tablet in _locked(team, world):
        answer = tablet.get(f"/casework/sessions/{other}/numbers", **HTMX)
        assert (answer.status, answer.text) == (204, "")
        assert tablet.get(f"/accounts/unlock?next=/casework/sessions/{other}").soup.select("#in_sight") == []
        assert tablet.get("/accounts/unlock?next=/day").soup.select("#in_sight") == []
        tablet.get(f"/accounts/unlock?next={team.address}").form("/switch").submit()
        assert tablet.get(f"{team.address}/numbers", **HTMX).status == 401


def test_who_lost_the_role_sees_no_numbers(team: Team, world: World) -> None:
    tablet = next(_locked(team, world))
    with world.saved():
        for held in db.session.query(RoleHeld).filter_by(account_id=team.karim):
            held.ended_on = clock.today()
    assert tablet.get(f"{team.address}/numbers", **HTMX).status in (403, 404)


def test_the_bar_leads_to_the_board_that_runs_here(team: Team, world: World) -> None:
    karim = world.browser("karim")
    assert karim.get("/casework/sessions").headers["Location"] == team.address
    world.session(effort="Fremskudt sundhedsindsats")
    both = karim.get("/casework/sessions")
    assert (both.status, len(both.soup.select("section[aria-labelledby=today] li"))) == (200, 2)


def test_a_session_that_nobody_planned_begins_now(world: World) -> None:
    world.account("karim", Role.CASEWORKER, name="Karim Aziz")
    effort = world.effort("Fremskudt sagsbehandling")
    karim = world.browser("karim")
    page = karim.get("/casework/sessions")
    assert "Der er ingen session hos jer i dag." in page
    form = page.form("/sessions/now")
    assert form.submit().status == 422
    form["effort"] = str(effort)
    board = form.submit().follow()
    assert board.status == 200
    assert [" ".join(one.get_text(" ", strip=True).split()) for one in board.soup.select(".v-team li")] == [
        "KA Karim A. Jobcenter"
    ]


def test_without_script_the_board_says_so_and_is_refreshed_by_hand(team: Team) -> None:
    _karim, board = team.opens("karim")
    assert "Tavlen opdaterer ikke sig selv her." in board
    assert board.soup.select_one("[data-unscripted] a")["href"] == team.address


def test_nobody_else_sees_the_board(team: Team, world: World) -> None:
    visit = world.visit(team.session, by=team.tom, called="Skjult")
    world.account("otto", Role.CASEWORKER, at=("BorgerCafeen",))
    world.account("lene", Role.LEADER)
    for name, status in (("otto", 404), ("lene", 404)):
        browser = world.browser(name)
        for address in (team.address, f"{team.address}/board", f"{team.address}/check-in", f"/casework/visits/{visit}"):
            answer = browser.get(address)
            assert (answer.status in (status, 403), "Skjult" in answer.text) == (True, False)


@pytest.mark.parametrize("value", ["\x00", "\ud800", "9" * 5000, "1e999", "-1", "٣", "‮x", "{{7*7}}", "' OR 1=1 --"])
def test_hostile_words_are_kept_or_refused_and_never_a_failure(team: Team, world: World, value: str) -> None:
    visit = world.visit(team.session, by=team.tom)
    tom = world.browser("tom")
    for field in ("called", "topic", "brought_by", "brought_by_person"):
        form = tom.get(f"/casework/visits/{visit}").form(f"/visits/{visit}", index=-1)
        form[field] = value.encode("utf-8", "replace").decode()
        assert form.submit().status in (303, 400, 409, 422), field
    for address, field in (("check-in", "q"), ("hits", "q"), ("visits", "who")):
        form = tom.get(f"{team.address}/check-in").form("/visits")
        form[field] = value.encode("utf-8", "replace").decode()
        action = None if address != "hits" else f"{team.address}/hits"
        assert form.submit(("search", "1") if field == "q" else None, action=action).status in (200, 400, 422), address
    for name in ("to", "step"):
        form = tom.get(f"/casework/visits/{visit}").form("/steps")
        form["step"] = "hand_on"
        form[name] = value.encode("utf-8", "replace").decode()
        assert form.submit().status in (303, 400, 409, 422), name
    assert tom.get(team.address).status == 200
