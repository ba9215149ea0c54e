"""The rules of an application, without a database: steps, days, money, who can stand as applicant, and codes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.applications.application import (
    KEPT_FOR,
    MOST_ASKED,
    NEXT,
    WAITING,
    Known,
    Line,
    Reason,
    Refusal,
    State,
    is_forgotten,
    names_in,
    refuse_applicants,
    refuse_days,
    refuse_lines,
    refuse_people,
    refuse_step,
)
from app.applications.application import folded as folded_name
from app.applications.code import folded
from app.applications.words_of_codes import WORDS

TODAY = date(2026, 11, 30)
KNOWN = Known(staff={folded_name("Tom Riis"), folded_name("Åse Bang")}, members={folded_name("Bo Andersen")})


def test_every_state_has_its_next_ones_and_what_is_decided_stays_so() -> None:
    assert set(NEXT) == set(State)
    assert {state for state in State if not NEXT[state]} == {State.GRANTED, State.DECLINED, State.WITHDRAWN}
    assert {state for state in State if State.GRANTED in NEXT[state]} == {State.SENT}
    assert {state for state in State if State.WITHDRAWN in NEXT[state]} == {State.DRAFT, *WAITING}
    for state in State:
        for to in State:
            if to not in NEXT[state]:
                with pytest.raises(Refusal):
                    refuse_step(state, to)


@pytest.mark.parametrize(
    ("applicants", "reason"),
    [
        ("tom  RIIS", Reason.IS_STAFF),
        ("Ida\nTom Riis", Reason.IS_STAFF),
        ("Ida, Kalle og Tom Riis", Reason.IS_STAFF),
        ("Ida og Bo Andersen", Reason.IS_A_MEMBER),
        ("Åse Bang", Reason.IS_STAFF),
        ("Ａase Bang, Tom Riis", Reason.IS_STAFF),
        ("(Tom Riis)", Reason.IS_STAFF),
        ("Tom R\u200bi\u00adis", Reason.IS_STAFF),
        ("1. Ida 2. Tom Riis", Reason.IS_STAFF),
        ("Ida | Tom Riis | Kalle", Reason.IS_STAFF),
        ("Ida – Tom Riis", Reason.IS_STAFF),
        ("Ida med Tom Riis", Reason.IS_STAFF),
        ("• Tom Riis", Reason.IS_STAFF),
        ("«Tom Riis» [SKP]", Reason.IS_STAFF),
        (" , og ", Reason.NO_NAMES),
        ("", Reason.NO_NAMES),
    ],
)
def test_a_user_of_the_program_is_no_applicant(applicants: str, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_applicants(applicants, KNOWN)
    assert refused.value.reason is reason


@pytest.mark.parametrize("applicants", ["Ida", "Tom", "Tom Riisgaard", "Ida\nHam fra havnen", "Olga og Georg"])
def test_whole_names_are_compared(applicants: str) -> None:
    refuse_applicants(applicants, KNOWN)


def test_names_are_taken_apart_where_people_set_them_apart() -> None:
    assert names_in("Ida Holm, Bo & Karim\n- Olga og Georg;") == ["Ida Holm", "Bo", "Karim", "Olga", "Georg"]


@pytest.mark.parametrize(
    ("starts", "lasts", "reason"),
    [
        (1, -1, Reason.ENDS_FIRST),
        (-1, 5, Reason.BEGAN_ALREADY),
        (800, 5, Reason.TOO_FAR),
        (5, 400, Reason.TOO_LONG),
        (0, 0, None),
        (5, 365, None),
    ],
)
def test_days_come_in_order_and_are_still_to_come(starts: int, lasts: int, reason: Reason | None) -> None:
    first = TODAY + timedelta(days=starts)
    if reason is None:
        refuse_days(first, first + timedelta(days=lasts), TODAY)
        return
    with pytest.raises(Refusal) as refused:
        refuse_days(first, first + timedelta(days=lasts), TODAY)
    assert refused.value.reason is reason


def test_money_is_for_a_group_and_for_something() -> None:
    for rule, reason in (
        (lambda: refuse_people(1), Reason.NOT_A_GROUP),
        (lambda: refuse_people(-3), Reason.NOT_A_GROUP),
        (lambda: refuse_lines([]), Reason.NO_LINES),
        (lambda: refuse_lines([Line("Hus", MOST_ASKED), Line("Have", 1)]), Reason.TOO_MUCH),
    ):
        with pytest.raises(Refusal) as refused:
            rule()
        assert refused.value.reason is reason
    refuse_people(2)
    refuse_lines([Line("Hus", MOST_ASKED)])


def test_a_draft_is_kept_for_thirty_days_after_its_last_word() -> None:
    assert not is_forgotten(TODAY - KEPT_FOR, TODAY)
    assert is_forgotten(TODAY - KEPT_FOR - timedelta(days=1), TODAY)


def test_there_are_over_five_hundred_words_and_no_two_are_written_alike() -> None:
    assert len(WORDS) >= 512
    assert len({folded(word) for word in WORDS}) == len(WORDS)
    assert all(folded(word) == (folded(word)[0],) and len(folded(word)[0]) <= 12 for word in WORDS)


@given(st.permutations(["båd", "æble", "gelé"]), st.sampled_from([" ", "  ", "-", ", ", "\n", "·"]), st.booleans())
def test_a_code_is_the_same_however_it_is_written(words: list[str], between: str, loud: bool) -> None:
    written = between.join(words)
    assert folded(written.upper() if loud else written) == ("aeble", "baad", "gele")
    assert folded("baad aeble gele") == folded("båd æble gelé")
