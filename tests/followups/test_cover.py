"""Who may cover for whom, and what the one who covers sees."""

from datetime import date, timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.followups.cover import LONGEST, Reason, Refusal, Span, refuse_nonsense
from app.followups.followup import Step
from tests.browser_without_script import Page
from tests.database import one_table, rows
from tests.make import World

TODAY = date(2026, 11, 19)
METTE, TOM, LIS = 1, 2, 3


def _span(absent: int, covering: int, first: int, last: int) -> Span:
    return Span(absent, covering, TODAY + timedelta(days=first), TODAY + timedelta(days=last))


@pytest.mark.parametrize(
    ("wanted", "other", "reason"),
    [
        (_span(METTE, METTE, 0, 1), None, Reason.SELF),
        (_span(METTE, TOM, 3, 2), None, Reason.ENDS_FIRST),
        (_span(METTE, TOM, -3, -1), None, Reason.OVER),
        (_span(METTE, TOM, 0, LONGEST.days + 1), None, Reason.TOO_LONG),
        (_span(METTE, TOM, 2, 5), _span(METTE, LIS, 5, 9), Reason.ALREADY_COVERED),
        (_span(METTE, TOM, 2, 5), _span(TOM, LIS, 0, 2), Reason.AWAY_TOO),
        (_span(METTE, TOM, 2, 4), _span(METTE, LIS, 5, 9), None),
        (_span(METTE, TOM, -3, 0), None, None),
        # Whoever covers for another can fall ill too.
        (_span(TOM, LIS, 0, 3), _span(METTE, TOM, 0, 9), None),
    ],
)
def test_overlaps_self_cover_and_days_that_are_over_are_refused(
    wanted: Span, other: Span | None, reason: Reason | None
) -> None:
    assert _refused(wanted, other) is reason


def _refused(wanted: Span, other: Span | None) -> Reason | None:
    try:
        refuse_nonsense(wanted, [other] if other else [], TODAY)
    except Refusal as refusal:
        return refusal.reason
    return None


def _arrange(world: World, who: str, absent: int, covering: int, last: int = 7) -> Page:
    form = world.browser(who).get("/followups/covers").form("/followups/covers")
    form["absent"], form["covering"] = str(absent), str(covering)
    form["last"], form["last_on"] = "another_last", (clock.today() + timedelta(days=last)).isoformat()
    return form.submit()


def test_a_colleague_covers_and_the_one_who_is_away_is_told_on_her_next_day(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    tom = world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    ib = world.citizen("Ib fra havnen", by=mette)
    world.follow_up("Ring til boligforeningen", by=mette, citizen=ib, due_in=-2)
    before = world.browser("tom").get("/day")
    assert "Ring til boligforeningen" not in before

    answer = _arrange(world, "tom", mette, tom)

    assert answer.status == 303
    assert "Jeg passer Mettes opgaver fra i dag" in answer.follow()
    browser = world.browser("tom")
    day = browser.get("/day")
    assert "Jeg passer Mettes opgaver" in day
    row = day.soup.select_one("#tasks li")
    assert row is not None
    for words in ("Ib fra havnen", "Ring til boligforeningen", "for Mette", "2 dage for sent", "Klaret"):
        assert words in row.get_text(" ")
    opened = browser.get(f"/followups/{one_table(world.app, 'follow_up')[0]['id']}")
    assert opened.status == 200
    grounds = {entry["ground"].value for entry in rows(world.app, "access_entry")["access_entry"]}
    assert "cover" in grounds

    told = world.browser("mette").get("/day")
    assert "Tom passer dine opgaver fra i dag" in told
    assert "Tom passer dine opgaver" not in told.form("/followups/seen").submit().follow()


def test_a_covered_task_is_done_with_one_tap_and_can_be_undone(world: World) -> None:
    mette, tom = world.account("mette", Role.SKP_WORKER), world.account("tom", Role.CENTRE_WORKER)
    follow_up = world.follow_up("Køb kaffe", by=mette)
    world.cover(mette, tom)
    browser = world.browser("tom")
    day = browser.get("/day").form(f"/followups/{follow_up}/steps").submit(("step", "done")).follow()
    assert day.path == "/day"
    assert "Klaret lige nu" in day
    assert "for Mette" in day
    again = day.form(f"/followups/{follow_up}/steps").submit(("step", "reopened")).follow()
    assert "Klaret lige nu" not in again
    assert "Køb kaffe" in again


def test_cover_shows_only_what_the_coverer_may_open(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    tom = world.account("tom", Role.CENTRE_WORKER)
    world.follow_up("Hent nøgler på Regnbuen", by=lis)
    elsewhere = world.follow_up("Ring til Sanne på BorgerCafeen", by=lis, at="BorgerCafeen")
    world.cover(lis, tom)
    browser = world.browser("tom")
    day = browser.get("/day")
    assert "Hent nøgler på Regnbuen" in day
    assert "Ring til Sanne" not in day
    assert browser.get(f"/followups/{elsewhere}").status == 404


def test_cover_that_is_over_ended_or_not_begun_shows_nothing(world: World) -> None:
    mette, tom = world.account("mette", Role.SKP_WORKER), world.account("tom", Role.CENTRE_WORKER)
    world.follow_up("Køb kaffe", by=mette)
    world.cover(mette, tom, first=1, last=3)
    assert "Køb kaffe" not in world.browser("tom").get("/day")
    page = world.browser("tom").get("/followups/covers")
    coming = one_table(world.app, "cover")[0]["id"]
    assert page.form("/followups/ended-covers").submit(("about", str(coming))).status == 303
    world.cover(mette, tom)
    assert "Køb kaffe" in world.browser("tom").get("/day")
    found = [cover for cover in one_table(world.app, "cover") if cover["ended_at"] is None]
    page = world.browser("tom").get("/followups/covers")
    assert page.form("/followups/ended-covers").submit(("about", str(found[-1]["id"]))).status == 303
    assert "Køb kaffe" not in world.browser("tom").get("/day")


def test_nobody_arranges_cover_between_two_others_but_their_leader(world: World) -> None:
    mette, tom = world.account("mette", Role.SKP_WORKER), world.account("tom", Role.CENTRE_WORKER)
    world.account("lis", Role.SKP_WORKER)
    world.account("frank", Role.LEADER)
    world.account("fremmed", Role.LEADER, at=("BorgerCafeen",))
    refused = _arrange(world, "lis", mette, tom)
    assert refused.status == 422
    assert "Ellers gør lederen det" in refused
    assert _arrange(world, "fremmed", mette, tom).status == 422
    assert one_table(world.app, "cover") == []
    assert _arrange(world, "frank", mette, tom).status == 303
    assert len(one_table(world.app, "cover")) == 1
    assert _arrange(world, "frank", mette, tom).status == 422


def test_across_controllers_nobody_covers(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER, at=("Parasollen",))
    peter = world.account("peter", Role.CENTRE_WORKER, at=("Parasollen",))
    world.account("lene", Role.LEADER, at=())
    answer = _arrange(world, "lene", peter, karim)
    assert answer.status == 422
    assert "samme driftsherre" in answer
    assert one_table(world.app, "cover") == []


def test_nobody_else_ends_cover(world: World) -> None:
    mette, tom = world.account("mette", Role.SKP_WORKER), world.account("tom", Role.CENTRE_WORKER)
    world.account("lis", Role.SKP_WORKER)
    cover = world.cover(mette, tom)
    page = world.browser("lis").get("/followups/covers")
    assert "Afslut" not in page
    own = world.browser("tom").get("/followups/covers").form("/followups/ended-covers")
    token = page.form("/followups/covers")["csrf_token"]
    answer = page.browser.send(
        "POST",
        "/followups/ended-covers",
        {"csrf_token": [token], "form_key": [own["form_key"]], "about": [str(cover)]},
    )
    assert answer.status == 404
    assert one_table(world.app, "cover")[0]["ended_at"] is None


def test_a_step_by_the_coverer_is_logged_as_cover(world: World) -> None:
    mette, tom = world.account("mette", Role.SKP_WORKER), world.account("tom", Role.CENTRE_WORKER)
    follow_up = world.follow_up("Køb kaffe", by=mette)
    world.cover(mette, tom)
    world.browser("tom").get("/day").form(f"/followups/{follow_up}/steps").submit(("step", "done"))
    changed = [entry for entry in one_table(world.app, "access_entry") if entry["act"].value == "changed"]
    assert [(entry["account_id"], entry["ground"].value) for entry in changed][-1:] == [(tom, "cover")]
    assert one_table(world.app, "follow_up_step")[0]["step"] is Step.DONE


@pytest.mark.parametrize(("chip", "days"), [("same_day", 0), ("week", 7), ("fortnight", 14)])
def test_the_days_are_chips_and_another_day_is_asked_for(world: World, chip: str, days: int) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("tom", Role.CENTRE_WORKER)
    form = world.browser("tom").get("/followups/covers").form("/followups/covers")
    form["absent"], form["first"], form["last"] = str(mette), "tomorrow", "another_last"
    refused = form.submit()
    assert refused.status == 422
    assert "Vælg den sidste dag." in refused
    again = refused.form("/followups/covers")
    again["last"] = chip
    assert again.submit().status == 303
    kept = one_table(world.app, "cover")[0]
    tomorrow = clock.today() + timedelta(days=1)
    assert (kept["first_on"], kept["last_on"]) == (tomorrow, tomorrow + timedelta(days=days))
