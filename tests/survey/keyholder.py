"""Somebody who holds the keys in a test, and citizens who answer: everything through the program's own functions."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import sqlalchemy as sa

from app import clock, envelope
from app.db import db
from app.survey import ballot, box, handover, keeping, keys, messages, queries, recording, results, tickets
from app.survey.batch import GRACE, named, quarter_of
from app.survey.messages import HandOut
from app.survey.models import Batch
from app.survey.ticket import Outcome, Way
from tests.make import World

QUARTER = "2026-Q1"
DAY = date(2026, 2, 3)
NOON = clock.at(DAY, time(12))
OVER = clock.at(date(2026, 3, 31) + GRACE + timedelta(days=1), time(12))
"""The first day on which the quarter can be counted."""
CONTENT = (1, 2, 1, 3, 1)


class Keyholder:
    """The keys of one world, in a folder of their own, and what is asked of the survey on stopped days."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder / "keys"
        world.app.config["SURVEY_KEYS"] = self.folder

    def publish(self, name: str = QUARTER) -> bytes:
        """Make a quarter's key and publish it on its first day; answers with the private key."""
        with self.world.saved(), clock.stopped(clock.at(named(name), time(8))):
            keeping.make_key(name)
        return keys.private(self.folder, name) or b""

    def ask(self, at: str = "Regnbuen", effort: int | None = None, way: Way = Way.TABLET, when: datetime = NOON) -> str:
        """Somebody is asked; answers with the ticket's code. Raises handover.Refusal."""
        with self.world.app.app_context(), clock.stopped(when):
            return handover.open_ticket(self.world.centre[at], effort, way).code

    def sheet(self, code: str, when: datetime = NOON) -> tickets.Sheet:
        """What the page is told."""
        with self.world.app.app_context(), clock.stopped(when):
            return tickets.sheet(code)

    def sealed(self, code: str, answers: Sequence[int | None] | None, when: datetime = NOON) -> bytes:
        """What the browser makes of answers."""
        sheet = self.sheet(code, when)
        content = ballot.written(sheet.centre_id or 0, sheet.effort_id, answers)
        return envelope.seal(envelope.bytes_of(sheet.public_key or ""), content, about=(sheet.about or "").encode())

    def hand_in(self, code: str, sealed: bytes, when: datetime = NOON) -> Outcome:
        """What comes of a ticket with this envelope."""
        with self.world.saved(), clock.stopped(when):
            return tickets.redeem(code, sealed)

    def answer(
        self,
        answers: Sequence[int | None] | None = CONTENT,
        *,
        at: str = "Regnbuen",
        effort: int | None = None,
        when: datetime = NOON,
        times: int = 1,
    ) -> None:
        """So many people are asked and answer this, or hand in a blank."""
        for _ in range(times):
            code = self.ask(at, effort, when=when)
            assert self.hand_in(code, self.sealed(code, answers, when), when) is Outcome.STORED

    def envelopes(self, name: str = QUARTER) -> list[bytes]:
        """What lies in the box."""
        with self.world.app.app_context():
            return box.envelopes(_batch(name))

    def count(self, when: datetime = OVER) -> None:
        """Count every quarter that is over, as `flask survey keep` does."""
        with self.world.app.app_context(), clock.stopped(when):
            over = recording.handed_out()
            db.session.commit()
            for handed in over:
                keeping.count(handed)

    def handed_out(self, when: datetime = OVER) -> HandOut:
        """The one quarter that is over."""
        with self.world.saved(), clock.stopped(when):
            (handed,) = recording.handed_out()
            return handed

    def record(self, result: messages.Result, when: datetime = OVER) -> None:
        """Write down what was counted; raises recording.Refused."""
        with self.world.saved(), clock.stopped(when):
            recording.record(result)

    def result(self) -> results.Result:
        """The latest quarter that was counted."""
        with self.world.app.app_context():
            return results.closed()[0]

    def protocol(self) -> list[str]:
        """The events of the latest quarter."""
        with self.world.app.app_context():
            return [line.event.value for line in results.closed()[0].protocol]


def _batch(name: str) -> Batch:
    found = queries.of_quarter(quarter_of(named(name))[0])
    assert found is not None
    return found


def rows_of(world: World, table: str) -> int:
    """How many rows a table holds."""
    with world.app.app_context(), db.engine.connect() as connection:
        return int(connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0)
