"""Whatever is sent to whichever address: never a failure of ours. What is refused is refused with a sentence."""

import io
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.accounts.role import Role
from app.monitoring.job import JobKind
from tests.browser_without_script import HTMX, Browser
from tests.committee.around import one_of_each
from tests.make import WORDS_IN_ADDRESSES, World

WORDS = [
    "\x00",
    "Ib\x00fra havnen",
    "1e999",
    "-1",
    "0",
    "99999999999999999999",
    "-99999999999999999999",
    "9" * 5000,
    "٣",
    "NaN",
    "0001-01-01",
    "9999-12-31",
    "\u202eneve gnal\u202c",
    "A\u030ase",
    "🙂" * 40,
    "' OR 1=1; DROP TABLE citizen; --",
    "{{ 7*7 }}${7*7}<%= 7*7 %>%(name)s%s%n",
    "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "../../etc/passwd",
    "a\r\nSet-Cookie: b=c",
    " ",
    "x" * 3000,
]
BYTES = ["%ff", "%ed%a0%80", "%c3%28", "%00", "%f0%9f", "%e2%80%ae"]
IN_ADDRESSES = ["0", "-1", "2147483648", "99999999999999999999", "9" * 5000, "1e9", "%ff", "%00", "٣", "x"]
SECRETS = ("csrf_token", "form_key")
FIELDS = {
    "name", "username", "password", "again", "present", "code", "role", "centres", "department", "about", "version",
    "town", "house", "opening_hours", "focus", "operator_id", "closed", "kind", "alias", "full_name", "reason",
    "phone", "may_be_called", "spoken_language", "birth_date", "birth_date_is_approximate", "centre", "source",
    "known_before", "q", "who", "group_size", "new_alias", "topics", "place", "day", "date", "time", "duration",
    "note", "note_kind", "people", "search", "language", "next", "draft_form", "draft_page", "seen", "settling",
    "keep-phone", "keep-people", "keep-who", "keep-name", "bridge_to", "bridge_elsewhere", "bridge_day",
    "bridge_date", "bridge_time", "bridge_along", "citizen", "state", "why", "back", "agreed_text", "agreed_when",
    "called", "topic", "brought_by", "brought_by_person", "effort", "agreed_date", "agreed_whose", "agreed_colleague",
    "citizen_id", "step", "absent", "covering", "first", "first_on", "last", "last_on", "to", "closed_too", "other",
    "keep", "on", "sure", "status", "is_approximate", "moved_to", "text", "until", "hit", "basis", "given",
    "legal_ground", "purpose", "danish", "english", "paragraph", "is_uncertain", "valid_from", "valid_to", "from_on",
    "to_on", "starts", "ends", "often", "weeks", "team", "instead", "wished", "answer", "hours", "keep-day",
    "keep-starts", "keep-team", "envelope", "way", "da", "ar", "keep-da", "title", "what", "words", "for_whom",
    "where_held", "progression", "roles", "other_support", "applicants", "text_1", "kroner_1", "text_2", "kroner_2",
    "do", "idea", "more", "year", "budget", "frame", "amount", "round", "workshop", "number", "slip", "give", "take",
    "found", "days", "did", "ore", "dots_each", "went_well", "can_now", "next_time", "task", "receipt", "choice",
    "conditions", "outcome", "set_aside", "held_on", "held_at", "remarks", "application", "least", "words_1",
    "kind_1", "number_1", "criterion-1", "setting", "names-0", "members-0", "members-3", "heard_on",
}  # fmt: skip
ARGUMENTS = (
    "next", "who", "saved", "draft", "first", "last", "centre", "v", "filename", "citizen", "whose", "show", "whom",
    "other", "found", "again", "unit", "day", "period", "by",
)  # fmt: skip
ENDS_A_SESSION = {
    "accounts.sign_out", "accounts.switch", "accounts.lock", "accounts.door", "accounts.screen", "accounts.survey",
}  # fmt: skip


FOR_A_SCRIPT = {"survey.ticket", "survey.envelopes"}
"""Their refusals are said by the page that asked; what they take is tried in tests/survey."""


@dataclass
class Target:
    """A route with its subjects filled in."""

    endpoint: str
    path: str
    methods: frozenset[str]


def _targets(world: World, ids: dict[str, int]) -> list[Target]:
    found = []
    with world.app.test_request_context():
        adapter = world.app.url_map.bind("localhost")
        for rule in world.app.url_map.iter_rules():
            values = {name: ids.get(name, "app.css") for name in rule.arguments}
            methods = frozenset((rule.methods or set()) - {"HEAD", "OPTIONS"})
            if rule.endpoint not in ENDS_A_SESSION | FOR_A_SCRIPT:
                found.append(Target(rule.endpoint, adapter.build(rule.endpoint, values), methods))
    return found


@pytest.fixture
def ids(world: World) -> dict[str, int]:
    """Lis is an SKP worker and Anders an administrator; there is one of everything that an address can name."""
    lis = world.account("lis", Role.SKP_WORKER)
    anders = world.account("anders", Role.ADMINISTRATOR)
    tom = world.account("tom", Role.CENTRE_WORKER)
    ib = world.citizen("Ib", by=lis)
    return {
        "account_id": tom,
        "citizen_id": ib,
        "contact_id": world.contact(ib, by=lis),
        "follow_up_id": world.follow_up("Ring til Ib", by=lis, citizen=ib),
        "centre_id": world.centre["BorgerCafeen"],
        "department_id": world.department(),
        "effort_id": world.effort("Sundhed"),
        "draft_id": world.draft(by=lis),
        "bridge_id": world.bridge(ib, by=lis),
        "legal_ground_id": world.legal_ground(),
        "journal_export_id": world.sent(world.contact(ib, by=lis), by=lis),
        "import_file_id": world.import_file(by=anders),
        "operator_id": world.operator("KFUM"),
        "mentor_agreement_id": world.agreement(ib, lis),
        "helper_id": world.helper("Hans", by=lis),
        "idea_id": world.idea("En tur til havet"),
        "application_id": (applied := world.application("Mad sammen")),
        "application_picture_id": world.picture(applied),
        **world.around_a_session(ib, by=lis),
        **{f"{name}_id": id for name, id in {**world.pool(), **one_of_each(world)}.items()},
        **world.around_an_activity(by=lis),
        "definition_id": world.definition(by=anders),
        "closed_period_id": world.released("2020-Q1"),
        "monitoring_job_id": world.job(JobKind.CLOSE, "2020-Q2"),
        **WORDS_IN_ADDRESSES,
    }


def _browsers(world: World) -> dict[str, tuple[Browser, str]]:
    found = {}
    for name in ("anders", "lis", "karim", ""):
        browser = world.browser(name or None)
        page = browser.get("/accounts/me" if name else "/accounts/sign-in")
        found[name] = (browser, page.form("")["csrf_token"])
    return found


def _open_to(browser: Browser, token: str, targets: list[Target]) -> list[Target]:
    """Those of these that serve this session at all; who may use which is the access matrix's to test."""
    data = {"csrf_token": token, "form_key": uuid.uuid4().hex}
    return [one for one in targets if browser.client.post(one.path, data=data).status_code not in (303, 403, 404)]


def _failures(answers: Iterator[tuple[object, TestResponse]]) -> list[object]:
    """Which of these requests were answered with a failure of ours, or refused without a sentence."""
    wrong: list[object] = []
    for said, answer in answers:
        text = answer.get_data().decode(errors="replace")
        answer.close()
        refused = answer.status_code >= 400 and answer.status_code != 401
        sentence = re.search(r"<h1|v-error|role=\"alert\"", text) is not None
        if answer.status_code >= 500 or (refused and not sentence and answer.request.method != "HEAD"):
            wrong.append((answer.status_code, said))
    return wrong


def test_hostile_values_in_every_field_of_every_form(world: World, ids: dict[str, int]) -> None:
    targets = [target for target in _targets(world, ids) if "POST" in target.methods]

    def answers() -> Iterator[tuple[object, TestResponse]]:
        for name, (browser, token) in _browsers(world).items():
            served = _open_to(browser, token, targets)
            for number, word in enumerate(WORDS if name == "lis" else WORDS[name == "anders" :: 4]):
                for target in served:
                    data = dict.fromkeys(sorted(FIELDS), [word, word] if number % 2 else [word])
                    data |= {"csrf_token": [token], "form_key": [uuid.uuid4().hex]}
                    headers = HTMX if number % 3 == 0 else {}
                    yield (name, target.path, word[:30]), browser.client.post(target.path, data=data, headers=headers)

    assert "\n".join(map(str, _failures(answers()))) == ""


def test_one_hostile_value_among_good_ones(world: World, ids: dict[str, int]) -> None:
    """Each field of the forms that people really fill in, one after the other, the others as they should be."""
    browser = _browsers(world)["lis"][0]
    pages = {
        "/outreach/contacts/new?who=unnamed": ("/outreach/contacts", {"kind": "outreach", "topics": "economy"}),
        f"/citizens/{ids['citizen_id']}/details": ("/details", {}),
        "/citizens/new": ("/citizens/", {"alias": "Lone"}),
        "/outreach/head-count": ("/head-counts", {}),
        "/citizens/": ("/citizens/search", {}),
    }

    def answers() -> Iterator[tuple[object, TestResponse]]:
        for address, (action, good) in pages.items():
            form = browser.get(address).form(action)
            entered = form.values | {name: [value] for name, value in good.items()}
            fields = [*entered, "day", "who"] if "contacts" in address else list(entered)
            for field in fields:
                for word in WORDS if field in ("who", "date", "time", "birth_date", "people") else WORDS[::4]:
                    data = {**entered, field: [word]}
                    if field in ("date", "time"):
                        data["day"] = ["other"]
                    if field not in SECRETS:
                        data["form_key"] = [uuid.uuid4().hex]
                    yield (address, field, word[:30]), browser.client.post(form.action, data=data)

    assert "\n".join(map(str, _failures(answers()))) == ""


def test_hostile_arguments_and_addresses(world: World, ids: dict[str, int]) -> None:
    def answers() -> Iterator[tuple[object, TestResponse]]:
        for name, (browser, _) in _browsers(world).items():
            for target in _targets(world, ids):
                if "GET" not in target.methods:
                    continue
                with browser.client.get(target.path) as plain:
                    if plain.status_code != 200:
                        continue
                for word in [*WORDS[1:12:3], *BYTES[:2]]:
                    raw = "&".join(f"{argument}={word}" for argument in ARGUMENTS) if word in BYTES else None
                    query = raw or {argument: [word, word] for argument in ARGUMENTS}
                    yield (name, target.path, word[:30]), browser.client.get(target.path, query_string=query)
        browser = _browsers(world)["anders"][0]
        for rule in ("/citizens/{}", "/accounts/{}", "/centres/{}", "/outreach/contacts/{}", "/static/{}", "/{}"):
            for word in IN_ADDRESSES:
                yield (rule, word[:30]), browser.client.get(rule.format(word))
                yield (rule, word[:30]), browser.client.post(rule.format(word))

    assert "\n".join(map(str, _failures(answers()))) == ""


def test_bytes_that_are_no_text_in_an_address_as_a_socket_brings_them(app: Flask) -> None:
    def answers() -> Iterator[tuple[object, TestResponse]]:
        for raw in ("x=\xff", "next=/\xe6", "\xed\xa0\x80", "%"):
            for path in ("/accounts/sign-in", "/citizens/", "/privacy", "/nowhere", "/day"):
                environ = {"QUERY_STRING": raw}
                yield (path, raw), app.test_client().get(path, environ_overrides=environ)

    assert "\n".join(map(str, _failures(answers()))) == ""


def test_bodies_that_are_no_forms(world: World, ids: dict[str, int]) -> None:
    targets = [target for target in _targets(world, ids) if "POST" in target.methods]
    bodies: list[tuple[str, bytes]] = [
        ("application/json", b'{"note": ["a"]}'),
        ("text/plain", b"note=a"),
        ("", b"\xff\xfe"),
        ("application/x-www-form-urlencoded", b"note=%ff%ed%a0%80&q=%c3%28&\xff\xfe=\x00&=&&;"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"q=a"),
        ("multipart/form-data", b"--x\r\n\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"q"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"q\"\r\n\r\na\r\n--x--"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="q"; filename="a"\r\n\r\na\r\n--x--',
        ),
        ("multipart/form-data; boundary=", b"--\r\n"),
    ]  # fmt: skip

    def answers() -> Iterator[tuple[object, TestResponse]]:
        for name, (browser, token) in _browsers(world).items():
            for kind, body in bodies if name == "lis" else bodies[:4]:
                for target in targets if name == "lis" else targets[::5]:
                    yield (
                        (name, target.path, kind, body),
                        browser.client.post(target.path, data=body, content_type=kind, headers={"X-CSRFToken": token}),
                    )

    assert "\n".join(map(str, _failures(answers()))) == ""


def test_ten_megabytes_are_refused_with_a_sentence_and_more_than_twelve_too(world: World, ids: dict[str, int]) -> None:
    browsers = _browsers(world)
    browser = browsers["lis"][0]
    long = "Ib kom i dag. " * (10 * 1024 * 1024 // 14)
    form = browser.get("/outreach/contacts/new?who=unnamed").form("/outreach/contacts")
    form["kind"], form["topics"], form["note"] = "outreach", ["economy"], long
    answer = form.submit()
    assert (answer.status, len(answer.form("/outreach/contacts")["note"])) == (422, len(long))
    assert world.contacts()[2:] == []

    def answers() -> Iterator[tuple[object, TestResponse]]:
        for name, path, field in (
            ("lis", "/citizens/search", "q"),
            ("lis", "/outreach/hits", "q"),
            ("lis", "/citizens/", "alias"),
            ("", "/accounts/sign-in", "username"),
            ("", "/accounts/sign-in", "password"),
            ("anders", "/accounts/", "name"),
            ("anders", "/centres/new", "opening_hours"),
        ):
            browser, token = browsers[name]
            data = {"csrf_token": token, "form_key": uuid.uuid4().hex, field: long}
            answer = browser.client.post(path, data=data)
            # Before anybody has signed in, the program takes less.
            assert (path, field, answer.status_code) == (path, field, 422 if name else 413)
            yield path, answer
        browser, token = browsers["lis"]
        body = io.BytesIO(b"note=" + b"a" * (13 * 1024 * 1024))
        kind = "application/x-www-form-urlencoded"
        answer = browser.client.post(
            "/outreach/contacts", input_stream=body, content_length=13 * 1024 * 1024 + 5, content_type=kind
        )
        assert answer.status_code == 413
        yield "13 MB", answer

    assert "\n".join(map(str, _failures(answers()))) == ""


def test_a_refused_contact_keeps_its_note(world: World, ids: dict[str, int]) -> None:
    browser = _browsers(world)["lis"][0]
    note = "«Æ» 🙂\n{{ 7*7 }} <b>'; DROP TABLE note; --"
    for field, word in (("topics", "x"), ("kind", "-1"), ("time", "1e999"), ("who", "9" * 5000), ("centre", "-1")):
        form = browser.get("/outreach/contacts/new?who=unnamed").form("/outreach/contacts")
        form["kind"], form["topics"], form["note"] = "outreach", ["economy"], note
        form[field] = word
        answer = form.submit()
        assert (field, answer.status) == (field, 422)
        assert answer.form("/outreach/contacts")["note"].replace("\r\n", "\n") == note
