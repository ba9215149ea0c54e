"""How migrations run: in one transaction, with rows in, on SQLite and PostgreSQL.

Alembic's batch mode drops and renames a parent table; with foreign keys on, that fails or empties the children.
So on SQLite they are off on the connection before the transaction begins, and checked before it ends.
"""

from alembic import context
from flask import current_app

from app.db import UTCDateTime

database = current_app.extensions["migrate"].db


def plain_type(kind: str, item: object, _context: object) -> str | bool:
    """Write our own types as the plain ones they are kept as, so that a migration needs no code of the program."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


def run() -> None:
    """Run the migrations on the app's own database."""
    engine = database.engine
    sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if sqlite:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = OFF")
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=sqlite,
            transactional_ddl=True,
            compare_type=True,
            render_item=plain_type,
        )
        try:
            with connection.begin():
                context.run_migrations()
                if sqlite:
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                    if broken:
                        raise RuntimeError(f"the migration leaves broken references: {broken[:5]}")
        finally:
            if sqlite:
                connection.connection.dbapi_connection.execute("PRAGMA foreign_keys = ON")


run()
