"""Asking Borgerservice: noted, answered, timed; and who sees it."""

from datetime import timedelta

import pytest

from app import clock
from app.accounts.role import Role
from app.citizens.linking import movers
from app.hotline.call import NEXT, Refusal, State, Step, after
from app.hotline.words import waited
from tests.browser_without_script import Page
from tests.database import logged, one_table
from tests.make import World

QUESTION = "Hvordan får han nyt pas?"


@pytest.fixture
def mette(world: World) -> int:
    """Mette and Tom of Regnbuen, Lis of BorgerCafeen, Karim of the Jobcentre, Sanne of Borgerservice at Regnbuen."""
    mette = world.account("mette", Role.SKP_WORKER, name="Mette Lund")
    world.account("tom", Role.CENTRE_WORKER, name="Tom Riis")
    world.account("lis", Role.SKP_WORKER, at=("BorgerCafeen",), name="Lis Holm")
    world.account("karim", Role.CASEWORKER, at=("Regnbuen", "Parasollen"), name="Karim Haddad")
    world.account(
        "sanne",
        Role.CASEWORKER,
        at=("Regnbuen", "Parasollen"),
        name="Sanne Krogh",
        department="Borgerservice",
    )
    return mette


def _only(world: World) -> dict[str, object]:
    (found,) = one_table(world.app, "hotline_call")
    return found


def _ask(page: Page, question: str = QUESTION, done: str = "send", **more: str) -> Page:
    form = page.form("/hotline/calls")
    form["question"] = question
    for name, value in more.items():
        form[name] = value
    return form.submit(("done", done))


def test_every_state_is_in_the_table_and_every_step_leads_somewhere() -> None:
    assert set(NEXT) == set(State)
    assert {step for steps in NEXT.values() for step in steps} == set(Step)
    assert {state for steps in NEXT.values() for state in steps.values()} == set(State)
    for state in State:
        for step in set(Step) - set(NEXT[state]):
            with pytest.raises(Refusal):
                after(state, step)


def test_a_question_is_sent_answered_by_borgerservice_and_read_by_the_asker(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    sent = _ask(world.browser("mette").get(f"/hotline/calls/new?who={ib}"))
    assert sent.follow().path == f"/citizens/{ib}"
    call = _only(world)
    assert (call["citizen_id"], call["how"].value, call["state"]) == (ib, "written", State.OPEN)

    sanne = world.browser("sanne")
    day = sanne.get("/day")
    assert "Spørgsmål til Borgerservice" in day
    assert QUESTION not in day, "Min dag lies open on a table"
    page = sanne.get("/hotline/")
    assert "Venter på dit svar" in page
    assert "har ventet under et minut" in page
    form = sanne.get(f"/hotline/calls/{call['id']}").form("/answer")
    form["answer"] = "Han bestiller tid på nettet."
    assert form.submit(("done", "send")).status == 303
    call = _only(world)
    assert (call["minutes"], call["answer"], call["seen_at"]) == (None, "Han bestiller tid på nettet.", None)

    browser = world.browser("mette")
    assert "Svar fra Borgerservice" in browser.get("/day")
    assert "bestiller tid" not in browser.get("/day")
    assert browser.get(f"/hotline/calls/{call['id']}").form("/steps", index=1).submit(
        ("step", "read")
    ).follow().path == ("/day")
    assert "Svar fra Borgerservice" not in browser.get("/day")


def test_rang_and_got_the_answer_is_two_taps_on_the_list(world: World, mette: int) -> None:
    world.call(QUESTION, by=mette, asked_at=clock.now() - timedelta(hours=2))
    page = world.browser("tom").get("/hotline/")
    assert "har ventet 2 timer" in page
    taps = ["Svar", "Ringet og fik svar"]
    assert page.soup.select_one(".v-answers summary").get_text(strip=True).startswith(taps[0])
    page.form("/answer").submit(("done", "got_it"))
    call = _only(world)
    assert (call["state"], call["minutes"], call["answer"]) == (State.ANSWERED, 5, "")
    print(f"«ringet og fik svar»: {len(taps)} taps, no typing")
    assert "Opkaldene tog i alt 5 minutter" in world.browser("tom").get("/hotline/")


def test_a_call_that_was_asked_and_answered_on_the_phone_is_one_form(world: World, mette: int) -> None:
    world.call("En anden ting", by=mette)
    page = world.browser("mette").get("/hotline/calls/new")
    _ask(page, done="got_it", minutes="0", exact="12", given_by="Karen i skranken", answer="Ja, hver dag til kl. 15.")
    call = one_table(world.app, "hotline_call")[1]
    assert (call["minutes"], call["given_by"], call["answered_by_id"]) == (12, "Karen i skranken", mette)
    assert call["seen_at"] is not None, "whoever wrote it down has it"
    assert "Svar fra Borgerservice" not in world.browser("mette").get("/day")
    page = world.browser("tom").get(f"/hotline/calls/{call['id']}")
    assert "Svaret er givet af Karen i skranken og skrevet ned af Mette Lund" in page
    assert "Samtalen varede 12 minutter" in page


def test_what_is_wrong_is_said_and_everything_typed_is_kept(world: World, mette: int) -> None:
    world.department("Borgerservice")
    refused = _ask(world.browser("mette").get("/hotline/calls/new"), question="  ", answer="Ja")
    assert refused.status == 422
    assert "Skriv, hvad I spørger om." in refused
    assert refused.form("/hotline/calls")["answer"] == "Ja"
    form = world.browser("mette").get("/hotline/calls/new")
    refused = _ask(form, done="got_it", minutes="0", exact="900")
    assert refused.status == 422
    assert "1 til 240" in refused
    assert one_table(world.app, "hotline_call") == []


def test_without_a_department_of_that_name_it_is_said(world: World) -> None:
    world.account("asger", Role.CENTRE_WORKER)
    page = world.browser("asger").get("/hotline/calls/new")
    assert "Ingen afdeling hedder Borgerservice." in page
    assert _ask(page).status == 422
    assert one_table(world.app, "hotline_call") == []


def test_an_answer_in_writing_needs_words(world: World, mette: int) -> None:
    call = world.call(QUESTION, by=mette)
    refused = world.browser("sanne").get(f"/hotline/calls/{call}").form("/answer").submit(("done", "send"))
    assert refused.status == 422
    assert "Skriv svaret." in refused
    assert _only(world)["state"] is State.OPEN


def test_two_who_answer_at_once_the_second_is_told(world: World, mette: int) -> None:
    call = world.call(QUESTION, by=mette)
    mine = world.browser("tom").get(f"/hotline/calls/{call}").form("/answer")
    form = world.browser("sanne").get(f"/hotline/calls/{call}").form("/answer")
    form["answer"] = "Sannes svar"
    form.submit(("done", "send"))
    mine["answer"] = "Toms svar"
    late = mine.submit(("done", "got_it"))
    assert late.status == 409
    assert "Sannes svar" in late
    assert _only(world)["answer"] == "Sannes svar"


def test_a_double_tap_is_one_call(world: World, mette: int) -> None:
    world.department("Borgerservice")
    form = world.browser("mette").get("/hotline/calls/new").form("/hotline/calls")
    form["question"] = QUESTION
    assert {form.submit(("done", "send")).status for _ in range(3)} == {303}
    assert len(one_table(world.app, "hotline_call")) == 1


def test_what_is_not_needed_any_more_goes_and_can_come_back(world: World, mette: int) -> None:
    call = world.call(QUESTION, by=mette)
    browser = world.browser("tom")
    gone = browser.get(f"/hotline/calls/{call}").form("/steps").submit(("step", "dropped")).follow()
    assert "Ikke længere aktuelt" in gone
    assert QUESTION not in world.browser("sanne").get("/day")
    gone.form("/steps").submit(("step", "reopened"))
    assert _only(world)["state"] is State.OPEN


def test_the_asker_hears_of_it_and_others_do_not(world: World, mette: int) -> None:
    """Another centre, another operator and another department of the same house know nothing of it."""
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",), name="Peter Krog")
    of_kfum = world.call("Peters spørgsmål", by=peter, at="Parasollen")
    ours = world.call(QUESTION, by=mette)
    seen = {
        name: [world.browser(name).get(f"/hotline/calls/{call}").status for call in (ours, of_kfum)]
        for name in ("mette", "tom", "lis", "peter", "karim", "sanne")
    }
    assert seen == {
        "mette": [200, 404],
        "tom": [200, 404],
        "lis": [404, 404],
        "peter": [404, 200],
        "karim": [200, 404],
        "sanne": [200, 200],
    }
    lists = {name: world.browser(name).get("/hotline/") for name in seen}
    assert {name: ("Peters spørgsmål" in page, QUESTION in page) for name, page in lists.items()} == {
        name: (status[1] == 200, status[0] == 200) for name, status in seen.items()
    }
    assert world.browser("karim").send("POST", f"/hotline/calls/{of_kfum}/answer", {}).status in (400, 404)


def test_borgerservice_sees_no_name_of_another_operators_register(world: World, mette: int) -> None:
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",), name="Peter Krog")
    viggo = world.citizen("Viggo med hatten", by=peter, at="Parasollen")
    call = world.call("Hvor søger han boligstøtte?", by=peter, at="Parasollen", citizen=viggo)
    for page in (world.browser("sanne").get(f"/hotline/calls/{call}"), world.browser("sanne").get("/hotline/")):
        assert "Hvor søger han boligstøtte?" in page
        assert "Viggo med hatten" not in page
    assert "Navnet er ikke delt med dig." in world.browser("sanne").get(f"/hotline/calls/{call}")
    assert "Viggo med hatten" in world.browser("peter").get(f"/hotline/calls/{call}")


def test_reading_it_is_logged_and_it_goes_along_when_records_are_linked(world: World, mette: int) -> None:
    ib = world.citizen("Ib fra havnen", by=mette)
    call = world.call(QUESTION, by=mette, citizen=ib)
    world.browser("tom").get(f"/hotline/calls/{call}")
    assert ("opened", "hotline.call", 1, [("citizen", ib), ("hotline_call", call)]) in logged(world.app)
    assert "Borgerservice er spurgt af Mette Lund" in world.browser("tom").get(f"/citizens/{ib}")
    assert {"hotline_call", "job_interview_follow_up"} <= {mover.kind for mover in movers()}


def test_waiting_is_said_in_the_largest_unit(world: World) -> None:
    with world.app.test_request_context():
        now = clock.now()
        said = [
            waited(now - ago) for ago in (timedelta(0), timedelta(minutes=20), timedelta(hours=3), timedelta(days=2))
        ]
    assert said == ["under et minut", "20 minutter", "3 timer", "2 dage"]
