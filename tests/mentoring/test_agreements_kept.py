"""Making, changing, ending and handing over mentor agreements, on the pages and in the database."""

from datetime import date, timedelta

import pytest

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.citizens.linking import movers
from app.db import db
from app.mentoring import keeping, queries
from app.mentoring.agreement import Reason
from app.mentoring.models import MentorAgreement
from app.mentoring.words import REFUSALS
from tests.browser_without_script import Form, Page
from tests.database import logged, one_table
from tests.make import World


@pytest.fixture
def mette(world: World) -> int:
    """Mette, who works at Regnbuen."""
    return world.account("mette", Role.SKP_WORKER, name="Mette Lund")


@pytest.fixture
def ib(world: World, mette: int) -> int:
    """Ib, who comes to Regnbuen."""
    return world.citizen("Ib fra havnen", by=mette)


def _filled(world: World, citizen: int, who: str = "mette", **values: str) -> Form:
    form = world.browser(who).get(f"/mentoring/citizens/{citizen}/agreements/new").form("agreements")
    today = clock.today()
    given = {"hours": "2,5", "from_on": str(today), "to_on": str(today + timedelta(days=100))} | values
    for name, value in given.items():
        form[name] = value
    return form


def test_an_agreement_is_made_on_the_citizens_page_and_is_seen_there(world: World, mette: int, ib: int) -> None:
    browser = world.browser("mette")
    assert "Ingen mentor lige nu." in browser.get(f"/citizens/{ib}")
    answer = _filled(world, ib).submit()
    page = browser.get(answer.headers["Location"])
    assert "2,5 timer om ugen" in page
    assert "Jobcenter" in page
    kept = one_table(world.app, "mentor_agreement")[0]
    assert (kept["citizen_id"], kept["worker_id"], kept["minutes_a_week"], kept["version"]) == (ib, mette, 150, 1)
    assert ("created", "mentoring.create", 1, [("mentor_agreement", kept["id"])]) in logged(world.app)
    assert ("opened", "citizens.citizen", 1, [("citizen", ib), ("mentor_agreement", kept["id"])]) in logged(world.app)


def test_a_double_tap_makes_one(world: World, ib: int) -> None:
    form = _filled(world, ib)
    assert form.submit().headers["Location"] == form.submit().headers["Location"]
    assert len(one_table(world.app, "mentor_agreement")) == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("hours", "2,1", "Skriv timer om ugen i hele kvarterer"),
        ("hours", "0", "Skriv timer om ugen i hele kvarterer"),
        ("hours", "37,25", "Skriv timer om ugen i hele kvarterer"),
        ("to_on", "2001-01-01", "Aftalen slutter, før den begynder."),
        ("to_on", "2999-01-01", "En aftale varer højst et år."),
        ("to_on", "", "Vælg den sidste dag"),
        ("from_on", "0001-01-01", "Skriv en dato som"),
        ("mentor", "", "Vælg, hvem der er mentor."),
    ],
)
def test_what_cannot_be_agreed_is_refused_in_a_sentence_and_everything_is_kept(
    world: World, ib: int, field: str, value: str, sentence: str
) -> None:
    form = _filled(world, ib, **{"hours": "3", field: value})
    page = form.submit()
    assert page.status == 422
    assert sentence in page
    again = page.form("agreements")
    assert (again[field], again["department"]) == (value, form["department"])
    assert one_table(world.app, "mentor_agreement") == []


def test_the_same_two_have_one_agreement_at_a_time(world: World, mette: int, ib: int) -> None:
    world.agreement(ib, mette)
    page = _filled(world, ib).submit()
    assert page.status == 422
    assert "De to har allerede en mentoraftale" in page
    assert len(one_table(world.app, "mentor_agreement")) == 1


def test_another_worker_can_be_mentor_at_the_same_time(world: World, mette: int, ib: int) -> None:
    tom = world.account("tom", Role.CENTRE_WORKER)
    world.agreement(ib, mette)
    assert _filled(world, ib, who="tom").submit().status == 303
    assert [row["worker_id"] for row in one_table(world.app, "mentor_agreement")] == [mette, tom]


def test_a_mentor_works_at_one_of_the_citizens_centres_under_the_same_operator(
    world: World, mette: int, ib: int
) -> None:
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    karim = world.account("karim", Role.CASEWORKER)
    offered = world.browser("mette").get(f"/mentoring/citizens/{ib}/agreements/new")
    mentors = [option["value"] for option in offered.soup.select("#mentor option")]
    assert mentors == ["", f"{mette}-{world.centre['Regnbuen']}"]
    for stranger, at in ((otto, "BorgerCafeen"), (peter, "Parasollen"), (karim, "Regnbuen")):
        assert _filled(world, ib, mentor=f"{stranger}-{world.centre[at]}").submit().status == 422
    assert one_table(world.app, "mentor_agreement") == []


def test_a_change_keeps_what_was_agreed_before_with_who_and_when(world: World, mette: int, ib: int) -> None:
    tom = world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    agreement = world.agreement(ib, mette, minutes=120)
    browser = world.browser("tom")
    form = browser.get(f"/mentoring/agreements/{agreement}").form(f"agreements/{agreement}")
    form["hours"] = "4"
    page = form.submit().follow()
    assert "4 timer om ugen · Mette Lund" in page
    assert "2 timer om ugen · Mette Lund" in page
    terms = one_table(world.app, "mentor_terms")
    assert [(row["version"], row["minutes_a_week"], row["agreed_by_id"]) for row in terms] == [
        (1, 120, mette),
        (2, 240, tom),
    ]


def test_two_who_change_it_at_once_do_not_overwrite_each_other(world: World, mette: int, ib: int) -> None:
    agreement = world.agreement(ib, mette)
    address = f"/mentoring/agreements/{agreement}"
    first, second = (world.browser("mette").get(address).form(f"agreements/{agreement}") for _ in range(2))
    first["hours"], second["hours"] = "3", "5"
    assert first.submit().status == 303
    page = second.submit()
    assert (page.status, "Mette Lund gemte" in page) == (409, True)
    assert one_table(world.app, "mentor_agreement")[0]["minutes_a_week"] == 180
    chosen = page.form(f"agreements/{agreement}")
    chosen["keep-hours"] = "mine"
    assert chosen.submit().status == 303
    assert one_table(world.app, "mentor_agreement")[0]["minutes_a_week"] == 300


def _end(world: World, agreement: int, reason: str) -> Page:
    form = world.browser("mette").get(f"/mentoring/agreements/{agreement}").form("ending")
    form["end-reason"] = reason
    return form.submit()


def test_it_ends_with_a_reason_and_a_new_one_can_begin_the_same_day(world: World, mette: int, ib: int) -> None:
    agreement = world.agreement(ib, mette)
    assert _end(world, agreement, " ").status == 422
    page = _end(world, agreement, "Fik fast arbejde").follow()
    assert "Fik fast arbejde" in page
    assert "Gem ændringen" not in page
    kept = one_table(world.app, "mentor_agreement")[0]
    assert (kept["ended_by_id"], kept["end_reason"]) == (mette, "Fik fast arbejde")
    assert _filled(world, ib).submit().status == 303


def test_an_agreement_that_was_ended_does_not_change(world: World, mette: int, ib: int) -> None:
    agreement = world.agreement(ib, mette)
    form = world.browser("mette").get(f"/mentoring/agreements/{agreement}").form(f"agreements/{agreement}")
    form["hours"] = "9"
    _end(world, agreement, "Flyttet")
    refused = form.submit()
    assert (refused.status, str(REFUSALS[Reason.ENDED]) in refused) == (422, True)
    assert one_table(world.app, "mentor_agreement")[0]["minutes_a_week"] == 120


def test_ones_own_list_has_the_sum_of_ones_hours_and_says_what_ends_soon(world: World, mette: int, ib: int) -> None:
    soon = clock.today() + timedelta(days=10)
    world.agreement(ib, mette, minutes=135, to_on=soon)
    world.agreement(world.citizen("Grete", by=mette), mette, minutes=60)
    world.agreement(world.citizen("Bent", by=mette), mette, minutes=600, from_on=soon)
    page = world.browser("mette").get("/mentoring/")
    assert "3,25 timer om ugen nu, af 37" in page
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("#mine li")]
    assert "Ib fra havnen" in rows[0]
    assert "Slutter" in rows[0]
    assert not any("Slutter" in row for row in rows[1:])
    assert "Begynder" in rows[2]


def test_more_than_a_full_week_is_said(world: World, mette: int, ib: int) -> None:
    for number in range(2):
        world.agreement(world.citizen(f"Nummer {number}", by=mette), mette, minutes=20 * 60)
    assert "Det er mere end en hel uge." in world.browser("mette").get("/mentoring/")


def test_another_centres_and_another_operators_agreements_are_not_seen(world: World, mette: int, ib: int) -> None:
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    theirs = [
        world.agreement(world.citizen("Hemmelige Hans", by=otto, at="BorgerCafeen"), otto, at="BorgerCafeen"),
        world.agreement(world.citizen("Private Per", by=peter, at="Parasollen"), peter, at="Parasollen"),
    ]
    page = world.browser("mette").get("/mentoring/")
    assert "Hemmelige Hans" not in page
    assert "Private Per" not in page
    assert [world.browser("mette").get(f"/mentoring/agreements/{one}").status for one in theirs] == [404, 404]


def test_a_citizen_of_two_centres_shows_only_the_agreements_of_ones_own(world: World, mette: int, ib: int) -> None:
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",), name="Otto Hemmelig")
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    world.contact(ib, by=lis, at="BorgerCafeen")
    world.agreement(ib, otto, at="BorgerCafeen")
    world.agreement(ib, mette)
    seen = {
        who: [
            one.get_text() for one in world.browser(who).get(f"/citizens/{ib}").soup.select("#agreements_of_citizen .t")
        ]
        for who in ("mette", "lis")
    }
    assert seen == {"mette": ["Mette Lund"], "lis": ["Mette Lund", "Otto Hemmelig"]}


def test_a_leader_reads_numbers_and_hours_and_no_citizen(world: World, mette: int, ib: int) -> None:
    world.account("frank", Role.LEADER)
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    agreement = world.agreement(ib, mette)
    world.agreement(world.citizen("Hans", by=otto, at="BorgerCafeen"), otto, at="BorgerCafeen")
    browser = world.browser("frank")
    page = browser.get("/mentoring/loads")
    assert "Mette Lund" in page
    assert "1 aftale · 2 timer om ugen" in page
    for secret in ("Ib fra havnen", "Otto", "BorgerCafeen"):
        assert secret not in page
    assert browser.get(f"/mentoring/agreements/{agreement}").status == 404


def test_the_agreements_of_one_who_leaves_go_to_a_colleague_who_can_have_them(
    world: World, mette: int, ib: int
) -> None:
    tom = world.account("tom", Role.CENTRE_WORKER)
    lis = world.account("lis", Role.SKP_WORKER, at=("BorgerCafeen",))
    grete = world.citizen("Grete", by=mette)
    world.agreement(ib, mette)
    world.agreement(grete, mette)
    world.agreement(grete, tom)
    past = world.agreement(ib, mette, from_on=date(2020, 1, 1), to_on=date(2020, 6, 30))
    with world.saved():
        by = db.session.get_one(Account, tom)
        assert len(queries.open_of([mette])) == 2
        places = frozenset((one.centre_id, one.controller_id) for one in queries.open_of([mette]))
        assert keeping.hand_over(mette, lis, places, by) == []
        assert len(keeping.hand_over(mette, tom, places, by)) == 1
        assert [one.citizen_id for one in queries.running_of(tom)] == [ib, grete]
        assert [one.citizen_id for one in queries.open_of([mette])] == [grete]
        assert db.session.get_one(MentorAgreement, past).worker_id == mette
        assert queries.minutes_a_week(tom, clock.today()) == 240


def test_agreements_go_along_when_two_records_are_linked() -> None:
    assert MentorAgreement in {mover.model for mover in movers()}
