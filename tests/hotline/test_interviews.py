"""Job interviews are followed up outside the session (SIV-24)."""

from datetime import date, timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.hotline.interview import KNOWN, NEXT, Outcome, Reason, Refusal, is_due, refuse_outcome, refuse_plan
from tests.database import one_table
from tests.make import World

TODAY = date(2026, 3, 2)


@pytest.fixture
def mette(world: World) -> int:
    """Mette and Tom of Regnbuen, Karim who visits it, Lis of BorgerCafeen."""
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    world.account("karim", Role.CASEWORKER, name="Karim Haddad")
    world.account("gitte", Role.HEALTH_WORKER, name="Gitte Dahl")
    world.account("lis", Role.SKP_WORKER, at=("BorgerCafeen",), name="Lis Holm")
    return mette


def _only(world: World) -> dict[str, object]:
    (found,) = one_table(world.app, "job_interview_follow_up")
    return found


def test_every_outcome_is_in_the_table() -> None:
    assert set(NEXT) == set(Outcome)
    assert NEXT[Outcome.WAITING] == KNOWN
    for said in KNOWN:
        assert NEXT[said] == set(Outcome) - {said}


@pytest.mark.parametrize(
    ("held_on", "said", "reason"),
    [
        (TODAY, Outcome.GOT_THE_JOB, None),
        (TODAY + timedelta(days=1), Outcome.GOT_THE_JOB, Reason.NOT_YET),
        (TODAY + timedelta(days=1), Outcome.DID_NOT_GO, None),
        (TODAY, Outcome.WAITING, Reason.ALREADY_SAID),
    ],
)
def test_what_can_be_said_when(held_on: date, said: Outcome, reason: Reason | None) -> None:
    if reason is None:
        refuse_outcome(Outcome.WAITING, said, held_on, TODAY)
        return
    with pytest.raises(Refusal) as refused:
        refuse_outcome(Outcome.WAITING, said, held_on, TODAY)
    assert refused.value.reason is reason


def test_a_day_that_nobody_can_mean_is_refused() -> None:
    for where, held_on, reason in (("", TODAY, Reason.NO_PLACE), ("X", date.max, Reason.TOO_FAR)):
        with pytest.raises(Refusal) as refused:
            refuse_plan(where, held_on, TODAY)
        assert refused.value.reason is reason


def test_it_is_due_the_day_after_and_never_when_it_is_known() -> None:
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    assert [is_due(Outcome.WAITING, day, TODAY) for day in days] == [True, False, False]
    assert not is_due(Outcome.NO, days[0], TODAY)


def test_from_the_citizens_page_to_min_dag_when_the_day_has_passed(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    browser = world.browser("mette")
    page = browser.get(f"/citizens/{ib}")
    link = next(link for link in page.soup.find_all("a") if "Ny jobsamtale" in link.get_text())
    form = browser.get(str(link["href"])).form("/interviews")
    form["where"], form["day"], form["time"] = "Bageren i Vojens", "tomorrow", "9.30"
    assert form.submit().follow().path == f"/citizens/{ib}"
    kept = _only(world)
    assert (kept["held_on"], str(kept["held_at"])) == (clock.today() + timedelta(days=1), "09:30:00")
    assert "Bageren i Vojens" in browser.get(f"/citizens/{ib}")
    assert "Bageren i Vojens" not in browser.get("/day")
    with clock.stopped(clock.now() + timedelta(days=2)):
        day = world.browser("mette").get("/day")
        assert "Bageren i Vojens" in day
        assert "Hvordan gik det?" in day
        assert "Bageren i Vojens" not in world.browser("tom").get("/day")


def test_two_taps_say_how_it_went_and_a_wrong_one_is_set_right(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    kept = world.interview(ib, by=mette)
    browser = world.browser("mette")
    assert browser.get("/day").form("/outcome").submit(("outcome", "no")).follow().path == "/day"
    assert _only(world)["outcome"] is Outcome.NO
    form = browser.get(f"/hotline/interviews/{kept}").form("/outcome")
    form["outcome"], form["words"] = "got_the_job", "Begynder på mandag"
    form.submit()
    assert (_only(world)["outcome"], _only(world)["words"]) == (Outcome.GOT_THE_JOB, "Begynder på mandag")
    assert "Fik jobbet" in world.browser("tom").get(f"/citizens/{ib}")


def test_a_next_talk_leads_to_the_form_for_it(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    world.interview(ib, by=mette, place="Bageren i Vojens")
    page = world.browser("mette").get("/day").form("/outcome").submit(("outcome", "next_talk")).follow()
    assert page.path == f"/hotline/citizens/{ib}/interviews/new"
    assert page.form("/interviews")["where"] == "Bageren i Vojens"


def test_what_is_wrong_is_said_and_kept(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    form = world.browser("mette").get(f"/hotline/citizens/{ib}/interviews/new").form("/interviews")
    form["where"], form["day"], form["date"], form["time"] = "", "other", "9999-12-31", "25.99"
    refused = form.submit()
    assert refused.status == 422
    for sentence in ("Skriv, hvor samtalen er.", "Skriv klokken som 12.20."):
        assert sentence in refused
    again = refused.form("/interviews")
    assert again["time"] == "25.99"
    again["where"], again["time"] = "Bageren", ""
    refused = again.submit()
    assert refused.status == 422
    assert "Dagen ligger over et år væk." in refused
    assert one_table(world.app, "job_interview_follow_up") == []


def test_two_who_change_it_at_once_see_both(world: World, mette: int) -> None:
    kept = world.interview(world.citizen("Ib fra havnen", by=mette), by=mette, in_days=3)
    first, second = (
        world.browser(name).get(f"/hotline/interviews/{kept}").form("/interviews/") for name in ("mette", "tom")
    )
    first["where"], second["where"] = "Slagteren", "Fiskehandleren"
    assert first.submit().status == 303
    clash = second.submit()
    assert clash.status == 409
    assert "Slagteren" in clash
    assert "Fiskehandleren" in clash


def test_others_know_nothing_of_it(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    kept = world.interview(ib, by=mette, place="Bageren i Vojens")
    found = {
        name: world.browser(name).get(f"/hotline/interviews/{kept}").status for name in ("tom", "karim", "lis", "gitte")
    }
    assert found == {"tom": 200, "karim": 200, "lis": 404, "gitte": 404}
    assert "Bageren i Vojens" not in world.browser("gitte").get(f"/citizens/{ib}")
    assert "Bageren i Vojens" not in world.browser("lis").get("/hotline/interviews")


def test_a_colleague_who_covers_sees_it_and_whoever_takes_over_gets_it(world: World, mette: int) -> None:
    tom = next(one["id"] for one in one_table(world.app, "account") if one["username"] == "tom")
    ib = world.citizen("Ib fra havnen", by=mette)
    world.interview(ib, by=mette)
    world.call("Hvordan får Ib pas?", by=mette, citizen=ib)
    lene = world.account("lene", Role.LEADER, at=())
    world.cover(mette, tom)
    day = world.browser("tom").get("/day")
    assert "Jobsamtale: hvordan gik det?" in day
    assert "Venter på svar fra Borgerservice" in day
    assert world.hand_over(mette, tom, by=lene) == 2
    assert _only(world)["responsible_id"] == tom
    assert one_table(world.app, "hotline_call")[0]["waits_id"] == tom


def test_the_statements_of_a_day_do_not_grow_with_calls_and_interviews(world: World, mette: int) -> None:
    def statements() -> int:
        with world.statements() as counted:
            assert world.browser("mette").get("/day").status == 200
        return len(counted)

    def more(times: int) -> None:
        for number in range(times):
            ib = world.citizen(f"Ib {number} af {times}", by=mette)
            world.interview(ib, by=mette)
            call = world.call("Hvordan får Ib pas?", by=mette, citizen=ib)
            form = world.browser("tom").get(f"/hotline/calls/{call}").form("/answer")
            form.submit(("done", "got_it"))

    more(1)
    few = statements()
    more(4)
    many = statements()
    print(f"statements of a day with 1 and with 5 answers and interviews: {few}, {many}")
    assert many == few
