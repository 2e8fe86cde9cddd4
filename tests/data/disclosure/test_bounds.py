"""What is told beside a hidden number does not bound it within a tenth, and a number that is told does not repeat it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from data.cube import DIMENSIONS, MEASURES, OUTREACH
from data.disclosure import masked
from data.disclosure.worker_states import SUMS, alike
from data.months import month_text
from data.vocabulary import COARSE_AGES
from tests.data.disclosure.disclosure_cubes import MONTH, SMALL, summed
from tests.data.disclosure.test_magnitudes import AREAS, FIRST, LAST, LIMITS, cube_of, shown_cells
from tests.data.ledger.ledger_cases import random_case

YOUNG, OLD = ("lancar", "macet")
HALVES = [tuple(f"outstanding_{name}" for name in ages) for ages in COARSE_AGES]
TOTAL = (*HALVES[0], *HALVES[1])


def debtors(region: str, sector: str, of_age: str, debts: list[int]) -> Iterator[dict]:
    """A row for each employer, with all that it owes in one ageing class."""
    place = (MONTH, region, f"{region}.1", "KC", "PU", sector, "mikro")
    for debt in debts:
        yield dict(zip(DIMENSIONS, place, strict=True)) | {
            "wajib": 1,
            "in_arrears": 1,
            f"in_arrears_{of_age}": 1,
            f"outstanding_{of_age}": debt,
            "largest_outstanding": debt,
            f"largest_outstanding_{of_age}": debt,
        }


def places(young_of_a: int) -> pd.DataFrame:
    """Four regions with sectors A to D; in sector A of region 1.1 one employer has most of the older debt."""
    rows = [
        *debtors("1.1", "A", OLD, [3_000, *[57] * 10]),
        *debtors("1.1", "A", YOUNG, [young_of_a // 10] * 10),
    ]
    for region in SMALL["code"]:
        for sector, young in (("A", 300), ("B", 2), ("C", 9), ("D", 90)):
            if (region, sector) != ("1.1", "A"):
                rows += debtors(region, sector, OLD, [200] * 12)
                rows += debtors(region, sector, YOUNG, [young] * 12)
    return summed(pd.DataFrame(rows))


class Limits:
    """The thresholds of the cube of this file."""

    min_employers, dominance_ppm, dominance_confirmed = 10, 800_000, True


def answers(cube: pd.DataFrame, measures: tuple[str, ...]) -> pd.DataFrame:
    """The cells of region x sector that the public is told of a sum, `told` where they are shown."""
    cells = masked(cube, SMALL, MONTH, Limits(), measures, None)
    cells = cells[(cells["level"] == "region") & (cells["dimension"] == "sector")]
    sums = cells[list(measures)].sum(axis=1)
    return cells.assign(sum=sums, told=cells["suppressed"] == "").set_index(["area", "value"])


@pytest.mark.parametrize("young, is_told", [(400, False), (1_200, True)])
def test_a_total_that_is_nearly_all_a_hidden_part_is_hidden_too(young, is_told):
    cube = places(young)
    assert not answers(cube, HALVES[1])["told"]["1.1", "A"]
    assert answers(cube, TOTAL)["told"]["1.1", "A"] == is_told


def test_what_is_hidden_of_one_half_is_wide_enough_for_the_other():
    young, old = (answers(places(1_200), half) for half in HALVES)
    hidden = young[~young["told"]]["sum"]
    assert not old["told"]["1.1", "A"]
    least = young["sum"]["1.1", "A"] + old["sum"]["1.1", "A"] // 8
    # The older half is the total without the younger one, which may be anything up to these.
    for level, name in (("area", "1.1"), ("value", "A")):
        assert hidden.xs(name, level=level).sum() > least, level


def test_a_total_that_is_nearly_all_but_one_class_is_hidden_too():
    """In sector A of 1.1 one employer has most of what is owed there, but for what is of the oldest class."""
    debts = {"lancar": [3_000, *[40] * 5], "diragukan": [57] * 5}
    for oldest, is_told in ((25, False), (60, True)):
        rows = [row for age, owed in debts.items() for row in debtors("1.1", "A", age, owed)]
        rows += debtors("1.1", "A", OLD, [oldest] * 12)
        others = places(1_200).query("region != '1.1' or sector != 'A'")
        told = answers(pd.concat([summed(pd.DataFrame(rows)), others], ignore_index=True), TOTAL)["told"]
        assert told["1.1", "A"] == is_told, oldest


def test_a_cell_that_is_nearly_all_of_its_area_may_be_less():
    """Few owe nearly all of area b in sector A. What is told of B around it must leave room for more of B in b."""
    rows = [
        row
        for region in ("1.2", "1.3")
        for sector, debts in (("A", [1_000] * 3), ("B", [10] * 12))
        for row in debtors(region, sector, OLD, debts)
    ]
    for region in ("1.1", "2.1"):
        for sector, debt in (("A", 300), ("B", 20), ("C", 200)):
            rows += debtors(region, sector, OLD, [debt] * 30)
    cells = masked(summed(pd.DataFrame(rows)), SMALL, MONTH, Limits(), TOTAL, None)
    cells = cells.assign(sum=cells[list(TOTAL)].sum(axis=1)).set_index(["level", "area", "value"])
    cells = cells[cells["dimension"].isin(["", "sector"])]
    of_area, of_few = cells.loc[("area", "b", "")], cells.loc[("area", "b", "A")]
    around = cells.loc[[("all", "", "B"), ("province", "1", "B")]]
    told = around.loc[around["suppressed"] == "", "sum"]
    assert of_few["suppressed"] and of_few["sum"] > of_area["sum"] * 8 // 9
    if not of_area["suppressed"]:
        assert (of_area["sum"] - told <= of_few["sum"] * 7 // 8).all()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory) -> tuple[pd.DataFrame, str]:
    """The cube of a random ledger, with a name for what is kept of it."""
    folder = tmp_path_factory.mktemp("bounds")
    return cube_of(random_case(3, 400, FIRST, LAST - FIRST + 1), folder), str(folder)


def test_a_number_that_would_repeat_a_hidden_one_is_hidden(ledger):
    cube, name = ledger
    told = {measure: set(shown_cells(cube, [measure], name).index) for measure in SUMS}
    cells = masked(cube, AREAS, month_text(LAST), LIMITS, ["wajib"], name, MEASURES)
    compared = 0
    for later, earlier in ((one, other) for at, one in enumerate(SUMS) for other in list(SUMS)[:at]):
        for states in alike(later, earlier):
            repeats = set(cells.index[cells[list(states)].sum(axis=1) == 0])
            compared += len(repeats - told[earlier])
            assert (told[later] & repeats) <= told[earlier] | _empty(cells, earlier), (later, earlier, states)
    assert compared


def _empty(cells: pd.DataFrame, measure: str) -> set[int]:
    return set(cells.index[cells[measure] == 0])


def test_whom_a_part_of_a_count_tells_does_not_protect_the_others():
    """All that attended in B registered: how many attended there is told by the registered, and guards nobody in A."""
    rows = []
    for sector, employers, attended, registered in (
        ("A", 4, 1, 0),
        ("B", 12, 1, 1),
        ("C", 20, 3, 1),
        ("D", 30, 0, 0),
    ):
        place = (MONTH, "1.1", "1.1.1", "KC", "PU", sector, "mikro")
        named = dict(zip(DIMENSIONS, place, strict=True)) | {"wajib": employers}
        rows.append(named | dict(zip(OUTREACH, (attended, registered), strict=True)))
    told = answers(summed(pd.DataFrame(rows)), OUTREACH[:1])["told"]
    assert not told["1.1", "A"] and not told["1.1", "C"]
    assert told["1.1", "D"]
