"""Registration numbers are recognised however they are typed, and ordinary figures are left alone (rules R11)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import cpr

WORDS = st.text(st.characters(exclude_categories=("Nd", "Cs")), max_size=20)
SEPARATORS = st.sampled_from(["", " ", "-", " - ", "–", ".", "/", "\u00a0", "\u2011", "—"])


@pytest.mark.parametrize(
    "typed",
    [
        "0101901234",
        "010190-1234",
        "010190 1234",
        "010190 - 1234",
        "010190–1234",
        "010190—1234",
        "010190\u20111234",
        "010190\u00a01234",
        "01.01.90-1234",
        "01 01 90 1234",
        "01-01-90-1234",
        "01/01/90-1234",
        "010190 12 34",
        "010190 1 2 3 4",
        "290200-0000",
        "311299-9999",
        "610190-1234",
        "910190-1234",
        "٠١٠١٩٠-١٢٣٤",
        "０１０１９０１２３４",
        "010190\n1234",
    ],
)
def test_it_is_found_however_it_is_typed(typed: str) -> None:
    assert cpr.found_in(typed) == [typed]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ring på 23 45 67 89 efter 12.20",
        "+45 23 45 67 89",
        "004523456789",
        "Vi ses 24.12.2026",
        "24122026",
        "2026-12-24",
        "24.12.26 kl. 12.20",
        "1.234.567,50 kr.",
        "kr. 120590,00",
        "Konto 1234 0101901234567",
        "Faktura 10101901234",
        "320190-1234",
        "011390-1234",
        "300290-1234",
        "310490-1234",
        "000190-1234",
        "600190-1234",
        "920190-1234",
        "010190-123",
        "010190-12345",
        "010190 og 1234",
    ],
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert cpr.found_in(text) == []


def test_every_number_in_a_text_is_named_as_it_was_typed_in_its_order() -> None:
    text = "Ib (010190-1234) og Lone 0202852345 kom; ring 23 45 67 89."
    assert cpr.found_in(text) == ["010190-1234", "0202852345"]


@pytest.mark.parametrize(
    "before", ["12 34 56 78 ", "99 ", "45 ", "2026 ", "34 56 ", "Bolig 7, 4. sal, 6100 ", "kl. 12 "]
)
def test_other_figures_in_front_do_not_hide_it(before: str) -> None:
    assert cpr.found_in(f"{before}010190-1234") == ["010190-1234"]


@given(
    st.dates(date(1900, 1, 1), date(2026, 12, 31)), st.booleans(), st.integers(0, 9999), SEPARATORS, SEPARATORS, WORDS
)
def test_any_date_and_four_figures_between_words_are_found(
    born: date, raised: bool, number: int, between: str, inside: str, words: str
) -> None:
    inside = inside.strip()
    day = born.day + 60 * raised
    typed = f"{day:02}{inside}{born.month:02}{inside}{born.year % 100:02}{between}{number:04}"
    assert cpr.found_in(f"{words}{typed} {words}") == [typed]


@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    assert all(found in text for found in cpr.found_in(text))
