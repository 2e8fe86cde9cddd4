"""DuckDB as it is opened here: within its memory, in a folder of its own, and shut off from everything else."""

from __future__ import annotations

import threading
from itertools import count
from pathlib import Path

import duckdb
import pyarrow as arrow
import pytest

from data.store.changes import Change
from data.store.columns import schema_of
from data.store.database import connected, view_files, view_rows
from data.store.month_tables import SLOTS, HeldMonths, in_each_slot
from data.store.store import Store
from tests.data.store.store_cases import WHO, paid, rows

# Three million rows with a text each: some 150 MB, and every one of them has to be held to be put in order.
TOO_LARGE = (
    "CREATE TABLE large AS SELECT range AS x, hash(range)::VARCHAR AS h FROM range(3_000_000) ORDER BY h"
)


@pytest.fixture
def spill(tmp_path, monkeypatch) -> Path:
    """Little memory, and a folder to spill to."""
    monkeypatch.setenv("PETA_MEMORY", "64MB")
    monkeypatch.setenv("PETA_SPILL", str(tmp_path / "spill"))
    return tmp_path / "spill"


def spilled(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_what_does_not_fit_into_memory_is_spilled_and_finished(spill):
    database = connected()
    database.execute(TOO_LARGE)
    assert database.sql("SELECT count(*), count(DISTINCT x) FROM large").fetchall() == [
        (3_000_000, 3_000_000)
    ]
    assert spilled(spill) > 10_000_000
    database.close()
    assert spilled(spill) == 0


def test_without_a_folder_to_spill_to_the_same_does_not_fit(spill, monkeypatch):
    """So the test above shows spilling, and not that there was room after all."""
    real = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda config: real(config=config | {"temp_directory": ""}))
    with pytest.raises(duckdb.OutOfMemoryException):
        connected().execute(TOO_LARGE)


def test_two_databases_do_not_spill_into_the_same_folder(spill):
    folders = {connected().sql("SELECT current_setting('temp_directory')").fetchall()[0][0] for _ in range(3)}
    assert len(folders) == 3 and {Path(folder).parents[1] for folder in folders} == {spill}


@pytest.mark.parametrize(
    "name", ["autoinstall_known_extensions", "autoload_known_extensions", "enable_external_access"]
)
def test_nothing_is_fetched_and_no_file_is_read(name):
    assert connected().sql(f"SELECT current_setting('{name}')").fetchall() == [(False,)]


REACHING_OUT = [
    "FROM read_csv('{here}/secret.csv')",
    "FROM '{here}/secret.csv'",
    "COPY (SELECT 1) TO '{here}/out.csv'",
    "ATTACH '{here}/other.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
]


@pytest.mark.parametrize("statement", REACHING_OUT)
def test_what_lies_outside_is_out_of_reach(tmp_path, statement):
    (tmp_path / "secret.csv").write_text("a\n1\n")
    (tmp_path / "inside").mkdir()
    with pytest.raises(duckdb.Error):
        connected(tmp_path / "inside").execute(statement.format(here=tmp_path))


@pytest.mark.parametrize(
    "statement", ["SET memory_limit = '8GB'", "SET enable_external_access = true", "RESET threads"]
)
def test_no_statement_changes_the_bounds(statement):
    with pytest.raises(duckdb.InvalidInputException, match="locked"):
        connected().execute(statement)


@pytest.mark.parametrize("name", ["it's", "Application Support", "a#b?c", "100%"])
def test_the_files_of_a_release_are_read_wherever_it_lies(tmp_path, name):
    release = Store(tmp_path / name, "simulasi").publish(
        paid("append", ("2025-01", 5), ("2025-02", 7)), **WHO
    )
    database = connected(release.root)
    view_files(database, "contributions", release.files("contributions"))
    found = database.cursor().sql("SELECT blth, workers FROM contributions ORDER BY blth").fetchall()
    assert found == [("2025-01", 5), ("2025-02", 7)]


def test_a_home_behind_a_link_is_read_too(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    release = Store(tmp_path / "link", "simulasi").publish(paid("append", ("2025-01", 5)), **WHO)
    database = connected(release.root)
    view_files(database, "contributions", release.files("contributions"))
    assert database.sql("SELECT workers FROM contributions").fetchall() == [(5,)]


def test_a_view_is_replaced_whatever_it_showed(tmp_path):
    release = Store(tmp_path, "simulasi").publish(
        {"informal": Change("append", rows("informal", [("batik", 3)]))}, **WHO
    )
    database = connected(release.root)
    shown = []
    for files in ([], release.files("informal"), []):
        view_files(database, "informal", files)
        shown.append(database.sql("SELECT trade, active FROM informal").fetchall())
    view_rows(database, "informal", arrow.table({"x": [1, 2]}))
    assert (shown, database.sql("FROM informal").fetchall()) == ([[], [("batik", 3)], []], [(1,), (2,)])


# -- months


class Numbers(HeldMonths):
    """The months of a release as tables of one row, the month itself."""

    kinds = ("rows",)

    def __init__(self, release) -> None:
        super().__init__(release)
        self.laid_out: list[str] = []

    def _lay_out(self, month: str, slot: int) -> None:
        self.laid_out.append(month)
        self._db.execute(in_each_slot("SELECT $month AS month", "rows")[slot], {"month": month})


MONTHS = [f"2025-{number:02d}" for number in range(1, len(SLOTS) + 3)]


def asked(months: Numbers, month: str) -> str:
    return months.answer(month, "FROM query_table($rows)", {})["month"][0].as_py()


@pytest.fixture
def numbers(tmp_path) -> Numbers:
    return Numbers(Store(tmp_path, "simulasi").publish(paid("append", ("2025-01", 1)), **WHO))


def test_a_month_is_laid_out_once_and_the_longest_unasked_let_go(numbers):
    kept = MONTHS[: len(SLOTS)]
    assert [asked(numbers, month) for month in [*kept, *kept]] == [*kept, *kept]
    assert numbers.laid_out == kept
    assert asked(numbers, kept[0]) == kept[0] and asked(numbers, MONTHS[-1]) == MONTHS[-1]
    assert asked(numbers, kept[0]) == kept[0] and asked(numbers, kept[1]) == kept[1]
    assert numbers.laid_out == [*kept, MONTHS[-1], kept[1]]


_BOTH = "SELECT (SELECT month FROM query_table($rows_before)) AS was, (SELECT month FROM query_table($rows)) AS is_now"


def test_a_statement_about_two_months_reads_each_from_its_own_table(numbers):
    for before, month in ((MONTHS[0], MONTHS[1]), (MONTHS[1], MONTHS[0]), (MONTHS[2], MONTHS[2])):
        [told] = numbers.answer(month, _BOTH, {}, before).to_pylist()
        assert told == {"was": before, "is_now": month}


def test_of_two_months_none_is_let_go_while_others_wait_to_lay_theirs_out(numbers, monkeypatch):
    """Else readers of two months each push out each other's first month before their second lies there."""
    earlier, month, *others = MONTHS
    readers = [threading.Thread(target=asked, args=(numbers, one), daemon=True) for one in others]
    laid_out = numbers._laid_out

    def between(wanted: str) -> tuple[int, int]:
        if wanted == earlier and not readers[0].ident:  # the later one of the two lies there already
            for one in readers:
                one.start()
            readers[-1].join(0.5)
        return laid_out(wanted)

    monkeypatch.setattr(numbers, "_laid_out", between)
    [told] = numbers.answer(month, _BOTH, {}, earlier).to_pylist()
    for one in readers:
        one.join(10)
    assert told == {"was": earlier, "is_now": month} and len(readers) == len(SLOTS)
    # Later one may come into a slot before it is read, and is then laid out once more.
    assert numbers.laid_out[:2] == [month, earlier]


def test_a_table_without_rows_stays_what_it_is_while_months_are_laid_out(numbers, monkeypatch):
    """Its copy lies in the database as the months' tables do, and must not be taken for one of them."""
    monkeypatch.setattr("data.store.database._numbers", count())
    for name in ("informal", "projects", "outreach"):
        view_files(numbers._db, name, [])
    assert [asked(numbers, month) for month in MONTHS] == MONTHS
    for name in ("informal", "projects", "outreach"):
        assert numbers._db.sql(f"FROM {name}").columns == schema_of(name).names
        assert numbers._db.sql(f"FROM {name}").fetchall() == []


def test_readers_of_more_months_than_are_held_read_their_own(numbers):
    wrong: list[tuple[str, str]] = []

    def read(month: str) -> None:
        answers = [asked(numbers, month) for _ in range(12)]
        wrong.extend((month, answer) for answer in answers if answer != month)

    threads = [threading.Thread(target=read, args=(month,)) for month in MONTHS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_slot_that_changes_hands_meanwhile_is_asked_again(numbers, monkeypatch):
    """Another reader's month comes into the slot after it was looked up and before it is read."""
    real, turns = numbers._rows, iter([True])

    def overtaken(statement, values):
        if next(turns, False):
            for month in MONTHS[1 : len(SLOTS) + 1]:
                numbers._laid_out(month)
        return real(statement, values)

    monkeypatch.setattr(numbers, "_rows", overtaken)
    assert asked(numbers, MONTHS[0]) == MONTHS[0]
    assert numbers.laid_out.count(MONTHS[0]) == 2
