"""The plan: its weeks, one session of it, and what the team is told."""

from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from app import clock
from app.accounts.role import Role
from app.casework.models import CaseworkSession, SessionMember, SessionSeries
from app.centres.models import Centre, EffortKind
from app.db import db
from tests.browser_without_script import Browser, Page
from tests.database import one_table
from tests.make import World

SUNDAY = clock.at(date(2026, 11, 22), time(12))
TUESDAY = clock.at(date(2026, 11, 24), time(10))


@pytest.fixture(autouse=True)
def _sunday() -> object:
    with clock.stopped(SUNDAY):
        yield


def _told(browser: Browser) -> list[str]:
    """What Min dag tells of one's sessions."""
    return [line.get_text(" ", strip=True) for line in browser.get("/day").soup.select("form[action$='/news'] p")]


def _rows(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ", strip=True).split()) for row in page.soup.select(".v-plan > li")]


def _moved(page: Page, day: str, starts: str, ends: str, reason: str) -> Page:
    form = page.form("/time")
    form["day"], form["starts"], form["ends"], form["reason"] = day, starts, ends, reason
    return form.submit()


def test_a_week_shows_who_is_where_and_can_be_looked_at_by_centre(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER, at=("Regnbuen", "BorgerCafeen"), name="Karim Haddad")
    ole = world.account("ole", Role.ADDICTION_WORKER, at=("BorgerCafeen",), name="Ole Munk")
    world.session(starts_at=TUESDAY, team=(karim,))
    world.session(starts_at=TUESDAY + timedelta(days=1), at=("BorgerCafeen",), effort="Misbrug", team=(ole,))
    world.session(starts_at=TUESDAY + timedelta(days=7), team=(karim,))
    browser = world.browser("karim")
    page = browser.get("/casework/plan?day=2026-11-25")
    assert "Uge 48 · 23.–29. nov. 2026" in page
    assert _rows(page) == [
        "10.00 Regnbuen Fremskudt sagsbehandling, til kl. 12.00 Karim Haddad Du er på",
        "10.00 BorgerCafeen Misbrug, til kl. 12.00 Ole Munk",
    ]
    at = world.centre["BorgerCafeen"]
    assert _rows(browser.get(f"/casework/plan?day=2026-11-25&centre={at}")) == [
        "10.00 BorgerCafeen Misbrug, til kl. 12.00 Ole Munk"
    ]
    assert len(_rows(browser.get("/casework/plan?day=2026-12-01"))) == 1
    assert "Ingen rådgivning i denne uge." in browser.get("/casework/plan")


def test_a_week_names_its_days_off(world: World) -> None:
    world.account("birgit", Role.STEERING_GROUP)
    page = world.browser("birgit").get("/casework/plan?day=2026-12-24")
    assert "Lukket: Juleaften" in page
    assert "Lukket: Juledag" in page


@pytest.mark.parametrize("day", ["", "9999-12-31", "0001-01-01", "x", "2026-13-01", "2026-11-24\x00"])
def test_no_address_of_the_plan_breaks_it(world: World, day: str) -> None:
    world.account("karim", Role.CASEWORKER)
    browser = world.browser("karim")
    for centre in ("", "0", "-1", "99999999999999999999", "x"):
        assert browser.get(f"/casework/plan?day={day}&centre={centre}").status == 200


def test_a_session_is_moved_with_a_reason_and_its_team_is_told(world: World) -> None:
    karim, jens = (world.account(name, Role.CASEWORKER, name=name.title()) for name in ("karim", "jens"))
    session = world.session(starts_at=TUESDAY, team=(karim, jens))
    first, second = world.browser("karim"), world.browser("jens")
    page = first.get(f"/casework/sessions/{session}/time")
    assert (page.form("/time")["day"], page.form("/time")["starts"]) == ("2026-11-24", "10.00")
    page = _moved(page, "2026-11-26", "13", "15.30", "Lokalet bliver malet.")
    assert page.status == 303
    shown = page.follow()
    assert "Torsdag den 26. november kl. 13.00–15.30" in shown
    assert "Flyttet fra 24. nov. kl. 10.00 af Karim i dag." in shown
    assert "Lokalet bliver malet." in shown
    assert _told(first) == []
    assert _told(second) == [
        "Flyttet: Regnbuen, fra 24. nov. kl. 10.00 til torsdag den 26. november kl. 13.00–15.30. Lokalet bliver malet."
    ]
    assert second.get("/day").form("/news").submit().status == 303
    assert _told(second) == []
    assert _rows(first.get("/casework/plan?day=2026-11-24")) == [
        "13.00 Regnbuen Fremskudt sagsbehandling, til kl. 15.30 Karim, Jens Flyttet hertil Du er på"
    ]
    row = one_table(world.app, "casework_session")[0]
    assert (row["moved_from"], row["planned_on"], row["version"]) == (TUESDAY, date(2026, 11, 24), 2)


def test_a_session_that_went_to_another_week_is_seen_where_it_was(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER, name="Karim")
    session = world.session(starts_at=TUESDAY, team=(karim,))
    browser = world.browser("karim")
    _moved(browser.get(f"/casework/sessions/{session}/time"), "2026-12-03", "13", "15", "Kursus.")
    assert _rows(browser.get("/casework/plan?day=2026-11-24")) == [
        "10.00 Regnbuen Fremskudt sagsbehandling, flyttet til 3. dec. kl. 13.00 Karim Flyttet væk"
    ]


@pytest.mark.parametrize(
    ("day", "starts", "ends", "reason", "said"),
    [
        ("2026-11-21", "10", "12", "Kursus.", "Dagen er gået. Vælg i dag eller en dag, der kommer."),
        ("2026-12-24", "10", "12", "Kursus.", "Der er lukket den dag. Vælg en anden dag."),
        ("2029-11-24", "10", "12", "Kursus.", "Det er over to år frem. Vælg en tidligere dag."),
        ("2026-11-26", "12", "10", "Kursus.", "Den slutter, før den begynder. Ret klokken."),
        ("2026-11-26", "3", "5", "Kursus.", "Vælg en tid mellem klokken 6 og 23."),
        ("2026-11-26", "kl. ti", "12", "Kursus.", "Skriv klokken som 12.20."),
        ("2026-11-24", "10.00", "12.00", "Kursus.", "Det er den tid, den har nu. Vælg en anden."),
        ("2026-11-26", "10", "12", "  ", "Skriv kort, hvorfor."),
        ("2026-11-26", "10", "12", "Ib 010203-1234", "Skriv ikke CPR-numre. Fjern 010203-1234."),
    ],
)
def test_a_move_that_makes_no_sense_keeps_what_was_typed(
    world: World, day: str, starts: str, ends: str, reason: str, said: str
) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    session = world.session(starts_at=TUESDAY, team=(karim,))
    page = _moved(world.browser("karim").get(f"/casework/sessions/{session}/time"), day, starts, ends, reason)
    assert page.status == 422
    assert said in page
    form = page.form("/time")
    assert [form["day"], form["starts"], form["ends"]] == [day, starts, ends]
    assert one_table(world.app, "casework_session")[0]["moved_at"] is None


def test_two_who_move_the_same_session_see_both_times(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER, name="Karim")
    world.account("lene", Role.LEADER, name="Lene")
    session = world.session(starts_at=TUESDAY, team=(karim,))
    mine, theirs = (world.browser(name).get(f"/casework/sessions/{session}/time") for name in ("karim", "lene"))
    assert _moved(theirs, "2026-11-25", "10", "12", "Lene vil.").status == 303
    page = _moved(mine, "2026-11-26", "10.00", "12.00", "Karim vil.")
    assert page.status == 409
    assert "Lene gemte" in page
    form = page.form("/time")
    form["keep-day"] = "mine"
    assert form.submit().status == 303
    row = one_table(world.app, "casework_session")[0]
    assert (row["starts_at"], row["moved_from"], row["reason"]) == (TUESDAY + timedelta(days=2), TUESDAY, "Karim vil.")


def test_a_session_is_cancelled_with_a_reason_and_held_after_all(world: World) -> None:
    karim, jens = (world.account(name, Role.CASEWORKER, name=name.title()) for name in ("karim", "jens"))
    session = world.session(starts_at=TUESDAY, team=(karim, jens))
    browser, other = world.browser("karim"), world.browser("jens")
    form = browser.get(f"/casework/sessions/{session}/cancellation").form("/cancellation")
    form["reason"] = " "
    assert form.submit().status == 422
    form["reason"] = "Jens er syg."
    assert form.submit().status == 303
    assert _told(other) == ["Aflyst: Regnbuen, tirsdag den 24. november kl. 10.00–12.00. Jens er syg."]
    page = browser.get(f"/casework/sessions/{session}/plan")
    assert "Aflyst af Karim i dag." in page
    again = browser.get(f"/casework/sessions/{session}/cancellation").form("/cancellation")
    again["reason"] = "Igen."
    refused = again.submit()
    assert (refused.status, "Den er aflyst. Sig først, at den holdes alligevel." in refused) == (422, True)
    assert page.form("/reopening").submit().status == 303
    row = one_table(world.app, "casework_session")[0]
    assert (row["cancelled_at"], row["cancelled_by_id"], row["reason"], row["version"]) == (None, None, "", 3)


def test_a_session_to_which_somebody_came_stays_where_it_is(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    session = world.session(starts_at=SUNDAY + timedelta(hours=1), team=(karim,))
    world.visit(session, by=karim, citizen=world.citizen("Ib Ibsen", by=karim))
    browser = world.browser("karim")
    page = browser.get(f"/casework/sessions/{session}/plan")
    assert "Der er kommet borgere" in page
    assert "Ib Ibsen" not in page
    for path, day in (("time", "2026-11-26"), ("cancellation", "")):
        form = browser.get(f"/casework/sessions/{session}/{path}").form(f"/{path}")
        form["reason"] = "Kursus."
        if day:
            form["day"] = day
        refused = form.submit()
        assert (path, refused.status) == (path, 422)
        assert "Der er kommet borgere. Den kan ikke flyttes eller aflyses mere." in refused


def test_whoever_is_away_gets_a_substitute_and_both_are_told(world: World) -> None:
    karim, jens = (world.account(name, Role.CASEWORKER, name=name.title()) for name in ("karim", "jens"))
    world.account("hanne", Role.CASEWORKER, at=("BorgerCafeen",), name="Hanne")
    tom = world.account("tom", Role.CENTRE_WORKER, name="Tom")
    session = world.session(starts_at=TUESDAY, team=(karim,))
    host = world.browser("tom")
    form = host.get(f"/casework/sessions/{session}/plan").form("/team")
    offered = host.get(f"/casework/sessions/{session}/plan").soup.select("select[name=who] option")
    assert [one.get_text() for one in offered] == ["Vælg", "Jens, Jobcenter", "Tom, Regnbuen"]
    form["who"], form["instead"] = str(jens), str(karim)
    shown = form.submit().follow()
    assert "vikar for Karim" in shown
    assert _told(world.browser("jens")) == ["Du er vikar for Karim: Regnbuen, tirsdag den 24. november kl. 10.00–12.00"]
    assert _told(world.browser("karim")) == ["Du er meldt fra: Regnbuen, tirsdag den 24. november kl. 10.00–12.00"]
    page = host.get(f"/casework/sessions/{session}/plan")
    assert page.form("/absences").submit(("about", str(-_member(world, karim)))).status == 303
    members = one_table(world.app, "session_member")
    assert [(one["account_id"], one["instead_of_id"], one["absent_at"]) for one in members] == [
        (karim, None, None),
        (jens, karim, None),
    ]
    assert tom not in {one["account_id"] for one in members}


def test_nobody_is_put_on_a_team_who_does_not_work_there(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    hanne = world.account("hanne", Role.CASEWORKER, at=("BorgerCafeen",))
    session = world.session(starts_at=TUESDAY, team=(karim,))
    browser = world.browser("karim")
    for who in (str(hanne), "0", "-1", "x", "99999999999999999999"):
        form = browser.get(f"/casework/sessions/{session}/plan").form("/team")
        form["who"] = who
        assert (who, form.submit().status) == (who, 422)
    assert [one["account_id"] for one in one_table(world.app, "session_member")] == [karim]


def test_two_taps_on_not_coming_are_one(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    session = world.session(starts_at=TUESDAY, team=(karim,))
    form = world.browser("karim").get(f"/casework/sessions/{session}/plan").form("/absences")
    button = ("about", str(_member(world, karim)))
    assert [form.submit(button).status, form.submit(button).status] == [303, 303]
    assert one_table(world.app, "casework_session")[0]["version"] == 2


def test_a_leader_plans_a_series_and_it_stands_on_the_plan(world: World) -> None:
    world.account("lene", Role.LEADER, at=())
    karim = world.account("karim", Role.CASEWORKER, at=("BorgerCafeen",), name="Karim")
    with world.saved():
        for name in ("BorgerCafeen", "Parasollen"):
            db.session.get_one(Centre, world.centre[name]).house = "Det gule hus"
    effort = world.effort("Fremskudt sagsbehandling", EffortKind.CASEWORK)
    world.effort("Strik")
    browser = world.browser("lene")
    page = browser.get("/casework/series/new")
    offered = page.soup.select("input[name=effort], input[name=house]")
    assert [one.find_parent("label").get_text(strip=True) for one in offered] == [
        "Fremskudt sagsbehandling",
        "BorgerCafeen · Parasollen",
        "Regnbuen",
    ]
    form = page.form("/casework/series/new")
    form["effort"], form["house"] = str(effort), str(world.centre["BorgerCafeen"])
    form["from_on"], form["team"] = "2026-12-03", str(karim)
    form["often"], form["weeks"] = "every_n", "3"
    shown = form.submit().follow()
    assert "2 gange er planlagt." in shown
    assert "Torsdag hver 3. uge 10.00–12.00" in shown
    assert "Torsdag den 24. december springes over: Juleaften." in shown
    assert _rows(browser.get("/casework/plan?day=2026-12-03")) == [
        "10.00 BorgerCafeen · Parasollen Fremskudt sagsbehandling, til kl. 12.00 Karim"
    ]


def test_a_series_that_lacks_everything_says_so_at_each_field(world: World) -> None:
    world.account("lene", Role.LEADER, at=())
    world.effort("Fremskudt sagsbehandling", EffortKind.CASEWORK)
    form = world.browser("lene").get("/casework/series/new").form("/casework/series/new")
    form["starts"] = "99"
    form["until"] = "last_day"
    page = form.submit()
    assert page.status == 422
    assert [one.get_text(strip=True) for one in page.soup.select("#fejl li")] == [
        "Vælg en indsats.",
        "Vælg, hvor det er.",
        "Vælg en dag.",
        "Skriv klokken som 12.20.",
        "Vælg den sidste dag.",
        "Vælg mindst én, der kommer.",
    ]


def test_two_who_change_a_series_see_what_the_other_wrote(world: World) -> None:
    world.account("lene", Role.LEADER, name="Lene")
    world.account("anders", Role.ADMINISTRATOR)
    karim = world.account("karim", Role.CASEWORKER)
    series = world.series(team=(karim,), from_on=date(2026, 11, 24))
    mine, theirs = (
        world.browser(name).get(f"/casework/series/{series}/details").form("/details") for name in ("anders", "lene")
    )
    theirs["from_on"], theirs["starts"], theirs["ends"] = "2026-11-24", "13.00", "15.00"
    assert theirs.submit().status == 303
    mine["from_on"], mine["starts"], mine["ends"] = "2026-11-24", "9.00", "11.00"
    page = mine.submit()
    assert (page.status, "Lene gemte" in page) == (409, True)
    form = page.form("/details")
    form["keep-starts"] = form["keep-ends"] = "theirs"
    assert form.submit().status == 303
    with world.app.app_context():
        kept = db.session.get_one(SessionSeries, series)
        assert (kept.starts_at, kept.ends_at) == (time(13), time(15))
        begins = {clock.local(one).time() for one in db.session.scalars(sa.select(CaseworkSession.starts_at))}
        assert begins == {time(13)}


def test_a_leader_of_one_centre_plans_for_that_alone(world: World) -> None:
    world.account("frank", Role.LEADER, at=("Regnbuen",))
    karim = world.account("karim", Role.CASEWORKER, at=("Regnbuen", "BorgerCafeen"))
    theirs = world.series(team=(karim,), at="BorgerCafeen")
    effort = one_table(world.app, "effort")[0]["id"]
    browser = world.browser("frank")
    assert browser.get(f"/casework/series/{theirs}").status == 404
    form = browser.get("/casework/series/new").form("/casework/series/new")
    form["effort"], form["house"] = str(effort), str(world.centre["BorgerCafeen"])
    form["from_on"], form["team"] = "2026-12-03", str(karim)
    assert form.submit().status == 422
    assert len(one_table(world.app, "session_series")) == 1


def _member(world: World, account: int) -> int:
    with world.app.app_context():
        return db.session.scalars(sa.select(SessionMember.id).where(SessionMember.account_id == account)).one()


def test_the_plan_of_a_full_week_takes_few_statements(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER)
    browser = world.browser("karim")
    numbers = []
    for turn in range(2):
        for hour in range(4):
            world.session(
                starts_at=datetime.combine(date(2026, 11, 24 + turn), time(8 + hour), clock.DENMARK), team=(karim,)
            )
        with world.statements() as sent:
            assert browser.get("/casework/plan?day=2026-11-24").status == 200
        numbers.append(len([one for one in sent if one.startswith("SELECT")]))
    assert numbers[0] == numbers[1] <= 10
