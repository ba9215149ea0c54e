"""The rule alone: who may decide what on which day, what a decision must say, who may read it."""

from datetime import date, timedelta

import pytest

from app.decisions.competence import (
    Made,
    Reads,
    Reason,
    Refusal,
    Row,
    decidable,
    deciding,
    may_open_request,
    may_read_decision,
    refuse_incompetent,
    refuse_last_day,
    refuse_replacing,
    refuse_row,
    refuse_words,
)

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
JOBCENTRE, BENEFITS, HANDICAP = 1, 2, 3
GRANT, AGREE = 10, 11


def _why(*call: object, **named: object) -> Reason | None:
    rule, *rest = call
    try:
        rule(*rest, **named)
    except Refusal as refusal:
        return refusal.reason
    return None


def test_a_row_holds_from_its_first_day_to_its_last_and_on_no_other() -> None:
    row = Row(BENEFITS, GRANT, TODAY - DAY, TODAY + DAY)
    days = [TODAY + DAY * offset for offset in range(-3, 4)]
    assert [row.holds_on(day) for day in days] == [False, False, True, True, True, False, False]
    assert Row(BENEFITS, GRANT, TODAY, None).holds_on(date(2999, 1, 1))


@pytest.mark.parametrize(
    ("plan", "held", "chosen", "why"),
    [
        ([Row(BENEFITS, GRANT, TODAY, None)], {BENEFITS}, BENEFITS, None),
        ([Row(BENEFITS, GRANT, TODAY, TODAY)], {BENEFITS, JOBCENTRE}, BENEFITS, None),
        ([Row(BENEFITS, GRANT, TODAY - DAY, TODAY - DAY)], {BENEFITS}, BENEFITS, Reason.NOT_IN_THE_PLAN),
        ([Row(BENEFITS, GRANT, TODAY + DAY, None)], {BENEFITS}, BENEFITS, Reason.NOT_IN_THE_PLAN),
        ([Row(BENEFITS, AGREE, TODAY, None)], {BENEFITS}, BENEFITS, Reason.NOT_IN_THE_PLAN),
        ([Row(JOBCENTRE, GRANT, TODAY, None)], {BENEFITS}, BENEFITS, Reason.NOT_IN_THE_PLAN),
        ([Row(BENEFITS, GRANT, TODAY, None)], {JOBCENTRE}, BENEFITS, Reason.NOT_THERE_FOR_IT),
        ([Row(BENEFITS, GRANT, TODAY, None)], set(), BENEFITS, Reason.NOT_THERE_FOR_IT),
        ([], {BENEFITS}, BENEFITS, Reason.NOT_IN_THE_PLAN),
    ],
)
def test_only_the_department_that_the_plan_names_today_and_that_one_is_there_for(
    plan: list[Row], held: set[int], chosen: int, why: Reason | None
) -> None:
    assert _why(refuse_incompetent, GRANT, chosen, plan, held, TODAY) == why


def test_the_rule_agrees_with_itself_on_every_day_of_a_year() -> None:
    plan = [
        Row(BENEFITS, GRANT, TODAY, TODAY + DAY * 9),
        Row(BENEFITS, GRANT, TODAY + DAY * 20, None),
        Row(JOBCENTRE, AGREE, TODAY - DAY * 5, TODAY + DAY * 3),
    ]
    asked = 0
    for offset in range(-30, 336):
        day = TODAY + DAY * offset
        for kind in (GRANT, AGREE):
            for department in (JOBCENTRE, BENEFITS, HANDICAP):
                may = _why(refuse_incompetent, kind, department, plan, {department}, day) is None
                assert may == (department in deciding(kind, plan, day)) == (kind in decidable({department}, plan, day))
                asked += 1
    print(f"{asked} questions, one answer each")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"text": "Jakke", "is_benefit": True, "amount": 1, "reason": None}, None),
        ({"text": "Bostøtte", "is_benefit": False, "amount": None, "reason": None}, None),
        ({"text": " \n", "is_benefit": False, "amount": None, "reason": None}, Reason.NO_TEXT),
        ({"text": "Jakke", "is_benefit": True, "amount": None, "reason": None}, Reason.AMOUNT_MISSING),
        ({"text": "Bostøtte", "is_benefit": False, "amount": 1, "reason": None}, Reason.AMOUNT_NOT_MEANT),
        ({"text": "Jakke", "is_benefit": True, "amount": 1, "reason": " "}, Reason.NO_REASON),
    ],
)
def test_a_decision_says_what_and_a_single_benefit_how_much(words: dict[str, object], why: Reason | None) -> None:
    assert _why(refuse_words, words.pop("text"), **words) == why


def test_a_department_replaces_its_own_decisions_once_and_those_of_one_that_is_closed() -> None:
    assert _why(refuse_replacing, BENEFITS, BENEFITS, is_closed=False, is_replaced=False) is None
    assert _why(refuse_replacing, JOBCENTRE, BENEFITS, is_closed=False, is_replaced=False) is Reason.ANOTHERS
    assert _why(refuse_replacing, JOBCENTRE, BENEFITS, is_closed=True, is_replaced=False) is None
    assert _why(refuse_replacing, BENEFITS, BENEFITS, is_closed=False, is_replaced=True) is Reason.REPLACED


def test_a_row_is_added_from_today_in_order_and_once_at_a_time() -> None:
    before = [Row(BENEFITS, GRANT, TODAY, TODAY + DAY * 5)]
    assert _why(refuse_row, Row(BENEFITS, GRANT, TODAY + DAY * 6, None), before, TODAY) is None
    assert _why(refuse_row, Row(JOBCENTRE, GRANT, TODAY, None), before, TODAY) is None
    assert _why(refuse_row, Row(BENEFITS, AGREE, TODAY, None), before, TODAY) is None
    assert _why(refuse_row, Row(BENEFITS, GRANT, TODAY + DAY * 5, None), before, TODAY) is Reason.OVERLAPS
    assert _why(refuse_row, Row(BENEFITS, GRANT, TODAY - DAY, None), [], TODAY) is Reason.IN_THE_PAST
    assert _why(refuse_row, Row(BENEFITS, GRANT, TODAY + DAY, TODAY), [], TODAY) is Reason.ENDS_BEFORE
    mistake = Row(BENEFITS, GRANT, TODAY, TODAY - DAY)
    assert _why(refuse_row, Row(BENEFITS, GRANT, TODAY, None), [mistake], TODAY) is None


def test_a_row_ends_yesterday_at_the_earliest_and_what_has_ended_stays_ended() -> None:
    row = Row(BENEFITS, GRANT, TODAY - DAY * 30, None)
    assert _why(refuse_last_day, row, TODAY - DAY, TODAY) is None
    assert _why(refuse_last_day, row, TODAY + DAY * 30, TODAY) is None
    assert _why(refuse_last_day, row, TODAY - DAY * 2, TODAY) is Reason.IN_THE_PAST
    ended = Row(BENEFITS, GRANT, TODAY - DAY * 30, TODAY - DAY)
    assert _why(refuse_last_day, ended, TODAY, TODAY) is Reason.ENDED
    assert not Row(BENEFITS, GRANT, TODAY, TODAY - DAY).holds_on(TODAY)


def test_a_decision_is_read_by_its_department_the_decider_those_present_and_by_consent() -> None:
    made = Made(BENEFITS, decided_by_id=1, present=frozenset({2}), citizen_id=5)
    readers = {
        "the department": Reads(9, frozenset({BENEFITS})),
        "the decider, in another department now": Reads(1, frozenset({JOBCENTRE})),
        "somebody present": Reads(2),
        "by consent": Reads(9, frozenset({JOBCENTRE}), shared=frozenset({(5, BENEFITS)})),
        "another department": Reads(9, frozenset({JOBCENTRE, HANDICAP})),
        "consent for another department": Reads(9, shared=frozenset({(5, JOBCENTRE)})),
        "consent of another citizen": Reads(9, shared=frozenset({(6, BENEFITS)})),
        "a host": Reads(9),
    }
    assert [name for name, reader in readers.items() if may_read_decision(reader, made)] == [
        "the department",
        "the decider, in another department now",
        "somebody present",
        "by consent",
    ]


def test_a_request_is_for_those_involved_their_cover_and_their_departments() -> None:
    involved, departments = {1, 2}, frozenset({BENEFITS})
    assert may_open_request(Reads(1), involved, departments, frozenset())
    assert may_open_request(Reads(7), involved, departments, frozenset({2}))
    assert may_open_request(Reads(7, frozenset({BENEFITS})), involved, departments, frozenset())
    assert not may_open_request(Reads(7, frozenset({JOBCENTRE})), involved, departments, frozenset({8}))
