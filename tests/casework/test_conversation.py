"""Writing a conversation: from the board to the next citizen, with everything proposed and little to tap."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.casework import visiting
from app.casework.models import CaseworkSession, Visit
from app.casework.visit import BroughtBy
from app.citizens.challenge import Challenge
from app.db import db
from tests.browser_without_script import Form, Page
from tests.database import logged, one_table
from tests.make import World


class Team:
    """Karim of Jobcenter and Yasmin of Ydelsescenter sit at Regnbuen with Tom of the centre; Ib waits for them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.karim = world.account("karim", Role.CASEWORKER, name="Karim Haddad")
        self.yasmin = world.account("yasmin", Role.CASEWORKER, name="Yasmin Omar", department="Ydelsescenter")
        self.tom = world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
        self.ib = world.citizen("Ib fra havnen", by=self.tom, full_name="Ib Sørensen")
        self.session = world.session(team=(self.karim, self.yasmin, self.tom))

    def visit(self, **said: object) -> int:
        """Ib was checked in and taken by Karim."""
        said.setdefault("citizen", self.ib)
        return self.world.visit(self.session, by=self.tom, taken_by=self.karim, **said)

    def join(self, visit: int, who: int) -> None:
        """Somebody sits down with those who talk."""
        with self.world.saved():
            visiting.join(db.session.get_one(Visit, visit), by=db.session.get_one(Account, who))

    def form(self, visit: int, who: str = "karim") -> Form:
        """The page of the conversation, opened."""
        return self.page(visit, who).form("conversation")

    def page(self, visit: int, who: str = "karim") -> Page:
        """The page of the conversation."""
        page = self.world.browser(who).get(f"/casework/visits/{visit}/conversation")
        assert page.status == 200
        return page


@pytest.fixture
def team(world: World) -> Team:
    return Team(world)


def _talks(world: World) -> list[dict[str, object]]:
    return one_table(world.app, "conversation")


def _state(world: World, visit: int) -> str:
    return str(next(one["state"] for one in one_table(world.app, "visit") if one["id"] == visit))


def test_one_tap_keeps_what_the_board_proposes(world: World, team: Team) -> None:
    visit = team.visit(topic=Challenge.HOUSING, brought_by=BroughtBy.SKP)
    saved = team.form(visit).submit()
    assert saved.status == 303
    (talk,) = _talks(world)
    assert (talk["citizen_id"], talk["minutes"], talk["recurrence"]) == (team.ib, 5, "one_off")
    assert (talk["brought_by"], bool(talk["settled"]), bool(talk["centre_worker_present"])) == ("skp", True, False)
    assert [one["challenge"] for one in one_table(world.app, "challenge_noted")] == ["housing"]
    assert [one["account_id"] for one in one_table(world.app, "conversation_present")] == [team.karim]
    assert _state(world, visit) == "seen"
    people = [("citizen", team.ib), ("conversation", talk["id"])]
    assert ("created", "casework.create_conversation", 1, people) in logged(world.app)


def test_the_time_is_proposed_from_the_board_to_the_nearest_five_minutes(world: World, team: Team) -> None:
    visit = team.visit(arrived_at=clock.now() - timedelta(minutes=37, seconds=10))
    form = team.form(visit)
    assert form["minutes"] == "35"
    assert form["topics"] == ""
    refused = form.submit()
    assert refused.status == 422
    assert "Vælg mindst ét emne." in refused
    again = refused.form("conversation")
    again["topics"], again["minutes"] = "economy", "45"
    assert again.submit().status == 303
    assert [one["minutes"] for one in _talks(world)] == [45]


def test_somebody_who_has_talked_before_is_proposed_as_one_of_several_talks(world: World, team: Team) -> None:
    world.conversation(team.visit(), by=team.karim)
    assert team.form(team.visit())["recurrence"] == "ongoing"
    assert team.form(team.visit(citizen=None))["recurrence"] == "one_off"


def test_those_who_joined_on_the_board_were_there_and_a_host_among_them_is_the_centre(world: World, team: Team) -> None:
    visit = team.visit(topic=Challenge.JOB)
    team.join(visit, team.yasmin)
    form = team.form(visit)
    assert (form.values["present"], form["centre_worker"]) == ([str(team.yasmin)], "")
    team.join(visit, team.tom)
    form = team.form(visit)
    assert form.values["present"] == [str(team.tom), str(team.yasmin)]
    assert form["centre_worker"] == "y"
    assert form.submit().status == 303
    there = {one["account_id"]: one["department_id"] for one in one_table(world.app, "conversation_present")}
    departments = {one["name"]: one["id"] for one in one_table(world.app, "department")}
    assert there == {
        team.karim: departments["Jobcenter"],
        team.yasmin: departments["Ydelsescenter"],
        team.tom: None,
    }


def test_somebody_of_the_team_is_added_who_did_not_join_on_the_board(world: World, team: Team) -> None:
    form = team.form(team.visit(topic=Challenge.JOB))
    form["present"] = str(team.yasmin)
    assert form.submit().status == 303
    assert sorted(one["account_id"] for one in one_table(world.app, "conversation_present")) == [
        team.karim,
        team.yasmin,
    ]
    stranger = world.account("otto", Role.CASEWORKER, at=("BorgerCafeen",))
    form = team.form(team.visit(topic=Challenge.JOB))
    form["present"] = str(stranger)
    assert form.submit().status == 422
    assert len(_talks(world)) == 1


def test_somebody_without_a_name_is_talked_with_as_a_matter_of_course(world: World, team: Team) -> None:
    visit = team.visit(citizen=None, topic=Challenge.ECONOMY)
    page = team.page(visit)
    assert "Nummer 1" in page
    form = page.form("conversation")
    form["note"], form["agreed_1_text"] = "Ville ikke sige sit navn.", "Kom igen med brevet"
    assert form.submit().status == 303
    (talk,) = _talks(world)
    (note,) = one_table(world.app, "note")
    (follow_up,) = one_table(world.app, "follow_up")
    assert (talk["citizen_id"], note["citizen_id"], follow_up["citizen_id"]) == (None, None, None)
    assert note["conversation_id"] == follow_up["conversation_id"] == talk["id"]


def test_what_could_not_be_settled_says_why(world: World, team: Team) -> None:
    form = team.form(team.visit(topic=Challenge.ECONOMY))
    form["outcome"] = "another_reason"
    refused = form.submit()
    assert refused.status == 422
    assert "Skriv kort, hvad der mangler." in refused
    again = refused.form("conversation")
    again["unsettled_words"] = "Strømmen gik."
    assert again.submit().status == 303
    (talk,) = _talks(world)
    assert (bool(talk["settled"]), talk["unsettled"], talk["unsettled_words"]) == (
        False,
        "another_reason",
        "Strømmen gik.",
    )


def test_words_about_what_is_missing_are_dropped_once_it_is_settled_after_all(world: World, team: Team) -> None:
    form = team.form(team.visit(topic=Challenge.ECONOMY))
    form["outcome"], form["unsettled_words"] = "settled", "Strømmen gik."
    assert form.submit().status == 303
    assert [one["unsettled_words"] for one in _talks(world)] == [""]


def test_a_note_beside_a_sensitive_topic_says_what_it_is_about(world: World, team: Team) -> None:
    form = team.form(team.visit(topic=Challenge.ALCOHOL))
    form["note"] = "Vil gerne stoppe."
    refused = form.submit()
    assert refused.status == 422
    assert "Vælg, hvad notatet handler om." in refused
    again = refused.form("conversation")
    assert again["note"] == "Vil gerne stoppe."
    again["note_kind"] = "addiction"
    assert again.submit().status == 303
    (note,) = one_table(world.app, "note")
    assert (note["information"], note["contact_id"]) == ("addiction", None)


def test_three_agreements_become_follow_ups_of_the_talk_and_the_department(world: World, team: Team) -> None:
    form = team.form(team.visit(topic=Challenge.ECONOMY))
    form["agreed_1_text"], form["agreed_1_when"], form["agreed_1_whose"] = "Ring til banken", "tomorrow", "me"
    form["agreed_2_text"], form["agreed_2_when"], form["agreed_2_whose"] = "Find kontrakten", "fortnight", "everybody"
    form["agreed_2_shared"] = "y"
    form["agreed_3_text"], form["agreed_3_when"] = "Se på afgørelsen", "another_day"
    form["agreed_3_date"] = (clock.today() + timedelta(days=40)).isoformat()
    form["agreed_3_whose"] = str(team.yasmin)
    assert form.submit().status == 303
    (talk,) = _talks(world)
    rows = sorted(one_table(world.app, "follow_up"), key=lambda one: str(one["text"]))
    told = [
        (one["text"], (one["due_on"] - clock.today()).days, one["responsible_id"], bool(one["text_is_shared"]))
        for one in rows
    ]
    assert told == [
        ("Find kontrakten", 14, None, True),
        ("Ring til banken", 1, team.karim, False),
        ("Se på afgørelsen", 40, team.yasmin, False),
    ]
    assert {(one["conversation_id"], one["department_id"], one["citizen_id"]) for one in rows} == {
        (talk["id"], talk["department_id"], team.ib)
    }
    assert "Se på afgørelsen" in world.browser("yasmin").get("/followups/")


def test_what_is_wrong_with_an_agreement_keeps_everything_that_was_typed(world: World, team: Team) -> None:
    form = team.form(team.visit(topic=Challenge.ECONOMY))
    form["note"], form["agreed_2_text"] = "Et langt notat.", "Ring til banken"
    form["agreed_2_when"], form["agreed_2_date"] = "another_day", "2020-01-01"
    form["agreed_2_whose"] = str(world.account("otto", Role.CASEWORKER, at=("BorgerCafeen",)))
    refused = form.submit()
    assert refused.status == 422
    assert "Dagen er gået." in refused
    assert "Vælg en af mulighederne." in refused
    again = refused.form("conversation")
    assert (again["note"], again["agreed_2_text"]) == ("Et langt notat.", "Ring til banken")
    assert _talks(world) == []
    assert one_table(world.app, "follow_up") == []


def test_saved_and_handed_on_they_wait_for_the_colleague(world: World, team: Team) -> None:
    visit = team.visit(topic=Challenge.ECONOMY)
    form = team.form(visit)
    form["hand_on_to"] = str(team.yasmin)
    assert form.submit().status == 303
    (found,) = one_table(world.app, "visit")
    assert (found["state"], found["wanted_id"]) == ("waiting", team.yasmin)
    assert len(_talks(world)) == 1
    with world.saved():
        visiting.take(db.session.get_one(Visit, visit), by=db.session.get_one(Account, team.yasmin))
    form = team.form(visit, "yasmin")
    assert form["recurrence"] == "ongoing"
    assert form.submit().status == 303
    assert [one["author_id"] for one in _talks(world)] == [team.karim, team.yasmin]
    assert _state(world, visit) == "seen"


def test_nobody_goes_on_to_a_host_or_to_a_colleague_who_is_away(world: World, team: Team) -> None:
    with world.saved():
        session = db.session.get_one(CaseworkSession, team.session)
        next(one for one in session.team if one.account_id == team.yasmin).absent_at = clock.now()
    visit = team.visit(topic=Challenge.ECONOMY)
    for wanted in (team.tom, team.yasmin, 10**9):
        form = team.form(visit)
        form["hand_on_to"] = str(wanted)
        assert form.submit().status == 422
    assert _talks(world) == []


def test_a_double_tap_is_one_conversation(world: World, team: Team) -> None:
    form = team.form(team.visit(topic=Challenge.ECONOMY))
    form["agreed_1_text"] = "Ring til banken"
    assert [form.submit().status for _ in range(3)] == [303, 303, 303]
    assert (len(_talks(world)), len(one_table(world.app, "follow_up"))) == (1, 1)


def test_of_two_who_write_the_same_talk_the_second_is_told_and_keeps_what_was_typed(world: World, team: Team) -> None:
    visit = team.visit(topic=Challenge.ECONOMY)
    team.join(visit, team.yasmin)
    second = team.form(visit, "yasmin")
    assert team.form(visit).submit().status == 303
    second["note"] = "Også mit notat."
    told = second.submit()
    assert told.status == 409
    assert "Karim har allerede gemt en samtale" in told
    assert len(_talks(world)) == 1
    again = told.form("conversation")
    assert again["note"] == "Også mit notat."
    again["anyway"] = "y"
    assert again.submit().status == 303
    assert len(_talks(world)) == 2


def test_whoever_does_not_talk_with_the_citizen_is_led_to_the_board(world: World, team: Team) -> None:
    waiting = world.visit(team.session, by=team.tom, citizen=team.ib)
    led = world.browser("karim").get(f"/casework/visits/{waiting}/conversation")
    assert led.status == 303
    assert "Tag borgeren på tavlen først." in led.follow()
    taken = team.visit(citizen=None)
    assert world.browser("yasmin").get(f"/casework/visits/{taken}/conversation").status == 303


def test_a_visit_that_was_put_back_meanwhile_keeps_what_was_typed(world: World, team: Team) -> None:
    visit = team.visit(topic=Challenge.ECONOMY)
    form = team.form(visit)
    form["note"] = "Et langt notat."
    with world.saved():
        visiting.hand_on(db.session.get_one(Visit, visit), None)
    told = form.submit()
    assert told.status == 409
    assert "Tag borgeren igen" in told
    assert told.form("conversation")["note"] == "Et langt notat."
    assert _talks(world) == []


def test_a_talk_is_written_after_the_session_has_closed(world: World, team: Team) -> None:
    visit = team.visit(topic=Challenge.ECONOMY)
    form = team.form(visit)
    with world.saved():
        db.session.get_one(CaseworkSession, team.session).closed_at = clock.now()
    form["hand_on_to"] = str(team.yasmin)
    assert form.submit().status == 422
    form = team.form(visit)
    assert form.submit().status == 303
    assert len(_talks(world)) == 1


def test_what_is_typed_is_a_draft_of_the_page(world: World, team: Team) -> None:
    visit = team.visit(topic=Challenge.ECONOMY)
    page = team.page(visit)
    form = page.form("conversation")
    form["note"], form["agreed_1_text"], form["topics"] = "Halvt skrevet", "Ring", "job"
    assert form.submit(action="/drafts/").status in (200, 204)
    (draft,) = one_table(world.app, "draft")
    opened = page.browser.get(f"/casework/visits/{visit}/conversation?draft={draft['id']}").form("conversation")
    assert (opened["note"], opened["agreed_1_text"], opened["topics"]) == ("Halvt skrevet", "Ring", "job")
    assert opened.submit().status == 303
    assert one_table(world.app, "draft") == []


def test_a_session_at_two_centres_counts_where_the_tablet_is_under_the_departments_controller(world: World) -> None:
    everywhere = ("BorgerCafeen", "Parasollen")
    karim = world.account("karim", Role.CASEWORKER, at=everywhere)
    kirsten = world.account("kirsten", Role.CENTRE_WORKER, at=("Parasollen",))
    session = world.session(at=everywhere, team=(karim, kirsten))
    for place in everywhere:
        visit = world.visit(session, by=kirsten, taken_by=karim, topic=Challenge.JOB)
        browser = world.browser("karim")
        form = browser.get("/accounts/me").form("place")
        form["centre"] = str(world.centre[place])
        assert form.submit().status == 303
        assert browser.get(f"/casework/visits/{visit}/conversation").form("conversation").submit().status == 303
    assert [(one["centre_id"], one["controller_id"]) for one in _talks(world)] == [
        (world.centre[place], world.operator("Kommunen")) for place in everywhere
    ]


def test_a_citizen_of_another_operator_is_a_number_to_the_department(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER, at=("Parasollen",))
    kirsten = world.account("kirsten", Role.CENTRE_WORKER, at=("Parasollen",))
    maja = world.citizen("Maja", by=kirsten, at="Parasollen")
    session = world.session(at=("Parasollen",), team=(karim, kirsten))
    visit = world.visit(session, by=kirsten, citizen=maja, taken_by=karim, topic=Challenge.JOB, called="Majamus")
    page = world.browser("karim").get(f"/casework/visits/{visit}/conversation")
    assert ("Nummer 1" in page, "Maja" in page) == (True, False)
    assert "har en anden driftsherre" in page
    form = page.form("conversation")
    assert "agreed_1_shared" not in str(page.soup)
    form["agreed_1_text"], form["agreed_1_whose"] = "Ring til banken", "everybody"
    assert form.submit().status == 422
    form["agreed_1_whose"] = "me"
    assert form.submit().status == 303
    (talk,) = _talks(world)
    (follow_up,) = one_table(world.app, "follow_up")
    assert (talk["citizen_id"], follow_up["citizen_id"]) == (None, None)
    assert world.browser("kirsten").get(f"/casework/conversations/{talk['id']}").status == 404


HOSTILE = ["", " \x00<b>", "9" * 400]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_of_any_field_breaks_the_page(world: World, team: Team, value: str) -> None:
    visit = team.visit(topic=Challenge.ECONOMY)
    page = team.page(visit)
    names = {str(tag["name"]) for tag in page.soup.select("[name]")} - {"csrf_token", "form_key"}
    assert len(names) > 25
    for name in sorted(names):
        form = page.form("conversation")
        form["form_key"] = f"{abs(hash(name)):032x}"[:32]
        form[name] = [value, value]
        assert form.submit().status in (303, 400, 409, 422), name
        if _state(world, visit) == "seen":
            with world.saved():
                visiting.hand_on(db.session.get_one(Visit, visit), None)
            with world.saved():
                visiting.take(db.session.get_one(Visit, visit), by=db.session.get_one(Account, team.karim))


def test_a_registration_number_is_stopped_in_an_agreement_too(world: World, team: Team) -> None:
    form = team.form(team.visit(topic=Challenge.ECONOMY))
    form["agreed_3_text"] = "Ring om 010190-1234"
    refused = form.submit()
    assert refused.status == 422
    assert "CPR" in refused
    assert _talks(world) == []
