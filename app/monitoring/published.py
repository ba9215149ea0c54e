"""What Haderslev printed, in whole percent, to lay beside what the program counts.

Source: the project's «Vidensdokument» of 2017: challenges and income on page 10 (as of 31 October 2016), their groups
in the summary on page 5. The two are of different dates, and no union of the rows of page 10 gives 12, 30 or 31.
Once or ongoing is what the caseworkers reckoned of those who came to them, not a count.
"""

from collections.abc import Mapping
from datetime import date

FIRST, LAST = date(2014, 11, 1), date(2016, 10, 31)
CITIZENS = 372
CITIZENS_BY_27_MAY_2015 = 125

PRINTED: Mapping[str, Mapping[str, int]] = {
    "challenges": {
        "job": 13,
        "rehabilitation": 1,
        "education": 4,
        "mental": 21,
        "health": 19,
        "housing": 33,
        "alcohol": 12,
        "cannabis": 5,
        "other_drugs": 6,
        "economy": 62,
        "other_social": 59,
        "dental": 6,
    },
    "challenge_groups": {
        "job_education_rehabilitation": 12,
        "mental": 30,
        "health_dental": 30,
        "alcohol_drugs": 31,
        "economy_housing": 88,
    },
    "income": {
        "unemployment_benefit": 1,
        "student_grant": 1,
        "flex_unemployment_benefit": 1,
        "flex_job": 3,
        "sickness_benefit": 2,
        "cash_or_education_benefit": 58,
        "rehabilitation_benefit": 0,
        "disability_pension": 21,
        "state_pension": 11,
        "friends_and_family": 1,
        "other": 2,
    },
    "income_groups": {"jobcentre": 65, "pension": 33, "other": 2},
    "recurrence": {"one_off": 30, "ongoing": 70},
}
SURVEY: Mapping[str, Mapping[str, int]] = {
    "survey_positive": {"place": 98, "safe": 98, "heard": 97, "mattered": 99, "time": 98},
}
"""SIV-55: how many gave one of the two best answers, by the table of the survey; the summary prints other figures, of
another day (`source`).
"""
