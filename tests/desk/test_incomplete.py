"""«Mangler oplysninger»: what is missing at one's own centres, mended by one tap that can be taken back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app import clock
from app.accounts.models import Account, SignIn
from app.accounts.role import Role
from app.citizens import links
from app.citizens.identity import KnownBefore
from app.citizens.link_models import CitizenLink
from app.db import db
from app.desk import incomplete
from app.desk.incomplete import MOST_SHOWN
from tests.browser_without_script import HTMX, Page
from tests.database import logged, one_table
from tests.make import World


@pytest.fixture
def mette(world: World) -> int:
    """Mette, who works at Regnbuen."""
    return world.account("mette", Role.SKP_WORKER)


@pytest.fixture
def ib(world: World, mette: int) -> int:
    """Ib, whom nobody has asked anything yet."""
    ib = world.citizen("Ib fra havnen", by=mette)
    world.contact(ib, by=mette)
    return ib


def _names(page: Page, key: str) -> list[str]:
    return [one.get_text() for one in page.soup.select(f"section:has(h2#missing-{key}) li .t")]


def _number(page: Page, key: str) -> str:
    found = page.soup.select_one(f"#missing-number-{key}")
    assert found is not None
    return found.get_text(strip=True)


def _income(page: Page, index: int = 0) -> tuple[str, str]:
    button = page.soup.select("button[name=source]")[index]
    return "source", str(button["value"])


def test_the_newest_contact_stands_first_and_whoever_is_complete_does_not_stand_there(
    world: World, mette: int, ib: int
) -> None:
    grete = world.citizen("Grete", by=mette)
    world.contact(grete, by=mette, happened_at=clock.now() - timedelta(days=3))
    world.citizen("Uden kontakt", by=mette)
    done = world.citizen("Færdige Finn", by=mette)
    world.contact(done, by=mette, known_before=KnownBefore.NO)
    page = world.browser("mette").get("/missing")
    assert _names(page, "known_before") == ["Ib fra havnen", "Grete", "Uden kontakt"]
    assert _names(page, "income") == ["Færdige Finn", "Ib fra havnen", "Grete", "Uden kontakt"] or _names(
        page, "income"
    ) == ["Ib fra havnen", "Færdige Finn", "Grete", "Uden kontakt"]
    assert _number(page, "known_before") == "3 mangler"


def test_one_tap_notes_it_the_row_says_so_and_the_number_falls(world: World, ib: int, mette: int) -> None:
    browser = world.browser("mette")
    page = browser.get("/missing")
    assert _number(page, "known_before") == "Én mangler"
    after = page.form(f"known-before/{ib}").submit(("known_before", "no")).follow()
    assert "Noteret: Nej" in after
    assert _number(after, "known_before") == "Ingen"
    assert one_table(world.app, "citizen")[0]["known_before"] is KnownBefore.NO
    completion = one_table(world.app, "completion")[0]
    assert (completion["citizen_id"], completion["account_id"], completion["undone_at"]) == (ib, mette, None)
    acts = logged(world.app)
    assert ("listed", "desk.missing", 1, [("citizen", ib)]) in acts
    assert ("changed", "desk.known_before_missing", 1, [("citizen", ib)]) in acts


def test_with_htmx_the_answer_is_the_row_with_the_number_and_the_row_is_that_of_the_page(world: World, ib: int) -> None:
    browser = world.browser("mette")
    browser.get("/missing").form(f"known-before/{ib}").submit(("known_before", "yes"), **HTMX)
    part = browser.get(f"/missing/known-before/{ib}", **HTMX)
    whole = browser.get(f"/missing/known-before/{ib}")
    row = part.soup.select_one(f"#missing-known_before-{ib}")
    assert row is not None
    assert part.text.lstrip().startswith("<li id=")
    assert "html" not in part.text
    assert row.select_one("a") == whole.soup.select_one(f"#missing-known_before-{ib} a")
    assert part.soup.select_one("#missing-number-known_before[hx-swap-oob]") is not None


def test_the_last_tap_can_be_taken_back(world: World, ib: int) -> None:
    browser = world.browser("mette")
    page = browser.get("/missing").form(f"known-before/{ib}").submit(("known_before", "no")).follow()
    back = page.form(f"known-before/{ib}/undoing").submit().follow()
    assert _number(back, "known_before") == "Én mangler"
    assert one_table(world.app, "citizen")[0]["known_before"] is None
    assert one_table(world.app, "completion")[0]["undone_at"] is not None


def test_an_income_is_noted_by_one_tap_and_taken_back(world: World, ib: int, mette: int) -> None:
    browser = world.browser("mette")
    page = browser.get("/missing")
    after = page.form(f"income/{ib}").submit(_income(page)).follow()
    assert "Noteret:" in after
    noted = one_table(world.app, "income_noted")[0]
    assert (noted["citizen_id"], noted["author_id"], noted["noted_on"]) == (ib, mette, clock.today())
    after.form(f"income/{ib}/undoing").submit()
    assert one_table(world.app, "income_noted") == []
    assert _names(browser.get("/missing"), "income") == ["Ib fra havnen"]


def test_whether_an_income_was_ever_noted_follows_the_notes_wherever_they_go(world: World, ib: int, mette: int) -> None:
    grete = world.citizen("Grete", by=mette)
    browser = world.browser("mette")

    def noted() -> set[int]:
        kept = {row["id"] for row in one_table(world.app, "citizen") if row["income_ever_noted"]}
        assert kept == {row["citizen_id"] for row in one_table(world.app, "income_noted")}
        return kept

    page = browser.get("/missing")
    after = page.form(f"income/{grete}").submit(_income(page)).follow()
    assert noted() == {grete}
    link = world.link(ib, grete, by=mette)
    assert noted() == {ib}
    with world.saved():
        links.undo(db.session.get_one(CitizenLink, link), by=db.session.get_one(Account, mette))
    assert noted() == {grete}
    after.form(f"income/{grete}/undoing").submit()
    assert noted() == set()


def test_only_ones_own_last_tap_can_be_taken_back(world: World, ib: int, mette: int) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    grete = world.citizen("Grete", by=mette)
    browser, other = world.browser("mette"), world.browser("tom")
    mine = browser.get("/missing").form(f"known-before/{ib}").submit(("known_before", "no")).follow()
    undo = mine.form(f"known-before/{ib}/undoing")
    assert "Fortryd" not in str(other.get(f"/missing/known-before/{ib}").soup.select_one(f"#missing-known_before-{ib}"))
    browser.get("/missing").form(f"known-before/{grete}").submit(("known_before", "yes"))
    undo.submit()
    kept = {row["id"]: row["known_before"] for row in one_table(world.app, "citizen")}
    assert kept == {ib: KnownBefore.NO, grete: KnownBefore.YES}


def test_two_who_answer_at_once_the_first_answer_stays(world: World, ib: int) -> None:
    world.account("tom", Role.CENTRE_WORKER)
    first, second = (world.browser(who).get("/missing").form(f"known-before/{ib}") for who in ("mette", "tom"))
    first.submit(("known_before", "no"))
    page = second.submit(("known_before", "yes")).follow()
    assert "Noteret: Nej" in page
    assert len(one_table(world.app, "completion")) == 1


def test_a_double_tap_is_one(world: World, ib: int) -> None:
    page = world.browser("mette").get("/missing")
    form = page.form(f"income/{ib}")
    form.submit(_income(page))
    form.submit(_income(page))
    assert len(one_table(world.app, "income_noted")) == 1


def test_another_centres_and_another_operators_citizens_are_not_there(world: World, ib: int) -> None:
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    hans = world.citizen("Hemmelige Hans", by=otto, at="BorgerCafeen")
    world.citizen("Private Per", by=peter, at="Parasollen")
    karim = world.account("karim", Role.CASEWORKER, at=("Regnbuen", "Parasollen"))
    assert karim
    for who in ("mette", "karim"):
        page = world.browser(who).get("/missing")
        assert _names(page, "income") == _names(page, "known_before") == ["Ib fra havnen"]
    assert world.browser("mette").get(f"/missing/known-before/{hans}").status == 404


def test_at_most_fifty_stand_there_and_the_number_says_the_rest(world: World, mette: int) -> None:
    for number in range(MOST_SHOWN + 1):
        world.citizen(f"Nummer {number}", by=mette)
    page = world.browser("mette").get("/missing")
    assert len(_names(page, "income")) == MOST_SHOWN
    assert _number(page, "income") == f"{MOST_SHOWN + 1} mangler"


def _asked(world: World) -> tuple[int, int]:
    """The number for Min dag, and how many statements it took."""
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    with world.app.app_context():
        person = db.session.scalars(sa.select(SignIn).order_by(SignIn.id.desc())).first().person
        sa.event.listen(db.engine, "before_cursor_execute", note)
        number = incomplete.count(person)
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return number, len(asked)


def test_the_number_takes_the_same_statements_for_one_and_for_many(world: World, ib: int, mette: int) -> None:
    world.browser("mette")
    assert _asked(world) == (2, 1)
    for number in range(20):
        citizen = world.citizen(f"Nummer {number}", by=mette)
        world.bridge(citizen, by=mette, sent_at=clock.now() - timedelta(days=20), to=None)
    assert _asked(world) == (82, 1)


def test_counting_ends_at_a_point(world: World, ib: int, mette: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incomplete, "MOST_COUNTED", 3)
    for number in range(9):
        world.citizen(f"Nummer {number}", by=mette)
    assert _number(world.browser("mette").get("/missing"), "income") == "over 3 mangler"


def test_whatever_else_can_be_missing_registers_itself(world: World, ib: int) -> None:
    keys = [missing.key for missing in incomplete.registered()]
    assert keys[:2] == ["known_before", "income"]
    assert len(set(keys)) == len(keys)
