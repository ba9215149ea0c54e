"""A session that is running now, made beside the demo by the program's own functions, and whoever is talked with."""

from datetime import timedelta

import sqlalchemy as sa

from app import clock, create_app
from app.accounts.models import Account
from app.casework import planning, visiting
from app.casework.visit import BroughtBy
from app.casework.visiting import Arrival
from app.centres.models import Centre, Effort
from app.citizens.challenge import Challenge
from app.citizens.models import Citizen, CitizenAtCentre
from app.db import db
from app.followups.models import FollowUp
from tests.browser.server import Server

TEAM = ("karim", "jens", "hanne", "tom")


def taken(server: Server, *, named: bool = True, joined: tuple[str, ...] = (), minutes: int = 22) -> int:
    """A visit of a citizen of Regnbuen (or of somebody without a name), who came for money and whom Karim took so many
    minutes ago; answers with its id.
    """
    app = create_app({"VAEKSTHUS_INSTANCE": str(server.database.parent)})
    now = clock.now()
    with app.app_context():
        regnbuen = db.session.scalars(sa.select(Centre).where(Centre.name == "Regnbuen")).one()
        by_name = {one.username: one for one in db.session.scalars(sa.select(Account))}
        team = {
            by_name[name].id: next((role.department_id for role in by_name[name].roles if role.department_id), None)
            for name in TEAM
            if name in by_name
        }
        session = planning.plan(
            db.session.scalars(sa.select(Effort).where(Effort.name == "Fremskudt sagsbehandling")).one(),
            [regnbuen],
            controller_id=regnbuen.operator_id,
            starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(hours=1),
            team=team,
        )
        db.session.flush()
        citizen = _somebody(regnbuen) if named else None
        arrival = Arrival(
            called="" if named else "Den blå jakke", topic=Challenge.ECONOMY, brought_by=BroughtBy.CENTRE_WORKER
        )
        with clock.stopped(now - timedelta(minutes=minutes)):
            visit = visiting.check_in(session, arrival, citizen=citizen, by=by_name["tom"])
            db.session.flush()
            visiting.take(visit, by=by_name["karim"])
            db.session.flush()
            for name in joined:
                visiting.join(visit, by=by_name[name])
        db.session.commit()
        id = int(visit.id)
        db.engine.dispose()
    return id


def _somebody(at: Centre) -> Citizen:
    """A citizen of the centre who is open, and about whom nothing is agreed yet."""
    question = (
        sa.select(Citizen)
        .join(CitizenAtCentre)
        .where(
            CitizenAtCentre.centre_id == at.id,
            Citizen.controller_id == at.operator_id,
            Citizen.alias != "",
            Citizen.kept_as_id.is_(None),
            Citizen.status == "open",
            Citizen.protected_since.is_(None),
            Citizen.not_alone_until.is_(None),
            Citizen.id.not_in(sa.select(FollowUp.citizen_id).where(FollowUp.citizen_id.is_not(None))),
        )
        .order_by(Citizen.id)
    )
    return db.session.scalars(question).unique().first() or db.session.scalars(sa.select(Citizen)).unique().first()
