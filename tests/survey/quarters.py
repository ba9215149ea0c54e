"""A quarter that takes answers, and what lies in its box, for whoever holds its key."""

import json
from dataclasses import dataclass

from flask import Flask

from app import clock, envelope
from app.db import db
from app.survey import box
from app.survey.batch import named, quarter_of
from app.survey.models import Batch, ProtocolLine
from app.survey.protocol import Event


@dataclass(frozen=True)
class Quarter:
    """The quarter of today, with its private key."""

    app: Flask
    batch_id: int
    private_key: bytes

    def contents(self) -> list[dict[str, object]]:
        """What the envelopes say."""
        with self.app.app_context():
            batch = db.session.get_one(Batch, self.batch_id)
            sealed = box.envelopes(batch)
            about = batch.name.encode()
        return [json.loads(envelope.open(self.private_key, one, about=about)) for one in sealed]


def published(app: Flask) -> Quarter:
    """Open the quarter of today for answers."""
    private_key, public_key = envelope.new_pair()
    with app.app_context():
        first, last = quarter_of(clock.today())
        batch = Batch(starts_on=first, ends_on=last, public_key=envelope.text_of(public_key))
        db.session.add(batch)
        db.session.flush()
        box.put_empty(batch)
        db.session.commit()
        return Quarter(app, batch.id, private_key)


def lost(app: Flask, name: str) -> None:
    """A quarter that is over, and whose key is gone with what lay in its box."""
    with app.app_context():
        first, last = quarter_of(named(name))
        _private, public_key = envelope.new_pair()
        batch = Batch(starts_on=first, ends_on=last, public_key=envelope.text_of(public_key), ended_on=last)
        db.session.add(batch)
        db.session.flush()
        for event in (Event.PUBLISHED, Event.KEY_LOST):
            db.session.add(ProtocolLine(batch_id=batch.id, event=event, happened_on=last))
        db.session.commit()


def sealed(sheet: dict[str, object], answers: list[int | None] | None) -> str:
    """What static/seal.js makes of these answers."""
    content = {"centre": sheet["centre_id"], "effort": sheet["effort_id"], "answers": answers}
    key = envelope.bytes_of(str(sheet["public_key"]))
    return envelope.text_of(envelope.seal(key, json.dumps(content).encode(), about=str(sheet["about"]).encode()))
