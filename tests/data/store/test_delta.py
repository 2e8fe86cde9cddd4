"""What the store relies on of Delta Lake, shown on real tables, and the store under random histories."""

import os
import time

import pyarrow as arrow
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from data.store.changes import Change
from data.store.columns import schema_of
from data.store.delta import Overtaken, Table
from data.store.location import Place
from data.store.problems import NothingToUndo, PublishedBefore
from data.store.store import Store
from tests.crash.trials import full_disks, kills, races
from tests.data.store.store_cases import held, rows, summed, with_cube
from tests.examples import examples

SCHEMA = arrow.schema([("month", arrow.string()), ("value", arrow.int64())])


def batches(*pairs):
    columns = {"month": [pair[0] for pair in pairs], "value": [pair[1] for pair in pairs]}
    return iter(arrow.table(columns, SCHEMA).to_batches())


def values(table: Table) -> list[int]:
    return sorted(table.dataset().to_table()["value"].to_pylist())


@pytest.fixture
def place(tmp_path) -> Place:
    made = Table.made(Place.of(tmp_path / "table"), SCHEMA, "month")
    made.append(SCHEMA, batches(("2025-01", 1)))
    return made.place


# -- compare and swap

WRITES = {
    "append": lambda table: table.append(SCHEMA, batches(("2025-02", 2))),
    "overwrite": lambda table: table.overwrite(SCHEMA, batches(("2025-02", 2))),
    "replace": lambda table: table.replace(SCHEMA, batches(("2025-02", 2)), ["2025-02"]),
    "restore": lambda table: table.restore(0),
}


@pytest.mark.parametrize("theirs", ["append", "gather"])
def test_files_are_gathered_only_where_nobody_committed_since(place, theirs):
    Table(place).append(SCHEMA, batches(("2025-01", 2)))
    mine, other = Table(place), Table(place)
    (Table.gather if theirs == "gather" else WRITES[theirs])(other)
    was = values(Table(place))
    with pytest.raises(Overtaken):
        mine.gather()
    assert (Table(place).version, values(Table(place))) == (3, was)
    Table(place).gather()
    assert values(Table(place)) == was and len(Table(place).files(["2025-01"])) == 1


@pytest.mark.parametrize("theirs", WRITES)
@pytest.mark.parametrize("ours", WRITES)
def test_a_commit_fails_when_anybody_committed_since(place, ours, theirs):
    mine, other = Table(place), Table(place)
    WRITES[theirs](other)
    was = values(Table(place))
    with pytest.raises(Overtaken):
        WRITES[ours](mine)
    assert (Table(place).version, values(Table(place))) == (2, was)
    again = Table(place)
    WRITES[ours](again)
    assert again.version == Table(place).version == 3
    assert values(again) == values(Table(place))


def test_only_months_are_replaced(place):
    with pytest.raises(ValueError, match="no month"):
        Table(place).replace(SCHEMA, batches(("2025-02", 2)), ["2025-02", "') OR 1=1 --"])
    assert values(Table(place)) == [1]


def test_rows_that_build_on_nothing_may_come_between_others(place):
    mine = Table(place)
    Table(place).append(SCHEMA, batches(("2025-02", 2)))
    mine.append(SCHEMA, batches(("2025-03", 3)), retries=5)
    assert (mine.version, values(Table(place))) == (3, [1, 2, 3])


def test_a_table_is_made_once(place):
    assert Table.made(place, SCHEMA, "month").version == 1
    assert values(Table(place)) == [1]


def test_every_version_stays_readable_however_old(place):
    """By default what a checkpoint of more than 30 days ago covers is deleted at the next one."""
    table = Table(place)
    for value in range(2, 22):
        table.overwrite(SCHEMA, batches(("2025-01", value)))
    long_ago = time.time() - 400 * 86_400
    entries = list((place.folder / "_delta_log").iterdir())
    assert any(".checkpoint." in entry.name for entry in entries)
    for entry in entries:
        os.utime(entry, (long_ago, long_ago))
    table.overwrite(SCHEMA, batches(("2025-01", 22)))
    # The library's own clean-up, which any other writer of the table would do.
    table._table.create_checkpoint()
    table._table.cleanup_metadata()
    assert [values(Table(place, version)) for version in (0, 1, 2, 20, 22)] == [[], [1], [2], [20], [22]]


# -- random histories against a plain model

MONTHS = ["2025-01", "2025-02", "2025-03"]
PAIRS = st.lists(st.tuples(st.sampled_from(MONTHS), st.integers(0, 9)), max_size=3)


class Histories(RuleBasedStateMachine):
    """Publish, fail, come second, undo, in any order, beside lists of what each release must hold."""

    def __init__(self):
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(self.folder.name, "simulasi")
        self.releases: list[list[tuple[str, int]]] = []
        self.shown: list[int] = []

    def teardown(self):
        self.folder.cleanup()

    @property
    def now(self) -> list[tuple[str, int]]:
        return self.releases[-1] if self.releases else []

    def changed(self, mode, pairs):
        if mode == "overwrite":
            return sorted(pairs)
        replaced = {month for month, _ in pairs} if mode == "replace months" else set()
        return sorted([pair for pair in self.now if pair[0] not in replaced] + pairs)

    def change(self, mode, pairs):
        return {"contributions": Change(mode, rows("contributions", pairs))}

    @rule(mode=st.sampled_from(["append", "overwrite", "replace months"]), pairs=PAIRS, keep=st.booleans())
    def publish(self, mode, pairs, keep):
        with_cube(self.store, self.change(mode, pairs), title="x", role="x", keep=keep)
        self.releases.append(self.changed(mode, pairs))
        self.shown.append(len(self.releases))

    @rule(mode=st.sampled_from(["append", "overwrite", "replace months"]), pairs=PAIRS)
    def stage_alone(self, mode, pairs):
        """Never committed: the cube could not be worked out, or the publisher was stopped."""
        self.store.stage(self.change(mode, pairs), title="x", role="x", keep=False)

    @rule(first=PAIRS, second=PAIRS)
    def come_second(self, first, second):
        def other(staged):
            store = Store(self.folder.name, "simulasi")
            with_cube(store, self.change("append", first), title="x", role="x", keep=False)

        with pytest.raises(PublishedBefore):
            with_cube(
                self.store, self.change("append", second), title="x", role="x", keep=False, meanwhile=other
            )
        self.releases.append(self.changed("append", first))
        self.shown.append(len(self.releases))

    @rule()
    def undo(self):
        if len(self.releases) < 2:
            with pytest.raises(NothingToUndo):
                self.store.undo(role="x")
            return
        self.releases.append(self.releases[-2])
        self.shown.append(self.shown[-2])
        self.store.undo(role="x")

    @invariant()
    def every_release_is_what_it_was(self):
        assert [release.points_to for release in reversed(self.store.history())] == self.shown
        for release in {1, len(self.releases)} if self.releases else ():
            tables = held(self.store.release(release))
            assert tables["contributions"] == self.releases[release - 1]
            assert tables["cube"] == sorted(summed(self.releases[release - 1]).items())

    @invariant()
    def what_changed_is_what_differs(self):
        if len(self.releases) > 1:
            now, before = self.store.release(), self.store.release(len(self.releases) - 1)
            differ = {
                month
                for month in MONTHS
                if [pair for pair in self.releases[-1] if pair[0] == month]
                != [pair for pair in self.releases[-2] if pair[0] == month]
            }
            assert differ <= now.changed(before, "contributions")


TestHistories = Histories.TestCase
TestHistories.settings = settings(examples(4, 30), stateful_step_count=6)


# -- crashes, a few; many more by `python -m tests.crash`


def test_killed_publishers_leave_the_old_release_or_the_new_one(tmp_path):
    counts = kills(tmp_path / "home", 1, measured=1)
    assert counts["old release"] + counts["new release"] == counts["killed"] == 1
    assert not counts["neither"] + counts["inputs damaged"] + counts["next failed"]


@pytest.mark.skipif(os.name != "posix", reason="the size of files cannot be limited for one process")
def test_without_room_the_old_release_stays_and_is_said_to(tmp_path):
    counts = full_disks(tmp_path / "home", 1, mounted=False)
    assert counts["refused"] >= 1
    wrong = ("wrong words", "not the old release", "inputs damaged", "next failed")
    assert [name for name in wrong if counts[name]] == []


def test_of_two_processes_one_wins_and_the_other_is_told(tmp_path):
    counts = races(tmp_path / "home", 1)
    assert counts["one winner"] == counts["one loser told"] == 1
    assert not counts["neither"] + counts["inputs damaged"] + counts["next failed"]


def test_the_cube_has_the_columns_of_the_cube():
    from data.cube import COLUMNS

    assert tuple(schema_of("cube").names) == COLUMNS
