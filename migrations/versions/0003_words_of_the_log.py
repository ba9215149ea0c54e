"""words of the log: deleting and exporting; cover, a reason, consent and a legal ground."""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BEFORE = {
    "act": (
        *("opened", "listed", "searched", "created", "changed", "printed"),
        *("slip_made", "password_chosen", "signed_in", "sign_in_failed", "signed_out"),
    ),
    "ground": ("own_centre", "own_task", "system"),
}
AFTER = {
    "act": (*BEFORE["act"], "deleted", "exported"),
    "ground": (*BEFORE["ground"], "cover", "reason", "consent", "legal_ground"),
}
NAMES = {"act": "logact", "ground": "ground"}


def upgrade() -> None:
    """Go up."""
    _allow(AFTER)


def downgrade() -> None:
    """Go down; rows of the log with a word that is not known then go, for they could not be told from others."""
    records = sa.table("accessed_record", sa.column("entry_id"))
    entries = sa.table("access_entry", sa.column("id"), sa.column("act"), sa.column("ground"))
    for column, words in BEFORE.items():
        unknown = entries.c[column].not_in(words)
        op.execute(sa.delete(records).where(records.c.entry_id.in_(sa.select(entries.c.id).where(unknown))))
        op.execute(sa.delete(entries).where(unknown))
    _allow(BEFORE)


def _allow(words: Mapping[str, tuple[str, ...]]) -> None:
    with op.batch_alter_table("access_entry") as batch:
        for column, name in NAMES.items():
            allowed = ", ".join(f"'{word}'" for word in words[column])
            batch.drop_constraint(op.f(f"ck_access_entry_{name}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_access_entry_{name}"), f"{column} IN ({allowed})")
