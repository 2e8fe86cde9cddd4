"""Where an indicator says that it is not known, rather than a number that leaves somebody out."""

from __future__ import annotations

import pandas as pd

from data.cube import LEAST, LEFT_OUT, NOT_KNOWN
from data.indicators.definition import Indicator


def left_out(indicator: Indicator) -> tuple[str, ...]:
    """The columns of the cube that count whom the measures of an indicator leave out."""
    return tuple(dict.fromkeys(LEFT_OUT[name] for name in _measures(indicator) if name in LEFT_OUT))


def summed_by(indicator: Indicator) -> tuple[str, ...]:
    """All columns of the cube whose sums an indicator shows, by which it is guarded: its measures and whom they leave out."""
    return (*_measures(indicator), *left_out(indicator))


def without_guesses(indicator: Indicator, cells: pd.DataFrame) -> pd.DataFrame:
    """The cells, of which those that leave somebody out have no numbers, and NOT_KNOWN in `suppressed`.

    A sum of LEAST stays, since its definition says that it counts those who are known; but of nobody at all it is no
    0. `cells` has the measures of the indicator, the columns of `left_out`, and `suppressed` ("" or why it is hidden,
    which comes first).
    """
    is_open = pd.Series(False, index=cells.index)
    for name in _measures(indicator):
        if name in LEFT_OUT:
            leaves_out = cells[LEFT_OUT[name]].fillna(0) > 0
            is_open |= leaves_out & (cells[name].fillna(0) == 0) if name in LEAST else leaves_out
    is_open &= cells["suppressed"] == ""
    if not is_open.any():
        return cells
    told = cells.copy()
    told.loc[is_open, list(dict.fromkeys(_measures(indicator)))] = pd.NA
    told.loc[is_open, "suppressed"] = NOT_KNOWN
    return told


def _measures(indicator: Indicator) -> tuple[str, ...]:
    return (*indicator.above, *indicator.minus, *indicator.below)
