"""All of the keyholder's work and the program's in one process, where one user holds both: keys, count, destruction."""

from collections.abc import Iterator
from pathlib import Path

from flask import Flask, current_app

from app import clock, envelope
from app.db import db
from app.survey import keys, messages, recording
from app.survey.batch import needing_keys
from app.survey.messages import Gone, HandOut, Made
from app.survey.models import ProtocolLine


def one_holds_both(app: Flask) -> bool:
    """Whether this process has the database and can reach the keys too; then every page of the survey says so."""
    return keys.within_reach(app.config["SURVEY_KEYS"])


def keep() -> Iterator[str]:
    """See that this quarter and the next have keys, and count what is over; answers with what was done. Commits."""
    for name in needing_keys(clock.today()):
        if make_key(name):
            yield f"The survey's key of {name} is made and published."
    over = recording.handed_out()
    db.session.commit()
    for handed in over:
        try:
            yield f"The survey of {handed.batch}: {count(handed).event.value}."
        except messages.AnotherKey:
            yield f"The survey of {handed.batch} is not counted: its key in {_folder()} is not the published one."
    for name in recording.with_keys_to_destroy():
        # The one who counted it was cut off.
        _destroy(name)


def make_key(name: str) -> bool:
    """Make and publish the key of a quarter; whether it is new. Commits."""
    folder = _folder()
    private = keys.private(folder, name)
    public = envelope.public_of(private) if private else keys.make(folder, name)
    new = recording.publish(Made(name, envelope.text_of(public)))
    db.session.commit()
    return new


def count(handed: HandOut) -> ProtocolLine:
    """Count a box that was handed out, record it and destroy the key; answers with the line of the count. Commits."""
    private = keys.private(_folder(), handed.batch)
    if private is None:
        line = recording.key_gone(Gone(handed.batch, lost=True))
        db.session.commit()
        return line
    line = recording.record(messages.result_of(handed, private))
    db.session.commit()
    _destroy(handed.batch)
    return line


def _destroy(name: str) -> None:
    keys.destroy(_folder(), name)
    recording.key_gone(Gone(name, lost=False))
    db.session.commit()


def _folder() -> Path:
    return Path(current_app.config["SURVEY_KEYS"])
