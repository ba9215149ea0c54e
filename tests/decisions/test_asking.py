"""Somebody without the competence is told who has it, and hands the decision over on the spot."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.models import RoleHeld
from app.accounts.role import Role
from app.casework.models import SessionMember
from app.citizens.linking import movers
from app.db import db
from app.decisions.competence import Reason, Refusal
from app.followups import tasks
from tests.browser_without_script import Page
from tests.database import logged, one_table
from tests.make import BENEFIT, World

WANTED = "Han mangler vintertøj og har ingen penge."


@pytest.fixture
def karim(world: World) -> int:
    """Karim of the Jobcenter, which agrees on efforts and grants nothing."""
    world.competence("Ydelsescenter")
    world.competence("Jobcenter", "Aftale en indsats")
    return world.account("karim", Role.CASEWORKER, name="Karim Haddad")


@pytest.fixture
def jens(world: World) -> int:
    """Jens of the Ydelsescenter, which grants single benefits."""
    return world.account("jens", Role.CASEWORKER, name="Jens Vestergaard", department="Ydelsescenter")


@pytest.fixture
def ib(world: World, karim: int) -> int:
    """Ib, who comes to Regnbuen."""
    return world.citizen("Ib fra havnen", by=karim)


def talked(world: World, by: int, citizen: int, *team: int) -> int:
    """A talk at a session with this team; answers with its id."""
    session = world.session(team=(by, *team))
    return world.conversation(world.visit(session, by=by, citizen=citizen, taken_by=by), by=by)


def others(page: Page) -> list[str]:
    """What others decide, line by line."""
    return [one.get_text(" ", strip=True) for one in page.soup.select("[aria-labelledby=others] li")]


def test_the_team_of_the_session_is_named_first_and_of_it_those_who_came(
    world: World, karim: int, jens: int, ib: int
) -> None:
    world.account("bent", Role.CASEWORKER, name="Bent Aagaard", department="Ydelsescenter")
    ulla = world.account("ulla", Role.CASEWORKER, name="Ulla Bro", department="Ydelsescenter")
    world.account("poul", Role.CASEWORKER, name="Poul Langt Væk", at=("BorgerCafeen",), department="Ydelsescenter")
    talk = talked(world, karim, ib, ulla, jens)
    with world.saved():
        member = db.session.query(SessionMember).filter_by(account_id=ulla).one()
        member.absent_at = clock.now()
    browser = world.browser("karim")
    page = browser.get(f"/decisions/conversations/{talk}/new")
    assert others(page)[0] == (
        "Bevilge en enkeltydelse Jens Vestergaard, Ydelsescenter, på holdet i dag"
        " · Ulla Bro, Ydelsescenter, kommer ikke i dag · og én til Bed om det : Bevilge en enkeltydelse"
    )
    asking = browser.get(f"/decisions/conversations/{talk}/requests/new?kind={world.kind()}")
    assert [one.get_text(" ", strip=True) for one in asking.soup.select(".v-chip")] == [
        "Jens Vestergaard Ydelsescenter, på holdet i dag",
        "Ulla Bro Ydelsescenter, kommer ikke i dag",
        "Bent Aagaard Ydelsescenter",
    ]


def test_where_nobody_is_there_the_department_is_named_and_nobody_can_be_asked(
    world: World, karim: int, ib: int
) -> None:
    talk = talked(world, karim, ib)
    browser = world.browser("karim")
    assert others(browser.get(f"/decisions/conversations/{talk}/new"))[0] == (
        "Bevilge en enkeltydelse Ydelsescenter. Ingen derfra arbejder på Regnbuen."
    )
    page = browser.get(f"/decisions/conversations/{talk}/requests/new?kind={world.kind()}")
    assert "Det afgør Ydelsescenter. Ingen derfra arbejder på Regnbuen, så du må ringe til dem." in page
    assert not page.soup.find("form", id="ask")


def test_it_is_handed_over_on_the_spot_and_stands_on_the_others_day(
    world: World, karim: int, jens: int, ib: int
) -> None:
    talk = talked(world, karim, ib, jens)
    form = (
        world.browser("karim").get(f"/decisions/conversations/{talk}/requests/new?kind={world.kind()}").form("requests")
    )
    assert form["to"] == str(jens)
    form["text"] = WANTED
    first, second = form.submit(), form.submit()
    assert first.headers["Location"] == second.headers["Location"]
    (request,) = one_table(world.app, "decision_request")
    assert (request["citizen_id"], request["conversation_id"], request["responsible_id"]) == (ib, talk, jens)
    assert (request["asked_by_id"], request["text"], request["kind_id"]) == (karim, WANTED, world.kind())
    assert ("created", "decisions.ask", 1, [("citizen", ib), ("decision_request", request["id"])]) in logged(world.app)
    day = world.browser("jens").get("/day")
    rows = [one.get_text(" ", strip=True) for one in day.soup.select("#requests_of_mine li")]
    assert rows == ["Ib fra havnen Karim Haddad beder om en afgørelse"]
    assert (WANTED in day.text, BENEFIT in day.text) == (False, False)
    assert not world.browser("karim").get("/day").soup.select("#requests_of_mine li")


def test_it_is_answered_by_a_decision_that_both_find(world: World, karim: int, jens: int, ib: int) -> None:
    talk = talked(world, karim, ib, jens)
    request = world.request(ib, by=karim, to=jens, conversation=talk, text=WANTED)
    browser = world.browser("jens")
    assert WANTED in browser.get(f"/decisions/requests/{request}")
    form = browser.get(f"/decisions/requests/{request}/decision").form("/decision")
    assert form["kind"] == str(world.kind())
    for name, value in {"ground": str(world.ground()), "amount": "900", "text": "Vinterjakke."}.items():
        form[name] = value
    assert form.submit().status == 303
    (decision,) = one_table(world.app, "decision")
    assert (decision["decided_by_id"], decision["conversation_id"]) == (jens, talk)
    (kept,) = one_table(world.app, "decision_request")
    assert (kept["state"].value, kept["decision_id"]) == ("decided", decision["id"])
    assert not browser.get("/day").soup.select("#requests_of_mine li")
    assert "Afgjort" in world.browser("karim").get("/decisions/")
    assert "Jens Vestergaard traf afgørelsen" in world.browser("karim").get(f"/decisions/requests/{request}")


def test_two_who_answer_at_once_make_one_decision(world: World, karim: int, jens: int, ib: int) -> None:
    world.account("ulla", Role.CASEWORKER, department="Ydelsescenter")
    request = world.request(ib, by=karim, to=jens)
    forms = [
        world.browser(who).get(f"/decisions/requests/{request}/decision").form("/decision") for who in ("jens", "ulla")
    ]
    for form in forms:
        for name, value in {"ground": str(world.ground()), "amount": "900", "text": "Vinterjakke."}.items():
            form[name] = value
    assert forms[0].submit().status == 303
    second = forms[1].submit()
    assert (second.status, "En kollega har imens svaret." in second) == (422, True)
    assert len(one_table(world.app, "decision")) == 1


def test_it_is_sent_back_with_a_sentence_asked_again_or_closed(world: World, karim: int, jens: int, ib: int) -> None:
    request = world.request(ib, by=karim, to=jens)
    path = f"/decisions/requests/{request}"
    form = world.browser("jens").get(path).form("/return")
    nothing = form.submit()
    assert (nothing.status, "Skriv kort, hvorfor du sender den tilbage." in nothing) == (422, True)
    form["return-words"] = "Jeg mangler hans kontoudtog."
    assert form.submit().status == 303
    karims = world.browser("karim")
    rows = [one.get_text(" ", strip=True) for one in karims.get("/day").soup.select("#requests_of_mine li")]
    assert rows == ["Ib fra havnen Kom tilbage til dig Sendt tilbage"]
    page = karims.get(path)
    assert "Jeg mangler hans kontoudtog." in page
    again = page.form("/passing")
    again["pass-to"] = str(jens)
    assert again.submit().status == 303
    assert world.browser("jens").get("/day").soup.select("#requests_of_mine li")
    form = world.browser("jens").get(path).form("/return")
    form["return-words"] = "Stadig intet kontoudtog."
    assert form.submit().status == 303
    assert karims.get(path).form("/closing").submit().status == 303
    assert [row["state"].value for row in one_table(world.app, "decision_request")] == ["closed"]
    assert [row["step"].value for row in one_table(world.app, "decision_request_step")] == [
        "returned", "passed_on", "returned", "seen",
    ]  # fmt: skip
    late = again.submit()
    assert late.status == 303
    assert karims.get(path).form("/closing").submit().follow().status == 200
    assert [row["state"].value for row in one_table(world.app, "decision_request")] == ["closed"]


@pytest.mark.parametrize("who", ["karim himself", "another department", "another centre", "a host", "nobody"])
def test_only_somebody_with_the_competence_there_can_be_asked(
    world: World, karim: int, jens: int, ib: int, who: str
) -> None:
    to = {
        "karim himself": karim,
        "another department": world.account("yrsa", Role.CASEWORKER, department="Handicap og Psykiatri"),
        "another centre": world.account("poul", Role.CASEWORKER, at=("BorgerCafeen",), department="Ydelsescenter"),
        "a host": world.account("tom", Role.CENTRE_WORKER),
        "nobody": 999_999,
    }[who]
    form = world.browser("karim").get(f"/decisions/citizens/{ib}/requests/new?kind={world.kind()}").form("requests")
    form["to"], form["text"] = str(to), WANTED
    page = form.submit()
    assert (page.status, WANTED in page.text) == (422, True)
    with pytest.raises(Refusal) as refused:
        world.request(ib, by=karim, to=to)
    assert refused.value.reason is Reason.RECEIVER
    assert one_table(world.app, "decision_request") == []


def test_a_request_is_nobodys_but_those_involved_their_cover_and_departments(
    world: World, karim: int, jens: int, ib: int
) -> None:
    request = world.request(ib, by=karim, to=jens, text=WANTED)
    world.account("yrsa", Role.CASEWORKER, department="Handicap og Psykiatri")
    world.account("tom", Role.CENTRE_WORKER)
    world.account("poul", Role.CASEWORKER, at=("BorgerCafeen",), department="Ydelsescenter")
    world.account("ulla", Role.CASEWORKER, department="Ydelsescenter")
    path = f"/decisions/requests/{request}"
    seen = {}
    for who in ("karim", "jens", "ulla", "yrsa", "tom", "poul"):
        page = world.browser(who).get(path)
        seen[who] = (page.status, WANTED in page.text)
    assert seen == {
        "karim": (200, True),
        "jens": (200, True),
        "ulla": (200, True),
        "yrsa": (404, False),
        "tom": (404, False),
        "poul": (404, False),
    }


def test_whoever_covers_has_it_on_their_day_and_opens_it(world: World, karim: int, jens: int, ib: int) -> None:
    yrsa = world.account("yrsa", Role.CASEWORKER, name="Yrsa Holm", department="Handicap og Psykiatri")
    request = world.request(ib, by=karim, to=jens, text=WANTED)
    assert WANTED not in world.browser("yrsa").get(f"/decisions/requests/{request}").text
    world.cover(jens, yrsa)
    browser = world.browser("yrsa")
    day = browser.get("/day")
    assert "Karim Haddad beder om en afgørelse" in day
    assert "for Jens" in day
    page = browser.get(f"/decisions/requests/{request}")
    assert (page.status, WANTED in page) == (200, True)
    assert "Du må ikke selv afgøre det i dag. Giv den videre, eller send den tilbage." in page
    assert not page.soup.find("a", href=f"/decisions/requests/{request}/decision")


def test_a_leader_hands_over_what_somebody_leaves_behind(world: World, karim: int, jens: int, ib: int) -> None:
    ulla = world.account("ulla", Role.CASEWORKER, department="Ydelsescenter")
    lene = world.account("lene", Role.LEADER, at=())
    request = world.request(ib, by=karim, to=jens)
    with world.app.app_context():
        assert tasks.number_of(jens) == 1
    assert world.hand_over(jens, ulla, by=lene) == 1
    (kept,) = one_table(world.app, "decision_request")
    assert (kept["responsible_id"], kept["state"].value) == (ulla, "open")
    assert "Karim Haddad beder om en afgørelse" in world.browser("ulla").get("/day")
    page = world.browser("ulla").get(f"/decisions/requests/{request}")
    assert "Lene gav den videre til Ulla" in page
    with world.app.app_context():
        assert tasks.number_of(jens) == 0


def test_a_request_goes_along_when_two_records_are_linked(world: World, karim: int, jens: int, ib: int) -> None:
    assert "decision_request" in {mover.kind for mover in movers()}
    other = world.citizen("Ib i Vojens", by=karim)
    world.request(other, by=karim, to=jens)
    world.link(ib, other, by=karim)
    assert [row["citizen_id"] for row in one_table(world.app, "decision_request")] == [ib]


def test_whoever_was_asked_and_lost_the_competence_meanwhile_cannot_decide_it(
    world: World, karim: int, jens: int, ib: int
) -> None:
    request = world.request(ib, by=karim, to=jens)
    with world.saved():
        for held in db.session.query(RoleHeld).filter_by(account_id=jens):
            held.department = world._department("Jobcenter")
    page = world.browser("jens").get(f"/decisions/requests/{request}")
    assert "Du må ikke selv afgøre det i dag." in page
    with pytest.raises(Refusal):
        world.decision(ib, by=jens, request=request)
    assert one_table(world.app, "decision") == []


def test_what_was_asked_long_ago_still_lies_there(world: World, karim: int, jens: int, ib: int) -> None:
    with clock.stopped(clock.now() - timedelta(days=90)):
        world.competence("Ydelsescenter", first=-1)
        world.request(ib, by=karim, to=jens)
    assert "Karim Haddad beder om en afgørelse" in world.browser("jens").get("/day")
