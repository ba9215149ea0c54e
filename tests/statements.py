"""What the database is asked: the statements of a block of code, as the driver is handed them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.db import db


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The statements that the program sends in this block; many rows of one statement are one. BEGIN and COMMIT,
    which carry no question, are not among them.
    """
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
