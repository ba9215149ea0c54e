"""The survey's page as it is sent: small, in six whole languages, with a code that a phone can read, and no cookie."""

import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from app import qr
from app.config import BadSetting, settings
from app.survey import handover, queries
from app.survey.phrases import FOLDER, LANGUAGES
from app.survey.views import spoken_of
from tests.browser_without_script import Browser
from tests.make import World
from tests.survey.quarters import published

STATIC = Path(__file__).parents[2] / "static"
MOST = 40_000
"""Bytes, compressed: page, style, scripts and what is asked."""
NOT_ON_SCREEN = ("slip", "paper_")


def test_every_language_says_everything_and_puts_in_the_same_numbers() -> None:
    danish = LANGUAGES["da"]
    assert {path.stem for path in FOLDER.glob("*.json")} == set(LANGUAGES) == {"da", "en", "de", "pl", "uk", "ar"}
    for code, language in LANGUAGES.items():
        assert (code, set(language.phrases)) == (code, set(danish.phrases))
        assert (code, len(set(language.grades))) == (code, 5)
        assert (code, language.dir) == (code, "rtl" if code == "ar" else "ltr")
        for name, phrase in language.phrases.items():
            numbers = [sorted(re.findall(r"{\w+}", one)) for one in (phrase, danish.phrases[name])]
            assert (code, name, numbers[0], phrase.strip()) == (code, name, numbers[1], phrase)
            assert phrase, (code, name)
            assert "kiosk" not in phrase.lower(), (code, name)


def test_the_letters_of_each_language_are_its_own() -> None:
    letters = {"uk": "[\u0400-\u04ff]", "ar": "[\u0600-\u06ff]", "pl": "[ąćęłńóśźż]", "de": "[äöüß]", "da": "[æøå]"}
    for code, own in letters.items():
        text = " ".join([*LANGUAGES[code].phrases.values(), *LANGUAGES[code].grades])
        assert re.search(own, text, re.IGNORECASE), code
        others = {name for name, letter in letters.items() if name != code and re.search(letter, text.lower())}
        # Polish, German and Danish share ó, ö and å with nobody here but by name.
        assert others == set(), code


def test_the_script_asks_for_no_phrase_that_is_not_there() -> None:
    script = (STATIC / "survey.js").read_text()
    page = (STATIC.parent / "templates" / "survey" / "survey.html").read_text()
    asked = set(re.findall(r'say\("(\w+)"', script)) | set(re.findall(r'data-say="(\w+)"', page))
    asked |= {name for pair in re.findall(r'reading \? "(\w+)" : "(\w+)"', script) for name in pair}
    there = set(LANGUAGES["da"].phrases)
    assert asked <= there
    unasked = {name for name in there - asked if not name.startswith(NOT_ON_SCREEN)}
    by_name = {name for name in unasked if f'"{name}"' in script or f"phrases.{name}" in page or f"'{name}'" in page}
    assert unasked - by_name == {"language"} - asked


def test_it_weighs_less_than_forty_kilobytes(world: World) -> None:
    published(world.app)
    client = Browser(world.app).client
    answer = client.get("/survey/")
    page = BeautifulSoup(answer.data, "html.parser")
    addresses = [str(one.get("href") or one.get("src")) for one in page.select("link[href], script[src]")]
    names = [address.partition("?")[0] for address in addresses]
    parts = {name: (STATIC.parent / name.lstrip("/")).read_bytes() for name in names}
    with world.saved():
        code = handover.open_ticket(world.centre["Regnbuen"]).code
    parts["page"], parts["asked"] = answer.data, client.post("/survey/ticket", data={"code": code}).data
    weight = {name: len(gzip.compress(part)) for name, part in parts.items()}
    print(f"measured: the survey's page weighs {sum(weight.values())} bytes compressed: {weight}")
    assert {Path(name).name for name in weight} == {"icon.svg", "survey.css", "seal.js", "survey.js", "page", "asked"}
    assert sum(weight.values()) < MOST


def test_without_script_it_says_in_every_language_why_and_offers_paper(world: World) -> None:
    page = Browser(world.app).get("/survey/")
    shown = page.soup.select_one("[data-part=stopped]")
    assert shown is not None
    for code, language in LANGUAGES.items():
        said = shown.select_one(f"p[lang={code}]")
        assert said is not None
        words = re.sub(r"\s+", " ", said.get_text()).strip()
        assert words == f"{language.phrases['unscripted']} {language.phrases['paper']}"
        assert said["dir"] == language.dir
    hidden = {str(part["data-part"]) for part in page.soup.select("[data-part][hidden]")}
    assert hidden >= {"code", "question", "sending", "thanks", "refused", "languages", "choose"}


def test_a_language_in_which_a_question_is_missing_is_not_offered(world: World) -> None:
    with world.app.app_context():
        questions = queries.question_set(date(2026, 10, 1))
        assert set(spoken_of(questions)) == set(LANGUAGES)
        questions.questions[2].texts = [text for text in questions.questions[2].texts if text.language != "pl"]
        assert set(spoken_of(questions)) == set(LANGUAGES) - {"pl"}


def test_a_code_is_drawn_as_squares_with_a_quiet_zone() -> None:
    drawn = qr.drawn("https://sporg.example/survey/#ABCD-EFGH-JKLM")
    squares = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.path):
        squares |= {(int(x) + step, int(y)) for step in range(int(width))}
    finder = {(x, y) for x in range(7) for y in range(7) if {x, y} & {0, 6} or (2 <= x <= 4 and 2 <= y <= 4)}
    last = drawn.side - qr.QUIET - 7
    for left, top in ((qr.QUIET, qr.QUIET), (last, qr.QUIET), (qr.QUIET, last)):
        seen = {(x - left, y - top) for x, y in squares if left <= x < left + 7 and top <= y < top + 7}
        assert seen == finder
    assert all(qr.QUIET <= place < drawn.side - qr.QUIET for square in squares for place in square)
    assert re.fullmatch(r"[Mhvz0-9 -]+", drawn.path)


@pytest.mark.parametrize(
    "address", ["http://a.example/survey/", "https://a.example/", "https:///survey/", "a.example/survey/", "x"]
)
def test_an_address_that_is_not_the_survey_alone_over_https_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadSetting, match="SURVEY_ADDRESS is"):
        settings({"VAEKSTHUS_INSTANCE": str(tmp_path), "SURVEY_ADDRESS": address})


def test_the_phrases_are_plain_text() -> None:
    for code in LANGUAGES:
        kept = json.loads((FOLDER / f"{code}.json").read_text(encoding="utf-8"))
        assert set(kept) == {"name", "dir", "grades", "phrases"}
        assert not [one for one in [*kept["grades"], *kept["phrases"].values()] if "<" in one or "\n" in one]
