"""A PIN opens one's own locked screen, and nothing else: not the door, not a sign-in, not after five wrong ones."""

import importlib
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.accounts.models import SignIn
from app.accounts.pin import LENGTH, MOST_WRONG, Weak, weakness
from app.accounts.role import Role
from app.accounts.words import WEAK_PINS
from app.db import db
from tests.browser_without_script import Browser, Page
from tests.database import one_table
from tests.make import PASSWORD, World

NOON = datetime(2026, 11, 19, 11, 0, tzinfo=UTC)
PIN, OTHER = "274913", "802665"
CLOSED = "Pinkoden har været forkert fem gange. Brug din adgangskode."


def _locked(world: World, *, pin: str | None = PIN) -> Browser:
    """Mette's tablet, locked by hand."""
    world.account("mette", Role.SKP_WORKER)
    if pin:
        world.pin("mette", pin)
    tablet = world.browser("mette")
    assert tablet.get("/day").form("/lock").submit().status == 303
    return tablet


def _by_pin(tablet: Browser, pin: str) -> Page:
    form = tablet.get("/accounts/unlock").form("/unlock")
    assert "pin" in form.values, "no PIN is asked for"
    form["pin"] = pin
    return form.submit()


def _by_password(tablet: Browser, password: str = PASSWORD) -> Page:
    form = tablet.get("/accounts/unlock").form("/unlock", index=-1)
    form["password"] = password
    return form.submit()


def _wrong_ones(tablet: Browser, how_many: int, began: datetime = NOON) -> datetime:
    """Wrong PINs, each after its wait; answers with the time after the last wait."""
    now = began
    for _ in range(how_many):
        with clock.stopped(now):
            assert _by_pin(tablet, OTHER).status == 422
        now += timedelta(minutes=1, seconds=1)
    return now


# Which PINs there are


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        *((figure * 6, Weak.ONE_FIGURE) for figure in "0123456789"),
        *((pin, Weak.RUN) for pin in ("123456", "012345", "654321", "987654", "567890", "098765", "890123", "210987")),
        *((pin, Weak.REPEATED) for pin in ("121212", "909090", "123123", "557557")),
        *((pin, Weak.NOT_SIX_FIGURES) for pin in ("", "12345", "1234567", "12345a", "12 456", "-27491", "٢٧٤٩١٣")),
        *((pin, None) for pin in (PIN, OTHER, "112233", "123457", "135790")),
    ],
)  # fmt: skip
def test_a_pin_that_anybody_would_try_is_refused(pin: str, why: Weak | None) -> None:
    assert weakness(pin) is why


@given(st.text("0123456789", min_size=LENGTH, max_size=LENGTH))
def test_few_pins_are_refused_and_none_because_of_its_length(pin: str) -> None:
    assert weakness(pin) is not Weak.NOT_SIX_FIGURES
    assert weakness(pin[::-1]) is weakness(pin)


def test_most_of_a_million_pins_are_left() -> None:
    refused = sum(weakness(f"{pin:06}") is not None for pin in range(1_000_000))
    assert refused == 10 + 20 + (90 + 990)


def test_every_refusal_has_its_sentence() -> None:
    assert set(WEAK_PINS) == set(Weak)


# Choosing one


def _chosen(browser: Browser, pin: str, again: str | None = None, password: str = PASSWORD) -> Page:
    form = browser.get("/accounts/me").form("/me/pin")
    form["pin_present"], form["pin"], form["pin_again"] = password, pin, again or pin
    return form.submit()


def test_mette_chooses_a_pin_with_her_password_and_it_opens_her_screen(world: World) -> None:
    tablet = _locked(world, pin=None)
    assert 'name="pin"' not in tablet.get("/accounts/unlock")
    assert _by_password(tablet).status == 303
    assert "Din pinkode er gemt." in _chosen(tablet, PIN).follow()
    kept = one_table(world.app, "account")[0]
    assert PIN not in str(kept)
    assert kept["pin_hash"].startswith("$argon2id$")
    tablet.get("/day").form("/lock").submit()
    assert _by_pin(tablet, PIN).status == 303
    assert tablet.get("/day").status == 200


@pytest.mark.parametrize(
    ("pin", "again", "password", "said"),
    [
        ("111111", "111111", PASSWORD, "Det er det samme tal seks gange."),
        ("234567", "234567", PASSWORD, "Det er tal i rækkefølge."),
        ("27491", "27491", PASSWORD, "Pinkoden er seks tal, uden mellemrum."),
        (PIN, OTHER, PASSWORD, "De to pinkoder er ikke ens."),
        (PIN, PIN, "forkert kode", "Adgangskoden er forkert."),
        (PIN, PIN, "", "Skriv din adgangskode."),
    ],
)
def test_what_is_wrong_with_a_pin_is_said_and_nothing_is_kept(
    world: World, pin: str, again: str, password: str, said: str
) -> None:
    world.account("mette", Role.SKP_WORKER)
    answer = _chosen(world.browser("mette"), pin, again, password)
    assert (answer.status, said in answer) == (422, True)
    assert one_table(world.app, "account")[0]["pin_hash"] is None


def test_a_slip_takes_the_pin_away_and_an_own_new_password_does_not(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    anders = world.account("anders", Role.ADMINISTRATOR)
    world.pin("mette", PIN)
    mette = world.browser("mette")
    form = mette.get("/accounts/me").form("/me/password")
    form["present"], form["password"], form["again"] = PASSWORD, "en anden god kode", "en anden god kode"
    assert form.submit().status == 303
    accounts = {row["id"]: row for row in one_table(world.app, "account")}
    (mettes,) = set(accounts) - {anders}
    assert accounts[mettes]["pin_hash"] is not None
    slip = world.browser("anders").get(f"/accounts/{mettes}").form("/invitation").submit()
    code = slip.soup.select_one(".v-code")
    assert code is not None
    welcome = world.browser().get("/accounts/welcome").form("/welcome")
    welcome["username"], welcome["code"] = "mette", code.get_text(strip=True)
    welcome["password"], welcome["again"] = "en helt tredje kode", "en helt tredje kode"
    assert welcome.submit().status == 303
    assert {row["id"]: row for row in one_table(world.app, "account")}[mettes]["pin_hash"] is None


# Opening with it


def test_the_lock_page_asks_for_the_pin_first_and_for_the_password_in_the_same_page(world: World) -> None:
    lock = _locked(world).get("/accounts/unlock")
    fields = [(tag["name"], tag.get("inputmode"), tag["autocomplete"]) for tag in lock.soup.select("input.v-input")]
    assert fields == [("pin", "numeric", "off"), ("password", None, "current-password")]
    fold = lock.soup.select_one("details")
    assert fold is not None
    assert "Brug adgangskoden i stedet" in fold.get_text()
    assert fold.select_one("input[name=password]") is not None


def test_pin_or_password_lead_back_to_where_one_was(world: World) -> None:
    tablet = _locked(world)
    for way, opens in (("pin", PIN), ("password", PASSWORD)):
        form = tablet.get("/citizens/").follow().form("/unlock", index=0 if way == "pin" else 1)
        form[way] = opens
        assert form.submit().headers["Location"] == "/citizens/"
        tablet.get("/day").form("/lock").submit()


def test_anothers_pin_opens_nothing(world: World) -> None:
    world.account("tom", Role.SKP_WORKER)
    world.pin("tom", OTHER)
    tablet = _locked(world)
    answer = _by_pin(tablet, OTHER)
    assert (answer.status, "Pinkoden er forkert." in answer) == (422, True)
    assert tablet.get("/day").status == 303


def test_after_five_wrong_pins_only_the_password_opens(world: World) -> None:
    tablet = _locked(world)
    later = _wrong_ones(tablet, MOST_WRONG)
    with clock.stopped(later):
        lock = tablet.get("/accounts/unlock")
        assert 'name="pin"' not in lock
        forced = lock.form("/unlock")
        forced["pin"] = PIN
        answer = forced.submit()
        assert (answer.status, CLOSED in answer) == (422, True)
        assert tablet.get("/day").status == 303
        assert _by_password(tablet).status == 303
        assert tablet.get("/day").form("/lock").submit().status == 303
        assert _by_pin(tablet, PIN).status == 303


def test_the_fifth_wrong_pin_says_that_it_was_the_last(world: World) -> None:
    tablet = _locked(world)
    later = _wrong_ones(tablet, MOST_WRONG - 1)
    with clock.stopped(later):
        answer = _by_pin(tablet, OTHER)
        assert (CLOSED in answer, 'name="pin"' in answer) == (True, False)


def test_four_wrong_pins_and_a_right_one_are_forgotten(world: World) -> None:
    tablet = _locked(world)
    later = _wrong_ones(tablet, MOST_WRONG - 1)
    with clock.stopped(later):
        assert _by_pin(tablet, PIN).status == 303
        tablet.get("/day").form("/lock").submit()
        assert [row["failures"] for row in one_table(world.app, "slowdown")] == [0, 0]
    later = _wrong_ones(tablet, MOST_WRONG - 1, began=later)
    with clock.stopped(later):
        assert _by_pin(tablet, PIN).status == 303


def test_a_closed_pin_is_closed_for_this_session_alone(world: World) -> None:
    tablet = _locked(world)
    later = _wrong_ones(tablet, MOST_WRONG)
    with clock.stopped(later):
        other = world.browser("mette")
        other.get("/day").form("/lock").submit()
        assert _by_pin(other, PIN).status == 303
        assert 'name="pin"' not in tablet.get("/accounts/unlock")


def test_wrong_pins_slow_down_like_wrong_passwords_with_the_same_sentences(world: World) -> None:
    said: dict[str, list[str]] = {}
    for way in ("pin", "password"):
        username = f"mette-{way}"
        world.account(username, Role.SKP_WORKER)
        world.pin(username, PIN)
        tablet = world.browser(username)
        tablet.get("/day").form("/lock").submit()
        said[way] = []
        with clock.stopped(clock.now()):
            for _ in range(4):
                form = tablet.get("/accounts/unlock").form("/unlock", index=0 if way == "pin" else 1)
                form[way] = OTHER
                answer = form.submit()
                said[way].append(answer.soup.select_one(".v-error-text").get_text(strip=True))
    assert said["pin"][:3] == ["Pinkoden er forkert."] * 3
    assert said["password"][:3] == ["Adgangskoden er forkert."] * 3
    assert said["pin"][3] == said["password"][3] == "Der er prøvet for mange gange. Vent 2 sekunder, og prøv igen."


def test_a_right_pin_must_wait_too_and_is_not_counted(world: World) -> None:
    tablet = _locked(world)
    with clock.stopped(NOON):
        for _ in range(3):
            _by_pin(tablet, OTHER)
        answer = _by_pin(tablet, PIN)
        assert (answer.status, "Vent 2 sekunder" in answer) == (422, True)
    assert [row["pin_failures"] for row in one_table(world.app, "sign_in")] == [3]
    with clock.stopped(NOON + timedelta(seconds=3)):
        assert _by_pin(tablet, PIN).status == 303


def test_a_pin_does_not_forgive_wrong_passwords(world: World) -> None:
    tablet = _locked(world)
    with clock.stopped(NOON):
        for _ in range(2):
            assert _by_password(tablet, "forkert kode").status == 422
        assert _by_pin(tablet, PIN).status == 303
    assert {row["failures"] for row in one_table(world.app, "slowdown")} == {2}


def test_many_wrong_pins_at_once_are_no_more_than_five(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tablet = _locked(world)
    cookies = {name: cookie.value for name in ("vaeksthus", "device") if (cookie := tablet.client.get_cookie(name))}
    form = tablet.get("/accounts/unlock").form("/unlock")
    checked: list[str] = []

    def slowly(given: str, _kept: str | None) -> bool:
        checked.append(given)
        time.sleep(0.5)
        return False

    opening = importlib.import_module("app.accounts.opening")
    monkeypatch.setattr(opening, "must_wait", lambda _username: None)
    monkeypatch.setattr(opening, "matches", slowly)

    def one() -> None:
        with world.app.test_client() as client:
            for name, value in cookies.items():
                client.set_cookie(name, value)
            data = {name: value for name, (value,) in form.values.items()} | {"pin": OTHER, "password": ""}
            client.post("/accounts/unlock", data=data)

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(checked) == MOST_WRONG
    assert [row["pin_failures"] for row in one_table(world.app, "sign_in")] == [MOST_WRONG]


def test_from_the_door_the_pin_is_neither_offered_nor_accepted(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    world.pin("mette", PIN)
    tablet = world.browser("mette")
    tablet.get("/accounts/me").form("/door").submit()
    lock = tablet.get("/accounts/unlock")
    assert 'name="pin"' not in lock
    form = lock.form("/unlock")
    form["pin"] = PIN
    answer = form.submit()
    assert (answer.status, "Skriv din adgangskode." in answer) == (422, True)
    form["password"] = PIN
    assert form.submit().status == 422
    assert tablet.get("/day").status == 403
    assert _by_password(tablet).status == 303
    assert tablet.get("/day").status == 200


def test_a_pin_signs_nobody_in(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    world.pin("mette", PIN)
    form = world.browser().get("/accounts/sign-in").form("sign-in")
    form["username"], form["password"] = "mette", PIN
    assert form.submit().status == 422


def test_opening_an_ended_session_opens_nothing(world: World) -> None:
    tablet = _locked(world)
    form = tablet.get("/accounts/unlock").form("/unlock")
    with world.saved():
        db.session.query(SignIn).update({"ended_at": clock.now()})
    form["pin"] = PIN
    assert form.submit().headers["Location"] == "/accounts/sign-in"
    assert tablet.get("/day").status == 303
