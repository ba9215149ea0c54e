"""What is typed is made storable: composed, without control characters; numbers of persons are stopped."""

import sys
import unicodedata

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from app.accounts.role import Role
from app.form import Form
from app.outreach.forms import HitsForm
from app.text import storable
from tests.database import one_table, places_of
from tests.make import World

ALLOWED = {"\t", "\n", "\r"}


def _kept(text: str) -> str:
    return storable(MultiDict([("note", text)]))["note"]


def test_a_decomposed_name_is_stored_composed() -> None:
    assert _kept("A\u030ase og Rene\u0301") == "Åse og René"


def test_control_characters_and_turned_text_are_left_out_and_the_rest_stays() -> None:
    assert _kept("Ib\x00 \x1bfra\x9b \u202ehavnen\u202c\r\n\ter her\ufffe\ud800") == "Ib fra havnen\r\n\ter her"


def test_danish_signs_emoji_and_quotes_stay_as_they_are() -> None:
    text = "«Æblegrød» – 3 × 100 g’er 🙂 fra 'Ø'; DROP TABLE citizen; {{ 7*7 }} <b>"
    assert _kept(text) == text


@given(st.text(st.characters(), max_size=80))
def test_any_text_becomes_one_that_both_databases_can_keep(text: str) -> None:
    kept = _kept(text)
    assert unicodedata.is_normalized("NFC", kept)
    assert {letter for letter in kept if unicodedata.category(letter) in ("Cc", "Cs")} <= ALLOWED
    assert _kept(kept) == kept


def test_of_the_marks_on_one_letter_twenty_are_kept_whichever_they_are() -> None:
    marks = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.combining(chr(code))]
    assert len(marks) > 900
    assert [mark for mark in marks if _kept("q" + mark * 50) != _kept("q" + mark * 20)] == []


def test_each_of_several_values_is_made_storable() -> None:
    assert storable(MultiDict([("topics", "a\x00"), ("topics", "b\x00")])).getlist("topics") == ["a", "b"]


def test_what_is_stored_of_a_note_is_what_may_be_stored(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser("mette").get("/outreach/contacts/new?who=unnamed").form("/outreach/contacts")
    form["kind"], form["topics"] = "outreach", ["economy"]
    form["note"] = "A\u030ase\x00 og\u202e <script>alert(1)</script>\r\n🙂"
    assert form.submit().status == 303
    assert [row["text"] for row in one_table(world.app, "note")] == ["Åse og <script>alert(1)</script>\r\n🙂"]


def test_a_number_is_named_in_danish_and_the_field_keeps_its_text(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    form = world.browser("mette").get("/outreach/contacts/new?who=unnamed").form("/outreach/contacts")
    form["kind"], form["topics"] = "outreach", ["economy"]
    form["note"] = "Ib, 010190-1234, bor hos Lone, 0202852345."
    answer = form.submit()
    assert (answer.status, "Skriv ikke CPR-numre. Fjern 010190-1234, 0202852345." in answer) == (422, True)
    assert answer.form("/outreach/contacts")["note"] == "Ib, 010190-1234, bor hos Lone, 0202852345."
    assert places_of(world.app, "010190") + places_of(world.app, "0202852345") == []


def test_a_password_may_hold_any_figures_since_only_its_hash_is_kept(world: World) -> None:
    world.account("mette", Role.SKP_WORKER)
    browser = world.browser("mette")
    form = browser.get("/accounts/me").form("/me/password")
    form["present"] = "en lang og god kode"
    form["password"] = form["again"] = "0101901234 er min kode"
    assert form.submit().status == 303
    assert places_of(world.app, "0101901234") == []


def test_every_form_of_ours_stops_numbers(app: Flask) -> None:
    def all_of(form: type[Form]) -> set[type[Form]]:
        return {form, *(found for one in form.__subclasses__() for found in all_of(one))}

    forms = {form for form in all_of(Form) if form.__module__.startswith("app.")}
    assert HitsForm in forms
    assert {
        form.__name__ for form in forms if form.validate.__qualname__.split(".")[0] not in ("Form", "StoringForm")
    } == set()
