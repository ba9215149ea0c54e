"""Whatever is sent to calls, interviews, courses and offers: an answer with a reason, never a fault of ours."""

import uuid

import pytest

from app.accounts.role import Role
from app.courses.course import State
from tests.database import one_table
from tests.make import World

HOSTILE = ("", "\x00", "9" * 40, "-1", "1e999", "\u202eabc", "<script>", "' OR 1=1 --", "9999-12-31", "0000-00-00", "٣")
FIELDS = [
    "about",
    "answer",
    "centre",
    "centres",
    "citizen_id",
    "contact_id",
    "conversation_id",
    "bridge_id",
    "date",
    "day",
    "days",
    "did",
    "ending",
    "exact",
    "from_on",
    "given_by",
    "held_when",
    "minutes",
    "name",
    "on",
    "outcome",
    "paragraph",
    "q",
    "question",
    "responsible",
    "run_by",
    "search",
    "source",
    "step",
    "time",
    "to_on",
    "topic",
    "valid_from",
    "where",
    "wish",
    "words",
    "version",
    "seen",
    "done",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_is_a_fault_of_ours(world: World, value: str) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("ole", Role.ADDICTION_WORKER)
    world.account("anders", Role.ADMINISTRATOR)
    ib = world.citizen("Ib fra havnen", by=mette)
    call, interview = world.call("Hvad?", by=mette, citizen=ib), world.interview(ib, by=mette)
    course, offer = world.wish(by=mette), world.offer("NADA", by=mette)
    tried = {
        "mette": [
            "/hotline/calls",
            f"/hotline/calls/{call}/answer",
            f"/hotline/calls/{call}/steps",
            f"/hotline/citizens/{ib}/interviews",
            f"/hotline/interviews/{interview}",
            f"/hotline/interviews/{interview}/outcome",
            "/courses/wishes",
            "/courses/offers/new",
            f"/courses/offers/{offer}/attendance",
            f"/courses/offers/{offer}/details",
        ],
        "ole": [f"/courses/{course}/{part}" for part in ("steps", "taken-back", "citizen")],
        "anders": ["/courses/rules"],
    }
    for name, addresses in tried.items():
        browser = world.browser(name)
        token = browser.get("/accounts/me").form("sign-out")["csrf_token"]
        for address in addresses:
            sent = {field: [value] for field in FIELDS} | {"csrf_token": [token], "form_key": [uuid.uuid4().hex]}
            assert browser.send("POST", address, sent).status < 500, address
    for address in (f"/courses/offers/{offer}?on={value}", f"/courses/wishes/new?who={value}", "/courses/offers"):
        assert world.browser("mette").get(address).status < 500, address
    assert world.browser("ole").get(f"/courses/?code={value}").status == 200


def test_two_who_write_the_same_step_at_once_are_one_and_one_who_is_told(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    for name in ("ole", "olga"):
        world.account(name, Role.ADDICTION_WORKER)
    course = world.wish(by=mette)
    forms = [world.browser(name).get(f"/courses/{course}").form("/steps", 1) for name in ("ole", "olga")]
    assert [form["step"] for form in forms] == ["started", "started"]
    assert [form.submit().status for form in forms] == [303, 409]
    assert len(one_table(world.app, "course_step")) == 1
    assert one_table(world.app, "addiction_course")[0]["state"] is State.STARTED
