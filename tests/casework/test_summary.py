"""Closing a session: nobody is forgotten on the board, the names are wiped, and the numbers stay for the team."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.casework import closing, visiting
from app.casework.closing import Reason, Refusal, Summary
from app.casework.conversation import Unsettled
from app.casework.models import CaseworkSession, Visit
from app.casework.visit import Reason as StepReason
from app.casework.visit import Refusal as StepRefusal
from app.casework.visit import State
from app.db import db
from app.log import AccessedRecord, AccessEntry, LogAct
from tests.browser_without_script import Page
from tests.make import World


class Day:
    """A session with Tom as host and Karim of the Jobcenter; Ib talks, Hest waits under that name, five have gone."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tom = world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
        self.karim = world.account("karim", Role.CASEWORKER, name="Karim Haddad")
        self.session = world.session(team=(self.karim, self.tom))
        self.ib = world.citizen("Ib fra havnen", by=self.tom)
        self.talking = world.visit(self.session, by=self.tom, citizen=self.ib, taken_by=self.karim)
        self.waiting = world.visit(self.session, by=self.tom, called="Hest")
        for unsettled in (None, None, Unsettled.TAKES_TIME):
            visit = world.visit(self.session, by=self.tom, taken_by=self.karim)
            world.conversation(visit, by=self.karim, unsettled=unsettled)
        self.unwritten = world.visit(self.session, by=self.tom, taken_by=self.karim)
        self.step(self.unwritten, visiting.seen)
        self.step(world.visit(self.session, by=self.tom, called="Den grønne hue"), visiting.leave)

    def step(self, visit: int, step: object) -> None:
        with self.world.saved():
            step(db.session.get_one(Visit, visit))

    @property
    def address(self) -> str:
        return f"/casework/sessions/{self.session}/summary"

    def settled(self) -> None:
        """Nobody is on the board any more."""
        self.step(self.talking, visiting.seen)
        self.step(self.waiting, visiting.leave)

    def closed(self) -> CaseworkSession:
        with self.world.app.app_context():
            return db.session.get_one(CaseworkSession, self.session)

    def called(self) -> list[str]:
        with self.world.app.app_context():
            return list(db.session.scalars(sa.select(Visit.called).order_by(Visit.id)))


@pytest.fixture
def day(world: World) -> Day:
    """A session that is under way."""
    return Day(world)


def facts(page: Page) -> dict[str, str]:
    """The figures of a page by their sentences."""
    return {fact.p.get_text(strip=True): fact.b.get_text(strip=True) for fact in page.soup.select(".v-fact")}


def test_a_session_is_closed_after_a_tap_for_each_who_is_still_there(world: World, day: Day) -> None:
    tom = world.browser("tom")
    page = tom.get(day.address)
    assert "2 er her stadig. Sig, hvordan det gik, så kan du lukke." in page
    assert "Ib fra havnen" in page
    assert "Taler med Karim Haddad siden" in page
    assert "Hest" in page
    assert not page.soup.select("button[form=close]")
    taps = 0
    for visit, how in ((day.talking, "seen"), (day.waiting, "left")):
        form = tom.get(day.address).form(f"/casework/visits/{visit}/settled")
        form["how"] = how
        assert form.submit().headers["Location"] == day.address
        taps += 1
    page = tom.get(day.address)
    assert page.soup.select("button[form=close]")
    closed = page.form(day.address).submit()
    taps += 1
    assert closed.headers["Location"] == day.address
    print(f"two who were still there, and the session closed: {taps} taps")
    summary = closed.follow()
    assert "Lukket i dag kl." in summary
    assert "af Tom Riis." in summary
    assert facts(summary) == {
        "borgere kom.": "7",
        "fik talt med jer.": "5",
        "fik gjort sagen færdig på stedet.": "2",
        "venter på noget efter samtalen.": "1",
        "gik uden samtale.": "2",
        "samtaler er ikke skrevet endnu.": "2",
    }
    assert "Holdt i" in summary
    assert "Små tal må ikke gives videre" in summary
    for name in ("Ib fra havnen", "Hest", "Den grønne hue"):
        assert name not in summary
    kept = day.closed()
    assert (kept.closed_by_id, kept.closed_at is not None, kept.takes_visits) == (day.tom, True, False)
    assert set(day.called()) == {""}


def test_whoever_talked_finds_what_is_still_to_be_written_and_nobody_elses(world: World, day: Day) -> None:
    """A host who sat with them writes nothing, and is not led to where that is done."""
    with world.saved():
        visiting.join(db.session.get_one(Visit, day.talking), by=db.session.get_one(Account, day.tom))
    day.settled()
    world.account("jens", Role.CASEWORKER)
    numbers = {"karim": ["Nr. 1", "Nr. 6"], "jens": [], "tom": []}
    for username, own in numbers.items():
        page = world.browser(username).get(day.address)
        found = [row.get_text(strip=True) for row in page.soup.select("[aria-labelledby=unwritten] li .t")]
        assert found == own


def test_as_long_as_somebody_is_there_it_stays_open_also_for_a_hand_made_request(world: World, day: Day) -> None:
    day.step(day.talking, visiting.seen)
    tom = world.browser("tom")
    page = tom.get(day.address)
    refused = page.form(day.address).submit()
    assert refused.status == 409
    assert "Nogen venter eller er i samtale." in refused
    assert "Hest" in refused
    assert day.closed().closed_at is None
    assert "Hest" in day.called()


def test_a_double_tap_closes_once_and_a_second_person_is_told(world: World, day: Day) -> None:
    day.settled()
    tom, karim = world.browser("tom"), world.browser("karim")
    form, other = tom.get(day.address).form(day.address), karim.get(day.address).form(day.address)
    first, again = form.submit(), form.submit()
    assert (first.status, again.status, again.headers["Location"]) == (303, 303, first.headers["Location"])
    late = other.submit()
    assert late.status == 409
    assert "Rådgivningen er lukket i forvejen." in late
    assert day.closed().closed_by_id == day.tom


def test_a_colleague_who_was_quicker_is_seen(world: World, day: Day) -> None:
    form = world.browser("tom").get(day.address).form(f"/casework/visits/{day.waiting}/settled")
    day.step(day.waiting, visiting.leave)
    form["how"] = "left"
    refused = form.submit()
    assert refused.status == 409
    assert "En kollega har gjort noget imens." in refused


@pytest.mark.parametrize("how", ["", "closed", "seen'; --", "\x00", "left,seen"])
def test_a_tap_that_says_something_else_is_refused(world: World, day: Day, how: str) -> None:
    form = world.browser("tom").get(day.address).form(f"/casework/visits/{day.waiting}/settled")
    form["how"] = how
    assert form.submit().status == 422
    with world.app.app_context():
        assert db.session.get_one(Visit, day.waiting).state is State.WAITING


def test_what_has_not_begun_or_is_cancelled_is_not_closed(world: World) -> None:
    tom = world.account("tom", Role.CENTRE_WORKER)
    coming = world.session(starts_at=clock.now() + timedelta(hours=3))
    cancelled = world.session()
    with world.saved():
        session = db.session.get_one(CaseworkSession, cancelled)
        session.cancelled_at, session.cancelled_by_id, session.reason = clock.now(), tom, "Sygdom"
    browser = world.browser("tom")
    for session_id, said, reason in (
        (coming, "Rådgivningen er ikke begyndt endnu.", Reason.NOT_BEGUN),
        (cancelled, "Rådgivningen er aflyst.", Reason.CANCELLED),
    ):
        address = f"/casework/sessions/{session_id}/summary"
        page = browser.get(address)
        assert said in page
        assert not page.soup.select("button[form=close]")
        assert page.form(address).submit().status == 409
        with world.app.app_context(), pytest.raises(Refusal) as refused:
            closing.close(db.session.get_one(CaseworkSession, session_id), by=db.session.get_one(Account, tom))
        assert refused.value.reason is reason


def test_whose_record_one_may_not_open_is_a_number(world: World) -> None:
    tom = world.account("tom", Role.CENTRE_WORKER, at=("Regnbuen",))
    peter = world.account("peter", Role.CENTRE_WORKER, at=("Parasollen",))
    session = world.session(at=("Regnbuen", "Parasollen"))
    world.visit(session, by=tom, citizen=world.citizen("Ib fra havnen", by=tom))
    world.visit(session, by=peter, citizen=world.citizen("Åse Aagaard", by=peter, at="Parasollen"))
    address = f"/casework/sessions/{session}/summary"
    own, others = world.browser("tom").get(address), world.browser("peter").get(address)
    assert ("Ib fra havnen" in own, "Åse Aagaard" in own, "Nr. 2" in own) == (True, False, True)
    assert ("Ib fra havnen" in others, "Åse Aagaard" in others, "Nr. 1" in others) == (False, True, True)


def test_the_log_names_whom_the_page_showed_and_who_closed(world: World, day: Day) -> None:
    world.browser("tom").get(day.address)
    with world.app.app_context():
        listed = sa.select(AccessedRecord.kind, AccessedRecord.record_id).join(AccessEntry)
        shown = db.session.execute(listed.where(AccessEntry.act == LogAct.LISTED, AccessEntry.account_id == day.tom))
        assert {tuple(row) for row in shown} == {
            ("visit", day.talking),
            ("visit", day.waiting),
            ("citizen", day.ib),
        }


def test_the_day_after_the_nightly_tidy_closes_what_nobody_closed(world: World, day: Day) -> None:
    other = world.session(at=("BorgerCafeen",))
    with world.saved():
        for id in (day.session, other):
            session = db.session.get_one(CaseworkSession, id)
            session.starts_at -= timedelta(days=1)
            session.ends_at -= timedelta(days=1)
            session.planned_on -= timedelta(days=1)
    today = world.session()
    world.visit(today, by=day.tom, called="Bamse")
    said = world.app.test_cli_runner().invoke(args=["tidy"])
    assert said.exit_code == 0, said.output
    assert "sessions left open: 2 closed" in said.output
    assert "sessions left open: 0 closed" in world.app.test_cli_runner().invoke(args=["tidy"]).output
    kept = day.closed()
    assert (kept.closed_at is not None, kept.closed_by_id) == (True, None)
    assert day.called() == ["", "", "", "", "", "", "", "Bamse"]
    with world.app.app_context():
        session = db.session.get_one(CaseworkSession, day.session)
        assert closing.summary(session) == Summary(settled=2, unsettled=1, unwritten=2, not_reached=2)
        assert closing.minutes_held(session) == 120
        states = {id: db.session.get_one(Visit, id).state for id in (day.talking, day.waiting)}
        assert states == {day.talking: State.SEEN, day.waiting: State.LEFT}
        assert db.session.get_one(CaseworkSession, today).closed_at is None
    page = world.browser("tom").get(day.address)
    assert "Lukket af programmet i dag, fordi ingen havde lukket den." in page


def test_nobody_comes_back_to_a_board_that_closes_at_that_moment(world: World, day: Day, database: str) -> None:
    """The colleague has read the board before it closes; the step then waits for the one who closes."""
    if database == "sqlite":
        pytest.skip("one writer at a time: whoever has begun to write is waited for")
    day.settled()
    with world.app.app_context():
        visit = db.session.get_one(Visit, day.waiting)
        assert visit.session.takes_visits

        def close() -> None:
            with world.saved():
                closing.close(
                    db.session.get_one(CaseworkSession, day.session), by=db.session.get_one(Account, day.karim)
                )

        closer = threading.Thread(target=close)
        closer.start()
        closer.join(10)
        with pytest.raises(StepRefusal) as refused:
            visiting.hand_on(visit, None)
        assert refused.value.reason is StepReason.SESSION_CLOSED
        db.session.rollback()
