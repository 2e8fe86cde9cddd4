"""What is left of a shown sum when all of its shown parts are taken off: a union of hidden cells, held like any amount.

The parts of a place are its kecamatan, the values of one dimension, or, of one value, the places that it is made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from data.disclosure import Limits
from tests.attack.small import MILLION, Finding, Judge
from tests.attack.told import Place, Told


def rests(told: Told, judge: Judge, limits: Limits) -> Iterator[Finding]:
    """Every such rest of two hidden parts or more that rests on too few contributors, or is dominated."""
    forms = [form for form in told.forms if form.is_amount]
    for whole, name, parts in _splits(list(told.level)):
        rows = {part: judge.rows_of(part) for part in parts}
        for form in forms:
            hidden = [
                part for part in parts if (part, form) in told.hidden and (part, form) not in told.shown
            ]
            if len(hidden) < 2 or (whole, form) not in told.shown:
                continue
            left = np.concatenate([rows[part] for part in hidden])
            vector = np.array(form.vector, dtype=float)[:, None]
            (count,), (share,) = judge.behind_rows(left, vector, np.ones((1, 1)))
            is_small = 0 < count < limits.min_employers
            if is_small or (count and share * MILLION > limits.dominance_ppm):
                made_of = f"[{form}] less its parts by {name}"
                yield Finding(made_of, 0, told.level[whole], whole, int(count), float(share), is_small)


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
