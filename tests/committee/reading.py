"""What members of the committee read, and what applicants read of its decisions, as it is rendered."""

from __future__ import annotations

from collections.abc import Iterator

from app.committee.ballot import Choice
from app.committee.decision import Outcome
from tests.applications.at_door import opened, sent
from tests.browser_without_script import Browser, Page
from tests.committee.around import adopted, application, committee
from tests.database import one_table
from tests.make import World


def of_the_committee(world: World, door: Browser) -> Iterator[tuple[str, Page]]:
    """A meeting about three applications that came through the door: yes, no and yes to some of it."""
    made = committee(world)
    adopted(made)
    words = [sent(door, title, people="3") for title in ("Mad sammen",)]
    (food,) = (one["id"] for one in one_table(world.app, "application"))
    trip = application(world, "Tur", ore=200_000)
    meeting = made.meeting(food, trip)
    first, second = made.points(meeting)
    ane = world.browser("ane")
    yield "the door before it is decided", opened(door, words[0])
    yield "the meeting", ane.get("/committee/")
    yield "an application before the vote", ane.get(f"/committee/points/{first}")
    ballot = made.vote(first, ore=50_000, conditions="gemme alle bonner")
    yield "an open vote", ane.get(f"/committee/points/{first}")
    made.cast(ballot, ane=Choice.FOR, bo=Choice.FOR, cleo=Choice.AGAINST)
    yield "a receipt", ane.get(f"/committee/points/{first}")
    yield "one's own vote", ane.get(f"/committee/ballots/{ballot}/own-vote")
    made.close(ballot)
    made.decide(first, Outcome.PART, price=False)
    yield "a decided application", ane.get(f"/committee/points/{first}")
    yield "the door when it is decided", opened(door, words[0])
    yield "too close", _close(ane, second)
    for address in ("/pool/", "/committee/meetings", f"/committee/meetings/{meeting}/minutes", "/committee/criteria"):
        yield address, ane.get(address)


def _close(ane: Browser, point: int) -> Page:
    return ane.get(f"/committee/points/{point}").form("/interests").submit().follow()
