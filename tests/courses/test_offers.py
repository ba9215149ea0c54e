"""Offers at the centres (SIV-31): what is offered, and who came, named as each wishes."""

from datetime import date, timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.courses.offer import MOST_AT_ONCE, Reason, Refusal, Topic, counted, refuse_day, refuse_offer
from tests.browser_without_script import Page
from tests.database import one_table
from tests.make import World


@pytest.fixture
def mette(world: World) -> int:
    """Mette and Tom of Regnbuen, Gitte of the health department there, Lis of BorgerCafeen, Lene who leads."""
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    world.account("gitte", Role.HEALTH_WORKER, name="Gitte Dahl", department="Sundhedsafdeling")
    world.account("lis", Role.SKP_WORKER, at=("BorgerCafeen",), name="Lis Holm")
    world.account("lene", Role.LEADER, at=())
    return mette


def _rows(world: World) -> list[tuple[object, object]]:
    return [(one["citizen_id"], one["people"]) for one in one_table(world.app, "offer_attendance")]


def _tap(page: Page, did: str, about: str = "") -> Page:
    form = page.form("/attendance")
    form["did"] = did
    if about:
        form["about"] = about
    return form.submit()


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2026, 3, 3), Reason.IN_THE_FUTURE),
        (date(2020, 1, 1), Reason.TOO_LONG_AGO),
        (date(2026, 1, 31), Reason.NOT_OFFERED),
    ],
)
def test_a_day_on_which_nobody_can_have_come_is_refused(on: date, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_day(on, date(2026, 2, 1), None, date(2026, 3, 2))
    assert refused.value.reason is reason


def test_what_an_offer_needs() -> None:
    for name, centres, to_on, reason in (
        (" ", frozenset({1}), None, Reason.NO_NAME),
        ("NADA", frozenset(), None, Reason.NO_CENTRE),
        ("NADA", frozenset({1}), date(2026, 1, 1), Reason.ENDS_FIRST),
    ):
        with pytest.raises(Refusal) as refused:
            refuse_offer(name, centres, date(2026, 2, 1), to_on)
        assert refused.value.reason is reason


def test_the_unnamed_are_never_fewer_than_nobody() -> None:
    assert [counted(0, 1), counted(1, -1), counted(0, -1), counted(MOST_AT_ONCE, 1)] == [1, 0, 0, MOST_AT_ONCE]


def test_an_offer_is_made_and_changed_by_hosts_health_workers_and_leaders(world: World, mette: int) -> None:
    for name in ("mette", "gitte", "lene"):
        form = world.browser(name).get("/courses/offers/new").form("/offers/new")
        form["name"], form["topic"], form["held_when"] = f"NADA {name}", "health", "onsdag kl. 13"
        form["centres"] = str(world.centre["Regnbuen"])
        assert form.submit().status == 303, name
    page = world.browser("tom").get("/courses/offers")
    assert all(f"NADA {name}" in page for name in ("mette", "gitte", "lene"))
    assert "NADA mette" not in world.browser("lis").get("/courses/offers")
    first = one_table(world.app, "centre_offer")[0]["id"]
    form = world.browser("tom").get(f"/courses/offers/{first}/details").form("/details")
    form["to_on"] = (clock.today() - timedelta(days=3)).isoformat()
    refused = form.submit()
    assert refused.status == 422
    assert "Den sidste dag ligger før den første." in refused


def test_two_taps_count_somebody_without_a_name(world: World, mette: int) -> None:
    nada = world.offer("NADA", by=mette)
    page = world.browser("tom").get("/courses/offers")
    seen = page.form("/attendance").submit(("did", "one_more")).follow()
    assert "1 kom i dag" in seen
    seen.form("/attendance").submit(("did", "one_more"))
    assert _rows(world) == [(None, 2)]
    print("an unnamed attendance: «Tilbud», «Én kom»: 2 taps")
    for _ in range(2):
        _tap(world.browser("tom").get(f"/courses/offers/{nada}"), "one_less")
    assert _rows(world) == []


def test_a_name_is_written_when_the_person_wishes_it_and_once_a_day(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    offer = world.offer("Gældsrådgivning", by=mette, topic=Topic.GENERAL)
    browser = world.browser("mette")
    page = browser.get(f"/courses/offers/{offer}")
    form = page.form("/attendance", 2)
    form["q"] = "ib"
    found = form.submit(("search", "y"))
    assert "Ib fra havnen" in found
    _tap(found, "named", str(ib))
    again = _tap(page, "named", str(ib))
    assert again.status in (409, 422)
    assert _rows(world) == [(ib, 1)]
    assert "Kom til Gældsrådgivning" in world.browser("tom").get(f"/citizens/{ib}")
    wrong = browser.get(f"/courses/offers/{offer}")
    _tap(wrong, "not_them", str(one_table(world.app, "offer_attendance")[0]["id"]))
    assert _rows(world) == []


def test_who_came_to_something_about_health_is_known_by_need(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    world.contact(ib, by=mette)
    offer = world.offer("NADA", by=mette, topic=Topic.ADDICTION)
    _tap(world.browser("mette").get(f"/courses/offers/{offer}"), "named", str(ib))
    _tap(world.browser("mette").get(f"/courses/offers/{offer}"), "one_more")
    assert "Ib fra havnen" in world.browser("mette").get(f"/courses/offers/{offer}")
    for name in ("tom", "gitte"):
        page = world.browser(name).get(f"/courses/offers/{offer}")
        assert "2 mennesker" in page
        assert "og 1, som ikke er delt med dig" in page
        assert "Ib fra havnen" not in page
        assert "NADA" not in world.browser(name).get(f"/citizens/{ib}")
    assert world.browser("lis").get(f"/courses/offers/{offer}").status == 404


def test_month_by_month_all_who_came_and_distinct_people_with_a_name(world: World, mette: int) -> None:
    ib, ea = (world.citizen(alias, by=mette) for alias in ("Ib fra havnen", "Ea"))
    offer = world.offer("NADA", by=mette, topic=Topic.GENERAL)
    today = clock.today()
    for days, who in ((0, (ib, ea)), (1, (ib,))):
        page = world.browser("mette").get(f"/courses/offers/{offer}?on={today - timedelta(days=days)}")
        for citizen in who:
            _tap(page.browser.get(f"/courses/offers/{offer}?on={today - timedelta(days=days)}"), "named", str(citizen))
        _tap(page.browser.get(f"/courses/offers/{offer}?on={today - timedelta(days=days)}"), "one_more")
    cells = [
        one.get_text(strip=True) for one in world.browser("lene").get(f"/courses/offers/{offer}").soup.select("td")
    ]
    came, named = sum(map(int, cells[::2])), max(map(int, cells[1::2]))
    print(f"attendances {came}, distinct named in the fullest month {named}")
    assert (came, named) == (5, 2)


@pytest.mark.parametrize("on", ["0000-00-00", "9999-12-31", "x", "2026-13-45", ""])
def test_a_day_that_is_none_is_today_or_refused(world: World, mette: int, on: str) -> None:
    offer = world.offer("NADA", by=mette)
    browser = world.browser("mette")
    page = browser.get(f"/courses/offers/{offer}?on={on}")
    assert page.status == 200
    form = page.form("/attendance")
    form["on"] = on
    assert form.submit(("did", "one_more")).status in (303, 422)


def test_a_leader_keeps_offers_but_counts_nobody(world: World, mette: int) -> None:
    offer = world.offer("NADA", by=mette)
    page = world.browser("lene").get(f"/courses/offers/{offer}")
    assert page.soup.select('form[action$="/attendance"]') == []
    assert world.browser("lene").send("POST", f"/courses/offers/{offer}/attendance", {}).status in (400, 403)
