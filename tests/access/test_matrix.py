"""Every route × method × role × own, other and another operator's centre, over real HTTP, equals the table below.

The table is written by hand; the page of permissions must say the same. A planted gap must be found.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from flask import Flask
from werkzeug.serving import make_server

from app.access import Act, ViewWithoutRule, allow, anyone, refuse_views_without_rule, rule_of
from app.accounts.permissions import PERMISSIONS, Reach
from app.accounts.role import Role
from tests.make import World

ROLES = list(Role)
OWN, OTHER, PRIVATE = "Regnbuen", "BorgerCafeen", "Parasollen"

HOSTS = "centre_worker skp_worker"
MEETS = f"{HOSTS} caseworker addiction_worker health_worker"
ALL_STAFF = f"{MEETS} steering_group leader administrator"
EVERYBODY = f"{ALL_STAFF} committee_member"

# Route by endpoint: (methods, who, what the subject is). Who may, and for a subject: only of their own centre
# ("own") or everywhere ("all"). "public" needs no sign-in.
TABLE: dict[str, tuple[str, str, str]] = {
    "static": ("GET", "public", ""),
    "health.healthz": ("GET", "public", ""),
    "language.choice": ("POST", "public", ""),
    "desk.front": ("GET", "public", ""),
    "desk.privacy": ("GET", "public", ""),
    "desk.accessibility": ("GET", "public", ""),
    "desk.start": ("GET", ALL_STAFF, ""),
    "desk.committee": ("GET", "committee_member", ""),
    "desk.door": ("GET", "", ""),
    "desk.screen": ("GET", "", ""),
    "accounts.sign_in": ("GET POST", "public", ""),
    "accounts.sign_out": ("POST", "public", ""),
    "accounts.switch": ("POST", "public", ""),
    "accounts.lock": ("POST", "public", ""),
    "accounts.unlock": ("GET POST", "public", ""),
    "accounts.welcome": ("GET POST", "public", ""),
    "accounts.me": ("GET", EVERYBODY, ""),
    "accounts.password": ("POST", EVERYBODY, ""),
    "accounts.place": ("POST", EVERYBODY, ""),
    "accounts.door": ("POST", MEETS, ""),
    "accounts.screen": ("POST", HOSTS, ""),
    "accounts.everybody": ("GET", "administrator", ""),
    "accounts.new": ("GET", "administrator", ""),
    "accounts.create": ("POST", "administrator", ""),
    "accounts.account": ("GET", "administrator", "account:all"),
    "accounts.change": ("POST", "administrator", "account:all"),
    "accounts.roles": ("POST", "administrator", "account:all"),
    "accounts.ended_roles": ("POST", "administrator", "account:all"),
    "accounts.invitation": ("POST", "administrator", "account:all"),
    "accounts.disabling": ("POST", "administrator", "account:all"),
    "accounts.permissions": ("GET", "administrator", ""),
    "centres.all_places": ("GET", "administrator", ""),
    "centres.new_centre": ("GET POST", "administrator", ""),
    "centres.centre": ("GET POST", "administrator", "centre:all"),
    "centres.new_department": ("GET POST", "administrator", ""),
    "centres.department": ("GET POST", "administrator", "department:all"),
    "centres.new_effort": ("GET POST", "administrator", ""),
    "centres.effort": ("GET POST", "administrator", "effort:all"),
    "centres.new_operator": ("GET POST", "administrator", ""),
    "citizens.register_of_own": ("GET", MEETS, ""),
    "citizens.search": ("POST", MEETS, ""),
    "citizens.new": ("GET", MEETS, ""),
    "citizens.create": ("POST", MEETS, ""),
    "citizens.citizen": ("GET", MEETS, "citizen:own"),
    "citizens.details": ("GET", MEETS, "citizen:own"),
    "citizens.change": ("POST", MEETS, "citizen:own"),
    "citizens.income": ("POST", MEETS, "citizen:own"),
    "citizens.known_before": ("POST", MEETS, "citizen:own"),
    "outreach.new": ("GET", HOSTS, ""),
    "outreach.create": ("POST", HOSTS, ""),
    "outreach.hits": ("POST", HOSTS, ""),
    "outreach.contact": ("GET", HOSTS, "contact:own"),
    "outreach.head_counts": ("POST", HOSTS, ""),
    "outreach.head_count": ("GET", HOSTS, ""),
    "monitoring.figures": ("GET", "leader administrator", ""),
    "monitoring.definitions": ("GET", "leader administrator steering_group", ""),
}

ENDS_A_SESSION = ("accounts.door", "accounts.screen", "accounts.sign_out", "accounts.switch", "accounts.lock")


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


@dataclass
class Served:
    """The program behind a real socket, with everybody's cookies."""

    app: Flask
    address: str
    cookies: dict[Role, tuple[str, str]]
    subjects: dict[str, dict[str, int]]

    def status(self, method: str, path: str, cookie: str = "", token: str = "") -> int:
        """What the server answers to this request; a redirect is an answer."""
        headers = {"Cookie": cookie, "X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"form_key": "0" * 32, "about": "0"}).encode() if method == "POST" else None
        request = Request(self.address + path, data=body, method=method, headers=headers)
        try:
            with build_opener(_Stay()).open(request, timeout=20) as answer:
                answer.read()
                return int(answer.status)
        except OSError as failure:
            return int(failure.code)  # type: ignore[attr-defined]


@pytest.fixture
def served(world: World) -> Iterator[Served]:
    """One account for each role at Regnbuen, and something of each kind at each centre."""
    accounts = {role: world.account(role.value.replace("_", "-"), role, at=(OWN,)) for role in ROLES}
    hosts = {OWN: accounts[Role.SKP_WORKER]}
    hosts[OTHER] = world.account("otto", Role.SKP_WORKER, at=(OTHER,))
    hosts[PRIVATE] = world.account("peter", Role.SKP_WORKER, at=(PRIVATE,))
    citizens = {at: world.citizen(f"Ib i {at}", by=host, at=at) for at, host in hosts.items()}
    contacts = {at: world.contact(citizens[at], by=host, at=at) for at, host in hosts.items()}
    any_account = dict.fromkeys((OWN, OTHER, PRIVATE), hosts[OTHER])
    subjects = {
        "citizen": citizens,
        "contact": contacts,
        "account": any_account,
        "centre": world.centre,
        "department": dict.fromkeys((OWN, OTHER, PRIVATE), world.department()),
        "effort": dict.fromkeys((OWN, OTHER, PRIVATE), world.effort("Sundhed")),
    }
    server = make_server("127.0.0.1", 0, world.app, threaded=False)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    yield Served(world.app, address, {role: world.cookie(role.value.replace("_", "-")) for role in ROLES}, subjects)
    server.shutdown()
    server.server_close()
    thread.join()


def test_every_route_has_its_line_in_the_table(app: Flask) -> None:
    routes: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        routes.setdefault(rule.endpoint, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})
    assert {name: set(methods.split()) for name, (methods, _, _) in TABLE.items()} == routes


def test_the_page_of_permissions_says_what_the_table_says(app: Flask) -> None:
    with app.app_context():
        for endpoint, (_, who, subject) in TABLE.items():
            rule = rule_of(endpoint)
            assert rule is not None
            assert (rule.act is None) == (who == "public"), endpoint
            if rule.act is not None:
                assert {role.value for role in PERMISSIONS[rule.act]} >= set(who.split()), endpoint
                for role in who.split():
                    reach = PERMISSIONS[rule.act][Role(role)]
                    assert not subject.endswith(":own") or reach is Reach.OWN, endpoint
                    assert not subject.endswith(":all") or reach is Reach.ALL, endpoint


def test_over_http_the_program_does_what_the_table_says(served: Served) -> None:
    assert _faults(served) == []


def test_nobody_signed_in_reaches_only_what_is_public(served: Served) -> None:
    for endpoint, (methods, who, subject) in TABLE.items():
        for method in methods.split():
            for path in _paths(served, endpoint, subject).values():
                status = served.status(method, path)
                if who == "public":
                    assert status in (200, 303, 400), (endpoint, method, status)
                else:
                    assert status == 303, (endpoint, method, status)


def test_a_planted_gap_is_found(served: Served) -> None:
    view = served.app.view_functions["citizens.citizen"]
    rule = view.access_rule  # type: ignore[attr-defined]

    def open_to_all(citizen_id: int) -> str:
        return f"citizen {citizen_id}"

    open_to_all.access_rule = rule  # type: ignore[attr-defined]
    served.app.view_functions["citizens.citizen"] = open_to_all
    try:
        found = _faults(served, only="citizens.citizen")
    finally:
        served.app.view_functions["citizens.citizen"] = view
    assert ("citizens.citizen", "GET", "caseworker", OTHER, 200) in found
    assert ("citizens.citizen", "GET", "administrator", OWN, 200) in found


def test_a_view_without_a_rule_stops_the_start() -> None:
    app = Flask("bare")
    app.add_url_rule("/bare", "bare", lambda: "nobody asked who may")
    anyone(app.view_functions["static"])
    with pytest.raises(ViewWithoutRule, match="bare"):
        refuse_views_without_rule(app)


def test_a_view_with_a_rule_does_not(app: Flask) -> None:
    bare = Flask("ruled")
    bare.add_url_rule("/ruled", "ruled", allow(Act.START_DAY)(lambda: "asked"))
    anyone(bare.view_functions["static"])
    refuse_views_without_rule(bare)


def _faults(served: Served, only: str | None = None) -> list[tuple[str, str, str, str, int]]:
    """Where the server's answer and the table differ: endpoint, method, role, centre, status."""
    faults = []
    for endpoint, (methods, who, subject) in TABLE.items():
        if who == "public" or endpoint in ENDS_A_SESSION or (only and endpoint != only):
            continue
        for at, path in _paths(served, endpoint, subject).items():
            for method in methods.split():
                for role in ROLES:
                    cookie, token = served.cookies[role]
                    status = served.status(method, path, cookie, token)
                    if not _agrees(status, role, who, subject, at):
                        faults.append((endpoint, method, role.value, at, status))
    return faults


def _agrees(status: int, role: Role, who: str, subject: str, at: str) -> bool:
    if role.value not in who.split():
        return status in (403, 404) if subject else status == 403
    if subject.endswith(":own") and at != OWN:
        return status == 404
    return status in (200, 303, 400, 404, 409, 422) if status != 404 else subject.startswith("account")


def _paths(served: Served, endpoint: str, subject: str) -> dict[str, str]:
    with served.app.test_request_context():
        adapter = served.app.create_url_adapter(None) or served.app.url_map.bind("localhost")
        if endpoint == "static":
            return {"": "/static/app.css"}
        if not subject:
            return {"": adapter.build(endpoint)}
        kind = subject.split(":")[0]
        return {at: adapter.build(endpoint, {f"{kind}_id": id}) for at, id in served.subjects[kind].items()}
