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


def refuse_demo_in_production(app: Flask) -> None:
    """The demo's passwords are known to everybody: raises BadSetting where a production start finds its database.

    A database that does not answer is left to `/healthz`.
    """
    if not app.config["PRODUCTION"]:
        return
    with app.app_context():
        try:
            found = origin()
        except SQLAlchemyError:
            found = None
        db.session.remove()
    if found is Origin.DEMO:
        raise BadSetting("DATABASE_URL names a database that the demo made; production needs one of its own.")


def mark(made_by: Origin) -> None:
    """Say where the database comes from, once."""
    db.session.add(Installation(id=1, origin=made_by))
