"""What the survey's tables can keep at all, and from how few answers a figure can come."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import sqlalchemy as sa

from app.db import db
from app.survey import box, keeping, queries, recording
from app.survey.ballot import Ballot
from app.survey.figures import Figure as Kind
from app.survey.groups import LEAST
from app.survey.tally import Tally, counted
from tests.ballot.urn import Urn, found, marked, urn
from tests.figures import Figure

COLUMNS: Mapping[str, frozenset[str]] = {
    "survey_question_set": frozenset({"version", "holds_from", "made_by_id", "made_on", "why"}),
    "survey_question": frozenset({"version", "position", "key"}),
    "survey_question_text": frozenset({"version", "position", "language", "text"}),
    "survey_batch": frozenset({"id", "starts_on", "ends_on", "public_key", "closed_on", "ended_on"}),
    "survey_box": frozenset({"batch_id", "contents"}),
    "survey_ticket": frozenset({"code_hash", "batch_id", "centre_id", "effort_id", "expires_on", "used"}),
    "survey_turnout": frozenset({"batch_id", "grouping", "member", "asked", "answered", "refused"}),
    "survey_counted": frozenset({"batch_id", "grouping", "member", "question", "figure", "number"}),
    "survey_protocol": frozenset({"id", "batch_id", "happened_on", "event", "envelopes", "unopened"}),
}
"""Every table and every column. An answer fits into none of them; days are all that is kept of time."""
TABLES = 300
CENTRES = frozenset(range(1, 7))


def columns(kind: str, folder: Path, _size: int) -> Iterator[Figure]:
    """The columns of the database itself, and that one more is found."""
    with urn(kind, folder, serve=False) as where:
        yield Figure(f"columns_{kind}_listed", sum(map(len, COLUMNS.values())), "columns", ">=40")
        yield Figure(f"columns_{kind}_beyond_the_list", _beyond(where), "columns", "=0")
        yield from _thresholds(where, kind)
        where.run("ALTER TABLE survey_ticket ADD COLUMN used_at TEXT", "CREATE TABLE survey_answer (answer TEXT)")
        yield found("columns", kind, _beyond(where))


def _beyond(where: Urn) -> int:
    with where.where.app.app_context():
        there = sa.inspect(db.engine)
        tables = [name for name in there.get_table_names() if name.startswith("survey_")]
        kept = {(name, column["name"]) for name in tables for column in there.get_columns(name)}
        instants = [
            column for name in tables for column in there.get_columns(name) if isinstance(column["type"], sa.DateTime)
        ]
        db.session.remove()
        db.engine.dispose()
    listed = {(name, column) for name, names in COLUMNS.items() for column in names}
    return len(kept ^ listed) + len(instants)


def _thresholds(where: Urn, kind: str) -> Iterator[Figure]:
    """Random quarters, and one of nine answers that is really counted."""
    chance = random.Random(9)
    tallies = [_random(chance) for _ in range(TABLES)]
    least = min(came.answered for tally in tallies for came in tally.came)
    least_of_a_question = min(line.number for tally in tallies for line in tally.lines if line.figure is Kind.ANSWERED)
    yield Figure(f"threshold_{kind}_quarters", TABLES, "quarters")
    yield Figure(f"threshold_{kind}_fewest_in_a_group", least, "answers", f">={LEAST}")
    yield Figure(f"threshold_{kind}_fewest_behind_a_figure", least_of_a_question, "answers", f">={LEAST}")
    naive = Counter(ballot.centre for ballot in _ballots(random.Random(9)))
    yield found("threshold", kind, sum(number < LEAST for number in naive.values()))
    with where.where.app.app_context():
        batch = queries.in_force()
        assert batch
        for number in range(LEAST - 1):
            box.put(batch, where.sealed(marked(f"{number}")))
        db.session.commit()
        batch.ends_on = batch.starts_on.replace(day=2)
        db.session.commit()
        (handed,) = recording.handed_out()
        keeping.count(handed)
    yield Figure(
        f"threshold_{kind}_rows_of_nine_answers",
        where.where.number("SELECT count(*) FROM survey_counted"),
        "rows",
        "=0",
    )


def _ballots(chance: random.Random) -> list[Ballot]:
    return [
        Ballot(
            chance.choice([1, 1, 1, 2, 2, 3, 4, 5, 6]),
            None,
            tuple(chance.choice([1, 2, 3, 4, 5, None]) for _ in range(5)),
        )
        for _ in range(chance.randint(10, 90))
    ]


def _random(chance: random.Random) -> Tally:
    return counted(_ballots(chance), ("a", "b", "c", "d", "e"), CENTRES, frozenset())
