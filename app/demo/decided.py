"""The demo's competence plan, some decisions of the last days, and two that a colleague is asked for."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from app import clock
from app.accounts.models import Account
from app.centres.models import Centre, Department
from app.citizens.models import Citizen
from app.citizens.standing import Status
from app.db import db
from app.decisions import recording
from app.decisions.models import Competence, DecisionGround, DecisionKind
from app.decisions.recording import About, Said

PLAN_FROM = date(2026, 1, 1)
GRANT, REFUSE = "Bevilge en enkeltydelse", "Give afslag på en enkeltydelse"
AGREE, COORDINATE, SUPPORT = "Aftale en indsats", "Koordinere forløbet", "Bevilge støtte i hverdagen"

PLAN = (
    ("Ydelsescenter", GRANT),
    ("Ydelsescenter", REFUSE),
    ("Jobcenter", AGREE),
    ("Jobcenter", COORDINATE),
    ("Handicap og Psykiatri", SUPPORT),
    ("Handicap og Psykiatri", COORDINATE),
    ("Misbrugscenter", AGREE),
)
ENDED = ("Borgerservice", GRANT, date(2026, 6, 30))
COMING = ("Sundhedsafdeling", AGREE, 14)
"""Days from today."""

DECIDED = (
    (
        "jens",
        "Regnbuen",
        GRANT,
        "Aktivloven § 81",
        125_000,
        "Vinterjakke og støvler. Du har ingen penge til det selv.",
        6,
    ),
    ("jens", "Regnbuen", REFUSE, "Aktivloven § 85", None, "Du får ikke flytningen betalt, fordi en ven kan køre.", 4),
    ("jens", "BorgerCafeen", GRANT, "Aktivloven § 82 a", 384_050, "Tandlægen, efter overslaget fra klinikken.", 2),
    ("karim", "Regnbuen", AGREE, "Lov om en aktiv beskæftigelsesindsats § 167", None, "Mentor to timer om ugen.", 3),
    ("hanne", "Kolibrien", SUPPORT, "Serviceloven § 85", None, "Støtte til indkøb og post, en time om ugen.", 5),
)
"""Who, where, what, on which ground, øre, words, days ago."""


def tell(accounts: Mapping[str, Account], centres: Mapping[str, Centre], known: Mapping[str, Sequence[Citizen]]) -> int:
    """Tell it; answers with how many decisions there are."""
    db.session.flush()
    departments = {one.name: one for one in db.session.scalars(sa.select(Department))}
    kinds = {one.danish: one for one in db.session.scalars(sa.select(DecisionKind))}
    grounds = {one.paragraph: one for one in db.session.scalars(sa.select(DecisionGround))}
    by = accounts["anders"]
    soon = clock.today() + timedelta(days=COMING[2])
    rows: list[tuple[str, str, date, date | None]] = [(name, kind, PLAN_FROM, None) for name, kind in PLAN]
    rows += [(*ENDED[:2], PLAN_FROM, ENDED[2]), (*COMING[:2], soon, None)]
    db.session.add_all(
        Competence(
            department=departments[name],
            kind=kinds[kind],
            valid_from=first,
            valid_to=last,
            made_by_id=by.id,
            made_at=clock.now(),
        )
        for name, kind, first, last in rows
    )
    db.session.flush()
    made = []
    for place, (who, at, kind, paragraph, amount, text, days) in enumerate(DECIDED):
        said = Said(kinds[kind].id, _department(accounts[who]), grounds[paragraph].id, text, amount)
        with clock.stopped(clock.now() - timedelta(days=days)):
            made.append(recording.decide(said, _about(known[at], place, centres[at]), by=accounts[who]))
    first = made[0]
    corrected = Said(
        first.kind_id, first.department_id, first.ground_id, first.text, 119_500, "Støvlerne var på tilbud."
    )
    about = About(first.citizen, first.centre, first.controller_id)
    made.append(recording.decide(corrected, about, by=accounts["jens"], replaces=first))
    for who, to, kind, text in (
        ("karim", "jens", GRANT, "Han mangler en cykel for at kunne komme i praktik."),
        ("jens", "hanne", SUPPORT, "Hun kan ikke overskue sin post. Hvad kan I gøre?"),
    ):
        about = _about(known["Regnbuen"], len(made), centres["Regnbuen"])
        recording.ask(kinds[kind].id, accounts[to].id, text, about, by=accounts[who])
    return len(made)


def _department(account: Account) -> int:
    return next(role.department_id for role in account.roles if role.department_id is not None)


def _about(known: Sequence[Citizen], place: int, at: Centre) -> About:
    """One of the last of those who are known there, and whose record is open."""
    people = [one for one in known if one.status is Status.OPEN and not one.protected_since and one.kept_as_id is None]
    return About(people[-1 - place % len(people)], at, at.operator_id)
