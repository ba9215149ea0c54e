"""One-time slips with which somebody chooses a password. Callers commit; the code itself is kept nowhere."""

from datetime import timedelta

import sqlalchemy as sa

from app import clock, log
from app.accounts.models import Account, Invitation
from app.accounts.password import code_hash, new_code
from app.db import db

SLIP_LASTS = timedelta(days=14)


def invite(account: Account, by: int | None) -> str:
    """A new one-time code for the account; earlier ones are withdrawn."""
    withdraw_slips(account)
    code = new_code()
    db.session.add(
        Invitation(account_id=account.id, code_hash=code_hash(code), made_by_id=by, expires_at=clock.now() + SLIP_LASTS)
    )
    log.slip_made(account)
    return code


def withdraw_slips(account: Account) -> None:
    """No slip of this account can be used any more."""
    open_slips = sa.update(Invitation).where(
        Invitation.account_id == account.id, Invitation.used_at.is_(None), Invitation.withdrawn_at.is_(None)
    )
    db.session.execute(open_slips.values(withdrawn_at=clock.now()))
