"""Questions about helpers."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from app import clock
from app.accounts.models import Account, RoleHeld
from app.accounts.permissions import HOSTS
from app.accounts.role import Role
from app.centres.models import Centre
from app.db import db
from app.volunteers.models import Helper


def helpers(centre_ids: Iterable[int]) -> Sequence[Helper]:
    """Everybody who helps or has helped at these centres, by name. The caller logs them."""
    return db.session.scalars(
        sa.select(Helper).where(Helper.centre_id.in_(list(centre_ids))).order_by(Helper.name, Helper.id)
    ).all()


def contacts_at(centre: Centre) -> Sequence[Account]:
    """Who can be a helper's contact person: those who work as hosts at the centre, and leaders of it, by name."""
    today = clock.today()
    return db.session.scalars(
        sa.select(Account)
        .where(
            Account.disabled_at.is_(None),
            sa.exists().where(
                RoleHeld.account_id == Account.id,
                RoleHeld.from_on <= today,
                sa.or_(RoleHeld.ended_on.is_(None), RoleHeld.ended_on > today),
                sa.or_(
                    sa.and_(RoleHeld.role.in_((*HOSTS, Role.LEADER)), RoleHeld.centre_id == centre.id),
                    sa.and_(RoleHeld.role == Role.LEADER, RoleHeld.centre_id.is_(None)),
                ),
            ),
        )
        .order_by(Account.name, Account.id)
    ).all()
