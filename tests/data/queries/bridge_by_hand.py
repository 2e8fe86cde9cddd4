"""The bridge between two months worked out employer by employer in pandas, slowly, beside which the product's is held."""

from __future__ import annotations

import pandas as pd

from data.queries.arrears_bridge import PARTS, Bridge
from data.vocabulary import AGEING, AGES, UNAGED


def bridge(before: pd.DataFrame, after: pd.DataFrame) -> Bridge:
    """From the rows of two month ends to what happened between them.

    Both have employer, in_arrears, outstanding, opening, ageing; `after` also has settled. Rows of `after` must hold
    everybody who paid (settled > 0), whether or not anything is still owed.
    """
    both = side_by_side(before, after)
    still = both["in_arrears"] == 1
    paid = both["settled"].clip(upper=both["outstanding_was"])
    now = both["outstanding_now"].where(still, 0)
    opening = both["opening_now"] - both["opening_was"]
    # What an employer that closed still owes is no longer counted among the arrears.
    closed = (both["outstanding_was"] - paid + opening).where(~still, 0)
    kept = both["outstanding_was"] - paid - closed + opening
    moves = both.assign(
        before=both["outstanding_was"],
        paid=paid,
        closed=closed,
        opening=opening,
        kept=kept,
        new=now - kept,
        after=now,
    )
    return Bridge(by_class(moves), **counts(moves, still))


def counts(moves: pd.DataFrame, still: pd.Series) -> dict[str, int]:
    """Employers by how they moved."""
    owed = moves["before"] > 0
    stayed, gone = owed & still, owed & ~still
    return {
        "entered": int((~owed & still).sum()),
        "left": int(gone.sum()),
        "stayed": int(stayed.sum()),
        "grown": int((stayed & (moves["new"] > 0)).sum()),
        "in_part": int((stayed & (moves["paid"] > 0)).sum()),
        "shut": int((gone & (moves["closed"] != 0)).sum()),
    }


def side_by_side(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """A row an employer that is in arrears at one end or both: outstanding and ageing then (_was) and now (_now)."""
    owed = before.loc[before["in_arrears"] == 1, ["employer", "outstanding", "opening", "ageing"]]
    now = after[["employer", "in_arrears", "outstanding", "opening", "ageing", "settled"]]
    both = owed.merge(now, "outer", on="employer", suffixes=("_was", "_now"))
    numbers = ["outstanding_was", "outstanding_now", "opening_was", "opening_now", "settled", "in_arrears"]
    both[numbers] = both[numbers].fillna(0).astype("int64")
    both[["ageing_was", "ageing_now"]] = both[["ageing_was", "ageing_now"]].fillna("")
    return both[(both["outstanding_was"] > 0) | (both["in_arrears"] == 1)]


def by_class(moves: pd.DataFrame) -> pd.DataFrame:
    was = moves.groupby("ageing_was")[["before", "paid", "closed"]].sum()
    moves = moves.assign(fresh=moves["new"].where(moves["before"] == 0, 0))
    now = moves.groupby("ageing_now")[["fresh", "new", "after"]].sum()
    came = moves["ageing_was"].where(moves["ageing_was"] != "", moves["ageing_now"])
    moved = moves[
        (moves["ageing_was"] != moves["ageing_now"])
        & (moves["ageing_was"] != "")
        & (moves["ageing_now"] != "")
    ]
    sums = pd.concat(
        [
            was,
            now,
            moves.groupby(came)["opening"].sum(),
            moved.groupby("ageing_now")["kept"].sum().rename("moved_in"),
            moved.groupby("ageing_was")["kept"].sum().rename("moved_out"),
        ],
        axis=1,
    )
    classes = AGES if UNAGED in sums.index else AGEING
    return sums.reindex(classes).fillna(0).astype("int64")[list(PARTS)]
