"""Who reads a decision: its department, the decider, those present; for others it is known that it was made."""

import pytest

from app.accounts.role import Role
from tests.database import logged
from tests.make import BENEFIT, World

SECRET = "Tænderne, fordi han ikke kan spise."
LEAKS = (SECRET, "4.321,00", BENEFIT, "Aktivloven § 81")


@pytest.fixture
def decided(world: World) -> dict[str, int]:
    """Jens of the Ydelsescenter decided in a talk in which Karim and Mette sat too."""
    world.competence("Ydelsescenter")
    jens = world.account("jens", Role.CASEWORKER, name="Jens Vestergaard", department="Ydelsescenter")
    karim = world.account("karim", Role.CASEWORKER)
    mette = world.account("mette", Role.SKP_WORKER)
    world.account("ulla", Role.CASEWORKER, department="Ydelsescenter")
    world.account("yrsa", Role.CASEWORKER, department="Handicap og Psykiatri")
    world.account("tom", Role.CENTRE_WORKER)
    world.account("poul", Role.CASEWORKER, at=("BorgerCafeen",), department="Ydelsescenter")
    world.account("anders", Role.ADMINISTRATOR)
    world.account("lene", Role.LEADER, at=())
    ib = world.citizen("Ib fra havnen", by=jens)
    visit = world.visit(world.session(team=(jens, karim)), by=jens, citizen=ib, taken_by=jens)
    talk = world.conversation(visit, by=jens, present=(karim, mette))
    return {"decision": world.decision(ib, by=jens, conversation=talk, text=SECRET, amount=432_100), "citizen": ib}


def test_what_was_decided_is_read_by_those_and_no_others_on_every_page(world: World, decided: dict[str, int]) -> None:
    pages = [
        f"/decisions/{decided['decision']}",
        f"/decisions/{decided['decision']}/new",
        f"/citizens/{decided['citizen']}",
        "/decisions/",
        "/day",
        "/journal/",
    ]
    leaked = {}
    for who in ("jens", "ulla", "karim", "mette", "yrsa", "tom", "poul", "anders", "lene"):
        browser = world.browser(who)
        leaked[who] = [path for path in pages if any(leak in browser.get(path).text for leak in LEAKS)]
    own = [
        f"/decisions/{decided['decision']}",
        f"/decisions/{decided['decision']}/new",
        f"/citizens/{decided['citizen']}",
    ]
    assert leaked == {
        "jens": [*own, "/decisions/", "/journal/"],
        "ulla": [*own, "/decisions/", "/journal/"],
        "karim": [own[0], own[2], "/journal/"],
        "mette": [own[0], own[2], "/journal/"],
        "yrsa": [],
        "tom": [],
        "poul": [],
        "anders": [],
        "lene": [],
    }
    print(f"{len(leaked) * len(pages)} reads, {sum(map(len, leaked.values()))} of them by those who may")


def test_others_see_in_the_timeline_that_it_was_made_and_by_which_department(
    world: World, decided: dict[str, int]
) -> None:
    for who in ("yrsa", "tom"):
        page = world.browser(who).get(f"/citizens/{decided['citizen']}")
        line = page.soup.select_one(".v-time li.shut")
        assert line is not None
        assert line.get_text(" ", strip=True).endswith("Afgørelse af Ydelsescenter Indholdet er ikke delt med dig.")
    shown = [records for act, page, _times, records in logged(world.app) if page == "citizens.citizen"]
    assert all(("decision", decided["decision"]) not in records for records in shown)


def test_those_present_who_are_no_hosts_cannot_replace_it(world: World, decided: dict[str, int]) -> None:
    for who in ("karim", "mette"):
        page = world.browser(who).get(f"/decisions/{decided['decision']}")
        assert (page.status, "Erstat den med en ny" in page) == (200, False)
    assert "Erstat den med en ny" in world.browser("ulla").get(f"/decisions/{decided['decision']}")


def test_deciding_is_working_with_somebody(world: World) -> None:
    world.competence()
    karim = world.account("karim", Role.CASEWORKER)
    yrsa = world.account("yrsa", Role.CASEWORKER)
    ib = world.citizen("Ib", by=karim, full_name="Ib Hemmelig")
    world.decision(ib, by=karim)
    assert world.browser("karim").get(f"/citizens/{ib}/protection").form("/protection").submit().status == 303
    assert ("Hemmelig" in world.browser("karim").get(f"/citizens/{ib}").text) is True
    assert ("Hemmelig" in world.browser("yrsa").get(f"/citizens/{ib}").text) is False
    assert yrsa
