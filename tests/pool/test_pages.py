"""The pool's pages: who sees what, what is kept when something is refused, and the year's account."""

import io

import openpyxl
import pytest

from app import clock
from app.accounts.role import Role
from app.pool.balance import Kind
from tests.browser_without_script import Browser
from tests.database import one_table
from tests.make import World


@pytest.fixture
def lene(world: World) -> Browser:
    """Lene leads, Tom works at Regnbuen, Bo sits on the committee."""
    world.account("lene", Role.LEADER, at=(), name="Lene Friis")
    world.account("tom", Role.CENTRE_WORKER)
    world.account("bo", Role.COMMITTEE_MEMBER)
    return world.browser("lene")


def _year(lene: Browser, budget: str = "100.000", frame: str = "100.000") -> str:
    form = lene.get("/pool/years/new").form("years")
    form["budget"], form["frame"] = budget, frame
    answer = form.submit()
    assert answer.status == 303
    return answer.headers["Location"]


def test_a_leader_makes_the_years_pool_and_everybody_on_the_committee_sees_it(world: World, lene: Browser) -> None:
    assert "Lav puljen for i år" in lene.get("/pool/")
    here = _year(lene)
    form = lene.get(f"{here}/reservations").form("reservations")
    form["amount"], form["reason"] = "18.000", "Sommerturen"
    assert "18.000" in form.submit().follow()
    seen = world.browser("bo").get("/pool/")
    words = " ".join(seen.soup.get_text(" ").split())
    assert "Af 100.000\N{NO-BREAK SPACE}kr. er 0\N{NO-BREAK SPACE}kr. givet" in str(seen.soup)
    assert "82.000\N{NO-BREAK SPACE}kr." in words or "82.000 kr." in words
    assert "Sommerturen" in seen
    assert not [form for form in seen.soup.find_all("form") if "pool" in form.get("action", "")]
    assert world.browser("bo").get(f"{here}/budget").status == 403
    assert world.browser("tom").get(f"{here}/reservations").status == 404


def test_an_odd_amount_stays_in_its_box_with_a_sentence(world: World, lene: Browser) -> None:
    here = _year(lene)
    for amount in ("-5", "12.50", "1e9", "99999999999", "en million", "0", ""):
        form = lene.get(f"{here}/reservations").form("reservations")
        form["amount"], form["reason"] = amount, "Sommerturen"
        refused = form.submit()
        again = refused.form("reservations")
        assert (refused.status, again["amount"], again["reason"]) == (422, amount, "Sommerturen")
        assert refused.soup.select(".v-error-text")


def test_a_budget_may_be_millions_up_to_what_the_ledger_takes(world: World, lene: Browser) -> None:
    here = _year(lene)
    form = lene.get(f"{here}/budget").form("budget")
    form["budget"], form["frame"], form["reason"] = "10.000.000,01", "9.000.000", "Mere"
    refused = form.submit()
    assert refused.status == 422
    assert "Beløbet er for stort. Skriv højst 10.000.000 kroner." in refused
    again = refused.form("budget")
    again["budget"] = "10.000.000"
    assert again.submit().status == 303
    assert "10.000.000" in lene.get(here)


def test_more_than_there_is_is_refused_in_words(world: World, lene: Browser) -> None:
    here = _year(lene, "500", "400")
    form = lene.get(f"{here}/reservations").form("reservations")
    form["amount"], form["reason"] = "400,01", "For meget"
    refused = form.submit()
    assert refused.status == 422
    assert "Der er ikke penge nok i puljen. Der er 400\N{NO-BREAK SPACE}kr. tilbage." in refused
    form = lene.get(f"{here}/budget").form("budget")
    form["frame"], form["reason"] = "500,01", "Mere"
    refused = form.submit()
    assert "Rammen kan ikke være større end budgettet" in refused
    form = refused.form("budget")
    form["budget"], form["frame"] = "300", "300"
    assert form.submit().status == 303
    assert [one["frame_ore"] for one in one_table(world.app, "pool")] == [30_000]


def test_a_centre_worker_pays_out_and_takes_back_but_corrects_nothing(world: World, lene: Browser) -> None:
    ids = world.pool()
    tom, here = world.browser("tom"), f"/pool/grants/{ids['grant']}"
    form = tom.get(here).form("payments")
    form["amount"] = "9,01"
    refused = form.submit()
    assert refused.status == 422
    assert "Der er 9\N{NO-BREAK SPACE}kr., som ikke er udbetalt." in refused
    form = refused.form("payments")
    form["amount"], form["reason"] = "5", "Mad"
    assert "5\N{NO-BREAK SPACE}kr. er udbetalt." in form.submit().follow()
    form = tom.get(here).form("returns")
    form["amount"] = "2,50"
    assert form.submit().status == 303
    assert tom.get(f"/pool/entries/{ids['pool_entry']}/correction").status == 404
    assert not tom.get(here).soup.select("form[action$=lapses]")
    form = lene.get(here).form("lapses")
    form["reason"] = "Det blev billigere"
    assert form.submit().status == 303
    moved = [(one["kind"], one["ore"]) for one in one_table(world.app, "pool_entry") if one["grant_ref"]]
    assert moved == [
        (Kind.GRANTED, 1000),
        (Kind.PAID, 100),
        (Kind.PAID, 500),
        (Kind.RETURNED, 250),
        (Kind.GRANTED, -400),
    ]


def test_a_double_tap_pays_once(world: World, lene: Browser) -> None:
    form = world.browser("tom").get(f"/pool/grants/{world.pool()['grant']}").form("payments")
    form["amount"] = "1"
    assert {form.submit().status, form.submit().status} == {303}
    assert [one["ore"] for one in one_table(world.app, "pool_entry") if one["kind"] is Kind.PAID] == [100, 100]


def test_a_wrong_line_is_corrected_by_another_and_both_are_read(world: World, lene: Browser) -> None:
    ids = world.pool()
    form = lene.get(f"/pool/entries/{ids['pool_entry']}/correction").form("correction")
    form["amount"], form["reason"] = "12", "Skrevet forkert"
    page = form.submit().follow()
    assert "Skrevet forkert" in page
    assert "Rettet i en senere linje" in page
    form = lene.get(f"/pool/entries/{ids['pool_entry']}/correction").form("correction")
    form["amount"], form["reason"] = "0,50", "Endnu en gang"
    assert "Det er mere, end de har fået." in form.submit()


def test_who_fetched_the_money_is_read_by_those_who_pay_it_out_alone(world: World, lene: Browser) -> None:
    ids = world.pool()
    form = lene.get(f"/pool/grants/{ids['grant']}").form("/payments")
    form["amount"], form["reason"] = "1", "Svend Aage"
    assert form.submit().status == 303
    world.account("styge", Role.STEERING_GROUP, at=())
    for name, reads in (("lene", True), ("bo", False), ("styge", False)):
        browser = world.browser(name)
        for path in ("", f"{ids['pool']}", f"{ids['pool']}/account"):
            assert ("Svend Aage" in browser.get(f"/pool/{path}")) == reads, (name, path)
        book = openpyxl.load_workbook(io.BytesIO(browser.client.get(f"/pool/{ids['pool']}/account/xlsx").data))
        cells = [str(cell.value) for row in book["Alle linjer"].iter_rows() for cell in row]
        assert ("Svend Aage" in cells) == reads


def test_the_years_account_is_a_page_and_a_spreadsheet_that_runs_nothing(world: World, lene: Browser) -> None:
    ids = world.pool()
    form = lene.get(f"/pool/{ids['pool']}/reservations").form("reservations")
    form["amount"], form["reason"] = "100", "=HYPERLINK(1)"
    form.submit()
    bo = world.browser("bo")
    account = bo.get(f"/pool/{ids['pool']}/account")
    assert "Talt efter: alle linjerne giver de her tal." in account
    answer = bo.client.get(f"/pool/{ids['pool']}/account/xlsx")
    assert f"puljen-{clock.today().year}.xlsx" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Puljen", "Givet", "Alle linjer"]
    sums = {row[0].value: row[1].value for row in book["Puljen"].iter_rows(min_row=4)}
    assert (sums["Ramme"], sums["Sat til side"], sums["Givet"], sums["Udbetalt"]) == (100_000, 100, 10, 1)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert "'=HYPERLINK(1)" in [cell.value for cell in cells]
