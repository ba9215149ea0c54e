"""The ballot box of a batch: its envelopes, shuffled, under a veil that is new each time one more is put in.

The box is one row. Whatever the database leaves behind of earlier states (dead rows, its log, a backup) is another
veil over other bytes, so that no two states can be laid beside each other to see which envelope came between them.
The veil's key lies in the instance's folder, outside database and backups, and tells nothing without the keyholder's
key: the veil hides the order, the envelope hides the answer. docs/decisions/0020 says what else was tried.
"""

import os
import random
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from app.db import db
from app.envelope import SEALED
from app.survey.models import BallotBox, Batch

NONCE, TAG = 12, 16

chance: random.Random = secrets.SystemRandom()
"""What shakes the box."""


class VeilLost(Exception):
    """This machine's key does not open the box: it was made on another one, or the key file is gone."""


def put_empty(batch: Batch) -> None:
    """Give a batch its box."""
    db.session.add(BallotBox(batch_id=batch.id, contents=_veiled(batch, [])))


def put(batch: Batch, envelope: bytes) -> None:
    """Put an envelope in and shake the box; whoever calls holds the batch (`db.hold`). Raises VeilLost."""
    box = _of(batch)
    box.contents = _veiled(batch, [*_unveiled(box), envelope])


def envelopes(batch: Batch) -> list[bytes]:
    """What lies in the box, in an order that says nothing. Raises VeilLost."""
    return _unveiled(_of(batch))


def number_in(batch: Batch) -> int:
    """How many envelopes lie in the box, whether or not it can be read here; 0 of a batch that has none any more."""
    box = db.session.get(BallotBox, batch.id)
    return (len(box.contents) - NONCE - TAG) // SEALED if box else 0


def empty(batch: Batch) -> None:
    """Delete the box with everything in it."""
    if box := db.session.get(BallotBox, batch.id):
        db.session.delete(box)
        db.session.flush()


def can_be_read(batch: Batch) -> bool:
    """Whether this machine can put something into the box."""
    try:
        envelopes(batch)
    except VeilLost:
        return False
    return True


def _of(batch: Batch) -> BallotBox:
    return db.session.get_one(BallotBox, batch.id, populate_existing=True)


def _veiled(batch: Batch, found: list[bytes]) -> bytes:
    chance.shuffle(found)
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, b"".join(found), str(batch.id).encode())


def _unveiled(box: BallotBox) -> list[bytes]:
    nonce, veiled = box.contents[:NONCE], box.contents[NONCE:]
    try:
        joined = AESGCM(_key()).decrypt(nonce, veiled, str(box.batch_id).encode())
    except InvalidTag as why:
        raise VeilLost from why
    return [joined[start : start + SEALED] for start in range(0, len(joined), SEALED)]


def _key() -> bytes:
    """The instance's own key for veils, made at its first use, readable by its owner alone."""
    path = Path(current_app.config["INSTANCE"]) / "keys" / "survey_veil"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        _make(path)
        return path.read_bytes()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(AESGCM.generate_key(256))
        file.flush()
        os.fsync(file.fileno())
    # Whole, or not there; of two that make one at once, the first one's stays.
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
