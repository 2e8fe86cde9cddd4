"""The ledger against its plain twin, and what must hold of every cube."""

from __future__ import annotations

from itertools import product

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as some

from data.cube import COLUMNS, DIMENSIONS, MOVED
from data.indicators import definitions
from data.ledger.engines import MEASURED, DuckDB, statement
from data.ledger.run import AT_ONCE, Run
from data.months import month_text
from data.tables import validated
from tests.data.ledger.ledger_cases import Case, as_reported, random_case, written
from tests.data.ledger.ledger_twin import measure_of, twin_cube, twin_rows
from tests.examples import examples

FIRST = 2023 * 12 + 10


def fast(
    case: Case, folder, first: int, last: int, employers: int = 0, engine=None, carried=None
) -> pd.DataFrame:
    run = Run(engine or DuckDB(folder), written(case, folder), case.given, first, last, carried)
    rows = pd.concat([part.to_pandas() for part in run.cells(employers)], ignore_index=True)
    return rows.sort_values(list(DIMENSIONS), ignore_index=True)


def slow(case: Case, first: int, last: int) -> pd.DataFrame:
    return twin_cube(case.tables, **case.given, first=first, last=last)


def moved(run: Run, employers: int) -> pd.DataFrame:
    moves = [rows.to_pandas() for _, rows in run.cells_and_moves(employers)]
    columns = ["month", "region", "office", "measure"]
    return pd.concat(moves).sort_values(columns, ignore_index=True)


def same(cells: pd.DataFrame, expected: pd.DataFrame) -> None:
    assert list(cells.columns) == list(expected.columns) == list(COLUMNS)
    pd.testing.assert_frame_equal(cells, expected, check_dtype=False)


@examples(2, 20)
@given(seed=some.integers(0, 2**32), employers=some.integers(1, 50), months=some.integers(1, 12))
def test_the_tables_of_a_random_case_keep_the_rules_of_the_ledger(seed, employers, months):
    for name, rows in random_case(seed, employers, FIRST, months).tables.items():
        pd.testing.assert_frame_equal(validated(name, rows), rows)


@examples(2, 20)
@given(seed=some.integers(0, 2**32), employers=some.integers(1, 50), months=some.integers(1, 12))
@example(seed=1, employers=25, months=6)  # the first that Hypothesis finds are tiny: in these nobody is late
def test_the_ledger_is_its_twin(tmp_path_factory, seed, employers, months):
    case = random_case(seed, employers, FIRST, months)
    last = FIRST + months - 1
    same(fast(case, tmp_path_factory.mktemp("case"), FIRST, last), slow(case, FIRST, last))


def test_it_does_not_matter_in_which_row_a_late_payment_stands(tmp_path):
    case = random_case(8, 60, FIRST, 12)
    in_its_own = fast(case, tmp_path / "own", FIRST, FIRST + 11)
    same(fast(as_reported(case), tmp_path / "later", FIRST, FIRST + 11), in_its_own)


def test_months_worked_out_one_by_one_are_the_same(tmp_path):
    case = random_case(5, 60, FIRST, 5)
    whole = fast(case, tmp_path / "whole", FIRST, FIRST + 4)
    same(fast(case, tmp_path / "each", FIRST, FIRST + 4, employers=AT_ONCE), whole)


@examples(3, 15)
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


def test_who_moved_explains_every_difference_of_two_months(tmp_path):
    months = 4
    case = random_case(4, 80, FIRST, months)
    run = Run(DuckDB(tmp_path), written(case, tmp_path), case.given, FIRST, FIRST + months - 1)
    moves = moved(run, 80).groupby(["month", "region", "measure"]).sum(numeric_only=True)
    rows, none = moves.to_dict("index"), dict.fromkeys(moves.columns, 0)
    regions, single = set(case.tables["employers"]["region"]), {}
    for m in range(FIRST, FIRST + months):
        known = twin_rows(case, m)
        single |= {(m, *key): measure_of(known, *key) for key in product(regions, MOVED)}
    told = 0
    for m in range(FIRST + 1, FIRST + months):
        for region, name in product(regions, MOVED):
            before, now = (single[at, region, name] for at in (m - 1, m))
            change = now.sub(before, fill_value=0)
            key = (month_text(m), region, name)
            row = rows.get(key, none)
            wanted = (
                (change > 0).sum(),
                (change < 0).sum(),
                change.clip(lower=0).sum(),
                -change.clip(upper=0).sum(),
            )
            assert tuple(int(row[part]) for part in ("entered", "gone", "up", "down")) == wanted, key
            sizes = -(-change.abs() // (1_000 if MOVED[name] == "rupiah" else 1))
            assert int(row["squares"]) == (sizes**2).sum()
            told += bool(wanted[0] and wanted[1])
    assert told > 60


def test_an_engine_answers_in_64_bits(tmp_path):
    case, engine = random_case(4, 40, FIRST, 4), DuckDB(tmp_path)
    run = Run(engine, written(case, tmp_path), case.given, FIRST, FIRST + 3)
    assert list(run.cells_and_moves(40))
    for what in (MEASURED, "cube", "moves", "carried", "spells"):
        kinds = {str(kind) for kind in engine.answer(statement(what, engine.dialect)).schema.types}
        assert kinds <= {"string", "int8", "int64"}, what


def test_of_a_month_on_top_it_is_told_who_moved_as_of_all_together(tmp_path):
    case = as_reported(random_case(9, 60, FIRST, 9))
    given, last = case.given, FIRST + 8
    whole = moved(Run(DuckDB(tmp_path), written(case, tmp_path / "whole"), given, FIRST, last), 60)
    before = Run(DuckDB(tmp_path), written(case, tmp_path / "before"), given, FIRST, last - 1)
    alone = Run(DuckDB(tmp_path), written(case, tmp_path / "alone"), given, last, last, before.left_open())
    newest = whole[whole["month"] == month_text(last)].reset_index(drop=True)
    pd.testing.assert_frame_equal(moved(alone, 60), newest)
