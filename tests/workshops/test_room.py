"""A workshop from the first idea to an application, without script: the leader, two tablets and the wall."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app import clock
from app.accounts.role import Role
from app.db import db
from app.workshops import holding, queries
from app.workshops.models import WorkshopDot, WorkshopIdea, WorkshopSlip
from app.workshops.workshop import Reason, Refusal, Round, Stage
from tests.database import one_table
from tests.make import World
from tests.workshops.rooms import Room

IDEAS = (Stage.CRITIQUE, Stage.DREAMS, Stage.REALITY)


@pytest.fixture
def room(world: World) -> Room:
    """Planned for today, at Regnbuen."""
    return Room.of(world)


def _ids(room: Room) -> dict[str, int]:
    return {str(one["words"]): int(str(one["id"])) for one in one_table(room.world.app, "workshop_idea")}


def test_from_the_first_idea_to_an_application_with_a_slip_of_its_own(room: Room) -> None:
    words = room.slips(3)
    tablet, other, wall = room.tablet(), room.tablet(), room.screen()
    assert (
        "Hvad skal vi lave til foråret?" in wall.get("/workshops/screen") or wall.get("/workshops/screen").status == 303
    )
    room.to(Stage.CRITIQUE)
    assert room.say(tablet, "Der er koldt i kælderen").status == 303
    assert "Der er koldt i kælderen" in wall.get("/workshops/screen")
    room.to(Stage.DREAMS)
    room.say(other, "Et orkester på stranden")
    room.to(Stage.REALITY)
    for idea in ("Vi laver mad sammen", "Vi spiller på dåser"):
        assert room.say(tablet, idea).status == 303
    form = room.led().form("/ideas")
    form["words"] = "Vi laver en have"
    assert form.submit().status == 303
    room.to(Stage.REALITY_DOTS)
    mad, daaser, have = (
        _ids(room)[name] for name in ("Vi laver mad sammen", "Vi spiller på dåser", "Vi laver en have")
    )
    assert room.draw(tablet, words[0]).status == 303
    for idea in (mad, mad, daaser):
        assert room.dot(tablet, idea).status == 303
    assert "Du har givet alle dine prikker" in tablet.get("/workshops/door")
    assert tablet.get("/workshops/door").form("/door/next").submit().status == 303
    assert room.draw(tablet, words[1].upper()).status == 303
    assert room.dot(tablet, have).status == 303
    assert "Brugte sedler: 2 af 3" in wall.get("/workshops/screen")
    room.to(Stage.REALITY_COUNTED)
    seen = wall.get("/workshops/screen")
    assert "Vi går videre med den her idé" in seen
    assert "Vi laver mad sammen" in seen
    assert "2 prikker" in seen
    begin = other.get("/workshops/door").form("/door/application").submit(("about", str(mad)))
    assert begin.status == 303
    (application,) = one_table(room.world.app, "application")
    assert application["title"] == "Vi laver mad sammen"
    assert application["state"].value == "draft"
    late = tablet.get("/workshops/door")
    assert late.soup.select('form[action$="/door/application"]') == []
    room.to(Stage.ENDED)


def test_counts_are_nowhere_before_the_round_is_counted(room: Room) -> None:
    slip, _other = room.slips(2)
    tablet, wall = room.tablet(), room.screen()
    room.to(Stage.CRITIQUE)
    room.say(tablet, "For få stole")
    room.say(tablet, "For meget støj")
    room.to(Stage.CRITIQUE_DOTS)
    stole = _ids(room)["For få stole"]
    room.draw(tablet, slip)
    for _ in range(3):
        room.dot(tablet, stole)
    other = room.tablet()
    before = [
        room.led().text,
        room.leading.get(f"/workshops/{room.workshop}/board?seen=0").text,
        wall.get("/workshops/screen").text,
        wall.get("/workshops/screen/board?seen=0").text,
        other.get("/workshops/door").text,
        other.get("/workshops/door/board?seen=0").text,
    ]
    assert not [text for text in before if "v-dot" in text or "3 prikker</span>" in text]
    room.to(Stage.CRITIQUE_COUNTED)
    pages = (room.led(), wall.get("/workshops/screen"), other.get("/workshops/door"))
    assert all("3 prikker" in page and "v-dot" in page.text for page in pages)


def test_a_closed_round_a_spent_slip_and_a_wrong_slip_are_refused_with_a_sentence(room: Room) -> None:
    (slip,) = room.slips(1)
    tablet = room.tablet()
    room.to(Stage.CRITIQUE)
    room.say(tablet, "For få stole")
    late = tablet.get("/workshops/door").form("/door/ideas")
    late["words"] = "For meget støj"
    room.to(Stage.CRITIQUE_DOTS)
    refused = late.submit()
    assert refused.status == 409
    assert "Runden er lukket" in refused
    wrong = room.draw(tablet, "hval 12345")
    assert wrong.status == 422
    assert "Vi kender ikke den seddel" in wrong
    room.draw(tablet, slip)
    stole = _ids(room)["For få stole"]
    page = tablet.get("/workshops/door")
    for _ in range(3):
        assert room.dot(tablet, stole).status == 303
    fourth = page.form("/door/dots")
    fourth["form_key"] = "0" * 32
    refused = fourth.submit(("give", str(stole)))
    assert refused.status == 409
    assert "Du har ikke flere prikker" in refused
    taken = tablet.get("/workshops/door").form("/door/dots").submit(("take", str(stole)))
    assert taken.status == 303
    assert len(one_table(room.world.app, "workshop_dot")) == 2
    after = tablet.get("/workshops/door").form("/door/dots")
    room.to(Stage.CRITIQUE_COUNTED)
    assert after.submit(("give", str(stole))).status == 409


def test_a_double_tap_is_one_idea_and_one_dot(room: Room) -> None:
    (slip,) = room.slips(1)
    tablet = room.tablet()
    room.to(Stage.CRITIQUE)
    form = tablet.get("/workshops/door").form("/door/ideas")
    form["words"] = "For få stole"
    assert [form.submit().status, form.submit().status] == [303, 303]
    room.to(Stage.CRITIQUE_DOTS)
    room.draw(tablet, slip)
    button = ("give", str(_ids(room)["For få stole"]))
    dots = tablet.get("/workshops/door").form("/door/dots")
    assert [dots.submit(button).status, dots.submit(button).status] == [303, 303]
    assert (len(_ids(room)), len(one_table(room.world.app, "workshop_dot"))) == (1, 1)


def test_two_who_lead_at_once_move_it_on_once(room: Room) -> None:
    room.world.account("tom", Role.CENTRE_WORKER)
    forms = [room.led().form("/stages"), room.world.browser("tom").get(f"/workshops/{room.workshop}").form("/stages")]
    answers = [form.submit(("to", Stage.CRITIQUE.value)) for form in forms]
    assert [answer.status for answer in answers] == [303, 409]
    assert "En anden har trykket imens" in answers[1]
    assert room.stage() is Stage.CRITIQUE


def test_of_those_with_as_many_the_room_chooses_one(room: Room) -> None:
    words = room.slips(2)
    tablet = room.tablet()
    room.to(*IDEAS)
    for idea in ("Mad", "Musik", "Have"):
        room.say(tablet, idea)
    room.to(Stage.REALITY_DOTS)
    for slip, idea in zip(words, ("Mad", "Musik"), strict=True):
        room.draw(tablet, slip)
        room.dot(tablet, _ids(room)[idea])
        tablet.get("/workshops/door").form("/door/next").submit()
    room.to(Stage.REALITY_COUNTED)
    assert "Bliv enige om én" in tablet.get("/workshops/door")
    wrong = room.led().form("/winner")
    assert wrong.submit(("about", str(_ids(room)["Have"]))).status == 409
    assert room.led().form("/winner").submit(("about", str(_ids(room)["Musik"]))).status == 303
    assert "Musik" in tablet.get("/workshops/door").soup.select_one(".v-winner").get_text()


def test_an_idea_is_hidden_with_a_reason_while_ideas_are_collected(room: Room) -> None:
    tablet = room.tablet()
    room.to(Stage.CRITIQUE)
    room.say(tablet, "Per er dum")
    address = f"/workshops/ideas/{_ids(room)['Per er dum']}/hiding"
    bare = room.leading.get(address).form("/hiding").submit()
    assert bare.status == 422
    form = room.leading.get(address).form("/hiding")
    form["reason"] = "Der står et navn."
    assert form.submit().status == 303
    assert "Per er dum" not in tablet.get("/workshops/door")
    assert "Der står et navn." in room.led()


def test_the_screens_are_fresh_and_silent_when_nothing_changed(room: Room) -> None:
    tablet, wall = room.tablet(), room.screen()
    room.to(Stage.CRITIQUE)
    for browser, page, poll in (
        (wall, "/workshops/screen", "[data-poll]"),
        (tablet, "/workshops/door", "[data-poll]"),
        (room.leading, f"/workshops/{room.workshop}", "[data-poll]"),
    ):
        address = str(browser.get(page).soup.select_one(poll)["hx-get"])
        assert browser.get(address).status == 204
        with room.world.statements() as sent:
            assert browser.get(address).status == 204
        print(f"{page}: {len(sent)} statements where nothing changed")
        assert not [one for one in sent if one.startswith(("INSERT", "UPDATE"))]
        room.say(tablet, f"Noget nyt til {page}")
        part = browser.get(address)
        assert part.status == 200
        assert f"Noget nyt til {page}" in part
        assert part.soup.select_one(poll) == browser.get(page).soup.select_one(poll)


def test_a_tablet_of_an_earlier_round_is_told_to_go_on_and_keeps_what_was_typed(room: Room) -> None:
    tablet = room.tablet()
    room.to(Stage.CRITIQUE)
    address = str(tablet.get("/workshops/door").soup.select_one("[data-poll]")["hx-get"])
    room.to(Stage.DREAMS)
    part = tablet.get(address)
    assert "Nu er vi kommet videre." in part
    assert part.soup.select("input[name=words]") == []


def test_slips_of_another_workshop_and_of_an_earlier_evening_give_nothing(room: Room, world: World) -> None:
    (slip,) = room.slips(1)
    room.to(Stage.CRITIQUE, Stage.ENDED)
    with world.app.app_context():
        old = db.session.scalars(sa.select(WorkshopSlip)).one()
        with pytest.raises(Refusal) as refused:
            holding.slip_of(db.session.get_one(holding.Workshop, room.workshop), slip)
        assert refused.value.reason is Reason.OVER
        assert old.used_at is None


@pytest.mark.parametrize("tries", [11])
def test_guessing_slips_is_slowed_on_the_tablet(room: Room, tries: int) -> None:
    (slip,) = room.slips(1)
    tablet = room.tablet()
    room.to(Stage.CRITIQUE)
    room.say(tablet, "For få stole")
    room.to(Stage.CRITIQUE_DOTS)
    for number in range(tries - 1):
        assert room.draw(tablet, f"ugle {number}").status == 422
    assert "Der er prøvet for mange gange" in room.draw(tablet, slip)
    with clock.stopped(clock.now() + timedelta(hours=1, minutes=1)):
        fresh = room.tablet()
        assert room.draw(fresh, slip).status == 303


def test_many_slips_are_all_different_and_sixty_is_the_most(room: Room) -> None:
    assert len(set(room.slips(50))) == 50
    form = room.leading.get(f"/workshops/{room.workshop}/slips").form("/slips")
    form["number"] = "11"
    refused = form.submit()
    assert refused.status == 422
    assert "højst være 60" in refused


def test_one_slip_on_two_tablets_at_once_gives_no_more_than_its_dots(room: Room, database: str) -> None:
    (slip,) = room.slips(1)
    tablets = [room.tablet(), room.tablet()]
    room.to(Stage.CRITIQUE)
    room.say(tablets[0], "For få stole")
    room.to(Stage.CRITIQUE_DOTS)
    for tablet in tablets:
        room.draw(tablet, slip)
    idea, app = _ids(room)["For få stole"], room.world.app
    outcomes: list[str] = []

    def give() -> None:
        with app.app_context():
            drawn = db.session.scalars(sa.select(WorkshopSlip)).one()
            try:
                holding.give_dot(drawn, db.session.get_one(WorkshopIdea, idea))
                db.session.commit()
                outcomes.append("given")
            except Refusal as refusal:
                db.session.rollback()
                outcomes.append(refusal.reason.value)

    threads = [threading.Thread(target=give) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == sorted(["given"] * 3 + ["no_dots_left"] * 5)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(WorkshopDot.id))) == 3
        assert queries.dots(room.workshop, Round.CRITIQUE) == {idea: 3}


def test_the_plan_is_made_and_changed_and_bad_days_are_refused(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    form = browser.get("/workshops/new").form("/workshops/new")
    form["title"], form["on"], form["time"] = "Sommer på stranden", "2999-01-01", "25:99"
    refused = form.submit()
    assert refused.status == 422
    assert "Dagen ligger over et år væk" in refused
    assert "Skriv et klokkeslæt" in refused
    assert refused.form("/workshops/new")["title"] == "Sommer på stranden"
    again = refused.form("/workshops/new")
    again["on"], again["time"] = (clock.today() + timedelta(days=3)).isoformat(), "13:30"
    assert again.submit().status == 303
    assert "Sommer på stranden" in browser.get("/workshops/")
    (made,) = one_table(world.app, "workshop")
    change = browser.get(f"/workshops/{made['id']}/details").form("/details")
    change["title"] = "Sommer i haven"
    assert change.submit().status == 303
    assert "Sommer i haven" in world.door("mette").get("/workshops/door")
