"""The invented citizens: numbers only, no database."""

import random
from collections import Counter
from datetime import date

from app.demo import population


def test_every_telling_is_the_same_and_every_count_is_the_printed_one() -> None:
    told, again = (population.citizens(random.Random(2016)) for _ in range(2))
    assert told == again
    assert len(told) == population.CITIZENS == 372
    having = Counter(one for citizen in told for one in {each for _, about in citizen.talks for each in about})
    assert having == population.HAVING
    living = Counter(citizen.income for citizen in told)
    assert living == {key: number for key, number in population.LIVING_ON.items() if number}


def test_another_chance_gives_other_people_and_the_same_counts() -> None:
    for seed in (1, 2, 3):
        told = population.citizens(random.Random(seed))
        having = Counter(one for citizen in told for one in {each for _, about in citizen.talks for each in about})
        assert having == population.HAVING


def test_125_have_come_by_the_status_and_nobody_comes_outside_the_period() -> None:
    told = population.citizens(random.Random(2016))
    firsts = [min(day for day, _ in citizen.talks) for citizen in told]
    assert sum(day <= date(2015, 5, 27) for day in firsts) == population.CITIZENS_BY_THE_STATUS == 125
    days = [day for citizen in told for day, _ in citizen.talks]
    assert date(2014, 11, 1) <= min(days)
    assert max(days) <= date(2016, 10, 31)


def test_every_talk_is_about_something_and_no_two_are_called_alike() -> None:
    told = population.citizens(random.Random(2016))
    assert all(about for citizen in told for _, about in citizen.talks)
    called = [citizen.alias or citizen.full_name for citizen in told]
    assert len(set(called)) == len(called)
