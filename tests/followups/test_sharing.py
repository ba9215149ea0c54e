"""What a department agreed with a citizen: the centre reads that they come again, unless the citizen said yes."""

import pytest

from app.accounts.role import Role
from app.citizens.challenge import Challenge
from app.db import db
from app.followups.followup import Step
from app.followups.models import FollowUp
from app.followups.reading import Reader, Wording, may_read
from tests.browser_without_script import Page
from tests.database import one_table
from tests.make import World

SECRET = "Ring til banken om gælden"
AGAIN = "Borgeren kommer igen"


class House:
    """Regnbuen: Karim and Kim of Jobcenter, Yasmin of Ydelsescenter, the hosts Tom and Mette; Ib and somebody without
    a name, with each of whom Karim agreed on the same.
    """

    def __init__(self, world: World, *, shared: bool = False, whose: str = "me", named: bool = True) -> None:
        self.world = world
        self.karim = world.account("karim", Role.CASEWORKER, name="Karim Haddad")
        self.kim = world.account("kim", Role.CASEWORKER, name="Kim Bach")
        self.yasmin = world.account("yasmin", Role.CASEWORKER, name="Yasmin Omar", department="Ydelsescenter")
        self.tom = world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
        self.mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
        self.lene = world.account("lene", Role.LEADER, at=(), name="Lene Dam")
        self.ib = world.citizen("Ib fra havnen", by=self.mette) if named else None
        self.session = world.session(team=(self.karim, self.yasmin, self.tom))
        self.follow_up = self.agree(shared=shared, whose={"yasmin": str(self.yasmin)}.get(whose, whose))

    def agree(self, *, shared: bool = False, whose: str = "me") -> int:
        """Karim agrees on it with the citizen on the page of the conversation; answers with the follow-up's id."""
        visit = self.world.visit(
            self.session, by=self.tom, citizen=self.ib, taken_by=self.karim, topic=Challenge.ECONOMY
        )
        form = self.world.browser("karim").get(f"/casework/visits/{visit}/conversation").form("conversation")
        form["agreed_1_text"], form["agreed_1_when"], form["agreed_1_whose"] = SECRET, "tomorrow", whose
        if shared:
            form["agreed_1_shared"] = "y"
        assert form.submit().status == 303
        return max(int(one["id"]) for one in one_table(self.world.app, "follow_up"))

    def pages(self, who: str) -> list[Page]:
        """Every page that tells somebody of it."""
        browser = self.world.browser(who)
        addresses = [
            "/day",
            "/followups/",
            "/followups/?show=centre",
            "/followups/?show=done",
            f"/followups/{self.follow_up}",
            f"/followups/{self.follow_up}/details",
            *([f"/citizens/{self.ib}"] if self.ib else []),
            "/drafts/",
        ]
        return [browser.get(address) for address in addresses]

    def leaks(self, who: str) -> int:
        """On how many of them the text stands."""
        return sum(SECRET in page or "gælden" in page for page in self.pages(who))


@pytest.fixture
def house(world: World) -> House:
    return House(world)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("who", ["tom", "mette", "yasmin"])
def test_without_the_citizens_yes_no_page_tells_others_the_text(world: World, who: str, named: bool) -> None:
    house = House(world, named=named, whose="everybody")
    for step in (None, Step.POSTPONED, Step.DONE, Step.REOPENED, Step.NOT_RELEVANT):
        if step:
            words = SECRET if step is Step.NOT_RELEVANT else ""
            world.take(
                house.follow_up, step, by=house.karim, in_days=2 if step is Step.POSTPONED else None, words=words
            )
        assert house.leaks(who) == 0, step
    assert sum(AGAIN in page for page in house.pages(who)) >= 2


@pytest.mark.parametrize("who", ["karim", "kim"])
def test_the_department_reads_it_everywhere(house: House, who: str) -> None:
    assert house.leaks(who) >= 4


def test_with_the_citizens_yes_the_hosts_read_it_and_another_department_does_not(world: World) -> None:
    house = House(world, shared=True)
    assert {who: house.leaks(who) > 0 for who in ("tom", "mette", "yasmin")} == {
        "tom": True,
        "mette": True,
        "yasmin": False,
    }


def test_whoever_is_asked_to_see_to_it_reads_it(world: World) -> None:
    house = House(world, whose="yasmin")
    assert (house.leaks("yasmin") > 0, house.leaks("tom")) == (True, 0)


def test_whoever_was_there_reads_it(world: World) -> None:
    house = House(world)
    visit = world.visit(house.session, by=house.tom, citizen=house.ib, taken_by=house.karim, topic=Challenge.JOB)
    form = world.browser("karim").get(f"/casework/visits/{visit}/conversation").form("conversation")
    form["present"], form["agreed_1_text"] = [str(house.tom)], "Find kontrakten"
    assert form.submit().status == 303
    day = world.browser("tom").get("/followups/?show=centre")
    assert ("Find kontrakten" in day, SECRET in day) == (True, False)


def test_taking_it_over_by_oneself_tells_nobody_more(house: House) -> None:
    browser = house.world.browser("tom")
    page = browser.get(f"/followups/{house.follow_up}")
    assert AGAIN in page
    assert page.form("steps").submit(button=("step", "taken_over")).status == 303
    (found,) = one_table(house.world.app, "follow_up")
    assert found["responsible_id"] == house.tom
    assert house.leaks("tom") == 0
    assert AGAIN in browser.get("/day") or AGAIN in browser.get("/followups/")


def test_whoever_may_not_read_it_moves_the_day_and_the_text_stays(house: House) -> None:
    page = house.world.browser("tom").get(f"/followups/{house.follow_up}/details")
    form = page.form("details")
    assert page.soup.select_one("[name=agreed_text]") is None
    form["agreed_whose"], form["agreed_text"], form["text_is_shared"] = "everybody", "Noget andet", "y"
    assert form.submit().status == 303
    (found,) = one_table(house.world.app, "follow_up")
    assert (found["text"], found["responsible_id"], bool(found["text_is_shared"])) == (SECRET, None, False)
    assert house.leaks("tom") == 0


def test_two_who_change_it_at_once_are_not_shown_what_one_of_them_may_not_read(house: House) -> None:
    toms = house.world.browser("tom").get(f"/followups/{house.follow_up}/details").form("details")
    karims = house.world.browser("karim").get(f"/followups/{house.follow_up}/details").form("details")
    karims["agreed_text"], karims["agreed_whose"] = f"{SECRET} igen", "everybody"
    assert karims.submit().status == 303
    toms["agreed_whose"], toms["agreed_colleague"] = "colleague", str(house.mette)
    clash = toms.submit()
    assert clash.status == 409
    assert SECRET not in clash


def test_the_citizen_says_yes_later_and_takes_it_back(house: House) -> None:
    for said, read in (("y", True), ([], False)):
        form = house.world.browser("karim").get(f"/followups/{house.follow_up}/details").form("details")
        form["text_is_shared"] = said
        assert form.submit().status == 303
        assert (house.leaks("tom") > 0) is read
    assert "Værestedet læser kun: Borgeren kommer igen." in house.world.browser("kim").get(
        f"/followups/{house.follow_up}"
    )


def test_whoever_may_read_it_lets_the_one_read_it_to_whom_they_give_it(house: House) -> None:
    form = house.world.browser("kim").get(f"/followups/{house.follow_up}/details").form("details")
    form["agreed_whose"], form["agreed_colleague"] = "colleague", str(house.mette)
    assert form.submit().status == 303
    assert (house.leaks("mette") > 0, house.leaks("tom")) == (True, 0)


def test_cover_shows_a_caseworkers_tasks_and_only_the_department_their_text(house: House) -> None:
    house.world.cover(house.karim, house.tom)
    toms = house.world.browser("tom").get("/day")
    assert ("for Karim" in toms, AGAIN in toms, SECRET in toms) == (True, True, False)
    assert house.leaks("tom") == 0
    with house.world.saved():
        db.session.get_one(FollowUp, house.follow_up).text_is_shared = True
    assert SECRET in house.world.browser("tom").get("/day")


def test_a_colleague_of_the_department_covers_with_the_text(house: House) -> None:
    house.world.cover(house.karim, house.kim)
    kims = house.world.browser("kim").get("/day")
    assert ("for Karim" in kims, SECRET in kims) == (True, True)


def test_handed_over_by_a_leader_it_is_read_where_the_department_is_the_same(house: House) -> None:
    house.world.hand_over(house.karim, house.tom, by=house.lene)
    assert house.leaks("tom") == 0
    house.world.hand_over(house.tom, house.kim, by=house.lene)
    assert house.leaks("kim") > 0


def test_a_draft_of_a_talk_that_is_handed_over_opens_for_nobody_who_was_not_there(house: House) -> None:
    world = house.world
    visit = world.visit(house.session, by=house.tom, citizen=house.ib, taken_by=house.karim, topic=Challenge.JOB)
    form = world.browser("karim").get(f"/casework/visits/{visit}/conversation").form("conversation")
    form["agreed_1_text"], form["note"] = SECRET, SECRET
    assert form.submit(action="/drafts/").status in (200, 204)
    world.hand_over(house.karim, house.yasmin, by=house.lene)
    (draft,) = one_table(world.app, "draft")
    browser = world.browser("yasmin")
    address = f"/casework/visits/{visit}/conversation?draft={draft['id']}"
    opened = browser.get(address)
    assert (opened.status, SECRET in opened) == (303, False)
    assert SECRET not in browser.get("/drafts/")


def test_a_row_that_is_handled_says_no_more_than_before(house: House) -> None:
    browser = house.world.browser("tom")
    row = browser.get("/followups/?show=centre")
    done = row.form(f"/followups/{house.follow_up}/steps").submit(button=("step", "done"))
    assert done.status == 303
    listed = done.follow()
    assert ("Klaret lige nu" in listed, SECRET in listed) == (True, False)


def test_the_log_and_its_pages_never_hold_the_text(house: House) -> None:
    house.leaks("karim")
    for table in ("access_entry", "accessed_record", "submission", "handed_over"):
        assert SECRET not in str(one_table(house.world.app, table))


def test_what_is_the_centres_own_is_read_by_everybody_there_as_before(house: House) -> None:
    house.world.follow_up("Køb kaffe", by=house.tom, anybodys=True)
    assert all(
        "Køb kaffe" in house.world.browser(who).get("/followups/?show=centre") for who in ("tom", "yasmin", "kim")
    )


def test_the_rule_itself() -> None:
    def of(
        *, department: int | None = 7, talk: int | None = 3, given: int | None = 20, shared: bool = False
    ) -> Wording:
        return Wording(10, 1, department, talk, 20, given, shared)

    nothing = frozenset[int](), frozenset[tuple[int, int]](), frozenset[int]()
    readers = {
        "maker": Reader(10, *nothing),
        "given": Reader(20, *nothing),
        "present": Reader(30, frozenset(), frozenset(), frozenset({3})),
        "department": Reader(40, frozenset(), frozenset({(1, 7)}), frozenset()),
        "department elsewhere": Reader(41, frozenset(), frozenset({(2, 7)}), frozenset()),
        "host": Reader(50, frozenset({1}), frozenset(), frozenset()),
        "host elsewhere": Reader(51, frozenset({2}), frozenset(), frozenset()),
    }

    def read_by(wording: Wording) -> list[str]:
        return [who for who, reader in readers.items() if may_read(reader, wording)]

    assert read_by(of()) == ["maker", "given", "present", "department"]
    assert read_by(of(given=None)) == ["maker", "present", "department"]
    assert read_by(of(shared=True)) == ["maker", "given", "present", "department", "host"]
    assert read_by(of(department=None)) == ["maker", "given", "present"]
    assert read_by(of(department=None, talk=None)) == list(readers)
