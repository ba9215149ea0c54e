"""Conversations and waiting days of a world small enough to count by hand."""

from datetime import date, datetime, timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.casework.conversation import Recurrence, Unsettled
from app.casework.visit import BroughtBy
from app.monitoring import queries, waiting
from app.monitoring.table import Scope
from app.monitoring.waiting import Wait
from tests.browser_without_script import Page
from tests.make import World
from tests.monitoring.test_counting import at, counted

FIRST, LAST = date(2025, 1, 1), date(2025, 3, 31)


class Quarter:
    """Mette of the SKP and Karim of the Jobcenter, at both centres of the municipality."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.mette = world.account("mette", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
        self.karim = world.account("karim", Role.CASEWORKER, at=("Regnbuen", "BorgerCafeen"))
        self.sessions = {name: world.session(at=(name,)) for name in ("Regnbuen", "BorgerCafeen")}

    def citizen(self, alias: str, met: datetime | None = None, at: str = "Regnbuen") -> int:
        citizen = self.world.citizen(alias, by=self.mette, at=at, happened_at=met)
        if met:
            self.world.contact(citizen, by=self.mette, at=at, happened_at=met)
        return citizen

    def talk(self, citizen: int | None, when: datetime, at: str = "Regnbuen", **said: object) -> int:
        with clock.stopped(when + timedelta(minutes=20)):
            visit = self.world.visit(self.sessions[at], by=self.mette, citizen=citizen, taken_by=self.karim)
            return self.world.conversation(visit, by=self.karim, at=at, **said)

    def waits(self, *centres: str) -> Wait:
        with self.world.app.app_context():
            chosen = frozenset(self.world.centre[name] for name in centres) or None
            return waiting.waits(Scope(FIRST, LAST, chosen))[0]


@pytest.fixture
def quarter(world: World) -> Quarter:
    """Nothing has happened yet."""
    return Quarter(world)


def test_a_conversation_counts_its_citizen_as_a_contact_does_and_contacts_stay_contacts(
    world: World, quarter: Quarter
) -> None:
    ib = quarter.citizen("Ib", at(2025, 1, 5, 12))
    quarter.talk(ib, at(2025, 2, 1, 10))
    quarter.talk(quarter.citizen("Sanne"), at(2025, 2, 1, 11))
    quarter.talk(None, at(2025, 2, 1, 12))
    with world.app.app_context():
        found = queries.figures(Scope(FIRST, LAST))
        february = queries.figures(Scope(date(2025, 2, 1), date(2025, 2, 28)))
    assert (found.citizens, found.contacts, found.contacts_without_record) == (2, 1, 0)
    assert (found.conversations, found.conversations_without_record) == (3, 1)
    assert counted(found, "challenges") == {"economy": (2, 100)}
    assert (february.citizens, february.contacts, february.conversations) == (2, 0, 3)


def test_once_or_ongoing_settled_and_brought_by_are_percentages_of_conversations(
    world: World, quarter: Quarter
) -> None:
    ib = quarter.citizen("Ib")
    quarter.talk(ib, at(2025, 1, 1, 0, 0), recurrence=Recurrence.ONGOING, brought_by=BroughtBy.SKP)
    quarter.talk(ib, at(2025, 2, 1, 10), recurrence=Recurrence.ONGOING, unsettled=Unsettled.TAKES_TIME)
    quarter.talk(ib, at(2025, 3, 1, 10), at="BorgerCafeen", unsettled=Unsettled.TAKES_TIME)
    quarter.talk(None, at(2025, 3, 31, 23, 59), unsettled=Unsettled.MISSING_PAPERS)
    quarter.talk(ib, at(2024, 12, 31, 23, 59), brought_by=BroughtBy.HOSPITAL)
    quarter.talk(ib, at(2025, 4, 1, 0, 0), brought_by=BroughtBy.HOSPITAL)
    with world.app.app_context():
        found = queries.figures(Scope(FIRST, LAST))
        cafe = queries.figures(Scope(FIRST, LAST, frozenset({world.centre["BorgerCafeen"]})))
    assert counted(found, "recurrence") == {"one_off": (2, 50), "ongoing": (2, 50)}
    assert counted(found, "settled") == {"settled": (1, 25), "missing_papers": (1, 25), "takes_time": (2, 50)}
    assert counted(found, "brought_by") == {"self": (3, 75), "skp": (1, 25)}
    assert found.table("recurrence").base == 4
    assert counted(cafe, "settled") == {"takes_time": (1, 100)}


def test_waiting_days_run_from_the_very_first_contact_to_the_first_conversation(quarter: Quarter) -> None:
    for number, days in enumerate((0, 1, 2, 9, 30)):
        ib = quarter.citizen(f"Borger {number}", at(2025, 1, 10, 9))
        quarter.talk(ib, at(2025, 1, 10, 10) + timedelta(days=days))
    assert quarter.waits() == Wait("conversation", 5, 2, 9, 0)


def test_a_second_conversation_is_no_second_wait_and_a_wait_belongs_to_where_it_ended(quarter: Quarter) -> None:
    long_ago = quarter.citizen("Ib", at(2024, 12, 22, 9))
    quarter.talk(long_ago, at(2025, 1, 1, 0, 0), at="BorgerCafeen")
    quarter.talk(long_ago, at(2025, 1, 8, 10))
    before = quarter.citizen("Kaj", at(2024, 12, 1, 9))
    quarter.talk(before, at(2024, 12, 31, 23, 59))
    quarter.talk(before, at(2025, 1, 15, 10))
    after = quarter.citizen("Åse", at(2025, 3, 1, 9))
    quarter.talk(after, at(2025, 4, 1, 0, 0))
    assert quarter.waits() == Wait("conversation", 1, 10, 10, 0)
    assert quarter.waits("BorgerCafeen") == Wait("conversation", 1, 10, 10, 0)
    assert quarter.waits("Regnbuen") == Wait("conversation", 0, None, None, 0)


def test_days_are_counted_by_midnights_on_a_danish_wall_clock(quarter: Quarter) -> None:
    quarter.talk(quarter.citizen("Ib", at(2025, 1, 10, 23, 50)), at(2025, 1, 11, 0, 10))
    quarter.talk(quarter.citizen("Sanne", at(2025, 3, 29, 12)), at(2025, 3, 30, 12))
    assert quarter.waits() == Wait("conversation", 2, 1, 1, 0)


def test_whoever_came_straight_to_the_session_has_not_waited(quarter: Quarter) -> None:
    quarter.talk(quarter.citizen("Ib"), at(2025, 1, 10, 10))
    later = quarter.citizen("Sanne")
    quarter.talk(later, at(2025, 1, 10, 10))
    quarter.world.contact(later, by=quarter.mette, happened_at=at(2025, 1, 10, 14))
    quarter.talk(None, at(2025, 1, 10, 11))
    assert quarter.waits() == Wait("conversation", 0, None, None, 2)


def test_records_of_one_person_wait_as_one(quarter: Quarter) -> None:
    first = quarter.citizen("Ib", at(2025, 1, 1, 9))
    second = quarter.citizen("Ib fra havnen", at(2025, 1, 20, 9))
    quarter.talk(second, at(2025, 1, 21, 10))
    assert quarter.waits() == Wait("conversation", 1, 1, 1, 0)
    quarter.world.link(first, second, by=quarter.mette)
    assert quarter.waits() == Wait("conversation", 1, 20, 20, 0)


def _rows(page: Page, section: str) -> list[list[str]]:
    found = page.soup.select(f"[aria-labelledby={section}] tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in found]


def test_the_pages_show_them_to_a_leader_for_the_leaders_own_centre(quarter: Quarter) -> None:
    quarter.talk(quarter.citizen("Ib fra havnen", at(2025, 1, 10, 9)), at(2025, 1, 12, 10))
    quarter.talk(quarter.citizen("Kaj", at(2025, 1, 1, 9), at="BorgerCafeen"), at(2025, 1, 31, 10), at="BorgerCafeen")
    quarter.talk(None, at(2025, 1, 12, 11))
    quarter.world.account("frank", Role.LEADER, at=("Regnbuen",))
    browser = quarter.world.browser("frank")
    asked = "?first=2025-01-01&last=2025-03-31&centre=0"
    overview = browser.get(f"/monitoring/{asked}")
    assert "2 dage fra første kontakt til samtale for halvdelen" in " ".join(overview.soup.get_text(" ").split())
    talks = browser.get(f"/monitoring/themes/talks{asked}&by=centre")
    assert _rows(talks, "conversations") == [
        ["Samtaler i alt", "2", "2"],
        ["Samtaler med en borger, vi kender", "1", "1"],
        ["Samtaler med nogen uden navn", "1", "1"],
    ]
    assert _rows(talks, "recurrence") == [
        ["Enkeltstående", "2 (100 %)", "2 (100 %)"],
        ["Løbende", "0 (0 %)", "0 (0 %)"],
    ]
    waits = browser.get(f"/monitoring/themes/waiting{asked}")
    assert [row[-1] for row in _rows(waits, "waiting")[:4]] == ["1", "2 dage", "2 dage", "0"]
    assert "Ib fra havnen" not in waits
    assert "30 dage" not in waits


def test_how_it_is_counted_is_told_to_the_steering_group(quarter: Quarter) -> None:
    quarter.world.account("birgit", Role.STEERING_GROUP)
    browser = quarter.world.browser("birgit")
    page = browser.get("/monitoring/definitions")
    assert "Antallet af kontakter og antallet af samtaler i rådgivningen tælles hver for sig" in page
    assert "70\N{NO-BREAK SPACE}%" in page
    assert "Dage fra den allerførste kontakt" in browser.get("/monitoring/definitions/waiting")


def test_the_command_prints_them(quarter: Quarter) -> None:
    quarter.talk(quarter.citizen("Ib", at(2025, 1, 10, 9)), at(2025, 1, 12, 10))
    said = quarter.world.app.test_cli_runner().invoke(
        args=["monitoring", "tables", "--from", "2025-01-01", "--to", "2025-03-31"]
    )
    assert "1 conversations (0 without a record)\n" in said.output
    assert "days to the first conversation: 1 citizens, half 2, 80 % 2 (0 direct)\n" in said.output
