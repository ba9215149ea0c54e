"""From the grant to the rest that came back, by a group that never signs in, without script; and what is in the way."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.activities import queries
from app.activities.activity import State
from app.activities.models import Activity
from app.db import db
from app.log import AccessEntry
from tests.activities.groups import Group, opened, picture
from tests.database import one_table
from tests.make import World


@pytest.fixture
def group(world: World) -> Group:
    """A group that was granted 3,000 kroner."""
    return Group.of(world)


def _day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def _begun(group: Group) -> int:
    assert group.send("").status == 303
    group.send("/meetings", on=_day(0), starts="00:01", ends="00:02", place="Køkkenet")
    assert group.send("", ("did", "begin")).status == 303
    (activity,) = one_table(group.world.app, "activity")
    return int(str(activity["id"]))


def test_from_the_grant_to_the_rest_that_came_back(group: Group) -> None:
    world, staff = group.world, group.world.browser("mette")
    assert "Lav en plan" in group.tablet.get("/applications/door/application")
    assert "Har fået ja, men ingen plan endnu" in staff.get("/activities/")
    assert group.send("").status == 303
    page = group.get()
    assert "Skriv den første dag." in page
    assert "2 opgaver er ledige." in page
    assert "Mangler dage" in staff.get("/activities/")
    assert group.send("/meetings", on=_day(0), starts="00:01", ends="00:02", place="Køkkenet").status == 303
    assert group.send("/meetings", on=_day(7), starts="16", ends="18.30").status == 303
    role = group.get("/roles").soup.find("a", string=lambda text: bool(text and "Tag den" in text))
    role = role or group.get("/roles").soup.select_one("a[href*='/door/roles/']")
    form = group.tablet.get(str(role["href"])).form("/door/roles")
    form["called"] = "Ida"
    assert form.submit().status == 303
    assert group.send("", ("did", "begin")).status == 303
    (activity,) = one_table(world.app, "activity")
    here = f"/activities/{activity['id']}"
    pay = staff.get(here).form("/payments")
    pay["ore"], pay["to"] = "2.000", "Ida"
    assert pay.submit().status == 303
    first = one_table(world.app, "activity_meeting")[0]["id"]
    for _ in range(3):
        assert group.send(f"/meetings/{first}", ("did", "one_more")).status == 303
    assert group.send(f"/meetings/{first}", index=1, called="Bo").status == 303
    assert "4 kom." in group.get(f"/meetings/{first}")
    assert group.send("/progress", words="Jeg kan koge en suppe", called="Bo").status == 303
    assert group.with_picture("/money", picture(), what="Suppeurter", ore="1.864,50").status == 303
    receipt = one_table(world.app, "activity_expense")[0]["id"]
    assert group.tablet.get(f"/activities/door/own/receipts/{receipt}").headers["Content-Type"] == "image/jpeg"
    assert staff.get(f"/activities/receipts/{receipt}").status == 200
    early = group.send("/report", ("did", "send"), went_well="Vi spiste sammen.", can_now="Koge suppe.")
    assert early.status == 422
    assert "Tæl først de penge, der er tilbage." in early
    assert early.form("/report")["went_well"] == "Vi spiste sammen."
    assert group.send("/rest", ore="135,50").status == 303
    assert group.send("/report", ("did", "keep"), went_well="Vi spiste sammen.").status == 303
    assert group.get("/report").form("/report")["went_well"] == "Vi spiste sammen."
    assert group.send("/report", ("did", "send"), can_now="Koge suppe til tolv.").status == 303
    assert "Vil aflevere resten" in staff.get("/activities/")
    assert staff.get(here).form("/rest").submit().status == 303
    assert staff.get(here).form("/closing").submit().status == 303
    assert "Alt er i orden." in group.get()
    with world.app.app_context():
        made = queries.of_application(group.application)
        assert made is not None
        assert made.state is State.CLOSED
        money = queries.money(made)
        assert (money.granted, money.paid, money.spent, money.returned) == (200_000, 200_000, 186_450, 13_550)
        today = clock.today()
        assert vars(queries.counted(today, today)[made.centre_id]) == {
            "activities": 1,
            "meetings": 1,
            "came": 4,
            "roles": 1,
            "steps": 1,
        }
        sums = queries.sums(today, today)[made.centre_id]
        assert (sums.granted, sums.paid, sums.returned, sums.spent) == (200_000, 200_000, 13_550, 186_450)
        assert queries.counted(today + timedelta(1), today + timedelta(6)) == {}


def test_a_staff_session_never_writes_for_the_group(group: Group) -> None:
    _begun(group)
    staff = group.world.browser("mette")
    token = staff.get("/accounts/me").form("sign-out")["csrf_token"]
    for path in ("", "/meetings", "/roles", "/progress", "/money", "/rest", "/report"):
        refused = staff.send("POST", f"/activities/door/own{path}", {"csrf_token": [token]})
        assert refused.status == 403
        assert "Den side er borgernes" in refused


def test_without_the_words_nothing_of_the_group_is_seen(group: Group) -> None:
    activity = _begun(group)
    expense = group.with_picture("/money", picture(), what="Suppeurter", ore="10")
    assert expense.status == 303
    receipt = one_table(group.world.app, "activity_expense")[0]["id"]
    stranger = group.world.door("mette")
    for path in ("", "/meetings", "/roles", "/progress", "/money", "/rest", "/report", f"/receipts/{receipt}"):
        assert stranger.get(f"/activities/door/own{path}").headers["Location"].endswith("/applications/door/code")
    other, words = group.world.activity(by=group.mette, title="Kor")
    second = opened(group.world, words)
    assert second.get(f"/activities/door/own/receipts/{receipt}").status == 404
    meeting = one_table(group.world.app, "activity_meeting")[0]["id"]
    assert second.get(f"/activities/door/own/meetings/{meeting}").status == 404
    assert other != activity
    page = stranger.get("/activities/door")
    assert "Mad sammen hver fredag" in page
    assert "Suppeurter" not in page


def test_the_same_task_is_taken_once_and_the_group_alone_reads_by_whom(group: Group) -> None:
    _begun(group)
    tablets = [group.world.door("mette"), group.world.door("mette")]
    address = str(tablets[0].get("/activities/door").soup.select_one("a[href*='/door/roles/']")["href"])
    forms = [tablet.get(address).form("/door/roles") for tablet in tablets]
    for form, name in zip(forms, ("Ida", "Bo"), strict=True):
        form["called"] = name
    answers = [form.submit() for form in forms]
    assert [answer.status for answer in answers] == [303, 409]
    assert ("En anden har taget den." in answers[1], "Ida" in answers[1]) == (True, False)
    assert answers[1].form("/door/roles")["called"] == "Bo"
    page = group.get("/roles")
    assert "Ida" in page
    assert page.form("/own/roles/").submit(("did", "drop")).status == 409
    assert group.get("/roles").form("/own/roles/").submit(("did", "give_up")).status == 303
    assert [one["called"] for one in one_table(group.world.app, "activity_role")] == ["", ""]


def test_a_task_of_what_is_over_is_not_found(group: Group) -> None:
    activity = _begun(group)
    role = one_table(group.world.app, "activity_role")[0]["id"]
    door = group.world.door("mette")
    assert door.get(f"/activities/door/roles/{role}").status == 200
    with group.world.saved():
        over = db.session.get_one(Activity, activity)
        over.state, over.reported_at = State.REPORTED, clock.now()
    assert door.get(f"/activities/door/roles/{role}").status == 404


def test_a_task_at_another_centre_is_not_found(group: Group, world: World) -> None:
    _begun(group)
    role = one_table(world.app, "activity_role")[0]["id"]
    world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    elsewhere = world.door("otto")
    assert elsewhere.get(f"/activities/door/roles/{role}").status == 404
    assert "Mad sammen" not in elsewhere.get("/activities/door")


@pytest.mark.parametrize(
    ("path", "entered", "sentence"),
    [
        ("/meetings", {"on": "2026-01-01", "starts": "18:00", "ends": "16:00"}, "Det slutter, før det begynder."),
        ("/meetings", {"on": "31-31-2026", "starts": "x", "ends": ""}, "Skriv en dato som 24.12.2026."),
        ("/money", {"what": "Mad", "ore": "-5"}, "Skriv, hvor mange kroner det er. Tallet skal være over 0."),
        ("/money", {"what": "Mad", "ore": "12.50"}, "Skriv beløbet i kroner, som 1.234,50."),
        ("/money", {"what": " ", "ore": "99999999"}, "Beløbet er for stort."),
        ("/money", {"what": "Mad", "ore": "5", "day": "other", "date": "2999-01-01"}, "Dagen er ikke kommet endnu."),
        ("/rest", {"ore": "-1"}, "Skriv, hvor mange kroner det er. Tallet skal være over 0."),
        ("/rest", {"ore": "1000000"}, "Det er mere, end I har fået."),
        ("/progress", {"words": "x" * 10_000}, "Det er for langt."),
        ("/roles", {"task": "x" * 200}, "Det er for langt."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(
    group: Group, path: str, entered: dict[str, str], sentence: str
) -> None:
    _begun(group)
    if path == "/meetings" and "2026-01-01" in entered.values():
        entered = entered | {"on": _day(3)}
    answer = group.send(path, index=-1 if path == "/roles" else 0, **entered)
    assert answer.status == 422
    assert sentence in answer
    form = answer.form(f"/own{path}", -1 if path == "/roles" else 0)
    kept = {name: form[name] for name in entered if name != "day"}
    assert kept == {name: value for name, value in entered.items() if name != "day"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 not a picture", "Det er ikke et billede."),
        (picture()[:200], "Billedet er gået i stykker."),
        (b"\xff\xd8" + b"0" * (10 * 1024 * 1024 + 1), "Billedet er for stort."),
        (b"", "Vælg et billede først."),
    ],
    ids=["a PDF called .jpg", "cut off", "too big", "nothing"],
)
def test_a_file_that_is_no_picture_is_refused_and_what_was_typed_stays(
    group: Group, content: bytes, sentence: str
) -> None:
    _begun(group)
    answer = group.with_picture("/money", content, what="Suppeurter", ore="135,50")
    assert answer.status == 422
    assert sentence in answer
    assert answer.form("/own/money")["what"] == "Suppeurter"
    assert one_table(group.world.app, "activity_expense") == []


def test_a_receipt_can_come_later_and_an_expense_by_a_slip_counts_no_more(group: Group) -> None:
    _begun(group)
    assert group.send("/money", what="Suppeurter", ore="135,50").status == 303
    (expense,) = one_table(group.world.app, "activity_expense")
    assert "Mangler bilag" in group.world.browser("mette").get("/activities/")
    assert group.with_picture(f"/expenses/{expense['id']}", picture()).status == 303
    again = group.get(f"/expenses/{expense['id']}")
    assert again.soup.select_one("img") is not None
    assert again.form("/expenses").submit(("did", "drop")).status == 303
    assert "Suppeurter" not in group.get("/money")
    assert one_table(group.world.app, "activity_expense")[0]["withdrawn_at"] is not None


def test_no_more_is_paid_than_granted_and_what_was_not_fetched_lapses(group: Group) -> None:
    activity = _begun(group)
    staff = group.world.browser("mette")
    pay = staff.get(f"/activities/{activity}").form("/payments")
    pay["ore"], pay["to"] = "3.000,01", "Ida"
    refused = pay.submit()
    assert refused.status == 422
    assert "Det er mere, end de har fået." in refused
    assert refused.form("/payments")["to"] == "Ida"
    group.send("/report", ("did", "send"), went_well="Vi nåede det ikke.", can_now="Spørge om hjælp.")
    assert staff.get(f"/activities/{activity}").form("/closing").submit().status == 303
    with group.world.app.app_context():
        made = queries.of_application(group.application)
        assert made is not None
        assert queries.money(made).granted == 0
    assert one_table(group.world.app, "pool")[0]["granted_ore"] == 0


def test_a_report_that_lacks_something_is_handed_back_with_words(group: Group) -> None:
    activity = _begun(group)
    group.send("/report", ("did", "send"), went_well="Godt.", can_now="Alt.")
    staff = group.world.browser("mette")
    form = staff.get(f"/activities/{activity}").form("/handed-back")
    assert form.submit().status == 422
    form["words"] = "Skriv lidt om, hvem der kom."
    assert form.submit().status == 303
    assert "Skriv lidt om, hvem der kom." in group.get()
    assert group.send("/report", ("did", "send"), went_well="Godt. Otte kom.").status == 303
    assert "Skriv lidt om" not in group.get()


def test_a_rest_that_was_counted_again_meanwhile_is_not_received_unseen(group: Group) -> None:
    activity = _begun(group)
    staff = group.world.browser("mette")
    pay = staff.get(f"/activities/{activity}").form("/payments")
    pay["ore"], pay["to"] = "100", "Ida"
    pay.submit()
    group.send("/rest", ore="100")
    receiving = staff.get(f"/activities/{activity}").form("/rest")
    assert group.send("/rest", ("did", "again")).status == 303
    group.send("/rest", ore="80", words="Der var hul i pungen.")
    late = receiving.submit()
    assert late.status == 422
    assert "Gruppen har talt pengene igen." in late
    assert "Der var hul i pungen." in late
    assert "Efter bilagene skulle der være 100" in late


def test_two_who_write_the_report_at_once_see_both(group: Group) -> None:
    _begun(group)
    forms = [group.get("/report").form("/report") for _tab in range(2)]
    for form, words in zip(forms, ("Maden var god.", "Vi grinede meget."), strict=True):
        form["went_well"] = words
    assert forms[0].submit(("did", "keep")).status == 303
    clash = forms[1].submit(("did", "keep"))
    assert clash.status == 409
    assert "Maden var god." in clash
    assert "Vi grinede meget." in clash


def test_every_look_at_a_group_is_logged_at_the_door_under_nobodys_name(group: Group) -> None:
    activity = _begun(group)
    group.world.browser("mette").get(f"/activities/{activity}")
    with group.world.app.app_context():
        rows = db.session.query(AccessEntry).filter(AccessEntry.page.like("activities.%")).all()
        at_door = {row.page for row in rows if row.account_id is None}
        by_staff = {row.page for row in rows if row.account_id == group.mette}
    assert {"activities.own", "activities.meetings", "activities.start"} <= at_door
    assert by_staff == {"activities.activity"}


def test_a_name_stands_once_on_a_day_and_can_be_taken_off(group: Group) -> None:
    _begun(group)
    meeting = one_table(group.world.app, "activity_meeting")[0]["id"]
    path = f"/meetings/{meeting}"
    assert group.send(path, index=1, called="Bo").status == 303
    assert group.send(path, index=2, called="Ida").status == 303
    assert _counted(group) == (2, 2)
    again = group.get(path).form(path, -1)
    again["called"] = " bo "
    refused = again.submit()
    assert refused.status == 422
    assert "bo står her allerede." in refused
    wrong = group.get(path).form(path, 1)
    assert wrong["did"] == "not_them"
    button = group.get(path).soup.find("button", attrs={"name": "about"})
    assert wrong.submit(("about", str(button["value"]))).status == 303
    assert [row["called"] for row in one_table(group.world.app, "activity_attendance")] == ["Ida"]
    assert _counted(group) == (1, 1)


def _counted(group: Group) -> tuple[int, int]:
    """How many came by name: as the meeting says, and as the names say."""
    (meeting,) = one_table(group.world.app, "activity_meeting")
    return meeting["named"], len(one_table(group.world.app, "activity_attendance"))
