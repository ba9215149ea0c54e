"""The ledger on both databases: lines are only added, every sum is the sum of its lines, whoever presses at once."""

from collections.abc import Callable
from contextlib import suppress

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError

from app import clock
from app.accounts.models import Account
from app.accounts.role import Role
from app.db import db
from app.pool import ledger, queries
from app.pool.balance import Kind, Reason, Refusal, Totals
from app.pool.models import Pool, PoolEntry
from tests.make import World
from tests.torture.approvals import overspent_rounds

YEAR = 2026


@pytest.fixture
def lene(world: World) -> int:
    """A leader, who keeps the pool."""
    return world.account("lene", Role.LEADER, at=())


def _refused(reason: Reason, act: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as refused:
        act()
    assert refused.value.reason is reason


def test_a_year_from_budget_to_what_comes_back(world: World, lene: int) -> None:
    with world.saved():
        by = db.session.get_one(Account, lene)
        pool = ledger.open_year(YEAR, budget_ore=10_000, frame_ore=8_000, by=by)
        _refused(Reason.YEAR_TAKEN, lambda: ledger.open_year(YEAR, budget_ore=1, frame_ore=1, by=by))
        ledger.reserve(pool, 3_000, by=by, reason="Turen")
        ledger.reserve(pool, 2_000, by=by, reason="Maden venter på svar", grant_ref=7)
        _refused(Reason.NOT_ENOUGH, lambda: ledger.grant(pool, 3_001, grant_ref=8, by=by))
        # What was set aside for it is there for it.
        ledger.grant(pool, 5_000, grant_ref=7, by=by)
        _refused(Reason.GRANTED_BEFORE, lambda: ledger.grant(pool, 1, grant_ref=7, by=by))
        ledger.pay(7, 3_000, by=by)
        _refused(Reason.ABOVE_THE_GRANT, lambda: ledger.pay(7, 2_001, by=by))
        ledger.give_back(7, 500, by=by)
        _refused(Reason.ABOVE_WHAT_WAS_PAID, lambda: ledger.give_back(7, 2_501, by=by))
        _refused(Reason.NOT_GRANTED, lambda: ledger.pay(9, 1, by=by))
        ledger.let_lapse(7, by=by, reason="Det blev billigere")
        assert queries.of_grant(7) == Totals(granted=3_000, paid=3_000, returned=500)
        assert pool.totals == queries.recounted(pool) == Totals(10_000, 8_000, 3_000, 3_000, 3_000, 500)
        assert pool.totals.remaining == 2_500
        _refused(Reason.NOT_ENOUGH, lambda: ledger.set_frame(pool, 5_499, by=by))
        ledger.set_sums(pool, 5_500, 5_500, by=by, reason="Sparet")
        assert pool.totals.remaining == 0


def test_a_correction_is_another_line_and_bound_by_the_same_rules(world: World, lene: int) -> None:
    with world.saved():
        by = db.session.get_one(Account, lene)
        pool = ledger.open_year(YEAR, budget_ore=1_000, frame_ore=1_000, by=by)
        line = ledger.grant(pool, 500, grant_ref=7, by=by)
        paid = ledger.pay(7, 400, by=by)
        _refused(Reason.NO_REASON, lambda: ledger.correct(paid, 40, by=by, reason=" "))
        _refused(Reason.ABOVE_THE_GRANT, lambda: ledger.correct(paid, 501, by=by, reason="Et nul for lidt"))
        _refused(Reason.ABOVE_THE_GRANT, lambda: ledger.correct(line, 399, by=by, reason="For meget"))
        _refused(Reason.BELOW_NOTHING, lambda: ledger.correct(paid, -1, by=by, reason="Forkert"))
        right = ledger.correct(paid, 40, by=by, reason="Et nul for meget")
        assert (right.ore, right.corrects_id, right.kind, right.grant_ref) == (-360, paid.id, Kind.PAID, 7)
        _refused(Reason.IS_A_CORRECTION, lambda: ledger.correct(right, 1, by=by, reason="Igen"))
        _refused(Reason.NOTHING, lambda: ledger.correct(paid, 40, by=by, reason="Igen"))
        ledger.correct(paid, 0, by=by, reason="Skulle slet ikke stå der")
        assert queries.of_grant(7) == Totals(granted=500)
        assert pool.totals == queries.recounted(pool)


def test_what_is_set_aside_for_one_is_not_released_for_another(world: World, lene: int) -> None:
    with world.saved():
        by = db.session.get_one(Account, lene)
        pool = ledger.open_year(YEAR, budget_ore=1_000, frame_ore=1_000, by=by)
        aside = ledger.reserve(pool, 300, by=by, reason="Til Ib", grant_ref=7)
        _refused(Reason.NO_REASON, lambda: ledger.reserve(pool, 1, by=by, reason=""))
        _refused(Reason.NOT_RESERVED, lambda: ledger.release(pool, 1, by=by))
        _refused(Reason.NOT_RESERVED, lambda: ledger.release(pool, 301, by=by, grant_ref=7))
        ledger.release(pool, 200, by=by, grant_ref=7)
        _refused(Reason.NOT_RESERVED, lambda: ledger.correct(aside, 199, by=by, reason="Nej"))
        assert pool.totals.reserved == 100


@pytest.mark.parametrize("change", ["UPDATE pool_entry SET ore = 2", "DELETE FROM pool_entry"])
def test_no_line_can_be_changed_or_deleted_by_anybody(world: World, lene: int, change: str) -> None:
    world.pool()
    with world.app.app_context(), pytest.raises(DatabaseError, match="only added"):
        db.session.execute(sa.text(change))
    with world.app.app_context():
        db.session.delete(db.session.scalars(sa.select(PoolEntry)).first())
        with pytest.raises(DatabaseError, match="only added"):
            db.session.commit()


@pytest.mark.parametrize(
    "row",
    ["granted_ore = frame_ore + 1", "paid_ore = granted_ore + 1", "reserved_ore = -1", "frame_ore = budget_ore + 1"],
)
def test_the_row_itself_refuses_to_be_overspent(world: World, row: str) -> None:
    world.pool()
    with world.app.app_context(), pytest.raises(DatabaseError):
        db.session.execute(sa.text(f"UPDATE pool SET {row}"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_whatever_is_pressed_the_sums_are_those_of_the_lines(world: World, lene: int) -> None:
    years = iter(range(2000, 2100))
    ore = st.integers(1, 900)
    act = st.tuples(st.sampled_from(["reserve", "release", "grant", "pay", "back", "lapse", "frame", "correct"]), ore)

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(act, st.integers(1, 3)), max_size=12))
    def told(acts: list[tuple[tuple[str, int], int]]) -> None:
        year = next(years)
        with world.app.app_context():
            by = db.session.get_one(Account, lene)
            pool = ledger.open_year(year, budget_ore=1_000, frame_ore=1_000, by=by)
            for (name, ore), which in acts:
                _press(pool, name, ore, year * 10 + which, by)
                assert pool.totals == queries.recounted(pool)
                assert pool.totals.remaining >= 0
            db.session.commit()

    told()


def _press(pool: Pool, name: str, ore: int, ref: int, by: Account) -> None:
    lines = queries.lines(pool)
    acts: dict[str, Callable[[], object]] = {
        "reserve": lambda: ledger.reserve(pool, ore, by=by, reason="x", grant_ref=ref),
        "release": lambda: ledger.release(pool, ore, by=by, grant_ref=ref),
        "grant": lambda: ledger.grant(pool, ore, grant_ref=ref, by=by),
        "pay": lambda: ledger.pay(ref, ore, by=by),
        "back": lambda: ledger.give_back(ref, ore, by=by),
        "lapse": lambda: ledger.let_lapse(ref, by=by, reason="x"),
        "frame": lambda: ledger.set_frame(pool, ore, by=by),
        "correct": lambda: ledger.correct(lines[ore % len(lines)], ore, by=by, reason="x"),
    }
    with suppress(Refusal), db.session.begin_nested():
        acts[name]()


def test_fifty_approvals_at_once_never_overspend_and_read_then_insert_does(world: World, lene: int) -> None:
    """The short form of the torture «approvals»; and the planted fault, which it must find in its first round."""
    assert overspent_rounds(world.app, lene, rounds=2, at_once=50) == 0
    assert overspent_rounds(world.app, lene, rounds=1, at_once=50, planted=True, first_year=2050) == 1


def test_two_years_do_not_mix(world: World, lene: int) -> None:
    this = clock.today().year
    ids = [world.pool(1_000)["pool"]]
    with world.saved():
        by = db.session.get_one(Account, lene)
        ids.append(ledger.open_year(this + 1, budget_ore=500, frame_ore=500, by=by).id)
        ledger.grant(db.session.get_one(Pool, ids[1]), 400, grant_ref=3, by=by)
        ledger.pay(3, 400, by=by)
        assert queries.totals(this).remaining == 0
        assert queries.totals(this + 1).remaining == 100
        assert queries.totals(this + 2) == Totals()
