"""From a finished talk to the survey: asked once, the tablet locked, a code used once, and nothing that links."""

from datetime import timedelta

import pytest

from app import clock
from app.access import SessionKind, anywhere, rule_of
from app.accounts.role import Role
from app.centres.models import EffortKind
from app.db import db
from app.survey.models import Batch
from tests.browser_without_script import HTMX, Browser, Page
from tests.database import one_table
from tests.kernel.test_hostile import WORDS
from tests.lessons.addresses import addresses, rules
from tests.make import PASSWORD, World
from tests.survey.quarters import Quarter, published, sealed


@pytest.fixture
def quarter(world: World) -> Quarter:
    """Mette of Regnbuen, Lis of BorgerCafeen, a quarter that takes answers, and the effort of those who go out."""
    world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    world.account("lis", Role.SKP_WORKER, at=("BorgerCafeen",))
    world.effort("Styrket SKP", EffortKind.OUTREACH)
    return published(world.app)


def _contact(world: World, **how: object) -> int:
    return world.contact(None, by=_id(world, "mette"), **how)


def _id(world: World, username: str) -> int:
    return next(int(row["id"]) for row in one_table(world.app, "account") if row["username"] == username)


def _give_on(browser: Browser, contact: int) -> Page:
    form = browser.get(f"/outreach/contacts/{contact}").form("/survey")
    form["about"] = str(contact)
    return form.submit()


def _code(page: Page) -> str:
    return page.headers["Location"].partition("#")[2]


def _sheet(code: str, world: World) -> dict[str, object]:
    answer = Browser(world.app).client.post("/survey/ticket", data={"code": code})
    assert answer.status_code == 200
    found: dict[str, object] = answer.get_json()
    return found


def _send(world: World, code: str, envelope: str) -> int:
    return Browser(world.app).client.post("/survey/envelopes", data={"code": code, "envelope": envelope}).status_code


def test_one_tap_marks_the_talk_locks_the_session_and_opens_the_survey(world: World, quarter: Quarter) -> None:
    contact, mette = _contact(world), world.browser("mette")
    given = _give_on(mette, contact)
    assert (given.status, given.headers["Location"].startswith("/survey/#")) == (303, True)
    assert [row["survey_asked_on"] for row in one_table(world.app, "contact")] == [clock.today()]
    page = mette.get("/survey/")
    assert (page.status, "Personale: lås op" in page, "Mette" in page.text) == (200, True, False)
    back = mette.get("/accounts/unlock").form("unlock")
    back["password"] = PASSWORD
    assert back.submit().follow().follow().status == 200
    assert mette.get("/day").status == 200


def test_an_answer_a_refusal_and_a_lost_reply(world: World, quarter: Quarter) -> None:
    codes = [_code(_give_on(world.browser("mette"), _contact(world))) for _ in range(2)]
    sheets = [_sheet(code, world) for code in codes]
    answers = sealed(sheets[0], [1, 2, None, 3, 5])
    blank = sealed(sheets[1], None)
    assert len(answers) == len(blank)
    assert [_send(world, codes[0], answers), _send(world, codes[1], blank)] == [200, 200]
    assert [_send(world, codes[0], answers), _send(world, codes[0], blank)] == [200, 200]
    effort = one_table(world.app, "effort")[0]["id"]
    about = {"centre": world.centre["Regnbuen"], "effort": effort}
    found = sorted(quarter.contents(), key=lambda one: str(one["answers"]))
    assert (
        found
        == [{**about, "answers": None}, {**about, "answers": [1, 2, None, 3, 5]}][
            :: 1 if found[0]["answers"] is None else -1
        ]
    )
    assert Browser(world.app).client.post("/survey/ticket", data={"code": codes[0]}).status_code == 409


@pytest.mark.parametrize(
    ("code", "envelope", "status"),
    [("", "", 400), ("ABCD-EFGH-JKLM", "", 400), ("ABCD-EFGH-JKLM", "A" * 450, 400), ("x" * 5000, "ÆØÅ", 400)],
)
def test_what_is_no_envelope_is_not_put_in(
    world: World, quarter: Quarter, code: str, envelope: str, status: int
) -> None:
    assert _send(world, code, envelope) == status
    assert quarter.contents() == []


def test_hostile_values_are_refused_and_change_nothing(world: World, quarter: Quarter) -> None:
    client = Browser(world.app).client
    for word in WORDS:
        for fields in ({"code": word}, {"code": [word, word], "envelope": word}, {word[:50] or "x": word}):
            statuses = [client.post(f"/survey/{path}", data=fields).status_code for path in ("ticket", "envelopes")]
            assert (word[:30], statuses) == (word[:30], [404, 400])
    assert client.post("/survey/envelopes", data={"code": "x", "envelope": "A" * 100_000}).status_code == 413
    assert client.post("/survey/envelopes", json={"code": "x"}).status_code == 415
    assert quarter.contents() == []


def test_a_code_that_nobody_gave_opens_nothing(world: World, quarter: Quarter) -> None:
    client = Browser(world.app).client
    assert [client.post("/survey/ticket", data={"code": code}).status_code for code in ("", "ABCD-EFGH-JKLM")] == [
        404,
        404,
    ]
    sheet = _sheet(_code(_give_on(world.browser("mette"), _contact(world))), world)
    assert _send(world, "ABCD-EFGH-JKLM", sealed(sheet, [1, 1, 1, 1, 1])) == 404


def test_nobody_is_asked_twice_after_one_talk(world: World, quarter: Quarter) -> None:
    contact = _contact(world)
    first, second = world.browser("mette"), world.browser("mette")
    late = second.get(f"/outreach/contacts/{contact}").form("/survey")
    late["about"] = str(contact)
    assert _give_on(first, contact).status == 303
    refused = late.submit()
    assert refused.headers["Location"] == f"/outreach/contacts/{contact}"
    page = refused.follow()
    assert ("allerede spurgt" in page, "Giv tabletten videre" in page, "Der er spurgt efter" in page) == (
        True,
        False,
        True,
    )
    assert len(one_table(world.app, "survey_ticket")) == 1


def test_a_group_an_old_talk_and_a_quarter_without_a_key_are_not_asked(world: World, quarter: Quarter) -> None:
    mette = world.browser("mette")
    for contact in (_contact(world, people=4), _contact(world, happened_at=clock.now() - timedelta(days=8))):
        page = mette.get(f"/outreach/contacts/{contact}")
        assert "Spørgeskemaet" not in page
        form = mette.get(f"/outreach/contacts/{_contact(world)}").form("/survey")
        form["about"] = str(contact)
        assert form.submit(action=f"/outreach/contacts/{contact}/survey").headers["Location"].endswith(f"/{contact}")
    with world.saved():
        db.session.get_one(Batch, quarter.batch_id).closed_on = clock.today()
    assert "er ikke åbent i det her kvartal" in mette.get(f"/outreach/contacts/{_contact(world)}")
    assert one_table(world.app, "survey_ticket") == []


def test_the_ticket_shares_nothing_with_the_talk(world: World, quarter: Quarter) -> None:
    _give_on(world.browser("mette"), _contact(world))
    (ticket,) = one_table(world.app, "survey_ticket")
    assert set(ticket) == {"code_hash", "batch_id", "centre_id", "effort_id", "expires_on", "used"}
    assert (ticket["centre_id"], ticket["used"]) == (world.centre["Regnbuen"], False)


def test_a_slip_and_a_paper_are_shown_once_in_the_language_of_whoever_reads(world: World, quarter: Quarter) -> None:
    mette = world.browser("mette")
    world.app.config["SURVEY_ADDRESS"] = "https://sporg.example/survey/"
    try:
        for way, language, words, drawn in (("slip", "ar", "رمزك للاستبيان", True), ("paper", "pl", "Ankieta", False)):
            contact = _contact(world)
            form = mette.get(f"/outreach/contacts/{contact}").form("/survey-slip")
            form["language"] = language
            page = form.submit(("way", way))
            assert (way, page.status, words in page) == (way, 200, True)
            assert (way, page.soup.select_one(".v-qr path") is not None) == (way, drawn)
            code = page.soup.select_one(".v-code").get_text()
            assert _sheet(code.lower().replace("-", " "), world)["of"] == 5
            assert code not in mette.get(f"/outreach/contacts/{contact}").text
    finally:
        world.app.config["SURVEY_ADDRESS"] = ""


def test_a_slip_without_a_way_or_about_another_talk_is_refused(world: World, quarter: Quarter) -> None:
    mette, contact, other = world.browser("mette"), _contact(world), _contact(world)
    form = mette.get(f"/outreach/contacts/{contact}").form("/survey-slip")
    assert form.submit().status == 400
    form["about"] = str(other)
    assert form.submit(("way", "slip")).status == 400
    assert one_table(world.app, "survey_ticket") == []


def test_a_talk_at_a_session_is_asked_about_for_its_effort(world: World, quarter: Quarter) -> None:
    around = world.around_a_session(world.citizen("Ib", by=_id(world, "mette")), by=_id(world, "mette"))
    karim = world.browser("karim")
    path = f"/casework/conversations/{around['conversation_id']}"
    form = karim.get(path).form("/survey")
    form["about"] = str(around["conversation_id"])
    given = form.submit()
    session = next(
        row for row in one_table(world.app, "casework_session") if row["id"] == around["casework_session_id"]
    )
    assert _sheet(_code(given), world)["effort_id"] == session["effort_id"]


def test_the_survey_needs_and_sets_no_cookie(world: World, quarter: Quarter) -> None:
    client = Browser(world.app).client
    answers = [client.get("/survey/"), client.post("/survey/ticket", data={"code": "x"})]
    answers.append(client.post("/survey/envelopes", data={"code": "x", "envelope": "x"}))
    assert [answer.headers.getlist("Set-Cookie") for answer in answers] == [[], [], []]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_no_tablet_with_an_open_session_is_a_stand_until_it_is_made_one(world: World, quarter: Quarter) -> None:
    mette = world.browser("mette")
    page = mette.get("/survey/")
    assert (page.status, page.soup.select_one("[data-survey]")) == (200, None)
    assert page.form("/accounts/survey").submit().headers["Location"] == "/survey/"
    assert mette.get("/survey/").soup.select_one("[data-survey]") is not None
    assert mette.get("/day").headers["Location"].startswith("/accounts/unlock")


def test_a_tablet_that_was_handed_over_leads_nowhere_else(world: World, quarter: Quarter) -> None:
    """Every address there is, with GET and POST, a part and a page, answers 401 or the lock."""
    mette_id = _id(world, "mette")
    ids = {"citizen": world.citizen("Ib", by=mette_id), "contact": _contact(world), "account": mette_id}
    around = world.around_a_session(ids["citizen"], by=mette_id)
    ids |= {name.removesuffix("_id"): number for name, number in around.items()}
    mette = world.browser("mette")
    token = mette.get("/accounts/me").form("")["csrf_token"]
    mette.get("/survey/").form("/accounts/survey").submit()
    tried = set()
    reached: set[str] = set()
    for method in ("GET", "POST"):
        for endpoint, path in addresses(world, ids, method):
            for headers in ({}, HTMX):
                answer = mette.client.open(path, method=method, data={"csrf_token": token}, headers=headers)
                shut = answer.status_code == 401 or answer.headers.get("Location", "").startswith("/accounts/unlock")
                tried.add(endpoint)
                if not shut:
                    reached.add(endpoint)
    assert reached == {"accounts.unlock", "language.choice", "survey.survey", "survey.ticket", "survey.envelopes"}
    assert tried >= {rule.endpoint for rule in rules(world) if not rule.arguments}
    for path in ("/", "/nowhere", "/accounts/sign-in", "/privacy", "/accounts/switch"):
        assert mette.get(path).headers["Location"].startswith("/accounts/unlock")


def test_the_pin_does_not_lead_back_and_nobody_can_switch(world: World, quarter: Quarter) -> None:
    world.pin("mette", "482913")
    mette = world.browser("mette")
    mette.get("/survey/").form("/accounts/survey").submit()
    page = mette.get("/accounts/unlock")
    assert page.soup.select("[name=pin], form[action*=switch]") == []
    form = page.form("unlock")
    form["pin"] = "482913"
    assert form.submit().status == 422
    assert mette.get("/day").headers["Location"].startswith("/accounts/unlock")


def test_a_planted_way_out_is_found(world: World, quarter: Quarter) -> None:
    view = world.app.view_functions["desk.privacy"]
    rule = view.access_rule
    mette = world.browser("mette")
    mette.get("/survey/").form("/accounts/survey").submit()
    try:
        anywhere(view)
        assert mette.get("/privacy").status == 200
    finally:
        view.access_rule = rule
    assert mette.get("/privacy").status == 303
    with world.app.app_context():
        assert rule_of("desk.privacy") == rule
    assert SessionKind.SURVEY not in {
        kind for view in world.app.view_functions.values() for kind in view.access_rule.kinds
    }
