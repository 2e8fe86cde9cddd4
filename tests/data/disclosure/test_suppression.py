"""No cell that is hidden, and no small union of hidden cells, follows from those that are shown."""

from collections import namedtuple
from fractions import Fraction
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.cube import DIMENSIONS, LARGEST, MEASURES, TOLD
from data.disclosure import protecting
from data.disclosure.disclosure import Disclosure
from data.disclosure.masking import masked
from data.disclosure.network import Network
from data.disclosure.public_tables import CELL, geography, lattice
from data.disclosure.rules import OF_ALL, OWN, Guard, guards
from data.disclosure.suppression import LeakyMask, mask_of, recoverable
from data.indicators.definition import definitions
from data.vocabulary import AGES, NARROWING
from tests.data.disclosure.attacker import TABLES, Attacker
from tests.data.disclosure.disclosure_cubes import MONTH, OUTSTANDING, SMALL, real_size, small, summed
from tests.examples import examples

COUNT = Disclosure("wajib")
Limits = namedtuple("Limits", "min_employers dominance_ppm dominance_confirmed")
MONEY = Disclosure("wajib", ("outstanding_macet",), "largest_outstanding")
LEAST, PPM = 5, 800_000


def masked_cells(
    cube: pd.DataFrame, regions: pd.DataFrame, rule: Disclosure, least: int, ppm: int
) -> pd.DataFrame:
    """The lattice of a month with `suppressed`, under one rule."""
    cells = lattice(cube, regions)
    return cells.assign(suppressed=mask_of(cells, geography(cells, regions), Guard((rule,)), least, ppm))


def shown_to(attacker: Attacker, cells: pd.DataFrame) -> Attacker:
    for cell in cells.loc[cells["suppressed"] == "", CELL].itertuples(index=False):
        attacker.learn(attacker.cell(*cell))
    return attacker


def hidden_that_follow(attacker: Attacker, cells: pd.DataFrame) -> list[tuple[str, ...]]:
    hidden = cells.loc[cells["suppressed"] != "", CELL].itertuples(index=False, name=None)
    return [cell for cell in hidden if attacker.can_compute(attacker.cell(*cell))]


def small_unions_that_follow(attacker: Attacker, least: int, ppm: int) -> list[list[int]]:
    """By trying every union of unknown cells of every table."""
    small_unions, doubt = [], attacker.doubt()
    for table in TABLES:
        unknown = [at for (of, _, _), at in attacker.at.items() if of == table and doubt[at, at] > 1e-6]
        tried = np.array(list(product((0, 1), repeat=len(unknown))))[1:]
        if len(tried):
            left = ((tried @ doubt[np.ix_(unknown, unknown)]) * tried).sum(axis=1)
            known = [[unknown[at] for at in np.flatnonzero(chosen)] for chosen in tried[left < 1e-6]]
            small_unions += [union for union in known if attacker.is_small(union, least, ppm)]
    return small_unions


def too_small(cells: pd.DataFrame, rule: Disclosure, least: int, ppm: int) -> pd.Series:
    """What must be hidden for itself, written down once more."""
    who, rupiah = cells[rule.contributors], cells[list(rule.value)].sum(axis=1)
    few = (who < least) & ((who > 0) | (rupiah > 0))
    return few | (cells[rule.largest] * 1_000_000 > ppm * rupiah) if rule.largest else few


@pytest.mark.parametrize("rule", [COUNT, MONEY], ids=["count", "rupiah"])
@examples(10, 150)
@given(cube=small())
def test_no_small_cell_or_union_can_be_computed(rule, cube):
    cells = masked_cells(cube, SMALL, rule, LEAST, PPM)
    assert ((cells["suppressed"] == "primer") == too_small(cells, rule, LEAST, PPM)).all()
    measures = [rule.contributors, *rule.value]
    attacker = shown_to(Attacker(cube, SMALL, measures, rule.largest or ""), cells)
    assert hidden_that_follow(attacker, cells) == []
    assert small_unions_that_follow(attacker, LEAST, PPM) == []


def one_cell(region: str, kecamatan: str, sector: str, wajib: int, scale: str = "mikro") -> dict[str, object]:
    of_cell = (MONTH, region, f"{region}.{kecamatan}", "KC", "PU", sector, scale)
    return {**dict(zip(DIMENSIONS, of_cell, strict=True)), "wajib": wajib}


def cube_of(*rows: dict[str, object]) -> pd.DataFrame:
    return summed(pd.DataFrame(rows))


# Region 1.1 has 3 in A, which its own total and its B give away; so do A's total and 1.2's A.
CROSS = cube_of(
    one_cell("1.1", "1", "A", 3),
    one_cell("1.1", "1", "B", 20),
    one_cell("1.2", "1", "A", 30),
    one_cell("1.2", "1", "B", 40),
    one_cell("1.3", "1", "A", 50),
    one_cell("1.3", "1", "B", 60),
    one_cell("2.1", "1", "A", 70),
)


def test_without_the_second_cells_the_first_follows():
    cells = masked_cells(CROSS, SMALL, COUNT, LEAST, PPM)
    only_primary = cells.assign(suppressed=cells["suppressed"].where(cells["suppressed"] == "primer", ""))
    attacker = shown_to(Attacker(CROSS, SMALL, ["wajib"]), only_primary)
    assert ("region", "1.1", "", "sector", "A") in hidden_that_follow(attacker, only_primary)
    assert small_unions_that_follow(attacker, LEAST, PPM) == []  # nothing unknown is left at all


def test_a_small_cell_takes_the_cheapest_rectangle_with_it_and_no_margin():
    cells = masked_cells(CROSS, SMALL, COUNT, LEAST, PPM)
    hidden = cells[cells["suppressed"] != ""]
    regions = hidden[hidden["level"] == "region"].set_index(["area", "value"])["suppressed"]
    assert regions.to_dict() == {
        ("1.1", "A"): "primer",
        ("1.1", "B"): "sekunder",
        ("1.2", "A"): "sekunder",
        ("1.2", "B"): "sekunder",
    }
    # The area of 1.2 lies between it and the province, which stays.
    assert set(zip(hidden["level"], hidden["dimension"], strict=True)) == {
        ("region", "sector"),
        ("area", "sector"),
    }


def test_two_small_siblings_take_a_third_when_they_are_small_together():
    two = [one_cell("1.1", "1", "A", 2), one_cell("1.1", "2", "A", 2)]
    cube = cube_of(*two, one_cell("1.1", "3", "A", 8), one_cell("1.1", "4", "A", 90))
    cells = masked_cells(cube, SMALL, COUNT, LEAST, PPM)
    towns = cells[cells["level"] == "kecamatan"].set_index("kecamatan")["suppressed"]
    assert towns.to_dict() == {"1.1.1": "primer", "1.1.2": "primer", "1.1.3": "sekunder", "1.1.4": ""}
    enough = cube_of(*two, one_cell("1.1", "3", "A", 1), one_cell("1.1", "4", "A", 90))
    assert "sekunder" not in set(masked_cells(enough, SMALL, COUNT, LEAST, PPM)["suppressed"])


def test_an_empty_cell_is_shown_and_protects_nothing():
    nobody = one_cell("1.1", "2", "A", 0) | {"patuh": 0}
    cube = cube_of(one_cell("1.1", "1", "A", 3), nobody, one_cell("1.1", "3", "A", 9))
    towns = masked_cells(cube, SMALL, COUNT, LEAST, PPM).set_index("kecamatan")["suppressed"]
    assert (towns["1.1.1"], towns["1.1.2"], towns["1.1.3"]) == ("primer", "", "sekunder")


def test_an_area_and_a_province_of_the_same_regions_are_one_cell():
    cube = cube_of(one_cell("2.1", "1", "A", 3), *[one_cell(f"1.{at}", "1", "A", 30) for at in (1, 2, 3)])
    cells = masked_cells(cube, SMALL, COUNT, LEAST, PPM)
    same = cells[(cells["area"].isin(["2", "c", "2.1"])) & (cells["dimension"] == "")]
    assert set(same["suppressed"]) == {"primer"} and len(same) == 4


def test_an_area_that_crosses_a_province_is_too_fine():
    crossing = SMALL.assign(area=["a", "b", "b", "b"])
    cells = masked_cells(CROSS, crossing, COUNT, LEAST, PPM)
    reasons = cells[cells["level"] == "area"].groupby("area")["suppressed"].agg(set)
    assert reasons.to_dict() == {"a": {"", "primer", "sekunder"}, "b": {"terlalu rinci"}}


def test_one_that_owes_nearly_everything_is_hidden_though_many_owe():
    rows = [one_cell("1.1", str(town), "A", 50) for town in (1, 2, 3)]
    debts = [(100, 90), (100, 10), (100, 10)]
    owing = [
        row | {"outstanding_macet": owed, "largest_outstanding": most}
        for row, (owed, most) in zip(rows, debts, strict=True)
    ]
    cells = masked_cells(cube_of(*owing), SMALL, MONEY, LEAST, PPM)
    towns = cells[cells["level"] == "kecamatan"]["suppressed"].tolist()
    assert towns[0] == "primer" and sorted(towns[1:]) == ["", "sekunder"]


@pytest.mark.parametrize("rule", [COUNT, Disclosure("in_arrears", OUTSTANDING, "largest_outstanding")])
def test_a_month_of_the_real_size(rule):
    cube, regions = real_size(12_000, 1)
    cells = masked_cells(cube, regions, rule, 10, PPM)
    attacker = shown_to(Attacker(cube, regions, [rule.contributors]), cells)
    assert hidden_that_follow(attacker, cells) == []
    assert attacker.unions_of_siblings(10, most=2) == []
    regions_shown = cells[(cells["level"] == "region") & (cells["dimension"] == "")]["suppressed"] == ""
    assert regions_shown.mean() > 0.8
    secondary, primary = ((cells["suppressed"] == reason).sum() for reason in ("sekunder", "primer"))
    assert secondary < primary / 2


def test_what_cannot_be_protected_is_not_shown_at_all(monkeypatch):
    monkeypatch.setattr(protecting, "protect", lambda network, hidden, *_: (set(hidden), []))
    with pytest.raises(LeakyMask, match="masih dapat dihitung"):
        masked_cells(CROSS, SMALL, COUNT, LEAST, PPM)


def test_a_month_with_nobody_in_it():
    assert masked_cells(CROSS[:0], SMALL, COUNT, LEAST, PPM).empty


# -- the lattice and the audit against plain twins


def plain_lattice(cube: pd.DataFrame, regions: pd.DataFrame) -> dict[tuple[str, ...], dict[str, int]]:
    areas = regions.set_index("code")
    cells: dict[tuple[str, ...], dict[str, int]] = {}
    for row in cube.to_dict("records"):
        region = row["region"]
        area_of = {"all": "", "region": region}
        area_of["area"] = areas["area"].get(region, "")
        area_of["province"] = areas["province_code"].get(region, "")
        keys = [("kecamatan", region, row["kecamatan"], "", "")]
        for level, area in area_of.items():
            keys += [(level, area, "", "", "")]
            keys += [(level, area, "", dimension, row[dimension]) for dimension in NARROWING]
        for key in keys:
            cell = cells.setdefault(key, dict.fromkeys((*MEASURES, *LARGEST), 0))
            for name in MEASURES:
                cell[name] += row[name]
            for name in LARGEST:
                cell[name] = max(cell[name], row[name])
    return cells


@examples(8, 100)
@given(cube=small(), unlisted=st.booleans())
def test_the_lattice_is_what_a_plain_loop_adds_up(cube, unlisted):
    regions = SMALL[1:] if unlisted else SMALL
    cells = lattice(cube, regions)
    assert cells.set_index(CELL).to_dict("index") == plain_lattice(cube, regions)
    parents = geography(cells, regions).parents
    assert parents.count(-1) == 1 and all(parent < at for at, parent in enumerate(parents))


def fixed_by_elimination(relations: list[list[int]]) -> list[bool]:
    """Whether each unknown has a single value, in exact fractions: a row of its own once all is reduced."""
    rows = [[Fraction(number) for number in row] for row in relations]
    width, reduced = len(relations[0]), []
    for column in range(width):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [number / pivot[column] for number in pivot]
        rows, reduced = (
            [[a - row[column] * b for a, b in zip(row, pivot, strict=True)] for row in several]
            for several in (rows, reduced)
        )
        reduced.append(pivot)
    single = [row for row in reduced if sum(map(bool, row)) == 1]
    return [any(row[column] for row in single) for column in range(width)]


def edges_of(nodes: int):
    ends = st.tuples(st.integers(0, nodes - 1), st.integers(0, nodes - 1))
    return st.lists(ends.filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=9)


@given(st.integers(2, 6).flatmap(edges_of))
@example([(0, 1), (0, 1), (1, 2)])
@example([(0, 1), (1, 2), (2, 0), (2, 3)])
def test_the_audit_finds_what_follows_by_elimination(edges):
    tails, heads = zip(*edges, strict=True)
    network = Network(6, tails, heads, [1] * len(edges), [0] * len(edges))
    relations = [[(node == head) - (node == tail) for tail, head in edges] for node in range(6)]
    fixed = fixed_by_elimination(relations)
    assert recoverable(network, range(len(edges))) == {edge for edge, known in enumerate(fixed) if known}


# -- the rules


def test_every_measure_has_a_rule():
    assert set(OWN) == set(TOLD)


def test_an_indicator_is_guarded_by_what_its_measures_are():
    assert guards(["terdaftar", "wajib"]) == [
        Guard((COUNT,)),
        Guard((OF_ALL["terdaftar"],), within=Guard((COUNT,))),
    ]
    for indicator in definitions().values():
        if indicator.kind == "ledger":
            assert guards((*indicator.above, *indicator.minus, *indicator.below)), indicator.id


def test_a_place_without_cases_hides_no_case_of_another():
    towns = [
        one_cell("1.1", str(town), "A", 3) | {"cases_opened": cases} for town, cases in enumerate((1, 0, 0))
    ]
    elsewhere = [one_cell("1.2", "1", "A", 40), one_cell("1.3", "1", "A", 40) | {"cases_opened": 1}]
    cells = masked(
        cube_of(*towns, *elsewhere), SMALL, MONTH, Limits(LEAST, PPM, True), ["cases_opened"], None
    )
    regions = cells[(cells["level"] == "region") & (cells["dimension"] == "")].set_index("area")["suppressed"]
    assert regions["1.1"] == "disembunyikan"  # of 9 obliged, but the one case must be in the first town
    assert (cells.loc[cells["level"] == "kecamatan", "suppressed"][:3] != "").all()


def test_classes_of_arrears_are_hidden_together_and_wherever_their_total_is():
    (total,) = guards(OUTSTANDING)
    assert total.rules == (Disclosure("in_arrears", OUTSTANDING, "largest_outstanding"),)
    assert guards([f"outstanding_{AGES[0]}"]) == guards([f"outstanding_{AGES[-1]}"])
    (classes,), (halves,) = guards(OUTSTANDING[:1]), guards(OUTSTANDING[:2])
    assert classes.within == halves and halves.within == total
    assert {rule.contributors for rule in classes.rules} == {f"in_arrears_{name}" for name in AGES}


@pytest.mark.parametrize(
    "wrong",
    [("nobody",), ("wajib", ("nothing",)), ("wajib", (), "largest_due"), ("wajib", ("due",), "due")],
)
def test_a_rule_names_columns_of_the_cube(wrong):
    with pytest.raises(ValueError, match="no such columns"):
        Disclosure(*wrong)
