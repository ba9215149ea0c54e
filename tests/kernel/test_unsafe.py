"""Unsafe requests need this user's own token, and a GET changes nothing but the access log."""

import uuid

import pytest
from bs4 import BeautifulSoup

from app import clock
from app.accounts.role import Role
from app.monitoring.job import JobKind
from tests.browser_without_script import Browser
from tests.committee.around import one_of_each
from tests.database import LOG, rows
from tests.make import WORDS_IN_ADDRESSES, World


@pytest.fixture
def ids(world: World) -> dict[str, int]:
    """One of everything that an address can name."""
    lis = world.account("lis", Role.SKP_WORKER)
    tom = world.account("tom", Role.CENTRE_WORKER)
    anders = world.account("anders", Role.ADMINISTRATOR)
    world.account("lene", Role.LEADER, at=())
    world.account("bo", Role.COMMITTEE_MEMBER)
    ib = world.citizen("Ib", by=lis)
    return {
        "account_id": tom,
        "citizen_id": ib,
        "contact_id": world.contact(ib, by=lis, note="Kom til kaffe."),
        "follow_up_id": world.follow_up("Ring til Ib", by=lis, citizen=ib),
        "centre_id": world.centre["BorgerCafeen"],
        "department_id": world.department(),
        "effort_id": world.effort("Sundhed"),
        "draft_id": world.draft(by=lis),
        "bridge_id": world.bridge(ib, by=lis),
        "legal_ground_id": world.legal_ground(),
        "token": world.calendar(lis),
        "mentor_agreement_id": world.agreement(ib, lis),
        "helper_id": world.helper("Hans", by=lis),
        **world.around_a_session(ib, by=lis),
        "definition_id": world.definition(by=anders),
        "closed_period_id": world.released("2020-Q1"),
        "monitoring_job_id": world.job(JobKind.CLOSE, "2020-Q2"),
        **WORDS_IN_ADDRESSES,
        **{f"{name}_id": id for name, id in {**world.pool(), **one_of_each(world)}.items()},
        "idea_id": world.idea("En tur til havet"),
        "application_id": (applied := world.application("Mad sammen")),
        "application_picture_id": world.picture(applied),
        **world.around_an_activity(by=lis),
        "journal_export_id": world.sent(world.contact(ib, by=lis), by=lis),
        "import_file_id": world.import_file(by=anders),
        "operator_id": world.operator("KFUM"),
    }


WITHOUT_SESSION = {"survey.ticket", "survey.envelopes"}
"""Whoever brings a ticket's code may; there is no session whose right somebody else could borrow."""


def _paths(world: World, ids: dict[str, int], method: str) -> list[str]:
    with world.app.test_request_context():
        adapter = world.app.url_map.bind("localhost")
        return [
            adapter.build(rule.endpoint, {name: ids[name] for name in rule.arguments})
            for rule in world.app.url_map.iter_rules()
            if method in (rule.methods or ())
            and rule.endpoint != "static"
            and not (method == "POST" and rule.endpoint in WITHOUT_SESSION)
        ]


def _token(browser: Browser, address: str = "/accounts/me") -> str:
    return browser.get(address).form("")["csrf_token"]


def test_every_unsafe_route_refuses_a_missing_a_wrong_and_another_users_token(
    world: World, ids: dict[str, int]
) -> None:
    others = _token(world.browser("tom"))
    browsers = {name: world.browser(name) for name in ("lis", "anders", "karim", "lene", "bo")}
    for browser in browsers.values():
        _token(browser)
    browsers |= {"": world.browser(), "at the door": world.door("lis")}
    _token(browsers[""], "/accounts/sign-in")
    _token(browsers["at the door"], "/applications/door/code")
    before = rows(world.app)
    forged: set[str] = set()
    for browser in browsers.values():
        for path in _paths(world, ids, "POST"):
            for token in (None, "wrong", others):
                data = {"form_key": uuid.uuid4().hex, "about": "1"} | ({"csrf_token": token} if token else {})
                answer = browser.client.post(path, data=data, headers={"X-CSRFToken": token} if token else {})
                # Whom the page is not for is refused before; over all browsers, every route comes to its token.
                led_to_sign_in = answer.headers.get("Location", "").startswith("/accounts/sign-in")
                refused = answer.status_code in (400, 403) or led_to_sign_in
                assert (path, token, refused or answer.status_code) == (path, token, True)
                if answer.status_code == 400:
                    forged.add(path)
    assert forged == set(_paths(world, ids, "POST"))
    assert rows(world.app) == before


def test_methods_that_are_not_served_change_nothing(world: World, ids: dict[str, int]) -> None:
    browser = world.browser("anders")
    headers = {"X-CSRFToken": _token(browser)}
    before = rows(world.app)
    for path in _paths(world, ids, "GET"):
        for method in ("PUT", "PATCH", "DELETE", "TRACE"):
            assert browser.client.open(path, method=method, headers=headers).status_code == 405
    assert rows(world.app) == before


def test_a_get_changes_nothing_but_the_access_log(world: World, ids: dict[str, int]) -> None:
    browsers = [world.browser(name) for name in ("lis", "anders", "lene", "bo", "karim", None)]
    before = rows(world.app)
    served = 0
    # The last touch of a session is noted twice a minute, and this takes longer.
    with clock.stopped(clock.now()):
        for browser in browsers:
            for path in _paths(world, ids, "GET"):
                for query in (
                    "",
                    "?next=/day&who=group&saved=1&first=2026-01-01&last=2026-01-31&about=1&closed=y&name=Ny",
                ):
                    methods = ("GET", "HEAD", "OPTIONS") if browser is browsers[0] and not query else ("GET",)
                    for method in methods:
                        served += browser.client.open(path + query, method=method).status_code == 200
            for link in _links(browser):
                browser.client.get(link)
    after = rows(world.app)
    assert served > 60
    assert {name for name in before if before[name] != after[name]} == LOG


def test_a_change_smuggled_into_a_get_by_its_address_or_a_header_is_none(world: World, ids: dict[str, int]) -> None:
    browser = world.browser("anders")
    path = f"/accounts/{ids['account_id']}/disabling"
    before = {name: found for name, found in rows(world.app).items() if name not in LOG}
    for headers in ({"X-HTTP-Method-Override": "POST"}, {"X-Method-Override": "POST"}):
        assert (
            browser.client.get(f"{path}?_method=POST&csrf_token={_token(browser)}", headers=headers).status_code == 405
        )
    assert {name: found for name, found in rows(world.app).items() if name not in LOG} == before


def _links(browser: Browser) -> set[str]:
    """Every address of ours that the pages lead to, two steps from the start."""
    found, seen = {"/", "/day", "/accounts/me", "/committee/"}, set()
    for _ in range(2):
        for address in sorted(found - seen):
            seen.add(address)
            answer = browser.client.get(address)
            if answer.mimetype != "text/html":
                continue
            for link in BeautifulSoup(answer.get_data(as_text=True), "html.parser").find_all("a", href=True):
                if str(link["href"]).startswith("/") and not str(link["href"]).startswith("/static"):
                    found.add(str(link["href"]))
    return found
