"""Questions about accounts."""

import unicodedata
from collections.abc import Sequence

import sqlalchemy as sa

from app import clock
from app.accounts.models import Account, Invitation
from app.accounts.password import code_hash
from app.db import db


def account_named(username: str) -> Account | None:
    """The account of a username as `folded` answers it."""
    return db.session.scalar(sa.select(Account).where(Account.username == username))


def folded(username: str) -> str:
    """A username as it is kept: case, width and spaces around it do not matter. Folding it again changes nothing."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", username).casefold()).strip()


def accounts() -> Sequence[Account]:
    """Every account, disabled ones last, by name."""
    return db.session.scalars(sa.select(Account).order_by(Account.disabled_at.is_not(None), Account.name)).all()


def any_account() -> bool:
    """Whether anybody has an account yet."""
    return db.session.scalar(sa.select(Account.id).limit(1)) is not None


def open_invitation(account: Account) -> Invitation | None:
    """The account's newest slip that can still be used."""
    return db.session.scalar(_open().where(Invitation.account_id == account.id))


def invitation_for(account: Account | None, code: str) -> Invitation | None:
    """The open slip with this code, if it is this account's, and the account is not disabled."""
    if account is None or account.disabled_at is not None:
        return None
    return db.session.scalar(
        _open().where(Invitation.account_id == account.id, Invitation.code_hash == code_hash(code)).with_for_update()
    )


def _open() -> sa.Select[Invitation]:
    return (
        sa.select(Invitation)
        .where(
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
        .order_by(Invitation.id.desc())
        .limit(1)
    )
