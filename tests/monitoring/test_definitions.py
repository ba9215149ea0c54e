"""The steering group adopts how things are counted, when the teams were heard; what was before can still be counted."""

from datetime import date, timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.monitoring import defining, indicators
from app.monitoring.definition import (
    NEXT,
    Reason,
    Refusal,
    Setting,
    State,
    refuse_adoption,
    refuse_groups,
    refuse_hearing,
    refuse_setting,
)
from app.monitoring.table import Scope
from tests.browser_without_script import Browser
from tests.make import World

TODAY = date(2026, 11, 30)


def test_every_state_has_its_line_and_nothing_adopted_is_changed() -> None:
    assert set(NEXT) == set(State)
    assert NEXT[State.ADOPTED] == frozenset()


@pytest.mark.parametrize("state", [State.ADOPTED, State.WITHDRAWN])
def test_what_is_decided_is_decided(state: State) -> None:
    for refused in (lambda: refuse_adoption(state, 1), lambda: refuse_hearing(state, TODAY, TODAY)):
        with pytest.raises(Refusal) as refusal:
            refused()
        assert refusal.value.reason is Reason.NOT_NEXT


def test_nothing_is_adopted_before_a_team_was_heard_and_nobody_is_heard_tomorrow() -> None:
    with pytest.raises(Refusal) as refusal:
        refuse_adoption(State.PROPOSED, heard=0)
    assert refusal.value.reason is Reason.NOBODY_HEARD
    with pytest.raises(Refusal) as refusal:
        refuse_hearing(State.PROPOSED, TODAY + timedelta(days=1), TODAY)
    assert refusal.value.reason is Reason.IN_THE_FUTURE
    refuse_adoption(State.PROPOSED, heard=1)
    refuse_hearing(State.PROPOSED, TODAY, TODAY)


def test_groups_hold_something_and_sums_hold_nothing_twice() -> None:
    with pytest.raises(Refusal) as refusal:
        refuse_groups([[], []], may_overlap=True)
    assert refusal.value.reason is Reason.NO_GROUPS
    with pytest.raises(Refusal) as refusal:
        refuse_groups([["a", "b"], ["b"]], may_overlap=False)
    assert refusal.value.reason is Reason.TWO_GROUPS
    refuse_groups([["a", "b"], ["b"]], may_overlap=True)


@pytest.mark.parametrize("value", [None, 54, 96])
def test_a_number_lies_where_it_can_be(value: int | None) -> None:
    with pytest.raises(Refusal):
        refuse_setting(Setting(80, 55, 95), value)
    refuse_setting(Setting(80, 55, 95), 55)
    refuse_setting(None, None)


class Group:
    """Lene leads, Birgit sits in the steering group, Mette meets people."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.mette = world.account("mette", Role.SKP_WORKER)
        world.account("lene", Role.LEADER, at=())
        world.account("birgit", Role.STEERING_GROUP)
        self.lene, self.birgit = world.browser("lene"), world.browser("birgit")

    def propose(self, indicator: str, **fields: str) -> int:
        form = self.lene.get(f"/monitoring/definitions/{indicator}/proposals/new").form("proposals")
        for name, value in fields.items():
            form[name.replace("_of_", "-")] = value
        return form.submit().status

    def hear(self, indicator: str, team: str = "SKP") -> int:
        form = self.lene.get(f"/monitoring/definitions/{indicator}").form("hearings")
        form["team"], form["note"] = team, "De er enige."
        return form.submit().status

    def adopt(self, indicator: str) -> int:
        return self.birgit.get(f"/monitoring/definitions/{indicator}").form("adoption").submit().status


@pytest.fixture
def group(world: World) -> Group:
    """Nothing is proposed yet."""
    return Group(world)


def _buttons(browser: Browser, indicator: str) -> list[str]:
    page = browser.get(f"/monitoring/definitions/{indicator}")
    return [form["action"].rsplit("/", 1)[1] for form in page.soup.select("main form")]


def test_a_definition_is_proposed_heard_and_adopted_and_who_did_it_can_be_read(group: Group) -> None:
    assert group.propose("waiting", words="Dage til første samtale. Vi siger 90 af 100.", setting="90") == 303
    assert _buttons(group.birgit, "waiting") == []
    assert "Ingen hold er hørt endnu." in group.birgit.get("/monitoring/definitions/waiting")
    assert _buttons(group.lene, "waiting") == ["hearings", "withdrawal"]
    assert group.hear("waiting", "Regnbuens personale") == 303
    assert "1 hold er hørt" in group.birgit.get("/monitoring/definitions")
    assert _buttons(group.birgit, "waiting") == ["adoption"]
    assert group.adopt("waiting") == 303
    page = group.birgit.get("/monitoring/definitions/waiting")
    first, second = page.soup.select("[aria-labelledby=versions] .v-card")
    told = " ".join(first.get_text().split())
    assert "Definition 2" in told
    assert "Gælder nu" in told
    assert "Hørt: Regnbuens personale." in told
    assert "90 af 100" in told
    assert "Gjaldt før" in second.get_text()
    assert "Definition 2, vedtaget i dag" in group.lene.get("/monitoring/themes/waiting")


def test_a_version_counts_by_its_own_number_and_the_old_one_can_still_be_counted(group: Group) -> None:
    world = group.world
    karim = world.account("karim", Role.CASEWORKER)
    session = world.session()
    now = clock.now()
    for days in range(1, 11):
        with clock.stopped(now - timedelta(days=days)):
            citizen = world.citizen(f"Borger {days}", by=group.mette)
            world.contact(citizen, by=group.mette, happened_at=now - timedelta(days=days))
        visit = world.visit(session, by=group.mette, citizen=citizen, taken_by=karim)
        world.conversation(visit, by=karim)
    group.propose("waiting", words="90 af 100.", setting="90")
    group.hear("waiting")
    group.adopt("waiting")
    with world.app.app_context():
        waiting = indicators.ALL["waiting"]
        scope = Scope(clock.today() - timedelta(days=30), clock.today())
        before = Scope(clock.today() - timedelta(days=30), clock.today() - timedelta(days=1))
        found = [indicators.compute(waiting, scope, version=version) for version in (None, 1, 2)]
        assert [grid.version for grid in found] == [2, 1, 2]
        assert [grid.cell("conversation_most").value for grid in found] == [9, 8, 9]
        assert indicators.compute(waiting, before).version == 1
        assert indicators.compute(indicators.ALL["settled"], scope).version == 1
        with pytest.raises(LookupError):
            indicators.compute(waiting, scope, version=3)


def test_groups_are_put_together_anew_and_the_old_groups_stay(group: Group) -> None:
    world = group.world
    ib = world.citizen("Ib", by=group.mette)
    world.contact(ib, by=group.mette, topics=(Challenge.OTHER_SOCIAL,))
    form = group.lene.get("/monitoring/definitions/challenge_groups/proposals/new").form("proposals")
    assert form["names-0"] == "Job, uddannelse og rehabilitering"
    place = list(Challenge).index(Challenge.OTHER_SOCIAL)
    assert form[f"members-{place}"] == "0"
    form["names-5"], form[f"members-{place}"] = "Social rådgivning", "6"
    assert form.submit().status == 303
    with world.app.app_context():
        shown = indicators.compute(indicators.ALL["challenge_groups"], Scope(clock.today(), clock.today()))
        assert len(shown.lines) == 5
    group.hear("challenge_groups")
    group.adopt("challenge_groups")
    with world.app.app_context():
        scope = Scope(clock.today(), clock.today())
        new = indicators.compute(indicators.ALL["challenge_groups"], scope)
        old = indicators.compute(indicators.ALL["challenge_groups"], scope, version=1)
        assert [line.key for line in new.lines][:5] == [line.key for line in old.lines]
        assert (new.cell(new.lines[5].key).value, len(old.lines)) == (1, 5)
    assert "Social rådgivning" in group.lene.get("/monitoring/themes/topics")


def test_what_is_wrong_with_a_proposal_is_told_and_nothing_is_lost(group: Group) -> None:
    form = group.lene.get("/monitoring/definitions/waiting/proposals/new").form("proposals")
    form["words"], form["setting"] = "Vi siger alle.", "100"
    answer = form.submit()
    assert answer.status == 422
    assert "Skriv et helt tal fra 55 til 95." in answer
    assert answer.form("proposals")["words"] == "Vi siger alle."
    assert group.propose("waiting", words="90 af 100.", setting="90") == 303
    assert group.propose("waiting", words="85 af 100.", setting="85") == 422
    form = group.lene.get("/monitoring/definitions/waiting").form("hearings")
    form["team"], form["heard_on"] = "", (clock.today() + timedelta(days=1)).isoformat()
    assert "Skriv, hvilket hold der er hørt." in form.submit()


def test_a_proposal_is_withdrawn_and_the_next_one_has_the_next_number(group: Group) -> None:
    group.propose("waiting", words="90 af 100.", setting="90")
    page = group.lene.get("/monitoring/definitions/waiting")
    form = page.form("withdrawal")
    assert form.submit().status == 303
    assert page.form("withdrawal").submit().status == 303
    assert "Trukket tilbage" in group.lene.get("/monitoring/definitions/waiting")
    group.propose("waiting", words="85 af 100.", setting="85")
    with group.world.app.app_context():
        assert [one.number for one in defining.of_indicator("waiting")] == [3, 2]
        assert defining.in_force("waiting", clock.today()) == 1


def test_two_who_decide_at_once_decide_once(group: Group) -> None:
    group.propose("waiting", words="90 af 100.", setting="90")
    group.hear("waiting")
    adopting = group.birgit.get("/monitoring/definitions/waiting").form("adoption")
    withdrawing = group.lene.get("/monitoring/definitions/waiting").form("withdrawal")
    assert adopting.submit().status == 303
    assert "afgjort imens" in withdrawing.submit().follow()
    with group.world.app.app_context():
        assert defining.in_force("waiting", clock.today()) == 2
