"""Consents with their parties, kinds and reviews; what was opened on a legal ground; who consents for the young."""

from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.models import Account
from app.centres.models import Centre, Department
from app.citizens.across import Given
from app.citizens.linking import moves
from app.citizens.models import Citizen
from app.citizens.opening_models import LegalGround
from app.citizens.reading import Information, Owner
from app.consent.consent import LONGEST_WORDS, Side, Terms
from app.db import Model, stored
from app.log import personal

ONE_PARTY = "(department_id IS NULL) <> (centre_id IS NULL)"


@personal
class Consent(Model):
    """A citizen said yes: these kinds of information, as far as these wrote it, may be read by those (rules R8).

    `without_it`: what the citizen was told happens without it. It is never deleted; taken back, it opens nothing.
    """

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS))
    without_it: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS))
    given: Mapped[Given] = mapped_column(stored(Given, "consent_given"))
    given_at: Mapped[datetime] = mapped_column(default=clock.now)
    taken_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    centre_id: Mapped[int] = mapped_column(sa.ForeignKey("centre.id"))
    review_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    withdrawn_how: Mapped[Given | None] = mapped_column(stored(Given, "consent_withdrawn_how"))

    citizen: Mapped[Citizen] = relationship()
    centre: Mapped[Centre] = relationship(lazy="joined")
    taken_by: Mapped[Account] = relationship(lazy="joined", foreign_keys=[taken_by_id])
    withdrawn_by: Mapped[Account | None] = relationship(lazy="joined", foreign_keys=[withdrawn_by_id])
    kinds: Mapped[list["ConsentKind"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    parties: Mapped[list["ConsentParty"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="ConsentParty.id"
    )
    reviews: Mapped[list["ConsentReview"]] = relationship(cascade="all, delete-orphan", order_by="ConsentReview.id")

    __table_args__ = (
        sa.CheckConstraint("purpose <> ''", name="for_something"),
        sa.CheckConstraint("without_it <> ''", name="told_what_happens_without"),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_how IS NULL)",
            name="withdrawn_by_somebody",
        ),
        sa.Index("ix_consent_review", "review_on"),
    )

    @property
    def centre_ids(self) -> frozenset[int]:
        """Whoever has to do with the citizen may take it back for them."""
        return self.citizen.centre_ids

    @property
    def controller_id(self) -> int:
        """The operator who answers for the citizen's record."""
        return self.citizen.controller_id

    @property
    def terms(self) -> Terms:
        """What decides what it opens."""
        sides = {side: frozenset(one.owner for one in self.parties if one.side is side) for side in Side}
        kinds = frozenset(kind.information for kind in self.kinds)
        return Terms(kinds, sides[Side.FROM], sides[Side.TO], self.withdrawn_at is not None)


class ConsentKind(Model):
    """A kind of information that a consent is about."""

    __tablename__ = "consent_kind"

    consent_id: Mapped[int] = mapped_column(sa.ForeignKey("consent.id", ondelete="CASCADE"), primary_key=True)
    information: Mapped[Information] = mapped_column(stored(Information), primary_key=True)


class ConsentParty(Model):
    """A department or a centre on one side of a consent."""

    __tablename__ = "consent_party"

    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(sa.ForeignKey("consent.id", ondelete="CASCADE"), index=True)
    side: Mapped[Side] = mapped_column(stored(Side))
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("department.id"))
    centre_id: Mapped[int | None] = mapped_column(sa.ForeignKey("centre.id"))

    department: Mapped[Department | None] = relationship(lazy="joined")
    centre: Mapped[Centre | None] = relationship(lazy="joined")

    __table_args__ = (sa.CheckConstraint(ONE_PARTY, name="one_party"),)

    @property
    def owner(self) -> Owner:
        """The party, as the rule for reading sees it."""
        return owner_of(self.department, self.centre)

    @property
    def name(self) -> str:
        """What it is called."""
        return name_of(self.department, self.centre)


class ConsentReview(Model):
    """The citizen was asked again and it stands; `next_on`: when they are asked the next time, if ever."""

    __tablename__ = "consent_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(sa.ForeignKey("consent.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    next_on: Mapped[date | None]

    asked_by: Mapped[Account] = relationship(lazy="joined")


@personal
class GroundOpening(Model):
    """Somebody opened what another department or centre wrote about a citizen, until the day ended, on a legal ground
    of the list and for a purpose in words (rules R9).
    """

    __tablename__ = "ground_opening"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(sa.ForeignKey("citizen.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    legal_ground_id: Mapped[int] = mapped_column(sa.ForeignKey("legal_ground.id"))
    purpose: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS))
    department_id: Mapped[int | None] = mapped_column(sa.ForeignKey("department.id"))
    centre_id: Mapped[int | None] = mapped_column(sa.ForeignKey("centre.id"))
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    until: Mapped[datetime]

    account: Mapped[Account] = relationship(lazy="joined")
    legal_ground: Mapped[LegalGround] = relationship(lazy="joined")
    department: Mapped[Department | None] = relationship(lazy="joined")
    centre: Mapped[Centre | None] = relationship(lazy="joined")
    kinds: Mapped[list["GroundOpeningKind"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    __table_args__ = (
        sa.CheckConstraint("purpose <> ''", name="for_something"),
        sa.CheckConstraint(ONE_PARTY, name="one_party"),
    )

    @property
    def name(self) -> str:
        """Whose words were opened."""
        return name_of(self.department, self.centre)


class GroundOpeningKind(Model):
    """A kind of information that was opened on a legal ground."""

    __tablename__ = "ground_opening_kind"

    ground_opening_id: Mapped[int] = mapped_column(
        sa.ForeignKey("ground_opening.id", ondelete="CASCADE"), primary_key=True
    )
    information: Mapped[Information] = mapped_column(stored(Information), primary_key=True)


class ConsentAge(Model):
    """Who consents for somebody of this age in years (rules R8a), as the site has decided, with its source."""

    __tablename__ = "consent_age"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_age: Mapped[int] = mapped_column(unique=True)
    danish: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS))
    english: Mapped[str] = mapped_column(sa.String(LONGEST_WORDS), default="")
    source: Mapped[str] = mapped_column(sa.String(300))
    version: Mapped[int] = mapped_column(default=1)


def owner_of(department: Department | None, centre: Centre | None) -> Owner:
    """The party as the rule for reading sees it."""
    if department is not None:
        return Owner(department_id=department.id)
    if centre is None:
        raise ValueError("a party is a department or a centre")
    return Owner(centre_id=centre.id, controller_id=centre.operator_id)


def name_of(department: Department | None, centre: Centre | None) -> str:
    """What a department or a centre is called."""
    party = department or centre
    return party.name if party else ""


moves(Consent, _l("samtykker"), one=_l("samtykke"))
moves(GroundOpening, _l("åbninger med lovhjemmel"), one=_l("åbning med lovhjemmel"))
