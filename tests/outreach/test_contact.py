"""What is refused as a contact: plain objects and the time, no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.citizens.challenge import ON_THE_FORM, Challenge
from app.outreach.contact import (
    LARGEST_GROUP,
    LONGEST_MINUTES,
    Kind,
    Place,
    Reason,
    Refusal,
    Talk,
    refuse_nonsense,
    refuse_other_controller,
)
from app.outreach.words import EXPLAINED, KINDS, PLACES, REFUSALS

NOW = datetime(2026, 11, 19, 12, 20, tzinfo=UTC)
FINE = Talk(
    kind=Kind.OUTREACH,
    topics=frozenset({Challenge.ECONOMY}),
    place=Place.STREET,
    happened_at=NOW,
    minutes=15,
)


def test_an_ordinary_contact_is_not_refused() -> None:
    refuse_nonsense(FINE, NOW)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"topics": frozenset()}, Reason.NO_TOPIC),
        ({"happened_at": NOW + timedelta(minutes=6)}, Reason.IN_THE_FUTURE),
        ({"happened_at": NOW - timedelta(days=367)}, Reason.TOO_LONG_AGO),
        ({"people": 0}, Reason.GROUP_SIZE),
        ({"people": LARGEST_GROUP + 1}, Reason.GROUP_SIZE),
        ({"minutes": 0}, Reason.LENGTH),
        ({"minutes": LONGEST_MINUTES + 1}, Reason.LENGTH),
    ],
)
def test_each_kind_of_nonsense_is_refused_with_its_reason(changed: dict[str, object], reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_nonsense(replace(FINE, **changed), NOW)
    assert refused.value.reason is reason


def test_clocks_may_differ_a_little_and_last_year_is_not_too_long_ago() -> None:
    refuse_nonsense(replace(FINE, happened_at=NOW + timedelta(minutes=5)), NOW)
    refuse_nonsense(replace(FINE, happened_at=NOW - timedelta(days=366)), NOW)


@given(st.integers(), st.integers())
def test_two_controllers_never_mix(one: int, other: int) -> None:
    if one == other:
        refuse_other_controller(one, other)
    else:
        with pytest.raises(Refusal) as refused:
            refuse_other_controller(one, other)
        assert refused.value.reason is Reason.ANOTHER_CONTROLLER


def test_every_value_has_its_words_and_every_challenge_its_place_on_the_form() -> None:
    assert set(KINDS) == set(Kind)
    assert set(EXPLAINED) == {kind.value for kind in Kind}
    assert set(PLACES) == set(Place)
    assert set(REFUSALS) == set(Reason)
    assert sorted(ON_THE_FORM) == sorted(Challenge)
