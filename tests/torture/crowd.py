"""Fifty who save in the same moment: nobody hears of a lock, and everybody is answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from tests.figures import Figure
from tests.torture.kills import writers
from tests.torture.place import place, served
from tests.torture.writer import NoAnswer, OddAnswer, Writer

EACH = 3


def crowd(kind: str, folder: Path, people: int) -> Iterator[Figure]:
    """So many people, each with a few contacts, all at once."""
    with place(kind, folder, people) as where, served(where):
        everybody = writers(where)
        for writer in everybody:
            writer.sign_in()
        together = threading.Barrier(people)
        threads = [threading.Thread(target=_save, args=(writer, together)) for writer in everybody]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        acknowledged = sum(len(writer.acknowledged) for writer in everybody)
        yield Figure(f"crowd_{kind}_acknowledged", acknowledged, "contacts", f"={people * EACH}")
        yield Figure(
            f"crowd_{kind}_stored", where.number("SELECT count(*) FROM contact"), "contacts", f"={people * EACH}"
        )
        yield Figure(f"crowd_{kind}_refused", sum(len(writer.odd) for writer in everybody), "answers", "=0")
        complaints = (where.folder / "server.log").read_text().count("OperationalError")
        yield Figure(f"crowd_{kind}_lock_errors", complaints, "errors", "=0")
        yield Figure(f"crowd_{kind}_slowest", max(writer.slowest for writer in everybody) * 1000, "ms")


def _save(writer: Writer, together: threading.Barrier) -> None:
    together.wait()
    for _ in range(EACH):
        try:
            writer.write()
        except (NoAnswer, OddAnswer) as answer:
            writer.odd.append(str(answer))
