"""The ledger against its plain twin, and what must hold of every cube."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as some

from data.cube import COLUMNS, DIMENSIONS
from data.indicators import definitions
from data.ledger.engines import DuckDB
from data.ledger.run import AT_ONCE, Run
from data.tables import validated
from tests.data.ledger.ledger_cases import Case, as_reported, random_case, written
from tests.data.ledger.ledger_twin import twin_cube

FIRST = 2023 * 12 + 10


def fast(
    case: Case, folder, first: int, last: int, employers: int = 0, engine=None, carried=None
) -> pd.DataFrame:
    run = Run(engine or DuckDB(folder), written(case, folder), case.given, first, last, carried)
    rows = pd.concat([part.to_pandas() for part in run.cells(employers)], ignore_index=True)
    return rows.sort_values(list(DIMENSIONS), ignore_index=True)


def slow(case: Case, first: int, last: int) -> pd.DataFrame:
    return twin_cube(case.tables, **case.given, first=first, last=last)


def same(cells: pd.DataFrame, expected: pd.DataFrame) -> None:
    assert list(cells.columns) == list(expected.columns) == list(COLUMNS)
    pd.testing.assert_frame_equal(cells, expected, check_dtype=False)


@settings(max_examples=3)
@given(seed=some.integers(0, 2**32), employers=some.integers(1, 50), months=some.integers(1, 12))
def test_the_tables_of_a_random_case_keep_the_rules_of_the_ledger(seed, employers, months):
    for name, rows in random_case(seed, employers, FIRST, months).tables.items():
        pd.testing.assert_frame_equal(validated(name, rows), rows)


@settings(max_examples=4)
@given(seed=some.integers(0, 2**32), employers=some.integers(1, 50), months=some.integers(1, 12))
def test_the_ledger_is_its_twin(tmp_path_factory, seed, employers, months):
    case = random_case(seed, employers, FIRST, months)
    last = FIRST + months - 1
    same(fast(case, tmp_path_factory.mktemp("case"), FIRST, last), slow(case, FIRST, last))


def test_it_does_not_matter_in_which_row_a_late_payment_stands(tmp_path):
    case = random_case(8, 60, FIRST, 12)
    in_its_own = fast(case, tmp_path / "own", FIRST, FIRST + 11)
    same(fast(as_reported(case), tmp_path / "later", FIRST, FIRST + 11), in_its_own)


def test_months_worked_out_one_by_one_are_the_same(tmp_path):
    case = random_case(5, 60, FIRST, 10)
    whole = fast(case, tmp_path / "whole", FIRST, FIRST + 9)
    same(fast(case, tmp_path / "each", FIRST, FIRST + 9, employers=AT_ONCE), whole)


@settings(max_examples=3)
@given(seed=some.integers(0, 2**32), months=some.integers(3, 14))
def test_a_month_on_top_of_what_was_left_open_is_its_part_of_the_whole(tmp_path_factory, seed, months):
    case, folder = as_reported(random_case(seed, 40, FIRST, months)), tmp_path_factory.mktemp("case")
    last = FIRST + months - 1
    given = case.given
    before = Run(DuckDB(folder), written(case, folder / "before"), given, FIRST, last - 1)
    alone = fast(case, folder / "alone", last, last, carried=before.left_open())
    whole = fast(case, folder / "whole", FIRST, last)
    same(alone, whole[whole["month"] == alone["month"].iloc[0]].reset_index(drop=True))


def test_a_month_alone_is_its_part_of_the_whole(tmp_path):
    case = random_case(6, 80, FIRST, 14)
    whole = fast(case, tmp_path / "whole", FIRST, FIRST + 13)
    alone = fast(case, tmp_path / "alone", FIRST + 13, FIRST + 13)
    same(alone, whole[whole["month"] == alone["month"].iloc[0]].reset_index(drop=True))


def test_no_employer_is_known_to_have_fewer_workers_than_it_has_registered(tmp_path):
    case = random_case(7, 80, FIRST, 6)
    employers = case.tables["employers"]
    assert (employers["workers_known"] < employers["workers_registered"]).any()
    cells = fast(case, tmp_path, FIRST, FIRST + 5)
    assert (cells["known_terdaftar"] >= cells["workers_registered"]).all()


def test_members_of_groups_without_a_target_are_in_no_attainment(tmp_path):
    case = random_case(3, 5, FIRST, 3)
    informal = case.tables["informal"]
    assert informal["target"].isna().any() and informal["target"].notna().any()
    cells = fast(case, tmp_path, FIRST, FIRST + 2)
    for attainment in ("informal_attainment", "informal_attainment_by_trade"):
        counted = sum(cells[name].sum() for name in definitions()[attainment].above)
        assert counted == informal.loc[informal["target"].notna(), "active"].sum() < informal["active"].sum()


# Shares whose numerator is not a part of the denominator, and the word of their definition that says so.
BEYOND = {"arrears_share": "pembilang saja", "informal_attainment": "pencapaian target"}
BEYOND["informal_attainment_by_trade"] = BEYOND["informal_attainment"]


def test_what_a_share_counts_is_among_what_it_is_a_share_of(tmp_path):
    cells = fast(random_case(2, 80, FIRST, 10), tmp_path, FIRST, FIRST + 9)
    for share in definitions().values():
        if share.unit == "percent" and share.below:
            above, below = (cells[list(names)].sum(axis=1) for names in (share.above, share.below))
            assert (above <= below).all() or BEYOND[share.id] in share.caveat["id"], share.id
