"""The masks of a month, worked out once per release, month and rule, whoever asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from functools import partial
from threading import Lock
from typing import Any

import pandas as pd

from data.disclosure import mask_of, status
from data.disclosure_rules import Limits, Rule, rules
from data.lattice import geography, lattice


class _Recent:
    """The last few answers by key: several sessions ask for the masks of the same month."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What is kept under `key`, made now if it is not."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


_LATTICES, _MASKS, _MASKED = _Recent(24), _Recent(200), _Recent(100)


def masked(
    cube_month: pd.DataFrame,
    regions: pd.DataFrame,
    month: str,
    disclosure: Rule,
    limits: Limits,
    measures: Iterable[str],
    release: Hashable,
) -> pd.DataFrame:
    """The lattice of a month (data.lattice) with `suppressed`: hidden where any rule of an indicator hides it.

    The rules are the indicator's own and those of the measures that it sums. `release` names the data: what was
    worked out for it is kept under that name; None keeps nothing.
    """
    towns = tuple(regions[["code", "province_code", "area"]].itertuples(index=False, name=None))
    data, law = (release, month, towns), (limits.min_employers, limits.dominance_ppm)
    asked = tuple(rules(disclosure, measures))

    def kept(recent: _Recent, key: Hashable, make: Callable[[], Any]) -> Any:
        return make() if release is None else recent.get(key, make)

    def laid() -> Any:
        cells = lattice(cube_month, regions)
        return cells, geography(cells, regions)

    def hidden() -> pd.DataFrame:
        cells, tree = kept(_LATTICES, data, laid)
        said = [
            kept(_MASKS, (data, law, rule), partial(mask_of, cells, tree, rule, *law)).cells["suppressed"]
            for rule in asked
        ]
        return cells.assign(suppressed=[status(each) for each in zip(*said, strict=True)])

    return kept(_MASKED, (data, law, asked), hidden)
