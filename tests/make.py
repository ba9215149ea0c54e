"""Things of the tests, made through the program's own functions by walking the real steps."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask import Flask

from app import clock
from app.access import Act, SessionKind
from app.accounts.models import Account, RoleHeld
from app.accounts.password import hashed
from app.accounts.permissions import controller_at
from app.accounts.role import OF_A_DEPARTMENT, Held, Person, Role
from app.centres.models import Centre, Department, Effort, Focus, Operator, OperatorKind
from app.citizens import register
from app.citizens.challenge import Challenge
from app.citizens.identity import KnownBefore
from app.citizens.models import Citizen
from app.citizens.reading import Information
from app.citizens.register import Details
from app.db import db
from app.outreach import recording
from app.outreach.contact import Kind, Place, Talk
from app.outreach.models import Contact
from tests.browser_without_script import Browser

PASSWORD = "en lang og god kode"
AGES_AGO = date(2010, 1, 1)


class World:
    """Regnbuen and BorgerCafeen of the municipality, Parasollen of its own operator, and whoever works there."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with self.saved():
            municipality = Operator(name="Kommunen", kind=OperatorKind.MUNICIPALITY)
            kfum = Operator(name="KFUM", kind=OperatorKind.PRIVATE)
            centres = [
                Centre(name="Regnbuen", town="Vojens", focus=Focus.SOCIAL, operator=municipality),
                Centre(name="BorgerCafeen", town="Haderslev", focus=Focus.SOCIAL, operator=municipality),
                Centre(name="Parasollen", town="Haderslev", focus=Focus.MIXED, operator=kfum),
            ]
            db.session.add_all([*centres, Department(name="Jobcenter", operator=municipality)])
            db.session.flush()
            self.centre = {centre.name: centre.id for centre in centres}

    @contextmanager
    def saved(self) -> Iterator[None]:
        """In here the database is at hand; at the end everything is committed."""
        with self.app.app_context():
            yield
            db.session.commit()

    def account(self, username: str, *roles: Role, at: tuple[str, ...] = ("Regnbuen",), name: str | None = None) -> int:
        """Somebody with these roles at these centres, with a password; answers with the account's id."""
        with self.saved():
            account = Account(username=username, name=name or username.capitalize(), password_hash=hashed(PASSWORD))
            for role in roles:
                everywhere = role in (Role.STEERING_GROUP, Role.ADMINISTRATOR)
                for centre in (None,) if everywhere or not at else at:
                    account.roles.append(
                        RoleHeld(
                            role=role,
                            centre_id=self.centre[centre] if centre else None,
                            department=self._jobcentre() if role in OF_A_DEPARTMENT else None,
                            from_on=AGES_AGO,
                        )
                    )
            db.session.add(account)
            db.session.flush()
            return account.id

    def citizen(
        self,
        alias: str,
        *,
        by: int,
        at: str = "Regnbuen",
        full_name: str = "",
        happened_at: datetime | None = None,
        **details: object,
    ) -> int:
        """A citizen's record; answers with its id."""
        with self.saved(), clock.stopped(happened_at or clock.now()):
            account = db.session.get_one(Account, by)
            citizen = register.record(
                Details(alias=alias, full_name=full_name, **details),  # type: ignore[arg-type]
                at=db.session.get_one(Centre, self.centre[at]),
                controller_id=self._controller(account, Act.CREATE_CITIZEN, at),
                by=account,
            )
            return citizen.id

    def contact(
        self,
        citizen: int | None,
        *,
        by: int,
        at: str = "Regnbuen",
        topics: tuple[Challenge, ...] = (Challenge.ECONOMY,),
        happened_at: datetime | None = None,
        kind: Kind = Kind.CONTACT_MAKING,
        people: int = 1,
        note: str = "",
        information: Information = Information.GENERAL,
        known_before: KnownBefore | None = None,
    ) -> int:
        """A contact, recorded when it happened; answers with its id."""
        happened = happened_at or clock.now() - timedelta(minutes=5)
        with self.saved(), clock.stopped(happened + timedelta(minutes=5)):
            account = db.session.get_one(Account, by)
            talk = Talk(
                kind=kind,
                topics=frozenset(topics),
                place=Place.CENTRE,
                happened_at=happened,
                minutes=15,
                people=people,
                known_before=known_before,
                note=note,
                information=information,
            )
            contact = recording.record(
                talk,
                citizen=db.session.get_one(Citizen, citizen) if citizen else None,
                at=db.session.get_one(Centre, self.centre[at]),
                controller_id=self._controller(account, Act.RECORD_CONTACT, at),
                by=account,
            )
            db.session.flush()
            return contact.id

    def browser(self, username: str | None = None) -> Browser:
        """A browser without script; with a username, signed in through the form."""
        browser = Browser(self.app)
        if username:
            form = browser.get("/accounts/sign-in").form("sign-in")
            form["username"], form["password"] = username, PASSWORD
            assert form.submit().status == 303
        return browser

    def cookie(self, username: str) -> tuple[str, str]:
        """The session cookie of somebody who signed in, as a header's value, and a CSRF token that goes with it."""
        browser = self.browser(username)
        token = browser.get("/accounts/me").form("sign-out")["csrf_token"]
        cookie = browser.client.get_cookie("vaeksthus")
        assert cookie is not None
        return f"vaeksthus={cookie.value}", token

    def effort(self, name: str) -> int:
        """An effort; answers with its id."""
        with self.saved():
            effort = Effort(name=name)
            db.session.add(effort)
            db.session.flush()
            return effort.id

    def department(self) -> int:
        """The jobcentre's id."""
        with self.saved():
            return self._jobcentre().id

    def contacts(self) -> list[Contact]:
        """Every contact there is."""
        with self.app.app_context():
            return list(db.session.scalars(sa.select(Contact).order_by(Contact.id)))

    def _jobcentre(self) -> Department:
        return db.session.scalars(sa.select(Department)).one()

    def _controller(self, account: Account, act: Act, centre: str) -> int:
        held = tuple(Held(role.role, role.centre_id, role.controller_id) for role in account.roles)
        return controller_at(Person(account.id, SessionKind.STAFF, held), act, self.centre[centre])
