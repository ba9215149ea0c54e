"""SKP hours on the page: agreed against used, whose centre one sees, and who sets them."""

from datetime import UTC, datetime

import sqlalchemy as sa
import time_machine

from app.accounts.role import Role
from app.db import db
from tests.database import one_table
from tests.make import World

SUNDAY = datetime(2026, 11, 22, 11, tzinfo=UTC)


def _set(world: World, who: str, hours: str, from_on: str, at: str = "Regnbuen") -> int:
    form = world.browser(who).get(f"/hours/centres/{world.centre[at]}").form("centres")
    form["hours"], form["from_on"] = hours, from_on
    return form.submit().status


def test_a_leader_sets_the_hours_and_the_earlier_ones_stay_to_be_read(world: World) -> None:
    frank = world.account("frank", Role.LEADER)
    assert _set(world, "frank", "30", "2026-01-01") == 303
    assert _set(world, "frank", "7,5", "2026-06-01") == 303
    assert [(row["minutes_a_week"], row["set_by_id"]) for row in one_table(world.app, "skp_hours")] == [
        (1800, frank),
        (450, frank),
    ]
    page = world.browser("frank").get(f"/hours/centres/{world.centre['Regnbuen']}")
    assert "30 timer om ugen" in page
    assert "7,5 timer om ugen" in page


def test_hours_that_are_no_quarters_are_refused(world: World) -> None:
    world.account("frank", Role.LEADER)
    assert [_set(world, "frank", wrong, "2026-01-01") for wrong in ("7,1", "-3", "mange", "9999")] == [422] * 4
    assert _set(world, "frank", "7", "") == 422
    assert one_table(world.app, "skp_hours") == []


def test_used_are_the_minutes_of_all_contacts_of_the_local_week(world: World) -> None:
    with time_machine.travel(SUNDAY, tick=False):
        mette = world.account("mette", Role.SKP_WORKER)
        world.account("frank", Role.LEADER)
        _set(world, "frank", "7", "2026-01-01")
        monday_night = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)  # 00.30 on Monday the 16th in Denmark
        for happened in (monday_night, datetime(2026, 11, 19, 9, tzinfo=UTC), datetime(2026, 11, 15, 22, tzinfo=UTC)):
            world.contact(None, by=mette, happened_at=happened)
        page = world.browser("mette").get("/hours/")
        assert "Uge 47, 2026" in page
        assert "Brugt 0,5 timer af 7 timer." in page
        assert "Det er 6,5 timer mindre end aftalt." in page
        assert "Brugt 0,25 timer" in world.browser("mette").get("/hours/?unit=week&day=2026-11-10")


def test_the_night_the_clock_changes_belongs_to_its_own_week(world: World) -> None:
    with time_machine.travel(SUNDAY, tick=False):
        mette = world.account("mette", Role.SKP_WORKER)
        # 25 October 2026: at 3.00 the clock goes back to 2.00; midnight to Monday is 23.00 UTC.
        for happened in (datetime(2026, 10, 25, 22, 30, tzinfo=UTC), datetime(2026, 10, 25, 23, 30, tzinfo=UTC)):
            world.contact(None, by=mette, happened_at=happened)
        browser = world.browser("mette")
        assert [("Brugt 0,25 timer" in browser.get(f"/hours/?day={day}")) for day in ("2026-10-25", "2026-10-26")] == [
            True,
            True,
        ]


def test_a_running_week_is_compared_with_what_was_agreed_until_today(world: World) -> None:
    with time_machine.travel(datetime(2026, 11, 17, 11, tzinfo=UTC), tick=False):
        mette = world.account("mette", Role.SKP_WORKER)
        world.account("frank", Role.LEADER)
        _set(world, "frank", "7", "2026-01-01")
        for _ in range(12):
            world.contact(None, by=mette)
        page = world.browser("mette").get("/hours/")
        assert "Brugt 3 timer af 7 timer. Det er 1 time mere end aftalt til og med i dag." in page
        assert "Perioden er ikke begyndt." in world.browser("mette").get("/hours/?day=2026-11-24")


def test_hosts_and_leaders_see_their_own_centres_and_an_administrator_all(world: World) -> None:
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    world.account("frank", Role.LEADER)
    world.account("lene", Role.LEADER, at=())
    world.account("anders", Role.ADMINISTRATOR)
    world.contact(None, by=otto, at="BorgerCafeen")
    heads = {
        who: [one.get_text() for one in world.browser(who).get("/hours/").soup.select("section.v-card h2")]
        for who in ("otto", "frank", "lene", "anders")
    }
    every = ["BorgerCafeen", "Parasollen", "Regnbuen"]
    assert heads == {"otto": ["BorgerCafeen"], "frank": ["Regnbuen"], "lene": every, "anders": every}
    assert "Brugt 0 timer." in world.browser("frank").get("/hours/")
    assert "Aftal timer" not in world.browser("otto").get("/hours/")


def test_an_address_that_names_no_period_shows_this_week(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    for address in ("?unit=year", "?day=x", "?unit=quarter&day=9999-99-99", "?day=0001-01-01", "?day=2100-12-31"):
        assert browser.get(f"/hours/{address}").status == 200


def test_the_page_asks_the_same_number_of_questions_of_one_centre_and_of_many(world: World) -> None:
    world.account("lene", Role.LEADER, at=("Regnbuen", "BorgerCafeen"))
    world.account("frank", Role.LEADER)
    asked: list[str] = []
    with world.app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    numbers = []
    for who in ("frank", "lene"):
        browser = world.browser(who)
        browser.get("/hours/?unit=quarter")
        asked.clear()
        browser.get("/hours/?unit=quarter")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
