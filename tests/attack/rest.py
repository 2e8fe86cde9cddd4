"""What is left of a shown sum when all of its shown parts are taken off: a union of hidden cells, held like any amount.

The parts of a place are its kecamatan, the values of one dimension, or, of one value, the places that it is made of. The
same is done with sums and differences of two and three amounts: a part is left where one of them is not shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from data.disclosure import Limits
from tests.attack.judge import Judge, kind_of
from tests.attack.small import Combinations, Finding, smallest
from tests.attack.told import Form, Place, Told


@dataclass(frozen=True)
class Rest:
    """What is left of a combination of forms in a place: which parts, on how many it rests, the largest one's share."""

    whole: Place
    split: str
    made: int
    left: list[Place]
    contributors: int
    share: float


def rests(told: Told, judge: Judge, limits: Limits) -> Iterator[Finding]:
    """Every such rest that rests on too few contributors, or is dominated."""
    for every in Combinations.of(told):
        for split in _splits(list(told.level)):
            unsafe = [
                (one, kind)
                for one in _left(told, judge, every, *split)
                if (kind := kind_of(one.contributors, one.share, limits))
            ]
            for at in smallest([set(every.made[one.made][0]) for one, _ in unsafe]):
                one, kind = unsafe[at]
                made_of = f"{every.named(one.made)}, less its parts by {one.split}"
                yield Finding(kind, made_of, 0, told.level[one.whole], one.whole, one.contributors, one.share)


def together(told: Told, judge: Judge, limits: Limits) -> set[tuple[Place, Form]]:
    """The hidden numbers that are told with others of their row: as what is left of it, which is safe."""
    found = _counted_together(told, judge, limits)
    for every in Combinations.of(told, most=1):
        for split in _splits(list(told.level)):
            for one in _left(told, judge, every, *split):
                if len(one.left) > 1 and not kind_of(one.contributors, one.share, limits):
                    found |= {(place, every.forms[every.made[one.made][0][0]]) for place in one.left}
    return found


def _counted_together(told: Told, judge: Judge, limits: Limits) -> set[tuple[Place, Form]]:
    """Counts that are hidden of several regions of a place, and told of these together."""
    found = set()
    for whole, split, parts in _splits(list(told.level)):
        for form in told.at.get(whole, set()) if split == "place" else ():
            left = [part for part in parts if (part, form) not in told.shown]
            if form.is_amount or not 1 < len(left) < len(parts):
                continue
            rest = replace(whole, regions=frozenset[str]().union(*(part.regions for part in left)))
            if not judge.why_not(rest, form, limits):
                found |= {(part, form) for part in left}
    return found


def told_around(told: Told) -> set[tuple[Place, Form]]:
    """The hidden numbers that are told with the place around them: of which no part is told."""
    return {
        (part, form)
        for whole, split, parts in _splits(list(told.level))
        if split == "place" and len(parts) > 1
        for form in told.at.get(whole, set())
        if not any((part, form) in told.shown for part in parts)
        for part in parts
    }


def _left(
    told: Told, judge: Judge, every: Combinations, whole: Place, split: str, parts: list[Place]
) -> Iterator[Rest]:
    """What is left of each combination that is told of the whole, and not of all of its parts."""
    is_open = np.array([[(part, form) not in told.shown for form in every.forms] for part in parts])
    is_told = np.array([(whole, form) in told.shown for form in every.forms])
    chosen = every.signs != 0
    is_left = is_open.astype(int) @ chosen > 0
    possible = np.flatnonzero(~chosen[~is_told].any(axis=0) & is_left.any(axis=0) & ~is_left.all(axis=0))
    some = np.flatnonzero(is_left[:, possible].any(axis=1))
    if not len(possible):
        return
    rows = [judge.rows_of(parts[at]) for at in some]
    of_part = np.repeat(some, [len(one) for one in rows])
    keep = is_left[np.ix_(of_part, possible)]
    counts, shares = judge.behind_rows(np.concatenate(rows), every.matrix, every.signs[:, possible], keep)
    for at, count, share in zip(possible, counts, shares, strict=True):
        left = [parts[part] for part in np.flatnonzero(is_left[:, at])]
        yield Rest(whole, split, int(at), left, int(count), float(share))


def _splits(places: list[Place]) -> Iterator[tuple[Place, str, list[Place]]]:
    """Each place that is the sum of others, how it is split, and these."""
    by_table: dict[tuple[frozenset[str], str], list[Place]] = defaultdict(list)
    by_value: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        table = "kecamatan" if place.kecamatan is not None else place.dimension
        by_table[place.regions, table].append(place)
        if table != "kecamatan":
            by_value[place.dimension, place.value].append(place)
    for (regions, table), parts in by_table.items():
        if table and (regions, "") in by_table:
            yield Place(regions), table, parts
    for same in by_value.values():
        yield from ((whole, "place", parts) for whole in same if (parts := _inside(whole, same)))


def _inside(whole: Place, same: list[Place]) -> list[Place]:
    """The largest places of the same value within one."""
    inside = [one for one in same if one.regions < whole.regions]
    return [one for one in inside if not any(one.regions < other.regions for other in inside)]
