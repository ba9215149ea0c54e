"""Questions about accounts."""

import unicodedata
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app import clock
from app.accounts.models import Account, Invitation, RoleHeld
from app.accounts.password import code_hash
from app.db import db


def of_places(centre: Any, controller: Any, places: Collection[tuple[int, int]]) -> sa.ColumnElement[bool]:
    """SQL for: belongs to one of these centres, under the controller that each is named with (`permissions.pairs`).

    A comparison for each controller, not for each centre: nearly every question of the program asks this, and it is
    the same statement wherever somebody works under one controller.
    """
    under: dict[int, list[int]] = {}
    for at, by in sorted(places):
        under.setdefault(by, []).append(at)
    return sa.or_(sa.false(), *(sa.and_(controller == by, centre.in_(centres)) for by, centres in under.items()))


def account_named(username: str) -> Account | None:
    """The account of a username as `folded` answers it."""
    return db.session.scalar(sa.select(Account).where(Account.username == username))


def folded(username: str) -> str:
    """A username as it is kept: case, width and spaces around it do not matter. Folding it again changes nothing."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", username).casefold()).strip()


def accounts() -> Sequence[Account]:
    """Every account with its roles, disabled ones last, by name."""
    question = sa.select(Account).options(selectinload(Account.roles))
    return db.session.scalars(question.order_by(Account.disabled_at.is_not(None), Account.name)).all()


def any_account() -> bool:
    """Whether anybody has an account yet."""
    return db.session.scalar(sa.select(Account.id).limit(1)) is not None


def departments_at(account_id: int) -> frozenset[tuple[int, int]]:
    """For which departments the account works today, each with the centre."""
    today = clock.today()
    question = sa.select(RoleHeld.centre_id, RoleHeld.department_id).where(
        RoleHeld.account_id == account_id,
        RoleHeld.centre_id.is_not(None),
        RoleHeld.department_id.is_not(None),
        RoleHeld.from_on <= today,
        sa.or_(RoleHeld.ended_on.is_(None), RoleHeld.ended_on > today),
    )
    return frozenset((at, department) for at, department in db.session.execute(question) if at and department)


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
