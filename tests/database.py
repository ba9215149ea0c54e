"""The database as a test looks at it from outside: every table, every row, every text."""

from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.db import db

Rows = dict[str, list[dict[str, Any]]]

LOG = frozenset({"access_entry", "accessed_record"})


def rows(app: Flask, *tables: str) -> Rows:
    """Every row of these tables (of all, when none is named), in the order of their keys."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: [
                dict(row._mapping) for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns))
            ]
            for table in db.metadata.sorted_tables
            if not tables or table.name in tables
        }


def one_table(app: Flask, table: str) -> list[dict[str, Any]]:
    """The rows of one table."""
    return rows(app, table)[table]


def places_of(app: Flask, text: str) -> list[str]:
    """Where this text is stored, as table.column, in any spelling of its letters."""
    wanted = text.casefold()
    return sorted(
        {
            f"{table}.{column}"
            for table, found in rows(app).items()
            for row in found
            for column, value in row.items()
            if isinstance(value, str) and wanted in value.casefold()
        }
    )


def logged(app: Flask) -> list[tuple[str, str, int, list[tuple[str, int]]]]:
    """The access log without signing in and out: act, page, times, records."""
    found = rows(app, *LOG)
    records: dict[int, list[tuple[str, int]]] = {}
    for record in found["accessed_record"]:
        records.setdefault(record["entry_id"], []).append((record["kind"], record["record_id"]))
    return [
        (entry["act"].value, entry["page"], entry["times"], sorted(records.get(entry["id"], [])))
        for entry in found["access_entry"]
        if entry["act"].value not in ("signed_in", "signed_out")
    ]
