"""Whatever is sent from the citizens' tablet to activities, workshops and notices: an answer, never a fault of ours."""

import uuid

from app.accounts.role import Role
from app.workshops.workshop import Stage
from tests.activities.groups import Group
from tests.database import one_table
from tests.make import World
from tests.workshops.rooms import Room

HOSTILE = ("", " ", "\x00", "9" * 40, "-1", "1e999", "\u202eabc", "<script>", "9999-12-31", "٣", "0", "x" * 3000)
FIELDS = (
    "about", "called", "can_now", "date", "day", "days", "did", "ends", "found", "give", "kind", "next_time", "on",
    "ore", "place", "round", "seen", "slip", "starts", "take", "task", "to", "version", "went_well", "what", "words",
    "workshop", "receipt",
)  # fmt: skip


def test_no_value_from_the_tablet_is_a_fault_of_ours(world: World) -> None:
    room = Room.of(world)
    birgit = world.account("birgit", Role.LEADER)
    application, words = world.granted(by=birgit)
    group = Group(world, application, words, world.door("mette"), birgit)
    form = group.tablet.get("/applications/door/code").form("/door/code")
    form["words"] = words
    assert form.submit().status == 303
    group.send("")
    world.around_an_activity(by=birgit)
    room.to(Stage.CRITIQUE)
    ids = {table: one_table(world.app, f"activity_{table}")[0]["id"] for table in ("meeting", "role", "expense")}
    own = "/activities/door/own"
    addresses = [
        *(f"{own}{path}" for path in ("", "/meetings", "/roles", "/progress", "/money", "/rest", "/report")),
        *(f"{own}/{path}/{ids[path[:-1]]}" for path in ("meetings", "roles", "expenses")),
        f"/activities/door/roles/{ids['role']}",
        *(f"/peers/door/{path}" for path in ("new", "code", "own")),
        *(f"/workshops/door/{path}" for path in ("ideas", "slip", "dots", "application")),
    ]
    token = group.tablet.get("/activities/door/own").form("/door/done")["csrf_token"]
    for number, value in enumerate(HOSTILE):
        for address in addresses:
            sent = {field: [value] for field in FIELDS} | {"csrf_token": [token], "form_key": [uuid.uuid4().hex]}
            if number % 2:
                sent |= {"did": [("named", "drop", "keep", "begin")[number // 2 % 4]]}
            answer = group.tablet.send("POST", address, sent)
            assert answer.status < 500, (address, value)
            assert answer.status in (303, 400, 404, 409, 422, 429), (address, value, answer.status)
