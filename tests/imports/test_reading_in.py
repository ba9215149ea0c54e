"""From file to records: checked, counted, read in whole or not at all; by page and by command."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app import clock
from app.accounts.role import Role
from app.db import db
from app.imports.columns import COLUMNS, Kind
from app.imports.models import ImportFile
from app.imports.sheet import read
from tests.browser_without_script import Browser, Page
from tests.database import one_table, places_of, rows
from tests.imports.files import csv, xlsx
from tests.make import World

STAFF = [("Navn", "Brugernavn", "Rolle", "Væresteder", "Afdeling")]
CITIZENS = [("Værested", "Alias", "Navn", "Telefon", "Må ringes op", "Fødselsdato", "Indkomst")]
IB = ("Regnbuen", "Ib", "Ib Hansen", "23 45 67 89", "ja", "24.12.1980", "SU")


@pytest.fixture
def anders(world: World) -> Browser:
    """The administrator's tablet."""
    world.account("anders", Role.ADMINISTRATOR)
    return world.browser("anders")


def _sent(browser: Browser, kind: str, data: bytes, name: str = "fil.xlsx") -> Page:
    token = browser.get("/imports/").form("/imports/files")["csrf_token"]
    answer = browser.client.post(
        "/imports/files", data={"csrf_token": token, "kind": kind, "file": (io.BytesIO(data), name)}
    )
    return Page(browser, answer)


def _read_in(preview: Page, **fields: str) -> Page:
    form = preview.form("/records")
    for name, value in fields.items():
        form[name] = value
    return form.submit()


def test_citizens_are_counted_and_then_read_in_with_all_that_they_told(world: World, anders: Browser) -> None:
    preview = _sent(anders, "citizens", xlsx(*CITIZENS, IB, ("regnbuen", "Åse", "", "", "", "", ""))).follow()
    assert ("Indlæs 2 borgere" in preview, "Ib" in preview.soup.main.get_text()) == (True, False)
    done = _read_in(preview)
    assert (done.status, "2 læst ind: Borgere." in done) == (200, True)
    ib, aase = one_table(world.app, "citizen")
    assert (ib["full_name"], ib["phone"], ib["may_be_called"], str(ib["birth_date"])) == (
        "Ib Hansen", "23 45 67 89", True, "1980-12-24",
    )  # fmt: skip
    assert {ib["controller_id"], aase["controller_id"]} == {world.operator("Kommunen")}
    assert [one["centre_id"] for one in one_table(world.app, "citizen_at_centre")] == [world.centre["Regnbuen"]] * 2
    assert len(one_table(world.app, "income_noted")) == 1
    world.account("mette", Role.SKP_WORKER)
    assert "Åse" in world.browser("mette").get("/citizens/")
    assert one_table(world.app, "import_file") == []


def test_staff_get_a_slip_each_that_works_and_is_shown_once(world: World, anders: Browser) -> None:
    file = csv(*STAFF, ("Lis Holm", "Lis", "SKP", "Regnbuen, BorgerCafeen", ""),
               ("Karim Saleh", "karim", "sagsbehandler", "Regnbuen", "Jobcenter"))  # fmt: skip
    preview = _sent(anders, "staff", file, "fil.csv").follow()
    assert "Indlæs 2 medarbejdere" in preview
    done = _read_in(preview)
    codes = [code.get_text() for code in done.soup.select(".v-code")]
    assert (len(codes), len(set(codes))) == (2, 2)
    assert len(one_table(world.app, "role_held")) == 1 + 3
    welcome = world.browser().get("/accounts/welcome").form("welcome")
    welcome["username"], welcome["code"] = "lis", codes[0]
    welcome["password"] = welcome["again"] = "en lang og god kode"
    assert welcome.submit().status == 303
    assert [places_of(world.app, code) for code in codes] == [[], []]


def test_centres_are_read_in_under_their_operator(world: World, anders: Browser) -> None:
    file = xlsx(("Navn", "By", "Driftsherre", "Målgruppe"), ("Kilden", "Vojens", "KFUM", "Blandet"))
    assert "1 læst ind" in _read_in(_sent(anders, "centres", file).follow())
    kilden = next(one for one in one_table(world.app, "centre") if one["name"] == "Kilden")
    assert kilden["operator_id"] == world.operator("KFUM")


def test_one_fault_and_nothing_at_all_is_read_in_or_kept(world: World, anders: Browser) -> None:
    before = rows(world.app)
    page = _sent(anders, "citizens", xlsx(*CITIZENS, IB, ("Månen", "Skjulte Åse", "", "", "", "i går", "")))
    text = page.soup.main.get_text(" ", strip=True)
    assert (page.status, "Intet er læst ind. Der er 2 fejl i filen." in text) == (422, True)
    assert ("3 Værested" in text, "Månen" in text, "Skjulte" in text, "i går" in text) == (True, True, False, False)
    after = rows(world.app)
    assert [name for name in before if before[name] != after[name]] == []


def test_a_registration_number_is_neither_kept_nor_shown(world: World, anders: Browser) -> None:
    page = _sent(anders, "citizens", xlsx(*CITIZENS, (*IB[:5], "010190-1234", "")))
    assert (page.status, "Se række 2, kolonne 6." in page, "010190" in page.text) == (422, True, False)
    assert [places_of(world.app, figures) for figures in ("010190", "0101901234")] == [[], []]


def test_a_citizen_called_like_another_must_be_accepted(world: World, anders: Browser) -> None:
    mette = world.account("mette", Role.SKP_WORKER)
    world.citizen("IB", by=mette)
    preview = _sent(anders, "citizens", xlsx(*CITIZENS, IB)).follow()
    assert "Række 2: Findes allerede i programmet." in preview
    refused = _read_in(preview)
    assert (refused.status, len(one_table(world.app, "citizen"))) == (422, 1)
    assert _read_in(refused, seen="y").status == 200
    assert len(one_table(world.app, "citizen")) == 2


def test_what_came_in_between_is_found_when_it_is_read_in(world: World, anders: Browser) -> None:
    preview = _sent(anders, "staff", xlsx(*STAFF, ("Lis", "lis", "SKP", "Regnbuen", ""))).follow()
    world.account("lis", Role.SKP_WORKER)
    page = _read_in(preview)
    assert (page.status, "Findes allerede i programmet." in page) == (422, True)
    assert len(one_table(world.app, "invitation")) == 0


def test_a_second_tap_reads_nothing_in_again(world: World, anders: Browser) -> None:
    form = _sent(anders, "citizens", xlsx(*CITIZENS, IB)).follow().form("/records")
    assert [form.submit().status, form.submit().status] == [200, 404]
    assert len(one_table(world.app, "citizen")) == 1


def test_a_kept_file_is_its_owners_and_lasts_an_hour(world: World, anders: Browser) -> None:
    preview = _sent(anders, "citizens", xlsx(*CITIZENS, IB)).follow()
    world.account("bente", Role.ADMINISTRATOR)
    bente = world.browser("bente")
    assert bente.get(preview.path).status == 404
    with world.saved():
        db.session.query(ImportFile).one().made_at = clock.now() - timedelta(minutes=61)
    assert anders.get(preview.path).status == 404
    assert _read_in(preview).status == 404
    _sent(bente, "citizens", xlsx(*CITIZENS, IB))
    assert len(one_table(world.app, "import_file")) == 1, "the old one was deleted"


def test_no_file_and_no_kind_are_told(world: World, anders: Browser) -> None:
    form = anders.get("/imports/").form("/imports/files")
    assert "Vælg, hvad der er i filen." in form.submit()
    form["kind"] = "staff"
    answer = form.submit()
    assert (answer.status, "Vælg en fil." in answer) == (422, True)


@pytest.mark.parametrize("kind", Kind)
def test_the_template_reads_back_and_explains_itself(world: World, anders: Browser, kind: Kind) -> None:
    answer = anders.get(f"/imports/template?kind={kind.value}").answer
    assert answer.headers["Content-Disposition"].endswith(".xlsx")
    head, example = read(answer.get_data())
    assert head.cells == tuple(column.header for column in COLUMNS[kind])
    assert len(example.cells) <= len(head.cells)
    explained = load_workbook(io.BytesIO(answer.get_data())).worksheets[1]
    words = [str(cell.value) for row in explained.iter_rows() for cell in row if cell.value]
    assert [column.header for column in COLUMNS[kind] if column.header not in words] == []
    assert "Der er ingen rækker" in _sent(anders, kind.value, answer.get_data())


def test_the_command_checks_and_reads_in_with_its_exit_status(world: World, tmp_path: Path) -> None:
    world.account("anders", Role.ADMINISTRATOR)
    good, bad = tmp_path / "god.xlsx", tmp_path / "fejl.csv"
    good.write_bytes(xlsx(*CITIZENS, IB))
    bad.write_bytes(csv(("Værested", "Alias"), ("Månen", "Ib")))
    run = world.app.test_cli_runner().invoke
    assert run(args=["import", "citizens", str(bad)]).exit_code == 1
    assert run(args=["import", "citizens", str(good), "--check"]).exit_code == 0
    assert one_table(world.app, "citizen") == []
    said = run(args=["import", "citizens", str(good)])
    assert (said.exit_code, "1 rækker er læst ind." in said.output) == (0, True)
    assert [one["alias"] for one in one_table(world.app, "citizen")] == ["Ib"]
    again = run(args=["import", "citizens", str(good)])
    assert (again.exit_code, len(one_table(world.app, "citizen"))) == (1, 1)
