"""The survey in somebody's hands: by keyboard and in Arabic, refused, left lying, sent when the line is back."""

import re

import pytest
from playwright.sync_api import Page, Playwright, Request, expect

from app.demo.people import PASSWORD
from app.survey.phrases import LANGUAGES
from tests.browser.ballots import codes, contents
from tests.browser.conftest import Open
from tests.browser.look import Seen
from tests.browser.server import Server
from tests.browser.survey_pages import opened_talk
from tests.browser.tablet import Troubles, chromium, context_of, press_until

pytestmark = pytest.mark.browser

AR = LANGUAGES["ar"]


def _stands(page: Page, code: str) -> None:
    """Type the code at a stand."""
    page.goto("/survey/")
    page.get_by_label("Skriv koden fra din seddel").fill(code.lower())
    page.get_by_role("button", name="Begynd").click()
    expect(page.get_by_text("Spørgsmål 1 af 5")).to_be_visible()


def _answers(page: Page, *grades: int) -> None:
    for step, grade in enumerate(grades, 1):
        expect(page.get_by_text(f"Spørgsmål {step} af 5")).to_be_visible()
        page.locator(f"[data-grade='{grade}']").click()


def _thanked(page: Page) -> None:
    expect(page.get_by_role("heading", name="Tak for din tid")).to_be_focused()


def _nothing_is_left(page: Page) -> None:
    kept = page.evaluate(
        """async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,
          (await indexedDB.databases()).length, document.querySelector("#code").value.length, location.hash.length]"""
    )
    assert kept == [0] * 6


def test_from_the_talk_to_thanks_in_arabic_by_keyboard_and_back_by_the_password(tablet: Open, server: Server) -> None:
    page = tablet("nadia", fresh=True)
    before = len(contents(server))
    opened_talk(page)
    page.get_by_role("button", name="Giv tabletten videre").click()
    heading = page.locator("#question")
    expect(heading).to_be_focused()
    assert page.evaluate("() => document.referrer + document.body.innerText").count("Nadia") == 0
    press_until(page, "Shift+Tab", page.get_by_role("button", name="العربية"))
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page).to_have_title(re.compile("السؤال 1 من 5"))
    for step, grade in enumerate((1, 2, 5, 3, 1), 1):
        expect(heading).to_have_text(re.compile("^إلى أي درجة"))
        expect(page.get_by_text(f"السؤال {step} من 5")).to_be_visible()
        if step == 3:
            # Back to the second question, which is left open now.
            press_until(page, "Tab", page.get_by_role("button", name=AR.say("back")))
            page.keyboard.press("Enter")
            expect(page.get_by_text("السؤال 2 من 5")).to_be_visible()
            expect(
                page.locator("[aria-pressed=true]:not([data-language]), [aria-checked], [aria-current]")
            ).to_have_count(0)
            press_until(page, "Tab", page.get_by_role("button", name=AR.say("skip")))
            page.keyboard.press("Space")
            expect(page.get_by_text("السؤال 3 من 5")).to_be_visible()
        press_until(page, "Tab", page.get_by_role("button", name=AR.grades[grade - 1], exact=True))
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=AR.say("thanks"))).to_be_focused()
    found = contents(server)
    assert (len(found) - before, [1, None, 5, 3, 1] in found) == (1, True)
    _nothing_is_left(page)
    for _ in range(2):
        page.go_back()
        expect(
            page.get_by_role("heading", name="Tabletten er låst").or_(page.locator("[data-survey]"))
        ).to_be_attached()
        assert "Uden navn" not in page.content()
    page.goto("/day")
    expect(page.get_by_role("heading", name="Tabletten er låst")).to_be_attached()
    expect(page.get_by_role("button", name="skift bruger")).to_have_count(0)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Lås op").click()
    expect(page.locator(".v-who-name")).to_have_text("Nadia Aslan")


def test_an_answer_a_refusal_and_a_time_out_look_the_same_on_the_line(tablet: Open, server: Server) -> None:
    first, second, third = codes(server, 3)
    before = len(contents(server))
    page = tablet()
    page.clock.install()
    sent: list[list[tuple[str, str, int]]] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            assert "cookie" not in request.headers
            sent[-1].append((request.method, request.url.partition("/survey")[2], len(request.post_data or "")))

    page.on("request", note)
    sent.append([])
    _stands(page, first)
    _answers(page, 2, 2, 2, 2, 2)
    _thanked(page)
    expect(page.get_by_role("link", name="Personale: lås op")).to_have_count(0)
    sent.append([])
    _stands(page, second)
    page.get_by_role("button", name="Jeg vil ikke svare").click()
    _thanked(page)
    sent.append([])
    _stands(page, third)
    _answers(page, 5)
    expect(page.get_by_text("Spørgsmål 2 af 5")).to_be_visible()
    page.clock.fast_forward(125_000)
    still = page.get_by_role("dialog", name="Er du der stadig?")
    expect(still.get_by_role("button", name="Ja, jeg er her")).to_be_focused()
    page.keyboard.press("Enter")
    expect(still).to_be_hidden()
    expect(page.get_by_text("Spørgsmål 2 af 5")).to_be_visible()
    page.clock.fast_forward(125_000)
    expect(still).to_be_visible()
    page.clock.fast_forward(30_000)
    _thanked(page)
    page.clock.fast_forward(25_000)
    expect(page.get_by_label("Skriv koden fra din seddel")).to_be_visible()
    _nothing_is_left(page)
    assert sent[0] == sent[1] == sent[2]
    assert [address for _method, address, _size in sent[0]] == ["/ticket", "/envelopes"]
    found = contents(server)
    assert (len(found) - before, found.count([2, 2, 2, 2, 2]), found.count(None) >= 2) == (3, 1, True)
    assert page.context.cookies() == []


def test_a_line_that_is_gone_is_waited_for_and_the_answer_sent_once(
    tablet: Open, server: Server, troubles: Troubles
) -> None:
    troubles.await_("ERR_INTERNET_DISCONNECTED|status of 409")
    (code,) = codes(server)
    before = len(contents(server))
    page = tablet(device="phone")
    page.goto(f"/survey/#{code}")
    _answers(page, 1, 1, 1, 1)
    expect(page.get_by_text("Spørgsmål 5 af 5")).to_be_visible()
    page.context.set_offline(True)
    page.locator("[data-grade='4']").click()
    expect(page.get_by_text("Skemaet er låst og bliver sendt")).to_be_visible()
    assert len(contents(server)) == before
    page.context.set_offline(False)
    _thanked(page)
    expect(page.get_by_text("Du kan lukke siden nu.")).to_be_visible()
    found = contents(server)
    assert (len(found) - before, found.count([1, 1, 1, 1, 4])) == (1, 1)
    page.goto("/survey/")
    page.get_by_label("Skriv koden fra din seddel").fill(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text(LANGUAGES["da"].say("spent"))
    expect(page.locator("#code")).to_be_focused()
    assert len(contents(server)) == before + 1


def test_a_double_tap_answers_one_question(tablet: Open, server: Server) -> None:
    page = tablet()
    _stands(page, codes(server)[0])
    page.locator("[data-grade='3']").dblclick()
    page.wait_for_timeout(300)
    expect(page.get_by_text("Spørgsmål 2 af 5")).to_be_visible()
    page.get_by_role("button", name="Tilbage").click()
    expect(page.get_by_text("Spørgsmål 1 af 5")).to_be_visible()
    expect(page.get_by_role("button", name="Tilbage")).to_have_count(0)


def test_the_focus_goes_through_the_page_as_it_is_read(tablet: Open, server: Server) -> None:
    page = tablet()
    _stands(page, codes(server)[0])
    expect(page.locator("#question")).to_be_focused()
    group = page.get_by_role("group", name=re.compile("^I hvor høj grad"))
    expect(group.get_by_role("button")).to_have_count(6)
    names = []
    for _ in range(8):
        page.keyboard.press("Tab")
        names.append(page.evaluate("() => document.activeElement.innerText.split('\\n')[0].trim()"))
    grades = [*LANGUAGES["da"].grades, "Jeg vil ikke svare"]
    assert names == [*grades, "Spring over", "Det kan vi ikke beskytte imod"]


@pytest.mark.parametrize("language", ["da", "ar"])
def test_every_screen_of_it_is_sound(tablet: Open, server: Server, language: str) -> None:
    page = tablet()
    page.clock.install()
    _stands(page, codes(server)[0])
    page.locator(f"[data-language={language}]").click()
    page.locator("[data-grade='1']").click()
    expect(page.locator("[data-back]")).to_be_visible()
    seen = Seen()
    seen.add(page, f"question in {language}")
    page.clock.fast_forward(125_000)
    expect(page.get_by_role("dialog")).to_be_visible()
    seen.add(page, f"still there in {language}")
    page.keyboard.press("Enter")
    page.locator("[data-refuse]").click()
    expect(page.locator("[data-part=thanks]")).to_be_visible()
    seen.add(page, f"thanks in {language}")
    assert seen.violations + seen.faults == []


def test_over_plain_http_from_another_machine_it_says_why_and_offers_paper(
    playwright: Playwright, server: Server
) -> None:
    (code,) = codes(server)
    before = len(contents(server))
    with chromium(playwright, "--host-resolver-rules=MAP survey.test 127.0.0.1") as browser:
        context = context_of(browser, server.url.replace("127.0.0.1", "survey.test"))
        page = context.new_page()
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.method))
        page.goto(f"/survey/#{code}")
        expect(page.get_by_text("ikke åbnet over en sikker forbindelse (https)")).to_be_visible()
        expect(page.get_by_text("Bed personalet om skemaet på papir.")).to_be_visible()
        expect(page.get_by_text("not opened over a secure connection")).to_be_visible()
        expect(page.locator("[data-part=question], [data-part=code]").filter(visible=True)).to_have_count(0)
        assert set(sent) == {"GET"}
        context.close()
    assert len(contents(server)) == before


def test_without_script_it_says_why_and_offers_paper(tablet: Open) -> None:
    page = tablet(script=False)
    page.goto("/survey/")
    expect(page.get_by_text("Skærmen kan ikke låse svar uden JavaScript.")).to_be_visible()
    expect(page.get_by_text("Poproś pracowników o ankietę na papierze.")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
