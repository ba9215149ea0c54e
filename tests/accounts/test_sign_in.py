"""Signing in and out, locking, switching: a session is a row that the server can end."""

from app.accounts.role import Role
from tests.make import World


def test_mette_signs_in_and_stands_on_her_day(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    day = world.browser("mette").get("/").follow()
    assert day.path == "/day"
    assert "Mette" in day
    assert "Regnbuen" in day


def test_a_wrong_password_says_so_and_keeps_the_name(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser().get("/accounts/sign-in").form("sign-in")
    form["username"], form["password"] = "mette", "forkert kode"
    answer = form.submit()
    assert answer.status == 422
    assert "Brugernavn eller adgangskode er forkert." in answer
    assert answer.form("sign-in")["username"] == "mette"
