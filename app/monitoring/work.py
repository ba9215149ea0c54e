"""Indicators of the work itself: SKP hours, sessions, and what each team did at each centre."""

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.casework.models import CaseworkSession, Conversation, SessionAtCentre
from app.centres import queries as places
from app.centres.models import Department
from app.db import db
from app.hours import queries as hours
from app.hours.agreed import Days, agreed
from app.hours.models import SkpHours
from app.monitoring import people_behind
from app.monitoring.counting import words_of
from app.monitoring.grid import BASE, Cell, Column, Line, RowSum, Unit
from app.monitoring.indicators import AS_OF_A_DAY, Asked, Indicator, Theme, register
from app.monitoring.words import TITLES
from app.outreach.models import Contact

HOURS = {"used": _l("Brugt"), "agreed": _l("Aftalt")}
SESSIONS = {
    "held": _l("Holdt"),
    "cancelled": _l("Aflyst"),
    "moved": _l("Heraf flyttet til en anden dag"),
}
TALKS, MINUTES = "talks-", "minutes-"
"""Before the number of a department."""
NO_DEPARTMENT = "0"


def _skp_hours(asked: Asked) -> Column:
    """Days to come are not counted: nobody can have used them."""
    scope = asked.scope
    days = Days(scope.first, min(scope.last, clock.today()))
    ids = scope.centre_ids
    if ids is None:
        ids = frozenset(centre.id for centre in places.centres_since(scope.first))
    minutes = sum(round(agreed(rows, days)) for rows in hours.agreed_at(ids).values()) if len(days) else 0
    met = people_behind.of_contacts(scope) + asked.kept.contacts.people_without_record if asked.behind else None
    return Column(
        (Line("used", Unit.MINUTES), Line("agreed", Unit.MINUTES, in_percent=False)),
        {"used": Cell(asked.kept.contacts.minutes, met), "agreed": Cell(minutes)},
        Cell(minutes),
    )


def _sessions(asked: Asked) -> Column:
    start, end = clock.span(asked.scope.first, asked.scope.last)
    ended = sa.or_(CaseworkSession.ends_at <= clock.now(), CaseworkSession.closed_at.is_not(None))
    is_cancelled = CaseworkSession.cancelled_at.is_not(None)
    question = sa.select(
        sa.func.count(),
        sa.func.coalesce(sa.func.sum(sa.case((is_cancelled, 1), else_=0)), 0),
        sa.func.coalesce(
            sa.func.sum(sa.case((sa.and_(CaseworkSession.moved_at.is_not(None), ~is_cancelled), 1), else_=0)), 0
        ),
    ).where(CaseworkSession.starts_at >= start, CaseworkSession.starts_at < end, sa.or_(ended, is_cancelled))
    if asked.scope.centre_ids is not None:
        here = sa.select(SessionAtCentre.session_id).where(
            SessionAtCentre.centre_id.in_(sorted(asked.scope.centre_ids))
        )
        question = question.where(CaseworkSession.id.in_(here))
    planned, cancelled, moved = db.session.execute(question).one()
    return Column(
        tuple(Line(key, Unit.SESSIONS) for key in SESSIONS),
        {"held": Cell(planned - cancelled), "cancelled": Cell(cancelled), "moved": Cell(moved)},
        Cell(planned),
        (RowSum(BASE, ("held", "cancelled")),),
    )


def _load(asked: Asked) -> Column:
    contacts = asked.kept.contacts
    talks, minutes = asked.kept.tally("talks.department"), asked.kept.tally("talks.minutes")
    behind = people_behind.of_tally("talks.department", asked.scope) if asked.behind else {}
    met = people_behind.of_contacts(asked.scope) + contacts.people_without_record if asked.behind else None
    cells = {"contacts": Cell(contacts.contacts, met), "contact_minutes": Cell(contacts.minutes, met)}
    lines = [Line("contacts", Unit.CONTACTS, in_percent=False), Line("contact_minutes", Unit.MINUTES, in_percent=False)]
    for key in _departments():
        if not talks.get(key):
            continue
        people = behind.get(key, 0) if asked.behind else None
        cells[TALKS + key] = Cell(talks.get(key, 0), people)
        cells[MINUTES + key] = Cell(minutes.get(key, 0), people)
        lines.append(Line(TALKS + key, Unit.CONVERSATIONS, in_percent=False))
        lines.append(Line(MINUTES + key, Unit.MINUTES, in_percent=False))
    return Column(tuple(lines), cells)


def _departments() -> list[str]:
    """Every department that has been, by name; and those who talk for none."""
    names = db.session.scalars(sa.select(Department.id).order_by(Department.name))
    return [*map(str, names), NO_DEPARTMENT]


def _said_of_load(row: str) -> str:
    fixed = {"contacts": _("SKP og værested: kontakter"), "contact_minutes": _("SKP og værested: tid")}
    if row in fixed:
        return fixed[row]
    of_talks, number = row.startswith(TALKS), row.partition("-")[2]
    team = _("Værestedets egne")
    if number != NO_DEPARTMENT:
        department = db.session.get(Department, int(number))
        team = department.name if department else number
    return _("%(team)s: samtaler", team=team) if of_talks else _("%(team)s: tid i samtaler", team=team)


register(
    Indicator(
        "skp_hours",
        Theme.WORK,
        TITLES["skp_hours"],
        _l("Bliver SKP-timerne brugt?"),
        _l(
            "Brugt tid er minutterne af alle kontakter. Aftalt tid tæller dag for dag, en syvendedel af ugens timer "
            "hver dag, til og med i dag."
        ),
        (SkpHours, Contact),
        _skp_hours,
        words_of(HOURS),
        by=AS_OF_A_DAY,
        of=_l("den aftalte tid"),
    )
)
register(
    Indicator(
        "sessions",
        Theme.WORK,
        TITLES["sessions"],
        _l("Bliver rådgivningen holdt, når den er planlagt?"),
        _l("Rådgivninger, der er overstået eller aflyst. En rådgivning, som flere væresteder deler, er én."),
        (CaseworkSession,),
        _sessions,
        words_of(SESSIONS),
        of=_l("alle planlagte rådgivninger"),
    )
)
register(
    Indicator(
        "load",
        Theme.WORK,
        TITLES["load"],
        _l("Hvor meget laver hvert hold på hvert værested?"),
        _l("Kontakter skriver SKP og værestedet; samtaler skrives for den afdeling, som medarbejderen sidder for."),
        (Contact, Conversation),
        _load,
        _said_of_load,
        tallies=frozenset({"talks.department", "talks.minutes"}),
    )
)
