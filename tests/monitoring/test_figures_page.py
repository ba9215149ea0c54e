"""The page of figures: for the working group, at their own centres, never with a person on it."""

from app.accounts.role import Role
from app.citizens.challenge import Challenge
from tests.make import World


def _somebody_talked(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    ib = world.citizen("Ib fra havnen", by=lis)
    kaj = world.citizen("Kaj Kajsen", by=lis, at="BorgerCafeen")
    world.contact(ib, by=lis, topics=(Challenge.ALCOHOL,))
    world.contact(kaj, by=lis, at="BorgerCafeen", topics=(Challenge.JOB,))


def test_a_leader_of_all_sees_both_centres_and_no_name(world: World) -> None:
    _somebody_talked(world)
    world.account("lene", Role.LEADER, at=())
    page = world.browser("lene").get("/monitoring/")
    assert page.status == 200
    assert "2 borgere har haft kontakt" in page
    assert "Små tal står her, som de er. De må ikke gives videre." in page
    assert "Ib fra havnen" not in page
    assert "Kaj" not in page


def test_a_leader_of_one_centre_sees_that_centre_alone(world: World) -> None:
    _somebody_talked(world)
    world.account("frank", Role.LEADER, at=("Regnbuen",))
    browser = world.browser("frank")
    assert "1 borger har haft kontakt" in browser.get("/monitoring/")
    other = browser.get(f"/monitoring/?first=2020-01-01&last=2030-01-01&centre={world.centre['BorgerCafeen']}")
    assert other.status == 422
    assert "borger har haft kontakt" not in other


def test_a_period_that_ends_before_it_begins_is_told(world: World) -> None:
    world.account("lene", Role.LEADER, at=())
    page = world.browser("lene").get("/monitoring/?first=2026-02-01&last=2026-01-01&centre=0")
    assert page.status == 422
    assert "Perioden slutter, før den begynder." in page


def test_the_printed_groups_stand_beside_ours_with_the_reason(world: World) -> None:
    world.account("lene", Role.LEADER, at=())
    page = world.browser("lene").get("/monitoring/")
    assert "ingen sammenlægning af dem giver 12, 30 eller 31" in page


def test_the_steering_group_sees_how_it_is_counted_and_no_figure_of_ours(world: World) -> None:
    _somebody_talked(world)
    world.account("birgit", Role.STEERING_GROUP)
    browser = world.browser("birgit")
    assert browser.get("/monitoring/").status == 403
    definitions = browser.get("/monitoring/definitions")
    assert definitions.status == 200
    assert "har haft kontakt" not in definitions
    assert "62\N{NO-BREAK SPACE}%" in definitions
