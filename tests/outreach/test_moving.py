"""A contact that stood with the wrong person is moved, with a trace at both and nothing told at the wrong one."""

from dataclasses import dataclass

import pytest

from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.db import db
from app.followups.models import FollowUp
from app.outreach.contact import Kind
from tests.browser_without_script import Browser, Page
from tests.database import logged, one_table
from tests.make import World

NOTE = "Bange for at blive sat ud"


@dataclass
class Wrong:
    """Mette's contact stands with Ib, and was with Sanne."""

    world: World
    mette: Browser
    ib: int
    sanne: int
    contact: int

    def move(self, who: int | str, reason: str = "Trykkede på den forkerte", **more: str) -> Page:
        """Send the form of a move."""
        form = self.mette.get(f"/outreach/contacts/{self.contact}/move").form("/move")
        form["who"], form["reason"] = str(who), reason
        for name, value in more.items():
            form[name] = value
        return form.submit()

    def citizens(self) -> tuple[set[int | None], ...]:
        """With whom the contact, its topics, its note and its bridge stand."""
        tables = ("contact", "challenge_noted", "note", "bridge")
        found = ({row["citizen_id"] for row in one_table(self.world.app, table)} for table in tables)
        return tuple(found)


@pytest.fixture
def wrong(world: World) -> Wrong:
    """A contact of the kind bridging, with a note and two topics."""
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    ib, sanne = world.citizen("Ib", by=mette), world.citizen("Sanne", by=mette)
    contact = world.contact(
        ib,
        by=mette,
        note=NOTE,
        topics=(Challenge.HOUSING, Challenge.ECONOMY),
        kind=Kind.BRIDGING,
        known_before=KnownBefore.YES,
    )
    return Wrong(world, world.browser("mette"), ib, sanne, contact)


def test_everything_goes_along_and_both_pages_tell_it(wrong: Wrong) -> None:
    page = wrong.move(wrong.sanne).follow()
    assert page.path == f"/outreach/contacts/{wrong.contact}"
    assert "Flyttet hertil af Mette Lund, i dag kl." in page
    assert "«Trykkede på den forkerte»" in page
    assert wrong.citizens() == ({wrong.sanne},) * 4
    left = wrong.mette.get(f"/citizens/{wrong.ib}")
    assert "En kontakt stod her ved en fejl og er flyttet af Mette Lund" in left
    for told in (NOTE, "Sanne", "Bolig", "forkerte", "Brobygning til"):
        assert told not in left.soup.select_one("ol.v-time").get_text(), told
    right = wrong.mette.get(f"/citizens/{wrong.sanne}")
    assert NOTE in right
    assert "flyttet hertil" in right
    [trace] = one_table(wrong.world.app, "contact_moved")
    assert (trace["citizen_id"], trace["to_citizen_id"]) == (wrong.ib, wrong.sanne)


def test_what_was_agreed_in_it_goes_along_and_nothing_else_does(wrong: Wrong) -> None:
    mette = one_table(wrong.world.app, "contact")[0]["author_id"]
    agreed = wrong.world.follow_up("Ring til boligforeningen", by=mette, citizen=wrong.ib)
    wrong.world.follow_up("Find en tandlæge", by=mette, citizen=wrong.ib)
    with wrong.world.saved():
        db.session.get_one(FollowUp, agreed).contact_id = wrong.contact
    assert wrong.move(wrong.sanne).status == 303
    about = {row["text"]: row["citizen_id"] for row in one_table(wrong.world.app, "follow_up")}
    assert about == {"Ring til boligforeningen": wrong.sanne, "Find en tandlæge": wrong.ib}
    changed = [records for act, _, _, records in logged(wrong.world.app) if act == "changed"]
    assert any(("follow_up", agreed) in records for records in changed)
    assert wrong.move("unnamed").status == 303
    about = {row["text"]: row["citizen_id"] for row in one_table(wrong.world.app, "follow_up")}
    assert about == {"Ring til boligforeningen": None, "Find en tandlæge": wrong.ib}


def test_the_answer_to_known_before_stays_where_it_was_asked(wrong: Wrong) -> None:
    wrong.move(wrong.sanne)
    answers = {row["id"]: row["known_before"] for row in one_table(wrong.world.app, "citizen")}
    assert answers == {wrong.ib: KnownBefore.YES, wrong.sanne: None}


def test_moving_back_is_another_move_and_leaves_no_trace_of_a_mistake_that_was_none(wrong: Wrong) -> None:
    wrong.move(wrong.sanne)
    assert wrong.move(wrong.ib, "Det var rigtigt nok").status == 303
    assert wrong.citizens() == ({wrong.ib},) * 4
    assert "stod her ved en fejl" not in wrong.mette.get(f"/citizens/{wrong.ib}")
    assert "stod her ved en fejl" in wrong.mette.get(f"/citizens/{wrong.sanne}")
    wrong.move(wrong.sanne, "Nej, det var Sanne")
    assert wrong.mette.get(f"/citizens/{wrong.ib}").text.count("stod her ved en fejl") == 1
    assert len(one_table(wrong.world.app, "contact_moved")) == 3


def test_it_can_be_moved_to_nobody_named_and_to_a_group(wrong: Wrong) -> None:
    assert wrong.move("unnamed").status == 303
    assert wrong.citizens() == ({None},) * 4
    assert wrong.move("group", group_size="6").status == 303
    assert [row["people"] for row in one_table(wrong.world.app, "contact")] == [6]
    assert wrong.move(wrong.sanne).status == 303
    assert [row["people"] for row in one_table(wrong.world.app, "contact")] == [1]


def test_without_a_reason_or_a_person_nothing_moves_and_all_is_kept(wrong: Wrong) -> None:
    answer = wrong.move(wrong.sanne, reason=" ")
    assert answer.status == 422
    assert "Skriv kort, hvorfor kontakten skal flyttes." in answer
    assert answer.form("/move")["who"] == str(wrong.sanne)
    nobody = wrong.move("")
    assert (nobody.status, nobody.form("/move")["reason"]) == (422, "Trykkede på den forkerte")
    same = wrong.move(wrong.ib)
    assert same.status == 422
    assert "Kontakten står der allerede." in same
    assert wrong.citizens() == ({wrong.ib},) * 4
    assert one_table(wrong.world.app, "contact_moved") == []


def test_the_search_works_without_script_and_finds_only_ones_own(wrong: Wrong) -> None:
    otto = wrong.world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    hidden = wrong.world.citizen("Sannes nabo", by=otto, at="BorgerCafeen")
    form = wrong.mette.get(f"/outreach/contacts/{wrong.contact}/move").form("/move")
    form["q"], form["reason"] = "san", "Forkert"
    page = form.submit(button=("search", "1"))
    assert page.status == 200
    assert page.soup.find("input", {"name": "who", "value": str(wrong.sanne)}) is not None
    assert "nabo" not in page.text
    assert page.form("/move")["reason"] == "Forkert"
    assert wrong.move(hidden).status == 422
    assert wrong.citizens() == ({wrong.ib},) * 4


def test_never_to_a_person_of_another_controller(world: World) -> None:
    nina = world.account("nina", Role.SKP_WORKER, at=("Regnbuen", "Parasollen"))
    ib = world.citizen("Ib", by=nina)
    privat = world.citizen("Pia", by=nina, at="Parasollen")
    contact = world.contact(ib, by=nina)
    wrong = Wrong(world, world.browser("nina"), ib, privat, contact)
    refused = wrong.move(privat)
    assert refused.status == 422
    assert "De to må ikke blandes uden samtykke." in refused
    assert [row["citizen_id"] for row in one_table(world.app, "contact")] == [ib]


def test_the_wrong_person_no_longer_belongs_where_only_the_mistake_had_put_them(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    ib, sanne = world.citizen("Ib", by=lis), world.citizen("Sanne", by=lis)
    contact = world.contact(ib, by=lis, at="BorgerCafeen")
    at = world.centre["BorgerCafeen"]
    assert (ib, at) in {(row["citizen_id"], row["centre_id"]) for row in one_table(world.app, "citizen_at_centre")}
    Wrong(world, world.browser("lis"), ib, sanne, contact).move(sanne)
    belongs = {(row["citizen_id"], row["centre_id"]) for row in one_table(world.app, "citizen_at_centre")}
    regnbuen = world.centre["Regnbuen"]
    assert belongs == {(ib, regnbuen), (sanne, regnbuen), (sanne, at)}


def test_two_who_move_at_once_do_not_overwrite_each_other(wrong: Wrong) -> None:
    kaj = wrong.world.citizen("Kaj", by=one_table(wrong.world.app, "account")[0]["id"])
    wrong.world.account("tom", Role.CENTRE_WORKER)
    address = f"/outreach/contacts/{wrong.contact}/move"
    late = wrong.world.browser("tom").get(address).form("/move")
    wrong.move(wrong.sanne)
    late["who"], late["reason"] = str(kaj), "Det var Kaj"
    page = late.submit()
    assert page.status == 409
    assert "Sanne" in page
    form = page.form("/move")
    form["keep-who"] = "mine"
    assert form.submit().status == 303
    assert wrong.citizens() == ({kaj},) * 4
