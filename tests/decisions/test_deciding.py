"""Making a decision on its page, reading it, replacing it; and somebody who came without a name."""

import pytest

from app.accounts.role import Role
from app.citizens.linking import movers
from app.decisions.models import Decision
from tests.browser_without_script import Form
from tests.database import logged, one_table
from tests.make import World

HOW_MUCH = "1.234,50"


@pytest.fixture
def jens(world: World) -> int:
    """Jens of the Ydelsescenter, which grants single benefits."""
    world.competence("Ydelsescenter")
    world.competence("Ydelsescenter", "Give afslag på en enkeltydelse")
    return world.account("jens", Role.CASEWORKER, name="Jens Vestergaard", department="Ydelsescenter")


@pytest.fixture
def ib(world: World, jens: int) -> int:
    """Ib, who comes to Regnbuen."""
    return world.citizen("Ib fra havnen", by=jens)


@pytest.fixture
def talk(world: World, jens: int, ib: int) -> int:
    """Jens talked with Ib at a session."""
    session = world.session(team=(jens,))
    return world.conversation(world.visit(session, by=jens, citizen=ib, taken_by=jens), by=jens)


def filled(world: World, conversation: int, who: str = "jens", **values: str) -> Form:
    """The form of a decision, with a benefit in it."""
    form = world.browser(who).get(f"/decisions/conversations/{conversation}/new").form("/new")
    given = {
        "kind": str(world.kind()),
        "ground": str(world.ground()),
        "amount": HOW_MUCH,
        "text": "Vinterjakke og støvler.",
    }
    for name, value in (given | values).items():
        form[name] = value
    return form


def test_a_decision_carries_department_ground_amount_words_who_when_and_where(
    world: World, jens: int, ib: int, talk: int
) -> None:
    answer = filled(world, talk).submit()
    assert answer.status == 303
    (kept,) = one_table(world.app, "decision")
    session = one_table(world.app, "conversation")[0]["session_id"]
    assert {name: kept[name] for name in kept if name != "decided_at"} == {
        "id": kept["id"],
        "citizen_id": ib,
        "conversation_id": talk,
        "session_id": session,
        "centre_id": world.centre["Regnbuen"],
        "controller_id": world.operator("Kommunen"),
        "department_id": world.department("Ydelsescenter"),
        "kind_id": world.kind(),
        "ground_id": world.ground(),
        "text": "Vinterjakke og støvler.",
        "amount": 123_450,
        "decided_by_id": jens,
        "replaces_id": None,
        "reason": "",
    }
    page = answer.follow()
    for words in ("Ydelsescenter", "Jens Vestergaard", "1.234,50 kr.", "Aktivloven § 81", "Vinterjakke og støvler."):
        assert words in page
    assert ("created", "decisions.new", 1, [("citizen", ib), ("decision", kept["id"])]) in logged(world.app)
    assert ("opened", "decisions.decision", 1, [("citizen", ib), ("decision", kept["id"])]) in logged(world.app)


def test_a_double_tap_is_one_decision(world: World, talk: int) -> None:
    form = filled(world, talk)
    assert form.submit().headers["Location"] == form.submit().headers["Location"]
    assert len(one_table(world.app, "decision")) == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("amount", "", "Skriv beløbet."),
        ("amount", "-500", "Skriv, hvor mange kroner det er. Tallet skal være over 0."),
        ("amount", "2.000.000", "Beløbet er for stort."),
        ("amount", "12.50", "Skriv beløbet i kroner, som 1.234,50."),
        ("amount", "<script>", "Skriv beløbet i kroner, som 1.234,50."),
        ("text", " ", "Skriv, hvad der er besluttet."),
        ("text", "x" * 4001, "Skriv højst 4000 tegn."),
        ("text", "Ib 010190-1234", "Skriv ikke CPR-numre."),
        ("ground", "0", "Vælg lovhjemlen."),
        ("ground", "99999999999999999999", "Vælg en af mulighederne."),
        ("kind", "", "Vælg, hvad du afgør."),
        ("kind", "99999999999999999999", "Vælg en af mulighederne."),
        ("kind", "æ", "Vælg en af mulighederne."),
        ("department", "0", "Vælg en af mulighederne."),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_the_field_and_everything_is_kept(
    world: World, talk: int, field: str, value: str, sentence: str
) -> None:
    page = filled(world, talk, **{field: value}).submit()
    assert page.status == 422
    assert sentence in page
    again = page.form("/new")
    kept = {"amount": HOW_MUCH, "text": "Vinterjakke og støvler.", "ground": str(world.ground())}
    kept.pop(field, None)
    assert {name: again[name] for name in kept} == kept
    assert one_table(world.app, "decision") == []


def test_what_is_no_benefit_has_no_amount(world: World, talk: int) -> None:
    refusal = str(world.kind("Give afslag på en enkeltydelse"))
    page = filled(world, talk, kind=refusal).submit()
    assert (page.status, "Den slags afgørelse har ikke et beløb." in page) == (422, True)
    assert filled(world, talk, kind=refusal, amount="").submit().status == 303
    assert [row["amount"] for row in one_table(world.app, "decision")] == [None]


def test_a_decision_is_corrected_only_by_a_new_one_and_both_stay(world: World, jens: int, ib: int) -> None:
    old = world.decision(ib, by=jens, amount=150_000)
    browser = world.browser("jens")
    form = browser.get(f"/decisions/{old}/new").form("/new")
    assert (form["amount"], form["text"]) == ("1.500,00", "Vinterjakke og støvler.")
    form["amount"] = "1.200"
    page = form.submit()
    assert (page.status, "Skriv kort, hvorfor den bliver erstattet." in page) == (422, True)
    form = page.form("/new")
    form["reason"] = "Støvlerne var på tilbud."
    new = form.submit().follow()
    assert "Støvlerne var på tilbud." in new
    rows = one_table(world.app, "decision")
    assert [(row["amount"], row["replaces_id"]) for row in rows] == [(150_000, None), (120_000, old)]
    before = browser.get(f"/decisions/{old}")
    assert "Gælder ikke mere." in before
    assert "1.500,00 kr." in before
    assert not before.soup.find("a", href=f"/decisions/{old}/new")
    timeline = [one.get_text(" ", strip=True) for one in browser.get(f"/citizens/{ib}").soup.select(".v-time .t")]
    assert timeline[:2] == [
        "Afgørelse af Jens Vestergaard, Ydelsescenter",
        "Afgørelse af Jens Vestergaard, Ydelsescenter Erstattet",
    ]


def test_of_two_who_replace_the_same_one_the_second_is_told(world: World, jens: int, ib: int) -> None:
    old = world.decision(ib, by=jens)
    world.account("ulla", Role.CASEWORKER, department="Ydelsescenter")
    forms = [world.browser(who).get(f"/decisions/{old}/new").form("/new") for who in ("jens", "ulla")]
    for form in forms:
        form["reason"] = "Beløbet var forkert."
    assert forms[0].submit().status == 303
    second = forms[1].submit()
    assert (second.status, "En kollega har imens erstattet afgørelsen." in second) == (422, True)
    assert len(one_table(world.app, "decision")) == 2


def test_the_page_says_that_the_journal_needs_the_name(world: World, jens: int, talk: int) -> None:
    words = "Journalen skal bruge det fulde navn."
    assert words in world.browser("jens").get(f"/decisions/conversations/{talk}/new")
    named = world.citizen("", by=jens, full_name="Inger Holm")
    assert words not in world.browser("jens").get(f"/decisions/citizens/{named}/new")


def test_somebody_without_a_record_gets_an_alias_there_and_the_talk_is_theirs(world: World, jens: int) -> None:
    session = world.session(team=(jens,))
    talk = world.conversation(world.visit(session, by=jens, taken_by=jens), by=jens, note="Fryser om natten.")
    browser = world.browser("jens")
    page = browser.get(f"/decisions/conversations/{talk}/new")
    assert "Personen er ikke skrevet op hos jer. En afgørelse skal stå på en borger." in page
    assert not page.soup.find("form", id="decision")
    form = page.form("/alias")
    assert form.submit().status == 422
    form["alias"] = "Manden med hatten"
    landed = form.submit()
    assert landed.headers["Location"] == f"/decisions/conversations/{talk}/new"
    (citizen,) = one_table(world.app, "citizen")
    assert (citizen["alias"], citizen["recorded_by_id"]) == ("Manden med hatten", jens)
    about = {
        table: [row["citizen_id"] for row in one_table(world.app, table)]
        for table in ("visit", "conversation", "note", "challenge_noted")
    }
    assert about == {name: [citizen["id"]] for name in about}
    assert filled(world, talk).submit().status == 303
    assert [row["citizen_id"] for row in one_table(world.app, "decision")] == [citizen["id"]]


def test_a_namesake_is_asked_about_and_can_be_the_same(world: World, jens: int, ib: int) -> None:
    session = world.session(team=(jens,))
    talk = world.conversation(world.visit(session, by=jens, taken_by=jens), by=jens)
    form = world.browser("jens").get(f"/decisions/conversations/{talk}/new").form("/alias")
    form["alias"] = "ib fra havnen"
    page = form.submit()
    assert (page.status, "Der er allerede en, der hedder det. Er det den samme?" in page) == (422, True)
    again = page.form("/alias")
    again["same"] = str(ib)
    assert again.submit().status == 303
    assert len(one_table(world.app, "citizen")) == 1
    assert [row["citizen_id"] for row in one_table(world.app, "conversation")] == [ib]


def test_a_hand_made_decision_about_nobody_is_refused_in_a_sentence(world: World, jens: int, talk: int) -> None:
    session = world.session(team=(jens,))
    nameless = world.conversation(world.visit(session, by=jens, taken_by=jens), by=jens)
    page = filled(world, talk).submit(action=f"/decisions/conversations/{nameless}/new")
    assert page.status == 422
    assert "Personen er ikke skrevet op. En afgørelse skal stå på en borger." in page
    assert one_table(world.app, "decision") == []


def test_the_record_of_another_operator_is_not_told_of_and_not_decided_on(world: World, jens: int) -> None:
    peter = world.account("peter", Role.CENTRE_WORKER, at=("Parasollen",))
    world.account("karla", Role.CASEWORKER, at=("Parasollen",), department="Ydelsescenter")
    viggo = world.citizen("Viggo hos KFUM", by=peter, at="Parasollen")
    session = world.session(at=("Parasollen",))
    visit = world.visit(session, by=peter, citizen=viggo)
    with world.app.app_context():
        karla = next(row["id"] for row in one_table(world.app, "account") if row["username"] == "karla")
    talk = world.conversation(visit, by=karla, at="Parasollen")
    page = world.browser("karla").get(f"/decisions/conversations/{talk}/new")
    assert page.status == 200
    assert "Viggo" not in page.text
    form = page.form("/alias")
    form["alias"] = "Manden fra Parasollen"
    landed = form.submit()
    own = next(row["id"] for row in one_table(world.app, "citizen") if row["alias"] == "Manden fra Parasollen")
    assert landed.headers["Location"] == f"/decisions/citizens/{own}/new?conversation={talk}"
    assert "Viggo" not in landed.follow().text
    form = landed.follow().form("/new")
    for name, value in {
        "kind": str(world.kind()),
        "ground": str(world.ground()),
        "amount": "1",
        "text": "Jakke",
    }.items():
        form[name] = value
    assert form.submit().status == 303
    assert [(row["citizen_id"], row["conversation_id"]) for row in one_table(world.app, "decision")] == [(own, talk)]
    assert [row["citizen_id"] for row in one_table(world.app, "conversation")] == [viggo]


def test_a_conversation_in_the_address_that_is_about_another_is_not_taken_along(
    world: World, jens: int, ib: int, talk: int
) -> None:
    inger = world.citizen("Inger", by=jens)
    browser = world.browser("jens")
    for strange in (str(talk), "999999", "99999999999999999999", "-1", "x"):
        form = browser.get(f"/decisions/citizens/{inger}/new?conversation={strange}").form("/new")
        for name, value in {"kind": str(world.kind()), "ground": str(world.ground()), "amount": "1"}.items():
            form[name] = value
        form["text"] = "Jakke"
        assert form.submit().status == 303
    assert {(row["citizen_id"], row["conversation_id"]) for row in one_table(world.app, "decision")} == {(inger, None)}


def test_decisions_go_along_when_two_records_are_linked_and_back(world: World, jens: int, ib: int) -> None:
    assert "decision" in {mover.kind for mover in movers()}
    ib_too = world.citizen("Ib i Vojens", by=jens)
    decision = world.decision(ib_too, by=jens)
    world.link(ib, ib_too, by=jens)
    with world.app.app_context():
        assert one_table(world.app, Decision.__tablename__)[0]["citizen_id"] == ib
    assert world.browser("jens").get(f"/decisions/{decision}").status == 200


def test_the_list_of_the_department_counts_what_stands_by_kind(world: World, jens: int, ib: int) -> None:
    first = world.decision(ib, by=jens, amount=150_000)
    world.decision(ib, by=jens, amount=120_000, replaces=first)
    world.decision(ib, by=jens, amount=50)
    world.decision(ib, by=jens, kind="Give afslag på en enkeltydelse", amount=None)
    world.competence("Jobcenter")
    karim = world.account("karim", Role.CASEWORKER, department="Jobcenter")
    world.decision(ib, by=karim, text="Jobcentrets egen.", amount=99_900)
    page = world.browser("jens").get("/decisions/")
    cells = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.soup.select("tbody tr")]
    assert cells == [
        ["Bevilge en enkeltydelse", "2", "1.200,50 kr."],
        ["Give afslag på en enkeltydelse", "1", "–"],
    ]
    assert "999,00" not in page.text


def test_in_english_the_kinds_and_grounds_are_english(world: World, jens: int, talk: int) -> None:
    browser = world.browser("jens")
    browser.client.set_cookie("language", "en")
    form = browser.get("/decisions/").form("language")
    browser.send("POST", form.action, {**form.values, "language": ["en"]})
    assert "Grant a single benefit" in browser.get(f"/decisions/conversations/{talk}/new")
