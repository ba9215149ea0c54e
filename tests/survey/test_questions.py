"""The steering group may change a question from the next quarter on, and never inside one."""

from datetime import date, time

import pytest

from app import clock
from app.db import db
from app.survey import asking, queries, questions
from app.survey.asking import LANGUAGES, Asked, Reason
from app.survey.models import QuestionSet
from tests.make import World
from tests.survey.keyholder import CONTENT, DAY, NOON, Keyholder

NEW = Asked({"da": "Var der kaffe?", "en": "Was there coffee?"})


def _change(world: World, asked: list[Asked], why: str = "Besluttet på mødet.", on: date = DAY) -> QuestionSet:
    by = world.account(f"styregruppe{clock.now().timestamp()}")
    with world.saved(), clock.stopped(clock.at(on, time(10))):
        return questions.change(asked, why=why, by_id=by)


def _first(world: World) -> list[Asked]:
    with world.app.app_context():
        return questions.as_asked(queries.question_set(date(2026, 1, 1)))


def test_the_first_version_is_the_sources_in_every_language(world: World) -> None:
    first = _first(world)
    assert [one.key for one in first] == ["place", "safe", "heard", "mattered", "time"]
    assert all(set(one.texts) == set(LANGUAGES) for one in first)


def test_a_change_holds_from_the_next_quarter_on_and_what_runs_stays(keyholder: Keyholder) -> None:
    world = keyholder.world
    for name in ("2026-Q1", "2026-Q2"):
        keyholder.publish(name)
    before = keyholder.ask()
    _change(world, [*_first(world)[:2], NEW])
    for code in (before, keyholder.ask()):
        sheet = keyholder.sheet(code)
        assert sheet.question_set is not None
        assert sheet.question_set.version == 1
    spring = clock.at(date(2026, 4, 1), time(9))
    after = keyholder.sheet(keyholder.ask(when=spring), spring)
    assert after.question_set is not None
    assert [question.key for question in after.question_set.questions] == ["place", "safe", "v2q3"]
    new = after.question_set.questions[2]
    assert (new.text("en"), new.text("pl")) == ("Was there coffee?", "Var der kaffe?")


def test_each_quarter_is_counted_by_its_own_questions(keyholder: Keyholder) -> None:
    world = keyholder.world
    for name in ("2026-Q1", "2026-Q2"):
        keyholder.publish(name)
    keyholder.answer(CONTENT, times=10)
    _change(world, [NEW])
    keyholder.answer((1,), times=10, when=clock.at(date(2026, 4, 2), time(9)))
    keyholder.count(when=clock.at(date(2026, 7, 20), time(9)))
    assert [key for key, _ in keyholder.result().questions] == ["v2q1"]
    assert keyholder.result().everybody[0].answered == 10


def test_what_is_decided_later_in_the_same_quarter_holds_instead(world: World) -> None:
    _change(world, [NEW])
    _change(world, [Asked({"da": "Var der te?"})])
    with world.app.app_context():
        kept = queries.question_set(date(2026, 4, 1))
        assert (kept.version, kept.questions[0].text("da")) == (3, "Var der te?")
        assert [one.version for one in queries.question_sets()] == [3, 2, 1]
        assert queries.question_set(date(2026, 1, 1)).version == 1


def test_what_cannot_be_asked_is_refused_with_its_reason(world: World) -> None:
    first = _first(world)
    cases: dict[Reason, tuple[list[Asked], str]] = {
        Reason.NONE: ([], "x"),
        Reason.TOO_MANY: ([NEW] * 11, "x"),
        Reason.NO_DANISH: ([Asked({"en": "Was there coffee?"})], "x"),
        Reason.TOO_LONG: ([Asked({"da": "x" * 301})], "x"),
        Reason.UNKNOWN_LANGUAGE: ([Asked({"da": "x", "fr": "y"})], "x"),
        Reason.KEY_TWICE: ([first[0], first[0]], "x"),
        Reason.UNKNOWN_KEY: ([Asked({"da": "x"}, "nobody")], "x"),
        Reason.NO_WHY: ([NEW], "  "),
        Reason.SAME: (first, "x"),
    }
    assert set(cases) == set(Reason)
    for reason, (asked, why) in cases.items():
        with pytest.raises(asking.Refusal) as refused:
            _change(world, asked, why)
        assert refused.value.reason is reason
    with world.app.app_context():
        assert len(queries.question_sets()) == 1
        db.session.rollback()


def test_the_quarter_that_runs_is_in_force(keyholder: Keyholder) -> None:
    keyholder.publish()
    with keyholder.world.app.app_context(), clock.stopped(NOON):
        found = queries.in_force()
        assert found is not None
        assert found.name == "2026-Q1"
        assert queries.in_force(date(2026, 4, 1)) is None
