"""What hidden numbers could be: whole numbers that keep to their bounds, sought as low or as high as they go.

Linear programmes, with fractions and without. HiGHS does the reckoning; it is read in only when a mask is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import ceil, inf
from typing import Any

LONGEST = 10.0
"""Seconds for one programme of whole numbers."""
GOOD_ENOUGH = 0.05
"""How far from the best an answer about several numbers may be."""

_NEAR = 1e-6


@dataclass(frozen=True)
class Bound:
    """Numbers, by their places, whose sum with these factors is known (`exact`), or could be more by `left` at most."""

    factors: Mapping[int, int]
    left: int
    exact: bool


@dataclass(frozen=True)
class Found:
    """What was sought is at least so much; the bounds that hold it; and what numbers are then other than the known
    ones: none, where there are fractions.
    """

    least: int
    held: tuple[int, ...]
    others: Mapping[int, int]


class Everything:
    """All numbers, as they are, and all bounds."""

    def __init__(self, known: Sequence[int], bounds: Sequence[Bound]) -> None:
        import numpy as np

        self.known = np.array(known, dtype=float)
        self.columns = np.fromiter(chain.from_iterable(bound.factors for bound in bounds), np.int32)
        self.factors = np.fromiter(chain.from_iterable(bound.factors.values() for bound in bounds), float)
        self.starts = np.cumsum([0, *(len(bound.factors) for bound in bounds)])
        self.left = np.array([bound.left for bound in bounds], dtype=float)
        self.exact = np.array([bound.exact for bound in bounds], dtype=bool)

    def some(self, places: Sequence[int], bounds: Sequence[int], least: Sequence[int]) -> "Programme":
        """Some of the numbers, each at least so much, in some of the bounds; other numbers are as they are."""
        import numpy as np

        known, chosen = self.known[places], np.array(bounds, dtype=int)
        sizes = self.starts[chosen + 1] - self.starts[chosen]
        entries = np.arange(sizes.sum()) + np.repeat(self.starts[chosen] - np.cumsum(sizes) + sizes, sizes)
        place = np.full(len(self.known), -1, dtype=np.int32)
        place[places] = np.arange(len(places))
        columns = place[self.columns[entries]]
        inside = columns >= 0
        matrix = np.repeat(np.arange(len(chosen)), sizes)[inside], columns[inside], self.factors[entries[inside]]
        return Programme(known, least, matrix, self.left[chosen], self.exact[chosen])


class Programme:
    """Numbers that are at least so much each, and keep to bounds."""

    def __init__(self, known: Any, least: Sequence[int], matrix: tuple[Any, Any, Any], left: Any, exact: Any) -> None:
        import numpy as np

        self.known, self.least = known, np.array(least, dtype=float)
        self.rows, self.columns, self.factors = matrix
        self.places = np.arange(len(known), dtype=np.int32)
        self.highest = self._totals(known, len(left)) + left
        self.lowest = np.where(exact, self.highest, -inf)

    def seek(self, signs: Mapping[int, int], until: Mapping[int, int]) -> Found:
        """Some numbers as low (1) or as high (-1) as they go together, each no further than `until`."""
        import numpy as np
        from highspy import HighsModelStatus

        solver = self._asked(signs, until)
        solver.setOptionValue("solve_relaxation", True)
        solver.setOptionValue("time_limit", inf)
        solver.run()
        if (status := solver.getModelStatus()) != HighsModelStatus.kOptimal:
            raise ArithmeticError(f"the linear programme ended with {status}")
        solution = solver.getSolution()
        numbers = np.array(solution.col_value)
        total = sum(sign * numbers[place] for place, sign in signs.items())
        held = np.flatnonzero(np.abs(solution.row_dual) > _NEAR)
        return Found(ceil(total - _NEAR), tuple(held.tolist()), self._others(numbers))

    def seek_whole(self, signs: Mapping[int, int], until: Mapping[int, int]) -> Mapping[int, int]:
        """The same in whole numbers: those that are other than the known ones. For several any good answer does; for
        one it is the best that is found within `LONGEST`.
        """
        import numpy as np
        from highspy import HighsModelStatus

        solver = self._asked(signs, until)
        solver.setOptionValue("solve_relaxation", False)
        solver.setOptionValue("time_limit", solver.getRunTime() + LONGEST)
        solver.setOptionValue("mip_rel_gap", 0.0 if len(signs) == 1 else GOOD_ENOUGH)
        solver.run()
        if (status := solver.getModelStatus()) not in (HighsModelStatus.kOptimal, HighsModelStatus.kTimeLimit):
            raise ArithmeticError(f"the programme of whole numbers ended with {status}")
        solution = solver.getSolution()
        return self._others(np.array(solution.col_value)) if solution.value_valid else {}

    def _asked(self, signs: Mapping[int, int], until: Mapping[int, int]) -> Any:
        """The solver, as it is to seek this, and as if it had sought nothing before: so it is faster."""
        import numpy as np

        costs, least, most = np.zeros(len(self.places)), self.least.copy(), np.full(len(self.places), inf)
        for place, sign in signs.items():
            costs[place] = sign
            if sign < 0:
                most[place] = until[place]
            else:
                least[place] = max(least[place], until[place])
        self._solver.clearSolver()
        self._solver.changeColsCost(len(costs), self.places, costs)
        self._solver.changeColsBounds(len(costs), self.places, least, most)
        return self._solver

    def _others(self, numbers: Any) -> Mapping[int, int]:
        """What is not as it is known; nothing, where the numbers, rounded, do not keep to the bounds."""
        import numpy as np

        whole = np.rint(numbers)
        totals = self._totals(whole, len(self.highest))
        fits = (self.lowest <= totals).all() and (totals <= self.highest).all() and (self.least <= whole).all()
        if not fits or np.abs(whole - numbers).max() > _NEAR:
            return {}
        changed = np.flatnonzero(whole != self.known)
        return dict(zip(changed.tolist(), map(int, whole[changed]), strict=True))

    def _totals(self, numbers: Any, bounds: int) -> Any:
        import numpy as np

        return np.bincount(self.rows, self.factors * numbers[self.columns], bounds)

    @cached_property
    def _solver(self) -> Any:
        import numpy as np
        from highspy import HighsLp, HighsVarType, MatrixFormat
        from highspy._core import _Highs as Solver  # the one that greets nobody on stdout

        lp = HighsLp()
        lp.num_col_, lp.num_row_ = len(self.places), len(self.highest)
        lp.col_cost_, lp.col_lower_ = np.zeros(len(self.places)), self.least
        lp.col_upper_ = np.full(len(self.places), inf)
        lp.row_lower_, lp.row_upper_ = self.lowest, self.highest
        lp.a_matrix_.format_ = MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.searchsorted(self.rows, np.arange(len(self.highest) + 1))
        lp.a_matrix_.index_, lp.a_matrix_.value_ = self.columns, self.factors
        lp.integrality_ = [HighsVarType.kInteger] * len(self.places)
        solver = Solver()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        # It only costs time here.
        solver.setOptionValue("mip_heuristic_run_feasibility_jump", False)
        solver.passModel(lp)
        return solver
