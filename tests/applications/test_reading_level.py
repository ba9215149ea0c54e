"""The citizens' pages are easy to read: LIX 30 or lower, by whole sentences.

LIX (Carl-Hugo Björnsson, 1968) is the words of a sentence on average, and the share of words over six letters in per
cent. Headings, buttons and labels are left out: they are short, and would flatter the figure. So is what people wrote.
"""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from app.activities.words import REFUSALS as OF_ACTIVITIES
from app.applications.application import State
from app.applications.words import REFUSALS, STATES, WHAT_NOW
from app.peers.words import REFUSALS as OF_PEERS
from app.picture import REFUSALS as OF_PICTURES
from app.workshops.words import REFUSALS as OF_WORKSHOPS
from tests.applications.at_door import tablet
from tests.applications.citizens_pages import PAGES
from tests.make import World

MOST = 30
BLOCKS = ("p", "li", "h1", "h2", "h3", "dt", "dd", "label", "figcaption", "td", "th", "legend", "small", "summary")
LEFT_OUT = "script, style, template, header, footer, .v-written, .v-code, .v-demo, #failure, #quiet, [hidden]"
_SENTENCE = re.compile(r"[^.?!]+[.?!]+")
_WORD = re.compile(r"[^\W\d_]+")


def sentences(html: str) -> list[str]:
    """The whole sentences of a page, block by block."""
    soup = BeautifulSoup(html, "html.parser")
    for thing in soup.select(LEFT_OUT):
        thing.decompose()
    found = []
    for block in soup.find_all(BLOCKS):
        if block.find(BLOCKS) is None:
            text = re.sub(r"(?<=\d)[.,](?=\d)", "", block.get_text(" ", strip=True))
            found += [one.strip() for one in _SENTENCE.findall(text) if _WORD.search(one)]
    return found


def lix(found: list[str]) -> float:
    """The LIX of these sentences."""
    words = [word for one in found for word in _WORD.findall(one)]
    return len(words) / len(found) + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_lix_is_what_it_is_by_hand() -> None:
    assert sentences("<h1>Overskrift</h1><p>Vi bager brød. Det koster 1.250,50 kr. <b>Udvalget</b> siger ja!</p>") == [
        "Vi bager brød.", "Det koster 125050 kr.", "Udvalget siger ja!"
    ]  # fmt: skip
    assert lix(["Vi bager brød.", "Udvalget siger ja!"]) == pytest.approx(3 + 100 / 6)


def test_a_hard_page_is_found_out() -> None:
    hard = "<p>Ansøgninger, der modtages efter fristens udløb, behandles først på udvalgets efterfølgende møde.</p>"
    assert lix(sentences(hard)) > 50


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.__name__)
def test_every_page_that_citizens_read_is_easy(world: World, shown: object) -> None:
    measured = {name: lix(sentences(page.text)) for name, page in shown(world, tablet(world))}
    assert measured
    print(f"LIX: {min(measured.values()):.0f} to {max(measured.values()):.0f} on {len(measured)} pages")
    assert {name: round(figure, 1) for name, figure in measured.items() if figure > MOST} == {}


def test_every_sentence_that_says_why_is_easy_too() -> None:
    said = {state: WHAT_NOW[state] for state in State if state in WHAT_NOW}
    for words in (REFUSALS, OF_PICTURES, OF_ACTIVITIES, OF_PEERS, OF_WORKSHOPS, said):
        assert lix(sentences("".join(f"<p>{sentence}</p>" for sentence in words.values()))) <= MOST
    assert set(STATES) == set(State)
