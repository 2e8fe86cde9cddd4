"""Linear and integer programs over the same sums again and again, each from where the last one ended (HiGHS).

scipy's `milp` begins anew each time, which takes fifty times as long; the HiGHS that scipy brings along keeps its basis.
Q. Huangfu and J. A. J. Hall, Parallelizing the dual revised simplex method, Mathematical Programming Computation 10 (2018).
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize._highspy import _core as highs

SECONDS, MOST = 60.0, 1e9
# A solver is sure of numbers of a moderate size only: rupiah are brought to it, counts have it.
_SIZE = 1e6


class Unsolved(Exception):
    """No answer in time, or none at all, since what is told contradicts itself: then no bound of the system counts."""


class Programs:
    """Unknowns that are nothing or more, with these sums; `whole`: they are whole numbers."""

    def __init__(self, sums: sparse.csr_matrix, values: np.ndarray, whole: bool) -> None:
        self._whole = whole
        self._scale = 1.0 if whole else max(1.0, float(abs(values).max(initial=0)) / _SIZE)
        self._columns = np.arange(sums.shape[1], dtype=np.int32)
        self._solver = highs._Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("simplex_strategy", 4)
        self._solver.passModel(_model(sums, values / self._scale))

    def least(self, aim: np.ndarray) -> np.ndarray:
        """The unknowns that are least in the direction of `aim`. Raises Unsolved."""
        self._solver.changeColsCost(len(self._columns), self._columns, aim.astype(float))
        found = self._run()
        # Most often the linear program has whole numbers already.
        if self._whole and abs(found - np.round(found)).max(initial=0) > 1e-6:
            self._choose(highs.HighsVarType.kInteger)
            found = np.round(self._run())
            self._choose(highs.HighsVarType.kContinuous)
        return found * self._scale

    def _solved(self) -> highs.HighsModelStatus:
        # Its clock runs on from program to program.
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + SECONDS)
        self._solver.run()
        return self._solver.getModelStatus()

    def _choose(self, kind: highs.HighsVarType) -> None:
        self._solver.changeColsIntegrality(
            len(self._columns), self._columns, np.full(len(self._columns), int(kind), dtype=np.uint8)
        )

    def _run(self) -> np.ndarray:
        status = self._solved()
        if status != highs.HighsModelStatus.kOptimal:
            # After hundreds of programs its last basis may be too inexact to begin from: once more from the start.
            self._solver.clearSolver()
            status = self._solved()
        if status != highs.HighsModelStatus.kOptimal:
            raise Unsolved(self._solver.modelStatusToString(status))
        return np.array(self._solver.getSolution().col_value)


def _model(sums: sparse.csr_matrix, values: np.ndarray) -> highs.HighsLp:
    model, matrix = highs.HighsLp(), sums.tocsc()
    model.num_row_, model.num_col_ = sums.shape
    model.col_cost_ = np.zeros(sums.shape[1])
    model.col_lower_, model.col_upper_ = np.zeros(sums.shape[1]), np.full(sums.shape[1], MOST)
    model.row_lower_ = model.row_upper_ = values
    model.a_matrix_.num_row_, model.a_matrix_.num_col_ = sums.shape
    model.a_matrix_.format_ = highs.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
    model.a_matrix_.value_ = matrix.data
    return model
