"""Money as people write it: whole øre, and a sentence for what is no amount."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form

from app.money import MOST, REFUSALS, KronerField, Reason, Refusal, ore_of, written


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        ("1.234,50", 123_450),
        ("1234,50", 123_450),
        ("1 234,50", 123_450),
        ("1\N{NO-BREAK SPACE}234,50", 123_450),
        ("1234", 123_400),
        ("1.234", 123_400),
        ("0,01", 1),
        ("500,5", 50_050),
        ("500,-", 50_000),
        ("  kr. 500 ", 50_000),
        ("500 kr.", 50_000),
        ("500 kroner", 50_000),
        ("1.000.000", MOST),
        ("0001", 100),
    ],
)
def test_what_people_write_is_read_to_the_ore(typed: str, ore: int) -> None:
    assert ore_of(typed) == ore


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("-500", Reason.NOT_ABOVE_NOTHING),
        ("−1.234,50", Reason.NOT_ABOVE_NOTHING),
        ("0", Reason.NOT_ABOVE_NOTHING),
        ("0,00 kr.", Reason.NOT_ABOVE_NOTHING),
        ("1.000.000,01", Reason.TOO_MUCH),
        ("999999999999", Reason.TOO_MUCH),
        ("12.50", Reason.NO_AMOUNT),
        ("1.23", Reason.NO_AMOUNT),
        ("1,234.50", Reason.NO_AMOUNT),
        ("1.2345", Reason.NO_AMOUNT),
        ("12,345", Reason.NO_AMOUNT),
        ("1e6", Reason.NO_AMOUNT),
        ("NaN", Reason.NO_AMOUNT),
        ("١٢٣", Reason.NO_AMOUNT),
        ("9" * 10_000, Reason.NO_AMOUNT),
        ("=1+1", Reason.NO_AMOUNT),
        ("mange penge", Reason.NO_AMOUNT),
        ("", Reason.NO_AMOUNT),
    ],
)
def test_what_is_no_amount_is_refused_for_its_own_reason(typed: str, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        ore_of(typed)
    assert refused.value.reason is reason


@pytest.mark.parametrize(("ore", "words"), [(1, "0,01"), (150_000, "1.500,00"), (123_456_789, "1.234.567,89")])
def test_an_amount_is_written_as_it_can_be_read_again(ore: int, words: str) -> None:
    assert written(ore) == words
    if ore <= MOST:
        assert ore_of(words) == ore


def test_nothing_is_below_nothing() -> None:
    with pytest.raises(ValueError, match="below nothing"):
        written(-1)


class _Money(Form):
    amount = KronerField("Beløb")


def test_a_field_keeps_what_was_typed_and_says_what_is_wrong(app: Flask) -> None:
    with app.test_request_context():
        form = _Money(MultiDict({"amount": "12.50"}))
        assert form.validate() is False
        assert form.amount.errors == [str(REFUSALS[Reason.NO_AMOUNT])]
        assert 'value="12.50"' in str(form.amount())
        good = _Money(MultiDict({"amount": "1.234,50"}))
        assert good.validate() is True
        assert good.amount.data == 123_450
        empty = _Money(MultiDict({"amount": "  "}))
        assert (empty.validate(), empty.amount.data) == (True, None)
        assert 'value="1.234,50"' in str(_Money(data={"amount": 123_450}).amount())
