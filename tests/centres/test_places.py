"""Centres, departments, efforts and operators as administrators keep them."""

import pytest

from app.accounts.role import Role
from tests.browser_without_script import Browser, Form
from tests.database import one_table
from tests.make import World


@pytest.fixture
def anders(world: World) -> Browser:
    """Anders, the administrator."""
    world.account("anders", Role.ADMINISTRATOR)
    world.effort("Åben rådgivning")
    return world.browser("anders")


def _place(browser: Browser, address: str) -> Form:
    page = browser.get(address)
    return next(Form(page, tag) for tag in page.soup.find_all("form") if tag.get("id") == "place")


def _again(answer) -> Form:
    return next(Form(answer, tag) for tag in answer.soup.find_all("form") if tag.get("id") in ("place", "conflict"))


def test_a_centre_is_changed_and_everything_on_it_stays(world: World, anders: Browser) -> None:
    form = _place(anders, f"/centres/{world.centre['Regnbuen']}")
    form["opening_hours"], form["house"] = "Hverdage 9-15", "Det gule hus"
    assert form.submit().status == 303
    (regnbuen,) = [row for row in one_table(world.app, "centre") if row["name"] == "Regnbuen"]
    assert (regnbuen["town"], regnbuen["opening_hours"], regnbuen["house"], regnbuen["version"]) == (
        "Vojens", "Hverdage 9-15", "Det gule hus", 2,
    )  # fmt: skip
    form = _place(anders, f"/centres/{world.centre['Regnbuen']}")
    assert (form["opening_hours"], form["house"]) == ("Hverdage 9-15", "Det gule hus")


@pytest.mark.parametrize(
    ("address", "entered", "table"),
    [
        ("/centres/new", {"focus": "mixed"}, "centre"),
        ("/centres/departments/new", {}, "department"),
        ("/centres/efforts/new", {}, "effort"),
        ("/centres/operators/new", {"kind": "private"}, "operator"),
    ],
)
def test_two_of_a_kind_are_not_called_the_same_whatever_the_case(
    world: World, anders: Browser, address: str, entered: dict[str, str], table: str
) -> None:
    form = _place(anders, address)
    for name, value in {**entered, "name": "Ærø Øst"}.items():
        form[name] = value
    assert form.submit().status == 303
    before = len(one_table(world.app, table))
    for name in ("Ærø Øst", "ÆRØ ØST", "ærø øst", " Ærø Øst "):
        form = _place(anders, address)
        for field, value in {**entered, "name": name}.items():
            form[field] = value
        answer = form.submit()
        assert (name, answer.status, _again(answer)["name"]) == (name, 422, name)
    for name in ("", " ", "\x00"):
        form = _place(anders, address)
        for field, value in {**entered, "name": name}.items():
            form[field] = value
        assert (name, form.submit().status) == (name, 422)
    assert len(one_table(world.app, table)) == before


def test_a_place_keeps_its_own_name_and_may_change_its_case(world: World, anders: Browser) -> None:
    effort = one_table(world.app, "effort")[0]["id"]
    form = _place(anders, f"/centres/efforts/{effort}")
    form["name"] = "ÅBEN RÅDGIVNING"
    assert form.submit().status == 303
    assert [row["name"] for row in one_table(world.app, "effort")] == ["ÅBEN RÅDGIVNING"]


@pytest.mark.parametrize("kind", ["centre", "department", "effort"])
def test_a_change_with_an_old_version_is_refused_and_kept_on_the_page(world: World, anders: Browser, kind: str) -> None:
    ids = {"centre": world.centre["Regnbuen"], "department": world.department(), "effort": 0}
    ids["effort"] = one_table(world.app, "effort")[0]["id"]
    address = f"/centres/{'' if kind == 'centre' else kind + 's/'}{ids[kind]}"
    first, second = _place(anders, address), _place(anders, address)
    first["name"], second["name"] = "Den første", "Den anden"
    assert first.submit().status == 303
    answer = second.submit()
    assert (answer.status, _again(answer)["name"]) == (409, "Den anden")
    assert "Den første" in {row["name"] for row in one_table(world.app, kind)}
    chosen = _again(answer)
    chosen["keep-name"] = "mine"
    assert chosen.submit().status == 303
    assert "Den anden" in {row["name"] for row in one_table(world.app, kind)}


def test_a_closed_centre_is_offered_nowhere_and_keeps_what_happened_there(world: World, anders: Browser) -> None:
    lis = world.account("lis", Role.SKP_WORKER, at=("BorgerCafeen", "Regnbuen"))
    world.account("lene", Role.LEADER, at=())
    ib = world.citizen("Ib", by=lis)
    contact = world.contact(ib, by=lis)
    offered = world.browser("lis")
    assert "Regnbuen" in _choices(offered, "/outreach/contacts/new", "centre")
    form = _place(anders, f"/centres/{world.centre['Regnbuen']}")
    form["closed"] = "y"
    assert form.submit().status == 303
    lis_now = world.browser("lis")
    for address in ("/outreach/contacts/new", "/citizens/new", "/accounts/me"):
        assert (address, "Regnbuen" in _choices(lis_now, address, "centre")) == (address, False)
    assert "Regnbuen" not in _choices(anders, f"/accounts/{lis}", "centres")
    assert "Regnbuen" not in _choices(world.browser("lene"), "/monitoring/", "centre")
    assert (lis_now.get(f"/citizens/{ib}").status, lis_now.get(f"/outreach/contacts/{contact}").status) == (200, 200)
    form = _place(anders, f"/centres/{world.centre['Regnbuen']}")
    assert form["closed"] == "y"
    form["closed"] = []
    form.submit()
    assert "Regnbuen" in _choices(lis_now, "/outreach/contacts/new", "centre")


def test_whoever_works_only_at_a_closed_centre_still_has_pages(world: World, anders: Browser) -> None:
    world.account("mette", Role.SKP_WORKER)
    mette = world.browser("mette")
    form = _place(anders, f"/centres/{world.centre['Regnbuen']}")
    form["closed"] = "y"
    form.submit()
    for address in ("/day", "/citizens/", "/citizens/new", "/outreach/contacts/new", "/accounts/me"):
        assert (address, mette.get(address).status in (200, 303)) == (address, True)
    assert world.browser("mette").get("/day").status == 200


def test_only_an_administrator_gets_here(world: World, anders: Browser) -> None:
    world.account("lene", Role.LEADER, at=())
    lene = world.browser("lene")
    for address in ("/centres/", "/centres/new", f"/centres/{world.centre['Regnbuen']}"):
        page = lene.get(address)
        assert (page.status in (403, 404), "Vojens" in page) == (True, False)


def _choices(browser: Browser, address: str, name: str) -> str:
    """The words beside every option of this field."""
    page = browser.get(address)
    assert page.status == 200
    inputs = page.soup.find_all(["input", "select"], attrs={"name": name})
    return " ".join((one if one.name == "select" else one.find_parent("label") or one).get_text(" ") for one in inputs)
