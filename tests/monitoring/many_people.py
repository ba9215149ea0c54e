"""A house full of people over half a year: some centres big, some small, some topics rare, all made by chance."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from app.accounts.role import Role
from app.centres.models import Centre
from app.citizens.challenge import Challenge
from app.citizens.identity import IdentityLevel, KnownBefore
from app.citizens.models import ChallengeNoted, Citizen, IncomeNoted, IncomeSource
from app.db import db
from app.outreach.contact import Kind, Place
from app.outreach.models import Contact
from tests.make import World

FIRST = datetime(2026, 4, 1, 10, tzinfo=UTC)
DAYS = 182
QUARTERS = ("2026-Q2", "2026-Q3")


def come(world: World, seed: int, people: int = 70) -> int:
    """They come; answers with the account of whoever wrote it all down."""
    chance = random.Random(seed)
    lis = world.account("lis", Role.SKP_WORKER, at=("Regnbuen", "BorgerCafeen"))
    world.account("birgit", Role.STEERING_GROUP)
    world.account("lene", Role.LEADER, at=())
    centres = list(world.centre.values())
    topics = list(Challenge)
    with world.saved():
        sources = [source.id for source in db.session.query(IncomeSource).order_by(IncomeSource.place)]
        controllers = {centre.id: centre.operator_id for centre in db.session.query(Centre)}
        for number in range(people):
            citizen = Citizen(
                alias=f"Borger {number}",
                level=IdentityLevel.ALIAS,
                known_before=chance.choices([*KnownBefore, None], weights=[6, 3, 1, 2])[0],
                controller_id=controllers[centres[0]],
                recorded_by_id=lis,
            )
            db.session.add(citizen)
            db.session.flush()
            usual = chance.choices(centres, weights=[6, 3, 1])[0]
            if chance.random() < 0.8:
                source = chance.choices(sources, weights=[8, *[1] * (len(sources) - 1)])[0]
                db.session.add(_income(citizen.id, source, usual, lis))
            for _ in range(chance.randint(1, 4)):
                at = usual if chance.random() < 0.85 else chance.choice(centres)
                _meet(chance, citizen.id, at, controllers[at], lis, chance.choices(topics, weights=range(1, 13))[:2])
        for _ in range(12):
            at = chance.choice(centres)
            _meet(chance, None, at, controllers[at], lis, [])
    return lis


def _income(citizen: int, source: int, centre: int, by: int) -> IncomeNoted:
    return IncomeNoted(citizen_id=citizen, source_id=source, noted_on=FIRST.date(), author_id=by, centre_id=centre)


def _meet(
    chance: random.Random, citizen: int | None, at: int, controller: int, by: int, topics: list[Challenge]
) -> None:
    when = FIRST + timedelta(days=chance.randrange(DAYS))
    contact = Contact(
        kind=Kind.OUTREACH,
        place=Place.STREET,
        citizen_id=citizen,
        people=1 if citizen else chance.randint(1, 6),
        minutes=chance.choice((5, 15, 30)),
        happened_at=when,
        centre_id=at,
        controller_id=controller,
        author_id=by,
    )
    db.session.add(contact)
    db.session.flush()
    if citizen is not None:
        for topic in set(topics):
            db.session.add(
                ChallengeNoted(
                    citizen_id=citizen, challenge=topic, happened_at=when, contact_id=contact.id, centre_id=at
                )
            )
