"""A quarter is counted when it is over: figures are written down, envelopes and key are gone."""

import itertools
import random
from dataclasses import replace

import pytest

from app import envelope
from app.survey import ballot, keys, messages, recording
from app.survey.ballot import Ballot
from app.survey.figures import Figure
from app.survey.messages import Gone, Made
from app.survey.results import Event, Shown
from app.survey.tally import Tally, counted
from tests.database import one_table
from tests.survey.keyholder import CONTENT, NOON, QUARTER, Keyholder, rows_of

QUESTIONS = ("place", "safe", "heard", "mattered", "time")
BEST, WORST = (1,) * 5, (5,) * 5


def test_what_was_answered_is_counted_by_centre_and_by_effort(keyholder: Keyholder) -> None:
    keyholder.publish()
    health = keyholder.world.effort("Sundhed")
    keyholder.answer(BEST, times=5, effort=health)
    keyholder.answer(BEST, times=5)
    keyholder.answer(WORST, times=6, at="BorgerCafeen", effort=health)
    keyholder.answer((2, 2, 3, 2, 2), times=6, at="BorgerCafeen")
    keyholder.answer(None, times=2)
    for _ in range(3):
        keyholder.ask()
    keyholder.count()
    result = keyholder.result()
    assert (result.outcome, result.asked, result.answered, result.refused, result.not_returned) == (
        Event.COUNTED, 27, 22, 2, 3,
    )  # fmt: skip
    assert result.response_percent == 81
    assert [key for key, _ in result.questions] == list(QUESTIONS)
    assert [row.shown for row in result.everybody] == [Shown.FIVE] * 5
    place, _, heard, *_ = result.everybody
    assert place.figures == {
        Figure.ANSWERED: 22, Figure.VERY_HIGH: 10, Figure.HIGH: 6, Figure.NEUTRAL: 0, Figure.LOW: 0,
        Figure.VERY_LOW: 6, Figure.POSITIVE: 16, Figure.NEGATIVE: 6,
    }  # fmt: skip
    assert (place.positive_percent, heard.percent(Figure.NEUTRAL)) == (73, 27)
    assert {group.member: (group.asked, group.answered, group.refused) for group in result.centres} == {
        keyholder.world.centre["Regnbuen"]: (15, 10, 2),
        keyholder.world.centre["BorgerCafeen"]: (12, 12, 0),
    }
    assert {group.member: group.answered for group in result.efforts} == {health: 11, -1: 11}


def test_nobodys_answers_and_no_envelope_are_left_when_it_is_counted(keyholder: Keyholder) -> None:
    keyholder.publish()
    keyholder.answer(times=12)
    keyholder.count()
    assert keyholder.protocol() == ["published", "closed", "counted", "key_destroyed"]
    assert [rows_of(keyholder.world, table) for table in ("survey_box", "survey_ticket")] == [0, 0]
    assert list(keyholder.folder.iterdir()) == []
    lines = keyholder.result().protocol
    assert [(line.envelopes, line.unopened) for line in lines] == [(None, None), (12, None), (12, 0), (None, None)]


def test_of_nine_answers_nothing_is_counted_and_the_protocol_says_so(keyholder: Keyholder) -> None:
    keyholder.publish()
    keyholder.answer(times=9)
    keyholder.answer(None, times=5)
    keyholder.count()
    result = keyholder.result()
    assert keyholder.protocol() == ["published", "closed", "too_few", "key_destroyed"]
    assert (result.outcome, result.asked, result.answered, result.refused) == (Event.TOO_FEW, 14, None, None)
    assert (result.not_returned, result.response_percent) == (None, None)
    assert rows_of(keyholder.world, "survey_counted") == 0
    assert {row["answered"] for row in one_table(keyholder.world.app, "survey_turnout")} == {None}
    assert [row.shown for row in result.everybody] == [Shown.HIDDEN] * 5


def test_a_small_centre_is_counted_with_the_others(keyholder: Keyholder) -> None:
    keyholder.publish()
    keyholder.answer(BEST, times=12)
    keyholder.answer(BEST, times=7, at="BorgerCafeen")
    keyholder.answer(BEST, times=3, at="Parasollen")
    keyholder.count()
    assert {group.member: (group.asked, group.answered) for group in keyholder.result().centres} == {
        keyholder.world.centre["Regnbuen"]: (12, 12),
        None: (10, 10),
    }
    assert keyholder.result().efforts == ()


def test_a_quarter_is_not_counted_before_its_days_of_grace_are_over(keyholder: Keyholder) -> None:
    keyholder.publish()
    keyholder.answer(times=12)
    keyholder.count(when=NOON)
    assert len(keyholder.envelopes()) == 12
    assert rows_of(keyholder.world, "survey_protocol") == 1


def test_what_cannot_be_read_is_said_and_counted_as_nothing_else(keyholder: Keyholder) -> None:
    keyholder.publish()
    keyholder.answer(times=10)
    _, stranger = envelope.new_pair()
    for content, key in ((b"hello", None), (ballot.written(1, None, (9,) * 5), None), (b"", stranger)):
        code = keyholder.ask()
        public = key or envelope.bytes_of(keyholder.sheet(code).public_key or "")
        keyholder.hand_in(code, envelope.seal(public, content, about=QUARTER.encode()))
    keyholder.count()
    result = keyholder.result()
    assert (result.answered, result.refused, result.not_returned) == (10, 0, 3)
    assert [(line.event.value, line.envelopes, line.unopened) for line in result.protocol][2] == ("counted", 13, 3)


def test_a_lost_key_loses_one_period_and_the_protocol_says_so(keyholder: Keyholder) -> None:
    keyholder.publish()
    keyholder.answer(times=12)
    keys.destroy(keyholder.folder, QUARTER)
    keyholder.count()
    result = keyholder.result()
    assert (result.outcome, result.asked, result.answered) == (Event.KEY_LOST, 12, None)
    assert [(line.event.value, line.envelopes) for line in result.protocol] == [
        ("published", None), ("closed", 12), ("key_lost", 12),
    ]  # fmt: skip
    assert rows_of(keyholder.world, "survey_box") == 0
    keyholder.publish("2026-Q2")
    assert [row["starts_on"].month for row in one_table(keyholder.world.app, "survey_batch")] == [1, 4]


def test_the_same_count_is_recorded_once_and_only_of_what_lies_in_the_box(keyholder: Keyholder) -> None:
    private = keyholder.publish()
    keyholder.answer(times=12)
    handed = keyholder.handed_out()
    again = keyholder.handed_out()
    assert (sorted(again.envelopes), again.questions) == (sorted(handed.envelopes), handed.questions)
    result = messages.result_of(handed, private)
    with pytest.raises(recording.Refused, match="holds 12 envelopes, and 11 were counted"):
        keyholder.record(replace(result, envelopes=11))
    keyholder.record(result)
    with pytest.raises(recording.Refused, match="not waiting to be counted"):
        keyholder.record(result)


def test_a_key_cannot_be_said_destroyed_before_the_count(keyholder: Keyholder) -> None:
    keyholder.publish()
    with keyholder.world.app.app_context(), pytest.raises(recording.Refused, match="after «published»"):
        recording.key_gone(Gone(QUARTER, lost=False))


def test_what_the_keyholder_says_comes_back_from_its_line(keyholder: Keyholder) -> None:
    private = keyholder.publish()
    keyholder.answer(times=12)
    handed = keyholder.handed_out()
    said = [handed, messages.result_of(handed, private), Gone(QUARTER, lost=True), Made(QUARTER, "x")]
    assert list(messages.read([messages.written(one) for one in said])) == said
    for line in ("x", "{}", "[]", '{"batch": "2026-Q1"}', '{"batch": "Q", "kind": "Gone", "lost": true}', "1"):
        with pytest.raises(messages.Garbled):
            list(messages.read([line]))


def test_browsers_may_write_anything() -> None:
    good = b'{"centre": 1, "effort": null, "answers": [1, null, 5]}'
    assert ballot.read(good, 3) == Ballot(1, None, (1, None, 5))
    assert ballot.read(b'{"centre": 1, "effort": 2, "answers": [null, null, null]}', 3) == Ballot(1, 2, None)
    assert ballot.read(ballot.written(1, 2, None), 3) == Ballot(1, 2, None)
    for bad in (
        b"", b"\xff", b"[]", b"null", b"1", b"{}", b"[" * 200, good.replace(b"5", b"6"), good.replace(b"5", b"0"),
        good.replace(b"5", b"true"), good.replace(b"5", b"1.0"), good.replace(b", 5", b""),
        good.replace(b": 1", b': "1"'),
        good.replace(b"null, \"answers", b"[], \"answers"),
    ):  # fmt: skip
        assert ballot.read(bad, 3) is None, bad


def test_an_unknown_centre_never_stands_alone() -> None:
    ballots = [Ballot(99, None, BEST)] * 15 + [Ballot(1, None, BEST)] * 12 + [Ballot(2, None, BEST)] * 11
    tally = counted(ballots, QUESTIONS, frozenset({1, 2}), frozenset())
    assert {came.member for came in tally.came} == {0, 1}


def test_a_question_that_few_answered_shows_nothing_though_the_centre_does() -> None:
    skipped = (1, 1, 1, 1, None)
    ballots = [Ballot(1, None, skipped)] * 8 + [Ballot(1, None, BEST)] * 4 + [Ballot(2, None, BEST)] * 40
    tally = counted(ballots, QUESTIONS, frozenset({1, 2}), frozenset())
    asked = {(line.member, line.question) for line in tally.lines if line.grouping == "centre"}
    assert asked == {(member, question) for member in (1, 2) for question in QUESTIONS} - {(1, "time")}


def test_nothing_to_count_is_an_empty_tally() -> None:
    assert counted([], QUESTIONS, frozenset(), frozenset()) == Tally()
    assert Tally().too_few
    assert counted([Ballot(1, None, CONTENT)] * 10, QUESTIONS, frozenset({1}), frozenset()).too_few is False


def _members(tally: Tally, grouping: str) -> set[int]:
    return {came.member for came in tally.came if came.grouping == grouping}


def test_an_effort_that_is_nearly_all_of_a_centre_is_counted_with_the_others() -> None:
    ballots = [Ballot(1, 7, BEST)] * 30 + [Ballot(1, 8, BEST)] * 4
    ballots += [Ballot(2, 8, BEST)] * 20 + [Ballot(3, 9, BEST)] * 20 + [Ballot(2, 9, BEST)] * 20
    tally = counted(ballots, QUESTIONS, frozenset({1, 2, 3}), frozenset({7, 8, 9}))
    assert _members(tally, "centre") == {1, 2, 3}
    assert _members(tally, "effort") == {0, 9}


def test_where_efforts_and_centres_are_the_same_people_there_is_one_table() -> None:
    ballots = [Ballot(1, 7, BEST)] * 30 + [Ballot(2, 8, BEST)] * 20
    tally = counted(ballots, QUESTIONS, frozenset({1, 2}), frozenset({7, 8}))
    assert (_members(tally, "centre"), _members(tally, "effort")) == ({1, 2}, set())


def test_two_efforts_that_are_two_centres_and_a_few_more_do_not_both_stand_alone() -> None:
    pairs = [(1, 7), (1, 8), (2, 7), (2, 8), (3, 9), (3, 10), (4, 9), (4, 10)]
    ballots = [Ballot(centre, effort, BEST) for centre, effort in pairs for _ in range(15)]
    ballots += [Ballot(3, 7, BEST)] * 3
    tally = counted(ballots, QUESTIONS, frozenset({1, 2, 3, 4}), frozenset({7, 8, 9, 10}))
    assert _members(tally, "centre") == {1, 2, 3, 4}
    assert not {7, 8} <= _members(tally, "effort")
    assert not {9, 10} <= _members(tally, "effort")


def test_a_question_that_few_of_the_rest_answered_gives_them_away_too() -> None:
    ballots = [Ballot(1, 7, BEST)] * 20 + [Ballot(1, 8, (None, *BEST[1:]))] * 9 + [Ballot(1, 8, BEST)] * 3
    ballots += [Ballot(2, effort, BEST) for effort in (8, 9) for _ in range(20)]
    tally = counted(ballots, QUESTIONS, frozenset({1, 2}), frozenset({7, 8, 9}))
    assert _members(tally, "centre") == {1, 2}
    assert 7 not in _members(tally, "effort")


def test_no_groups_of_random_quarters_leave_a_few_when_some_are_taken_from_others() -> None:
    """An auditor of its own: all that can be added up of the one table, beside all that can be of the other."""
    chance = random.Random(7)
    left, tables = [], 0
    for _ in range(150):
        homes = {effort: chance.sample((1, 2, 3, 4), 2) for effort in (7, 8, 9, 10)}
        ballots = [
            Ballot(
                chance.choice(homes[effort]) if chance.random() < 0.97 else chance.choice((1, 2, 3, 4)), effort, BEST
            )
            for effort in (chance.choice((7, 8, 9, 10)) for _ in range(chance.randint(60, 160)))
        ]
        tally = counted(ballots, QUESTIONS, frozenset({1, 2, 3, 4}), frozenset({7, 8, 9, 10}))
        sums = {}
        for grouping in ("centre", "effort"):
            alone = _members(tally, grouping) - {0}
            groups = {
                member: {nth for nth, one in enumerate(ballots) if getattr(one, grouping) == member} for member in alone
            }
            groups[0] = set(range(len(ballots))).difference(*groups.values())
            there = [group for group in groups.values() if group]
            sums[grouping] = [
                set().union(*some) for number in range(1, len(there)) for some in itertools.combinations(there, number)
            ]
        tables += bool(sums["effort"])
        pairs = itertools.product(sums["centre"], sums["effort"])
        left += [len(one ^ other) for one, other in pairs if one <= other or other <= one]
    assert tables > 100
    assert left == [] or min(left) >= 10


def test_no_two_groups_of_random_quarters_leave_a_few_when_one_is_taken_from_the_other() -> None:
    chance = random.Random(3)
    left = []
    for _ in range(200):
        home = {effort: chance.choice((1, 2, 3)) for effort in (7, 8, 9)}
        efforts = [chance.choice((7, 7, 8, 9)) for _ in range(chance.randint(20, 90))]
        ballots = [Ballot(home[one] if chance.random() < 0.95 else 1, one, BEST) for one in efforts]
        tally = counted(ballots, QUESTIONS, frozenset({1, 2, 3}), frozenset({7, 8, 9}))
        shown = {
            grouping: [
                {number for number, one in enumerate(ballots) if getattr(one, grouping) == member}
                for member in _members(tally, grouping) - {0}
            ]
            for grouping in ("centre", "effort")
        }
        pairs = [(one, other) for one in shown["centre"] for other in shown["effort"]]
        left += [len(one ^ other) for one, other in pairs if one <= other or other <= one]
    assert left == [] or min(left) >= 10
