"""Publishing: all or nothing, and one winner of two."""

import threading

import pyarrow as arrow
import pytest

from data.store import delta
from data.store.changes import Change
from data.store.columns import schema_of
from data.store.inbox import Inbox
from data.store.log import Log
from data.store.problems import NotPublished, PublishedBefore, UnknownRelease
from data.store.store import Store
from data.words import Words
from tests.data.store.store_cases import (
    WHO,
    after,
    derive,
    held,
    in_force,
    paid,
    pairs_of,
    rows,
    step,
    wages,
    with_cube,
)
from tests.sampling import with_rest


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path, "simulasi")


# -- publishing


def test_the_three_ways_to_change_a_table(store):
    store.publish(paid("append", ("2025-01", 1), ("2025-02", 2), ("2025-03", 3)), **WHO)
    store.publish(paid("append", ("2025-02", 20)), **WHO)
    assert in_force(store, "contributions") == [
        ("2025-01", 1),
        ("2025-02", 2),
        ("2025-02", 20),
        ("2025-03", 3),
    ]
    store.publish(paid("replace months", ("2025-02", 9), months=("2025-02", "2025-03")), **WHO)
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-02", 9)]
    store.publish(paid("replace months", months=()), **WHO)
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-02", 9)]
    store.publish(paid("overwrite", ("2025-04", 4)), **WHO)
    assert in_force(store, "contributions") == [("2025-04", 4)]
    store.publish(paid("overwrite"), **WHO)
    assert in_force(store, "contributions") == [] and store.release().months == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nonsense": Change("append", arrow.table({}))}, "no table nonsense"),
        (
            {"minimum_wages": Change("append", arrow.table({"region": ["16.08"]}))},
            "missing: from, to, rupiah, kind, decision, source",
        ),
        ({"minimum_wages": Change("replace months", rows("minimum_wages", []))}, "not kept by month"),
        (paid("replace months", ("2025-01", 1), months=("2025-02",)), "2025-01, a month that is not"),
        ({"contributions": Change("replace months", iter(()))}, "say which months"),
    ],
)
@pytest.mark.parametrize("keep", [True, False])
def test_what_cannot_be_published_changes_nothing(store, changes, words, keep):
    store.publish(wages(1), **WHO)
    with pytest.raises(ValueError, match=words):
        store.publish(wages(2) | changes, keep=keep, **WHO)
    assert (store.release().number, in_force(store, "minimum_wages")) == (1, [("16.08", 1)])
    assert len(store.kept()) == 1


def test_what_is_staged_is_read_as_a_release_and_seen_by_nobody_else(tmp_path, store):
    store.publish(wages(1) | paid("append", ("2025-01", 1)), **WHO)
    staged = store.stage(paid("append", ("2025-02", 2)), **WHO)
    assert (staged.parent, staged.release.number) == (store.release(), 2)
    assert pairs_of(staged.release.table("contributions"), "contributions") == [
        ("2025-01", 1),
        ("2025-02", 2),
    ]
    assert pairs_of(staged.release.table("minimum_wages"), "minimum_wages") == [("16.08", 1)]
    assert staged.release.changed(staged.parent, "contributions") == {"2025-02"}
    for reader in (store, Store(tmp_path, "simulasi")):
        assert (reader.release().number, len(reader.history())) == (1, 1)
        assert in_force(reader, "contributions") == [("2025-01", 1)]
    done = store.commit(staged, derive(staged.release, staged.parent))
    assert (done.number, done.entry.title) == (2, WHO["title"])
    assert in_force(store, "cube") == [("2025-02", 2)]


def test_nothing_is_built_on_what_was_never_committed(store):
    """The rows of a publication that failed after writing them never come into a later one."""
    store.publish(wages(1) | paid("append", ("2025-01", 1)), **WHO)
    store.stage(wages(666, mode="append") | paid("append", ("2025-02", 666)), **WHO)
    assert store.release().number == 1
    store.publish(wages(2, mode="append") | paid("append", ("2025-01", 2)), **WHO)
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-01", 2)]
    assert in_force(store, "minimum_wages") == [("16.08", 1), ("16.08", 2)]


def test_what_is_derived_may_not_be_published_too(store):
    staged = store.stage(wages(1), **WHO)
    with pytest.raises(ValueError, match="both published and derived: minimum_wages"):
        store.commit(staged, wages(2))
    with pytest.raises(ValueError, match="no table nonsense"):
        store.commit(staged, {"nonsense": Change("append", arrow.table({}))})
    assert store.release() is None


def test_a_cube_alone_can_be_derived_anew(store):
    with_cube(store, paid("append", ("2025-01", 1)), **WHO)
    staged = store.stage({}, **WHO)
    store.commit(staged, derive(staged.release, None))
    assert (store.release().number, in_force(store, "cube")) == (2, [("2025-01", 1)])


def test_what_is_committed_twice_is_published_once(store):
    staged = store.stage(paid("append", ("2025-01", 1)), **WHO)
    cube = derive(staged.release, staged.parent)
    assert store.commit(staged, cube).number == store.commit(staged, cube).number == 1
    assert (len(store.history()), in_force(store, "cube")) == (1, [("2025-01", 1)])


def test_a_storage_that_refuses_while_the_cube_is_worked_out_is_said_plainly(store):
    staged = store.stage(wages(1), **WHO)
    with (
        pytest.raises(NotPublished, match="tidak bisa ditulisi") as told,
        store.explaining(staged.publication),
    ):
        raise OSError("connection reset")
    assert store.kept()[0].id in str(told.value)


def in_batches(pairs, size=2):
    return arrow.RecordBatchReader.from_batches(
        schema_of("contributions"), iter(rows("contributions", pairs).to_batches(max_chunksize=size))
    )


@pytest.mark.parametrize(
    ("mode", "keep"),
    with_rest(
        [("append", True), ("overwrite", False), ("replace months", True)],
        [("append", False), ("overwrite", True), ("replace months", False)],
    ),
)
def test_a_stream_is_committed_in_pieces_and_published_as_one(store, monkeypatch, mode, keep):
    monkeypatch.setattr(delta, "ROWS_PER_COMMIT", 3)
    pairs = [(f"2025-{at % 3 + 1:02d}", at) for at in range(17)]
    store.publish(paid("append", ("2025-01", 100), ("2025-09", 900)), **WHO)
    before = {
        "append": [("2025-01", 100), ("2025-09", 900)],
        "overwrite": [],
        "replace months": [("2025-09", 900)],
    }
    for data in (in_batches(pairs), lambda: in_batches(pairs)):
        months = ("2025-01", "2025-02", "2025-03") if mode == "replace months" else None
        release = store.publish({"contributions": Change(mode, data, months)}, keep=keep, **WHO)
        assert in_force(store, "contributions") == sorted(before[mode] + pairs)
        assert release.entry.versions["contributions"] >= 5
        store.undo(role="x")


@pytest.mark.parametrize("keep", [True, False])
def test_a_stream_that_breaks_publishes_nothing(store, monkeypatch, keep):
    monkeypatch.setattr(delta, "ROWS_PER_COMMIT", 2)
    store.publish(paid("append", ("2025-01", 1)), **WHO)

    def breaking():
        yield from in_batches([("2025-02", 666)] * 5)
        raise RuntimeError("the file ends in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        store.publish({"contributions": Change("append", breaking())}, keep=keep, **WHO)
    assert (store.release().number, len(store.kept())) == (1, 1)
    assert [path.name for path in (store.place.folder / "inbox").iterdir() if path.name != "list"] == [
        store.kept()[0].id
    ]
    store.publish(paid("append", ("2025-01", 2)), **WHO)
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-01", 2)]


def test_readers_meanwhile_see_whole_releases_only(tmp_path, store):
    """One reader shares the store with the publisher, one is of another process, so to speak."""
    last = 5
    models = [held(None)]
    for number in range(1, last + 1):
        models.append(after(models[-1], number, 5))
    with_cube(store, step(1, 5), **WHO)
    seen: dict[Store, list[tuple[int, bool]]] = {store: [], Store(tmp_path, "simulasi"): []}

    def read(mine):
        while not seen[mine] or seen[mine][-1][0] < last:
            now = mine.release()
            seen[mine].append((now.number, held(now) == models[now.number]))

    threads = [threading.Thread(target=read, args=(mine,), daemon=True) for mine in seen]
    for thread in threads:
        thread.start()
    for number in range(2, last + 1):
        with_cube(store, step(number, 5), **WHO)
    for thread, looks in zip(threads, seen.values(), strict=True):
        thread.join(60)
        assert {whole for _, whole in looks} == {True}
        assert [number for number, _ in looks] == sorted(number for number, _ in looks)
        assert looks[-1][0] == last


# -- two at once


def test_of_two_publishers_one_is_told_who_came_first(tmp_path, store):
    store.publish(paid("append", ("2025-01", 1)), **WHO)

    staged = store.stage(paid("append", ("2025-01", 100)), **WHO)
    other = Store(tmp_path, "simulasi")
    other.publish(paid("append", ("2025-01", 10)), title="Koreksi", role="wilayah")
    with pytest.raises(PublishedBefore) as told:
        store.commit(staged)
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-01", 10)]
    (mine,) = [kept for kept in store.kept() if kept.release is None]
    for sentence in (str(told.value), Words("en").explain(told.value)):
        assert all(word in sentence for word in ("2", "wilayah", mine.id, str(tmp_path)))
        assert "Koreksi" not in sentence  # it may be the name of another office's file
        assert len(sentence) < 500
    assert [kept.release for kept in store.kept() if kept.id != mine.id] == [2, 1]
    assert store.commit(store.stage_kept(mine.id)).number == 3
    assert in_force(store, "contributions") == [("2025-01", 1), ("2025-01", 10), ("2025-01", 100)]
    assert next(kept.release for kept in store.kept() if kept.id == mine.id) == 3


@pytest.mark.parametrize(
    ("mode", "again"),
    with_rest(
        [("append", True), ("overwrite", False), ("replace months", True)],
        [("append", False), ("overwrite", True), ("replace months", False)],
    ),
)
def test_two_who_write_the_same_table_at_the_same_time(tmp_path, store, mode, again):
    """The other one publishes while our rows are being read, on the version that we have opened."""
    store.publish(paid("append", ("2025-01", 1)), **WHO)

    def ours():
        if store.release().number == 1:
            Store(tmp_path, "simulasi").publish(paid("append", ("2025-02", 2)), **WHO)
        yield from rows("contributions", [("2025-01", 100)]).to_batches()

    with pytest.raises(PublishedBefore):
        change = Change(mode, ours if again else ours(), ("2025-01",))
        store.publish({"contributions": change}, keep=False, **WHO)
    assert (store.release().number, in_force(store, "contributions")) == (2, [("2025-01", 1), ("2025-02", 2)])


@pytest.mark.parametrize("mode", ["append", "overwrite", "replace months"])
def test_one_who_writes_and_never_publishes_stops_nobody(tmp_path, store, mode):
    store.publish(paid("append", ("2025-01", 1)), **WHO)
    left = []

    def ours():
        if not left:
            left.append(Store(tmp_path, "simulasi").stage(paid("append", ("2025-02", 666)), **WHO))
        yield from rows("contributions", [("2025-01", 100)]).to_batches()

    store.publish({"contributions": Change(mode, ours, ("2025-01",))}, keep=False, **WHO)
    assert len(left) == 1
    assert in_force(store, "contributions") == [("2025-01", 1)] * (mode == "append") + [("2025-01", 100)]


def test_a_stream_that_cannot_be_read_again_is_not_published_half(tmp_path, store):
    def once():
        Store(tmp_path, "simulasi").stage(paid("append", ("2025-02", 666)), **WHO)
        yield from rows("contributions", [("2025-01", 100)]).to_batches()

    with pytest.raises(NotPublished, match="sedang menerbitkan"):
        store.publish({"contributions": Change("append", once())}, keep=False, **WHO)
    assert store.release() is None


def test_a_publisher_names_the_release_that_was_looked_at(store):
    store.publish(wages(1), on=0, **WHO)
    store.publish(wages(2), on=1, **WHO)
    with pytest.raises(PublishedBefore, match="Rilis 2 sudah terbit"):
        store.publish(wages(3), on=1, **WHO)
    with pytest.raises(PublishedBefore, match="Rilis 2 sudah terbit"):
        store.undo(role="x", on=1)
    with pytest.raises(UnknownRelease):
        store.publish(wages(3), on=7, **WHO)
    assert in_force(store, "minimum_wages") == [("16.08", 2)]
    assert [kept.release for kept in store.kept()] == [None, None, 2, 1]


@pytest.mark.parametrize("room", [Log, Inbox], ids=["log", "inbox"])
def test_an_answer_that_gets_lost_after_the_deed_changes_nothing(store, monkeypatch, room):
    """Object storage may do what was asked and yet never say so."""
    store.publish(wages(1), **WHO)
    deed = {Log: "append", Inbox: "_listed"}[room]
    real = getattr(room, deed)

    def lost(self, entry):
        real(self, entry)
        raise OSError("connection reset")

    monkeypatch.setattr(room, deed, lost)
    assert store.publish(wages(2), **WHO).number == 2
    assert in_force(store, "minimum_wages") == [("16.08", 2)]
    assert [kept.release for kept in store.kept()] == [2, 1]
    assert all(
        list(store.kept_changes(kept.id)["minimum_wages"].batches("minimum_wages")) for kept in store.kept()
    )
