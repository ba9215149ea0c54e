"""Accounts, the roles they hold, their invitations, their sessions, and what slows down guessing."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.access import SessionKind
from app.accounts.pin import MOST_WRONG
from app.accounts.role import OF_A_DEPARTMENT, WITH_NOBODY, Held, Person, Role
from app.centres.models import Centre, Department
from app.db import Model, stored

FRESH_FOR = timedelta(minutes=10)


class Account(Model):
    """A person who signs in. Without a password hash, an invitation is still open."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(sa.String(80), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    pin_hash: Mapped[str | None] = mapped_column(sa.String(200))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    disabled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    roles: Mapped[list["RoleHeld"]] = relationship(
        back_populates="account", order_by="RoleHeld.id", cascade="all, delete-orphan"
    )

    @property
    def initials(self) -> str:
        """First letters of the first and the last word of the name."""
        words = self.name.split()
        return "".join(word[0] for word in [words[0], *words[1:][-1:]]).upper() if words else "?"

    def roles_on(self, day: date) -> list["RoleHeld"]:
        """The roles held on a day, in the order they were given."""
        return [held for held in self.roles if held.holds_on(day)]


class RoleHeld(Model):
    """A role held from a day, until it ended."""

    __tablename__ = "role_held"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(stored(Role))
    centre_id: Mapped[int | None] = mapped_column(sa.ForeignKey("centre.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("department.id"))
    from_on: Mapped[date] = mapped_column(default=clock.today)
    ended_on: Mapped[date | None]

    account: Mapped[Account] = relationship(back_populates="roles")
    centre: Mapped[Centre | None] = relationship(lazy="joined")
    department: Mapped[Department | None] = relationship(lazy="joined")

    def holds_on(self, day: date) -> bool:
        """Whether the role is held on that day; the day it ended is not one of them."""
        return self.from_on <= day and (self.ended_on is None or day < self.ended_on)

    @property
    def controller_id(self) -> int | None:
        """The operator who answers for what is recorded in this role."""
        if self.role in OF_A_DEPARTMENT and self.department:
            return self.department.operator_id
        return self.centre.operator_id if self.centre else None


class Invitation(Model):
    """A one-time slip that lets its holder choose a password; only the code's hash is kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class SignIn(Model, UserMixin):
    """A session on a tablet. The cookie carries a token; the row, which the server can end, only its hash."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    kind: Mapped[SessionKind] = mapped_column(stored(SessionKind))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    centre_id: Mapped[int | None] = mapped_column(sa.ForeignKey("centre.id"))
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    touched_at: Mapped[datetime] = mapped_column(default=clock.now)
    """The last touch that is known, of which one in half a minute is kept."""
    password_at: Mapped[datetime | None]
    """When the password was last given; a lock forgets it."""
    pin_failures: Mapped[int] = mapped_column(default=0)
    """Wrong PINs in a row while the screen is locked."""
    locked_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="joined")
    centre: Mapped[Centre | None] = relationship(lazy="joined")

    token = ""
    idle = False
    """Whether the last touch was so long ago that the screen counts as locked, before any request has noted it."""

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie."""
        return self.token

    @property
    def locked(self) -> bool:
        """Whether the screen is locked, so that only its owner's PIN or password opens it."""
        return self.locked_at is not None or self.idle

    @property
    def opens_by_pin(self) -> bool:
        """Whether a PIN opens the locked screen; never from the door, and not after too many wrong ones."""
        staff = self.kind in (SessionKind.STAFF, SessionKind.COMMITTEE)
        return staff and self.account.pin_hash is not None and self.pin_failures < MOST_WRONG

    @property
    def fresh(self) -> bool:
        """Whether the password, not the PIN, was given a moment ago."""
        return self.password_at is not None and clock.now() - self.password_at <= FRESH_FOR

    @property
    def person(self) -> Person:
        """Whoever this session speaks for: its account, or nobody at the door, in the survey and on the screen."""
        if self.kind in WITH_NOBODY:
            return Person(None, self.kind, (), self.centre_id)
        held = tuple(
            Held(role.role, role.centre_id, role.controller_id, role.department_id)
            for role in self.account.roles_on(clock.today())
            if (role.role is Role.COMMITTEE_MEMBER) == (self.kind is SessionKind.COMMITTEE)
        )
        return Person(self.account_id, self.kind, held, self.centre_id)


class Slowdown(Model):
    """Wrong passwords in a row, by account or by device; the key is a keyed hash, for unknown names too."""

    __tablename__ = "slowdown"

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(default=clock.now)
    blocked_until: Mapped[datetime] = mapped_column(default=clock.now)
