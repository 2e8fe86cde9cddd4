"""Whatever sum of workers or rupiah the public role is shown rests on enough contributors, and none of them has most.

Held against the plain rows of small made-up ledgers: every cell of the fixed tables, every sum that an indicator shows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as some

from data.cube import CONTRIBUTORS, INFORMAL, LATER, RECOVERED, STANDS_FOR, TOLD
from data.disclosure import masked
from data.disclosure.public_tables import CELL
from data.disclosure.worker_states import SUMS
from data.ledger.engines import DuckDB
from data.ledger.run import Run
from data.months import month_text
from data.vocabulary import AGES, NARROWING
from tests.data.ledger.ledger_cases import REGIONS, Case, random_case, written
from tests.data.ledger.ledger_twin import contributors
from tests.examples import examples

FIRST, LAST = 2023 * 12 + 10, 2023 * 12 + 13
AREAS = pd.DataFrame(
    {
        "code": REGIONS,
        "province_code": [code[:2] for code in REGIONS],
        "area": [code[:2] for code in REGIONS],
    }
)
# Every sum that an indicator shows, as the sums of the cube that it is made of.
SHOWN = {name: ((name,), ()) for name in (*CONTRIBUTORS, *SUMS) if name in TOLD}
SHOWN |= {
    "arrears": (tuple(f"outstanding_{name}" for name in AGES), ()),
    "debt recovered": (RECOVERED[:1], RECOVERED[1:2]),
}


@dataclass(frozen=True)
class Thresholds:
    """Low enough for small ledgers to have cells of both kinds."""

    min_employers: int = 3
    dominance_ppm: int = 600_000
    dominance_confirmed: bool = True


LIMITS = Thresholds()


def cube_of(case: Case, folder) -> pd.DataFrame:
    """The cube of the last month."""
    run = Run(DuckDB(folder), written(case, folder), case.given, LAST, LAST)
    return pd.concat([part.to_pandas() for part in run.cells(0)], ignore_index=True)


def shown_cells(cube: pd.DataFrame, measures, release=None) -> pd.DataFrame:
    """Of its fixed tables what the public role is shown of a sum of measures, whatever an indicator says on top."""
    cells = masked(cube, AREAS, month_text(LAST), LIMITS, measures, release)
    return cells[cells["suppressed"] == ""]


def members(rows: pd.DataFrame) -> dict[tuple[str, ...], np.ndarray]:
    """Cell of the fixed tables -> the places of the rows that it adds up."""
    found = {
        ("kecamatan", *place, "", ""): at
        for place, at in rows.groupby(["region", "kecamatan"]).indices.items()
    }
    for level, column in {"all": "", "province": "province_code", "region": "region"}.items():
        area = rows[column] if column else ""
        for dimension in ("", *NARROWING):
            placed = pd.DataFrame({"area": area, "value": rows[dimension] if dimension else ""}, rows.index)
            groups = placed.groupby(["area", "value"]).indices.items()
            found |= {(level, at, "", dimension, value): those for (at, value), those in groups}
    return found


def exposed(single: np.ndarray, of: dict, cells: pd.DataFrame) -> list[tuple]:
    """The shown cells whose sum fewer than enough stand behind, or that one of them has too much of."""
    found = []
    for cell in cells[CELL].itertuples(index=False, name=None):
        level, *rest = cell
        whose = single[of["province" if level == "area" else level, *rest]]
        whose = whose[whose > 0]
        few = 0 < len(whose) < LIMITS.min_employers
        if few or (len(whose) and whose.max() * 1_000_000 > LIMITS.dominance_ppm * whose.sum()):
            found.append((cell, whose.tolist()))
    return found


@examples(2, 20)
@given(seed=some.integers(0, 2**32), employers=some.integers(20, 150))
def test_every_shown_sum_has_enough_contributors_and_no_dominant_one(tmp_path_factory, seed, employers):
    case, folder = random_case(seed, employers, FIRST, LAST - FIRST + 1), tmp_path_factory.mktemp("case")
    rows = contributors(case.tables, **case.given, months=[LAST])
    rows = rows.merge(AREAS, left_on="region", right_on="code")
    cube, of = cube_of(case, folder), members(rows)
    for above, minus in SHOWN.values():
        single = (rows[list(above)].sum(axis=1) - rows[list(minus)].sum(axis=1)).to_numpy()
        assert exposed(single, of, shown_cells(cube, (*above, *minus), str(folder))) == [], above


def test_a_month_is_not_refused_for_the_largest_of_workers_that_are_beside_a_sum(tmp_path):
    """Of an area in which some are registered in part, but none of whom a sum and those before it leave anybody."""
    cube = cube_of(random_case(171_491, 47, FIRST, LAST - FIRST + 1), tmp_path)
    for name in SUMS:
        assert len(masked(cube, AREAS, month_text(LAST), LIMITS, [name], str(tmp_path))), name


def test_of_a_larger_ledger_sums_are_shown(tmp_path):
    cube = cube_of(random_case(3, 400, FIRST, LAST - FIRST + 1), tmp_path)
    for name in ("known_wajib", "workers_registered", "due", "paid_on_time"):
        assert shown_cells(cube, [name], str(tmp_path))[name].any(), name


def test_a_group_of_few_members_is_hidden_also_where_it_has_a_target_alone(tmp_path):
    cube = cube_of(random_case(5, 5, FIRST, LAST - FIRST + 1), tmp_path)
    cube.loc[cube["segment"] == "BPU", list(INFORMAL)] = 0
    few = cube.index[cube["segment"] == "BPU"][0]
    cube.loc[few, "informal_target"] = LIMITS.min_employers - 1
    assert not shown_cells(cube, ["informal_target"])["informal_target"].any()


def test_of_an_earlier_cube_no_sum_is_shown_whose_contributors_are_not_known(tmp_path):
    cube = cube_of(random_case(3, 400, FIRST, LAST - FIRST + 1), tmp_path)
    earlier = cube.assign(**{name: STANDS_FOR.get(name, 0) for name in LATER})
    for name in (name for name in SHOWN if name in TOLD):
        assert not shown_cells(earlier, [name], str(tmp_path))[name].any(), name
    # Of all arrears together it is known.
    assert shown_cells(earlier, SHOWN["arrears"][0])["outstanding_macet"].any()
