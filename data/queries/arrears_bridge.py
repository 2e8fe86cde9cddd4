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
_SUMMED = ("before", "paid", "closed", "opening", "kept", "new", "fresh", "after")
_COUNTED = ("entered", "left", "stayed", "grown", "in_part", "shut")


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


# Each employer that is in arrears at one end or both, and what moved between the ends. `was` are the rows of the month
# before, `here` those of the later one, which hold everybody who paid, whether or not anything is still owed. What an
# employer that closed still owes is no longer counted among the arrears.
_MOVES = f"""
, sides AS (
  SELECT coalesce(was.outstanding, 0) AS before, coalesce(was.ageing, '') AS ageing_was,
         coalesce(here.in_arrears, 0) = 1 AS still, coalesce(here.ageing, '') AS ageing_now,
         CASE WHEN here.in_arrears = 1 THEN here.outstanding ELSE 0 END AS after,
         coalesce(here.opening, 0) - coalesce(was.opening, 0) AS opening,
         least(coalesce(here.settled, 0), coalesce(was.outstanding, 0)) AS paid
  FROM (SELECT * FROM was WHERE in_arrears = 1) was FULL JOIN here USING (employer)
  WHERE was.outstanding > 0 OR here.in_arrears = 1),
left_over AS (
  SELECT *, before - paid + opening AS rest, CASE WHEN still THEN 0 ELSE rest END AS closed,
         CASE WHEN still THEN rest ELSE 0 END AS kept, after - kept AS new, CASE WHEN before = 0 THEN new ELSE 0 END AS fresh
  FROM sides)
SELECT ageing_was, ageing_now, {", ".join(f"CAST(sum({name}) AS BIGINT) AS {name}" for name in _SUMMED)},
       count(*) FILTER (still AND before = 0) AS entered, count(*) FILTER (NOT still) AS "left",
       count(*) FILTER (still AND before > 0) AS stayed, count(*) FILTER (still AND before > 0 AND new > 0) AS grown,
       count(*) FILTER (still AND before > 0 AND paid > 0) AS in_part, count(*) FILTER (NOT still AND closed <> 0) AS shut
FROM left_over GROUP BY ageing_was, ageing_now ORDER BY ageing_was, ageing_now
"""  # noqa: S608 - names of ours


@lru_cache(maxsize=256)
def bridge_of(reading: Reading, where: Where, before: str, after: str) -> Bridge:
    """The bridge between the ends of two months of a reading. Raises NotAllowed."""
    moves = EmployerList(reading, after).since(before, where, _MOVES)
    return Bridge(_by_class(moves), **{name: int(moves[name].sum()) for name in _COUNTED})


def _by_class(moves: pd.DataFrame) -> pd.DataFrame:
    """From the sums by class then and now to a row a class, with PARTS."""
    was = moves.groupby("ageing_was")[["before", "paid", "closed"]].sum()
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
