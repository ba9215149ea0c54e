"""`python -m tests.bench`: fill the databases, measure, and tell. A missed aim is told; a wrong answer is a failure."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from app.db import db
from tests.bench import boards, closing, measures
from tests.bench.filling import fill
from tests.bench.measures import progress
from tests.bench.sizes import GROWN, Sizes, sizes
from tests.bench.tablet import running
from tests.conftest import drop_database, own_database, program
from tests.figures import Figure, printed


def figures(wanted: Sizes) -> Iterator[Figure]:
    """Every figure, database by database."""
    folder = Path(tempfile.mkdtemp(prefix="vaeksthus-bench-"))
    try:
        for place, name in enumerate(wanted.databases):
            with (
                _filled(name, "big", folder, wanted.citizens, wanted.contacts) as big,
                _filled(name, "small", folder, wanted.citizens, wanted.contacts // GROWN) as small,
            ):
                yield from _of_one(name, big, small, folder, wanted, with_first_load=place == 0)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _of_one(
    name: str, big: Flask, small: Flask, folder: Path, wanted: Sizes, with_first_load: bool
) -> Iterator[Figure]:
    with running(_url(big), folder) as server:
        progress(f"{name}: the page of figures")
        with running(_url(small), folder) as other:
            yield from measures.monitoring(name, server, other, wanted)
            yield from measures.themes(name, server, other, wanted)
        progress(f"{name}: closing a period, and its report")
        yield from closing.closing(name, big)
        progress(f"{name}: searching and listing")
        yield from measures.searching(name, server, big, wanted)
        yield from measures.listing(name, server, big, wanted)
        progress(f"{name}: saving")
        yield from measures.saving_statements(name, big)
        yield from measures.saving(name, server, big, folder, wanted)
        progress(f"{name}: {wanted.clients} at once")
        yield from measures.crowd(name, server, big, wanted)
        progress(f"{name}: {wanted.tablets} tablets with a board, {wanted.writers} who write")
        regulars = measures.regulars(big)[1]
        yield from boards.unchanged(name, server, big, regulars, wanted)
        yield from boards.crowded(name, server, big, regulars, wanted)
        yield from measures.memory(name, server)
        if with_first_load:
            yield from measures.first_load(server)
    progress(f"{name}: done")


@contextmanager
def _filled(name: str, size: str, folder: Path, citizens: int, contacts: int) -> Iterator[Flask]:
    """The program on a database of its own that goes when the block ends."""
    postgresql = name == "postgresql"
    url = own_database(f"bench_{size}", durable=True) if postgresql else f"sqlite:///{folder}/{size}.sqlite"
    app = program(url, folder)
    try:
        with app.app_context():
            upgrade()
            db.session.remove()
            for line in fill(citizens, contacts):
                progress(f"{name}, {size}: {line}")
            db.session.remove()
        yield app
    finally:
        if postgresql:
            drop_database(app)
        else:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()


def _url(app: Flask) -> str:
    return str(app.config["SQLALCHEMY_DATABASE_URI"])


if __name__ == "__main__":
    printed(figures(sizes()))
    sys.exit(0)
