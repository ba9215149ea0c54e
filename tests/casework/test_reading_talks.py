"""Who reads a conversation: those who were there and the department's own people; all others see that it took place."""

from dataclasses import replace
from typing import Any

import pytest

from app.accounts.role import Role
from app.casework.conversation import Deed, Unsettled
from app.citizens.challenge import Challenge
from app.citizens.linking import movers
from app.citizens.reading import Information, Kept, Reader, may_read
from tests.browser_without_script import Form, Page
from tests.database import one_table
from tests.make import World

NOTE = "Fortalte om sin gæld til broren"
WHY = "Kontrakten ligger hos en ven"
SECRETS = (NOTE, WHY, "Økonomi", "Alkohol", "Søgte om noget", "Tom Riis", "20 min.")


class People:
    """Everybody at Regnbuen who could be curious, and a talk with Ib that Karim of Jobcenter had with Tom there."""

    def __init__(self, world: World, **said: Any) -> None:
        self.world = world
        self.karim = world.account("karim", Role.CASEWORKER, name="Karim Haddad")
        self.kim = world.account("kim", Role.CASEWORKER, name="Kim Bach")
        self.lotte = world.account("lotte", Role.CASEWORKER, at=("BorgerCafeen",), name="Lotte Friis")
        self.yasmin = world.account("yasmin", Role.CASEWORKER, name="Yasmin Omar", department="Ydelsescenter")
        self.ole = world.account("ole", Role.ADDICTION_WORKER, name="Ole Krogh", department="Misbrugscenter")
        self.tom = world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
        self.mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
        self.ib = world.citizen("Ib fra havnen", by=self.mette, full_name="Ib Hemmelig Sørensen")
        self.session = world.session(team=(self.karim, self.tom))
        self.visit = world.visit(self.session, by=self.mette, citizen=self.ib, taken_by=self.karim)
        details: dict[str, Any] = {
            "note": NOTE,
            "deeds": frozenset({Deed.APPLIED}),
            "unsettled": Unsettled.MISSING_PAPERS,
            "unsettled_words": WHY,
        } | said
        self.talk = world.conversation(self.visit, by=self.karim, present=(self.tom,), **details)

    def page(self, who: str, what: str = "") -> Page:
        """The talk's page, or one below it."""
        return self.world.browser(who).get(f"/casework/conversations/{self.talk}{what}")


@pytest.fixture
def people(world: World) -> People:
    return People(world)


def _leaks(page: Page) -> list[str]:
    main = page.soup.select_one("main")
    return [word for word in (*SECRETS,) if main and word in main.get_text(" ", strip=True)]


@pytest.mark.parametrize("who", ["karim", "tom", "kim"])
def test_those_who_were_there_and_the_department_read_all_of_it(people: People, who: str) -> None:
    page = people.page(who)
    assert page.status == 200
    for word in (NOTE, WHY, "Økonomi", "Søgte om noget", "Tom Riis"):
        assert word in page
    timeline = people.world.browser(who).get(f"/citizens/{people.ib}")
    assert (NOTE in timeline, "Samtale med Jobcenter, Karim Haddad" in timeline) == (True, True)


@pytest.mark.parametrize("who", ["yasmin", "ole", "mette"])
def test_everybody_else_sees_that_it_took_place_and_with_which_department(people: People, who: str) -> None:
    page = people.page(who)
    assert page.status == 200
    assert "Samtale med Jobcenter" in page
    assert "Indholdet er ikke delt med dig." in page
    assert _leaks(page) == []
    assert "Karim" not in page.soup.select_one("main").get_text()
    timeline = people.world.browser(who).get(f"/citizens/{people.ib}")
    assert "Samtale med Jobcenter" in timeline
    assert _leaks(timeline) == []


def test_whoever_works_elsewhere_does_not_learn_that_it_took_place(people: People) -> None:
    assert [people.page("lotte", what).status for what in ("", "/correction", "/handout")] == [404, 404, 404]


def test_what_is_sensitive_is_read_by_need_in_the_department_too(world: World) -> None:
    people = People(world, topics=(Challenge.ALCOHOL, Challenge.HOUSING), information=Information.ADDICTION)
    page = people.page("kim")
    assert ("Bolig, Andet, som du ikke kan se" in page, NOTE in page, "Alkohol" in page) == (True, False, False)
    assert "Der er et notat. Indholdet er ikke delt med dig." in page
    assert NOTE not in world.browser("kim").get(f"/citizens/{people.ib}")
    world.conversation(people.visit, by=people.kim)
    page = people.page("kim")
    assert ("Bolig, Alkohol" in page, NOTE in page) == (True, True)
    assert NOTE in people.page("tom")


def test_the_rule_itself() -> None:
    talk = Kept(10, 1, 100, Information.GENERAL, department_id=7, conversation_id=5)
    at_both = frozenset({(1, 7), (2, 8)})
    readers = {
        "author": Reader(10, at=frozenset({(1, 100)})),
        "present": Reader(11, was_at=frozenset({5})),
        "department": Reader(12, departments=at_both),
        "department, knows": Reader(12, works_with_citizen=True, departments=at_both),
        "department elsewhere": Reader(13, works_with_citizen=True, departments=frozenset({(2, 7)})),
        "another department": Reader(14, works_with_citizen=True, departments=frozenset({(1, 8)})),
        "host": Reader(15, works_with_citizen=True, hosts=frozenset({(1, 100)})),
    }
    read = {
        who: tuple(
            may_read(reader, replace(talk, information=kind)) for kind in (Information.GENERAL, Information.CRIME)
        )
        for who, reader in readers.items()
    }
    assert read == {
        "author": (True, True),
        "present": (True, True),
        "department": (True, False),
        "department, knows": (True, True),
        "department elsewhere": (False, False),
        "another department": (False, False),
        "host": (False, False),
    }


def _correction(people: People, who: str = "karim") -> Form:
    return people.page(who, "/correction").form("correction")


def test_ones_own_talk_is_corrected_and_what_it_said_stays(people: People) -> None:
    form = _correction(people)
    assert (form["topics"], form["outcome"], form["minutes"], form["note"]) == (
        "economy",
        "missing_papers",
        "20",
        NOTE,
    )
    form["topics"], form["minutes"], form["outcome"] = ["housing", "job"], "45", "settled"
    form["present"], form["note"], form["reason"] = [], "Det handlede om huslejen.", "Jeg blandede to sammen"
    assert form.submit().status == 303
    (talk,) = one_table(people.world.app, "conversation")
    assert (talk["minutes"], bool(talk["settled"]), talk["unsettled_words"], talk["version"]) == (45, True, "", 2)
    assert {one["challenge"] for one in one_table(people.world.app, "challenge_noted")} == {"housing", "job"}
    page = people.page("karim")
    for words in (
        "Rettet 1 gang",
        "«Jeg blandede to sammen»",
        "Emner: Økonomi blev rettet til Bolig, Job",
        "Varighed: 20 min. blev rettet til 45 min.",
        f"Nej. Mangler papirer: {WHY} blev rettet til Ja, det er klaret",
        "Med i samtalen: Karim Haddad, Tom Riis blev rettet til Karim Haddad",
        NOTE,
        "Det handlede om huslejen.",
    ):
        assert words in page
    assert _leaks(people.page("tom")) == []
    assert "rettet" in people.world.browser("kim").get(f"/citizens/{people.ib}")


def test_an_earlier_sensitive_note_is_read_as_the_note_was(world: World) -> None:
    people = People(world, information=Information.HEALTH)
    form = _correction(people)
    form["note"], form["note_kind"] = "Alment nu.", "general"
    assert form.submit().status == 303
    page = people.page("kim")
    assert ("Alment nu." in page, NOTE in page) == (True, False)
    assert "Notatet er rettet. Indholdet er ikke delt med dig." in page
    assert NOTE in people.page("karim")


@pytest.mark.parametrize("who", ["kim", "yasmin", "ole"])
def test_what_a_colleague_wrote_is_theirs_to_correct(people: People, who: str) -> None:
    form = _correction(people)
    led = people.page(who, "/correction")
    assert led.status == 303
    assert "Kun den, der skrev samtalen" in led.follow()
    browser = people.world.browser(who)
    form["csrf_token"] = browser.get("/accounts/me").form("sign-out")["csrf_token"]
    form["minutes"] = "90"
    assert browser.send("POST", form.action, form.values).status == 303
    assert [one["minutes"] for one in one_table(people.world.app, "conversation")] == [20]
    assert [people.page(host, "/correction").status for host in ("tom", "mette")] == [404, 404]


def test_two_corrections_at_once_are_shown_beside_each_other(people: People) -> None:
    first, second = _correction(people), _correction(people)
    first["minutes"], second["minutes"] = "45", "90"
    assert first.submit().status == 303
    clash = second.submit()
    assert clash.status == 409
    assert ("45 min." in clash, "1 time 30 min." in clash) == (True, True)


def test_a_talk_without_a_topic_is_not_what_a_correction_leads_to(people: People) -> None:
    form = _correction(people)
    form["topics"] = []
    assert form.submit().status == 422
    assert [one["version"] for one in one_table(people.world.app, "conversation")] == [1]


def test_conversations_and_their_agreements_go_along_when_two_records_are_linked(world: World, people: People) -> None:
    assert "samtaler" in {str(mover.words) for mover in movers()}
    kept = world.citizen("Ib igen", by=people.mette)
    world.link(kept, people.ib, by=people.mette)
    assert [one["citizen_id"] for one in one_table(world.app, "conversation")] == [kept]
    assert NOTE in world.browser("karim").get(f"/citizens/{kept}")


def _agreed(people: People) -> Page:
    visit = people.world.visit(people.session, by=people.mette, citizen=people.ib, taken_by=people.karim)
    browser = people.world.browser("karim")
    form = browser.get(f"/casework/visits/{visit}/conversation").form("conversation")
    form["topics"], form["note"], form["note_kind"] = "alcohol", NOTE, "addiction"
    form["agreed_1_text"], form["agreed_1_when"] = "Ring til banken sammen", "week"
    form["agreed_2_text"], form["agreed_2_when"], form["agreed_2_whose"] = "Tag brevet med", "tomorrow", "everybody"
    saved = form.submit(button=("then", "handout"))
    assert saved.status == 303
    return saved.follow()


def test_the_handout_says_what_was_agreed_and_nothing_that_others_must_not_read(people: People) -> None:
    sheet = _agreed(people)
    words = sheet.soup.select_one(".v-sheet").get_text(" ", strip=True)
    assert "Det har vi aftalt, Ib fra havnen" in words
    assert "Ring til banken sammen Spørg efter Karim på Regnbuen." in words
    assert "Tag brevet med Spørg på Regnbuen." in words
    assert words.index("Tag brevet med") < words.index("Ring til banken")
    for secret in (NOTE, "lkohol", "Sørensen", "Hemmelig", "Haddad", "Jobcenter", "misbrug", "min."):
        assert secret not in words
    assert ("printed", "casework.handout") in {
        (one["act"], one["page"]) for one in one_table(people.world.app, "access_entry")
    }
    nameless = sheet.browser.get(f"{sheet.path}?name=no")
    assert "Ib fra havnen" not in nameless.soup.select_one(".v-sheet").get_text()


def test_the_handout_of_somebody_known_by_name_alone_or_protected_names_nobody(world: World) -> None:
    people = People(world)
    people.ib = world.citizen("", by=people.mette, full_name="Ruth Hemmelig")
    words = _agreed(people).soup.select_one(".v-sheet").get_text(" ", strip=True)
    assert words.startswith("Det har vi aftalt Vi talte sammen")
    assert "Ruth" not in words


def test_the_handout_is_plain_enough_to_be_read_by_somebody_who_is_tired(people: People) -> None:
    words = _agreed(people).soup.select_one(".v-sheet").get_text(" ", strip=True)
    for own in ("Ib fra havnen", "Ring til banken sammen", "Tag brevet med"):
        words = words.replace(own, "")
    sentences = max(1, sum(words.count(mark) for mark in ".?:"))
    every = words.split()
    lix = len(every) / sentences + 100 * sum(len(word.strip(".,?")) > 6 for word in every) / len(every)
    print(f"measured: LIX of the handout's own words {lix:.0f} (easy is below 35)")
    assert lix < 35


@pytest.mark.parametrize("who", ["yasmin", "ole", "mette"])
def test_whoever_may_not_read_the_talk_gets_no_handout(people: People, who: str) -> None:
    sheet = _agreed(people)
    led = people.world.browser(who).get(sheet.path)
    assert led.status == 303
    assert "Ring til banken" not in led.follow()


def test_a_person_without_a_record_gets_a_handout_too(world: World, people: People) -> None:
    people.ib = None
    sheet = _agreed(people)
    assert "Ring til banken sammen" in sheet
