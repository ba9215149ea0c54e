"""One ticket, redeemed a thousand times at once, is one envelope."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.db import db, hold
from app.survey import box, queries
from app.survey.models import Ticket
from app.survey.ticket import hash_of
from tests.ballot.urn import Urn, marked, urn
from tests.figures import Figure

AT_ONCE = 20
CARELESS = 4


def once(kind: str, folder: Path, times: int) -> Iterator[Figure]:
    """The figures of so many redemptions, each with another envelope."""
    with urn(kind, folder) as where:
        code = where.ticket()
        envelopes = [where.sealed(marked(f"{number}")) for number in range(times)]
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            statuses = Counter(crowd.map(lambda sealed: where.send(code, sealed), envelopes))
        yield Figure(f"once_{kind}_redeemed", statuses.total(), "times", f"={times}")
        yield Figure(f"once_{kind}_answered_200", statuses[200], "times", f"={times}")
        yield Figure(f"once_{kind}_envelopes", len(where.in_box()), "envelopes", "=1")
        yield Figure(f"once_{kind}_careless_planted_found", _careless(where), "envelopes", ">=2")


def _careless(where: Urn) -> int:
    """Look whether the ticket is used in one transaction, and use it in another: how many envelopes that makes."""
    code = where.ticket()
    before = len(where.in_box())
    all_have_looked = threading.Barrier(CARELESS)

    def redeem(number: int) -> None:
        with where.where.app.app_context():
            used = db.session.get_one(Ticket, hash_of(code)).used
            db.session.rollback()
            all_have_looked.wait()
            if used:
                return
            batch = queries.in_force()
            assert batch
            hold(batch)
            box.put(batch, where.sealed(marked(f"{number}")))
            db.session.get_one(Ticket, hash_of(code)).used = True
            db.session.commit()

    with ThreadPoolExecutor(CARELESS) as crowd:
        list(crowd.map(redeem, range(CARELESS)))
    return len(where.in_box()) - before
