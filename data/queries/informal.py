"""The self-employed (BPU) group by group - a trade and payer in a kecamatan - held against the target set for them.

A group without a target has no gap: its people are counted apart, never taken off the gap of others, and neither
does what one group has above its target fill the gap of another. So every sum of gaps is people still missing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from data.access import PUBLIK
from data.months import month_end, month_index, month_text
from data.places import areas_of
from data.queries.conditions import Where
from data.queries.employers import NotAllowed
from data.queries.reading import Reading

KEY = ["region", "kecamatan", "trade", "payer"]
BY = (*KEY,)
SPANS = (3, 12)  # months that a pace is taken over
SUMS = ("target", "active", "gap", "untargeted", "added_3", "added_12")


def own_regions(reading: Reading, month: str) -> frozenset[str] | None:
    """The regions of whose groups this reader is told: None is all, none for the public.

    A branch is told of those that its offices are known to serve at the end of the month.
    """
    viewer = reading.viewer
    if viewer.sees_every_cell:
        return None
    if not viewer.names_employers:
        return frozenset()
    end = month_end(month)
    return frozenset(
        region for code in viewer.stands_for for region in areas_of(reading.facts, code, end)["region"]
    )


def told(reading: Reading, month: str, regions: Collection[str] | None) -> bool:
    """Whether this reader may see the groups of all these regions (None is everywhere)."""
    own = own_regions(reading, month)
    return own is None or (regions is not None and bool(regions) and own.issuperset(regions))


def groups(reading: Reading, month: str, where: Where) -> pd.DataFrame:
    """The groups of a place in `month`: KEY and SUMS (people, Int64). Raises NotAllowed.

    `target` and `gap` (people missing to it, never below 0) are NA without a target; then the active are
    `untargeted`, else `active`. `added_3` and `added_12` are people more than so many months before, of groups
    with a target that were recorded in both months, NA for others.
    """
    if not told(reading, month, where.regions):
        raise NotAllowed(
            "Rincian menurut pembayar dan kecamatan hanya untuk kantor wilayah, pengelola, dan kantor cabang "
            "bagi wilayahnya sendiri. Pilih peran lain atau wilayah kantor sendiri."
        )
    rows = _groups(replace(reading, viewer=PUBLIK), month)
    if where.regions is not None:
        rows = rows[rows["region"].isin(where.regions)]
    return rows[rows["kecamatan"] == where.kecamatan] if where.kecamatan else rows


@lru_cache(maxsize=24)
def _groups(reading: Reading, month: str) -> pd.DataFrame:
    import pyarrow.dataset as datasets

    field, rows = datasets.field, reading.release.dataset("informal")
    now = rows.to_table([*KEY, "target", "active"], filter=field("blth") == month)
    # Joined in Arrow, since pandas cannot join texts when a month has no rows at all.
    for span in SPANS:
        past = rows.to_table([*KEY, "active"], filter=field("blth") == _earlier(month, span))
        now = now.join(past.rename_columns([*KEY, f"was_{span}"]), KEY)
    numbers = [name for name in now.column_names if name not in KEY]
    frame = now.to_pandas().astype(dict.fromkeys(numbers, "Int64"))
    return _worked_out(frame).sort_values(KEY, ignore_index=True)


def _earlier(month: str, span: int) -> str:
    index = month_index(month) - span
    return month_text(index) if index >= 12 else ""


def _worked_out(now: pd.DataFrame) -> pd.DataFrame:
    has = now["target"].notna()
    active = now["active"].where(has)
    sums = {
        "target": now["target"],
        "active": active,
        "gap": (now["target"] - active).clip(lower=0),
        "untargeted": now["active"].where(~has),
        **{f"added_{span}": active - now[f"was_{span}"] for span in SPANS},
    }
    return now[KEY].assign(**{name: values.astype("Int64") for name, values in sums.items()})


def summed(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Groups added up by one of BY: `key` and SUMS, the largest gap first; NA where no group has a number."""
    if by not in BY:
        raise ValueError(f"{by} is none of {', '.join(BY)}")
    sums = rows.groupby(by, sort=True)[list(SUMS)].sum(min_count=1).reset_index(names="key")
    return sums.sort_values(["gap", "key"], ascending=[False, True], na_position="last", ignore_index=True)


@dataclass(frozen=True)
class Pace:
    """People a month: `needed` to close the gap by December of the year (None once it is over), and what was.

    `left`: months from the next one to December. `was`: by span in months, None where nothing can be compared.
    """

    left: int
    needed: int | None
    was: dict[int, float | None]


def pace(month: str, gap: int | None, added: dict[int, int | None]) -> Pace:
    """The pace that `gap` people ask for from the month after `month` on; a part of a person is one more.

    >>> pace("2026-10", 101, {3: 30, 12: None})
    Pace(left=2, needed=51, was={3: 10.0, 12: None})
    """
    left = 11 - month_index(month) % 12
    needed = None if gap is None or not left else -(-gap // left)
    return Pace(left, needed, {span: None if more is None else more / span for span, more in added.items()})
