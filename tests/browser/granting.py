"""Beside the demo, by the program's own functions: a group applies, and the committee says yes to one application."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time

import sqlalchemy as sa
from flask import Flask

from app import clock, create_app
from app.accounts.models import Account
from app.applications.models import Application
from app.committee import deciding, meetings, queries, voting
from app.committee.ballot import Choice
from app.committee.deciding import Decided, checked
from app.committee.decision import Outcome
from app.committee.meeting import MeetingStep
from app.committee.meetings import Planned
from app.db import db
from tests.browser.server import Server
from tests.committee.around import application as applied
from tests.make import World


def asked(server: Server, title: str, ore: int) -> None:
    """A group of Regnbuen asks for so much."""
    with _beside(server) as app:
        applied(World.of(app), title, ore=ore)


def granted(server: Server, title: str, words: str) -> None:
    """Everybody who has a seat comes, raises a hand for it, and it is decided in full, with these words."""
    with _beside(server):
        secretary = db.session.scalars(sa.select(Account).where(Account.username == "tom")).one()
        application = db.session.scalars(sa.select(Application).where(Application.title == title)).one()
        meeting = meetings.plan(Planned(clock.today(), time(15, 0), "Regnbuen"), by=secretary)
        db.session.flush()
        point = meetings.take_up(meeting, application)
        meetings.take(meeting, MeetingStep.OPEN, by=secretary)
        seats = {seat.id: seat for seat in queries.seats_on(clock.today())}
        for seat in seats.values():
            meetings.came(meeting, seat)
        ballot = voting.open_ballot(point, proposed_ore=application.asked_ore, conditions="", by=secretary)
        db.session.flush()
        for voter in ballot.voters:
            voting.mark_hand(ballot, seats[voter.seat_id], Choice.FOR, by=secretary)
        voting.close(ballot, by=secretary)
        judged = {one.id: True for one, _met in checked(application)}
        deciding.decide(point, Decided(Outcome.FULL, judged, words), by=secretary)
        db.session.commit()


@contextmanager
def _beside(server: Server) -> Iterator[Flask]:
    app = create_app({"VAEKSTHUS_INSTANCE": str(server.database.parent)})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
