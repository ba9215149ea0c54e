"""Who was asked in the survey, the tablet in a citizen's hands, and the effort of those who go out to people."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TALKS = ("contact", "conversation")
SESSIONS = ("staff", "committee", "door", "survey", "screen")
EFFORTS = ("casework", "addiction", "health", "outreach", "other")


def upgrade() -> None:
    """Go up."""
    for talk in TALKS:
        with op.batch_alter_table(talk) as batch_op:
            batch_op.add_column(sa.Column("survey_asked_on", sa.Date(), nullable=True))
    _allow("sign_in", "sessionkind", SESSIONS)
    _allow("effort", "effortkind", EFFORTS)


def downgrade() -> None:
    """Go down. A tablet in a citizen's hands stands at the door then, which only its owner opens as well."""
    op.execute(sa.text("UPDATE sign_in SET kind = 'door' WHERE kind = 'survey'"))
    op.execute(sa.text("UPDATE effort SET kind = 'other' WHERE kind = 'outreach'"))
    _allow("sign_in", "sessionkind", tuple(kind for kind in SESSIONS if kind != "survey"))
    _allow("effort", "effortkind", tuple(kind for kind in EFFORTS if kind != "outreach"))
    for talk in TALKS:
        with op.batch_alter_table(talk) as batch_op:
            batch_op.drop_column("survey_asked_on")


def _allow(table: str, name: str, words: tuple[str, ...]) -> None:
    allowed = ", ".join(f"'{word}'" for word in words)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), f"kind IN ({allowed})")
