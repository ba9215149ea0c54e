"""Two people change one record: both texts are shown, each field is chosen, nothing typed is lost (lesson 5)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app import clock
from app.accounts.role import Role
from app.conflict import Keep, _digest
from app.cpr import found_in
from tests.browser_without_script import HTMX, Browser, Form, Page
from tests.database import one_table
from tests.make import World


@dataclass
class Two:
    """Mette and Tom with the same citizen's page open, each in a browser of their own."""

    world: World
    mette: Browser
    tom: Browser
    ib: int

    def details(self) -> tuple[Form, Form]:
        """The same form, opened by both before anybody saves."""
        address = f"/citizens/{self.ib}/details"
        return self.mette.get(address).form("/details"), self.tom.get(address).form("/details")

    def kept(self) -> dict[str, object]:
        """Ib's record."""
        (citizen,) = one_table(self.world.app, "citizen")
        return citizen


@pytest.fixture
def two(world: World) -> Two:
    """Ib at Regnbuen, and the two who work there."""
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    ib = world.citizen("Ib", by=mette, phone="20 00 00 00")
    return Two(world, world.browser("mette"), world.browser("tom"), ib)


def choose(page: Page, **kept: Keep) -> Form:
    """The form of the conflict with these choices made."""
    form = page.form("")
    form = next(Form(page, tag) for tag in page.soup.find_all("form") if tag.find("input", {"name": "settling"}))
    for name, keep in kept.items():
        form[f"keep-{name}"] = keep.value
    return form


def chosen(page: Page) -> dict[str, str]:
    """The choices that the page makes beforehand."""
    boxes = page.soup.find_all("input", {"type": "radio", "checked": True})
    return {str(box["name"]).removeprefix("keep-"): str(box["value"]) for box in boxes}


def test_both_texts_stand_side_by_side_with_who_saved_and_when(two: Two) -> None:
    first, second = two.details()
    first["phone"], second["phone"] = "11 11 11 11", "22 22 22 22"
    assert first.submit().status == 303
    page = second.submit()
    assert page.status == 409
    assert "Mette Lund gemte i dag kl." in page
    assert "11 11 11 11" in page
    assert "22 22 22 22" in page
    assert two.kept()["phone"] == "11 11 11 11"


@pytest.mark.parametrize(
    ("keep", "kept"),
    [(Keep.MINE, "22 22 22 22"), (Keep.THEIRS, "11 11 11 11"), (Keep.BOTH, "11 11 11 11 og 22 22 22 22")],
)
def test_what_is_chosen_is_what_is_kept(two: Two, keep: Keep, kept: str) -> None:
    first, second = two.details()
    first["phone"], second["phone"] = "11 11 11 11", "22 22 22 22"
    first.submit()
    assert choose(second.submit(), phone=keep).submit().status == 303
    assert two.kept()["phone"] == kept


def test_a_field_that_only_one_has_touched_is_chosen_beforehand(two: Two) -> None:
    first, second = two.details()
    first["phone"], first["spoken_language"] = "11 11 11 11", "Polsk"
    second["phone"], second["birth_date"] = "22 22 22 22", "1990-05-04"
    first.submit()
    page = second.submit()
    assert chosen(page) == {"spoken_language": "theirs", "birth_date": "mine"}
    assert choose(page, phone=Keep.BOTH).submit().status == 303
    kept = two.kept()
    assert (kept["phone"], kept["spoken_language"], str(kept["birth_date"])) == (
        "11 11 11 11 og 22 22 22 22", "Polsk", "1990-05-04",
    )  # fmt: skip


def test_a_tick_and_a_day_have_two_answers_and_no_both(two: Two) -> None:
    first, second = two.details()
    first["may_be_called"], first["birth_date"] = "y", "1990-05-04"
    second["birth_date"] = "1991-06-05"
    first.submit()
    page = second.submit()
    offered = {str(box["value"]) for box in page.soup.find_all("input", {"name": "keep-birth_date"})}
    assert offered == {"mine", "theirs"}
    assert choose(page, birth_date=Keep.BOTH).submit().status == 422
    again = choose(second.submit(), birth_date=Keep.THEIRS, may_be_called=Keep.THEIRS)
    assert again.submit().status == 303
    assert (two.kept()["may_be_called"], str(two.kept()["birth_date"])) == (True, "1990-05-04")


def test_without_a_choice_nothing_is_saved_and_nothing_is_lost(two: Two) -> None:
    first, second = two.details()
    first["phone"], second["phone"] = "11 11 11 11", "22 22 22 22"
    first.submit()
    page = choose(second.submit()).submit()
    assert page.status == 422
    assert "Vælg, hvad der skal gælde." in page
    assert choose(page, phone=Keep.MINE).submit().status == 303
    assert two.kept()["phone"] == "22 22 22 22"


def test_a_third_who_saves_in_between_makes_it_ask_again(two: Two) -> None:
    first, second = two.details()
    first["phone"], second["phone"] = "11 11 11 11", "22 22 22 22"
    first.submit()
    answer = choose(second.submit(), phone=Keep.BOTH)
    third, _ = two.details()
    third["phone"] = "33 33 33 33"
    third.submit()
    page = answer.submit()
    assert page.status == 409
    assert "33 33 33 33" in page
    assert "22 22 22 22" in page
    assert choose(page, phone=Keep.BOTH).submit().status == 303
    assert two.kept()["phone"] == "33 33 33 33 og 22 22 22 22"


def test_a_lost_reply_is_answered_with_the_first_result_not_with_a_conflict(two: Two) -> None:
    first, second = two.details()
    first["phone"], second["phone"] = "11 11 11 11", "22 22 22 22"
    assert [first.submit().status for _ in range(2)] == [303, 303]
    answer = choose(second.submit(), phone=Keep.MINE)
    assert [answer.submit().status for _ in range(2)] == [303, 303]
    assert two.kept()["version"] == 3


def test_what_is_chosen_together_must_still_be_sound(two: Two) -> None:
    first, second = two.details()
    first["spoken_language"], second["spoken_language"] = "a" * 60, "b" * 60
    first.submit()
    refused = choose(second.submit(), spoken_language=Keep.BOTH).submit()
    assert refused.status == 422
    assert refused.form("/details")["spoken_language"] == "a" * 60 + " og " + "b" * 60
    mended = refused.form("/details")
    mended["spoken_language"] = "Polsk"
    assert mended.submit().status == 303


def test_the_same_change_by_both_is_no_conflict(two: Two) -> None:
    first, second = two.details()
    first["phone"] = second["phone"] = "11 11 11 11"
    assert (first.submit().status, second.submit().status) == (303, 303)


def test_a_note_is_kept_with_the_others_text_first(world: World) -> None:
    for name in ("anders", "anna"):
        world.account(name, Role.ADMINISTRATOR, at=())
    address = f"/centres/{world.centre['Regnbuen']}"
    first, second = (
        next(Form(page, tag) for tag in page.soup.find_all("form") if tag.get("id") == "place")
        for page in (world.browser(name).get(address) for name in ("anders", "anna"))
    )
    first["opening_hours"], second["opening_hours"] = "Mandag 9-15", "Tirsdag 9-15\r\nOnsdag lukket"
    first["focus"], second["focus"] = "mixed", "psychiatric"
    assert first.submit().status == 303
    page = second.submit()
    assert "Blandet" in page or "mixed" not in page.soup.get_text()
    answer = choose(page, opening_hours=Keep.BOTH, focus=Keep.MINE).submit()
    assert answer.status == 303
    kept = next(row for row in one_table(world.app, "centre") if row["name"] == "Regnbuen")
    assert kept["opening_hours"].split() == ["Mandag", "9-15", "Tirsdag", "9-15", "Onsdag", "lukket"]
    assert kept["focus"].value == "psychiatric"


def test_a_username_is_one_or_the_other(world: World) -> None:
    for name in ("anders", "anna"):
        world.account(name, Role.ADMINISTRATOR, at=())
    mette = world.account("mette", Role.SKP_WORKER)
    forms = []
    for who in ("anders", "anna"):
        page = world.browser(who).get(f"/accounts/{mette}")
        forms.append(
            next(Form(page, tag) for tag in page.soup.find_all("form") if tag.find("input", {"name": "username"}))
        )
    first, second = forms
    first["username"], second["username"] = "mette.l", "mlund"
    assert first.submit().status == 303
    page = second.submit()
    assert page.status == 409
    assert {str(box["value"]) for box in page.soup.find_all("input", {"name": "keep-username"})} == {"mine", "theirs"}
    assert choose(page, username=Keep.THEIRS).submit().status == 303
    assert "mette.l" in {row["username"] for row in one_table(world.app, "account")}


def heads(browser: Browser) -> Form:
    """The count on Min dag."""
    return browser.get("/day").form("head-counts")


def test_two_who_count_at_once_see_both_numbers(two: Two) -> None:
    first, second = heads(two.mette), heads(two.tom)
    first["people"], second["people"] = "17", "21"
    assert first.submit().status == 303
    page = second.submit()
    assert page.status == 409
    assert "Mette Lund gemte" in page
    assert [row["people"] for row in one_table(two.world.app, "head_count")] == [17]
    assert choose(page, people=Keep.MINE).submit().status == 303
    assert [row["people"] for row in one_table(two.world.app, "head_count")] == [21]


def test_two_who_count_the_same_agree(two: Two) -> None:
    first, second = heads(two.mette), heads(two.tom)
    first["people"] = second["people"] = "17"
    assert (first.submit().status, second.submit().status) == (303, 303)


def test_the_part_shows_both_numbers_too(two: Two) -> None:
    first, second = heads(two.mette), heads(two.tom)
    first["people"], second["people"] = "17", "21"
    first.submit()
    part = second.submit(**HTMX)
    assert part.status == 409
    assert part.text.strip().startswith('<section id="head_count"')
    assert choose(part, people=Keep.THEIRS).submit().status == 303
    counted = [(row["people"], row["counted_on"]) for row in one_table(two.world.app, "head_count")]
    assert counted == [(17, clock.today())]


def test_a_digest_never_reads_as_a_registration_number(world: World) -> None:
    with world.app.app_context():
        seen = ".".join(f"field:{_digest('field', number)}" for number in range(2000))
    assert not any(figure in seen for figure in "0123456789")
    assert found_in(seen) == []
