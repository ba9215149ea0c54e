"""A centre asks for a visit of the addiction effort, and is answered."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from app import clock
from app.accounts.models import RoleHeld
from app.accounts.role import Role
from app.centres.models import EffortKind
from app.db import db
from tests.browser_without_script import Form, Page
from tests.database import one_table
from tests.make import World

SUNDAY = clock.at(date(2026, 11, 22), time(12))


@pytest.fixture(autouse=True)
def _sunday() -> object:
    with clock.stopped(SUNDAY):
        yield


@pytest.fixture
def people(world: World) -> dict[str, int]:
    """A host of BorgerCafeen, where nobody of the effort works; Ole, who works at Regnbuen; and his leader."""
    return {
        "tom": world.account("tom", Role.CENTRE_WORKER, at=("BorgerCafeen",), name="Tom"),
        "ole": world.account("ole", Role.ADDICTION_WORKER, name="Ole", department="Misbrugscenter"),
        "lene": world.account("lene", Role.LEADER, at=("BorgerCafeen",), name="Lene"),
        "karim": world.account("karim", Role.CASEWORKER, at=("BorgerCafeen",), name="Karim"),
    }


def _yes(form: Form, day: str = "2026-11-26", *team: int) -> Page:
    form["answer"], form["day"], form["starts"], form["ends"] = "yes", day, "10", "12"
    if team:
        form["team"] = [str(one) for one in team]
    return form.submit()


def test_a_host_asks_and_those_who_would_come_are_told(world: World, people: dict[str, int]) -> None:
    world.effort("Fremskudt misbrugsindsats", EffortKind.ADDICTION)
    host, ole = world.browser("tom"), world.browser("ole")
    form = host.get("/casework/visit-requests/new").form("/visit-requests/new")
    refused = form.submit()
    assert [one.get_text(strip=True) for one in refused.soup.select("#fejl li")] == [
        "Skriv, hvilke dage der passer jer.",
        "Skriv kort, hvorfor der er brug for det.",
    ]
    form["wished"], form["why"] = "Torsdag formiddag", "Tre vil gerne drikke mindre."
    shown = form.submit().follow()
    assert "BorgerCafeen vil gerne have besøg" in shown
    assert "1 værested venter på svar om et besøg" in ole.get("/day")
    assert "1 værested venter på svar om et besøg" in world.browser("lene").get("/day")
    assert "venter på svar" not in world.browser("karim").get("/day")
    asked = ole.get("/casework/plan").soup.select("section[aria-labelledby=requests] li")
    assert [" ".join(one.get_text(" ", strip=True).split()) for one in asked] == [
        "BorgerCafeen Fremskudt misbrugsindsats · Torsdag formiddag Venter på svar"
    ]


def test_a_yes_plans_the_session_and_opens_the_centre_for_that_day_alone(world: World, people: dict[str, int]) -> None:
    asked = world.visit_request(by=people["tom"], at="BorgerCafeen")
    citizen = world.citizen("Ib", by=people["tom"], at="BorgerCafeen")
    page = _yes(world.browser("ole").get(f"/casework/visit-requests/{asked}").form("/answers"))
    assert page.status == 303
    [session] = one_table(world.app, "casework_session")
    assert session["starts_at"] == clock.at(date(2026, 11, 26), time(10))
    assert [one["account_id"] for one in one_table(world.app, "session_member")] == [people["ole"]]
    shown = world.browser("tom").get(f"/casework/visit-requests/{asked}")
    assert "Torsdag den 26. november kl. 10.00–12.00" in shown
    assert "Ole, i dag" in shown
    seen = []
    for days in (3, 4, 5):
        with clock.stopped(SUNDAY + timedelta(days=days)):
            seen.append(world.browser("ole").get(f"/citizens/{citizen}").status)
    assert seen == [404, 200, 404]


def test_the_day_is_moved_with_the_visit_and_taken_back_with_it(world: World, people: dict[str, int]) -> None:
    asked = world.visit_request(by=people["tom"], at="BorgerCafeen")
    ole, host = world.browser("ole"), world.browser("tom")
    _yes(ole.get(f"/casework/visit-requests/{asked}").form("/answers"))
    session = one_table(world.app, "casework_session")[0]["id"]
    form = host.get(f"/casework/sessions/{session}/time").form("/time")
    form["day"], form["reason"] = "2026-11-27", "Fest."
    assert form.submit().status == 303
    assert _guest_days(world, people["ole"]) == [date(2026, 11, 27)]
    form = ole.get(f"/casework/visit-requests/{asked}").form("/answers")
    form["reason"] = "Jeg er blevet syg."
    assert form.submit().status == 303
    assert _guest_days(world, people["ole"]) == []
    assert one_table(world.app, "casework_session")[0]["reason"] == "Jeg er blevet syg."
    assert "Jeg er blevet syg." in host.get(f"/casework/visit-requests/{asked}")
    assert [one["session_id"] for one in one_table(world.app, "visit_request")] == [None]


def test_a_no_has_a_reason_and_is_read_by_whoever_asked(world: World, people: dict[str, int]) -> None:
    asked = world.visit_request(by=people["tom"], at="BorgerCafeen")
    form = world.browser("lene").get(f"/casework/visit-requests/{asked}").form("/answers")
    form["answer"] = "no"
    assert "Skriv kort, hvorfor." in form.submit()
    form["reason"] = "Vi er kun to i november."
    assert form.submit().status == 303
    assert "Vi er kun to i november." in world.browser("tom").get(f"/casework/visit-requests/{asked}")
    assert one_table(world.app, "casework_session") == []


def test_of_two_who_answer_at_once_the_second_is_told_who_did(world: World, people: dict[str, int]) -> None:
    asked = world.visit_request(by=people["tom"], at="BorgerCafeen")
    forms = [world.browser(who).get(f"/casework/visit-requests/{asked}").form("/answers") for who in ("ole", "lene")]
    assert _yes(forms[0]).status == 303
    page = _yes(forms[1], "2026-11-27", people["ole"])
    assert (page.status, "Ole har svaret i dag." in page) == (409, True)
    assert len(one_table(world.app, "casework_session")) == 1


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-12-24", "Der er lukket den dag. Vælg en anden dag."),
        ("2026-11-20", "Dagen er gået. Vælg i dag eller en dag, der kommer."),
        ("x", "Skriv en dato som 24.12.2026."),
        ("", "Vælg en dag."),
    ],
)
def test_a_yes_needs_a_day_on_which_the_centre_is_open(
    world: World, people: dict[str, int], day: str, said: str
) -> None:
    asked = world.visit_request(by=people["tom"], at="BorgerCafeen")
    page = _yes(world.browser("ole").get(f"/casework/visit-requests/{asked}").form("/answers"), day)
    assert (page.status, said in page) == (422, True)
    assert one_table(world.app, "casework_session") == []


def test_only_those_of_the_effort_can_be_sent(world: World, people: dict[str, int]) -> None:
    asked = world.visit_request(by=people["tom"], at="BorgerCafeen")
    form = world.browser("lene").get(f"/casework/visit-requests/{asked}").form("/answers")
    assert _yes(form, "2026-11-26", people["karim"]).status == 422
    assert _guest_days(world, people["karim"]) == []


def test_what_a_centre_asked_is_for_its_hosts_and_those_who_answer(world: World, people: dict[str, int]) -> None:
    why = "Fire vil gerne tale om hash."
    asked = world.visit_request(by=people["tom"], at="BorgerCafeen", why=why)
    world.account("mette", Role.SKP_WORKER)
    world.account("birgit", Role.STEERING_GROUP)
    world.account("peter", Role.CENTRE_WORKER, at=("Parasollen",))
    for who in ("mette", "birgit", "peter", "karim"):
        browser = world.browser(who)
        page = browser.get(f"/casework/visit-requests/{asked}")
        assert (who, page.status in (403, 404), why in page) == (who, True, False)
        assert why not in browser.get("/casework/plan")
    assert why in world.browser("ole").get(f"/casework/visit-requests/{asked}")


def _guest_days(world: World, account: int) -> list[date]:
    """The days on which somebody may work at another centre."""
    with world.app.app_context():
        guest = sa.select(RoleHeld.from_on).where(RoleHeld.account_id == account, RoleHeld.ended_on.is_not(None))
        return list(db.session.scalars(guest.order_by(RoleHeld.from_on)))
