"""Planning sessions: series, one session, its team, moving and cancelling it. Callers commit; refusals are
`series.Refusal`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from app import clock, log
from app.accounts.models import Account
from app.casework import plan_queries as queries
from app.casework.letting_in import let_in, let_out
from app.casework.models import (
    CaseworkSession,
    SeriesAtCentre,
    SeriesMember,
    SessionAtCentre,
    SessionMember,
    SessionSeries,
    Visit,
)
from app.casework.series import AHEAD, Reason, Refusal, Rhythm, refuse_day, refuse_rhythm, refuse_times
from app.centres.models import Centre, Effort, OperatorKind
from app.centres.queries import departments, operators
from app.db import db, hold


@dataclass(frozen=True)
class Hours:
    """From one local time of a day to a later one."""

    starts_at: time
    ends_at: time

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The instants on that day."""
        return clock.at(day, self.starts_at), clock.at(day, self.ends_at)


def plan(
    effort: Effort,
    at: Collection[Centre],
    *,
    controller_id: int,
    starts_at: datetime,
    ends_at: datetime,
    team: Mapping[int, int | None] = {},
) -> CaseworkSession:
    """One session at these centres; `team` gives the department of each account, or nothing for a host."""
    session = CaseworkSession(
        effort=effort,
        controller_id=controller_id,
        starts_at=starts_at,
        ends_at=ends_at,
        planned_on=clock.local(starts_at).date(),
        at=[SessionAtCentre(centre=centre, centre_id=centre.id) for centre in at],
        team=[SessionMember(account_id=account, department_id=of) for account, of in team.items()],
    )
    db.session.add(session)
    return session


def make_series(
    effort: Effort, at: Sequence[Centre], rhythm: Rhythm, hours: Hours, team: Collection[int], *, by: Account
) -> SessionSeries:
    """A new series, with its first sessions. Two who plan the same at once wait in line, and the second is refused."""
    refuse_times(hours.starts_at, hours.ends_at)
    refuse_rhythm(rhythm, clock.today())
    members = _seated(team, {centre.id for centre in at}, rhythm.from_on)
    hold(effort)
    series = SessionSeries(
        effort_id=effort.id,
        effort=effort,
        controller_id=controller_of(members, at),
        at=[SeriesAtCentre(centre=centre, centre_id=centre.id) for centre in at],
        made_by_id=by.id,
        made_at=clock.now(),
    )
    _tell(series, rhythm, hours, members)
    _refuse_doubled(series)
    db.session.add(series)
    db.session.flush()
    log.created(series, ground=log.Ground.OWN_TASK)
    fill(series, max(clock.today(), rhythm.from_on) + AHEAD)
    return series


def fill(series: SessionSeries, until: date) -> int:
    """Plan the sessions of a series that are missing from today up to a day; answers with how many were made.

    Whoever has left since, or works there no more, is not put on the team.
    """
    wanted = series.rhythm.days(max(series.from_on, clock.today()), until)
    known = sa.select(CaseworkSession.planned_on).where(CaseworkSession.series_id == series.id)
    taken = set(db.session.scalars(known))
    made = [day for day in wanted if day not in taken]
    hours = Hours(series.starts_at, series.ends_at)
    for day in made:
        starts_at, ends_at = hours.on(day)
        seats = {one.account_id for one in queries.seats(day, series.centre_ids)}
        session = plan(
            series.effort,
            series.centres,
            controller_id=series.controller_id,
            starts_at=starts_at,
            ends_at=ends_at,
            team={one.account_id: one.department_id for one in series.team if one.account_id in seats},
        )
        session.series_id, session.planned_on = series.id, day
    return len(made)


def fill_ahead() -> Iterator[int]:
    """Plan ahead what is missing of every series that goes on, one after the other; answers with how many each got."""
    until = clock.today() + AHEAD
    going_on = sa.select(SessionSeries.id).where(
        sa.or_(SessionSeries.to_on.is_(None), SessionSeries.to_on >= clock.today())
    )
    for id in db.session.scalars(going_on.order_by(SessionSeries.id)).all():
        series = db.session.get(SessionSeries, id, with_for_update={"of": SessionSeries})
        yield fill(series, until) if series else 0


def fill_all() -> int:
    """The same for the nightly command: each series is committed by itself."""
    made = 0
    for number in fill_ahead():
        db.session.commit()
        made += number
    return made


def change_series(
    series: SessionSeries, rhythm: Rhythm, hours: Hours, team: Collection[int], *, by: Account
) -> SessionSeries:
    """Let a series be another from a day on (`rhythm.from_on`); answers with the one that holds from then.

    What lies before stays. Of what comes, what was held or has visits stays too; a day that was cancelled or moved by
    hand takes the place of that week in the new series; everything else is planned anew.
    """
    hold(series)
    _refuse_ended(series)
    refuse_times(hours.starts_at, hours.ends_at)
    refuse_rhythm(rhythm, clock.today())
    members = _seated(team, series.centre_ids, rhythm.from_on)
    hold(series.effort)
    last_before = rhythm.from_on - timedelta(days=1)
    kept = _clear(series, rhythm.from_on)
    if rhythm.from_on <= series.from_on:
        changed = series
        changed.version += 1
    else:
        series.to_on, series.version = last_before, series.version + 1
        changed = SessionSeries(
            effort_id=series.effort_id,
            effort=series.effort,
            at=[SeriesAtCentre(centre=one.centre, centre_id=one.centre_id) for one in series.at],
            made_by_id=by.id,
            made_at=clock.now(),
        )
        log.changed(series, ground=log.Ground.OWN_TASK)
    changed.controller_id = controller_of(members, series.centres)
    _tell(changed, rhythm, hours, members)
    _refuse_doubled(changed, but=series)
    db.session.add(changed)
    db.session.flush()
    log.changed(changed, ground=log.Ground.OWN_TASK)
    until = max(clock.today(), rhythm.from_on) + AHEAD
    _keep_places(changed, kept, until)
    fill(changed, until)
    return changed


def end_series(series: SessionSeries, last_on: date) -> int:
    """The series ends with this day; answers with how many sessions are planned no more. One that never began goes."""
    hold(series)
    _refuse_ended(series)
    if last_on < clock.today():
        raise Refusal(Reason.PAST)
    if series.to_on and last_on > series.to_on:
        raise Refusal(Reason.ENDED)
    before = _number(series)
    _clear(series, last_on + timedelta(days=1), all_of_them=True)
    left = _number(series)
    if last_on < series.from_on and not left:
        log.deleted(series, ground=log.Ground.OWN_TASK)
        db.session.delete(series)
        return before
    series.to_on = max(last_on, series.from_on)
    series.version += 1
    db.session.flush()
    log.changed(series, ground=log.Ground.OWN_TASK)
    return before - left


def move(session: CaseworkSession, day: date, hours: Hours, reason: str, *, by: Account) -> None:
    """Hold a session at another time, and say why; its team is told."""
    hold(session)
    _refuse_fixed(session)
    refuse_times(hours.starts_at, hours.ends_at)
    refuse_day(day, clock.today())
    starts_at, ends_at = hours.on(day)
    if (starts_at, ends_at) == (session.starts_at, session.ends_at):
        raise Refusal(Reason.SAME_TIME)
    if not reason.strip():
        raise Refusal(Reason.NO_REASON)
    request = queries.request_of(session)
    if request:
        let_out(session, request)
    before = session.moved_from or session.starts_at
    session.moved_from = before if before != starts_at else None
    session.starts_at, session.ends_at = starts_at, ends_at
    session.moved_at, session.moved_by_id, session.reason = clock.now(), by.id, reason.strip()
    if request:
        let_in(session, request)
    _told_anew(session, by)


def cancel(session: CaseworkSession, reason: str, *, by: Account) -> None:
    """A session is not held, and it is said why; its team is told."""
    hold(session)
    _refuse_fixed(session)
    if not reason.strip():
        raise Refusal(Reason.NO_REASON)
    session.cancelled_at, session.cancelled_by_id, session.reason = clock.now(), by.id, reason.strip()
    request = queries.request_of(session)
    if request:
        let_out(session, request)
    _told_anew(session, by)


def reopen(session: CaseworkSession, *, by: Account) -> None:
    """A cancelled session is held after all, as long as it is not over."""
    hold(session)
    if session.cancelled_at is None:
        raise Refusal(Reason.NOT_CANCELLED)
    if session.ends_at <= clock.now():
        raise Refusal(Reason.OVER)
    session.cancelled_at = session.cancelled_by_id = None
    session.reason = ""
    request = queries.request_of(session)
    if request:
        let_in(session, request)
    _told_anew(session, by)


def put_on(session: CaseworkSession, account_id: int, instead_of_id: int | None, *, by: Account) -> None:
    """Somebody sits in this session too, perhaps instead of another, who does not come then."""
    hold(session)
    _refuse_over(session)
    day = clock.local(session.starts_at).date()
    known = {one.account_id: one for one in session.team}
    if account_id not in known:
        members = _seated([account_id], session.centre_ids, day)
        known[account_id] = SessionMember(account_id=account_id, department_id=members[account_id])
        session.team.append(known[account_id])
    known[account_id].absent_at = None
    if instead_of_id in known and instead_of_id != account_id:
        known[account_id].instead_of_id = instead_of_id
        known[instead_of_id].absent_at = known[instead_of_id].absent_at or clock.now()
        untold(known[instead_of_id], by)
    untold(known[account_id], by)
    _changed(session)


def say_absent(session: CaseworkSession, member: SessionMember, absent: bool, *, by: Account) -> None:
    """Somebody does not come to this session, or comes after all; a second tap changes nothing."""
    hold(session)
    _refuse_over(session)
    if absent == (member.absent_at is not None):
        return
    member.absent_at = clock.now() if absent else None
    untold(member, by)
    _changed(session)


def seen(account_id: int) -> None:
    """The person has seen what was changed about their sessions."""
    db.session.execute(
        sa.update(SessionMember)
        .where(SessionMember.account_id == account_id, SessionMember.untold_at.is_not(None))
        .values(untold_at=None)
        .execution_options(synchronize_session=False)
    )


def _seated(team: Collection[int], centre_ids: Collection[int], day: date) -> dict[int, int | None]:
    """The department of each of these, nothing for a host; raises Refusal for nobody, or one who works elsewhere."""
    if not team:
        raise Refusal(Reason.NOBODY)
    seats = {one.account_id: one.department_id for one in queries.seats(day, centre_ids)}
    if not set(team) <= set(seats):
        raise Refusal(Reason.NOT_THERE)
    return {id: seats[id] for id in team}


def controller_of(members: Mapping[int, int | None], at: Sequence[Centre]) -> int:
    """Whoever the team's departments belong to; without departments the municipality, which holds the sessions."""
    of = {one.id: one.operator_id for one in departments()}
    for department_id in members.values():
        if department_id in of:
            return of[department_id]
    municipal = [one.id for one in operators() if one.kind is OperatorKind.MUNICIPALITY]
    return municipal[0] if municipal else at[0].operator_id


def _tell(series: SessionSeries, rhythm: Rhythm, hours: Hours, members: Mapping[int, int | None]) -> None:
    series.weekday = rhythm.from_on.weekday()
    series.starts_at, series.ends_at = hours.starts_at, hours.ends_at
    series.every_weeks, series.from_on, series.to_on = rhythm.every_weeks, rhythm.from_on, rhythm.to_on
    known = {one.account_id: one for one in series.team} if series.id else {}
    for account_id, department_id in members.items():
        if account_id in known:
            known.pop(account_id).department_id = department_id
        else:
            series.team.append(SeriesMember(account_id=account_id, department_id=department_id))
    for left in known.values():
        series.team.remove(left)


def _refuse_doubled(series: SessionSeries, but: SessionSeries | None = None) -> None:
    """Raise Refusal where the same effort is planned for the same people's time at one of the centres already."""
    with db.session.no_autoflush:
        others = db.session.scalars(
            sa.select(SessionSeries).where(
                SessionSeries.effort_id == series.effort_id,
                SessionSeries.starts_at < series.ends_at,
                SessionSeries.ends_at > series.starts_at,
                sa.or_(SessionSeries.to_on.is_(None), SessionSeries.to_on >= series.from_on),
            )
        ).all()
    for other in others:
        if other in (series, but) or not other.centre_ids & series.centre_ids:
            continue
        if series.rhythm.meets(other.rhythm, series.from_on, series.from_on + timedelta(days=366)):
            raise Refusal(Reason.ALREADY_PLANNED)


def _refuse_ended(series: SessionSeries) -> None:
    if series.to_on and series.to_on < clock.today():
        raise Refusal(Reason.ENDED)


def _clear(series: SessionSeries, from_on: date, all_of_them: bool = False) -> list[CaseworkSession]:
    """Delete the coming sessions of a series from a day on that nobody came to; answers with those that were cancelled
    or moved by hand, which are kept unless `all_of_them` go.
    """
    visited = sa.select(Visit.session_id).where(Visit.session_id == CaseworkSession.id).exists()
    coming = db.session.scalars(
        sa.select(CaseworkSession)
        .where(
            CaseworkSession.series_id == series.id,
            CaseworkSession.planned_on >= from_on,
            CaseworkSession.starts_at > clock.now(),
            CaseworkSession.closed_at.is_(None),
            ~visited,
        )
        .order_by(CaseworkSession.planned_on)
        .with_for_update(of=CaseworkSession)
    ).unique()
    kept = []
    for session in coming:
        if not all_of_them and (session.cancelled_at or session.moved_from):
            kept.append(session)
        else:
            db.session.delete(session)
    db.session.flush()
    return kept


def _keep_places(series: SessionSeries, kept: Sequence[CaseworkSession], until: date) -> None:
    """A session that was cancelled or moved by hand stands for its week in the new series."""
    turns = {day.isocalendar()[:2]: day for day in series.rhythm.turns(series.from_on, until)}
    for session in kept:
        turn = turns.pop(session.planned_on.isocalendar()[:2], None)
        if turn is not None:
            session.series_id, session.planned_on = series.id, turn
    db.session.flush()


def _number(series: SessionSeries) -> int:
    question = sa.select(sa.func.count()).where(CaseworkSession.series_id == series.id)
    return db.session.scalar(question) or 0


def _refuse_fixed(session: CaseworkSession) -> None:
    """Raise Refusal where a session is over, cancelled, or somebody came to it."""
    if session.cancelled_at is not None:
        raise Refusal(Reason.CANCELLED)
    _refuse_over(session)
    if queries.has_visits(session):
        raise Refusal(Reason.HAS_VISITS)


def _refuse_over(session: CaseworkSession) -> None:
    if session.closed_at is not None or session.ends_at <= clock.now():
        raise Refusal(Reason.OVER)


def _told_anew(session: CaseworkSession, by: Account) -> None:
    for member in session.team:
        untold(member, by)
    _changed(session)


def untold(member: SessionMember, by: Account) -> None:
    """Whoever changed it knows already."""
    if member.account_id != by.id:
        member.untold_at = clock.now()


def _changed(session: CaseworkSession) -> None:
    """A calendar takes only what has a higher number than before."""
    session.version += 1
    session.board_version += 1
    db.session.flush()
    log.changed(session, ground=log.Ground.OWN_TASK)
