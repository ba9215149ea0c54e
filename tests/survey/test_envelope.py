"""An envelope tells nothing to whoever has no key, and nothing by how it looks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import envelope

PRIVATE, PUBLIC = envelope.new_pair()
OTHER, _ = envelope.new_pair()


@given(st.binary(max_size=255), st.binary(max_size=20))
def test_what_was_sealed_is_opened_again(content: bytes, about: bytes) -> None:
    sealed = envelope.seal(PUBLIC, content, about=about)
    assert envelope.open(PRIVATE, sealed, about=about) == content


def test_every_envelope_has_337_bytes_and_none_is_like_another() -> None:
    sealed = [envelope.seal(PUBLIC, content) for content in (b"", b"a", b"a", b"\x80" * 255)]
    assert [len(one) for one in sealed] == [envelope.SEALED] * 4 == [337] * 4
    assert len({one[:65] for one in sealed}) == len({one[65:] for one in sealed}) == 4


def test_another_size_is_another_length() -> None:
    sealed = envelope.seal(PUBLIC, b"x" * 4000, size=4096)
    assert (len(sealed), envelope.open(PRIVATE, sealed)) == (4096 + 81, b"x" * 4000)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="255 fit in"):
        envelope.seal(PUBLIC, b"x" * 256)


def test_neither_another_key_nor_another_matter_opens_it() -> None:
    sealed = envelope.seal(PUBLIC, b"hello", about=b"2026-Q4")
    for key, about in ((OTHER, b"2026-Q4"), (PRIVATE, b"2026-Q3"), (PRIVATE, b"")):
        with pytest.raises(envelope.NotOpened):
            envelope.open(key, sealed, about=about)


def test_an_envelope_of_which_a_single_bit_was_changed_is_not_opened() -> None:
    sealed = envelope.seal(PUBLIC, b"hello")
    for place in range(0, len(sealed) * 8, 7):
        changed = bytearray(sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(envelope.NotOpened):
            envelope.open(PRIVATE, bytes(changed))


@given(st.binary(max_size=400))
def test_anything_else_is_not_opened_either(bytes_: bytes) -> None:
    with pytest.raises(envelope.NotOpened):
        envelope.open(PRIVATE, bytes_)


def test_a_point_beside_the_curve_is_no_public_key() -> None:
    beside = PUBLIC[:64] + bytes([PUBLIC[64] ^ 1])
    assert envelope.is_public_key(PUBLIC)
    for no_key in (b"", beside, PUBLIC[:64], PUBLIC + b"x", b"\x02" + PUBLIC[1:33], b"\x00" * 65):
        assert not envelope.is_public_key(no_key)
        with pytest.raises(ValueError, match=r".*"):
            envelope.seal(no_key, b"hello")


def test_the_public_key_follows_from_the_private_one() -> None:
    assert envelope.public_of(PRIVATE) == PUBLIC
    for no_key in (b"", b"\0" * 32, b"\xff" * 32, PRIVATE[:31]):
        with pytest.raises(ValueError, match=r".*"):
            envelope.public_of(no_key)


@given(st.binary(max_size=400))
def test_bytes_as_text_come_back(raw: bytes) -> None:
    assert envelope.bytes_of(envelope.text_of(raw)) == raw


@pytest.mark.parametrize("text", ["a", "ab=", "ab==", "a b", "æ", "a+b/", "ab\n", "AB", "A" * 5])
def test_a_text_that_is_written_in_another_way_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not base64"):
        envelope.bytes_of(text)
