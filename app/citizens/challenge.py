"""What people struggle with (SIV-51): twelve challenges, in the order of the source, several at a time."""

from enum import StrEnum


class Challenge(StrEnum):
    """One of the twelve; «other social» also covers letters, bills, digital ID and relationships."""

    JOB = "job"
    REHABILITATION = "rehabilitation"
    EDUCATION = "education"
    MENTAL = "mental"
    HEALTH = "health"
    HOUSING = "housing"
    ALCOHOL = "alcohol"
    CANNABIS = "cannabis"
    OTHER_DRUGS = "other_drugs"
    ECONOMY = "economy"
    OTHER_SOCIAL = "other_social"
    DENTAL = "dental"


ON_THE_FORM = (
    Challenge.ECONOMY,
    Challenge.HOUSING,
    Challenge.JOB,
    Challenge.EDUCATION,
    Challenge.MENTAL,
    Challenge.HEALTH,
    Challenge.DENTAL,
    Challenge.ALCOHOL,
    Challenge.CANNABIS,
    Challenge.OTHER_DRUGS,
    Challenge.REHABILITATION,
    Challenge.OTHER_SOCIAL,
)
"""The fixed order of the chips: what is talked about most stands first; it never moves."""
