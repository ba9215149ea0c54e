"""A leaver's tasks go to somebody else: in one transaction, with a trace, and without showing a citizen."""

import pytest

from app.accounts.role import Role
from app.followups import tasks
from app.followups.tasks import Count, Tasks
from tests.browser_without_script import Page
from tests.database import one_table, places_of
from tests.make import World


@pytest.fixture
def mette(world: World) -> int:
    """Mette has two tasks at Regnbuen and one at BorgerCafeen; Tom works at the first, Lis at both."""
    mette = world.account("mette", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"), name="Mette Lund")
    world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"), name="Lis Holm")
    world.account("peter", Role.SKP_WORKER, at=("Parasollen",), name="Peter Krog")
    ib = world.citizen("Ib fra havnen", by=mette)
    world.follow_up("Ring til boligforeningen", by=mette, citizen=ib, due_in=-1)
    world.follow_up("Køb kaffe", by=mette)
    world.follow_up("Hent nøgler", by=mette, at="BorgerCafeen")
    world.follow_up("Vand blomster", by=mette, anybodys=True)
    return mette


def _page(world: World, who: str, mette: int) -> Page:
    return world.browser(who).get(f"/followups/handover?whom={mette}")


def _give(page: Page, to: str) -> Page:
    form = page.form("/followups/handover")
    names = {label.get_text(" ", strip=True): label.input["value"] for label in page.soup.select("label.v-chip")}
    form["to"] = next(value for name, value in names.items() if name.startswith(to))
    return form.submit()


def test_a_leader_hands_everything_over_and_the_receiver_is_told_until_it_is_seen(world: World, mette: int) -> None:
    lene = world.account("lene", Role.LEADER, at=())
    page = _page(world, "lene", mette)
    assert "3 åbne opgaver" in page
    assert "3 opfølgninger" in page
    assert "Peter Krog" not in page

    done = _give(page, "Lis Holm").follow()

    assert "Overdraget til Lis Holm: 3 opfølgninger." in done
    moved = one_table(world.app, "handed_over")
    lis = next(account["id"] for account in one_table(world.app, "account") if account["username"] == "lis")
    assert {(row["from_id"], row["to_id"], row["by_id"], row["kind"]) for row in moved} == {
        (mette, lis, lene, "follow_up")
    }
    own = [row["id"] for row in one_table(world.app, "follow_up") if row["responsible_id"] == lis]
    assert sorted(row["record_id"] for row in moved) == own
    day = world.browser("lis").get("/day")
    assert "Overdraget fra Mette Lund: 3 opfølgninger" in day
    assert "Overdraget fra" not in day.form("/followups/seen").submit().follow()


def test_a_leader_of_one_centre_moves_only_what_is_there(world: World, mette: int) -> None:
    world.account("frank", Role.LEADER)
    page = _page(world, "frank", mette)
    assert "2 åbne opgaver" in page
    assert "2 opfølgninger" in _give(page, "Lis Holm").follow()
    left = [row["text"] for row in one_table(world.app, "follow_up") if row["responsible_id"] == mette]
    assert left == ["Hent nøgler"]


def test_somebody_who_works_at_only_one_of_the_places_takes_what_is_there(world: World, mette: int) -> None:
    world.account("lene", Role.LEADER, at=())
    page = _page(world, "lene", mette)
    assert "kan tage 2 af dem" in page
    assert "2 opfølgninger" in _give(page, "Tom Riis").follow()
    assert "1 åben opgave" in _page(world, "lene", mette)


def test_the_page_shows_numbers_and_no_citizen_to_leader_and_administrator(world: World, mette: int) -> None:
    world.account("lene", Role.LEADER, at=())
    world.account("anders", Role.ADMINISTRATOR)
    for who in ("lene", "anders"):
        for page in (world.browser(who).get("/followups/handover"), _page(world, who, mette)):
            assert page.status == 200
            for secret in ("Ib fra havnen", "boligforeningen", "kaffe", "nøgler"):
                assert secret not in page
    assert len(places_of(world.app, "boligforeningen")) == 1


def test_the_page_of_an_account_says_what_is_open_before_it_is_disabled(world: World, mette: int) -> None:
    world.account("anders", Role.ADMINISTRATOR)
    browser = world.browser("anders")
    account = browser.get(f"/accounts/{mette}")
    assert "Mette Lund har 3 åbne opgaver." in account
    link = account.soup.find("a", string="Overdrag opgaver")
    assert link is not None
    assert "Lis Holm" in browser.get(str(link["href"]))
    tom = next(one["id"] for one in one_table(world.app, "account") if one["username"] == "tom")
    assert "åbne opgaver" not in browser.get(f"/accounts/{tom}")


def test_a_disabled_account_can_still_be_emptied_and_receives_nothing(world: World, mette: int) -> None:
    world.account("anders", Role.ADMINISTRATOR)
    browser = world.browser("anders")
    browser.get(f"/accounts/{mette}").form("/disabling").submit()
    page = browser.get(f"/followups/handover?whom={mette}")
    assert _give(page, "Lis Holm").status == 303
    lis = next(one["id"] for one in one_table(world.app, "account") if one["username"] == "lis")
    assert "Mette Lund" not in browser.get(f"/followups/handover?whom={lis}").soup.form.get_text()


def test_a_leader_elsewhere_and_a_receiver_who_was_not_offered_move_nothing(world: World, mette: int) -> None:
    world.account("fremmed", Role.LEADER, at=("Parasollen",))
    assert "Mette" not in _page(world, "fremmed", mette)
    world.account("lene", Role.LEADER, at=())
    peter = next(one["id"] for one in one_table(world.app, "account") if one["username"] == "peter")
    form = _page(world, "lene", mette).form("/followups/handover")
    form["to"] = str(peter)
    answer = form.submit()
    assert answer.status == 422
    assert "Vælg, hvem der skal have opgaverne." in answer
    assert one_table(world.app, "handed_over") == []


def test_other_features_tasks_go_along_when_they_register(world: World, mette: int) -> None:
    """Bridges, agreements and drafts come to cover and handing over through the register alone."""
    gone: list[tuple[int, int]] = []

    def hand_over(from_id: int, to_id: int, _places: tasks.Places, _by: object) -> list[int]:
        gone.append((from_id, to_id))
        return [7, 8]

    drafts = Tasks(
        "draft",
        words=lambda number: f"{number} kladder",
        open_of=lambda _ids, _person, _until: [tasks.Task(mette, "Kladde", "Ny kontakt", "/drafts", ())],
        counts=lambda ids: [Count(mette, None, 2)] if ids is None or mette in ids else [],
        hand_over=hand_over,
    )
    registered = tasks._registered["draft"]
    tasks.source(drafts)
    try:
        world.account("lene", Role.LEADER, at=())
        page = _page(world, "lene", mette)
        assert "5 åbne opgaver" in page
        assert "3 opfølgninger, 2 kladder" in page
        _give(page, "Lis Holm")
        lis = next(one["id"] for one in one_table(world.app, "account") if one["username"] == "lis")
        assert gone == [(mette, lis)]
        kinds = [row["kind"] for row in one_table(world.app, "handed_over")]
        assert sorted(kinds) == ["draft", "draft", "follow_up", "follow_up", "follow_up"]
        tom = next(one["id"] for one in one_table(world.app, "account") if one["username"] == "tom")
        world.cover(mette, tom)
        assert "Kladde" in world.browser("tom").get("/day")
    finally:
        tasks.source(registered)


def test_what_fails_half_way_moves_nothing(world: World, mette: int) -> None:
    def breaks(_from: int, _to: int, _places: tasks.Places, _by: object) -> list[int]:
        raise RuntimeError("half way")

    tasks.source(Tasks("broken", lambda number: "", lambda *_: [], lambda _ids: [], breaks))
    try:
        lene = world.account("lene", Role.LEADER, at=())
        lis = next(one["id"] for one in one_table(world.app, "account") if one["username"] == "lis")
        with pytest.raises(RuntimeError, match="half way"):
            world.hand_over(mette, lis, by=lene)
    finally:
        tasks._registered.pop("broken")
    assert one_table(world.app, "handed_over") == []
    assert [row["responsible_id"] for row in one_table(world.app, "follow_up")] == [mette, mette, mette, None]
