"""Where this database comes from: the demo, or the first administrator. The demo never touches another's."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.config import BadSetting
from app.db import Model, db, stored


class Origin(StrEnum):
    """Who filled the database first."""

    DEMO = "demo"
    SETUP = "setup"


class Installation(Model):
    """The one row that says where the database comes from; written with its first account."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[Origin] = mapped_column(stored(Origin))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)


def origin() -> Origin | None:
    """Where the database comes from; nothing while it is empty."""
    return db.session.scalar(sa.select(Installation.origin))


def refuse_the_wrong_database(app: Flask) -> None:
    """The demo's passwords are known to everybody, and what is written for practice is no record of anybody.

    Raises BadSetting where a production start finds the demo's database without being a training instance, and where
    a training instance (DEMO=yes) finds one with real people. A database that does not answer is left to `/healthz`.
    """
    production, training = app.config["PRODUCTION"], app.config["TRAINING"]
    if not production and not training:
        return
    with app.app_context():
        try:
            found = origin()
        except SQLAlchemyError:
            found = None
        db.session.remove()
        db.engine.dispose()
    if found is Origin.DEMO and not training:
        raise BadSetting("DATABASE_URL names a database that the demo made; production needs one of its own.")
    if found is Origin.SETUP and training:
        raise BadSetting(
            "DEMO=yes makes this a training instance, and DATABASE_URL names a database of real people; "
            "training needs one of its own."
        )


def is_training(app: Flask, ask: bool = True) -> bool:
    """Whether everything here is invented: by the setting DEMO=yes, or because the demo made the database.

    The database is asked until it is known, which never changes afterwards; without `ask` it is left in peace.
    """
    if app.config["TRAINING"]:
        return True
    known = app.extensions.get("origin")
    if known is None and ask:
        with db.session.no_autoflush:
            known = app.extensions["origin"] = origin()
    return known is Origin.DEMO


def mark(made_by: Origin) -> None:
    """Say where the database comes from, once."""
    db.session.add(Installation(id=1, origin=made_by))
