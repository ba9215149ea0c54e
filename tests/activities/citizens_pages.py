"""What citizens read at the door about activities, workshops and each other's help, for the test of how easy it is."""

from __future__ import annotations

from collections.abc import Iterator

from app import clock
from app.workshops.workshop import Stage
from tests.activities.groups import Group, picture
from tests.browser_without_script import Browser, Page
from tests.database import one_table
from tests.make import World
from tests.workshops.rooms import Room


def of_activities(world: World, door: Browser) -> Iterator[tuple[str, Page]]:
    """The whole way of a group, and what everybody sees of it; faults included."""
    group = Group.of(world)
    yield "granted", group.tablet.get("/applications/door/application")
    yield "no plan yet", group.get()
    group.send("")
    yield "a plan without a day", group.get()
    today = clock.today().isoformat()
    yield "a day that ends first", group.send("/meetings", on=today, starts="10", ends="9")
    group.send("/meetings", on=today, starts="00:01", ends="00:02", place="Køkkenet")
    group.send("", ("did", "begin"))
    meeting = one_table(world.app, "activity_meeting")[0]["id"]
    for path in ("", "/meetings", "/roles", f"/meetings/{meeting}", "/progress", "/money", "/rest", "/report"):
        yield path or "the plan", group.get(path)
    yield "an empty step", group.send("/progress", words=" ")
    yield "no picture", group.with_picture("/money", b"%PDF", what="Mel", ore="10")
    yield "no amount", group.send("/money", what="Mel", ore="-1")
    group.with_picture("/money", picture(), what="Mel", ore="10")
    expense = one_table(world.app, "activity_expense")[0]["id"]
    yield "one expense", group.get(f"/expenses/{expense}")
    yield "a report without a word", group.send("/report", ("did", "send"))
    role = one_table(world.app, "activity_role")[0]["id"]
    for address in ("/activities/door", f"/activities/door/roles/{role}"):
        yield address, door.get(address)
    group.send("/report", ("did", "send"), went_well="Godt.", can_now="Alt.")
    yield "reported", group.get()


def of_peers(world: World, door: Browser) -> Iterator[tuple[str, Page]]:
    """What hangs there, hanging something up, and one's own."""
    yield "nothing hangs", door.get("/peers/door")
    _offer, words = world.peer_offer()
    for address in ("/peers/door", "/peers/door/new", "/peers/door/code"):
        yield address, door.get(address)
    yield "nothing written", door.get("/peers/door/new").form("/door/new").submit()
    form = door.get("/peers/door/code").form("/door/code")
    form["words"] = "hest bil kat"
    yield "wrong words", form.submit()
    form["words"], form["form_key"] = words, "1" * 32
    form.submit()
    yield "one's own", door.get("/peers/door/own")


def of_workshops(world: World, door: Browser) -> Iterator[tuple[str, Page]]:
    """A workshop from before it begins to its winner."""
    yield "no workshop", door.get("/workshops/door")
    room = Room.of(world)
    yield "one is planned", door.get("/workshops/door")
    (slip,) = room.slips(1)
    for collecting, giving, counted in (
        (Stage.CRITIQUE, Stage.CRITIQUE_DOTS, Stage.CRITIQUE_COUNTED),
        (Stage.DREAMS, Stage.DREAMS_DOTS, Stage.DREAMS_COUNTED),
        (Stage.REALITY, Stage.REALITY_DOTS, Stage.REALITY_COUNTED),
    ):
        room.to(collecting)
        yield collecting.value, door.get("/workshops/door")
        room.say(door, "Vi bager brød")
        room.to(giving)
        yield giving.value, door.get("/workshops/door")
        yield f"{giving.value}, a wrong slip", room.draw(door, "x")
        room.draw(door, slip)
        yield f"{giving.value}, with a slip", door.get("/workshops/door")
        room.dot(door, int(str(one_table(world.app, "workshop_idea")[-1]["id"])))
        door.get("/workshops/door").form("/door/next").submit()
        room.to(counted)
        yield counted.value, door.get("/workshops/door")
