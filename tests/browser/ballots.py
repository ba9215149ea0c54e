"""Tickets for the browser tests' own server, and what its box says: the demo holds both keys."""

import json

from flask import Flask

from app import create_app, envelope
from app.db import db
from app.survey import box, handover, keys, queries
from app.survey.handover import Way
from tests.browser.server import Server


def _program(server: Server) -> Flask:
    return create_app({"VAEKSTHUS_INSTANCE": str(server.database.parent)})


def codes(server: Server, number: int = 1, way: Way = Way.SLIP) -> list[str]:
    """So many codes, each for somebody who was talked with at the first centre."""
    with _program(server).app_context():
        made = [handover.open_ticket(1, None, way).code for _ in range(number)]
        db.session.remove()
        db.engine.dispose()
    return made


def contents(server: Server) -> list[list[int | None] | None]:
    """What everybody answered in this quarter, in an order that says nothing."""
    app = _program(server)
    with app.app_context():
        batch = queries.in_force()
        assert batch is not None
        private = keys.private(app.config["SURVEY_KEYS"], batch.name)
        assert private is not None
        about = batch.name.encode()
        found = [json.loads(envelope.open(private, one, about=about))["answers"] for one in box.envelopes(batch)]
        db.session.remove()
        db.engine.dispose()
    return found
