"""Opening a contact: its note and its sensitive topics are shown to those who may read them."""

import pytest

from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.citizens.reading import Information
from tests.make import World

SECRET = "Begyndt at drikke igen"


@pytest.fixture
def contact(world: World) -> int:
    """Mette's contact with Ib about alcohol and economy, with a note about addiction."""
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    ib = world.citizen("Ib", by=mette)
    return world.contact(
        ib,
        by=mette,
        topics=(Challenge.ALCOHOL, Challenge.ECONOMY),
        note=SECRET,
        information=Information.ADDICTION,
    )


def test_the_author_reads_everything(world: World, contact: int) -> None:
    page = world.browser("mette").get(f"/outreach/contacts/{contact}")
    assert SECRET in page
    assert "Økonomi, Alkohol" in page


def test_a_colleague_who_never_met_ib_reads_what_is_general(world: World, contact: int) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    page = world.browser("tom").get(f"/outreach/contacts/{contact}")
    assert SECRET not in page
    assert "Alkohol" not in page
    assert "Økonomi, Andet" in page
    assert "Der er et notat. Indholdet er ikke delt med dig." in page


def test_a_colleague_who_works_with_ib_reads_it_too(world: World, contact: int) -> None:
    tom = world.account("tom", Role.CENTRE_WORKER)
    world.contact(world.contacts()[0].citizen_id, by=tom)
    assert SECRET in world.browser("tom").get(f"/outreach/contacts/{contact}")


def test_another_centre_does_not_know_that_it_exists(world: World, contact: int) -> None:
    world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    for username in ("otto", "peter"):
        page = world.browser(username).get(f"/outreach/contacts/{contact}")
        assert page.status == 404
        assert SECRET not in page


def test_a_note_beside_a_sensitive_topic_is_open_to_all_only_by_choice(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    form = browser.get("/outreach/contacts/new").form("contacts")
    form["who"], form["kind"], form["topics"], form["note"] = "unnamed", "outreach", ["health"], "Tid hos lægen"
    asked = form.submit()
    assert asked.status == 422
    assert "Vælg, hvad notatet handler om." in asked
    again = asked.form("contacts")
    again["note_kind"] = "health"
    assert again.submit().status == 303
    plain = browser.get("/outreach/contacts/new").form("contacts")
    plain["who"], plain["kind"], plain["topics"], plain["note"] = "unnamed", "outreach", ["economy"], "Læste et brev"
    assert plain.submit().status == 303
