"""Linking two records of one person, seeing what will move, and undoing it. Callers commit.

Rows are moved one by one, never by a bulk UPDATE: what is counted beside (the figures' roll-up) hears of each.
Whoever calls holds both records (`hold_both`), so that nobody links, undoes or writes in between.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from app import clock, log
from app.accounts.models import Account
from app.citizens import names, standings
from app.citizens.identity import IdentityLevel
from app.citizens.link_models import CitizenLink, LinkedCentre, LinkedRecord
from app.citizens.linking import Mover, Standing, movers, moves, refuse_link, refuse_undoing
from app.citizens.models import ChallengeNoted, Citizen, CitizenAtCentre, IncomeNoted, LevelChange, Note
from app.citizens.standing import Status
from app.citizens.standing_models import Protection, SafetyNote, StatusChange
from app.db import db, hold


def hold_both(one: Citizen, other: Citizen) -> None:
    """Read both records anew and keep others from changing them; always in the order of their ids."""
    for citizen in sorted({one, other}, key=lambda citizen: citizen.id):
        hold(citizen)


def link(kept: Citizen, other: Citizen, *, reason: str, by: Account) -> CitizenLink:
    """See the other record with the one that is kept from now on. Raises linking.Refused."""
    refuse_link(standing(kept), standing(other))
    made = CitizenLink(kept_id=kept.id, other_id=other.id, reason=reason, author_id=by.id, linked_at=clock.now())
    made.moved = [LinkedRecord(kind=mover.kind, record_id=row.id) for mover, row in _move(_rows_of(other), kept)]
    _unite_centres(made, kept, other)
    if kept.known_before is None and other.known_before is not None:
        kept.known_before = other.known_before
        made.brought_known_before = True
    other.kept_as = kept
    db.session.add(made)
    _settle(kept, other)
    return made


def undo(made: CitizenLink, *, by: Account) -> None:
    """Give the other record back exactly what the link moved. Raises linking.Refused.

    What was written about the kept record since stays there; a row that was deleted since is left out.
    """
    kept, other = both(made)
    refuse_undoing(made.id, standing(kept), [one.id for one in links_of(kept)])
    remembered: dict[str, set[int]] = {}
    for moved in made.moved:
        remembered.setdefault(moved.kind, set()).add(moved.record_id)
    there = _rows_of(kept)
    contacts = {row.id for mover, row in there if mover.kind == "contact"} & remembered.get("contact", set())
    # What was added to a contact since (a topic, a note, a bridge) goes with it: it says something about the same day.
    rows = [
        (mover, row)
        for mover, row in there
        if row.id in remembered.get(mover.kind, ()) or getattr(row, "contact_id", None) in contacts
    ]
    _move(rows, other)
    db.session.flush()
    other.kept_as = None
    _part_centres(made, kept, other)
    if made.brought_known_before:
        kept.known_before = None
    made.undone_at, made.undone_by_id = clock.now(), by.id
    _settle(kept, other)


def both(made: CitizenLink) -> tuple[Citizen, Citizen]:
    """The record that is kept, and the other."""
    return db.session.get_one(Citizen, made.kept_id), db.session.get_one(Citizen, made.other_id)


def better_known(one: Citizen, other: Citizen) -> Citizen:
    """Which of the two one would rather keep: an open record, then one with a name, then the older."""
    return min(
        (one, other),
        key=lambda citizen: (citizen.status is not Status.OPEN, citizen.level is IdentityLevel.ALIAS, citizen.id),
    )


def links_of(kept: Citizen) -> Sequence[CitizenLink]:
    """The links that stand on a record, the latest first."""
    return db.session.scalars(
        sa.select(CitizenLink)
        .where(CitizenLink.kept_id == kept.id, CitizenLink.undone_at.is_(None))
        .order_by(CitizenLink.id.desc())
    ).all()


def every_link_of(citizen: Citizen) -> Sequence[CitizenLink]:
    """Every link there has been on a record, undone ones too, the latest first."""
    return db.session.scalars(
        sa.select(CitizenLink)
        .where(sa.or_(CitizenLink.kept_id == citizen.id, CitizenLink.other_id == citizen.id))
        .order_by(CitizenLink.id.desc())
    ).all()


def counts(citizen: Citizen) -> list[tuple[Mover, int]]:
    """How many rows of each kind would go along with this record; kinds without any are left out."""
    numbers = [
        (mover, db.session.scalar(sa.select(sa.func.count()).where(_citizen_id(mover) == citizen.id)) or 0)
        for mover in movers()
    ]
    return [(mover, number) for mover, number in numbers if number]


def _rows_of(citizen: Citizen) -> list[tuple[Mover, Any]]:
    return [
        (mover, row)
        for mover in movers()
        for row in db.session.scalars(sa.select(mover.model).where(_citizen_id(mover) == citizen.id)).unique()
    ]


def _move(rows: list[tuple[Mover, Any]], to: Citizen) -> list[tuple[Mover, Any]]:
    for _mover, row in rows:
        row.citizen_id = to.id
    db.session.flush()
    for _mover, row in rows:
        if "citizen" in sa.inspect(row).mapper.relationships:
            db.session.expire(row, ["citizen"])
    return rows


def _citizen_id(mover: Mover) -> Any:
    return mover.model.citizen_id


def _unite_centres(made: CitizenLink, kept: Citizen, other: Citizen) -> None:
    """Both belong where either did: the other belongs nowhere by itself, so that no list or search shows it."""
    known = kept.centre_ids
    for at in other.centres:
        is_new = at.centre_id not in known
        made.centres.append(LinkedCentre(centre_id=at.centre_id, since=at.since, was_new=is_new))
        if is_new:
            kept.centres.append(CitizenAtCentre(centre=at.centre, since=at.since))
    other.centres.clear()


def _part_centres(made: CitizenLink, kept: Citizen, other: Citizen) -> None:
    """Back to where each belonged; the kept one stays where something was written about it since."""
    stays = {row.centre_id for _mover, row in _rows_of(kept) if hasattr(row, "centre_id")}
    brought = {one.centre_id for one in made.centres if one.was_new}
    kept.centres = [at for at in kept.centres if at.centre_id not in brought - stays]
    other.centres = [CitizenAtCentre(centre_id=one.centre_id, since=one.since) for one in made.centres]


def _settle(kept: Citizen, other: Citizen) -> None:
    db.session.flush()
    for citizen in (other, kept):
        standings.follow(citizen)
        names.remember(citizen)
        citizen.version += 1
        log.changed(citizen)


def standing(citizen: Citizen) -> Standing:
    """What decides whether a record can be linked."""
    return Standing(citizen.id, citizen.controller_id, citizen.kept_as_id)


moves(Note, _l("notater"), one=_l("notat"))
moves(ChallengeNoted, _l("emner"), one=_l("emne"))
moves(IncomeNoted, _l("indkomster"), one=_l("indkomst"))
moves(LevelChange, _l("skift af navn"), one=_l("skift af navn"))
moves(StatusChange, _l("afslutninger"), one=_l("afslutning"))
moves(Protection, _l("navnebeskyttelser"), one=_l("navnebeskyttelse"))
moves(SafetyNote, _l("sikkerhedsnoter"), one=_l("sikkerhedsnote"))
