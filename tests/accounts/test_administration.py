"""What administrators do with accounts, and what stops them from locking themselves out."""

import pytest

from app.accounts.role import Role
from tests.browser_without_script import Browser
from tests.database import one_table
from tests.make import PASSWORD, World


@pytest.fixture
def anders(world: World) -> Browser:
    """Anders, the only administrator, beside Mette of Regnbuen."""
    world.account("anders", Role.ADMINISTRATOR)
    world.account("mette", Role.SKP_WORKER)
    return world.browser("anders")


def _id(world: World, username: str) -> int:
    return next(int(row["id"]) for row in one_table(world.app, "account") if row["username"] == username)


def test_a_new_person_gets_a_role_at_two_centres_and_a_slip(world: World, anders: Browser) -> None:
    form = anders.get("/accounts/new").form("/accounts/", index=-1)
    form = next(one for one in _forms(anders, "/accounts/new") if "username" in one.values)
    form["name"], form["username"] = "Tom Riis", "Tom.Riis"
    made = form.submit()
    assert made.status == 303
    page = made.follow()
    form = page.form("/roles")
    form["role"] = "centre_worker"
    form["centres"] = [str(world.centre["Regnbuen"]), str(world.centre["BorgerCafeen"])]
    assert form.submit().status == 303
    tom = _id(world, "tom.riis")
    held = [row["centre_id"] for row in one_table(world.app, "role_held") if row["account_id"] == tom]
    assert held == [world.centre["Regnbuen"], world.centre["BorgerCafeen"]]
    form.submit()
    form = anders.get(f"/accounts/{tom}").form("/roles")
    form["role"], form["centres"] = "centre_worker", [str(world.centre["Regnbuen"])]
    form.submit()
    assert len([row for row in one_table(world.app, "role_held") if row["account_id"] == tom]) == 2


def _forms(browser: Browser, address: str):
    from tests.browser_without_script import Form

    page = browser.get(address)
    return [Form(page, tag) for tag in page.soup.find_all("form")]


@pytest.mark.parametrize(
    ("role", "centres", "department"),
    [
        ("skp_worker", False, False),
        ("skp_worker", True, True),
        ("caseworker", True, False),
        ("caseworker", False, True),
        ("administrator", True, False),
        ("steering_group", True, False),
        ("leader", True, True),
    ],
)
def test_a_role_that_means_nothing_is_refused_and_what_was_chosen_is_kept(
    world: World, anders: Browser, role: str, centres: bool, department: bool
) -> None:
    before = len(one_table(world.app, "role_held"))
    form = anders.get(f"/accounts/{_id(world, 'mette')}").form("/roles")
    form["role"] = role
    form["centres"] = [str(world.centre["Regnbuen"])] if centres else []
    form["department"] = str(world.department()) if department else "0"
    answer = form.submit()
    assert (answer.status, answer.form("/roles")["role"]) == (422, role)
    assert len(one_table(world.app, "role_held")) == before


def test_a_change_with_an_old_version_is_refused_and_everything_is_kept(world: World, anders: Browser) -> None:
    address = f"/accounts/{_id(world, 'mette')}"

    def details():
        return next(form for form in _forms(anders, address) if "username" in form.values)

    first, second = details(), details()
    first["name"] = "Mette Lund"
    second["name"], second["username"] = "Mette Krog", "mette.krog"
    assert first.submit().status == 303
    answer = second.submit()
    again = next(form for form in _forms_of(answer) if "username" in form.values)
    assert (answer.status, "Mette Lund" in answer) == (409, True)
    assert (again["name"], again["username"]) == ("Mette Krog", "mette.krog")
    again["keep-name"] = "mine"
    assert again.submit().status == 303
    assert (
        next(row["name"] for row in one_table(world.app, "account") if row["username"] == "mette.krog") == "Mette Krog"
    )


def _forms_of(page):
    from tests.browser_without_script import Form

    return [Form(page, tag) for tag in page.soup.find_all("form")]


@pytest.mark.parametrize("taken", ["mette", "METTE", " Mette "])
def test_a_username_that_is_taken_is_refused_however_it_is_spelled(world: World, anders: Browser, taken: str) -> None:
    form = next(one for one in _forms(anders, "/accounts/new") if "username" in one.values)
    form["name"], form["username"] = "Mette Nummer To", taken
    answer = form.submit()
    assert answer.status == 422
    assert "Mette Nummer To" in answer.text
    assert len(one_table(world.app, "account")) == 2


@pytest.mark.parametrize("name", ["", " ", "\t", "\x00"])
def test_a_person_without_a_name_is_refused(world: World, anders: Browser, name: str) -> None:
    form = next(one for one in _forms(anders, "/accounts/new") if "username" in one.values)
    form["name"], form["username"] = name, "tom"
    assert form.submit().status == 422
    assert len(one_table(world.app, "account")) == 2


def test_an_administrator_cannot_take_their_own_role_or_close_their_own_account(world: World, anders: Browser) -> None:
    own = _id(world, "anders")
    (role,) = [row["id"] for row in one_table(world.app, "role_held") if row["account_id"] == own]
    page = anders.get(f"/accounts/{own}")
    for refused in (
        page.form("/ended-roles").submit(button=("about", str(role))),
        page.form("/disabling").submit(),
    ):
        assert refused.status == 422
        assert len(refused.soup.find_all(class_="v-notice")) >= 1
    assert [row["disabled_at"] for row in one_table(world.app, "account")] == [None, None]
    assert [row["ended_on"] for row in one_table(world.app, "role_held")] == [None, None]
    assert anders.get("/accounts/").status == 200


def test_a_role_of_somebody_else_is_not_ended_through_this_account(world: World, anders: Browser) -> None:
    (role,) = [row["id"] for row in one_table(world.app, "role_held") if row["account_id"] == _id(world, "mette")]
    form = anders.get(f"/accounts/{_id(world, 'anders')}").form("/ended-roles")
    assert form.submit(button=("about", str(role))).status == 404
    assert [row["ended_on"] for row in one_table(world.app, "role_held")] == [None, None]


def test_closing_and_opening_an_account(world: World, anders: Browser) -> None:
    mette = _id(world, "mette")
    anders.get(f"/accounts/{mette}").form("/disabling").submit()
    form = world.browser().get("/accounts/sign-in").form("/sign-in")
    form["username"], form["password"] = "mette", PASSWORD
    assert form.submit().status == 422
    anders.get(f"/accounts/{mette}").form("/disabling").submit()
    assert world.browser("mette").get("/day").status == 200


def test_no_page_of_an_administrator_shows_a_password_or_its_hash(world: World, anders: Browser) -> None:
    hashes = [row["password_hash"] for row in one_table(world.app, "account")]
    for address in ("/accounts/", f"/accounts/{_id(world, 'mette')}", "/accounts/me"):
        text = anders.get(address).text
        assert [secret for secret in [*hashes, PASSWORD, "argon2"] if secret in text] == []
