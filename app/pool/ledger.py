"""Everything that can be done with a pool: each holds its row, so that those who press at once wait in line, writes one
line and the row's sum in the same transaction, and raises balance.Refusal where it cannot be. Callers commit.
"""

from app import clock, log
from app.accounts.models import Account
from app.db import db, hold
from app.pool import queries
from app.pool.balance import COLUMN, Kind, Reason, Refusal, moved, refuse, refuse_parts
from app.pool.models import Pool, PoolEntry


def open_year(year: int, *, budget_ore: int, frame_ore: int, by: Account) -> Pool:
    """The pool of another year: what it was given, and what of it may be granted."""
    if queries.of_year(year):
        raise Refusal(Reason.YEAR_TAKEN)
    pool = Pool(year=year)
    db.session.add(pool)
    db.session.flush()
    log.created(pool)
    if budget_ore:
        set_budget(pool, budget_ore, by=by)
    if frame_ore:
        set_frame(pool, frame_ore, by=by)
    return pool


def set_budget(pool: Pool, ore: int, *, by: Account, reason: str = "") -> PoolEntry:
    """The budget is this much from now on; the line says by how much it changed."""
    hold(pool)
    return _write(pool, Kind.BUDGET, ore - pool.budget_ore, by=by, reason=reason)


def set_frame(pool: Pool, ore: int, *, by: Account, reason: str = "") -> PoolEntry:
    """So much of the budget may be granted from now on."""
    hold(pool)
    return _write(pool, Kind.FRAME, ore - pool.frame_ore, by=by, reason=reason)


def set_sums(pool: Pool, budget_ore: int, frame_ore: int, *, by: Account, reason: str) -> None:
    """Budget and frame are these from now on, in the order in which the one has room for the other."""
    hold(pool)
    if (budget_ore, frame_ore) == (pool.budget_ore, pool.frame_ore):
        raise Refusal(Reason.NOTHING)
    if frame_ore > budget_ore:
        raise Refusal(Reason.FRAME_ABOVE_BUDGET, budget_ore)
    if frame_ore < pool.frame_ore:
        set_frame(pool, frame_ore, by=by, reason=reason)
    if budget_ore != pool.budget_ore:
        set_budget(pool, budget_ore, by=by, reason=reason)
    if frame_ore != pool.frame_ore:
        set_frame(pool, frame_ore, by=by, reason=reason)


def reserve(pool: Pool, ore: int, *, by: Account, reason: str, grant_ref: int | None = None) -> PoolEntry:
    """Set money aside, for what may be granted later."""
    hold(pool)
    if not reason.strip():
        raise Refusal(Reason.NO_REASON)
    return _write(pool, Kind.RESERVED, _some(ore), by=by, reason=reason, grant_ref=grant_ref)


def release(pool: Pool, ore: int, *, by: Account | None, reason: str = "", grant_ref: int | None = None) -> PoolEntry:
    """What was set aside is free again; no more than was set aside for the same. `by`: nobody's hand where the
    applicants took their application back.
    """
    hold(pool)
    return _write(pool, Kind.RELEASED, -_some(ore), by=by, reason=reason, grant_ref=grant_ref)


def grant(pool: Pool, ore: int, *, grant_ref: int, by: Account, reason: str = "") -> PoolEntry:
    """Grant it, once; what was set aside for it is released first."""
    hold(pool)
    if queries.grant_line(grant_ref):
        raise Refusal(Reason.GRANTED_BEFORE)
    held = queries.of_grant(grant_ref).reserved
    if held:
        # Released and taken again in one breath: the sums must allow what comes after, not the pause between.
        release(pool, held, by=by, grant_ref=grant_ref)
    return _write(pool, Kind.GRANTED, _some(ore), by=by, reason=reason, grant_ref=grant_ref)


def pay(grant_ref: int, ore: int, *, by: Account, reason: str = "") -> PoolEntry:
    """Pay out of a grant, never more than was granted."""
    return _write(_held(grant_ref), Kind.PAID, _some(ore), by=by, reason=reason, grant_ref=grant_ref)


def give_back(grant_ref: int, ore: int, *, by: Account, reason: str = "") -> PoolEntry:
    """Money that was paid out comes back, never more than was paid; it can be granted again."""
    return _write(_held(grant_ref), Kind.RETURNED, _some(ore), by=by, reason=reason, grant_ref=grant_ref)


def let_lapse(grant_ref: int, *, by: Account, reason: str) -> PoolEntry | None:
    """What was granted and never paid out is not needed: the grant is corrected down to what was paid."""
    _held(grant_ref)
    line, rest = queries.grant_line(grant_ref), queries.of_grant(grant_ref).to_pay
    if line is None:
        raise Refusal(Reason.NOT_GRANTED)
    return correct(line, queries.is_now(line) - rest, by=by, reason=reason) if rest else None


def correct(entry: PoolEntry, ore: int, *, by: Account, reason: str) -> PoolEntry:
    """The line should have said this (with its sign): another line brings it there, and says why."""
    hold(entry.pool)
    if entry.corrects_id is not None:
        raise Refusal(Reason.IS_A_CORRECTION)
    if not reason.strip():
        raise Refusal(Reason.NO_REASON)
    if ore * entry.ore < 0:
        raise Refusal(Reason.BELOW_NOTHING)
    difference = ore - queries.is_now(entry)
    return _write(
        entry.pool, entry.kind, difference, by=by, reason=reason, grant_ref=entry.grant_ref, corrects_id=entry.id
    )


def _held(grant_ref: int) -> Pool:
    pool = queries.pool_of(grant_ref)
    if pool is None:
        raise Refusal(Reason.NOT_GRANTED)
    hold(pool)
    return pool


def _some(ore: int) -> int:
    if ore <= 0:
        raise Refusal(Reason.NOTHING)
    return ore


def _write(
    pool: Pool,
    kind: Kind,
    ore: int,
    *,
    by: Account | None,
    reason: str,
    grant_ref: int | None = None,
    corrects_id: int | None = None,
) -> PoolEntry:
    """One line and the row's sum. The pool is held: nobody else reads or writes it until this is committed."""
    if ore == 0:
        raise Refusal(Reason.NOTHING)
    refuse(pool.totals, moved(pool.totals, kind, ore))
    if grant_ref is not None or COLUMN[kind] == "reserved":
        own = queries.of_grant(grant_ref) if grant_ref is not None else queries.for_nobody_yet(pool)
        refuse_parts(own, moved(own, kind, ore))
    column = f"{COLUMN[kind]}_ore"
    setattr(pool, column, getattr(pool, column) + ore)
    entry = PoolEntry(
        pool=pool,
        pool_id=pool.id,
        kind=kind,
        ore=ore,
        grant_ref=grant_ref,
        reason=reason.strip(),
        corrects_id=corrects_id,
        by=by,
        by_id=by.id if by else None,
        at=clock.now(),
    )
    db.session.add(entry)
    db.session.flush()
    log.created(entry)
    return entry
