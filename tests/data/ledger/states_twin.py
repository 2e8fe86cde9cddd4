"""In which state the workers of each employer are, and what its rupiah leave beside each other, for the twin ledger."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.cube import DIFFERENCES, WORKER_STATES


def by_state(out: pd.DataFrame) -> pd.DataFrame:
    """The rows with what each employer has in each of WORKER_STATES, and in DIFFERENCES."""
    sums, registered = out.copy(), out["workers_registered"]
    sums["unregistered"] = out["known_wajib"] - out["known_terdaftar"]
    sums["left_out"] = out["known_terdaftar"] - registered
    for name, (plus, minus) in DIFFERENCES.items():
        sums[name] = (out[list(plus)].sum(axis=1) - out[list(minus)].sum(axis=1)).abs()
    for name in WORKER_STATES[2:]:
        step, debt = name.split("_")
        state = np.select(
            [out["workers_active"] == 0, out["workers_exposed"] > 0], ["long", "short"], default="clear"
        )
        sums[name] = registered.where((state == debt) & ((out["lengkap"] == 1) == (step == "full")), 0)
    return sums
