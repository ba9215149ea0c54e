"""Bringing the database up to the program: a backup first, then every migration in one transaction."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from flask import current_app

from app.db import db
from app.upkeep import backup
from app.upkeep.archive import Trouble


def pending() -> list[str]:
    """The migrations that the database has not seen, first to last; raises Trouble where it is the newer of the two."""
    scripts = backup.scripts()
    known = [script.revision for script in reversed(list(scripts.walk_revisions()))]
    seen = _revision()
    if seen is None:
        return known
    if seen not in known:
        raise Trouble(
            f"The database is of a newer version of the program (revision {seen}). Nothing was changed: "
            "take the newer program, or bring back a backup from before."
        )
    return known[known.index(seen) + 1 :]


def upgrade() -> Path | None:
    """Migrate; answers with the backup that was made first, if there was anything to save.

    Raises Trouble where a migration fails; then the database is as it was.
    """
    steps = pending()
    if not steps:
        return None
    before = _revision()
    made = backup.make(Path(current_app.config["BACKUPS"])) if before is not None else None
    try:
        command.upgrade(current_app.extensions["migrate"].migrate.get_config(), "head")
    except Exception as why:
        db.engine.dispose()
        kept = f"It is as it was. A backup from just before is at {made.path}." if made else "Nothing is in it."
        if _revision() != before:
            kept = f"It is between two versions: bring back {made.path if made else 'an empty one'}."
        reason = (str(getattr(why, "orig", why)).strip() or type(why).__name__).splitlines()[0]
        raise Trouble(f"The database could not be upgraded: {reason}\n{kept}") from why
    return made.path if made else None


def _revision() -> str | None:
    """The last migration that the database has seen; none where it has no tables."""
    if not sa.inspect(db.engine).has_table("alembic_version"):
        return None
    with db.engine.connect() as connection:
        found = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return str(found) if found else None
