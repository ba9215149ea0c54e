"""Min dag: where each role that meets citizens starts, and what a leader sees of it."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.challenge import Challenge
from tests.browser_without_script import Page
from tests.database import logged
from tests.make import World

MEETS = (
    Role.CENTRE_WORKER,
    Role.SKP_WORKER,
    Role.CASEWORKER,
    Role.ADDICTION_WORKER,
    Role.HEALTH_WORKER,
)


def _order(day: Page, *words: str) -> list[str]:
    text = day.soup.get_text(" ", strip=True)
    return sorted(words, key=text.index)


@pytest.mark.parametrize("role", MEETS)
def test_everybody_who_meets_citizens_sees_what_is_late_today_and_coming(world: World, role: Role) -> None:
    somebody = world.account("somebody", role)
    for due_in, text in ((-2, "Den forsinkede"), (0, "Den i dag"), (7, "Den næste"), (8, "Den senere")):
        world.follow_up(text, by=somebody, due_in=due_in)
    day = world.browser("somebody").get("/day")
    words = (
        "Forsinket 1",
        "Den forsinkede",
        "2 dage for sent",
        "I dag 1",
        "Den i dag",
        "Kommer de næste 7 dage",
        "Den næste",
    )
    assert _order(day, *words) == list(words)
    assert "Den senere" not in day


@pytest.mark.parametrize("role", MEETS)
def test_an_empty_day_says_so_in_a_sentence_each(world: World, role: Role) -> None:
    world.account("somebody", role)
    day = world.browser("somebody").get("/day")
    for sentence in (
        "Forsinket 0",
        "Intet er forsinket.",
        "I dag 0",
        "Ingen opfølgninger i dag.",
        "Ingen de næste 7 dage.",
    ):
        assert sentence in day


def test_hosts_have_the_days_contacts_and_visitors_one_main_act_of_their_own(world: World) -> None:
    for name, role in (("mette", Role.SKP_WORKER), ("karim", Role.CASEWORKER)):
        world.account(name, role)
    mette, karim = world.browser("mette").get("/day"), world.browser("karim").get("/day")
    for page, main in ((mette, "Ny kontakt"), (karim, "Ny opfølgning")):
        assert [link.get_text(strip=True) for link in page.soup.select("main a.main")] == [main]
    assert "Mine kontakter i dag" in mette
    assert "Hvor mange kom i dag?" in mette
    assert "Mine kontakter i dag" not in karim


def test_it_shows_ones_own_and_the_centres_and_not_a_colleagues(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("tom", Role.CENTRE_WORKER)
    lis = world.account("lis", Role.SKP_WORKER, at=("BorgerCafeen",))
    world.follow_up("Mettes egen", by=mette)
    world.follow_up("Hele stedets", by=mette, anybodys=True)
    world.follow_up("Et andet steds", by=lis, at="BorgerCafeen", anybodys=True)
    day = world.browser("tom").get("/day")
    assert "Hele stedets" in day
    for other in ("Mettes egen", "Et andet steds"):
        assert other not in day


def test_what_is_the_whole_centres_is_shown_to_whoever_is_there_and_ones_own_everywhere(world: World) -> None:
    karim = world.account("karim", Role.CASEWORKER, at=("Regnbuen", "BorgerCafeen"))
    for at in ("Regnbuen", "BorgerCafeen"):
        world.follow_up(f"Køb kaffe til {at}", by=karim, at=at, anybodys=True)
        world.follow_up(f"Karims egen på {at}", by=karim, at=at)
    browser = world.browser("karim")
    day = browser.get("/day")
    assert "Køb kaffe til Regnbuen" in day
    assert "Køb kaffe til BorgerCafeen" not in day
    for at in ("Regnbuen", "BorgerCafeen"):
        assert f"Karims egen på {at}" in day
        assert f"Køb kaffe til {at}" in browser.get("/followups/?show=centre")


def test_a_follow_up_on_min_dag_brings_no_topic_note_or_phone_number_along(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib fra havnen", by=mette, phone="23 45 67 89")
    world.contact(ib, by=mette, topics=(Challenge.ALCOHOL,), note="Begyndt at drikke igen")
    world.follow_up("Ring til Ib", by=mette, citizen=ib)
    day = world.browser("mette").get("/day")
    assert "Ring til Ib" in day
    for secret in ("Alkohol", "drikke", "23 45 67 89"):
        assert secret not in day


def test_whom_the_rows_show_is_logged(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    ib = world.citizen("Ib", by=mette)
    ring = world.follow_up("Ring til Ib", by=mette, citizen=ib)
    world.browser("mette").get("/day")
    assert ("listed", "desk.start", 1, [("citizen", ib), ("follow_up", ring)]) in logged(world.app)


def test_a_leader_sees_how_much_waits_by_centre_and_person_and_no_words(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    lis = world.account("lis", Role.SKP_WORKER, at=("BorgerCafeen",), name="Lis Holm")
    ib = world.citizen("Ib fra havnen", by=mette)
    world.follow_up("Ring til boligforeningen", by=mette, citizen=ib, due_in=-1)
    world.follow_up("Køb kaffe", by=mette)
    world.follow_up("Vand blomster", by=mette, anybodys=True)
    world.follow_up("Hent nøgler", by=lis, at="BorgerCafeen")
    world.account("frank", Role.LEADER)
    world.account("lene", Role.LEADER, at=())
    frank, lene = world.browser("frank").get("/day"), world.browser("lene").get("/day")
    assert "Mette Lund 2 opfølgninger 1 forsinket" in frank
    assert "Hele stedet 1 opfølgning" in frank
    assert "Lis Holm" not in frank
    assert "Lis Holm 1 opfølgning" in lene
    for page in (frank, lene):
        for secret in ("Ib fra havnen", "boligforeningen", "kaffe", "blomster", "nøgler"):
            assert secret not in page


def test_steering_group_and_administrator_see_none_of_it(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.follow_up("Køb kaffe", by=mette)
    for name, role in (("birgit", Role.STEERING_GROUP), ("anders", Role.ADMINISTRATOR)):
        world.account(name, role)
        start = world.browser(name).get("/day")
        assert "Køb kaffe" not in start
        assert "Opfølgning på stederne" not in start


def test_it_turns_late_at_midnight_on_the_wall(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.follow_up("Køb kaffe", by=mette)
    midnight = clock.span(clock.today(), clock.today())[1]
    browser = world.browser("mette")
    for instant, words in ((midnight - timedelta(minutes=1), "I dag 1"), (midnight, "1 dag for sent")):
        with clock.stopped(instant):
            if browser.get("/day").status == 303:
                browser = world.browser("mette")
            assert words in browser.get("/day")


def test_the_statements_of_a_day_do_not_grow_with_its_rows(world: World) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    tom = world.account("tom", Role.CENTRE_WORKER)
    world.cover(tom, mette)

    def statements() -> int:
        with world.statements() as counted:
            assert world.browser("mette").get("/day").status == 200
        return len(counted)

    def more(times: int) -> None:
        for number in range(times):
            ib = world.citizen(f"Ib {number} af {times}", by=mette)
            world.follow_up("Ring", by=mette, citizen=ib)
            world.follow_up("Skriv", by=tom, citizen=ib, due_in=-1)

    more(1)
    few = statements()
    more(5)
    assert statements() == few
