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
    """What is taken off the class that each employer was in, and put into the one it is in, one after the other."""
    sums = {name: dict.fromkeys(PARTS, 0) for name in AGES}
    for row in moves.to_dict("records"):
        was, now = row["ageing_was"], row["ageing_now"]
        sums[was or now]["opening"] += row["opening"]
        for name in ("before", "paid", "closed") if was else ():
            sums[was][name] += row[name]
        for name in ("new", "after") if now else ():
            sums[now][name] += row[name]
        if now and not row["before"]:
            sums[now]["fresh"] += row["new"]
        if was and now and was != now:
            sums[was]["moved_out"] += row["kept"]
            sums[now]["moved_in"] += row["kept"]
    there = set(moves["ageing_was"]) | set(moves["ageing_now"])
    return pd.DataFrame.from_dict(
        {name: sums[name] for name in (AGES if UNAGED in there else AGEING)}, orient="index"
    )[list(PARTS)]
