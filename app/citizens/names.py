"""What a record is called and found by: its own names, and those of the records that are linked to it."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.citizens import search
from app.citizens.models import Citizen, CitizenWord
from app.db import db

MOST_LINKED = 100
"""No more records than this are followed in one chain of links."""


def remember(citizen: Citizen) -> None:
    """Write anew by which words the record is found, and what else it is called."""
    called = [(citizen.alias, citizen.full_name)]
    others = linked_to(citizen) if citizen.id is not None else []
    called += [(other.alias, other.full_name) for other in others]
    wanted = dict.fromkeys(word for pair in called for word in search.words(" ".join(pair)))
    kept = {word.word: word for word in citizen.words}
    citizen.words = [kept.get(word) or CitizenWord(word=word) for word in wanted]
    shown = [other.alias if citizen.protected_since else other.name for other in others]
    citizen.also_called = ", ".join(dict.fromkeys(name for name in shown if name and name != citizen.name))


def linked_to(citizen: Citizen) -> Sequence[Citizen]:
    """The records that are linked to this one, and those linked to them, in the order of their ids."""
    direct = sa.select(Citizen.id).where(Citizen.kept_as_id == citizen.id).cte("linked", recursive=True)
    linked = direct.union(sa.select(Citizen.id).where(Citizen.kept_as_id == direct.c.id))
    return db.session.scalars(
        sa.select(Citizen).where(Citizen.id.in_(sa.select(linked.c.id))).order_by(Citizen.id).limit(MOST_LINKED)
    ).all()


def leads_to(ids: Sequence[int]) -> dict[int, int]:
    """For those of these records that are linked to another: the one they are seen with, at the end of the chain."""
    found: dict[int, int] = {}
    asked = {id: id for id in ids}
    while asked:
        steps = sa.select(Citizen.id, Citizen.kept_as_id).where(
            Citizen.id.in_(asked.values()), Citizen.kept_as_id.is_not(None)
        )
        kept = {row.id: row.kept_as_id for row in db.session.execute(steps)}
        asked = {id: kept[at] for id, at in asked.items() if at in kept}
        found |= asked
    return found


def called(ids: Sequence[int]) -> dict[int, list[str]]:
    """Every name by which these records are known, those of the records linked to them included; the full names of
    somebody protected are left out.
    """
    names = (Citizen.id, Citizen.alias, Citizen.full_name)
    start = (
        sa.select(Citizen.id.label("kept_id"), Citizen.protected_since.label("protected"), *names)
        .where(Citizen.id.in_(ids))
        .cte("family", recursive=True)
    )
    family = start.union_all(
        sa.select(start.c.kept_id, start.c.protected, *names).where(Citizen.kept_as_id == start.c.id)
    )
    rows = sa.select(family.c.kept_id, family.c.protected, family.c.alias, family.c.full_name)
    found: dict[int, list[str]] = {}
    for kept_id, protected, alias, full_name in db.session.execute(rows):
        found.setdefault(kept_id, []).extend(name for name in (alias, "" if protected else full_name) if name)
    return found
