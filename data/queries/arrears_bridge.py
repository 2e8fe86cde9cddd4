"""How arrears moved from one month's end to the next: what fell due, what was paid, what closed, what grew older.

An employer's arrears stand in one ageing class, that of its oldest unpaid month. So between two month ends

    before - paid - closed + opening + new = after                       (all classes together)
    before - paid - closed + opening - moved out + moved in + new = after    (each class)

hold to the rupiah: `paid` is taken off the class that the employer was in, `new` is put into the one it is in now.
`opening` is what a newer position says more, or less, than the opening balance before it (data.ledger.opening): no month
fell due for it, and nobody said that it was paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.queries.conditions import Where
from data.queries.employers import EmployerList
from data.queries.reading import Reading
from data.vocabulary import AGEING, AGES, UNAGED

PARTS = ("before", "fresh", "new", "opening", "paid", "closed", "moved_in", "moved_out", "after")


@dataclass(frozen=True)
class Bridge:
    """`classes`: a row per ageing class (index, in their order) with PARTS in rupiah, int64; and employer counts.

    Arrears of unknown age are a class of their own where there are any.

    `entered` came into arrears in the month, `left` owe no more at its end, `stayed` owe at both ends; `grown` of
    those that stayed owe new months, and `in_part` of them paid something; `shut` of those that left closed while they
    owed. `fresh` is the part of `new` that those that entered owe.
    """

    classes: pd.DataFrame
    entered: int
    left: int
    stayed: int
    grown: int
    in_part: int
    shut: int

    @property
    def whole(self) -> dict[str, int]:
        """All classes together: before, fresh, new, opening, paid, closed, after."""
        names = ("before", "fresh", "new", "opening", "paid", "closed", "after")
        return {name: int(self.classes[name].sum()) for name in names}


@lru_cache(maxsize=256)
def bridge_of(reading: Reading, where: Where, before: str, after: str) -> Bridge:
    """The bridge between the ends of two months of a reading. Raises NotAllowed."""
    return bridge(*(EmployerList(reading, month).standing(where) for month in (before, after)))


def bridge(before: pd.DataFrame, after: pd.DataFrame) -> Bridge:
    """From the rows of two month ends to what happened between them.

    Both have employer, in_arrears, outstanding, opening, ageing; `after` also has settled. Rows of `after` must hold
    everybody who paid (settled > 0), whether or not anything is still owed.
    """
    both = _side_by_side(before, after)
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
    return Bridge(_by_class(moves), **_counts(moves, still))


def _counts(moves: pd.DataFrame, still: pd.Series) -> dict[str, int]:
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


def _side_by_side(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """A row an employer that is in arrears at one end or both: outstanding and ageing then (_was) and now (_now)."""
    owed = before.loc[before["in_arrears"] == 1, ["employer", "outstanding", "opening", "ageing"]]
    now = after[["employer", "in_arrears", "outstanding", "opening", "ageing", "settled"]]
    both = owed.merge(now, "outer", on="employer", suffixes=("_was", "_now"))
    numbers = ["outstanding_was", "outstanding_now", "opening_was", "opening_now", "settled", "in_arrears"]
    both[numbers] = both[numbers].fillna(0).astype("int64")
    both[["ageing_was", "ageing_now"]] = both[["ageing_was", "ageing_now"]].fillna("")
    return both[(both["outstanding_was"] > 0) | (both["in_arrears"] == 1)]


def _by_class(moves: pd.DataFrame) -> pd.DataFrame:
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
