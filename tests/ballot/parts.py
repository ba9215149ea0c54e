"""What `make ballot-audit` does, in order. A new search is a function that yields figures, and one line here."""

from tests.ballot.bytes_kept import bytes_kept
from tests.ballot.columns import columns
from tests.ballot.once import once
from tests.ballot.order import order
from tests.ballot.refusal import refusal
from tests.torture.parts import Part

PARTS = [
    Part("columns", columns),
    Part("order", order, usual=200, short=80, setting="ORDERED"),
    Part("once", once, usual=1000, short=100, setting="REDEEMED"),
    Part("refusal", refusal),
    Part("marks", bytes_kept, usual=200, short=12, setting="ANSWERS"),
]
