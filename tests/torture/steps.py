"""Migrations up, down and up again with rows in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, upgrade

from app.db import db
from app.upkeep.backup import scripts
from tests.database import rows
from tests.figures import Figure
from tests.make import World
from tests.torture.place import place

OLDEST = "0003"
"""The first version that was ever run for real; below it there were no rows to keep."""
PEOPLE = 5


def steps(kind: str, folder: Path, _size: int) -> Iterator[Figure]:
    """Every step down to the oldest version and up again, one at a time; then to nothing and up."""
    with place(kind, folder, PEOPLE) as where:
        world = World.__new__(World)
        world.app = where.app
        with where.app.app_context():
            world.centre = {name: key for key, name in db.session.execute(sa.text("SELECT id, name FROM centre"))}
            by = db.session.scalar(sa.text("SELECT min(id) FROM account"))
        for number in range(20):
            ib = world.citizen(f"Ib {number}", by=by)
            world.contact(ib, by=by, note="Kom til kaffe.")
        revisions = [script.revision for script in scripts().walk_revisions()]
        taken = revisions[: revisions.index(OLDEST)]
        before = _counted(where.app)
        for _ in taken:
            with where.app.app_context():
                downgrade()
        kept = _tables(where.app)
        for _ in taken:
            with where.app.app_context():
                upgrade(revision="+1")
        after = _counted(where.app)
        lost = sum(abs(before[table] - after[table]) for table in kept if table in before)
        yield Figure(f"migrations_{kind}_steps", 2 * len(taken), "steps", f"={2 * len(taken)}")
        yield Figure(f"migrations_{kind}_rows", sum(before[table] for table in kept), "rows", ">=100")
        yield Figure(f"migrations_{kind}_rows_lost", lost, "rows", "=0")
        with where.app.app_context():
            downgrade(revision="base")
        left = len(_tables(where.app))
        with where.app.app_context():
            upgrade()
        World(where.app).account("mette")
        yield Figure(f"migrations_{kind}_tables_left_below", left, "tables", "=0")
        yield Figure(f"migrations_{kind}_faults_in_database", int(not where.sound()), "faults", "=0")


def _tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def _counted(app: Flask) -> dict[str, int]:
    return {table: len(found) for table, found in rows(app).items()}
