"""How many came today: a number of a centre and a day, counted again as often as one likes."""

from app import clock
from app.accounts.role import Role
from app.db import db
from app.outreach.models import HeadCount
from tests.browser_without_script import HTMX
from tests.make import World


def counts(world: World) -> list[tuple[int, int]]:
    """Centre and people of every count of today."""
    with world.app.app_context():
        kept = db.session.query(HeadCount).filter_by(counted_on=clock.today())
        return sorted((count.centre_id, count.people) for count in kept)


def test_counting_again_replaces_the_figure(world: World) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    browser = world.browser("tom")
    for number in ("17", "21"):
        form = browser.get("/day").form("head-counts")
        form["people"] = number
        page = form.submit().follow()
        assert f"Regnbuen: {number}, talt kl." in page
    assert counts(world) == [(world.centre["Regnbuen"], 21)]
    assert browser.get("/day").form("head-counts")["people"] == "21"


def test_htmx_gets_the_part_alone(world: World) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    browser = world.browser("tom")
    form = browser.get("/day").form("head-counts")
    form["people"] = "5"
    answer = form.submit(**HTMX)
    assert answer.status == 303
    part = browser.get(answer.headers["Location"], **HTMX)
    assert part.text.strip().startswith('<section id="head_count"')
    assert "<html" not in part.text


def test_what_is_no_count_is_told_and_kept(world: World) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    browser = world.browser("tom")
    for typed in ("-1", "1e999", "mange", "", "99999999999999999999"):
        form = browser.get("/day").form("head-counts")
        form["people"] = typed
        answer = form.submit()
        assert answer.status == 422
        assert answer.form("head-counts")["people"] == typed
    assert counts(world) == []


def test_each_centre_counts_its_own(world: World) -> None:
    world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    browser = world.browser("lis")
    for name, number in (("Regnbuen", "8"), ("BorgerCafeen", "30")):
        place = browser.get("/accounts/me").form("place")
        place["centre"] = str(world.centre[name])
        place.submit()
        form = browser.get("/day").form("head-counts")
        form["people"] = number
        form.submit()
    assert counts(world) == sorted([(world.centre["Regnbuen"], 8), (world.centre["BorgerCafeen"], 30)])
