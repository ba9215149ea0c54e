"""Conversations at sessions, counted one by one: once or ongoing, settled on the spot or why not, brought by whom.

Unlike the other tables, the percentages are of conversations; somebody without a record is talked with too. They are
few beside the contacts, and counted straight from the records.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app import clock
from app.casework.conversation import Recurrence, Unsettled
from app.casework.models import Conversation
from app.casework.visit import BroughtBy
from app.db import db
from app.monitoring.table import Scope, Table, table

SETTLED = "settled"


@dataclass(frozen=True)
class Talks:
    """The conversations of a scope, and the tables of them."""

    conversations: int
    without_record: int
    tables: tuple[Table, ...]


def talks(scope: Scope) -> Talks:
    """Count them in one question."""
    unnamed = Conversation.citizen_id.is_(None)
    what: list[Any] = [Conversation.recurrence, Conversation.unsettled, Conversation.brought_by]
    start, end = clock.span(scope.first, scope.last)
    question = (
        sa.select(*what, unnamed, sa.func.count())
        .where(Conversation.happened_at >= start, Conversation.happened_at < end)
        .group_by(*what, unnamed)
    )
    if scope.centre_ids is not None:
        question = question.where(Conversation.centre_id.in_(sorted(scope.centre_ids)))
    counted: dict[str, dict[str, int]] = {"recurrence": {}, "settled": {}, "brought_by": {}}
    conversations = without_record = 0
    rows: Iterable[Any] = db.session.execute(question)
    for recurrence, unsettled, brought_by, is_unnamed, number in rows:
        conversations += number
        without_record += number if is_unnamed else 0
        said = {"recurrence": recurrence.value, "settled": unsettled or SETTLED, "brought_by": brought_by.value}
        for key, one in said.items():
            counted[key][one] = counted[key].get(one, 0) + number
    order = {
        "recurrence": [one.value for one in Recurrence],
        "settled": [SETTLED, *(one.value for one in Unsettled)],
        "brought_by": [one.value for one in BroughtBy],
    }
    tables = (table(key, rows, counted[key], conversations) for key, rows in order.items())
    return Talks(conversations, without_record, tuple(tables))
