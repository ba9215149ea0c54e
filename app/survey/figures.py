"""What a survey's result is made of: groupings, answers, and the figures that may be shown. Plain words."""

from enum import StrEnum


class Grouping(StrEnum):
    """By what a table is grouped; the two last are never crossed."""

    EVERYBODY = "everybody"
    CENTRE = "centre"
    EFFORT = "effort"


class Figure(StrEnum):
    """A figure of one question: how many answered it; each of the five answers; the three kinds of answer; or only
    that at least so many percent answered positively.
    """

    ANSWERED = "answered"
    VERY_HIGH = "very_high"
    HIGH = "high"
    NEUTRAL = "neutral"
    LOW = "low"
    VERY_LOW = "very_low"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    AT_LEAST = "at_least"


ANSWERS = (Figure.VERY_HIGH, Figure.HIGH, Figure.NEUTRAL, Figure.LOW, Figure.VERY_LOW)
"""The five answers, best first; in an envelope they are the numbers 1 to 5."""
