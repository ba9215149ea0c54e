"""Bridges (SIV-12): somebody is sent on, and one sees whether they got there; where to is told by need alone."""

from datetime import date, timedelta

import pytest

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.db import db
from app.outreach import bridges
from app.outreach.bridge import (
    ABOUT,
    NEXT,
    Destination,
    Reason,
    Refusal,
    Sent,
    State,
    information_about,
    refuse_outcome,
)
from app.outreach.models import Bridge
from app.outreach.words import BRIDGE_REFUSALS, DESTINATIONS, STATES
from tests.browser_without_script import Browser, Form
from tests.database import logged, one_table
from tests.make import World

DAY = date(2026, 11, 20)


def test_every_state_has_its_next_ones_and_every_word_is_there() -> None:
    assert set(NEXT) == set(State)
    assert all(state not in following and following for state, following in NEXT.items())
    assert set(STATES) == set(State)
    assert set(DESTINATIONS) == set(Destination)
    assert set(BRIDGE_REFUSALS) == set(Reason)
    assert not any("misbrug" in str(word).lower() for word in DESTINATIONS.values())


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_what_does_not_follow_is_refused_and_so_is_a_day_to_come(before: State, after: State) -> None:
    if after in NEXT[before]:
        refuse_outcome(before, after, DAY, DAY)
        with pytest.raises(Refusal, match="in_the_future"):
            refuse_outcome(before, after, DAY + timedelta(days=1), DAY)
    else:
        with pytest.raises(Refusal, match="not_next"):
            refuse_outcome(before, after, DAY, DAY)


def test_without_a_place_it_lacks_information_and_another_place_needs_its_words() -> None:
    assert not Sent().complete
    assert Sent(Destination.DOCTOR).complete
    assert not Sent(Destination.ANOTHER, " ").complete
    assert Sent(Destination.ANOTHER, "Kirkens Korshær").complete
    assert {information_about(one) for one in Destination if one not in ABOUT} == {information_about(None)}


@pytest.fixture
def mette(world: World) -> Browser:
    """Mette of Regnbuen, where Tom works too."""
    world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    return world.browser("mette")


def _id(world: World, username: str) -> int:
    return next(int(row["id"]) for row in one_table(world.app, "account") if row["username"] == username)


def _contact(browser: Browser, **entered: str) -> Form:
    form = browser.get("/outreach/contacts/new").form("contacts")
    form["who"], form["kind"], form["topics"] = "unnamed", "bridging", ["economy"]
    for name, value in entered.items():
        form[name] = value
    return form


def test_a_contact_of_the_kind_bridging_asks_where_to_and_is_followed(world: World, mette: Browser) -> None:
    form = _contact(mette, bridge_to="jobcentre", bridge_day="tomorrow", bridge_time="10.30", bridge_along="y")
    day = form.submit().follow()
    assert "Sendt videre" in day
    assert "Jobcenter" not in day.soup.select_one("main").get_text()
    [bridge] = one_table(world.app, "bridge")
    assert (bridge["destination"], bridge["planned_on"], str(bridge["planned_at"]), bridge["accompanied"]) == (
        Destination.JOBCENTRE, clock.today() + timedelta(days=1), "10:30:00", True,
    )  # fmt: skip
    assert bridge["responsible_id"] == bridge["author_id"] == _id(world, "mette")


def test_where_to_may_be_left_empty_and_then_it_lacks_information(world: World, mette: Browser) -> None:
    _contact(mette).submit()
    page = mette.get("/outreach/bridges")
    assert "Mangler oplysninger" in page
    assert "Uden navn" in page
    [bridge] = one_table(world.app, "bridge")
    opened = mette.get(f"/outreach/bridges/{bridge['id']}")
    assert "Hvortil er personen sendt?" in opened
    form = mette.get(f"/outreach/bridges/{bridge['id']}/details").form("/details")
    form["bridge_to"], form["bridge_elsewhere"] = "another_place", "Kirkens Korshær"
    assert "Kirkens Korshær" in form.submit().follow()
    assert "Mangler oplysninger" not in mette.get("/outreach/bridges")


def test_a_contact_of_another_kind_makes_no_bridge_whatever_stands_in_its_fields(world: World, mette: Browser) -> None:
    form = _contact(mette, kind="outreach", bridge_to="doctor", bridge_day="other", bridge_date="31.02.2026")
    assert form.submit().status == 303
    assert one_table(world.app, "bridge") == []


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"bridge_day": "other"}, "Vælg, hvilken dag aftalen er."),
        ({"bridge_day": "other", "bridge_date": "2999-01-01"}, "Aftalen er for langt væk."),
        ({"bridge_day": "today", "bridge_time": "klokken ti"}, "Skriv klokken som 12.20."),
        ({"bridge_time": "10.00"}, "Vælg også dagen, eller slet klokkeslættet."),
        ({"bridge_to": "the_moon"}, "Vælg en af mulighederne."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_stored(
    world: World, mette: Browser, entered: dict[str, str], said: str
) -> None:
    answer = _contact(mette, **entered).submit()
    assert answer.status == 422
    assert said in answer
    assert world.contacts() == []


def test_two_taps_on_min_dag_say_that_somebody_got_there(world: World, mette: Browser) -> None:
    ib = world.citizen("Ib", by=_id(world, "mette"))
    bridge = world.bridge(ib, by=_id(world, "mette"), sent_at=clock.now() - timedelta(days=3))
    day = mette.get("/day")
    assert "har ventet 3 dage" in day
    answer = day.form("/outcomes").submit(button=("state", "arrived"))
    assert answer.headers["Location"] == "/day"
    assert "Hvordan gik det?" not in answer.follow()
    [outcome] = one_table(world.app, "bridge_outcome")
    assert (outcome["bridge_id"], outcome["state"], outcome["happened_on"]) == (bridge, State.ARRIVED, clock.today())
    timeline = mette.get(f"/citizens/{ib}").soup.select_one("ol.v-time").get_text(" ", strip=True)
    assert "Brobygning til Jobcenter Kom frem i dag" in timeline


def test_min_dag_shows_the_three_that_have_waited_longest(world: World, mette: Browser) -> None:
    by = _id(world, "mette")
    for ago in range(7):
        world.bridge(world.citizen(f"Nummer {ago}", by=by), by=by, sent_at=clock.now() - timedelta(days=ago))
    day = mette.get("/day")
    assert day.status == 200
    assert [title.get_text() for title in day.soup.select("#bridges .t")] == [f"Nummer {ago}" for ago in (6, 5, 4)]


def test_who_did_not_come_may_come_later_and_a_slip_is_set_right(world: World, mette: Browser) -> None:
    bridge = world.bridge(None, by=_id(world, "mette"))
    address = f"/outreach/bridges/{bridge}"
    for state, why in (("did_not_arrive", "Var syg"), ("arrived", ""), ("waiting", ""), ("not_relevant", "")):
        form = mette.get(address).form("/outcomes")
        form["state"], form["why"] = state, why
        assert form.submit().status == 303, state
    assert "«Var syg»" in mette.get(address)
    assert [row["state"].value for row in one_table(world.app, "bridge_outcome")] == [
        "did_not_arrive", "arrived", "waiting", "not_relevant",
    ]  # fmt: skip


def test_two_who_answer_at_once_are_told(world: World, mette: Browser) -> None:
    bridge = world.bridge(None, by=_id(world, "mette"))
    tom = world.browser("tom")
    first, second = (one.get(f"/outreach/bridges/{bridge}").form("/outcomes") for one in (mette, tom))
    first["state"], second["state"] = "arrived", "did_not_arrive"
    assert first.submit().status == 303
    refused = second.submit()
    assert refused.status == 422
    assert "En anden har svaret imens." in refused
    assert len(one_table(world.app, "bridge_outcome")) == 1


def test_two_who_change_where_to_see_both(world: World, mette: Browser) -> None:
    bridge = world.bridge(None, by=_id(world, "mette"), to=None)
    forms = [one.get(f"/outreach/bridges/{bridge}/details").form("/details") for one in (mette, world.browser("tom"))]
    forms[0]["bridge_to"], forms[1]["bridge_to"] = "housing", "benefits"
    assert forms[0].submit().status == 303
    page = forms[1].submit()
    assert page.status == 409
    assert "Boligforening" in page
    form = page.form("/details")
    form["keep-bridge_to"] = "theirs"
    assert form.submit().status == 303
    assert [row["destination"] for row in one_table(world.app, "bridge")] == [Destination.HOUSING]


@pytest.mark.parametrize("to", [Destination.ADDICTION, Destination.HEALTH, Destination.DOCTOR])
def test_a_sensitive_place_is_known_to_those_who_need_it(world: World, mette: Browser, to: Destination) -> None:
    ib = world.citizen("Ib", by=_id(world, "mette"))
    bridge = world.bridge(ib, by=_id(world, "mette"), to=to)
    tom = world.browser("tom")
    word = str(DESTINATIONS[to])
    for address in ("/outreach/bridges?whose=all", f"/outreach/bridges/{bridge}", f"/citizens/{ib}"):
        seen = tom.get(address)
        assert (address, seen.status, word in seen.text) == (address, 200, False)
        assert (address, word in mette.get(address).text) == (address, True)
    assert tom.get(f"/outreach/bridges/{bridge}/details").status == 404
    with world.saved():
        db.session.get_one(Bridge, bridge).responsible_id = _id(world, "tom")
    assert word in tom.get(f"/outreach/bridges/{bridge}")


def test_another_centre_knows_nothing_and_everything_shown_is_logged(world: World, mette: Browser) -> None:
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    ib = world.citizen("Ib fra havnen", by=_id(world, "mette"))
    bridge = world.bridge(ib, by=_id(world, "mette"))
    world.bridge(None, by=otto, at="BorgerCafeen", to=Destination.HOUSING)
    browser = world.browser("otto")
    assert browser.get(f"/outreach/bridges/{bridge}").status == 404
    assert "Ib fra havnen" not in browser.get("/outreach/bridges?whose=all")
    assert browser.get(f"/outreach/bridges/new?citizen={ib}").soup.find(string="Ib fra havnen") is None
    mette.get("/outreach/bridges")
    assert ("listed", "outreach.all_bridges", 1, [("bridge", bridge), ("citizen", ib)]) in logged(world.app)


def test_the_page_shows_the_longest_waiting_first_and_counts_what_held(world: World, mette: Browser) -> None:
    by = _id(world, "mette")
    ids = [
        world.bridge(world.citizen(name, by=by), by=by, sent_at=clock.now() - timedelta(days=ago))
        for name, ago in (("Ny", 1), ("Gammel", 40), ("Midt", 9), ("Glemt", 5))
    ]
    with world.saved():
        account = db.session.get_one(Account, by)
        for index, state in ((2, State.ARRIVED), (3, State.NOT_RELEVANT)):
            bridge = db.session.get_one(Bridge, ids[index])
            bridges.note_outcome(bridge, state, on=clock.today(), why="", by=account)
    page = mette.get("/outreach/bridges")
    titles = [title.get_text() for title in page.soup.select("section[aria-labelledby=waiting] .t")]
    assert titles == ["Gammel", "Ny"]
    assert "1 af 3 kom frem." in page.soup.get_text(" ", strip=True)
    assert "0 kom ikke, og 2 venter på svar" in page
    assert "Glemt" not in page


def test_a_bridge_is_made_on_the_citizens_page(world: World, mette: Browser) -> None:
    ib = world.citizen("Ib", by=_id(world, "mette"))
    citizen = mette.get(f"/citizens/{ib}")
    link = citizen.soup.find("a", string="Send videre")
    assert link is not None
    form = mette.get(str(link["href"])).form("/outreach/bridges")
    form["bridge_to"] = "casework"
    opened = form.submit().follow()
    assert "Åben rådgivning" in opened
    assert [row["citizen_id"] for row in one_table(world.app, "bridge")] == [ib]


def test_a_contact_that_is_corrected_to_be_none_has_a_bridge_that_no_longer_matters(
    world: World, mette: Browser
) -> None:
    _contact(mette).submit()
    contact = world.contacts()[0].id
    for kind in ("outreach", "bridging"):
        form = mette.get(f"/outreach/contacts/{contact}/correction").form("/correction")
        form["kind"] = kind
        assert form.submit().status == 303
    assert [row["state"].value for row in one_table(world.app, "bridge_outcome")] == ["not_relevant", "waiting"]
    assert len(one_table(world.app, "bridge")) == 1


def test_waiting_gives_those_of_several_accounts_at_ones_own_centres_only(world: World, mette: Browser) -> None:
    by, tom = _id(world, "mette"), _id(world, "tom")
    lis = world.account("lis", Role.SKP_WORKER, at=("BorgerCafeen",))
    mine, toms = world.bridge(None, by=by), world.bridge(None, by=tom)
    world.bridge(None, by=lis, at="BorgerCafeen")
    assert f"/outreach/bridges/{mine}" in mette.get("/outreach/bridges").text
    assert f"/outreach/bridges/{toms}" not in mette.get("/outreach/bridges").text
    everybodys = mette.get("/outreach/bridges?whose=all").text
    assert everybodys.count("/outcomes") == 2
    assert "følges af Tom Riis" in everybodys
