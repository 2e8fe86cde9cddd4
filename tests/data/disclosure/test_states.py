"""No difference of two or three public sums tells of the few employers between them, and no count something of all."""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cube import (
    CONTRIBUTORS,
    DIFFERENCES,
    DIMENSIONS,
    KEY_STATE,
    LARGEST_OF,
    PART_KNOWN,
    SPREADS,
    WORKER_STATES,
)
from data.disclosure import masked
from data.disclosure.public_tables import CELL
from data.disclosure.rules import OF_ALL, OWN, Guard
from data.disclosure.worker_states import SUMS
from data.vocabulary import AGES
from tests.data.disclosure.attacker import TABLES, Attacker
from tests.data.disclosure.disclosure_cubes import MONTH, SMALL, small, summed
from tests.examples import examples

COUNTS = ("wajib", "terdaftar", "lengkap", "patuh")


class Law:
    min_employers, dominance_ppm, dominance_confirmed = 4, 800_000, True


def employers_of(cube: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The employers of a cube one by one, each as registered and in debt as chance has it, with some workers."""
    rng = np.random.default_rng(seed)
    rows = cube.loc[cube.index.repeat(cube["wajib"]), list(DIMENSIONS)].reset_index(drop=True)
    state = rng.choice([name for name in WORKER_STATES if name != "left_out"], len(rows))
    registered = rng.integers(1, 9, len(rows)) * np.where(rng.random(len(rows)) < 0.2, 30, 1)
    known = registered + np.where(np.char.startswith(state, "part_"), rng.integers(0, 5, len(rows)), 0)
    has = {name: np.where(state == name, registered, 0) for name in WORKER_STATES}
    has["left_out"] = known - registered
    rows = rows.assign(wajib=1, **{f"of_{name}": has[name] for name in WORKER_STATES})
    for name, states in SUMS.items():
        rows[name] = sum(has[one] for one in states)
    for name in WORKER_STATES:
        rows[CONTRIBUTORS[name]], rows[LARGEST_OF[name]] = has[name] > 0, has[name]
    rows[SPREADS[KEY_STATE]] = has[KEY_STATE]
    rows[PART_KNOWN] = np.where(np.char.startswith(state, "part_"), known, 0)
    return rows.astype({CONTRIBUTORS[name]: int for name in WORKER_STATES})


def shown(cube: pd.DataFrame, measure: str) -> pd.DataFrame:
    """The cells of the lattice in which the public is shown this measure."""
    cells = masked(cube, SMALL, MONTH, Law, [measure], None)
    return cells[cells["suppressed"] == ""]


class Subtracting:
    """An attacker who writes down every sum of workers that is shown, and subtracts."""

    def __init__(self, employers: pd.DataFrame) -> None:
        cube = summed(employers)
        self.employers, self.knows = employers, {name: Attacker(cube, SMALL, ["wajib"]) for name in SUMS}
        for name, attacker in self.knows.items():
            for cell in shown(cube, name)[CELL].itertuples(index=False, name=None):
                attacker.learn(attacker.cell(*cell))

    def few_told(self) -> list[tuple[str, ...]]:
        """Every sum of one or two cells that is known, of up to three sums of workers, that tells of too few or of one."""
        told, any_of = [], next(iter(self.knows.values()))
        for table in TABLES:
            cells = [cell for cell in any_of.at if cell[0] == table]
            for union in (*combinations(cells, 1), *combinations(cells, 2)):
                vector = np.isin(np.arange(len(any_of.at)), [any_of.at[cell] for cell in union]).astype(float)
                known = [name for name, attacker in self.knows.items() if attacker.can_compute(vector)]
                there = pd.MultiIndex.from_frame(self.employers[["region", table]]).isin(
                    [cell[1:] for cell in union]
                )
                told += [(*union, *names) for names in self._unsafe(self.employers[there], known)]
        return told

    def _unsafe(self, rows: pd.DataFrame, known: list[str]):
        for size in (1, 2, 3):
            for names in combinations(known, size):
                for signs in product((1, -1), repeat=size - 1):
                    parts = (rows[list(names)] * (1, *signs)).sum(axis=1).abs()
                    if 0 < (parts > 0).sum() < Law.min_employers or (
                        parts.max() * 1_000_000 > Law.dominance_ppm * parts.sum()
                    ):
                        yield names


@examples(3, 40)
@given(cube=small(), seed=st.integers(0, 999))
def test_no_difference_of_sums_of_workers_is_of_few_or_of_one(cube, seed):
    assert Subtracting(employers_of(cube, seed)).few_told() == []


def test_without_the_states_a_difference_tells_of_few(monkeypatch):
    own = {name: Guard(OWN[name].rules[:2]) for name in SUMS}
    monkeypatch.setattr("data.disclosure.rules.OWN", OWN | own)
    where = dict.fromkeys(DIMENSIONS, "") | {"month": MONTH, "region": "1.1", "kecamatan": "1.1.1"}
    town = pd.DataFrame([where]).assign(wajib=14)
    assert any(Subtracting(employers_of(town, seed)).few_told() for seed in range(9))


def test_what_is_shown_of_a_larger_place_is_not_nothing():
    where = dict.fromkeys(DIMENSIONS, "") | {"month": MONTH, "region": "1.1", "kecamatan": "1.1.1"}
    cube = summed(employers_of(pd.DataFrame([where]).assign(wajib=400), 1))
    for name in SUMS:
        assert len(shown(cube, name)), name


def one_town(counts: dict[str, int]) -> pd.DataFrame:
    """A cube of two towns: all is well in the second."""
    where = dict.fromkeys(DIMENSIONS, "") | {"month": MONTH, "region": "1.1", "kecamatan": "1.1.1"}
    fine = dict.fromkeys((*COUNTS, "billed", "billed_on_time"), 30)
    rows = [where | counts, where | {"region": "1.2", "kecamatan": "1.2.1"} | fine]
    known = [row | {f"known_{name}": row.get(name, 0) * 3 for name in COUNTS} for row in rows]
    return summed(pd.DataFrame(known).fillna(0))


@pytest.mark.parametrize(
    ("measure", "counts", "told"),
    [
        ("in_arrears", {"terdaftar": 8, "in_arrears": 8}, False),
        ("in_arrears", {"terdaftar": 8, "in_arrears": 7}, True),
        ("in_arrears", {"terdaftar": 8}, True),
        ("terdaftar", {}, False),
        ("terdaftar", {"terdaftar": 1}, True),
        ("terdaftar", {"terdaftar": 20}, True),
        ("patuh", {"terdaftar": 20, "lengkap": 5}, False),
        ("pds_wage", {"terdaftar": 9, "pds_wage": 9}, False),
        ("billed_on_time", {"billed": 9, "billed_on_time": 0}, False),
        ("billed_on_time", {"billed": 9, "billed_on_time": 1}, True),
        ("cases_overdue", {"cases_overdue": 2}, True),
    ],
)
def test_a_count_is_told_unless_it_says_that_all_of_them_fail(measure, counts, told):
    """Of twenty employers a count of one is no secret; that everybody who is asked fails is told of each of them."""
    cells = shown(one_town({"wajib": 20} | counts), measure)
    assert bool(len(cells[cells["kecamatan"] == "1.1.1"])) == told


def test_every_class_of_arrears_is_a_part_and_not_of_all():
    assert not {f"in_arrears_{name}" for name in AGES} & set(OF_ALL)


@pytest.mark.parametrize(("targeted", "told"), [(30, True), (29, False), (26, True), (2, False)])
def test_members_without_a_target_are_not_told_by_a_difference(targeted, told):
    where = dict.fromkeys(DIMENSIONS, "") | {"month": MONTH, "region": "1.1", "segment": "BPU"}
    group = where | {"informal_active": 30, "informal_targeted": targeted}
    cells = shown(summed(pd.DataFrame([group])), "informal_targeted")
    assert bool(len(cells[cells["level"] == "region"])) == told


# What sums of rupiah leave beside each other -> the sum that is told last, and is hidden where that is of few.
TOLD_LAST = {
    **dict.fromkeys(("not_in_time", "owed_beside", "young_beside"), "paid_on_time"),
    **dict.fromkeys(("newly_owed", "owed_before", "owed_less_paid", "due_less_paid"), "paid_late"),
    **dict.fromkeys(("owed_less_penalty", "old_less_penalty", "late_less_penalty"), "penalty"),
    "due_less_owed": "due",
}


@pytest.mark.parametrize("name", DIFFERENCES)
@pytest.mark.parametrize(("few", "most", "told"), [(30, 10, True), (2, 10, False), (30, 99, False)])
def test_no_difference_of_rupiah_is_of_few_or_of_one(name, few, most, told):
    where = dict.fromkeys(DIMENSIONS, "") | {"month": MONTH, "region": "1.1", "segment": "PU"}
    measure = TOLD_LAST[name]
    town = where | {
        "wajib": 30,
        "billed": 30,
        measure: 100,
        CONTRIBUTORS[measure]: 30,
        LARGEST_OF[measure]: 10,
    }
    left = {CONTRIBUTORS[name]: few, SPREADS[name]: 100, LARGEST_OF[name]: most}
    cells = shown(summed(pd.DataFrame([town | left])), measure)
    assert bool(len(cells[cells["level"] == "region"])) == told


def test_a_total_is_kept_where_every_region_of_it_is_hidden():
    where = dict.fromkeys(DIMENSIONS, "") | {"month": MONTH, "segment": "PU"}
    rows = [
        where | {"region": f"1.{at}", "kecamatan": f"1.{at}.1", "wajib": n}
        for at, n in ((1, 1), (2, 1), (3, 2))
    ]
    cells = shown(summed(pd.DataFrame(rows)), "wajib")
    assert set(cells.loc[cells["level"] != "region", "level"]) >= {"all", "province"}
    assert not (cells["level"] == "region").any()
