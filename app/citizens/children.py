"""Children at home (rules R16): noted with one tap, and that the municipality was told, never what it was told.

Each is a row with who and when; the latest row about children holds. Callers commit.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock, log
from app.access import Act
from app.accounts.models import Account
from app.accounts.permissions import pairs
from app.accounts.role import Person
from app.centres.models import Centre
from app.citizens.linking import moves
from app.citizens.models import Citizen
from app.citizens.readers import hosts_at
from app.citizens.reading import Information, Kept, Reader, may_read
from app.citizens.timeline import Event, source
from app.db import Model, db


class ChildrenNoted(Model):
    """Somebody noted that there are children in the citizen's home, or no longer."""

    __tablename__ = "children_noted"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    at_home: Mapped[bool]
    noted_at: Mapped[datetime] = mapped_column(default=clock.now)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))

    author: Mapped[Account] = relationship(lazy="joined")


class NotificationMade(Model):
    """On this day somebody told the municipality about a worry (underretning). What was said stands elsewhere."""

    __tablename__ = "notification_made"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    made_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))

    author: Mapped[Account] = relationship(lazy="joined")

    def kept(self, citizen: Citizen) -> Kept:
        """What decides who may know of it; it is about this citizen."""
        return Kept(self.author_id, self.centre_id, citizen.controller_id, Information.GENERAL)


moves(ChildrenNoted, _l("om der er børn i hjemmet"))
moves(NotificationMade, _l("besked givet til kommunen om et barn"))


def latest(citizen: Citizen) -> ChildrenNoted | None:
    """What was noted last about children in the citizen's home."""
    return next(iter(_noted(citizen)), None)


def at_home(citizen: Citizen) -> bool:
    """Whether there are children in the citizen's home, as far as anybody noted."""
    noted = latest(citizen)
    return noted is not None and noted.at_home


def notifications(citizen: Citizen, reader: Person) -> list[NotificationMade]:
    """When the municipality was told, the latest first; only what was recorded by the reader, or by the hosts of a
    centre that is theirs. It is opened to nobody else: no consent or reason is about it.
    """
    made = db.session.scalars(
        sa.select(NotificationMade)
        .where(NotificationMade.citizen_id == citizen.id)
        .order_by(NotificationMade.made_on.desc(), NotificationMade.id.desc())
    )
    rows = made.all()
    by = Reader(reader.account_id or 0, at=pairs(reader, Act.OPEN_CITIZEN), hosts=hosts_at(reader))
    return [one for one in rows if may_read(by, one.kept(citizen))]


def note(citizen: Citizen, *, there: bool, at: Centre, by: Account) -> None:
    """Note that there are children in the home, or no longer; the same again changes nothing."""
    if there is at_home(citizen):
        return
    db.session.add(
        ChildrenNoted(citizen_id=citizen.id, at_home=there, noted_at=clock.now(), centre_id=at.id, author_id=by.id)
    )
    log.changed(citizen)


def noted_with(citizen: Citizen | None, at: datetime, by: Account) -> bool:
    """Whether this person noted, as something else was saved at that instant, that there are children in the home."""
    noted = latest(citizen) if citizen is not None else None
    together = noted is not None and timedelta() <= noted.noted_at - at <= timedelta(minutes=1)
    return noted is not None and together and noted.at_home and noted.author_id == by.id


def notified(citizen: Citizen, *, on: date, at: Centre, by: Account) -> None:
    """Keep the day on which the municipality was told, and by whom."""
    db.session.add(
        NotificationMade(citizen_id=citizen.id, made_on=on, recorded_at=clock.now(), centre_id=at.id, author_id=by.id)
    )
    log.changed(citizen)


@source
def _on_the_timeline(citizen: Citizen, reader: Person) -> Iterable[Event]:
    for noted in _noted(citizen):
        title = _("Der er børn i hjemmet") if noted.at_home else _("Der er ikke længere børn i hjemmet")
        yield Event(noted.noted_at, title, _("Skrevet op af %(name)s", name=noted.author.name))
    for made in notifications(citizen, reader):
        title = _("%(name)s gav kommunen besked om en bekymring for et barn", name=made.author.name)
        yield Event(min(clock.span(made.made_on, made.made_on)[1], made.recorded_at), title)


def _noted(citizen: Citizen) -> Sequence[ChildrenNoted]:
    return db.session.scalars(
        sa.select(ChildrenNoted).where(ChildrenNoted.citizen_id == citizen.id).order_by(ChildrenNoted.id.desc())
    ).all()
