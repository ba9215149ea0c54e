"""Finding a citizen: however the name is spelled, and only those who are one's own."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.role import Role
from app.citizens.search import LONGEST_WORD, MOST_WORDS, folded, just_after, words
from app.citizens.views import MOST_HITS
from tests.browser_without_script import HTMX, Browser
from tests.make import World

NAMES = st.text(st.characters(categories=("L", "M", "N", "Z", "P")), max_size=40)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Åse", "Aase", "ase", "ÅSE", "A\u030ase", "åse"),
        ("Søren", "Soeren", "soren", "SØREN", "So\u0338ren"),
        ("Bæk", "Baek", "BÆK"),
        ("René", "Rene", "RENE\u0301"),
        ("Müller", "muller"),
        ("Łukasz", "lukasz"),
        ("Weiß", "weiss"),
        ("Ｉｂ", "ib"),
    ],
)
def test_spellings_of_one_name_are_one(spellings: tuple[str, ...]) -> None:
    assert {folded(spelling) for spelling in spellings} == {folded(spellings[0])}


def test_names_that_differ_stay_apart() -> None:
    assert len({folded(name) for name in ("Ib", "Ida", "Åse", "Æse", "Ose", "Bo")}) == 6


def test_words_are_found_one_by_one_each_once_and_not_without_end() -> None:
    assert words("Ib fra  Havnen, Ib!") == ["ib", "fra", "havnen"]
    assert words("  – · …") == []
    assert len(words(" ".join(map(str, range(50))))) == MOST_WORDS
    assert [len(word) for word in words("x" * 500)] == [LONGEST_WORD]


@given(NAMES)
def test_folding_is_the_same_for_every_form_and_case_of_a_text(text: str) -> None:
    forms = {folded(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(st.text(max_size=20), st.text(max_size=20))
def test_what_begins_with_a_prefix_lies_before_its_end(prefix: str, rest: str) -> None:
    assert prefix <= prefix + rest < just_after(prefix)


def _found(browser: Browser, typed: str) -> list[str]:
    form = browser.get("/citizens/").form("/citizens/search")
    form["q"] = typed
    page = form.submit(**HTMX)
    return [name.get_text() for name in page.soup.select("#found .t")]


@pytest.fixture
def lis(world: World) -> Browser:
    """Lis of Regnbuen, with namesakes at BorgerCafeen and at the private Parasollen."""
    lis = world.account("lis", Role.SKP_WORKER)
    otto = world.account("otto", Role.SKP_WORKER, at=("BorgerCafeen",))
    peter = world.account("peter", Role.SKP_WORKER, at=("Parasollen",))
    for alias, name in (("Åse fra havnen", ""), ("", "Søren Bæk"), ("Æda", "Renée Østergaard"), ("50%_", "")):
        world.citizen(alias, by=lis, full_name=name)
    world.citizen("Åse fra havnen nr. 2", by=otto, at="BorgerCafeen")
    world.citizen("Søren Bæk den anden", by=peter, at="Parasollen")
    return world.browser("lis")


def test_ones_own_are_found_by_the_beginning_of_any_word_and_nobody_elses(lis: Browser) -> None:
    for typed, expected in {
        "Åse": ["Åse fra havnen"],
        "aase": ["Åse fra havnen"],
        "A\u030ase": ["Åse fra havnen"],
        "havnen ås": ["Åse fra havnen"],
        "hav": ["Åse fra havnen"],
        "avnen": [],
        "soeren": ["Søren Bæk"],
        "baek sø": ["Søren Bæk"],
        "renee": ["Æda"],
        "aeda": ["Æda"],
        "åse bæk": [],
        "50": ["50%_"],
        "%%": [],
        "__": [],
        "' OR 1=1": [],
    }.items():
        assert (typed, _found(lis, typed)) == (typed, expected)


def test_of_too_many_those_come_first_who_are_called_what_was_typed(world: World) -> None:
    lis = world.account("lis", Role.SKP_WORKER)
    for number in range(MOST_HITS + 1):
        world.citizen(f"Bodil Bodilsen {number}", by=lis)
    world.citizen("Åse Bo", by=lis)
    world.citizen("Bo fra havnen", by=lis)
    browser = world.browser("lis")
    found = _found(browser, "bo")
    assert (len(found), {"Åse Bo", "Bo fra havnen"} <= set(found)) == (MOST_HITS, True)
    assert len(_found(browser, "bodil 1")) == 11
    assert _found(browser, "1 bod 11") == ["Bodil Bodilsen 11"]
    form = browser.get("/citizens/").form("/citizens/search")
    for typed, more in (("bo", True), ("bodil 1", False)):
        form["q"] = typed
        assert (typed, "Der er flere." in form.submit(**HTMX)) == (typed, more)


def test_each_centre_and_controller_finds_its_own_namesake(world: World, lis: Browser) -> None:
    world.account("karim", Role.CASEWORKER, at=("Parasollen", "Regnbuen"))
    assert _found(world.browser("otto"), "åse") == ["Åse fra havnen nr. 2"]
    assert _found(world.browser("peter"), "søren") == ["Søren Bæk den anden"]
    assert _found(world.browser("karim"), "søren") == ["Søren Bæk"]


def test_a_search_of_one_letter_finds_nobody_and_says_why(lis: Browser) -> None:
    form = lis.get("/citizens/").form("/citizens/search")
    form["q"] = "å"
    page = form.submit()
    assert ("Skriv mindst to bogstaver." in page, "Åse" in page.soup.find(id="found").get_text()) == (True, False)
