"""Only citizens apply; staff read what was sent at their centre, and help."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.accounts.role import Role
from app.applications import asking, steps
from app.applications.application import State
from app.applications.models import Application, ApplicationPicture
from app.db import db
from app.log import AccessedRecord, AccessEntry
from tests.applications.at_door import APPLICATION, begun, filled, left, opened, sent, tablet, words_of
from tests.make import World

POSTS = (
    "/applications/door/new",
    "/applications/door/ideas/new",
    "/applications/door/application",
    "/applications/door/code",
    "/applications/door/answer",
)


@pytest.mark.parametrize("role", [Role.CENTRE_WORKER, Role.COMMITTEE_MEMBER, Role.ADMINISTRATOR])
def test_whoever_is_signed_in_cannot_apply_and_is_told_why(world: World, role: Role) -> None:
    world.account("somebody", role)
    browser = world.browser("somebody")
    token = browser.get("/accounts/me").form("")["csrf_token"]
    for path in POSTS:
        answer = browser.send("POST", path, {"csrf_token": [token], "form_key": ["0" * 32], "title": ["Mad sammen"]})
        assert (path, answer.status) == (path, 403)
        assert "Kun borgere søger om penge" in answer
    with world.saved():
        assert db.session.scalars(sa.select(Application)).all() == []


def test_the_name_of_a_user_is_refused_as_applicant_and_taken_as_helper(world: World) -> None:
    world.account("bo", Role.COMMITTEE_MEMBER, name="Bo Andersen")
    world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    world.__dict__["handing_over"] = {"tom"}
    door = tablet(world)
    page = begun(door)
    answer = filled(page, applicants="Ida\ntom  RIIS").submit(("do", "send"))
    assert "tom RIIS arbejder her og kan ikke søge." in answer
    answer = filled(page, applicants="Bo Andersen og Ida").submit(("do", "send"))
    assert "Bo Andersen sidder i udvalget." in answer
    assert filled(page, applicants="Ida og Kalle", helper="Tom Riis").submit(("do", "send")).status == 303
    assert "Tom Riis" in door.get(APPLICATION)


def test_staff_read_what_was_sent_at_their_own_centre_and_each_reading_is_logged(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER)
    here, elsewhere = world.application("Mad sammen"), world.application("Andet sted", at="Parasollen")
    draft = world.application("Hemmelig kladde", state=State.DRAFT)
    browser = world.browser("lis")
    listed = browser.get("/applications/")
    assert "Mad sammen" in listed
    assert all(title not in listed for title in ("Andet sted", "Hemmelig kladde"))
    assert "Vi kan lave mad til ti." in browser.get(f"/applications/{here}")
    assert [browser.get(f"/applications/{one}").status for one in (elsewhere, draft)] == [404, 404]
    picture = world.picture(here)
    assert browser.get(f"/applications/pictures/{picture}").status == 200
    assert browser.get(f"/applications/pictures/{world.picture(elsewhere)}").status == 404
    with world.saved():
        read = sa.select(AccessEntry.account_id, AccessedRecord.record_id).join(AccessedRecord)
        entries = db.session.execute(
            read.where(AccessEntry.page.in_(["applications.read", "applications.picture_read"]))
        )
        assert set(entries) == {(lis, here)}


def test_a_leader_of_all_centres_reads_them_all_and_nobody_else_of_the_house_does(world: World) -> None:
    world.account("lene", Role.LEADER, at=())
    world.account("karim", Role.CASEWORKER)
    for at in ("Regnbuen", "Parasollen"):
        world.application(f"Mad i {at}", at=at)
    listed = world.browser("lene").get("/applications/")
    assert all(f"Mad i {at}" in listed for at in ("Regnbuen", "Parasollen"))
    assert world.browser("karim").get("/applications/").status == 403


def test_a_draft_is_its_writers_alone_and_not_a_leaders_of_all_centres(world: World) -> None:
    world.account("lene", Role.LEADER, at=())
    draft, sent_one = world.application("Kladde", state=State.DRAFT), world.application("Sendt")
    picture = world.picture(draft)
    lene = world.browser("lene")
    assert lene.get(f"/applications/{draft}").status == 404
    assert lene.get(f"/applications/pictures/{picture}").status == 404
    new_code = lene.get(f"/applications/{sent_one}").form("/code")
    assert new_code.submit(action=f"/applications/{draft}/code").status == 404
    assert new_code.submit().status == 200


def test_new_words_end_the_old_ones_and_are_logged(world: World) -> None:
    world.account("lis", Role.SKP_WORKER)
    door = tablet(world)
    old = sent(door)
    left(door)
    browser = world.browser("lis")
    with world.saved():
        application = db.session.scalars(sa.select(Application.id)).one()
    slip = browser.get(f"/applications/{application}").form("/code").submit()
    new = " ".join(word.get_text() for word in slip.soup.select(".v-three li"))
    assert slip.soup.select_one("svg.v-qr") is not None
    assert opened(door, old).status == 422
    assert "Udvalget læser jeres ansøgning." in opened(door, new)
    with world.saved():
        assert db.session.scalar(sa.select(sa.func.count()).where(AccessEntry.page == "applications.new_code")) == 2


def test_a_question_is_answered_at_the_door_and_a_decided_one_cannot_be_taken_back(world: World) -> None:
    door = tablet(world)
    words = sent(door)
    with world.saved():
        asking.ask(db.session.scalars(sa.select(Application)).one(), "Hvem passer ovnen?", by=None)
    page = opened(door, words)
    assert "Hvem passer ovnen?" in page
    empty = page.form("/door/answer").submit()
    assert (empty.status, "Skriv jeres svar." in empty) == (422, True)
    form = page.form("/door/answer")
    form["answer"] = "Det gør Ida."
    assert form.submit().status == 303
    form["form_key"] = "0123456789abcdef" * 2
    late = form.submit()
    assert (late.status, "Udvalget har ikke spurgt om noget lige nu." in late) == (422, True)
    stale = door.get("/applications/door/withdrawal").form("/door/withdrawal")
    with world.saved():
        application = db.session.scalars(sa.select(Application)).one()
        assert (application.state, application.questions[0].answer) == (State.SENT, "Det gør Ida.")
        assert [step.state for step in application.steps] == [State.DRAFT, State.SENT, State.ASKED, State.SENT]
        steps.take(application, State.GRANTED)
    assert "Det kan ikke lade sig gøre nu." in stale.submit().follow()
    assert "Udvalget har sagt ja." in door.get(APPLICATION)


def test_an_idea_that_is_taken_down_hangs_there_no_longer(world: World) -> None:
    world.account("lis", Role.SKP_WORKER)
    world.idea("Noget grimt")
    browser = world.browser("lis")
    assert browser.get("/applications/").form("/removal").submit().status == 303
    assert "Noget grimt" not in tablet(world).get("/applications/door/ideas")


def test_an_idea_becomes_a_draft_with_what_it_says(world: World) -> None:
    door = tablet(world)
    form = door.get("/applications/door/ideas/new").form("/ideas/new")
    form["title"], form["what"] = "En tur til havet", "Vi spiser is."
    ideas = form.submit().follow()
    assert "1 støtter den" in ideas
    link = ideas.soup.find("a", string=lambda words: bool(words) and "Søg om penge" in words) or ideas.soup.select_one(
        "article a"
    )
    begin = door.get(str(link["href"])).form("/door/new")
    assert begin["title"] == "En tur til havet"
    page = begin.submit().follow()
    assert page.form(APPLICATION)["what"] == "Vi spiser is."
    assert len(words_of(page).split()) == 3


def test_a_draft_is_nobodys_to_read_in_the_list_of_pictures_either(world: World) -> None:
    world.account("lis", Role.SKP_WORKER)
    picture = world.picture(world.application("Kladde", state=State.DRAFT))
    assert world.browser("lis").get(f"/applications/pictures/{picture}").status == 404
    with world.saved():
        assert db.session.get_one(ApplicationPicture, picture).centre_ids == frozenset()
