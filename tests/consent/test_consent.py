"""What a consent is: specific, never closing, opening nothing once it is taken back."""

from dataclasses import replace
from datetime import date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.citizens.reading import Information, Owner
from app.consent.consent import (
    MONTHS,
    NotKept,
    Problem,
    Review,
    Side,
    Terms,
    age_on,
    asked_again_on,
    opens_to,
    refuse_empty,
    refuse_second_withdrawal,
)
from app.consent.words import KIND_CHOICES, KINDS, PROBLEMS, REVIEWS

JOBCENTRE, BENEFITS = Owner(1), Owner(2)
REGNBUEN = Owner(centre_id=1, controller_id=1)
EVERYBODY = (JOBCENTRE, BENEFITS, REGNBUEN)
YES = Terms(frozenset({Information.GENERAL}), frozenset({JOBCENTRE}), frozenset({BENEFITS}))

PARTIES = st.frozensets(st.sampled_from(EVERYBODY))
TERMS = st.builds(Terms, st.frozensets(st.sampled_from(Information)), PARTIES, PARTIES, st.booleans())


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        (replace(YES, informations=frozenset()), Problem.NOTHING),
        (replace(YES, owners=frozenset()), Problem.NOBODY_FROM),
        (replace(YES, readers=frozenset()), Problem.NOBODY_TO),
        (replace(YES, readers=frozenset({JOBCENTRE})), Problem.ONLY_THEMSELVES),
    ],
)
def test_a_consent_that_is_not_specific_is_none(terms: Terms, problem: Problem) -> None:
    with pytest.raises(NotKept) as refused:
        refuse_empty(terms)
    assert refused.value.problem is problem


def test_two_may_read_each_other() -> None:
    both = frozenset({JOBCENTRE, BENEFITS})
    refuse_empty(Terms(frozenset(Information), both, both))


def test_it_is_taken_back_once() -> None:
    refuse_second_withdrawal(None)
    with pytest.raises(NotKept) as refused:
        refuse_second_withdrawal(datetime(2026, 11, 22))
    assert refused.value.problem is Problem.ALREADY_WITHDRAWN


@pytest.mark.parametrize(("kind", "owner", "reader"), list(product(Information, EVERYBODY, EVERYBODY)))
def test_it_opens_its_kinds_of_its_owners_to_its_readers(kind: Information, owner: Owner, reader: Owner) -> None:
    terms = Terms(frozenset({kind}), frozenset({owner}), frozenset({reader}))
    for party in EVERYBODY:
        opened = opens_to(frozenset({party}), [terms])
        assert opened == (frozenset({(owner, kind)}) if party == reader else frozenset())
        assert opens_to(frozenset({party}), [replace(terms, withdrawn=True)]) == frozenset()
    assert opens_to(frozenset(), [terms]) == frozenset()


@given(PARTIES, st.lists(TERMS, max_size=4), TERMS)
def test_one_more_consent_never_closes_anything(parties: frozenset[Owner], before: list[Terms], more: Terms) -> None:
    assert opens_to(parties, before) <= opens_to(parties, [*before, more])


@given(PARTIES, st.lists(TERMS, min_size=1, max_size=4), st.data())
def test_taking_one_back_never_opens_anything(
    parties: frozenset[Owner], consents: list[Terms], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(consents) - 1))
    after = [replace(one, withdrawn=one.withdrawn or at == place) for at, one in enumerate(consents)]
    assert opens_to(parties, after) <= opens_to(parties, consents)
    assert opens_to(parties, [replace(one, withdrawn=True) for one in consents]) == frozenset()


@pytest.mark.parametrize(
    ("review", "today", "expected"),
    [
        (Review.HALF_A_YEAR, date(2026, 8, 31), date(2027, 2, 28)),
        (Review.HALF_A_YEAR, date(2026, 6, 30), date(2026, 12, 30)),
        (Review.HALF_A_YEAR, date(2026, 11, 22), date(2027, 5, 22)),
        (Review.A_YEAR, date(2028, 2, 29), date(2029, 2, 28)),
        (Review.A_YEAR, date(2026, 12, 31), date(2027, 12, 31)),
        (Review.NEVER, date(2026, 12, 31), None),
    ],
)
def test_the_day_to_ask_again_is_counted_in_whole_months(review: Review, today: date, expected: date | None) -> None:
    assert asked_again_on(review, today) == expected


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (date(2008, 11, 22), date(2026, 11, 21), 17),
        (date(2008, 11, 22), date(2026, 11, 22), 18),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_age_in_whole_years(born: date, today: date, years: int) -> None:
    assert age_on(born, today) == years


def test_everything_that_can_be_chosen_or_refused_has_its_words() -> None:
    assert (set(KINDS), set(KIND_CHOICES), set(REVIEWS), set(PROBLEMS)) == (
        set(Information), set(Information), set(Review), set(Problem),
    )  # fmt: skip
    assert set(MONTHS) == set(Review)
    assert [side.value for side in Side] == ["from", "to"]
